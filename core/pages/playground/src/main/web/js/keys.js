// ---------- wiring: keys, beside those of the explorer ----------

import { $ } from 'explorer/dom.js';
import { KEYS } from 'explorer/hooks.js';
import { chosen, depth, last } from 'explorer/state.js';
import { setDepth } from 'explorer/pointer.js';
import { firstBackward, leaveCells } from 'explorer/keys.js';
import { fitWindow } from './fit.js';
import { back } from './desk.js';
import { editor } from './editor.js';
import { complete, showHelp } from './functions.js';
import { play } from './train.js';
import { again, render } from './moments.js';
import { writeAddress } from './address.js';
import { future, iterationNow, now, past, setNow } from './now.js';
import { enter, go, walk } from './walk.js';

Object.assign(KEYS, {
  ArrowRight: () => walk(1),
  ArrowLeft: () => walk(-1),
  ' ': () => play(!now.training),
  Escape: leave,
  ArrowDown: () => now.moment === 'step' && setDepth(depth + 1),
  ArrowUp: () => now.moment === 'step' && setDepth(depth - 1),
  Home: () => now.moment === 'step' && enter(0),
  End: () => now.moment === 'step' && enter(last()),
  b: () => go(firstBackward()),
  B: () => go(firstBackward()),
  p: talk,
  P: talk,
  '?': showHelp,
});

/** From a chosen cell to none, from the steps back to the plane. */
function leave() {
  if (chosen) {
    leaveCells();
    return;
  }
  if (now.moment !== 'step') return;
  setNow({ moment: iterationNow() > 0 ? 'train' : 'write' });
  render();
  writeAddress();
}

/** Larger, for the back row. */
function talk() {
  document.documentElement.classList.toggle('talk');
  fitWindow();
  again();
}

addEventListener(
  'keydown',
  event => {
    const ctrl = event.ctrlKey || event.metaKey,
      key = event.key.toLowerCase();
    if (document.querySelector('dialog[open]')) {
      event.stopPropagation();
      return;
    }
    if (ctrl && key === 'z') (event.shiftKey ? redo : back)();
    else if (ctrl && key === 'y') redo();
    else if (ctrl && key === 'enter') {
      editor.blur();
      play(true);
    } else if (
      event.shiftKey &&
      !event.target.matches('textarea, input, svg') &&
      (key === 'arrowright' || key === 'arrowleft')
    )
      walk(key === 'arrowright' ? 1 : -1, true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);

const redo = () => back(future, past);

editor.addEventListener('keydown', event => {
  if (event.key === 'Escape') editor.blur();
  if (event.key === ' ' && event.ctrlKey) {
    complete();
    event.preventDefault();
  }
  event.stopPropagation();
});

/** Who clicks into the lines writes; who comes there by Tab goes on stepping until something is typed. */
editor.addEventListener('click', () => {
  if (now.moment !== 'step') return;
  setNow({ moment: 'write' });
  render();
});

/** Arrows move within a group of which one is on. */
document.querySelectorAll('[role=radiogroup]').forEach(moveByArrows);
function moveByArrows(group) {
  if (group.id === 'depth') return; // has its own
  group.addEventListener('keydown', event => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const holder = event.target.closest('[role=radiogroup]'),
      all = [...holder.querySelectorAll('[role=radio]')];
    const next = all[(all.indexOf(event.target) + by + all.length) % all.length];
    event.preventDefault();
    event.stopPropagation();
    next.focus();
    next.click();
    holder.isConnected
      ? holder.querySelector('[aria-checked=true]')?.focus()
      : document.querySelector(`[role=radiogroup][aria-label="${holder.ariaLabel}"] [aria-checked=true]`)?.focus();
  });
}
moveByArrows($('source'));
