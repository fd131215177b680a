// ---------- from step to step, by calls and by keys ----------

import { TRACES } from './given.js';
import { KEYS } from './hooks.js';
import { chosen, depth, filmed, iteration, last, setCell, setStep, step } from './state.js';
import { writeAddress } from './address.js';
import { present, presented, shownPanes } from './show.js';
import { beside, isShown, levels, openLevel, runAt, toggleLevel } from './levels.js';
import { openIteration } from './opening.js';
import { render } from './drawing.js';
import { goToIteration } from './iterations.js';
import { setDepth } from './pointer.js';
import { play, timer } from './player.js';
import { firstBackward, leaveCells } from './keys.js';

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
  const next = iteration + by, to = beside(step, by);
  if (isFilm()) return goToIteration(next);
  if (to !== step || !(next in TRACES)) return go(to);
  openIteration(next);
  return go(by > 0 ? 0 : last());
}

Object.assign(KEYS, {
  ArrowRight: () => goBy(1), ArrowLeft: () => goBy(-1), Enter: toggleLevel, ArrowDown: () => setDepth(depth + 1), ArrowUp: () => setDepth(depth - 1),
  Home: () => go(0), End: () => go(last()), ' ': () => play(!timer), b: () => go(firstBackward()), B: () => go(firstBackward()), p: () => present(), P: () => present(), Escape: () => presented ? present('') : chosen || !levels.closed || levels.open === -1 ? leaveCells() : openLevel(-1, runAt(step).last),
});
