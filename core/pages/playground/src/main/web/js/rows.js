// ---------- drawing: the room for the picture, and how lines of ops fill it ----------

import { graphPane } from 'explorer/elements.js';
import { escaped } from 'explorer/format.js';
import { LEAST_SCALE } from 'explorer/view.js';
import { withRows } from './boxes.js';
import { fit } from './fit.js';
import { now } from './now.js';
import { chunked, insideOf, joinedPart, keyOf, levelsOf, lineParts, viewOf, wordsOfPart } from './outline.js';
import { pictured } from './picture.js';
import { tenths, total } from './figures.js';
import { wordWidth } from './svgnames.js';

export const STRIP = 26;
const ROW_GAP = 4;

/** The room for a picture at the scales that are large enough to read. */
export function roomsOfPicture() {
  const most = heightOfPane(),
    width = Math.max(fit.phone || !graphPane.clientWidth ? 900 : 0, graphPane.clientWidth);
  return (fit.low ? [] : [1]).concat(LEAST_SCALE).map(scale => ({ scale, width: width / scale, height: most / scale }));
}

/** How high the place of the picture may be: a picture that shows all ops gives up what it does not use. */
export function heightOfPane() {
  const { style } = document.documentElement,
    used = style.getPropertyValue('--graph-used');
  if (now.fault && used) return parseFloat(used);
  style.removeProperty('--graph-used');
  const height = graphPane.clientHeight;
  if (used) style.setProperty('--graph-used', used);
  return height || 222;
}

/** Levels that were laid out, by trace: while its steps are walked through, the room stays. */
const laidOut = new WeakMap();

/** The least closed of these parts that has room, drawn. */
export function drawnLevel(trace, parts, rooms, levels) {
  const known = laidOut.get(trace) ?? laidOut.set(trace, new Map()).get(trace);
  const key = `${keyOf(joinedPart(parts))} ${levels.length > 0} ${rooms.map(({ width, height }) => `${width} ${height}`)}`;
  if (!known.has(key))
    known.set(
      key,
      newLevel(
        trace,
        parts,
        rooms.map(room => ({ ...room, height: room.height - (levels.length ? STRIP : 0) })),
      ),
    );
  return known.get(key);
}

function newLevel(trace, parts, rooms) {
  let least = null;
  for (const shown of levelsOf(trace, parts)) {
    for (const room of rooms) {
      for (const [count, rows] of [
        [1, 6],
        [1, 3],
        [2, 3],
        [3, 3],
        [4, 3],
      ]) {
        if (count > 1 && shown.length < 4) continue;
        const laid = inRows(trace, shown, count, rows, room),
          over = Math.max(laid.width / room.width, laid.height / room.height);
        if (!least || over < least.over) least = { shown, scale: room.scale, over, laid, rows };
        if (over <= 1) return { ...least, ...drawnIn(least) };
      }
    }
  }
  return { ...least, ...drawnIn(least) };
}

/** Parts in this number of lines of ops below each other, with at most this number of rows of each tensor. */
function inRows(trace, shown, count, rows, { width }) {
  const of =
    count > 1
      ? chunked(trace, shown, count).map(chunk => shown.filter(({ ops }) => chunk.ops.includes(ops[0])))
      : [shown];
  const lines = withRows(rows, () => of.map(line => pictured(viewOf(trace, line), width)));
  return {
    lines,
    width: Math.max(...lines.map(line => line.width)),
    height: total(lines.map(line => line.height)) + ROW_GAP * (lines.length - 1),
  };
}

/** @param {any} level */
function drawnIn({ laid, rows }) {
  let down = 0;
  const html = withRows(rows, () =>
    laid.lines
      .map(line => {
        const at = down;
        down += line.height + ROW_GAP;
        return `<g transform="translate(0 ${tenths(at)})">${line.draw()}</g>`;
      })
      .join(''),
  );
  return { html, width: laid.width, height: laid.height };
}

/** The names of the parts beside the open one, and of those around it. */
export function stripOf(trace, levels) {
  if (levels.length < 2) return { html: '', width: 0 };
  let x = 8;
  const chip = (key, words, cls) => {
    const width = wordWidth(words, 12) + 32,
      html =
        `<g class="chip ${cls}" data-scope="${key}"><rect x="${x}" y="2" width="${tenths(width)}" height="22"` +
        ` rx="11"/><path class="opens" d="` +
        (cls === 'open' ? `M${x + 10} 10h10l-5 8z` : `M${x + 11} 8l8 5-8 5z`) +
        `"/><text x="${x + 24}" y="17.5">${escaped(words)}</text></g>`;
    x += width + 8;
    return html;
  };
  const around = levels.slice(1, -1).map(({ part }) => chip(keyOf(part), wordsOfPart(trace, part)[0], 'open'));
  const { shown, open } = levels.at(-2),
    closed = shown.filter(({ ops }) => ops.length > 1),
    at = closed.indexOf(open),
    from = Math.max(0, Math.min(at - 2, closed.length - 5));
  const html = around
    .concat(
      closed
        .slice(from, from + 5)
        .map(part => chip(keyOf(part), wordsOfPart(trace, part)[0], part === open ? 'open' : '')),
    )
    .join('');
  return { html, width: x };
}

// ---------- which part is open ----------

/** The keys of the open parts, the outermost first. */
export const opened = { path: [], step: -1 };

/** The parts on the way to an op: what must be open for it to be seen. */
export function pathTo(trace, room, op) {
  const path = [];
  for (let at = openLevels(trace, room, path); ;) {
    const part = at.shown.find(({ ops }) => ops.includes(op));
    if (!part || part.ops.length === 1) return path;
    path.push(keyOf(part));
    at = openLevels(trace, room, path);
  }
}

/** What is shown with these parts open, the drawing of it, and the levels that lead there. */
export function openLevels(trace, room, path) {
  let level = drawnLevel(trace, lineParts(trace), room, []);
  const levels = [{ part: null, shown: level.shown }];
  for (const key of path) {
    const part = level.shown.find(other => keyOf(other) === key && other.ops.length > 1);
    if (!part) break;
    levels.push({ part, shown: [] });
    levels.at(-2).open = part;
    level = drawnLevel(trace, insideOf(part), room, levels);
    levels.at(-1).shown = level.shown;
  }
  return { ...level, levels };
}
