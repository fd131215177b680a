// ---------- reading: shapes and places in them ----------

import { text } from './format.js';

export const sizeOf = shape => shape.reduce((product, size) => product * size, 1);

export function stridesOf(shape) {
  const strides = new Array(shape.length);
  for (let axis = shape.length - 1, stride = 1; axis >= 0; stride *= shape[axis--]) strides[axis] = stride;
  return strides;
}

/** The coordinates of a place, counted from 0. */
export function indexOf(shape, position) {
  const index = new Array(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = position % shape[axis];
    position = Math.floor(position / shape[axis]);
  }
  return index;
}

export const positionOf = (shape, index) => index.reduce((position, place, axis) => position * shape[axis] + place, 0);

/** Where in a smaller operand the number stands that broadcasting brings to this place of the result. */
export function broadcastPlace(shape, position, small) {
  if (small.length === shape.length && small.every((size, axis) => size === shape[axis])) return position;
  const index = indexOf(shape, position).slice(shape.length - small.length);
  return positionOf(
    small,
    index.map((place, axis) => (small[axis] === 1 ? 0 : place)),
  );
}

/** All places of a larger tensor that broadcasting fills from one place of a smaller one, in their order. */
export function copiesOf(shape, small, position) {
  const index = indexOf(small, position);
  const missing = shape.length - small.length;
  return placesWhere(
    shape,
    shape.map((size, axis) =>
      axis < missing || (small[axis - missing] === 1 && size !== 1) ? -1 : index[axis - missing],
    ),
  );
}

/** The places whose coordinates are these; −1 stands for any. */
export function placesWhere(shape, wanted) {
  let places = [0];
  shape.forEach((size, axis) => {
    const choices = wanted[axis] < 0 ? Array.from({ length: size }, (_, i) => i) : [wanted[axis]];
    places = places.flatMap(place => choices.map(choice => place * size + choice));
  });
  return places;
}

/** A tensor's numbers, whole or in part. */
export function numbersOf(json) {
  if (json.value instanceof Float64Array) return json.value.slice();
  if (json.value) return Float64Array.from(json.value, Number);
  return null;
}

export const shapeText = shape =>
  shape.length === 0 ? text('scalar') : shape.length === 1 ? String(shape[0]) : shape.join(' × ');
