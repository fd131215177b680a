// ---------- reading: who stands where: layers from left to right, lanes from top to bottom ----------

import { usersOf } from './outline.js';

/** Ops in layers and lanes: lane 0 is the longest way to the loss, each further branch has the nearest lane that is free. */
export function arranged(trace) {
  const ops = trace.nodes.filter(node => trace.graph.has(node.id) && node.kind === 'op');
  const toEnd = new Map(),
    fromStart = new Map(),
    users = usersOf(ops);
  ops.forEach(op => fromStart.set(op.id, 1 + Math.max(0, ...op.inputs.map(id => fromStart.get(id) ?? 0))));
  [...ops].reverse().forEach(op => {
    const beyond = (toEnd.get(op.id) ?? 0) + 1;
    op.inputs.forEach(id => toEnd.set(id, Math.max(toEnd.get(id) ?? 0, beyond)));
  });
  const last = Math.max(0, ...ops.map(op => toEnd.get(op.id) ?? 0));
  const layer = new Map(ops.map(op => [op.id, last - (toEnd.get(op.id) ?? 0)]));
  const arranging = {
    high: new Map(),
    trace,
    ops,
    users,
    layer,
    fromStart,
    last,
    lane: new Map(),
    taken: [],
    before: new Map(),
    source: new Map(),
    tracks: new Map(),
  };
  const heads = ops.filter(op => !users.has(op.id)).map(op => ({ head: op.id, until: last + 1 }));
  heads.sort((a, b) => Number(b.head === trace.objective) - Number(a.head === trace.objective));
  const branches = heads.flatMap(({ head, until }) => branchesFrom(arranging, head, until));
  branches.slice(0, 1).forEach(branch => placeBranch(arranging, branch, 0));
  branches
    .slice(1)
    .sort((a, b) => a.until - startOfBranch(arranging, a) - (b.until - startOfBranch(arranging, b)))
    .forEach(branch => placeBranch(arranging, branch, 1));
  findTracks(arranging);
  return arranging;
}

/** The branch that ends at an op, and those that flow into it. */
function branchesFrom({ trace, fromStart, layer, before }, head, until) {
  const found = [],
    waiting = [{ head, until }],
    seen = new Set();
  while (waiting.length) {
    const { head: end, until: stop } = waiting.shift();
    if (seen.has(end) || before.has(end)) continue;
    const members = [];
    for (let id = end; id !== undefined && !before.has(id);) {
      members.push(id);
      seen.add(id);
      const inputs = [...new Set(trace.nodes[id].inputs)].filter(input => trace.nodes[input].kind === 'op');
      const deepest = inputs
        .filter(input => !seen.has(input) && !before.has(input))
        .sort((a, b) => fromStart.get(b) - fromStart.get(a))[0];
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
  const first = branch.members.at(-1),
    leaf = mainLeaf(arranging, first);
  const place = freeLane(arranging, startOfBranch(arranging, branch), branch.until, least);
  branch.members.forEach(id => lane.set(id, place));
  if (leaf !== undefined && !source.has(leaf)) source.set(leaf, { lane: place, layer: layer.get(first) - 1 });
}

/** The layer that a branch's first edge comes from. */
function startOfBranch(arranging, { members }) {
  const { trace, layer, users } = arranging,
    first = members.at(-1),
    leaf = mainLeaf(arranging, first);
  if (leaf === undefined)
    return Math.min(
      layer.get(first),
      ...trace.nodes[first].inputs.filter(id => trace.nodes[id].kind === 'op').map(id => layer.get(id)),
    );
  const ops = comesFromLeft(trace.nodes[leaf]) ? users.get(leaf).map(({ op }) => op) : [first];
  return Math.min(...ops.map(op => layer.get(op))) - 1;
}

/** Whether a leaf stands at the left of its branch: data, and values of other rows and parts. */
export const comesFromLeft = ({ kind }) => ['input', 'carried'].includes(kind);

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
  ops.forEach(op =>
    [...new Set(op.inputs)].forEach(id => {
      const isOp = trace.nodes[id].kind === 'op',
        at = isOp ? { lane: lane.get(id), layer: layer.get(id) } : source.get(id);
      if (!at || before.get(op.id) === id || leavesAbove(trace, op).includes(id)) return;
      const leads = at.lane === lane.get(op.id) && layer.get(op.id) === at.layer + 1;
      const ends = isOp && at.lane !== lane.get(op.id) && new Set(users.get(id).map(use => use.op)).size === 1;
      const starts = at.lane !== lane.get(op.id) && beginsFrom(arranging, op.id) === id;
      if (leads || ends || starts) return;
      tracks.set(`${id} ${op.id}`, freeLane(arranging, at.layer, layer.get(op.id), 1));
    }),
  );
}

/** What the first op of a branch has its edge from, if that is no op of the same branch. */
export function beginsFrom(arranging, op) {
  const { before, trace } = arranging;
  if (before.get(op) !== undefined) return undefined;
  return mainLeaf(arranging, op) ?? trace.nodes[op].inputs.find(id => trace.nodes[id].kind === 'op');
}

/** Leaves that hang above an op; what is used in several places hangs above each, but for data. */
export const leavesAbove = (trace, op) => {
  const allLeaves = op.inputs.every(id => trace.nodes[id].kind !== 'op');
  const main = allLeaves ? (op.inputs.find(id => comesFromLeft(trace.nodes[id])) ?? op.inputs[0]) : undefined;
  return [...new Set(op.inputs)].filter(id => id !== main && trace.nodes[id].kind !== 'op' && !isForkedData(trace, id));
};

const isForkedData = (trace, id) =>
  comesFromLeft(trace.nodes[id]) &&
  trace.nodes.filter(node => trace.graph.has(node.id) && node.inputs.includes(id)).length > 1;
