// ---------- drawing: the loss over one number, with its slope and the way of the training; and sliders for numbers of the lines ----------

import { $ } from 'explorer/dom.js';
import { escaped, shown, text } from 'explorer/format.js';
import { mathHtml } from 'explorer/names.js';
import { asked, numbersFrom } from './engine.js';
import { hundredths } from './figures.js';
import { iterationNow, learned, now } from './now.js';
import { putHtml } from 'explorer/html.js';

const COUNT = 121,
  MOST_WEIGHTS = 5,
  WIDE = 400,
  HIGH = 240;

/** The weight that the curve is over, the lines that it belongs to, the values that are shown, and where training was. */
const curve = { lines: null, name: '', from: 0, to: 0, way: new Map() };

/** The weight that the next curve is over. */
export const chosenWeight = { name: '' };

/** Draws the loss over a weight that is one number; whether there is one. */
export function drawCurve(place) {
  if (now.fault || !learned()) return false;
  const all = asked('parameters'),
    weights = all.filter(({ count }) => count === 1),
    weight = weights.find(({ name }) => name === chosenWeight.name) ?? weights[0];
  if (!weight) return !all.length; // they are not there yet
  const [value] = numbersFrom('values', weight.name);
  if (value === undefined) return true; // drawn when it is there
  if (!$('curve') || curve.name !== weight.name || curve.lines !== now.lines.program) {
    Object.assign(curve, { lines: now.lines.program, name: weight.name, from: value, to: value, way: new Map() });
    putHtml(
      place,
      `<svg id="curve" viewBox="0 0 ${WIDE} ${HIGH}" role="img"></svg><div class="number"><span class="seg">${weights
        .slice(0, MOST_WEIGHTS)
        .map(
          ({ name }) =>
            `<button data-weight="${escaped(name)}" aria-pressed="${name === weight.name}">${mathHtml(name)}</button>`,
        )
        .join(
          '',
        )}</span><input type="range" id="weight" data-name="${escaped(weight.name)}" aria-label="${escaped(weight.name)}"` +
        ` step="any"><output></output></div>`,
    );
  }
  widen(value);
  const numbers = numbersFrom('curve', weight.name, curve.from, curve.to, COUNT);
  if (numbers.length > COUNT && $('curve')) plot(Array.from(numbers));
  return true;
}

/** Shows values around the present one, twice as many whenever it comes to their edge. */
function widen(value) {
  if (!Number.isFinite(value)) return;
  if (curve.from === curve.to) {
    const reach = 2 * Math.max(1, Math.abs(value));
    Object.assign(curve, { from: value - reach, to: value + reach });
  }
  for (; value < curve.from; curve.from -= curve.to - curve.from);
  for (; value > curve.to; curve.to += curve.to - curve.from);
}

function plot(numbers) {
  const [value, slope] = numbers.slice(COUNT),
    losses = numbers.slice(0, COUNT),
    loss = now.losses[iterationNow()] ?? NaN,
    i = iterationNow();
  curve.way.set(i, value);
  const finite = [...losses.filter(Number.isFinite), loss].sort((a, b) => a - b),
    low = finite[0],
    most = [...curve.way.keys()].reduce((far, at) => Math.max(far, now.losses[at] ?? far), loss),
    high = Math.max(Math.min(finite[Math.floor(0.9 * (finite.length - 1))], low + 4 * (most - low)), most, low + 1e-9),
    x = at => hundredths(30 + ((WIDE - 40) * (at - curve.from)) / (curve.to - curve.from)),
    y = at => hundredths(Math.max(-HIGH, Math.min(2 * HIGH, 16 + ((HIGH - 44) * (high - at)) / (high - low))));
  const points = losses.map((at, k) => [curve.from + ((curve.to - curve.from) * k) / (COUNT - 1), at]),
    line = points
      .filter(([, at]) => Number.isFinite(at))
      .map(([at, height]) => `${x(at)} ${y(height)}`)
      .join('L');
  const reach = (curve.to - curve.from) / 8,
    tangent = `M${x(value - reach)} ${y(loss - slope * reach)}L${x(value + reach)} ${y(loss + slope * reach)}`;
  const dots = [...curve.way]
    .filter(([at]) => at <= i && Number.isFinite(now.losses[at]))
    .map(([at, where]) => `<circle class="been" cx="${x(where)}" cy="${y(now.losses[at])}" r="2.5"/>`)
    .join('');
  const labels = [curve.from, (curve.from + curve.to) / 2, curve.to]
    .map(
      (at, k) =>
        `<text x="${x(at)}" y="${HIGH - 8}" text-anchor="${['start', 'middle', 'end'][k]}">${shown(hundredths(at))}</text>`,
    )
    .join('');
  putHtml(
    $('curve'),
    `<path class="ax" d="M30 ${HIGH - 24}H${WIDE - 10}"/>${labels}<text x="30" y="11">J</text><clipPath id="over"><rect x="30" y="4" width="${WIDE - 40}"` +
      ` height="${HIGH - 30}"/></clipPath><g clip-path="url(#over)"><path class="cv" d="M${line}"/><path class="slope" d="${tangent}"/>${dots}</g>` +
      `<circle class="here" cx="${x(value)}" cy="${y(loss)}" r="5"/>`,
  );
  $('curve').setAttribute(
    'aria-label',
    text('curve of', { name: curve.name, value: shown(value), loss: shown(loss), slope: shown(slope) }),
  );
  const slider = $('weight');
  Object.assign(slider, { min: curve.from, max: curve.to });
  if (document.activeElement !== slider || now.training) slider.value = value;
  putHtml(
    slider.nextElementSibling,
    `${shown(value)} <span class="g">∂J/∂${mathHtml(curve.name)}</span> = ${shown(slope)}`,
  );
}

// ---------- sliders for numbers that have a name ----------

const NAMED_NUMBER = /^([\p{L}_][\p{L}\p{M}\p{N}_]*)\s*=\s*(-?\d+(?:\.\d+)?)\s*(?:#.*)?$/u,
  MOST_SLIDERS = 3;

/** The numbers of the lines: their names and values. */
const namedNumbers = () =>
  (now.lines?.program ?? '')
    .split('\n')
    .flatMap(line => NAMED_NUMBER.exec(line.trim()) ?? [])
    .flatMap((part, i, all) => (i % 3 === 0 ? [{ name: all[i + 1], value: Number(all[i + 2]) }] : []))
    .filter(({ name }) => !/^(n|lr|seed)(_|$)/.test(name))
    .slice(0, MOST_SLIDERS);

let drawnNames = '';

export function drawSliders() {
  const all = now.fault ? [] : namedNumbers(),
    names = all.map(({ name }) => name).join();
  if (now.fault && drawnNames) return; // they come back with the next key
  if (names !== drawnNames)
    putHtml(
      $('numbers'),
      all
        .map(({ name, value }) => {
          const reach = value === 0 ? 1 : 4 * Math.abs(value);
          return (
            `<label class="number"><span>${mathHtml(name)}</span><input type="range" data-name="${escaped(name)}" min="${value < 0 ? -reach : 0}"` +
            ` max="${value < 0 ? 0 : reach}" step="${10 ** Math.floor(Math.log10(reach / 40))}" value="${value}"><output></output></label>`
          );
        })
        .join(''),
    );
  drawnNames = names;
  all.forEach(({ name, value }) => {
    const slider = $('numbers').querySelector(`[data-name="${CSS.escape(name)}"]`);
    if (document.activeElement !== slider) slider.value = value;
    slider.nextElementSibling.textContent = shown(value);
  });
}
