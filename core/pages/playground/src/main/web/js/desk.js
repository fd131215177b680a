// ---------- wiring: changes of the lines, the data and the numbers, and what the page takes from them; undo goes through addresses ----------

import { host } from 'explorer/hooks.js';
import { text } from 'explorer/format.js';
import { TRACES } from 'explorer/given.js';
import { sizeOf } from 'explorer/tensors.js';
import { last, setStep, step, trace, traces } from 'explorer/state.js';
import { fits } from 'explorer/stage.js';
import { openIteration } from 'explorer/opening.js';
import { quiz } from 'explorer/quiz.js';
import {
  asked,
  changed,
  changes,
  during,
  forget,
  isOutdated,
  lookedUp,
  numbersFrom,
  textFrom,
  told,
} from './engine.js';
import { editor } from './editor.js';
import { drawLoss } from './loss.js';
import { drawTask } from './tasks.js';
import { drawSay, render, renderGraph } from './moments.js';
import { future, now, originals, past, pause, places, setNow } from './now.js';
import { beginTries } from './tries.js';
import { hasFormulas } from './steps.js';

const MOST_STEPS_BACK = 200,
  ONE_TYPING = 1000;
let typedAt = -ONE_TYPING;

/** Keeps the state as it is before a change; what is typed within a second is one change. */
export function remember(typing = false) {
  const time = performance.now();
  if (!typing || time - typedAt > ONE_TYPING || !past.length) past.push(told('address', ''));
  if (past.length > MOST_STEPS_BACK) past.shift();
  typedAt = typing ? time : -ONE_TYPING;
  future.length = 0;
}

/** Goes back to a state before a change, or on again; all is made from it anew. */
export async function back(from = past, to = future) {
  if (!from.length) return;
  pause();
  to.push(told('address', ''));
  typedAt = -ONE_TYPING;
  await openAddress(await from.pop());
}

/** Opens what an address tells; the answer is taken like one to lines. */
export async function openAddress(address) {
  const answer = await request('begin', address);
  if (!answer) return {};
  originals.clear();
  if (answer.lines === undefined) {
    // no link of this page, or not the whole of one
    await openExample(FIRST_LESSON);
    setNow({ refused: answer.message });
    drawSay();
    return {};
  }
  setNow({ said: '', lesson: answer.see ? { see: answer.see, program: answer.program } : now.lesson });
  take(answer, { whole: true });
  if (!answer.replay) return answer;
  const training = { at: 0, end: answer.replay };
  if (!answer.isThere) return (await repeatFirst(training)) ? answer : {};
  repeatBefore(training);
  return answer;
}

/** Has the iterations before the present one repeated, while anything else can be done. */
async function repeatBefore(training) {
  const isDone = await repeated(training, losses => {
    setNow({ losses: [...losses, ...now.losses.slice(losses.length)] });
    drawLoss();
  });
  if (!isDone) return;
  forget('norms');
  render();
}

/** Has the training of a link repeated before anything else can be done, and promises whether it came to its end. */
async function repeatFirst(training) {
  setNow({ replay: training });
  render();
  const isDone = await repeated(training, losses => {
    setNow({ losses });
    drawTask();
    drawLoss();
  });
  if (!isDone) return false;
  setNow({ replay: null });
  if (await requestNumbers(['status'])) render();
  return true;
}

const ONE_PIECE = 50;

/** Has a training repeated piece by piece, between those of the weights' own, and promises whether it came to its end. */
async function repeated(training, show) {
  let count = 20;
  setNow({ repeated: training });
  for (let before = -1; training.at < training.end && training.at !== before;) {
    if (now.training) {
      await new Promise(requestAnimationFrame);
      continue;
    }
    const began = performance.now(),
      losses = Array.from(await told('advance', count));
    if (now.repeated !== training) return false;
    before = training.at;
    training.at = Math.min(training.end, losses.length - 1);
    count = Math.max(1, Math.round(count * Math.min(4, ONE_PIECE / Math.max(1, performance.now() - began))));
    show(losses);
  }
  return true;
}

/** Gives up the training of a link: its lines are there, as they begin. */
export async function cancelReplay() {
  take(await request('cancel'));
  setNow({ refused: text('say cancelled') });
  drawSay();
}

/** What the page shows of every state: formulas only where one steps, else they come after the picture. */
const shownParts = moment => [
  ['status'],
  ['points'],
  ['heldOut'],
  ['losses'],
  ['tests'],
  ['trace', moment !== 'write'],
  ['traceValues'],
  ...(moment === 'step' ? [['traceFormulas'], ['traceEquations']] : []),
];

/** Changes the lines, the data or all; promises the answer, or null if it was asked for again before its turn came. */
export async function request(name, ...given) {
  setNow({ replay: null, repeated: null });
  return (await changed([name, ...given], shownParts(now.moment)))?.answer;
}

/**
 * Changes numbers only. Promises the answer once the page has all that this moment shows of the state after it; null if another
 * change was asked for meanwhile, which will show more.
 */
export async function requestNumbers(question, moment = now.moment) {
  const outcome = await changed(question, shownParts(moment), true);
  if (!outcome || isOutdated()) return null;
  takeProgress();
  openNow(moment);
  return outcome.answer;
}

/** Takes an answer of the engine to a change of lines, data or numbers, and shows what follows from it unless there is more to come. */
export function take(answer, { whole = false, quiet = false } = {}) {
  if (!answer) return;
  const { optimizer = now.optimizer, learningRate: rate = now.rate } = answer,
    fault = answer.ok ? null : (answer.error ?? null);
  setNow({ lines: answer, fault, checked: null, refused: '', cleared: false, tried: '', optimizer, rate });
  if (whole || (answer.program !== undefined && document.activeElement !== editor)) setLines(answer.program);
  if (isOutdated()) return;
  takeProgress();
  if (answer.lines) openNow();
  if (now.fault && !quiet) setNow({ moment: 'write' });
  renderGraph();
  host.writeAddress();
  during(showRest());
}

/** The rest of the page follows when the graph is seen, unless something else is to be shown by then. */
async function showRest() {
  const shown = changes;
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  if (changes !== shown || isOutdated()) return;
  if (await lookedUp(['traceFormulas'])) render();
}

/** Puts lines into the field, unless they stand there. */
function setLines(program) {
  const lines = program.trimEnd();
  if (lines !== editor.value.trimEnd()) editor.value = lines;
}

/** Losses, norms and the status as they are now. */
function takeProgress() {
  const [points, heldOut, losses, tests] = ['points', 'heldOut', 'losses', 'tests'].map(name =>
    Array.from(numbersFrom(name)),
  );
  setNow({ status: asked('status'), points, heldOut: new Set(heldOut), losses, tests });
}

/** A trace with the values of its nodes, which the engine hands over as one array. */
function withValues(json) {
  const values = numbersFrom('traceValues');
  let from = 0;
  for (const node of json.nodes
    .filter(({ valueIndex }) => valueIndex !== undefined)
    .sort((a, b) => a.valueIndex - b.valueIndex)) {
    node.value = values.subarray(from, from + sizeOf(node.shape));
    from += node.value.length;
  }
  return { ...json, equations: [] };
}

/** A trace without a node. */
const NOTHING = {
  format: 'gradus-trace',
  version: 1,
  objective: -1,
  outputs: [],
  nodes: [],
  gradients: [],
  steps: [],
  equations: [],
};

/**
 * The trace of this very iteration, for all that is shown step by step; with a fault, of the lines before it. While lines are
 * written it has no update of the weights, which some optimizers make in many steps: nobody sees it before stepping.
 */
export function openNow(moment = now.moment) {
  const json = textFrom('trace', moment !== 'write');
  TRACES[0] = json ? withValues(JSON.parse(json)) : structuredClone(NOTHING);
  if (now.fault) TRACES[0].objective = -1;
  traces[0] = undefined;
  openIteration(0);
  markChanged(trace);
  quiz.answers.clear(); // they were about other numbers
  fits.clear();
  setStep(Math.min(step, last()));
  if (moment === 'step') hasFormulas();
  pairNodes();
  if (now.fault) addMissing();
  setNow({ stale: moment !== 'step' });
}

/** The op that cannot be computed, as an op without a value at the end of the graph. */
function addMissing() {
  const missing = now.lines.graph.nodes.find(({ kind }) => kind === 'missing');
  if (!missing) return;
  const ids = new Map([...places].map(([id, node]) => [node.id, id])),
    id = trace.nodes.length;
  const inputs = missing.inputs.map(input => ids.get(input)).filter(input => input !== undefined);
  trace.nodes.push({
    ...missing,
    id,
    kind: 'op',
    op: missing.sign,
    builtIn: false,
    missing: true,
    inputs,
    shape: [],
    from: [],
    symbol: { text: '', mathMl: '' },
  });
  trace.graph.add(id);
  trace.knownAt.push(0);
}

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

/** Marks in a trace which of its numbers were changed at this iteration. */
function markChanged(of) {
  of.nodes.filter(node => originals.has(node.name)).forEach(node => of.edited.set(node.id, originals.get(node.name)));
}

/** What stands on the page for whoever comes without a link. */
export const FIRST_LESSON = 'circles';

export async function openExample(name) {
  if (now.lines) remember();
  setNow({ moment: 'write' });
  setStep(0);
  originals.clear();
  const answer = await request('example', name);
  if (!answer) return;
  setNow({ said: '', lesson: { see: answer.see, program: answer.program } });
  beginTries();
  take(answer, { whole: true });
}
