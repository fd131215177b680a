// ---------- where the reader is: iteration, step, depth, chosen cell; kept in the address ----------

const $ = id => document.getElementById(id);
const stage = $('stage');

let iteration = 0;
let trace;
let step = 0, depth = 0;
/** The chosen cell as { id, place }, and whether it stays chosen. */
let chosen = null, pinned = false;

const last = () => trace.states.length - 1;
const traces = TRACES.map(() => undefined);

/** Traces are read when they are first shown. */
function openIteration(i) {
  iteration = Math.max(0, Math.min(TRACES.length - 1, i));
  trace = traces[iteration] ??= readTrace(TRACES[iteration]);
  scales();
  indexSymbols();
}

function go(s, { keep = false } = {}) {
  const next = Math.max(0, Math.min(last(), s));
  if (next !== step) quiz.stage = 0;
  step = next;
  if (!keep) { chosen = null; pinned = false; }
  render();
  writeAddress();
}

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  const whole = (name, most) => Math.max(0, Math.min(most, Math.floor(Number(address.get(name))) || 0));
  openIteration(whole('iteration', TRACES.length));
  step = whole('step', last());
  depth = whole('depth', 2);
  chosen = null;
  pinned = false;
  const [id, place] = (address.get('cell') || '').split(':').map(Number);
  if (address.get('cell') && trace.nodes[id] && numberAt(id, place) !== undefined) { chosen = { id, place }; pinned = true; }
  if (['light', 'dark'].includes(address.get('theme'))) document.documentElement.dataset.theme = address.get('theme');
}

function writeAddress() {
  const address = [`step=${step}`];
  if (iteration) address.unshift(`iteration=${iteration}`);
  if (depth) address.push(`depth=${depth}`);
  if (chosen && pinned) address.push(`cell=${chosen.id}:${chosen.place}`);
  try { history.replaceState(null, '', `#${address.join('&')}`); } catch { /* a file that is shown in a frame has no history of its own */ }
}
