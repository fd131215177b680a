// ---------- wiring: the film of a training: its losses as a large curve, and for two inputs the boundary between its data ----------

import { TRACES } from './given.js';
import { $ } from './dom.js';
import { inAddress, KEYS, onArrange, onRender } from './hooks.js';
import { shown, text } from './format.js';
import { sizeOf } from './tensors.js';
import { graphNodes } from './trace.js';
import { filmed, iteration, last, setFilmed, setStep, step, trace } from './state.js';
import { unread } from './link.js';
import { nameOf, spoken } from './names.js';
import { openIteration } from './opening.js';
import { change, computed, goesOn, rates, recomputes } from './edits.js';
import { lossesNow } from './iterations.js';
import { go, goToIteration } from './steps.js';
import { shownPanes } from './panes.js';
import { addHtml, putHtml } from './html.js';

addHtml(
  document.querySelector('.panes'),
  'beforeend',
  `<section class="films" id="film" data-label="film"><h2 aria-labelledby="film-head film-now">` +
    `<span id="film-head" data-text="film loss"></span> <small id="film-now"></small><span class="seg">` +
    `
  <label id="handle"><span data-text="film rate"></span> <input type="range" id="handle-rate"` +
    ` min="-3" max="2" step="0.02"> <output aria-hidden="true"></output></label></span></h2><div>` +
    `<div id="losses"></div></div></section>`,
);
addHtml($('graph'), 'afterend', '<div id="plane"></div>');

/** Turns the film on, or the steps: keys, buttons and play then go by iterations. It shows an iteration as it ends. */
function film(on) {
  setFilmed(on);
  if (on && step === 0) setStep(last());
  go(step, { keep: true });
}

KEYS.f = KEYS.F = () => film(!filmed);
inAddress.push({
  name: 'film',
  write: () => (filmed ? 'on' : ''),
  read: words => {
    setFilmed(words === 'on');
    if (words !== null && !filmed) unread('words', { name: 'film', words });
  },
});

const isFilmShown = () => shownPanes().includes('film') || (filmed && !shownPanes().length);

/** Gives the plane its place, before the picture is fitted into what that leaves. */
function arrangeFilm() {
  document.documentElement.toggleAttribute('data-film', filmed && !shownPanes().length);
  if (shownPanes().includes('film')) $('losses').before($('plane'));
  else $('graph').parentElement.after($('plane'));
  if (isFilmShown()) drawPlane();
}

function drawFilm() {
  addHtml(
    $('iterations'),
    'afterbegin',
    `<button id="film-button" aria-pressed="${filmed}">${text('film open')}</button>`,
  );
  if (!isFilmShown()) return;
  const losses = lossesNow();
  $('film-now').textContent =
    `${text('iteration of', { now: iteration + 1, last: TRACES.length })}: ${shown(losses[iteration])}`;
  drawLosses(losses);
  drawHandle();
}

onArrange.push(arrangeFilm);
onRender.push(drawFilm);

$('iterations').addEventListener('click', event => {
  if (event.target.id !== 'film-button') return;
  film(!filmed);
  $('film-button').focus();
});

// ---------- the curve ----------

const CURVE = { left: 62, right: 84, top: 14, bottom: 30, label: 14 };

/** Losses that differ much are drawn by their powers of ten, if all are positive. */
const isLogarithmic = losses => losses.every(loss => loss > 0) && Math.max(...losses) / Math.min(...losses) > 8;

/** Round numbers between these, a few. */
function ticks(low, high, most) {
  const rough = (high - low) / most,
    unit = 10 ** Math.floor(Math.log10(rough));
  const gap = [1, 2, 5, 10].map(times => times * unit).find(size => size >= rough);
  return Array.from(
    { length: Math.floor(high / gap + 1e-9) - Math.ceil(low / gap - 1e-9) + 1 },
    (_, i) => (Math.ceil(low / gap - 1e-9) + i) * gap,
  );
}

function drawLosses(losses) {
  const holder = $('losses'),
    { clientWidth: width, clientHeight: height } = holder;
  const finite = losses.filter(Number.isFinite),
    logarithmic = isLogarithmic(finite);
  const scale = logarithmic ? Math.log10 : value => value;
  const [low, high] = [Math.min(...finite), Math.max(...finite)].map(scale),
    span = high - low || 1;
  const x = i => CURVE.left + (i * (width - CURVE.left - CURVE.right)) / (losses.length - 1);
  const y = loss =>
    CURVE.top + ((high + span * 0.05 - scale(loss)) / (span * 1.1)) * (height - CURVE.top - CURVE.bottom);
  const values = (logarithmic ? decades(low, high) : ticks(low, high, 4)).filter(
    value => scale(value) >= low - span * 0.05 && scale(value) <= high + span * 0.05,
  );
  const places = ticks(0, losses.length - 1, Math.min(8, losses.length - 1)).filter(Number.isInteger);
  const path = losses
    .map((loss, i) =>
      Number.isFinite(loss)
        ? `${i && Number.isFinite(losses[i - 1]) ? 'L' : 'M'}${x(i).toFixed(1)} ${y(loss).toFixed(1)}`
        : '',
    )
    .join('');
  const now = losses[iteration],
    dot = Number.isFinite(now)
      ? `<circle cx="${x(iteration)}" cy="${y(now)}" r="5.5"/><text class="now" x="${x(iteration) + 10}" y="${y(now) - 8}">${shown(now)}</text>`
      : '';
  const told = text('film curve', {
    now: iteration + 1,
    last: losses.length,
    loss: shown(now),
    first: shown(losses[0]),
    least: shown(Math.min(...finite)),
  });
  $('live').textContent = told; // rather than the step
  putHtml(
    holder,
    `<svg width="${width}" height="${height}" role="img" aria-label="${told}">
    ` +
      values
        .map(
          value =>
            `<path class="rule" d="M${CURVE.left} ${y(value)}H${width - CURVE.right}"/><text x="${CURVE.left - 8}` +
            `" y="${y(value) + 4}" text-anchor="end">${shown(Number(value.toPrecision(6)))}</text>`,
        )
        .join('') +
      `
    ` +
      places.map(i => `<text x="${x(i)}" y="${height - 10}" text-anchor="middle">${i + 1}</text>`).join('') +
      `
    <text x="${width - 4}" y="${height - 10}" text-anchor="end">${text('film iteration')}</text>` +
      `<path class="curve" d="${path}"/>${dot}</svg>`,
  );
}

/** 1, 2 and 5 times powers of ten where there are few of these. */
function decades(low, high) {
  const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, i) => 10 ** (Math.floor(low) + i));
  return high - low > 2 ? powers : powers.flatMap(power => [power, 2 * power, 5 * power]);
}

/** Pressing or dragging on the curve goes to the nearest iteration. */
$('losses').addEventListener('pointerdown', event => {
  const scrub = moved => {
    const box = $('losses').getBoundingClientRect(),
      zoom = box.width / $('losses').clientWidth;
    const share = ((moved.clientX - box.x) / zoom - CURVE.left) / (box.width / zoom - CURVE.left - CURVE.right);
    const nearest = Math.max(0, Math.min(TRACES.length - 1, Math.round(share * (TRACES.length - 1))));
    if (nearest !== iteration) goToIteration(nearest);
  };
  scrub(event);
  const end = () => {
    removeEventListener('pointermove', scrub);
    removeEventListener('pointerup', end);
  };
  addEventListener('pointermove', scrub);
  addEventListener('pointerup', end);
});

// ---------- the learning rate ----------

const canSteer = () => rates().length > 0 && recomputes() && goesOn();

function drawHandle() {
  $('handle').hidden = !canSteer();
  if (!canSteer()) return;
  const rate = trace.numbers[rates()[0]][0],
    field = $('handle-rate');
  if (document.activeElement !== field) field.value = Math.log10(rate);
  field.setAttribute('aria-valuetext', shown(rate));
  $('handle').querySelector('output').textContent = shown(rate);
}

/** The rate of the whole training, from its first iteration on. */
$('handle-rate').addEventListener('input', event => {
  const now = iteration,
    rate = Number((10 ** Number(event.target.value)).toPrecision(2));
  openIteration(0);
  rates().forEach(id => change(id, 0, rate));
  openIteration(now);
  go(step, { keep: true });
});

// ---------- the plane of two inputs ----------

const PLANE = { size: 300, cells: 32, around: 0.15 };

/** From an output of each kind of loss, how far it is on the side of label 1: from −½ to ½. */
const SIDES = {
  MseLoss: ([z]) => z - 0.5,
  BinaryCrossEntropyLoss: ([z]) => 1 / (1 + Math.exp(-z)) - 0.5,
  CrossEntropyLoss: ([z0, z1]) => 1 / (1 + Math.exp(z0 - z1)) - 0.5,
};

/** Data of two columns with a loss of one output a row, each row by itself: { x, y, side, way }, or none. */
function planeOf() {
  const loss = trace.nodes.find(node => trace.graph.has(node.id) && node.builtIn && SIDES[node.op]);
  if (!loss || !recomputes()) return undefined;
  const [z, y] = loss.inputs,
    way = [...graphNodes(trace.nodes, [z])].sort((a, b) => a - b);
  const [x, ...others] = way.filter(id => trace.nodes[id].kind === 'input'),
    rows = trace.nodes[x]?.shape[0];
  const outputs = loss.op === 'CrossEntropyLoss' ? 2 : 1;
  if (
    others.length ||
    x === undefined ||
    String(trace.nodes[x].shape) !== `${rows},2` ||
    sizeOf(trace.nodes[z].shape) !== rows * outputs ||
    trace.nodes[z].shape[0] !== rows
  )
    return undefined;
  const plane = {
    x,
    z,
    rows,
    outputs,
    side: SIDES[loss.op],
    ops: way.map(id => trace.nodes[id]).filter(node => node.kind === 'op'),
    labels: labelsOf(loss, y, rows),
  };
  const points = pointsOf(plane),
    there = sidesAt(plane, points),
    turned = sidesAt(plane, [...points].reverse()).reverse();
  return there.every((side, i) => Math.abs(side - turned[i]) < 1e-9) ? plane : undefined;
}

function labelsOf(loss, y, rows) {
  const numbers = trace.numbers[y],
    apart = loss.op === 'CrossEntropyLoss' && trace.nodes[y].shape.length === 2;
  return Array.from({ length: rows }, (_, row) => numbers[apart ? 2 * row + 1 : row] > 0.5);
}

const pointsOf = ({ x, rows }) =>
  Array.from({ length: rows }, (_, row) => [trace.numbers[x][2 * row], trace.numbers[x][2 * row + 1]]);

/** The outputs' sides at these points: the graph computes as many at a time as it has rows. */
function sidesAt({ x, z, rows, outputs, side, ops }, points) {
  const numbers = trace.numbers.slice(),
    sides = [];
  for (let from = 0; from < points.length; from += rows) {
    numbers[x] = Float64Array.from(
      { length: 2 * rows },
      (_, i) => points[Math.min(points.length - 1, from + (i >> 1))][i % 2],
    );
    ops.forEach(node => {
      numbers[node.id] = computed(node, numbers);
    });
    for (let row = 0; row < rows && from + row < points.length; row++)
      sides.push(side(Array.from(numbers[z].subarray(row * outputs, (row + 1) * outputs))));
  }
  return sides;
}

function drawPlane() {
  const plane = planeOf();
  $('plane').hidden = !plane;
  if (!plane) return;
  const points = pointsOf(plane),
    sides = sidesAt(plane, points),
    { size, cells } = PLANE;
  const [a, b] = [0, 1].map(axis => rangeOf(points.map(point => point[axis])));
  const corners = Array.from({ length: (cells + 1) ** 2 }, (_, i) => [
    a.low + ((i % (cells + 1)) / cells) * a.span,
    b.low + (Math.floor(i / (cells + 1)) / cells) * b.span,
  ]);
  const field = sidesAt(plane, corners),
    unit = size / cells;
  const at = (column, row) => field[row * (cells + 1) + column];
  const wrong = points.map((_, i) => sides[i] > 0 !== plane.labels[i]);
  const place = (/** @type {number[]} */ [p, q]) => [
    ((p - a.low) / a.span) * size,
    size - ((q - b.low) / b.span) * size,
  ];
  const rects = [];
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const value = (at(column, row) + at(column + 1, row) + at(column, row + 1) + at(column + 1, row + 1)) / 4;
      rects.push(
        `<rect class="${value > 0 ? 'pos' : 'neg'}" style="--h:${Math.min(1, 2 * Math.abs(value)).toFixed(2)}` +
          `" x="${(column * unit).toFixed(2)}" y="${(size - (row + 1) * unit).toFixed(2)}" width="${unit + 0.3}` +
          `" height="${unit + 0.3}"/>`,
      );
    }
  const dots = points
    .map((point, i) => {
      const [px, py] = place(point);
      return `${wrong[i] ? `<circle class="wrong" cx="${px}" cy="${py}" r="9"/>` : ''}<circle class="${plane.labels[i] ? 'pos' : 'neg'}" cx="${px}" cy="${py}" r="5.5"/>`;
    })
    .join('');
  const told = text('film points', { count: points.length, wrong: wrong.filter(Boolean).length });
  const axes = [1, 2].map(column => `${nameOf(plane.x)}<sub>${column}</sub>`);
  putHtml(
    $('plane'),
    `<p><b>${text('film data')}</b> ${told}</p><svg viewBox="-4 -4 ${size + 8} ${size + 8}" role="img"` +
      ` aria-label="` +
      text('film plane', { axes: axes.map(spoken).join(', '), points: told }) +
      `"><g class="field">${rects.join('')}</g><path class="boundary" d="${boundary(at, cells, unit, size)}` +
      `"/>${dots}<rect class="frame" width="${size}" height="${size}"/></svg><span class="across">` +
      `${axes[0]}</span><span class="up">${axes[1]}</span>`,
  );
}

function rangeOf(values) {
  const least = Math.min(...values),
    greatest = Math.max(...values),
    margin = (greatest - least || 1) * PLANE.around;
  return { low: least - margin, span: greatest - least + 2 * margin };
}

/** Where the side changes, cell by cell: straight from edge to edge. */
function boundary(at, cells, unit, size) {
  const found = [];
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const corners = [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ].map(([dx, dy]) => ({ x: column + dx, y: row + dy, value: at(column + dx, row + dy) }));
      const crossed = corners.flatMap((one, i) => {
        const other = corners[(i + 1) % 4];
        if (one.value > 0 === other.value > 0) return [];
        const share = one.value / (one.value - other.value);
        return [
          `${((one.x + share * (other.x - one.x)) * unit).toFixed(1)} ${(size - (one.y + share * (other.y - one.y)) * unit).toFixed(1)}`,
        ];
      });
      for (let i = 0; i + 1 < crossed.length; i += 2) found.push(`M${crossed[i]}L${crossed[i + 1]}`);
    }
  return found.join('');
}

TEXTS.keys += `|${text('film key')}`;
