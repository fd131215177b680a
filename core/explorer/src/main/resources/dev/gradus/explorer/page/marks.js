// ---------- honest marks in words, and the key of the heat ----------

/** Heat's key and honest marks in words. */
function footHtml(state) {
  const marks = [];
  const check = state.step?.check;
  if (check && edited.size === 0 && state.beat !== 'upstream') marks.push(checkHtml(check, state));
  const flags = state.step?.flags || [];
  if (flags.includes('NON_FINITE')) marks.push(`<span class="bad">∞ ${text('non finite')}</span>`);
  if (flags.includes('SATURATED')) marks.push(`<span class="warn">≈ ${text('saturated')}</span>`);
  if (flags.includes('AT_KINK') && !check) marks.push(`<span class="warn">◇ ${text('check kink')}</span>`);
  if (flags.includes('BROADCAST') && state.phase === 'forward') marks.push(`<span>↕ ${text('broadcast mark')}</span>`);
  if (edited.size) marks.push(`<button id="reset">${text('changed', { count: [...edited.values()].reduce((n, places) => n + places.size, 0) })} · ${text('reset')}</button>`);
  marks.push(rateField());
  if (state.phase === 'given') marks.push(`<span>${readOnly() || text('edit hint')}</span>`);
  return `<span class="scale">− <i></i> +</span><span>${text('shade')}</span>${marks.join('')}`;
}

function checkHtml(check, state) {
  const error = shown(Number(check.relativeError) || 0);
  const op = signOf(state.op ?? state.node);
  return { PASS: `<span><span class="okk">✓</span> ${text('check passed', { error })}</span>`, WRONG: `<span class="bad">✗ ${text('check wrong', { op, error })}</span>`,
    AT_KINK: `<span class="warn">◇ ${text('check kink')}</span>`, INCONCLUSIVE: `<span>? ${text('check open')}</span>` }[check.verdict];
}

