// ---------- reading: special functions, which few graphs have ----------

const ROOT_PI = Math.sqrt(Math.PI);

/** 2x/√π · e^(−x²) · Σ (2x²)ⁿ / (1·3·5 … (2n+1)): every term is positive, so no digits are lost. */
export function erf(x) {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = 1,
    total = 1;
  for (let n = 1; term > total * 1e-17 && n < 200; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return ((2 * x) / ROOT_PI) * Math.exp(-x * x) * total;
}

/** e^(x²) erfc(x), by a continued fraction where erf is near 1. */
function scaledErfc(x) {
  if (x < 0.5) return Math.exp(x * x) * (1 - erf(x));
  let below = 0;
  for (let k = 20 + Math.ceil(200 / (x * x)); k > 0; k--) below = k / 2 / (x + below);
  return 1 / ROOT_PI / (x + below);
}

export const erfc = x => (x < 0.5 ? 1 - erf(x) : Math.exp(-x * x) * scaledErfc(x));

/** The derivatives of e^(x²) erfc(x): f_n = 2x f_(n−1) + 2(n−1) f_(n−2), and a continued fraction where its terms cancel. */
export function erfcx(x, order) {
  const value = scaledErfc(x);
  if (order === 0) return value;
  if (x > 0 && order * x * x > 2) {
    let quotient = 0,
      result = value;
    for (let n = order + 12 + Math.ceil(200 / (x * x)); n > 0; n--) {
      quotient = 1 / (2 * (n + 1) * quotient + 2 * x);
      if (n <= order) result *= -2 * n * quotient;
    }
    return result;
  }
  let [before, last] = [value, 2 * x * value - 2 / ROOT_PI];
  for (let n = 2; n <= order; n++) [before, last] = [last, 2 * x * last + 2 * (n - 1) * before];
  return last;
}

/** Newton's steps on ln erfc(x) = ln q. */
export function erfcinv(q) {
  if (!(q >= 0 && q <= 2)) return NaN;
  if (q > 1) return -erfcinv(2 - q);
  if (q === 0) return Infinity;
  let x = q > 0.5 ? 0.9 * (1 - q) : Math.sqrt(-Math.log(q)) * 0.8;
  for (let i = 0; i < 60; i++) {
    const scaled = scaledErfc(x),
      step = q > 0.5 ? (1 - q - erf(x)) * Math.exp(x * x) : -(Math.log(scaled) - x * x - Math.log(q)) * scaled;
    x += ((q > 0.5 ? step : -step) * ROOT_PI) / 2;
  }
  return x;
}

export const erfinv = y => (y < 0 ? -erfinv(-y) : y > 1 ? NaN : y < 0.5 ? smallErfinv(y) : erfcinv(1 - y));

function smallErfinv(y) {
  let x = y;
  for (let i = 0; i < 20; i++) x += ((y - erf(x)) * Math.exp(x * x) * ROOT_PI) / 2;
  return x;
}

/** sin πx and cos πx, whose zeros are exact. */
const sinPi = x => {
  const rest = x % 2;
  return rest % 1 === 0 ? 0 : Math.sin(Math.PI * rest);
};

/** Stirling's series from 12 on, below by Γ(x + 1) = x Γ(x). */
export function lgamma(x) {
  if (x <= 0) return x % 1 === 0 ? Infinity : Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
  let factors = 1;
  while (x < 12) factors *= x++;
  const square = 1 / (x * x);
  const series =
    [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360].reduceRight((sum, c) => sum * square + c, 0) / x;
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series - Math.log(factors);
}

export function digamma(x) {
  if (x <= 0)
    return x === 0
      ? -Infinity * Math.sign(1 / x)
      : x % 1 === 0
        ? NaN
        : digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x % 1));
  let sum = 0;
  while (x < 12) sum -= 1 / x++;
  const square = 1 / (x * x);
  const series =
    [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760].reduceRight((all, c) => all * square + c, 0) * square;
  return sum + Math.log(x) - 0.5 / x - series;
}

/** Σ (x + k)^−s by the formula of Euler and Maclaurin, whose numbers are B₂ₖ/(2k)!. */
function zeta(s, x) {
  const terms = Math.max(0, Math.ceil(12 + s - x)),
    end = x + terms;
  let factor = s / end,
    sum = 0;
  [1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160, -691 / 1307674368000].forEach((number, k) => {
    sum += number * factor;
    factor *= ((s + 2 * k + 1) * (s + 2 * k + 2)) / (end * end);
  });
  let total = Math.pow(end, -s) * (end / (s - 1) + 0.5 + sum);
  for (let k = terms - 1; k >= 0; k--) total += Math.pow(x + k, -s);
  return total;
}

/** The derivative of that formula by s of order n ≥ 1, from the coefficients of h for s + h. */
function zetaDerivative(n, s, x) {
  const terms = Math.max(0, Math.ceil(16 + s + n - x)),
    end = x + terms;
  const times = (series, c) => series.map((value, j) => value * c + (j ? series[j - 1] : 0));
  let factor = times([1 / end, ...Array(n).fill(0)], s);
  let sum = factor.map((_, j) => (end * (-1) ** j) / (s - 1) ** (j + 1) + (j ? 0 : 0.5));
  [1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160, -691 / 1307674368000].forEach((number, k) => {
    sum = sum.map((value, j) => value + number * factor[j]);
    factor = times(times(factor, s + 2 * k + 1), s + 2 * k + 2).map(value => value / (end * end));
  });
  let power = Math.pow(end, -s),
    total = 0,
    factorial = 1;
  for (let i = 0; i <= n; i++) {
    total += power * sum[n - i];
    power *= -Math.log(end) / (i + 1);
    factorial *= Math.max(i, 1);
  }
  total *= factorial;
  for (let k = terms - 1; k >= 0; k--) total += (-Math.log(x + k)) ** n * Math.pow(x + k, -s);
  return total;
}

export const hurwitzZeta = (s, x, order) =>
  !(s >= 1 && x >= 0)
    ? NaN
    : s === 1 || x === 0
      ? s === 1 && order % 2
        ? -Infinity
        : Infinity
      : order
        ? zetaDerivative(order, s, x)
        : zeta(s, x);

export function polygamma(x, order) {
  if (order === 0) return digamma(x);
  if (x <= 0 && x % 1 === 0) return order % 2 ? Infinity : NaN;
  let factorial = order % 2 ? 1 : -1;
  for (let i = 2; i <= order; i++) factorial *= i;
  return factorial * zeta(order + 1, x);
}

/** The derivatives of sin(πx)/(πx): x f_n + n f_(n−1) = π^(n−1) sin(πx + nπ/2), and Taylor's series near 0. */
export function sinc(x, order) {
  if (Math.abs(Math.PI * x) < 2 * order + 2) {
    let total = 0;
    for (let k = Math.ceil(order / 2), term; k < 60; k++) {
      term = (Math.pow(-1, k) * Math.pow(Math.PI, 2 * k)) / (2 * k + 1);
      for (let i = 1; i <= 2 * k - order; i++) term *= x / i;
      total += term;
    }
    return total;
  }
  const wave = n => [sinPi(x), sinPi(x + 0.5), -sinPi(x), -sinPi(x + 0.5)][n % 4];
  let value = sinPi(x) / (Math.PI * x);
  for (let n = 1; n <= order; n++) value = (Math.pow(Math.PI, n - 1) * wave(n) - n * value) / x;
  return value;
}

/** e^−|x| I_n(x): quotients of successive orders, and e^x = I₀ + 2ΣI_k. */
export function scaledBesselI(n, x) {
  const a = Math.abs(x);
  let quotient = 0,
    sum = 0,
    value = 1;
  for (let k = n + 20 + Math.floor(10 * Math.sqrt(a)); k > 0; k--) {
    quotient = a / (a * quotient + 2 * k);
    sum = quotient * (1 + sum);
    if (k <= n) value *= quotient;
  }
  return (x < 0 && n % 2 ? -value : value) / (1 + 2 * sum);
}

/** P(a, x) by its series, or Q = 1 − P by its continued fraction, whichever is nearer to converging. */
export function incompleteGamma(a, x, upper, order) {
  if (!(a > 0 && x >= 0)) return NaN;
  if (order) return (upper ? -1 : 1) * (x === 0 ? 0 : gammaShapeDerivative(order, a, x));
  if (x === 0) return upper ? 1 : 0;
  const density = Math.exp(a * Math.log(x) - x - lgamma(a + 1));
  let value = 1;
  if (x < a + 1) {
    for (let n = 1, term = 1; term > value * 1e-17; n++) value += term *= x / (a + n);
  } else {
    let below = 0;
    for (let n = 300; n > 0; n--) below = (n * (n - a)) / (x + 2 * n + 1 - a - below);
    value = a / (x + 1 - a - below);
  }
  return x < a + 1 === upper ? 1 - density * value : density * value;
}

/** The derivative of P(a, x) by a of order n ≥ 1: of Σ x^(a + k) e^−x / Γ(a + k + 1), whose terms' logarithms have the slopes ln x − ψ. */
function gammaShapeDerivative(n, a, x) {
  let total = 0;
  for (let k = 60 + Math.ceil(2 * x); k >= 0; k--) {
    const c = a + k + 1,
      slopes = [Math.log(x) - digamma(c)],
      derivatives = [Math.exp((c - 1) * Math.log(x) - x - lgamma(c))];
    for (let m = 0; m < n; m++) {
      if (m) slopes.push(-polygamma(c, m));
      let next = 0;
      for (let j = 0, binomial = 1; j <= m; j++) {
        next += binomial * derivatives[m - j] * slopes[j];
        binomial *= (m - j) / (j + 1);
      }
      derivatives.push(next);
    }
    total += derivatives[n];
  }
  return total;
}

export const logBeta = (a, b) => lgamma(a) + lgamma(b) - lgamma(a + b);

/** I_x(a, b) by its continued fraction, or 1 − I_(1−x)(b, a), whichever converges sooner. */
export function incompleteBeta(a, b, x) {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return NaN;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x);
  let below = 1;
  for (let m = 200; m > 0; m--) {
    below = 1 - ((a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)) / below;
    below = 1 + (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)) / below;
  }
  below = 1 - ((a + b) * x) / (a + 1) / below;
  return Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a / below;
}

/** Halley's steps on w eʷ = x, from its series at the branch point −1/e or from ln(1 + x). */
export function lambertw(x) {
  const p = Math.sqrt(2 * Math.max(0, Math.E * x + 1));
  let w = x < 0 ? p - 1 - (p * p) / 3 : Math.log1p(x);
  for (let i = 0; i < 40 && w > -1; i++) {
    const rest = w - x * Math.exp(-w);
    w -= rest / (w + 1 - ((w + 2) * rest) / (2 * w + 2));
  }
  return x * Math.E < -1.000000000000001 ? NaN : w;
}
