// ---------- wiring: the address holds all: lines, data, handles, iteration, step ----------

import { $ } from 'explorer/dom.js';
import { escaped, text } from 'explorer/format.js';
import { chosen, depth, numberAt, pinned, setCell, setMathDepth, step, trace } from 'explorer/state.js';
import { paint } from 'explorer/chosen.js';
import { engine, told } from './engine.js';
import { gradientField } from './backward.js';
import { FIRST_LESSON, openAddress, openExample, remember } from './desk.js';
import { drawSay, render } from './moments.js';
import { languageAsked, languageNow, languageTags } from './languages.js';
import { beginTries, triesWord } from './tries.js';
import { now, pause, setBack, setNow } from './now.js';
import { enter } from './walk.js';
import { putHtml } from 'explorer/html.js';

/** Words of the address that are the page's own. */
const FLAGS_OF_PAGE = ['embed', 'dark', 'light', 'talk'];

const LANGUAGE = 'lang=';
const isOfPage = word => FLAGS_OF_PAGE.includes(word) || word.startsWith(LANGUAGE);
const wordsOfAddress = () => location.hash.slice(1).split('&').filter(Boolean);

/** What of the address is the engine's; the page's own words are taken. */
export function addressGiven() {
  const words = wordsOfAddress(),
    root = document.documentElement;
  root.classList.toggle('embed', words.includes('embed'));
  root.classList.toggle('talk', words.includes('talk'));
  if (words.includes('dark')) root.dataset.theme = 'dark';
  if (words.includes('light')) root.dataset.theme = 'light';
  return wordsOfState(words);
}

/** Where the student is, in a few letters: the moment, the step, the depth of the mathematics, the chosen cell. */
function placeNow() {
  const cell = chosen && pinned && now.moment === 'step' ? `c${chosen.id}p${chosen.place}` : '';
  return now.moment === 'step' ? `s${step}d${depth}${cell}` : now.moment[0];
}

async function goToPlace(words) {
  const [, s, d, id, place] = /^s(\d+)(?:d(\d))?(?:c(\d+)p(\d+))?$/.exec(words ?? '') ?? [];
  if (s === undefined) {
    setNow({ moment: words === 't' ? 'train' : 'write' });
    render();
    return;
  }
  setMathDepth(Math.min(2, Number(d ?? 0)));
  await enter(Number(s));
  if (id !== undefined && trace.nodes[id] && numberAt(Number(id), Number(place)) !== undefined) {
    setCell({ id: Number(id), place: Number(place) }, true);
    paint();
    writeAddress();
  }
}

/** What the page adds to the engine's part, within the seal. */
const wordsOfPage = () => [triesWord(), ...backwardInAddress()].filter(Boolean).join('&');

let ownAddress = '',
  addressWaits = false;

/** Writes the whole address behind #, once for all that goes on now. */
export async function writeAddress() {
  if (addressWaits) return;
  addressWaits = true;
  await null;
  addressWaits = false;
  if (now.replay) return; // the link stays until it is opened
  const place = placeNow(),
    address = await addressOf(place);
  if (place === placeNow()) showAddress(address);
}

/** All of the address but the page's own words: readable if it is a lesson and perhaps another task, otherwise with a seal. */
async function addressOf(place) {
  const words = wordsOfPage();
  return (place === 'w' && !words && (await told('lessonLink'))) || (await told('link', place, words));
}

/** The address as it is now, without the page's own words. */
export const addressNow = () => addressOf(placeNow());

export function showAddress(address) {
  try {
    history.replaceState(null, '', `#${[...wordsOfAddress().filter(isOfPage), address].join('&')}`);
  } catch {
    /* a file in a frame has no history of its own */
  }
  ownAddress = location.hash.slice(1);
}

/** Opens what stands behind # in a link. */
export function openLink(fragment) {
  return openState(wordsOfState(fragment.split('&')));
}

/** The engine's part of an address; the gradient lines in it are taken. */
function wordsOfState(words) {
  takeBackward(words.find(isBackward));
  return words.filter(word => word && !isOfPage(word) && !isBackward(word)).join('&');
}

async function openState(address) {
  pause();
  if (now.lines) remember();
  const opened = await openAddress(address);
  beginTries(opened.tries);
  await goToPlace(opened.page);
  const { task } = now.status ?? {};
  if (task?.kind !== 'backward' || task.solved || now.back.on || now.moment === 'step') return;
  setBack({ on: true });
  render();
}

/** Reads the address as a link gives it. */
export async function readAddress() {
  const address = addressGiven();
  if (!engine) return;
  if (address) await openState(address);
  else await openExample(FIRST_LESSON);
  if (languageAsked === languageNow) return;
  setNow({ refused: text('language missing', { tag: languageAsked, tags: languageTags.join(', ') }) });
  drawSay();
}

/** Links to the page in its other languages, where it opens in the same state. */
export function drawLanguages() {
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
}

$('languages').addEventListener('click', event => {
  const tag = event.target.closest('button')?.lang;
  if (tag) location.hash = [...wordsOfAddress().filter(word => !word.startsWith(LANGUAGE)), LANGUAGE + tag].join('&');
});

addEventListener('hashchange', () => {
  if ((wordsOfAddress().findLast(word => word.startsWith(LANGUAGE)) ?? `${LANGUAGE}en`) !== LANGUAGE + languageAsked) {
    location.reload();
    return;
  }
  if (location.hash.slice(1) === ownAddress) return;
  readAddress();
});

/** From a frame to the whole page, at this iteration. */
export async function openWhole() {
  open(`${location.href.split('#')[0]}#${await told('link', 's1', wordsOfPage())}`, '_blank');
}

// ---------- the backward pass that is written ----------

const WORD_OF_ADDRESS = 'back=';

const isBackward = word => word.startsWith(WORD_OF_ADDRESS);

/** The typed lines, if there are any. */
const backwardInAddress = () =>
  now.back.on || now.back.text.trim()
    ? [WORD_OF_ADDRESS + encodeURIComponent(now.back.text).replaceAll("'", '%27')]
    : [];

/** Takes the lines of an address; one without this word has none. */
function takeBackward(word) {
  let lines = '';
  try {
    lines = decodeURIComponent(word?.slice(WORD_OF_ADDRESS.length) ?? '');
  } catch {
    /* cut off within a letter */
  }
  gradientField.value = lines;
  setBack({ on: word !== undefined, text: lines, judged: null, writing: -1 });
}
