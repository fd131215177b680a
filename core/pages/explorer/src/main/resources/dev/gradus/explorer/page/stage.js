// ---------- drawing: the Numbers pane: as large as its grids fit ----------

import { stage } from './dom.js';
import { host } from './hooks.js';
import { chosenScope, filmed, trace } from './state.js';
import { openRows, placesText, showAtMost } from './grids.js';
import { layout } from './layouts.js';
import { isNarrow } from './view.js';
import { isLevel, levels } from './levels.js';
import { putHtml } from './html.js';

/** From roomy to close: smaller cells, grids under each other, or as many beside each other as the width has room for. */
export const FITS = [
  '',
  'narrow',
  'crowded',
  'stacked',
  'narrow stacked',
  'crowded stacked',
  'crowded slim',
  'crowded tight',
  'crowded tight slim',
  'crowded wrapped',
  'crowded tight stacked',
  'crowded tight wrapped',
];
/** With all rows and columns each is tried; where something has to be left out, the closest say how much, and one of these is taken. */
const CLOSE = FITS.filter(cls => cls.startsWith('crowded')),
  CLOSEST = CLOSE.filter(cls => cls.includes('tight'));

/** How many rows or columns of an axis are shown at most: one by one fewer. */
const MOST = [Infinity, 7, 6, 5, 4, 3];

/** How the grids of a step are set: { cls, rows, columns, few }. */
export const fits = new Map();

/** The grids that stand in a place, as HTML: what is set closer with the same rows and columns is not made anew. */
const gridsIn = new WeakMap();

export function setGrids(place, html) {
  if (gridsIn.get(place) !== html) putHtml(place, html);
  gridsIn.set(place, html);
}

const lastBeat = s =>
  Math.max(
    s,
    trace.states.findLastIndex(state => state.place === trace.states[s].place),
  );

/** All that the room of a step depends on; its beats have the same. */
const fitKey = s =>
  [
    lastBeat(s),
    isLevel(s),
    levels.open,
    chosenScope?.step === s && chosenScope.scope,
    filmed,
    innerWidth,
    innerHeight,
    host.shownPanes(),
    placesText(openRows),
  ].join(' ');

/** Beats of a step are drawn alike, as large as its last one fits, so that nothing moves between them. */
export function drawStage(s) {
  stage.style.zoom = '';
  gridsIn.delete(stage); // a field may stand in them
  if (!fits.has(fitKey(s))) fits.set(fitKey(s), roomiest(lastBeat(s)));
  draw(s, fits.get(fitKey(s)));
  host.shrinkStage();
}

function draw(s, fit) {
  showAtMost(fit.rows, fit.columns, fit.few);
  setGrids(stage, layout(s));
  stage.className = fit.cls;
}

const ALL = { rows: Infinity, columns: Infinity, few: 0 };

/** Whatever is measured in whole pixels, there is a scrollbar if it is too much. */
const isTooHigh = () => stage.scrollHeight > stage.clientHeight + 1 || stage.clientWidth < stage.offsetWidth;
export const isWhole = () => stage.scrollWidth <= stage.clientWidth + 1 && !isTooHigh();

/** Some ways are for some drawings only: the others would be the same again. A phone has an arrangement of its own for products, and no width for several grids. */
const ONLY = { slim: '.falk', wrapped: '.row' };
const suits = cls =>
  cls.split(' ').every(way => !ONLY[way] || stage.querySelector('.lay')?.matches(ONLY[way])) &&
  !(isNarrow() && /slim|wrapped/.test(cls));

/** The roomiest way to set the grids; of what has to be left out the closest ways say how much, and the one that shows most is taken. */
function roomiest(s) {
  const firstWhole = (ways, fit) =>
    ways.find(cls => {
      draw(s, { ...fit, cls });
      return isWhole();
    });
  draw(s, { ...ALL, cls: '' });
  const all = firstWhole(FITS.filter(suits), ALL);
  if (all !== undefined) return { ...ALL, cls: all };
  const drawn = new Set();
  let most = { ...ALL, cls: '', cells: -Infinity };
  for (const few of [0, 1, 2]) {
    draw(s, { ...ALL, few, cls: CLOSEST[0] });
    const html = stage.innerHTML;
    if (!drawn.has(html))
      CLOSEST.filter(suits).forEach(cls => {
        most = mostThatFits(s, cls, few, most);
      });
    drawn.add(html);
  }
  return { ...most, cls: firstWhole(CLOSE.filter(suits), most) ?? most.cls };
}

/** What is too high loses rows, what is too wide columns, until it fits or shows no more cells than another way that fits. */
function mostThatFits(s, cls, few, other) {
  const end = MOST.length - 1;
  for (let row = 0, column = 0; ;) {
    const fit = { cls, rows: MOST[row], columns: MOST[column], few };
    draw(s, fit);
    const cells = stage.querySelectorAll('td[data-c]').length;
    if (cells <= other.cells) return other;
    if (isWhole()) return { ...fit, cells };
    if (row === end && column === end) return few - 3 > other.cells ? { ...fit, cells: few - 3 } : other; // never whole: the fewer grids, the better
    const isFree = stage.querySelector('.lay')?.matches('.row, .level'); // in other drawings the columns of one grid are the rows of another
    const losesRow = !isFree || (isTooHigh() ? row < end : column === end);
    if (!isFree || !losesRow) column = Math.min(end, column + 1);
    if (losesRow) row = Math.min(end, row + 1);
  }
}
