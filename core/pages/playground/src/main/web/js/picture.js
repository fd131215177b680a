// ---------- drawing: the picture of a graph: ops in lines from left to right, with data at the left and the loss at the right ----------
// Leaves hang above their op, further branches lie below the main line. The parts carry the same marks as the explorer's own
// picture (data-node, data-part, data-op, data-cell), so that its program shows them step by step.

import { escaped, shown } from 'explorer/format.js';
import { VERDICTS } from 'explorer/marks.js';
import { trace } from 'explorer/state.js';
import { arranged, leavesAbove } from './arrange.js';
import { boxOf, broadOf, GRAPH_CELL, OP_RADIUS, SHEET_STEP, tallOf } from './boxes.js';
import { keyOf, wordsOfPart } from './outline.js';
import { fraction, nameInPicture, nameText, signWords, sizes, surplusOfFraction, svgName } from './svgnames.js';
import { tenths, total } from './figures.js';
import {
  BLUE_BELOW,
  CLOSEST_FORKS,
  CLOSEST_OPS,
  drawEdges,
  drawFork,
  edge,
  FARTHEST_OPS,
  FIRST_OP,
  J_BEHIND,
  LAST_ROOM,
  middleBehind,
  SOURCE_BEFORE,
  sourceAt,
} from './edges.js';

const HIGHER = 42,
  CLOSE_LEAVES = 122,
  WITH_FRACTION = 58,
  WITH_NAME = 30;

// ---------- coordinates ----------

/** A row of the picture for a place of this width: its size, and what draws it as SVG. */
export function pictured(trace, width) {
  const arranging = arranged(trace),
    { ops, layer, lane, last, users } = arranging,
    layers = Array.from({ length: last + 1 }, () => []);
  ops.forEach(op => layers[layer.get(op.id)].push(op));
  const half = layers.map(these => Math.max(OP_RADIUS, ...these.map(broadOf)));
  const least = layers.map(these => Math.max(CLOSEST_OPS, ...these.map(op => roomBehind(op, users, trace))));
  const end = trace.graph.has(trace.objective) ? LAST_ROOM + surplusOfName(trace) : (least.at(-1) ?? 0) + 8;
  const start = Math.max(FIRST_OP - OP_RADIUS, ...sourceRooms(arranging)),
    needed = start + total(half.map(wide => 2 * wide)) + total(least.slice(0, -1)) + end;
  const more = Math.max(0, width - needed) / Math.max(1, last),
    between = least.map((room, i) => (i === last ? room : Math.max(room, Math.min(FARTHEST_OPS, room + more))));
  const middles = [];
  half.forEach((wide, i) =>
    middles.push(i === 0 ? start + wide : middles[i - 1] + half[i - 1] + between[i - 1] + wide),
  );
  const x = new Map(ops.map(op => [op.id, middles[layer.get(op.id)]]));
  arranging.high =
    Math.min(...between) < CLOSE_LEAVES ? highLeaves(arranging, Math.min(...between) + 2 * OP_RADIUS) : new Map();
  const heights = laneHeights(arranging);
  const y = new Map(ops.map(op => [op.id, heights.at[lane.get(op.id)]]));
  const sheet = { ...arranging, middles, half, between, x, y, heights, trace, parts: [] };
  return {
    width: Math.max((middles.at(-1) ?? 0) + (half.at(-1) ?? 0) + end, ops.length ? 0 : 200),
    height: heights.height,
    draw: () => drawRow(sheet),
  };
}

function drawRow(sheet) {
  drawEdges(sheet);
  drawSources(sheet);
  sheet.ops.forEach(op => drawOp(sheet, op));
  return sheet.parts.join('');
}

/** How much room an op needs between itself and the next: for its value, its name, and for the place where edges part. */
function roomBehind(op, users, trace) {
  const { width, behind } = boxOf(op.shape),
    name = op.name === '' ? 0 : Math.min(7, [...op.name].length) * 9,
    leaves = leavesAbove(trace, op).length;
  return Math.max(
    20 +
      width +
      2 * behind * SHEET_STEP +
      Math.max(name, trace.gradientOf.has(op.id) ? surplusOfFraction(trace, op.id) + 18 : 0),
    new Set((users.get(op.id) ?? []).map(use => use.op)).size > 1 ? CLOSEST_FORKS + width : 0,
    trace.leading.has(op.id) ? 60 + width : 0,
    leaves > 1 ? placeOfLeaf(trace, op, leaves) - 20 : 0,
  );
}

/** How far right of the edge the first ops stand, so that their data has room. */
const sourceRooms = ({ source, trace }) =>
  [...source]
    .filter(([, { layer }]) => layer < 0)
    .map(
      ([id]) =>
        SOURCE_BEFORE + Math.max(boxOf(trace.nodes[id].shape).width, 6.4 * sizes(trace.nodes[id].shape).length) / 2 + 6,
    );

/** How much longer the name of the loss is than a J. */
const surplusOfName = trace => 8 * Math.max(0, [...(trace.nodes[trace.objective]?.name ?? '')].length - 1);

/** How high each lane is: what hangs above its line and what stands below. */
function laneHeights({ trace, ops, lane, taken, high, before, source }) {
  const count = 1 + Math.max(0, ...taken.map(({ lane: place }) => place));
  const above = new Array(count).fill(6),
    below = new Array(count).fill(BLUE_BELOW + 4);
  ops.forEach(op => {
    const place = lane.get(op.id),
      box = boxOf(op.shape),
      hung = leavesAbove(trace, op).map(
        id =>
          hangs(trace, op, id, high, trace.nodes[before.get(op.id)]) +
          tallWithSheets(trace.nodes[id].shape) +
          (trace.nodes[id].kind === 'parameter' ? 18 : 6),
      );
    above[place] = Math.max(
      above[place],
      tallWithSheets(op.shape) + (box.height < 30 && op.name !== '' ? 32 : 16),
      tallOf(op) / 2 + 12,
      ...hung,
    );
    below[place] = Math.max(
      below[place],
      tallOf(op) / 2 + 6,
      trace.gradientOf.has(op.id) && op.id !== trace.objective
        ? Math.max(box.height + BLUE_BELOW + 18, BLUE_BELOW + 43)
        : 0,
    );
  });
  source.forEach(({ lane: place }, id) => {
    const { height, behind } = boxOf(trace.nodes[id].shape);
    above[place] = Math.max(above[place], height / 2 + behind * SHEET_STEP + 18);
    below[place] = Math.max(
      below[place],
      height / 2 + 26 + (trace.nodes[id].kind === 'parameter' && trace.gradientOf.has(id) ? height + 20 : 0),
    );
  });
  const at = [];
  above.forEach((room, place) => at.push((place ? at[place - 1] + below[place - 1] : 0) + room + 3));
  return { at, height: at.at(-1) + below.at(-1) + 3 };
}

/** Where ops stand close, every second of neighbors has its leaf higher, so that the gradient beside the other has room. */
function highLeaves({ trace, ops, before }, gap) {
  const high = new Map(),
    hung = id => (id === undefined ? [] : leavesAbove(trace, trace.nodes[id]));
  ops.forEach(({ id }) => {
    const left = before.get(id),
      beside = hung(left).map(leaf => ({
        ...boxOf(trace.nodes[leaf].shape),
        more: trace.gradientOf.has(leaf) ? surplusOfFraction(trace, leaf) : 0,
      })),
      own = hung(id).map(leaf => boxOf(trace.nodes[leaf].shape).width / 2);
    const meets = ({ width, more }) => 1.5 * width + WITH_FRACTION + more > gap - WITH_NAME - Math.max(...own);
    if (own.length && beside.length && !high.has(left))
      high.set(id, Math.max(HIGHER, ...beside.filter(meets).map(({ height }) => height + 26)));
  });
  return high;
}

const tallWithSheets = shape => boxOf(shape).height + boxOf(shape).behind * SHEET_STEP;

/** How far above the line a leaf's box ends: a gradient at its right stands above the op's value. */
function hangs(trace, op, leaf, high, left) {
  const beside = trace.nodes[leaf].kind === 'parameter' ? tallWithSheets(op.shape) + 16 : 0;
  return Math.max(tallOf(op) / 2 + 17, beside, left ? tallWithSheets(left.shape) + 22 : 0) + (high.get(op.id) ?? 0);
}

// ---------- ops, tensors, names ----------

/** Data at the left of its branch, with its name below. */
function drawSources(sheet) {
  const { source, trace } = sheet;
  source.forEach((_, id) => {
    const [cx, cy] = sourceAt(sheet, id),
      { shape, kind } = trace.nodes[id],
      box = boxOf(shape);
    drawFork(sheet, id, cy);
    const words =
      sizes(shape) &&
      `<text class="dim" x="${cx}" y="${cy - box.height / 2 - box.behind * SHEET_STEP - 6}" text-anchor="middle">${sizes(shape)}</text>`;
    sheet.parts.push(
      tensor(trace, id, 'value', cx, cy, words + svgName(nameInPicture(trace.all, id), cx, cy + box.height / 2 + 20)),
    );
    if (kind === 'parameter' && trace.gradientOf.has(id))
      sheet.parts.push(
        tensor(
          trace,
          id,
          'gradient',
          cx,
          cy + box.height + 34,
          fraction(trace, id, cx + box.width / 2, cy + box.height + 34, 1),
        ),
      );
  });
}

function drawOp(sheet, op) {
  const { x, y, trace } = sheet,
    [cx, cy] = [x.get(op.id), y.get(op.id)];
  leavesAbove(trace, op).forEach((id, i) => drawLeaf(sheet, op, id, i));
  drawValue(sheet, op, cx, cy);
  const broad = broadOf(op),
    tall = tallOf(op);
  const rim =
    `<rect x="${tenths(cx - broad)}" y="${tenths(cy - tall / 2)}" width="${tenths(2 * broad)}" height="` +
    `${tall}" rx="${op.closed ? 12 : OP_RADIUS}" fill="var(--paper)" stroke="var(--ink)"` +
    ` stroke-width="1.4"/>`;
  sheet.parts.push(
    op.closed
      ? `<g data-node="${op.id}" data-part="op" data-scope="${keyOf(op.closed)}">${rim}${wordsOfBox(op, cx - broad + 12, cy)}</g>`
      : `<g data-node="${op.id}" data-part="op">${rim}${signOfOp(op, cx, cy)}</g>`,
  );
  const verdict = (op.closed?.ops ?? [op.id])
    .map(id => verdictOf(trace, id))
    .sort((a, b) => ORDER_OF_VERDICTS.indexOf(a) - ORDER_OF_VERDICTS.indexOf(b))
    .find(Boolean);
  if (verdict)
    sheet.parts.push(
      `<g data-node="${op.id}" data-part="mark"><text class="${VERDICTS[verdict][1]}" x="${cx + broad - 1}"` +
        ` y="${cy - tall / 2 + 2}" text-anchor="middle" font-size="14">${VERDICTS[verdict][0]}</text></g>`,
    );
  drawFork(sheet, op.id, cy);
}

function signOfOp(op, cx, cy) {
  const words = signWords(op),
    isName = words.length > 2,
    isLetter = /^[Jσ]$/.test(words);
  return words === 'relu'
    ? `<path d="M${cx - 10} ${cy + 5}H${cx}L${cx + 9} ${cy - 6}" fill="none" stroke="var(--ink)" stroke-width="1.8"/>`
    : `<text class="${isLetter ? 'name' : ''}" x="${cx}" y="${cy + (isName ? 4.5 : 6)}"` +
        ` text-anchor="middle" font-size="${isName ? 12.5 : isLetter ? 20 : 17}">${escaped(words)}</text>`;
}

/** What stands in a closed part: a triangle, its name, its formula. */
function wordsOfBox(op, left, cy) {
  const [title, below] = wordsOfPart(trace, op.closed);
  return (
    `<path class="opens" d="M${tenths(left)} ${cy - 14}l8 5-8 5z"/><text x="${tenths(left + 14)}" y="` +
    `${cy - 4}" font-size="14">${escaped(title)}</text><text class="dim" x="${tenths(left)}" y="` +
    `${cy + 14}">${escaped(below)}</text>`
  );
}

const ORDER_OF_VERDICTS = ['WRONG', 'INCONCLUSIVE', 'AT_KINK', 'PASS'];

/** The verdict of the check on an op, if there is one. */
export function verdictOf(trace, op) {
  const verdicts = trace.steps.filter(step => step.rule === op && step.check).map(step => step.check.verdict);
  return ORDER_OF_VERDICTS.find(verdict => verdicts.includes(verdict));
}

/** An op's value above its edge, its gradient below. */
function drawValue(sheet, op, cx, cy) {
  const { trace } = sheet,
    box = boxOf(op.shape),
    named = op.name !== '';
  if (op.missing) return;
  if (op.id === trace.objective) {
    const at = cx + broadOf(op) + J_BEHIND;
    sheet.parts.push(
      tensor(
        trace,
        op.id,
        'value',
        at,
        cy,
        `${svgName(nameText(trace, op.id), at + 12, cy + 5, 'start')}<text class="number" data-number="` +
          `${op.id}" x="${at + 27 + surplusOfName(trace)}" y="${cy + 5}" font-size="15"></text>`,
      ),
    );
    return;
  }
  const middle = middleBehind(sheet, op),
    top = cy - 12 - box.height,
    leads = trace.leading.has(op.id);
  sheet.parts.push(
    tensor(
      trace,
      op.id,
      'value',
      middle,
      cy - 12 - box.height / 2,
      nameOfValue(named ? nameText(trace, op.id) : leads ? nameInPicture(trace.all, op.id) : '', middle, top, box),
    ),
  );
  if (!trace.gradientOf.has(op.id)) return;
  const down = cy + BLUE_BELOW + 12 + box.height / 2;
  sheet.parts.push(
    tensor(
      trace,
      op.id,
      'gradient',
      middle,
      down,
      fraction(trace, op.id, middle - box.width / 2, Math.max(down, cy + BLUE_BELOW + 24), -1),
    ),
  );
}

/** The name of a value at the left of its box; a long one over it, if that is low. */
const nameOfValue = (words, middle, top, { width, height }) =>
  height < 30 && [...words].length > 2
    ? svgName(words, middle, top - 6)
    : svgName(words, middle - width / 2 - 7, top + height / 2 + 6, 'end');

/** How far right of its op each of its leaves hangs. */
function placeOfLeaf(trace, op, i) {
  return total(
    leavesAbove(trace, op)
      .slice(0, i)
      .map(id => {
        const { shape, kind } = trace.nodes[id],
          { width } = boxOf(shape);
        return (
          40 +
          width +
          (kind === 'parameter' && trace.gradientOf.has(id) ? width + 46 + surplusOfFraction(trace, id) : 0)
        );
      }),
  );
}

/** A leaf above its op, its gradient at its right. */
function drawLeaf(sheet, op, id, i) {
  const { trace, x, y, users } = sheet,
    tall = tallOf(op) / 2;
  const node = trace.nodes[id],
    box = boxOf(node.shape),
    [ox, cy] = [x.get(op.id), y.get(op.id)],
    cx = ox + placeOfLeaf(trace, op, i),
    real = trace.real.get(`${id} ${op.id}`);
  const bottom = cy - hangs(trace, op, id, sheet.high, trace.nodes[sheet.before.get(op.id)]),
    middle = bottom - box.height / 2;
  const aside = i && Math.min(broadOf(op) - 9, 12 * i),
    top = cy - (op.closed || !i ? tall : Math.sqrt(tall ** 2 - aside ** 2)),
    target = [
      [cx, bottom + 1],
      [ox + aside, top - 1],
    ];
  sheet.parts.push(edge('edge', real.node, real.op, target));
  if (node.kind === 'constant' && node.shape.length === 0) {
    // a plain number
    sheet.parts.push(
      `<g data-node="${id}" data-part="value"><text x="${cx}" y="${bottom - 2}" text-anchor="middle"` +
        ` font-size="15">${escaped(node.name || shown(Number(node.value?.[0] ?? 0)))}</text></g>`,
    );
    return;
  }
  const words =
    node.kind === 'parameter'
      ? `<text class="dim" x="${cx}" y="${middle - box.height / 2 - box.behind * SHEET_STEP - 6}" text-anchor="middle">${sizes(node.shape)}</text>`
      : '';
  sheet.parts.push(
    tensor(
      trace,
      id,
      'value',
      cx,
      middle,
      words + svgName(nameInPicture(trace.all, id), cx - box.width / 2 - 7, middle + 6, 'end'),
    ),
  );
  const [first] = users.get(id);
  if (!trace.gradientOf.has(id) || node.kind === 'input') return;
  sheet.parts.push(
    edge('back', real.node, real.op, [
      [ox + aside + (i ? 6 : 9), i ? top + 2 : cy - tall + (op.closed ? 0 : 2)],
      [cx + 9, bottom + 2],
    ]),
  );
  if (first.op !== op.id || node.kind === 'carried') return;
  const beside = cx + box.width + 8,
    lifted = box.height < 40 ? Math.min(middle - 4, bottom - 20) : middle;
  sheet.parts.push(
    tensor(trace, id, 'gradient', beside, middle, fraction(trace, id, beside + box.width / 2, Math.max(22, lifted), 1)),
  );
}

/** A tensor as a box of cells. */
function tensor(trace, id, part, cx, cy, words) {
  const { shape } = trace.nodes[id],
    { rows, columns, across, side, behind, width, height } = boxOf(shape);
  const [left, top] = [tenths(cx - width / 2), tenths(cy - height / 2)],
    color = part === 'value' ? 'var(--ink)' : 'var(--back)';
  const rect = (x, y, w, h, more) =>
    `<rect x="${tenths(x)}" y="${tenths(y)}" width="${tenths(w)}" height="${tenths(h)}"${more}/>`;
  if (shape.length === 0)
    return `<g data-node="${id}" data-part="${part}">${rect(left, top, width, height, ` rx="3" stroke="${color}" stroke-width="1.4" data-cell="0"`)}${words}</g>`;
  const sheets = Array.from({ length: behind }, (_, i) => behind - i)
    .map(s =>
      rect(
        left + s * SHEET_STEP,
        top - s * SHEET_STEP,
        width,
        height,
        ` fill="var(--paper)" stroke="${color}" stroke-width="1.1"`,
      ),
    )
    .join('');
  const cells = rows
    .map((row, r) =>
      row === null
        ? `<text class="dim" x="${cx}" y="${top + r * GRAPH_CELL + 8}" text-anchor="middle" font-size="12">⋯</text>`
        : Array.from({ length: across }, (_, c) =>
            rect(
              left + c * side + 0.4,
              top + r * GRAPH_CELL + 0.4,
              side - 0.8,
              GRAPH_CELL - 0.8,
              ` data-cell="${row * columns + c}"`,
            ),
          ).join(''),
    )
    .join('');
  return (
    `<g data-node="${id}" data-part="${part}">${sheets}` +
    `${rect(left, top, width, height, ' class="ground" fill="var(--paper)"')}` +
    `${cells}` +
    `${rect(left, top, width, height, ` fill="none" stroke="${color}" stroke-width="1.4"`)}` +
    `${words}</g>`
  );
}
