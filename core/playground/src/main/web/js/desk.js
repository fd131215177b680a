// ---------- what is on the page: the moment, the engine's last answers; undo goes through addresses ----------

/** The session's answers as they are now; the student's own state is in the engine, and an address holds all of it. */
const now = { moment: 'write', lines: null, fault: null, status: null, losses: [], norms: null, points: null, checked: null, lesson: null };

const handles = { optimizer: 'Adam', rate: 0.03 };
const OPTIMIZERS = ['SGD', 'Momentum', 'Adam', 'RMSProp'];

const past = [], future = [];
const MOST_STEPS_BACK = 200, ONE_TYPING = 1000;
let typedAt = -ONE_TYPING;

/** Keeps the state as it is before a change; what is typed within a second is one change. */
function remember(typing = false) {
  const time = performance.now();
  if (!typing || time - typedAt > ONE_TYPING || !past.length) past.push(engine.address(''));
  if (past.length > MOST_STEPS_BACK) past.shift();
  typedAt = typing ? time : -ONE_TYPING;
  future.length = 0;
}

/** Goes back to a state before a change, or on again; all is made from it anew. */
function back(from = past, to = future) {
  if (!from.length) return;
  play(false);
  to.push(engine.address(''));
  typedAt = -ONE_TYPING;
  openAddress(from.pop());
}

/** Opens what an address tells; the answer is taken like one to lines. */
function openAddress(address) {
  const answer = asked('open', address);
  originals.clear();
  if (answer.lines === undefined) { // no link of this page, or not the whole of one
    openExample(FIRST_LESSON);
    now.refused = answer.message;
    drawSay();
    return {};
  }
  take(answer, { whole: true });
  return answer;
}

/** Takes an answer of the engine to a change of lines, data or numbers, and shows what follows from it. */
function take(answer, { whole = false, quiet = false } = {}) {
  now.lines = answer;
  now.fault = answer.ok ? null : answer.error ?? null;
  now.checked = null;
  now.refused = '';
  Object.assign(handles, { optimizer: answer.optimizer ?? handles.optimizer, rate: answer.learningRate ?? handles.rate });
  if (whole || (answer.program !== undefined && document.activeElement !== editor)) setLines(answer.program);
  now.points = Array.from(engine.points());
  takeProgress(answer.status);
  if (answer.lines) openNow();
  if (now.fault && now.moment !== 'write' && !quiet) now.moment = 'write';
  render();
  writeAddress();
}

/** Puts lines into the field, unless they stand there. */
function setLines(program) {
  const lines = program.trimEnd();
  if (lines !== editor.value.trimEnd()) editor.value = lines;
}

/** Losses, norms and the status as they are now. */
function takeProgress(status = asked('status')) {
  now.status = status;
  now.losses = Array.from(engine.losses());
  now.norms = null;
}

const iterationNow = () => now.status?.iteration ?? 0;
const learned = () => now.lines?.learned ?? 0;

/** The trace of this very iteration, for all that is shown step by step; with a fault, of the lines before it. */
function openNow() {
  TRACES[0] = JSON.parse(engine.trace());
  if (now.fault) TRACES[0].objective = -1;
  traces[0] = undefined;
  openIteration(0);
  markChanged(trace);
  quiz.answers.clear(); // they were about other numbers
  fits.clear();
  step = Math.min(step, last());
  pairNodes();
  if (now.fault) addMissing();
  adoptPicture();
  now.stale = false;
}

/** The op that cannot be computed, as an op without a value at the end of the graph. */
function addMissing() {
  const missing = now.lines.graph.nodes.find(({ kind }) => kind === 'missing');
  if (!missing) return;
  const ids = new Map([...places].map(([id, node]) => [node.id, id])), id = trace.nodes.length;
  const inputs = missing.inputs.map(input => ids.get(input)).filter(input => input !== undefined);
  trace.nodes.push({ ...missing, id, kind: 'op', op: missing.sign, builtIn: false, missing: true, inputs, shape: [], from: [], symbol: { text: '', mathMl: '' } });
  trace.graph.add(id);
  trace.knownAt.push(0);
}

/** The last state of the forward pass, and the last before the weights are changed. */
const lastForward = () => Math.max(0, trace.states.findLastIndex(state => state.phase === 'forward'));
const lastBackward = () => trace.states.findLastIndex(state => state.phase !== 'update');

/** Which node of the answer to the lines each node of the trace is: both graphs are walked from the loss, or from all outputs. */
const places = new Map();

function pairNodes() {
  const { nodes = [], objective = -1, outputs = [] } = now.lines?.graph ?? {};
  const waiting = trace.outputs ? trace.outputs.map((id, i) => [id, outputs[i]]) : [[trace.objective, objective]];
  places.clear();
  while (waiting.length) {
    const [id, other] = waiting.pop();
    if (places.has(id) || !nodes[other]) continue;
    places.set(id, nodes[other]);
    trace.nodes[id].inputs.forEach((input, i) => waiting.push([input, nodes[other].inputs[i]]));
  }
}
