// ---------- reading: losses: what each example costs, and the error of an element ----------

import { logSumExp, sum } from './operations.js';
import { numberAt, trace } from './state.js';
import { shown, text } from './format.js';

/** The cost of each example, from the operands' numbers; with its name, its shape. */
export function costs(node, op) {
  const [z, y] = node.inputs;
  if (!trace.numbers[z] || !trace.numbers[y]) return null;
  if (op.each)
    return {
      shape: node.from[0],
      values: Float64Array.from(trace.numbers[z], (value, p) => op.each(value, trace.numbers[y][p], node)),
    };
  if (node.op !== 'CrossEntropyLoss') return null;
  const [rows, classes] = node.from[0],
    labels = node.from[1].length === 1;
  return {
    shape: [rows, 1],
    values: Float64Array.from({ length: rows }, (_, t) => {
      const scores = Array.from(trace.numbers[z].subarray(t * classes, (t + 1) * classes)),
        total = logSumExp(scores);
      return labels
        ? total - scores[trace.numbers[y][t]]
        : sum(
            scores.map((score, k) =>
              trace.numbers[y][t * classes + k] === 0 ? 0 : trace.numbers[y][t * classes + k] * (total - score),
            ),
          );
    }),
  };
}

/** The node that is written in the place of this one: of a textbook form its second input, as the first only computes it. */
export const shownForm = node => (node.op === 'TextbookForm' && node.builtIn ? trace.nodes[node.inputs[1]] : node);

/** Predicted probability less target, by its short name. */
export const errorName = rule =>
  rule.op === 'CrossEntropyLoss' && rule.builtIn
    ? `(<i class="v">ŷ</i> − <i class="v">y</i>) / ${rule.from[0][0]}`
    : undefined;

/** An element of that local factor, from the probabilities that the softmax gives. */
export function errorElement(state, position) {
  const rule = trace.nodes[state.op],
    error = shownForm(trace.nodes[trace.nodes[state.factor].inputs[0]]);
  const [z, y] = rule.inputs,
    [rows, classes] = rule.from[0],
    row = Math.floor(position / classes);
  const at = name =>
    `<i class="v">${name}</i><sub>${[row + 1, (position % classes) + 1].join(classes > 9 || rows > 9 ? ',' : '')}</sub>`;
  const [predicted, wanted] = error.inputs.map(id => numberAt(id, position));
  const scores = Array.from({ length: classes }, (_, k) => [z, row * classes + k]);
  const term = {
    sym: `(${at('ŷ')} − ${at('y')}) / ${rows}`,
    num: `(${shown(predicted)} − ${shown(wanted)}) / ${rows}`,
    hot: [...scores, [y, rule.from[1].length === 1 ? row : position]],
    value: (predicted - wanted) / rows,
  };
  return { name: text('role factor local'), joint: '', terms: [term] };
}
