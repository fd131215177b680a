// ---------- drawing: while data without a picture are trained on: a whole matrix as a heat map, rows as points, what the network spells ----------

import { $ } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { mathHtml } from 'explorer/names.js';
import { asked, numbersFrom } from './engine.js';
import { colors } from './plane.js';
import { now } from './now.js';
import { radios } from './radios.js';
import { hundredths } from './figures.js';
import { host } from 'explorer/hooks.js';
import { putHtml } from 'explorer/html.js';

const ALPHABET = '.abcdefghijklmnopqrstuvwxyz',
  FEWEST_CELLS = 48,
  MOST_CELLS = 20000,
  MOST_VIEWS = 8,
  NAMES_SPELLED = 10;

/** The matrix that is looked at, by its name; empty for the rows of the data. */
let viewed = '',
  viewedLines = null;

/** The matrices of the lines that are worth a look. */
function matricesOfLines() {
  const nodes = now.lines.graph?.nodes ?? [],
    rows = now.lines.data.rows;
  return (now.lines.lines ?? [])
    .flatMap(({ names }) => names)
    .map(({ name, node }) => ({ name, shape: nodes[node]?.shape ?? [] }))
    .filter(
      ({ shape: [height, width, ...more] }) =>
        width > 1 &&
        !more.length &&
        height * width >= FEWEST_CELLS &&
        height * width <= MOST_CELLS &&
        (height !== rows || height === width),
    )
    .slice(0, MOST_VIEWS);
}

/** Draws what was chosen; false if that is the rows, which the table shows. */
export function drawView() {
  const all = now.moment === 'train' && !now.fault ? matricesOfLines() : [];
  if (!all.length) return false;
  if (viewedLines !== now.lines) {
    viewedLines = now.lines;
    if (!all.some(({ name }) => name === viewed))
      viewed = (all.findLast(({ shape: [height, width] }) => height === width) ?? all[0]).name;
  }
  if (!$('views')) putHtml($('shown'), '<div class="seg" id="views" role="radiogroup"></div><div id="view"></div>');
  $('views').setAttribute('aria-label', text('matrices'));
  radios($('views'), [
    ...all.map(({ name }) => ({ name, words: mathHtml(name), on: name === viewed })),
    { name: '', words: text('first rows'), on: !viewed },
  ]);
  const chosen = all.find(({ name }) => name === viewed);
  if (!chosen) return false;
  putHtml($('view'), heatMap(chosen) + spelledHtml());
  return true;
}

/** What the rows are: letters, or positions. */
const rowNames = height =>
  Array.from({ length: height }, (_, i) =>
    now.lines.data.name === 'names' && height === ALPHABET.length ? ALPHABET[i] : String(i + 1),
  );

function heatMap({ name, shape: [height, width] }) {
  const values = numbersFrom('values', name),
    most = values.reduce((far, value) => Math.max(far, Math.abs(value) || 0), 1e-12),
    { paper, pos, neg } = colors();
  const canvas = document.createElement('canvas'),
    context = canvas.getContext('2d'),
    image = context.createImageData(width, height);
  values.forEach((value, i) => {
    const share = Math.sqrt(Math.abs(value) / most) || 0,
      hue = value > 0 ? pos : neg;
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = paper[c] + (hue[c] - paper[c]) * share;
    image.data[4 * i + 3] = 255;
  });
  Object.assign(canvas, { width, height });
  context.putImageData(image, 0, 0);
  const room = Math.max(160, $('shown').clientHeight - 60),
    cell = Math.min(24, room / height, ($('shown').clientWidth - 60) / width),
    names = rowNames(height);
  const every = Math.ceil(11 / cell),
    isSquare = height === width,
    labels = names
      .map((word, i) =>
        i % every
          ? ''
          : `<text x="18" y="${hundredths(14 + (i + 0.5) * cell + 4)}" text-anchor="end">${word}</text>` +
            (isSquare
              ? `<text x="${hundredths(22 + (i + 0.5) * cell)}" y="10" text-anchor="middle">${word}</text>`
              : ''),
      )
      .join('');
  return (
    `<svg class="heat" role="img" aria-label="` +
    text('heat map', { name: escaped(name), size: `${height} × ${width}` }) +
    `" width="${Math.ceil(24 + cell * width)}" height="${Math.ceil(16 + cell * height)}">${labels}` +
    `<image href="${canvas.toDataURL()}" x="22" y="14" width="${cell * width}" height="${cell * height}` +
    `" preserveAspectRatio="none"/></svg>${rowsAsPoints(values, names, width)}`
  );
}

/** Rows with names as points: their first two principal components, so that rows alike are near each other. */
function rowsAsPoints(values, names, width) {
  if (now.lines.data.name !== 'names' || names.length !== ALPHABET.length || width > 16) return '';
  const rows = names.map((_, i) => Array.from(values.subarray(i * width, (i + 1) * width)));
  const mean = rows[0].map((_, k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length),
    off = rows.map(row => row.map((value, k) => value - mean[k]));
  const dot = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0),
    axesFound = [];
  for (let axis = 0; axis < 2; axis++) {
    let direction = mean.map((_, k) => (k === axis ? 1 : 0.1));
    for (let turn = 0; turn < 60; turn++) {
      const next = direction.map(() => 0);
      off.forEach(row => {
        const along = dot(row, direction);
        row.forEach((value, k) => {
          next[k] += along * value;
        });
      });
      axesFound.forEach(other => {
        const along = dot(next, other);
        other.forEach((value, k) => {
          next[k] -= along * value;
        });
      });
      const length = Math.sqrt(dot(next, next)) || 1;
      direction = next.map(value => value / length);
    }
    axesFound.push(direction);
  }
  const places = off.map(row => axesFound.map(axis => dot(row, axis))),
    far = places.flat().reduce((most, place) => Math.max(most, Math.abs(place)), 1e-9);
  return (
    `<svg class="heat" role="img" aria-label="${text('rows as points')}" viewBox="-112 -112 224 224"` +
    ` width="224" height="224"><rect class="fr" x="-111" y="-111" width="222" height="222"/>` +
    places
      .map(
        ([x, y], i) =>
          `<text x="${hundredths((x / far) * 102)}" y="${hundredths(4 - (y / far) * 102)}" text-anchor="middle">${names[i]}</text>`,
      )
      .join('') +
    `</svg>`
  );
}

function spelledHtml() {
  const names = now.lines.data.name === 'names' ? asked('spelled', NAMES_SPELLED) : [];
  return names.length
    ? `<p class="spelled"><b>${text('spells')}</b> ${names.map(name => escaped(name || '·')).join(', ')}</p>`
    : '';
}

$('shown').addEventListener('click', event => {
  const button = event.target.closest('#views button');
  if (!button) return;
  viewed = button.dataset.name;
  host.render();
});
