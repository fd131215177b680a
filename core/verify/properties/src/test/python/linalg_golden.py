"""Writes linalg-golden.txt: what PyTorch's float64 says of linear algebra, in the format of pytorch_golden.py.

    python3 src/test/python/linalg_golden.py > src/test/resources/dev/gradus/properties/linalg-golden.txt

Signs of vectors are chosen as ours are. Gradients by symmetric matrices are those by both triangles' mean.
"""

import torch

from golden_case import F64, case

torch.manual_seed(21)
SQUARE = [(1, 1), (2, 2), (3, 3), (4, 4), (2, 3, 3), (0, 2, 2), (2, 1, 2, 2), (5, 5), (3, 2, 2), (1, 3, 3)]
TALL = [(1, 1), (2, 2), (3, 2), (4, 1), (2, 4, 3), (0, 3, 2), (2, 1, 2, 2), (6, 4), (3, 0), (1, 3, 3)]
ANY = [(1, 1), (2, 2), (3, 2), (1, 4), (2, 2, 3), (0, 3, 2), (2, 1, 2, 2), (4, 6), (3, 3), (1, 3, 2)]


def plain(shape):
    return torch.rand(shape, dtype=F64) * 6 - 3


def invertible(shape):
    return plain(shape) + 4 * torch.eye(shape[-1], dtype=F64)


def symmetric(shape):
    x = plain(shape)
    return x + x.mT


def definite(shape):
    x = plain(shape)
    return x @ x.mT + torch.eye(shape[-1], dtype=F64)


def half(x):
    return (x + x.mT) / 2


def sign(columns):
    """Of the first element of at least half the greatest magnitude in each column."""
    if columns.numel() == 0:
        return torch.ones_like(columns[..., :1, :])
    magnitudes = columns.detach().abs()
    first = (magnitudes >= 0.5 * magnitudes.amax(-2, keepdim=True)).to(F64).argmax(-2, keepdim=True)
    return torch.where(columns.detach().gather(-2, first) < 0, -1.0, 1.0)


def triangle(a, upper, transposed, unit):
    t = a.triu() if upper else a.tril()
    t = t - torch.diag_embed(t.diagonal(0, -2, -1)) + torch.eye(a.shape[-1], dtype=F64) if unit else t
    return t.mT if transposed else t


def lu(a):
    p, l, u = torch.linalg.lu(a)
    return torch.cat([l.tril(-1) + u, p.detach()], -2)


def qr(a):
    q, r = torch.linalg.qr(a)
    signs = torch.where(r.detach().diagonal(0, -2, -1) < 0, -1.0, 1.0)
    return torch.cat([q * signs.unsqueeze(-2), r * signs.unsqueeze(-1)], -2)


def eigen(a):
    values, vectors = torch.linalg.eigh(half(a))
    return torch.cat([values.unsqueeze(-2), vectors * sign(vectors)], -2)


def svd(a):
    u, s, vh = torch.linalg.svd(a, full_matrices=False)
    signs = sign(u)
    return torch.cat([u * signs, s.unsqueeze(-2), vh.mT * signs], -2)


def eigenvalues_gradient(a, u):
    v = torch.linalg.eigh(half(a))[1]
    return v @ torch.diag_embed(u) @ v.mT


def singular_values_gradient(a, u):
    left, _, right = torch.linalg.svd(a, full_matrices=False)
    return left @ torch.diag_embed(u) @ right


def gaps(x):
    difference = x.unsqueeze(-2) - x.unsqueeze(-1)
    eye = torch.eye(x.shape[-1], dtype=F64)
    return torch.where(eye == 1, 0.0, 1 / (difference + eye))


for i, shape in enumerate(SQUARE):
    n = shape[-1]
    right = shape[:-1] + (i % 4,)
    case("Cholesky", (), lambda a: torch.linalg.cholesky(half(a)), definite(shape))
    for upper in (False, True):
        for transposed in (False, True):
            unit = (i + upper) % 2 == 0
            attributes = [f"upper={upper}".lower(), f"transposed={transposed}".lower(), f"unit={unit}".lower()]
            case("TriangularSolve", attributes, lambda a, b: torch.linalg.solve_triangular(
                triangle(a, upper, transposed, unit), b, upper=upper != transposed), invertible(shape), plain(right))
    case("Solve", (), torch.linalg.solve, invertible(shape), plain(right))
    case("Inverse", (), torch.linalg.inv, invertible(shape))
    case("Determinant", ["part=VALUE"], torch.linalg.det, invertible(shape))
    case("Determinant", ["part=LOG_MAGNITUDE"], lambda a: torch.linalg.slogdet(a)[1], plain(shape))
    case("Determinant", ["part=SIGN"], lambda a: torch.linalg.slogdet(a)[0].detach(), plain(shape))
    case("SymmetricEigen", (), eigen, symmetric(shape))
    case("SymmetricEigenvalues", (), lambda a: torch.linalg.eigvalsh(half(a)), symmetric(shape))
    case("InverseGaps", (), gaps, plain(shape[:-1]))
for i, shape in enumerate(ANY):
    case("Triangle", ["upper=false", f"diagonal={i % 3 - 1}"], lambda x: x.tril(i % 3 - 1), plain(shape))
    case("Triangle", ["upper=true", f"diagonal={i % 3 - 1}"], lambda x: x.triu(i % 3 - 1), plain(shape))
for shape in TALL:
    case("Qr", (), qr, plain(shape))
for shape in ANY:
    case("Svd", (), svd, plain(shape))
    case("SingularValues", (), torch.linalg.svdvals, plain(shape))
for shape in SQUARE:
    case("MatrixExponential", (), torch.linalg.matrix_exp, plain(shape))
for shape in SQUARE:
    case("Lu", (), lu, invertible(shape) + plain(shape))
for shape in SQUARE:
    case("SpectralGradient", ["of=EIGENVALUES"], eigenvalues_gradient, symmetric(shape), plain(shape[:-1]))
for shape in ANY:
    u = plain(shape[:-2] + (min(shape[-2:]),))
    case("SpectralGradient", ["of=SINGULAR_VALUES"], singular_values_gradient, plain(shape), u)
