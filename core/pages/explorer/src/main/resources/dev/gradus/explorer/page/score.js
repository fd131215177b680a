// ---------- the score of a quiz, and the list of the mistakes made ----------

import { $, stage } from './dom.js';
import { host, onRender } from './hooks.js';
import { text } from './format.js';
import { last, step, trace } from './state.js';
import { subject } from './names.js';
import { asksFormula, mistakeWords, quiz } from './quiz.js';

/** A mistake's letter in the address is its place here. */
const MISTAKES = ['wrong shape', 'wrong shape forward', 'wrong sum', 'wrong transpose', 'wrong transpose shapes', 'wrong factor', 'wrong sign', 'wrong number'];
const LETTERS = 'abcdefgh';

function answer(state, sign) {
  quiz.answers.set(state.result, (quiz.answers.get(state.result) ?? '') + sign);
  host.writeAddress();
}

/** The focus goes on to the next question, or to the score. */
export function praise(state) {
  answer(state, '.');
  host.render();
  ($('ex').querySelector('button, input') ?? $('score')).focus();
  $('live').textContent = quiz.asks(state) ? text('right') : `${text('right')} ${$('live').textContent}`;
}

export function blame(state, mistake) {
  answer(state, LETTERS[MISTAKES.indexOf(mistake)]);
  $('verdict').innerHTML = mistakeWords(state, mistake);
  drawScore();
}

/** How many questions there are, how many were answered, and how many of these at the first try. */
function scoreNow() {
  const results = new Map(trace.states.filter(state => state.phase === 'forward' || state.beat === 'result').map(state => [state.result, state]));
  const all = [...results.values()].reduce((sum, state) => sum + (asksFormula(state) ? 3 : 2), 0);
  const answered = [...quiz.answers.values()].flatMap(answers => answers.split('.').slice(0, -1));
  return { all, answered: answered.length, first: answered.filter(mistakes => mistakes === '').length };
}

export const stateOfResult = id => trace.states.find(state => state.result === id && (state.phase === 'forward' || state.beat === 'result'));

/** Each mistake with its step, in the order of the steps. */
const mistakesMade = () => [...quiz.answers].flatMap(([id, answers]) => {
  const state = stateOfResult(id), s = trace.states.indexOf(state);
  return [...answers.replaceAll('.', '')].map(letter => ({ s, words: mistakeWords(state, MISTAKES[LETTERS.indexOf(letter)]) }));
}).sort((a, b) => a.s - b.s);

$('quiz').insertAdjacentHTML('beforebegin', '<button id="score" popovertarget="mistakes" hidden></button>');
stage.insertAdjacentHTML('afterend', '<div popover id="mistakes" role="dialog" tabindex="-1" data-label="quiz"></div>');

export function drawScore() {
  const { all, answered, first } = scoreNow();
  $('score').hidden = !quiz.on;
  $('score').textContent = text('quiz score', { first, answered });
  const list = mistakesMade().map(({ s, words }) => `<li><a href="#" data-step="${s}">${text('step of', { step: s, last: last() })}</a>: ${subject(trace.states[s])}. ${words}</li>`).join('');
  $('mistakes').innerHTML = `<p>${text('quiz progress', { first, answered, all })}</p>${list ? `<ul>${list}</ul>` : ''}${answered ? `<button id="again">${text('quiz again')}</button>` : ''}`;
}

onRender.push(drawScore);

$('mistakes').addEventListener('click', event => {
  const link = event.target.closest('[data-step]');
  if (event.target.id === 'again') quiz.answers.clear();
  else if (!link) return;
  event.preventDefault();
  $('mistakes').hidePopover();
  host.go(link ? Number(link.dataset.step) : step);
});
