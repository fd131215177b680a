// ---------- wiring: the beginning: the page is there before the engine is ----------

import './languages.js';
import 'explorer/more-operations.js';
import { $ } from 'explorer/dom.js';
import { text } from 'explorer/format.js';
import { last, step } from 'explorer/state.js';
import { setEngine, settled, startWorker, told } from './engine.js';
import { fit, fitWindow } from './fit.js';
import { measureAgain } from './editor.js';
import { play } from './train.js';
import { again, render } from './moments.js';
import { addressGiven, drawLanguages, readAddress } from './address.js';
import 'explorer/pointer.js';
import 'explorer/keys.js';
import './typing.js';
import './controls.js';
import './choosing.js';
import './examples.js';
import './keys.js';
import './share.js';
import './maketask.js';
import './parts.js';
import './receipts.js';
import { now, setNow } from './now.js';
import { enter } from './walk.js';

function begin() {
  document.querySelectorAll('[data-text]').forEach(element => {
    element.textContent = text(element.dataset.text);
  });
  document.querySelectorAll('[data-title]').forEach(element => {
    element.title = text(element.dataset.title);
  });
  document
    .querySelectorAll('[data-label]')
    .forEach(element => element.setAttribute('aria-label', text(element.dataset.label)));
  $('share').textContent = text('share');
  $('share').title = text('share title');
  drawLanguages();
  addressGiven();
  fitWindow();
  render();
}

async function meetEngine() {
  const loading = gradusEngine(startWorker);
  try {
    await Promise.allSettled([...document.fonts].map(font => font.load()));
    setEngine(await loading);
  } catch (cause) {
    setNow({ failed: true });
    render();
    console.warn(cause);
    return;
  }
  performance.mark('engine ready');
  document.documentElement.classList.add('ready');
  measureAgain();
  readAddress();
}

/** For tests and other programs. */
window.gradus = {
  texts: TEXTS,
  ask: told,
  settled,
  go: s => enter(s),
  last: () => last(),
  play: on => play(on),
  step: () => step,
  moment: () => now.moment,
  status: () => now.status,
  tries: () => now.tries,
};

let resizing = 0;
addEventListener('resize', () => {
  if (
    document.activeElement.matches('input, textarea') &&
    fit.phone &&
    document.documentElement.clientWidth === fit.window
  )
    return; // a keyboard on the screen came up
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(() => {
    fitWindow();
    again();
  });
});

begin();
requestAnimationFrame(() => setTimeout(meetEngine));
