"""Mutants that are wrong for long arrays, or in a later call."""

import time

import numpy as np
from mutants import NO_MEANING, mutant, unary

from gradus_check import Input, Values

DEPENDENCE = "dependence() is a method of Java's ops"
ONE_REQUEST = "each request brings arrays and attributes of its own, which the op cannot keep for its caller"
SAME = "over the pipe it is the same as: "
WARM = "the checker asks for one value to learn its shape, and a program is asked by several threads only after that"
NO_MEANING.update(
    {
        "claims to be elementwise, but from 65 elements on it depends on its left neighbor": DEPENDENCE,
        "claims to be elementwise, but the last element of each block of 64 depends on the next": DEPENDENCE,
        "claims to be elementwise, but a partial last block of 128 is aligned at its end": DEPENDENCE,
        "claims to be elementwise, but from 1,025 elements on it depends on the element a block before": DEPENDENCE,
        "claims to be elementwise, but an index in a byte adds the element 256 before": DEPENDENCE,
        "claims to be elementwise, but an index in a short adds the element 32,768 before": DEPENDENCE,
        "claims to be elementwise, but only the last of more than 64 elements depends on the first": DEPENDENCE,
        "claims to be elementwise, but lanes are exchanged in blocks of 512": DEPENDENCE,
        "claims to be elementwise, but elements are mirrored from 100 on": DEPENDENCE,
        "claims to be elementwise, but the middle of more than 2,000 elements is shared": DEPENDENCE,
        "claims only to repeat, but doubles from 300 on": DEPENDENCE,
        "claims only to move elements, but doubles from 5,000 on": DEPENDENCE,
        "the op keeps its caller's array of factors": ONE_REQUEST,
        "the rule keeps its caller's array of factors": ONE_REQUEST,
        "the op keeps its caller's list": ONE_REQUEST,
        "an input is doubled while the op computes and put back": ONE_REQUEST,
        "a median sorts its input and puts it back": ONE_REQUEST,
        "a table is published before it is filled": WARM,
        "a flag says that a table is ready before it is": WARM,
        "two instances, computed in turns, share what forward saved": SAME + "backward reads what forward saved",
        "copies of an op share its scratch array": SAME + "two threads share a field",
        "the list that the rule returned is used again": "an answer is written before the next call",
        "the rule is a constant when it is differentiated again": SAME + "the second call is detached from the graph",
        "the second call has the slope that forward computed last, as a constant": SAME
        + "the second call is detached from the graph",
    }
)


# Long arrays


def long(name, forward, backward, reference):
    inputs = [Input("x", ("n",))]
    mutant(name, "LONG_TENSORS", (forward, backward), inputs, reference=reference, longest=65_537)


def twice_wrong(name, wrong):
    """2x, except for wrong elements: a function of x, the indices and the number of elements."""
    long(name, lambda x: wrong(x, np.arange(len(x)), len(x)), lambda x, u: 2 * u, lambda x: 2 * x)


def wrong_sum(name, forward):
    long(name, forward, lambda x, u: np.full_like(x, u), np.sum)


def wrong_gradient_of_sum(name, counts):
    rule = lambda x, u: np.where(counts(np.arange(len(x)), len(x)), u, 0.0)
    long(name, np.sum, rule, np.sum)


def wrong_gradient_of_twice(name, factor):
    long(name, lambda x: 2 * x, lambda x, u: u * factor(np.arange(len(x)), len(x)), lambda x: 2 * x)


def whole(n, block):
    return n if n <= block else n // block * block


def pairwise(x):
    if len(x) <= 64:
        return x.sum()
    half = len(x) // 2
    return pairwise(x[:half]) + pairwise(x[len(x) - half :])


def only_the_first_half(x, i, n):
    half = n if n < 16384 else n // 2
    return np.where(i < half, 2 * x, 3 * x[i - half])


def index_in_a_short(x, i, n):
    index = i.astype(np.int16)
    return np.where(index == i, 2 * x, -2 * x[index & 32767])


twice_wrong(
    "the last partial block of 1,024 is only copied",
    lambda x, i, n: np.where(i < (n if n < 1024 else n // 1024 * 1024), 2 * x, x),
)
twice_wrong("an index stored in a short", index_in_a_short)
twice_wrong("a byte counts the blocks of 64", lambda x, i, n: np.where(i < 128 * 64, 2 * x, x))
twice_wrong("from 16,384 elements on, both halves are the first half", only_the_first_half)
wrong_sum(
    "a sum unrolled by four drops the rest from 65 elements on",
    lambda x: x[: len(x) if len(x) <= 64 else len(x) // 4 * 4].sum(),
)
wrong_sum("a pairwise sum loses the middle of an odd number above 64", pairwise)
wrong_sum("a sum whose count of blocks is a short", lambda x: x[:32768].sum())
mutant(
    "a mean divides by a 16-bit count",
    "LONG_TENSORS",
    (lambda x: x.sum() / (len(x) & 65535), lambda x, u: np.full_like(x, u / len(x))),
    [Input("x", ("n",))],
    sizes={"n": (1, 4)},
    reference=np.mean,
    longest=65_537,
)
wrong_gradient_of_sum("the gradient of a sum is as long as its first block", lambda i, n: i < 1024)
wrong_gradient_of_sum("the gradient of a sum counts its elements in a byte", lambda i, n: (i & 128 == 0) | (i > 255))
wrong_gradient_of_twice("from 4,096 elements on the gradient has no factor", lambda i, n: 2.0 if n < 4096 else 1.0)
wrong_gradient_of_twice("the last partial block of the gradient is missing", lambda i, n: 2.0 * (i < whole(n, 128)))


# A value of an earlier call


def cached(name, key, forward=lambda x: 2 * x, **spec):
    values = {}

    def with_cache(x, **attribute):
        known = values.setdefault((x.shape, key(x)), forward(x, **attribute))
        return known.copy()

    backward = lambda x, u, factor=2: factor * u
    unary(name, "NO_MEMORY", with_cache, backward, reference=forward, **spec)


def hash_code(x):
    """Java's Arrays.hashCode of an array of double."""
    code = 1
    for bits in x.ravel().view(np.uint64).tolist():
        code = (31 * code + (bits ^ bits >> 32)) & 0xFFFFFFFF
    return code


cached("a cache whose key is the hash code of the input", hash_code)
cached("a cache whose key is the sum of the input", lambda x: x.sum())
cached(
    "a cache whose key is the first and the last element",
    lambda x: (x.flat[0], x.flat[-1]) if x.size else (),
)
cached("a cache that does not see the order of elements", lambda x: tuple(np.sort(x, None)))
cached("a cache whose key is rounded to six digits", lambda x: tuple(f"{y:.6g}" for y in x.flat))
cached("a cache whose key ignores signs", lambda x: np.abs(x).tobytes())
cached("a cache of all instances whose key is rounded to a float", lambda x: x.astype(np.float32).tobytes())
cached(
    "a cache of all instances that forgets their factor",
    lambda x: x.tobytes(),
    lambda x, factor: factor * x,
    attributes=[{"factor": factor} for factor in range(1, 6)],
)


# A rule that counts its calls

SMALL = Values.between(-40, 40)


def asked_again(name, rule, law="NO_MEMORY"):
    """eˣ, whose rule is a function of the gradient and of the number of its calls."""
    calls = []

    def backward(x, u):
        calls.append(u * np.exp(x))
        return rule(calls[-1], len(calls), calls)

    unary(name, law, np.exp, backward, SMALL)




def returns_the_first(right, call, calls):
    return calls[0] if calls[0].shape == right.shape else right


def throws(right, call, calls):
    if call > 1:
        raise RuntimeError("the graph has been released")
    return right


asked_again("the rule returns the nodes of its first call", returns_the_first, "GRADIENT")
asked_again("the rule is zero when it is called again", lambda right, call, _: right if call == 1 else 0 * right)
asked_again(
    "buffers are freed after the first call: the gradient is undefined",
    lambda right, call, _: right if call == 1 else None,
)
asked_again("the rule throws when it is called again", throws)
asked_again("each call adds to the gradient of the one before", lambda right, call, _: right * call)
asked_again(
    "the third call is rounded to a float",
    lambda right, call, _: right if call < 3 else right * (1 + 2.0**-24),
)
asked_again("every second call changes the sign", lambda right, call, _: right if call % 2 else -right)


class Remembered:
    """x², whose first element is kept from the last call of 64 elements or more with the same second one."""

    def __init__(self):
        self.last = None

    def __call__(self, x):
        y = x * x
        if x.size >= 64:
            if self.last is not None and self.last[0] == (x.size, x[1]):
                y[0] = self.last[1]
            self.last = ((x.size, x[1]), y[0])
        return y


mutant(
    "a memo of the first element for 64 elements and more",
    "NO_MEMORY",
    (Remembered(), lambda x, u: 2 * x * u),
    [Input("x", ("n",), Values.between(-10, 10))],
    reference=lambda x: x * x,
)


# Threads

scratches = {}


def rule_with_scratch(x, u):
    scratch = scratches.setdefault(x.shape, np.zeros_like(x))
    np.multiply(2, u, out=scratch)
    time.sleep(0)  # the other thread gets its turn, as in a longer computation
    return scratch.copy()


def value_with_scratch(x):
    if x.size < 256:
        return np.exp(x)
    scratch = scratches.setdefault(x.shape, np.zeros_like(x))
    np.exp(x, out=scratch)
    time.sleep(0)
    return scratch.copy()


mutant(
    "a scratch array of the op for 256 elements and more",
    "THREADS",
    (value_with_scratch, lambda x, u: u * np.exp(x)),
    [Input("x", ("n",), Values.between(-10, 10))],
    reference=np.exp,
)
unary("an op of the rule has a scratch array", "THREADS", lambda x: 2 * x, rule_with_scratch)


def with_torch():
    """The mutants whose rule is differentiated again."""
    import torch

    def exponential(derivative):
        """eˣ, whose rule knows how often it was differentiated."""
        times = []

        class Exp(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                ctx.save_for_backward(x)
                return x.exp()

            @staticmethod
            def backward(ctx, u):
                right = u * ctx.saved_tensors[0].exp()
                if not torch.is_grad_enabled():
                    return right
                times.append(0)
                return derivative(right, len(times))

        return Exp

    for name, derivative in [
        ("the second call is detached from the graph", lambda g, n: g if n == 1 else g.detach()),
        ("the derivative of the rule is halved the second time", lambda g, n: g if n == 1 else g / 2 + g.detach() / 2),
    ]:
        mutant(name, "NO_MEMORY", exponential(derivative), [Input("x", "any", SMALL)], reference=np.exp)
