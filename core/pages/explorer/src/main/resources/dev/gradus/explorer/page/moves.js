// ---------- drawing: what is only moved: the same numbers in another shape or place ----------

import { text } from './format.js';
import { broadcastPlace, shapeText, sizeOf } from './tensors.js';
import { axisOf, operation } from './operations.js';
import { isZero } from './trace.js';
import { trace } from './state.js';
import { nameOf } from './names.js';
import { caption, grid, lineOf, sheetCount, sheetOf, sheetStart, shownColumns, shownRows } from './grids.js';
import { row, wired, wiredDown, wires } from './wires.js';
import { lineCount, middleOf, MOST_PARTS, partsOf, reach } from './joins.js';
import { standsAlone } from './terms.js';

/** The places of `source` that one number of a moved tensor comes from; a division by a plain number on the way is let pass. */
function originsOf(id, place, source) {
  if (id === source) return [place];
  const node = trace.nodes[id],
    op = operation(node);
  const inputs = node.inputs.map(i => trace.numbers[i]);
  if (op?.family === 'binary' && standsAlone(node.inputs[1]))
    return originsOf(node.inputs[0], broadcastPlace(node.shape, place, node.from[0]), source);
  if (!['move', 'gather', 'scatter'].includes(op?.family) || (op.family !== 'move' && !inputs[1])) return [];
  return op.sources(node, place, inputs).flatMap(([input, at]) => originsOf(node.inputs[input], at, source));
}

/** Whether nothing but moves leads from one tensor to the other. */
export function isMoved(id, source) {
  if (id === source) return true;
  const node = trace.nodes[id],
    op = operation(node);
  if (op?.family === 'binary')
    return !trace.graph.has(id) && standsAlone(node.inputs[1]) && isMoved(node.inputs[0], source);
  return ['move', 'gather', 'scatter'].includes(op?.family) && node.inputs.some(input => isMoved(input, source));
}

/** For shown cells of the result the cells that they come from: [row, column] of each, as they are shown. */
function shownMoves(source, result, from, to) {
  const fromRows = shownRows(from),
    fromColumns = shownColumns(from);
  const width = to.length ? to.at(-1) : 1,
    wide = from.length ? from.at(-1) : 1;
  const start = sheetStart(to),
    area = sizeOf(from.slice(-2)),
    sheet = sheetOf(from);
  const moves = [];
  shownRows(to).forEach(
    (row, r) =>
      row !== null &&
      shownColumns(to).forEach((column, c) => {
        if (column === null) return;
        originsOf(result, start + row * width + column, source).forEach(place => {
          if (Math.floor(place / area) !== sheet) return;
          const at = place % area,
            [y, x] = [Math.floor(at / wide), at % wide];
          moves.push({
            from: [lineOf(fromRows, y), lineOf(fromColumns, x)],
            to: [r, c],
            columns: [x, column],
            rows: [y, row],
          });
        });
      }),
  );
  return moves;
}

const distinctPairs = pairs => [...new Map(pairs.map(pair => [pair.join(), pair])).values()];

/**
 * A tensor and what it is moved to: with arrows from row to row, or from column to column, where whole ones move; else with
 * one arrow. Each side is [id, role, options].
 *
 * @param {Placed} left
 * @param {Placed} right
 * @param {MoveOptions} [options]
 */
export function movedLayout(left, right, { label = '', further = '', before = '', print } = {}) {
  const [from, to] = [left, right].map(([id, , o]) => o.as || trace.nodes[id].shape);
  const origin = left[2]?.of ?? left[0];
  const moves = shownMoves(origin, right[0], from, to);
  const narrow = (from.at(-1) ?? 1) === 1;
  const single = sizeOf(from) === 1;
  if (
    moves.length &&
    moves.every(move => narrow || move.columns[0] === move.columns[1]) &&
    (shownRows(to).length > 1 || single)
  ) {
    const pairs = distinctPairs(moves.map(move => [move.from[0], move.to[0]]));
    const alike =
      !narrow &&
      !further &&
      !before &&
      pairs.every(([a, b]) => a === b) &&
      shownRows(from).length === shownRows(to).length;
    return alike
      ? row([left, `${label} <span class="arrow">⟶</span>`, right], print)
      : wired(left, right, pairs, { label, further, before });
  }
  if (
    moves.length &&
    moves.every(move => move.rows[0] === move.rows[1] || shownRows(from).length === 1) &&
    shownColumns(from).length > 1
  ) {
    return wiredDown(left, right, distinctPairs(moves.map(move => [move.from[1], move.to[1]])), label);
  }
  return row([left, `${label} <span class="arrow">⟶</span>`, right], print);
}

/** Whether nothing reaches a place: it was never read, or what would come is cut off. */
export function isBlocked(id, place) {
  const node = trace.nodes[id],
    op = operation(node);
  if (!op || trace.graph.has(id)) return false;
  const inputs = node.inputs.map(i => trace.numbers[i]);
  if (op.family === 'where') {
    const [, [input, at]] = op.sources(node, place, inputs);
    return isZero(trace.nodes[node.inputs[input]]) || isBlocked(node.inputs[input], at);
  }
  if (op.family !== 'move' && op.family !== 'scatter') return false;
  if (op.family === 'scatter' && !inputs[1]) return false;
  const sources = op.sources(node, place, inputs);
  return sources.length === 0 || sources.every(([input, at]) => isBlocked(node.inputs[input], at));
}

/** The indices of rows, as a column of the rows' height. */
function indicesBeside(node, column, head) {
  const indices = node.inputs[1],
    along = trace.nodes[indices].shape;
  return (
    `<div class="cap" style="grid-area:1/${column}"><span class="role">${text('role indices')}</span>` +
    `<span class="sym" data-t="${indices}">${nameOf(indices)}</span><span class="shp">${shapeText(along)}` +
    `</span></div>
      <div style="grid-area:2/${column}">` +
    grid(indices, { as: [along[0], 1], head, labels: 'none' }) +
    `</div>`
  );
}

const readsRows = (node, shape) => trace.nodes[node.inputs[1]].shape.length === 1 && axisOf(node) === shape.length - 2;

/** Reading rows: what is read from, where the rows go, and the indices beside them. */
export function gathered(node, result, print) {
  const further = readsRows(node, node.from[0]) ? indicesBeside(node, 4, shownColumns(node.shape).length > 1) : '';
  return movedLayout([node.inputs[0], text('role read from'), {}], result, { further, print });
}

/** Adding rows where indices say: the indices stand before the rows that they send away. */
export function scattered(node, result, print) {
  const before = readsRows(node, node.from[0]) ? indicesBeside(node, 1, shownColumns(node.shape).length > 1) : '';
  return movedLayout([node.inputs[0], text('role operand'), {}], result, { before, print });
}

/**
 * Parts that are put together along rows or columns, each with its own arrow to its place; undefined along any other axis,
 * and where rows of parts have sheets behind them.
 * Between two parts one line is left free, so that the arrows can be counted in lines.
 */
export function joined(node, result, print) {
  const axis = axisOf(node),
    rank = node.shape.length,
    stacks = node.op === 'Stack';
  const down = axis === rank - 1;
  if (!down && (axis !== rank - 2 || sheetCount(node.shape) > 1)) return undefined;
  if (stacks && rank > 2) return undefined;
  const [shownAlong, size] = down ? [shownColumns, reach] : [shownRows, lineCount];
  const places = shownAlong(node.shape);
  let line = 0;
  const parts = partsOf(node)
    .slice(0, MOST_PARTS)
    .map(part => {
      const lines = size(shownAlong(part.shape));
      const pair = [line + lines / 2 - 0.5, middleOf(places, part, size) - 0.5];
      line += lines + 1;
      return { ...part, lines, pair };
    });
  const arrows = wires(
    parts.map(({ pair }) => pair),
    line - 1,
    size(places),
    down,
  );
  const more = node.inputs.length - parts.length;
  return (
    (down ? joinedColumns : joinedRows)(parts, arrows, result, print) +
    (more > 0 ? `<p class="note">${text('more leaves', { count: more })}</p>` : '')
  );
}

function joinedRows(parts, arrows, [id, role, o], print) {
  const head = shownColumns(trace.nodes[id].shape).length > 1;
  const left = parts
    .map(
      part =>
        `<div class="part" style="--part:${part.lines}">${caption(part.id, text('role operand'))}${grid(part.id, { head, print })}</div>`,
    )
    .join('');
  return (
    `<div class="lay wired joined${head ? ' headed' : ''}"><div class="parts" style="grid-area:2/1">${left}</div>${arrows}` +
    `${caption(id, role, { ...o, style: 'grid-area:1/3' })}<div style="grid-area:2/3">${grid(id, { ...o, head, labels: 'right' })}</div></div>`
  );
}

function joinedColumns(parts, arrows, [id, role, o], print) {
  const upper = parts
    .map(
      part =>
        `<div class="part" style="--part:${part.lines}">${caption(part.id, text('role operand'), { as: part.shape })}${grid(part.id, { as: part.shape, head: true, print })}</div>`,
    )
    .join('');
  return `<div class="lay wireddown joined"><div class="parts">${upper}</div>${arrows}<div class="rc">${grid(id, o)}${caption(id, role, o)}</div></div>`;
}
