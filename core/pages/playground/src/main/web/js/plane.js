// ---------- drawing: the plane: points, and under them what the network says of every place; or a curve through the points ----------

import { $ } from 'explorer/dom.js';
import { escaped, minus, text } from 'explorer/format.js';
import { numbersFrom } from './engine.js';
import { iterationNow, learned, now } from './now.js';
import { hundredths, log10 } from './figures.js';
import { putHtml } from 'explorer/html.js';

/** How many places of a side the plane is asked at: fewer while weights move. */
const FIELD = 64,
  FIELD_MOVING = 40,
  FIT = 160,
  LIGHT_FIELD = 0.62;

/** The part of the plane that is seen: all points with a margin, in steps so that it seldom changes. */
function planeRange(points, columns) {
  const all = [...Array(points.length / columns).keys()].flatMap(i =>
    Array.from(points.slice(i * columns, i * columns + 2)),
  );
  if (!all.length) return [-1.35, 1.35];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  if (least >= -0.5 && most <= 1.5 && least >= 0) return [-0.5, Math.max(1.5, most + 0.5)];
  const far = Math.max(Math.abs(least), Math.abs(most)) * 1.12,
    grain = far > 4 ? 1 : 0.15;
  const edge = Math.ceil(far / grain) * grain;
  return [-edge, edge];
}

/** The field has one number for each place, or one for each place and class; a unit is one whose line is drawn. */
export const plane = {
  range: [-1.35, 1.35],
  n: FIELD,
  field: null,
  classes: 1,
  cursor: null,
  class: 1,
  more: 0,
  unit: null,
};

/** The colors of the page as red, green and blue. */
export function colors() {
  const style = getComputedStyle(document.documentElement);
  const rgb = name =>
    [1, 3, 5].map(i =>
      parseInt(
        style
          .getPropertyValue(name)
          .trim()
          .slice(i, i + 2),
        16,
      ),
    );
  return {
    paper: rgb('--paper'),
    pos: rgb('--pos'),
    neg: rgb('--neg'),
    classes: ['--neg', '--pos', '--class2', '--class3', '--class4'].map(rgb),
  };
}

/** How many classes points can have: those of the data, and those that were added by hand. */
export const classCount = () => Math.max(2, now.lines?.data?.classes ?? 2, plane.more);

function makePlane() {
  putHtml(
    $('shown'),
    `<div class="plane"><canvas id="field"></canvas><svg id="points" viewBox="0 0 100 100" tabindex="0" role="application" aria-label="${text('draw keys')}"></svg></div>`,
  );
  const svg = $('points');
  svg.addEventListener('focusout', () => {
    plane.cursor = null;
    drawPlane();
  });
}

/** Whether the plane shows what the network says: from the first iteration on, or while it trains. */
export const isLearned = () => !now.fault && learned() > 0 && (iterationNow() > 0 || now.moment !== 'write');

/** How many places of a side, and numbers of a place, an answer of this length has; it may be one to an earlier question. */
function sizesOf(length) {
  const n = [FIELD, FIELD_MOVING].find(side => length % (side * side) === 0) ?? FIELD;
  return { n, classes: Math.floor(length / (n * n)) };
}

export function drawPlane() {
  if (!$('field')) makePlane();
  const { points } = now,
    count = points.length / 3;
  plane.range = planeRange(points, 3);
  const [low, high] = plane.range;
  const field = isLearned() ? numbersFrom('field', low, high, low, high, now.training ? FIELD_MOVING : FIELD) : [],
    { n, classes } = sizesOf(field.length);
  Object.assign(plane, { n, field: classes ? field : null, classes });
  paintField();
  const size = count <= 10 ? 1.9 : 1.25,
    wrong = wrongOnes();
  const dots = [...Array(count).keys()]
    .map(i => {
      const [x, y] = toPlane(points[3 * i], points[3 * i + 1]);
      const ring = wrong.has(i) ? `<circle class="wr" cx="${x}" cy="${y}" r="${size + 0.75}"/>` : '';
      return `<circle class="pt${points[3 * i + 2]}${now.heldOut.has(i) ? ' held' : ''}" cx="${x}" cy="${y}" r="${size}"/>${ring}`;
    })
    .join('');
  const cross = plane.cursor
    ? `<path class="cross" d="M${plane.cursor[0] - 3} ${plane.cursor[1]}h6M${plane.cursor[0]} ${plane.cursor[1] - 3}v6"/>`
    : '';
  putHtml(
    $('points'),
    `<rect class="fr" width="100" height="100"/><path class="ct" d="${borders()}"/><path class="zl" d="${zeroLine()}"/>${axes(plane.range, plane.range)}${dots}${cross}`,
  );
}

/** The lines between the regions of the classes. */
function borders() {
  const { field, n, classes } = plane;
  if (!field) return '';
  if (classes === 1) return contour(field, n, LEVEL);
  const lead = kept =>
    Float64Array.from({ length: n * n }, (_, place) => {
      const all = field.subarray(place * classes, (place + 1) * classes);
      return all[kept] - all.reduce((most, value, k) => (k === kept ? most : Math.max(most, value)), 0);
    });
  return Array.from({ length: classes - 1 }, (_, k) => contour(lead(k), n, 0)).join('');
}

/** The line along which the chosen hidden unit's input is zero. */
function zeroLine() {
  const {
    unit,
    range: [low, high],
    field,
  } = plane;
  const values = unit && field ? numbersFrom('unit', unit.layer, unit.unit, low, high, low, high, FIELD_MOVING) : [];
  return values.length ? contour(values, FIELD_MOVING, 0) : '';
}

/**
 * Round numbers along both axes, at most five each, and the names of the columns.
 *
 * @param {number[]} across
 * @param {number[]} up
 */
export function axes(across, up) {
  const { columns = [] } = now.lines?.data ?? {},
    isFit = !now.lines?.data?.plane;
  const ticks = (low, high) => {
    const power = 10 ** Math.floor(log10(high - low)),
      grain = [0.2, 0.5, 1, 2, 5].map(part => part * power).find(part => (high - low) / part <= 5);
    return Array.from(
      { length: Math.floor(high / grain) - Math.ceil(low / grain) + 1 },
      (_, i) => (Math.ceil(low / grain) + i) * grain,
    )
      .map(value => [value, ((value - low) / (high - low)) * 100])
      .filter(([, at]) => at > 9 && at < 91);
  };
  const words = value => minus(String(Number(value.toPrecision(3))));
  const along = ticks(across[0], across[1]).map(
    ([value, at]) =>
      `<path class="tick" d="M${hundredths(at)} 100v-1.4"/><text x="${hundredths(at)}" y="97.6" text-anchor="middle">${words(value)}</text>`,
  );
  const beside = ticks(up[0], up[1]).map(
    ([value, at]) =>
      `<path class="tick" d="M0 ${hundredths(100 - at)}h1.4"/><text x="2.2" y="${hundredths(101 - at)}">${words(value)}</text>`,
  );
  const name = (words, place) => (words ? `<text class="column" ${place}>${escaped(words)}</text>` : '');
  return (
    `<g class="axes">${along.join('')}${beside.join('')}` +
    `${name(columns[0], 'x="98.6" y="97.6" text-anchor="end"')}` +
    `${name(columns[1] ?? (isFit ? 'y' : ''), 'x="1.6" y="4.4"')}</g>`
  );
}

/** Between the two classes; what the lines say is a probability. */
const LEVEL = 0.5;

export function toPlane(x, y) {
  const [low, high] = plane.range;
  return [((x - low) / (high - low)) * 100, ((high - y) / (high - low)) * 100].map(
    place => Math.round(place * 100) / 100,
  );
}

/** Heat of the output less its middle, a little lighter than that of the points. */
function paintField() {
  const { n } = plane,
    canvas = $('field'),
    context = canvas.getContext('2d'),
    image = context.createImageData(n, n);
  Object.assign(canvas, { width: n, height: n });
  const { paper, classes: hues } = colors(),
    { field, classes } = plane;
  for (let i = 0; i < n * n; i++) {
    const likeliest = field && classes > 1 ? classAt(field, i, classes) : 0,
      middle = classes > 1 ? 1 / classes : LEVEL;
    const value = field ? field[i * classes + likeliest] - middle : 0;
    const share = Math.min(1, Math.abs(value) / (1 - middle)) * LIGHT_FIELD || 0,
      hue = hues[classes > 1 ? likeliest : value > 0 ? 1 : 0];
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = paper[c] + (hue[c] - paper[c]) * share;
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** The likeliest class of a place. */
function classAt(numbers, place, classes) {
  let best = 0;
  for (let k = 1; k < classes; k++) if (numbers[place * classes + k] > numbers[place * classes + best]) best = k;
  return best;
}

/** Which points the lines take for another class. */
function wrongOnes() {
  if (!isLearned() || !plane.field) return new Set();
  const said = numbersFrom('predicted'),
    count = now.points.length / 3,
    classes = said.length / count;
  return new Set(
    [...Array(classes >= 1 ? count : 0).keys()].filter(
      i => (classes > 1 ? classAt(said, i, classes) : said[i] > LEVEL ? 1 : 0) !== now.points[3 * i + 2],
    ),
  );
}

/** The line along which a field has a value, square by square between the middles of its cells. */
function contour(field, n, level) {
  const pieces = [],
    unit = 100 / n,
    at = (row, column) => field[row * n + column] - level;
  for (let row = 0; row < n - 1; row++) {
    for (let column = 0; column < n - 1; column++) {
      const corners = [
        [row, column],
        [row, column + 1],
        [row + 1, column + 1],
        [row + 1, column],
      ];
      const values = corners.map(([r, c]) => at(r, c));
      const cuts = [];
      for (let side = 0; side < 4; side++) {
        const [a, b] = [values[side], values[(side + 1) % 4]];
        if (a > 0 === b > 0) continue;
        const share = a / (a - b),
          [[r0, c0], [r1, c1]] = [corners[side], corners[(side + 1) % 4]];
        cuts.push([(c0 + (c1 - c0) * share + 0.5) * unit, (r0 + (r1 - r0) * share + 0.5) * unit]);
      }
      for (let cut = 0; cut + 1 < cuts.length; cut += 2)
        pieces.push(`M${cuts[cut].map(hundredths).join(' ')}L${cuts[cut + 1].map(hundredths).join(' ')}`);
    }
  }
  return pieces.join('');
}

// ---------- one column of data: the points and the curve through them ----------

export function drawFit() {
  if (!$('fit')) putHtml($('shown'), '<div class="plane"><svg id="fit" viewBox="0 0 100 100" role="img"></svg></div>');
  const { points } = now,
    count = points.length / 2;
  const xs = [...Array(count).keys()].map(i => points[2 * i]),
    ys = [...Array(count).keys()].map(i => points[2 * i + 1]);
  const span = all => {
    const [a, b] = [Math.min(...all), Math.max(...all)];
    const more = (b - a || 1) * 0.12;
    return [a - more, b + more];
  };
  const [x0, x1] = span(xs),
    [y0, y1] = span(ys);
  const at = (x, y) => [((x - x0) / (x1 - x0)) * 100, ((y1 - y) / (y1 - y0)) * 100].map(hundredths);
  const curve = isLearned() ? numbersFrom('field', x0, x1, 0, 0, FIT) : [];
  const path = Array.from(curve, (y, i) =>
    at(x0 + ((x1 - x0) * i) / (curve.length - 1), Math.max(y0 - (y1 - y0), Math.min(y1 + (y1 - y0), y || 0))).join(' '),
  ).join('L');
  const size = count <= 10 ? 1.9 : 1.25;
  putHtml(
    $('fit'),
    `<defs><clipPath id="inside"><rect width="100" height="100"/></clipPath></defs><rect class="fr"` +
      ` width="100" height="100"/><g clip-path="url(#inside)">` +
      `${path ? `<path class="ct" d="M${path}"/>` : ''}` +
      xs
        .map((x, i) => {
          const [cx, cy] = at(x, ys[i]);
          return `<circle class="pt${now.heldOut.has(i) ? ' held' : ''}" cx="${cx}" cy="${cy}" r="${size}"/>`;
        })
        .join('') +
      `</g>` +
      axes([x0, x1], [y0, y1]),
  );
}
