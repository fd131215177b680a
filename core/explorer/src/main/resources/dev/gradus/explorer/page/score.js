// ---------- the score of a quiz, and the list of the mistakes made ----------

/** A mistake's letter in the address is its place here. */
const MISTAKES = ['wrong shape', 'wrong shape forward', 'wrong sum', 'wrong transpose', 'wrong transpose shapes', 'wrong factor', 'wrong sign', 'wrong number'];
const LETTERS = 'abcdefgh';

function answer(state, sign) {
  quiz.answers.set(state.result, (quiz.answers.get(state.result) ?? '') + sign);
  writeAddress();
}

/** The focus goes on to the next question, or to the score. */
function praise(state) {
  answer(state, '.');
  render();
  ($('ex').querySelector('button, input') ?? $('score')).focus();
  $('live').textContent = quiz.asks(state) ? text('right') : `${text('right')} ${$('live').textContent}`;
}

function blame(state, mistake) {
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

const stateOfResult = id => trace.states.find(state => state.result === id && (state.phase === 'forward' || state.beat === 'result'));

/** Each mistake with its step, in the order of the steps. */
const mistakesMade = () => [...quiz.answers].flatMap(([id, answers]) => {
  const state = stateOfResult(id), s = trace.states.indexOf(state);
  return [...answers.replaceAll('.', '')].map(letter => ({ s, words: mistakeWords(state, MISTAKES[LETTERS.indexOf(letter)]) }));
}).sort((a, b) => a.s - b.s);

$('quiz').insertAdjacentHTML('beforebegin', '<button id="score" popovertarget="mistakes" hidden></button>');
stage.insertAdjacentHTML('afterend', '<div popover id="mistakes" role="dialog" tabindex="-1" data-label="quiz"></div>');

function drawScore() {
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
  go(link ? Number(link.dataset.step) : step);
});

function readAnswers(words) {
  quiz.answers.clear();
  (words ?? '').split(';').filter(Boolean).forEach(pair => {
    const [, id, answers] = /^(\d+):([a-h.]+)$/.exec(pair) ?? [], state = stateOfResult(Number(id));
    if (state && answers.split('.').length <= (asksFormula(state) ? 4 : 3)) quiz.answers.set(Number(id), answers);
    else unread('words', { name: 'answers', words: pair });
  });
}

inAddress.push(
  { name: 'quiz', write: () => quiz.on ? 'on' : '', read: words => {
    quiz.on = words === 'on' && recomputes();
    if (words !== null && !quiz.on) unread('words', { name: 'quiz', words });
  } },
  { name: 'answers', write: () => [...quiz.answers].map(pair => pair.join(':')).join(';'), read: readAnswers },
);
