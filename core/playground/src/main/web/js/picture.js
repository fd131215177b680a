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

// ---------- edges ----------

function drawEdges(sheet) {
  const { ops, trace, x, y } = sheet;
  ops.forEach(op => [...new Set(op.inputs)].forEach(id => {
    const [cx, cy] = [x.get(op.id), y.get(op.id)], start = startOf(sheet, id);
    if (!start || leavesAbove(trace, op).includes(id)) return;
    const route = routeOf(sheet, id, op, start, [cx, cy]), real = trace.real.get(`${id} ${op.id}`);
    sheet.parts.push(edge('edge', real.node, real.op, route.there));
    if (trace.gradientOf.has(real.node) && flowsBack(trace, id)) sheet.parts.push(edge('back', real.node, real.op, route.back));
  }));
  ops.filter(({ id }) => trace.leading.has(id)).forEach(op => drawLeading(sheet, op));
  const end = trace.objective, [cx, cy] = [x.get(end), y.get(end)];
  if (cx === undefined) return;
  const stop = cx + broadOf(trace.nodes[end]) + J_BEHIND;
  sheet.parts.push(edge('edge', end, end, [[stop - J_BEHIND, cy], [stop - 5, cy]]));
  if (trace.gradientOf.has(end)) sheet.parts.push(edge('back', end, end, [[stop, cy + 6], [stop, cy + BLUE_BELOW + 8], [stop - J_BEHIND - 3, cy + BLUE_BELOW + 8]]));
}

/** How far behind its op the value of the loss stands. */
const J_BEHIND = 36;

/** A value that other rows or parts use: its edge ends at its own box, and comes back from the box of its gradient. */
function drawLeading(sheet, op) {
  const { x, y, trace } = sheet, [cx, cy] = [x.get(op.id), y.get(op.id)], middle = middleBehind(sheet, op), edgeOfOp = cx + broadOf(op);
  sheet.parts.push(edge('edge', op.id, op.id, [[edgeOfOp, cy], [middle, cy], [middle, cy - 12]]));
  if (trace.gradientOf.has(op.id)) sheet.parts.push(edge('back', op.id, op.id, [[middle, cy + BLUE_BELOW + 12], [middle, cy + BLUE_BELOW], [edgeOfOp - 2, cy + BLUE_BELOW]]));
}

/** Where the box of an op's value stands. */
const middleBehind = ({ x, layer, between }, op) => x.get(op.id) + broadOf(op) + Math.min(between[layer.get(op.id)], FARTHEST_OPS) / 2 + 8;

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
function sourceAt(sheet, id) {
  const at = sheet.source.get(id);
  return at && [leftOf(sheet, at.layer + 1) - SOURCE_BEFORE, sheet.heights.at[at.lane]];
}

/** Where the edges of a value part: before the next op. */
const forkOf = (sheet, id) => leftOf(sheet, (sheet.layer.get(id) ?? sheet.source.get(id).layer) + 1) - FORK_BEFORE;

const flowsBack = (trace, id) => trace.nodes[id].kind !== 'input' && trace.nodes[id].kind !== 'constant';

/** An edge's corners there, and back a little below or beside. */
function routeOf(sheet, id, node, [sx, sy], [cx, cy]) {
  const { tracks, lane, heights, source } = sheet, op = node.id;
  const track = tracks.get(`${id} ${op}`), rim = broadOf(node) + 1, tall = tallOf(node) / 2 + 1, fork = forkOf(sheet, id);
  const there = lane.get(id) ?? source.get(id)?.lane;
  if (track === undefined && there === lane.get(op)) {
    return { there: [[sx, sy], [cx - rim, cy]], back: [[cx - rim + 4, cy + BLUE_BELOW], [sx - 2, cy + BLUE_BELOW]] };
  }
  if (track === undefined && beginsFrom(sheet, op) === id) { // a branch begins: from the fork down into its first op
    return { there: [[sx, sy], [fork, sy], [fork, cy], [cx - rim, cy]], back: [[cx - rim + 4, cy + BLUE_BELOW], [fork + BLUE_BELOW, cy + BLUE_BELOW], [fork + BLUE_BELOW, sy + BLUE_BELOW], [sx - 2, sy + BLUE_BELOW]] };
  }
  const side = heights.at[track ?? there] > cy ? 1 : -1, end = cy + side * tall, line = heights.at[track ?? there];
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

const tenths = number => Math.round(number * 10) / 10;

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
    const words = sizes(shape) && `<text class="dim" x="${cx}" y="${cy - box.height / 2 - box.behind * SHEET_STEP - 6}" text-anchor="middle">${sizes(shape)}</text>`;
    sheet.parts.push(tensor(trace, id, 'value', cx, cy, words + svgName(nameInPicture(trace.all, id), cx, cy + box.height / 2 + 20)));
    if (kind === 'parameter' && trace.gradientOf.has(id)) sheet.parts.push(tensor(trace, id, 'gradient', cx, cy + box.height + 34, fraction(trace, id, cx + box.width / 2 + 18, cy + box.height + 34)));
  });
}

function drawOp(sheet, op) {
  const { x, y, trace } = sheet, [cx, cy] = [x.get(op.id), y.get(op.id)];
  leavesAbove(trace, op).forEach((id, i) => drawLeaf(sheet, op, id, i));
  drawValue(sheet, op, cx, cy);
  const broad = broadOf(op), tall = tallOf(op);
  const rim = `<rect x="${tenths(cx - broad)}" y="${tenths(cy - tall / 2)}" width="${tenths(2 * broad)}" height="${tall}" rx="${op.closed ? 12 : OP_RADIUS}" fill="var(--paper)" stroke="var(--ink)" stroke-width="1.4"/>`;
  sheet.parts.push(op.closed ? `<g data-node="${op.id}" data-part="op" data-scope="${keyOf(op.closed)}">${rim}${wordsOfBox(op, cx - broad + 12, cy)}</g>` : `<g data-node="${op.id}" data-part="op">${rim}${signOfOp(op, cx, cy)}</g>`);
  const verdict = (op.closed?.ops ?? [op.id]).map(id => verdictOf(trace, id)).sort((a, b) => ORDER_OF_VERDICTS.indexOf(a) - ORDER_OF_VERDICTS.indexOf(b)).find(Boolean);
  if (verdict) sheet.parts.push(`<g data-node="${op.id}" data-part="mark"><text class="${VERDICTS[verdict][1]}" x="${cx + broad - 1}" y="${cy - tall / 2 + 2}" text-anchor="middle" font-size="14">${VERDICTS[verdict][0]}</text></g>`);
  drawFork(sheet, op.id, cy);
}

function signOfOp(op, cx, cy) {
  const words = signWords(op), isName = words.length > 2, isLetter = /^[Jσ]$/.test(words);
  return words === 'relu' ? `<path d="M${cx - 10} ${cy + 5}H${cx}L${cx + 9} ${cy - 6}" fill="none" stroke="var(--ink)" stroke-width="1.8"/>`
    : `<text class="${isLetter ? 'name' : ''}" x="${cx}" y="${cy + (isName ? 4.5 : 6)}" text-anchor="middle" font-size="${isName ? 12.5 : isLetter ? 20 : 17}">${escaped(words)}</text>`;
}

/** What stands in a closed part: a triangle, its name, its formula. */
function wordsOfBox(op, left, cy) {
  const [title, below] = wordsOfPart(trace, op.closed);
  return `<path class="opens" d="M${tenths(left)} ${cy - 14}l8 5-8 5z"/><text x="${tenths(left + 14)}" y="${cy - 4}" font-size="14">${escaped(title)}</text><text class="dim" x="${tenths(left)}" y="${cy + 14}">${escaped(below)}</text>`;
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
  if (op.closed) return halfOfBox(op.closed);
  const { length } = signWords(op);
  return length > 4 ? length * 3.6 + 6 : OP_RADIUS;
}

/** Boxes are as wide as their words. */
function halfOfBox(part) {
  const [title, below] = wordsOfPart(trace, part);
  return part.half ??= Math.max(46, 13 + Math.max(wordWidth(title, 14) + 14, wordWidth(below, 12)) / 2);
}

const ruler = document.createElement('canvas').getContext('2d');
function wordWidth(words, size) {
  ruler.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(words).width;
}

const tallOf = op => op.closed ? BOX_HEIGHT : 2 * OP_RADIUS;

const signWords = op => op.builtIn && op.op.endsWith('Loss') ? 'J'
  : op.builtIn ? { Relu: 'relu', Sum: '∑', SumTo: '∑', DivideBroadcast: '÷', Transpose: '⊤', Square: 'x²', Sigmoid: 'σ' }[op.op] ?? op.sign : op.sign || op.op;

const ORDER_OF_VERDICTS = ['WRONG', 'INCONCLUSIVE', 'AT_KINK', 'PASS'];

/** The verdict of the check on an op, if there is one. */
function verdictOf(trace, op) {
  const verdicts = trace.steps.filter(step => step.rule === op && step.check).map(step => step.check.verdict);
  return ORDER_OF_VERDICTS.find(verdict => verdicts.includes(verdict));
}

/** An op's value above its edge, its gradient below. */
function drawValue(sheet, op, cx, cy) {
  const { trace } = sheet, box = boxOf(op.shape), named = op.name !== '';
  if (op.id === trace.objective) {
    const at = cx + broadOf(op) + J_BEHIND;
    sheet.parts.push(tensor(trace, op.id, 'value', at, cy, `${svgName(nameText(trace, op.id), at + 12, cy + 5, 'start')}<text class="number" data-number="${op.id}" x="${at + 27}" y="${cy + 5}" font-size="15"></text>`));
    return;
  }
  const middle = middleBehind(sheet, op), top = cy - 12 - box.height, leads = trace.leading.has(op.id);
  sheet.parts.push(tensor(trace, op.id, 'value', middle, cy - 12 - box.height / 2, nameOfValue(named ? nameText(trace, op.id) : leads ? nameInPicture(trace.all, op.id) : '', middle, top, box)));
  if (!trace.gradientOf.has(op.id)) return;
  const down = cy + BLUE_BELOW + 12 + box.height / 2;
  sheet.parts.push(tensor(trace, op.id, 'gradient', middle, down, fraction(trace, op.id, middle - box.width / 2 - 20, Math.max(down, cy + BLUE_BELOW + 24))));
}

/** The name of a value at the left of its box; a long one over it, if that is low. */
const nameOfValue = (words, middle, top, { width, height }) => height < 30 && [...words].length > 2 ? svgName(words, middle, top - 6)
  : svgName(words, middle - width / 2 - 7, top + height / 2 + 6, 'end');

/** How far right of its op each of its leaves hangs. */
function placeOfLeaf(trace, op, i) {
  return total(leavesAbove(trace, op).slice(0, i).map(id => {
    const { shape, kind } = trace.nodes[id], { width } = boxOf(shape);
    return 40 + width + (kind === 'parameter' && trace.gradientOf.has(id) ? width + 46 : 0);
  }));
}

/** A leaf above its op, its gradient at its right. */
function drawLeaf(sheet, op, id, i) {
  const { trace, x, y, users } = sheet, tall = tallOf(op) / 2;
  const node = trace.nodes[id], box = boxOf(node.shape), [ox, cy] = [x.get(op.id), y.get(op.id)], cx = ox + placeOfLeaf(trace, op, i), real = trace.real.get(`${id} ${op.id}`);
  const bottom = cy - hangs(trace, op, id, sheet.high, trace.nodes[sheet.before.get(op.id)]), middle = bottom - box.height / 2;
  const aside = i && Math.min(broadOf(op) - 9, 12 * i), top = cy - (op.closed || !i ? tall : Math.sqrt(tall ** 2 - aside ** 2)), target = [[cx, bottom + 1], [ox + aside, top - 1]];
  sheet.parts.push(edge('edge', real.node, real.op, target));
  if (node.kind === 'constant' && node.shape.length === 0) { // a plain number
    sheet.parts.push(`<g data-node="${id}" data-part="value"><text x="${cx}" y="${bottom - 2}" text-anchor="middle" font-size="15">${escaped(node.name || shown(Number(node.value?.[0] ?? 0)))}</text></g>`);
    return;
  }
  const words = node.kind === 'parameter' ? `<text class="dim" x="${cx}" y="${middle - box.height / 2 - 6}" text-anchor="middle">${sizes(node.shape)}</text>` : '';
  sheet.parts.push(tensor(trace, id, 'value', cx, middle, words + svgName(nameInPicture(trace.all, id), cx - box.width / 2 - 7, middle + 6, 'end')));
  const [first] = users.get(id);
  if (!trace.gradientOf.has(id) || node.kind === 'input') return;
  sheet.parts.push(edge('back', real.node, real.op, [[ox + aside + (i ? 6 : 9), i ? top + 2 : cy - tall + (op.closed ? 0 : 2)], [cx + 9, bottom + 2]]));
  if (first.op !== op.id || node.kind === 'carried') return;
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
    ? `<text class="dim" x="${cx}" y="${top + r * GRAPH_CELL + 8}" text-anchor="middle" font-size="12">⋯</text>`
    : Array.from({ length: across }, (_, c) => rect(left + c * side + 0.4, top + r * GRAPH_CELL + 0.4, side - 0.8, GRAPH_CELL - 0.8, ` data-cell="${row * columns + c}"`)).join('')).join('');
  return `<g data-node="${id}" data-part="${part}">${sheets}${rect(left, top, width, height, ' class="ground" fill="var(--paper)"')}${cells}${rect(left, top, width, height, ` fill="none" stroke="${colour}" stroke-width="1.4"`)}${words}</g>`;
}

/** The name that a picture shows: a long expression is none. */
const nameInPicture = (nodes, id) => [nodes[id].name, nodes[id].symbol.text].find(name => /^[\p{L}\p{M}\p{N}_]+$/u.test(name)) ?? '';

const nameText = (trace, id) => trace.nodes[id].name || trace.nodes[id].symbol.text;
const sizes = shape => shape.length === 0 ? '' : shape.length === 1 ? `(${shape[0]})` : shape.join(' × ');

/** A name in italics, with a number behind one letter lowered. */
function svgName(words, x, y, anchor = 'middle', size = 20, before = '') {
  const [, letters, lower = ''] = /^(\p{L}\p{M}*)_?(\d{1,2})$/u.exec(words) ?? /^(.+?)_(\w{1,6})$/u.exec(words) ?? [0, words];
  if (words === '') return '';
  const short = [...letters].length > 7 ? `${[...letters].slice(0, 6).join('')}…` : letters;
  const sub = lower && `<tspan class="sub" font-size="${Math.max(12, size * 0.62)}" dy="4">${lower}</tspan><tspan dy="-4">\u200b</tspan>`;
  return `<text class="name" x="${tenths(x)}" y="${tenths(y)}" text-anchor="${anchor}" font-size="${size}">${before}${escaped(short)}${sub}</text>`;
}

/** ∂J over ∂x, built up; one that is passed on unchanged keeps the name that it came with. */
function fraction(trace, id, x, y) {
  const bar = `<path class="bar" d="M${tenths(x - 14)} ${tenths(y)}h28"/>`, came = trace.all[trace.gradientOf.get(id)].symbol.text;
  const words = [trace.nodes[id].name, came.slice(came.indexOf('/∂') + 2), trace.nodes[id].symbol.text].find(name => /^[\p{L}\p{M}\p{N}_]+$/u.test(name));
  if (!words) return '';
  return svgName(nameText({ nodes: trace.all }, trace.objective), x, y - 5, 'middle', 16, '∂') + bar + svgName(words, x, y + 15, 'middle', 16, '∂');
}

// ---------- the picture on the page ----------

/** Whether the picture was in sight when it was made: else its parts have no places yet. */
let pictureIsMeasured = false;

const STRIP = 26, ROW_GAP = 4, LEAST_PANE = 120;

/** The room for a picture at the scales that are large enough to read. */
function roomsOfPicture() {
  const most = heightOfPane(), width = Math.max(fit.phone ? 900 : 0, graphPane.clientWidth);
  return (fit.low ? [] : [1]).concat(LEAST_SCALE).map(scale => ({ scale, width: width / scale, height: most / scale }));
}

/** How high the place of the picture may be: a picture that shows all ops gives up what it does not use. */
function heightOfPane() {
  const { style } = document.documentElement, used = style.getPropertyValue('--graph-used');
  style.removeProperty('--graph-used');
  const height = graphPane.clientHeight;
  if (used) style.setProperty('--graph-used', used);
  return height || 222;
}

/** Levels that were laid out, by trace: while its steps are walked through, the room stays. */
const laidOut = new WeakMap();

/** The least closed of these parts that has room, drawn. */
function drawnLevel(trace, parts, rooms, levels) {
  const known = laidOut.get(trace) ?? laidOut.set(trace, new Map()).get(trace);
  const key = `${keyOf(joinedPart(parts))} ${levels.length > 0} ${rooms.map(({ width, height }) => `${width} ${height}`)}`;
  if (!known.has(key)) known.set(key, newLevel(trace, parts, rooms.map(room => ({ ...room, height: room.height - (levels.length ? STRIP : 0) }))));
  return known.get(key);
}

function newLevel(trace, parts, rooms) {
  let least = null;
  for (const shown of levelsOf(trace, parts)) {
    for (const room of rooms) {
      for (const [count, rows] of [[1, 6], [1, 3], [2, 3], [3, 3]]) {
        if (count > 1 && shown.length < 4) continue;
        const laid = inRows(trace, shown, count, rows, room), over = Math.max(laid.width / room.width, laid.height / room.height);
        if (!least || over < least.over) least = { shown, scale: room.scale, over, laid, rows };
        if (over <= 1) return { ...least, ...drawnIn(least) };
      }
    }
  }
  return { ...least, ...drawnIn(least) };
}

/** Parts in this number of lines of ops below each other, with at most so many rows of each tensor. */
function inRows(trace, shown, count, rows, { width }) {
  const of = count > 1 ? chunked(trace, shown, count).map(chunk => shown.filter(({ ops }) => chunk.ops.includes(ops[0]))) : [shown];
  rowsDrawn = rows;
  const lines = of.map(line => pictured(viewOf(trace, line), width));
  rowsDrawn = 6;
  return { lines, width: Math.max(...lines.map(line => line.width)), height: total(lines.map(line => line.height)) + ROW_GAP * (lines.length - 1) };
}

function drawnIn({ laid, rows }) {
  let down = 0;
  rowsDrawn = rows;
  const html = laid.lines.map(line => {
    const at = down;
    down += line.height + ROW_GAP;
    return `<g transform="translate(0 ${tenths(at)})">${line.draw()}</g>`;
  }).join('');
  rowsDrawn = 6;
  return { html, width: laid.width, height: laid.height };
}

/** The names of the parts beside the open one, and of those around it. */
function stripOf(trace, levels) {
  if (levels.length < 2) return { html: '', width: 0 };
  let x = 8;
  const chip = (key, words, cls) => {
    const width = wordWidth(words, 12) + 32, html = `<g class="chip ${cls}" data-scope="${key}"><rect x="${x}" y="2" width="${tenths(width)}" height="22" rx="11"/><path class="opens" d="${cls === 'open' ? `M${x + 10} 10h10l-5 8z` : `M${x + 11} 8l8 5-8 5z`}"/><text x="${x + 24}" y="17.5">${escaped(words)}</text></g>`;
    x += width + 8;
    return html;
  };
  const around = levels.slice(1, -1).map(({ part }) => chip(keyOf(part), wordsOfPart(trace, part)[0], 'open'));
  const { shown, open } = levels.at(-2), closed = shown.filter(({ ops }) => ops.length > 1), at = closed.indexOf(open), from = Math.max(0, Math.min(at - 2, closed.length - 5));
  const html = around.concat(closed.slice(from, from + 5).map(part => chip(keyOf(part), wordsOfPart(trace, part)[0], part === open ? 'open' : ''))).join('');
  return { html, width: x };
}

/** Draws a new picture and hands its parts to what shows them step by step. */
function adoptPicture() {
  const rooms = roomsOfPicture(), { html, width, height, scale, levels } = openLevels(trace, rooms, opened.path), strip = stripOf(trace, levels), down = strip.html ? STRIP : 0, wide = Math.max(width, strip.width);
  opened.path = opened.path.slice(0, levels.length - 1);
  pictureIsMeasured = graphPane.clientWidth > 0;
  const { style } = document.documentElement, isWhole = levels.length === 1 && levels[0].shown.every(({ ops }) => ops.length === 1);
  if (isWhole && !fit.phone) style.setProperty('--graph-used', `${Math.min(heightOfPane(), Math.max(LEAST_PANE, Math.ceil(height * scale / 12) * 12))}px`);
  else style.removeProperty('--graph-used');
  picture.innerHTML = `${strip.html}<g transform="translate(0 ${down})">${html}</g>`;
  Object.assign(view, { x: 0, y: 0, width: wide, height: height + down });
  picture.setAttribute('viewBox', `0 0 ${view.width} ${view.height}`);
  picture.setAttribute('width', Math.round(view.width * scale));
  picture.setAttribute('height', Math.round(view.height * scale));
  parts.length = 0;
  parts.push(...[...picture.querySelectorAll('[data-node]')].map(partOf));
  labels.clear();
  parts.forEach(part => {
    part.box = boxInPicture(part.element);
    if (part.part === 'value') part.element.dataset.t = part.node;
    if (part.part === 'gradient') part.element.dataset.t = trace.gradientOf.get(part.node);
  });
  picture.querySelectorAll('[data-number]').forEach(label => labels.set(label, { node: Number(label.dataset.number), before: '= ' }));
}

/** Where an element is in the whole picture, whatever row it is in. */
function boxInPicture(element) {
  const { x, y, width, height } = element.getBBox(), own = element.getCTM(), whole = picture.getCTM();
  return own && whole ? { x: x + (own.e - whole.e) / whole.a, y: y + (own.f - whole.f) / whole.a, width, height } : { x, y, width, height };
}

/** Opens what a step is about, once for each step, so that the reader can close it. */
function openForStep() {
  const stepping = now.moment === 'step' && !now.fault, key = stepping ? step : -1;
  if (opened.step === key) return;
  opened.step = key;
  const { phase, op, node } = trace.states[step], target = phase === 'update' ? trace.nodes.find(other => trace.graph.has(other.id) && other.kind === 'op' && other.inputs.includes(node))?.id : phase === 'sum' ? node : op;
  const path = !stepping || phase === 'given' || target === undefined ? [] : pathTo(trace, roomsOfPicture(), target);
  if (path.join() === opened.path.join()) return;
  opened.path = path;
  adoptPicture();
}

/** Opens or closes a part. */
function togglePart(key) {
  const { levels } = openLevels(trace, roomsOfPicture(), opened.path), at = opened.path.indexOf(key);
  const beside = levels.at(-2)?.shown.some(part => keyOf(part) === key) ? -1 : opened.path.length;
  opened.path = at >= 0 ? opened.path.slice(0, at) : [...opened.path.slice(0, beside), key];
  adoptPicture();
  drawPicture();
}

/** The picture at a state; of a wrong rule the op is ringed, not what its gradient goes to. */
function drawAt(s) {
  drawGraph(s);
  parts.forEach(({ element, part, node }) => {
    if (part === 'op') element.classList.toggle('blamed', verdictOf(trace, node) === 'WRONG' && s >= markAt(node));
  });
}

/** The picture at a state, of which nothing is the current one: while lines are written, or weights move. */
function drawWhole(s) {
  drawGraph(s);
  parts.forEach(({ element, part, node }) => {
    element.classList.remove('now', 'back-now');
    if (part === 'mark') element.classList.remove('absent');
    if (part === 'op') element.classList.toggle('blamed', verdictOf(trace, node) === 'WRONG');
  });
}

/** What is wrong with the lines, in the picture of how they were before: the op with a ring, all that follows unreached. */
function drawFault(fault) {
  const after = id => {
    const place = places.get(id);
    return place?.line !== undefined && (place.line > fault.line || (place.line === fault.line && place.column >= fault.column));
  };
  const [wrong] = [...places].filter(([id]) => trace.nodes[id].kind === 'op' && after(id)).sort(([id, a], [other, b]) => a.line - b.line || a.column - b.column || id - other).map(([id]) => ({ id }));
  parts.forEach(({ element, part, node, op }) => {
    const first = part === 'op' && wrong?.id === node;
    element.classList.toggle('wrong', first);
    element.classList.toggle('future', !first && after(['edge', 'back'].includes(part) && trace.nodes[node].kind !== 'op' ? op : node));
    element.querySelector('.cross')?.remove();
    if (first) element.insertAdjacentHTML('beforeend', `<text class="cross" x="${part.box?.x ?? element.getBBox().x + 2 * OP_RADIUS}" y="${element.getBBox().y + 4}" font-size="15">✗</text>`);
  });
  if (wrong) bringOp(wrong.id);
}

/** Scrolls an op to the middle. */
function bringOp(id) {
  const part = parts.find(other => other.part === 'op' && other.node === id);
  const scale = Number(picture.getAttribute('width')) / view.width;
  if (part) graphPane.scrollLeft = (part.box.x + part.box.width / 2) * scale - graphPane.clientWidth / 2;
}

/** A click on an op goes to its next step: first forward, then backward. */
graphPane.addEventListener('click', event => {
  const scope = event.target.closest('[data-scope]');
  if (scope) { togglePart(scope.dataset.scope); return; }
  const part = event.target.closest('[data-part=op]');
  if (!part || now.fault) return;
  const id = Number(part.dataset.node), steps = trace.states.map((state, s) => state.op === id && ['', 'result'].includes(state.beat) ? s : -1).filter(s => s >= 0);
  enter(now.moment === 'step' ? steps.find(s => s > step) ?? steps[0] : steps[0]);
});

/** What is pointed at in the picture is marked in the lines that it comes from. */
graphPane.addEventListener('pointerover', event => markLine(event.target.closest('[data-node]')));
graphPane.addEventListener('pointerleave', () => markLine(null));

function markLine(part) {
  const id = part && Number(part.dataset.part === 'edge' ? part.dataset.op : part.dataset.node);
  const line = part ? places.get(id)?.line ?? -1 : -1;
  [...paper.children].forEach((row, i) => row.classList.toggle('pointed', i === line));
}
