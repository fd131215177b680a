// ---------- reading: operations that few graphs have: a page has these only if its graph needs one of them ----------

import { broadcastPlace, indexOf, placesWhere, positionOf, sizeOf } from './tensors.js';
import { axisOf, binary, greatest, OPERATIONS, reduction, unary } from './operations.js';
import { digamma, erf, erfc, lgamma, logBeta, sinc } from './special-functions.js';

/** The place of the most frequent number, of equally frequent ones the least. */
function mostFrequent(values) {
  const count = values.map(value => values.filter(other => other === value).length);
  return values.reduce(
    (best, value, i) => (count[i] > count[best] || (count[i] === count[best] && value < values[best]) ? i : best),
    0,
  );
}

// ---------- matrices as arrays of rows ----------

const rowsOf = (numbers, start, rows, columns) =>
  Array.from({ length: rows }, (_, i) => Array.from(numbers.subarray(start + i * columns, start + (i + 1) * columns)));
const identity = n => Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => Number(i === j)));
const timesMatrix = (a, b) => a.map(row => b[0].map((_, j) => row.reduce((all, value, k) => all + value * b[k][j], 0)));

/** Gaussian elimination with the largest pivots; [the solution of a x = b, the pivots, the sign of the exchanges]. */
function eliminated(a, b) {
  const rows = a.map((row, i) => [...row, ...b[i]]),
    n = a.length;
  let sign = 1;
  for (let j = 0; j < n; j++) {
    let best = j;
    for (let i = j + 1; i < n; i++) if (Math.abs(rows[i][j]) > Math.abs(rows[best][j])) best = i;
    if (best !== j) {
      [rows[best], rows[j]] = [rows[j], rows[best]];
      sign = -sign;
    }
    for (let i = j + 1; i < n && rows[j][j]; i++) {
      const factor = rows[i][j] / rows[j][j];
      for (let c = j; c < rows[i].length; c++) rows[i][c] -= factor * rows[j][c];
    }
  }
  const x = rows.map(row => row.slice(n));
  for (let i = n - 1; i >= 0; i--) {
    x[i] = x[i].map((value, c) => {
      for (let k = i + 1; k < n; k++) value -= rows[i][k] * x[k][c];
      return value / rows[i][i];
    });
  }
  return [x, rows.map((row, i) => row[i]), sign];
}

function determinant(a, part) {
  const [, pivots, sign] = eliminated(
    a,
    a.map(() => []),
  );
  if (part === 'LOG_MAGNITUDE') return pivots.reduce((all, pivot) => all + Math.log(Math.abs(pivot)), 0);
  return pivots.reduce((all, pivot) => all * (part === 'SIGN' ? Math.sign(pivot) : pivot), sign);
}

/** Of the symmetric part. */
function choleskyOf(a) {
  const l = a.map(row => row.map(() => 0));
  a.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      let rest = (row[j] + a[j][i]) / 2;
      for (let k = 0; k < j; k++) rest -= l[i][k] * l[j][k];
      l[i][j] = i === j ? Math.sqrt(rest) : rest / l[j][j];
    }
  });
  return l;
}

/** That triangle of a matrix, with ones on the diagonal if it is unit, transposed if asked. */
function triangleOf(a, { upper, transposed, unit }) {
  const t = a.map((row, i) =>
    row.map((value, j) => (i === j && unit ? 1 : upper ? (j >= i ? value : 0) : j <= i ? value : 0)),
  );
  return transposed ? t[0].map((_, j) => t.map(row => row[j])) : t;
}

/** Taylor's series of the matrix halved until it is small, squared as often. */
function exponentialOf(a) {
  const size = Math.max(...a.map(row => row.reduce((all, value) => all + Math.abs(value), 0)));
  const halvings = Math.max(0, Math.ceil(Math.log2(size)) + 3);
  const small = a.map(row => row.map(value => value / 2 ** halvings));
  let result = identity(a.length);
  for (let k = 18; k > 0; k--) {
    result = timesMatrix(small, result).map((row, i) => row.map((value, j) => value / k + Number(i === j)));
  }
  for (let i = 0; i < halvings; i++) result = timesMatrix(result, result);
  return result;
}

/** The greatest of a cell and of those that are sent to it. */
const scatterMax = {
  family: 'whole',
  compute: (node, [x, updates, indices]) => {
    const result = Float64Array.from(x);
    updates.forEach((value, p) => {
      const index = indexOf(node.from[1], p);
      index[axisOf(node)] = indices[p];
      const place = positionOf(node.shape, index);
      result[place] = greatest([result[place], value]);
    });
    return result;
  },
  sources: (node, p) => {
    const index = indexOf(node.shape, p).map((place, axis) => (axis === axisOf(node) ? -1 : place));
    return [[0, p], ...placesWhere(node.from[1], index).map(place => [1, place])];
  },
};

/** 0 for values that are equal up to rounding. */
function inverseGap(values, i, j) {
  const gap = values[j] - values[i];
  const threshold = 4 * 2 ** -52 * values.length * values.reduce((greatest, x) => Math.max(greatest, Math.abs(x)), 0);
  return i === j || Math.abs(gap) <= threshold ? 0 : 1 / gap;
}

/** x − tanh x by its continued fraction near 0, where the two agree in most digits. */
function tanhshrink(x) {
  if (!(Math.abs(x) < 1)) return x - Math.tanh(x);
  let fraction = 0;
  for (let odd = 19; odd > 1; odd -= 2) fraction = (x * x) / (odd + fraction);
  return x * (fraction / (1 + fraction));
}

const convolution = {
  family: 'whole',
  compute: (node, [x, w]) =>
    Float64Array.from({ length: sizeOf(node.shape) }, (_, p) =>
      tapsOf(node, p).reduce((total, [i, j]) => total + (i < 0 ? 0 : x[i]) * w[j], 0),
    ),
  sources: (node, p) =>
    tapsOf(node, p)
      .filter(([i]) => i >= 0)
      .flatMap(([i, j]) => [
        [0, i],
        [1, j],
      ]),
};

/** Of elements of several operands at the same place. */
function elementwise(f) {
  return {
    family: 'whole',
    compute: (node, inputs) =>
      Float64Array.from({ length: sizeOf(node.shape) }, (_, p) =>
        f(...inputs.map((input, i) => input[broadcastPlace(node.shape, p, node.from[i])])),
      ),
    sources: (node, p) => node.from.map((shape, i) => [i, broadcastPlace(node.shape, p, shape)]),
  };
}

/** One number, or a matrix, from all cells. */
function whole(compute) {
  return {
    family: 'whole',
    compute,
    sources: node => node.from.flatMap((shape, input) => Array.from({ length: sizeOf(shape) }, (_, p) => [input, p])),
  };
}

/** For each position of a window along one axis the places that it has. */
function windowsAlong({ sizes, strides, paddings, dilations, isAdaptive }, n, spatial) {
  const [size, stride, padding, dilation] = [sizes, strides, paddings, dilations].map(
    list => list[list.length === 1 ? 0 : spatial],
  );
  const range = (from, end, step) =>
    Array.from({ length: Math.max(0, Math.ceil((end - from) / step)) }, (_, i) => from + i * step);
  if (isAdaptive)
    return Array.from({ length: size }, (_, i) =>
      range(Math.floor((i * n) / size), Math.ceil(((i + 1) * n) / size), 1),
    );
  const reach = dilation * (size - 1) + 1;
  return Array.from({ length: Math.floor((n + 2 * padding - reach) / stride) + 1 }, (_, i) => {
    const start = i * stride - padding;
    return range(start + Math.max(0, Math.ceil(-start / dilation)) * dilation, Math.min(n, start + reach), dilation);
  });
}

/** Each matrix of a batch from those of the operands. */
const matrices = function_ =>
  whole((node, inputs) => {
    const sizes = node.from.map(shape => sizeOf(shape.slice(-2)));
    const count = sizes[0] ? inputs[0].length / sizes[0] : 0;
    return Float64Array.from(
      Array.from({ length: count }, (_, k) =>
        function_(
          node.attributes ?? {},
          ...node.from.map((shape, i) => rowsOf(inputs[i], k * sizes[i], shape.at(-2), shape.at(-1))),
        ),
      ).flat(2),
    );
  });

function windowGroup(node, position) {
  const [shape] = node.from,
    index = indexOf(node.shape, position);
  let places = [index[0] * shape[1] + index[1]];
  shape.slice(2).forEach((n, spatial) => {
    const own = windowsAlong(node.attributes, n, spatial)[index[spatial + 2]];
    places = places.flatMap(place => own.map(choice => place * n + choice));
  });
  return places;
}

/** [place in x or −1 for the padding, place in w] of each product of a convolution. */
function tapsOf(node, position) {
  const [x, w] = node.from,
    { stride, low, dilation, groups } = node.attributes;
  const [example, kernel, ...at] = indexOf(node.shape, position),
    first = Math.floor(kernel / (node.shape[1] / groups)) * w[1];
  return Array.from({ length: sizeOf(w.slice(1)) }, (_, tap) => {
    const [channel, ...offset] = indexOf(w.slice(1), tap);
    const place = at.map((one, axis) => one * stride[axis] + offset[axis] * dilation[axis] - low[axis]);
    const inside = place.every((one, axis) => one >= 0 && one < x[axis + 2]);
    return [inside ? positionOf(x, [example, first + channel, ...place]) : -1, kernel * sizeOf(w.slice(1)) + tap];
  });
}

Object.assign(OPERATIONS, {
  Erf: unary(erf),
  Erfc: unary(erfc),
  Lgamma: unary(lgamma),
  Digamma: unary(digamma),
  Tanhshrink: unary(tanhshrink),
  Sinc: unary((x, { attributes: { order } }) => sinc(x, order)),
  LogBetaBroadcast: binary('logBeta', logBeta),
  GammaDensityBroadcast: binary('gammaDensity', (a, x) => Math.exp((a - 1) * Math.log(x) - x - lgamma(a))),
  BetaDensityBroadcast: elementwise((a, b, x) =>
    Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b)),
  ),
  ArgMode: reduction('argMode', mostFrequent),
  ScatterMax: scatterMax,
  Convolution: convolution,
  MaxPool: reduction('max', greatest, windowGroup),
  ArgMaxPool: {
    ...reduction('argMax', () => NaN, windowGroup),
    compute: (node, [x]) =>
      Float64Array.from({ length: sizeOf(node.shape) }, (_, p) => {
        const group = windowGroup(node, p),
          values = group.map(place => x[place]);
        return group[values.indexOf(greatest(values))];
      }),
  },
  Triangle: matrices(({ upper, diagonal }, a) =>
    a.map((row, i) => row.map((value, j) => ((upper ? j - i >= diagonal : j - i <= diagonal) ? value : 0))),
  ),
  Cholesky: matrices((_, a) => choleskyOf(a)),
  Inverse: matrices((_, a) => eliminated(a, identity(a.length))[0]),
  Solve: matrices((_, a, b) => eliminated(a, b)[0]),
  TriangularSolve: matrices((part, a, b) => eliminated(triangleOf(a, part), b)[0]),
  Determinant: matrices(({ part }, a) => [[determinant(a, part)]]),
  MatrixExponential: matrices((_, a) => exponentialOf(a)),
  InverseGaps: whole((node, [x]) =>
    Float64Array.from({ length: sizeOf(node.shape) }, (_, p) => {
      const n = node.shape.at(-1),
        first = Math.floor(p / n / n) * n;
      return inverseGap(x.subarray(first, first + n), Math.floor(p / n) % n, p % n);
    }),
  ),
});
