// ---------- wiring: the address: all that a reader has chosen stands in it, so that a link is a lesson ----------

import { loopSteps, openLoop, TRACES } from './given.js';
import { $ } from './dom.js';
import { host, inAddress } from './hooks.js';
import { text } from './format.js';
import { sizeOf } from './tensors.js';
import {
  chosen,
  depth,
  iteration,
  last,
  numberAt,
  pinned,
  setCell,
  setMathDepth,
  setStep,
  step,
  trace,
} from './state.js';
import { scopes } from './elements.js';
import { misread, unread, wholeNumber } from './link.js';
import { openRows, placesText, sheets } from './grids.js';
import { isShown, levels, runAt, UPDATES } from './levels.js';
import { DEPTHS } from './formulas.js';
import { openIteration } from './opening.js';
import { change, changes, editable, rates, resetEdits } from './edits.js';
import { quizInAddress } from './answers.js';
import { panesInAddress } from './panes.js';

/**
 * What the address has, in the order in which it is read: { name, write, read }. `write` gives words, or none for what need
 * not be told; `read` gets them again, or null. Of words that it cannot take it tells with `unread`, and takes what is nearest.
 */
const addressParts = () => [...ownInAddress, ...panesInAddress, ...quizInAddress, ...inAddress];

/** Words of the address that belong to no part, since they are read where they are needed. */
const ELSEWHERE = ['inside', 'from', 'handout', 'worksheet'];

export function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1)),
    search = new URLSearchParams(location.search);
  if (address.get('inside') !== openLoop) {
    location.reload();
    return;
  }
  misread.length = 0;
  if (openLoop !== null && !loopSteps) unread('loop', { words: openLoop });
  addressParts().forEach(({ name, read }) => read(address.get(name) ?? search.get(name)));
  const known = [...addressParts().map(({ name }) => name), ...ELSEWHERE];
  [...address.keys()].filter(name => !known.includes(name)).forEach(name => unread('name', { name }));
  $('notice').textContent = misread.join(' ');
}

export const addressNow = () =>
  addressParts()
    .map(({ name, write }) => [name, write()])
    .filter(([, words]) => words !== '')
    .map(pair => pair.join('='))
    .join('&');

let addressWaits = false,
  wroteAt = -Infinity;

/** Steps that follow each other faster are one entry of the browser's history. */
const ONE_ENTRY = 400;

/** Once, when all that goes on now is done: it takes as long as a step. */
export function writeAddress() {
  if (!addressWaits)
    queueMicrotask(() => {
      addressWaits = false;
      const address = `#${addressNow()}`,
        now = performance.now();
      if (address === (location.hash || '#step=0')) return;
      $('notice').textContent = '';
      const isEntry = now - wroteAt > ONE_ENTRY && !host.isPlaying() && parent === window;
      wroteAt = now;
      try {
        history[isEntry ? 'pushState' : 'replaceState'](null, '', address);
      } catch {
        /* a file that is shown in a frame has no history of its own */
      }
    });
  addressWaits = true;
}

function readPlaces(name, places, words) {
  places.clear();
  (words || '')
    .split(';')
    .filter(Boolean)
    .forEach(pair => {
      const [, sizes, place] = /^([\d,]+):(\d+)$/.exec(pair) ?? [];
      const most = name === 'rows' ? Number(sizes) : sizeOf((sizes ?? '').split(',').map(Number));
      if (!(most >= 0)) unread('words', { name, words: pair });
      else places.set(sizes, wholeNumber(name, place, name === 'rows' ? most : most - 1));
    });
}

function readCell(words) {
  setCell(null);
  if (!words) return;
  const [id, place] = words.split(':').map(Number);
  if (trace.nodes[id] && numberAt(id, place) !== undefined) {
    setCell({ id, place }, true);
  } else unread('words', { name: 'cell', words });
}

/** What the reader changed, as iteration@node:place:number; the first iteration is not named. */
const editsText = () =>
  changes
    .map(
      ({ iteration: of, id, place, value }) => `${of ? `${of}@` : ''}${id}:${place}:${String(value).replace('+', '')}`,
    )
    .join(';');

function readEdits(words) {
  if ((words ?? '') === editsText()) return;
  const now = iteration;
  resetEdits();
  (words ?? '')
    .split(';')
    .filter(Boolean)
    .forEach(edit => {
      const [, of = 0, id, place, number] = /^(?:(\d+)@)?(\d+):(\d+):(-?[\d.]+(?:e-?\d+)?)$/.exec(edit) ?? [];
      openIteration(Number(of));
      const node = trace.nodes[id],
        fits = iteration === Number(of) && node && (editable(node.id) || rates().includes(node.id));
      if (fits && Number(place) < sizeOf(node.shape) && Number.isFinite(Number(number)))
        change(node.id, Number(place), Number(number));
      else unread('words', { name: 'edits', words: edit });
    });
  openIteration(now);
}

/** The theme that the reader chose rather than the machine. */
let theme = '';

export function setTheme(wanted) {
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

/** The scope that is open. */
const levelPart = {
  name: 'level',
  write: () =>
    loopSteps
      ? (new URLSearchParams(location.hash.slice(1)).get('level') ?? '')
      : levels.closed && levels.open !== -1
        ? levels.open
        : '',
  read: words => {
    const given = Number(words),
      exists = levels.closed && (given === UPDATES || given in scopes);
    levels.open = words !== null && exists ? given : -1;
    if (words !== null && !exists && !loopSteps) unread('words', { name: 'level', words });
    if (!isShown(step)) setStep(runAt(step).last);
  },
};

const ownInAddress = [
  {
    name: 'iteration',
    write: () => iteration || '',
    read: words => openIteration(wholeNumber('iteration', words, TRACES.length - 1)),
  },
  { name: 'inside', write: () => (loopSteps ? openLoop : ''), read: () => {} },
  { name: 'from', write: () => (loopSteps ? host.cameFrom : ''), read: () => {} },
  { name: 'edits', write: editsText, read: readEdits },
  { name: 'step', write: () => step, read: words => setStep(wholeNumber('step', words, last())) },
  levelPart,
  {
    name: 'depth',
    write: () => depth || '',
    read: words => setMathDepth(wholeNumber('depth', words, DEPTHS.length - 1)),
  },
  { name: 'sheets', write: () => placesText(sheets), read: words => readPlaces('sheets', sheets, words) },
  { name: 'rows', write: () => placesText(openRows), read: words => readPlaces('rows', openRows, words) },
  { name: 'cell', write: () => (chosen && pinned ? `${chosen.id}:${chosen.place}` : ''), read: readCell },
  {
    name: 'theme',
    write: () => theme,
    read: words => {
      if (['light', 'dark'].includes(words)) setTheme(words);
      else if (words !== null) unread('words', { name: 'theme', words });
    },
  },
  {
    name: 'lang',
    write: () => (document.querySelector('.language') ? document.documentElement.lang : ''),
    read: readLanguage,
  },
];

/** Where the clipboard is closed, as in a frame of another page, the link stands there to be copied by hand. */
$('link').addEventListener('click', () => {
  const notice = $('notice'),
    told = () => {
      notice.textContent = text('link copied');
    };
  Promise.resolve(navigator.clipboard?.writeText(location.href) ?? Promise.reject()).then(told, () => {
    const field = document.createElement('input');
    field.readOnly = true;
    field.value = location.href;
    field.setAttribute('aria-label', text('link'));
    notice.replaceChildren(field);
    field.select();
  });
});

document.querySelectorAll('.language').forEach(page =>
  page.addEventListener('click', () => {
    page.hash = addressNow().replace(/&lang=.*$/, '');
  }),
);
