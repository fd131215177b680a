// ---------- reading: the trace: nodes with their numbers, and the states that the reader goes through ----------

import { goesBack } from './given.js';
import { numbersOf } from './tensors.js';
import { operation } from './operations.js';
import { slopeOf } from './slopes.js';

/**
 * A trace as the page uses it; the numbers of its nodes are in `numbers`, by id.
 *
 * @param {TraceJson} json
 * @returns {Trace}
 */
export function readTrace(json) {
  const nodes = nodesOf(json);
  const numbers = nodes.map(numbersOf);
  const gradientOf = new Map(json.gradients.map(pair => [pair.of, pair.is]));
  const graph = graphNodes(nodes, json.outputs ?? [json.objective]);
  const trace = /** @type {Trace} */ ({
    ...json,
    nodes,
    numbers,
    gradientOf,
    graph,
    edited: new Map(),
    follows: false,
  });
  trace.states = statesOf(trace);
  trace.knownAt = knownAt(trace);
  fillIn(trace);
  return trace;
}

export const nodesOf = json =>
  json.nodes.map(node => ({
    ...node,
    inputs: node.inputs || [],
    from: (node.inputs || []).map(i => json.nodes[i].shape),
  }));

/** The nodes of the forward graph. */
export function graphNodes(nodes, outputs) {
  const found = new Set(),
    waiting = [...outputs];
  while (waiting.length) {
    const id = waiting.pop();
    if (!found.has(id)) waiting.push(...nodes[id].inputs);
    found.add(id);
  }
  return found;
}

/** Values that no step has are worked out where all that they are made of is there. */
function fillIn(trace) {
  trace.nodes.forEach(node => {
    const op = operation(node);
    if (!trace.numbers[node.id] && !node.part && op && node.inputs.every(i => trace.numbers[i])) {
      trace.numbers[node.id] = op.compute(
        node,
        node.inputs.map(i => trace.numbers[i]),
      );
    }
  });
}

/** A state of the page for each step, or for each beat of a step that multiplies what arrives with a local factor. */
function statesOf(trace) {
  /** @type {State[]} */
  const states = [{ phase: 'given', beat: '', result: -1, equation: -1 }];
  const folds = new Set(trace.steps.filter(step => step.phase === 'FOLD').map(step => `${step.rule} ${step.input}`));
  trace.steps.forEach((step, place) => {
    const upstream = step.operands[0];
    const of = {
      place,
      step,
      op: step.rule ?? (step.phase === 'FORWARD' ? step.node : undefined),
      node: step.node,
      result: step.result,
      equation: step.equation,
    };
    const beats = (phase, names, more = {}) => names.forEach(beat => states.push({ ...of, ...more, phase, beat }));
    if (step.phase === 'FORWARD') beats('forward', ['']);
    else if (step.phase === 'SEED') beats('seed', ['']);
    else if (step.phase === 'ACCUMULATION') beats('sum', ['']);
    else if (step.phase === 'UPDATE') beats('update', ['']);
    else if (step.phase === 'FOLD') beats('fold', ['upstream', 'result'], { upstream });
    else {
      const unchanged = step.result === upstream;
      if (unchanged && folds.has(`${step.rule} ${step.input}`)) return;
      const factor = factorOf(trace, step);
      const isOneBeat = unchanged || (factor < 0 && isMoveOf(trace, step.result, upstream)); // a copy, or moved only: there is nothing to wait for
      beats(
        'backward',
        isOneBeat ? ['result'] : factor >= 0 ? ['upstream', 'factor', 'result'] : ['upstream', 'result'],
        { upstream, factor, unchanged },
      );
    }
  });
  return states;
}

/** Whether a rule hands the numbers on as they are, only in other places. */
function isMoveOf(trace, id, upstream) {
  for (let at = id; at !== upstream; [at] = trace.nodes[at].inputs) {
    const node = trace.nodes[at];
    if (operation(node)?.family !== 'move' || node.inputs.length !== 1) return false;
  }
  return true;
}

/** Whether a state is one of the way back. */
export const isBack = state => goesBack || ['seed', 'backward', 'fold', 'sum'].includes(state.phase);

/** What a step multiplies the gradient that arrives with, the condition that lets it through, or its slope; −1 if there is no such. */
function factorOf(trace, step) {
  const result = trace.nodes[step.result];
  const [upstream] = step.operands;
  if (step.factor !== undefined && !['gather', 'scatter'].includes(operation(result)?.family)) return step.factor;
  const lets =
    result.op === 'Where' && result.builtIn && result.inputs[1] === upstream && isZero(trace.nodes[result.inputs[2]]);
  const condition = lets && trace.numbers[result.inputs[0]]?.every(value => value === 0 || value === 1);
  return condition ? result.inputs[0] : slopeOf(trace, step);
}

export const isZero = node => node.kind === 'constant' && node.value?.length === 1 && Number(node.value[0]) === 0;

/** The state in which the numbers of each node are there for the first time. */
function knownAt(trace) {
  const known = trace.nodes.map(() => Infinity);
  trace.nodes.forEach(node => {
    if (node.kind !== 'op' && trace.graph.has(node.id)) known[node.id] = 0;
  });
  trace.states.forEach((state, s) => {
    const set = id => {
      if (id >= 0) known[id] = Math.min(known[id], s);
    };
    if (state.beat === '' || state.beat === 'result') set(state.result);
    if (state.beat === 'factor' && !state.unchanged) set(state.factor);
  });
  trace.nodes.forEach(node => {
    if (known[node.id] === Infinity) known[node.id] = Math.max(0, ...node.inputs.map(i => known[i]));
  });
  return known;
}

/** The state in which the gradient of a node of the graph is known. */
export const gradientKnownAt = (trace, id) => {
  if (!trace.gradientOf.has(id)) return Infinity;
  const is = trace.gradientOf.get(id);
  const own = trace.states.findIndex(
    state =>
      state.node === id &&
      state.result === is &&
      (state.phase === 'seed' ||
        state.phase === 'sum' ||
        ((state.phase === 'fold' || state.phase === 'backward') && state.beat === 'result')),
  );
  return own < 0 ? trace.knownAt[is] : own;
};
