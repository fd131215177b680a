// ---------- reading: what tensors and their elements are called, in HTML ----------

import { escaped, inParentheses, shareShown, shown, text } from './format.js';
import { indexOf } from './tensors.js';
import { numberAt, trace } from './state.js';

/** Letters are italic, functions upright; ᵀ is raised and what follows an underscore lowered, and a number behind one letter. */
export function mathHtml(words) {
  return words
    .replace(/(?<![\p{L}\p{M}\p{N}_.])(\p{L}\p{M}*)(\d+)(?!(?!ᵀ)[\p{L}\p{N}.(])/gu, '$1_$2')
    .replace(/[\u2080-\u208b\u209c]+/g, low => `_${low.normalize('NFKC')}`)
    .replace(
      /([\p{L}\p{M}]+)((?:_(?:(?!ᵀ)[\p{L}\p{N}+−])+)?)(ᵀ?)(′?)(\(?)|ᵀ|(?<=[)\]])_[\p{L}\p{N}]+|[&<>"']/gu,
      (all, letters, lower, turned, prime, open) => {
        if (all === 'ᵀ') return '<sup>⊤</sup>';
        if (all.startsWith('_')) return `<sub>${escaped(all.slice(1))}</sub>`;
        if (letters === undefined) return escaped(all);
        const bare = letters.replace(/ᵀ$/, ''),
          raised = turned || letters.endsWith('ᵀ') ? '<sup>⊤</sup>' : '';
        const upright = open && [...bare].length > 1;
        const name = upright ? `<bdi>${escaped(bare)}</bdi>` : `<i class="v"><bdi>${escaped(bare)}</bdi></i>`;
        return `${name}${lower ? `<sub>${escaped(lower.slice(1))}</sub>` : ''}${raised}${prime}${open}`;
      },
    );
}

export const isGradient = id =>
  trace.nodes[id].symbol.mathMl.includes('class="gradient"') &&
  /^∂[^ ]*\/∂(\(.*\)|[^ ]*)$/.test(trace.nodes[id].symbol.text);

const PART = /^(.*)\|([^|()]+)$/;
const isPart = id => isGradient(id) && PART.test(trace.nodes[id].symbol.text);

export const nameOf = id => nameWith(id, '');

/** A name with an index, in parentheses if the name itself ends with a lowered digit. */
const indexed = (html, lower) =>
  (lower && /\d<\/sub>$/.test(html) ? html.replace(/^(.*\/∂|)(.*)$/s, '$1($2)') : html) + lower;

/** The name of a node's value with an index. What a gradient came through, if it is one of several parts, stands lowered behind a bar. */
function nameWith(id, lower) {
  const words = trace.nodes[id].symbol.text;
  if (!isGradient(id)) return indexed(mathHtml(words), lower);
  const [, whole, through] = PART.exec(words) || [words, words];
  return `<span class="g">${indexed(mathHtml(whole), lower)}${through ? `|<sub>${mathHtml(through)}</sub>` : ''}</span>`;
}

/** The name of one element. */
export function elementOf(id, position) {
  const { shape, symbol } = trace.nodes[id];
  if (shape.length === 0) return nameOf(id);
  if (/^−?[\d.]+$/.test(symbol.text)) return inParentheses(numberAt(id, position)); // the same number everywhere
  const index = indexOf(shape, position).map(place => place + 1);
  const lower = `<sub>${index.join(index.some(place => place > 9) ? ',' : '')}</sub>`;
  return isGradient(id) || /^[^\s()]+$/.test(symbol.text) ? nameWith(id, lower) : `(${nameOf(id)})${lower}`;
}

/** A gradient is called by what it is a gradient of, even where it is passed on unchanged. */
export function gradientName(id) {
  const objective = trace.nodes[trace.objective].symbol.text,
    of = trace.nodes[id].symbol.text;
  const simple = (/^[\p{L}\p{M}\p{N}_]+$/u.test(of) && !trace.nodes[id].inputs.length) || trace.nodes[id].name;
  return `<span class="g">∂${mathHtml(objective)}/∂${simple ? mathHtml(of) : `(${mathHtml(of)})`}</span>`;
}

/** Whether what a backward step gives is still to be added up over the places that a broadcast filled. */
export const isUnfolded = ({ phase, node, result }) =>
  phase === 'backward' && String(trace.nodes[result].shape) !== String(trace.nodes[node].shape);

/** What a backward step's result is called, with an index: by what it is a gradient of, or a part of the gradient; contributions by their formula. */
export const resultName = ({ phase, node, result }, lower = '') =>
  isPart(result) || isUnfolded({ phase, node, result })
    ? nameWith(result, lower)
    : `${indexed(gradientName(node).replace(/<\/span>$/, ''), lower)}</span>`;

/** What the numbers that a state gives are called. */
export const subject = state =>
  state.phase === 'forward'
    ? nameOf(state.result)
    : state.phase === 'update'
      ? nameOf(state.node)
      : isUnfolded(state)
        ? nameOf(state.result)
        : gradientName(state.node);

/** An axis and its size in the user's words, as n_batch = 4; of one without a name what stands along it. */
export function axisWords(id, axis) {
  const { shape, axes } = trace.nodes[id],
    place = axis < 0 ? shape.length + axis : axis;
  return axes[place]
    ? `${mathHtml(axes[place])} = ${shape[place]}`
    : shape[place] > 1
      ? text('all rows', { count: shape[place] })
      : text('one row');
}

/** What was spoken before, by its HTML. */
export const speech = new Map();

/** How it is spoken. */
export const spoken = html => speech.get(html) ?? speech.set(html, inSpeech(html)).get(html);

/** A sign that stands alone in a sentence names its op. */
const NAMED_BY_SIGN = {
  '@': 'MatMul',
  '+': 'AddBroadcast',
  '−': 'SubtractBroadcast',
  '∗': 'MultiplyBroadcast',
  '÷': 'DivideBroadcast',
  '∑': 'Sum',
};

const inSpeech = html => {
  const holder = document.createElement('div');
  holder.innerHTML = html
    .replace(/<sup>⊤<\/sup>/g, ` ${text('transposed')}`)
    .replace(/<sup>/g, ` ${text('to the power')} `)
    .replace(/<sub>/g, ' ')
    .replace(/<s>/g, `, ${text('role before')} `);
  const quotients = holder.textContent.replace(/∂([^/\s]+)\/∂/g, (_, of) => text('spoken quotient', { of }));
  const ops = quotients.replace(/(?<=\s)[@+−∗÷∑](?=[.,?])/g, sign => TEXTS[`op ${NAMED_BY_SIGN[sign]}`] ?? sign);
  return ops
    .replace(/[ŷση×−]/g, sign => text(`spoken ${sign}`))
    .replace(/\s+/g, ' ')
    .trim();
};

/** The sign in an op's circle. */
export function signOf(id) {
  const node = trace.nodes[id];
  if (node.kind !== 'op') return nameOf(id);
  const known = { Relu: 'relu', Sum: '∑', SumTo: '∑', DivideBroadcast: '÷', Transpose: 'x<sup>⊤</sup>', Square: 'x²' }[
    node.op
  ];
  if (known && node.builtIn) return known;
  if (node.op.endsWith('Loss')) return mathHtml(node.name || 'J');
  return node.sign.length <= 2 ? mathHtml(node.sign) : escaped(node.sign);
}

/** The name of a kind of op in words. */
export const kindOf = id =>
  TEXTS[`op ${trace.nodes[id].op}`] !== undefined && trace.nodes[id].builtIn
    ? text(`op ${trace.nodes[id].op}`)
    : escaped(trace.nodes[id].op || '');

const ONLY_WINNERS = ['Max', 'Min', 'MaximumBroadcast', 'MinimumBroadcast'];

/** A number of a tensor; one of several winners has its share. */
export const shownOf = (id, value) =>
  value > 0 && value < 1 && ONLY_WINNERS.includes(trace.nodes[trace.nodes[id].own?.rule]?.op)
    ? shareShown(value)
    : shown(value);
