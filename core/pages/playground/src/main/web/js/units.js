// ---------- drawing: what hidden units see: a small map of each one's output over the plane, and its zero line in the plane ----------

import { $ } from 'explorer/dom.js';
import { text } from 'explorer/format.js';
import { mathHtml } from 'explorer/names.js';
import { numbersFrom, textFrom } from './engine.js';
import { colors, drawPlane, isLearned, plane } from './plane.js';
import { now } from './now.js';
import { putHtml } from 'explorer/html.js';

const MAP = 20;

/** The answer that the layers belong to, and the layers, also as the engine told them. */
let drawnFor = null,
  layers = [],
  toldLayers = '';

/** One row of maps for each hidden layer, above the norms; only for points in a plane. */
export function drawUnits() {
  const isSeen = Boolean(now.lines?.data?.plane) && isLearned() && now.moment === 'train';
  const told = isSeen ? textFrom('layers') : '';
  if (isSeen && (drawnFor !== now.lines || toldLayers !== told)) {
    drawnFor = now.lines;
    plane.unit = null;
    toldLayers = told;
    layers = JSON.parse(told);
    putHtml(
      $('units'),
      layers
        .map(
          ({ name, op, units }, layer) =>
            `<div role="group" aria-label="${text('units of', { name: name || op })}"><span>` +
            `${mathHtml(name || op)}</span>` +
            Array.from(
              { length: units },
              (_, unit) =>
                `<button data-layer="${layer}" data-unit="${unit}" aria-pressed="false" aria-label="` +
                `${text('unit', { name: name || op, unit: unit + 1 })}" title="${text('unit title')}"><canvas width="` +
                `${MAP}" height="${MAP}"></canvas></button>`,
            ).join('') +
            `</div>`,
        )
        .join(''),
    );
  }
  $('units').hidden = !isSeen || !layers.length;
  if (!$('units').hidden) paintMaps();
}

function paintMaps() {
  const [low, high] = plane.range,
    values = numbersFrom('units', low, high, low, high, MAP),
    { paper, pos, neg } = colors();
  let from = 0;
  layers.forEach(({ op, units }, layer) => {
    const all = values.subarray(from, from + MAP * MAP * units),
      middle = op === 'Sigmoid' ? 0.5 : 0;
    const most = all.reduce(
      (far, value) => (Number.isFinite(value) ? Math.max(far, Math.abs(value - middle)) : far),
      1e-9,
    );
    $('units')
      .querySelectorAll(`[data-layer="${layer}"] canvas`)
      .forEach((canvas, unit) => {
        const context = canvas.getContext('2d'),
          image = context.createImageData(MAP, MAP);
        for (let i = 0; i < MAP * MAP; i++) {
          const value = all[i * units + unit] - middle,
            share = Math.abs(value) / most || 0,
            hue = value > 0 ? pos : neg;
          for (let c = 0; c < 3; c++) image.data[4 * i + c] = paper[c] + (hue[c] - paper[c]) * share;
          image.data[4 * i + 3] = 255;
        }
        context.putImageData(image, 0, 0);
      });
    from += all.length;
  });
}

/** The unit that is pressed, whose line stays when another is left. */
let pressedUnit = null;

const unitOf = button => button && { layer: Number(button.dataset.layer), unit: Number(button.dataset.unit) };

function showUnit(unit) {
  plane.unit = unit ?? unitOf(pressedUnit?.isConnected ? pressedUnit : null);
  drawPlane();
}

for (const kind of ['pointerover', 'focusin'])
  $('units').addEventListener(kind, event => {
    const button = event.target.closest('button');
    if (button) showUnit(unitOf(button));
  });
for (const kind of ['pointerleave', 'focusout']) $('units').addEventListener(kind, () => showUnit(null));

$('units').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  pressedUnit?.setAttribute('aria-pressed', 'false');
  pressedUnit = pressedUnit === button ? null : button;
  pressedUnit?.setAttribute('aria-pressed', 'true');
  showUnit(unitOf(pressedUnit));
});
