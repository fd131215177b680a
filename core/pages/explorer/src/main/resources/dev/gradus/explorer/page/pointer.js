// ---------- wiring: pointer and focus: cells, symbols, lines, the time line ----------

import { $, stage, timeline } from './dom.js';
import { host } from './hooks.js';
import { text } from './format.js';
import { chosen, depth, pinned, setCell, setMathDepth, step } from './state.js';
import { spoken } from './names.js';
import { askForRow, sheets } from './grids.js';
import { resultOf } from './formulas.js';
import { nearestState } from './timeline.js';
import { paint } from './chosen.js';
import { isAnswering } from './score.js';
import { choose, judge } from './replies.js';

export const cellOf = target => {
  const td = target.closest?.('td[data-c]');
  if (!td || td.closest('.off') || td.closest('#handout')) return null;
  const [id, place] = td.dataset.c.split(':').map(Number);
  return { id, place, td };
};
const same = (a, b) => a && b && a.id === b.id && a.place === b.place;

stage.addEventListener('pointerover', event => {
  const cell = cellOf(event.target);
  if (!pinned && cell && !stage.querySelector('input')) {
    setCell(cell);
    paint();
  }
});
stage.addEventListener('pointerleave', () => {
  if (!pinned && !document.activeElement?.closest('#stage')) {
    setCell(null);
    paint();
  }
});
stage.addEventListener('click', event => {
  const chooser = event.target.closest('[data-sheet]');
  if (chooser) {
    const [axes, sheet] = chooser.dataset.sheet.split(':');
    const beside = `[data-sheet^="${axes}:"][data-axis="${chooser.dataset.axis}"]:enabled`;
    sheets.set(axes, Number(sheet));
    host.go(step);
    (stage.querySelector(`${beside}[aria-label="${chooser.ariaLabel}"]`) || stage.querySelector(beside))?.focus();
    return;
  }
  const torn = event.target.closest('[data-tear]');
  if (torn) {
    askForRow(torn);
    return;
  }
  const cell = cellOf(event.target);
  if (!cell || stage.querySelector('input')) return;
  const again = pinned && same(chosen, cell);
  setCell(again ? null : cell, !again);
  paint();
  host.writeAddress();
});
stage.addEventListener('dblclick', event => {
  const cell = cellOf(event.target);
  if (cell) {
    setCell(chosen);
    host.editCell(cell.td);
  }
});
stage.addEventListener('focusin', event => {
  const cell = cellOf(event.target);
  if (!cell || event.target.localName === 'input') return;
  setCell(cell, pinned);
  paint();
  if (!isAnswering()) $('live').textContent = cellInSpeech();
});

/** What is written of the chosen cell: of a sum first the line of symbols, then that of numbers. */
function cellInSpeech() {
  const pieces = [...$('ex').querySelectorAll('.k')];
  const lines = [0, 1]
    .map(line =>
      pieces
        .map(piece => piece.children[line].innerHTML)
        .filter(Boolean)
        .join(' '),
    )
    .filter(Boolean);
  const others = [...$('ex').children]
    .filter(part => !part.matches('.raw') && !part.querySelector('.k'))
    .map(part => part.innerHTML);
  return [...lines, ...others].map(spoken).join(', ');
}

stage.addEventListener('focusout', () => {
  if (!pinned) {
    setCell(null);
    paint();
  }
});
$('ex').addEventListener('pointerover', event => {
  const term = event.target.closest('.t');
  if (term)
    paint(
      term.dataset.hot
        .split(' ')
        .filter(Boolean)
        .map(cell => cell.split(':').map(Number)),
    );
});
$('ex').addEventListener('pointerout', event => {
  if (event.target.closest('.t')) paint();
});
$('ex').addEventListener('click', event => {
  const choice = event.target.closest('[data-choice]');
  if (choice) choose(Number(choice.dataset.choice));
});
$('ex').addEventListener('submit', event => {
  event.preventDefault();
  judge($('number').value);
});
$('foot').addEventListener('click', event => {
  if (event.target.id !== 'reset') return;
  host.resetEdits();
  host.go(step);
  timeline.focus(); // the button is gone
});
$('foot').addEventListener('change', event => {
  const field = event.target,
    value = Number(field.value.replace(',', '.').replace('−', '-')),
    stays = document.activeElement === field;
  if (field.id !== 'rate') return;
  if (field.value.trim() && Number.isFinite(value)) host.rates().forEach(id => host.change(id, 0, value));
  host.go(step, { keep: true });
  if (stays) $('rate').focus();
});

document.addEventListener('pointerover', event => {
  const symbol = event.target.closest?.('[data-t]');
  document.querySelectorAll('.lit').forEach(element => element.classList.remove('lit'));
  if (symbol)
    document.querySelectorAll(`[data-t="${symbol.dataset.t}"]`).forEach(element => element.classList.add('lit'));
});
['equations', 'java', 'numpy'].forEach(id =>
  $(id).addEventListener('click', event => {
    const line = event.target.closest('li');
    const at = line ? resultOf(Number(line.dataset.equation)) : -1;
    if (at >= 0) host.go(at);
  }),
);
$('depth').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (button) setDepth(Number(button.dataset.depth), true);
});
$('depth').addEventListener('keydown', event => {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by) {
    setDepth(depth + by, true);
    event.preventDefault();
    event.stopPropagation();
  }
});

export function setDepth(d, focus) {
  setMathDepth(Math.max(0, Math.min(2, d)));
  host.drawDepth();
  host.writeAddress();
  if (!focus) $('live').textContent = `${text('depth of math')}: ${text(`depth ${depth}`)}`;
  if (focus) $('depth').querySelector('[aria-checked=true]').focus({ preventScroll: true });
}

timeline.addEventListener('pointerdown', event => {
  const scrub = moved => {
    const s = nearestState(moved.clientX);
    if (s !== step) host.go(s);
  };
  scrub(event);
  const end = () => {
    removeEventListener('pointermove', scrub);
    removeEventListener('pointerup', end);
  };
  addEventListener('pointermove', scrub);
  addEventListener('pointerup', end);
});
