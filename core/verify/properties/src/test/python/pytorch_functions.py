"""Writes pytorch-functions.txt: what PyTorch's float64 says of the functions that are composed of ops, as pytorch_golden.py
does of the ops, in the same format. From the folder core/verify/properties:

    python3 src/test/python/pytorch_functions.py > src/test/resources/dev/gradus/properties/pytorch-functions.txt
"""

import contextlib
import io

with contextlib.redirect_stdout(io.StringIO()):  # its functions, not its cases
    from pytorch_golden import F64, between, case, moderate, torch, wide

F = torch.nn.functional
torch.manual_seed(22)
POINTS = torch.tensor([-800.0, -30.0, -5.0, -2.5, -1.0, -0.25, -1e-5, 0.0, 1e-5, 0.25, 1.0, 2.5, 5.0, 7.0, 30.0, 800.0], dtype=F64)

# PyTorch's own celu and hardsigmoid take 1/α and 1/6 as float32: 1/0.5 is exact, and the second is written out.
for name, function in {
    "logSigmoid": F.logsigmoid, "silu": F.silu, "mish": F.mish, "gelu": F.gelu,
    "geluTanh": lambda x: F.gelu(x, approximate="tanh"), "elu": lambda x: F.elu(x, 0.7),
    "celu": lambda x: F.celu(x, 0.5), "selu": F.selu, "threshold": lambda x: F.threshold(x, 0.1, -2.0),
    "relu6": F.relu6, "hardTanh": F.hardtanh, "hardSigmoid": lambda x: F.relu6(x + 3) / 6, "hardSwish": F.hardswish,
    "softShrink": lambda x: F.softshrink(x, 0.25), "hardShrink": lambda x: F.hardshrink(x, 0.25),
    "softsign": F.softsign,
}.items():
    case(name, (), function, POINTS)
case("prelu", (), lambda x, a: F.prelu(x, a), POINTS, torch.tensor([0.3], dtype=F64))
case("prelu", (), lambda x, a: F.prelu(x, a), moderate((4, 3)), moderate((3,)))
case("softmin", (), lambda x: F.softmin(x, 0), wide((3, 4)) / 10)
case("glu", (), lambda x: F.glu(x, -1), moderate((3, 4)))

x = moderate((3, 4))
for name, function in {
    "squeeze": lambda x: x.reshape(3, 1, 4).squeeze(1), "moveAxis": lambda x: x.movedim(0, -1),
    "select": lambda x: x.select(1, -2), "slice": lambda x: x[:, -3:-1], "tile": lambda x: x.tile((2, 3)),
    "repeat": lambda x: x.repeat_interleave(3, 1), "roll": lambda x: x.roll(-3, 1), "rotate90": lambda x: x.rot90(1, (0, 1)),
    "diagonal": lambda x: x.diagonal(1), "diag": lambda x: torch.diag_embed(x, -1), "tril": lambda x: x.tril(-1),
    "triu": lambda x: x.triu(1), "padConstant": lambda x: F.pad(x, (2, 1), value=-1.5),
    "padReflect": lambda x: F.pad(x, (2, 3), "reflect"), "padReplicate": lambda x: F.pad(x, (2, 3), "replicate"),
    "padCircular": lambda x: F.pad(x, (2, 3), "circular"), "unfold": lambda x: x.unfold(1, 3, 1),
    "chunk": lambda x: x.chunk(2, 1)[1], "unstack": lambda x: x.unbind(0)[2],
    "variance": lambda x: x.var(1), "varianceOfAll": lambda x: x.var(correction=0),
    "standardDeviation": lambda x: x.std(0, keepdim=True), "norm1": lambda x: torch.linalg.vector_norm(x, 1, dim=1),
    "norm2": lambda x: torch.linalg.norm(x), "norm3": lambda x: torch.linalg.vector_norm(x, 3, dim=0),
    "normMax": lambda x: torch.linalg.vector_norm(x, float("inf"), dim=1, keepdim=True),
    "sort": lambda x: x.sort(1).values, "sortDown": lambda x: x.sort(0, descending=True).values,
    "topK": lambda x: x.topk(2, 1).values, "kthValue": lambda x: x.kthvalue(2, 1).values,
    "quantile": lambda x: x.quantile(0.3, 1), "median": lambda x: x.quantile(0.5),
    "cumulativeMax": lambda x: x.cummax(1).values, "cumulativeMin": lambda x: x.cummin(0).values,
    "normalize": lambda x: F.normalize(x, dim=1),
}.items():
    case(name, (), function, x)
case("standardDeviationOfZeros", (), lambda x: torch.linalg.vector_norm(x - x.mean()) / 2**0.5, x[:, :1] * 0)
case("cosineSimilarity", (), lambda a, b: F.cosine_similarity(a, b, 1), moderate((3, 4)), moderate((3, 4)))
for name, p in {"pairwiseDistances": 2.0, "pairwiseDistances1": 1.0, "pairwiseDistances3": 3.0}.items():
    case(name, (), lambda a, b: torch.cdist(a, b, p, compute_mode="donot_use_mm_for_euclid_dist"),
         moderate((2, 3, 4)), moderate((2, 5, 4)))

LONG = torch.int64
places = torch.tensor([2, 0, 2], dtype=LONG)
for name, function in {
    "normalCdf": torch.special.ndtr, "fraction": torch.frac, "truncate": torch.trunc, "ceil": torch.ceil,
    "toRadians": torch.deg2rad, "toDegrees": torch.rad2deg,
    "heaviside": lambda x: torch.heaviside(x.detach(), torch.tensor(0.5, dtype=F64)),
}.items():
    case(name, (), function, POINTS)
case("round", (), torch.round, torch.tensor([-1e300, -2.5, -1.5, -0.49999999999999994, 0.0, 0.5, 1.5, 2.5, 2.51, 1e16], dtype=F64))
case("replaceNonFinite", (), lambda x: torch.nan_to_num(x, 7.0, 8.0, -8.0),
     torch.tensor([1.5, float("nan"), float("inf"), -float("inf"), -2.0], dtype=F64))
case("multivariateLgamma", (), lambda x: torch.mvlgamma(x, 3), between(1.5, 6)((2, 3)))
case("logAddExp2", (), torch.logaddexp2, wide((3, 4)), wide((4,)))
case("xlog1py", (), torch.special.xlog1py, torch.tensor([0.0, 0.0, 2.0, -1.5], dtype=F64),
     torch.tensor([0.5, -0.5, 3.0, 1e-9], dtype=F64))
case("lerp", (), torch.lerp, moderate((3, 4)), moderate((3, 4)), between(-0.5, 1.5)((3, 4)))
case("copySign", (), torch.copysign, torch.tensor([1.5, -2.0, 3.0, -4.0, 5.0], dtype=F64),
     torch.tensor([-1.0, 1.0, 0.0, -0.0, float("inf")], dtype=F64))
x = moderate((4, 5))
for name, function in {
    "nanSum": lambda x: torch.nansum(x, 1), "nanMean": lambda x: torch.nanmean(x, 1),
}.items():
    case(name, (), function, torch.where(x > 1, torch.nan, x))
for name, function in {
    "covariance": torch.cov, "correlation": torch.corrcoef,
    "difference": lambda x: torch.diff(x, 2, 1), "gradient": lambda x: torch.gradient(x, spacing=0.5, dim=1)[0],
    "trapezoid": lambda x: torch.trapezoid(x, dx=0.5, dim=0),
    "cumulativeTrapezoid": lambda x: torch.cumulative_trapezoid(x, dx=0.5, dim=1),
    "unflatten": lambda x: torch.unflatten(x, 0, (2, -1)), "maskedFill": lambda x: x.masked_fill(x < 0, 3.0),
    "indexFill": lambda x: x.index_fill(1, places, 3.0), "trace": lambda x: torch.trace(x),
    "nuclearNorm": lambda x: torch.linalg.matrix_norm(x, "nuc"), "spectralNorm": lambda x: torch.linalg.matrix_norm(x, 2),
    "conditionNumber": torch.linalg.cond, "pseudoInverse": torch.linalg.pinv,
    "renormalize": lambda x: torch.where(x.norm(dim=1, keepdim=True) > 3, x * (3 / x.norm(dim=1, keepdim=True)), x),
}.items():
    case(name, (), function, x)
case("vandermonde", (), lambda x: torch.linalg.vander(x, N=4), torch.tensor([-1.5, 0.0, 2.0], dtype=F64))
case("trapezoidAt", (), lambda y, x: torch.trapezoid(y, x, dim=0), x, moderate((4,)).unsqueeze(1).broadcast_to(4, 5).clone())
case("cumulativeTrapezoidAt", (), lambda y, x: torch.cumulative_trapezoid(y, x, dim=1), x, moderate((5,)))
case("indexAdd", (), lambda x, y: x.index_add(1, places, y), x, moderate((4, 3)))
case("blockDiagonal", (), torch.block_diag, moderate((2, 3)), moderate((1, 1)))
case("cross", (), lambda a, b: torch.linalg.cross(a, b, dim=0), moderate((3, 4)), moderate((3, 4)))
case("distance", (), lambda a, b: torch.dist(a, b, 3), moderate((3, 4)), moderate((4,)))
case("multiDot", (), lambda a, b, c: torch.linalg.multi_dot([a, b, c]), moderate((2, 3)), moderate((3, 4)), moderate((4, 2)))
case("leastSquares", (), lambda a, b: torch.linalg.lstsq(a, b, driver="gelsd").solution, x.T.clone(), moderate((5, 2)))
case("leastSquaresOfWide", (), lambda a, b: torch.linalg.pinv(a) @ b, x, moderate((4, 2)))
images = moderate((2, 4, 2, 3))
case("pixelShuffle", (), lambda x: F.pixel_shuffle(x, 2), images)
case("pixelUnshuffle", (), lambda x: F.pixel_unshuffle(x, 2), moderate((1, 2, 4, 2)))
case("localResponseNorm", (), lambda x: F.local_response_norm(x, 3, 0.1, 0.75, 2.0), images)
for corners in (False, True):
    case(f"gridSample{'OfCorners' if corners else ''}", (), lambda x, g: F.grid_sample(x, g, align_corners=corners),
         images, between(-1.3, 1.3)((2, 3, 2, 2)))
# PyTorch's slope by b is the rounded a / b truncated, which is one too large for 1 and the double 0.1.
case("truncatedRemainder", (), torch.fmod, torch.tensor([5.5, -5.5, 1.0, -1.0, 1e17], dtype=F64),
     torch.tensor([-2.0, 2.0, 0.3, 0.3, 3.0], dtype=F64))

tails = torch.tensor([-1e5, -40.0, -20.0, -3.0, -1.0, -0.999, 0.0, 0.5, 3.0, 9.0, 40.0], dtype=F64)
probabilities = torch.tensor([1e-300, 1e-20, 1e-5, 0.02, 0.25, 0.5, 0.75, 0.98, 0.999999], dtype=F64)
for name, function, points in [
    ("normalQuantile", torch.special.ndtri, probabilities), ("entropy", torch.special.entr, probabilities),
    ("besselI0", torch.special.i0, moderate((9,))), ("besselI1", torch.special.i1, moderate((9,))),
    ("scaledBesselI0", torch.special.i0e, moderate((9,))), ("scaledBesselI1", torch.special.i1e, moderate((9,)))]:
    case(name, (), function, points)
case("logNormalCdf", (), torch.special.log_ndtr, tails[1:])
gaps = torch.tensor([[1.0, float("nan"), -2.0], [float("nan"), 2.0, 3.0]], dtype=F64)
for name, function in {"maximumNumber": torch.fmax, "minimumNumber": torch.fmin}.items():
    case(name, (), function, gaps, torch.tensor([0.5, 3.0, -1.0], dtype=F64))
case("gumbelSoftmax", (), lambda z, g: ((z + g) / 0.7).softmax(1), moderate((3, 4)), moderate((3, 4)))
case("condensedDistances", (), lambda x: F.pdist(x, 2), moderate((4, 3)))
case("condensedDistances3", (), lambda x: F.pdist(x, 3), moderate((4, 3)))
holes = torch.where(moderate((4, 5)) > 1.5, torch.nan, moderate((4, 5)))
for name, function in {"nanQuantile": lambda x: x.nanquantile(0.3, 1), "nanMedian": lambda x: x.nanquantile(0.5, 0, True)}.items():
    case(name, (), function, holes)
case("mode", (), lambda x: x.mode(1).values, torch.tensor([[2.0, 1.0, 3.0, 1.5], [4.0, 2.5, 3.0, 5.0]], dtype=F64))
ONES = torch.tensor([[2, 0, 2], [1, 1, 1], [0, 2, 1]], dtype=LONG)
x, updates = moderate((3, 4)), moderate((3, 3))
case("scatter", (), lambda x, u: x.scatter(1, torch.tensor([[2, 0, 1], [1, 3, 0], [0, 2, 1]]), u), x, updates)
for reduction, word in {"sum": "SUM", "mean": "MEAN", "amax": "MAX", "amin": "MIN", "prod": "PRODUCT"}.items():
    for include in (True, False):
        case(f"scatterReduce{word}{'WithX' if include else ''}", (),
             lambda x, u: x.scatter_reduce(1, ONES, u, reduction, include_self=include), x, updates)
case("indexCopy", (), lambda x, y: x.index_copy(1, torch.tensor([2, 0]), y), x, moderate((3, 2)))
case("withSlice", (), lambda x, y: x.slice_scatter(y, 1, 1, 3), x, moderate((3, 2)))
case("withSelected", (), lambda x, y: x.select_scatter(y, 0, -1), x, moderate((4,)))
case("withDiagonal", (), lambda x, y: x.diagonal_scatter(y, 1), x, moderate((3,)))
case("take", (), lambda x: x.take(ONES), x)
case("maskedSelect", (), lambda x: x.masked_select(ONES > 0), moderate((3, 3)))
case("maskedScatter", (), lambda x, y: x.masked_scatter(ONES > 0, y), moderate((3, 3)), moderate((9,)))
case("meshGrid", (), lambda a, b, c: torch.stack(torch.meshgrid(a, b, c, indexing="ij")).prod(0), moderate((2,)), moderate((3,)), moderate((2,)))
case("cartesianProduct", (), torch.cartesian_prod, moderate((2,)), moderate((3,)))
case("combinations", (), lambda x: torch.combinations(x, 3), moderate((5,)))
lower = torch.eye(3, dtype=F64) * 2 + moderate((3, 3)).tril() / 4
case("choleskyInverse", (), lambda x: torch.cholesky_inverse(x.tril()), lower)
case("householderProduct", (), torch.linalg.householder_product, moderate((2, 4, 3)), moderate((2, 2)))
case("tensorSolve", (), torch.linalg.tensorsolve, moderate((2, 3, 6)), moderate((2, 3)))
case("tensorInverse", (), lambda a: torch.linalg.tensorinv(a, 1), moderate((4, 2, 2)))
for corners in (False, True):
    suffix = "OfCorners" if corners else ""
    case(f"upsampleCubic{suffix}", (), lambda x: F.interpolate(x, (5, 4), mode="bicubic", align_corners=corners), images)
    case(f"gridSampleCubic{suffix}", (), lambda x, g: F.grid_sample(x, g, mode="bicubic", align_corners=corners),
         images, between(-1.3, 1.3)((2, 3, 2, 2)))
case("channelShuffle", (), lambda x: F.channel_shuffle(x, 2), images)
pooled = moderate((1, 2, 4, 4))
case("maxUnpool", (), lambda x: F.max_unpool2d(*F.max_pool2d(x, 2, return_indices=True), 2), pooled)
case("instanceNorm", (), lambda x, g, b: F.instance_norm(x, None, None, g, b), images, moderate((4,)), moderate((4,)))
y = torch.tensor([[1.0, 0.0, 1.0, 0.0], [0.0, 0.0, 1.0, 0.0]], dtype=F64)
listed = torch.tensor([[0, 2, -1, -1], [2, -1, -1, -1]])
case("multiLabelMargin", (), lambda s: F.multilabel_margin_loss(s, listed), moderate((2, 4)))
case("multiLabelSoftMargin", (), lambda s: F.multilabel_soft_margin_loss(s, y), moderate((2, 4)))
labels = torch.tensor([[1, 1, 3], [2, 1, 0], [3, 0, 0]])
steps, counts = torch.tensor([6, 5, 4]), torch.tensor([3, 2, 1])
for reduction in ("none", "mean", "sum"):
    case(f"ctc{reduction}", (), lambda z: F.ctc_loss(z.log_softmax(2), labels, steps, counts, reduction=reduction), moderate((6, 3, 4)))
