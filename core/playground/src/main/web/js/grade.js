// ---------- the page that grades a class: a task, what was handed in, a table ----------

import { $ } from 'explorer/dom.js';
import { escaped, shown, text } from 'explorer/format.js';
import { engine, setEngine, startWorker, told } from './engine.js';
import { inLanguage, languageNow, languageTags } from './languages.js';

const COLUMNS = ['student', 'result', 'solvedAt', 'iterations', 'loss', 'attempts', 'mistakes', 'notes'], NUMBERS = ['solvedAt', 'iterations', 'loss', 'attempts'];
const PLAIN = ['solved', 'not solved'], READ = /\.(gradus|txt|json|html?|csv|tsv)$/i, TABLE = /\.(csv|tsv)$/i, MOST_BYTES = 1 << 22;

const MOST_WORKERS = 4;

let entries = [], csv = '', turn = 0;

/** Each grades one submission after the other. */
let workers = [];

const ask = async (...question) => JSON.parse(await told(...question));

function say(id, words, isBad = false) {
  $(id).textContent = words;
  $(id).classList.toggle('bad', isBad);
}

// ---------- what is given ----------

/** Files that were dropped, those of folders too, with their paths. */
async function filesIn(items) {
  const found = [], open = [...items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
  while (open.length) {
    const entry = open.shift();
    if (entry.isFile) {
      found.push({ path: entry.fullPath.replace(/^\//, ''), file: await new Promise((done, failed) => entry.file(done, failed)) });
      continue;
    }
    const reader = entry.createReader();
    for (let some; (some = await new Promise((done, failed) => reader.readEntries(done, failed))).length;) open.push(...some);
  }
  return found.sort((a, b) => a.path < b.path ? -1 : 1);
}

const chosen = input => [...input.files].map(file => ({ path: file.webkitRelativePath || file.name, file }));

/** What files hand in: one each, or one for each row of a table, which may name other files. */
async function takeFiles(given) {
  const files = given.filter(({ path, file }) => READ.test(path) && file.size < MOST_BYTES);
  const texts = new Map(await Promise.all(files.map(async ({ path, file }) => [path, await file.text()])));
  const tables = files.filter(({ path }) => TABLE.test(path)), named = new Set(), all = [];
  try {
    for (const { path } of tables) {
      for (const entry of await listed(texts.get(path))) {
        const other = entry.isFile ? files.find(one => one.path === entry.content || one.path.endsWith(`/${entry.content}`)) : null;
        if (other) named.add(other.path);
        all.push({ ...entry, content: entry.isFile ? texts.get(other?.path) ?? '' : entry.content });
      }
    }
    for (const { path } of files) {
      if (!TABLE.test(path) && !named.has(path)) all.push(await ask('gradeEntry', path, texts.get(path)));
    }
  } catch (cause) {
    say('work-said', cause.message, true);
    return;
  }
  take(all, given.length - files.length);
}

async function listed(table) {
  const answer = await ask('gradeEntries', table);
  if (!answer.ok) throw new Error(answer.message);
  return answer.entries;
}

function take(all, ignored = 0) {
  entries = all;
  say('work-said', [text('grade found', { count: all.length }), ignored ? text('grade ignored', { count: ignored }) : ''].join(' '));
  gradeAll();
}

// ---------- grading ----------

/** Grades all that is given, unless something else is given meanwhile. */
async function gradeAll() {
  const mine = ++turn, task = $('task').value.trim();
  if (!engine) return;
  $('outcome').hidden = $('scroll').hidden = $('bar').hidden = true;
  if (!task) { say('task-said', text('grade no task')); return; }
  const answer = await ask('gradeTask', task);
  if (mine !== turn) return;
  say('task-said', inLanguage(answer.ok ? answer.text.replace(/[«»]/g, '') : answer.message), !answer.ok);
  if (!answer.ok || !entries.length) return;
  const bar = $('bar'), rows = entries.map(() => null);
  bar.hidden = false;
  bar.setAttribute('aria-valuemax', entries.length);
  let next = 0, done = 0;
  await Promise.all(workers.map(async worker => {
    const answerOf = async question => JSON.parse((await worker([question])).answers[0]);
    await answerOf(['gradeTask', task]);
    while (next < entries.length && mine === turn) {
      const at = next++, { student, content } = entries[at];
      rows[at] = await answerOf(['grade', student, content]);
      done++;
      bar.setAttribute('aria-valuenow', done);
      bar.firstElementChild.style.width = `${100 * done / entries.length}%`;
    }
  }));
  if (mine !== turn) return;
  const { grades, mistakes, csv: table } = await ask('grades', JSON.stringify(rows));
  if (mine !== turn) return;
  csv = table;
  bar.hidden = true;
  $('outcome').hidden = $('scroll').hidden = false;
  drawSummary(grades, mistakes);
  draw(grades);
}

const MOST_KINDS = 8;

/** How many of each result, and what the class got wrong most. */
function drawSummary(grades, mistakes) {
  const counts = new Map();
  grades.forEach(({ result }) => counts.set(result, (counts.get(result) ?? 0) + 1));
  const kinds = mistakes.slice(0, MOST_KINDS).map(mistake => text('grade wrong kind', { ...mistake, all: grades.length })).join(', ');
  $('summary').textContent = [[...counts].map(([result, count]) => `${count} ${text(`grade result ${result}`)}`).join(', '), kinds && text('grade wrong most', { list: kinds })].filter(Boolean).join('\n');
}

const cellOf = (grade, column) => {
  const value = grade[column];
  if (column === 'result') return text(`grade result ${value}`);
  if (column === 'notes') return escaped(value.map(inLanguage).join(' ').replace(/[«»]/g, ''));
  if (column === 'solvedAt') return value < 0 ? '' : String(value);
  if (column === 'loss') return typeof value === 'number' ? shown(value) : '';
  return escaped(String(value));
};

function draw(grades) {
  const kind = (column, grade) => NUMBERS.includes(column) ? 'n' : column === 'notes' ? 'notes' : column === 'result' ? `r ${grade?.result === 'solved' ? 'ok' : PLAIN.includes(grade?.result) ? '' : 'odd'}` : '';
  const head = COLUMNS.map(column => `<th scope="col" class="${NUMBERS.includes(column) ? 'n' : ''}">${text(`grade column ${column}`)}</th>`).join('');
  const body = grades.map(grade => `<tr>${COLUMNS.map(column => `<td class="${kind(column, grade)}">${cellOf(grade, column)}</td>`).join('')}</tr>`).join('');
  $('table').innerHTML = `<thead><tr>${head}</tr></thead><tbody>${body}</tbody>`;
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
    take(given.trim() ? await listed(given) : []);
  } catch (cause) {
    entries = [];
    say('work-said', cause.message, true);
  }
});

async function takeTask([first]) {
  if (!first) return;
  $('task').value = await first.file.text();
  gradeAll();
}

for (const [button, input, whatToDo] of /** @type {[string, string, any][]} */ ([['choose-task', 'task-file', takeTask], ['choose-folder', 'folder', takeFiles], ['choose-files', 'files', takeFiles]])) {
  $(button).addEventListener('click', () => $(input).click());
  $(input).addEventListener('change', () => whatToDo(chosen($(input))));
}

for (const [box, whatToDo] of /** @type {[string, any][]} */ ([['task-drop', takeTask], ['work-drop', takeFiles]])) {
  $(box).addEventListener('dragover', event => { event.preventDefault(); $(box).classList.add('over'); });
  $(box).addEventListener('dragleave', () => $(box).classList.remove('over'));
  $(box).addEventListener('drop', async event => {
    $(box).classList.remove('over');
    if (!event.dataTransfer.files.length) return; // text goes into the field
    event.preventDefault();
    whatToDo(await filesIn(event.dataTransfer.items));
  });
}

$('theme').addEventListener('click', () => {
  const root = document.documentElement, isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
});

document.querySelectorAll('[data-text]').forEach(element => { element.textContent = text(element.dataset.text); });
document.querySelectorAll('[data-label]').forEach(element => element.setAttribute('aria-label', text(element.dataset.label)));
$('languages').innerHTML = languageTags.filter(tag => tag !== languageNow).map(tag => `<button lang="${tag}" aria-label="${tag}, ${escaped(new Intl.DisplayNames([tag], { type: 'language' }).of(tag))}">${tag}</button>`).join('');
$('languages').addEventListener('click', event => {
  if (!event.target.lang) return;
  location.hash = `lang=${event.target.lang}`;
  location.reload();
});
say('task-said', text('grade loading'));
say('work-said', text('grade no work'));
try {
  workers = await gradusEngine(program => Promise.all(Array.from({ length: Math.min(MOST_WORKERS, navigator.hardwareConcurrency ?? 1) }, () => startWorker(program))));
  setEngine(workers[0]);
  document.documentElement.classList.add('ready');
  gradeAll();
} catch (cause) {
  say('task-said', text('say no engine'), true);
  console.warn(cause);
}

/** For tests. */
window.grading = { ask: told, takeFiles, rows: () => [...document.querySelectorAll('#table tbody tr')].map(row => [...row.cells].map(cell => cell.textContent)), csv: () => csv };
