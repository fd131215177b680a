// ---------- wiring: the learner answers a question of the quiz, or begins and ends it ----------

import { host, onRender } from './hooks.js';
import { askedCell, formulaChoices, mistakeWords, productOf, quiz, shapeChoices, stageOf } from './quiz.js';
import { $ } from './dom.js';
import { text } from './format.js';
import { drawScore, LETTERS, MISTAKES } from './score.js';
import { numberAt, step, trace } from './state.js';
import { expansion, upstreamPlace } from './terms.js';
import { operation } from './operations.js';
import { putHtml } from './html.js';

function answer(state, sign) {
  quiz.answers.set(state.result, (quiz.answers.get(state.result) ?? '') + sign);
  host.writeAddress();
}

/** The focus goes on to the next question, or to the score. */
function praise(state) {
  answer(state, '.');
  host.render();
  ($('ex').querySelector('button, input') ?? $('score')).focus();
  $('live').textContent = quiz.asks(state) ? text('right') : `${text('right')} ${$('live').textContent}`;
}

function blame(state, mistake) {
  answer(state, LETTERS[MISTAKES.indexOf(mistake)]);
  putHtml($('verdict'), mistakeWords(state, mistake));
  drawScore();
}

export function choose(i) {
  const state = trace.states[step];
  const choice = (stageOf(state) === 0 ? shapeChoices(state) : formulaChoices(state))[i];
  if (!choice.right) {
    blame(state, choice.wrong);
    return;
  }
  praise(state);
}

/** Says which mistake makes the number that was given. */
export function judge(words) {
  const state = trace.states[step],
    place = askedCell(state);
  const value = numberAt(state.result, place),
    given = words.trim() === '' ? NaN : Number(words.replace(',', '.').replace('−', '-'));
  const near = other => Number.isFinite(other) && Math.abs(given - other) <= 5.1e-5 * Math.max(1, Math.abs(other));
  if (near(value)) praise(state);
  else if (isRounded(words, value)) $('verdict').textContent = text('more digits');
  else blame(state, mistake(state, place, near));
}

/** Whether a number of fewer decimals than were asked for is right as far as it goes. */
function isRounded(words, value) {
  const decimals = words.trim().split(/[.,]/)[1]?.length ?? 0,
    given = Number(words.replace(',', '.').replace('−', '-'));
  return decimals < 4 && given !== 0 && Math.abs(given - value) <= 0.5 * 10 ** -decimals;
}

/** Which of the usual mistakes gives a number near this one. */
function mistake(state, place, near) {
  const terms = expansion(state, state.result, place)?.terms ?? [];
  if (near(-numberAt(state.result, place))) return 'wrong sign';
  if (terms.length > 1 && terms.some(term => near(term.value))) return 'wrong sum';
  if (state.factor >= 0 && near(numberAt(state.upstream, upstreamPlace(state, state.upstream, place))))
    return 'wrong factor';
  return near(untransposed(state, place)) ? 'wrong transpose' : 'wrong number';
}

/** The number that a matrix product gives where its transposed factor is not transposed, if the shapes meet. */
function untransposed(state, place) {
  const node = trace.nodes[state.result],
    product = productOf(state);
  if (!product) return NaN;
  const [left, right] = product.shapes;
  if (left.length !== 2 || left[1] !== right[0] || left[0] !== node.shape[0] || right[1] !== node.shape[1]) return NaN;
  const numbers = node.inputs.map(id => trace.numbers[trace.nodes[id].op === 'Transpose' ? product.untransposed : id]);
  return operation(node).compute({ ...node, from: product.shapes }, numbers)[place];
}

$('quiz').addEventListener('click', () => {
  quiz.on = !quiz.on;
  host.go(step);
});

onRender.push(drawScore);

$('mistakes').addEventListener('click', event => {
  const link = event.target.closest('[data-step]');
  if (event.target.id === 'again') quiz.answers.clear();
  else if (!link) return;
  event.preventDefault();
  $('mistakes').hidePopover();
  host.go(link ? Number(link.dataset.step) : step);
});
