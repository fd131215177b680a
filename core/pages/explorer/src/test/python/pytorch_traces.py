"""Five models of PyTorch as traces, for TraceReaderTest. Needs Debian's python3-torch:

    python3 core/pages/explorer/src/test/python/pytorch_traces.py core/pages/explorer/src/test/resources/dev/gradus/explorer/pytorch
"""

import math
import pathlib
import sys

import torch
import torch.nn.functional as F
from torch import nn

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE / "../../main/resources/dev/gradus/explorer/pytorch"))
from gradus_trace import Recording  # noqa: E402

torch.set_default_dtype(torch.float64)


def wave(*shape):
    """As the explorer's Examples.wave."""
    return torch.tensor([math.sin(1.7 * i + 0.4) for i in range(math.prod(shape))]).reshape(shape)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.W = nn.Parameter(torch.tensor([[1.2473733762017727], [0.28295387557714186]]))
        self.b = nn.Parameter(torch.zeros(1, 1))


def and_layer():
    layer = Layer()
    x = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    y = torch.tensor([[0.0], [0], [0], [1]])

    def loss(name):
        y_hat = name("ŷ", torch.sigmoid(name("z", x @ layer.W + layer.b)))
        return 0.5 * torch.mean(torch.sum((y - y_hat) ** 2, dim=-1))

    return loss, layer, {"x": x, "y": y}


def set_to(module, factor):
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(factor * wave(*parameter.shape))
    return module


def two_layers():
    net = set_to(nn.ModuleDict({"first": nn.Linear(3, 4), "second": nn.Linear(4, 3)}), 0.5)
    x, y = wave(5, 3), torch.tensor([0, 2, 1, 1, 0])

    def loss(name):
        h = name("h", torch.relu(net["first"](x)))
        return F.cross_entropy(name("z", net["second"](h)), y)

    return loss, net, {"x": x, "y": y}


def penalised_logistic_regression():
    model = set_to(nn.Linear(3, 1), 1)
    x, y = wave(6, 3), torch.tensor([[1.0], [0], [1], [1], [0], [0]])

    def loss(name):
        fit = name("fit", F.binary_cross_entropy_with_logits(name("z", model(x)), y))
        return fit + 0.01 * (model.weight ** 2).sum()

    return loss, model, {"x": x, "y": y}


def attention():
    net = set_to(nn.ModuleDict({name: nn.Linear(4, 4, bias=False) for name in ("Q", "K", "V")}), 0.5)
    x = wave(2, 3, 4)

    def loss(name):
        q, k, v = (name(letter, net[letter.upper()](x)) for letter in ("q", "k", "v"))
        p = name("p", torch.softmax(q @ k.transpose(1, 2) / 2, dim=-1))
        return (p @ v).square().mean()

    return loss, net, {"x": x}


def recurrence():
    cell = nn.Module()
    cell.W, cell.U, cell.b = (nn.Parameter(0.5 * wave(*shape)) for shape in ((3, 3), (2, 3), (1, 3)))
    inputs = {"h_0": wave(4, 3), **{f"x_{t}": (t * wave(4, 2)).cos() for t in (1, 2, 3)}}

    def loss(name):
        h = inputs["h_0"]
        for t in (1, 2, 3):
            h = name(f"h_{t}", torch.tanh(h @ cell.W + inputs[f"x_{t}"] @ cell.U + cell.b))
        return (h * h).sum()

    return loss, cell, inputs


def write(folder, model):
    loss, module, inputs = model()
    with Recording() as recording:
        objective = recording.name("J", loss(recording.name))
    recording.write(folder / (model.__name__.replace("_", "-") + ".json"), objective, module, **inputs)


if __name__ == "__main__":
    for each in (and_layer, two_layers, penalised_logistic_regression, attention, recurrence):
        write(pathlib.Path(sys.argv[1]), each)
