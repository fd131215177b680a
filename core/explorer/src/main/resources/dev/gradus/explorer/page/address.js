// ---------- the address: all that a reader has chosen stands in it, so that a link is a lesson ----------

/**
 * What the address has, in the order in which it is read: { name, write, read }. `write` gives words, or none for what need
 * not be told; `read` gets them again, or null. Of words that it cannot take it tells with `unread`, and takes what is nearest.
 */
const inAddress = [];

/** What of the address could not be taken, in sentences. */
let misread = [];
const unread = (key, values) => misread.push(text(`address ${key}`, values));

/** The whole number that is meant, or the nearest that there is. */
function wholeNumber(name, words, most) {
  const given = Number(words), nearest = Math.max(0, Math.min(most, Math.round(given) || 0));
  if (words !== null && given !== nearest) unread('number', { name, words, nearest });
  return nearest;
}

/** Words of the address that belong to no part, since they are read where they are needed. */
const ELSEWHERE = ['inside', 'from', 'handout', 'worksheet'];

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1)), search = new URLSearchParams(location.search);
  if (address.get('inside') !== openLoop) { location.reload(); return; }
  misread = [];
  if (openLoop !== null && !loopSteps) unread('loop', { words: openLoop });
  inAddress.forEach(({ name, read }) => read(address.get(name) ?? search.get(name)));
  const known = [...inAddress.map(({ name }) => name), ...ELSEWHERE];
  [...address.keys()].filter(name => !known.includes(name)).forEach(name => unread('name', { name }));
  $('notice').textContent = misread.join(' ');
}

const addressNow = () => inAddress.map(({ name, write }) => [name, write()]).filter(([, words]) => words !== '').map(pair => pair.join('=')).join('&');

let addressWaits = false, wroteAt = -Infinity;

/** Steps that follow each other faster are one entry of the browser's history. */
const ONE_ENTRY = 400;

/** Once, when all that goes on now is done: it takes as long as a step. */
function writeAddress() {
  if (!addressWaits) queueMicrotask(() => {
    addressWaits = false;
    const address = `#${addressNow()}`, now = performance.now();
    if (address === (location.hash || '#step=0')) return;
    $('notice').textContent = '';
    const isEntry = now - wroteAt > ONE_ENTRY && !timer && parent === window;
    wroteAt = now;
    try { history[isEntry ? 'pushState' : 'replaceState'](null, '', address); } catch { /* a file that is shown in a frame has no history of its own */ }
  });
  addressWaits = true;
}

function readPlaces(name, places, words) {
  places.clear();
  (words || '').split(';').filter(Boolean).forEach(pair => {
    const [, sizes, place] = /^([\d,]+):(\d+)$/.exec(pair) ?? [];
    const most = name === 'rows' ? Number(sizes) : sizeOf((sizes ?? '').split(',').map(Number));
    if (!(most >= 0)) unread('words', { name, words: pair });
    else places.set(sizes, wholeNumber(name, place, name === 'rows' ? most : most - 1));
  });
}

function readCell(words) {
  chosen = null;
  pinned = false;
  if (!words) return;
  const [id, place] = words.split(':').map(Number);
  if (trace.nodes[id] && numberAt(id, place) !== undefined) {
    chosen = { id, place };
    pinned = true;
  } else unread('words', { name: 'cell', words });
}

/** What the reader changed, as iteration@node:place:number; the first iteration is not named. */
const editsText = () => changes.map(({ iteration: of, id, place, value }) => `${of ? `${of}@` : ''}${id}:${place}:${String(value).replace('+', '')}`).join(';');

function readEdits(words) {
  if ((words ?? '') === editsText()) return;
  const now = iteration;
  resetEdits();
  (words ?? '').split(';').filter(Boolean).forEach(edit => {
    const [, of = 0, id, place, number] = /^(?:(\d+)@)?(\d+):(\d+):(-?[\d.]+(?:e-?\d+)?)$/.exec(edit) ?? [];
    openIteration(Number(of));
    const node = trace.nodes[id], fits = iteration === Number(of) && node && (editable(node.id) || rates().includes(node.id));
    if (fits && Number(place) < sizeOf(node.shape) && Number.isFinite(Number(number))) change(node.id, Number(place), Number(number));
    else unread('words', { name: 'edits', words: edit });
  });
  openIteration(now);
}

/** The theme that the reader chose rather than the machine. */
let theme = '';

function setTheme(wanted) {
  theme = wanted;
  if (theme) document.documentElement.dataset.theme = theme;
}

/** Of another language there is another page, or it is said that there is none. */
function readLanguage(words) {
  if (!words || words === document.documentElement.lang) return;
  const page = document.querySelector(`.language[hreflang="${CSS.escape(words)}"]`);
  if (page) location.replace(page.href + location.hash);
  else unread('language', { words });
}

inAddress.push(
  { name: 'iteration', write: () => iteration || '', read: words => openIteration(wholeNumber('iteration', words, TRACES.length - 1)) },
  { name: 'inside', write: () => loopSteps ? openLoop : '', read: () => {} },
  { name: 'from', write: () => loopSteps ? cameFrom : '', read: () => {} },
  { name: 'edits', write: editsText, read: readEdits },
  { name: 'step', write: () => step, read: words => { step = wholeNumber('step', words, last()); } },
  { name: 'depth', write: () => depth || '', read: words => { depth = wholeNumber('depth', words, DEPTHS.length - 1); } },
  { name: 'sheets', write: () => placesText(sheets), read: words => readPlaces('sheets', sheets, words) },
  { name: 'rows', write: () => placesText(openRows), read: words => readPlaces('rows', openRows, words) },
  { name: 'cell', write: () => chosen && pinned ? `${chosen.id}:${chosen.place}` : '', read: readCell },
  { name: 'theme', write: () => theme, read: words => {
    if (['light', 'dark'].includes(words)) setTheme(words);
    else if (words !== null) unread('words', { name: 'theme', words });
  } },
  { name: 'lang', write: () => document.querySelector('.language') ? document.documentElement.lang : '', read: readLanguage },
);

/** Where the clipboard is closed, as in a frame of another page, the link stands there to be copied by hand. */
$('link').addEventListener('click', () => {
  const notice = $('notice'), told = () => { notice.textContent = text('link copied'); };
  Promise.resolve(navigator.clipboard?.writeText(location.href) ?? Promise.reject()).then(told, () => {
    const field = document.createElement('input');
    field.readOnly = true;
    field.value = location.href;
    field.setAttribute('aria-label', text('link'));
    notice.replaceChildren(field);
    field.select();
  });
});

document.querySelectorAll('.language').forEach(page => page.addEventListener('click', () => { page.hash = addressNow().replace(/&lang=.*$/, ''); }));
