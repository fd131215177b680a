// ---------- wiring: a task is answered, and the backward pass that a student writes is judged ----------

import { $ } from 'explorer/dom.js';
import { now, setBack, setNow } from './now.js';
import { render } from './moments.js';
import { writeAddress } from './address.js';
import {
  drawBackward,
  drawGradientLines,
  drawSaid,
  gradientField,
  gradientSaid,
  hintsShown,
  isFaulty,
  isJudged,
  lineAtOffset,
  verdicts,
} from './backward.js';
import { engine, forget, lookedUp, told } from './engine.js';
import { cancelReplay, request, requestNumbers, take } from './desk.js';
import { drawTask } from './tasks.js';
import { spoken } from 'explorer/names.js';
import { editor } from './editor.js';
import { tried } from './tries.js';
import { text } from 'explorer/format.js';
import { sentenceText } from './words.js';

$('backward').addEventListener('click', () => {
  setBack({ on: !now.back.on, writing: -1 });
  render();
  logMistakes();
  if (now.back.on) gradientField.focus({ preventScroll: true });
  writeAddress();
});

/** Whether a judgement is on its way. */
let isAsking = false;

/** Has the engine judge the lines; what is typed meanwhile is judged after that. */
export async function judgeLines() {
  if (isAsking || !engine) return;
  isAsking = true;
  let isNew = false;
  try {
    while (now.back.on && now.lines?.ok && !isJudged()) {
      const {
          back: { text: lines },
          lines: about,
        } = now,
        answer = JSON.parse(await told('backward', lines));
      setBack({ about, judged: { wanted: [], given: [], lines: [], ...answer, text: lines } });
      isNew = true;
    }
  } finally {
    isAsking = false;
  }
  if (!isNew) return;
  await learnTraining();
  drawBackward();
  logMistakes();
  const { task } = now.status ?? {};
  if (now.back.judged.done && task?.kind === 'backward' && !task.solved && (await requestNumbers(['status']))) render();
  else drawTask();
}

/** Asks for what follows from a judgement, without waiting for the next change. */
async function learnTraining() {
  ['typedLosses', 'typedTraining'].forEach(forget);
  if (now.back.judged?.done) await Promise.all([lookedUp(['typedLosses']), lookedUp(['typedTraining'])]);
}

const PATIENCE_WITH_LINE = 2500;
let patienceTimer = 0;

gradientField.addEventListener('input', () => {
  setBack({ text: gradientField.value, writing: lineAtOffset(gradientField.selectionStart) });
  clearTimeout(patienceTimer);
  patienceTimer = setTimeout(finishLine, PATIENCE_WITH_LINE);
  drawGradientLines();
  judgeLines();
  writeAddress();
});

/** The line is finished: reports what is wrong in it. */
function finishLine() {
  clearTimeout(patienceTimer);
  if (now.back.writing < 0) return;
  setBack({ writing: -1 });
  drawBackward();
  logMistakes();
}

gradientField.addEventListener('blur', finishLine);

document.addEventListener('selectionchange', () => {
  if (
    document.activeElement === gradientField &&
    now.back.writing >= 0 &&
    lineAtOffset(gradientField.selectionStart) !== now.back.writing
  )
    finishLine();
});

gradientField.addEventListener('keydown', event => {
  if (event.key === 'Escape') gradientField.blur();
  event.stopPropagation();
});

gradientSaid.addEventListener('click', event => {
  if (event.target.id !== 'back-hint') return;
  const { of } = now.back.judged.hint;
  setBack({ hints: { of, shown: hintsShown(of) + 1 } });
  drawSaid();
  $('back-hint')?.focus();
  $('live').textContent = spoken(gradientSaid.querySelector('.hints').innerHTML);
});

$('task').addEventListener('click', async event => {
  if (event.target.id === 'cancel') cancelReplay();
  if (event.target.id !== 'hint' || !(await requestNumbers(['hint']))) return;
  render();
  const { task } = now.status;
  $('live').textContent = `${text('hint number', { count: task.hints.length })} ${sentenceText(task.hints.at(-1))}`;
  writeAddress();
});

$('task').addEventListener('submit', async event => {
  event.preventDefault();
  const given = $('answer-field').value,
    { kind } = now.status.task,
    answer = await requestNumbers(['answer', given]);
  if (!answer) return;
  if (!answer.solved) tried(kind);
  setNow({ said: answer.solved ? '' : answer.sentence });
  if (answer.solved)
    take(await request('lines', editor.value)); // sizes that were a question are shown now
  else {
    render();
    writeAddress();
  }
  if ($('answer-field')) {
    $('answer-field').value = given;
    $('answer-field').focus();
  }
  $('live').textContent = sentenceText(answer.sentence ?? answer.message);
});

const loggedAlready = new Set();

/** Counts the mistakes in the lines that are finished, each once. */
const logMistakes = () =>
  now.back.on &&
  verdicts()
    .filter(one => isFaulty(one) && one.mark === 'wrong')
    .forEach(logMistake);

function logMistake(one) {
  const key = `${one.fault.kind} ${now.back.text.slice(one.from, one.to)}`;
  if (loggedAlready.has(key)) return;
  loggedAlready.add(key);
  tried(one.fault.kind);
}
