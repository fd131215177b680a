// ---------- reading: kinks: where an op's slopes on both sides of a number differ, so that its rule has to choose ----------

import { listed, shown, text } from './format.js';
import { broadcastPlace, sizeOf } from './tensors.js';
import { operation } from './operations.js';
import { hasSlopes } from './slopes.js';
import { trace } from './state.js';
import { shownOf } from './names.js';

/** How far a number is moved, as a part of itself or of 1: a jump's slopes grow with the smaller move, and of smooth functions they come together. */
const MOVES = [2 ** -20, 2 ** -24];

/** A reduction with more places is not asked, because its places move one by one. */
const MOST_MOVED = 1024;

/**
 * The kinks at a result of the way back, as far as the page can compute its op: { slope, from, to }, the rule's choice between the slopes on both sides.
 *
 * @param {State} state
 */
function kinksOf({ op: rule, step: { input } = /** @type {any} */ ({}), factor, result }) {
  const node = trace.nodes[rule];
  if (!(factor >= 0) || !hasSlopes(node)) return [];
  const { shape } = trace.nodes[result],
    places = Array.from({ length: sizeOf(shape) }, (_, place) => place);
  const at = places.map(place => trace.numbers[node.inputs[input]]?.[broadcastPlace(shape, place, node.from[input])]);
  const apart = sizeOf(node.shape) === places.length && operation(node).family !== 'loss';
  if (!trace.numbers[factor] || (!apart && places.length > MOST_MOVED)) return [];
  const valueAt = numbers =>
    operation(node).compute(
      { ...node, from: node.from.with(input, shape) },
      node.inputs.map((id, i) => (i === input ? Float64Array.from(numbers) : trace.numbers[id])),
    );
  const total = values => values.reduce((sum, value) => sum + value, 0),
    before = valueAt(at);
  const slopesBy = move => {
    const moved = at.map(x => x + move * Math.max(1, Math.abs(x)));
    if (apart) return valueAt(moved).map((value, place) => (value - before[place]) / (moved[place] - at[place]));
    return places.map(
      place =>
        total(valueAt(at.with(place, moved[place])).map((value, i) => value - before[i])) / (moved[place] - at[place]),
    );
  };
  const [near, nearer] = MOVES.map(move => [-move, move].map(slopesBy));
  return places
    .filter(place =>
      isKink(
        near.map(slopes => slopes[place]),
        nearer.map(slopes => slopes[place]),
      ),
    )
    .map(place => {
      const slopes = near.map(all => Number(all[place].toPrecision(6)));
      return {
        slope: trace.numbers[factor][broadcastPlace(shape, place, trace.nodes[factor].shape)],
        from: Math.min(...slopes),
        to: Math.max(...slopes),
      };
    });
}

/**
 * Whether slopes on both sides are apart, and stay so when measured nearer.
 *
 * @param {any} slopes
 * @param {any} nearer
 */
function isKink([left, right], [nearerLeft, nearerRight]) {
  const gap = right - left,
    nearerGap = nearerRight - nearerLeft;
  return Math.abs(gap) > 1e-6 * Math.max(Math.abs(left), Math.abs(right)) && Math.abs(nearerGap / gap - 1) < 0.1;
}

/** What is said of them; empty if there are none. */
export function kinkWords(state) {
  const choices = kinksOf(state).map(({ slope, from, to }) =>
    text('kink choice', { slope: shownOf(state.factor, slope), from: shown(from), to: shown(to) }),
  );
  return choices.length ? text('kink', { choices: listed([...new Set(choices)]) }) : '';
}
