// ---------- local factors that the engine does not have as a node of their own ----------
// A rule hands on something linear in what arrives. Where each number of the result depends on one number of it, the rule
// with ones in its place is the local factor.

import { inParentheses, shareShown, shown, text } from './format.js';
import { broadcastPlace, indexOf, positionOf, sizeOf } from './tensors.js';
import { operation, reducedAxes } from './operations.js';
import { trace } from './state.js';
import { elementOf, signOf } from './names.js';
import { numberAt } from './terms.js';

/** How the slope of an op in one of its operands is called and written, where it has a short formula: [name, term]. */
const SLOPES = {
  Square: [['2{x}', '2 · {x}']], Negate: [['−1', '−1']], Reciprocal: [['−{y}²', '−{y}²']], Cos: [['−sin({x})', '−sin({x})']],
  SubtractBroadcast: [null, ['−1', '−1']], DivideBroadcast: [null, ['−{y} / {b}', '−{y} / {b}']],
  LogSumExp: [['softmax({x})', 'e<sup>{x} − {y}</sup>']], Abs: [['sign({x})', 'sign({x})']],
};

const CELL_BY_CELL = ['unary', 'binary', 'where', 'loss'];
const ONLY_WINNERS = ['Max', 'Min', 'MaximumBroadcast', 'MinimumBroadcast'];
const ONE_PER_GROUP = ['Max', 'Min', 'LogSumExp', 'Product'];

/** The nodes from what arrives to the result of a rule, in their order, if all of them can be computed here. */
function wayOf(trace, step) {
  const [upstream] = step.operands;
  const depends = new Map([[upstream, true]]);
  const dependsOn = id => {
    if (!depends.has(id)) depends.set(id, id > upstream && trace.nodes[id].inputs.map(dependsOn).includes(true));
    return depends.get(id);
  };
  if (!dependsOn(step.result)) return [];
  const way = [...depends.keys()].filter(id => id !== upstream && depends.get(id)).sort((a, b) => a - b);
  return way.every(id => operation(trace.nodes[id])) ? way : [];
}

/** Whether each number of what an op hands back depends on one number of what arrives. */
export const hasSlopes = rule => Boolean(operation(rule)) && (CELL_BY_CELL.includes(operation(rule).family) || ONE_PER_GROUP.includes(rule.op));

/** A node for the local factor of a step, added to the trace; −1 if there is none. */
export function slopeOf(trace, step) {
  const rule = trace.nodes[step.rule];
  if (!hasSlopes(rule)) return -1;
  const way = wayOf(trace, step);
  const [upstream] = step.operands;
  const inputs = [...new Set(way.flatMap(id => trace.nodes[id].inputs))].filter(id => id !== upstream && !way.includes(id));
  if (!way.length || trace.nodes[upstream].part || inputs.some(id => trace.nodes[id].part)) return -1;
  const id = trace.nodes.length;
  const node = { id, kind: 'op', op: 'Slope', sign: '', name: '', axes: trace.nodes[step.result].axes, shape: trace.nodes[step.result].shape, inputs,
    from: inputs.map(input => trace.nodes[input].shape), symbol: { text: slopeName(trace, rule, step.input), mathMl: '' } };
  node.own = {
    family: 'slope', rule: rule.id, input: step.input,
    compute: (_, numbers) => {
      const known = new Map(inputs.map((input, i) => [input, numbers[i]]));
      known.set(upstream, new Float64Array(sizeOf(trace.nodes[upstream].shape)).fill(1));
      way.forEach(at => known.set(at, operation(trace.nodes[at]).compute(trace.nodes[at], trace.nodes[at].inputs.map(i => known.get(i)))));
      return known.get(step.result);
    },
  };
  trace.nodes.push(node);
  trace.numbers.push(null);
  return id;
}

/** A number of a tensor; one of several winners has its share. */
export const shownOf = (id, value) => value > 0 && value < 1 && ONLY_WINNERS.includes(trace.nodes[trace.nodes[id].own?.rule]?.op) ? shareShown(value) : shown(value);

const slopeForm = (rule, input) => SLOPES[rule.op]?.[input];

/** Its name: the formula if it is short, else ∂y/∂x. */
function slopeName(trace, rule, input) {
  const nameAt = id => { const { text } = trace.nodes[id].symbol; return /^[^\s()]+$/.test(text) ? text : `(${text})`; };
  const form = slopeForm(rule, input)?.[0] ?? '∂{y}/∂{x}';
  return form.replaceAll('{x}', nameAt(rule.inputs[input])).replaceAll('{y}', nameAt(rule.id)).replaceAll('{b}', nameAt(rule.inputs.at(-1)));
}

/** One element of a local factor in symbols and numbers. */
export function slopeTerm(node, position, value) {
  const { rule, input } = node.own;
  const op = trace.nodes[rule];
  const at = id => [id, id === rule && op.shape.length !== node.shape.length ? groupOf(op, position) : broadcastPlace(node.shape, position, trace.nodes[id].shape)];
  const form = slopeForm(op, input)?.[1] ?? text('slope at', { op: signOf(rule), at: '{x}' });
  const ids = { '{x}': op.inputs[input], '{y}': rule, '{b}': op.inputs.at(-1) };
  const used = Object.keys(ids).filter(key => form.includes(key));
  const fill = words => used.reduce((so, key) => so.replaceAll(key, words(...at(ids[key]))), form);
  const plain = !slopeForm(op, input) && !ONE_PER_GROUP.includes(op.op);
  const hot = (plain ? op.inputs.filter(id => !standsAlone(id)) : used.map(key => ids[key])).map(at);
  return { sym: fill(elementOf), num: fill((id, place) => inParentheses(numberAt(id, place))), hot, binds: form.includes('·') || form.includes('/') ? 2 : 3, negative: value < 0 };
}

export const standsAlone = id => trace.nodes[id].kind === 'constant' && trace.nodes[id].shape.length === 0;

/** The place in a reduction's result that a place of its operand goes into. */
export function groupOf(node, position) {
  const { axes } = reducedAxes(node);
  const index = indexOf(node.from[0], position);
  return positionOf(node.shape, node.shape.length === index.length ? index.map((place, axis) => axes.includes(axis) ? 0 : place) : index.filter((_, axis) => !axes.includes(axis)));
}
