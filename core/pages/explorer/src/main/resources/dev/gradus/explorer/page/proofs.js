// ---------- drawing: why a rule holds: its proof, line by line, with the letters of this graph ----------

import { $ } from './dom.js';
import { KEYS, onRender } from './hooks.js';
import { text } from './format.js';
import { step, trace } from './state.js';
import { gradientName, spoken } from './names.js';
import { isLevel } from './levels.js';
import { stretchFences } from './formulas.js';
import { addHtml, putHtml } from './html.js';

const proof = document.createElement('div');
proof.id = 'proof';
proof.popover = 'auto';
proof.setAttribute('role', 'dialog');
proof.tabIndex = -1;
document.querySelector('main').append(proof);
addHtml($('depth'), 'beforebegin', '<button id="why-rule" class="why" popovertarget="proof" hidden></button>');

/** The proof of a state's rule, if it has one of more than its result. */
const proofAt = s =>
  isLevel(s) || !['backward', 'fold'].includes(trace.states[s].phase)
    ? undefined
    : trace.equations[trace.states[s].equation]?.proof;

onRender.push(() => {
  const lines = proofAt(step),
    button = $('why-rule');
  button.hidden = !lines?.length;
  button.textContent = text('why');
  if (proof.matches(':popover-open')) proof.hidePopover();
});

proof.addEventListener('beforetoggle', ({ newState }) => {
  if (newState !== 'open') return;
  const lines = proofAt(step) ?? [];
  putHtml(
    proof,
    `<h2>${text('why title', { dx: gradientName(trace.states[step].node) })}</h2><ol>${lines
      .map(({ reason, mathMl }) => `<li><p>${text(`why ${reason}`)}</p><math displaystyle="true">${mathMl}</math></li>`)
      .join('')}</ol>`,
  );
  stretchFences(proof);
  [proof, proof.firstElementChild].forEach(place =>
    place.setAttribute('aria-label', spoken(proof.firstElementChild.innerHTML)),
  );
});

/** A long proof is scrolled by the arrow keys. */
proof.addEventListener('toggle', () => {
  proof.tabIndex = proof.scrollHeight > proof.clientHeight + 1 || proof.scrollWidth > proof.clientWidth + 1 ? 0 : -1;
});

KEYS.w = KEYS.W = () => {
  if (proofAt(step)?.length) proof.togglePopover();
};
