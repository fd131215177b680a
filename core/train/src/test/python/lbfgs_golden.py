"""Writes lbfgs-golden.txt: the points that PyTorch's LBFGS with a strong Wolfe line search goes through.

Needs Debian's python3-torch. From the folder core/train:

    python3 src/test/python/lbfgs_golden.py > src/test/resources/dev/gradus/train/lbfgs-golden.txt

A case is a line `function <name> <history>`, then a line `start` with the point, then a line `point` for each step.
"""

import torch

F64 = torch.float64


def rosenbrock(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def quartic(x):
    c = torch.arange(1, len(x) + 1, dtype=F64)
    return (c * (x - 1) ** 4).sum() + (x ** 2).sum()


def logistic(x):
    c = torch.arange(1, len(x) + 1, dtype=F64)
    return torch.nn.functional.softplus(c * x).sum() - 0.5 * (c * x).sum() + 0.05 * ((x - 1) ** 2).sum()


def case(function, history, start, steps):
    x = torch.tensor(start, dtype=F64, requires_grad=True)
    stepper = torch.optim.LBFGS([x], lr=1, max_iter=1, history_size=history, line_search_fn="strong_wolfe")
    print("function", function.__name__, history)
    print("start", *map(repr, start))

    def closure():
        stepper.zero_grad()
        loss = function(x)
        loss.backward()
        return loss

    for _ in range(steps):
        stepper.step(closure)
        print("point", *(repr(float(each)) for each in x.detach()))


case(rosenbrock, 10, [-1.2, 1.0], 12)
case(rosenbrock, 3, [0.0, 0.5, -0.5, 0.25], 12)
case(quartic, 10, [3.0, -2.0, 0.5, 0.0, 1.5], 12)
case(quartic, 2, [10.0, 20.0], 12)
case(logistic, 10, [1.0, -2.0, 3.0], 8)
