#!/usr/bin/env python3
"""What torch.autograd.gradcheck says of some of the mistakes that the mutants of this kit make.

Run with: python3 gradcheck_mutants.py
Prints one line per mistake, then gradcheck's own message for one of them. Needs PyTorch; docs/04 shows the output.
"""

import torch
from torch.autograd import Function
from torch.autograd.gradcheck import GradcheckError, gradcheck, gradgradcheck


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


def swish(x, beta):
    return x * torch.sigmoid(beta * x)


def swish_without_beta(x, beta, u):
    s = torch.sigmoid(beta * x)
    ds = s * (1 - s)
    return u * (s + x * ds), (u * x * x * ds).sum_to_size(beta.shape)


def cube(x):
    return x**3


def constant_cube_rule(x, u):
    return u * (3 * x * x).detach()


def uniform(*shape):
    """As the kit's plain check: between -2 and 2."""
    return (4 * torch.rand(shape, dtype=torch.float64) - 2).requires_grad_()


def verdict(check, function, *inputs):
    try:
        check(function, inputs)
        return "accepts it"
    except GradcheckError:
        return "finds it"


torch.manual_seed(0)
one = torch.ones((), dtype=torch.float64, requires_grad=True)
swish_op = op(swish, swish_without_beta)
MISTAKES = [
    ("swish without β in its rule, at β = 1", gradcheck, swish_op, (uniform(3), one)),
    ("swish without β in its rule, at random β", gradcheck, swish_op, (uniform(3), uniform())),
    ("upstream enters squared", gradcheck, op(torch.square, lambda x, u: u * u * 2 * x), (uniform(3),)),
    ("upstream is ignored", gradcheck, op(torch.square, lambda x, u: 2 * x), (uniform(3),)),
    ("σ′ is missing", gradcheck, op(torch.sigmoid, lambda x, u: u * torch.sigmoid(x)), (uniform(3),)),
    ("wrong by one part in a million", gradcheck, op(torch.exp, lambda x, u: u * x.exp() * 1.000001), (uniform(3),)),
    (
        "wrong from |x| = 3 on",
        gradcheck,
        op(torch.tanh, lambda x, u: torch.where(x.abs() < 3, u * (1 - x.tanh() ** 2), torch.zeros_like(x))),
        (uniform(3),),
    ),
    ("1/n missing", gradcheck, op(torch.mean, lambda x, u: u.expand_as(x)), (uniform(3),)),
    (
        "ties get twice what they should",
        gradcheck,
        op(torch.maximum, lambda a, b, u: (u * (a >= b), u * (b >= a))),
        (uniform(3), uniform(3)),
    ),
    (
        "overflow: eˣ / (1 + eˣ) is NaN from 710 on",
        gradcheck,
        op(lambda x: x.exp() / (1 + x.exp()), lambda x, u: u * x.exp() / (1 + x.exp()) ** 2),
        (uniform(3),),
    ),
    (
        "rule has no derivative of its own",
        gradcheck,
        op(cube, constant_cube_rule),
        (uniform(3),),
    ),
    (
        "the same, asked of gradgradcheck",
        gradgradcheck,
        op(cube, constant_cube_rule),
        (uniform(3),),
    ),
]

if __name__ == "__main__":
    print("torch", torch.__version__.split("+")[0])
    for name, check, function, inputs in MISTAKES:
        print(f"{name}: {check.__name__} {verdict(check, function, *inputs)}")
    print()
    try:
        gradcheck(swish_op, (uniform(), uniform()))
    except GradcheckError as error:
        print(error)
