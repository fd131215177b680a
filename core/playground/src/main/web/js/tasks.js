// ---------- tasks: a teacher's goal in the address, checked while the student works ----------

function drawTask() {
  const task = now.status?.task, strip = $('task');
  document.body.classList.toggle('has-task', Boolean(task));
  strip.hidden = !task;
  if (!task) return;
  const share = task.solved ? 1 : Math.max(0, Math.min(1, task.done ?? 0));
  const state = task.solved ? task.solvedAt > 0 ? text('solved at', { count: task.solvedAt }) : text('solved')
    : task.sentence && task.goal === undefined ? sentenceHtml(task.sentence) : iterationNow() > 0 ? text('best so far', { loss: shown(now.status.best ?? now.status.loss) }) : text('not started');
  strip.className = `task${task.solved ? ' won' : ''}${task.ask ? ' asks' : ''}`;
  const way = task.ask && !task.solved
    ? `<form id="answer-task"><input id="answer-field" aria-label="${escaped(sentenceText(task.ask.label ?? task.text))}" placeholder="${escaped(task.ask.placeholder ?? '')}" autocomplete="off"><button class="verb">${text('answer task')}</button></form>`
    : `<span class="bar" aria-hidden="true"><i style="width:${(100 * share).toFixed(1)}%"></i><u></u></span>`;
  const html = `<b class="t0">${text('task')}</b><span>${sentenceHtml(task.text)}</span>${way}<span class="st">${state}</span>`;
  if (strip.dataset.html === html) return;
  strip.dataset.html = html;
  strip.innerHTML = html;
}

$('task').addEventListener('submit', event => {
  event.preventDefault();
  const given = $('answer-field').value, answer = asked('answer', given);
  now.status = asked('status');
  render();
  if ($('answer-field')) { $('answer-field').value = given; $('answer-field').focus(); }
  $('live').textContent = sentenceText(answer.sentence);
  if (answer.sentence && !answer.solved) now.said = answer.sentence;
  drawSay();
});

/** Whether the task was solved by what was trained last; says where. */
const solvedNow = () => Boolean(now.status?.task?.solved);
