// ---------- wiring: the beginning ----------

import { $ } from './dom.js';
import { host, prints } from './hooks.js';
import { text } from './format.js';
import { numbersOf } from './tensors.js';
import { gradientKnownAt, nodesOf } from './trace.js';
import { chosen, depth, last, setMathDepth, setScope, standing, step, trace } from './state.js';
import { scopes } from './elements.js';
import { readAddress, writeAddress } from './address.js';
import { speech } from './names.js';
import { eyebrow } from './sentences.js';
import { largestGap } from './terms.js';
import { preparePicture } from './graph.js';
import { fitPicture } from './room.js';
import { present } from './show.js';
import { isClosedAt, prepareScopes, scopeRow } from './scoperow.js';
import { drawChipNumbers, drawnTensorsOf, prepareDocks } from './docks.js';
import { isLevel, levels, shownStates, UPDATES } from './levels.js';
import {
  change,
  changesInWords,
  computed,
  editable,
  editCell,
  isChanged,
  nudge,
  rateField,
  rates,
  readOnly,
  recomputes,
  resetEdits,
} from './edits.js';
import { drawDepth, render } from './drawing.js';
import { go } from './steps.js';
import { setDepth } from './pointer.js';
import { play, timer } from './player.js';
import './handout.js';
import './proofs.js';
import { shownPanes, shrinkStage } from './panes.js';
import { openLevel, pressScope } from './opening.js';
import { putHtml } from './html.js';

/** What is measured here has to be measured with the fonts that it is shown in. */
Promise.allSettled([...document.fonts].map(font => font.load())).then(() => {
  putHtml(
    $('keys'),
    text('keys')
      .split('|')
      .map(key => `<span>${key}</span>`)
      .join(''),
  );
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
  readAddress();
  preparePicture();
  prepareScopes();
  prepareDocks();
  for (const element of document.querySelectorAll('[data-label]'))
    element.setAttribute('aria-label', text(element.dataset.label));
  render();
  if (/[#&](handout|worksheet)\b/.test(location.hash)) prints.make();
  window.gradus = forOthers;
  addEventListener('hashchange', () => {
    readAddress();
    render();
  });
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement) present('');
  });
  addEventListener('resize', () => {
    if (document.activeElement.matches('main input')) return; // a keyboard on the screen came up to fill it in
    fitPicture();
    render();
  });
  addEventListener('beforeprint', () => prints.make());
});

Object.assign(host, {
  render,
  go,
  drawDepth,
  writeAddress,
  isChanged,
  editable,
  change,
  editCell,
  nudge,
  play,
  isPlaying: () => Boolean(timer),
  shownPanes,
  shrinkStage,
  drawChipNumbers,
  recomputes,
  changesInWords,
  rateField,
  readOnly,
  resetEdits,
  rates,
});

scopeRow.addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  if (levels.closed) return pressScope(Number(button.dataset.scope));
  setScope({ step, scope: button.ariaExpanded === 'true' ? -1 : Number(button.dataset.scope) });
  render();
});

// ---------- for other programs, and for tests ----------

export const forOthers = {
  /** Every word that the page says of itself: who writes another language into it, and goes to a step, has the page in that. */
  texts: new Proxy(TEXTS, {
    set(texts, /** @type {string} */ key, words) {
      texts[key] = words;
      standing.clear();
      speech.clear();
      return true;
    },
  }),
  largestGap,
  last: () => last(),
  /** What stands above the sentence of a step, as HTML. */
  eyebrow: s => eyebrow(s),
  /** The steps that the reader goes through. */
  shown: () => shownStates(),
  /** What a step is about: tensors of the graph as [node, value or gradient]. */
  about: () =>
    isClosedAt(step)
      ? []
      : drawnTensorsOf(step).filter(([id, kind]) => kind === 'value' || step >= gradientKnownAt(trace, id)),
  /** Opens a scope, or closes all, and goes to a step. */
  level: (scope, s = step) => openLevel(scope, s),
  levels: () => (levels.closed ? [...scopes.keys(), UPDATES] : []),
  isLevel: () => isLevel(step),
  objectiveNode: () => ({ node: trace.objective }),
  go: (s, d = depth) => {
    if (s === step && d !== depth && !chosen) return setDepth(d);
    setMathDepth(d);
    return go(s);
  },
  objective: () => trace.numbers[trace.objective][0],
  /**
   * How far what this page computes of a trace's ops is from what the engine told, relative to its size: each op from the
   * engine's numbers of its inputs, since at a tie the last bit of an input decides.
   */
  largestDifference: words => {
    const nodes = nodesOf(JSON.parse(words)),
      told = nodes.map(numbersOf);
    return largestDifference(
      nodes.map(node => (node.kind === 'op' ? computed(node, told) : told[node.id])),
      told,
    );
  },
  /** The same of the numbers that the page shows now. */
  differenceOfShown: words => largestDifference(trace.numbers, nodesOf(JSON.parse(words)).map(numbersOf)),
};

function largestDifference(numbers, told) {
  const difference = (computed, engine) =>
    Object.is(computed, engine) || computed === engine
      ? 0
      : Math.abs(computed - engine) / Math.max(1, Math.abs(engine));
  return told
    .flatMap((all, id) => Array.from(all ?? [], (engine, place) => difference(numbers[id][place], engine)))
    .reduce((most, one) => (one <= most ? most : one), 0);
}
