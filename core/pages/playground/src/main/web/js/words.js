// ---------- reading: what is said of the moment ----------

import { escaped, shown, text } from 'explorer/format.js';
import { numberAt, step, trace } from 'explorer/state.js';
import { eyebrow, sentence } from 'explorer/sentences.js';
import { engine, numberFrom } from './engine.js';
import { iterationNow, now, solvedNow } from './now.js';
import { inLanguage } from './languages.js';
import { gradientKnownAt } from 'explorer/trace.js';
import { elementOf, mathHtml } from 'explorer/names.js';

/** What is said now, as HTML: what stands small above, and the sentence. */
export function sentenceNow() {
  const bold = (words, cls = '') => `<b${cls && ` class="${cls}"`}>${words}</b>`,
    { fault, status } = now;
  if (!engine)
    return now.failed
      ? { above: bold(text('stopped'), 'bad'), words: text('say no engine') }
      : { above: bold(text('loading')), words: text('say loading') };
  if (now.refused) return { above: bold(text('not opened'), 'bad'), words: sentenceHtml(now.refused) };
  if (now.replay) return { above: bold(text('replay')), words: text('say replay') };
  if (fault)
    return {
      above: `${bold(text('at line', { line: fault.line + 1, column: signOfFault(fault) + 1 }), 'bad')} ${sentenceHtml(fault.head)}`,
      words: sentenceHtml(fault.message),
    };
  if (now.moment === 'step') {
    const { batches = 1 } = now.lines.sampling ?? {},
      count =
        text('iteration of step', { iteration: iterationNow(), ...placeOfStep() }) +
        (batches > 1 ? ` · ${text('batch in short', { batch: (iterationNow() % batches) + 1, batches })}` : '');
    return {
      above: eyebrow(step).replace(/<span class="count">.*$/, `<span class="count">${count}</span>`),
      words: sentence(step),
    };
  }
  if (now.cleared) return { above: bold(text('data')), words: text('cleared') };
  const at = text('iteration now', { count: iterationNow() });
  if (now.tried) return { above: `${bold(text('other beginnings'))} ${at}`, words: now.tried };
  if (status && !status.finite)
    return {
      above: `${bold(sentenceHtml(status.eyebrow[0]), 'bad')} ${sentenceHtml(status.eyebrow[1])}`,
      words: sentenceHtml(status.sentence) + wayBack(status),
    };
  if (now.training) return { above: `${bold(text('training'))} ${at}`, words: sentenceHtml(status.sentence) };
  if (solvedNow())
    return { above: `${bold(text('paused'))} ${at}`, words: sentenceHtml(status.task.sentence ?? status.sentence) };
  if (iterationNow() > 0) return { above: `${bold(text('paused'))} ${at}`, words: text('say paused') };
  const [strong, rest] = status?.eyebrow ?? [text('ready'), ''];
  return { above: `${bold(sentenceHtml(strong))} ${sentenceHtml(rest)}`, words: sentenceHtml(status?.sentence) };
}

/** After a divergence: a button that goes back to the iteration with the smallest loss. */
const wayBack = ({ bestAt, iteration }) =>
  iteration > 0 && bestAt >= 0
    ? ` <button class="verb" data-back="${bestAt}">${text('back to', { count: bestAt })}</button>`
    : '';

/** The column of the sign that does not work, where both its operands are underlined. */
export const signOfFault = ({ at, column }) => at ?? column;

/** What the rows are that an iteration computes with, if they are not all. */
export function rowsInWords(iteration = iterationNow()) {
  const { batch = 0, batches = 1, trained = 0 } = now.lines?.sampling ?? {},
    held = now.heldOut.size;
  const part =
    batches > 1
      ? text('batch of', { batch: (iteration % batches) + 1, batches, count: batch, rows: trained })
      : held
        ? text('trained on', { rows: trained })
        : '';
  return part + (part && held ? ` ${text('tested on', { count: held })}` : '');
}

/** Which of the ops the current step is, and of how many. */
function placeOfStep() {
  const places = [...new Set(trace.states.map(state => state.place))];
  return { step: places.indexOf(trace.states[step].place), last: places.length - 1 };
}

/** The page shows the engine's numbers only, so none of them is a page's own. */
export const isChanged = () => false;

/** What can be changed in a grid: data and parameters. */
export const editable = id =>
  !(trace.nodes[id].kind === 'input' && now.lines?.data?.name === 'lines') &&
  ['input', 'parameter'].includes(trace.nodes[id].kind) &&
  trace.graph.has(id) &&
  trace.nodes[id].name !== '' &&
  Boolean(trace.numbers[id]);

/** The slope of the loss at one number of a leaf, from two nudges of the engine's, beside the gradient. */
export function nudge(id, place) {
  const leaf = editable(id) ? id : [...trace.gradientOf].find(([of, is]) => is === id && editable(of))?.[0];
  const gradient = trace.gradientOf.get(leaf),
    by = 1e-4;
  if (leaf === undefined || gradient === undefined || step < gradientKnownAt(trace, leaf)) return '';
  const { name } = trace.nodes[leaf],
    [up, down] = [by, -by].map(change => numberFrom('nudged', name, place, change)),
    slope = (up - down) / (2 * by);
  if (Number.isNaN(slope)) return ''; // the engine has not answered yet
  return `<div class="nudge">${text('nudge', { name: elementOf(leaf, place), slope: shown(slope), gradient: shown(numberAt(gradient, place)) })}</div>`;
}

/** A text in which names between angle quotes are set as mathematics. */
export const quotedHtml = words => escaped(words).replace(/«([^»]*)»/g, (_, name) => mathHtml(name));

/** A sentence of the engine in the page's language. */
export const sentenceHtml = words => quotedHtml(inLanguage(words));

export const sentenceText = words => inLanguage(words).replace(/[«»]/g, '');
