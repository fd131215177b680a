"""Computes the polynomials of kernel.math: minimax fits by Remez's exchange, in 60 digits.

Needs mpmath. Prints each as Java constants, lowest power first, with the greatest error after rounding to doubles:

    python3 src/test/python/elementary_polynomials.py [name…]
"""

import sys

from mpmath import asin, atan, cbrt, cos, digamma, erfc, euler, exp, log, loggamma, lu_solve, matrix, mp, mpf, pi, sqrt

mp.dps = 60


def remez(f, weight, low, high, degree, fixed=()):
    """The coefficients of p of this degree that minimise max |(p − f) · weight|; the first ones may be fixed."""
    low, high = mpf(low), mpf(high)
    first = len(fixed)
    count = degree + 1 - first
    nodes = [low + (high - low) * (1 - cos(pi * (2 * i + 1) / (2 * count + 2))) / 2 for i in range(count + 1)]
    grid = [low + (high - low) * (1 - cos(pi * (i + mpf(1) / 2) / (40 * count))) / 2 for i in range(40 * count)]
    values = [(x, f(x) - sum(c * x ** k for k, c in enumerate(fixed)), weight(x)) for x in grid]
    coefficients = None
    for _ in range(12):
        a, b = matrix(count + 1, count + 1), matrix(count + 1, 1)
        for i, x in enumerate(nodes):
            w = weight(x)
            for k in range(count):
                a[i, k] = x ** (k + first) * w
            a[i, count] = (-1) ** i
            b[i] = (f(x) - sum(c * x ** k for k, c in enumerate(fixed))) * w
        solved = lu_solve(a, b)
        coefficients = [solved[k] for k in range(count)]
        errors = []
        for x, y, w in values:
            p = mpf(0)
            for c in reversed(coefficients):
                p = p * x + c
            errors.append((x, (p * x ** first - y) * w))
        extrema = [errors[0]]
        for x, e in errors[1:]:
            if (e > 0) == (extrema[-1][1] > 0):
                if abs(e) > abs(extrema[-1][1]):
                    extrema[-1] = (x, e)
            else:
                extrema.append((x, e))
        while len(extrema) > count + 1:
            extrema.pop(0 if abs(extrema[0][1]) < abs(extrema[-1][1]) else -1)
        if len(extrema) < count + 1:
            break
        nodes = [x for x, _ in extrema]
        sizes = [abs(e) for _, e in extrema]
        if max(sizes) / min(sizes) < mpf("1.001"):
            break
    return list(fixed) + coefficients


def hexadecimal(c):
    text = float(c).hex()
    mantissa, exponent = text.split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return mantissa + "p" + exponent.lstrip("+")


def show(name, f, weight, low, high, degree, fixed=(), pair=False):
    """Prints the constants and the error in bits relative to 1 / weight; the first one as a pair of doubles if wanted."""
    coefficients = remez(f, weight, low, high, degree, [mpf(float(c)) for c in fixed])
    rounded = [mpf(float(c)) for c in coefficients]
    rest = coefficients[0] - rounded[0] if pair else mpf(0)
    worst = mpf(0)
    for i in range(2000):
        x = mpf(low) + (mpf(high) - mpf(low)) * (i + mpf(1) / 2) / 2000
        p = mpf(0)
        for c in reversed(rounded):
            p = p * x + c
        worst = max(worst, abs((p + rest - f(x)) * weight(x)))
    print(f"// {name}: degree {degree} on [{float(low):.6g}, {float(high):.6g}], error 2^{float(log(worst, 2)):.1f}")
    for k, c in enumerate(rounded):
        print(f"    public static final double {name}{k} = {hexadecimal(c)};")
    if pair:
        print(f"    public static final double {name}0_LOW = {hexadecimal(rest)};")


def sine(z):
    """(sin r − r) / r³, of z = r²."""
    return sum((-1) ** (k + 1) * z ** k / mp.factorial(2 * k + 3) for k in range(25))


def cosine(z):
    """(cos r − 1 + r² / 2) / r⁴, of z = r²."""
    return sum((-1) ** k * z ** k / mp.factorial(2 * k + 4) for k in range(25))


def hyperbolic_sine(z):
    return sum(z ** k / mp.factorial(2 * k + 3) for k in range(25))


def hyperbolic_cosine(z):
    return sum(z ** k / mp.factorial(2 * k + 4) for k in range(25))


def arcsine(z):
    """(asin s − s) / s³, of z = s²."""
    if z < mpf("1e-20"):
        return mpf(1) / 6 + 3 * z / 40
    s = sqrt(z)
    return (asin(s) - s) / (s * z)


def arctangent(z):
    """(atan t − t) / t³, of z = t²."""
    if z < mpf("1e-20"):
        return -mpf(1) / 3 + z / 5
    t = sqrt(z)
    return (atan(t) - t) / (t * z)


def inverse_cube_root(m):
    return 1 / cbrt(m)


def logarithm_tail(w):
    """(2 artanh s / s − 2 − ⅔ w) / w², of w = s²."""
    return sum(mpf(2) / (2 * k + 5) * w ** k for k in range(60))


def scaled_erfc(t):
    """(1 + 2 x) exp(x²) erfc(x), of t = (x − 4) / (x + 4)."""
    x = 4 * (1 + t) / (1 - t)
    return (1 + 2 * x) * exp(x * x) * erfc(x)


def inverse_erf(z):
    """erf⁻¹(y) / y, of z = y²."""
    if z < mpf("1e-24"):
        return sqrt(pi) / 2 * (1 + pi * z / 12)
    y = sqrt(z)
    return mp.erfinv(y) / y


def inverse_erfc(w):
    """The x with erfc(x) = exp(−w²)."""
    q = exp(-w * w)
    x = w * mpf("0.95")
    for _ in range(40):
        step = (erfc(x) - q) * sqrt(pi) / 2 * exp(x * x)
        x += step / (1 + x * step)
    return x


def log_gamma(t):
    """ln Γ(2 + t) / t."""
    return 1 - euler if abs(t) < mpf("1e-30") else loggamma(2 + t) / t


ROOT = mp.findroot(digamma, mpf("1.4616321449683623"))


def digamma_by_root(t):
    """ψ(x) / (x − its root), of x = 1.5 + t."""
    x = mpf("1.5") + t
    return mp.polygamma(1, ROOT) if abs(x - ROOT) < mpf("1e-25") else digamma(x) / (x - ROOT)


QUARTER = pi / 4 * (1 + mpf(2) ** -9)
HALF_LN2 = log(2) / 2 * (1 + mpf(2) ** -9)
TAN_EIGHTH = sqrt(mpf(2)) - 1
S_MOST = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1) * (1 + mpf(2) ** -20)) ** 2

WANTED = {
    "S": lambda: show("S", sine, lambda z: z, mpf(10) ** -30, QUARTER ** 2, 6),
    "C": lambda: show("C", cosine, lambda z: z ** 2, mpf(10) ** -30, QUARTER ** 2, 6),
    "A": lambda: show("A", arcsine, lambda z: z, mpf(10) ** -30, mpf("0.2501"), 11),
    "T": lambda: show("T", arctangent, lambda z: z, mpf(10) ** -30, (TAN_EIGHTH * mpf("1.0001")) ** 2, 10),
    "SH": lambda: show("SH", hyperbolic_sine, lambda z: z, mpf(10) ** -30, HALF_LN2 ** 2, 5),
    "CH": lambda: show("CH", hyperbolic_cosine, lambda z: z ** 2, mpf(10) ** -30, HALF_LN2 ** 2, 5),
    "R": lambda: show("R", inverse_cube_root, lambda m: cbrt(m), mpf("0.4999"), 4, 5),
    "E": lambda: show("E", scaled_erfc, lambda t: mpf(1), -1, mpf("0.7445"), 23, pair=True),
    "I": lambda: show("I", inverse_erf, lambda z: mpf(1), mpf(10) ** -30, mpf("0.25"), 13, pair=True),
    "J": lambda: show("J", inverse_erfc, lambda w: 1 / w, mpf("0.8325"), mpf("6.07"), 9),
    "L": lambda: show("L", log_gamma, lambda t: mpf(2), mpf("-0.5"), mpf("0.5"), 19, pair=True),
    "D": lambda: show("D", digamma_by_root, lambda t: mpf(1), mpf("-0.5"), mpf("0.5"), 22, pair=True),
    "G": lambda: show("G", logarithm_tail, lambda w: w ** 2 / 2, mpf(10) ** -30, S_MOST, 6),
}

if __name__ == "__main__":
    for wanted in sys.argv[1:] or WANTED:
        WANTED[wanted]()
