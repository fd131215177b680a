// ---------- reading: which ops are drawn one by one, and which are closed into boxes ----------
// A part of a graph is one op, or several in the order in which they are computed. Where the ops have no room, each line becomes
// a closed part, and where the lines have none, several lines become one. A closed part opens at a click and when a step needs it.

import { shown, text } from 'explorer/format.js';
import { now, places } from './now.js';
import { nameText, signWords } from './svgnames.js';

/** More ops than this are never drawn at once. */
const MOST_OPS_DRAWN = 40;

/** A line with more ops than this, or one of several lines alike, is closed before the others. */
const SHORT_LINE = 3;

const opPart = id => ({ ops: [id], parts: [] });

/** One part of several, or the only one. */
export const joinedPart = parts => (parts.length === 1 ? parts[0] : { ops: parts.flatMap(part => part.ops), parts });

/** What distinguishes a part from all others of a graph, and stays when its numbers change. */
export const keyOf = ({ ops }) => `${ops[0]}-${ops.at(-1)}-${ops.length}`;

const opsOf = part => part.ops.map(opPart);

/** The ops of each line: those that compute one named value. */
export function lineParts(trace) {
  const ops = trace.nodes.filter(node => trace.graph.has(node.id) && node.kind === 'op'),
    users = usersOf(ops),
    line = new Map(),
    lines = new Map();
  [...ops].reverse().forEach(({ id, name }) => {
    const later = new Set((users.get(id) ?? []).map(({ op }) => line.get(op)));
    line.set(id, name === '' && id !== trace.objective && later.size === 1 ? [...later][0] : id);
  });
  ops.forEach(({ id }) => lines.set(line.get(id), [...(lines.get(line.get(id)) ?? []), id]));
  return [...lines].sort(([a], [b]) => a - b).map(([, members]) => joinedPart(members.map(opPart)));
}

/** Which ops use a value, and as which input. */
export function usersOf(ops) {
  const users = new Map();
  ops.forEach(op => op.inputs.forEach((id, input) => users.set(id, [...(users.get(id) ?? []), { op: op.id, input }])));
  return users;
}

/** The typed function that computes the value of a part, or the empty string. */
function functionOf({ ops }) {
  const lines = (now.lines?.program ?? '').split('\n'),
    at = (places.get(ops.at(-1))?.line ?? 0) - 1,
    begin = /^\s/.test(lines[at] ?? '') ? lines.findLastIndex((line, i) => i < at && /^\S/.test(line)) : at;
  return /^def\s+(\p{L}[\p{L}\p{N}_]*)/u.exec(lines[begin] ?? '')?.[1] ?? '';
}

/** What a part computes, without names: equal for lines alike. */
function structureOf(trace, { ops }) {
  const place = new Map(ops.map((id, i) => [id, i]));
  return ops
    .map(
      id =>
        `${trace.nodes[id].op}(${trace.nodes[id].inputs.map(input => place.get(input) ?? trace.nodes[input].kind).join()})`,
    )
    .join(' ');
}

/** Consecutive parts, joined into at most this number of about equal length, cut where few values cross and where lines alike begin. */
export function chunked(trace, parts, most) {
  const ideal = parts.length / most,
    longest = Math.min(parts.length - 1, Math.ceil(2 * ideal)),
    kinds = parts.map(part => structureOf(trace, part)),
    crossing = crossings(trace, parts),
    best = [{ cost: 0, from: 0 }];
  for (let to = 1; to <= parts.length; to++) {
    best[to] = { cost: Infinity, from: 0 };
    for (let from = Math.max(0, to - longest); from < to; from++) {
      const cut = from === 0 ? 0 : 3 * (crossing[from] - 1) + (kinds[from] === kinds[best[from].from] ? 0 : 1);
      const cost = best[from].cost + cut + 4 * ((to - from - ideal) / ideal) ** 2;
      if (cost < best[to].cost) best[to] = { cost, from };
    }
  }
  const chunks = [];
  for (let to = parts.length; to > 0; to = best[to].from) chunks.unshift(joinedPart(parts.slice(best[to].from, to)));
  return chunks;
}

/** How many values of earlier parts are used from each part on. */
function crossings(trace, parts) {
  const place = new Map(parts.flatMap(({ ops }, i) => ops.map(id => [id, i]))),
    last = new Map();
  parts.forEach(({ ops }, i) =>
    ops.forEach(id =>
      trace.nodes[id].inputs.forEach(input => {
        if (place.has(input)) last.set(input, i);
      }),
    ),
  );
  return parts.map((_, cut) => [...last].filter(([id, until]) => place.get(id) < cut && until >= cut).length);
}

/** What could be shown of these parts, the least closed first. */
export function* levelsOf(trace, parts) {
  const count = parts.reduce((sum, { ops }) => sum + ops.length, 0),
    kinds = parts.map(part => structureOf(trace, part));
  if (count <= MOST_OPS_DRAWN) yield parts.flatMap(opsOf);
  const isClosed = ({ ops }, i) => ops.length > SHORT_LINE || kinds.filter(kind => kind === kinds[i]).length > 2;
  const some = parts.flatMap((part, i) => (isClosed(part, i) ? [part] : opsOf(part)));
  if (some.length < count && some.length <= MOST_OPS_DRAWN) yield some;
  if (parts.length < count && parts.length > 1 && parts.length <= MOST_OPS_DRAWN) yield parts;
  const called = parts.map(part => (part.ops.length > 1 ? functionOf(part) : '')),
    alike = parts.flatMap((part, i) => {
      if (!called[i]) return [part];
      if (i && called[i] === called[i - 1]) return [];
      const end = called.findIndex((name, j) => j > i && name !== called[i]);
      return [joinedPart(parts.slice(i, end < 0 ? undefined : end))];
    });
  if (alike.length > 1 && alike.length < parts.length && alike.length <= MOST_OPS_DRAWN) yield alike;
  const smallest = parts.length > 1 ? parts : parts.flatMap(opsOf);
  for (let most = Math.min(12, smallest.length - 1); most > 1; most--) yield chunked(trace, smallest, most);
  yield parts;
}

/** What a part opens into. */
export const insideOf = part => (part.parts.length ? part.parts : opsOf(part));

/** A graph of these parts only: closed ones are ops, and values from elsewhere are leaves. */
export function viewOf(trace, shown) {
  const partOf = new Map(shown.flatMap(part => part.ops.map(id => [id, part.ops.at(-1)])));
  const nodes = [],
    graph = new Set(),
    real = new Map(),
    leading = new Set();
  shown.forEach(part => {
    const id = part.ops.at(-1),
      isClosed = part.ops.length > 1,
      inputs = new Map();
    part.ops.forEach(op =>
      trace.nodes[op].inputs
        .filter(input => partOf.get(input) !== id || !isClosed)
        .forEach(input => {
          const { kind } = trace.nodes[input],
            from = partOf.get(input) ?? input;
          if (isClosed && ['parameter', 'constant'].includes(kind)) return;
          inputs.set(`${op} ${input}`, from);
          if (!real.has(`${from} ${id}`)) real.set(`${from} ${id}`, { node: input, op });
          if (!partOf.has(input))
            nodes[input] = kind === 'op' ? { ...trace.nodes[input], kind: 'carried', inputs: [] } : trace.nodes[input];
          graph.add(from);
        }),
    );
    nodes[id] = {
      ...trace.nodes[id],
      inputs: isClosed
        ? [...new Set(inputs.values())]
        : trace.nodes[id].inputs.map(input => partOf.get(input) ?? input),
      closed: isClosed ? part : null,
    };
    graph.add(id);
  });
  trace.nodes.forEach(({ id, kind, inputs }) => {
    if (kind === 'op' && trace.graph.has(id) && !partOf.has(id))
      inputs.filter(input => partOf.has(input)).forEach(input => leading.add(partOf.get(input)));
  });
  return { ...trace, nodes, graph, real, leading, all: trace.nodes };
}

// ---------- what stands in a box ----------

/** The title of a part and what stands below it: the name of its result and its formula, or what there is of them. */
export function wordsOfPart(trace, part) {
  const title = lowered(titleOfPart(trace, part)),
    formula = formulaOfPart(trace, part),
    count = text('ops in box', { count: part.ops.length });
  return (part.words ??= title ? [title, formula || count] : formula ? [formula, count] : [count, '']);
}

/** A line's result, or the first and the last of several; none where the result has no name. */
function titleOfPart(trace, part) {
  const names = part.parts
      .map(({ ops }) => trace.nodes[ops.at(-1)].name)
      .filter(name => name !== '' && [...name].length <= 8),
    end = trace.nodes[part.ops.at(-1)].name;
  const [first] = names;
  return first === undefined || first === end || end === '' ? end : `${first} … ${end}`;
}

const LOWERED = /(?<=\p{L}\p{M}*)\d+/gu,
  LOW_DIGITS = '₀₁₂₃₄₅₆₇₈₉',
  LONGEST_FORMULA = 22;
const lowered = words => words.replace(LOWERED, digits => [...digits].map(digit => LOW_DIGITS[digit]).join(''));

/** The function or the formula of a line, or of several lines alike with their number; none if it is long. */
function formulaOfPart(trace, part) {
  const called = [...new Set((part.parts.every(({ ops }) => ops.length > 1) ? part.parts : [part]).map(functionOf))];
  if (called.length === 1 && called[0])
    return part.parts.length > 1 && part.parts[0].ops.length > 1 ? `${called[0]} × ${part.parts.length}` : called[0];
  const lines = part.parts.filter(({ ops }) => ops.length > 1),
    kinds = new Set(part.parts.map(one => structureOf(trace, one)));
  const words =
    kinds.size === 1 && lines.length > 1
      ? `${lines.length} × ${formulaOfOps(trace, lines[0])}`
      : lines.length === 0 && part.ops.slice(0, -1).every(id => trace.nodes[id].name === '')
        ? formulaOfOps(trace, part)
        : '';
  return [...words].length <= LONGEST_FORMULA ? words : '';
}

const TIGHTNESS = { '+': 1, '−': 1, '-': 1, '∗': 2, '*': 2, '÷': 2, '/': 2, '@': 3 };

function formulaOfOps(trace, { ops }) {
  const inside = new Set(ops),
    written = id => {
      if (!inside.has(id)) return { words: lowered(nameOrNumber(trace, id)), tight: 9 };
      const node = trace.nodes[id],
        sign = node.op.endsWith('Loss') ? node.op : signWords(node),
        tight = TIGHTNESS[sign];
      const inputs = node.inputs.map(written),
        within = (input, least) => (input.tight < least ? `(${input.words})` : input.words);
      if (tight && inputs.length === 2)
        return {
          words: `${within(inputs[0], tight)}${sign === '@' ? ' ' : ` ${sign} `}${within(inputs[1], tight + 1)}`,
          tight,
        };
      if (sign === '⊤' || sign === 'x²')
        return { words: `${within(inputs[0], 9)}${sign === '⊤' ? 'ᵀ' : '²'}`, tight: 9 };
      return { words: `${sign}(${inputs.map(input => input.words).join(', ')})`, tight: 9 };
    };
  return written(ops.at(-1)).words;
}

const nameOrNumber = (trace, id) => {
  const { kind, shape, name, value } = trace.nodes[id];
  return name || (kind === 'constant' && shape.length === 0 ? shown(Number(value?.[0] ?? 0)) : nameText(trace, id));
};
