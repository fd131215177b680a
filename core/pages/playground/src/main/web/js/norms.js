// ---------- drawing: how large each parameter's gradient is over the iterations, and how its numbers are spread ----------

import { $ } from 'explorer/dom.js';
import { escaped, shown, text } from 'explorer/format.js';
import { trace } from 'explorer/state.js';
import { mathHtml } from 'explorer/names.js';
import { asked, numbersFrom } from './engine.js';
import { nameText } from './svgnames.js';
import { drawUnits } from './units.js';
import { radios } from './radios.js';
import { iterationNow } from './now.js';
import { hundredths, log10 } from './figures.js';
import { putHtml } from 'explorer/html.js';

const MEASURES = ['norms', 'histograms'],
  MOST_POINTS = 160,
  BINS = 24;
let measure = 'norms';

export function drawMeasures() {
  $('second-head').textContent = text(measure);
  radios(
    $('measure'),
    MEASURES.map(name => ({ name, words: text(`show ${name}`), on: name === measure })),
  );
  drawUnits();
  (measure === 'norms' ? drawNorms : drawHistograms)();
}

$('measure').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  measure = button.dataset.name;
  drawMeasures();
});

/** One row for each parameter, all on one logarithmic scale: so one sees gradients vanish toward the input. */
function drawNorms() {
  const parameters = asked('parameters'),
    count = parameters.length;
  const norms = numbersFrom('norms', 0),
    length = count ? norms.length / count : 0,
    finite = Array.from(norms).filter(norm => norm > 0 && Number.isFinite(norm));
  const high = finite.length ? log10(finite.reduce((a, b) => Math.max(a, b))) : 0,
    low = finite.length ? Math.min(high - 1, log10(finite.reduce((a, b) => Math.min(a, b)))) : -1;
  const at = Math.min(iterationNow(), length - 1),
    stride = Math.max(1, Math.floor(length / MOST_POINTS));
  putHtml(
    $('norms'),
    parameters
      .map(({ name }, k) => {
        const points = [];
        for (let i = 0; i <= at; i += stride) {
          const norm = norms[i * count + k];
          if (norm > 0 && Number.isFinite(norm))
            points.push(
              `${hundredths((100 * i) / Math.max(1, at))} ${hundredths(4 + (32 * (high - log10(norm))) / (high - low))}`,
            );
        }
        return rowHtml(
          `∂${mathHtml(nameText(trace, trace.objective))}/∂${mathHtml(name)}`,
          'g',
          `<path class="cv" vector-effect="non-scaling-stroke" d="${points.length ? `M${points.join('L')}` : ''}"/>`,
          length ? shown(norms[at * count + k]) : '',
        );
      })
      .join(''),
  );
}

const rowHtml = (name, cls, drawing, words) =>
  `<div><span class="${cls}">${name}</span><svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">${drawing}</svg><span class="n">${words}</span></div>`;

/** The numbers of each parameter, counted in bins of one range for all. */
function drawHistograms() {
  const all = asked('parameters').map(({ name, size }) => ({ name, size, numbers: numbersFrom('values', name) }));
  const far = all
    .flatMap(({ numbers }) => [...numbers])
    .filter(Number.isFinite)
    .reduce((most, value) => Math.max(most, Math.abs(value)), 0.5);
  const edge = 2 ** Math.ceil(Math.log2(far));
  putHtml(
    $('norms'),
    all
      .map(({ name, size, numbers }) => {
        const bins = new Array(BINS).fill(0);
        numbers.forEach(value => {
          if (Number.isFinite(value))
            bins[Math.max(0, Math.min(BINS - 1, Math.floor(((value + edge) / (2 * edge)) * BINS)))]++;
        });
        const most = Math.max(1, ...bins),
          wide = 100 / BINS;
        const bars = bins
          .map((count, i) =>
            count
              ? `<rect class="${i < BINS / 2 ? 'neg' : 'pos'}" x="${hundredths(i * wide + 0.3)}" y="` +
                `${hundredths(38 - (34 * count) / most)}" width="${hundredths(wide - 0.6)}" height="` +
                `${hundredths((34 * count) / most)}"/>`
              : '',
          )
          .join('');
        return rowHtml(
          mathHtml(name),
          '',
          `<path class="ax" vector-effect="non-scaling-stroke" d="M0 38H100M50 34V38"/>${bars}`,
          `${escaped(size ?? '')}<br>±${shown(edge)}`,
        );
      })
      .join(''),
  );
}
