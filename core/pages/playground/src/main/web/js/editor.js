// ---------- drawing: the lines: a field for text over a paper that numbers them, tells their sizes and underlines what is wrong ----------

import { $ } from 'explorer/dom.js';
import { escaped, listed, shown, text } from 'explorer/format.js';
import { numberAt, step, trace } from 'explorer/state.js';
import { mathHtml } from 'explorer/names.js';
import { drawCode, equations } from 'explorer/formulas.js';
import { asked, engine } from './engine.js';
import { learned, now, places } from './now.js';
import { rowsInWords, sentenceHtml, signOfFault } from './words.js';
import { radios } from './radios.js';
import { putHtml } from 'explorer/html.js';

export const editor = $('editor'),
  paper = $('pre'),
  slot = $('slot');

/** Lines of the page as they stand, each with its number, the size of what it makes, and what is wrong. */
export function drawLines() {
  const words = editor.value.split('\n'),
    fault = now.fault,
    current = now.moment === 'step' && !fault ? lineOfStep() : -1;
  const room = columnsThatFit();
  const asideLines = new Set(now.lines?.aside?.lines),
    kept = [...(now.status?.task?.frozen ?? [])];
  putHtml(
    paper,
    words
      .map((line, i) => {
        const cls = [
          'L',
          i === current && 'now',
          fault?.line === i && 'err',
          kept.length && line.trimEnd() === kept[0] && kept.shift() !== undefined && 'kept',
          (asideLines.has(i) || (fault && i > fault.line)) && 'fut',
        ]
          .filter(Boolean)
          .join(' ');
        const size = fault?.line === i ? '✗' : sizeAt(i);
        const end = line.length % room,
          tail =
            size && end + size.length + 2 <= room && (end > 1 || line.length < room)
              ? `<em${fault?.line === i ? ' class="bad"' : ''}>${escaped(size)}</em>`
              : '';
        return `<div class="${cls}" data-n="${i + 1}">${fault?.line === i ? underlined(line, fault) : escaped(line) || '​'}${tail}</div>`;
      })
      .join(''),
  );
  $('lines-head').textContent = text(now.moment === 'step' ? 'ink and blue' : 'like numpy');
  drawSlot();
}

function underlined(line, { column, length }) {
  const from = Math.min(column, line.length),
    to = Math.max(from + 1, from + length);
  return `${escaped(line.slice(0, from))}<span class="sq">${escaped(line.slice(from, to)) || ' '}</span>${escaped(line.slice(to))}`;
}

/** What stands at the right of a line: the size of its last value, or the value itself if that is one number. */
function sizeAt(line) {
  const names = now.lines?.lines?.find(other => other.line === line)?.names ?? [];
  const made = names.filter(({ kind }) => kind === 'value').at(-1);
  if (!made) return '';
  if (!now.fault && trace && line === places.get(trace.objective)?.line) return shown(numberAt(trace.objective, 0));
  return typeof made.value === 'number' ? shown(made.value) : (made.size ?? '');
}

const columnsThatFit = () => Math.max(12, Math.floor((paper.clientWidth - 42) / letterWidth()));

let measured = 0;

export function measureAgain() {
  measured = 0;
}

function letterWidth() {
  if (measured) return measured;
  const probe = document.createElement('span');
  probe.textContent = 'x'.repeat(40);
  probe.style.cssText = 'position:absolute;visibility:hidden;white-space:pre';
  paper.append(probe);
  measured = probe.getBoundingClientRect().width / 40 || 8;
  probe.remove();
  return measured;
}

/** Under the lines: what the data gives and how much is learned, or what is wrong and one way to mend it. */
function drawSlot() {
  const fault = now.fault;
  if (!fault) {
    putHtml(slot, now.moment === 'step' || !now.lines?.ok ? completionsHtml() : completionsHtml() + givenWords());
    return;
  }
  const detail =
    (fault.detail ?? [])
      .map(([words, bad]) => (bad ? `<b>${sentenceHtml(words)}</b>` : sentenceHtml(words)))
      .join('') || sentenceHtml(fault.head);
  putHtml(
    slot,
    `${completionsHtml()}<p><b>${text('column', { column: signOfFault(fault) + 1 })}</b>&ensp;${detail}</p>${remediesHtml(fault)}`,
  );
}

/** One button for each remedy, the likeliest first. */
function remediesHtml({ remedies }) {
  const buttons = remedies.map(
    ({ label }, i) => `<button class="verb" data-remedy="${i}">${sentenceHtml(capital(label))}</button>`,
  );
  return buttons.length ? `<p>${buttons.join('&ensp;')}&ensp;${text('or change')}</p>` : '';
}

export const capital = words => words.replace(/^\p{Ll}/u, letter => letter.toUpperCase());

function givenWords() {
  const given = (now.lines.graph?.nodes ?? [])
    .filter(({ kind }) => kind === 'input')
    .map(({ name, size }) => `${mathHtml(name)} ${size}`);
  const count = learned();
  const words = `${listed(given)} ${text(given.length === 1 ? 'comes' : 'come')}`,
    { unused = [] } = now.lines;
  const see = now.lesson?.program === now.lines.program ? `<p class="see">${sentenceHtml(now.lesson.see)}</p>` : '';
  const idle = unused.length
    ? ` ${text(unused.length === 1 ? 'weight unused' : 'weights unused', { names: listed(unused.map(mathHtml)) })}`
    : '';
  const { classes = 0 } = now.lines.data ?? {},
    isShort = classes > 2 && !now.lines.graph?.nodes.some(({ shape }) => shape?.length === 2 && shape[1] === classes);
  const more = isShort ? `<p>${text('needs softmax', { count: classes })}</p>` : '';
  const rows = rowsInWords(),
    sampled = rows && ` ${rows}`;
  const aside = now.lines.aside ? `<p>${sentenceHtml(now.lines.aside.sentence)}</p>` : '';
  return (
    aside +
    more +
    (given.length
      ? `<p>${text('given by data', { given: words, learned: text(count === 1 ? 'number learned' : 'numbers learned', { count }) })}${sampled}${idle}</p>`
      : '') +
    see
  );
}

/** The line that the op of a step stands in. */
function lineOfStep() {
  const { phase, op, node } = trace.states[step];
  const id = phase === 'forward' ? op : phase === 'update' ? node : undefined;
  return places.get(id)?.line ?? -1;
}

/** Brings the line of a step into sight: one of the student's, or the blue one that grows under them. */
export function showLineOfStep() {
  const holder = $('ed'),
    line =
      holder.querySelector('.pre .now, .code:not([hidden]) .now') ??
      [...holder.querySelectorAll('.code:not([hidden]) li:not(.fut, [hidden])')].at(-1);
  if (!line) {
    holder.scrollTop = 0;
    return;
  }
  const at = line.getBoundingClientRect(),
    box = holder.getBoundingClientRect();
  if (at.bottom > box.bottom - 4) holder.scrollTop += at.bottom - box.bottom + 24;
  else if (at.top < box.top) holder.scrollTop = Math.max(0, holder.scrollTop + at.top - box.top - 24);
}

const LANGUAGES = { numpy: 'NumPy', java: 'Java' };
let language = 'numpy';

/** The lines of the backward pass and of the update, in NumPy or Java, as far as the steps have come. */
export function drawBackwardLines() {
  radios(
    $('language'),
    Object.entries(LANGUAGES).map(([name, words]) => ({ name, words, on: name === language })),
  );
  Object.keys(LANGUAGES).forEach(name => {
    $(name).hidden = name !== language;
  });
  drawCode(step, language);
  $('rows').textContent = rowsInWords();
  for (const line of $(language).children) {
    const e = Number(line.dataset.equation),
      first = trace.states[equations[e].first];
    line.hidden = !first || first.phase === 'forward' || first.phase === 'given' || first.phase === 'seed';
  }
}

$('language').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  language = button.dataset.name;
  drawBackwardLines();
  showLineOfStep();
});

const MOST_COMPLETIONS = 4;

/** The functions that can be typed, by family. */
export const familiesNow = () => (engine ? asked('functions') : []);

/** The names with which the word before the cursor can go on: those of the lines first. */
export function completions() {
  const { value, selectionStart, selectionEnd } = editor;
  const [word = ''] = /[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.exec(value.slice(0, selectionStart)) ?? [];
  const next = value[selectionEnd] ?? ' ';
  if (
    word.length < 2 ||
    selectionStart !== selectionEnd ||
    document.activeElement !== editor ||
    /[\p{L}\p{N}_(]/u.test(next)
  )
    return [];
  const own = (now.lines?.lines ?? [])
    .flatMap(({ names }) => names)
    .map(({ name }) => ({ name, words: name, rest: name.slice(word.length) }));
  const library = familiesNow()
    .flatMap(({ functions }) => functions)
    .flatMap(one =>
      one.names.map(name => ({ name, words: `${name}(${one.arguments})`, rest: `${name.slice(word.length)}(` })),
    );
  return [...own, ...library].filter(({ name }) => name.startsWith(word) && name !== word).slice(0, MOST_COMPLETIONS);
}

/** What the word before the cursor may become, under the lines. */
function completionsHtml() {
  const words = completions().map(one => escaped(one.words));
  return words.length
    ? `<p class="rest"><strong>${words[0]}</strong>&ensp;${words.slice(1).join('&ensp;')} <small>${text('completes')}</small></p>`
    : '';
}
