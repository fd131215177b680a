"""Writes pytorch-layers.txt: what PyTorch's float64 says of losses, norms, attention, cells, convolutions and pools.

Needs what pytorch_golden.py needs. From the folder core/verify/properties:

    python3 src/test/python/pytorch_layers.py > src/test/resources/dev/gradus/properties/pytorch-layers.txt

Cases are written as there. Each function moreover has one of its second derivatives: its attribute `second` is the number
of the function's inputs, after which stand an upstream gradient u and a direction c for each of its real inputs, which are
the attribute `reals`. Its value is the sum of all c times the gradients for u.
"""

import contextlib
import io

import torch
import torch.nn.functional as F

with contextlib.redirect_stdout(io.StringIO()):
    from pytorch_golden import F64, between, case

torch.manual_seed(8)
moderate = between(-3, 3)
REDUCTIONS = {"mean": "MEAN", "sum": "SUM", "none": "NONE"}


def second_derivative(function, count, reals):
    def value(*inputs):
        upstream, directions = inputs[count], inputs[count + 1:]
        gradients = torch.autograd.grad(function(*inputs[:count]), [inputs[i] for i in reals], upstream,
                                        create_graph=True)
        return sum((g * c).sum() for g, c in zip(gradients, directions))

    return value


def layer(name, attributes, function, *inputs, twice=True):
    case(name, attributes, function, *inputs)
    if twice:
        reals = [i for i, x in enumerate(inputs) if x.dtype == F64]
        upstream = torch.randn(function(*inputs).shape, dtype=F64)
        directions = [torch.randn(inputs[i].shape, dtype=F64) for i in reals]
        case(name, [*attributes, f"second={len(inputs)}", f"reals={','.join(map(str, reals))}"], second_derivative(function, len(inputs), reals), *inputs,
             upstream, *directions)


def loss(name, function, *inputs, attributes=(), twice=True):
    for torchs, ours in REDUCTIONS.items():
        layer(name, [f"reduction={ours}", *attributes], lambda *x: function(*x, reduction=torchs), *inputs, twice=twice)


def signs(*shape):
    return torch.randint(0, 2, shape) * 2 - 1


# losses of real targets, counts and distances
a, b = moderate((4, 3)), moderate((4, 3))
loss("squaredError", F.mse_loss, a, b)
loss("absoluteError", F.l1_loss, a, b, twice=False)
loss("huber", lambda x, y, reduction: F.huber_loss(x, y, reduction, 0.7), a, b, attributes=["delta=0.7"])
loss("smoothAbsoluteError", lambda x, y, reduction: F.smooth_l1_loss(x, y, reduction=reduction, beta=0.7), a, b,
     attributes=["delta=0.7"])
loss("poisson", F.poisson_nll_loss, a, between(0, 5)((4, 3)))
loss("gaussian", lambda m, v, y, reduction: F.gaussian_nll_loss(m, y, v, reduction=reduction), a,
     between(0.1, 4)((4, 3)), b)
y = signs(4, 3)
loss("softMargin", lambda s, t, reduction: F.soft_margin_loss(s, t.to(F64), reduction=reduction), a, y)
loss("hingeEmbedding", lambda d, t, reduction: F.hinge_embedding_loss(d, t, 0.8, reduction=reduction), a.abs(), y,
     attributes=["margin=0.8"], twice=False)
loss("marginRanking", lambda p, q, t, reduction: F.margin_ranking_loss(p, q, t, 0.8, reduction=reduction), a, b, y,
     attributes=["margin=0.8"], twice=False)
loss("tripletMargin",
     lambda x, p, n, reduction: F.triplet_margin_loss(x, p, n, 0.8, eps=0, reduction=reduction), a, b, moderate((4, 3)),
     attributes=["margin=0.8"])
loss("cosineEmbedding", lambda p, q, t, reduction: F.cosine_embedding_loss(p, q, t, 0.1, reduction=reduction), a, b,
     signs(4), attributes=["margin=0.1"])
p = torch.softmax(moderate((4, 3)), 1)
loss("klDivergence", F.kl_div, torch.log_softmax(a, 1), p)
layer("klDivergence", ["reduction=BATCH_MEAN"], lambda q, p: F.kl_div(q, p, reduction="batchmean"), a.log_softmax(1), p)

# losses of classes
labels, wide = torch.randint(0, 5, (4,)), between(-40, 40)((4, 5))
weights = between(0.5, 2)((5,))
loss("negativeLogLikelihood", F.nll_loss, wide.log_softmax(1), labels)
loss("negativeLogLikelihood", lambda q, t, w, reduction: F.nll_loss(q, t, w.detach(), reduction=reduction),
     wide.log_softmax(1), labels, weights, attributes=["weighted=true"], twice=False)
for z in (wide, moderate((4, 5))):
    loss("crossEntropy", F.cross_entropy, z, labels)
    loss("crossEntropy", F.cross_entropy, z, torch.softmax(moderate((4, 5)), 1))
    for smoothing in (0, 0.2):
        for t in (labels, torch.softmax(moderate((4, 5)), 1)):
            loss("crossEntropy",
                 lambda z, t, w, reduction: F.cross_entropy(z, t, w.detach(), reduction=reduction, label_smoothing=smoothing),
                 z, t, weights, attributes=["weighted=true", f"smoothing={smoothing}"], twice=False)
layer("crossEntropy", ["reduction=NONE"], lambda z, t: F.cross_entropy(z.mT, t, reduction="none"), moderate((2, 3, 4)),
      torch.randint(0, 4, (2, 3)))
loss("binaryCrossEntropyOfLogits", F.binary_cross_entropy_with_logits, a, between(0, 1)((4, 3)))
loss("binaryCrossEntropyOfLogits",
     lambda z, t, w, reduction: F.binary_cross_entropy_with_logits(z, t, pos_weight=w.detach(), reduction=reduction),
     a, between(0, 1)((4, 3)), between(0.5, 3)((3,)), attributes=["weighted=true"], twice=False)
loss("binaryCrossEntropy", F.binary_cross_entropy, between(0.01, 0.99)((4, 3)), between(0, 1)((4, 3)), twice=False)
loss("multiMargin", lambda s, t, reduction: F.multi_margin_loss(s, t, margin=0.8, reduction=reduction), moderate((4, 5)),
     labels, attributes=["margin=0.8"], twice=False)

# norms, embedding, attention, cells
for shape, count in [((4, 3), 1), ((2, 3, 4), 1), ((2, 3, 4), 2), ((1, 1), 1)]:
    tail = shape[len(shape) - count:]
    layer("layerNorm", ["epsilon=1e-5"], lambda x, g, s: F.layer_norm(x, tail, g, s, 1e-5), moderate(shape),
          moderate(tail), moderate(tail))
    layer("rmsNorm", ["epsilon=1e-6"], lambda x, g: F.rms_norm(x, tail, g, 1e-6), moderate(shape), moderate(tail))
for shape, groups in [((2, 4), 2), ((3, 4, 5), 1), ((2, 6, 2, 3), 3), ((2, 3, 2, 2), 3)]:
    gain, shift = moderate(shape[1:2]), moderate(shape[1:2])
    layer("groupNorm", ["epsilon=1e-5", f"groups={groups}"], lambda x, g, s: F.group_norm(x, groups, g, s, 1e-5),
          moderate(shape), gain, shift)
    layer("batchNorm", ["epsilon=1e-5"], lambda x, g, s: F.batch_norm(x, None, None, g, s, True, 0.1, 1e-5),
          moderate(shape), gain, shift)
    layer("batchNorm", ["epsilon=1e-5", "prediction=true"],
          lambda x, m, v, g, s: F.batch_norm(x, m.detach(), v.detach(), g, s, False, 0.1, 1e-5), moderate(shape), moderate(shape[1:2]), between(0.1, 3)(shape[1:2]), gain, shift,
          twice=False)


def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    return torch.softmax(scores if mask is None else scores + mask, -1) @ v


def causal(q, k, v):
    return attention(q, k, v, torch.full((q.shape[-2], k.shape[-2]), -torch.inf, dtype=F64).triu(1))


for batch, n, m, features, out in [((2, 3), 4, 5, 6, 2), ((), 3, 3, 1, 1), ((1,), 2, 4, 3, 3)]:
    q, k, v = moderate((*batch, n, features)), moderate((*batch, m, features)), moderate((*batch, m, out))
    layer("scaledDotProduct", [], attention, q, k, v)
    if n == m:
        layer("scaledDotProduct", ["causal=true"], causal, q, k, v)
q = moderate((2, 2, 4, 3))
layer("scaledDotProduct", ["causal=true"], causal, q, moderate((2, 2, 4, 3)), moderate((2, 2, 4, 5)))
layer("embedding", [], lambda w, i: F.embedding(i, w), moderate((5, 3)), torch.randint(0, 5, (2, 4)))
for n, n_in, hidden in [(4, 3, 2), (1, 1, 1), (2, 5, 3)]:
    x, h = moderate((n, n_in)), moderate((n, hidden))
    parts = lambda gates: (moderate((n_in, gates * hidden)), moderate((hidden, gates * hidden)))
    layer("lstmCell", [], lambda x, h, c, w, u, b: torch.stack(
        torch.lstm_cell(x, (h, c), w.T, u.T, b.flatten(), torch.zeros_like(b.flatten()))), x, h, moderate((n, hidden)),
          *parts(4), moderate((1, 4 * hidden)))
    layer("gruCell", [], lambda x, h, w, u, b, a: torch.gru_cell(x, h, w.T, u.T, b.flatten(), a.flatten()), x, h, *parts(3),
          moderate((1, 3 * hidden)), moderate((1, 3 * hidden)))

# convolutions, pools and upsampling
layer("conv2d", ["padding=1"], lambda x, w: F.conv2d(x, w, padding=1), moderate((2, 2, 3, 3)), moderate((3, 2, 3, 3)))
layer("conv2d", ["stride=2", "groups=2"], lambda x, w: F.conv2d(x, w, stride=2, groups=2), moderate((1, 2, 4, 5)),
      moderate((2, 1, 2, 2)))
for x, w, stride, padding, surplus, dilation, groups in [((2, 3, 4), (3, 2, 3), (2,), (1,), (1,), (1,), 1),
                                                         ((1, 4, 3, 2), (4, 3, 2, 2), (1, 2), (0, 1), (0, 1), (2, 1), 2)]:
    transposed = [F.conv_transpose1d, F.conv_transpose2d][len(stride) - 1]
    text = lambda name, values: f"{name}={','.join(map(str, values))}"
    layer("transposed", [text("stride", stride), text("padding", padding), text("surplus", surplus),
                         text("dilation", dilation), f"groups={groups}"],
          lambda x, w: transposed(x, w, None, stride, padding, surplus, groups, dilation), moderate(x), moderate(w))
layer("averagePool", ["size=2,2"], lambda x: F.avg_pool2d(x, 2), moderate((1, 2, 4, 6)))
layer("averagePool", ["size=3", "stride=2", "padding=1"], lambda x: F.avg_pool1d(x, 3, 2, 1), moderate((2, 2, 6)))
layer("averagePool", ["size=3,2", "stride=1,2", "padding=1,0", "bare=true"],
      lambda x: F.avg_pool2d(x, (3, 2), (1, 2), (1, 0), count_include_pad=False), moderate((1, 2, 4, 5)))
layer("averagePool", ["adaptive=3,2"], lambda x: F.adaptive_avg_pool2d(x, (3, 2)), moderate((1, 2, 7, 5)))
layer("averagePool", ["adaptive=1,2,1"], lambda x: F.adaptive_avg_pool3d(x, (1, 2, 1)), moderate((1, 1, 2, 4, 3)))
layer("upsampleNearest", ["sizes=5,8"], lambda x: F.interpolate(x, (5, 8)), moderate((1, 2, 3, 4)))
for corners in (False, True):
    flag = f"corners={str(corners).lower()}"
    layer("upsampleLinear", ["sizes=7", flag], lambda x: F.interpolate(x, 7, mode="linear", align_corners=corners),
          moderate((1, 2, 4)))
    layer("upsampleLinear", ["sizes=5,3", flag],
          lambda x: F.interpolate(x, (5, 3), mode="bilinear", align_corners=corners), moderate((1, 1, 3, 4)))
