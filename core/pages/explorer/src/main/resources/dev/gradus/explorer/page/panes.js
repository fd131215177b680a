// ---------- drawing: which panes are shown, in what size ----------

import { loopSteps, TRACES } from './given.js';
import { $, stage } from './dom.js';
import { text } from './format.js';
import { isWhole } from './stage.js';
import { unread } from './link.js';
import { putHtml } from './html.js';

export const PANES = ['graph', 'numbers', 'math', 'code', 'film'].filter(
  pane => pane !== 'film' || (TRACES.length > 1 && !loopSteps),
);

/** A page in a frame is laid out for this size, and on the whole screen for that, where its smallest letters are 12 pixels. */
const FRAME = { width: 800, height: 450, least: 0.75 },
  SCREEN = { width: 960, height: 540, least: 1 };

/** The panes that the address asks for, and the one that fills the screen. */
export let asked = [],
  presented = '';

export function setPresented(pane) {
  presented = pane;
}

export const shownPanes = () => (presented ? [presented] : asked);

const layoutAlone = () => (presented ? SCREEN : FRAME);

const zoomAlone = () =>
  Math.max(layoutAlone().least, Math.min(innerWidth / layoutAlone().width, innerHeight / layoutAlone().height));

/** How high the picture may be, with another pane below it or without. */
export function roomAlone() {
  const height = innerHeight / zoomAlone() - 70;
  return { height: Math.round(shownPanes().length > 1 ? height * 0.5 : height), row: 0 };
}

/** On the whole screen no label is smaller than 12 pixels; in a frame there are no small ones. */
export const leastAlone = () => (presented ? 12 / 13.5 : 0.6);

/** Sizes of windows are not for what is shown alone. */
export function arrangePanes() {
  const root = document.documentElement,
    panes = shownPanes();
  $('sizes').disabled = panes.length > 0;
  root.toggleAttribute('data-presented', presented !== '');
  if (panes.length) root.dataset.show = panes.join(' ');
  else delete root.dataset.show;
  root.style.setProperty('--zoom', zoomAlone());
  const chooser = $('panes-shown');
  if (chooser.dataset.now === presented) return;
  chooser.dataset.now = presented;
  chooser.hidden = !presented;
  putHtml(
    chooser,
    PANES.map(
      pane =>
        `<button role="radio" aria-checked="${pane === presented}" tabindex="${pane === presented ? 0 : -1}" data-pane="${pane}">${text(`pane ${pane}`)}</button>`,
    ).join(''),
  );
}

/** A frame does not scroll: what is too large for it at its closest is drawn smaller. */
export function shrinkStage() {
  stage.style.zoom = '';
  if (!shownPanes().length || isWhole()) return;
  const { clientWidth, clientHeight, scrollWidth, scrollHeight } = stage;
  stage.style.zoom = Math.max(0.5, Math.min(clientWidth / scrollWidth, clientHeight / scrollHeight));
}

export const panesInAddress = [
  {
    name: 'show',
    write: () => asked.join(),
    read: words => {
      const panes = (words ?? '').split(',').filter(Boolean);
      asked = PANES.filter(pane => panes.includes(pane)).slice(0, 2);
      if (panes.length !== asked.length) unread('panes', { words, panes: PANES.join(', ') });
    },
  },
  {
    name: 'present',
    write: () => presented,
    read: words => {
      presented = PANES.includes(words) ? words : '';
      if (words !== null && !presented) unread('panes', { words, panes: PANES.join(', ') });
    },
  },
];
