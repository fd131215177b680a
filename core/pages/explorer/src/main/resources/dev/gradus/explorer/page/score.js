// ---------- drawing: the score of a quiz, and the list of the mistakes made ----------

import { $, stage } from './dom.js';
import { host } from './hooks.js';
import { escaped, text } from './format.js';
import { last, trace } from './state.js';
import { spoken, subject } from './names.js';
import {
  asksFormula,
  formulaChoices,
  mistakeWords,
  questionAt,
  quiz,
  shapeChoices,
  stageNow,
  stageOf,
} from './quiz.js';
import { addHtml, putHtml } from './html.js';

/** A mistake's letter in the address is its place here. */
export const MISTAKES = [
  'wrong shape',
  'wrong shape forward',
  'wrong sum',
  'wrong transpose',
  'wrong transpose shapes',
  'wrong factor',
  'wrong sign',
  'wrong number',
];
export const LETTERS = 'abcdefgh';

/** How many questions there are, how many were answered, and how many of these at the first try. */
function scoreNow() {
  const results = new Map(
    trace.states
      .filter(state => state.phase === 'forward' || state.beat === 'result')
      .map(state => [state.result, state]),
  );
  const all = [...results.values()].reduce((sum, state) => sum + (asksFormula(state) ? 3 : 2), 0);
  const answered = [...quiz.answers.values()].flatMap(answers => answers.split('.').slice(0, -1));
  return { all, answered: answered.length, first: answered.filter(mistakes => mistakes === '').length };
}

export const stateOfResult = id =>
  trace.states.find(state => state.result === id && (state.phase === 'forward' || state.beat === 'result'));

/** Each mistake with its step, in the order of the steps. */
const mistakesMade = () =>
  [...quiz.answers]
    .flatMap(([id, answers]) => {
      const state = stateOfResult(id),
        s = trace.states.indexOf(state);
      return [...answers.replaceAll('.', '')].map(letter => ({
        s,
        words: mistakeWords(state, MISTAKES[LETTERS.indexOf(letter)]),
      }));
    })
    .sort((a, b) => a.s - b.s);

addHtml($('quiz'), 'beforebegin', '<button id="score" popovertarget="mistakes" hidden></button>');
addHtml(stage, 'afterend', '<div popover id="mistakes" role="dialog" tabindex="-1" data-label="quiz"></div>');

export function drawScore() {
  const { all, answered, first } = scoreNow();
  $('score').hidden = !quiz.on;
  $('score').textContent = text('quiz score', { first, answered });
  const list = mistakesMade()
    .map(
      ({ s, words }) =>
        `<li><a href="#" data-step="${s}">${text('step of', { step: s, last: last() })}</a>: ${subject(trace.states[s])}. ${words}</li>`,
    )
    .join('');
  putHtml(
    $('mistakes'),
    `<p>${text('quiz progress', { first, answered, all })}</p>${list ? `<ul>${list}</ul>` : ''}${answered ? `<button id="again">${text('quiz again')}</button>` : ''}`,
  );
}

const VERDICT = '<span class="verdict" role="status" id="verdict"></span>';

function drawQuiz(state) {
  if (!quiz.asks(state))
    return `<div class="hint">${stageOf(state) === 3 ? `${text('right')} ` : ''}${text('quiz wait')}</div>`;
  const stage = stageOf(state),
    question = questionAt(state);
  if (stage < 2) {
    const choices = stage === 0 ? shapeChoices(state) : formulaChoices(state);
    return (
      `<div class="quiz" role="group" aria-label="${escaped(spoken(question))}"><p>${question} ${VERDICT}` +
      `</p>` +
      choices.map((choice, i) => `<button data-choice="${i}">${choice.html}</button>`).join('') +
      `</div>`
    );
  }
  return (
    `<form class="quiz" id="answer"><label>${question} <input id="number" inputmode="decimal"` +
    ` autocomplete="off"></label> <button>${text('answer')}</button> ${VERDICT}</form>`
  );
}

/** Puts the question under the grids; where it stands already, an answer that is half typed stays in it. */
export function ask(state) {
  const words = drawQuiz(state);
  if (words === quiz.asked && $('answer')) return;
  quiz.asked = words;
  putHtml($('ex'), words);
}

/** Whether the learner is about to answer: then pointing at a cell lights it, but writes nothing over the field. */
export function isAnswering() {
  const field = $('number');
  return Boolean(field) && quiz.on && stageNow() === 2 && (field.value !== '' || field === document.activeElement);
}

export function drawQuizButton() {
  const button = $('quiz');
  button.hidden = !host.recomputes();
  button.setAttribute('aria-pressed', quiz.on);
  button.textContent = text(quiz.on ? 'end quiz' : 'quiz');
}
