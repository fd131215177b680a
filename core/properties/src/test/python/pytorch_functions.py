"""Writes pytorch-functions.txt: what PyTorch's float64 says of the functions that are composed of ops, as pytorch_golden.py
does of the ops, in the same format. From the folder core/properties:

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
