"""Prints what PyTorch's float64 makes of the programs Digits, TransformerBlock and MixtureOfGaussians: their losses.

Needs Debian's python3-torch and python3-numpy. The numbers that the programs draw come from NumPy's generator there too:

    python3 src/test/python/pytorch_programs.py > src/test/resources/dev/gradus/examples/pytorch-programs.txt
"""

import numpy as np
import torch
import torch.nn.functional as F


def tensor(array):
    return torch.tensor(np.asarray(array, dtype=float), dtype=torch.float64)


def parameter(array):
    return tensor(array).requires_grad_()


def losses(name, loss, optimizer, steps):
    values = []
    for _ in range(steps):
        optimizer.zero_grad()
        value = loss()
        value.backward()
        optimizer.step()
        values.append(value.item())
    print(name, *map(repr, values))


def digits():
    dots = [(14, 17, 19, 21, 25, 17, 14), (4, 12, 4, 4, 4, 4, 14), (14, 17, 1, 2, 4, 8, 31), (31, 2, 4, 2, 1, 17, 14),
            (2, 6, 10, 18, 31, 2, 2), (31, 16, 30, 1, 1, 17, 14), (6, 8, 16, 30, 17, 17, 14), (31, 1, 2, 4, 8, 8, 8),
            (14, 17, 17, 14, 17, 17, 14), (14, 17, 17, 15, 1, 2, 12)]
    glyphs = np.array([[[row >> (4 - c) & 1 for c in range(5)] for row in digit] for digit in dots])
    random = np.random.RandomState(0)
    strokes = parameter(random.normal(0, np.sqrt(2 / 9), (6, 1, 3, 3)))
    shapes = parameter(random.normal(0, np.sqrt(2 / 54), (12, 6, 3, 3)))
    w, b = parameter(random.normal(0, np.sqrt(2 / 118), (108, 10))), parameter(np.zeros((1, 10)))
    labels = np.array([random.randint(0, 10) for _ in range(400)])
    images = []
    for label in labels:
        row, column = random.randint(2, 5), random.randint(3, 6)
        image = random.normal(0, 0.2, (12, 12))
        image[row:row + 7, column:column + 5] += glyphs[label]
        images.append(image)
    x, y = tensor(images)[:, None], torch.tensor(labels)

    def loss():
        h = F.max_pool2d(F.conv2d(x, strokes, padding=1).relu(), 2)
        h = F.max_pool2d(F.conv2d(h, shapes, padding=1).relu(), 2)
        return F.cross_entropy(h.flatten(1) @ w + b, y)

    losses("Digits", loss, torch.optim.SGD([strokes, shapes, w, b], 0.05, 0.9), 15)


def transformer():
    random = np.random.RandomState(1)
    shapes = [(6, 12), (9, 12), (12, 12), (12, 12), (12, 12), (12, 12), (12, 24), (24, 12), (12, 6)]
    weights = [parameter(random.normal(0, 0.3, shape)) for shape in shapes]
    letters, places, query, key, value, mixed, wide, narrow, readout = weights
    norms = [parameter(np.full(12, start)) for start in (1, 0, 1, 0)]
    words = np.array([random.randint(0, 6) for _ in range(48)]).reshape(16, 3)
    sequences = torch.tensor(np.tile(words, (1, 4))[:, :10])
    x, y = sequences[:, :-1], sequences[:, 1:]
    split = lambda h: h.reshape(16, 9, 3, 4).transpose(1, 2)

    def loss():
        h = letters[x] + places
        n = F.layer_norm(h, (12,), norms[0], norms[1])
        scores = split(n @ query) @ split(n @ key).mT / 2 + torch.full((9, 9), -torch.inf, dtype=torch.float64).triu(1)
        heads = scores.softmax(-1) @ split(n @ value)
        h = h + heads.transpose(1, 2).reshape(16, 9, 12) @ mixed
        h = h + (F.layer_norm(h, (12,), norms[2], norms[3]) @ wide).relu() @ narrow
        return F.cross_entropy((h @ readout).flatten(0, 1), y.flatten())

    losses("TransformerBlock", loss, torch.optim.Adam(weights + norms, 0.01), 15)


def mixture():
    random = np.random.RandomState(2)
    means, shares, log_deviations = parameter(random.normal(0, 1, (3, 2))), parameter(np.zeros(3)), parameter(np.zeros(3))
    x = tensor(random.normal(0, 0.6, (150, 2)) + np.array([[-2, 0], [2, 1], [0, 3]] * 50))

    def loss():
        normal = torch.distributions.Normal(means, log_deviations.exp()[:, None])
        return -(normal.log_prob(x[:, None]).sum(2) + shares.log_softmax(0)).logsumexp(1).mean()

    losses("MixtureOfGaussians", loss, torch.optim.SGD([means, shares, log_deviations], 0.2), 60)


digits()
transformer()
mixture()
