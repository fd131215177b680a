// ---------- the quiz: shape, then formula, then one number ----------

import { $ } from './dom.js';
import { host } from './hooks.js';
import { escaped, text } from './format.js';
import { shapeText } from './tensors.js';
import { operation } from './operations.js';
import { step, trace } from './state.js';
import { elementOf, isUnfolded, mathHtml, nameOf, spoken, subject } from './names.js';
import { expansion, numberAt, upstreamPlace } from './terms.js';
import { errorName } from './losses.js';
import { blame, praise } from './score.js';

/** The answers by the id of the result that is asked for: a dot for a right one, and before it a letter for each mistake. */
export const quiz = {
  on: false, asked: '', answers: new Map(),
  asks: state => (state.phase === 'forward' || state.beat === 'result') && stageOf(state) < 3,
  hides: id => quiz.on && trace.states[step].result === id && quiz.asks(trace.states[step]),
};

/** What is asked next of a result: 0 its shape, 1 its formula, 2 a number, 3 nothing more. */
function stageOf(state) {
  const right = (quiz.answers.get(state.result) ?? '').split('.').length - 1;
  return right && !asksFormula(state) ? right + 1 : right;
}

const stageNow = () => stageOf(trace.states[step]);

function shapeChoices(state) {
  const right = trace.nodes[state.result].shape;
  const others = [[...right].reverse(), trace.nodes[state.upstream ?? trace.nodes[state.result].inputs[0]].shape, [], [...right, 2]];
  const wrong = state.phase === 'forward' ? 'wrong shape forward' : 'wrong shape';
  return distinct([{ html: shapeText(right), right: true }, ...others.map(shape => ({ html: shapeText(shape), wrong }))], 3);
}

/** A result without a name of its own is called by its formula, so that is not asked. */
export const asksFormula = state => state.phase === 'forward' ? trace.nodes[state.result].name !== '' : !isUnfolded(state);

/** The right formula among those of the usual mistakes, as far as they can be made here. */
function formulaChoices(state) {
  const words = trace.equations[state.equation].formula.right.text;
  const product = productOf(state);
  const mistakes = [
    /Σ/.test(words) && { html: mathHtml(words.replace(/Σ_\w /, '')), wrong: 'wrong sum' },
    product && state.step.input === 1 && { html: `${nameOf(product.untransposed)}<sub>t</sub> ${nameOf(state.upstream)}<sub>t</sub>`, wrong: 'wrong sum' },
    product && { html: mathHtml(words.replace('ᵀ', '')), wrong: wrongTranspose(product) },
    state.upstream !== undefined && state.factor >= 0 && { html: nameOf(state.upstream), wrong: 'wrong factor' },
    { html: mathHtml(turned(words)), wrong: 'wrong sign' },
  ];
  return distinct([{ html: mathHtml(words), right: true }, ...mistakes.filter(Boolean)]);
}

/** Of a matrix product on the way back with a transposed factor: its shapes if that were not transposed, and the factor itself. */
function productOf(state) {
  const node = trace.nodes[state.result];
  const transposed = state.phase === 'backward' && operation(node)?.family === 'matmul' && node.inputs.find(id => trace.nodes[id].op === 'Transpose');
  if (!transposed && transposed !== 0) return undefined;
  const [untransposed] = trace.nodes[transposed].inputs;
  return { untransposed, shapes: node.inputs.map(id => trace.nodes[id === transposed ? untransposed : id].shape) };
}

/** @type {(product: { shapes: number[][] }) => string} */
const wrongTranspose = ({ shapes: [left, right] }) => left.at(-1) === right.at(-2) ? 'wrong transpose' : 'wrong transpose shapes';

/** What is said of a mistake at a state. */
export function mistakeWords(state, mistake) {
  const [left, right] = productOf(state)?.shapes.map(shapeText) ?? [];
  const factor = state.factor >= 0 ? errorName(trace.nodes[state.op]) ?? nameOf(state.factor) : '';
  return text(mistake, { shape: shapeText(trace.nodes[state.result].shape), factor, left, right });
}
const turned = words => /^−[^+−]*$/.test(words) ? words.slice(1) : /[+−]/.test(words) ? `−(${words})` : `−${words}`;

function distinct(choices, most) {
  const seen = new Set();
  return choices.filter(({ html }) => !seen.has(html) && seen.add(html)).slice(0, most).sort((a, b) => a.html.length - b.html.length || (a.html < b.html ? -1 : 1));
}

/** The cell that is asked for: the one of largest size, so that the answer is not a zero. */
export function askedCell(state) {
  const numbers = trace.numbers[state.result] ?? new Float64Array(0);
  return numbers.reduce((best, value, place) => Math.abs(value) > Math.abs(numbers[best]) ? place : best, 0);
}

export const elementAsked = state => elementOf(state.result, askedCell(state));

const VERDICT = '<span class="verdict" role="status" id="verdict"></span>';

/** What is not told while it is asked for, as classes of the page: shape and formula, or the formula. */
export const secrets = state => !quiz.on || !quiz.asks(state) ? '' : ['asks-shape asks-formula', 'asks-formula', ''][stageOf(state)];

/** What is asked next at a state, in HTML. */
export function questionAt(state) {
  const stage = stageOf(state);
  return stage < 2 ? text(stage === 0 ? 'quiz shape' : 'quiz formula', { name: subject(state) }) : text('quiz number', { element: elementAsked(state) });
}

function drawQuiz(state) {
  if (!quiz.asks(state)) return `<div class="hint">${stageOf(state) === 3 ? `${text('right')} ` : ''}${text('quiz wait')}</div>`;
  const stage = stageOf(state), question = questionAt(state);
  if (stage < 2) {
    const choices = stage === 0 ? shapeChoices(state) : formulaChoices(state);
    return `<div class="quiz" role="group" aria-label="${escaped(spoken(question))}"><p>${question} ${VERDICT}</p>${choices.map((choice, i) => `<button data-choice="${i}">${choice.html}</button>`).join('')}</div>`;
  }
  return `<form class="quiz" id="answer"><label>${question} <input id="number" inputmode="decimal" autocomplete="off"></label> <button>${text('answer')}</button> ${VERDICT}</form>`;
}

/** Puts the question under the grids; where it stands already, an answer that is half typed stays in it. */
export function ask(state) {
  const words = drawQuiz(state);
  if (words === quiz.asked && $('answer')) return;
  quiz.asked = words;
  $('ex').innerHTML = words;
}

/** Whether the learner is about to answer: then pointing at a cell lights it, but writes nothing over the field. */
export function isAnswering() {
  const field = $('number');
  return Boolean(field) && quiz.on && stageNow() === 2 && (field.value !== '' || field === document.activeElement);
}

export function choose(i) {
  const state = trace.states[step];
  const choice = (stageOf(state) === 0 ? shapeChoices(state) : formulaChoices(state))[i];
  if (!choice.right) { blame(state, choice.wrong); return; }
  praise(state);
}

/** Says which mistake makes the number that was given. */
export function judge(words) {
  const state = trace.states[step], place = askedCell(state);
  const value = numberAt(state.result, place), given = words.trim() === '' ? NaN : Number(words.replace(',', '.').replace('−', '-'));
  const near = other => Number.isFinite(other) && Math.abs(given - other) <= 5.1e-5 * Math.max(1, Math.abs(other));
  if (near(value)) praise(state);
  else if (isRounded(words, value)) $('verdict').innerHTML = text('more digits');
  else blame(state, mistake(state, place, near));
}

/** Whether a number of fewer decimals than were asked for is right as far as it goes. */
function isRounded(words, value) {
  const decimals = words.trim().split(/[.,]/)[1]?.length ?? 0, given = Number(words.replace(',', '.').replace('−', '-'));
  return decimals < 4 && given !== 0 && Math.abs(given - value) <= 0.5 * 10 ** -decimals;
}

/** Which of the usual mistakes gives a number near this one. */
function mistake(state, place, near) {
  const terms = expansion(state, state.result, place)?.terms ?? [];
  if (near(-numberAt(state.result, place))) return 'wrong sign';
  if (terms.length > 1 && terms.some(term => near(term.value))) return 'wrong sum';
  if (state.factor >= 0 && near(numberAt(state.upstream, upstreamPlace(state, state.upstream, place)))) return 'wrong factor';
  return near(untransposed(state, place)) ? 'wrong transpose' : 'wrong number';
}

/** The number that a matrix product gives where its transposed factor is not transposed, if the shapes meet. */
function untransposed(state, place) {
  const node = trace.nodes[state.result], product = productOf(state);
  if (!product) return NaN;
  const [left, right] = product.shapes;
  if (left.length !== 2 || left[1] !== right[0] || left[0] !== node.shape[0] || right[1] !== node.shape[1]) return NaN;
  const numbers = node.inputs.map(id => trace.numbers[trace.nodes[id].op === 'Transpose' ? product.untransposed : id]);
  return operation(node).compute({ ...node, from: product.shapes }, numbers)[place];
}

export function drawQuizButton() {
  const button = $('quiz');
  button.hidden = !host.recomputes();
  button.setAttribute('aria-pressed', quiz.on);
  button.textContent = text(quiz.on ? 'end quiz' : 'quiz');
}

$('quiz').addEventListener('click', () => {
  quiz.on = !quiz.on;
  host.go(step);
});
