// ---------- drawing: the edges of the picture, and where they part ----------

import { beginsFrom, leavesAbove } from './arrange.js';
import { boxOf, broadOf, tallOf } from './boxes.js';
import { tenths } from './figures.js';

export const BLUE_BELOW = 8;

export const FIRST_OP = 100,
  SOURCE_BEFORE = 53,
  FORK_BEFORE = 26,
  LAST_ROOM = 143,
  CLOSEST_OPS = 66,
  CLOSEST_FORKS = 80,
  FARTHEST_OPS = 152;

export function drawEdges(sheet) {
  const { ops, trace, x, y } = sheet;
  ops.forEach(op =>
    [...new Set(op.inputs)].forEach(id => {
      const [cx, cy] = [x.get(op.id), y.get(op.id)],
        start = startOf(sheet, id);
      if (!start || leavesAbove(trace, op).includes(id)) return;
      const route = routeOf(sheet, id, op, start, [cx, cy]),
        real = trace.real.get(`${id} ${op.id}`);
      sheet.parts.push(edge('edge', real.node, real.op, route.there));
      if (trace.gradientOf.has(real.node) && flowsBack(trace, id))
        sheet.parts.push(edge('back', real.node, real.op, route.back));
    }),
  );
  ops.filter(({ id }) => trace.leading.has(id)).forEach(op => drawLeading(sheet, op));
  const end = trace.objective,
    [cx, cy] = [x.get(end), y.get(end)];
  ops
    .filter(op => !sheet.users.has(op.id) && !op.missing && op.id !== end && !trace.leading.has(op.id))
    .forEach(op => {
      sheet.parts.push(
        edge('edge', op.id, op.id, [
          [x.get(op.id) + broadOf(op), y.get(op.id)],
          [middleBehind(sheet, op) + 22, y.get(op.id)],
        ]),
      );
    });
  if (cx === undefined) return;
  const stop = cx + broadOf(trace.nodes[end]) + J_BEHIND;
  sheet.parts.push(
    edge('edge', end, end, [
      [stop - J_BEHIND, cy],
      [stop - 5, cy],
    ]),
  );
  if (trace.gradientOf.has(end))
    sheet.parts.push(
      edge('back', end, end, [
        [stop, cy + 6],
        [stop, cy + BLUE_BELOW + 8],
        [stop - J_BEHIND - 3, cy + BLUE_BELOW + 8],
      ]),
    );
}

/** How far behind its op the value of the loss stands. */
export const J_BEHIND = 36;

/** A value that other rows or parts use: its edge ends at its own box, and comes back from the box of its gradient. */
function drawLeading(sheet, op) {
  const { x, y, trace } = sheet,
    [cx, cy] = [x.get(op.id), y.get(op.id)],
    middle = middleBehind(sheet, op),
    edgeOfOp = cx + broadOf(op);
  sheet.parts.push(
    edge('edge', op.id, op.id, [
      [edgeOfOp, cy],
      [middle, cy],
      [middle, cy - 12],
    ]),
  );
  if (trace.gradientOf.has(op.id))
    sheet.parts.push(
      edge('back', op.id, op.id, [
        [middle, cy + BLUE_BELOW + 12],
        [middle, cy + BLUE_BELOW],
        [edgeOfOp - 2, cy + BLUE_BELOW],
      ]),
    );
}

/** Where the box of an op's value stands. */
export const middleBehind = ({ x, layer, between }, op) =>
  x.get(op.id) + broadOf(op) + Math.min(between[layer.get(op.id)], FARTHEST_OPS) / 2 + 8;

/** Where the edges of a value begin. */
function startOf(sheet, id) {
  const { x, y, trace } = sheet;
  if (x.has(id)) return [x.get(id) + broadOf(trace.nodes[id]), y.get(id)];
  const at = sourceAt(sheet, id);
  return at && [at[0] + boxOf(trace.nodes[id].shape).width / 2 + 2, at[1]];
}

/** The left ends of the ops of a layer. */
const leftOf = ({ middles, half }, layer) => middles[layer] - half[layer];

/** The middle of data that stands at the left of a branch. */
export function sourceAt(sheet, id) {
  const at = sheet.source.get(id);
  return at && [leftOf(sheet, at.layer + 1) - SOURCE_BEFORE, sheet.heights.at[at.lane]];
}

/** Where the edges of a value part: before the next op. */
const forkOf = (sheet, id) => leftOf(sheet, (sheet.layer.get(id) ?? sheet.source.get(id).layer) + 1) - FORK_BEFORE;

const flowsBack = (trace, id) => trace.nodes[id].kind !== 'input' && trace.nodes[id].kind !== 'constant';

/**
 * An edge's corners there, and back a little below or beside.
 *
 * @param {any} sheet
 * @param {number} id
 * @param {any} node
 * @param {number[]} start
 * @param {number[]} end
 */
function routeOf(sheet, id, node, [sx, sy], [cx, cy]) {
  const { tracks, lane, heights, source } = sheet,
    op = node.id;
  const track = tracks.get(`${id} ${op}`),
    rim = broadOf(node) + 1,
    tall = tallOf(node) / 2 + 1,
    fork = forkOf(sheet, id);
  const there = lane.get(id) ?? source.get(id)?.lane;
  if (track === undefined && there === lane.get(op)) {
    return {
      there: [
        [sx, sy],
        [cx - rim, cy],
      ],
      back: [
        [cx - rim + 4, cy + BLUE_BELOW],
        [sx - 2, cy + BLUE_BELOW],
      ],
    };
  }
  if (track === undefined && beginsFrom(sheet, op) === id) {
    // a branch begins: from the fork down into its first op
    return {
      there: [
        [sx, sy],
        [fork, sy],
        [fork, cy],
        [cx - rim, cy],
      ],
      back: [
        [cx - rim + 4, cy + BLUE_BELOW],
        [fork + BLUE_BELOW, cy + BLUE_BELOW],
        [fork + BLUE_BELOW, sy + BLUE_BELOW],
        [sx - 2, sy + BLUE_BELOW],
      ],
    };
  }
  const side = heights.at[track ?? there] > cy ? 1 : -1,
    end = cy + side * tall,
    line = heights.at[track ?? there];
  if (track === undefined) {
    // a branch ends: along its lane, then up into the op
    return {
      there: [
        [sx, sy],
        [cx - 6, sy],
        [cx - 6, end],
      ],
      back: [
        [cx + 5, end - side],
        [cx + 5, sy + BLUE_BELOW],
        [sx - 2, sy + BLUE_BELOW],
      ],
    };
  }
  return {
    there: [
      [sx, sy],
      [fork, sy],
      [fork, line],
      [cx - 6, line],
      [cx - 6, end],
    ],
    back: [
      [cx + 5, end - side],
      [cx + 5, line + BLUE_BELOW],
      [fork + BLUE_BELOW, line + BLUE_BELOW],
      [fork + BLUE_BELOW, sy + BLUE_BELOW],
      [sx - 2, sy + BLUE_BELOW],
    ],
  };
}

/** A line with round corners and its arrow head, ink or blue. */
export function edge(part, node, op, points) {
  const [end, before] = [points.at(-1), points.at(-2)];
  const length = Math.max(1e-9, Math.hypot(end[0] - before[0], end[1] - before[1]));
  const [dx, dy] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
  const neck = [end[0] - 8 * dx, end[1] - 8 * dy],
    color = part === 'edge' ? 'var(--ink)' : 'var(--back)';
  const head = [1, -1]
    .map(side => `L${tenths(end[0] - 10 * dx - 3.8 * side * dy)} ${tenths(end[1] - 10 * dy + 3.8 * side * dx)}`)
    .join('');
  return (
    `<g data-node="${node}" data-part="${part}" data-op="${op}"><path pathLength="1" d="` +
    `${rounded([...points.slice(0, -1), neck])}" fill="none" stroke="${color}" stroke-width="1.4"/>` +
    `<path d="M${tenths(end[0])} ${tenths(end[1])}${head}Z" fill="${color}"/></g>`
  );
}

function rounded(points) {
  return points
    .map(([px, py], i) => {
      if (i === 0) return `M${tenths(px)} ${tenths(py)}`;
      if (i === points.length - 1) return `L${tenths(px)} ${tenths(py)}`;
      const corner = Math.min(8, ...[points[i - 1], points[i + 1]].map(([qx, qy]) => Math.hypot(qx - px, qy - py) / 2));
      const towards = ([qx, qy]) => {
        const far = Math.max(1e-9, Math.hypot(qx - px, qy - py));
        return `${tenths(px + ((qx - px) / far) * corner)} ${tenths(py + ((qy - py) / far) * corner)}`;
      };
      return `L${towards(points[i - 1])}Q${tenths(px)} ${tenths(py)} ${towards(points[i + 1])}`;
    })
    .join('');
}

/** Where a value is used more than once: a dot, and a plus where its gradients are added. */
export function drawFork(sheet, id, cy) {
  const { trace, users, parts: drawn } = sheet,
    uses = new Set(
      (users.get(id) ?? []).filter(({ op }) => !leavesAbove(trace, trace.nodes[op]).includes(id)).map(({ op }) => op),
    );
  if (uses.size < 2) return;
  const fork = forkOf(sheet, id);
  drawn.push(
    `<g data-node="${id}" data-part="dot"><circle cx="${tenths(fork)}" cy="${cy}" r="3.5" fill="var(--ink)"/></g>`,
  );
  if (!trace.states.some(state => state.phase === 'sum' && state.node === id)) return;
  const [px, py] = [tenths(fork + BLUE_BELOW), cy + BLUE_BELOW];
  drawn.push(
    `<g data-node="${id}" data-part="plus"><circle cx="${px}" cy="${py}" r="8" fill="var(--back)"/>` +
      `<text x="${px}" y="${py + 5}" text-anchor="middle" font-size="15" style="fill:var(--paper)">+</text>` +
      `</g>`,
  );
}
