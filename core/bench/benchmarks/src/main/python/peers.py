"""The works of the benchmarks in NumPy and PyTorch, float64: prints name, µs in NumPy, µs in PyTorch.

The arguments: how many threads, and which works, by what their names begin with; all if there is none.
"""

import os
import sys

threads, *wanted = sys.argv[1:] or ["1"]
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = threads

import time

import numpy as np
import torch

torch.set_num_threads(int(threads))
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(0)


def fastest(step):
    """The shortest of several averages, in µs."""
    start = time.perf_counter()
    step()
    repeat = max(1, int(0.05 / max(time.perf_counter() - start, 1e-6)))
    best = float("inf")
    for _ in range(12):
        start = time.perf_counter()
        for _ in range(repeat):
            step()
        best = min(best, (time.perf_counter() - start) / repeat)
    return best * 1e6


def report(name, numpy_step, torch_step):
    if wanted and not any(name.startswith(begin) for begin in wanted):
        return
    print(f"{name},{fastest(numpy_step)},{fastest(torch_step)}", flush=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def one_layer(rows, columns):
    x, y = rng.normal(size=(rows, columns)), (np.arange(rows) % 2)[:, None].astype(float)
    W, b = rng.normal(size=(columns, 1)), np.zeros((1, 1))

    def numpy_step():
        nonlocal W, b
        y_hat = sigmoid(x @ W + b)
        loss = 0.5 * np.sum((y_hat - y) ** 2) / rows
        gradient = (y_hat - y) / rows * y_hat * (1 - y_hat)
        W = W - 0.1 * (x.T @ gradient)
        b = b - 0.1 * gradient.sum(0, keepdims=True)
        return loss

    tx, ty = torch.tensor(x), torch.tensor(y)
    parameters = [torch.tensor(W, requires_grad=True), torch.tensor(b, requires_grad=True)]
    descent = torch.optim.SGD(parameters, lr=0.1)

    def torch_step():
        descent.zero_grad()
        loss = 0.5 * ((torch.sigmoid(tx @ parameters[0] + parameters[1]) - ty) ** 2).sum() / rows
        loss.backward()
        descent.step()

    report(f"OneLayer {rows}x{columns}", numpy_step, torch_step)


def perceptron():
    x, labels = rng.normal(size=(128, 784)), np.arange(128) % 10
    W1, b1 = rng.normal(size=(784, 256)) * 0.05, np.zeros((1, 256))
    W2, b2 = rng.normal(size=(256, 10)) * 0.05, np.zeros((1, 10))
    rows = np.arange(128)

    def numpy_step():
        h = np.maximum(x @ W1 + b1, 0)
        z = h @ W2 + b2
        z = z - z.max(1, keepdims=True)
        e = np.exp(z)
        total = e.sum(1, keepdims=True)
        loss = np.mean(np.log(total[:, 0]) - z[rows, labels])
        g = e / total
        g[rows, labels] -= 1
        g /= 128
        gh = (g @ W2.T) * (h > 0)
        for parameter, gradient in ((W2, h.T @ g), (b2, g.sum(0)), (W1, x.T @ gh), (b1, gh.sum(0))):
            parameter -= 0.01 * gradient
        return loss

    tx, tl = torch.tensor(x), torch.tensor(labels)
    parameters = [torch.tensor(p, requires_grad=True) for p in (W1, b1, W2, b2)]
    descent = torch.optim.SGD(parameters, lr=0.01)

    def torch_step():
        descent.zero_grad()
        h = torch.relu(tx @ parameters[0] + parameters[1])
        torch.nn.functional.cross_entropy(h @ parameters[2] + parameters[3], tl).backward()
        descent.step()

    report("Perceptron", numpy_step, torch_step)


def long_vectors():
    a, b, c = rng.normal(size=(3, 1_000_000))

    def numpy_step():
        s, t = sigmoid(a * b + c), np.tanh(a)
        g = t * s * (1 - s)
        return np.sum(s * t), g * b + s * (1 - t * t), g * a, g

    tensors = [torch.tensor(v, requires_grad=True) for v in (a, b, c)]

    def torch_step():
        for tensor in tensors:
            tensor.grad = None
        (torch.sigmoid(tensors[0] * tensors[1] + tensors[2]) * torch.tanh(tensors[0])).sum().backward()

    report("LongVectors", numpy_step, torch_step)


def functions():
    x = np.abs(rng.normal(size=10_000))
    t = torch.tensor(x)
    out, tout = np.empty_like(x), torch.empty_like(t)
    for name in ("exp", "expm1", "log", "log1p", "tanh"):
        numpy_function, torch_function = getattr(np, name), getattr(torch, name)
        report(
            f"Functions {name.upper()}", lambda f=numpy_function: f(x, out=out), lambda f=torch_function: f(t, out=tout)
        )
    report("Functions ADD", lambda: np.add(x, x, out=out), lambda: torch.add(t, t, out=tout))
    report("Functions sum", lambda: np.sum(x), lambda: torch.sum(t))


def products():
    """N and T say how each matrix is stored, as it is multiplied or transposed."""
    for size in (
        "16x16x16",
        "64x64x64",
        "512x512x512",
        "512x512x512 NT",
        "512x512x512 TN",
        "512x512x512 TT",
        "1024x1024x1024",
        "128x784x256",
        "784x128x256 TN",
        "128x256x10",
        "256x128x10 TN",
        "128x10x256 NT",
    ):
        sizes, _, stored = size.partition(" ")
        n, k, m = map(int, sizes.split("x"))
        a = rng.normal(size=(k, n)).T if stored[:1] == "T" else rng.normal(size=(n, k))
        b = rng.normal(size=(m, k)).T if stored[1:] == "T" else rng.normal(size=(k, m))
        out = np.empty((n, m))
        ta, tb, tout = torch.from_numpy(a), torch.from_numpy(b), torch.empty(n, m)
        report(f"Products {size}", lambda: np.matmul(a, b, out=out), lambda: torch.matmul(ta, tb, out=tout))


def convolutions():
    """PyTorch alone; NumPy has none."""
    x, w, up = torch.randn(32, 16, 28, 28), torch.randn(32, 16, 3, 3), torch.randn(32, 32, 28, 28)
    of_x, of_w = x.clone().requires_grad_(), w.clone().requires_grad_()

    def pass_of(x, w):
        return torch.autograd.grad(torch.nn.functional.conv2d(x, w, padding=1), [t for t in (x, w) if t.requires_grad], up)

    def forward():
        with torch.no_grad():
            torch.nn.functional.conv2d(x, w, padding=1)

    backward = torch.ops.aten.convolution_backward
    rest = (None, [1, 1], [1, 1], [1, 1], False, [0, 0], 1)
    report_torch("ConvolutionPasses forward", forward)
    report_torch("ConvolutionPasses by x", lambda: backward(up, x, w, *rest, [True, False, False]))
    report_torch("ConvolutionPasses by w", lambda: backward(up, x, w, *rest, [False, True, False]))
    report_torch("ConvolutionPasses all", lambda: pass_of(of_x, of_w))


def report_torch(name, torch_step):
    if wanted and not any(name.startswith(begin) for begin in wanted):
        return
    print(f"{name},NaN,{fastest(torch_step)}", flush=True)  # as Java spells it


def factorizations():
    for work in ("cholesky 512", "triangularSolve 512", "qr 256", "symmetricEigen 256", "svd 256"):
        function, n = work.split()
        n = int(n)
        b = rng.normal(size=(n, n))
        a = b + b.T + 4 * n * np.eye(n) if function in ("cholesky", "triangularSolve", "symmetricEigen") else b
        ta, tb = torch.from_numpy(a), torch.from_numpy(b)
        numpy_step, torch_step = {
            "cholesky": (lambda: np.linalg.cholesky(a), lambda: torch.linalg.cholesky(ta)),
            "triangularSolve": (lambda: triangular(a, b), lambda: torch.linalg.solve_triangular(ta, tb, upper=False)),
            "qr": (lambda: np.linalg.qr(a), lambda: torch.linalg.qr(ta)),
            "symmetricEigen": (lambda: np.linalg.eigh(a), lambda: torch.linalg.eigh(ta)),
            "svd": (lambda: np.linalg.svd(a), lambda: torch.linalg.svd(ta)),
        }[function]
        report(f"Factorizations {work}", numpy_step, torch_step)


def triangular(a, b):
    """NumPy has no triangular solve; SciPy's is LAPACK's, as NumPy's functions are."""
    import scipy.linalg

    return scipy.linalg.solve_triangular(a, b, lower=True, check_finite=False)


one_layer(4, 2)
one_layer(360, 6)
convolutions()
factorizations()
perceptron()
long_vectors()
functions()
products()
