// ---------- drawing: the fold of a broadcast: one value that was used in many places ----------

import { escaped, listed, text } from './format.js';
import { sizeOf } from './tensors.js';
import { trace } from './state.js';
import { gradientName } from './names.js';
import { caption, grid, shownColumns, shownRows } from './grids.js';

/** Its copies at the left, what comes back for each at the right, added up. */
export function fold(state, print) {
  const { upstream: up, result, node } = state;
  const shape = trace.nodes[up].shape,
    small = trace.nodes[result].shape;
  const hidden = state.beat !== 'result';
  const count = sizeOf(shape) / sizeOf(small);
  const axis = `∑ ${text('over')} ${summedAxes(shape, small, up)}`;
  const keeps = addedAxes(shape, small);
  const sideways = keeps.at(-1) === 1 && shape.at(-1) > 1 && (keeps.at(-2) ?? 1) === (shape.at(-2) ?? 1);
  const rowsAdded = !sideways && (shape.at(-2) ?? 1) > 1 && keeps.at(-1) === shape.at(-1);
  const copies =
    trace.graph.has(node) && trace.numbers[node]
      ? caption(node, text('role copies', { count }), { shape, style: 'grid-area:1/1', cls: 'copies' }) +
        `<div class="copies" style="grid-area:2/1;display:flex">${grid(node, { shape, print, head: true })}<div class="paths">${shownRows(
          shape,
        )
          .map(row => (row === null ? '<span></span>' : '<i></i>'))
          .join('')}</div></div>`
      : '';
  const total = grid(result, {
    blue: true,
    hidden,
    result: true,
    print,
    fresh: !hidden,
    as: sideways && small.length === shape.length ? undefined : sideways ? keeps : undefined,
    head: sideways,
  });
  const named = caption(result, text('role result'), {
    name: gradientName(node),
    of: result,
    style: sideways ? 'grid-area:1/4' : '',
  });
  const contributions =
    caption(up, text('role contributions', { count }), { style: 'grid-area:1/2' }) +
    `<div style="grid-area:2/2;display:flex;align-items:center">` +
    grid(up, { blue: true, print, plus: rowsAdded, head: true });
  if (sideways) {
    return (
      `<div class="lay fold sideways">${copies}${contributions}</div><div class="opr"` +
      ` style="grid-area:2/3"><span class="ax meet">${axis}</span> =</div>${named}` +
      `<div style="grid-area:2/4">${total}</div></div>`
    );
  }
  return `<div class="lay fold">${copies}${contributions}<span class="ax meet brk">${axis}</span></div>
    <div class="rc" style="grid-area:3/2"><div>${rowsAdded ? `<div class="sumline" style="--columns:${shownColumns(small).length}"></div>` : ''}${total}</div>${named}</div></div>`;
}

/** The small shape with ones for the axes that it lacks. */
const addedAxes = (shape, small) => [...new Array(shape.length - small.length).fill(1), ...small];

function summedAxes(shape, small, id) {
  const missing = shape.length - small.length;
  const names = shape.map((size, axis) =>
    axis < missing || (small[axis - missing] === 1 && size > 1)
      ? trace.nodes[id].axes[axis] || text('axis', { number: axis + 1 })
      : '',
  );
  return escaped(listed(names.filter(Boolean)));
}
