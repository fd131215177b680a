// ---------- why a rule holds: its proof, line by line, with the letters of this graph ----------

const proof = document.createElement('div');
proof.id = 'proof';
proof.popover = 'auto';
document.body.append(proof);
$('depth').insertAdjacentHTML('beforebegin', '<button id="why-rule" class="why" popovertarget="proof" hidden></button>');

/** The proof of a state's rule, if it has one of more than its result. */
const proofAt = s => isLevel(s) || !['backward', 'fold'].includes(trace.states[s].phase) ? undefined : trace.equations[trace.states[s].equation]?.proof;

onRender.push(() => {
  const lines = proofAt(step), button = $('why-rule');
  button.hidden = !lines?.length;
  button.textContent = text('why');
  if (proof.matches(':popover-open')) proof.hidePopover();
});

proof.addEventListener('beforetoggle', ({ newState }) => {
  if (newState !== 'open') return;
  const lines = proofAt(step) ?? [];
  proof.innerHTML = `<h2>${text('why title', { dx: gradientName(trace.states[step].node) })}</h2><ol>${lines.map(({ reason, mathMl }) =>
    `<li><p>${text(`why ${reason}`)}</p><math displaystyle="true">${mathMl}</math></li>`).join('')}</ol>`;
  proof.setAttribute('aria-label', spoken(proof.firstElementChild.innerHTML));
});

KEYS.w = KEYS.W = () => { if (proofAt(step)?.length) proof.togglePopover(); };

Object.assign(TEXTS, {
  'why': 'Why?', 'why title': 'Why {dx} is this',
  'why DEFINITION': 'What the op computes:', 'why CHAIN': 'It goes into this one element only, so the chain rule has one term:',
  'why CHAIN_OVER_COPIES': 'It was copied to all these places, so the chain rule adds up over them:',
  'why CHAIN_OVER_USES': 'It goes into all these elements, so the chain rule adds up over them:',
  'why SLOPE': 'The slope of one element in the other:', 'why ONE_TERM': 'Only one term of the sum has this element, so the slope is:',
  'why LOG_OF_SUM': 'The slope of the logarithm of a sum is one over the sum, times the slope of the term:',
  'why PROBABILITY': 'That is the probability which the softmax gives:', 'why QUOTIENT': 'By the quotient rule, with [j = k] for 1 where the two are the same and 0 elsewhere:',
  'why MEAN': 'The loss is the mean over the examples:', 'why MOVED': 'Nothing is computed, numbers are only moved:',
  'why ELEMENT': 'Put together:', 'why WHOLE': 'For all elements at once:', 'why RULE': 'The rule, as its author wrote it:',
});
