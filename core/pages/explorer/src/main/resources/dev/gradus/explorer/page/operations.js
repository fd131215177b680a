// ---------- reading: the primitives: what they compute, and from which cells ----------
// The same definitions as the engine's; a node here has its shape, its inputs' shapes (from), and the op's attributes.
//   compute(node, inputs)     the numbers of the result from those of the operands
//   sources(node, position)   the cells that one cell of the result is made from, as [operand, position]
// An op that is not in the table is shown without formula.

import { broadcastPlace, copiesOf, indexOf, placesWhere, positionOf, sizeOf } from './tensors.js';

export function unary(f, written) {
  return {
    family: 'unary',
    written,
    f,
    compute: (node, [x]) => x.map(v => f(v, node)),
    sources: (node, position) => [[0, position]],
  };
}

export function binary(sign, f, written) {
  return {
    family: 'binary',
    sign,
    written,
    f,
    compute: (node, inputs) =>
      Float64Array.from({ length: sizeOf(node.shape) }, (_, p) =>
        f(
          inputs[0][broadcastPlace(node.shape, p, node.from[0])],
          inputs[1][broadcastPlace(node.shape, p, node.from[1])],
          node,
        ),
      ),
    sources: (node, p) => [0, 1].map(i => [i, broadcastPlace(node.shape, p, node.from[i])]),
  };
}

/** The same numbers in another place; −1 stands for a 0 that comes from nowhere. */
function moved(place) {
  return {
    family: 'move',
    place,
    compute: (node, inputs) =>
      Float64Array.from({ length: sizeOf(node.shape) }, (_, p) => {
        const [input, from] = place(node, p, inputs);
        return from < 0 ? 0 : inputs[input][from];
      }),
    sources: (node, p, inputs) => {
      const [input, from] = place(node, p, inputs);
      return from < 0 ? [] : [[input, from]];
    },
  };
}

/** One number from each group of cells. */
export function reduction(sign, combine, group = reducedGroup) {
  return {
    family: 'reduce',
    sign,
    group,
    compute: (node, [x]) =>
      Float64Array.from({ length: sizeOf(node.shape) }, (_, p) => combine(group(node, p).map(place => x[place]))),
    sources: (node, p) => group(node, p).map(place => [0, place]),
  };
}

/** The axis along which an op works. */
export const axisOf = node => node.attributes.axis;

/** The axes that a reduction takes away, and whether they stay with size 1. */
export const reducedAxes = ({ attributes: { axis, axes = [axis], keepDims = false } }) => ({ axes, keeps: keepDims });

function reducedGroup(node, position) {
  const { axes, keeps } = reducedAxes(node);
  const index = indexOf(node.shape, position);
  let next = 0;
  return placesWhere(
    node.from[0],
    node.from[0].map((_, axis) => {
      if (!axes.includes(axis)) return index[next++];
      next += keeps ? 1 : 0;
      return -1;
    }),
  );
}

/** Eight running sums that are added as a tree, as the engine adds. */
export function sum(values) {
  const lanes = [0, 0, 0, 0, 0, 0, 0, 0];
  values.forEach((value, i) => {
    lanes[i % 8] += value;
  });
  return lanes[0] + lanes[4] + (lanes[2] + lanes[6]) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));
}

export const product = values => values.reduce((all, value) => all * value, 1);
export const greatest = values =>
  values.reduce((best, value) => (Number.isNaN(best) || best >= value ? best : value), -Infinity);
const least = values => values.reduce((best, value) => (Number.isNaN(best) || best <= value ? best : value), Infinity);

export function logSumExp(values) {
  const top = greatest(values);
  if (!Number.isFinite(top)) return top;
  const at = values.indexOf(top);
  return top + Math.log1p(sum(values.map((value, i) => (i === at ? 0 : Math.exp(value - top)))));
}

function product2(node, position) {
  const [a, b] = node.from;
  const index = indexOf(node.shape, position);
  const row = index[index.length - 2],
    column = index[index.length - 1];
  const leading = node.shape.slice(0, -2),
    place = positionOf(leading, index.slice(0, -2));
  const start = shape =>
    (leading.length ? broadcastPlace(leading, place, shape.slice(0, -2)) : 0) * shape.at(-1) * shape.at(-2);
  return Array.from({ length: a.at(-1) }, (_, k) => [start(a) + row * a.at(-1) + k, start(b) + k * b.at(-1) + column]);
}

const matrixProduct = {
  family: 'matmul',
  pairs: product2,
  compute: (node, [a, b]) =>
    Float64Array.from({ length: sizeOf(node.shape) }, (_, p) =>
      product2(node, p).reduce((total, [i, j]) => total + a[i] * b[j], 0),
    ),
  sources: (node, p) =>
    product2(node, p).flatMap(([i, j]) => [
      [0, i],
      [1, j],
    ]),
};

/** A loss: the sum over all cells, divided by the number of examples. */
function loss(each) {
  const all = node => Array.from({ length: sizeOf(node.from[0]) }, (_, p) => p);
  return {
    family: 'loss',
    each,
    compute: (node, [z, y]) =>
      Float64Array.of(sum(all(node).map(p => each(z[p], y[p], node))) / (node.from[0][0] ?? 1)),
    sources: node =>
      all(node).flatMap(p => [
        [0, p],
        [1, p],
      ]),
  };
}

const crossEntropy = {
  family: 'loss',
  compute: (node, [z, y]) => {
    const [rows, classes] = node.from[0];
    const ofRow = (_, t) => {
      const row = Array.from(z.subarray(t * classes, (t + 1) * classes));
      const total = logSumExp(row);
      return node.from[1].length === 1
        ? total - row[y[t]]
        : sum(row.map((value, k) => (y[t * classes + k] === 0 ? 0 : y[t * classes + k] * (total - value))));
    };
    return Float64Array.of(sum(Array.from({ length: rows }, ofRow)) / rows);
  },
  sources: node => [0, 1].flatMap(i => Array.from({ length: sizeOf(node.from[i]) }, (_, p) => [i, p])),
};

function slicePlace(node, position) {
  const { start, step } = node.attributes;
  return [
    0,
    positionOf(
      node.from[0],
      indexOf(node.shape, position).map((place, axis) => start[axis] + place * step[axis]),
    ),
  ];
}

function transposePlace(node, position) {
  const index = [];
  indexOf(node.shape, position).forEach((place, axis) => {
    index[node.attributes.axes[axis]] = place;
  });
  return [0, positionOf(node.from[0], index)];
}

function concatPlace(node, position) {
  const axis = axisOf(node);
  const index = indexOf(node.shape, position);
  let input = 0;
  while (index[axis] >= node.from[input][axis]) index[axis] -= node.from[input++][axis];
  return [input, positionOf(node.from[input], index)];
}

function stackPlace(node, position) {
  const index = indexOf(node.shape, position);
  const [input] = index.splice(axisOf(node), 1);
  return [input, positionOf(node.from[input], index)];
}

function padPlace(node, position) {
  const [shape] = node.from,
    { low, interior } = node.attributes;
  const index = indexOf(node.shape, position).map((place, axis) => {
    const inner = place - low[axis],
      step = interior[axis] + 1;
    return inner < 0 || inner % step || inner / step >= shape[axis] ? -1 : inner / step;
  });
  return [0, index.includes(-1) ? -1 : positionOf(shape, index)];
}

function flipPlace(node, position) {
  const { axes } = node.attributes;
  return [
    0,
    positionOf(
      node.shape,
      indexOf(node.shape, position).map((place, axis) => (axes.includes(axis) ? node.shape[axis] - 1 - place : place)),
    ),
  ];
}

/** Result index = leading axes, index's axes, trailing axes. */
function gatherPlace(node, position, inputs) {
  const [shape, indices] = node.from,
    axis = axisOf(node);
  const index = indexOf(node.shape, position);
  const at = inputs[1][positionOf(indices, index.slice(axis, axis + indices.length))];
  return [0, positionOf(shape, [...index.slice(0, axis), at, ...index.slice(axis + indices.length)])];
}

const scatterAdd = {
  family: 'scatter',
  group: (node, position, inputs) => {
    const [shape, indices] = node.from,
      axis = axisOf(node);
    const index = indexOf(node.shape, position);
    return Array.from(inputs[1], (place, i) => [place, i])
      .filter(([place]) => place === index[axis])
      .map(([, i]) => positionOf(shape, [...index.slice(0, axis), ...indexOf(indices, i), ...index.slice(axis + 1)]));
  },
  compute: (node, inputs) =>
    Float64Array.from({ length: sizeOf(node.shape) }, (_, p) =>
      scatterAdd.group(node, p, inputs).reduce((total, place) => total + inputs[0][place], 0),
    ),
  sources: (node, p, inputs) => scatterAdd.group(node, p, inputs).map(place => [0, place]),
};

/** An index for each element. */
function takeAlongPlace(node, position, inputs) {
  const index = indexOf(node.shape, position);
  index[axisOf(node)] = inputs[1][position];
  return [0, positionOf(node.from[0], index)];
}

const scatterAlong = {
  family: 'scatter',
  group: (node, position, inputs) => {
    const axis = axisOf(node),
      index = indexOf(node.shape, position);
    return placesWhere(
      node.from[0],
      index.map((place, a) => (a === axis ? -1 : place)),
    ).filter(place => inputs[1][place] === index[axis]);
  },
  compute: (node, inputs) =>
    Float64Array.from({ length: sizeOf(node.shape) }, (_, p) =>
      scatterAlong.group(node, p, inputs).reduce((total, place) => total + inputs[0][place], 0),
    ),
  sources: (node, p, inputs) => scatterAlong.group(node, p, inputs).map(place => [0, place]),
};

function cumulativeGroup(node, position) {
  const axis = axisOf(node),
    index = indexOf(node.shape, position);
  const { reverse, exclusive } = node.attributes,
    open = exclusive ? 1 : 0;
  return placesWhere(
    node.shape,
    index.map((place, a) => (a === axis ? -1 : place)),
  ).filter((_, i) => (reverse ? i >= index[axis] + open : i <= index[axis] - open));
}

/** The places of a whole line along the axis of an op. */
const lineGroup = (node, position) =>
  placesWhere(
    node.shape,
    indexOf(node.shape, position).map((place, a) => (a === axisOf(node) ? -1 : place)),
  );

/** One number from a whole line, and the number's own place in it. */
function along(sign, combine) {
  return {
    ...reduction(sign, () => NaN, lineGroup),
    compute: (node, [x]) =>
      Float64Array.from({ length: sizeOf(node.shape) }, (_, p) => {
        const line = lineGroup(node, p);
        return combine(
          line.map(place => x[place]),
          line.indexOf(p),
          node,
        );
      }),
  };
}

export function softmax(values, at) {
  const top = greatest(values),
    exps = values.map(value => Math.exp(value - top));
  return exps[at] / sum(exps);
}

const logSoftmax = (values, at) =>
  values[at] - greatest(values) - logSumExp(values.map(value => value - greatest(values)));

/** √∑x², scaled where squares would overflow or underflow. */
function norm(values) {
  const top = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return top === 0 || !Number.isFinite(top)
    ? top
    : top * Math.sqrt(sum(values.map(value => (value / top) * (value / top))));
}

const lineOrder = (values, down) =>
  values.map((_, i) => i).sort((i, j) => (down ? values[j] - values[i] : values[i] - values[j]) || i - j);

const recurrence = {
  ...reduction('rec', () => NaN, lineGroup),
  compute: (node, [a, b]) => {
    const result = new Float64Array(sizeOf(node.shape)),
      { reverse } = node.attributes;
    result.forEach((_, p) => {
      const line = lineGroup(node, p);
      if (reverse) line.reverse();
      const own = line.indexOf(p);
      result[p] = line.slice(0, own + 1).reduce((total, place, i) => (i ? a[place] * total + b[place] : b[place]), 0);
    });
    return result;
  },
  sources: (node, p) =>
    lineGroup(node, p).flatMap(place => [
      [0, place],
      [1, place],
    ]),
};

const sigmoid = x => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
const softplus = x => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const logAddExp = (a, b) =>
  a === b && !Number.isFinite(a) ? a : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
const xlogy = (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y));

function remainder(a, b) {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

export const OPERATIONS = {
  AddBroadcast: binary('+', (a, b) => a + b),
  SubtractBroadcast: binary('−', (a, b) => a - b),
  MultiplyBroadcast: binary('∗', (a, b) => a * b),
  DivideBroadcast: binary('÷', (a, b) => a / b),
  PowBroadcast: binary('^', (a, b) => (a === 1 ? 1 : Math.pow(a, b))),
  MaximumBroadcast: binary('max', (a, b) => Math.max(a, b)),
  MinimumBroadcast: binary('min', (a, b) => Math.min(a, b)),
  EqualBroadcast: binary('=', (a, b) => Number(a === b)),
  NotEqualBroadcast: binary('≠', (a, b) => Number(a !== b)),
  GreaterBroadcast: binary('>', (a, b) => Number(a > b)),
  GreaterOrEqualBroadcast: binary('≥', (a, b) => Number(a >= b)),
  LessBroadcast: binary('<', (a, b) => Number(a < b)),
  LessOrEqualBroadcast: binary('≤', (a, b) => Number(a <= b)),
  Abs: unary(Math.abs, '|{x}|'),
  Acos: unary(Math.acos),
  Asin: unary(Math.asin),
  Atan: unary(Math.atan),
  Cos: unary(Math.cos),
  Cosh: unary(Math.cosh),
  Sin: unary(Math.sin),
  Sinh: unary(Math.sinh),
  Tan: unary(Math.tan),
  Tanh: unary(Math.tanh),
  Exp: unary(Math.exp, 'e<sup>{x}</sup>'),
  Expm1: unary(Math.expm1),
  Floor: unary(Math.floor),
  Log: unary(Math.log, 'ln {x}'),
  Log1p: unary(Math.log1p),
  Negate: unary(x => -x, '−{x}'),
  Reciprocal: unary(x => 1 / x, '1 / {x}'),
  Relu: unary(x => (x > 0 ? x : Number.isNaN(x) ? x : 0), 'max({x}, 0)'),
  Sign: unary(Math.sign),
  Sigmoid: unary(sigmoid, '<i class="v">σ</i>({x})'),
  Softplus: unary(softplus),
  Sqrt: unary(Math.sqrt, '√{x}'),
  Square: unary(x => x * x, '{x}²'),
  StopGradient: unary(x => x, '{x}'),
  Clamp: unary((x, { attributes: { low, high } }) => Math.min(Math.max(x, low), high)),
  LeakyRelu: unary((x, { attributes: { slope } }) => (x > 0 ? x : x * slope)),
  Asinh: unary(Math.asinh),
  Acosh: unary(Math.acosh),
  Atanh: unary(Math.atanh),
  Exp2: unary(x => 2 ** x, '2<sup>{x}</sup>'),
  Log2: unary(Math.log2),
  Log10: unary(Math.log10),
  Cbrt: unary(Math.cbrt),
  Rsqrt: unary(x => 1 / Math.sqrt(x), '1 / √{x}'),
  Logit: unary(x => Math.log(x) - Math.log1p(-x)),
  HypotBroadcast: binary('hypot', Math.hypot),
  Atan2Broadcast: binary('atan2', Math.atan2),
  LogAddExpBroadcast: binary('logAddExp', logAddExp),
  XlogyBroadcast: binary('xlogy', xlogy),
  RemainderBroadcast: binary('remainder', remainder),
  ProbabilityCrossEntropy: binary('crossEntropy', (p, y) => -xlogy(y, p) - xlogy(1 - y, 1 - p)),
  WithGradient: unary(x => x, '{x}'),
  TextbookForm: unary(x => x, '{x}'),
  Where: {
    family: 'where',
    compute: (node, inputs) =>
      Float64Array.from({ length: sizeOf(node.shape) }, (_, p) => {
        const input = inputs[0][broadcastPlace(node.shape, p, node.from[0])] !== 0 ? 1 : 2;
        return inputs[input][broadcastPlace(node.shape, p, node.from[input])];
      }),
    sources: (node, p, inputs) => {
      const place = broadcastPlace(node.shape, p, node.from[0]);
      const input = inputs[0][place] !== 0 ? 1 : 2;
      return [
        [0, place],
        [input, broadcastPlace(node.shape, p, node.from[input])],
      ];
    },
  },
  MatMul: matrixProduct,
  BatchMatMul: matrixProduct,
  Sum: reduction('∑', sum),
  SumTo: reduction('∑', sum, (node, p) => copiesOf(node.from[0], node.shape, p)),
  Mean: reduction('mean', values => sum(values) / values.length),
  Product: reduction('∏', product),
  Max: reduction('max', greatest),
  Min: reduction('min', least),
  LogSumExp: reduction('logSumExp', logSumExp),
  ArgMax: reduction('argMax', values => values.indexOf(greatest(values))),
  CumulativeSum: reduction('∑', sum, cumulativeGroup),
  CumulativeProduct: reduction('∏', product, cumulativeGroup),
  CumulativeLogSumExp: reduction('logSumExp', logSumExp, cumulativeGroup),
  CumulativeArgMax: reduction('argMax', values => values.indexOf(greatest(values)), cumulativeGroup),
  Norm: reduction('norm', norm),
  Softmax: along('softmax', softmax),
  LogSoftmax: along('ln softmax', logSoftmax),
  ArgSort: along('argSort', (values, at, { attributes }) => lineOrder(values, attributes.descending)[at]),
  LinearRecurrence: recurrence,
  Elu: unary((x, { attributes: { alpha, beta } }) => (x > 0 ? x : alpha * Math.expm1(x / beta))),
  Softsign: unary(x => x / (1 + Math.abs(x))),
  Transpose: moved(transposePlace),
  Reshape: moved((node, p) => [0, p]),
  Slice: moved(slicePlace),
  Concat: moved(concatPlace),
  Stack: moved(stackPlace),
  Pad: moved(padPlace),
  Flip: moved(flipPlace),
  BroadcastTo: moved((node, p) => [0, broadcastPlace(node.shape, p, node.from[0])]),
  Gather: { ...moved(gatherPlace), family: 'gather' },
  ScatterAdd: scatterAdd,
  TakeAlong: { ...moved(takeAlongPlace), family: 'gather' },
  ScatterAlong: scatterAlong,
  OneHot: {
    family: 'move',
    compute: (node, [x]) =>
      Float64Array.from({ length: sizeOf(node.shape) }, (_, p) =>
        Number(x[Math.floor(p / node.shape.at(-1))] === p % node.shape.at(-1)),
      ),
    sources: (node, p) => [[0, Math.floor(p / node.shape.at(-1))]],
  },
  MseLoss: loss((z, y) => 0.5 * (y - z) * (y - z)),
  L1Loss: loss((z, y) => Math.abs(y - z)),
  HuberLoss: loss((z, y, { attributes: { delta } }) => {
    const distance = Math.abs(y - z);
    return distance <= delta ? 0.5 * distance * distance : delta * (distance - 0.5 * delta);
  }),
  BinaryCrossEntropyLoss: loss((z, y) => (y === 0 ? 0 : y * softplus(-z)) + (y === 1 ? 0 : (1 - y) * softplus(z))),
  CrossEntropyLoss: crossEntropy,
};

/** What is known of a node: its own operation if this page made it, or the table's; an op of somebody else's may have the name of one of ours. */
export const operation = node => node.own ?? tabled(node);
const tabled = node => (node.builtIn && Object.hasOwn(OPERATIONS, node.op) ? OPERATIONS[node.op] : undefined);
