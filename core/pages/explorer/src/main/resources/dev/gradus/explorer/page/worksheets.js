// ---------- wiring: exercise sheets: each result with empty cells and a line to work on, and after all of them the answers ----------

import { $ } from './dom.js';
import { prints } from './hooks.js';
import { text } from './format.js';
import { setStep, step, trace } from './state.js';
import { few, mostColumns, mostRows, showAtMost } from './grids.js';
import { drawGraph } from './graph.js';
import { fitPicture } from './room.js';
import { quiz } from './quiz.js';
import { drawFigure, figureStates, makeHandout } from './handout.js';
import { addHtml, putHtml } from './html.js';

addHtml(
  document.querySelector('.ctl'),
  'beforeend',
  `<button id="class" class="th" popovertarget="class-menu" data-label="worksheet menu"><svg viewBox="0 0 18 18"><path d="M3.5 5h11M3.5 9h11M3.5 13h11"/></svg></button>
  <div popover id="class-menu"><button id="worksheet" data-text="worksheet print"></button></div>`,
);

/** Puts the sheets into the place of the handout. */
function makeWorksheet() {
  const before = [mostRows, mostColumns, few],
    was = [quiz.on, quiz.answers, $('sizes').disabled],
    stepBefore = step,
    asked = new Set();
  Object.assign(quiz, { on: true, answers: new Map() });
  $('sizes').disabled = true;
  const steps = figureStates().filter(
    s =>
      trace.states[s].step &&
      quiz.asks(trace.states[s]) &&
      !asked.has(trace.states[s].result) &&
      asked.add(trace.states[s].result),
  );
  const title = document.querySelector('h1 bdi').outerHTML;
  putHtml($('handout'), `<h1>${title}</h1><p class="pupil">${text('worksheet name')}</p>`);
  $('handout').classList.add('measured');
  steps.forEach((s, i) => {
    setStep(s);
    drawFigure(s, { cls: 'blank', number: i + 1, line: true });
  });
  quiz.on = false;
  addHtml($('handout'), 'beforeend', `<h1 class="answers">${title}: ${text('worksheet answers')}</h1>`);
  steps.forEach((s, i) => {
    setStep(s);
    drawFigure(s, { number: i + 1 });
  });
  $('handout').classList.remove('measured');
  showAtMost(...before);
  [quiz.on, quiz.answers, $('sizes').disabled] = was;
  setStep(stepBefore);
  fitPicture();
  drawGraph(step);
}

$('worksheet').addEventListener('click', () => {
  $('class-menu').hidePopover();
  prints.make = makeWorksheet;
  print();
  prints.make = makeHandout;
});

if (new URLSearchParams(location.hash.slice(1)).has('worksheet')) prints.make = makeWorksheet;
