"""Writes pytorch-golden.txt: what PyTorch's float64 says of every op, values and gradients.

Needs Debian's python3-torch. From the folder core/verify/properties:

    python3 src/test/python/pytorch_golden.py > src/test/resources/dev/gradus/properties/pytorch-golden.txt

A case is a line `case <op> [attribute=value …]`, then a line per input (`in`), the value (`out`), the upstream gradient
(`up`) and a line per input's gradient (`grad`, or `none` where PyTorch has none). A tensor is its shape, a colon, and its
elements in row-major order.
"""

import math

import torch

from golden_case import case

torch.manual_seed(20)
F64 = torch.float64
SHAPES = [(), (1,), (5,), (2, 3), (1, 1), (0, 3), (3, 0), (4, 1, 2), (1, 5), (2, 2, 2)]
PAIRS = [((), ()), ((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 3), (1, 3)), ((2, 1), (2, 3)), ((2, 1), (1, 3)),
         ((), (4,)), ((0, 3), (1, 3)), ((4, 1, 2), (1, 3, 1)), ((1, 1), (5, 2))]


def between(low, high):
    return lambda shape: torch.rand(shape, dtype=F64) * (high - low) + low


def away_from_zero(low, high):
    return lambda shape: between(low, high)(shape) * (torch.randint(0, 2, shape) * 2 - 1)


def unary(op, function, values, edges=(), attributes=()):
    for shape in SHAPES:
        case(op, attributes, function, values(shape))
    if edges:
        case(op, attributes, function, torch.tensor(edges, dtype=F64))


def binary(op, function, left, right, edges=()):
    for a, b in PAIRS:
        case(op, (), function, left(a), right(b))
    if edges:
        case(op, (), function, *torch.tensor(edges, dtype=F64).T)


def mask(function):
    return lambda *x: function(*x).to(F64)


wide, moderate, positive = between(-40, 40), between(-3, 3), between(1e-3, 30)
big = (-700.0, -40.0, -1e-300, 0.0, 1e-300, 1.0, 40.0, 700.0)

unary("Negate", torch.neg, wide, big)
unary("Exp", torch.exp, moderate, (-700.0, -40.0, 0.0, 1e-300, 40.0, 700.0))
unary("Expm1", torch.expm1, moderate, (-700.0, -1e-9, 0.0, 1e-300, 1e-9, 40.0, 700.0))
unary("Log", torch.log, positive, (1e-300, 0.5, 1.0, 1.5, 1e300))
unary("Log1p", torch.log1p, between(-0.9, 30), (-0.999, -1e-9, 0.0, 1e-300, 1e-9, 1e300))
unary("Sigmoid", torch.sigmoid, wide, (-700.0, -40.0, 0.0, 1e-300, 20.0))
unary("Tanh", torch.tanh, moderate, (-10.0, -1e-9, 0.0, 1e-300, 5.0))
unary("Relu", torch.relu, away_from_zero(0.1, 9), big)
unary("LeakyRelu", lambda x: torch.nn.functional.leaky_relu(x, 0.1), away_from_zero(0.1, 9), big, ["slope=0.1"])
unary("Softplus", torch.nn.Softplus(threshold=1e9), between(-30, 30), (-700.0, -40.0, 0.0, 30.0))
unary("Erf", torch.erf, moderate, (-5.0, -1e-9, 0.0, 1e-300, 5.0))
unary("Reciprocal", torch.reciprocal, away_from_zero(0.1, 9), (-1e100, -1e-100, 1e-100, 1e100))
unary("Square", torch.square, wide, (-1e150, -1e-150, 0.0, 1e150))
unary("Sqrt", torch.sqrt, positive, (1e-300, 1.0, 2.0, 1e300))
unary("Sin", torch.sin, wide, (-1e6, 0.0, 1e-300, 1e6))
unary("Cos", torch.cos, wide, (-1e6, 0.0, 1e-300, 1e6))
unary("Tan", torch.tan, between(-1.4, 1.4), (-1.5, 0.0, 1e-300, 1.5))
unary("Asin", torch.asin, between(-0.9, 0.9), (-0.999, 0.0, 1e-300, 0.999))
unary("Acos", torch.acos, between(-0.9, 0.9), (-0.999, 0.0, 1e-300, 0.999))
unary("Atan", torch.atan, wide, (-1e100, 0.0, 1e-300, 1e100))
unary("Sinh", torch.sinh, moderate, (-700.0, 0.0, 1e-300, 700.0))
unary("Cosh", torch.cosh, moderate, (-700.0, 0.0, 1e-300, 700.0))
unary("Abs", torch.abs, away_from_zero(0.1, 9), big)
unary("Sign", torch.sign, away_from_zero(0.1, 9), big)
unary("Floor", torch.floor, wide, (-1.5, -1.0, -0.5, 0.5, 1.0, 1e300))
unary("Clamp", lambda x: x.clamp(-1, 2), moderate, (-1e300, 0.0, 1e300), ["low=-1", "high=2"])
unary("StopGradient", lambda x: x.detach(), wide, big)

binary("AddBroadcast", torch.add, wide, wide, ((1e300, -1e300), (0.0, 1e-300)))
binary("SubtractBroadcast", torch.sub, wide, wide, ((1e300, 1e300), (0.0, 1e-300)))
binary("MultiplyBroadcast", torch.mul, wide, wide, ((1e150, -1e150), (0.0, 1e300)))
binary("DivideBroadcast", torch.div, wide, away_from_zero(0.1, 9), ((1e150, -1e-150), (0.0, 1e150)))
binary("MaximumBroadcast", torch.maximum, wide, wide, ((1.0, 1.0), (0.0, -0.0), (2.0, 1e300)))
binary("MinimumBroadcast", torch.minimum, wide, wide, ((1.0, 1.0), (0.0, -0.0), (2.0, 1e300)))
binary("PowBroadcast", torch.pow, positive, moderate, ((2.0, 10.0), (10.0, -300.0), (1.0, 0.0), (0.0, 2.0), (0.0, 3.0)))
for name, compare in (("Greater", torch.gt), ("GreaterOrEqual", torch.ge), ("Less", torch.lt),
                      ("LessOrEqual", torch.le), ("Equal", torch.eq), ("NotEqual", torch.ne)):
    binary(name + "Broadcast", mask(compare), wide, wide, ((1.0, 1.0), (0.0, -0.0), (2.0, 1e300)))
for a, b in PAIRS:
    shape = torch.broadcast_shapes(a, b)
    case("Where", (), lambda c, x, y: torch.where(c != 0, x, y), torch.randint(0, 2, shape), wide(a), wide(b))

REDUCED = [((), ()), ((4,), (0,)), ((2, 3), (0,)), ((2, 3), (1,)), ((2, 3), (0, 1)), ((2, 3, 4), (0, 2)),
           ((2, 3, 4), (1,)), ((1, 1), (0,)), ((3, 1, 2), (0, 1, 2)), ((5, 4), (1,)), ((0, 3), (1,))]


def reduction(op, function, values, empty_sum=False):
    for keep in (False, True):
        for shape, axes in REDUCED + ([((0, 3), (0,)), ((3, 0), (0, 1))] if empty_sum else []):
            if axes == () and shape != ():
                continue
            reduce = (lambda x: x.clone()) if axes == () else (lambda x: function(x, axes, keep))
            if axes == () and op == "LogSumExp":
                reduce = lambda x: x.exp().log()
            case(op, [f"axes={','.join(map(str, axes))}", f"keep={str(keep).lower()}"], reduce, values(shape))


def product(x, axes, keep):
    for axis in sorted(axes, reverse=True):
        x = x.prod(axis, keep)
    return x


reduction("Sum", lambda x, a, k: x.sum(a, k), wide, True)
reduction("Mean", lambda x, a, k: x.mean(a, k), wide)
reduction("Max", lambda x, a, k: x.amax(a, k), wide)
reduction("Min", lambda x, a, k: x.amin(a, k), wide)
reduction("LogSumExp", lambda x, a, k: x.logsumexp(a, k), wide)
reduction("Product", product, moderate, True)
ties = torch.tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]], dtype=F64)
case("Max", ["axes=1", "keep=false"], lambda x: x.amax((1,)), ties)
case("Min", ["axes=0,1", "keep=false"], lambda x: x.amin((0, 1)), ties * 0 + 1)
zeros = torch.tensor([[2.0, 0.0, 3.0], [0.0, 4.0, 0.0], [5.0, 6.0, 7.0]], dtype=F64)
case("Product", ["axes=1", "keep=false"], lambda x: x.prod(1), zeros)
case("LogSumExp", ["axes=0", "keep=false"], lambda x: x.logsumexp(0),
     torch.tensor([[700.0, -700.0], [710.0, -800.0]], dtype=F64))
for shape, axis in [((4,), 0), ((2, 3), 0), ((2, 3), 1), ((1, 1), 0), ((2, 3, 4), 1), ((2, 3, 4), 2), ((5, 1), 1),
                    ((1, 5), 1), ((3, 2), 0), ((2, 2, 2), 0)]:
    case("ArgMax", [f"axis={axis}"], mask(lambda x: x.argmax(axis)), wide(shape))

for n, k, m in [(1, 1, 1), (2, 3, 4), (4, 2, 1), (1, 5, 1), (5, 1, 2), (3, 3, 3), (0, 2, 3), (2, 0, 3), (2, 3, 0), (7, 2, 5)]:
    case("MatMul", (), torch.matmul, wide((n, k)), wide((k, m)))
    case("BatchMatMul", (), torch.matmul, wide((2, n, k)), wide((1, k, m)))
    case("BatchMatMul", (), torch.matmul, wide((n, k)), wide((3, 2, k, m)))
for shape, axes in [((2, 3), (1, 0)), ((2, 3), (0, 1)), ((2, 3, 4), (2, 1, 0)), ((2, 3, 4), (1, 2, 0)), ((4,), (0,)),
                    ((1, 1), (1, 0)), ((0, 3), (1, 0)), ((2, 3, 4), (0, 2, 1)), ((2, 1, 3), (2, 0, 1)), ((5, 2), (1, 0))]:
    case("Transpose", [f"axes={','.join(map(str, axes))}"], lambda x: x.permute(axes), wide(shape))
for shape, to in [((), (1,)), ((1,), ()), ((6,), (2, 3)), ((2, 3), (3, 2)), ((2, 3), (6,)), ((1, 1), ()), ((0, 3), (0,)),
                  ((2, 3, 4), (4, 6)), ((4,), (2, 1, 2)), ((2, 2), (1, 4))]:
    case("Reshape", [f"shape={','.join(map(str, to))}"], lambda x: x.reshape(to), wide(shape))
for shape, to in [((), ()), ((), (3,)), ((1,), (3,)), ((3,), (2, 3)), ((1, 3), (2, 3)), ((2, 1), (2, 3)), ((1, 1), (4, 5)),
                  ((3, 1), (2, 3, 4)), ((1,), (0,)), ((2, 1, 2), (2, 3, 2))]:
    case("BroadcastTo", [f"shape={','.join(map(str, to))}"], lambda x: x.broadcast_to(to), wide(shape))
    case("SumTo", [f"shape={','.join(map(str, shape))}"], lambda x: x.sum_to_size(shape), wide(to))

for shape, axis in [((4,), 0), ((2, 3), 0), ((2, 3), 1), ((1, 1), 0), ((2, 3, 4), 1), ((0, 3), 0), ((3, 0), 0), ((2, 2), 1),
                    ((1, 5), 1), ((2, 3, 4), 2)]:
    case("Concat", [f"axis={axis}"], lambda *x: torch.cat(x, axis), wide(shape), wide(shape))
    case("Stack", [f"axis={axis}"], lambda *x: torch.stack(x, axis), wide(shape), wide(shape), wide(shape))
    case("Flip", [f"axes={axis}"], lambda x: x.flip(axis), wide(shape))
    case("CumulativeSum", [f"axis={axis}", "exclusive=false", "reverse=false"], lambda x: x.cumsum(axis), wide(shape))
    case("CumulativeSum", [f"axis={axis}", "exclusive=false", "reverse=true"],
         lambda x: x.flip(axis).cumsum(axis).flip(axis), wide(shape))
    case("CumulativeSum", [f"axis={axis}", "exclusive=true", "reverse=false"],
         lambda x: x.cumsum(axis).roll(1, axis) * (torch.arange(x.shape[axis]) > 0).reshape(
             [-1 if a == axis else 1 for a in range(x.dim())]), wide(shape))
    zeros = lambda n: torch.zeros([n if a == axis else size for a, size in enumerate(shape)], dtype=F64)
    case("Pad", [f"axis={axis}", "low=2", "high=1"], lambda x: torch.cat([zeros(2), x, zeros(1)], axis), wide(shape))
for shape, axis, start, stop, step in [((4,), 0, 1, 3, 1), ((5,), 0, 0, 5, 2), ((2, 3), 1, 0, 2, 1), ((2, 3), 0, 1, 2, 1),
                                       ((2, 3, 7), 2, 1, 7, 3), ((4,), 0, 2, 2, 1), ((1, 1), 0, 0, 1, 1), ((6, 2), 0, 0, 6, 4),
                                       ((3, 4), 1, 1, 4, 2), ((7,), 0, 3, 6, 1)]:
    picks = lambda shape=shape, axis=axis: [slice(None)] * axis
    case("Slice", [f"axis={axis}", f"start={start}", f"stop={stop}", f"step={step}"],
         lambda x: x[tuple(picks() + [slice(start, stop, step)])], wide(shape))
for shape, axis, count in [((4,), 0, 3), ((4,), 0, 6), ((2, 3), 0, 2), ((2, 3), 1, 4), ((2, 3, 4), 1, 3), ((1, 1), 0, 5),
                           ((3, 2), 0, 0), ((5, 2), 0, 1), ((2, 5), 1, 5), ((2, 2, 3), 2, 4)]:
    indices = torch.randint(0, shape[axis], (count,))
    case("Gather", [f"axis={axis}"], lambda x, i: x.index_select(axis, i), wide(shape), indices)
    rows = list(shape)
    rows[axis] = count
    case("ScatterAdd", [f"axis={axis}", f"size={shape[axis]}"],
         lambda u, i: torch.zeros(shape, dtype=F64).index_add(axis, i, u), wide(rows), indices)
for shape, depth in [((), 3), ((1,), 1), ((5,), 4), ((2, 3), 3), ((0,), 3), ((1, 1), 2), ((4,), 7), ((2, 2, 2), 2),
                     ((3, 1), 5), ((6,), 6)]:
    case("OneHot", [f"depth={depth}"], mask(lambda i: torch.nn.functional.one_hot(i, depth)), torch.randint(0, depth, shape))

LOSSES = [(1, 1), (4, 1), (1, 3), (4, 3), (7, 2), (2, 5), (3, 3), (5, 4), (10, 1), (6, 6)]
for shape in LOSSES:
    case("MseLoss", (), lambda p, y: 0.5 * ((y - p) ** 2).sum() / shape[0], moderate(shape), moderate(shape))
    case("L1Loss", (), lambda p, y: (y - p).abs().sum() / shape[0], moderate(shape), moderate(shape))
    case("HuberLoss", ["delta=0.7"], lambda p, y: torch.nn.functional.huber_loss(p, y, "sum", 0.7) / shape[0],
         moderate(shape), moderate(shape))
    case("BinaryCrossEntropyLoss", (),
         lambda z, y: torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="sum") / shape[0],
         wide(shape), between(0, 1)(shape))
    target = torch.softmax(moderate(shape), 1)
    case("CrossEntropyLoss", (), torch.nn.functional.cross_entropy, wide(shape), target)
    case("CrossEntropyLoss", (), torch.nn.functional.cross_entropy, wide(shape), torch.randint(0, shape[1], shape[:1]))

torch.manual_seed(21)  # moves, activations, reductions, orders and scans
for shape, axis, count in [((4,), 0, 3), ((4,), 0, 6), ((2, 3), 0, 2), ((2, 3), 1, 4), ((2, 3, 4), 1, 3), ((1, 1), 0, 5),
                           ((3, 2), 0, 0), ((5, 2), 0, 1), ((2, 5), 1, 5), ((2, 2, 3), 2, 4)]:
    picked = list(shape)
    picked[axis] = count
    indices = torch.randint(0, shape[axis], picked)
    case("TakeAlong", [f"axis={axis}"], lambda x, i: x.gather(axis, i), wide(shape), indices)
    case("ScatterAlong", [f"axis={axis}", f"size={shape[axis]}"],
         lambda u, i: torch.zeros(shape, dtype=F64).scatter_add(axis, i, u), wide(picked), indices)

def recurrence(a, b, axis, reverse):
    a, b = (x.movedim(axis, 0) for x in (a, b))
    order = range(b.shape[0] - 1, -1, -1) if reverse else range(b.shape[0])
    sums = []
    for i in order:
        sums.append(a[i] * sums[-1] + b[i] if sums else b[i])
    return torch.stack(sums[::-1] if reverse else sums).movedim(0, axis) if sums else b.clone().movedim(0, axis)


for shape, axis in [((4,), 0), ((2, 3), 0), ((2, 3), 1), ((1, 1), 0), ((2, 3, 4), 1), ((3, 0), 0), ((2, 2), 1), ((1, 5), 1),
                    ((2, 3, 4), 2), ((4, 1, 2), 0)]:
    case("Softmax", [f"axis={axis}"], lambda x: x.softmax(axis), between(-9, 9)(shape))
    case("LogSoftmax", [f"axis={axis}"], lambda x: x.log_softmax(axis), wide(shape))
    for down in (False, True):
        case("ArgSort", [f"axis={axis}", f"descending={str(down).lower()}"],
             mask(lambda x: x.argsort(dim=axis, descending=down, stable=True)), wide(shape))
        case("LinearRecurrence", [f"axis={axis}", f"reverse={str(down).lower()}"],
             lambda a, b: recurrence(a, b, axis, down), moderate(shape), moderate(shape))
    case("CumulativeArgMax", [f"axis={axis}"], mask(lambda x: x.cummax(axis).indices), wide(shape))
    case("CumulativeProduct", [f"axis={axis}"], lambda x: x.cumprod(axis), moderate(shape))
    case("CumulativeLogSumExp", [f"axis={axis}"], lambda x: x.logcumsumexp(axis), wide(shape))
ties = torch.tensor([[1.0, 3.0, 1.0, 3.0], [2.0, 0.0, -0.0, 2.0]], dtype=F64)
for down in (False, True):
    case("ArgSort", ["axis=1", f"descending={str(down).lower()}"], mask(lambda x: x.argsort(dim=1, descending=down, stable=True)), ties)
case("CumulativeProduct", ["axis=1"], lambda x: x.cumprod(1), torch.tensor([[2.0, 0.0, 3.0, 4.0], [0.0, 0.0, 5.0, 6.0]], dtype=F64))
case("CumulativeLogSumExp", ["axis=0"], lambda x: x.logcumsumexp(0), torch.tensor([0.0, -800.0, 800.0, 0.0, 801.0], dtype=F64))
for keep in (False, True):
    for shape, axes in REDUCED + [((0, 3), (0,)), ((3, 0), (0, 1))]:
        norm = (lambda x: x.abs()) if axes == () else (lambda x: torch.linalg.vector_norm(x, dim=axes, keepdim=keep))
        case("Norm", [f"axes={','.join(map(str, axes))}", f"keep={str(keep).lower()}"], norm, wide(shape))
case("Norm", ["axes=1", "keep=false"], lambda x: torch.linalg.vector_norm(x, dim=1),
     torch.tensor([[0.0, 0.0], [3.0, -4.0]], dtype=F64))
unary("Elu", lambda x: torch.nn.functional.elu(x, 0.5), moderate, (-700.0, -1e-9, 0.0, 1e-300, 700.0), ["alpha=0.5", "beta=1"])
unary("Elu", lambda x: torch.celu(x, 2.0), moderate, (-700.0, -1e-9, 0.0, 1e-300, 700.0), ["alpha=2", "beta=2"])
unary("Softsign", torch.nn.functional.softsign, wide, (-1e100, 0.0, 1e-300, 1e100))
unary("Tanhshrink", torch.nn.functional.tanhshrink, away_from_zero(0.5, 9), (-700.0, 0.0, 20.0, 700.0))

binary("RemainderBroadcast", torch.remainder, wide, away_from_zero(0.1, 9),
       ((1.0, 0.1), (-1.0, 0.1), (1.0, -0.1), (5.5, 2.0), (-1e300, 3.0), (1e17, 3.0), (0.3, -7.0)))

for shape, axis, count in [((5,), 0, 7), ((2, 3), 0, 4), ((2, 3), 1, 4), ((3, 4), -1, 2), ((1, 1), 0, 3), ((2, 3, 4), 1, 5),
                           ((2, 3, 4), 0, 2), ((4, 1, 2), 1, 3), ((2, 2), 0, 1), ((3, 5), 1, 8)]:
    picked = list(shape)
    picked[axis] = count
    indices = torch.randint(0, shape[axis], picked)
    case("ScatterMax", [f"axis={axis}"], lambda x, u, i: x.scatter_reduce(axis, i, u, "amax"), wide(shape), wide(picked), indices)
    case("ArgMode", [f"axis={axis}"], mask(lambda x: (x == x.mode(axis, keepdim=True).values).to(F64).argmax(axis)),
         torch.randint(0, 3, picked).to(F64))
