"""Writes least-squares-golden.txt: where SciPy's least_squares finds the minima of small fits.

Needs scipy. From the folder core/train:

    python3 src/test/python/least_squares_golden.py > src/test/resources/dev/gradus/train/least-squares-golden.txt

A case is a line `fit <name>`, then lines `x`, `y` with the data, `start` and `found` with the numbers, and `cost`.
"""

import numpy as np
from scipy.optimize import least_squares

MODELS = {
    "decay": lambda p, x: p[0] * np.exp(-p[1] * x) + p[2],
    "saturation": lambda p, x: p[0] * (1 - np.exp(-p[1] * x)),
    "line": lambda p, x: p[0] + p[1] * x,
}


def write(word, numbers):
    print(word, *(repr(float(each)) for each in numbers))


def fit(name, true, start, seed):
    random = np.random.RandomState(seed)
    x = np.linspace(0, 4, 25)
    y = MODELS[name](true, x) + 0.05 * random.randn(25)
    result = least_squares(lambda p: MODELS[name](p, x) - y, start, method="lm", jac=lambda p: jacobian(name, p, x),
                           xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=10000)
    print("fit", name)
    write("x", x)
    write("y", y)
    write("start", start)
    write("found", result.x)
    write("cost", [result.cost])


def jacobian(name, p, x):
    if name == "line":
        return np.stack([np.ones_like(x), x], axis=1)
    e = np.exp(-p[1] * x)
    if name == "decay":
        return np.stack([e, -p[0] * x * e, np.ones_like(x)], axis=1)
    return np.stack([1 - e, p[0] * x * e], axis=1)


fit("decay", [2.5, 1.3, 0.5], [1.0, 1.0, 0.0], 0)
fit("saturation", [3.0, 0.7], [1.0, 0.1], 1)
fit("line", [1.0, -2.0], [0.0, 0.0], 2)
