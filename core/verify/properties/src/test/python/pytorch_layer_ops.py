"""Writes pytorch-layer-ops.txt: what PyTorch's float64 says of the ops of losses and layers, values and gradients.

Needs what pytorch_golden.py needs, and writes cases as it does. From the folder core/verify/properties:

    python3 src/test/python/pytorch_layer_ops.py > src/test/resources/dev/gradus/properties/pytorch-layer-ops.txt
"""

import contextlib
import io

import torch
import torch.nn.functional as F

with contextlib.redirect_stdout(io.StringIO()):
    from pytorch_golden import F64, between, binary, case

torch.manual_seed(8)
moderate, probability = between(-3, 3), between(0, 1)

binary("ProbabilityCrossEntropy", lambda p, y: -(y * p.log() + (1 - y) * (-p).log1p()), between(0.001, 0.999), probability)

# x and w, then stride, padding, dilation and groups
CONVOLUTIONS = [((2, 3, 7), (4, 3, 3), (1,), (0,), (1,), 1), ((1, 1, 1), (1, 1, 1), (1,), (0,), (1,), 1),
                ((2, 2, 9), (3, 2, 2), (2,), (1,), (3,), 1), ((3, 4, 5), (6, 2, 2), (1,), (2,), (1,), 2),
                ((2, 3, 5, 6), (2, 3, 3, 2), (1, 1), (1, 1), (1, 1), 1), ((1, 2, 7, 6), (4, 1, 3, 2), (2, 3), (1, 0), (1, 2), 2),
                ((2, 3, 4, 4), (3, 1, 2, 2), (2, 2), (0, 1), (1, 1), 3), ((2, 2, 3, 3), (5, 2, 1, 1), (1, 1), (0, 0), (1, 1), 1),
                ((1, 2, 4, 3, 5), (2, 2, 2, 3, 2), (1, 1, 2), (0, 1, 0), (2, 1, 1), 1),
                ((0, 2, 3, 3), (4, 2, 2, 2), (1, 1), (0, 0), (1, 1), 1)]


def numbers(name, values):
    return f"{name}={','.join(map(str, values))}"


for x, w, stride, padding, dilation, groups in CONVOLUTIONS:
    conv = [F.conv1d, F.conv2d, F.conv3d][len(stride) - 1]
    case("Convolution", [numbers("stride", stride), numbers("padding", padding), numbers("dilation", dilation),
                         f"groups={groups}"],
         lambda x, w: conv(x, w, None, stride, padding, dilation, groups), moderate(x), moderate(w))

# x, then size, stride, padding and dilation; size alone is adaptive
POOLS = [((2, 3, 7), (3,), (2,), (1,), (1,)), ((1, 1, 1), (1,), (1,), (0,), (1,)), ((2, 2, 4, 4), (2, 2), (2, 2), (0, 0), (1, 1)),
         ((1, 2, 5, 6), (3, 2), (1, 3), (1, 0), (1, 2)), ((2, 1, 5, 5), (2, 3), (2, 2), (1, 1), (2, 1)),
         ((1, 2, 4, 3, 4), (2, 2, 2), (1, 1, 2), (0, 1, 0), (1, 1, 1)), ((0, 2, 3, 3), (2, 2), (1, 1), (0, 0), (1, 1)),
         ((2, 3, 7), (3,)), ((1, 2, 5, 4), (2, 3)), ((1, 1, 4, 4), (4, 2))]
MAX_POOLS = [F.max_pool1d, F.max_pool2d, F.max_pool3d]
ADAPTIVE_POOLS = [F.adaptive_max_pool1d, F.adaptive_max_pool2d, F.adaptive_max_pool3d]


def max_pool(x, size, stride=None, padding=0, dilation=1):
    if stride is None:
        return ADAPTIVE_POOLS[len(size) - 1](x, size, return_indices=True)
    if x.numel() == 0:
        values = F.max_pool2d(torch.zeros(1, *x.shape[1:], dtype=F64), size, stride, padding, dilation)[:0]
        return values + x.sum() * 0, values
    return MAX_POOLS[len(size) - 1](x, size, stride, padding, dilation, return_indices=True)


def in_all_of(x, places):
    """PyTorch counts places within a plane."""
    planes = torch.arange(x.shape[0] * x.shape[1]) * x[0, 0].numel() if x.numel() else torch.zeros(0)
    return (places + planes.reshape(*x.shape[:2], *[1] * (x.dim() - 2))).to(F64)


for x, size, *way in POOLS:
    attributes = [numbers(name, values) for name, values in zip(("size", "stride", "padding", "dilation"), (size, *way))]
    case("MaxPool", attributes, lambda x: max_pool(x, size, *way)[0], moderate(x))
    case("ArgMaxPool", attributes, lambda x: in_all_of(x, max_pool(x, size, *way)[1]), moderate(x))
