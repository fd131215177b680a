// ---------- drawing: grids beside each other: in a row with signs between, or with arrows from line to line ----------

import { trace } from './state.js';
import { caption, grid, shownColumns, shownRows } from './grids.js';

/**
 * Arrows from lines of one grid to lines of another, counted as they are shown; a grid of one row stands in the middle.
 * They are drawn in units of a line, so that they fit cells of every size.
 */
export function wires(pairs, from, to, down = false) {
  const lines = Math.max(from, to);
  const at = (line, count) => line + 0.5 + (count === 1 && !down ? (lines - 1) / 2 : 0);
  const bend = ([a, b]) => {
    const [p, q] = [at(a, from), at(b, to)];
    return down ? `M${p} 0C${p} 55 ${q} 40 ${q} 88` : `M0 ${p}C55 ${p} 40 ${q} 90 ${q}`;
  };
  const heads = [...new Set(pairs.map(([, b]) => at(b, to)))].map(q => `<i style="--q:${q}"></i>`).join('');
  return (
    `<div class="wires${down ? ' down' : ''}" style="--lines:${lines}" aria-hidden="true">` +
    `<svg viewBox="0 0 ${down ? `${lines} 100` : `100 ${lines}`}" preserveAspectRatio="none">` +
    `${pairs.map(pair => `<path d="${bend(pair)}"/>`).join('')}</svg>${heads}</div>`
  );
}

/** Two grids with arrows between their rows. Each is [id, role, options]; what stands before them and further right is given as HTML. */
export function wired(left, right, pairs, { label = '', further = '', before = '' } = {}) {
  const first = before ? 2 : 1;
  const shapeOf = ([id, , o]) => o.shape || o.as || trace.nodes[id].shape;
  const [from, to] = [left, right].map(item => shownRows(shapeOf(item)).length);
  const head = [left, right].some(item => shownColumns(shapeOf(item)).length > 1);
  const raised = [left, right].some(item => shapeOf(item).length > 2 && shapeOf(item).at(-3) > 1);
  const middle = count => (count === 1 ? (Math.max(from, to) - 1) / 2 : 0);
  const side = ([id, role, o], column, count) =>
    caption(id, role, { ...o, style: `grid-area:1/${column}` }) +
    `<div style="grid-area:2/${column};--mid:${middle(count)}">${grid(id, { ...o, head, labels: column > first && !raised ? 'right' : '' })}</div>`;
  return (
    `<div class="lay wired${head ? ' headed' : ''}${raised ? ' raised' : ''}" style="--way:${first + 1}">` +
    `${before}${side(left, first, from)}<span class="wirelabel">${label}</span>${wires(pairs, from, to)}` +
    `${side(right, first + 2, to)}${further}</div>`
  );
}

/** Two grids under each other with arrows between their columns. */
export function wiredDown(upper, lower, pairs, label = '') {
  const [from, to] = [upper, lower].map(([id, , o]) => shownColumns(o.as || trace.nodes[id].shape).length);
  return `<div class="lay wireddown"><div class="rc">${grid(upper[0], { ...upper[2], head: true })}${caption(upper[0], upper[1], upper[2])}</div>
    <div class="rc">${wires(pairs, from, to, true)}<span class="wirelabel">${label}</span></div>
    <div class="rc">${grid(lower[0], lower[2])}${caption(lower[0], lower[1], lower[2])}</div></div>`;
}

/**
 * Grids in a row with signs between; an item is a sign, [id, role, options], or { cap, html } that is told whether columns are
 * numbered. Where a row does not fit, it is stacked, or goes on in a next line with a sign and what stands behind it.
 */
export function row(items, print) {
  const wide = items.some(
    item => Array.isArray(item) && ((item[2]?.shape || item[2]?.as || trace.nodes[item[0]].shape).at(-1) || 1) > 1,
  );
  const top = items.findIndex(item => typeof item !== 'string');
  const placed = items.map((item, i) => {
    const at = `--i:${i + 1}`,
      later = i > top ? ' class="later"' : '';
    if (typeof item === 'string')
      return item ? `<div class="opr" style="${at}">${item}</div>` : `<div class="space" style="${at}"></div>`;
    if (!Array.isArray(item))
      return `<div class="cap" style="${at}">${item.cap}</div><div${later} style="${at}">${item.html(wide)}</div>`;
    const [id, role, o = {}] = item;
    return (
      caption(id, role, { ...o, style: at, cls: i > top ? 'later' : '' }) +
      `<div${later} style="${at}">${grid(id, { ...o, head: wide, print })}</div>`
    );
  });
  const isEnd = i => typeof items[i] !== 'string' && i < items.length - 1;
  return `<div class="lay row"><div class="unit">${placed.map((html, i) => html + (isEnd(i) ? '</div><div class="unit">' : '')).join('')}</div></div>`;
}
