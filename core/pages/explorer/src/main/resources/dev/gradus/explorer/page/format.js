// ---------- reading: numbers and text as people read them ----------

export const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Whether small numbers are shown with four digits that count, so that a reader can compute with them. */
let isArithmetic = false;

/** What is written here has its small numbers so. */
export function asArithmetic(write) {
  isArithmetic = true;
  try {
    return write();
  } finally {
    isArithmetic = false;
  }
}

/** Four decimals; whole numbers without; very small and very large ones as a power of ten. */
export function shown(value) {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size >= 1e7 || (size < 1e-4 && size > 0)) return power(value);
  if (Number.isInteger(value)) return minus(String(value === 0 ? 0 : value));
  return minus(
    fixed(
      value,
      size >= 10000 ? 1 : size >= 1000 ? 2 : isArithmetic && size < 0.1 ? 3 - Math.floor(Math.log10(size)) : 4,
    ),
  );
}

/** Halfway between two numbers it is the even one, as in NumPy; toFixed would take the larger. */
function fixed(value, decimals) {
  const longer = value.toFixed(decimals + 1),
    isTie = longer.endsWith('5') && Number.isInteger(value * 2 ** (decimals + 1));
  return isTie && longer.at(-2) % 2 === 0 ? longer.slice(0, -1) : value.toFixed(decimals);
}

function power(value) {
  const [digits, exponent] = value.toExponential(1).split('e');
  const raised = [...exponent.replace('+', '')].map(c => (c === '-' ? '⁻' : SUPERSCRIPTS[c])).join('');
  return `${minus(digits)}·10${raised}`;
}

const FRACTIONS = { 2: '½', 3: '⅓', 4: '¼', 5: '⅕', 6: '⅙', 8: '⅛' };

/** The share of one of several. */
export const shareShown = value => FRACTIONS[Math.round(1 / value)] ?? `1/${Math.round(1 / value)}`;

/** The shortest decimal number that is this double. */
export const exact = value => (Number.isFinite(value) ? minus(String(value)) : shown(value));

export const minus = text => text.replaceAll('-', '−');

/** In parentheses if it is negative, as a factor or a later term has to be. */
export const inParentheses = value => (value < 0 ? `(${shown(value)})` : shown(value));

export const escaped = text =>
  text.replace(/[&<>"']/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]);

/** A text of the table with its places filled in. */
export function text(key, values = {}) {
  const words = TEXTS[key];
  if (words === undefined) throw new Error(`There is no text '${key}'`);
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export const listed = names =>
  names.length < 2 ? names.join('') : names.slice(0, -1).join(text('list comma')) + text('list and') + names.at(-1);
