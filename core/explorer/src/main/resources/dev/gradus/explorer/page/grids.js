// ---------- tensors as grids of numbers ----------

const sheets = new Map();

/** Which places of an axis are shown: all of a short one, the first three and last two of a long one, null at the tear. */
function shownPlaces(size, most) {
  if (size <= most) return Array.from({ length: size }, (_, i) => i);
  return [0, 1, 2, null, size - 2, size - 1];
}

function shownRows(shape, most) { return shownPlaces(shape.length < 2 ? 1 : shape.at(-2), most ?? (sizeOf(shape.slice(-2)) <= 64 ? 8 : 6)); }
function shownColumns(shape) { return shownPlaces(shape.length ? shape.at(-1) : 1, sizeOf(shape.slice(-2)) <= 64 ? 8 : 6); }

/** Heat: one scale for all values, one for all gradients, one for each local factor; masks of 0 and 1 have none. */
function scales() {
  const biggest = ids => Math.max(0, ...ids.flatMap(id => finite(id)));
  const steps = trace.states.filter(state => state.beat !== 'factor');
  const gradients = new Set(steps.filter(state => ['backward', 'fold', 'sum'].includes(state.phase)).map(state => state.result));
  const values = [...trace.graph, ...trace.states.filter(state => state.phase === 'update').map(state => state.result)];
  const seed = trace.gradientOf.get(trace.objective);
  gradients.delete(seed);
  trace.heat = { values: new Set(values), gradients, seed, value: biggest(values), gradient: biggest([...gradients]) };
}

function finite(id) {
  const numbers = trace.numbers[id] || (trace.nodes[id].part && trace.nodes[id].part.numbers.map(Number)) || [];
  let most = 0;
  numbers.forEach(value => { if (Number.isFinite(value) && Math.abs(value) > most) most = Math.abs(value); });
  return most;
}

function scaleOf(id) {
  if (id === trace.heat.seed) return 0;
  if (trace.heat.gradients.has(id)) return trace.heat.gradient;
  if (trace.heat.values.has(id)) return trace.heat.value;
  const node = trace.nodes[id], numbers = trace.numbers[id];
  if (operation(node)?.family === 'move') return scaleOf(node.inputs[0]);
  return numbers && numbers.every(value => value === 0 || value === 1) ? 0 : finite(id);
}

/** The shade of a number as class and strength. */
function heatOf(value, scale) {
  if (value === undefined || Number.isNaN(value) || !Number.isFinite(value)) return { cls: 'odd', strength: 0 };
  if (value === 0 || !scale) return { cls: '', strength: 0 };
  return { cls: value > 0 ? 'pos' : 'neg', strength: Math.min(1, Math.sqrt(Math.abs(value) / scale)).toFixed(2) };
}

/**
 * A grid. Options: blue (a gradient's frame), hidden (dots, not known yet), result (can be pointed at by keyboard), copies
 * (the first row is the value, the others are copies of it), plus (a written sum), mask (1 where something passes), of (the
 * numbers of another node, as broadcast), fresh.
 */
function grid(id, options = {}) {
  const node = trace.nodes[id];
  const shape = options.shape || node.shape;
  const rows = shownRows(shape, options.most), columns = shownColumns(shape);
  const width = shape.length ? shape.at(-1) : 1;
  const start = sheetStart(id, shape);
  const scale = options.plain ? 0 : scaleOf(id);
  const head = columns.length > 1 || options.head;
  const cls = ['gr', options.blue && 'bk', options.hidden && 'off', options.fresh && 'new', shape.length === 0 && 'single'].filter(Boolean).join(' ');
  const role = options.result && !options.print ? ' role="grid"' : '';
  let html = `<table class="${cls}" data-k="${id}"${role} aria-label="${escaped(spoken(options.name || nameOf(id)))}, ${escaped(shapeText(shape))}">`;
  if (head) html += `<thead><tr>${th('')}${columns.map(c => th(c === null || columns.length === 1 ? '' : c + 1)).join('')}</tr></thead>`;
  html += '<tbody>';
  let first = true;
  rows.forEach((row, r) => {
    if (row === null) {
      html += `<tr class="tear">${th('')}<td colspan="${columns.length}">${text('rows left out', { count: shape.at(-2) - 5 })}</td></tr>`;
      return;
    }
    html += `<tr>${th(options.plus ? (first ? '' : '+') : rows.length > 1 ? row + 1 : '', options.plus ? 'g' : '')}`;
    columns.forEach((column, c) => {
      if (column === null) { html += '<td class="gap" aria-hidden="true">⋯</td>'; return; }
      html += cell(id, shape, start + row * width + column, { ...options, scale, left: c === 0, right: c === columns.length - 1, first, lead: first && c === 0, torn: rows[r - 1] === null });
    });
    html += '</tr>';
    first = false;
  });
  return `${html}</tbody></table>`;
}

/** The number of a row or column; where there is none, an empty place that is no heading. */
const th = (number, cls = '') => `<th${cls && ` class="${cls}"`}${number === '' ? ' role="presentation">&nbsp;' : `>${number}`}</th>`;

function cell(id, shape, position, o) {
  const place = o.shape ? broadcastPlace(shape, position, trace.nodes[id].shape) : position;
  const value = numberAt(id, place);
  const { cls, strength } = o.hidden ? { cls: '', strength: 0 } : heatOf(value, o.scale);
  const blocked = !o.hidden && o.blocked?.(position);
  const copy = o.shape && position !== firstCopy(shape, trace.nodes[id].shape, place);
  const classes = [cls, o.left && 'l', o.right && 'r', copy && 'copy', blocked && 'blocked', edited.has(id) && edited.get(id).has(place) && 'edited'].filter(Boolean).join(' ');
  const stop = o.result && !o.hidden && !o.print ? ` tabindex="${o.lead ? 0 : -1}"` : '';
  const words = o.hidden ? '·' : o.quiz ? '·' : value === undefined ? '…' : shown(value);
  return `<td class="${classes}" data-c="${id}:${place}"${o.shape ? ` data-at="${position}"` : ''}${strength ? ` style="--h:${strength}"` : ''}${stop}>${words}</td>`;
}

const firstCopy = (shape, small, place) => copiesOf(shape, small, place)[0];

/** Of a tensor of rank 3 or more one sheet is shown at a time. */
function sheetStart(id, shape) {
  const area = sizeOf(shape.slice(-2));
  const count = shape.length > 2 ? sizeOf(shape.slice(0, -2)) : 1;
  return Math.min(sheets.get(id) || 0, count - 1) * area;
}

/** What stands over a grid: its role, its name, its shape. */
function caption(id, role, options = {}) {
  const shape = options.shape || trace.nodes[id].shape;
  const from = options.shape ? `${shapeText(trace.nodes[id].shape)} → ` : '';
  const lit = options.of ?? id;
  return `<div class="cap" ${options.style ? `style="${options.style}"` : ''}><span class="role">${role}</span>`
    + `<span class="sym" data-t="${lit}">${options.name || nameOf(id)}</span><span class="shp">${from}${shapeText(shape)}</span>${sheetChooser(id, shape)}${figures(id)}</div>`;
}

function sheetChooser(id, shape) {
  if (shape.length < 3) return '';
  const count = sizeOf(shape.slice(0, -2));
  const now = Math.min(sheets.get(id) || 0, count - 1);
  const words = indexOf(shape.slice(0, -2), now).map((place, axis) => `${escaped(trace.nodes[id].axes[axis] || text('sheet'))} = ${place + 1}`).join(', ');
  return `<span class="sheets"><button data-sheet="${id}:${now - 1}" aria-label="${text('previous sheet')}"${now ? '' : ' disabled'}>‹</button>${words} ${text('of')} ${shape.slice(0, -2).join(' × ')}<button data-sheet="${id}:${now + 1}" aria-label="${text('next sheet')}"${now < count - 1 ? '' : ' disabled'}>›</button></span>`;
}

function figures(id) {
  const part = trace.nodes[id].part;
  if (!part) return '';
  const [least, greatest, mean] = [part.least, part.greatest, part.mean].map(value => shown(Number(value)));
  return `<span class="shp">${text('figures', { least, greatest, mean, zeros: part.zeros, left: sizeOf(trace.nodes[id].shape) - part.positions.length })}</span>`;
}
