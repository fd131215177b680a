// ---------- reading: how large ops, boxes and tensors are in the picture ----------

import { trace } from 'explorer/state.js';
import { sizeOf } from 'explorer/tensors.js';
import { wordsOfPart } from './outline.js';
import { signWords, wordWidth } from './svgnames.js';

export const OP_RADIUS = 19,
  GRAPH_CELL = 10,
  WIDEST_BOX = 44,
  MOST_COLUMNS = 16,
  SHEET_STEP = 5,
  BOX_HEIGHT = 44;

/** How many rows of a tensor are drawn; fewer where lines of ops stand below each other. */
const MOST_ROWS = 6;
let rowsDrawn = MOST_ROWS;

/** Draws with at most this number of rows of each tensor. */
export function withRows(rows, draw) {
  rowsDrawn = rows;
  const drawn = draw();
  rowsDrawn = MOST_ROWS;
  return drawn;
}

/** Which rows and columns of a tensor are drawn, and how large: up to four columns true, more of them in a fixed width. */
export function boxOf(shape) {
  const rows = shape.length < 2 ? 1 : shape.at(-2),
    columns = shape.length ? shape.at(-1) : 1;
  const shownOnes =
    rows <= rowsDrawn
      ? Array.from({ length: rows }, (_, row) => row)
      : rowsDrawn < MOST_ROWS
        ? [0, null, rows - 1]
        : [0, 1, 2, null, rows - 2, rows - 1];
  const across = Math.min(columns, MOST_COLUMNS),
    side = columns <= 4 ? GRAPH_CELL : WIDEST_BOX / across;
  const behind = shape.length > 2 ? Math.min(2, sizeOf(shape.slice(0, -2)) - 1) : 0;
  return {
    rows: shownOnes,
    columns,
    across,
    side,
    behind,
    width: across * side,
    height: Math.max(1, shownOnes.length) * GRAPH_CELL,
  };
}

/** Half the width of an op: a long name makes it longer than a circle. */
export function broadOf(op) {
  if (op.closed) return halfOfBox(op.closed);
  const { length } = signWords(op);
  return length > 4 ? length * 3.6 + 6 : OP_RADIUS;
}

/** Boxes are as wide as their words. */
function halfOfBox(part) {
  const [title, below] = wordsOfPart(trace, part);
  return (part.half ??= Math.max(46, 13 + Math.max(wordWidth(title, 14) + 14, wordWidth(below, 12)) / 2));
}

export const tallOf = op => (op.closed ? BOX_HEIGHT : 2 * OP_RADIUS);
