// ---------- drawing: the loss over the iterations: also the time line that one goes back on ----------

import { $ } from 'explorer/dom.js';
import { shown, SUPERSCRIPTS, text } from 'explorer/format.js';
import { spoken } from 'explorer/names.js';
import { typedLosses } from './backward.js';
import { iterationNow, now } from './now.js';
import { log10, tenths } from './figures.js';
import { putHtml } from 'explorer/html.js';

export const lossPlot = $('loss');
const POWERS = exponent =>
  exponent >= -3 && exponent <= 4
    ? String(10 ** exponent)
    : `10${[...String(exponent)].map(c => (c === '-' ? '⁻' : SUPERSCRIPTS[c])).join('')}`;

/** How far the axis reaches: 100, 200, 400 and so on. */
const reachOf = count => {
  let most = 100;
  while (most < count) most *= 2;
  return most;
};

/** The most decades that the axis covers, and the most labels that it has. A loss that rises further leaves the plot at its top. */
const MOST_RISE = 3,
  MOST_LABELS = 6;

/** The width of a letter of a label, roughly. */
const LETTER = 6.5;

/** Where the plot stands and how it measures: by powers of ten, unless a loss is 0 or negative. */
export function lossMeasures() {
  const width = lossPlot.clientWidth || 300,
    height = Math.max(70, lossPlot.clientHeight),
    finite = now.losses.filter(Number.isFinite),
    tests = now.tests.filter(Number.isFinite);
  const goal = now.status?.task?.goal || undefined,
    most = finite.length ? finite.reduce((a, b) => Math.max(a, b), goal ?? 1e-9) : 1,
    least = [...finite, ...tests].reduce((a, b) => Math.min(a, b), goal ?? most);
  const isLinear = least < 0,
    ground = Math.max(Math.abs(most), Math.abs(least)),
    spread = Math.max(most - least, 0.1 * ground),
    scale = isLinear ? loss => loss : log10;
  const top = isLinear
      ? Math.min(most, (finite[0] ?? 0) + MOST_RISE * ground) + 0.12 * spread
      : Math.min(log10(most), log10(Math.max(finite[0] ?? 1, goal ?? 0)) + MOST_RISE) + 0.12,
    bottom = isLinear ? least - 0.12 * spread : Math.min(Math.floor(log10(least)), Math.floor(top) - 1);
  const reach = reachOf(now.losses.length - 1),
    left = 38,
    right = 60,
    above = 10,
    below = 22;
  return {
    width,
    height,
    left,
    right,
    above,
    below,
    top,
    bottom,
    reach,
    goal,
    isLinear,
    x: i => left + ((width - left - right) * i) / reach,
    y: loss => above + (height - above - below) * Math.max(-0.5, Math.min(1, (top - scale(loss)) / (top - bottom))),
  };
}

/** The losses that have a line across the plot, with their labels. */
function gridOf({ isLinear, top, bottom }) {
  if (!isLinear) {
    const decades = Math.ceil((Math.floor(top) - bottom) / (MOST_LABELS - 1)),
      count = Math.floor((Math.floor(top) - bottom) / decades) + 1;
    return Array.from({ length: count }, (_, i) => Math.floor(top) - i * decades).map(power => [
      10 ** power,
      POWERS(power),
    ]);
  }
  const rough = (top - bottom) / (MOST_LABELS - 2),
    power = 10 ** Math.floor(Math.log10(rough)),
    stride = power * ([1, 2, 5].find(times => times * power >= rough) ?? 10),
    first = Math.ceil(bottom / stride),
    count = Math.floor(top / stride) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * stride).map(loss => [
    loss,
    shown(loss)
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, ''),
  ]);
}

export function drawLoss() {
  const { losses } = now,
    m = lossMeasures(),
    at = iterationNow(),
    shownLoss = losses[Math.min(at, losses.length - 1)];
  const lines = [
    `<clipPath id="plot"><rect x="${m.left}" y="${m.above}" width="${m.width - m.left}" height="${m.height - m.above - m.below + 2}"/></clipPath>`,
  ];
  gridOf(m).forEach(([loss, label]) => {
    const y = tenths(m.y(loss));
    lines.push(
      `<path class="ax" d="M${m.left} ${y}H${m.width - m.right}"/><text class="dim" x="${m.left - 7}" y="${y + 4}" text-anchor="end">${label}</text>`,
    );
  });
  [0, 0.5, 1].forEach(share =>
    lines.push(
      `<text class="dim" x="${tenths(m.x(share * m.reach))}" y="${m.height - 4}" text-anchor="${share ? 'middle' : 'start'}">${share * m.reach}</text>`,
    ),
  );
  let goalLabel = '';
  if (m.goal) {
    const label = text('task below', { goal: m.goal }),
      wide = LETTER * label.length,
      x = m.x(at);
    const isLate = x > m.width / 3,
      side = isLate ? `x="${m.left + 4}"` : `x="${m.width - m.right}" text-anchor="end"`; // clear of the curve's end and its number
    const clashes =
      Math.abs(m.y(m.goal) - m.y(shownLoss)) < 24 &&
      (isLate ? m.left + wide > x - 10 : m.width - m.right - wide < x + 60); // the task says it, too
    lines.push(`<path class="goal" d="M${m.left} ${tenths(m.y(m.goal))}H${m.width - m.right}"/>`);
    if (!clashes) goalLabel = `<text class="dim halo" ${side} y="${tenths(m.y(m.goal)) - 6}">${label}</text>`;
  }
  if (losses.length > 1) lines.push(`<path class="cv" clip-path="url(#plot)" d="${curveOf(losses, m)}"/>`);
  const typed = typedLosses();
  if (typed.length > 1) lines.push(`<path class="cv typed" clip-path="url(#plot)" d="${curveOf(typed, m)}"/>`);
  if (now.tests.length > 1) lines.push(`<path class="cv test" clip-path="url(#plot)" d="${curveOf(now.tests, m)}"/>`);
  lines.push(goalLabel); // in front of the curves
  const end = losses.length - 1;
  if (end > 0 && !Number.isFinite(losses[end]))
    lines.push(
      `<path class="ends" d="M${tenths(m.x(end))} ${m.above}V${m.height - m.below}"/><text class="now ends"` +
        ` x="${tenths(m.x(end)) + 7}" y="${m.above + 24}">${shown(losses[end])}</text>`,
    );
  if (Number.isFinite(shownLoss)) {
    const [x, y] = [tenths(m.x(at)), Math.max(m.above, tenths(m.y(shownLoss)))];
    if (now.moment !== 'train' && losses.length > 1)
      lines.push(`<path class="cur" d="M${x} ${m.above}V${m.height - m.below}"/>`);
    lines.push(
      `<circle cx="${x}" cy="${y}" r="4.5"/><text class="now" x="${x + 9}" y="${Math.max(14, y - 7)}">${shown(shownLoss)}</text>`,
    );
    const test = now.tests[at],
      up = Math.max(m.above, tenths(m.y(test))),
      isOver = up < y;
    if (Number.isFinite(test))
      lines.push(
        `<circle class="test" cx="${x}" cy="${up}" r="4"/><text class="dim" x="${x + 9}" y="` +
          `${isOver ? Math.min(up + 4, Math.max(14, y - 7) - 14) : Math.max(up + 4, Math.max(14, y - 7) + 14)}` +
          `">${text('test loss', { loss: shown(test) })}</text>`,
      );
  }
  lossPlot.setAttribute('viewBox', `0 0 ${m.width} ${m.height}`);
  putHtml(lossPlot, lines.join(''));
  lossPlot.setAttribute('aria-valuemax', Math.max(0, losses.length - 1));
  lossPlot.setAttribute('aria-valuenow', at);
  lossPlot.setAttribute('aria-valuetext', text('loss value', { count: at, loss: spoken(shown(shownLoss ?? NaN)) }));
  $('loss-head').textContent =
    losses.length < 2 ? text('nothing trained') : text(now.training ? 'iteration now' : 'drag back', { count: at });
}

/** The curve; of a long one as many points as it is wide, each the largest of its stretch, so that no peak is lost. */
function curveOf(losses, m) {
  const stride = Math.max(1, Math.ceil(losses.length / 600)),
    points = [];
  for (let i = 0; i < losses.length; i += stride) {
    let most = i;
    for (let j = i; j < Math.min(losses.length, i + stride); j++) if (losses[j] > losses[most]) most = j;
    if (Number.isFinite(losses[most])) points.push(`${tenths(m.x(most))} ${tenths(m.y(losses[most]))}`);
  }
  const end = losses.length - 1;
  if (Number.isFinite(losses[end])) points.push(`${tenths(m.x(end))} ${tenths(m.y(losses[end]))}`);
  return `M${points.join('L')}`;
}
