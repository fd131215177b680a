// ---------- wiring: a teacher makes a task: a form, the link that it ends in, and what the student will see ----------

import { $ } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { engine, told } from './engine.js';
import { editor } from './editor.js';
import { play } from './train.js';
import { openLink } from './address.js';
import { copyField, frameFor, hostNote, pageAddress, saveFile } from './share.js';
import { taskHtml, taskNotes } from './tasks.js';
import { now } from './now.js';
import { sentenceHtml } from './words.js';
import { putHtml } from 'explorer/html.js';

/** The name by which the command line finds the task beside the submissions. */
const TASK_FILE = 'task.gradus';

const HINTS = [1, 2, 3];

const labeled = (id, label, value = '', more = '') =>
  `<label for="${id}">${label}</label><input id="${id}" value="${escaped(value)}" autocomplete="off" ${more}>`;

const goalRow = (kind, isOn, more = '') =>
  `<div class="goal"><input type="radio" name="kind" id="kind-${kind}" value="${kind}"` +
  `${isOn ? ' checked' : ''}><label for="kind-${kind}">${text(`goal ${kind}`)}</label>${more}</div>`;

/** A loss that is a tenth of the present one, as a round number. */
const usualGoal = () => (now.status?.loss > 0 ? Number((now.status.loss / 10).toPrecision(1)) : 0.01);

document.addEventListener('click', event => {
  if (event.target.closest?.('[data-make-task]')) makeTask();
});

/** Opens the form, filled with the goal of the present task. */
function makeTask() {
  if (!engine) return;
  play(false);
  document.querySelectorAll('dialog[open]').forEach(dialog => /** @type {HTMLDialogElement} */ (dialog).close());
  const dialog = $('maker'),
    { kind = 'loss', goal: below, subject, next = '' } = now.status?.task ?? {};
  const names = (now.lines?.lines ?? [])
    .flatMap(line => line.names)
    .filter(name => name.kind === 'value')
    .map(({ name }) => name);
  const shapes =
    `<select id="goal-name" aria-label="${text('goal name')}">` +
    names.map(name => `<option${name === subject ? ' selected' : ''}>${escaped(name)}</option>`).join('') +
    `</select>`;
  const lines = editor.value
    .trimEnd()
    .split('\n')
    .map(
      (line, i) =>
        line.trim() &&
        `<div><input type="checkbox" id="keep-${i + 1}" value="${i + 1}"><label for="keep-${i + 1}"><code>${escaped(line)}</code></label></div>`,
    )
    .join('');
  putHtml(
    dialog,
    `<h2 id="maker-head">${text('make task')}</h2><p class="note">${text('make task how')}</p>
    ` +
      `<form id="maker-form"><fieldset><legend>${text('goal')}</legend>` +
      `${goalRow('loss', kind === 'loss', `<input id="goal-loss" inputmode="decimal" value="${below || usualGoal()}" aria-label="${text('goal number')}" autocomplete="off">`)}` +
      `${goalRow('rule', kind === 'rule')}${goalRow('shape', kind === 'shape', shapes)}` +
      `${goalRow('backward', kind === 'backward')}</fieldset>
    <fieldset class="fields">` +
      `<legend class="vh">${text('what student reads')}</legend>` +
      `${labeled('says', text('what student reads'))}` +
      HINTS.map(hint => labeled(`hint-${hint}`, text('hint number', { count: hint }))).join('') +
      `${labeled('next-try', text('when solved'), next)}` +
      `${labeled('forbidden', text('not allowed'), '', 'placeholder="tanh, @"')}` +
      `</fieldset>
    <fieldset class="keeps"><legend>${text('lines that stay')}</legend>${lines}` +
      `</fieldset>
    <section class="seen-so" aria-labelledby="preview-head"><h3 id="preview-head">` +
      `${text('as seen')}</h3><div id="preview"></div></section></form>
    <div id="made" role="status">` +
      `</div>
    <form method="dialog" class="ways"><button type="button" class="verb" id="save-task">` +
      `${text('save file')}</button><button type="button" class="verb" id="try-task">${text('try task')}` +
      `</button><button class="verb">${text('close')}</button></form>`,
  );
  dialog.showModal();
  drawMade();
}

/** A value as a word of the address has it. */
const encoded = words => encodeURIComponent(words).replace(/%20/g, '+');

/** The words behind task= that the form describes. */
function definitionOfForm() {
  const value = id => $(id).value.trim(),
    kind = $('maker-form').elements.kind.value;
  const what =
    { loss: `loss<${value('goal-loss').replace(',', '.')}`, shape: `shape:${$('goal-name').value}` }[kind] ?? kind;
  const kept = [...$('maker-form').querySelectorAll('.keeps :checked')].map(box => box.value).join(',');
  const words = [
    ['says', value('says')],
    ...HINTS.map(hint => ['hint', value(`hint-${hint}`)]),
    ['freeze', kept],
    ['forbid', value('forbidden')],
    ['next', value('next-try')],
  ];
  return [
    encoded(what),
    ...words.filter(([, words]) => words).map(([name, words]) => `${name}=${encoded(words)}`),
  ].join('&');
}

let drawing = 0;

/** The link to the task, or what is wrong with it. */
async function drawMade() {
  const own = ++drawing,
    made = JSON.parse(await told('makeTask', definitionOfForm()));
  if (own !== drawing || !$('made')) return;
  $('maker').dataset.link = made.link ?? '';
  $('try-task').disabled = $('save-task').disabled = !made.ok;
  putHtml(
    $('made'),
    made.ok
      ? hostNote() +
          copyField('task-link', text('task link'), `${pageAddress()}#${made.link}`) +
          copyField('task-frame', text('share frame'), frameFor(made.link))
      : `<p class="bad">${sentenceHtml(made.message)}</p>`,
  );
  if (!made.ok) {
    $('preview').replaceChildren();
    return;
  }
  const { task } = made;
  putHtml(
    $('preview'),
    `<div class="task">${taskHtml(task)}</div>${taskNotes(task)}${task.next ? `<p class="after">${text('after solved')} ${sentenceHtml(task.next)}</p>` : ''}`,
  );
}

$('maker').addEventListener('input', event => {
  if (event.target.id === 'goal-loss') $('kind-loss').checked = true;
  if (event.target.id === 'goal-name') $('kind-shape').checked = true;
  drawMade();
});

$('maker').addEventListener('submit', event => {
  if (event.target.id === 'maker-form') event.preventDefault();
});

$('maker').addEventListener('click', event => {
  if (event.target === $('maker')) $('maker').close();
  const { link } = $('maker').dataset;
  if (event.target.id === 'save-task') saveFile(link, TASK_FILE);
  if (event.target.id !== 'try-task') return;
  $('maker').close();
  openLink(link);
});
