// ---------- tasks: a teacher's goal in the address, checked while the student works ----------

import { $ } from 'explorer/dom.js';
import { escaped, shown, text } from 'explorer/format.js';
import { request, requestNumbers, iterationNow, now, take } from './desk.js';
import { editor, sentenceHtml, sentenceText } from './editor.js';
import { render } from './moments.js';

export function drawTask() {
  const task = now.status?.task, strip = $('task');
  document.body.classList.toggle('has-task', Boolean(task));
  strip.hidden = !task;
  if (!task) return;
  const asks = task.kind !== 'loss' && !task.solved;
  const share = task.solved ? 1 : Math.max(0, Math.min(1, task.done ?? 0));
  const state = task.solved ? task.solvedAt > 0 ? text('solved at', { count: task.solvedAt }) : text('solved')
    : asks ? sentenceHtml(now.said ?? '') : iterationNow() > 0 ? text('best so far', { loss: shown(now.status.best ?? now.status.loss) }) : text('not started');
  strip.className = `task${task.solved ? ' won' : ''}`;
  const way = asks
    ? `<form id="answer-task"><input id="answer-field" aria-label="${escaped(sentenceText(task.text))}" placeholder="${text(`ask ${task.kind}`)}" autocomplete="off"><button class="verb">${text('answer task')}</button></form>`
    : `<span class="bar" aria-hidden="true"><i style="width:${(100 * share).toFixed(1)}%"></i><u></u></span>`;
  const html = `<b class="t0">${text('task')}</b><span>${sentenceHtml(task.text)}</span>${way}<span class="st">${state}</span>`;
  if (strip.dataset.html === html) return;
  strip.dataset.html = html;
  strip.innerHTML = html;
}

$('task').addEventListener('submit', async event => {
  event.preventDefault();
  const given = $('answer-field').value, answer = await requestNumbers(['answer', given]);
  if (!answer) return;
  now.said = answer.solved ? '' : answer.sentence;
  if (answer.solved) take(await request('lines', editor.value)); // sizes that were a question are shown now
  else render();
  if ($('answer-field')) { $('answer-field').value = given; $('answer-field').focus(); }
  $('live').textContent = sentenceText(answer.sentence ?? answer.message);
});

/** Whether the task was solved by what was trained last; says where. */
export const solvedNow = () => Boolean(now.status?.task?.solved);
