// ---------- where the reader is: iteration, step, depth, chosen cell ----------

/** What only some pages draw, and what of it takes room from the picture. */
const onRender = [], onArrange = [];

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
  [...parts, ...scopeParts].forEach(part => { part.reached = undefined; });
  standing.clear();
  scales();
  indexSymbols();
  indexEquations();
}

function go(s, { keep = false } = {}) {
  const next = Math.max(0, Math.min(last(), s));
  step = isShown(next) ? next : runAt(next).last;
  if (!keep) { chosen = null; pinned = false; }
  render();
  writeAddress();
}

/** Whether the reader watches the training rather than its steps. */
let filmed = false;
const isFilm = () => filmed || shownPanes().includes('film');

/** To the next state, or the one before: after the last one of an iteration comes the first of the next. */
function goBy(by) {
  const next = iteration + by, to = beside(step, by);
  if (isFilm()) return goToIteration(next);
  if (to !== step || !(next in TRACES)) return go(to);
  openIteration(next);
  return go(by > 0 ? 0 : last());
}
