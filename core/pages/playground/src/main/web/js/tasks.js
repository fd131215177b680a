// ---------- drawing: tasks: a teacher's goal, and how far the student is ----------

import { $ } from 'explorer/dom.js';
import { escaped, shown, text } from 'explorer/format.js';
import { iterationNow, now } from './now.js';
import { quotedHtml, sentenceHtml, sentenceText } from './words.js';
import { putHtml, renewHtml } from 'explorer/html.js';

export function drawTask() {
  const task = now.status?.task,
    { replay } = now,
    strip = $('task');
  document.body.classList.toggle('has-task', Boolean(task || replay));
  strip.hidden = !task && !replay;
  if (strip.hidden) clearStrip(strip);
  if (replay) drawReplay(strip, replay);
  if (strip.hidden || replay) return;
  if (task.solved && !wasSolved) isOpen = false;
  wasSolved = task.solved;
  strip.className = `task${task.solved ? ' won' : ''}`;
  const more = hasNotes(task)
    ? `<button class="verb" id="more" aria-expanded="${isOpen}" aria-controls="notes">${text(task.hintCount ? 'hints' : 'task more')}</button>`
    : '';
  const html = taskHtml(task, more) + (more && isOpen ? `<div id="notes">${taskNotes(task)}</div>` : '');
  const focused = strip.contains(document.activeElement) && document.activeElement.id;
  if (renewHtml(strip, html) && focused && focused !== 'answer-field') ($(focused) ?? $('more'))?.focus();
}

/** Whether the notes of the task are open. They close when it is solved, so that nothing hides the sentence that says so. */
let isOpen = false,
  wasSolved = false;

const hasNotes = task => task.isOwn || task.hintCount || task.frozen.length || task.forbidden.length;

/** What the student reads of a task in one line. */
export function taskHtml(task, more = '') {
  const asks = ['rule', 'shape'].includes(task.kind) && !task.solved,
    { wanted } = (task.kind === 'backward' && !task.allHints && now.back.judged) || {},
    right = wanted?.filter(one => one.right).length;
  const share = task.solved ? 1 : right ? right / wanted.length : Math.max(0, Math.min(1, task.done ?? 0));
  const state = task.solved
    ? task.solvedAt > 0
      ? text('solved at', { count: task.solvedAt })
      : text('solved')
    : asks
      ? sentenceHtml(now.said ?? '')
      : task.kind === 'loss' && iterationNow() > 0 && !task.allHints
        ? text('best so far', { loss: shown(now.status.best ?? now.status.loss) })
        : right
          ? text('back so far', { count: right, all: wanted.length })
          : text('not started');
  const way =
    asks && !task.allHints
      ? `<form id="answer-task"><input id="answer-field" aria-label="${escaped(sentenceText(task.text))}"` +
        ` placeholder="${text(`ask ${task.kind}`)}" autocomplete="off"><button class="verb">` +
        `${text('answer task')}</button></form>`
      : `<span class="bar" aria-hidden="true"><i style="width:${(100 * share).toFixed(1)}%"></i><u></u></span>`;
  return (
    `<b class="t0">${text('task')}</b><span class="says"` +
    `${task.isOwn ? ` title="${escaped(task.text)}"` : ''}>${wordsOfTask(task)}</span>${more}${way}` +
    `<span class="st">${state}</span>`
  );
}

/** A teacher's own sentence stays as it is; the engine's is in the page's language. */
const wordsOfTask = ({ isOwn, text: words }) => (isOwn ? quotedHtml(words) : sentenceHtml(words));

/** The whole of a task: its sentence, what must not be changed or used, and hints as far as they were asked for. */
export function taskNotes(task) {
  const { frozen, forbidden, hints, hintCount } = task,
    next =
      hints.length < hintCount && !task.allHints
        ? `<p><button class="verb" id="hint">${text('show hint', { count: hints.length + 1, all: hintCount })}</button></p>`
        : '';
  return (
    (task.isOwn && !task.allHints ? `<p>${wordsOfTask(task)}</p>` : '') +
    (frozen.length
      ? `<p>${text('task keeps')}</p>${frozen.map(line => `<code>${escaped(line)}</code>`).join('')}`
      : '') +
    (forbidden.length
      ? `<p>${text('task forbids', { names: forbidden.map(name => `<code>${escaped(name)}</code>`).join(', ') })}</p>`
      : '') +
    hints.map((hint, i) => `<p><b>${text('hint number', { count: i + 1 })}</b> ${quotedHtml(hint)}</p>`).join('') +
    next
  );
}

$('task').addEventListener('click', event => {
  if (event.target.id !== 'more') return;
  isOpen = !isOpen;
  drawTask();
});

function clearStrip(strip) {
  strip.dataset.html = '';
  strip.replaceChildren();
}

/** How far the training of a link has been repeated. */
function drawReplay(strip, { at, end }) {
  const [done, all] = [at, end].map(count => count.toLocaleString('en')),
    words = text('replay at', { done, all });
  if (!strip.querySelector('#cancel')) {
    clearStrip(strip);
    strip.className = 'task';
    putHtml(
      strip,
      `<b class="t0">${text('repeated')}</b><span class="bar" role="progressbar" aria-label="` +
        `${text('replay')}" aria-valuemin="0" aria-valuemax="${end}"><i></i><u></u></span><span class="st">` +
        `</span><button class="verb" id="cancel">${text('cancel')}</button>`,
    );
  }
  const bar = strip.querySelector('.bar');
  bar.firstElementChild.style.width = `${((100 * at) / end).toFixed(1)}%`;
  bar.setAttribute('aria-valuenow', at);
  bar.setAttribute('aria-valuetext', words);
  strip.querySelector('.st').textContent = words;
}
