// ---------- the picture of a graph: ops in lines from left to right, with data at the left and the loss at the right ----------
// Leaves hang above their op, further branches lie below the main line. The parts carry the same marks as the explorer's own
// picture (data-node, data-part, data-op, data-cell), so that its program shows them step by step.

const OP_RADIUS = 19, GRAPH_CELL = 10, WIDEST_BOX = 44, MOST_COLUMNS = 16, BLUE_BELOW = 8, SHEET_STEP = 5;
const FIRST_OP = 100, SOURCE_BEFORE = 53, FORK_BEFORE = 26, LAST_ROOM = 143, CLOSEST_OPS = 66, CLOSEST_FORKS = 80, FARTHEST_OPS = 152;
const HIGHER = 42, CLOSE_LEAVES = 122, WITH_FRACTION = 58, WITH_NAME = 30, BOX_HEIGHT = 44;

/** How many rows of a tensor are drawn; fewer where lines of ops stand below each other. */
let rowsDrawn = 6;

/** Which rows and columns of a tensor are drawn, and how large: up to four columns true, more of them in a fixed width. */
function boxOf(shape) {
  const rows = shape.length < 2 ? 1 : shape.at(-2), columns = shape.length ? shape.at(-1) : 1;
  const shownOnes = rows <= rowsDrawn ? Array.from({ length: rows }, (_, row) => row) : rowsDrawn < 6 ? [0, null, rows - 1] : [0, 1, 2, null, rows - 2, rows - 1];
  const across = Math.min(columns, MOST_COLUMNS), side = columns <= 4 ? GRAPH_CELL : WIDEST_BOX / across;
  const behind = shape.length > 2 ? Math.min(2, sizeOf(shape.slice(0, -2)) - 1) : 0;
  return { rows: shownOnes, columns, across, side, behind, width: across * side, height: Math.max(1, shownOnes.length) * GRAPH_CELL };
}

// ---------- who stands where ----------

/** Ops in layers and lanes: lane 0 is the longest way to the loss, each further branch has the nearest lane that is free. */
function arranged(trace) {
  const ops = trace.nodes.filter(node => trace.graph.has(node.id) && node.kind === 'op');
  const toEnd = new Map(), fromStart = new Map(), users = usersOf(ops);
  ops.forEach(op => fromStart.set(op.id, 1 + Math.max(0, ...op.inputs.map(id => fromStart.get(id) ?? 0))));
  [...ops].reverse().forEach(op => {
    const beyond = (toEnd.get(op.id) ?? 0) + 1;
    op.inputs.forEach(id => toEnd.set(id, Math.max(toEnd.get(id) ?? 0, beyond)));
  });
  const last = Math.max(0, ...ops.map(op => toEnd.get(op.id) ?? 0));
  const layer = new Map(ops.map(op => [op.id, last - (toEnd.get(op.id) ?? 0)]));
  const arranging = { trace, ops, users, layer, fromStart, last, lane: new Map(), taken: [], before: new Map(), source: new Map(), tracks: new Map() };
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
  if (leaf === undefined) return Math.min(layer.get(first), ...trace.nodes[first].inputs.filter(id => trace.nodes[id].kind === 'op').map(id => layer.get(id)));
  const ops = comesFromLeft(trace.nodes[leaf]) ? users.get(leaf).map(({ op }) => op) : [first];
  return Math.min(...ops.map(op => layer.get(op))) - 1;
}

/** Whether a leaf stands at the left of its branch: data, and values of other rows and parts. */
const comesFromLeft = ({ kind }) => ['input', 'carried'].includes(kind);

/** What stands at the left of a branch's first op: data if there is any. */
function mainLeaf({ trace }, first) {
  const { inputs } = trace.nodes[first];
  if (inputs.some(id => trace.nodes[id].kind === 'op')) return undefined;
  return inputs.find(id => comesFromLeft(trace.nodes[id])) ?? inputs[0];
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

/** A row of the picture for a place of this width: its size, and what draws it as SVG. */
function pictured(trace, width) {
  const arranging = arranged(trace), { ops, layer, lane, last, users } = arranging, layers = Array.from({ length: last + 1 }, () => []);
  ops.forEach(op => layers[layer.get(op.id)].push(op));
  const half = layers.map(these => Math.max(OP_RADIUS, ...these.map(broadOf)));
  const least = layers.map(these => Math.max(CLOSEST_OPS, ...these.map(op => roomBehind(op, users, trace))));
  const end = trace.graph.has(trace.objective) ? LAST_ROOM : (least.at(-1) ?? 0) + 8;
  const start = Math.max(FIRST_OP - OP_RADIUS, ...sourceRooms(arranging)), needed = start + total(half.map(wide => 2 * wide)) + total(least.slice(0, -1)) + end;
  const more = Math.max(0, width - needed) / Math.max(1, last), between = least.map((room, i) => i === last ? room : Math.max(room, Math.min(FARTHEST_OPS, room + more)));
  const middles = [];
  half.forEach((wide, i) => middles.push(i === 0 ? start + wide : middles[i - 1] + half[i - 1] + between[i - 1] + wide));
  const x = new Map(ops.map(op => [op.id, middles[layer.get(op.id)]]));
  arranging.high = Math.min(...between) < CLOSE_LEAVES ? highLeaves(arranging, Math.min(...between) + 2 * OP_RADIUS) : new Map();
  const heights = laneHeights(arranging);
  const y = new Map(ops.map(op => [op.id, heights.at[lane.get(op.id)]]));
  const sheet = { ...arranging, middles, half, between, x, y, heights, trace, parts: [] };
  return { width: Math.max((middles.at(-1) ?? 0) + (half.at(-1) ?? 0) + end, ops.length ? 0 : 200), height: heights.height, draw: () => drawRow(sheet) };
}

function drawRow(sheet) {
  drawEdges(sheet);
  drawSources(sheet);
  sheet.ops.forEach(op => drawOp(sheet, op));
  return sheet.parts.join('');
}

const total = numbers => numbers.reduce((all, number) => all + number, 0);

/** How much room an op needs between itself and the next: for its value, its name, and for the place where edges part. */
function roomBehind(op, users, trace) {
  const { width, behind } = boxOf(op.shape), name = op.name === '' ? 0 : Math.min(7, [...op.name].length) * 9, leaves = leavesAbove(trace, op).length;
  return Math.max(20 + width + 2 * behind * SHEET_STEP + name, new Set((users.get(op.id) ?? []).map(use => use.op)).size > 1 ? CLOSEST_FORKS + width : 0, trace.leading.has(op.id) ? 60 + width : 0, leaves > 1 ? placeOfLeaf(trace, op, leaves) - 20 : 0);
}

/** How far right of the edge the first ops stand, so that their data has room. */
const sourceRooms = ({ source, trace }) => [...source].filter(([, { layer }]) => layer < 0).map(([id]) => SOURCE_BEFORE + Math.max(boxOf(trace.nodes[id].shape).width, 6.4 * sizes(trace.nodes[id].shape).length) / 2 + 6);

/** How high each lane is: what hangs above its line and what stands below. */
function laneHeights({ trace, ops, lane, taken, high, before, source }) {
  const count = 1 + Math.max(0, ...taken.map(({ lane: place }) => place));
  const above = new Array(count).fill(6), below = new Array(count).fill(BLUE_BELOW + 4);
  ops.forEach(op => {
    const place = lane.get(op.id), box = boxOf(op.shape), hung = leavesAbove(trace, op).map(id => hangs(trace, op, id, high, trace.nodes[before.get(op.id)]) + boxOf(trace.nodes[id].shape).height + (trace.nodes[id].kind === 'parameter' ? 18 : 6));
    above[place] = Math.max(above[place], tallWithSheets(op.shape) + (box.height < 30 && op.name !== '' ? 32 : 16), tallOf(op) / 2 + 12, ...hung);
    below[place] = Math.max(below[place], tallOf(op) / 2 + 6, trace.gradientOf.has(op.id) && op.id !== trace.objective ? Math.max(box.height + BLUE_BELOW + 18, BLUE_BELOW + 43) : 0);
  });
  source.forEach(({ lane: place }, id) => {
    const { height, behind } = boxOf(trace.nodes[id].shape);
    above[place] = Math.max(above[place], height / 2 + behind * SHEET_STEP + 18);
    below[place] = Math.max(below[place], height / 2 + 26 + (trace.nodes[id].kind === 'parameter' && trace.gradientOf.has(id) ? height + 20 : 0));
  });
  const at = [];
  above.forEach((room, place) => at.push((place ? at[place - 1] + below[place - 1] : 0) + room + 3));
  return { at, height: at.at(-1) + below.at(-1) + 3 };
}

/** Leaves that hang above an op; what is used in several places hangs above each, but for data. */
const leavesAbove = (trace, op) => {
  const allLeaves = op.inputs.every(id => trace.nodes[id].kind !== 'op');
  const main = allLeaves ? op.inputs.find(id => comesFromLeft(trace.nodes[id])) ?? op.inputs[0] : undefined;
  return [...new Set(op.inputs)].filter(id => id !== main && trace.nodes[id].kind !== 'op' && !isForkedData(trace, id));
};

const isForkedData = (trace, id) => comesFromLeft(trace.nodes[id]) && trace.nodes.filter(node => trace.graph.has(node.id) && node.inputs.includes(id)).length > 1;

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

const tallWithSheets = shape => boxOf(shape).height + boxOf(shape).behind * SHEET_STEP;

/** How far above the line a leaf's box ends: a gradient at its right stands above the op's value. */
function hangs(trace, op, leaf, high, left) {
  const beside = trace.nodes[leaf].kind === 'parameter' ? tallWithSheets(op.shape) + 16 : 0;
  return Math.max(tallOf(op) / 2 + 17, beside, left ? tallWithSheets(left.shape) + 22 : 0) + (high.get(op.id) ?? 0);
}
