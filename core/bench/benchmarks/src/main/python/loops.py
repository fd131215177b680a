"""A differential equation and a fixed point in eager PyTorch, float64, one thread.

The arguments: how many steps of Runge and Kutta, one or more numbers. For each work it prints a line: its name, ms of the
value, ms of the gradient, the most memory that the process has had by then in MB, and after semicolons the value and each
gradient, in full precision.
"""

import os
import resource
import sys

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import time

import numpy as np
import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def report(name, value_of, parameters, gradients_of=None):
    """The fastest of the passes of a second and one before, or that one alone if it takes longer than ten seconds."""
    best = [float("inf"), float("inf")]
    start, passes = time.perf_counter(), 0
    while True:
        begin = time.perf_counter()
        value = value_of()
        middle = time.perf_counter()
        gradients = gradients_of() if gradients_of else torch.autograd.grad(value, parameters)
        now = time.perf_counter()
        best = [min(best[0], middle - begin), min(best[1], now - middle)]
        passes += 1
        if now - start > (1 if passes > 1 else 10):
            break
        if passes == 1:
            start = now
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    numbers = [value.item()], *(gradient.reshape(-1).tolist() for gradient in gradients)
    print(f"{name},{best[0] * 1e3},{best[1] * 1e3},{megabytes};{';'.join(','.join(map(repr, each)) for each in numbers)}")
    sys.stdout.flush()


def slopes(x, y, p):
    return p[0] * x - p[1] * x * y, p[3] * x * y - p[2] * y


def mean(k1, k2, k3, k4, h):
    return (k1 + k2 * 2 + k3 * 2 + k4) * (h / 6)


def runge_kutta(x, y, p, h):
    k1 = slopes(x, y, p)
    k2 = slopes(x + k1[0] * (h / 2), y + k1[1] * (h / 2), p)
    k3 = slopes(x + k2[0] * (h / 2), y + k2[1] * (h / 2), p)
    k4 = slopes(x + k3[0] * h, y + k3[1] * h, p)
    return x + mean(k1[0], k2[0], k3[0], k4[0], h), y + mean(k1[1], k2[1], k3[1], k4[1], h)


def species(steps):
    """The equations of Lotka and Volterra from (10, 5) over the time 10."""
    p = [torch.tensor(v, requires_grad=True) for v in (1.1, 0.4, 0.4, 0.1)]

    def value():
        x, y = torch.tensor(10.0), torch.tensor(5.0)
        for _ in range(steps):
            x, y = runge_kutta(x, y, p, 10.0 / steps)
        return x * x + y

    report(f"species {steps}", value, p)


def fixed_point(n):
    """The x with x = tanh(W x + b), and the gradient of Σ x²: by one linear solve, and through all steps."""
    random = np.random.RandomState(0)
    w = torch.tensor(random.randn(n, n) * (0.5 / np.sqrt(n)), requires_grad=True)
    b = torch.tensor(random.randn(n, 1), requires_grad=True)

    def iterated():
        x = torch.zeros(n, 1)
        while True:
            following = torch.tanh(w @ x + b)
            with torch.no_grad():
                change = (following - x).abs().max() / following.abs().max().clamp(min=1)
            x = following
            if change <= 1e-15:
                return x

    solution = None

    def value():
        nonlocal solution
        with torch.no_grad():
            solution = iterated()
            return (solution * solution).sum()

    def gradients():
        """By the implicit function theorem: (I − ∂f/∂x)ᵀ λ = ∂J/∂x, and then λᵀ ∂f/∂θ."""
        x = solution.clone().requires_grad_()
        f = torch.tanh(w @ x + b)
        (df,) = torch.autograd.grad(f, x, torch.eye(n).reshape(n, n, 1), retain_graph=True, is_grads_batched=True)
        multipliers = torch.linalg.solve((torch.eye(n) - df[:, :, 0]).T, 2 * solution)
        return torch.autograd.grad(f, [w, b], multipliers)

    report(f"fixed point {n}", value, [w, b], gradients)
    report(f"fixed point {n} through its steps", lambda: (iterated() ** 2).sum(), [w, b])


for size in (16, 128):
    fixed_point(size)
for count in map(int, sys.argv[1:]):
    species(count)
