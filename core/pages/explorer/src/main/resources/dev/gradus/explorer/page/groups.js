// ---------- reading: what a reduction makes one number from ----------

import { reducedAxes } from './operations.js';
import { indexOf, positionOf, sizeOf } from './tensors.js';
import { trace } from './state.js';
import { escaped, listed, text } from './format.js';

/** The shape of a reduction's result with ones for the axes that are gone: the same numbers in the same order. */
export function keptShape(node) {
  const { axes } = reducedAxes(node);
  return node.from[0].map((size, axis) => (axes.includes(axis) ? 1 : size));
}

export const isReduction = node =>
  ['Sum', 'Mean', 'Max', 'Min', 'LogSumExp', 'Product', 'ArgMax'].includes(node.op) && node.builtIn;

/** How a result of a reduction is shown beside what it is made from: rank 2 at most, so that rows stay beside rows. */
export function besideRows(node) {
  const kept = keptShape(node);
  return kept.length === 2 && sizeOf(kept) > 1 ? kept : undefined;
}

/** Which place of the result wins at each place of the operand, for greatest and least. */
export function winners(node) {
  const [x] = node.inputs;
  if (!['Max', 'Min'].includes(node.op) || !trace.numbers[x] || !trace.numbers[node.id]) return undefined;
  return place => trace.numbers[x][place] === trace.numbers[node.id][groupOf(node, place)];
}

export function axesInWords(node) {
  const { axes } = reducedAxes(node);
  if (axes.length === node.from[0].length) return '';
  return `${text('over')} ${escaped(listed(axes.map(axis => trace.nodes[node.inputs[0]].axes[axis] || text('axis', { number: axis + 1 }))))}`;
}

/** The place in a reduction's result that a place of its operand goes into. */
export function groupOf(node, position) {
  const { axes } = reducedAxes(node);
  const index = indexOf(node.from[0], position);
  return positionOf(
    node.shape,
    node.shape.length === index.length
      ? index.map((place, axis) => (axes.includes(axis) ? 0 : place))
      : index.filter((_, axis) => !axes.includes(axis)),
  );
}
