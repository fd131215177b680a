// ---------- wiring: the page that grades a class: a task, what was handed in, a table ----------

import { $ } from 'explorer/dom.js';
import { escaped, shown, text } from 'explorer/format.js';
import { engine, setEngine, startWorker, told } from './engine.js';
import { inLanguage, languageNow, languageTags } from './languages.js';
import { putHtml } from 'explorer/html.js';

const COLUMNS = ['student', 'result', 'solvedAt', 'iterations', 'loss', 'attempts', 'mistakes', 'notes'],
  NUMBERS = ['solvedAt', 'iterations', 'loss', 'attempts'];
const PLAIN = ['solved', 'not solved'],
  READ = /\.(gradus|txt|json|html?|csv|tsv)$/i,
  TABLE = /\.(csv|tsv)$/i,
  MOST_BYTES = 1 << 22,
  TASK_FILE = 'task.gradus';

/** One worker for each processor. */
const MOST_WORKERS = Math.min(16, navigator.hardwareConcurrency ?? 2);

/** What was handed in, and the grade of each, null if there is none yet. */
let entries = [],
  grades = [];

let csv = '',
  turn = 0,
  program = null;

/** Each grades one submission after the other, or is idle. The engine that answers the page grades none, so it answers at once. */
const workers = [];

const ask = async (...question) => JSON.parse(await told(...question));

function say(id, words, isBad = false) {
  $(id).textContent = words;
  $(id).classList.toggle('bad', isBad);
}

// ---------- what is given ----------

/** Files that were dropped, those of folders too, with their paths. */
async function filesIn(items) {
  const found = [],
    open = [...items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
  while (open.length) {
    const entry = open.shift();
    if (entry.isFile) {
      found.push({
        path: entry.fullPath.replace(/^\//, ''),
        file: await new Promise((done, failed) => entry.file(done, failed)),
      });
      continue;
    }
    const reader = entry.createReader();
    for (let some; (some = await new Promise((done, failed) => reader.readEntries(done, failed))).length;)
      open.push(...some);
  }
  return found;
}

const chosen = input => [...input.files].map(file => ({ path: file.webkitRelativePath || file.name, file }));

/** Files by their paths in the one folder that was given, as the command line has them, so that this folder is no student's name. */
function inFolder(given) {
  const top = `${given[0]?.path.split('/')[0]}/`,
    isOne = given.every(({ path }) => path.startsWith(top));
  return given
    .map(({ path, file }) => ({ path: isOne ? path.slice(top.length) : path, file }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What files hand in: one each, or one for each row of a table, which may name other files. The task may lie beside them. */
async function takeFiles(all) {
  const given = inFolder(all),
    task = given.find(({ path }) => path === TASK_FILE);
  if (task) {
    given.splice(given.indexOf(task), 1);
    $('task').value ||= await task.file.text();
  }
  const files = given.filter(({ path, file }) => READ.test(path) && file.size < MOST_BYTES);
  const texts = new Map(await Promise.all(files.map(async ({ path, file }) => [path, await file.text()])));
  const tables = files.filter(({ path }) => TABLE.test(path)),
    named = new Set(),
    found = [];
  try {
    for (const { path } of tables) {
      for (const entry of await entriesIn(texts.get(path))) {
        const other = entry.isFile
          ? files.find(one => one.path === entry.content || one.path.endsWith(`/${entry.content}`))
          : null;
        if (other) named.add(other.path);
        found.push({ ...entry, content: entry.isFile ? (texts.get(other?.path) ?? '') : entry.content });
      }
    }
    for (const { path } of files) {
      if (!TABLE.test(path) && !named.has(path)) found.push(await ask('gradeEntry', path, texts.get(path)));
    }
  } catch (cause) {
    refuse(cause);
    return;
  }
  take(found, given.length - files.length, given.find(({ path }) => /\.zip$/i.test(path))?.path);
}

async function entriesIn(table) {
  const answer = await ask('gradeEntries', table);
  if (!answer.ok) throw new Error(answer.message);
  return answer.entries;
}

function take(all, ignored = 0, packed = '') {
  entries = all;
  sayFound(ignored, packed);
  gradeAll();
}

const sayFound = (ignored = 0, packed = '') =>
  say(
    'work-said',
    [
      text('grade found', { count: entries.length }),
      ignored && text('grade ignored', { count: ignored }),
      packed && text('grade unpack', { name: packed }),
    ]
      .filter(Boolean)
      .join(' '),
    Boolean(packed),
  );

function refuse(cause) {
  take([]);
  say('work-said', inLanguage(cause.message), true);
}

// ---------- grading ----------

/** Grades all that is given, unless something else is given meanwhile. */
function gradeAll() {
  grades = entries.map(() => null);
  return gradeRest();
}

async function gradeRest() {
  const mine = ++turn,
    task = $('task').value.trim();
  if (!engine) return;
  stopWorkers();
  show('');
  if (!task) {
    say('task-said', text('grade no task'));
    return;
  }
  const answer = await ask('gradeTask', task);
  if (mine !== turn) return;
  say('task-said', inLanguage(answer.ok ? answer.text.replace(/[«»]/g, '') : answer.message), !answer.ok);
  if (!answer.ok || !entries.length) return;
  show('run');
  const left = [...grades.keys()].filter(at => !grades[at]),
    began = performance.now(),
    all = left.length;
  showProgress(0);
  const next = async worker => {
    for (let at; mine === turn && (at = left.shift()) !== undefined;) {
      const grade = await gradeBy(worker, task, entries[at]);
      if (mine !== turn) return;
      grades[at] = grade;
      const count = grades.filter(Boolean).length,
        graded = all - grades.length + count;
      showProgress((((performance.now() - began) / graded) * (all - graded)) / 1000);
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(MOST_WORKERS, all) }, (_, i) =>
      next((workers[i] ??= { isBusy: false, asked: null, task: '' })),
    ),
  );
  if (mine === turn) await showOutcome(mine);
}

/** Has a worker grade a submission. One that fails is replaced, so that the others are graded. */
async function gradeBy(worker, task, { student, content }) {
  worker.isBusy = true;
  try {
    worker.asked ??= startWorker(program);
    const ask = await worker.asked,
      questions = worker.task === task ? [] : [['gradeTask', task]];
    worker.task = task;
    return JSON.parse((await ask([...questions, ['grade', student, content]])).answers.at(-1));
  } catch (cause) {
    console.warn(cause);
    end(worker);
    return {
      student,
      result: 'unreadable',
      solvedAt: -1,
      iterations: 0,
      loss: 'NaN',
      attempts: 0,
      kinds: {},
      notes: ['The engine failed on it.'],
      key: '',
    };
  } finally {
    worker.isBusy = false;
  }
}

function end(worker) {
  worker.asked?.then(
    ask => ask.end(),
    () => null,
  );
  [worker.asked, worker.task] = [null, ''];
}

/** Workers that are in the middle of a submission would finish it first, so new ones take their places. */
function stopWorkers() {
  workers
    .filter(worker => worker.isBusy)
    .forEach(worker => {
      workers.splice(workers.indexOf(worker), 1);
      end(worker);
    });
}

/** Shows one of the parts below the two boxes: how far grading is, or what came out. */
function show(part) {
  $('run').hidden = part !== 'run';
  $('outcome').hidden = $('scroll').hidden = part !== 'outcome';
}

function showProgress(seconds) {
  const done = grades.filter(Boolean).length,
    all = grades.length;
  const words = [
    text('grade so far', { done, all }),
    seconds > 1 ? text('grade seconds left', { seconds: Math.ceil(seconds) }) : '',
  ]
    .filter(Boolean)
    .join(' ');
  $('bar').setAttribute('aria-valuemax', all);
  $('bar').setAttribute('aria-valuenow', done);
  $('bar').setAttribute('aria-valuetext', words);
  $('bar').firstElementChild.style.width = `${(100 * done) / all}%`;
  $('progress').textContent = words;
}

/** Shows the grades so far. */
async function showOutcome(mine) {
  const graded = grades.filter(Boolean),
    table = await ask('grades', JSON.stringify(graded));
  if (mine !== turn) return;
  csv = table.csv;
  $('rest').hidden = graded.length === grades.length;
  show('outcome');
  drawSummary(table.grades, table.mistakes);
  draw(table.grades);
}

$('stop').addEventListener('click', async () => {
  const mine = ++turn;
  stopWorkers();
  await showOutcome(mine);
  $('rest').focus();
});

$('rest').addEventListener('click', gradeRest);

const MOST_KINDS = 8;

/** A kind of mistake in words, as the playground says it. */
const kindWords = kind => TEXTS[`kind ${kind}`] ?? kind;

/** How many of each result, and what the class got wrong most. */
function drawSummary(grades, mistakes) {
  const counts = new Map();
  grades.forEach(({ result }) => counts.set(result, (counts.get(result) ?? 0) + 1));
  const kinds = mistakes
    .slice(0, MOST_KINDS)
    .map(mistake => text('grade wrong kind', { ...mistake, kind: kindWords(mistake.kind), all: grades.length }))
    .join(', ');
  const stopped = grades.length < entries.length && text('grade so far', { done: grades.length, all: entries.length });
  $('summary').textContent = [
    stopped,
    [...counts].map(([result, count]) => `${count} ${text(`grade result ${result}`)}`).join(', '),
    kinds && text('grade wrong most', { list: kinds }),
  ]
    .filter(Boolean)
    .join('\n');
}

const cellOf = (grade, column) => {
  const value = grade[column];
  if (column === 'result') return text(`grade result ${value}`);
  if (column === 'notes') return escaped(value.map(inLanguage).join(' ').replace(/[«»]/g, ''));
  if (column === 'mistakes')
    return escaped(
      Object.entries(grade.kinds)
        .map(([kind, count]) => `${kindWords(kind)} ${count}`)
        .join('; '),
    );
  if (column === 'solvedAt') return value < 0 ? '' : String(value);
  if (column === 'loss') return typeof value === 'number' ? shown(value) : '';
  return escaped(String(value));
};

function draw(grades) {
  const kind = (column, grade) =>
    NUMBERS.includes(column)
      ? 'n'
      : column === 'notes'
        ? 'notes'
        : column === 'result'
          ? `r ${grade?.result === 'solved' ? 'ok' : PLAIN.includes(grade?.result) ? '' : 'odd'}`
          : '';
  const head = COLUMNS.map(
    column => `<th scope="col" class="${NUMBERS.includes(column) ? 'n' : ''}">${text(`grade column ${column}`)}</th>`,
  ).join('');
  const body = grades
    .map(
      grade =>
        `<tr>${COLUMNS.map(column => `<td class="${kind(column, grade)}" data-column="${text(`grade column ${column}`)}">${cellOf(grade, column)}</td>`).join('')}</tr>`,
    )
    .join('');
  putHtml($('table'), `<thead><tr>${head}</tr></thead><tbody>${body}</tbody>`);
}

$('save').addEventListener('click', () => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
  link.download = 'grades.csv';
  link.click();
  URL.revokeObjectURL(link.href);
});

// ---------- the two boxes ----------

$('task').addEventListener('input', gradeAll);

$('work').addEventListener('input', async () => {
  const given = $('work').value;
  try {
    take(given.trim() ? await entriesIn(given) : []);
  } catch (cause) {
    refuse(cause);
  }
});

async function takeTask([first]) {
  if (!first) return;
  $('task').value = await first.file.text();
  gradeAll();
}

for (const [button, input, whatToDo] of /** @type {[string, string, any][]} */ ([
  ['choose-task', 'task-file', takeTask],
  ['choose-folder', 'folder', takeFiles],
  ['choose-files', 'files', takeFiles],
])) {
  $(button).addEventListener('click', () => $(input).click());
  $(input).addEventListener('change', () => whatToDo(chosen($(input))));
}

for (const [box, whatToDo] of /** @type {[string, any][]} */ ([
  ['task-drop', takeTask],
  ['work-drop', takeFiles],
])) {
  $(box).addEventListener('dragover', event => {
    event.preventDefault();
    $(box).classList.add('over');
  });
  $(box).addEventListener('dragleave', () => $(box).classList.remove('over'));
  $(box).addEventListener('drop', async event => {
    $(box).classList.remove('over');
    if (!event.dataTransfer.files.length) return; // text goes into the field
    event.preventDefault();
    whatToDo(await filesIn(event.dataTransfer.items));
  });
}

$('theme').addEventListener('click', () => {
  const root = document.documentElement,
    isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
});

document.querySelectorAll('[data-text]').forEach(element => {
  element.textContent = text(element.dataset.text);
});
document
  .querySelectorAll('[data-label]')
  .forEach(element => element.setAttribute('aria-label', text(element.dataset.label)));
putHtml(
  $('languages'),
  languageTags
    .filter(tag => tag !== languageNow)
    .map(
      tag =>
        `<button lang="${tag}" aria-label="${tag}, ${escaped(new Intl.DisplayNames([tag], { type: 'language' }).of(tag))}">${tag}</button>`,
    )
    .join(''),
);
$('languages').addEventListener('click', event => {
  if (!event.target.lang) return;
  const address = `#lang=${event.target.lang}`;
  try {
    history.replaceState({ task: $('task').value, work: $('work').value, entries, grades }, '', address);
  } catch {
    // more than a browser keeps
    location.hash = address;
  }
  location.reload();
});

/** What the page showed in another language. */
function takeBack(before) {
  history.replaceState(null, '');
  ({ entries, grades } = before);
  [$('task').value, $('work').value] = [before.task, before.work];
  if (entries.length) sayFound();
  gradeRest();
}

say('task-said', text('grade loading'));
say('work-said', text('grade no work'));
try {
  setEngine(await gradusEngine(given => startWorker((program = given))));
  document.documentElement.classList.add('ready');
  if (history.state) takeBack(history.state);
  else gradeAll();
} catch (cause) {
  say('task-said', text('say no engine'), true);
  console.warn(cause);
}

/** For tests. */
window.grading = {
  ask: told,
  takeFiles,
  rows: () =>
    [...document.querySelectorAll('#table tbody tr')].map(row => [...row.cells].map(cell => cell.textContent)),
  csv: () => csv,
};
