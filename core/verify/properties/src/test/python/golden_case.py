"""One case of a golden file, as pytorch_golden.py describes it."""

import torch

F64 = torch.float64


def write(tensor, word):
    shape = ",".join(map(str, tensor.shape))
    print(f"{word} {shape}:", *(repr(v) for v in tensor.detach().reshape(-1).tolist()))


def case(op, attributes, function, *inputs):
    """One case. Integer tensors are inputs without a gradient."""
    leaves = [x.clone().requires_grad_(x.dtype == F64) for x in inputs]
    value = function(*leaves)
    upstream = torch.randn(value.shape, dtype=F64)
    print("case", op, *attributes)
    for x in leaves:
        write(x.to(F64), "in")
    write(value.to(F64), "out")
    write(upstream, "up")
    floating = [x for x in leaves if x.requires_grad]
    grads = iter(torch.autograd.grad(value, floating, upstream, allow_unused=True) if value.requires_grad
                 else [None] * len(floating))
    for x in leaves:
        g = next(grads) if x.requires_grad else None
        print("none") if g is None else write(g, "grad")
