"""Ops that compute in float16, bfloat16 and float32: right ones hold, and wrong ones are found."""

import numpy as np
import pytest

from gradus_check import Input, Spec, Values, run

NUMBERS = Values.between(-8, 8)
POSITIVE = Values.between(0.1, 8)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def softmax_backward(x, upstream):
    y = softmax(x)
    return y * (upstream - (upstream * y).sum(-1, keepdims=True))


def mean(x):
    return x.mean(-1)


def mean_backward(x, upstream):
    return np.broadcast_to(upstream[..., None] / x.dtype.type(x.shape[-1]), x.shape)


def square(x):
    return x * x


def square_in_place(x):
    x *= x
    return x


def square_backward(x, upstream):
    return 2 * x * upstream


def spec(forward, backward, *inputs, dtype, reference=None, **others):
    return Spec((forward, backward), list(inputs), reference=reference or forward, dtype=dtype, **others)


def broken(checked, law=()):
    return [found.law for found in run([checked], law=law, tries=20 if law else 5, seed=1).broken]


ROW = Input("x", ("*", "n"), NUMBERS)
RIGHT = {
    "square": (square, square_backward, Input("x", "any", NUMBERS)),
    "exp": (lambda x: np.exp(x), lambda x, u: np.exp(x) * u, Input("x", "any", NUMBERS)),
    "log": (lambda x: np.log(x), lambda x, u: u / x, Input("x", "any", POSITIVE)),
    "sigmoid": (sigmoid, lambda x, u: u * sigmoid(x) * (1 - sigmoid(x)), Input("x", "any", NUMBERS)),
    "softmax": (softmax, softmax_backward, ROW),
    "mean": (mean, mean_backward, ROW),
    "matmul": (
        lambda x, w: x @ w,
        lambda x, w, u: (u @ w.T, x.T @ u),
        Input("x", ("n", "k"), NUMBERS),
        Input("w", ("k", "m"), NUMBERS),
    ),
    "divide": (
        lambda x, y: x / y,
        lambda x, y, u: (u / y, -u * x / y / y),
        Input("x", "any", NUMBERS),
        Input("y", "any", POSITIVE),
    ),
    "relu": (lambda x: np.maximum(x, 0), lambda x, u: u * (x > 0), Input("x", "any", Values.any().kinks_at(0))),
}


@pytest.mark.parametrize("dtype", ["float16", "float32"])
@pytest.mark.parametrize("name", RIGHT)
def test_right_ops_hold(name, dtype):
    sizes = {"sizes": {"n": (1, 4)}} if name in ("softmax", "mean") else {}
    assert broken(spec(*RIGHT[name], dtype=dtype, **sizes)) == []


@pytest.mark.parametrize("dtype", ["float16", "float32"])
@pytest.mark.parametrize(
    "forward, backward, law",
    [
        (square, lambda x, u: -2 * x * u, "GRADIENT"),
        (square, lambda x, u: x * u, "GRADIENT"),
        (square, lambda x, u: x.dtype.type(2.2) * x * u, "GRADIENT"),
        (lambda x: 0 * x, square_backward, "VALUE"),
        (lambda x: x * x * x.dtype.type(1.004), square_backward, "OWN"),
        (square_in_place, square_backward, "NO_TRACE"),
    ],
)
def test_wrong_ops_are_found(forward, backward, law, dtype):
    assert broken(spec(forward, backward, Input("x", "any", NUMBERS), reference=square, dtype=dtype), [law]) == [law]


def both(x):
    return x.mean(-1), x * x


def test_several_results_have_a_tuple_of_upstreams():
    def backward(x, upstream):
        of_mean, of_square = upstream
        return mean_backward(x, of_mean) + 2 * x * of_square

    assert broken(spec(both, backward, ROW, dtype="float16", sizes={"n": (1, 4)})) == []
    half = lambda x, upstream: 2 * x * upstream[1]  # noqa: E731
    assert broken(spec(both, half, ROW, dtype="float16", sizes={"n": (1, 4)}), ["GRADIENT"]) == ["GRADIENT"]


def test_bfloat16_of_pytorch():
    torch = pytest.importorskip("torch")
    x = Input("x", "any", NUMBERS)
    right = Spec(lambda x: torch.exp(x), [x], reference=lambda x: torch.exp(x), dtype="bfloat16")
    wrong = Spec(lambda x: x * x.detach(), [x], reference=lambda x: x * x, dtype="bfloat16")
    assert broken(right) == []
    assert broken(wrong, ["GRADIENT"]) == ["GRADIENT"]


def test_bfloat16_of_numpy_needs_ml_dtypes():
    try:
        import ml_dtypes  # noqa: F401
    except ImportError:
        with pytest.raises(ValueError, match="install the package ml_dtypes"):
            spec(square, square_backward, Input("x", "any"), dtype="bfloat16")
    else:
        assert broken(spec(square, square_backward, Input("x", "any", NUMBERS), dtype="bfloat16")) == []
