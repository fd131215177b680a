// ---------- reading: where one number comes from: the sum written out, with the cells of every term ----------

import { escaped, inParentheses, shown, text } from './format.js';
import { broadcastPlace, sizeOf } from './tensors.js';
import { logSumExp, operation, product } from './operations.js';
import { ONE_PER_GROUP, slopeForm } from './slopes.js';
import { numberAt, trace } from './state.js';
import { elementOf, isGradient, mathHtml, shownOf, signOf } from './names.js';
import { costs, errorElement, errorName, shownForm } from './costs.js';
import { groupOf, isReduction } from './groups.js';

/** Whether a number or name stands for itself, rather than for the formula that made it. */
const standsForItself = id =>
  trace.nodes[id].kind !== 'op' ||
  trace.nodes[id].name !== '' ||
  trace.states.some(state => state.result === id && state.result !== state.upstream) ||
  [...trace.gradientOf.values()].includes(id);

const PRECEDENCE = { '+': 1, '−': 1, '∗': 2, '÷': 2 };

/**
 * One element as a formula: { sym, num, hot, binds }. The cells in `hot` are those that it is made from.
 * At the top the node's own formula is written even if it has a name.
 */
const written = (id, position, depth = 0) => ({ ...formOf(id, position, depth), value: numberAt(id, position) ?? NaN });

function formOf(id, position, depth) {
  const node = trace.nodes[id];
  const value = numberAt(id, position);
  const known = value === undefined ? '…' : shown(value);
  if (node.kind === 'constant' && !node.name && node.shape.length === 0 && !isGradient(id)) {
    return { sym: mathHtml(node.symbol.text), num: known, hot: [], binds: value < 0 ? 1 : 3 };
  }
  if ((depth > 0 && standsForItself(id)) || node.kind !== 'op' || depth > 6 || !operation(node)) {
    return {
      sym: elementOf(id, position),
      num: value < 0 ? inParentheses(value) : known,
      hot: [[id, position]],
      binds: 3,
    };
  }
  if (shownForm(node) !== node) return formOf(node.inputs[1], position, depth);
  const op = operation(node);
  if (op.family === 'slope')
    return depth > 0 && sizeOf(node.shape) > 0
      ? {
          sym: elementOf(id, position),
          num: value < 0 ? inParentheses(value) : shownOf(id, value),
          hot: [[id, position]],
          binds: 3,
        }
      : slopeTerm(node, position, value);
  const inner = ([input, place]) => written(node.inputs[input], place, depth + 1);
  if (op.family === 'binary') return binaryTerm(node, op, position, inner);
  const inputs = node.inputs.map(i => trace.numbers[i]);
  if (op.family === 'unary') {
    const [x] = op.sources(node, position).map(inner);
    const form = op.written || `${escaped(node.sign)}({x})`;
    const encloses = /\({x}\)|\||<sup>/.test(form);
    const wrap = s => (encloses || x.binds === 3 ? s : `(${s})`);
    return {
      sym: form.replace('{x}', wrap(x.sym)),
      num: form.replace('{x}', encloses ? bare(x.num) : wrap(x.num)),
      hot: x.hot,
      binds: 3,
    };
  }
  if (needsAll(op) && inputs.some(numbers => !numbers))
    return { sym: elementOf(id, position), num: known, hot: [[id, position]], binds: 3 };
  if (op.family === 'move' || op.family === 'gather') {
    const [source] = op.sources(node, position, inputs);
    const from = source && inner(source);
    return from ? { ...from, hot: [...from.hot, [id, position]] } : { sym: '0', num: '0', hot: [], binds: 3 };
  }
  if (op.family === 'where') {
    const [condition, branch] = op.sources(node, position, inputs);
    const chosen = inner(branch);
    return { ...chosen, hot: [...chosen.hot, [node.inputs[0], condition[1]]] };
  }
  if (depth > 0) return { sym: elementOf(id, position), num: known, hot: [[id, position]], binds: 3 };
  const hot = op.sources(node, position, inputs).map(([input, place]) => [node.inputs[input], place]);
  return { sym: mathHtml(node.symbol.text), num: known, hot, binds: 3 };
}

export const bare = words => words.replace(/^\((−[^()]*)\)$/, '$1');
const needsAll = op => ['gather', 'where', 'scatter'].includes(op.family);

function binaryTerm(node, op, position, inner) {
  const [a, b] = op.sources(node, position).map(inner);
  const hot = [...a.hot, ...b.hot];
  const binds = PRECEDENCE[op.sign];
  if (!binds) {
    const infix = /^[=≠<>≤≥^]$/.test(op.sign);
    const join = (x, y) => (infix ? `${x} ${op.sign} ${y}` : `${op.sign}(${x}, ${y})`);
    return { sym: join(a.sym, b.sym), num: join(bare(a.num), bare(b.num)), hot, binds: infix ? 0 : 3 };
  }
  const sign = op.sign === '∗' ? ' · ' : op.sign === '÷' ? ' / ' : ` ${op.sign} `;
  const left = (x, s) => (x.binds < binds ? `(${s})` : s);
  const right = (x, s) => (x.binds < binds || (x.binds === binds && op.sign !== '+' && op.sign !== '∗') ? `(${s})` : s);
  return {
    sym: left(a, a.sym) + sign + right(b, b.sym),
    num: left(a, bare(a.num)) + sign + later(right(b, b.num)),
    hot,
    binds,
  };
}

/** Of a sum with more terms only those at the ends are made. */
const MANY_TERMS = 600;

/** Terms made from a list; of very many the first two and the last, and how many are between. */
function termsFrom(list, make) {
  if (list.length <= MANY_TERMS) return { terms: list.map(make) };
  return { terms: [...list.slice(0, 2), list.at(-1)].map(make), between: list.length - 3 };
}

/**
 * How many terms are left out between the first and the last, and their sum: added up, or what the others leave of the total.
 *
 * @param {Expansion} expansion
 * @param {number} total
 * @param {number} first
 */
export function leftOut({ terms, between, before, joint }, total, first) {
  const ends = [...terms.slice(0, first), terms.at(-1)],
    hidden = between ? [] : terms.slice(first, -1);
  const valueOf = list => list.reduce((all, term) => all + term.value, 0);
  const added = between ? NaN : valueOf(hidden);
  const whole = before?.startsWith('1/') ? total * Number(before.slice(2)) : total;
  return {
    count: between ? between + 2 - first : hidden.length,
    sum: joint !== '+' ? NaN : Number.isFinite(added) ? added : whole - valueOf(ends),
    hot: hidden.flatMap(term => term.hot),
  };
}

/** The terms whose sum (or whatever joins them) is this element, and what joins them. */
function termsOf(id, position) {
  const node = trace.nodes[id];
  if (shownForm(node) !== node) return termsOf(node.inputs[1], position);
  const op = operation(node);
  const inputs = node.inputs.map(i => trace.numbers[i]);
  const one = ([input, place]) => written(node.inputs[input], place, 1);
  if (!op) return null;
  if (op.family === 'matmul') {
    return { joint: '+', ...termsFrom(op.pairs(node, position), ([i, j]) => times(one([0, i]), one([1, j]))) };
  }
  if (needsAll(op) && inputs.some(numbers => !numbers)) return null;
  if (node.op === 'AddBroadcast' || node.op === 'SubtractBroadcast') {
    return { joint: op.sign, terms: op.sources(node, position).map(one) };
  }
  if (op.family === 'scatter' || (op.family === 'reduce' && (op.sign === '∑' || op.sign === 'mean'))) {
    const sources = op.sources(node, position, inputs);
    if (!sources.length) return { joint: '', terms: [{ sym: '0', num: '0', hot: [], value: 0 }] };
    return { joint: '+', ...termsFrom(sources, one), before: op.sign === 'mean' ? `1/${sources.length}` : '' };
  }
  if (op.family === 'reduce')
    return {
      joint: op.sign === '∏' ? '·' : ',',
      before: op.sign === '∏' ? '' : op.sign,
      ...termsFrom(op.sources(node, position, inputs), one),
    };
  if (op.family === 'loss' && op.each) {
    const cells = Array.from({ length: sizeOf(node.from[0]) }, (_, p) => p);
    return { joint: '+', before: `1/${node.from[0][0] ?? 1}`, ...termsFrom(cells, p => lossTerm(node, op, p)) };
  }
  if (op.family === 'loss') return lossByRows(node, op);
  return { joint: '', terms: [written(id, position)] };
}

/** What begins with a minus cannot follow a sign as it is. */
const later = words => (words.startsWith('−') ? `(${words})` : words);

const factor = (words, { binds }) => (binds < 2 ? `(${bare(words)})` : words);
const times = (a, b) => ({
  sym: `${factor(a.sym, a)} · ${factor(b.sym, b)}`,
  num: `${factor(a.num, a)} · ${later(factor(b.num, b))}`,
  hot: [...a.hot, ...b.hot],
  value: a.value * b.value,
});

function lossTerm(node, op, position) {
  const [z, y] = node.inputs.map(i => written(i, position, 1));
  const value = op.each(numberAt(node.inputs[0], position), numberAt(node.inputs[1], position), node);
  const sym =
    node.op === 'MseLoss'
      ? `½(${y.sym} − ${z.sym})²`
      : node.op === 'L1Loss'
        ? `|${y.sym} − ${z.sym}|`
        : elementOf(trace.objective, 0);
  return {
    sym: node.op === 'MseLoss' || node.op === 'L1Loss' ? sym : `<i class="v">ℓ</i>(${z.sym}, ${y.sym})`,
    num: shown(value),
    hot: [...z.hot, ...y.hot],
    value,
  };
}

/** A loss that each row has a part in: the mean of the rows' costs. */
function lossByRows(node, op) {
  const cost = costs(node, op);
  if (!cost) return null;
  const rows = Array.from(cost.values, (_, row) => row);
  const cellsOf = (id, row) => {
    const width = sizeOf(trace.nodes[id].shape.slice(1));
    return Array.from({ length: width }, (_, k) => [id, row * width + k]);
  };
  return {
    joint: '+',
    before: `1/${rows.length}`,
    ...termsFrom(rows, row => ({
      sym: `<i class="v">ℓ</i><sub>${row + 1}</sub>`,
      num: shown(cost.values[row]),
      hot: node.inputs.flatMap(id => cellsOf(id, row)),
      value: cost.values[row],
    })),
  };
}

/** What the chosen cell of a state is made from. */
export function expansion(state, id, position) {
  if (state.phase === 'update' && trace.numbers[id] === undefined) return null;
  if (id === state.factor && errorName(trace.nodes[state.op])) return errorElement(state, position);
  if (id === state.result && state.factor >= 0 && errorName(trace.nodes[state.op])) {
    const [local] = errorElement(state, position).terms;
    return { joint: '', terms: [times(written(state.upstream, 0, 1), { ...local, hot: [[state.factor, position]] })] };
  }
  if (state.unchanged && id === state.result) {
    const one = { sym: '1', num: '1', hot: [], value: 1 };
    return {
      joint: '',
      terms: [times(written(id, position, 1), one)].map(term => ({ ...term, hot: [[id, position]] })),
    };
  }
  if (
    id === state.result &&
    state.factor >= 0 &&
    (trace.nodes[state.factor].own || operation(trace.nodes[id])?.family === 'where')
  ) {
    const [up, local] = [state.upstream, state.factor].map(other =>
      written(other, upstreamPlace(state, other, position), 1),
    );
    return { joint: '', terms: [times(up, local)] };
  }
  return termsOf(id, position);
}

/** Which number of what arrived one of the result comes from. */
export function upstreamPlace(state, id, position) {
  const { shape } = trace.nodes[state.result],
    rule = trace.nodes[state.op];
  return id === state.upstream && isReduction(rule)
    ? groupOf(rule, position)
    : broadcastPlace(shape, position, trace.nodes[id].shape);
}

/**
 * What the written terms give together, to be compared with the element; NaN if the page does not know all of them.
 *
 * @param {Expansion} expansion
 */
function totalOf({ terms, joint, before, between }) {
  const values = terms.map(term => term.value);
  if (between) return NaN;
  if (joint === ',')
    return (
      {
        max: Math.max(...values),
        min: Math.min(...values),
        logSumExp: logSumExp(values),
        argMax: values.indexOf(Math.max(...values)),
      }[before] ?? NaN
    );
  const total =
    joint === '·'
      ? product(values)
      : joint === '−'
        ? values[0] - values[1]
        : values.reduce((all, value) => all + value, 0);
  return before ? total / Number(before.slice(2)) : total;
}

/** The largest difference between an element of a result and its written sum, over all steps, relative to its size. */
export function largestGap() {
  let largest = 0;
  trace.states
    .filter(state => state.result >= 0 && (state.beat === '' || state.beat === 'result'))
    .forEach(state => {
      (trace.numbers[state.result] || []).forEach((value, position) => {
        const found = trace.nodes[state.result].kind === 'op' ? expansion(state, state.result, position) : null;
        const total = found ? totalOf(found) : NaN;
        if (Number.isFinite(total)) largest = Math.max(largest, Math.abs(total - value) / Math.max(1, Math.abs(value)));
      });
    });
  return largest;
}

export const standsAlone = id => trace.nodes[id].kind === 'constant' && trace.nodes[id].shape.length === 0;

/** One element of a local factor in symbols and numbers. */
function slopeTerm(node, position, value) {
  const { rule, input } = node.own;
  const op = trace.nodes[rule];
  const at = id => [
    id,
    id === rule && op.shape.length !== node.shape.length
      ? groupOf(op, position)
      : broadcastPlace(node.shape, position, trace.nodes[id].shape),
  ];
  const form = slopeForm(op, input)?.[1] ?? text('slope at', { op: signOf(rule), at: '{x}' });
  const ids = { '{x}': op.inputs[input], '{y}': rule, '{b}': op.inputs.at(-1) };
  const used = Object.keys(ids).filter(key => form.includes(key));
  const fill = words => used.reduce((so, key) => so.replaceAll(key, words(...at(ids[key]))), form);
  const plain = !slopeForm(op, input) && !ONE_PER_GROUP.includes(op.op);
  const hot = (plain ? op.inputs.filter(id => !standsAlone(id)) : used.map(key => ids[key])).map(at);
  return {
    sym: fill(elementOf),
    num: fill((id, place) => inParentheses(numberAt(id, place))),
    hot,
    binds: form.includes('·') || form.includes('/') ? 2 : 3,
    negative: value < 0,
  };
}
