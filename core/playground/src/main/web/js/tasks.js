// ---------- tasks: a teacher's goal in the address, checked while the student works ----------

import { $ } from 'explorer/dom.js';
import { escaped, shown, text } from 'explorer/format.js';
import { cancelReplay, iterationNow, now, request, requestNumbers, take } from './desk.js';
import { editor, sentenceHtml, sentenceText } from './editor.js';
import { render } from './moments.js';
import { writeAddress } from './address.js';
import { tried } from './tries.js';

export function drawTask() {
  const task = now.status?.task, { replay } = now, strip = $('task');
  document.body.classList.toggle('has-task', Boolean(task || replay));
  strip.hidden = !task && !replay;
  if (strip.hidden) clearStrip(strip);
  if (replay) drawReplay(strip, replay);
  if (strip.hidden || replay) return;
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

function clearStrip(strip) {
  strip.dataset.html = '';
  strip.replaceChildren();
}

/** How far the training of a link has been repeated. */
function drawReplay(strip, { at, end }) {
  const [done, all] = [at, end].map(count => count.toLocaleString('en')), words = text('replay at', { done, all });
  if (!strip.querySelector('#cancel')) {
    clearStrip(strip);
    strip.className = 'task';
    strip.innerHTML = `<b class="t0">${text('repeated')}</b><span class="bar" role="progressbar" aria-label="${text('replay')}" aria-valuemin="0" aria-valuemax="${end}"><i></i><u></u></span><span class="st"></span><button class="verb" id="cancel">${text('cancel')}</button>`;
  }
  const bar = strip.querySelector('.bar');
  bar.firstElementChild.style.width = `${(100 * at / end).toFixed(1)}%`;
  bar.setAttribute('aria-valuenow', at);
  bar.setAttribute('aria-valuetext', words);
  strip.querySelector('.st').textContent = words;
}

$('task').addEventListener('click', event => {
  if (event.target.id === 'cancel') cancelReplay();
});

$('task').addEventListener('submit', async event => {
  event.preventDefault();
  const given = $('answer-field').value, { kind } = now.status.task, answer = await requestNumbers(['answer', given]);
  if (!answer) return;
  if (!answer.solved) tried(kind);
  now.said = answer.solved ? '' : answer.sentence;
  if (answer.solved) take(await request('lines', editor.value)); // sizes that were a question are shown now
  else { render(); writeAddress(); }
  if ($('answer-field')) { $('answer-field').value = given; $('answer-field').focus(); }
  $('live').textContent = sentenceText(answer.sentence ?? answer.message);
});

/** Whether the task was solved by what was trained last; says where. */
export const solvedNow = () => Boolean(now.status?.task?.solved);
