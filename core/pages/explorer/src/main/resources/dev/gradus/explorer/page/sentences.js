// ---------- reading: the sentence of each state ----------

import { listed, shown, text } from './format.js';
import { sizeOf } from './tensors.js';
import { operation } from './operations.js';
import { isBack } from './trace.js';
import { trace } from './state.js';
import { axisWords, gradientName, isUnfolded, kindOf, nameOf, signOf, spoken } from './names.js';
import { countOf, isLevel, levelName, levelSentence, runAt, shownStates } from './levels.js';
import { quiz } from './quiz.js';
import { flagsNow } from './marks.js';
import { axesInWords, isReduction } from './groups.js';

/** The first of these texts that exists. */
const firstText = (keys, values) =>
  text(
    keys.find(key => TEXTS[key] !== undefined),
    values,
  );

export function sentence(s) {
  const state = trace.states[s];
  if (state.phase === 'given') return givenSentence();
  if (isLevel(s)) return levelSentence(s);
  const op = state.op !== undefined ? trace.nodes[state.op] : undefined;
  const values = {
    x: nameOf(state.node),
    J: nameOf(trace.objective),
    dJ: gradientName(trace.objective),
    dx: gradientName(state.node),
    op: op ? signOf(op.id) : '',
    sign: op ? signOf(op.id) : '',
    y: op ? nameOf(op.id) : '',
    up: state.upstream === undefined ? '' : nameOf(state.upstream),
    factor: state.factor >= 0 ? nameOf(state.factor) : '',
  };
  const kind = op?.builtIn ? op.op : '';
  if (state.phase === 'forward') return forwardSentence(op, kind, values);
  if (state.phase === 'seed') return text('say seed', values);
  if (state.phase === 'sum') return text('say sum', { ...values, count: state.step.operands.length });
  if (state.phase === 'update') return updateSentence(state, values);
  if (state.phase === 'fold') {
    const count = sizeOf(trace.nodes[state.upstream].shape) / Math.max(1, sizeOf(trace.nodes[state.result].shape));
    return text(`say fold ${state.beat}`, { ...values, count });
  }
  return backwardSentence(state, op, kind, values);
}

function givenSentence() {
  const leaves = trace.nodes.filter(node => trace.graph.has(node.id) && node.name);
  const names = kind =>
    leaves
      .filter(node => node.kind === kind)
      .slice(0, 4)
      .map(node => nameOf(node.id));
  const given = [...names('input'), ...names('parameter')];
  return text(given.length === 1 ? 'say given one' : 'say given', { leaves: listed(given) });
}

function forwardSentence(op, kind, values) {
  const [a, b] = op.inputs;
  const more = {
    ...values,
    op: kindOf(op.id),
    a: a === undefined ? '' : nameOf(a),
    b: b === undefined ? '' : nameOf(b),
    all: listed(op.inputs.slice(0, 4).map(nameOf)),
  };
  const numbers = trace.numbers[op.id];
  more.value =
    numbers && numbers.length === 1 && !quiz.hides(op.id) ? `${nameOf(op.id)} = ${shown(numbers[0])}` : nameOf(op.id);
  const origin = op.id === nonFiniteOrigin();
  if (origin) return text('say non finite', { op: signOf(op.id) });
  const mask = op.inputs.find(
    i => kind === 'AddBroadcast' && trace.nodes[i].kind === 'constant' && trace.numbers[i]?.includes(-Infinity),
  );
  if (mask !== undefined)
    return text('say forward mask', {
      ...more,
      a: listed(op.inputs.filter(i => i !== mask).map(nameOf)),
      b: nameOf(mask),
    });
  const small = [1, 0].find(
    i => kind === 'AddBroadcast' && sizeOf(op.from[i]) < sizeOf(op.shape) && op.shape.at(-2) > 1,
  );
  if (small !== undefined)
    return text('say forward broadcast', { ...more, b: nameOf(op.inputs[small]), count: op.shape.at(-2) });
  if (isReduction(op)) Object.assign(more, { count: groupSize(op), over: overWords(op) });
  const twice = kind === 'Gather' ? readTwice(op) : [];
  if (twice.length) return text('say forward gather twice', { ...more, rows: rowsTwice(twice, 'twice') });
  const family = operation(op)?.family ?? (op.builtIn ? 'other' : 'unknown');
  return firstText([`say forward ${kind}`, `say forward ${family}`, 'say forward other'], more);
}

const groupSize = node => sizeOf(node.from[0]) / Math.max(1, sizeOf(node.shape));

/** Over which axes a reduction goes, in words. */
function overWords(node) {
  const words = axesInWords(node);
  return words || text('say over all');
}

const rowsTwice = (rows, what) =>
  text(`${rows.length === 1 ? 'row' : 'rows'} ${what}`, { rows: listed(rows.slice(0, 4).map(String)) });
const shareWords = count => TEXTS[`share ${count}`] ?? text('share', { count });

/** The size of the share at a tie, if there is one: a local factor between 0 and 1 of greatest or least. */
function tieOf(state) {
  const rule = trace.nodes[state.op];
  const share =
    ['Max', 'Min'].includes(rule.op) && rule.builtIn && state.factor >= 0
      ? trace.numbers[state.factor]?.find(value => value > 0 && value < 1)
      : undefined;
  return share && Math.round(1 / share);
}

function backwardSentence(state, op, kind, values) {
  const result = trace.nodes[state.result];
  if (state.beat === 'upstream')
    return text(state.upstream === trace.heat.seed ? 'say upstream first' : 'say upstream', values);
  const isProduct = operation(op)?.family === 'matmul',
    matmul = isProduct ? 'MatMul' : kind;
  const side =
    isProduct || kind === 'Convolution'
      ? ` ${state.step.input === 0 ? 'left' : 'right'}`
      : kind === 'DivideBroadcast' && state.step.input === 1
        ? ' divisor'
        : '';
  const where = result.op === 'Where' && result.builtIn;
  if (op.inputs.length) values.rows = axisWords(op.inputs[0], isProduct ? -2 : 0);
  if (isUnfolded(state)) values.dx = text('contributions', values);
  const tie = tieOf(state);
  if (tie) values.share = shareWords(tie);
  if (state.beat === 'factor') {
    return state.unchanged
      ? text('say factor one', values)
      : firstText(
          [
            tie ? 'say factor tie' : '',
            `say factor ${kind}${side}`,
            `say factor ${matmul}${side}`,
            where ? 'say factor where' : '',
            'say factor other',
          ],
          values,
        );
  }
  if (state.step.check?.verdict === 'WRONG') return blamedSentence(state.step.check, values);
  if (state.unchanged) return text('say result one', values);
  const family = operation(op)?.family;
  if (isReduction(op)) Object.assign(values, { group: groupSize(op), share: shareWords(tie || groupSize(op)) });
  const twice = kind === 'Gather' ? readTwice(op) : [];
  if (twice.length) return text('say result Gather twice', { ...values, rows: rowsTwice(twice, 'both') });
  const weight = isProduct && side === ' right' && trace.nodes[state.node].kind !== 'parameter';
  return firstText(
    [
      tie ? 'say result tie' : '',
      weight ? 'say result MatMul right of' : '',
      `say result ${matmul}${side}`,
      `say result ${family}`,
      op.builtIn ? '' : 'say result unknown',
      state.factor >= 0 ? 'say result product' : '',
      'say result other',
    ],
    values,
  );
}

/** Names the pattern that the wrong gradient follows, if it is a known one. */
function blamedSentence({ kind, ratio }, values) {
  const known = TEXTS[`blame ${kind}`] !== undefined;
  return known
    ? text('say result blamed for', {
        ...values,
        cause: text(`blame ${kind}`, { ratio: shown(Number(Number(ratio).toPrecision(4))) }),
      })
    : text('say result blamed', values);
}

function updateSentence(state, values) {
  const rate = rateOf(state);
  return rate === undefined
    ? text('say update other', values)
    : text('say update', { ...values, rate: `${nameOf(rate)} = ${shown(trace.numbers[rate][0])}` });
}

/** The learning rate of an update by plain gradient descent. */
export function rateOf(state) {
  const node = trace.nodes[state.result];
  const product = node.op === 'SubtractBroadcast' ? trace.nodes[node.inputs[1]] : undefined;
  const rate = product?.op === 'MultiplyBroadcast' ? product.inputs[0] : undefined;
  return rate !== undefined && trace.nodes[rate].kind === 'constant' && trace.nodes[rate].shape.length === 0
    ? rate
    : undefined;
}

/** The first op of the forward pass whose result is not finite, though what it is computed from is; a mask of −∞ is meant to be as it is. */
export const nonFiniteOrigin = () =>
  trace.steps.find(
    step =>
      step.phase === 'FORWARD' &&
      flagsNow(step).includes('NON_FINITE') &&
      trace.nodes[step.node].inputs.every(
        i => ['input', 'parameter'].includes(trace.nodes[i].kind) || trace.numbers[i]?.every(Number.isFinite) !== false,
      ),
  )?.node;

export const eyebrow = s =>
  `${eyebrowWords(s)}<span class="count">${text('step of', { step: countOf(s), last: shownStates().length - 1 })}</span>`;

/** The same without the number of the step. */
function eyebrowWords(s) {
  const state = trace.states[s];
  if (isLevel(s))
    return `<b${isBack(state) ? ' class="g"' : ''}>${text(`phase ${state.phase}`)} · ${levelName(runAt(s))}</b>`;
  const op =
    state.phase === 'sum'
      ? ` · + ${nameOf(state.node)}`
      : state.phase === 'update'
        ? ` · ${nameOf(state.node)}`
        : state.op === undefined || state.phase === 'seed'
          ? ''
          : ` · ${state.phase === 'fold' ? '∑' : signOf(state.op)}`;
  const words =
    state.op === undefined ||
    state.phase === 'update' ||
    state.phase === 'seed' ||
    signOf(state.op) === kindOf(state.op)
      ? ''
      : state.phase === 'fold'
        ? ` ${text('broadcast')} ${text('of')} ${nameOf(state.node)}`
        : ` ${kindOf(state.op)}`;
  const beat = state.beat ? `, ${text(`beat ${state.beat}`)}` : '';
  return `<b${isBack(state) ? ' class="g"' : ''}>${text(`phase ${state.phase}`)}${op}</b>${words}${beat}`;
}

/** What a step is called in one breath, for titles and speech: a sign is not said beside its name, and σ and sigmoid are said alike, so once. */
export const titleOf = s =>
  spoken(eyebrowWords(s).replace(trace.states[s].phase === 'fold' ? '' : / [^<·]+(?=<\/b> )/, '')).replace(
    /(?<!\p{L})(\p{L}{2,}) \1(?!\p{L})/u,
    '$1',
  );

/** The numbers of rows (or of columns) that are read more than once. */
function readTwice(gather) {
  const indices = trace.numbers[gather.inputs[1]];
  if (!indices) return [];
  const seen = new Set(),
    twice = new Set();
  indices.forEach(index => (seen.has(index) ? twice : seen).add(index));
  return [...twice].sort((a, b) => a - b).map(index => index + 1);
}
