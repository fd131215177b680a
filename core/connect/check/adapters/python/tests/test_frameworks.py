"""Tests of the adapter for PyTorch, and of that for JAX with a module that stands in for JAX."""

import sys
import types

import numpy as np
import pytest

from gradus_check import Input, Spec, Values

torch = pytest.importorskip("torch")
X, U, V = np.array([1.0, -2.0]), np.array([3.0, 5.0]), np.array([7.0, 11.0])
TWO = [Input("x"), Input("i", "any", Values.integers(0, 3), derivative=False, dtype="int64")]


def product(x, i, factor):
    return factor * x * x * x * i


def assert_derivatives_of_product(spec):
    """x³ times i times a factor: its value and both derivatives."""
    op, inputs, attribute = spec._op, [X.copy(), np.array([1, 2])], {"factor": 2.0}
    i = 2 * inputs[1]
    np.testing.assert_allclose(op.value(inputs, attribute), X**3 * i)
    x, none = op.gradients(inputs, U.copy(), attribute)
    np.testing.assert_allclose(x, U * 3 * X**2 * i)
    assert none is None
    x, none, upstream = op.second(inputs, U.copy(), [V.copy(), None], attribute)
    np.testing.assert_allclose(x, V * U * 6 * X * i)
    np.testing.assert_allclose(upstream, V * 3 * X**2 * i)
    assert none is None
    np.testing.assert_allclose(op.jvp(inputs, [V.copy(), V.copy()], attribute), V * 3 * X**2 * i)


def test_pytorch_differentiates_a_function_twice_and_pushes_forward():
    assert_derivatives_of_product(Spec(product, TWO, attributes=[{"factor": 2.0}]))


def test_an_autograd_function_gets_its_attribute_after_the_inputs():
    class Scale(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, factor):
            ctx.factor = factor
            return factor * x

        @staticmethod
        def backward(ctx, upstream):
            return ctx.factor * upstream, None

    spec = Spec(Scale, [Input("x")], attributes=[{"factor": 2}])
    assert spec.name == "Scale"
    assert spec._op.value([X], {"factor": 2}).tolist() == [2, -4]
    assert spec._op.gradients([X.copy()], U, {"factor": 2})[0].tolist() == [6, 10]


def test_derivatives_that_are_zero_are_zeros():
    constant = Spec(lambda x: torch.ones_like(x), [Input("x")])
    assert constant._op.gradients([X.copy()], U, {})[0].tolist() == [0, 0]
    absolute = Spec(torch.abs, [Input("x")])
    assert absolute._op.second([X.copy()], U.copy(), [V], {})[0].tolist() == [0, 0]


def tuple_of(x):
    return x if isinstance(x, tuple) else (x,)


def vjp(function, *xs):
    value, pull = torch.func.vjp(function, *xs)
    return value, lambda u: tuple_of(pull(u if not (isinstance(u, tuple) and torch.is_tensor(value)) else u[0]))


def test_jax_differentiates_a_function_twice_and_pushes_forward(monkeypatch):
    jax = types.ModuleType("jax")
    jax.config = types.SimpleNamespace(jax_enable_x64=True)
    jax.numpy = types.SimpleNamespace(asarray=torch.as_tensor)
    jax.vjp, jax.jvp = vjp, torch.func.jvp
    monkeypatch.setitem(sys.modules, "jax", jax)
    custom = type("custom_vjp", (), {"__module__": "jax", "__call__": staticmethod(product)})()
    spec = Spec(custom, TWO, attributes=[{"factor": 2.0}])
    assert spec.name == "custom_vjp"
    assert_derivatives_of_product(spec)
    jax.config.jax_enable_x64 = False
    with pytest.raises(ValueError, match="jax_enable_x64"):
        Spec(custom, TWO)
