// ---------- reading: honest marks in words, and the key of the heat ----------

import { host } from './hooks.js';
import { shown, text } from './format.js';
import { kinkWords } from './kinks.js';
import { trace } from './state.js';
import { signOf } from './names.js';

/** Glyph and color of a verdict or a flag; its words say the same. */
export const VERDICTS = { PASS: ['✓', 'passed'], WRONG: ['✗', 'bad'], AT_KINK: ['◇', 'warn'], INCONCLUSIVE: ['?', ''] };
export const FLAGS = {
  NON_FINITE: ['∞', 'bad'],
  SATURATED: ['≈', 'warn'],
  AT_KINK: ['◇', 'warn'],
  BROADCAST: ['↕', ''],
};
/**
 * @param {string[]} sign
 * @param {string} words
 */
export const mark = ([glyph, cls], words) => `<span class="${cls}"><b>${glyph}</b> ${words}</span>`;

/** Heat's key and honest marks in words. */
export function footHtml(state) {
  const marks = [];
  const check = state.step?.check;
  if (check && !host.isChanged() && state.beat !== 'upstream') marks.push(checkHtml(check, state));
  const flags = (state.step ? flagsNow(state.step) : []).filter(
    flag => !(flag === 'AT_KINK' && check) && !(flag === 'BROADCAST' && state.phase !== 'forward'),
  );
  marks.push(...flags.map(flag => mark(FLAGS[flag], text(`flag ${flag}`))));
  const kink = host.isChanged() && state.beat !== 'upstream' ? kinkWords(state) : '';
  if (kink) marks.push(mark(FLAGS.AT_KINK, kink));
  if (host.isChanged()) marks.push(`<button id="reset">${host.changesInWords()} · ${text('reset')}</button>`);
  marks.push(host.rateField());
  if (state.phase === 'given') marks.push(`<span>${host.readOnly() || text('edit hint')}</span>`);
  return `<span class="scale">− <i></i> +</span><span>${text('shade')}</span>${marks.join('')}`;
}

/** Flags of a step as the engine told them; of changed numbers those that the page can tell. */
export function flagsNow({ flags, result }) {
  if (!host.isChanged() || !trace.numbers[result]) return flags;
  return [
    ...flags.filter(flag => flag === 'BROADCAST'),
    ...(trace.numbers[result].every(Number.isFinite) ? [] : ['NON_FINITE']),
  ];
}

export function checkHtml({ verdict, relativeError }, state) {
  const kink = verdict === 'AT_KINK' ? kinkWords(state) : '';
  return mark(
    VERDICTS[verdict],
    kink || text(`check ${verdict}`, { error: shown(Number(relativeError) || 0), op: signOf(state.op ?? state.node) }),
  );
}
