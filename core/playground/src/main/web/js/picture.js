// ---------- the picture of the graph: one line of ops with data at the left and the loss at the right ----------
// Leaves hang above their op, further branches lie below the main line. The parts carry the same marks as the explorer's own
// picture (data-node, data-part, data-op, data-cell), so that its program shows them step by step.

import { escaped, shown } from 'explorer/format.js';
import { sizeOf } from 'explorer/tensors.js';
import { VERDICTS } from 'explorer/marks.js';
import { fraction, nameText, sizes, svgName } from './svgnames.js';

export const OP_RADIUS = 19, GRAPH_CELL = 10, WIDEST_BOX = 44, MOST_COLUMNS = 16, BLUE_BELOW = 10, SHEET_STEP = 5;
const FIRST_OP = 100, SOURCE_BEFORE = 72, FORK_BEFORE = 45, LAST_ROOM = 172, CLOSEST_OPS = 104, CLOSEST_FORKS = 118, FARTHEST_OPS = 190, PLAIN_HEIGHT = 262;
const LOW_LEAF = 76, HIGHER = 42, CLOSE_LEAVES = 160, WITH_FRACTION = 58, WITH_NAME = 30;

/** Which rows and columns of a tensor are drawn, and how large: up to four columns true, more of them in a fixed width. */
function boxOf(shape) {
  const rows = shape.length < 2 ? 1 : shape.at(-2), columns = shape.length ? shape.at(-1) : 1;
  const shownOnes = rows <= 6 ? Array.from({ length: rows }, (_, row) => row) : [0, 1, 2, null, rows - 2, rows - 1];
  const across = Math.min(columns, MOST_COLUMNS), side = columns <= 4 ? GRAPH_CELL : WIDEST_BOX / across;
  const behind = shape.length > 2 ? Math.min(2, sizeOf(shape.slice(0, -2)) - 1) : 0;
  return { rows: shownOnes, columns, across, side, behind, width: across * side, height: Math.max(1, shownOnes.length) * GRAPH_CELL };
}

// ---------- who stands where ----------

/** Ops in layers and lanes: lane 0 is the longest way to the loss, each further branch has the nearest lane that is free. */
function arranged(trace) {
  const ops = trace.nodes.filter(node => trace.graph.has(node.id) && node.kind === 'op');
  const toEnd = new Map(), fromStart = new Map(), users = new Map();
  ops.forEach(op => {
    fromStart.set(op.id, 1 + Math.max(0, ...op.inputs.map(id => fromStart.get(id) ?? 0)));
    op.inputs.forEach((id, input) => users.set(id, [...(users.get(id) ?? []), { op: op.id, input }]));
  });
  [...ops].reverse().forEach(op => {
    const beyond = (toEnd.get(op.id) ?? 0) + 1;
    op.inputs.forEach(id => toEnd.set(id, Math.max(toEnd.get(id) ?? 0, beyond)));
  });
  const last = Math.max(0, ...ops.map(op => toEnd.get(op.id) ?? 0));
  const layer = new Map(ops.map(op => [op.id, last - (toEnd.get(op.id) ?? 0)]));
  const arranging = { high: new Map(), trace, ops, users, layer, fromStart, last, lane: new Map(), taken: [], before: new Map(), source: new Map(), tracks: new Map() };
  const heads = ops.filter(op => !users.has(op.id)).map(op => ({ head: op.id, until: last + 1 }));
  heads.sort((a, b) => Number(b.head === trace.objective) - Number(a.head === trace.objective));
  const branches = heads.flatMap(({ head, until }) => branchesFrom(arranging, head, until));
  branches.slice(0, 1).forEach(branch => placeBranch(arranging, branch, 0));
  branches.slice(1).sort((a, b) => a.until - startOfBranch(arranging, a) - (b.until - startOfBranch(arranging, b))).forEach(branch => placeBranch(arranging, branch, 1));
  findTracks(arranging);
  return arranging;
}

/** The branch that ends at an op, and those that flow into it. */
function branchesFrom({ trace, fromStart, layer, before }, head, until) {
  const found = [], waiting = [{ head, until }], seen = new Set();
  while (waiting.length) {
    const { head: end, until: stop } = waiting.shift();
    if (seen.has(end) || before.has(end)) continue;
    const members = [];
    for (let id = end; id !== undefined && !before.has(id);) {
      members.push(id);
      seen.add(id);
      const inputs = [...new Set(trace.nodes[id].inputs)].filter(input => trace.nodes[input].kind === 'op');
      const deepest = inputs.filter(input => !seen.has(input) && !before.has(input)).sort((a, b) => fromStart.get(b) - fromStart.get(a))[0];
      before.set(id, deepest);
      inputs.filter(input => input !== deepest).forEach(input => waiting.push({ head: input, until: layer.get(id) }));
      id = deepest;
    }
    if (members.length) found.push({ members, until: stop });
  }
  return found;
}

function placeBranch(arranging, branch, least) {
  const { layer, source, lane } = arranging;
  const first = branch.members.at(-1), leaf = mainLeaf(arranging, first);
  const place = freeLane(arranging, startOfBranch(arranging, branch), branch.until, least);
  branch.members.forEach(id => lane.set(id, place));
  if (leaf !== undefined && !source.has(leaf)) source.set(leaf, { lane: place, layer: layer.get(first) - 1 });
}

/** The layer that a branch's first edge comes from. */
function startOfBranch(arranging, { members }) {
  const { trace, layer, users } = arranging, first = members.at(-1), leaf = mainLeaf(arranging, first);
  if (leaf === undefined) return Math.min(...trace.nodes[first].inputs.filter(id => trace.nodes[id].kind === 'op').map(id => layer.get(id)));
  const ops = trace.nodes[leaf].kind === 'input' ? users.get(leaf).map(({ op }) => op) : [first];
  return Math.min(...ops.map(op => layer.get(op))) - 1;
}

/** What stands at the left of a branch's first op: data if there is any. */
function mainLeaf({ trace }, first) {
  const { inputs } = trace.nodes[first];
  if (inputs.some(id => trace.nodes[id].kind === 'op')) return undefined;
  return inputs.find(id => trace.nodes[id].kind === 'input') ?? inputs[0];
}

function freeLane({ taken }, from, until, least) {
  let lane = least;
  while (taken.some(other => other.lane === lane && from < other.until && other.from < until)) lane++;
  taken.push({ lane, from, until });
  return lane;
}

/** Edges that skip ops of their lane, or come from data that stands elsewhere, have a track of their own. */
function findTracks(arranging) {
  const { trace, ops, users, layer, lane, source, before, tracks } = arranging;
  ops.forEach(op => [...new Set(op.inputs)].forEach(id => {
    const isOp = trace.nodes[id].kind === 'op', at = isOp ? { lane: lane.get(id), layer: layer.get(id) } : source.get(id);
    if (!at || before.get(op.id) === id || leavesAbove(trace, op).includes(id)) return;
    const leads = at.lane === lane.get(op.id) && layer.get(op.id) === at.layer + 1;
    const ends = isOp && at.lane !== lane.get(op.id) && new Set(users.get(id).map(use => use.op)).size === 1;
    const starts = at.lane !== lane.get(op.id) && beginsFrom(arranging, op.id) === id;
    if (leads || ends || starts) return;
    tracks.set(`${id} ${op.id}`, freeLane(arranging, at.layer, layer.get(op.id), 1));
  }));
}

/** What the first op of a branch has its edge from, if that is no op of the same branch. */
function beginsFrom(arranging, op) {
  const { before, trace } = arranging;
  if (before.get(op) !== undefined) return undefined;
  return mainLeaf(arranging, op) ?? trace.nodes[op].inputs.find(id => trace.nodes[id].kind === 'op');
}

// ---------- coordinates ----------

/** The whole picture as SVG, for a place of this width; each op's place by its id. */
export function pictured(trace, width) {
  const arranging = arranged(trace), { ops, layer, lane, last } = arranging;
  const forks = ops.filter(op => (arranging.users.get(op.id) ?? []).length > 1).map(op => CLOSEST_FORKS + boxOf(op.shape).width);
  const beside = ops.filter(op => op.id !== trace.objective).map(op => {
    const { width: wide, behind } = boxOf(op.shape), nexts = (arranging.users.get(op.id) ?? []).map(use => broadOf(trace.nodes[use.op]));
    return 2 * (10 + wide / 2 + behind * SHEET_STEP + Math.max(OP_RADIUS, ...nexts));
  });
  const gap = Math.max(CLOSEST_OPS, ...forks, ...beside, Math.min(FARTHEST_OPS, (width - FIRST_OP - LAST_ROOM - surplusOfName(trace)) / Math.max(1, last)));
  const x = new Map(ops.map(op => [op.id, FIRST_OP + layer.get(op.id) * gap]));
  arranging.high = gap < CLOSE_LEAVES ? highLeaves(arranging, gap) : new Map();
  const heights = laneHeights(arranging);
  const y = new Map(ops.map(op => [op.id, heights.at[lane.get(op.id)]]));
  const sheet = { ...arranging, gap, x, y, heights, trace, parts: [] };
  drawEdges(sheet);
  drawSources(sheet);
  ops.forEach(op => drawOp(sheet, op));
  const right = FIRST_OP + last * gap + LAST_ROOM + surplusOfName(trace);
  return { html: sheet.parts.join(''), width: Math.max(right, ops.length ? 0 : 200), height: heights.height, x, y };
}

/** How much longer the name of the loss is than a J. */
const surplusOfName = trace => 8 * Math.max(0, [...trace.nodes[trace.objective]?.name ?? ''].length - 1);

/** How high each lane is: what hangs above its line and what stands below. */
function laneHeights({ trace, ops, lane, taken, high, before }) {
  const count = 1 + Math.max(0, ...taken.map(({ lane: place }) => place)), single = count === 1;
  const above = new Array(count).fill(12), below = new Array(count).fill(BLUE_BELOW + 8);
  ops.forEach(op => {
    const place = lane.get(op.id), box = boxOf(op.shape), hung = leavesAbove(trace, op).map(id => hangs(op, high, single, trace.nodes[before.get(op.id)]) + boxOf(trace.nodes[id].shape).height + 18);
    above[place] = Math.max(above[place], box.height + 16, OP_RADIUS + 12, ...hung);
    below[place] = Math.max(below[place], OP_RADIUS + 6, trace.gradientOf.has(op.id) && op.id !== trace.objective ? box.height + BLUE_BELOW + 20 : 0);
  });
  if (single) {
    const line = Math.max(156, above[0] + 2);
    return { at: [line], height: line + PLAIN_HEIGHT - 156, single };
  }
  const at = [];
  above.forEach((room, place) => at.push((place ? at[place - 1] + below[place - 1] : 0) + room + 4));
  return { at, height: Math.max(PLAIN_HEIGHT, at.at(-1) + below.at(-1) + 6), single };
}

/** Leaves that hang above an op; what is used in several places hangs above each, but for data. */
const leavesAbove = (trace, op) => {
  const allLeaves = op.inputs.every(id => trace.nodes[id].kind !== 'op');
  const main = allLeaves ? op.inputs.find(id => trace.nodes[id].kind === 'input') ?? op.inputs[0] : undefined;
  return [...new Set(op.inputs)].filter(id => id !== main && trace.nodes[id].kind !== 'op' && !isForkedData(trace, id));
};

const isForkedData = (trace, id) => trace.nodes[id].kind === 'input' && trace.nodes.filter(node => trace.graph.has(node.id) && node.inputs.includes(id)).length > 1;

/** Where ops stand close, every second of neighbours has its leaf higher, so that the gradient beside the other has room. */
function highLeaves({ trace, ops, before }, gap) {
  const high = new Map(), hung = id => id === undefined ? [] : leavesAbove(trace, trace.nodes[id]);
  ops.forEach(({ id }) => {
    const left = before.get(id), beside = hung(left).map(leaf => boxOf(trace.nodes[leaf].shape)), own = hung(id).map(leaf => boxOf(trace.nodes[leaf].shape).width / 2);
    const meets = ({ width }) => 1.5 * width + WITH_FRACTION > gap - WITH_NAME - Math.max(...own);
    if (own.length && beside.length && !high.has(left)) high.set(id, Math.max(HIGHER, ...beside.filter(meets).map(({ height }) => height + 26)));
  });
  return high;
}

/** How far above the line a leaf's box ends. */
function hangs(op, high, single, left) {
  const low = single ? LOW_LEAF : Math.max(OP_RADIUS + 17, boxOf(op.shape).height + 16, left ? boxOf(left.shape).height + 22 : 0);
  return low + (high.get(op.id) ?? 0);
}

// ---------- edges ----------

function drawEdges(sheet) {
  const { ops, trace, x, y, gap } = sheet;
  ops.forEach(op => [...new Set(op.inputs)].forEach(id => {
    const [cx, cy] = [x.get(op.id), y.get(op.id)], start = startOf(sheet, id);
    if (!start || leavesAbove(trace, op).includes(id)) return;
    const route = routeOf(sheet, id, op.id, start, [cx, cy]);
    sheet.parts.push(edge('edge', id, op.id, route.there));
    if (trace.gradientOf.has(id) && flowsBack(trace, id)) sheet.parts.push(edge('back', id, op.id, route.back));
  }));
  const end = trace.objective, [cx, cy] = [x.get(end), y.get(end)];
  ops.filter(op => !sheet.users.has(op.id) && !op.missing && op.id !== end).forEach(op => {
    sheet.parts.push(edge('edge', op.id, op.id, [[x.get(op.id) + OP_RADIUS, y.get(op.id)], [x.get(op.id) + gap / 2 + 30, y.get(op.id)]]));
  });
  if (cx === undefined) return;
  const stop = cx + Math.min(62, gap / 2 + 10);
  sheet.parts.push(edge('edge', end, end, [[cx + OP_RADIUS, cy], [stop - 8, cy]]));
  if (trace.gradientOf.has(end)) sheet.parts.push(edge('back', end, end, [[stop - 8, cy + BLUE_BELOW], [cx + OP_RADIUS - 2, cy + BLUE_BELOW]]));
}

/** Where the edges of a value begin. */
function startOf(sheet, id) {
  const { x, y, trace } = sheet;
  if (x.has(id)) return [x.get(id) + OP_RADIUS, y.get(id)];
  const at = sourceAt(sheet, id);
  return at && [at[0] + boxOf(trace.nodes[id].shape).width / 2 + 2, at[1]];
}

/** The middle of data that stands at the left of a branch. */
function sourceAt({ source, heights, gap }, id) {
  const at = source.get(id);
  return at && [FIRST_OP + (at.layer + 1) * gap - SOURCE_BEFORE, heights.at[at.lane]];
}

/** Where the edges of a value part: before the next op. */
const forkOf = ({ x, source, gap }, id) => x.has(id) ? x.get(id) + gap - FORK_BEFORE : FIRST_OP + (source.get(id).layer + 1) * gap - FORK_BEFORE;

const flowsBack = (trace, id) => trace.nodes[id].kind !== 'input' && trace.nodes[id].kind !== 'constant';

/**
 * An edge's corners there, and back a little below or beside.
 *
 * @param {any} sheet
 * @param {number} id
 * @param {number} op
 * @param {number[]} start
 * @param {number[]} end
 */
function routeOf(sheet, id, op, [sx, sy], [cx, cy]) {
  const { tracks, lane, heights, source } = sheet;
  const track = tracks.get(`${id} ${op}`), rim = OP_RADIUS + 1, fork = forkOf(sheet, id);
  const there = lane.get(id) ?? source.get(id)?.lane;
  if (track === undefined && there === lane.get(op)) {
    return { there: [[sx, sy], [cx - rim, cy]], back: [[cx - rim + 4, cy + BLUE_BELOW], [sx - 2, cy + BLUE_BELOW]] };
  }
  if (track === undefined && beginsFrom(sheet, op) === id) { // a branch begins: from the fork down into its first op
    return { there: [[sx, sy], [fork, sy], [fork, cy], [cx - rim, cy]], back: [[cx - rim + 4, cy + BLUE_BELOW], [fork + BLUE_BELOW, cy + BLUE_BELOW], [fork + BLUE_BELOW, sy + BLUE_BELOW], [sx - 2, sy + BLUE_BELOW]] };
  }
  const side = heights.at[track ?? there] > cy ? 1 : -1, end = cy + side * rim, line = heights.at[track ?? there];
  if (track === undefined) { // a branch ends: along its lane, then up into the op
    return { there: [[sx, sy], [cx - 6, sy], [cx - 6, end]], back: [[cx + 5, end - side], [cx + 5, sy + BLUE_BELOW], [sx - 2, sy + BLUE_BELOW]] };
  }
  return {
    there: [[sx, sy], [fork, sy], [fork, line], [cx - 6, line], [cx - 6, end]],
    back: [[cx + 5, end - side], [cx + 5, line + BLUE_BELOW], [fork + BLUE_BELOW, line + BLUE_BELOW], [fork + BLUE_BELOW, sy + BLUE_BELOW], [sx - 2, sy + BLUE_BELOW]],
  };
}

/** A line with round corners and its arrow head, ink or blue. */
function edge(part, node, op, points) {
  const [end, before] = [points.at(-1), points.at(-2)];
  const length = Math.max(1e-9, Math.hypot(end[0] - before[0], end[1] - before[1]));
  const [dx, dy] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
  const neck = [end[0] - 8 * dx, end[1] - 8 * dy], colour = part === 'edge' ? 'var(--ink)' : 'var(--back)';
  const head = [1, -1].map(side => `L${tenths(end[0] - 10 * dx - 3.8 * side * dy)} ${tenths(end[1] - 10 * dy + 3.8 * side * dx)}`).join('');
  return `<g data-node="${node}" data-part="${part}" data-op="${op}"><path pathLength="1" d="${rounded([...points.slice(0, -1), neck])}" fill="none" stroke="${colour}" stroke-width="1.4"/><path d="M${tenths(end[0])} ${tenths(end[1])}${head}Z" fill="${colour}"/></g>`;
}

export const tenths = number => Math.round(number * 10) / 10;

function rounded(points) {
  return points.map(([px, py], i) => {
    if (i === 0) return `M${tenths(px)} ${tenths(py)}`;
    if (i === points.length - 1) return `L${tenths(px)} ${tenths(py)}`;
    const corner = Math.min(8, ...[points[i - 1], points[i + 1]].map(([qx, qy]) => Math.hypot(qx - px, qy - py) / 2));
    const towards = ([qx, qy]) => {
      const far = Math.max(1e-9, Math.hypot(qx - px, qy - py));
      return `${tenths(px + (qx - px) / far * corner)} ${tenths(py + (qy - py) / far * corner)}`;
    };
    return `L${towards(points[i - 1])}Q${tenths(px)} ${tenths(py)} ${towards(points[i + 1])}`;
  }).join('');
}

// ---------- ops, tensors, names ----------

/** Data at the left of its branch, with its name below. */
function drawSources(sheet) {
  const { source, trace } = sheet;
  source.forEach((_, id) => {
    const [cx, cy] = sourceAt(sheet, id), { shape, kind } = trace.nodes[id], box = boxOf(shape);
    drawFork(sheet, id, cy);
    const words = sizes(shape) && `<text class="dim" x="${cx}" y="${cy - box.height / 2 - 6}" text-anchor="middle">${sizes(shape)}</text>`;
    sheet.parts.push(tensor(trace, id, 'value', cx, cy, words + svgName(nameText(trace, id), cx, cy + box.height / 2 + 20)));
    if (kind === 'parameter' && trace.gradientOf.has(id)) sheet.parts.push(tensor(trace, id, 'gradient', cx, cy + box.height + 34, fraction(trace, id, cx + box.width / 2 + 18, cy + box.height + 34)));
  });
}

function drawOp(sheet, op) {
  const { x, y, gap, trace } = sheet;
  const [cx, cy] = [x.get(op.id), y.get(op.id)];
  leavesAbove(trace, op).forEach((id, i) => drawLeaf(sheet, op, id, i));
  drawValue(sheet, op, cx, cy, gap);
  const words = signWords(op), isName = words.length > 2;
  const broad = broadOf(op);
  sheet.parts.push(`<g data-node="${op.id}" data-part="op"><rect x="${cx - broad}" y="${cy - OP_RADIUS}" width="${2 * broad}" height="${2 * OP_RADIUS}" rx="${OP_RADIUS}" fill="var(--paper)" stroke="var(--ink)" stroke-width="1.4"/>`
    + (words === 'relu' ? `<path d="M${cx - 10} ${cy + 5}H${cx}L${cx + 9} ${cy - 6}" fill="none" stroke="var(--ink)" stroke-width="1.8"/>`
      : `<text class="${/^[Jσ]$/.test(words) ? 'name' : ''}" x="${cx}" y="${cy + (isName ? 4.5 : 6)}" text-anchor="middle" font-size="${isName ? 12.5 : /^[Jσ]$/.test(words) ? 20 : 17}">${escaped(words)}</text>`) + '</g>');
  const verdict = verdictOf(trace, op.id);
  if (verdict) sheet.parts.push(`<g data-node="${op.id}" data-part="mark"><text class="${VERDICTS[verdict][1]}" x="${cx + 18}" y="${cy - OP_RADIUS + 2}" text-anchor="middle" font-size="14">${VERDICTS[verdict][0]}</text></g>`);
  drawFork(sheet, op.id, cy);
}

/** Where a value is used more than once: a dot, and a plus where its gradients are added. */
function drawFork(sheet, id, cy) {
  const { trace, users, parts: drawn } = sheet, uses = new Set((users.get(id) ?? []).filter(({ op }) => !leavesAbove(trace, trace.nodes[op]).includes(id)).map(({ op }) => op));
  if (uses.size < 2) return;
  const fork = forkOf(sheet, id);
  drawn.push(`<g data-node="${id}" data-part="dot"><circle cx="${tenths(fork)}" cy="${cy}" r="3.5" fill="var(--ink)"/></g>`);
  if (!trace.states.some(state => state.phase === 'sum' && state.node === id)) return;
  const [px, py] = [tenths(fork + BLUE_BELOW), cy + BLUE_BELOW];
  drawn.push(`<g data-node="${id}" data-part="plus"><circle cx="${px}" cy="${py}" r="8" fill="var(--back)"/><text x="${px}" y="${py + 5}" text-anchor="middle" font-size="15" style="fill:var(--paper)">+</text></g>`);
}

/** Half the width of an op: a long name makes it longer than a circle. */
function broadOf(op) {
  const { length } = signWords(op);
  return length > 4 ? length * 3.6 + 6 : OP_RADIUS;
}

const signWords = op => op.builtIn && op.op.endsWith('Loss') ? 'J'
  : op.builtIn ? { Relu: 'relu', Sum: '∑', SumTo: '∑', DivideBroadcast: '÷', Transpose: '⊤', Square: 'x²', Sigmoid: 'σ' }[op.op] ?? op.sign : op.sign || op.op;

/** The verdict of the check on an op, if there is one. */
export function verdictOf(trace, op) {
  const verdicts = trace.steps.filter(step => step.rule === op && step.check).map(step => step.check.verdict);
  return ['WRONG', 'INCONCLUSIVE', 'AT_KINK', 'PASS'].find(verdict => verdicts.includes(verdict));
}

/** An op's value above its edge, its gradient below. */
function drawValue(sheet, op, cx, cy, gap) {
  const { trace } = sheet, box = boxOf(op.shape), named = op.name !== '';
  if (op.missing) return;
  if (op.id === trace.objective) {
    const at = cx + Math.min(62, gap / 2 + 10);
    sheet.parts.push(tensor(trace, op.id, 'value', at, cy, `${svgName(nameText(trace, op.id), at + 12, cy + 5, 'start')}<text class="number" data-number="${op.id}" x="${at + 27 + surplusOfName(trace)}" y="${cy + 5}" font-size="15"></text>`));
    return;
  }
  const middle = cx + gap / 2 + 8, top = cy - 12 - box.height;
  sheet.parts.push(tensor(trace, op.id, 'value', middle, cy - 12 - box.height / 2, named ? nameOfValue(nameText(trace, op.id), middle, top, box) : ''));
  if (!trace.gradientOf.has(op.id)) return;
  const down = cy + BLUE_BELOW + 12 + box.height / 2;
  sheet.parts.push(tensor(trace, op.id, 'gradient', middle, down, fraction(trace, op.id, middle - box.width / 2 - 20, Math.max(down, cy + BLUE_BELOW + 24))));
}

/** The name of a value at the left of its box; a long one over it, if that is low. */
const nameOfValue = (words, middle, top, { width, height }) => height < 30 && [...words].length > 2 ? svgName(words, middle, top - 6)
  : svgName(words, middle - width / 2 - 7, top + height / 2 + 6, 'end');

/** A leaf above its op, its gradient at its right. */
function drawLeaf(sheet, op, id, i) {
  const { trace, x, y, users, heights } = sheet;
  const node = trace.nodes[id], box = boxOf(node.shape), [cx, cy] = [x.get(op.id) + i * 58, y.get(op.id)];
  const bottom = cy - hangs(op, sheet.high, heights.single, trace.nodes[sheet.before.get(op.id)]), middle = bottom - box.height / 2, target = i ? [[cx, bottom + 1], [cx, cy - OP_RADIUS - 14], [x.get(op.id) + 12, cy - OP_RADIUS + 2]] : [[cx, bottom + 1], [cx, cy - OP_RADIUS - 1]];
  sheet.parts.push(edge('edge', id, op.id, target));
  if (node.kind === 'constant' && node.shape.length === 0) { // a plain number
    sheet.parts.push(`<g data-node="${id}" data-part="value"><text x="${cx}" y="${bottom - 4}" text-anchor="middle" font-size="15">${escaped(node.name || shown(Number(node.value?.[0] ?? 0)))}</text></g>`);
    return;
  }
  const words = node.kind === 'parameter' ? `<text class="dim" x="${cx}" y="${middle - box.height / 2 - 6}" text-anchor="middle">${sizes(node.shape)}</text>` : '';
  sheet.parts.push(tensor(trace, id, 'value', cx, middle, words + svgName(nameText(trace, id), cx - box.width / 2 - 7, middle + 6, 'end')));
  const [first] = users.get(id);
  if (!trace.gradientOf.has(id) || node.kind === 'input') return;
  sheet.parts.push(edge('back', id, op.id, [[cx + 9, cy - OP_RADIUS + 2], [cx + 9, bottom + 2]]));
  if (first.op !== op.id) return;
  const beside = cx + box.width + 8, lifted = box.height < 40 ? Math.min(middle - 4, bottom - 20) : middle;
  sheet.parts.push(tensor(trace, id, 'gradient', beside, middle, fraction(trace, id, beside + box.width / 2 + 20, Math.max(22, lifted))));
}

/** A tensor as a box of cells. */
function tensor(trace, id, part, cx, cy, words) {
  const { shape } = trace.nodes[id], { rows, columns, across, side, behind, width, height } = boxOf(shape);
  const [left, top] = [tenths(cx - width / 2), tenths(cy - height / 2)], colour = part === 'value' ? 'var(--ink)' : 'var(--back)';
  const rect = (x, y, w, h, more) => `<rect x="${tenths(x)}" y="${tenths(y)}" width="${tenths(w)}" height="${tenths(h)}"${more}/>`;
  if (shape.length === 0) return `<g data-node="${id}" data-part="${part}">${rect(left, top, width, height, ` rx="3" stroke="${colour}" stroke-width="1.4" data-cell="0"`)}${words}</g>`;
  const sheets = Array.from({ length: behind }, (_, i) => behind - i).map(s => rect(left + s * SHEET_STEP, top - s * SHEET_STEP, width, height, ` fill="var(--paper)" stroke="${colour}" stroke-width="1.1"`)).join('');
  const cells = rows.map((row, r) => row === null
    ? `<text class="dim" x="${cx}" y="${top + r * GRAPH_CELL + 8}" text-anchor="middle" font-size="10">⋯</text>`
    : Array.from({ length: across }, (_, c) => rect(left + c * side + 0.4, top + r * GRAPH_CELL + 0.4, side - 0.8, GRAPH_CELL - 0.8, ` data-cell="${row * columns + c}"`)).join('')).join('');
  return `<g data-node="${id}" data-part="${part}">${sheets}${rect(left, top, width, height, ' class="ground" fill="var(--paper)"')}${cells}${rect(left, top, width, height, ` fill="none" stroke="${colour}" stroke-width="1.4"`)}${words}</g>`;
}
