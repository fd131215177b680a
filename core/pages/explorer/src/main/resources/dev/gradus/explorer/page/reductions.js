// ---------- drawing: one number from many, and back: sum, mean, greatest, least ----------

import { text } from './format.js';
import { sizeOf } from './tensors.js';
import { signOf } from './names.js';
import { caption, grid, shownColumns } from './grids.js';
import { movedLayout } from './moves.js';
import { row } from './wires.js';
import { axesInWords, besideRows, keptShape, winners } from './groups.js';

export function reduced(node, result, print) {
  const [x] = node.inputs;
  const kept = keptShape(node),
    rank = kept.length;
  const operand = [x, text('role operand'), { ring: winners(node), print }];
  const axis = axesInWords(node);
  const count = sizeOf(node.from[0]) / Math.max(1, sizeOf(node.shape));
  const added = node.op === 'Sum' || node.op === 'Mean';
  const down =
    rank >= 2 &&
    kept.at(-2) === 1 &&
    node.from[0].at(-2) > 1 &&
    kept.at(-1) === node.from[0].at(-1) &&
    node.from[0].slice(0, -2).every((size, i) => kept[i] === size);
  if (added && down) return schoolSum(node, operand, result, axis, count);
  const sign = node.op === 'Mean' ? `∑ / ${count}` : signOf(node.id);
  return row(
    [
      operand,
      `${sign}${axis ? ` <span class="ax">${axis}</span>` : ''} <span class="arrow">⟶</span>`,
      [result[0], result[1], { ...result[2], as: besideRows(node) }],
    ],
    print,
  );
}

/**
 * Column by column, one number under the other, with a line and the total under it.
 *
 * @param {any} node
 * @param {Placed} operand
 * @param {Placed} result
 * @param {string} axis
 * @param {number} count
 */
function schoolSum(node, [x, role, o], result, axis, count) {
  return (
    `<div class="lay fold">${caption(x, role, { style: 'grid-area:1/2' })}
    ` +
    `<div style="grid-area:2/2;display:flex;align-items:center">` +
    `${grid(x, { ...o, plus: true, head: true })}<span class="ax meet brk">` +
    `${node.op === 'Mean' ? `∑ / ${count}` : '∑'} ${axis}</span></div>
    <div class="rc"` +
    ` style="grid-area:3/2"><div><div class="sumline" style="--columns:` +
    `${shownColumns(node.from[0]).length}"></div>${grid(node.id, { ...result[2], as: keptShape(node) })}` +
    `</div>` +
    caption(node.id, text(node.op === 'Mean' ? 'role mean of' : 'role total'), result[2]) +
    `</div></div>`
  );
}

/** Sum and mean on the way back: one number up, equal shares out. */
export function shared(rule, up, out, print) {
  const count = sizeOf(rule.from[0]) / Math.max(1, sizeOf(rule.shape));
  const label = rule.op === 'Mean' ? `∗ 1/${count}` : '';
  return movedLayout([up[0], up[1], { ...up[2], as: besideRows(rule) }], out, { label, print });
}
