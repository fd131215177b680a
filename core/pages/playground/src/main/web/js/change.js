// ---------- numbers that the student changes: the engine computes all else anew ----------

import { exact, shown, text } from 'explorer/format.js';
import { gradientKnownAt } from 'explorer/trace.js';
import { numberAt, step, trace } from 'explorer/state.js';
import { elementOf, spoken } from 'explorer/names.js';
import { numberFrom, told } from './engine.js';
import { now, remember, request, take } from './desk.js';
import { render } from './moments.js';

/** The page shows the engine's numbers only, so none of them is a page's own. */
export const isChanged = () => false;

/** What can be changed in a grid: data and parameters. */
export const editable = id => !(trace.nodes[id].kind === 'input' && now.lines?.data?.name === 'lines') && ['input', 'parameter'].includes(trace.nodes[id].kind) && trace.graph.has(id) && trace.nodes[id].name !== '' && Boolean(trace.numbers[id]);

/** Numbers as they were, by the name of their tensor and their place. */
export const originals = new Map();

/** Marks in a trace which of its numbers were changed at this iteration. */
export function markChanged(of) {
  of.nodes.filter(node => originals.has(node.name)).forEach(node => of.edited.set(node.id, originals.get(node.name)));
}

export async function change(id, place, value) {
  const { name } = trace.nodes[id], before = trace.numbers[id][place];
  const places = originals.get(name) ?? originals.set(name, new Map()).get(name);
  if (!places.has(place)) places.set(place, before);
  if (places.get(place) === value) places.delete(place);
  if (!places.size) originals.delete(name);
  remember();
  const numbers = await told('values', name);
  numbers[place] = value;
  take(await request('set', name, numbers), { quiet: true });
}

/** The slope of the loss at one number of a leaf, from two nudges of the engine's, beside the gradient. */
export function nudge(id, place) {
  const leaf = editable(id) ? id : [...trace.gradientOf].find(([of, is]) => is === id && editable(of))?.[0];
  const gradient = trace.gradientOf.get(leaf), by = 1e-4;
  if (leaf === undefined || gradient === undefined || step < gradientKnownAt(trace, leaf)) return '';
  const { name } = trace.nodes[leaf], [up, down] = [by, -by].map(change => numberFrom('nudged', name, place, change)), slope = (up - down) / (2 * by);
  if (Number.isNaN(slope)) return ''; // the engine has not answered yet
  return `<div class="nudge">${text('nudge', { name: elementOf(leaf, place), slope: shown(slope), gradient: shown(numberAt(gradient, place)) })}</div>`;
}

/** Puts a field into a cell; Enter or leaving takes the number, Esc does not. */
export function editCell(td) {
  const [id, place] = td.dataset.c.split(':').map(Number);
  if (!editable(id) || td.querySelector('input')) return;
  const field = document.createElement('input');
  field.value = exact(numberAt(id, place)).replace('−', '-');
  field.setAttribute('aria-label', text('edit', { name: spoken(elementOf(id, place)) }));
  td.replaceChildren(field);
  field.select();
  const done = async take => {
    const value = Number(field.value.replace(',', '.').replace('−', '-'));
    field.onblur = null;
    if (take && field.value.trim() !== '' && Number.isFinite(value) && value !== numberAt(id, place)) await change(id, place, value);
    else render();
    document.querySelector(`td[data-c="${id}:${place}"][tabindex]`)?.focus();
  };
  field.onblur = () => done(true);
  field.onkeydown = event => {
    event.stopPropagation();
    if (event.key === 'Enter') done(true);
    if (event.key === 'Escape') done(false);
  };
  field.focus();
}
