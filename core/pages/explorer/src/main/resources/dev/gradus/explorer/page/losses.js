// ---------- drawing: losses: what each example costs, between the operands and their mean ----------

import { escaped, shown, text } from './format.js';
import { softmax } from './operations.js';
import { trace } from './state.js';
import { nameOf } from './names.js';
import { few, heatOf, shownColumns, shownRows, tear, th } from './grids.js';
import { row } from './wires.js';

/** Target and output, the cost of each example, the loss. */
export function lossRow(node, result, cost, print) {
  const [z, y] = node.inputs;
  const labels =
    trace.nodes[y].shape.length === 1 && node.from[0].length === 2 ? { as: [trace.nodes[y].shape[0], 1] } : {};
  const shares = node.op === 'CrossEntropyLoss' && probabilities(node);
  const sure = shares
    ? [
        {
          cap: `<span class="role">${text('role probabilities')}</span><span class="sym"><i class="v">p</i> = softmax(${nameOf(z)})</span>`,
          html: head => costGrid(shares, head),
        },
        '<span class="arrow">⟶</span>',
      ]
    : [];
  const inner = {
    cap: `<span class="role">${text('role error')}</span><span class="sym">${costName(node)}</span>`,
    html: head => costGrid(cost, head),
  };
  return row(
    [
      [y, text(labels.as ? 'role labels' : 'role target'), labels],
      '',
      ...(sure.length && few ? [] : [[z, text('role output'), {}], '<span class="arrow">⟶</span>']),
      ...sure,
      inner,
      `∑ / ${node.from[0][0] ?? 1} <span class="arrow">⟶</span>`,
      [result[0], text('role mean', { over: escaped(trace.nodes[z].axes[0] || text('rows')) }), result[2]],
    ],
    print,
  );
}

/** What the softmax makes of the outputs: the probability of each class. */
function probabilities(node) {
  const [z] = node.inputs,
    [rows, classes] = node.from[0];
  const sharesOf = t =>
    Array.from(trace.numbers[z].subarray(t * classes, (t + 1) * classes)).map((_, k, scores) => softmax(scores, k));
  return {
    shape: [rows, classes],
    values: Float64Array.from(Array.from({ length: rows }, (_, t) => sharesOf(t)).flat()),
  };
}

function costGrid({ shape, values }, head) {
  const most = Math.max(...values.map(Math.abs));
  const rows = shownRows(shape),
    columns = shownColumns(shape),
    width = shape.at(-1) || 1;
  const one = (r, c, i) => {
    const { cls, strength } = heatOf(values[r * width + c], most);
    return `<td class="${cls}${i === 0 ? ' l' : ''}${i === columns.length - 1 ? ' r' : ''}" style="--h:${strength}">${shown(values[r * width + c])}</td>`;
  };
  const lines = rows.map((r, i) =>
    r === null
      ? tear(shape, [rows[i - 1], rows[i + 1]], columns)
      : `<tr>${th(rows.length > 1 ? r + 1 : '')}${columns.map((c, i) => (c === null ? '<td class="gap">⋯</td>' : one(r, c, i))).join('')}</tr>`,
  );
  const heading = `<thead><tr>${th('')}${columns.map(c => th(c === null || columns.length < 2 ? '' : c + 1)).join('')}</tr></thead>`;
  return `<table class="gr">${head ? heading : ''}<tbody>${lines.join('')}</tbody></table>`;
}

function costName(node) {
  const [z, y] = node.inputs.map(nameOf);
  return (
    {
      MseLoss: `½(${y} − ${z})²`,
      L1Loss: `|${y} − ${z}|`,
      HuberLoss: `<i class="v">h</i>(${y} − ${z})`,
      CrossEntropyLoss: `<i class="v">ℓ</i> = −ln <i class="v">p</i><sub>${y}</sub>`,
    }[node.op] || `<i class="v">ℓ</i>(${z}, ${y})`
  );
}

/** Why the local factor of softmax and cross-entropy is predicted probability less target. */
export const derivation = node =>
  node.op === 'CrossEntropyLoss' && node.builtIn
    ? `<button class="why" popovertarget="proof">${text('why softmax')}</button>`
    : '';
