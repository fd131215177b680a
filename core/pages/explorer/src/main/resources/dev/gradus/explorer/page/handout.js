// ---------- wiring: the handout: one figure per op, for print ----------

import { $ } from './dom.js';
import { onFigure, prints } from './hooks.js';
import { isBack } from './trace.js';
import { step, trace } from './state.js';
import { picture, scopes } from './elements.js';
import { few, mostColumns, mostRows, showAtMost } from './grids.js';
import { layout } from './layouts.js';
import { setGrids } from './stage.js';
import { eyebrow, sentence } from './sentences.js';
import { drawGraph } from './graph.js';
import { aboutStep, view } from './view.js';
import { fitPicture } from './room.js';
import { scopeAt } from './scopes.js';
import { showScope } from './scoperow.js';
import { levels } from './levels.js';
import { codeHtml, fitRows, lineHtml, stretchFences } from './formulas.js';
import { askedCell, elementAsked, quiz } from './quiz.js';
import { expansionHtml } from './chosen.js';
import { putHtml } from './html.js';

/** Pixels of paper: the width of a sheet, half its height, the most height of a picture, and the least scale that its labels can be read at. */
const PAPER = { width: 680, half: 514, picture: 190, leastScale: 0.6 };

/**
 * From roomy to close: smaller cells, grids under each other, the formula and the sum under the grids or both beside them,
 * fewer rows of a long axis. The first that half a sheet holds is taken, else the first that is as wide as the paper.
 */
const PAPER_FITS = ['', 'few '].flatMap(rows =>
  ['', 'crowded ', 'tight '].flatMap(cells =>
    ['', 'stacked '].flatMap(grids => ['', 'under', 'beside'].map(words => rows + cells + grids + words)),
  ),
);

/** The states that a figure is made of: results only. */
export const figureStates = () =>
  trace.states.map((_, s) => s).filter(s => trace.states[s].beat === '' || trace.states[s].beat === 'result');

/** Makes the figures with the measures of paper and without a quiz, and leaves the page as it was. */
export function makeHandout() {
  const handout = $('handout'),
    before = [mostRows, mostColumns, few],
    was = [quiz.on, $('sizes').disabled];
  quiz.on = false;
  levels.off = true; // on paper each op has its figure
  $('sizes').disabled = true;
  putHtml(handout, `<h1>${document.querySelector('h1 bdi').outerHTML}</h1>`);
  handout.classList.add('measured');
  figureStates().forEach(s => drawFigure(s));
  handout.classList.remove('measured');
  showAtMost(...before);
  [quiz.on, $('sizes').disabled] = was;
  levels.off = false;
  fitPicture();
  drawGraph(step);
}

prints.make = makeHandout;

/**
 * What a step did, drawn so that half a sheet holds it if it can. Of an exercise sheet it is numbered, and where it is to be
 * solved it has a line to write on in place of the sum.
 *
 * @param {number} s
 * @param {FigureOptions} [options]
 */
export function drawFigure(s, { cls = '', number, line } = {}) {
  const state = trace.states[s],
    equation = trace.equations[state.equation];
  const worked =
    !line && state.result >= 0 && state.phase !== 'seed' ? expansionHtml(state, state.result, askedCell(state)) : null;
  const section = document.createElement('section');
  section.className = `fig ${isBack(state) ? 'bwd' : 'fwd'} ${cls}`;
  putHtml(
    section,
    `<p class="eyebrow">${number ? `${number}. ` : ''}${eyebrow(s)}</p><p class="line">${sentence(s)}</p>` +
      `<div class="graph">${pictureAt(s)}</div><div class="work"><div class="numbers"></div>
    ` +
      (equation
        ? `<div class="side">${lineHtml(equation.formula)}<div class="code"><div>${codeHtml(state.equation, 'java')}</div><div>${codeHtml(state.equation, 'numpy')}</div></div></div>`
        : '') +
      `${worked ? `<div class="ex">${worked.html}</div>` : ''}` +
      (line ? `<div class="written"><span>${elementAsked(state)} =</span></div>` : '') +
      `</div>`,
  );
  stretchFences(section);
  onFigure.forEach(draw => draw(section, state));
  $('handout').append(section);
  drawOnPaper(section, s, 'under');
  fitRows(section.querySelectorAll('.al'));
  fitPaper(section, s);
}

function fitPaper(section, s) {
  let roomiest;
  for (const fit of PAPER_FITS) {
    drawOnPaper(section, s, fit);
    if ([...section.querySelectorAll('.work, .al, .ex')].some(isTooWide)) continue;
    if (section.offsetHeight <= PAPER.half) return;
    roomiest ??= fit;
  }
  drawOnPaper(section, s, roomiest ?? PAPER_FITS.at(-1));
}

function drawOnPaper(section, s, fit) {
  const isFew = fit.startsWith('few'),
    most = isFew ? 4 : Infinity;
  showAtMost(most, most, isFew ? 1 : 0);
  section.querySelector('.work').className = `work ${fit}`;
  setGrids(section.querySelector('.numbers'), layout(s, true));
  const sum = section.querySelector('.ex');
  sum?.classList.remove('close');
  sum?.classList.toggle('close', isTooWide(sum));
}

const isTooWide = part => part.scrollWidth > part.clientWidth;

/** What of the picture is printed: all of it, or what is around the op at work where all would be too small to read. */
function pictureAt(s) {
  if (scopes.length > 1) showScope(scopeAt(s));
  drawGraph(s);
  const copy = picture.cloneNode(true);
  copy.setAttribute('viewBox', printedBox(s));
  copy.querySelectorAll('.hot, .lit').forEach(part => part.classList.remove('hot', 'lit'));
  copy.removeAttribute('width');
  copy.removeAttribute('height');
  return copy.outerHTML;
}

function printedBox(s) {
  const width = Math.min(view.width, PAPER.width / PAPER.leastScale),
    height = Math.min(view.height, PAPER.picture / PAPER.leastScale);
  const box = aboutStep(s, width, height) ?? { ...view, width: 0, height: 0 };
  const within = (from, middle, part, all) => from + Math.max(0, Math.min(middle - from - part / 2, all - part));
  return [
    within(view.x, box.x + box.width / 2, width, view.width),
    within(view.y, box.y + box.height / 2, height, view.height),
    width,
    height,
  ].join(' ');
}
