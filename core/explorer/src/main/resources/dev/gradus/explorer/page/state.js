// ---------- where the reader is: iteration, step, depth, sheets and rows, chosen cell; kept in the address ----------

/** What only some pages draw. */
const onRender = [];

const $ = id => document.getElementById(id);
const stage = $('stage');

let iteration = 0;
let trace;
let step = 0, depth = 0;
/** The chosen cell as { id, place }, and whether it stays chosen. */
let chosen = null, pinned = false;

const last = () => trace.states.length - 1;
const traces = TRACES.map(() => undefined);

/** What stands on the page for the whole trace, such as the time line: it is made once, and steps only change its classes. */
const standing = new Set();

/** Makes what stands, unless it stands already. */
function once(name, make) {
  if (!standing.has(name)) make();
  standing.add(name);
}

/** Traces are read when they are first needed. */
const traceOf = i => traces[i] ??= readTrace(TRACES[i]);

function openIteration(i) {
  iteration = Math.max(0, Math.min(TRACES.length - 1, i));
  trace = traceOf(iteration);
  standing.clear();
  scales();
  indexSymbols();
  indexEquations();
}

function go(s, { keep = false } = {}) {
  const at = Math.max(0, Math.min(last(), s)), next = isShown(at) ? at : runAt(at).last;
  if (next !== step) quiz.stage = 0;
  step = next;
  if (!keep) { chosen = null; pinned = false; }
  render();
  writeAddress();
}

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  if (address.get('inside') !== openLoop) { location.reload(); return; }
  const whole = (name, most) => Math.max(0, Math.min(most, Math.floor(Number(address.get(name))) || 0));
  openIteration(whole('iteration', TRACES.length));
  levels.open = levels.closed && address.get('level') !== null ? Math.max(UPDATES, Math.min(scopes.length - 1, Number(address.get('level')) || 0)) : -1;
  step = whole('step', last());
  if (!isShown(step)) step = runAt(step).last;
  depth = whole('depth', 2);
  readPlaces(sheets, address.get('sheets'));
  readPlaces(openRows, address.get('rows'));
  chosen = null;
  pinned = false;
  const [id, place] = (address.get('cell') || '').split(':').map(Number);
  if (address.get('cell') && trace.nodes[id] && numberAt(id, place) !== undefined) { chosen = { id, place }; pinned = true; }
  if (['light', 'dark'].includes(address.get('theme'))) document.documentElement.dataset.theme = address.get('theme');
}

/** Chosen places as they stand in the address: sizes and a number, as in 2,3:4;360:17. */
const placesText = places => [...places].filter(([, place]) => place > 0).map(([sizes, place]) => `${sizes}:${place}`).join(';');

function readPlaces(places, words) {
  places.clear();
  for (const [, sizes, place] of (words || '').matchAll(/([\d,]+):(\d+)/g)) places.set(sizes, Number(place));
}

let addressWaits = false;

/** Once, when all that goes on now is done: it takes as long as a step. */
function writeAddress() {
  if (!addressWaits) queueMicrotask(() => {
    addressWaits = false;
    try { history.replaceState(null, '', `#${addressNow()}`); } catch { /* a file that is shown in a frame has no history of its own */ }
  });
  addressWaits = true;
}

function addressNow() {
  const address = [`step=${step}`];
  if (loopSteps) address.unshift(`inside=${openLoop}&from=${cameFrom}${levelInAddress()}`);
  if (iteration) address.unshift(`iteration=${iteration}`);
  if (depth) address.push(`depth=${depth}`);
  if (levels.closed && levels.open !== -1) address.push(`level=${levels.open}`);
  if (placesText(sheets)) address.push(`sheets=${placesText(sheets)}`);
  if (placesText(openRows)) address.push(`rows=${placesText(openRows)}`);
  if (chosen && pinned) address.push(`cell=${chosen.id}:${chosen.place}`);
  return address.join('&');
}
