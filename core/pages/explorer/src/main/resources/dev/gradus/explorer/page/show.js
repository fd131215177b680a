// ---------- one or two panes alone: in a frame on slides, or one on the whole screen for the back row ----------

import { loopSteps, TRACES } from './given.js';
import { $, stage } from './dom.js';
import { text } from './format.js';
import { filmed } from './state.js';
import { unread } from './link.js';
import { addressNow, writeAddress } from './address.js';
import { isWhole } from './stage.js';
import { render } from './drawing.js';

const PANES = ['graph', 'numbers', 'math', 'code', 'film'].filter(pane => pane !== 'film' || TRACES.length > 1 && !loopSteps);

/** A page in a frame is laid out for this size, and on the whole screen for that, where its smallest letters are 12 pixels. */
const FRAME = { width: 800, height: 450, least: 0.75 }, SCREEN = { width: 960, height: 540, least: 1 };

/** The panes that the address asks for, and the one that fills the screen. */
export let asked = [], presented = '';

export const shownPanes = () => presented ? [presented] : asked;
const layoutAlone = () => presented ? SCREEN : FRAME;
const zoomAlone = () => Math.max(layoutAlone().least, Math.min(innerWidth / layoutAlone().width, innerHeight / layoutAlone().height));

/** Whether the picture and the panes share the height of the window: in a smaller one the page scrolls. */
export const isOneScreen = () => !shownPanes().length && !filmed && matchMedia('(min-width: 1181px) and (min-height: 680px)').matches;

/** How high the picture may be, with another pane below it or without. */
export function roomAlone() {
  const height = innerHeight / zoomAlone() - 70;
  return { height: Math.round(shownPanes().length > 1 ? height * .5 : height), row: 0 };
}

/** On the whole screen no label is smaller than 12 pixels; in a frame there are no small ones. */
export const leastAlone = () => presented ? 12 / 13.5 : .6;

/** Sizes of windows are not for what is shown alone. */
export function arrangePanes() {
  const root = document.documentElement, panes = shownPanes();
  $('sizes').disabled = panes.length > 0;
  root.toggleAttribute('data-presented', presented !== '');
  if (panes.length) root.dataset.show = panes.join(' ');
  else delete root.dataset.show;
  root.style.setProperty('--zoom', zoomAlone());
  const chooser = $('panes-shown');
  if (chooser.dataset.now === presented) return;
  chooser.dataset.now = presented;
  chooser.hidden = !presented;
  chooser.innerHTML = PANES.map(pane => `<button role="radio" aria-checked="${pane === presented}" tabindex="${pane === presented ? 0 : -1}" data-pane="${pane}">${text(`pane ${pane}`)}</button>`).join('');
}

/** A frame does not scroll: what is too large for it at its closest is drawn smaller. */
export function shrinkStage() {
  stage.style.zoom = '';
  if (!shownPanes().length || isWhole()) return;
  const { clientWidth, clientHeight, scrollWidth, scrollHeight } = stage;
  stage.style.zoom = Math.max(.5, Math.min(clientWidth / scrollWidth, clientHeight / scrollHeight));
}

/** Which pane the reader is at. */
function paneAtHand() {
  const at = document.activeElement.closest?.('#graph, .md, .cd, #film');
  return at ? { graph: 'graph', film: 'film' }[at.id] ?? (at.matches('.md') ? 'math' : 'code') : 'numbers';
}

/** What had the focus before a pane filled the screen: most of the page is not there then. */
let focusBefore = null;

/** Shows a pane on the whole screen, or all again. */
export function present(pane = presented ? '' : paneAtHand()) {
  if (pane === presented) return;
  if (!presented) focusBefore = document.activeElement;
  presented = pane;
  if (!pane && document.fullscreenElement) document.exitFullscreen();
  if (pane && !document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(() => {}); // where that is not allowed, the window is the screen
  render();
  $('live').textContent = `${presented ? `${text('panes')}: ${text(`pane ${presented}`)}` : text('whole page')}. ${$('live').textContent}`;
  if (!presented) focusBefore?.focus();
  writeAddress();
}

document.querySelector('.ctl').insertAdjacentHTML('beforeend', '<span class="seg" id="panes-shown" role="radiogroup" data-label="panes" hidden></span><a id="whole" href="#" target="_blank" data-label="whole page"><svg viewBox="0 0 18 18"><path d="M10.5 3.5h4v4M14.5 3.5l-5 5M7.5 14.5h-4v-4M3.5 14.5l5-5"/></svg></a>');

$('panes-shown').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  present(button.dataset.pane);
  $('panes-shown').querySelector('[aria-checked=true]')?.focus();
});
$('panes-shown').addEventListener('keydown', event => {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!by) return;
  present(PANES[(PANES.indexOf(presented) + by + PANES.length) % PANES.length]);
  $('panes-shown').querySelector('[aria-checked=true]').focus();
  event.preventDefault();
  event.stopPropagation();
});

/** The page of a frame, at the same step. */
$('whole').addEventListener('pointerdown', followFrame);
$('whole').addEventListener('focus', followFrame);
function followFrame() {
  const page = new URL(location.href);
  page.search = '';
  page.hash = addressNow().replace(/(^|&)show=[^&]*/, '');
  $('whole').href = page.href;
}

export const panesInAddress = [
  { name: 'show', write: () => asked.join(), read: words => {
    const panes = (words ?? '').split(',').filter(Boolean);
    asked = PANES.filter(pane => panes.includes(pane)).slice(0, 2);
    if (panes.length !== asked.length) unread('panes', { words, panes: PANES.join(', ') });
  } },
  { name: 'present', write: () => presented, read: words => {
    presented = PANES.includes(words) ? words : '';
    if (words !== null && !presented) unread('panes', { words, panes: PANES.join(', ') });
  } },
];
