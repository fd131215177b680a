// ---------- wiring: one or two panes alone: in a frame on slides, or one on the whole screen for the back row ----------

import { $ } from './dom.js';
import { text } from './format.js';
import { addressNow, writeAddress } from './address.js';
import { render } from './drawing.js';
import { PANES, presented, setPresented } from './panes.js';
import { addHtml } from './html.js';

/** Which pane the reader is at. */
function paneAtHand() {
  const at = document.activeElement.closest?.('#graph, .md, .cd, #film');
  return at ? ({ graph: 'graph', film: 'film' }[at.id] ?? (at.matches('.md') ? 'math' : 'code')) : 'numbers';
}

/** What had the focus before a pane filled the screen: most of the page is not there then. */
let focusBefore = null;

/** Shows a pane on the whole screen, or all again. */
export function present(pane = presented ? '' : paneAtHand()) {
  if (pane === presented) return;
  if (!presented) focusBefore = document.activeElement;
  setPresented(pane);
  if (!pane && document.fullscreenElement) document.exitFullscreen();
  if (pane && !document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(() => {}); // where that is not allowed, the window is the screen
  render();
  $('live').textContent =
    `${presented ? `${text('panes')}: ${text(`pane ${presented}`)}` : text('whole page')}. ${$('live').textContent}`;
  if (!presented) focusBefore?.focus();
  writeAddress();
}

addHtml(
  document.querySelector('.ctl'),
  'beforeend',
  '<span class="seg" id="panes-shown" role="radiogroup" data-label="panes" hidden></span>' +
    '<a id="whole" href="#" target="_blank" data-label="whole page">' +
    '<svg viewBox="0 0 18 18"><path d="M10.5 3.5h4v4M14.5 3.5l-5 5M7.5 14.5h-4v-4M3.5 14.5l5-5"/></svg></a>',
);

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
