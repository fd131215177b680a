"""Writes three small models as PyTorch exports them, and what PyTorch computes with them: the output for an input x, and the
gradients of sum(y * c) by the parameters, in float64. From the folder core/connect/onnx:

    python3 src/test/python/pytorch_models.py src/test/resources/dev/gradus/onnx

It needs torch and, for the exporter, onnx.
"""

import copy
import math
import pathlib
import sys

import torch
from torch import nn

FOLDER = pathlib.Path(sys.argv[1])
F64 = torch.float64
torch.manual_seed(7)


class Classifier(nn.Module):
    """Two layers, whose batch size stays open."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(4, 8)
        self.out = nn.Linear(8, 3)

    def forward(self, x):
        return torch.log_softmax(self.out(torch.tanh(self.hidden(x))), dim=1)


class Images(nn.Module):
    """Convolutions with a normalisation by running statistics, and pools, in float32."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.second = nn.Conv2d(4, 6, 3, stride=2, groups=2)
        self.out = nn.Linear(6, 5)

    def forward(self, x):
        h = nn.functional.max_pool2d(torch.relu(self.norm(self.first(x))), 2)
        h = nn.functional.leaky_relu(self.second(h), 0.1)
        h = nn.functional.avg_pool2d(h, 3)
        return self.out(torch.flatten(h, 1))


class Block(nn.Module):
    """A block of a transformer with a causal mask. Its shapes are computed from those of x."""

    def __init__(self, features=8, heads=2):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(features)
        self.norm2 = nn.LayerNorm(features)
        self.qkv = nn.Linear(features, 3 * features)
        self.merge = nn.Linear(features, features)
        self.up = nn.Linear(features, 4 * features)
        self.down = nn.Linear(4 * features, features)
        for norm in self.norm1, self.norm2:  # equal weights would be exported as one
            nn.init.normal_(norm.weight)
            nn.init.normal_(norm.bias)

    def attention(self, x):
        batch, positions, features = x.shape
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        split = lambda t: t.view(batch, positions, self.heads, features // self.heads).transpose(1, 2)
        scores = split(q) @ split(k).transpose(-2, -1) / math.sqrt(features // self.heads)
        later = torch.ones(positions, positions, dtype=torch.bool).triu(1)
        weights = scores.masked_fill(later, float("-inf")).softmax(dim=-1)
        return self.merge((weights @ split(v)).transpose(1, 2).reshape(batch, positions, features))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.down(nn.functional.gelu(self.up(self.norm2(x))))


def line(name, tensor):
    sizes = ",".join(str(size) for size in tensor.shape)
    return f"{name} {sizes}: " + " ".join(repr(float(value)) for value in tensor.flatten()) + "\n"


def write(name, model, x, **options):
    torch.onnx.export(
        model, x, FOLDER / f"{name}.onnx", input_names=["x"], output_names=["y"], opset_version=18,
        training=torch.onnx.TrainingMode.PRESERVE, **options)
    exact = copy.deepcopy(model).double()
    x = x.to(F64)
    y = exact(x)
    c = torch.randn_like(y)
    (y * c).sum().backward()
    with open(FOLDER / f"{name}.txt", "w", encoding="utf-8") as out:
        out.write(line("x", x) + line("y", y) + line("c", c))
        for parameter, value in exact.named_parameters():
            out.write(line(parameter, value.grad))


write("classifier", Classifier().double().eval(), torch.randn(5, 4, dtype=F64),
      do_constant_folding=False, dynamic_axes={"x": {0: "batch"}})

images = Images()
with torch.no_grad():
    for _ in range(3):  # statistics other than those it begins with
        images(torch.randn(8, 1, 14, 14) * 2 + 1)
write("images", images.eval(), torch.randn(2, 1, 14, 14), do_constant_folding=False)

write("block", Block().double().eval(), torch.randn(2, 5, 8, dtype=F64),
      do_constant_folding=False, dynamic_axes={"x": {0: "batch", 1: "positions"}})
