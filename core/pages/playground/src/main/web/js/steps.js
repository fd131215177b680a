// ---------- the steps of one iteration: the header's time line, the numbers, the mathematics ----------

import { $, timeline } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { depth, last, once, setCell, setStep, step, trace } from 'explorer/state.js';
import { drawStage, FITS } from 'explorer/stage.js';
import { titleOf } from 'explorer/sentences.js';
import { drawMath } from 'explorer/formulas.js';
import { groups, nearestState, PHASES, showEnds, signOfStep } from 'explorer/timeline.js';
import { quiz } from 'explorer/quiz.js';
import { drawScore } from 'explorer/score.js';
import { paint } from 'explorer/chosen.js';
import { announcement, beatsOf, drawDepths, scrollByKeyboard } from 'explorer/page.js';
import { engine } from './engine.js';
import { hasAllForms, hasFormulas, iterationNow, lastForward, learned, now, requestNumbers } from './desk.js';
import { originals } from './change.js';
import { pause } from './train.js';
import { render } from './moments.js';
import { writeAddress } from './address.js';
import { fit } from './fit.js';

/** Steps follow each other in the order in which they were asked for, though some wait for the engine. */
let before = Promise.resolve();

function inTurn(act) {
  before = before.then(async () => {
    if (engine && !now.fault && !now.replay && trace) await act();
  }).catch(cause => console.warn(cause));
  return before;
}

/** Goes to a state of this iteration, which is the moment of stepping; where it is already, it is drawn anew. */
export function go(s, { keep = false } = {}) {
  if (!engine || now.fault || !trace) return;
  if (s === step && now.moment !== 'step') { render(); return; }
  enter(s, keep);
}

export const enter = (s, keep = false) => inTurn(() => show(s, keep));

async function show(s, keep = false) {
  pause();
  if (now.stale && !await requestNumbers(['status'], 'step')) return;
  setStep(Math.max(0, Math.min(last(), s)));
  now.moment = 'step';
  if (!keep) setCell(null);
  render();
  $('live').textContent = announcement(trace.states[step]);
  writeAddress();
}

/** One beat on or back, or one op; after the last of an iteration comes the first of the next. */
export const walk = (by, whole = false) => inTurn(async () => {
  if (now.moment !== 'step') { await show(by > 0 ? 1 : 0); return; }
  if (by > 0 && step === last()) { await nextIteration(); return; }
  if (by < 0 && step === 0 && iterationNow() > 0) {
    if (await requestNumbers(['goTo', iterationNow() - 1])) await show(last());
    return;
  }
  const place = trace.states[step].place;
  await show(!whole ? step + by : by > 0 ? trace.states.findIndex((state, s) => s > step && state.place !== place) : firstOfOp(step - 1));
});

const firstOfOp = s => trace.states.findIndex(state => state.place === trace.states[Math.max(0, s)].place);

async function nextIteration() {
  if (!learned() || !await requestNumbers(['train', 1])) return;
  originals.clear();
  now.checked = null;
  await show(0);
}

// ---------- the time line ----------

function makeSteps() {
  timeline.innerHTML = groups().map(({ phase, steps }) => `<div class="ph ${phase}"><b>${text(`phase ${phase}`)}</b><div>${steps.map(({ state, dots }) => {
    const sign = signOfStep(state, dots[0]), isWord = /^[\p{L}]{3,}$/u.test(sign);
    return `<span class="tk" title="${escaped(titleOf(dots.at(-1)))}"><i class="${isWord ? 'word' : ''}">${sign}</i><span class="d" data-s="${dots.at(-1)}" data-from="${dots[0]}"></span></span>`;
  }).join('')}</div></div>`).join('');
}

/** Which op of the iteration is the current one; all of them wait while nobody steps. */
export function drawSteps() {
  if (!trace) { timeline.innerHTML = ''; return; }
  once('time line', makeSteps);
  const stepping = now.moment === 'step', dots = [...timeline.querySelectorAll('.d')];
  const current = dots.findIndex(dot => step >= Number(dot.dataset.from) && step <= Number(dot.dataset.s));
  timeline.classList.toggle('idle', !stepping);
  for (const phase of timeline.children) phase.classList.toggle('now', stepping && phase.classList.contains(PHASES[trace.states[step].phase]));
  dots.forEach((dot, i) => {
    dot.classList.toggle('done', stepping && i < current);
    dot.classList.toggle('now', stepping && i === current);
  });
  timeline.setAttribute('aria-valuemax', dots.length - 1);
  timeline.setAttribute('aria-valuenow', stepping ? current : 0);
  timeline.setAttribute('aria-valuetext', stepping ? `${current}: ${titleOf(step)}` : text('iteration now', { count: iterationNow() }));
  const at = stepping && dots[current];
  if (at && timeline.scrollWidth > timeline.clientWidth) timeline.scrollLeft += at.getBoundingClientRect().x - timeline.getBoundingClientRect().x - timeline.clientWidth / 2;
  showEnds();
}

/** Which of the ops the current step is, and of how many. */
export function placeOfStep() {
  const places = [...new Set(trace.states.map(state => state.place))];
  return { step: places.indexOf(trace.states[step].place), last: places.length - 1 };
}

timeline.addEventListener('pointerdown', event => {
  if (now.moment !== 'step' && timeline.querySelector('.d')) enter(nearestState(event.clientX));
});

// ---------- numbers and mathematics ----------

/** On a desk fewer rows are shown rather than smaller ones; a phone's page is as long as it needs, but narrow. */
const FITS_OF_DESK = FITS.filter(fit => !fit.includes('tight')), FITS_OF_PHONE = [...FITS];

function chooseFits() {
  FITS.splice(0, FITS.length, ...(fit.phone ? FITS_OF_PHONE : FITS_OF_DESK));
}

export function drawNumbers() {
  const state = trace.states[step];
  $('first-head').innerHTML = `${text('numbers')} <small>${beatsOf(state)}</small>`;
  $('quiz').textContent = text(quiz.on ? 'end quiz' : 'quiz');
  $('quiz').setAttribute('aria-pressed', quiz.on);
  drawScore();
  chooseFits();
  drawStage(step);
  paint();
}

/** All formulas of the lines while they are written; as far as the steps have come afterwards. */
export function drawMathNow() {
  const stepping = now.moment === 'step';
  $('second-head').innerHTML = text('math');
  if (!trace || !hasFormulas()) return;
  drawDepths();
  drawMath(stepping ? step : lastForward(), depth && hasAllForms() ? depth : 0);
  const rows = [...$('equations').children];
  if (!stepping) rows.forEach(row => { row.classList.remove('now'); row.removeAttribute('aria-current'); row.querySelectorAll('.on').forEach(on => on.classList.remove('on')); });
  if (!stepping) $('equations').scrollTop = 0;
  const seen = rows.filter(row => row.offsetTop >= $('equations').scrollTop - 2).map(row => row.lastElementChild.textContent).filter(Boolean);
  const words = stepping && !fit.narrow && seen.length && seen[0] !== '(1)' ? `${seen[0]} … ${seen.at(-1)}` : '';
  $('second-head').innerHTML = `${text('math')} <small>${words}</small>`;
}

/** What the depth of the mathematics changes. */
export function drawDepth() {
  if (now.moment !== 'train') drawMathNow();
  scrollByKeyboard();
}
