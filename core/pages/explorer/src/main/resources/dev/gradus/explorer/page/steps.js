// ---------- wiring: from step to step, by calls and by keys ----------

import { TRACES } from './given.js';
import { filmed, iteration, last, setCell, setStep, step } from './state.js';
import { writeAddress } from './address.js';
import { beside, isShown, runAt } from './levels.js';
import { openIteration } from './opening.js';
import { render } from './drawing.js';
import { shownPanes } from './panes.js';
import { $ } from './dom.js';

export function go(s, { keep = false } = {}) {
  const next = Math.max(0, Math.min(last(), s));
  setStep(isShown(next) ? next : runAt(next).last);
  if (!keep) setCell(null);
  render();
  writeAddress();
}

/** Whether the reader watches the training rather than its steps. */
export const isFilm = () => filmed || shownPanes().includes('film');

/** To the next state, or the one before: after the last one of an iteration comes the first of the next. */
export function goBy(by) {
  const next = iteration + by,
    to = beside(step, by);
  if (isFilm()) return goToIteration(next);
  if (to !== step || !(next in TRACES)) return go(to);
  openIteration(next);
  return go(by > 0 ? 0 : last());
}

$('iterations').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (button?.dataset.iteration) goToIteration(Number(button.dataset.iteration));
});

export function goToIteration(i) {
  openIteration(i);
  go(step);
}
