// ---------- drawing: the steps of one iteration: the header's time line, the numbers, the mathematics ----------

import { $, timeline } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { depth, once, step, trace } from 'explorer/state.js';
import { drawStage, FITS } from 'explorer/stage.js';
import { titleOf } from 'explorer/sentences.js';
import { drawMath } from 'explorer/formulas.js';
import { groups, PHASES, showEnds, signOfStep } from 'explorer/timeline.js';
import { quiz } from 'explorer/quiz.js';
import { drawScore } from 'explorer/score.js';
import { paint } from 'explorer/chosen.js';
import { beatsOf, drawDepths, scrollByKeyboard } from 'explorer/page.js';
import { fit } from './fit.js';
import { iterationNow, lastForward, now } from './now.js';
import { textFrom } from './engine.js';
import { putHtml } from 'explorer/html.js';

// ---------- the time line ----------

function makeSteps() {
  putHtml(
    timeline,
    groups()
      .map(
        ({ phase, steps }) =>
          `<div class="ph ${phase}"><b>${text(`phase ${phase}`)}</b><div>` +
          steps
            .map(({ state, dots }) => {
              const sign = signOfStep(state, dots[0]),
                isWord = /^[\p{L}]{3,}$/u.test(sign);
              return (
                `<span class="tk" title="${escaped(titleOf(dots.at(-1)))}"><i class="${isWord ? 'word' : ''}">${sign}` +
                `</i><span class="d" data-s="${dots.at(-1)}" data-from="${dots[0]}"></span></span>`
              );
            })
            .join('') +
          `</div></div>`,
      )
      .join(''),
  );
}

/** Which op of the iteration is the current one; all of them wait while nobody steps. */
export function drawSteps() {
  if (!trace) {
    timeline.replaceChildren();
    return;
  }
  once('time line', makeSteps);
  const stepping = now.moment === 'step',
    dots = [...timeline.querySelectorAll('.d')];
  const current = dots.findIndex(dot => step >= Number(dot.dataset.from) && step <= Number(dot.dataset.s));
  timeline.classList.toggle('idle', !stepping);
  for (const phase of timeline.children)
    phase.classList.toggle('now', stepping && phase.classList.contains(PHASES[trace.states[step].phase]));
  dots.forEach((dot, i) => {
    dot.classList.toggle('done', stepping && i < current);
    dot.classList.toggle('now', stepping && i === current);
  });
  timeline.setAttribute('aria-valuemax', dots.length - 1);
  timeline.setAttribute('aria-valuenow', stepping ? current : 0);
  timeline.setAttribute(
    'aria-valuetext',
    stepping ? `${current}: ${titleOf(step)}` : text('iteration now', { count: iterationNow() }),
  );
  const at = stepping && dots[current];
  if (at && timeline.scrollWidth > timeline.clientWidth)
    timeline.scrollLeft += at.getBoundingClientRect().x - timeline.getBoundingClientRect().x - timeline.clientWidth / 2;
  showEnds();
}

// ---------- numbers and mathematics ----------

/** On a desk fewer rows are shown rather than smaller ones; a phone's page is as long as it needs, but narrow. */
const FITS_OF_DESK = FITS.filter(fit => !fit.includes('tight')),
  FITS_OF_PHONE = [...FITS];

function chooseFits() {
  FITS.splice(0, FITS.length, ...(fit.phone ? FITS_OF_PHONE : FITS_OF_DESK));
}

export function drawNumbers() {
  const state = trace.states[step];
  putHtml($('first-head'), `${text('numbers')} <small>${beatsOf(state)}</small>`);
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
  $('second-head').textContent = text('math');
  if (!trace || !hasFormulas()) return;
  drawDepths();
  drawMath(stepping ? step : lastForward(), depth && hasAllForms() ? depth : 0);
  const rows = [...$('equations').children];
  if (!stepping)
    rows.forEach(row => {
      row.classList.remove('now');
      row.removeAttribute('aria-current');
      row.querySelectorAll('.on').forEach(on => on.classList.remove('on'));
    });
  if (!stepping) $('equations').scrollTop = 0;
  const seen = rows
    .filter(row => row.offsetTop >= $('equations').scrollTop - 2)
    .map(row => row.lastElementChild.textContent)
    .filter(Boolean);
  const words = stepping && !fit.narrow && seen.length && seen[0] !== '(1)' ? `${seen[0]} … ${seen.at(-1)}` : '';
  putHtml($('second-head'), `${text('math')} <small>${words}</small>`);
}

/** What the depth of the mathematics changes. */
export function drawDepth() {
  if (now.moment !== 'train') drawMathNow();
  scrollByKeyboard();
}

/** The forms of an equation that the engine writes only when one of them is looked at, for all equations of a trace. */
const LATER = ['withShapes', 'element', 'java', 'numpy'];

/** Whether the trace has its formulas, which the engine hands over apart from it; they are asked for if they are not there. */
export function hasFormulas() {
  if (trace.variables) return true;
  const told = textFrom('traceFormulas');
  if (!told) return false;
  const { equations, ofSteps, variables } = JSON.parse(told);
  let forms;
  equations.forEach((equation, e) =>
    LATER.forEach(form =>
      Object.defineProperty(equation, form, { get: () => (forms ??= JSON.parse(textFrom('traceEquations')))[e][form] }),
    ),
  );
  trace.states
    .filter(({ step }) => step)
    .forEach(state => {
      state.equation = ofSteps[state.place];
    });
  variables.forEach((names, id) => {
    trace.nodes[id].variables = names;
  });
  return Object.assign(trace, { equations, variables });
}

/** Whether the equations are there in all their forms. */
const hasAllForms = () => Boolean(textFrom('traceEquations'));
