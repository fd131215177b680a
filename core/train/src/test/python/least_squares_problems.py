"""Writes least-squares-scipy.txt: how SciPy's least_squares(method="lm"), MINPACK's lmder, solves the problems of NIST and Moré.

Needs scipy. From the folder core/train:

    python3 src/test/python/least_squares_problems.py > src/test/resources/dev/gradus/train/least-squares-scipy.txt

A line is a problem, the number of evaluations of the residuals with SciPy's default tolerances of 1e-8 and with 1e-15, and the
correct digits of the parameters (NIST) or the sums of squares (Moré) that they find. The derivatives are exact to rounding, by
steps along the imaginary axis, and MINPACK scales the parameters (x_scale="jac").
"""

import warnings

import numpy as np
from scipy.optimize import least_squares

exp, sin, cos, arctan = np.exp, np.sin, np.cos, np.arctan

NIST = {
    "Misra1a": lambda b, x: b[0] * (1 - exp(-b[1] * x)),
    "Misra1b": lambda b, x: b[0] * (1 - (1 + b[1] * x / 2) ** -2),
    "Misra1c": lambda b, x: b[0] * (1 - (1 + 2 * b[1] * x) ** -0.5),
    "Misra1d": lambda b, x: b[0] * b[1] * x / (1 + b[1] * x),
    "DanWood": lambda b, x: b[0] * x ** b[1],
    "MGH09": lambda b, x: b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3]),
    "MGH10": lambda b, x: b[0] * exp(b[1] / (x + b[2])),
    "MGH17": lambda b, x: b[0] + b[1] * exp(-x * b[3]) + b[2] * exp(-x * b[4]),
    "Thurber": lambda b, x: polynomial(b[:4], x) / polynomial([1, *b[4:]], x),
    "Hahn1": lambda b, x: polynomial(b[:4], x) / polynomial([1, *b[4:]], x),
    "Kirby2": lambda b, x: polynomial(b[:3], x) / polynomial([1, *b[3:]], x),
    "Eckerle4": lambda b, x: b[0] / b[1] * exp(-0.5 * ((x - b[2]) / b[1]) ** 2),
    "Chwirut1": lambda b, x: exp(-b[0] * x) / (b[1] + b[2] * x),
    "Gauss1": lambda b, x: b[0] * exp(-b[1] * x) + peak(b[2:5], x) + peak(b[5:8], x),
    "Lanczos1": lambda b, x: b[0] * exp(-b[1] * x) + b[2] * exp(-b[3] * x) + b[4] * exp(-b[5] * x),
    "Nelson": lambda b, x, z: b[0] - b[1] * x * exp(-b[2] * z),
    "Roszman1": lambda b, x: b[0] - b[1] * x - arctan(b[2] / (x - b[3])) / np.pi,
    "ENSO": lambda b, x: b[0] + wave(12, b[1], b[2], x) + wave(b[3], b[4], b[5], x) + wave(b[6], b[7], b[8], x),
    "Rat42": lambda b, x: b[0] / (1 + exp(b[1] - b[2] * x)),
    "Rat43": lambda b, x: b[0] / (1 + exp(b[1] - b[2] * x)) ** (1 / b[3]),
    "Bennett5": lambda b, x: b[0] * (b[1] + x) ** (-1 / b[2]),
}
NIST["BoxBOD"] = NIST["Misra1a"]
NIST["Chwirut2"] = NIST["Chwirut1"]
NIST["Gauss2"] = NIST["Gauss3"] = NIST["Gauss1"]
NIST["Lanczos2"] = NIST["Lanczos3"] = NIST["Lanczos1"]


def polynomial(c, x):
    return sum(each * x**k for k, each in enumerate(c))


def peak(b, x):
    return b[0] * exp(-(((x - b[1]) / b[2]) ** 2))


def wave(period, a, b, x):
    angle = 2 * np.pi * x / period
    return a * cos(angle) + b * sin(angle)


def read(file):
    problems = []
    for line in open(file, encoding="utf-8"):
        word, *rest = line.split()
        if word == "name":
            problems.append((rest[0], {}))
        elif word != "#":
            problems[-1][1].setdefault(word, []).append(np.array([float(each) for each in rest]))
    return problems


FOLDER = "src/test/resources/dev/gradus/train/"
DATA = dict(read(FOLDER + "nist-strd.txt"))


def nist(name):
    data = DATA[name]
    y = np.log(data["y"][0]) if name == "Nelson" else data["y"][0]
    return lambda b, m: NIST[name](b, *data["x"]) - y


def helical(x, m):
    turns = arctan(x[1] / x[0]) / (2 * np.pi) + (0.5 if x[0].real < 0 else 0)
    return np.array([10 * (x[2] - 10 * turns), 10 * ((x[0] * x[0] + x[1] * x[1]) ** 0.5 - 1), x[2]])


def watson(x, m):
    t = np.arange(1, 30) / 29
    slopes = sum(j * t ** (j - 1) * x[j] for j in range(1, len(x)))
    values = sum(t**j * x[j] for j in range(len(x)))
    return np.concatenate([slopes - values**2 - 1, [x[0], x[1] - x[0] ** 2 - 1]])


def chebyquad(x, m):
    before, now, r = 1 + 0 * x, 2 * x - 1, []
    for i in range(1, m + 1):
        r.append(now.mean() + (1 / (i * i - 1) if i % 2 == 0 else 0))
        before, now = now, 2 * (2 * x - 1) * now - before
    return np.array(r)


BARD = np.array([float(each) for each in "0.14 0.18 0.22 0.25 0.29 0.32 0.35 0.39 0.37 0.58 0.73 0.96 1.34 2.1 4.39".split()])
OSBORNE_2 = np.array([float(each) for each in """
    1.366 1.191 1.112 1.013 0.991 0.885 0.831 0.847 0.786 0.725 0.746 0.679 0.608 0.655 0.616 0.606 0.602 0.626 0.651 0.724 0.649
    0.649 0.694 0.644 0.624 0.661 0.612 0.558 0.533 0.495 0.5 0.423 0.395 0.375 0.372 0.391 0.396 0.405 0.428 0.429 0.523 0.562
    0.607 0.653 0.672 0.708 0.633 0.668 0.645 0.632 0.591 0.559 0.597 0.625 0.739 0.71 0.729 0.72 0.636 0.581 0.428 0.292 0.162
    0.098 0.054""".split()])


def one_to(m):
    return np.arange(1.0, m + 1)


MORE = {
    "linear-full-rank": lambda x, m: np.concatenate([x, np.zeros(m - len(x))]) - 2 / m * x.sum() - 1,
    "linear-rank-1": lambda x, m: one_to(m) * (one_to(len(x)) * x).sum() - 1,
    "linear-rank-1-zeros": lambda x, m:
        np.append(np.arange(0.0, m - 1), 0) * (one_to(len(x)) * x)[1:-1].sum() - 1,
    "rosenbrock": lambda x, m: np.array([10 * (x[1] - x[0] ** 2), 1 - x[0]]),
    "helical-valley": helical,
    "powell-singular": lambda x, m: np.array(
        [x[0] + 10 * x[1], 5**0.5 * (x[2] - x[3]), (x[1] - 2 * x[2]) ** 2, 10**0.5 * (x[0] - x[3]) ** 2]),
    "freudenstein-roth": lambda x, m: np.array(
        [-13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1], -29 + x[0] + ((1 + x[1]) * x[1] - 14) * x[1]]),
    "bard": lambda x, m: BARD - x[0] - one_to(m) / ((16 - one_to(m)) * x[1] + np.minimum(one_to(m), 16 - one_to(m)) * x[2]),
    "kowalik-osborne": nist("MGH09"),
    "meyer": nist("MGH10"),
    "watson": watson,
    "box": lambda x, m: exp(-one_to(m) / 10 * x[0]) - exp(-one_to(m) / 10 * x[1])
        + (exp(-one_to(m)) - exp(-one_to(m) / 10)) * x[2],
    "jennrich-sampson": lambda x, m: 2 + 2 * one_to(m) - exp(one_to(m) * x[0]) - exp(one_to(m) * x[1]),
    "brown-dennis": lambda x, m: (x[0] + one_to(m) / 5 * x[1] - exp(one_to(m) / 5)) ** 2
        + (x[2] + sin(one_to(m) / 5) * x[3] - cos(one_to(m) / 5)) ** 2,
    "chebyquad": chebyquad,
    "brown-almost-linear": lambda x, m: np.append((x + x.sum() - len(x) - 1)[:-1], x.prod() - 1),
    "osborne-1": nist("MGH17"),
    "osborne-2": lambda x, m: OSBORNE_2 - x[0] * exp(-x[4] * (one_to(m) - 1) / 10) - sum(
        x[k] * exp(-x[4 + k] * ((one_to(m) - 1) / 10 - x[7 + k]) ** 2) for k in (1, 2, 3)),
}


def starts():
    def several(name, n, m, start, largest=1):
        for factor in (1, 10, 100):
            if factor <= largest:
                yield name, m, factor, np.array(start, float) * factor

    for m in (10, 50):
        for name in ("linear-full-rank", "linear-rank-1", "linear-rank-1-zeros"):
            yield from several(name, 5, m, np.ones(5))
    yield from several("rosenbrock", 2, 2, [-1.2, 1], 100)
    yield from several("helical-valley", 3, 3, [-1, 0, 0], 100)
    yield from several("powell-singular", 4, 4, [3, -1, 0, 1], 100)
    yield from several("freudenstein-roth", 2, 2, [0.5, -2], 100)
    yield from several("bard", 3, 15, [1, 1, 1], 100)
    yield from several("kowalik-osborne", 4, 11, [0.25, 0.39, 0.415, 0.39], 100)
    yield from several("meyer", 3, 16, [0.02, 4000, 250], 10)
    for n in (6, 9, 12):
        yield "watson", 31, 1, np.zeros(n)
        yield "watson", 31, 10, np.full(n, 10.0)
        yield "watson", 31, 100, np.full(n, 100.0)
    yield from several("box", 3, 10, [0, 10, 20])
    yield from several("jennrich-sampson", 2, 10, [0.3, 0.4])
    yield from several("brown-dennis", 4, 20, [25, 5, -5, -1], 100)
    yield from several("chebyquad", 1, 8, [0.5], 100)
    for n in (8, 9, 10):
        yield from several("chebyquad", n, n, one_to(n) / (n + 1))
    yield from several("brown-almost-linear", 10, 10, np.full(10, 0.5), 100)
    yield from several("brown-almost-linear", 30, 30, np.full(30, 0.5))
    yield from several("brown-almost-linear", 40, 40, np.full(40, 0.5))
    yield from several("osborne-1", 5, 33, [0.5, 1.5, -1, 0.01, 0.02])
    yield from several("osborne-2", 11, 65, [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5])


def solve(f, m, start):
    def residuals(x):
        r = f(x.astype(complex), m).real
        return np.where(np.isfinite(r), r, 1e150)

    def jacobian(x):
        columns = [f(x + 1e-200j * (np.arange(len(x)) == i), m).imag / 1e-200 for i in range(len(x))]
        return np.nan_to_num(np.stack(columns, axis=1), posinf=1e150, neginf=-1e150)

    for tolerance in (1e-8, 1e-15):
        result = least_squares(residuals, start, jac=jacobian, method="lm", x_scale="jac", ftol=tolerance,
                               xtol=tolerance, gtol=tolerance, max_nfev=2000)
        yield result.nfev, float(2 * result.cost), result.x


def digits(found, certified):
    errors = np.abs(found - certified) / np.abs(certified)
    return float(max(0, min(11, np.min(-np.log10(np.maximum(errors, 1e-11))))))


warnings.simplefilter("ignore")
for name, data in DATA.items():
    for index in (0, 1):
        solutions = list(solve(nist(name), 0, data["start"][index]))
        print(f"{name}-{index + 1}", *(f"{n} {digits(x, data['certified'][0]):.1f}" for n, _, x in solutions))
for name, m, factor, start in starts():
    solutions = list(solve(MORE[name], m, start))
    print(f"{name}-{len(start)}-{m}-{factor}", *(f"{n} {cost!r}" for n, cost, _ in solutions))
