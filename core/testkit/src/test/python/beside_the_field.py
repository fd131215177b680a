#!/usr/bin/env python3
"""What four ways to check a gradient find of some mistakes, and which right ops they accuse.

Run with: python3 beside_the_field.py        (needs PyTorch; prints the rows of core/testkit/beside-the-field.md)

* gradcheck: torch.autograd.gradcheck and gradgradcheck, with their defaults.
* fast: the same with fast_mode=True.
* check_grads: jax.test_util.check_grads with order=2 and modes=("rev",), written anew on PyTorch's vjp: central
  differences with step 1e-4 along one direction, tolerance 1e-5 times the number of elements.
* test_rrule: ChainRulesTestUtils.test_rrule, written anew likewise: the value again, then all gradients for one upstream
  from {-9, -8.99, ..., 9} against central_fdm(5, 1) of FiniteDifferences.jl, in norm, rtol = atol = 1e-9.

Inputs are what their documentation uses, normal random numbers of a small shape, where the row says nothing else. Each
check runs with five seeds.
"""

import time
from math import factorial

import numpy as np
import torch
from torch.autograd import Function
from torch.autograd.gradcheck import gradcheck, gradgradcheck

SEEDS = range(5)
torch.set_default_dtype(torch.float64)


# The ways to check


def with_gradcheck(f, inputs):
    gradcheck(f, inputs)
    gradgradcheck(f, inputs)


def with_fast_gradcheck(f, inputs):
    gradcheck(f, inputs, fast_mode=True)
    gradgradcheck(f, inputs, fast_mode=True)


def vjp(f, args, cotangents):
    """The value's gradients, which can be differentiated again."""
    args = [a if a.requires_grad else a.detach().requires_grad_() for a in args]
    pairs = [(y, c) for y, c in zip(as_tuple(f(*args)), cotangents) if y.requires_grad]
    if not pairs:
        return tuple(torch.zeros_like(a) for a in args)
    outs, upstreams = zip(*pairs)
    grads = torch.autograd.grad(outs, args, upstreams, create_graph=True, allow_unused=True)
    return tuple(torch.zeros_like(a) if g is None else g for a, g in zip(args, grads))


def as_tuple(x):
    return x if isinstance(x, tuple) else (x,)


def assert_close(a, b, tolerance):
    a, b = np.asarray(a), np.asarray(b)
    np.testing.assert_allclose(a, b, atol=tolerance * a.size, rtol=tolerance * b.size)


def with_check_grads(f, args, order=2, eps=1e-4, tolerance=1e-5):
    rng = np.random.RandomState(0)
    value = lambda *xs: tuple(y.detach() for y in as_tuple(f(*xs)))
    tangent = [torch.tensor(rng.randn(*a.shape)) for a in args]
    above = value(*[(a.detach() + eps * t).requires_grad_() for a, t in zip(args, tangent)])
    below = value(*[(a.detach() - eps * t).requires_grad_() for a, t in zip(args, tangent)])
    slope = [(p - m) * (0.5 / eps) for p, m in zip(above, below)]
    rng = np.random.RandomState(0)
    cotangent = tuple(torch.tensor(rng.randn(*y.shape)) for y in value(*args))
    grads = vjp(f, args, cotangent)
    inner = sum((t * g.detach()).sum().item() for t, g in zip(tangent, grads))
    expected = sum((s * c).sum().item() for s, c in zip(slope, cotangent))
    assert_close(inner, expected, tolerance)
    if order > 1:
        ones = tuple(torch.ones_like(y) for y in value(*args))
        with_check_grads(lambda *xs: vjp(f, xs, ones), args, order - 1)


def coefficients(grid, q):
    """Of the estimate of the q-th derivative from values at these multiples of the step."""
    p = len(grid)
    right = np.zeros(p)
    right[q] = factorial(q)
    return np.linalg.solve(np.array([[float(g) ** i for g in grid] for i in range(p)]), right)


def step(coefs, grid, q, magnitude, error):
    p = len(grid)
    c1 = error * np.abs(coefs).sum()
    c2 = magnitude * np.abs(coefs * np.array(grid, dtype=float) ** p).sum() / factorial(p)
    return (q / (p - q) * (c1 / c2)) ** (1 / p)


GRID, BOUND_GRID = range(-2, 3), range(-3, 4)
COEFS, BOUND_COEFS = coefficients(GRID, 1), coefficients(BOUND_GRID, 5)
NEIGHBOURS = [coefficients([g + shift for g in BOUND_GRID], 5) for shift in (-1, 0, 1)]
EPS = np.finfo(float).eps
DEFAULT_STEP = step(COEFS, GRID, 1, 10, EPS)


def derivative(f, x):
    """central_fdm(5, 1)(f, x): five values, at a step that a bound on the fifth derivative gives."""
    wide = step(BOUND_COEFS, BOUND_GRID, 5, 10, EPS)
    values = np.stack([f(x + wide * g) for g in BOUND_GRID])
    bound = max(np.abs(np.tensordot(c, values, 1)).max() / wide**5 for c in NEIGHBOURS)
    magnitude = np.abs(values).max()
    h = DEFAULT_STEP
    if bound and magnitude:
        h = min(step(COEFS, GRID, 1, bound, np.spacing(magnitude)), 1000 * DEFAULT_STEP)
    return np.tensordot(COEFS, np.stack([f(x + h * g) for g in GRID]), 1) / h


def with_test_rrule(f, inputs):
    value = lambda *xs: f(*[torch.tensor(x).requires_grad_() for x in xs]).detach().numpy()
    xs = [x.detach().numpy() for x in inputs]
    first, second = value(*xs), value(*xs)
    assert_norm(first, second)
    upstream = torch.tensor(np.random.choice(np.arange(-900, 901) / 100, first.shape))
    grads = vjp(f, inputs, (upstream,))
    for k, grad in enumerate(grads):
        expected = np.zeros_like(xs[k])
        for i in np.ndindex(*xs[k].shape):

            def along(t):
                moved = [x.copy() for x in xs]
                moved[k][i] = t
                return value(*moved)

            expected[i] = (derivative(along, xs[k][i]) * upstream.numpy()).sum()
        assert_norm(grad.detach().numpy(), expected)


def assert_norm(a, b):
    allowed = max(1e-9, 1e-9 * max(np.linalg.norm(a), np.linalg.norm(b)))
    assert np.linalg.norm(a - b) <= allowed, f"{a} is not {b}"


# The mistakes


def op(forward, backward):
    """An autograd function from its value and its rule; the rule gets the inputs and upstream, and returns a tuple."""

    class Op(Function):
        @staticmethod
        def forward(ctx, *inputs):
            ctx.save_for_backward(*inputs)
            return forward(*inputs)

        @staticmethod
        def backward(ctx, upstream):
            return backward(*ctx.saved_tensors, upstream)

    return Op.apply


def normal(*shape):
    return lambda: torch.randn(shape).requires_grad_()


def zeros(*shape):
    return lambda: torch.zeros(shape).requires_grad_()


def swish_without_beta(x, beta, u):
    s = torch.sigmoid(beta * x)
    ds = s * (1 - s)
    return u * (s + x * ds), (u * x * x * ds).sum_to_size(beta.shape)


def region(x):
    return ((x - 0.7).abs() < 5e-5).to(x.dtype)


def half_if_same(a, b, u):
    share = 0.5 if a.data_ptr() == b.data_ptr() else 1
    return share * u * b, share * u * a


def renorm(x):
    """Rows longer than 1 become as long as 1."""
    norm = x.norm(dim=1, keepdim=True)
    return torch.where(norm > 1, x / norm, x)


def renorm_rule(x, u):
    """The factor of the wrong branch, as before pytorch#59615: long rows are left, short ones scaled."""
    norm = x.norm(dim=1, keepdim=True)
    scaled = u / norm - x * (u * x).sum(1, keepdim=True) / norm**3
    return torch.where(norm > 1, u, scaled)


def masked(x, u):
    return torch.where(x != 0, u, torch.zeros_like(u))


def clipped(x, u):
    return u.clamp(-100, 100) * 2 * x


def first16(x, u):
    kept = (torch.arange(x.numel()).reshape(x.shape) < 16).to(x.dtype)
    return u * 2 * x * kept


def one_of_400(x):
    factor = torch.ones_like(x)
    factor[7, 3] = 1.1
    return factor


def overwriting(x):
    y = x.exp()
    x.data.mul_(1.0)
    x.data.add_(1e-3)
    return y


def symmetric_only(x, w, u):
    return u @ w.T, u @ x


MISTAKES = [
    ("swish without β in its rule, at β = 1", op(lambda x, b: x * torch.sigmoid(b * x), swish_without_beta), (normal(3), lambda: torch.ones((), requires_grad=True))),
    ("σ′ is missing", op(torch.sigmoid, lambda x, u: u * torch.sigmoid(x)), (normal(3),)),
    ("1/n missing", op(torch.mean, lambda x, u: u.expand_as(x)), (normal(3),)),
    ("upstream is ignored", op(torch.square, lambda x, u: 2 * x), (normal(3),)),
    ("upstream enters squared", op(torch.square, lambda x, u: u * u * 2 * x), (normal(3),)),
    ("rule clips upstream at 100", op(torch.square, clipped), (normal(3),)),
    ("wrong by one part in a million", op(torch.exp, lambda x, u: u * x.exp() * 1.000001), (normal(3),)),
    ("wrong from |x| = 3 on", op(torch.sin, lambda x, u: torch.where(x.abs() < 3, u * x.cos(), 0 * u)), (normal(3),)),
    ("wrong from |x| = 60 on", op(torch.sin, lambda x, u: torch.where(x.abs() < 60, u * x.cos(), 0 * u)), (normal(3),)),
    ("slope wrong at exactly 0", op(torch.sin, lambda x, u: torch.where(x != 0, u * x.cos(), 0 * u)), (normal(3),)),
    ("wrong in a region 1e-4 wide", op(torch.sin, lambda x, u: u * x.cos() * (1 - region(x))), (normal(3),)),
    ("gradient stops after 16 elements", op(torch.square, first16), (normal(3),)),
    ("mask of a ReLU lets negative numbers through", op(torch.relu, masked), (normal(3),)),
    ("ties get twice what they should", op(torch.maximum, lambda a, b, u: (u * (a >= b), u * (b >= a))), (normal(3), normal(3))),
    ("half the gradient when both operands are the same node", op(torch.mul, half_if_same), (normal(3), normal(3))),
    ("overflow: eˣ / (1 + eˣ) is NaN from 710 on", op(lambda x: x.exp() / (1 + x.exp()), lambda x, u: u * x.exp() / (1 + x.exp()) ** 2), (normal(3),)),
    ("rule has no derivative of its own", op(lambda x: x**3, lambda x, u: u * (3 * x * x).detach()), (normal(3),)),
    ("forward overwrites its input", op(overwriting, lambda x, u: u * (x - 1e-3).exp()), (normal(3),)),
    ("right for symmetric matrices only", op(torch.matmul, symmetric_only), (normal(3, 3), normal(3, 3))),
    ("one of 400 gradients is 10 % too large", op(torch.square, lambda x, u: u * 2 * x * one_of_400(x)), (normal(20, 20),)),
    ("pytorch#59615: renorm with its branches swapped", op(renorm, renorm_rule), (lambda: (0.3 * torch.randn(20, 10)).requires_grad_(),)),
]

RIGHT = [
    ("swish", lambda x, b: x * torch.sigmoid(b * x), (normal(3), normal())),
    ("softmax", lambda x: torch.softmax(x, 1), (normal(3, 4),)),
    ("layer norm", lambda x: torch.nn.functional.layer_norm(x, (4,)), (normal(3, 4),)),
    ("pytorch#114234, relu at 0", torch.relu, (zeros(3),)),
    ("caffe#1334, |x| at 0", torch.abs, (zeros(3),)),
    ("kornia#4184, maximum at ties", torch.maximum, (zeros(3), zeros(3))),
    ("median at ties", lambda x: x.median(), (zeros(3),)),
    ("cube of 1000", lambda x: x**3, (lambda: torch.full((3,), 1e3, requires_grad=True),)),
    ("square root near 0", torch.sqrt, (lambda: torch.full((3,), 1e-6, requires_grad=True),)),
    ("determinant", torch.linalg.det, (normal(3, 3),)),
    ("Cholesky of a symmetric matrix", torch.linalg.cholesky, (lambda: (torch.eye(3) * 2 + 0.3).requires_grad_(),)),
]

CHECKS = [
    ("gradcheck", with_gradcheck),
    ("fast", with_fast_gradcheck),
    ("check_grads", with_check_grads),
    ("test_rrule", with_test_rrule),
]


def complains(check, function, makers, seed):
    torch.manual_seed(seed)
    np.random.seed(seed)
    inputs = tuple(make() for make in makers)
    try:
        check(function, inputs)
        return False
    except Exception:  # whatever it says, it is red
        return True


def rows(cases, seconds):
    for name, function, makers in cases:
        counts = []
        for check_name, check in CHECKS:
            start = time.perf_counter()
            counts.append(sum(complains(check, function, makers, seed) for seed in SEEDS))
            seconds[check_name] += time.perf_counter() - start
        print(f"| {name.replace('|', chr(92) + '|')} | " + " | ".join(map(str, counts)) + " |")


if __name__ == "__main__":
    seconds = {name: 0.0 for name, _ in CHECKS}
    print("torch", torch.__version__.split("+")[0])
    print("mistake | " + " | ".join(name for name, _ in CHECKS))
    rows(MISTAKES, seconds)
    print("right op | " + " | ".join(name for name, _ in CHECKS))
    rows(RIGHT, seconds)
    checks = len(SEEDS) * (len(MISTAKES) + len(RIGHT))
    print("ms for one check | " + " | ".join(f"{1000 * s / checks:.1f}" for s in seconds.values()))
