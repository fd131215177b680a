// ---------- drawing: what is joined: parts laid side by side or on each other, and taken apart again; an arrow for each part ----------

import { escaped, text } from './format.js';
import { indexOf, positionOf } from './tensors.js';
import { axisOf, operation } from './operations.js';
import { caption, few, grid, lineOf, sheetCount, sheetOf, shownColumns, shownRows } from './grids.js';
import { row, wired, wiredDown, wires } from './wires.js';

export const isJoin = node => Boolean(operation(node)) && ['Concat', 'Stack'].includes(node.op);

/** The parts of a join in its own rank, a part of a stack being one place of the new axis, and the places that each takes. */
export function partsOf(join) {
  const axis = axisOf(join);
  let next = 0;
  return join.inputs.map((id, i) => {
    const shape = join.op === 'Stack' ? [...join.from[i].slice(0, axis), 1, ...join.from[i].slice(axis)] : join.from[i];
    const first = next;
    next += shape[axis];
    return { id, shape, first, last: next - 1 };
  });
}

/** How a join is drawn: columns beside each other, rows under each other, or sheets, of which one is seen. */
function joinedWay(join) {
  const beyond = join.shape.length - 1 - axisOf(join);
  return beyond > 1 ? 'sheets' : sheetCount(join.shape) > 1 ? 'hidden' : ['columns', 'rows'][beyond];
}

/** Where a part lies in what is joined, in words. */
function whereIs(join, { first, last }) {
  const axis = axisOf(join),
    places = first === last ? first + 1 : `${first + 1}–${last + 1}`;
  return `<span class="ax">${escaped(join.axes[axis] || text('axis', { number: axis + 1 }))} = ${places}</span>`;
}

/** How far a column reaches, counted in columns; the gap where some are left out is narrower. */
export const reach = places => places.reduce((sum, place) => sum + (place === null ? 0.4 : 1), 0);
export const middleOf = (places, { first, last }, size) =>
  (size(places.slice(0, lineOf(places, first))) + size(places.slice(0, lineOf(places, last) + 1))) / 2;
export const lineCount = places => places.length;

/** The room between parts, in rows. */
const PART_GAP = 0.6;

/** Parts under each other beside the sheets that they become, or are part of, each with an arrow that says where it goes. */
export function joinedSheets(node, result, print) {
  const all = partsOf(node),
    parts = all.slice(0, [MOST_PARTS, 3, 2][few]);
  const shapes = [node.shape, ...parts.map(part => part.shape)];
  const head = shapes.some(shape => shownColumns(shape).length > 1);
  const deep = parts.some(part => sheetCount(part.shape) > 1); // their sheets stand behind each other: no row is level with an arrow
  const heights = parts.map(part => shownRows(part.shape).length),
    rows = shownRows(node.shape).length;
  const lines = Math.max(
    heights.reduce((sum, height) => sum + height, PART_GAP * (parts.length - 1)),
    rows,
  );
  const start = (lines - rows) / 2;
  let top = 0;
  const pairs = parts.map((part, k) => {
    const pair = [top + heights[k] / 2 - 0.5, start + (rows * (k + 0.5)) / parts.length - 0.5];
    top += heights[k] + PART_GAP;
    return pair;
  });
  const beside = parts.map(
    (
      part,
      k,
    ) => `${caption(part.id, '', { as: part.shape })}<div>${grid(part.id, { as: part.shape, head: head && (k === 0 || deep), print })}</div>
    <div class="where">${whereIs(node, part)}${deep ? ' <span class="arrow">⟶</span>' : ''}</div>`,
  );
  const more =
    all.length > parts.length ? `<p class="note">${text('more leaves', { count: all.length - parts.length })}</p>` : '';
  return (
    `<div class="lay wired sheetsjoined${head ? ' headed' : ''} raised${deep ? ' deep' : ''}">` +
    `<div class="parts" style="grid-area:2/1">${beside.join('')}</div>` +
    `${deep ? '' : wires(pairs, lines, lines)}
    ` +
    caption(result[0], result[1], { ...result[2], style: 'grid-area:1/3' }) +
    `<div style="grid-area:2/3;--mid:${deep ? 0 : start}">${grid(result[0], { ...result[2], head })}` +
    `</div></div>${more}`
  );
}

/** A part takes its own places back. */
export function takenBack(join, input, up, out, print) {
  const part = partsOf(join)[input],
    way = joinedWay(join);
  const mine = [out[0], out[1], { ...out[2], as: part.shape }];
  const [from, to] = [join.shape, part.shape];
  if (way === 'columns') {
    const ends = [middleOf(shownColumns(from), part, reach), reach(shownColumns(to)) / 2];
    return wiredDown(up, mine, [ends.map(end => end - 0.5)]);
  }
  if (way === 'rows') {
    return wired(up, mine, [[middleOf(shownRows(from), part, lineCount) - 0.5, shownRows(to).length / 2 - 0.5]]);
  }
  const seen = [up[0], up[1], way === 'sheets' ? { ...up[2], sheet: sheetWith(join, part) } : up[2]];
  return row([seen, `${whereIs(join, part)} <span class="arrow">⟶</span>`, mine], print);
}

/** The sheet of what is joined that holds the sheet of the part that is seen. */
function sheetWith(join, part) {
  const place = indexOf(part.shape.slice(0, -2), sheetOf(part.shape));
  place[axisOf(join)] += part.first;
  return positionOf(join.shape.slice(0, -2), place);
}

export const MOST_PARTS = 4;
