"""Check the derivatives of any op against the laws of Gradus.

>>> import numpy as np
>>> from gradus_check import Input, Values, check
>>> def softplus(x):
...     return np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0)
>>> def softplus_backward(x, upstream):
...     return upstream / (1 + np.exp(-x))
>>> check((softplus, softplus_backward), [Input("x", "any", Values.between(-40, 40))])

``check`` starts the checker, a Java program, which draws the cases, asks this process for values and gradients, and
shrinks what it finds. A broken law raises `BrokenLaw`, whose text is the report. The protocol between the two programs
is described in docs/17-checking-any-op.md.
"""

from __future__ import annotations

import base64
import collections
import dataclasses
import functools
import importlib.util
import inspect
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import types
from pathlib import Path
from typing import Any, BinaryIO, Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

import numpy as np

__version__ = "0.1.0"
__all__ = ["BrokenLaw", "CheckerError", "Input", "LawResult", "Report", "Spec", "SpecError", "Values", "check", "laws"]

_VERSIONS = (1, 2)
_JAR = "GRADUS_CHECK_JAR"
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # a check is too short for the better compiler to pay
_FAREWELL = 5  # seconds until a checker that nobody asks any more is ended
_ENOUGH = 0.25  # seconds after which a batch is answered as far as it is computed
_MOST_CONSTANTS = 32
_EMPTY_CELL = types.CellType()
_REMEMBERED = 4  # earlier calls whose arrays are compared with those of the current one


class BrokenLaw(AssertionError):
    """An op breaks a law.

    Attributes
    ----------
    report : Report
        The results of all laws. The text of this error is its text.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report.text)
        self.report = report


class SpecError(ValueError):
    """The checker refuses the description of an op."""


class CheckerError(RuntimeError):
    """The checker cannot be found, does not start, or ends without a report."""


@dataclasses.dataclass(frozen=True)
class LawResult:
    """What became of one law: its status is ``"holds"``, ``"broken"`` or ``"skipped"``."""

    law: str
    status: str
    text: str = ""
    """The report of a broken law, or the reason why a law was skipped."""


OnResult = Callable[[str, LawResult], None]


@dataclasses.dataclass(frozen=True)
class Report:
    """The results of all laws for the ops of one check."""

    laws: Mapping[str, Sequence[LawResult]]
    """The results of each op, by its name."""

    text: str
    """The report as it is printed."""

    @property
    def broken(self) -> List[LawResult]:
        """The broken laws."""
        return [result for results in self.laws.values() for result in results if result.status == "broken"]


# Descriptions


class Values:
    """The documented domain of an input: the numbers that the op accepts, and where it is not smooth. Immutable.

    Laws about derivatives draw from the smooth part. All other laws draw kinks, ties and edges as well. One law draws
    the extremes of the domain, so describe the documented domain, not a convenient one.

    >>> Values.any().kinks_at(0)
    Values({'any': True, 'kinks': [0]})
    """

    def __init__(self, description: Mapping[str, Any]) -> None:
        self._description = dict(description)

    def __repr__(self) -> str:
        return f"Values({self._description})"

    def _with(self, key: str, value: Any) -> Values:
        return Values({**self._description, key: value})

    @staticmethod
    def any() -> Values:
        """Every finite number."""
        return Values({"any": True})

    @staticmethod
    def between(lower: float, upper: float) -> Values:
        """lower ≤ x ≤ upper."""
        return Values({"between": _bounds(lower, upper)})

    @staticmethod
    def strictly_between(lower: float, upper: float) -> Values:
        """lower < x < upper."""
        return Values({"strictlyBetween": _bounds(lower, upper)})

    @staticmethod
    def positive() -> Values:
        """x > 0."""
        return Values({"positive": True})

    @staticmethod
    def non_negative() -> Values:
        """x ≥ 0."""
        return Values({"nonNegative": True})

    @staticmethod
    def nonzero() -> Values:
        """Every finite number except 0."""
        return Values({"nonzero": True})

    @staticmethod
    def integers(lower: int, upper: int) -> Values:
        """The integers from lower to upper, both included."""
        return Values({"integers": _bounds(lower, upper)})

    @staticmethod
    def indices_of(symbol: str) -> Values:
        """The integers from 0 to the size of an axis − 1, such as indices or class labels."""
        return Values({"integers": [0, symbol]})

    def kinks_at(self, *points: float) -> Values:
        """Add kinks, where the op is continuous but has no derivative."""
        return self._with("kinks", list(points))

    def excluding(self, *points: float) -> Values:
        """Exclude these points from the domain."""
        return self._with("except", list(points))

    def distinct(self) -> Values:
        """Add kinks where two elements of the array are equal, as in a maximum."""
        return self._with("distinct", True)

    def symmetric(self) -> Values:
        """Symmetric matrices in the last two axes, which must have the same symbol."""
        return self._with("symmetric", True)

    def positive_definite(self) -> Values:
        """Symmetric positive definite matrices in the last two axes."""
        return self._with("positiveDefinite", True)

    def lower_triangular(self) -> Values:
        """Matrices in the last two axes with zeros above the diagonal."""
        return self._with("lowerTriangular", True)

    def upper_triangular(self) -> Values:
        """Matrices in the last two axes with zeros below the diagonal."""
        return self._with("upperTriangular", True)

    def orthogonal(self) -> Values:
        """Orthogonal matrices in the last two axes."""
        return self._with("orthogonal", True)

    def invertible(self) -> Values:
        """Matrices in the last two axes whose determinant is not 0."""
        return self._with("invertible", True)

    def rows_sum_to(self, total: float) -> Values:
        """Arrays whose sums along the last axis equal this number, such as probabilities."""
        return self._with("rowsSumTo", total)


def _bounds(lower: float, upper: float) -> List[Any]:
    if not lower <= upper:
        raise ValueError(f"the lower bound {lower} is greater than the upper bound {upper}; swap them")
    return [_number(lower), _number(upper)]


def _number(x: float) -> Union[float, str]:
    if math.isfinite(x):
        return x
    return "NaN" if math.isnan(x) else "Infinity" if x > 0 else "-Infinity"


@dataclasses.dataclass(frozen=True)
class Input:
    """One input of an op.

    Parameters
    ----------
    name : str
        Its name in reports.
    dims : "any", "broadcastable" or a sequence of axes
        An axis is a symbol, a number, or ``"*"``. A symbol has the same size wherever it occurs, ``"*"`` stands for any
        number of axes, and ``()`` is a scalar. ``"any"`` is any shape, the same one in all inputs with these dims.
    values : Values
        Its domain.
    derivative : bool
        Whether the op has a derivative with respect to it.
    dtype : str, optional
        The type in which the op gets it, such as ``"int64"``. By default that of the op.
    """

    name: str
    dims: Union[str, Sequence[Union[str, int]]] = "any"
    values: Values = Values.any()
    derivative: bool = True
    dtype: Optional[str] = None

    def __post_init__(self) -> None:
        if isinstance(self.dims, str) and self.dims not in ("any", "broadcastable"):
            raise ValueError(
                f'the dims of {self.name} are "{self.dims}", must be "any", "broadcastable" or a sequence of axes such '
                f'as ("{self.dims}",)'
            )
        if not isinstance(self.values, Values):
            raise TypeError(
                f"the values of {self.name} are of type {type(self.values).__name__}; write for example "
                "Values.between(-1, 1)"
            )
        if self.dtype is not None:
            np.dtype(self.dtype)

    def _describe(self) -> Dict[str, Any]:
        dims = self.dims if isinstance(self.dims, str) else [str(axis) for axis in self.dims]
        described = {"name": self.name, "dims": dims, "derivative": self.derivative, "values": self.values._description}
        return described if self.dtype is None else {**described, "dtype": np.dtype(self.dtype).name}


class Spec:
    """An op and what it claims: its inputs with their shapes and domains, and a reference.

    A spec at the top level of a test file is collected by pytest, and each law is a test of its own. ``python -m
    gradus_check FILE`` checks all specs of a file.

    Parameters
    ----------
    op : callable, class or pair
        What to check:

        * ``(forward, backward)``: NumPy functions ``forward(*inputs)``, which returns an array, and ``backward(*inputs,
          upstream)``, which returns the gradient, or a tuple with one for each input, None where there is no
          derivative. ``(forward, None)`` has no derivative.
        * a class with ``forward(*inputs)`` and ``backward(upstream)``, which is called on an instance just after its
          ``forward``.
        * a `torch.autograd.Function`, or any function of PyTorch tensors. PyTorch differentiates it, twice.
        * a function of JAX, such as one with ``custom_vjp``. JAX differentiates it, twice.
    inputs : sequence of Input
        The inputs, in the op's order.
    name : str, optional
        The op's name in reports.
    reference : callable, optional
        A function of the same inputs, in NumPy or PyTorch, that computes the value in the simplest way. If the op computes
        with fewer digits, it is called with float64 arrays, and with arrays of the op's own dtype: the op's error should
        not be larger than its own.
    attributes : sequence of dict, optional
        Sets of keyword arguments. Each case draws one: ``[dict(axis=0), dict(axis=1)]``. The op and the
        reference get them. A class gets them when it is constructed, an autograd function after the inputs.
    sizes : mapping, optional
        The smallest and the largest size of a symbol: ``{"n": (1, 4)}``. The default is (0, 4).
    apart : sequence of str, optional
        Inputs whose elements make a kink where they are equal, as for the maximum of a and b.
    refuses : sequence, optional
        Shapes of all inputs that the op must refuse with an error: ``[((2,), (3,))]``. Where it is given, also if it is
        empty, the op must refuse different sizes of a symbol as well.
    longest : int, optional
        The size of the longest axis that is tried: 65,537 for an elementwise op, and 4,097 for others, because they may
        compute something for each pair of elements. Raise it if the op does not.
    tolerance : pair of float, optional
        How closely the value must agree with the reference: relative and absolute.
    without : mapping, optional
        Laws to leave out, each with the reason.
    dtype : dtype
        float64, or float32, float16 or "bfloat16" for ops that compute in it. Functions of NumPy arrays need the package
        ml_dtypes for bfloat16, functions of PyTorch and JAX do not.
    order : int, optional
        2 if the derivative can be differentiated. The default is 2 for PyTorch and JAX, 1 otherwise.
    jvp : bool or callable
        Whether PyTorch or JAX can push tangents forward, or for NumPy a function ``jvp(*inputs, *tangents)``.
    threads : bool
        Whether several threads may call the op at once.
    """

    def __init__(
        self,
        op: Any,
        inputs: Sequence[Input],
        *,
        name: Optional[str] = None,
        reference: Optional[Callable[..., Any]] = None,
        attributes: Sequence[Mapping[str, Any]] = (),
        sizes: Optional[Mapping[str, Tuple[int, int]]] = None,
        apart: Sequence[str] = (),
        refuses: Optional[Sequence[Sequence[Sequence[int]]]] = None,
        longest: Optional[int] = None,
        tolerance: Optional[Tuple[float, float]] = None,
        without: Optional[Mapping[str, str]] = None,
        dtype: Any = np.float64,
        order: Optional[int] = None,
        jvp: Union[bool, Callable[..., Any]] = False,
        threads: bool = True,
    ) -> None:
        self.inputs = list(inputs)
        self.dtype = _dtype(dtype)
        if _dtype_name(self.dtype) not in _PRECISIONS:
            raise ValueError(f"dtype is {_dtype_name(self.dtype)}, must be {', '.join(_PRECISIONS[:-1])} or bfloat16")
        self.attributes = list(attributes)
        self._check_arguments(apart, order)
        self._op = _adapt(op, self, jvp)
        if self.dtype == _BFLOAT16 and not isinstance(self._op, _Torch):
            if importlib.util.find_spec("ml_dtypes") is None:
                raise ValueError("NumPy has no bfloat16; install the package ml_dtypes, or pass a function of PyTorch")
            import ml_dtypes

            self.dtype = np.dtype(ml_dtypes.bfloat16)
        self.reference = _reference(reference, self)
        self.name = name or self._op.name
        self._is_named = name is not None
        self._description: Dict[str, Any] = {
            "dtype": _dtype_name(self.dtype),
            "inputs": [given._describe() for given in self.inputs],
            "reference": reference is not None,
            "coarseReference": reference is not None and (self.dtype != _BFLOAT16 or _uses_torch(reference)),
            "backward": self._op.differentiable,
            "order": order or self._op.order,
            "jvp": bool(jvp),
            "threads": threads,
            "without": dict(without or {}),
        }
        if self.attributes:
            self._description["attributes"] = [_plain(attribute) for attribute in self.attributes]
        if sizes:
            self._description["sizes"] = {symbol: list(size) for symbol, size in sizes.items()}
        if apart:
            self._description["apart"] = list(apart)
        if refuses is not None:
            self._description["refuses"] = [[list(shape) for shape in shapes] for shapes in refuses]
        if longest is not None:
            self._description["longest"] = longest
        thresholds = _constants(self._op.code())
        if thresholds:
            self._description["thresholds"] = thresholds
        if tolerance:
            self._description["tolerance"] = list(tolerance)

    def _check_arguments(self, apart: Sequence[str], order: Optional[int]) -> None:
        if not self.inputs:
            raise ValueError('an op has at least one input; write for example inputs=[Input("x")]')
        for given in self.inputs:
            if not isinstance(given, Input):
                raise TypeError(f"{given!r} is not an Input; write for example Input('x', 'any', Values.any())")
        names = [given.name for given in self.inputs]
        if len(set(names)) < len(names):
            raise ValueError(f"two inputs have the same name: {', '.join(names)}")
        for name in apart:
            if name not in names:
                raise ValueError(f"apart names {name}, but the inputs are {', '.join(names)}")
        for attribute in self.attributes:
            if not isinstance(attribute, Mapping):
                raise TypeError(f"the attribute {attribute!r} is not a dict of keyword arguments, such as dict(axis=0)")
        if order not in (None, 1, 2):
            raise ValueError(f"order is {order}, must be 1 or 2")

    def describe(self) -> Dict[str, Any]:
        """The description that the checker gets, as in the protocol."""
        return {"name": self.name, **self._description}

    def name_by_default(self, name: str) -> None:
        """Call the op this, unless it was given a name."""
        if not self._is_named:
            self.name = name

    def check(self, **options: Any) -> Report:
        """Check the op against all laws; see `check` for the options."""
        return check(self, **options)

    def __repr__(self) -> str:
        return f"Spec({self.name})"


def _plain(attribute: Any) -> Any:
    """What JSON makes of an attribute: types and functions become text, tuples become lists."""
    return json.loads(json.dumps(attribute, default=str))


# Ops


class _Op:
    """An op as the checker sees it: functions of a list of arrays, and of a dict of keyword arguments."""

    order = 1
    differentiable = True
    name = "op"
    vectorizes = False  # whether it can compute a batch by one call

    def value(self, inputs, attribute):
        raise NotImplementedError

    def gradients(self, inputs, upstream, attribute):
        raise NotImplementedError

    def second(self, inputs, upstream, directions, attribute):
        """The gradients of ⟨directions, gradients(inputs, upstream)⟩: for each input, then for upstream."""
        raise NotImplementedError("this op has no second derivative; leave out order=2")

    def jvp(self, inputs, tangents, attribute):
        raise NotImplementedError("this op has no jvp; leave out jvp=True")

    def values(self, stacks, attribute):
        """The values for arrays that have one more axis, the first; None if the op cannot compute them at once."""
        return None

    def all_gradients(self, stacks, upstreams, attribute):
        """The gradients for such arrays; None likewise."""
        return None

    def code(self) -> Sequence[Any]:
        """The functions that compute the op."""
        return ()


class _Results:
    """The shapes of an op's results, which are joined to one vector if there are several."""

    def __init__(self) -> None:
        self.shapes: Dict[str, Any] = {}

    def _key(self, inputs, attribute):
        return repr(([array.shape for array in inputs], attribute))

    def joined(self, value, inputs, attribute):
        if not isinstance(value, (tuple, list)):
            return value
        parts = [np.asarray(part) for part in value]
        self.shapes[self._key(inputs, attribute)] = [part.shape for part in parts]
        return np.concatenate([part.ravel() for part in parts])

    def parts(self, upstream, inputs, attribute, value):
        """The upstream gradient of each result, in a tuple if there are several."""
        key = self._key(inputs, attribute)
        if key not in self.shapes:
            self.shapes[key] = None  # unless this call finds several
            value([array.copy() for array in inputs], attribute)
        if self.shapes[key] is None:
            return upstream
        ends = np.cumsum([math.prod(shape) for shape in self.shapes[key]])[:-1]
        return tuple(part.reshape(shape) for part, shape in zip(np.split(upstream, ends), self.shapes[key]))


class _Pair(_Op):
    """A pair of NumPy functions."""

    def __init__(self, forward: Callable[..., Any], backward: Optional[Callable[..., Any]], jvp: Any) -> None:
        self.forward = forward
        self.backward = backward
        self.pushforward = jvp
        self.name = _name(forward)
        self.differentiable = backward is not None
        self.results = _Results()

    def value(self, inputs, attribute):
        return self.results.joined(self.forward(*inputs, **attribute), inputs, attribute)

    def gradients(self, inputs, upstream, attribute):
        upstream = self.results.parts(upstream, inputs, attribute, self.value)
        return _for_each_input(self.backward(*inputs, upstream, **attribute))

    def jvp(self, inputs, tangents, attribute):
        return self.results.joined(self.pushforward(*inputs, *tangents, **attribute), inputs, attribute)

    def code(self):
        return [self.forward, self.backward]


class _Layer(_Op):
    """A class whose instances remember in ``forward`` what ``backward`` needs."""

    def __init__(self, layer: Callable[..., Any]) -> None:
        self.layer = layer
        self.name = _name(layer)
        self.instances: Dict[str, Any] = {}
        self.results = _Results()

    def value(self, inputs, attribute):
        key = repr(attribute)
        if key not in self.instances:
            self.instances[key] = self.layer(**attribute)
        return self.results.joined(self.instances[key].forward(*inputs), inputs, attribute)

    def gradients(self, inputs, upstream, attribute):
        instance = self.layer(**attribute)
        self.results.joined(instance.forward(*inputs), inputs, attribute)
        return _for_each_input(instance.backward(self.results.parts(upstream, inputs, attribute, self.value)))

    def code(self):
        return list(vars(self.layer).values()) if inspect.isclass(self.layer) else [self.layer]


class _Torch(_Op):
    """A function of PyTorch tensors."""

    order = 2

    def __init__(self, function: Callable[..., Any], spec: Spec) -> None:
        import torch

        self.torch = torch
        self.name = _name(function)
        self.function = function
        self.given = function
        self.vectorizes = hasattr(torch, "func")
        if inspect.isclass(function) and issubclass(function, torch.autograd.Function):
            self.function = lambda *inputs, **attribute: function.apply(*inputs, *attribute.values())
        self.call = lambda *inputs, **attribute: self._joined(self.function(*inputs, **attribute))
        self.derivative = [given.derivative for given in spec.inputs]

    def _joined(self, value):
        """One tensor: several results as a vector."""
        if not isinstance(value, (tuple, list)):
            return value
        dtype = next((part.dtype for part in value if part.is_floating_point()), self.torch.float64)
        return self.torch.cat([part.reshape(-1).to(dtype) for part in value])

    def _tensor(self, array):
        """A tensor in the memory of the array."""
        if array.dtype == _BFLOAT16:
            return self.torch.from_numpy(array.view(np.int16)).view(self.torch.bfloat16)
        return self.torch.from_numpy(array)

    def _array(self, tensor):
        if tensor.dtype == self.torch.bfloat16:
            return tensor.view(self.torch.int16).numpy().view(_BFLOAT16)
        return tensor.numpy()

    def value(self, inputs, attribute):
        with self.torch.no_grad():
            return self._array(self.call(*map(self._tensor, inputs), **attribute))

    def _gradients(self, inputs, upstream, attribute, again):
        with self.torch.enable_grad():
            xs = [self._tensor(x) for x in inputs]
            differentiable = [x.requires_grad_() for x, wanted in zip(xs, self.derivative) if wanted]
            value = self.call(*xs, **attribute)
            return differentiable, self._grad(value, differentiable, upstream, again)

    def _grad(self, value, xs, upstream, again=False):
        """The gradients, zeros where the value does not depend on an input."""
        grads = [None] * len(xs)
        if value.requires_grad:
            grads = self.torch.autograd.grad(value, xs, upstream, create_graph=again, allow_unused=True)
        return [self.torch.zeros_like(x) if grad is None else grad for x, grad in zip(xs, grads)]

    def _arrays(self, grads):
        """A copy of each: numpy() of a zero tensor, such as the second derivative of abs, reads memory of others."""
        return [self._array(grad.detach().clone()) for grad in grads]

    def gradients(self, inputs, upstream, attribute):
        _, grads = self._gradients(inputs, self._tensor(upstream), attribute, again=False)
        grads = iter(self._arrays(grads))
        return [next(grads) if wanted else None for wanted in self.derivative]

    def second(self, inputs, upstream, directions, attribute):
        upstream = self._tensor(upstream).requires_grad_()
        xs, grads = self._gradients(inputs, upstream, attribute, again=True)
        along = [self._tensor(d) for d, wanted in zip(directions, self.derivative) if wanted]
        total = sum((d * grad).sum() for d, grad in zip(along, grads))
        second = self._arrays(self._grad(total, [*xs, upstream], None))
        of_inputs = iter(second)
        return [next(of_inputs) if wanted else None for wanted in self.derivative] + second[-1:]

    def jvp(self, inputs, tangents, attribute):
        forward_ad = self.torch.autograd.forward_ad
        with self.torch.no_grad(), forward_ad.dual_level():
            xs = [self._tensor(x) for x in inputs]
            for i, wanted in enumerate(self.derivative):
                if wanted:
                    xs[i] = forward_ad.make_dual(xs[i], self._tensor(tangents[i]))
            value, tangent = forward_ad.unpack_dual(self.call(*xs, **attribute))
            return self._array(self.torch.zeros_like(value) if tangent is None else tangent)

    def _vmapped(self, xs, attribute):
        return self.torch.func.vmap(lambda *each: self.call(*each, **attribute))(*xs)

    def values(self, stacks, attribute):
        with self.torch.no_grad():
            return self._array(self._vmapped([self._tensor(stack) for stack in stacks], attribute))

    def all_gradients(self, stacks, upstreams, attribute):
        with self.torch.enable_grad():
            xs = [self._tensor(stack) for stack in stacks]
            differentiable = [x.requires_grad_() for x, wanted in zip(xs, self.derivative) if wanted]
            value = self._vmapped(xs, attribute)
            grads = iter(self._arrays(self._grad(value, differentiable, self._tensor(upstreams))))
        return [next(grads) if wanted else None for wanted in self.derivative]

    def code(self):
        return list(vars(self.given).values()) if inspect.isclass(self.given) else [self.given]


class _Jax(_Op):
    """A function of JAX arrays."""

    order = 2

    def __init__(self, function: Callable[..., Any], spec: Spec) -> None:
        import jax

        if spec.dtype == np.float64 and not jax.config.jax_enable_x64:
            raise ValueError(
                'JAX computes in float32; call jax.config.update("jax_enable_x64", True), or say dtype="float32"'
            )
        self.jax = jax
        self.name = _name(function)
        self.function = function
        self.derivative = [given.derivative for given in spec.inputs]

    def _of_differentiable(self, inputs, attribute):
        """The op as a function of the inputs that have a derivative, and those inputs."""
        fixed = [self.jax.numpy.asarray(x) for x in inputs]

        def function(*xs):
            xs = iter(xs)
            return self.function(*[next(xs) if wanted else x for x, wanted in zip(fixed, self.derivative)], **attribute)

        return function, [x for x, wanted in zip(fixed, self.derivative) if wanted]

    def _spread(self, grads):
        grads = iter(grads)
        return [np.array(next(grads)) if wanted else None for wanted in self.derivative]

    def value(self, inputs, attribute):
        return np.array(self.function(*map(self.jax.numpy.asarray, inputs), **attribute))

    def gradients(self, inputs, upstream, attribute):
        function, xs = self._of_differentiable(inputs, attribute)
        return self._spread(self.jax.vjp(function, *xs)[1](self.jax.numpy.asarray(upstream)))

    def second(self, inputs, upstream, directions, attribute):
        function, xs = self._of_differentiable(inputs, attribute)
        along = tuple(self.jax.numpy.asarray(d) for d, wanted in zip(directions, self.derivative) if wanted)
        rule = lambda u, *xs: self.jax.vjp(function, *xs)[1](u)
        of_upstream, *of_inputs = self.jax.vjp(rule, self.jax.numpy.asarray(upstream), *xs)[1](along)
        return self._spread(of_inputs) + [np.array(of_upstream)]

    def jvp(self, inputs, tangents, attribute):
        function, xs = self._of_differentiable(inputs, attribute)
        along = [self.jax.numpy.asarray(t) for t, wanted in zip(tangents, self.derivative) if wanted]
        return np.array(self.jax.jvp(function, tuple(xs), tuple(along))[1])

    def code(self):
        return [self.function]


def _adapt(op: Any, spec: Spec, jvp: Any) -> _Op:
    if isinstance(op, tuple):
        if len(op) != 2 or not callable(op[0]) or not (op[1] is None or callable(op[1])):
            raise TypeError("an op in NumPy is a pair of functions: (forward, backward)")
        return _Pair(op[0], op[1], jvp)
    if type(op).__module__.partition(".")[0] in ("jax", "jaxlib"):
        return _Jax(op, spec)
    torch = sys.modules.get("torch")
    is_torch_function = torch is not None and inspect.isclass(op) and issubclass(op, torch.autograd.Function)
    if inspect.isclass(op) and not is_torch_function:
        if not (hasattr(op, "forward") and hasattr(op, "backward")):
            raise TypeError(f"the class {op.__name__} needs methods forward(*inputs) and backward(upstream)")
        return _Layer(op)
    if not callable(op):
        raise TypeError(f"{op!r} is no op; pass (forward, backward), a class, or a function of PyTorch or JAX")
    if importlib.util.find_spec("torch") is None:
        raise TypeError(
            f"{_name(op)} is a single function, which PyTorch would have to differentiate, but PyTorch is not "
            "installed; pass a pair (forward, backward) of NumPy functions"
        )
    return _Torch(op, spec)


def _reference(reference: Optional[Callable[..., Any]], spec: Spec) -> Optional[Callable[..., Any]]:
    """The reference as a function of NumPy arrays with one result."""
    if reference is None:
        return None
    if _uses_torch(reference):
        function = _Torch(reference, spec)
        return lambda *inputs, **attribute: function.value(inputs, attribute)
    results = _Results()
    return lambda *inputs, **attribute: results.joined(reference(*inputs, **attribute), inputs, attribute)


def _uses_torch(function: Any) -> bool:
    """Whether a function is one of PyTorch, or the code of a function names PyTorch."""
    function = inspect.unwrap(function)
    used = [function, *_named_by(function)] if hasattr(function, "__code__") else [function]
    homes = [getattr(thing, "__module__", None) or getattr(thing, "__name__", "") for thing in used]
    return any(str(home).partition(".")[0] == "torch" for home in homes)


def _named_by(function: Any) -> List[Any]:
    """What the code of a function names outside the function: variables of functions around it, and globals."""
    cells = [cell.cell_contents for cell in function.__closure__ or () if cell != _EMPTY_CELL]
    return [*cells, *(function.__globals__.get(name) for name in function.__code__.co_names)]


def _constants(functions: Sequence[Any]) -> List[float]:
    """The numbers in the code of functions, in the functions within them, and in the globals that they use: at these an
    op may change its behavior."""
    found = set()
    codes = []
    for function in functions:
        function = inspect.unwrap(getattr(function, "__func__", function))
        code = getattr(function, "__code__", None)
        if code is not None:
            codes.append(code)
            found.update(filter(_is_threshold, [*_named_by(function), *(function.__defaults__ or ())]))
    while codes:
        code = codes.pop()
        for constant in code.co_consts:
            if inspect.iscode(constant):
                codes.append(constant)
            elif _is_threshold(constant):
                found.add(constant)
    return sorted(float(constant) for constant in found)[:_MOST_CONSTANTS]


def _is_threshold(constant: Any) -> bool:
    return isinstance(constant, (int, float)) and not isinstance(constant, bool) and abs(constant) < 1e150


def _name(function: Any) -> str:
    return getattr(function, "__name__", type(function).__name__)


def _for_each_input(gradients: Any) -> Sequence[Any]:
    """A single gradient as a tuple."""
    return gradients if isinstance(gradients, (tuple, list)) else (gradients,)


def _check_gradients(gradients: Sequence[Any], spec: Spec) -> Sequence[Any]:
    if len(gradients) < len(spec.inputs):
        raise ValueError(
            f"backward returned {len(gradients)} gradients for {len(spec.inputs)} inputs; return a tuple with one for "
            "each input, None where there is no derivative"
        )
    for given, gradient in zip(spec.inputs, gradients):
        if given.derivative and gradient is None:
            raise ValueError(f"backward returned None for {given.name}; if it has no derivative, say derivative=False")
        if not given.derivative and gradient is not None:
            raise ValueError(f"backward returned a gradient for {given.name}, which has derivative=False; return None")
    return gradients


# The protocol


def _decode(array: Any, dtype: np.dtype) -> np.ndarray:
    """A new array, given as in the protocol."""
    if isinstance(array, dict) and "base64" in array:
        sent = np.dtype(array.get("dtype", "float64")).newbyteorder("<")
        return _rounded(np.frombuffer(base64.b64decode(array["base64"]), sent).reshape(array["shape"]).copy(), dtype)
    if isinstance(array, dict):
        return _rounded(np.array(array["data"], np.float64).reshape(array["shape"]), dtype)
    return _rounded(np.array(array, np.float64), dtype)


def _encode(array: np.ndarray) -> Dict[str, Any]:
    array = _widened(array)
    text = base64.b64encode(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()).decode("ascii")
    encoded = {"shape": array.shape, "base64": text}
    return encoded if array.dtype == np.float64 else {**encoded, "dtype": array.dtype.name}


class _Program:
    """Answers the checker's requests."""

    def __init__(self, specs: Sequence[Spec], on_result: Optional[OnResult] = None, **options: Any) -> None:
        self.on_result = on_result
        self.specs = {spec.name: spec for spec in specs}
        if len(self.specs) < len(specs):
            raise SpecError(f"two specs have the same name: {', '.join(spec.name for spec in specs)}; give them names")
        self.options = {key: value for key, value in options.items() if value is not None}
        if on_result is not None:
            self.options["progress"] = True
        self.earlier: Any = collections.deque(maxlen=_REMEMBERED)
        self.report: Any = None
        self.since: Optional[float] = None  # when the running call began
        self.server: Optional[threading.Thread] = None

    def serve(self, requests: BinaryIO, answers: BinaryIO) -> None:
        """Answer all requests, up to the one to quit, whose report is kept."""
        self.server = server = threading.current_thread()
        for line in iter(requests.readline, b""):
            request = json.loads(line)
            together = [request]
            while len(together) < request.get("together", 1):
                together.append(json.loads(requests.readline()))
            self.since = time.monotonic()
            given = [self.answer(request)] if len(together) == 1 else self.answer_at_once(together)
            if self.server is not server:
                return  # the op took so long that another thread has taken over
            self.since = None
            answers.write(b"".join(json.dumps(answer).encode() + b"\n" for answer in given))
            answers.flush()
            if request["message"] == "quit":
                self.report = request.get("report")
                return

    def answer(self, request: Mapping[str, Any], alone: bool = True) -> Dict[str, Any]:
        """The answer to one request; what the op throws is an answer too."""
        try:
            with np.errstate(all="ignore"):
                return {"id": request["id"], **self._answer(request, alone)}
        except Exception as thrown:
            trace = traceback.format_exception(type(thrown), thrown, thrown.__traceback__)
            error = {"type": type(thrown).__name__, "message": str(thrown), "trace": "".join(trace)}
            return {"id": request["id"], "error": error}

    def answer_at_once(self, requests: Sequence[Mapping[str, Any]]) -> List[Dict[str, Any]]:
        """The answers to several requests, each computed in a thread of its own."""
        answers: List[Dict[str, Any]] = [{}] * len(requests)
        start = threading.Barrier(len(requests))

        def answer(i: int) -> None:
            start.wait()
            answers[i] = self.answer(requests[i], alone=False)

        interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)  # so that the threads get in each other's way, if they can
        try:
            threads = [threading.Thread(target=answer, args=(i,), daemon=True) for i in range(len(requests))]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            sys.setswitchinterval(interval)
        return answers

    def _answer(self, request: Mapping[str, Any], alone: bool) -> Dict[str, Any]:
        message = request["message"]
        if message == "describe":
            common = [version for version in _VERSIONS if version in request["versions"]]
            if not common:
                raise ValueError(f"gradus_check {__version__} speaks the versions {_VERSIONS} of the protocol only")
            return {"version": common[-1], "ops": [spec.describe() for spec in self.specs.values()], **self.options}
        if message == "quit":
            return {}
        if message == "checked":
            if self.on_result is not None:
                self.on_result(request["op"], _result(request))
            return {}
        if message not in ("forward", "backward", "jvp"):
            raise ValueError(f"gradus_check {__version__} does not know the message {message}")
        return self._compute(self.specs[request["op"]], message, request, alone)

    def _compute(self, spec: Spec, message: str, request: Mapping[str, Any], alone: bool) -> Dict[str, Any]:
        attribute: Mapping[str, Any] = {}
        if "attribute" in request:
            attribute = next(given for given in spec.attributes if _plain(given) == request["attribute"])
        dtype = np.dtype(np.float64) if request.get("precision") == "float64" else spec.dtype
        inputs: List[np.ndarray] = []
        for i, (given, sent) in enumerate(zip(spec.inputs, request["inputs"])):
            first = request["same"][i] if "same" in request else i  # one array may be several inputs, as in f(x, x)
            inputs.append(inputs[first] if first < i else _decode(sent, _dtype(given.dtype) if given.dtype else dtype))
        arrays = {given.name: array for given, array in zip(spec.inputs, inputs)}
        upstream = None
        if "upstream" in request:
            upstream = arrays["upstream"] = _decode(request["upstream"], spec.dtype)
        along = request.get("directions", request.get("tangents", ()))
        along = [None if array is None else _decode(array, spec.dtype) for array in along]

        function = _function(spec, message, request, attribute)
        before = {name: array.tobytes() for name, array in arrays.items()}
        if "batch" in request:
            results = self._at_once(spec, function, message, request, inputs, upstream, attribute)
            if results is None:
                results = self._results_of_batch(spec, function, dtype, request["batch"], inputs, upstream, along)
        else:
            results = [None if r is None else _checked(r, spec, dtype) for r in function(inputs, upstream, along)]
        encoded = [None if r is None else _encode(_rounded(r, dtype)) for r in results]
        answer: Dict[str, Any] = {"value": encoded[0]}
        if message == "backward":
            answer = {"gradients": encoded[: len(inputs)]}
            if len(encoded) > len(inputs):
                answer["upstream"] = encoded[-1]
        changed = [name for name, array in arrays.items() if array.tobytes() != before[name]]
        if changed:
            answer["changed"] = changed
        if alone and "batch" not in request and not request.get("reference"):
            if self._keeps(list(arrays.values()), results):
                answer["kept"] = True
        return answer

    def _at_once(self, spec, function, message, request, inputs, upstream, attribute):
        """The results of a batch by one call of the op; None if single calls give other results, or it cannot."""
        op = spec._op
        is_simple = message in ("forward", "backward") and request.get("order", 1) == 1 and not request.get("reference")
        if not (request.get("vectorize") and op.vectorizes and is_simple and "same" not in request):
            return None
        given = [stack.copy() for stack in inputs]
        try:
            if message == "forward":
                stacks = [op.values(given, attribute)]
            else:
                stacks = op.all_gradients(given, upstream.copy(), attribute)
            first = function([stack[0] for stack in inputs], None if upstream is None else upstream[0], [])
            if all(_is_first(stack, array, request["batch"], spec) for stack, array in zip(stacks, first)):
                return [None if stack is None else np.asarray(stack) for stack in stacks]
        except Exception:
            pass  # some functions can only be called with single arrays
        op.vectorizes = False
        return None

    def _results_of_batch(self, spec, function, dtype, count, inputs, upstream, along) -> List[Optional[np.ndarray]]:
        """The results of the first evaluations of a batch, one above the other; of all if they do not take long."""
        stacks: List[Optional[np.ndarray]] = []
        start = self.since or time.monotonic()
        for i in range(count):
            rows = {id(stack): stack[i, ...] for stack in inputs}
            results = function(
                [rows[id(stack)] for stack in inputs],
                None if upstream is None else upstream[i, ...],
                [None if stack is None else stack[i, ...] for stack in along],
            )
            arrays = [None if r is None else _rounded(_checked(r, spec, dtype), dtype) for r in results]
            if not stacks:
                stacks = [None if array is None else np.empty((count, *array.shape), dtype) for array in arrays]
            for stack, array in zip(stacks, arrays):
                if stack is not None:
                    if array.shape != stack.shape[1:]:
                        raise ValueError("the results of a batch differ in shape")
                    stack[i, ...] = array
            self.since = time.monotonic()
            if self.since - start > _ENOUGH:
                return [None if stack is None else stack[: i + 1] for stack in stacks]
        return stacks

    def _keeps(self, given: Sequence[np.ndarray], results: Sequence[Optional[np.ndarray]]) -> bool:
        """Whether a result lies in memory of an earlier call, or this call has changed an earlier result.

        A view of an input of the same call is neither: x.T is as good as a copy.
        """
        kept = False
        new = [(result, result.tobytes()) for result in results if result is not None]
        for arrays, answered in self.earlier:
            kept = kept or any(np.may_share_memory(result, array) for result, _ in new for array in arrays)
            kept = kept or any(array.tobytes() != bits for array, bits in answered)
        self.earlier.append(([*given, *(result for result, _ in new)], new))
        return kept


def _is_first(stack: Any, array: Any, count: int, spec: Spec) -> bool:
    """Whether the first of some arrays that were computed at once is this one, up to rounding."""
    if stack is None or array is None:
        return stack is None and array is None
    array, stack = _widened(_checked(array, spec, spec.dtype)), _widened(stack)
    close = {8: 1e-9, 4: 1e-5, 2: 0.05}[spec.dtype.itemsize]
    scale = max(1e-300, np.abs(array, where=np.isfinite(array), out=np.zeros(array.shape)).max(initial=0))
    return stack.shape == (count, *array.shape) and np.allclose(stack[0], array, close, close * scale, equal_nan=True)


def _function(spec: Spec, message: str, request: Mapping[str, Any], attribute: Mapping[str, Any]) -> Callable[..., Any]:
    """What a request asks for: a list of arrays, as a function of inputs, upstream, and directions or tangents."""
    op = spec._op
    if message == "backward":
        if request.get("order", 1) == 2:
            rule = lambda inputs, upstream, along: op.second(inputs, upstream, along, attribute)
        else:
            rule = lambda inputs, upstream, along: op.gradients(inputs, upstream, attribute)
        return lambda *arrays: _check_gradients(rule(*arrays), spec)
    if message == "jvp":
        return lambda inputs, upstream, along: [op.jvp(inputs, along, attribute)]
    if request.get("reference"):
        return lambda inputs, upstream, along: [spec.reference(*inputs, **attribute)]
    return lambda inputs, upstream, along: [op.value(inputs, attribute)]


def _checked(result: Any, spec: Spec, dtype: np.dtype) -> np.ndarray:
    array = np.asarray(result)
    if array.dtype == dtype:
        return array
    if array.dtype.kind not in "fiub" and _dtype_name(array.dtype) != "bfloat16":
        raise TypeError(f"{spec.name} returned {array.dtype}, must return real numbers")
    if array.dtype.kind not in "iub" and array.dtype.itemsize < dtype.itemsize:
        name = _dtype_name(array.dtype)
        raise TypeError(
            f"{spec.name} returned {name}, though its inputs are {_dtype_name(dtype)}; if it computes in {name}, say "
            f'dtype="{name}"'
        )
    return array


# Numbers with few digits

_PRECISIONS = ("float64", "float32", "float16", "bfloat16")

_BFLOAT16 = np.dtype([("bfloat16", "<u2")])
"""The bits of numbers that NumPy does not have."""


def _dtype(dtype: Any) -> np.dtype:
    if _dtype_name(dtype) != "bfloat16":
        return np.dtype(dtype)
    return np.dtype(dtype) if isinstance(dtype, (type, np.dtype)) else _BFLOAT16


def _dtype_name(dtype: Any) -> str:
    if dtype is _BFLOAT16 or isinstance(dtype, np.dtype) and dtype == _BFLOAT16:
        return "bfloat16"
    return "bfloat16" if isinstance(dtype, str) and dtype == "bfloat16" else np.dtype(dtype).name


def _rounded(array: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """The array in this dtype, itself if it has it."""
    if array.dtype == dtype:
        return array
    if dtype != _BFLOAT16:
        return _widened(array).astype(dtype)
    wide = np.asarray(_widened(array), np.float32)
    bits = np.atleast_1d(wide).view(np.uint32)
    rounded = np.where(np.isnan(wide), 0x7FC0, (bits + 0x7FFF + (bits >> 16 & 1)) >> 16)
    return rounded.astype(np.uint16).reshape(wide.shape).view(_BFLOAT16)


def _widened(array: np.ndarray) -> np.ndarray:
    """The array in float32 if it has fewer digits."""
    if array.dtype == _BFLOAT16:
        return (np.atleast_1d(array).view(np.uint16).astype(np.uint32) << 16).view(np.float32).reshape(array.shape)
    return array.astype(np.float32) if array.dtype.itemsize == 2 and array.dtype.kind not in "iub" else array


# The checker


def check(
    op: Any,
    inputs: Sequence[Input] = (),
    *,
    law: Union[str, Sequence[str]] = (),
    seed: Optional[int] = None,
    tries: Optional[int] = None,
    timeout: float = 30,
    jar: Union[str, Path, None] = None,
    on_result: Optional[OnResult] = None,
    **spec: Any,
) -> Report:
    """Check an op against all laws that apply to it.

    Parameters
    ----------
    op : Spec, callable, class or pair
        A spec, or an op as in `Spec`.
    inputs : sequence of Input
        Its inputs, unless the op is a spec.
    law : str or sequence of str, optional
        The names of the only laws to check.
    seed : int, optional
        The same cases are drawn for the same seed.
    tries : int, optional
        How often each law is tried.
    timeout : float
        The seconds that one call of the op may take.
    jar : path, optional
        The checker; by default what the environment variable GRADUS_CHECK_JAR names.
    on_result : callable, optional
        Called with the name of the op and a `LawResult` as soon as each law is checked.
    **spec
        The other arguments of `Spec`.

    Returns
    -------
    Report
        The results of all laws, if none is broken.

    Raises
    ------
    BrokenLaw
        If the op breaks a law.
    SpecError
        If the checker refuses the description of the op.
    CheckerError
        If the checker cannot be found or started.
    """
    checked = op if isinstance(op, Spec) else Spec(op, inputs, **spec)
    report = run([checked], law=law, seed=seed, tries=tries, timeout=timeout, jar=jar, on_result=on_result)
    if report.broken:
        raise BrokenLaw(report)
    return report


def run(
    specs: Sequence[Spec],
    *,
    law: Union[str, Sequence[str]] = (),
    seed: Optional[int] = None,
    tries: Optional[int] = None,
    timeout: float = 30,
    jar: Union[str, Path, None] = None,
    shrink: bool = True,
    on_result: Optional[OnResult] = None,
) -> Report:
    """Check several specs in one run of the checker, and return the report whether or not laws are broken.

    If ``shrink`` is False, the cases of broken laws are reported as they were drawn.
    """
    program = _Program(specs, on_result, seed=seed, tries=tries)
    command = [*_checker(jar), "--pipe", "--timeout", str(timeout), *([] if shrink else ["--as-drawn"])]
    for name in [law] if isinstance(law, str) else law:
        command += ["--law", name]
    with tempfile.TemporaryFile() as errors:
        checker = _start(command, errors)
        try:
            _wait(program, checker, timeout)
            if program.report is None:
                raise _end_without_report(checker, errors)
        finally:
            _end(checker)
    return _parse(program.report)


@functools.lru_cache(maxsize=None)
def laws(jar: Union[str, Path, None] = None) -> Mapping[str, str]:
    """The names of the laws, each with its sentence."""
    with tempfile.TemporaryFile() as errors:
        checker = _start([*_checker(jar), "--laws"], errors)
        lines = checker.communicate()[0].decode().splitlines()
        if checker.returncode != 0:
            raise _end_without_report(checker, errors)
    return dict(line.split(" ", 1) for line in lines)


def _checker(jar: Union[str, Path, None]) -> List[str]:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else "java"
    return [java, *_QUICK, "-jar", str(_find_jar(jar))]


def _find_jar(jar: Union[str, Path, None]) -> Path:
    named = jar or os.environ.get(_JAR)
    built = Path(__file__).resolve().parents[3] / "target" / "gradus-check.jar"
    path = Path(named) if named else built
    if not path.is_file():
        raise CheckerError(
            f"the checker is not at {path}; build it with `mvn -q package -Dquick -pl :gradus-check -am` in a clone of "
            f"Gradus, and let the environment variable {_JAR} or the argument jar= say where gradus-check.jar is"
        )
    return path


def _start(command: Sequence[str], errors: Any) -> subprocess.Popen:
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
    except OSError as failed:
        raise CheckerError(
            f"{command[0]} does not start ({failed}); install Java 17 or newer, or let JAVA_HOME say where it is"
        ) from failed


def _wait(program: _Program, checker: subprocess.Popen, timeout: float) -> None:
    """Answer in another thread, so that Ctrl-C and the end of an op that hangs find this one waiting."""

    def serve() -> None:
        try:
            program.serve(checker.stdout, checker.stdin)
        except (OSError, ValueError):
            pass  # the checker has ended, or this check has been given up

    def start() -> threading.Thread:
        program.since = None
        server = threading.Thread(target=serve, name="gradus-check", daemon=True)
        server.start()
        return server

    server = start()
    while server.is_alive():
        server.join(0.2)
        since = program.since
        if since is not None and time.monotonic() - since > timeout:
            server = start()  # the op hangs, and the checker will ask something else


def _end_without_report(checker: subprocess.Popen, errors: Any) -> Exception:
    try:
        code = checker.wait(5)
    except subprocess.TimeoutExpired:
        return CheckerError("the checker closed its output, but did not end")
    errors.seek(0)
    last = "\n".join(errors.read().decode(errors="replace").splitlines()[-20:])
    if code == 2:
        return SpecError(last)
    return CheckerError(f"the checker ended with exit code {code} and without a report; its last words:\n{last}")


def _end(checker: subprocess.Popen) -> None:
    try:
        checker.stdin.close()
        checker.wait(_FAREWELL)
    except (OSError, subprocess.TimeoutExpired):
        pass
    finally:
        checker.kill()
        checker.wait()
        checker.stdout.close()


def _parse(report: Mapping[str, Any]) -> Report:
    laws: Dict[str, List[LawResult]] = {}
    for result in report["laws"]:
        laws.setdefault(result["op"], []).append(_result(result))
    return Report(laws, report["text"].rstrip())


def _result(result: Mapping[str, Any]) -> LawResult:
    text = result["finding"]["text"] if "finding" in result else result.get("reason", "")
    return LawResult(result["law"], result["status"], text)
