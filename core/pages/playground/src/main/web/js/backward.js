// ---------- drawing: the backward pass that a student writes: each line is judged when it is finished ----------

import { $ } from 'explorer/dom.js';
import { escaped, listed, shown, text } from 'explorer/format.js';
import { mathHtml, spoken } from 'explorer/names.js';
import { asked, numbersFrom } from './engine.js';
import { now } from './now.js';
import { host } from 'explorer/hooks.js';
import { sentenceHtml } from './words.js';
import { putHtml, renewHtml } from 'explorer/html.js';

export const gradientField = $('back-lines'),
  gradientPaper = $('back-pre'),
  gradientSaid = $('back-said');

/** How much of the hint for a gradient was asked for. */
export const hintsShown = of => (now.back.hints.of === of ? now.back.hints.shown : 0);

export const lineAtOffset = offset => gradientField.value.slice(0, offset).split('\n').length - 1;

// ---------- judging ----------

export const isJudged = () => now.back.judged?.text === now.back.text && now.back.about === now.lines;

/** The judged lines, each with the number of its first line, if they are about what stands there. */
export function verdicts() {
  return isJudged() ? now.back.judged.lines.map(one => ({ ...one, line: lineAtOffset(one.from) })) : [];
}

/** Mistakes in the line that is being written are not told before it is left, or nothing was typed for a while. */
export const isFaulty = one => one.fault && one.line !== now.back.writing;

// ---------- what is drawn ----------

export function drawBackward() {
  $('backward').textContent = text(now.back.on ? 'end backward' : 'write backward');
  $('backward').setAttribute('aria-pressed', String(now.back.on));
  if (!now.back.on) return;
  host.judgeLines();
  drawGradientLines();
  drawWanted();
  drawSaid();
}

const MARK_OF = { right: '✓', wrong: '✗', problem: '✗', part: '…', value: '' };

export function drawGradientLines() {
  const all = verdicts(),
    lines = gradientField.value.split('\n');
  let from = 0;
  putHtml(
    gradientPaper,
    lines
      .map((line, i) => {
        const here = all.filter(one => one.line === i),
          fault = here.find(isFaulty),
          start = from;
        from += line.length + 1;
        const pointed = all
          .filter(isFaulty)
          .map(one => one.fault.at)
          .filter(([at, to]) => to > start && at <= start + line.length);
        const mark = fault ? MARK_OF.wrong : here.some(one => one.fault) ? '' : (MARK_OF[here.at(-1)?.mark] ?? '');
        return (
          `<div class="L${fault ? ' err' : ''}" data-n="${i + 1}">${pointedOut(line, start, pointed[0])}` +
          `${mark && `<em class="${fault ? 'bad' : mark === MARK_OF.right ? 'okk' : ''}">${mark}</em>`}` +
          `</div>`
        );
      })
      .join(''),
  );
}

function pointedOut(line, start, span) {
  if (!span) return escaped(line) || '​';
  const from = Math.max(0, span[0] - start),
    to = Math.max(from + 1, Math.min(line.length, span[1] - start));
  return `${escaped(line.slice(0, from))}<span class="sq">${escaped(line.slice(from, to)) || ' '}</span>${escaped(line.slice(to))}`;
}

const partialHtml = name => `<span class="nw">∂<i class="v">J</i>/∂${mathHtml(name)}</span>`;

function drawWanted() {
  const { wanted = [], given = [] } = now.back.judged ?? {};
  const chips = wanted.map(
    ({ name, right }) =>
      `<span class="${right ? 'okk' : ''}">${partialHtml(name)}${right ? ' ✓' : ''}<span class="vh"> ${text(right ? 'back right' : 'back missing')}</span></span>`,
  );
  renewHtml(
    $('back-wanted'),
    `${chips.length ? `${text('back wanted')} ` : ''}${chips.join(' ')} ` +
      given
        .map(
          ({ name, text: words }) =>
            `<small>${text('back given', { name: mathHtml(name), text: escaped(words) })}</small>`,
        )
        .join(' '),
  );
}

/** The sentence about a fault: the kind has it, with the names and sizes of this line. */
function faultHtml({
  of,
  size,
  fault: {
    kind,
    at: [from, to],
    details,
    also,
  },
}) {
  const words = Object.fromEntries(
    Object.entries(details).map(([key, value]) => [
      key,
      ['of', 'by', 'needed', 'used'].includes(key) &&
      !(kind === 'shape' || (kind === 'other gradient' && key === 'used'))
        ? mathHtml(value)
        : key === 'sentence'
          ? sentenceHtml(value)
          : escaped(value),
    ]),
  );
  const sentence = text(`back ${kind}`, {
    at: escaped(now.back.text.slice(from, to)),
    name: mathHtml(of),
    size,
    ...words,
  });
  return sentence + (also ? ` ${text('back also', { kind: text(`kind ${also}`) })}` : '');
}

export function drawSaid() {
  const { judged } = now.back,
    all = verdicts(),
    faults = all.filter(isFaulty);
  if (judged?.message) {
    renewHtml(gradientSaid, `<p>${sentenceHtml(judged.message)}</p>`);
    return;
  }
  const parts = faults.map(one => `<p><b>${text('back line', { line: one.line + 1 })}</b>&ensp;${faultHtml(one)}</p>`);
  all
    .filter(one => one.mark === 'right' && !one.exact)
    .forEach(one => parts.push(`<p>${text('back line', { line: one.line + 1 })}: ${text('back kink')}.</p>`));
  if (!gradientField.value.trim())
    parts.push(`<p>${text('back begin', { name: escaped(judged?.hint?.of ?? 'W') })}</p>`);
  if (judged?.done) parts.push(`<p class="okk">${trainingWords()}</p>`);
  else if (judged?.hint) parts.push(hintHtml(judged.hint));
  if (renewHtml(gradientSaid, parts.join(''))) speakOfLines(all, faults);
}

function trainingWords() {
  const { ok, iteration = 0, difference } = asked('typedTraining');
  if (!ok || !iteration) return text('back done');
  return difference
    ? text('back differs', { count: iteration, difference: shown(difference) })
    : text('back same', { count: iteration });
}

/** The losses of the training with the typed gradients. */
export const typedLosses = () => (now.back.on && now.back.judged?.done ? Array.from(numbersFrom('typedLosses')) : []);

// ---------- hints: where, what kind, the line ----------

function hintHtml({ of, where, rule, line }) {
  const shownHints = hintsShown(of);
  const steps = [
    `${text('back next', { of: partialHtml(of) })} ${text('back where', { name: mathHtml(of), where: listed(where.map(words => `<code>${escaped(words)}</code>`)) })}`,
    text(`rule ${rule}`),
    `${text('back line of')} <code class="ln">${escaped(line)}</code>`,
  ];
  const button =
    shownHints < steps.length
      ? `<button class="verb" id="back-hint">${text(shownHints ? 'back more' : 'back hint')}</button>`
      : '';
  return `<p class="hints">${steps.slice(0, shownHints).join(' ')} ${button}</p>`;
}

// ---------- what a screen reader announces ----------

let rightBefore = 0;

function speakOfLines(all, faults) {
  const right = all.filter(one => one.mark === 'right'),
    last = right.at(-1);
  if (now.back.judged?.done) $('live').textContent = spoken(trainingWords());
  else if (faults.length)
    $('live').textContent = `${text('back line', { line: faults[0].line + 1 })}. ${spoken(faultHtml(faults[0]))}`;
  else if (right.length > rightBefore)
    $('live').textContent = text('back line right', { line: last.line + 1, of: last.name });
  rightBefore = right.length;
}
