// ---------- wiring: playing by itself, and the other buttons and the keys of the page ----------

import { TRACES } from './given.js';
import { $ } from './dom.js';
import { text } from './format.js';
import { chosen, depth, iteration, last, step } from './state.js';
import { setTheme, writeAddress } from './address.js';
import { openIteration, openLevel, toggleLevel } from './opening.js';
import { go, goBy, isFilm } from './steps.js';
import { KEYS } from './hooks.js';
import { present } from './show.js';
import { presented } from './panes.js';
import { levels, runAt } from './levels.js';
import { setDepth } from './pointer.js';
import { firstBackward, leaveCells } from './keys.js';
import { putHtml } from './html.js';

export let timer = 0;
const ICONS = { play: 'M5 3v12l10-6z', pause: 'M4.5 3h3.2v12H4.5zM10.3 3h3.2v12h-3.2z' };

/** Whether nothing comes after this state. */
const isOver = () => (isFilm() || step === last()) && iteration === TRACES.length - 1;

export function play(on) {
  clearInterval(timer);
  timer = 0;
  if (on) {
    if (isOver()) {
      openIteration(0);
      go(isFilm() ? step : 0);
    }
    timer = setInterval(() => (isOver() ? play(false) : goBy(1)), isFilm() ? 500 : 2200);
  }
  const name = timer ? 'pause' : 'play';
  $('play').setAttribute('aria-label', text(name));
  putHtml($('play'), `<svg viewBox="0 0 18 18"><path d="${ICONS[name]}"/></svg>`);
}

$('previous').addEventListener('click', () => goBy(-1));
$('next').addEventListener('click', () => goBy(1));
$('play').addEventListener('click', () => play(!timer));
$('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const now = root.dataset.theme || (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light');
  setTheme(now === 'dark' ? 'light' : 'dark');
  writeAddress();
});

Object.assign(KEYS, {
  ArrowRight: () => goBy(1),
  ArrowLeft: () => goBy(-1),
  Enter: toggleLevel,
  ArrowDown: () => setDepth(depth + 1),
  ArrowUp: () => setDepth(depth - 1),
  Home: () => go(0),
  End: () => go(last()),
  ' ': () => play(!timer),
  b: () => go(firstBackward()),
  B: () => go(firstBackward()),
  p: () => present(),
  P: () => present(),
  Escape: () =>
    presented
      ? present('')
      : chosen || !levels.closed || levels.open === -1
        ? leaveCells()
        : openLevel(-1, runAt(step).last),
});
