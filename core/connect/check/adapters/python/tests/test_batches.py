"""Functions of PyTorch compute batches by one call, where this gives what single calls give."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from gradus_check import Input, Spec, Values, run  # noqa: E402


@pytest.fixture(autouse=True)
def time_enough(monkeypatch):
    """No law is cut short, however busy the machine is: reports are compared, and they say so."""
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-Dgradus.seconds=3600")


class Counted:
    """A function that counts its calls."""

    def __init__(self, function, name):
        self.function = function
        self.__name__ = name
        self.calls = 0

    def __call__(self, *inputs):
        self.calls += 1
        return self.function(*inputs)


def layer_norm(x, g, b):
    return torch.nn.functional.layer_norm(x, (x.shape[-1],), g, b)


def spec(function, name="layer_norm"):
    return Spec(
        Counted(function, name),
        [Input("x", ("n", "d"), Values.between(-9, 9)), Input("g", ("d",)), Input("b", ("d",))],
        sizes={"n": (1, 4), "d": (2, 4)},
        without={"EXTREMES": "the gradient for x overflows"},
    )


LAWS = ["GRADIENT", "MAGNITUDES", "ADJOINT", "LINEAR"]


def test_a_batch_is_one_call():
    vectorized = spec(layer_norm)
    report = run([vectorized], law=LAWS, tries=5, seed=1)
    assert not report.broken, report.text
    assert vectorized._op.vectorizes
    single = spec(layer_norm)
    single._op.vectorizes = False
    assert run([single], law=LAWS, tries=5, seed=1).text == report.text
    assert vectorized._op.function.calls < single._op.function.calls / 2


def test_a_function_that_looks_at_its_numbers_is_called_for_each_case():
    branching = spec(lambda x, g, b: layer_norm(x, g, b) if x.sum() > 0 else layer_norm(x, g, b))
    assert not run([branching], law="GRADIENT", tries=5, seed=1).broken
    assert not branching._op.vectorizes


def test_a_function_that_mixes_the_cases_of_a_batch_is_called_for_each_case():
    calls = []

    def noisy(x, g, b):
        calls.append(None)
        return layer_norm(x, g, b) * (1 if len(calls) % 2 else 1.001)

    noisy_spec = spec(noisy)
    run([noisy_spec], law="GRADIENT", tries=5, seed=1)
    assert not noisy_spec._op.vectorizes


def test_a_wrong_rule_is_found():
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(ctx, upstream):
            (x,) = ctx.saved_tensors
            return upstream * 3 * x * x.abs()

    report = run([Spec(Cube, [Input("x", ("n",), Values.between(-5, 5))])], law="GRADIENT", tries=20, seed=1)
    assert "x (1)         [-1]" in report.text


def test_results_come_one_by_one():
    seen = []
    report = run([spec(layer_norm)], law=LAWS, tries=3, on_result=lambda op, result: seen.append((op, result.law)))
    assert seen == [("layer_norm", result.law) for result in report.laws["layer_norm"]]
    assert np.all([status.status == "holds" for status in report.laws["layer_norm"]])
