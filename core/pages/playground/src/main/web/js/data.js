// ---------- drawing: the data: as a plane, as a curve or as a table, and where it comes from ----------

import { $ } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { trace } from 'explorer/state.js';
import { showAtMost } from 'explorer/grids.js';
import { asked, engine } from './engine.js';
import { drawCurve } from './curve.js';
import { classCount, drawFit, drawPlane, isLearned, plane } from './plane.js';
import { drawSampling } from './sampling.js';
import { drawView } from './views.js';
import { fit } from './fit.js';
import { row } from 'explorer/wires.js';
import { now } from './now.js';
import { sentenceText } from './words.js';
import { putHtml, renewHtml } from 'explorer/html.js';

const kindOfData = () => (now.lines?.data?.plane ? 'plane' : now.lines?.data?.fit ? 'fit' : 'table');

export let shownKind = '',
  isChoosing = false;

export function drawData() {
  const kind = kindOfData();
  if (kind !== shownKind) $('shown').replaceChildren();
  shownKind = kind;
  $('data').className = `data as-${kind}${isChoosing ? ' open' : ''}`;
  if (!now.points) return;
  if (kind === 'plane') drawPlane();
  else if (kind === 'fit') drawFit();
  else if (!drawView()) drawTable();
  drawDataHead(kind);
}

function drawDataHead(kind) {
  const rows = now.cleared ? 0 : (now.lines?.data?.rows ?? 0),
    wrong = now.status?.wrong ?? -1;
  const words = text(kind === 'table' ? 'rows of' : 'points', { count: rows });
  const held = now.heldOut.size ? `, ${text('held out', { count: now.heldOut.size })}` : '';
  const side =
    kind === 'plane' && isLearned() && wrong >= 0
      ? `, ${wrong ? text('wrong side', { count: wrong }) : text('right side')}`
      : '';
  putHtml($('first-head'), `${text('data')} <small>${rows ? words + held + side : ''}</small>`);
}

/** The first rows of data that has no picture, as grids whose numbers can be changed. */
function drawTable() {
  const inputs = trace ? trace.nodes.filter(node => node.kind === 'input' && trace.graph.has(node.id)) : [];
  const place = $('views') && now.moment === 'train' ? $('view') : $('shown'),
    names = inputs.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, 3);
  if (!names.length && drawCurve(place)) return;
  if (!names.length) putHtml(place, `<p class="note">${text('not there')}</p>`);
  else
    [
      [fit.low ? 4 : Infinity, Infinity],
      [4, 4],
      [4, 3],
    ].find(most => {
      showAtMost(...most, 0);
      putHtml(
        place,
        row(names.flatMap((node, i) => [...(i ? [''] : []), [node.id, text('role input'), { result: true }]])),
      );
      return place.scrollWidth <= place.clientWidth + 1;
    });
  nameColumns(names.find(({ name }) => name === 'x'));
}

/** The names of x's columns, as a pasted table has them, instead of their numbers. */
function nameColumns(x) {
  const { columns = [] } = now.lines?.data ?? {};
  if (x)
    $('shown')
      .querySelectorAll(`[data-k="${x.id}"] thead th:not([role])`)
      .forEach(th => {
        const name = columns[Number(th.textContent) - 1];
        if (name) Object.assign(th, { textContent: name, title: name });
      });
}

let sources = [];

/** The list of data, the classes of new points, and how to draw. */
export function drawSource() {
  if (!engine) return;
  if (!sources.length) sources = asked('sources');
  const name = now.lines?.data?.name,
    kind = kindOfData();
  const choices = sources
    .map(
      source =>
        `<button role="radio" data-source="${escaped(source.name)}" aria-checked="${source.name === name}"` +
        ` tabindex="${source.name === name ? 0 : -1}" title="${escaped(sentenceText(source.about))}">` +
        `${escaped(sentenceText(source.title))}</button>`,
    )
    .join('');
  const count = classCount(),
    more =
      count < 5
        ? `<button data-more title="${text('more classes')}" aria-label="${text('more classes')}">+</button>`
        : '';
  const classes =
    kind === 'plane'
      ? `<hr><div class="key"><span role="radiogroup" aria-label="${text('class of points')}">` +
        Array.from({ length: count }, (_, k) => count - 1 - k)
          .map(
            value =>
              `<button role="radio" data-class="${value}" aria-checked="${plane.class === value}" tabindex="` +
              `${plane.class === value ? 0 : -1}"><svg viewBox="0 0 12 12" aria-hidden="true"><circle class="pt` +
              `${value}" cx="6" cy="6" r="5"/></svg> <span>${count > 2 ? '' : '<i class="v">y</i> = '}${value}` +
              `</span></button>`,
          )
          .join('') +
        `</span>${more}</div><small>${text('draw')}</small>`
      : '';
  const html =
    `<div class="choices" role="radiogroup" aria-label="${text('data')}">${choices}</div><div>` +
    `<button data-paste>${text('paste csv')}</button>` +
    (kind === 'plane' ? `<button data-clear>${text('clear points')}</button>` : '') +
    `</div>${classes}`;
  drawSampling();
  const focused = document.activeElement?.closest?.('#source button'),
    key = focused && JSON.stringify(focused.dataset);
  if (!renewHtml($('source'), html)) return;
  if (!$('source').querySelector('.choices [tabindex="0"]'))
    $('source').querySelector('.choices button')?.setAttribute('tabindex', '0');
  if (key) [...$('source').querySelectorAll('button')].find(button => JSON.stringify(button.dataset) === key)?.focus();
}

/** On a small page the list of data opens over the plane. */
export function openSource(on) {
  isChoosing = on;
  $('choose').setAttribute('aria-expanded', on);
  $('data').classList.toggle('open', on);
}

$('choose').addEventListener('click', () => openSource(!isChoosing));

$('data').addEventListener('keydown', event => {
  if (event.key !== 'Escape' || !isChoosing) return;
  openSource(false);
  $('choose').focus();
  event.stopPropagation();
});
