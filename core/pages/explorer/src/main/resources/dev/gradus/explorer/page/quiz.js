// ---------- reading: the quiz, and what it asks: shape, then formula, then one number ----------

import { text } from './format.js';
import { shapeText } from './tensors.js';
import { operation } from './operations.js';
import { step, trace } from './state.js';
import { elementOf, isUnfolded, mathHtml, nameOf, subject } from './names.js';
import { errorName } from './costs.js';

/** The answers by the id of the result that is asked for: a dot for a right one, and before it a letter for each mistake. */
export const quiz = {
  on: false,
  asked: '',
  answers: new Map(),
  asks: state => (state.phase === 'forward' || state.beat === 'result') && stageOf(state) < 3,
  hides: id => quiz.on && trace.states[step].result === id && quiz.asks(trace.states[step]),
};

/** What is asked next of a result: 0 its shape, 1 its formula, 2 a number, 3 nothing more. */
export function stageOf(state) {
  const right = (quiz.answers.get(state.result) ?? '').split('.').length - 1;
  return right && !asksFormula(state) ? right + 1 : right;
}

export const stageNow = () => stageOf(trace.states[step]);

export function shapeChoices(state) {
  const right = trace.nodes[state.result].shape;
  const others = [
    [...right].reverse(),
    trace.nodes[state.upstream ?? trace.nodes[state.result].inputs[0]].shape,
    [],
    [...right, 2],
  ];
  const wrong = state.phase === 'forward' ? 'wrong shape forward' : 'wrong shape';
  return distinct(
    [{ html: shapeText(right), right: true }, ...others.map(shape => ({ html: shapeText(shape), wrong }))],
    3,
  );
}

/** A result without a name of its own is called by its formula, so that is not asked. */
export const asksFormula = state =>
  state.phase === 'forward' ? trace.nodes[state.result].name !== '' : !isUnfolded(state);

/** The right formula among those of the usual mistakes, as far as they can be made here. */
export function formulaChoices(state) {
  const words = trace.equations[state.equation].formula.right.text;
  const product = productOf(state);
  const mistakes = [
    /Σ/.test(words) && { html: mathHtml(words.replace(/Σ_\w /, '')), wrong: 'wrong sum' },
    product &&
      state.step.input === 1 && {
        html: `${nameOf(product.untransposed)}<sub>t</sub> ${nameOf(state.upstream)}<sub>t</sub>`,
        wrong: 'wrong sum',
      },
    product && { html: mathHtml(words.replace('ᵀ', '')), wrong: wrongTranspose(product) },
    state.upstream !== undefined && state.factor >= 0 && { html: nameOf(state.upstream), wrong: 'wrong factor' },
    { html: mathHtml(turned(words)), wrong: 'wrong sign' },
  ];
  return distinct([{ html: mathHtml(words), right: true }, ...mistakes.filter(Boolean)]);
}

/** Of a matrix product on the way back with a transposed factor: its shapes if that were not transposed, and the factor itself. */
export function productOf(state) {
  const node = trace.nodes[state.result];
  const transposed =
    state.phase === 'backward' &&
    operation(node)?.family === 'matmul' &&
    node.inputs.find(id => trace.nodes[id].op === 'Transpose');
  if (!transposed && transposed !== 0) return undefined;
  const [untransposed] = trace.nodes[transposed].inputs;
  return { untransposed, shapes: node.inputs.map(id => trace.nodes[id === transposed ? untransposed : id].shape) };
}

/** @type {(product: { shapes: number[][] }) => string} */
const wrongTranspose = ({ shapes: [left, right] }) =>
  left.at(-1) === right.at(-2) ? 'wrong transpose' : 'wrong transpose shapes';

/** What is said of a mistake at a state. */
export function mistakeWords(state, mistake) {
  const [left, right] = productOf(state)?.shapes.map(shapeText) ?? [];
  const factor = state.factor >= 0 ? (errorName(trace.nodes[state.op]) ?? nameOf(state.factor)) : '';
  return text(mistake, { shape: shapeText(trace.nodes[state.result].shape), factor, left, right });
}
const turned = words => (/^−[^+−]*$/.test(words) ? words.slice(1) : /[+−]/.test(words) ? `−(${words})` : `−${words}`);

function distinct(choices, most) {
  const seen = new Set();
  return choices
    .filter(({ html }) => !seen.has(html) && seen.add(html))
    .slice(0, most)
    .sort((a, b) => a.html.length - b.html.length || (a.html < b.html ? -1 : 1));
}

/** The cell that is asked for: the one of largest size, so that the answer is not a zero. */
export function askedCell(state) {
  const numbers = trace.numbers[state.result] ?? new Float64Array(0);
  return numbers.reduce((best, value, place) => (Math.abs(value) > Math.abs(numbers[best]) ? place : best), 0);
}

export const elementAsked = state => elementOf(state.result, askedCell(state));

/** What is not told while it is asked for, as classes of the page: shape and formula, or the formula. */
export const secrets = state =>
  !quiz.on || !quiz.asks(state) ? '' : ['asks-shape asks-formula', 'asks-formula', ''][stageOf(state)];

/** What is asked next at a state, in HTML. */
export function questionAt(state) {
  const stage = stageOf(state);
  return stage < 2
    ? text(stage === 0 ? 'quiz shape' : 'quiz formula', { name: subject(state) })
    : text('quiz number', { element: elementAsked(state) });
}
