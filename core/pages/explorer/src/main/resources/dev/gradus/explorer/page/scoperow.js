// ---------- drawing: the row of scopes: boxes, each between what goes in and what comes out; one is open below ----------

import { text } from './format.js';
import { chosenScope, filmed, once, trace } from './state.js';
import { graphPane, partOf, scopeParts, scopes } from './elements.js';
import { gradientName, mathHtml, nameOf, spoken } from './names.js';
import { fadeEdges, isNarrow, view } from './view.js';
import { firstToAnswer, givenTo, handsIn, madeBy, progressOf, scopeAt, scopeName } from './scopes.js';
import { isLevel, levels } from './levels.js';
import { chipHtml, drawBead, drawChips, isDrawn } from './beads.js';
import { shownPanes } from './panes.js';
import { addHtml, putHtml } from './html.js';

export const TITLE_ROOM = 30,
  EDGE = 10,
  BEAD = { width: 34, height: 24, scale: 0.8 },
  MOST_BEADS = 3,
  ROW_PADDING = 5;

export const scopeRow = document.createElement('div'),
  rowLine = document.createElement('div');

export function prepareScopes() {
  if (scopes.length < 2) return;
  scopes.forEach(scope => {
    scope.name = scopeName(scope.title);
    scope.given = givenTo(scope);
    scope.results = madeBy(scope);
    [scope.frame, scope.title].forEach(element => {
      element.style.display = 'none';
    });
  });
  scopeRow.className = 'scopes fading';
  scopeRow.setAttribute('role', 'group');
  scopeRow.dataset.label = 'scopes';
  putHtml(
    scopeRow,
    scopes
      .map(
        (scope, i) =>
          `${beadsHtml(scopes[i - 1], scope)}<button data-scope="${i}" aria-controls="graph"><bdi>${scope.name}</bdi>${formulaOf(scope)}</button>`,
      )
      .join('') + beadsHtml(scopes.at(-1)),
  );
  scopeRow.querySelectorAll('.bead').forEach(bead => drawBead(bead, BEAD));
  scopeRow.querySelectorAll('[data-part]').forEach(element => scopeParts.push(partOf(element)));
  scopeRow.addEventListener('scroll', () => fadeEdges(scopeRow));
  rowLine.className = 'rowline';
  rowLine.append(scopeRow);
  addHtml(rowLine, 'beforeend', chipHtml(trace.objective, ['value']));
  scopeParts.push(...drawChips(rowLine));
  graphPane.before(rowLine);
}

/** What comes out of one scope and goes into the next; what only one of them has begins or ends there. */
function beadsHtml(before, after) {
  const values = [...new Set([...(before?.results ?? []), ...(after?.given ?? [])])];
  const shownValues = values.length > MOST_BEADS ? values.slice(0, MOST_BEADS - 1) : values;
  const rest = values.slice(shownValues.length).map(nameOf);
  return (
    `<div class="beads">` +
    shownValues
      .map(
        id =>
          `<span class="value">${before?.results.includes(id) ? wayHtml(id, id) : ''}<span>${nameOf(id)}</span>` +
          `<svg class="bead" data-of="${id}" aria-hidden="true"></svg></span>` +
          `${levels.closed ? (after?.given.includes(id) ? wayHtml(id, firstToAnswer(after, id)) : '<span></span>') : ''}` +
          (levels.closed && isDrawn(id, 'gradient')
            ? `<span class="back">${gradientName(id)}<svg class="bead" data-of="${id}" data-kind="gradient" aria-hidden="true"></svg></span><span></span>`
            : '') +
          `
    ` +
          `${levels.closed ? '' : after?.given.includes(id) ? wayHtml(id, firstToAnswer(after, id)) : '<span></span>'}`,
      )
      .join('') +
    (rest.length ? `<small>${text('more values', { names: rest.join(', ') })}</small>` : '') +
    `</div>`
  );
}

/** What a closed scope computes, where that is short. */
function formulaOf({ results }) {
  if (!levels.closed) return '';
  const at =
    results.length === 1
      ? trace.states.find(state => state.phase === 'forward' && state.node === results[0])?.equation
      : undefined;
  const words = at === undefined ? '' : trace.equations[at].formula.right.text;
  return words && words.length <= 26 ? ` <small>${mathHtml(words)}</small>` : '';
}

/** Where nothing of the graph is at work but closed scopes, they have the place of the picture. */
export const isClosedAt = s => levels.closed && (isLevel(s) || ['given', 'seed'].includes(trace.states[s].phase));

const wayHtml = (node, op) =>
  `<span class="way">${['edge', 'back'].map(part => `<i data-node="${node}" data-op="${op}" data-part="${part}"></i>`).join('')}</span>`;

/** Shows the scope of the step, or the one that the reader opened at this step, or only the row if that is closed again; how high the row is. */
export function openScope(s, room) {
  if (scopes.length < 2) return 0;
  const open = chosenScope ? chosenScope.scope : isClosedAt(s) ? -1 : scopeAt(s);
  graphPane.style.display = open < 0 ? 'none' : '';
  const row = rowIn(room, open < 0, isNarrow() && isLevel(s));
  scopeRow.className = row.cls;
  scopeRow.style.paddingBlock = open < 0 && !isNarrow() ? `${ROW_PADDING + (room - row.height) / 2}px` : '';
  rowLine.classList.toggle('long', row.isLong);
  if (open >= 0) showScope(open);
  drawScopeRow(s, open);
  return open < 0 ? 0 : row.height;
}

/** How the row is set, by all that this depends on: it is measured once. */
const rowFits = new Map();

/** As large as it fits into the room, where it stands alone; too long a row has J beside it. */
function rowIn(room, isAlone, isNear) {
  once('row of scopes', () => rowFits.clear());
  const key = [room, isAlone, isNear, filmed, innerWidth, innerHeight, shownPanes()].join(' ');
  if (!rowFits.has(key)) {
    scopeRow.style.paddingBlock = '';
    rowLine.classList.remove('long');
    const fits = (isAlone ? ['alone', 'alone close', ''] : ['']).some(one => {
      scopeRow.className = `scopes fading ${one} ${isNear ? 'near' : ''}`;
      return scopeRow.scrollWidth <= scopeRow.clientWidth && scopeRow.offsetHeight <= room;
    });
    const isLong = isNear || (!fits && scopeRow.scrollWidth > scopeRow.clientWidth);
    rowLine.classList.toggle('long', isLong);
    rowFits.set(key, { cls: scopeRow.className, isLong, height: scopeRow.offsetHeight });
  }
  return rowFits.get(key);
}

export function showScope(open) {
  scopes.forEach(({ members }, i) =>
    members.forEach(element => {
      element.style.display = i === open ? '' : 'none';
    }),
  );
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(name =>
    Number(scopes[open].frame.getAttribute(name)),
  );
  Object.assign(view, { x: x + EDGE, y: y + TITLE_ROOM, width: width - 2 * EDGE, height: height - TITLE_ROOM - EDGE });
}

function drawScopeRow(s, open) {
  const isFree = levels.closed && ['given', 'seed', 'update'].includes(trace.states[s].phase),
    now = isFree ? -1 : scopeAt(s);
  scopes.forEach((scope, i) => {
    const button = scopeRow.querySelector(`[data-scope="${i}"]`),
      progress = progressOf(scope, s),
      told = text(`scope ${progress}`),
      part = handsIn(scope, s);
    button.className = `${progress}${i === now ? ' now' : ''}${part ? ' part' : ''}`;
    button.ariaExpanded = String(i === open);
    button.ariaCurrent = i === now ? 'step' : null;
    const seen = [...button.children].map(child => child.textContent).join(' '); // so that one can say what one sees
    button.ariaLabel =
      seen +
      spoken(
        text('scope', {
          name: '',
          given: scope.given.map(nameOf).join(', '),
          results: scope.results.map(nameOf).join(', '),
          progress: part ? text('scope part', { progress: told }) : told,
        }),
      );
  });
  const end = trace.states[s].phase === 'given' ? scopeRow.firstElementChild : scopeRow.lastElementChild;
  const target = scopeRow.querySelector(`[data-scope="${open < 0 ? now : open}"]`) ?? end;
  [...scopeRow.children].forEach(child =>
    child.classList.toggle(
      'away',
      now >= 0 && ![target, target.previousElementSibling, target.nextElementSibling].includes(child),
    ),
  );
  scopeRow.scrollLeft = target.offsetLeft + target.offsetWidth / 2 - scopeRow.clientWidth / 2;
  fadeEdges(scopeRow);
}
