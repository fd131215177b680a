// ---------- wiring: the source code that the graph is lifted from: the lines of a step are lit ----------

import { loopSteps, openLoop } from './given.js';
import { $ } from './dom.js';
import { inAddress, KEYS, onFigure, onRender } from './hooks.js';
import { escaped, text } from './format.js';
import { isBack } from './trace.js';
import { step, trace } from './state.js';
import { unread } from './link.js';
import { isLevel, runAt } from './levels.js';
import { go } from './steps.js';
import { addHtml, putHtml } from './html.js';

const { files: SOURCES, inside: OF_LOOPS } = JSON.parse($('sources').content.textContent);

/** Whether the source code is shown or the code of the graph, and which of the files. */
let showsSource = true,
  shownFile = 0;

/** For each node the lines of a file that compute it; in a step of a loop all lines of the loop if there are none of its ops. */
const litLines = SOURCES.map(({ lit }, file) => {
  const ofStep = OF_LOOPS[openLoop]?.[file] ?? {},
    hasOwn = OF_LOOPS[openLoop]?.some(own => Object.keys(own).length);
  return id => (!loopSteps ? lit[id] : hasOwn ? ofStep[id] : lit[openLoop]) ?? [];
});

/**
 * A contribution has the lines of the op whose rule it is.
 *
 * @type {(file: number, state: State) => number[]}
 */
const linesOf = (file, { op, node }) => litLines[file](op ?? node);

/** The states of the trace that a state of the page stands for. */
const statesAt = s => (isLevel(s) ? trace.states.slice(runAt(s).first, s + 1) : [trace.states[s]]);

addHtml(
  document.querySelector('.cd'),
  'afterbegin',
  '<div id="sourced"><h2><span id="source-head"></span>' +
    '<span class="seg" id="source-choice" role="radiogroup" data-label="source choice"></span></h2>' +
    '<ol class="code" id="source" aria-labelledby="source-head"></ol></div>',
);

/** The states at which each line of the shown file is computed; for all lines the one that they are reached with; and what is listed. */
let statesOfLine = new Map(),
  reachedWith = [],
  listedOf = null;

function listSource() {
  const { lines, first } = SOURCES[shownFile];
  statesOfLine = new Map();
  trace.states.forEach((state, s) =>
    linesOf(shownFile, state).forEach(line => statesOfLine.set(line, [...(statesOfLine.get(line) ?? []), s])),
  );
  reachedWith = lines.map((_, i) => (statesOfLine.has(first + i) ? first + i : 0));
  for (let i = lines.length - 2; i >= 0; i--) if (/\w/.test(lines[i])) reachedWith[i] ||= reachedWith[i + 1]; // a bracket ends what is before it
  for (let i = 1; i < lines.length; i++) reachedWith[i] ||= reachedWith[i - 1];
  putHtml(
    $('source'),
    lines
      .map(
        (words, i) =>
          `<li data-line="${first + i}"${statesOfLine.has(first + i) ? ' data-lit' : ''}><span>${first + i}</span><code><div>${escaped(words) || ' '}</div></code></li>`,
      )
      .join(''),
  );
  listedOf = [trace, shownFile];
}

function drawSource(state) {
  const states = statesAt(step),
    found = SOURCES.findIndex((_, file) => states.some(at => linesOf(file, at).length));
  if (found >= 0) shownFile = found;
  if (listedOf?.[0] !== trace || listedOf[1] !== shownFile) listSource();
  const now = new Set(states.flatMap(at => linesOf(shownFile, at)));
  [...$('source').children].forEach((row, i) => {
    const isNow = now.has(Number(row.dataset.line)),
      isFuture = statesOfLine.get(reachedWith[i])?.[0] > step;
    row.className = `${isNow ? 'now' : isFuture ? 'fut' : ''} ${isBack(state) ? 'b' : ''}`;
    if (isNow) row.setAttribute('aria-current', 'step');
    else row.removeAttribute('aria-current');
  });
  document.querySelector('.cd').classList.toggle('sourced', showsSource);
  $('source').hidden = !showsSource;
  $('source-head').textContent = showsSource ? SOURCES[shownFile].name : '';
  putHtml(
    $('source-choice'),
    [true, false]
      .map(
        on =>
          `<button role="radio" aria-checked="${on === showsSource}" tabindex="${on === showsSource ? 0 : -1}">${text(on ? 'source' : 'source generated')}</button>`,
      )
      .join(''),
  );
  if (showsSource && now.size) $('live').textContent += ` ${text('source line', { line: [...now].join(', ') })}`;
}

function showSource(on, focus) {
  showsSource = on;
  go(step, { keep: true });
  if (focus) $('source-choice').querySelector('[aria-checked=true]').focus({ preventScroll: true });
  else $('live').textContent = `${text('source choice')}: ${text(on ? 'source' : 'source generated')}`;
}

onRender.push(drawSource);

$('source').addEventListener('click', event => {
  const states = statesOfLine
    .get(Number(event.target.closest('li')?.dataset.line))
    ?.filter(s => ['', 'result'].includes(trace.states[s].beat));
  if (states) go(states.find(s => s > step) ?? states[0]);
});
$('source-choice').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (button) showSource(!button.previousElementSibling, true);
});
$('source-choice').addEventListener('keydown', event => {
  if (!event.key.startsWith('Arrow')) return;
  showSource(!showsSource, true);
  event.preventDefault();
  event.stopPropagation();
});

KEYS.s = KEYS.S = () => showSource(!showsSource);
TEXTS.keys += `|${text('source key')}`;

inAddress.push({
  name: 'source',
  write: () => (showsSource ? '' : 'off'),
  read: words => {
    showsSource = words !== 'off';
    if (words !== null && showsSource) unread('words', { name: 'source', words });
  },
});

/** A handout has the lines of its step over the code of the graph. */
onFigure.push((section, state) => {
  const file = SOURCES.findIndex((_, at) => linesOf(at, state).length),
    code = section.querySelector('.side .code');
  if (file >= 0 && code)
    addHtml(
      code,
      'afterbegin',
      linesOf(file, state)
        .map(line => `<div>${line}: ${escaped(SOURCES[file].lines[line - SOURCES[file].first].trim())}</div>`)
        .join(''),
    );
});
