// ---------- honest marks in words, and the key of the heat ----------

/** Glyph and colour of a verdict or a flag; its words say the same. */
const VERDICTS = { PASS: ['✓', 'passed'], WRONG: ['✗', 'bad'], AT_KINK: ['◇', 'warn'], INCONCLUSIVE: ['?', ''] };
const FLAGS = { NON_FINITE: ['∞', 'bad'], SATURATED: ['≈', 'warn'], AT_KINK: ['◇', 'warn'], BROADCAST: ['↕', ''] };
const mark = ([glyph, cls], words) => `<span class="${cls}"><b>${glyph}</b> ${words}</span>`;

/** Heat's key and honest marks in words. */
function footHtml(state) {
  const marks = [];
  const check = state.step?.check;
  if (check && !isChanged() && state.beat !== 'upstream') marks.push(checkHtml(check, state));
  const flags = (state.step ? flagsNow(state.step) : []).filter(flag => !(flag === 'AT_KINK' && check) && !(flag === 'BROADCAST' && state.phase !== 'forward'));
  marks.push(...flags.map(flag => mark(FLAGS[flag], text(`flag ${flag}`))));
  const kink = isChanged() && state.beat !== 'upstream' ? kinkWords(state) : '';
  if (kink) marks.push(mark(FLAGS.AT_KINK, kink));
  if (isChanged()) marks.push(`<button id="reset">${changesInWords()} · ${text('reset')}</button>`);
  marks.push(rateField());
  if (state.phase === 'given') marks.push(`<span>${readOnly() || text('edit hint')}</span>`);
  return `<span class="scale">− <i></i> +</span><span>${text('shade')}</span>${marks.join('')}`;
}

/** Flags of a step as the engine told them; of changed numbers those that the page can tell. */
function flagsNow({ flags, result }) {
  if (!isChanged() || !trace.numbers[result]) return flags;
  return [...flags.filter(flag => flag === 'BROADCAST'), ...(trace.numbers[result].every(Number.isFinite) ? [] : ['NON_FINITE'])];
}

function checkHtml({ verdict, relativeError }, state) {
  const kink = verdict === 'AT_KINK' ? kinkWords(state) : '';
  return mark(VERDICTS[verdict], kink || text(`check ${verdict}`, { error: shown(Number(relativeError) || 0), op: signOf(state.op ?? state.node) }));
}
