"""Writes non-finite-golden.txt: what NumPy and SciPy compute for infinite elements, NaN, zeros of both signs and ties.

Needs NumPy and SciPy. From the folder core/verify/properties:

    python3 src/test/python/non_finite_golden.py > src/test/resources/dev/gradus/properties/non-finite-golden.txt

Each line `operands` lists operands, and the lines after it have the results of functions of them, one after the other.
"""

import itertools
import warnings

import numpy as np
import scipy.special as sp

np.seterr(all="ignore")
warnings.simplefilter("ignore")
INF, NAN = np.inf, np.nan


def text(values):
    return " ".join(repr(float(v)) for v in np.ravel(values))


def operands(lists):
    print("operands:", ";".join(map(text, lists)))
    return lists


def function(name, lists, compute):
    print(f"{name}:", " ".join(text(compute(*values)) for values in lists))


def reduction(name, lists, compute):
    print(f"{name}:", " ".join(text(compute(np.array(values))) for values in lists))


ONE = operands([(v,) for v in (-INF, -1e308, -2.5, -2.0, -0.5, -0.0, 0.0, 0.5, 1.0, 1.5, 2.5, 1e308, INF, NAN)])
for name, f in {
    "abs": np.abs, "sign": np.sign, "floor": np.floor, "ceil": np.ceil, "truncate": np.trunc, "round": np.round,
    "heaviside": lambda x: np.heaviside(x, 0.5), "clamp": lambda x: np.clip(x, -1, 2), "square": np.square, "sqrt": np.sqrt,
    "rsqrt": lambda x: 1 / np.sqrt(x), "reciprocal": np.reciprocal, "cbrt": np.cbrt, "exp": np.exp, "exp2": np.exp2,
    "expm1": np.expm1, "log": np.log, "log2": np.log2, "log10": np.log10, "log1p": np.log1p, "sin": np.sin, "cos": np.cos,
    "tan": np.tan, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh, "erf": sp.erf, "erfc": sp.erfc, "erfinv": sp.erfinv,
    "erfcinv": sp.erfcinv, "erfcx": sp.erfcx, "digamma": sp.digamma, "logit": sp.logit, "sigmoid": sp.expit,
    "logSigmoid": sp.log_expit, "softplus": lambda x: np.logaddexp(0, x), "normalCdf": sp.ndtr, "logNormalCdf": sp.log_ndtr,
    "normalQuantile": sp.ndtri, "entropy": sp.entr, "toRadians": np.deg2rad, "toDegrees": np.rad2deg,
    "relu": lambda x: np.maximum(x, 0),
    "replaceNonFinite": lambda x: np.nan_to_num(x, nan=1, posinf=2, neginf=3),
    "fraction": lambda x: x - np.trunc(x),
}.items():
    function(name, ONE, f)

TWO = operands(list(itertools.product((-INF, -1e308, -2.0, -0.0, 0.0, 0.75, 3.0, INF, NAN), repeat=2)))
for name, f in {
    "add": np.add, "subtract": np.subtract, "multiply": np.multiply, "divide": np.divide, "pow": np.power,
    "maximum": np.maximum, "minimum": np.minimum, "maximumNumber": np.fmax, "minimumNumber": np.fmin,
    "copySign": np.copysign, "remainder": np.mod, "truncatedRemainder": np.fmod, "hypot": np.hypot, "atan2": np.arctan2,
    "logAddExp": np.logaddexp, "logAddExp2": np.logaddexp2, "xlogy": sp.xlogy, "xlog1py": sp.xlog1py,
    "relativeEntropy": sp.rel_entr, "greater": np.greater, "greaterOrEqual": np.greater_equal, "less": np.less,
    "lessOrEqual": np.less_equal, "equal": np.equal, "notEqual": np.not_equal,
}.items():
    function(name, TWO, f)

SHAPES = operands(list(itertools.product((0.0, 0.75, 3.0, INF, NAN), repeat=2)))
for name, f in {"gammaP": sp.gammainc, "gammaQ": sp.gammaincc}.items():
    function(name, SHAPES, f)


VALUES = (-INF, -2.0, -2.0, 0.0, 3.0, INF, INF, NAN)
MANY = operands(sorted(set(itertools.chain.from_iterable(itertools.combinations(VALUES, n) for n in (1, 2, 3, 4))),
                            key=lambda x: (len(x), str(x))))
for name, f in {
    "sum": np.sum, "mean": np.mean, "product": np.prod, "max": np.max, "min": np.min, "variance": np.var,
    "standardDeviation": np.std, "norm1": lambda x: np.linalg.norm(x, 1), "norm1.5": lambda x: np.sum(np.abs(x) ** 1.5) ** (2 / 3),
    "norm2": np.linalg.norm, "norm3": lambda x: np.cbrt(np.sum(np.abs(x) ** 3)),
    "normMax": lambda x: np.linalg.norm(x, INF), "logSumExp": sp.logsumexp, "weightedLogSumExp": sp.logsumexp,
    "nanSum": np.nansum, "nanMean": np.nanmean,
    "median": np.median, "nanMedian": np.nanmedian,
    "quantile0": lambda x: np.quantile(x, 0), "quantile1": lambda x: np.quantile(x, 1),
    "nanQuantile0": lambda x: np.nanquantile(x, 0), "nanQuantile1": lambda x: np.nanquantile(x, 1),
    "argMax": np.argmax, "argMin": np.argmin, "sort": np.sort, "argSort": lambda x: np.argsort(x, kind="stable"),
    "softmax": sp.softmax, "logSoftmax": lambda x: np.log(sp.softmax(x)),
    "searchSorted": lambda x: np.searchsorted((-INF, -2.0, 0.0, 3.0, NAN, NAN), x),
    "searchSortedRight": lambda x: np.searchsorted((-INF, -2.0, 0.0, 3.0, NAN, NAN), x, side="right"),
}.items():
    reduction(name, MANY, f)

ROWS = operands([x for x in itertools.product((-INF, -2.0, 0.5, INF, NAN), repeat=3)])
for name, f in {
    "cumulativeSum": np.cumsum, "cumulativeProduct": np.cumprod, "cumulativeMax": np.maximum.accumulate,
    "cumulativeMin": np.minimum.accumulate, "cumulativeLogSumExp": np.logaddexp.accumulate, "difference": np.diff,
    "gradient": np.gradient, "trapezoid": np.trapezoid,
}.items():
    reduction(name, ROWS, f)
