"""Functions of PyTorch as specs, and what the laws and PyTorch's own checks say of them.

``python tests/torch_functions.py TRIES > tests/torch_functions.txt`` prints the rows of core/testkit/beside-the-field.md: for
each function what gradcheck with gradgradcheck says for one random input, as in PyTorch's documentation, and its
milliseconds; which laws the function breaks, and the seconds.
"""

import sys
import time
import warnings

import torch
import torch.nn.functional as F

from gradus_check import Input, Spec, Values, run

ANY = Values.any()
BOUNDED = Values.between(-100, 100)
SPECS = {}
FINDINGS = {
    # Its rule multiplies by the float32 nearest to 1/6: at x = 1 the gradient is 0.1666666716, for float64 too. Its
    # second derivative is missing: "derivative for aten::hardsigmoid_backward is not implemented".
    "hardsigmoid": (
        "GRADIENT, ADJOINT, SECOND_ORDER, MAGNITUDES, EVERYWHERE, NEAR_EDGES, DEGENERATE, KINKS, IN_A_GRAPH, NO_MEMORY,"
        " LONG_TENSORS"
    ).split(", "),
    # The gradient at a singular matrix is 0: for x = [[0]], where it is 1, and for [[1, 1], [1, 1]].
    "det": ["MAGNITUDES", "DEGENERATE"],
    # The derivative of ∂J/∂a = b·a^(b−1) with respect to b is 0 at b = 0, where it is 1/a: a = 1, b = 0.
    "pow": ["DEGENERATE"],
    # Its rule is 1 − (1 − tanh² x), which cancels: at x = 1e-5 the gradient 1e-10 is wrong by 0.8 parts in a million.
    "tanhshrink": ["NEAR_EDGES"],
    # Their rules divide by the element. prod: the second derivative for x = [[1e-9]], which is 0, is 1.2e-7. cumprod:
    # that for x = [[1], [1e-8]] is wrong by 3e-8.
    "prod": ["NEAR_EDGES"],
    "cumprod": ["NEAR_EDGES", "DEGENERATE"],
}
"""The laws that are known to find something, each a limit of PyTorch."""


def add(name, function, inputs, **options):
    """A spec of that name. The law about threads takes half of the time, and none of these has a state."""
    SPECS[name] = Spec(function, inputs, name=name, threads=False, **options)


def unary(name, function, values=ANY, **options):
    add(name, function, [Input("x", "any", values)], **options)


def binary(name, function, a=ANY, b=ANY, **options):
    add(name, function, [Input("a", "broadcastable", a), Input("b", "broadcastable", b)], **options)


def rows(name, function, values=BOUNDED, **options):
    """A function of matrices that works along the last axis, which is not empty."""
    options.setdefault("sizes", {"n": (1, 4), "m": (1, 4)})
    add(name, function, [Input("x", ("n", "m"), values)], **options)


# Elementwise

UNIT = Values.strictly_between(-1, 1)
unary("exp", torch.exp)
unary("expm1", torch.expm1)
unary("log", torch.log, Values.positive())
unary("log1p", torch.log1p, Values.strictly_between(-1, 1e300))
unary("sqrt", torch.sqrt, Values.positive())
unary("rsqrt", torch.rsqrt, Values.positive())
unary("square", torch.square)
unary("reciprocal", torch.reciprocal, Values.nonzero())
unary("abs", torch.abs, ANY.kinks_at(0))
unary("sin", torch.sin)
unary("cos", torch.cos)
unary("tan", torch.tan, Values.strictly_between(-1.5, 1.5))
unary("asin", torch.asin, UNIT)
unary("acos", torch.acos, UNIT)
unary("atan", torch.atan)
unary("sinh", torch.sinh)
unary("cosh", torch.cosh)
unary("tanh", torch.tanh)
unary("asinh", torch.asinh)
unary("acosh", torch.acosh, Values.strictly_between(1, 1e300))
unary("atanh", torch.atanh, UNIT)
unary("sigmoid", torch.sigmoid)
unary("logit", torch.logit, Values.strictly_between(0, 1))
unary("erf", torch.erf)
unary("erfc", torch.erfc)
unary("erfinv", torch.erfinv, UNIT)
unary("lgamma", torch.lgamma, Values.positive())
unary("digamma", torch.digamma, Values.positive())

# Activations

unary("relu", F.relu, ANY.kinks_at(0))
unary("relu6", F.relu6, ANY.kinks_at(0, 6))
unary("leaky_relu", F.leaky_relu, ANY.kinks_at(0))
unary("elu", F.elu, ANY.kinks_at(0))
unary("selu", F.selu, ANY.kinks_at(0))
unary("celu", F.celu, ANY.kinks_at(0))
unary("gelu", F.gelu)
unary("silu", F.silu)
unary("mish", F.mish)
unary("softplus", F.softplus)
unary("softsign", F.softsign, ANY.kinks_at(0))
unary("logsigmoid", F.logsigmoid)
unary("tanhshrink", F.tanhshrink)
unary("hardtanh", F.hardtanh, ANY.kinks_at(-1, 1))
unary("hardsigmoid", F.hardsigmoid, ANY.kinks_at(-3, 3))
unary("hardswish", F.hardswish, ANY.kinks_at(-3, 3))
unary("softshrink", F.softshrink, ANY.kinks_at(-0.5, 0.5))

# Two operands

binary("mul", torch.mul)
binary("div", torch.div, ANY, Values.nonzero())
binary("pow", torch.pow, Values.strictly_between(0, 100), BOUNDED)
binary("atan2", torch.atan2, Values.positive(), Values.positive())
binary("hypot", torch.hypot, Values.positive(), Values.positive())
binary("logaddexp", torch.logaddexp)
binary("maximum", torch.maximum, apart=["a", "b"])

# Reductions and other functions of rows

AXES = [{"dim": 0}, {"dim": 1}]
rows("sum", torch.sum, ANY, attributes=AXES, sizes={})
rows("mean", torch.mean, attributes=AXES)
rows("prod", torch.prod, attributes=AXES)
rows("var", torch.var, attributes=AXES, sizes={"n": (2, 4), "m": (2, 4)})
rows("std", lambda x, dim: torch.std(x, dim), attributes=AXES, sizes={"n": (2, 4), "m": (2, 4)})
rows("logsumexp", torch.logsumexp, attributes=AXES)
rows("amax", torch.amax, BOUNDED.distinct(), attributes=AXES)
rows("cumsum", torch.cumsum, ANY, attributes=AXES)
rows("cumprod", torch.cumprod, attributes=AXES)
rows("softmax", F.softmax, attributes=AXES)
rows("log_softmax", F.log_softmax, attributes=AXES)
rows("normalize", F.normalize, Values.between(0.1, 100))
rows("layer_norm", lambda x: F.layer_norm(x, x.shape[1:]), sizes={"n": (1, 4), "m": (2, 4)})
rows("glu", lambda x: F.glu(torch.cat([x, x * x], 1)))

# Products, convolutions, matrices

add("matmul", torch.matmul, [Input("a", ("n", "k")), Input("b", ("k", "m"))])
add("linear", F.linear, [Input("x", ("n", "k")), Input("w", ("m", "k")), Input("b", ("m",))])
SIZES = {"n": (1, 2), "c": (1, 2), "d": (1, 2), "k": (1, 2), "m": (2, 4)}
add("conv1d", F.conv1d, [Input("x", ("n", "c", "m")), Input("w", ("d", "c", "k")), Input("b", ("d",))], sizes=SIZES)
add("conv2d", F.conv2d, [Input("x", ("n", "c", "m", "m")), Input("w", ("d", "c", "k", "k"))], sizes=SIZES)
add("avg_pool1d", lambda x: F.avg_pool1d(x, 2), [Input("x", ("n", "c", "m"))], sizes=SIZES)
add("max_pool1d", lambda x: F.max_pool1d(x, 2), [Input("x", ("n", "c", "m"), ANY.distinct())], sizes=SIZES)
SQUARE = {"n": (1, 3)}
add("inv", torch.linalg.inv, [Input("x", ("n", "n"), BOUNDED.invertible())], sizes=SQUARE)
add("det", torch.linalg.det, [Input("x", ("n", "n"), BOUNDED)], sizes=SQUARE)
add("logdet", torch.logdet, [Input("x", ("n", "n"), ANY.positive_definite())], sizes=SQUARE)
add("cholesky", torch.linalg.cholesky, [Input("x", ("n", "n"), ANY.positive_definite())], sizes=SQUARE)
add("solve", torch.linalg.solve, [Input("a", ("n", "n"), BOUNDED.invertible()), Input("b", ("n", "m"))], sizes=SQUARE)

# Losses

PAIR = [Input("x", ("n",), BOUNDED), Input("y", ("n",), BOUNDED)]
add("mse_loss", F.mse_loss, PAIR, sizes={"n": (1, 4)})
add("l1_loss", F.l1_loss, PAIR, sizes={"n": (1, 4)}, apart=["x", "y"])
add("binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits, [
    Input("x", ("n",), BOUNDED),
    Input("y", ("n",), Values.between(0, 1)),
], sizes={"n": (1, 4)})
add("cross_entropy", F.cross_entropy, [
    Input("x", ("n", "k"), BOUNDED),
    Input("labels", ("n",), Values.indices_of("k"), derivative=False, dtype="int64"),
], sizes={"n": (1, 4), "k": (1, 4)})
add("kl_div", lambda x, y: F.kl_div(x, y, reduction="batchmean"), [
    Input("x", ("n", "k"), BOUNDED),
    Input("y", ("n", "k"), Values.strictly_between(0, 1)),
], sizes={"n": (1, 4), "k": (1, 4)})
add("cosine_similarity", lambda a, b: F.cosine_similarity(a, b, dim=0), [
    Input("a", ("n",), Values.between(0.1, 100)),
    Input("b", ("n",), Values.between(0.1, 100)),
], sizes={"n": (1, 4)})
add("scaled_dot_product_attention", F.scaled_dot_product_attention, [
    Input("query", ("n", "d"), Values.between(-3, 3)),
    Input("key", ("m", "d"), Values.between(-3, 3)),
    Input("value", ("m", "d"), BOUNDED),
], sizes={"n": (1, 3), "m": (1, 3), "d": (1, 3)})


def sample(spec):
    """Random inputs of the kind that PyTorch's documentation uses: 3 elements along each axis, or 2 for weights."""
    values = []
    for given in spec.inputs:
        described = given._describe()
        axes = ["any"] * 2 if isinstance(described["dims"], str) else described["dims"]
        shape = [{"k": 2, "m": 4}.get(axis, 3) for axis in axes]
        domain = described["values"]
        x = torch.randn(shape, dtype=torch.float64)
        if "integers" in domain:
            values.append(torch.zeros(shape, dtype=torch.int64))
            continue
        lower, upper = domain.get("between") or domain.get("strictlyBetween") or (-1e9, 1e9)
        if domain.get("positive") or lower >= -1 and upper > 1:
            x = x.abs() + max(0.0, lower)
        if upper <= 1:
            x = lower + (upper - lower) * torch.rand(shape, dtype=torch.float64)
        if lower == 1:
            x = x + 1
        if domain.get("positiveDefinite"):
            x = x @ x.T + torch.eye(len(x), dtype=torch.float64)
        values.append(x.requires_grad_(given.derivative))
    return values


def gradcheck(spec):
    """What PyTorch's two checks say of the function."""
    torch.manual_seed(1)
    attribute = spec.attributes[0] if spec.attributes else {}
    function = lambda *inputs: spec._op.function(*inputs, **attribute)
    inputs = sample(spec)
    try:
        torch.autograd.gradcheck(function, inputs)
        torch.autograd.gradgradcheck(function, inputs)
        return "passes"
    except Exception as failed:
        return f"**fails**: {type(failed).__name__}"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    gradcheck(SPECS["exp"])  # the first call of all takes seconds
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for name in sys.argv[2:] or SPECS:
        spec = SPECS[name]
        start = time.perf_counter()
        theirs = gradcheck(spec)
        middle = time.perf_counter()
        report = run([spec], seed=1, tries=tries)
        end = time.perf_counter()
        ours = ", ".join(result.law for result in report.broken) or "holds"
        print(f"| {name} | {theirs} | {1000 * (middle - start):.0f} | {ours} | {end - middle:.1f} |", flush=True)
        if len(sys.argv) > 2:
            print(report.text)
