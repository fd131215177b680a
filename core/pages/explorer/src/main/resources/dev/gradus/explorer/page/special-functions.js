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

export const logBeta = (a, b) => lgamma(a) + lgamma(b) - lgamma(a + b);
