// ---------- wiring: numbers that the student changes: the engine computes all else anew ----------

import { exact, text } from 'explorer/format.js';
import { numberAt, trace } from 'explorer/state.js';
import { elementOf, spoken } from 'explorer/names.js';
import { told } from './engine.js';
import { remember, request, take } from './desk.js';
import { render } from './moments.js';
import { originals } from './now.js';
import { editable } from './words.js';

export async function change(id, place, value) {
  const { name } = trace.nodes[id],
    before = trace.numbers[id][place];
  const places = originals.get(name) ?? originals.set(name, new Map()).get(name);
  if (!places.has(place)) places.set(place, before);
  if (places.get(place) === value) places.delete(place);
  if (!places.size) originals.delete(name);
  remember();
  const numbers = await told('values', name);
  numbers[place] = value;
  take(await request('set', name, numbers), { quiet: true });
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
    if (take && field.value.trim() !== '' && Number.isFinite(value) && value !== numberAt(id, place))
      await change(id, place, value);
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
