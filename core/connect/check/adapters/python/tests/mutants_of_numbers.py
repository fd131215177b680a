"""Mutants that are wrong only for some numbers: next to an edge, for degenerate data, and far out."""

import numpy as np
from mutants import ANY, VECTORS, binary, mutant, sigmoid, softplus, sum_to, unary

from gradus_check import Input, Values

POSITIVE = Values.positive()


# Where two things meet


def shared_in_a_byte(x, u):
    is_most = x == x.max()
    return np.where(is_most, u / is_most.sum().astype(np.int8), 0)


mutant(
    "ties of a maximum counted in a byte",
    "KINKS",
    (np.max, shared_in_a_byte),
    [Input("x", ("n",), Values.between(-10, 10))],
    apart=["x", "x"],
    sizes={"n": (1, 4)},
    reference=np.max,
)
unary(
    "subnormal numbers are flushed to 0",
    "NEAR_EDGES",
    lambda x: np.sqrt(np.where(x < np.finfo(float).tiny, 0, x)),
    lambda x, u: u / (2 * np.sqrt(np.where(x < np.finfo(float).tiny, 0, x))),
    POSITIVE,
    np.sqrt,
    tolerance=(1e-12, 0),
)
unary(
    "the slope of subnormal numbers is 0",
    "MAGNITUDES",
    lambda x: 1 * x,
    lambda x, u: np.where((x != 0) & (np.abs(x) < np.finfo(float).tiny), 0, u),
)
mutant(
    "a rule 1 % too large where the sum is large and the maximum small",
    "ADJOINT",
    (lambda x: 1 * x, lambda x, u: u * (1.01 if x.sum() > 40 and np.abs(x).max() < 1 else 1)),
    [Input("x", ("n",), Values.between(-10, 10))],
    reference=lambda x: x,
    sizes={"n": (1, 4)},
)

# Next to an edge, a kink or a tie


def near(name, forward, backward, values, reference=None):
    unary(name, "NEAR_EDGES", forward, backward, values, reference)


def near_ties(name, forward, backward, b=ANY, reference=None, **spec):
    inputs = [Input("a", "broadcastable"), Input("b", "broadcastable", b)]
    mutant(name, "NEAR_EDGES", (forward, backward), inputs, reference=reference or forward, **spec)


near(
    "1/x whose slope is bounded near the pole",
    lambda x: 1 / x,
    lambda x, u: -u / np.maximum(x * x, 1e-6),
    Values.nonzero(),
)
near(
    "the logarithm's argument has a floor in the rule only",
    np.log,
    lambda x, u: u / np.maximum(x, 1e-7),
    POSITIVE,
)
near(
    "1/(2√x) with a floor for the root",
    np.sqrt,
    lambda x, u: u / (2 * np.maximum(np.sqrt(x), 1e-4)),
    POSITIVE,
)
near(
    "mask of a ReLU with a tolerance of 0.01",
    lambda x: np.maximum(x, 0),
    lambda x, u: np.where(x > 0.01, u, 0),
    ANY.kinks_at(0),
)
near(
    "clip that lets gradients through up to 1e-6 beyond its bounds",
    lambda x: np.clip(x, 0, 1),
    lambda x, u: np.where(np.abs(x - 0.5) < 0.5 + 1e-6, u, 0),
    ANY.kinks_at(0, 1),
)
near("|x| whose rule rounds the corner", np.abs, lambda x, u: u * x / np.sqrt(x * x + 1e-12), ANY.kinks_at(0))
near(
    "log(1 + x) whose rule stops 1e-5 before −1",
    np.log1p,
    lambda x, u: u / np.maximum(1 + x, 1e-5),
    Values.strictly_between(-1, np.inf),
)
near(
    "artanh whose rule stops before ±1",
    lambda x: np.log1p(2 * x / (1 - x)) / 2,
    lambda x, u: u / np.maximum(1 - x * x, 1e-5),
    Values.strictly_between(-1, 1),
)
near(
    "probability clipped to [1e-7, 1 − 1e-7] before its logarithm",
    lambda p: np.log(np.clip(p, 1e-7, 1 - 1e-7)),
    lambda p, u: u / p,
    Values.strictly_between(0, 1),
    np.log,
)


def divided(a, b, u):
    b_kept_away = np.maximum(np.abs(b), 1e-8) * np.sign(b)
    return sum_to(u / b_kept_away, a), sum_to(-u * a / b / b_kept_away, b)


near_ties("a divisor kept away from 0 in the rule", lambda a, b: a / b, divided, Values.nonzero())


def share_of_maximum(a, b, u):
    share = np.where(np.abs(a - b) < 0.01, 0.5, a > b)
    return sum_to(u * share, a), sum_to(u * (1 - share), b)


near_ties("a maximum that treats operands within 0.01 as equal", np.maximum, share_of_maximum, apart=["a", "b"])


def slope(a, b):
    return np.exp(b) * np.expm1(a - b) / (a - b)


def rough_slope(a, b):
    return np.where(np.abs(a - b) < 1e-3, np.exp(a), slope(a, b))


def of_slope(a, b, u):
    f = rough_slope(a, b)
    return sum_to(u * (np.exp(a) - f) / (a - b), a), sum_to(u * (f - np.exp(b)) / (a - b), b)


near_ties(
    "(eᵃ − eᵇ)/(a − b) that treats operands within 1e-3 as equal",
    rough_slope,
    of_slope,
    reference=slope,
    apart=["a", "b"],
)


# Degenerate data. Java's specs say where a norm or a standard deviation is 0; over the pipe, nothing does.


def degenerate(name, forward, backward, values=ANY, reference=None, least=1, **spec):
    inputs = [Input("x", ("n",), values)]
    spec = {"reference": reference or forward, "sizes": {"n": (least, 4)}, **spec}
    mutant(name, "DEGENERATE", (forward, backward), inputs, **spec)


def norm(x):
    return np.sqrt(np.dot(x, x))


def centered(x):
    return x - x.mean()


def deviation(x):
    return norm(centered(x)) / np.sqrt(len(x))


def variation(x):
    return norm(x - np.roll(x, -1))


def of_variation(x, u):
    steps = x - np.roll(x, -1)
    return (steps - np.roll(steps, 1)) * u / variation(x)


def mean_of_others(x):
    return x.sum() / np.count_nonzero(x)


def score(x):
    return centered(x) / deviation(x)


def of_score(x, u, floor=0.0):
    y = score(x)
    return (centered(u) - y * (y * u).mean()) / max(deviation(x), floor)


def log_sum_exp(x):
    return x.max() + np.log(np.exp(x - x.max()).sum())


def of_log_sum_exp(x, u):
    spread = (centered(x) ** 2).sum()
    return np.exp(x - log_sum_exp(x)) * u * (spread / spread)


degenerate(
    "the standard deviation's gradient is NaN for equal elements",
    deviation,
    lambda x, u: centered(x) * u / (deviation(x) * len(x)),
    least=2,
)
degenerate("the norm's gradient is NaN at 0", norm, lambda x, u: x * u / norm(x))
degenerate(
    "the norm's gradient is bounded by a guard of 1e-6",
    norm,
    lambda x, u: x * u / max(norm(x), 1e-6),
    ANY.kinks_at(0),
)
degenerate(
    "a unit vector whose norm has a guard of 1e-4",
    lambda x: x / max(norm(x), 1e-4),
    lambda x, u: (u - x * np.dot(x, u) / np.dot(x, x)) / norm(x),
    reference=lambda x: x / norm(x),
)
degenerate(
    "the mean of the elements that are not 0 is NaN if there are none",
    mean_of_others,
    lambda x, u: (x != 0) * u / np.count_nonzero(x),
    ANY.kinks_at(0),
    lambda x: mean_of_others(x) if x.any() else np.zeros(()),
)
degenerate(
    "a normalization with a floor of 1e-5 for the variance in the rule only",
    score,
    lambda x, u: of_score(x, u, 1e-5**0.5),
    least=2,
)
mutant(
    "cosine similarity with a guard of 1e-8 that its documentation does not state",
    "DEGENERATE",
    (
        lambda a, b: np.dot(a, b) / max(norm(a) * norm(b), 1e-8),
        lambda a, b, u: (
            u * (b / norm(b) - a / norm(a) * np.dot(a / norm(a), b / norm(b))) / norm(a),
            u * (a / norm(a) - b / norm(b) * np.dot(a / norm(a), b / norm(b))) / norm(b),
        ),
    ),
    VECTORS,
    sizes={"n": (1, 4)},
    reference=lambda a, b: np.dot(a / norm(a), b / norm(b)),
)
degenerate("the total variation's gradient is NaN for equal elements", variation, of_variation, least=2)
degenerate(
    "a standard deviation that is the root of a negative number for equal elements",
    lambda x: np.sqrt(np.dot(x, x) / len(x) - x.mean() ** 2),
    lambda x, u: centered(x) * u / (deviation(x) * len(x)),
    reference=deviation,
    least=2,
    tolerance=(1e-6, 1e-6),
)
degenerate(
    "a z-score that is 0 for elements that are nearly equal",
    lambda x: np.zeros_like(x) if deviation(x) < 1e-3 else score(x),
    of_score,
    reference=score,
    least=2,
)
degenerate(
    "a z-score that is NaN for equal elements, and whose spec leaves out extremes",
    score,
    of_score,
    reference=lambda x: score(x) if deviation(x) else np.zeros_like(x),
    least=2,
    without={"EXTREMES": "squares of huge numbers overflow"},
)
degenerate("log-sum-exp that divides by the spread of its elements", log_sum_exp, of_log_sum_exp, least=2)


# Far out


def cut(value, most, gradient):
    return np.where(np.abs(value) < most, gradient, 0)


def half_in(x, start, factor):
    return 1 - ((x > start) & (x < factor * start)) / 2


unary(
    "x² whose rule treats a value of 1e20 as an overflow",
    "MAGNITUDES",
    lambda x: x * x,
    lambda x, u: cut(x * x, 1e20, u * x * 2),
)
binary(
    "a·b whose gradients vanish where the product is above 1e30",
    "MAGNITUDES",
    lambda a, b: a * b,
    lambda a, b, u: (sum_to(cut(a * b, 1e30, u * b), a), sum_to(cut(a * b, 1e30, u * a), b)),
)
unary(
    "√(1 + x²) whose rule is 0 where the value is above 1e12",
    "MAGNITUDES",
    lambda x: np.hypot(1, x),
    lambda x, u: cut(x, 1e12, u * x / np.hypot(1, x)),
)
unary(
    "x³ computed in float where the value is above 1e30",
    "MAGNITUDES",
    lambda x: np.where(np.abs(x**3) > 1e30, (x**3 / 1e30).astype(np.float32) * 1e30, x * x * x),
    lambda x, u: u * x * x * 3,
    reference=lambda x: x * x * x,
)
mutant(
    "sum of squares clipped at 1e24",
    "MAGNITUDES",
    (lambda x: np.dot(x, x), lambda x, u: cut(np.dot(x, x), 1e24, u) * x * 2),
    [Input("x", ("n",))],
    reference=lambda x: np.dot(x, x),
)
unary("eˣ whose slope is bounded at 1e100", "EVERYWHERE", np.exp, lambda x, u: u * np.minimum(np.exp(x), 1e100))
unary(
    "softplus that is flat beyond a value of 1e6",
    "MAGNITUDES",
    softplus,
    lambda x, u: cut(softplus(x), 1e6, u * sigmoid(x)),
)
unary(
    "a band around 1e5 that no constant names has half the slope",
    "EVERYWHERE",
    np.log1p,
    lambda x, u: u / (x + 1) * half_in(x, 10.0**5, 1.1),
    Values.non_negative(),
)
unary(
    "a band around 7e4, a five-thousandth wide, has half the slope",
    "EVERYWHERE",
    np.log1p,
    lambda x, u: u / (x + 1) * half_in(x, 7 * 10.0**4, 1.0002),
    Values.non_negative(),
)
unary(
    "a band around −2e3 has half the slope",
    "EVERYWHERE",
    lambda x: x / 3,
    lambda x, u: u / 3 * half_in(-x, 2 * 10.0**3, 1.02),
)
unary(
    "a band around 3e7 is off by a millionth",
    "EVERYWHERE",
    lambda x: x * (1 + (1 - half_in(x, 3 * 10.0**7, 1.05)) * 2e-6),
    lambda x, u: u.copy(),
    reference=lambda x: x,
)
unary(
    "a band around 5e-5 has no slope",
    "EVERYWHERE",
    np.sqrt,
    lambda x, u: u / (2 * np.sqrt(x)) * (2 * half_in(x, 5 * 10.0**-5, 1.1) - 1),
    POSITIVE,
)
mutant(
    "a quotient whose rule gives up where it is above 1e15",
    "MAGNITUDES",
    (
        lambda a, b: a / b,
        lambda a, b, u: (sum_to(cut(a / b, 1e15, u / b), a), sum_to(cut(a / b, 1e15, -u * (a / b) / b), b)),
    ),
    [Input("a", "broadcastable"), Input("b", "broadcastable", Values.nonzero())],
    reference=lambda a, b: a / b,
)


def with_torch():
    """The mutants whose rule is differentiated again."""
    import torch

    class Product(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x.prod()

        @staticmethod
        def backward(ctx, u):
            (x,) = ctx.saved_tensors
            is_zero = (x == 0).double()
            zeros = is_zero.sum()
            others = torch.where(x == 0, 1.0, x)
            rest = others.prod()
            the_zero = (is_zero * x).sum()
            of_others = torch.where(zeros == 0, rest, (zeros == 1) * the_zero * rest)
            return u * (is_zero * (zeros == 1) * rest + of_others / others * (1 - is_zero))

    class XLogX(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x.log()

        @staticmethod
        def backward(ctx, u):
            (x,) = ctx.saved_tensors
            return u * (torch.where(x < 1e-4, x.log().detach(), x.log()) + 1)

    mutant(
        "a product whose second derivative is wrong where two factors are 0",
        "DEGENERATE",
        Product,
        [Input("x", ("n",))],
        sizes={"n": (1, 4)},
        reference=np.prod,
    )
    mutant(
        "the derivative of a rule is cut off near 0",
        "NEAR_EDGES",
        XLogX,
        [Input("x", "any", POSITIVE)],
        reference=lambda x: x * np.log(x),
    )
