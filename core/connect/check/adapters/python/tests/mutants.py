"""The mutants of core/testkit/mutants.md in Python: ops that are broken in one way each, with the law that finds the mistake.

The names are those of the page.
"""

import time

import numpy as np

from gradus_check import Input, Spec, Values, run

ANY = Values.any()
NO_MEANING = {
    "right on leaves only": "an op at the end of a pipe gets arrays, not nodes",
    "third derivative wrong": "the protocol asks for two derivatives",
    "refuses without saying why": "an error of any kind is a refusal; the checker itself names the shapes",
    "withInputs swaps the operands": "withInputs is a method of Java's ops",
    "withInputs forgets the factor": "withInputs is a method of Java's ops",
    "attributes() leaves out the factor": "attributes() is a method of Java's ops",
    "attributes() rounds the factor": "attributes() is a method of Java's ops",
    "equal attributes have different hash codes": "attributes() is a method of Java's ops",
    "attributes with equal numbers are not equal": "attributes() is a method of Java's ops",
    "prints as another function": "only Java's ops print formulas",
    "its Java code is another function": "only Java's ops print code",
    "its NumPy code is another function": "only Java's ops print code",
    "its definition is another function": "only Java's ops have definitions",
    "a function that is not homogeneous": "laws of a spec's own are Java's",
    "claims to be elementwise, but is not": "dependence() is a method of Java's ops",
}
MUTANTS = {}


ANOTHER_LAW = {
    "index wrong from 128 on": "VALUE",
    "the rule returns the nodes of its first call": "GRADIENT",  # the first case is right, all later ones are wrong
    "a value cached by the identity of an array": "DETERMINISTIC",  # a planned run is Java's alone
    "withInputs keeps the old number of elements for its mean": "VALUE",  # it keeps the size of its first input
}


def mutant(name, law, op, inputs, **spec):
    MUTANTS[name] = (Spec(op, inputs, name=name, **spec), law)


def unary(name, law, forward, backward, values=ANY, reference=None, **spec):
    """An elementwise op of one input, whose value is its reference unless one is given."""
    x = Input("x", "any", values)
    mutant(name, law, (forward, backward), [x], reference=reference or forward, **spec)


def binary(name, law, forward, backward, **spec):
    """An elementwise op of two inputs that broadcast."""
    inputs = [Input("a", "broadcastable"), Input("b", "broadcastable")]
    mutant(name, law, (forward, backward), inputs, reference=forward, **spec)


def sum_to(u, x):
    """The sum over the copies that broadcasting made of x."""
    lead = u.ndim - x.ndim
    axes = tuple(range(lead)) + tuple(lead + i for i, n in enumerate(x.shape) if n == 1 and u.shape[lead + i] != 1)
    return u.sum(axes, keepdims=True).reshape(x.shape)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# Wrong rules

unary("upstream enters squared", "LINEAR", lambda x: x * x, lambda x, u: u * u * x * 2)
unary("upstream is ignored", "ZERO", lambda x: x * x, lambda x, u: x * 2)
unary(
    "mask of a ReLU lets negative numbers through",
    "GRADIENT",
    lambda x: np.maximum(x, 0),
    lambda x, u: np.where(x != 0, u, 0),
    ANY.kinks_at(0),
)
unary("σ′ is missing", "GRADIENT", sigmoid, lambda x, u: u * sigmoid(x))
binary("sign", "GRADIENT", lambda a, b: a - b, lambda a, b, u: (sum_to(u, a), sum_to(u, b)))
unary("wrong by one part in a million", "GRADIENT", np.exp, lambda x, u: u * np.exp(x) * 1.000001)
unary(
    "wrong from |x| = 3 on",
    "GRADIENT",
    np.tanh,
    lambda x, u: np.where(np.abs(x) < 3, u * (1 - np.tanh(x) * np.tanh(x)), 0),
)
binary(
    "gradients of a product swapped",
    "GRADIENT",
    lambda a, b: a * b,
    lambda a, b, u: (sum_to(u * a, a), sum_to(u * b, b)),
)
binary(
    "mean over broadcast copies instead of their sum",
    "GRADIENT",
    lambda a, b: a + b,
    lambda a, b, u: (sum_to(u, a), sum_to(u, b) * (b.size / max(1.0, u.size))),
)
binary("sum over broadcast copies missing", "SHAPES", lambda a, b: a + b, lambda a, b, u: (u, u))


def mean(x):
    return x.mean() if x.size else np.zeros(())


mutant(
    "1/n missing",
    "GRADIENT",
    (mean, lambda x, u: np.broadcast_to(u, x.shape)),
    [Input("x", ("n",))],
    reference=mean,
)
mutant(
    "right for square matrices only: n is the size of the other axis",
    "GRADIENT",
    (lambda x: x.mean(0, keepdims=True), lambda x, u: np.broadcast_to(u / x.shape[1], x.shape)),
    [Input("x", ("n", "m"))],
    sizes={"n": (1, 4), "m": (1, 4)},
    reference=lambda x: x.mean(0, keepdims=True),
)
mutant(
    "right for symmetric matrices only",
    "GRADIENT",
    (lambda x: x.T.copy(), lambda x, u: u.copy()),
    [Input("x", ("n", "n"))],
    reference=lambda x: x.T,
)
mutant(
    "the gradient of a slice is placed one element off",
    "GRADIENT",
    (lambda x: x[1:].copy(), lambda x, u: np.append(u, 0.0)),
    [Input("x", ("n",))],
    sizes={"n": (1, 4)},
    reference=lambda x: x[1:],
)
mutant(
    "gradient stops after 16 elements",
    "ADJOINT",
    (lambda x: 3 * x, lambda x, u: u * np.where(np.arange(len(u)) < 16, 3.0, 0.0)),
    [Input("x", ("n",))],
    reference=lambda x: 3 * x,
)
binary(
    "half the gradient when both operands are the same node",
    "SHARED_NODE",
    lambda a, b: a * b,
    lambda a, b, u: (sum_to((0.5 if a is b else 1) * u * b, a), sum_to((0.5 if a is b else 1) * u * a, b)),
)
binary(
    "ties get no gradient",
    "KINKS",
    np.maximum,
    lambda a, b, u: (sum_to(np.where(a > b, u, 0), a), sum_to(np.where(b > a, u, 0), b)),
    apart=["a", "b"],
)
binary(
    "ties get twice what they should",
    "KINKS",
    np.maximum,
    lambda a, b, u: (sum_to(np.where(a >= b, u, 0), a), sum_to(np.where(b >= a, u, 0), b)),
    apart=["a", "b"],
)
unary(
    "no sub-gradient at the kink",
    "KINKS",
    np.abs,
    lambda x, u: np.where(x == 0, u * 2, np.where(x > 0, u, -u)),
    ANY.kinks_at(0),
)
unary("clips upstream at 100", "LINEAR", lambda x: 2 * x, lambda x, u: np.clip(u, -100, 100) * 2)
unary(
    "drops upstream elements that are small compared with the largest",
    "LINEAR",
    lambda x: 2 * x,
    lambda x, u: np.where(np.abs(u) < np.abs(u).sum() * 1e-10, 0, u * 2),
)
unary(
    "drops upstream below a millionth",
    "LINEAR",
    lambda x: 2 * x,
    lambda x, u: np.where(np.abs(u) < 1e-6, 0, u * 2),
)
unary("slope wrong at exactly 0", "GRADIENT", np.sin, lambda x, u: np.where(x == 0, 0, u * np.cos(x)))
unary(
    "slope wrong from |x| = 60 on",
    "MAGNITUDES",
    lambda x: np.sqrt(1 + x * x),
    lambda x, u: np.where(np.abs(x) < 60, u * x / np.sqrt(1 + x * x), 0),
    Values.between(-1e100, 1e100),
)
unary(
    "slope wrong in a region 1e-4 wide, which the op's code names",
    "EVERYWHERE",
    np.sin,
    lambda x, u: np.where((x >= 0.7311) & (x < 0.7312), u, u * np.cos(x)),
)
unary(
    "slope wrong in a region 1e-4 wide, which nothing names",
    "EVERYWHERE",
    np.sin,
    lambda x, u: np.where(np.floor(x * 1e4) == 7311, u, u * np.cos(x)),
)


# Wrong values


def softplus(x):
    return np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0)


unary(
    "overflow: eˣ / (1 + eˣ) is NaN from 710 on",
    "EXTREMES",
    lambda x: np.exp(x) / (1 + np.exp(x)),
    lambda x, u: u * sigmoid(x) * sigmoid(-x),
    reference=sigmoid,
)
unary(
    "overflow: √(x² + 1) is ∞ for large x",
    "EXTREMES",
    lambda x: np.sqrt(x * x + 1),
    lambda x, u: u * (x / np.sqrt(x * x + 1)),
    reference=lambda x: np.hypot(x, 1),
)
unary(
    "log(1 + eˣ) is 0 where it should be small",
    "VALUE",
    lambda x: np.log(1 + np.exp(x)),
    lambda x, u: u * sigmoid(x),
    Values.between(-700, 700),
    softplus,
    tolerance=(1e-12, 0),
)
unary(
    "0 · ∞: a mask that multiplies",
    "EXTREMES",
    lambda x: np.where(x > 0, np.sqrt(np.maximum(x, 0)), 0),
    lambda x, u: u * (x > 0) * (0.5 / np.sqrt(np.abs(x))),
    ANY.kinks_at(0),
)
mutant(
    "sums along the wrong axis",
    "VALUE",
    (lambda x: np.cumsum(x, 1), lambda x, u: np.cumsum(u[:, ::-1], 1)[:, ::-1]),
    [Input("x", ("n", "m"))],
    reference=lambda x: np.cumsum(x, 0),
)


VECTORS = [Input("a", ("n",)), Input("b", ("n",))]
SUM_RULE = lambda a, b, u: (u.copy(), u.copy())
mutant(
    "accepts incompatible shapes",
    "REFUSALS",
    (lambda a, b: a + np.resize(b, a.shape) if b.size else a + 0, SUM_RULE),
    VECTORS,
    reference=np.add,
    refuses=[((2,), (3,))],
)

def thrice(name, law, forward, dims=("n",)):
    mutant(name, law, (forward, lambda x, u: 3 * u), [Input("x", dims)], reference=lambda x: 3 * x)


mutant(
    "fails on empty tensors",
    "SMALLEST_SIZES",
    (lambda x: x - x[0] + x[0], lambda x, u: u.copy()),
    [Input("x", ("n",))],
    reference=lambda x: x,
    tolerance=(1e-9, 1e-9),
)
thrice("adds 1 to a single element", "SMALLEST_SIZES", lambda x: 3 * x + (len(x) == 1))
unary("claims to have no derivative", "GRADIENT", lambda x: x * x, lambda x, u: None)


def one_hot(x, index, u):
    gradient = np.zeros_like(x)
    gradient[index] = u
    return gradient


TAKEN = [Input("x", ("n",)), Input("index", (), Values.indices_of("n"), derivative=False, dtype="int64")]
mutant(
    "gives indices a gradient",
    "GRADIENT",
    (lambda x, index: x[index], lambda x, index, u: (one_hot(x, index, u), u)),
    TAKEN,
    sizes={"n": (1, 4)},
    reference=lambda x, index: x[index],
)


def half_where(wrong):
    return lambda x: np.where(wrong(x), np.sin(x) / 2, np.sin(x))


for name, law, wrong in [
    ("value wrong from |x| = 60 on", "MAGNITUDES", lambda x: np.abs(x) >= 60),
    ("value wrong in a region 1e-4 wide", "EVERYWHERE", lambda x: np.floor(x * 1e4) == 7311),
]:
    unary(name, law, half_where(wrong), lambda x, u: u * np.cos(x), Values.between(-1e9, 1e9), np.sin)
thrice("wrong from element 48 on", "VALUE", lambda x: np.where(np.arange(len(x)) < 48, 3 * x, x))
thrice("wrong at rank 4", "VALUE", lambda x: (3 if x.ndim < 4 else 2) * x, "any")
mutant(
    "index wrong from 128 on",
    "VALUE",
    (lambda x, index: x[index & 127], lambda x, index, u: (one_hot(x, index, u), None)),
    TAKEN,
    sizes={"n": (1, 4)},
    reference=lambda x, index: x[index],
)


# Wrong manners


def twice(name, law, forward, backward=lambda x, u: 2 * u):
    unary(name, law, forward, backward, reference=lambda x: 2 * x)


def doubles_in_place(x):
    x *= 2
    return x.copy()


def relies_on_zeros(x):
    out = np.empty_like(x)
    out[x != 0] = 2 * x[x != 0]
    return out


def adds_to_its_output(x):
    out = np.empty_like(x)
    out += 2 * x
    return out


class Last:
    """What the functions below keep from call to call."""

    out = np.zeros(())
    saved = np.zeros(())
    calls = 0
    scratch = {}
    values = {}


def writes_to_its_last_output(x):
    if Last.out.shape == x.shape:
        np.multiply(2, x, out=Last.out)
    Last.out = 2 * x
    return Last.out


def saves(x):
    Last.saved = np.exp(x)
    return np.exp(x)


def reads_saved(x, u):
    return u * Last.saved if Last.saved.shape == u.shape else 0 * u


def drifting(x):
    Last.calls += 1
    return 2 * x * (1 + 1e-13 * Last.calls)


def with_scratch(x):
    scratch = Last.scratch.setdefault(x.shape, np.zeros_like(x))
    np.multiply(2, x, out=scratch)
    time.sleep(0)  # what a longer computation does by itself: the other thread gets its turn
    return scratch.copy()


def cached_by_identity(x):
    if id(x) not in Last.values:
        Last.values[id(x)] = 2 * x
    return Last.values[id(x)].copy()


twice("forward overwrites its input", "NO_TRACE", doubles_in_place)
twice("backward overwrites upstream", "NO_TRACE", lambda x: 2 * x, lambda x, u: doubles_in_place(u))
twice("forward relies on an output initialized with zeros", "NO_TRACE", relies_on_zeros)
twice("forward adds to its output", "NO_TRACE", adds_to_its_output)
twice("an alias: forward keeps its output array and writes to it later", "NO_TRACE", writes_to_its_last_output)
unary("backward reads what forward saved", "NO_TRACE", saves, reads_saved, reference=np.exp)
twice("forward depends on how often it was called", "DETERMINISTIC", drifting)
twice("two threads share a field", "THREADS", with_scratch)
twice("a value cached by the identity of an array", "DETERMINISTIC", cached_by_identity)


class Flat:
    """A layer that takes the number of elements from its first input."""

    elements = None

    def forward(self, x):
        self.elements = self.elements or x.size
        self.shape = x.shape
        return x.reshape(self.elements)

    def backward(self, u):
        return u.reshape(self.shape)


class Average:
    elements = None

    def forward(self, x):
        self.elements = self.elements or x.size
        self.shape = x.shape
        return x.sum() / self.elements

    def backward(self, u):
        return np.full(self.shape, u / self.elements)


mutant(
    "withInputs keeps the old shape",
    "SHAPES",
    Flat,
    [Input("x", ("n", "m"))],
    reference=lambda x: x.reshape(-1),
)
mutant(
    "withInputs keeps the old number of elements for its mean",
    "VALUE",
    Average,
    [Input("x", ("n",))],
    sizes={"n": (1, 4)},
    reference=lambda x: x.sum() / x.size,
)
mutant(
    "forward wrong when two inputs are the same array",
    "SHARED_NODE",
    (lambda a, b: a.copy() if a is b else a + b, SUM_RULE),
    [Input("a"), Input("b")],
    reference=lambda a, b: a + b,
)


class StaticScale:
    last = 0

    def __init__(self, factor):
        self.factor = factor
        StaticScale.last = factor

    def forward(self, x):
        return StaticScale.last * x

    def backward(self, u):
        return self.factor * u


mutant(
    "a static field mixes two instances",
    "DETERMINISTIC",
    StaticScale,
    [Input("x")],
    attributes=[{"factor": factor} for factor in range(1, 6)],
    reference=lambda x, factor: factor * x,
)


def with_torch():
    """The mutants whose rule is differentiated again, which needs PyTorch."""
    import torch

    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x * x

        @staticmethod
        def backward(ctx, u):
            (x,) = ctx.saved_tensors
            return u * (x * x * 3).detach()

    mutant("rule has no derivative of its own", "SECOND_ORDER", Cube, [Input("x")], reference=lambda x: x**3)

    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, u):
            (x,) = ctx.saved_tensors
            return u * 2 * (x.detach() if x.numel() > 8 else x)

    mutant(
        "the second derivative is wrong for more than 8 elements",
        "SECOND_ORDER",
        Square,
        [Input("x", ("n",), Values.between(-10, 10))],
        reference=lambda x: x**2,
    )


def verdicts(law, names, seed=1, tries=1000):
    """The results of mutants that this law must find, tried as often as their twins in Java."""
    specs = [MUTANTS[name][0] for name in names]
    report = run(specs, law=law, seed=seed, tries=tries, shrink=False)
    return {name: report.laws[name][0] for name in names}
