// ---------- drawing: tensors as grids of numbers ----------

import { stage } from './dom.js';
import { host } from './hooks.js';
import { escaped, shown, text } from './format.js';
import { broadcastPlace, copiesOf, indexOf, shapeText, sizeOf, stridesOf } from './tensors.js';
import { operation } from './operations.js';
import { numberAt, step, trace } from './state.js';
import { nameOf, shownOf, spoken } from './names.js';

/** The sheet that is shown of tensors of rank 3 and more, by their leading axes: what belongs together turns over together. */
export const sheets = new Map();
/** The row, from 1, that the reader wants to see of what is torn, by the number of rows: what belongs together shows the same. */
export const openRows = new Map();

/** Chosen places as they stand in the address: sizes and a number, as in 2,3:4;360:17. */
export const placesText = places =>
  [...places]
    .filter(([, place]) => place > 0)
    .map(([sizes, place]) => `${sizes}:${place}`)
    .join(';');

/** Where all does not fit, an axis has at most so many rows and columns, with the tear in it, and grids are left out: 0, 1 or 2 times. */
export let mostRows = Infinity,
  mostColumns = Infinity,
  few = 0;

export function showAtMost(rows, columns, fewer) {
  [mostRows, mostColumns, few] = [rows, columns, fewer];
}

/** Which places of an axis are shown: all of a short one, the first and last of a long one, null at the tear. */
function shownPlaces(size, short, corner, most) {
  if (size <= Math.min(short, most)) return Array.from({ length: size }, (_, i) => i);
  const shown = Math.min(most, size <= short ? short : corner ? 7 : 6) - 1,
    first = Math.ceil(shown / 2),
    last = shown - first;
  return [
    ...Array.from({ length: first }, (_, i) => i),
    null,
    ...Array.from({ length: last }, (_, i) => size - last + i),
  ];
}

/** A chosen place stands in the tear, and what is left out before and after it in a tear of its own; where least fits, it stands alone. */
function withChosen(places, place) {
  const tear = places.indexOf(null),
    [before, after] = [places[tear - 1], places[tear + 1]];
  if (tear < 0 || !(before < place && place < after)) return places;
  if (mostRows <= 3) return [null, place, null];
  return [
    ...places.slice(0, tear),
    ...(place > before + 1 ? [null] : []),
    place,
    ...(place < after - 1 ? [null] : []),
    ...places.slice(tear + 1),
  ];
}

/** At which line a place is shown: its own, or the tear that it is left out at. */
export const lineOf = (places, place) =>
  places.includes(place)
    ? places.indexOf(place)
    : places.findIndex((shown, i) => shown === null && !(places[i + 1] <= place));

/** As many places are all shown. */
const shortOf = shape => (sizeOf(shape.slice(-2)) <= 64 ? 8 : 6);
const isCornered = shape => shape.length > 1 && shape.at(-1) > shortOf(shape) && shape.at(-2) > shortOf(shape);
export const shownRows = shape =>
  withChosen(
    shownPlaces(shape.length < 2 ? 1 : shape.at(-2), shortOf(shape), isCornered(shape), mostRows),
    openRows.get(String(shape.at(-2))) - 1,
  );
export const shownColumns = shape =>
  shownPlaces(shape.length ? shape.at(-1) : 1, shortOf(shape), isCornered(shape), mostColumns);

/** Heat: one scale for all values, one for all gradients, one for each local factor; masks of 0 and 1 have none. */
export function scales() {
  const biggest = ids => Math.max(0, ...ids.flatMap(id => finite(id)));
  const steps = trace.states.filter(state => state.beat !== 'factor');
  const gradients = new Set(
    steps.filter(state => ['backward', 'fold', 'sum'].includes(state.phase)).map(state => state.result),
  );
  const values = [...trace.graph, ...trace.states.filter(state => state.phase === 'update').map(state => state.result)];
  const seed = trace.gradientOf.get(trace.objective);
  gradients.delete(seed);
  const indices = new Set(trace.nodes.flatMap(indicesOf));
  trace.heat = {
    values: new Set(values),
    gradients,
    seed,
    indices,
    value: biggest(values.filter(id => !indices.has(id))),
    gradient: biggest([...gradients]),
  };
}

/** What an op takes as places, not as quantities. */
function indicesOf({ op, builtIn, inputs, from }) {
  if (!builtIn) return [];
  return ['Gather', 'ScatterAdd', 'TakeAlong', 'ScatterAlong'].includes(op) ||
    (op === 'CrossEntropyLoss' && from[1].length === 1)
    ? [inputs[1]]
    : op === 'OneHot'
      ? [inputs[0]]
      : [];
}

function finite(id) {
  const numbers = trace.numbers[id] || (trace.nodes[id].part && trace.nodes[id].part.numbers.map(Number)) || [];
  let most = 0;
  numbers.forEach(value => {
    if (Number.isFinite(value) && Math.abs(value) > most) most = Math.abs(value);
  });
  return most;
}

export function scaleOf(id) {
  if (id === trace.heat.seed || trace.heat.indices.has(id)) return 0;
  if (trace.heat.gradients.has(id)) return trace.heat.gradient;
  if (trace.heat.values.has(id)) return trace.heat.value;
  const node = trace.nodes[id],
    numbers = trace.numbers[id];
  if (operation(node)?.family === 'move') return scaleOf(node.inputs[0]);
  return numbers && numbers.every(value => value === 0 || value === 1) ? 0 : finite(id);
}

/** The shade of a number as class and strength. */
export function heatOf(value, scale) {
  if (value === undefined) return { cls: '', strength: 0 };
  if (!Number.isFinite(value)) return { cls: 'odd', strength: 0 };
  if (value === 0 || !scale) return { cls: '', strength: 0 };
  return { cls: value > 0 ? 'pos' : 'neg', strength: Math.min(1, Math.sqrt(Math.abs(value) / scale)).toFixed(2) };
}

/**
 * A grid. Options: blue (a gradient's frame), hidden (dots, not known yet), result (can be pointed at by keyboard), plus (a
 * written sum), shape (shown as broadcast to it), as (shown in this shape, with the same numbers in the same order), blocked
 * (whether nothing passed at a place), ring (whether a place is a winner), plain (no heat), fresh, labels (right: row numbers
 * stand there), head (column numbers, or their room; false: not even those), sheet (the one that is shown, instead of the reader's choice).
 */
export function grid(id, options = {}) {
  const node = trace.nodes[id];
  const shape = options.shape || options.as || node.shape;
  const rows = shownRows(shape),
    columns = shownColumns(shape);
  const width = shape.length ? shape.at(-1) : 1;
  const start = options.sheet === undefined ? sheetStart(shape) : options.sheet * sizeOf(shape.slice(-2));
  const scale = options.plain ? 0 : scaleOf(id);
  const head = options.head ?? columns.length > 1;
  const stacked = shape.length > 2 && shape.at(-3) > 1;
  const right = options.labels === 'right';
  const cls = [
    'gr',
    options.blue && 'bk',
    options.hidden && 'off',
    options.fresh && 'new',
    options.quiz && 'asked',
    shape.length === 0 && 'single',
    stacked && 'sheeted',
    right && 'lr',
  ]
    .filter(Boolean)
    .join(' ');
  const role = options.result && !options.print ? ' role="grid"' : '';
  const label = words => th(words, options.plus ? 'g' : '');
  const line = (words, cells) => `<tr>${right ? '' : label(words)}${cells}${right ? label(words) : ''}</tr>`;
  const heading = columns.map(c => (c === null ? th('', 'gap') : th(columns.length > 1 ? c + 1 : ''))).join('');
  let first = true;
  const body = rows
    .map((row, r) => {
      if (row === null)
        return tear(shape, [rows[r - 1], rows[r + 1]], columns, { right, open: !options.print && !node.part });
      const words = options.labels === 'none' ? '' : options.plus ? (first ? '' : '+') : rows.length > 1 ? row + 1 : '';
      const edges = `${rows[r - 1] === null ? ' t' : ''}${rows[r + 1] === null ? ' b' : ''}`;
      const cells = columns
        .map((column, c) =>
          column === null
            ? '<td class="gap" aria-hidden="true">⋯</td>'
            : cell(id, shape, start + row * width + column, {
                ...options,
                scale,
                edges: `${edges}${c === 0 || columns[c - 1] === null ? ' l' : ''}${c === columns.length - 1 || columns[c + 1] === null ? ' r' : ''}`,
                first,
                lead: first && c === 0,
                behind: stacked && first && c === 0 ? sheetsBehind(node, shape, rows, columns) : '',
              }),
        )
        .join('');
      first = false;
      return line(words, cells);
    })
    .join('');
  const room = stacked ? ` style="--name:${sheetsName(node, shape).length}"` : '';
  return (
    `<table class="${cls}"${room} data-k="${id}"${role} aria-label="${escaped(spoken(options.name || nameOf(id)))}, ${escaped(spoken(shapeText(shape)))}">` +
    `${head ? `<thead><tr>${right ? '' : th('')}${heading}${right ? th('') : ''}</tr></thead>` : ''}<tbody>${body}</tbody></table>`
  );
}

/** The number of a row or column; where there is none, an empty place that is no heading. */
export const th = (words, cls = '') =>
  `<th${cls && ` class="${cls}"`}${words === '' ? ' role="presentation">&nbsp;' : `>${words}`}</th>`;

/**
 * Two zigzags, and between them in words what is not shown; open: a button that asks for a row.
 *
 * @param {number[]} shape
 * @param {number[]} ends
 * @param {(number | null)[]} columns
 * @param {{ right?: boolean, open?: boolean }} [options]
 */
export function tear(shape, [before = -1, after = shape.at(-2)], columns, { right, open } = {}) {
  const words = text(columns.length > 2 ? 'rows left out' : 'left out', { count: after - before - 1 });
  const label = open ? `<button data-tear="${shape.at(-2)}">${words}</button>` : `<span>${words}</span>`;
  return `<tr class="tear">${right ? '' : th('')}<td colspan="${columns.length}">${label}</td>${right ? th('') : ''}</tr>`;
}

/** Puts a field into a tear; Enter or leaving shows the row of that number, or none if it is empty. */
export function askForRow(button) {
  const rows = button.dataset.tear;
  const field = document.createElement('input');
  field.inputMode = 'numeric';
  field.setAttribute('aria-label', text('show row', { rows }));
  field.title = text('show row', { rows });
  const done = take => {
    field.onblur = null;
    if (take) openRows.set(rows, Math.max(0, Math.min(rows, Math.floor(Number(field.value)) || 0)));
    host.go(step);
    stage.querySelector(`[data-tear="${rows}"]`)?.focus();
  };
  field.onblur = () =>
    setTimeout(() => {
      if (field.isConnected) done(true);
    });
  field.onkeydown = event => {
    event.stopPropagation();
    if (event.key === 'Enter') {
      event.preventDefault(); // the button that comes back is not pressed by the same key
      done(true);
    }
    if (event.key === 'Escape') done(false);
  };
  button.replaceWith(field);
  field.focus();
}

/** The outlines of further sheets, up and to the right of the one in front. */
function sheetsBehind(node, shape, rows, columns) {
  const count = Math.min(2, shape.at(-3) - 1);
  const gaps = columns.filter(column => column === null).length;
  const size = `--w:calc(var(--cw) * ${columns.length - gaps} + var(--gap) * ${gaps});--t:calc(var(--ch) * ${rows.length})`;
  const name = sheetsName(node, shape);
  return Array.from(
    { length: count },
    (_, i) =>
      `<i class="sheet" style="--s:${i + 1};${size}"${i === count - 1 ? ` data-name="${escaped(name)}"` : ''}></i>`,
  ).join('');
}

/** The axis along which sheets lie, and how many there are. */
const sheetsName = (node, shape) =>
  `${node.axes[node.shape.length - 3] || text('axis', { number: node.shape.length - 2 })} = ${shape.at(-3)}`;

function cell(id, shape, position, o) {
  const place = o.shape ? broadcastPlace(shape, position, trace.nodes[id].shape) : position;
  const value = numberAt(id, place);
  const known = !o.hidden && !o.quiz;
  const { cls, strength } = known ? heatOf(value, o.scale) : { cls: '', strength: 0 };
  const copy = o.shape && position !== firstCopy(shape, trace.nodes[id].shape, place);
  const classes = [
    cls,
    o.edges.trim(),
    copy && 'copy',
    known && o.blocked?.(position) && 'blocked',
    known && o.ring?.(position) && 'ring',
    trace.edited.get(id)?.has(place) && 'edited',
  ]
    .filter(Boolean)
    .join(' ');
  const stop = o.result && !o.hidden && !o.print ? ` tabindex="${o.lead ? 0 : -1}"` : '';
  const words = !known ? '·' : value === undefined ? '…' : shownOf(id, value);
  return `<td class="${classes}" data-c="${id}:${place}"${o.shape ? ` data-at="${position}"` : ''}${strength ? ` style="--h:${strength}"` : ''}${stop}>${o.behind}${words}</td>`;
}

const firstCopy = (shape, small, place) => copiesOf(shape, small, place)[0];

// ---------- sheets ----------

export const sheetCount = shape => (shape.length > 2 ? sizeOf(shape.slice(0, -2)) : 1);
export const sheetOf = shape =>
  Math.min(sheets.get(shape.slice(0, -2).join()) || 0, Math.max(0, sheetCount(shape) - 1));
export const sheetStart = shape => sheetOf(shape) * sizeOf(shape.slice(-2));

/** One chooser for each leading axis. */
function sheetChooser(id, shape) {
  if (shape.length < 3 || sheetCount(shape) < 2) return '';
  const leading = shape.slice(0, -2),
    now = sheetOf(shape),
    strides = stridesOf(leading);
  const button = (axis, by, possible, sign) =>
    `<button data-sheet="${leading}:${now + by * strides[axis]}" data-axis="${axis}" aria-label="` +
    `${text(by < 0 ? 'previous sheet' : 'next sheet')}"${possible ? '' : ' disabled'}>${sign}</button>`;
  return `<span class="sheets">${indexOf(leading, now)
    .map((place, axis) => {
      const name = escaped(
        trace.nodes[id].axes[trace.nodes[id].shape.length - shape.length + axis] || text('axis', { number: axis + 1 }),
      );
      return `<span>${button(axis, -1, place > 0, '‹')}${name} = ${place + 1} ${text('of')} ${leading[axis]}${button(axis, 1, place < leading[axis] - 1, '›')}</span>`;
    })
    .join('')}</span>`;
}

// ---------- captions ----------

/** What stands over a grid: its role, its name, its shape. */
export function caption(id, role, options = {}) {
  const own = trace.nodes[id].shape;
  const shape = options.shape || own;
  const from = options.shape ? `${shapeText(own)} → ` : '';
  const lit = options.of ?? id;
  return (
    `<div class="cap${options.cls ? ` ${options.cls}` : ''}${options.quiz ? ' asked' : ''}" ${options.style ? `style="${options.style}"` : ''}><span class="role">${role}</span>` +
    (`<span class="sym" data-t="${lit}">${options.name || nameOf(id)}</span><span class="shp">${from}` +
      `${shapeText(shape)}</span>` +
      `${options.sheet === undefined ? sheetChooser(id, options.as || shape) : ''}` +
      `${figures(id)}${options.more ?? ''}</div>`)
  );
}

/** Of a tensor that is shown in part, what the whole is like. */
function figures(id) {
  const { part, shape } = trace.nodes[id];
  if (!part) return '';
  const [least, greatest, mean] = [part.least, part.greatest, part.mean].map(value => shown(Number(value)));
  const seen =
    shownRows(shape).filter(place => place !== null).length *
    shownColumns(shape).filter(place => place !== null).length;
  return `<span class="figures">${text('figures', { least, greatest, mean, zeros: part.zeros, left: sizeOf(shape) - seen })}</span>`;
}
