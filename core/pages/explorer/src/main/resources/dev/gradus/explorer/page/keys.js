// ---------- wiring: keys ----------

import { host, KEYS } from './hooks.js';
import { chosen, pinned, setCell, step, trace } from './state.js';
import { besideOp } from './levels.js';
import { paint } from './chosen.js';
import { cellOf } from './pointer.js';

function moveInGrid(td, dx, dy) {
  const tr = td.parentElement;
  const column = [...tr.children].indexOf(td);
  const rows = [...tr.parentElement.children];
  let next;
  if (dx)
    for (
      next = tr.children[column + dx];
      next && !next.dataset?.c;
      next = tr.children[[...tr.children].indexOf(next) + dx]
    );
  else
    for (let r = rows.indexOf(tr) + dy; ; r += dy) {
      next = rows[r]?.children[column];
      if (!rows[r] || next?.dataset?.c) break;
    }
  if (!next?.hasAttribute?.('tabindex')) return;
  td.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

export function leaveCells() {
  document.activeElement?.closest?.('td')?.blur();
  setCell(null);
  paint();
  host.writeAddress();
}

function keyInCell(event, td) {
  const dx = { ArrowRight: 1, ArrowLeft: -1 }[event.key] || 0,
    dy = { ArrowDown: 1, ArrowUp: -1 }[event.key] || 0;
  if (dx || dy) moveInGrid(td, dx, dy);
  else if (event.key === 'Enter') {
    const cell = cellOf(td);
    if (host.editable(cell.id)) host.editCell(td);
    else {
      setCell(chosen, !pinned);
      host.writeAddress();
    }
  } else return false;
  event.preventDefault();
  return true;
}

function leaveField(field) {
  field.value = field.defaultValue;
  field.blur();
}

export const firstBackward = () =>
  Math.max(
    0,
    trace.states.findIndex(state => state.phase === 'seed'),
  );
/** A dialog that opens over the page takes the focus, so that it is heard; the browser gives it back. */
document.addEventListener(
  'toggle',
  ({ target, newState }) => {
    if (newState === 'open' && target.matches('[popover][role=dialog]')) target.focus();
  },
  true,
);

/** Whether a key scrolls what has the focus, or closes what is open over the page. */
function isForBrowser({ key }) {
  const over = document.querySelector(':popover-open');
  if (over && (key === 'Escape' || /^Arrow(Up|Down)$/.test(key))) return true;
  return !over && /^Arrow/.test(key) && document.activeElement?.matches('[tabindex]:not(td, button, [role=slider])');
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.localName === 'input') {
    if (event.key === 'Escape') leaveField(event.target);
    return;
  }
  if (isForBrowser(event)) return;
  const td = document.activeElement?.closest?.('td[tabindex]');
  if (td && keyInCell(event, td)) return;
  if ((event.key === ' ' || event.key === 'Enter') && document.activeElement?.closest?.('button')) return;
  const act =
    event.shiftKey && /^Arrow(Left|Right)$/.test(event.key)
      ? () => host.go(besideOp(step, event.key === 'ArrowRight' ? 1 : -1))
      : KEYS[event.key];
  if (!act) return;
  if (host.isPlaying() && event.key !== ' ') host.play(false);
  act();
  event.preventDefault();
});
