"""Writes pytorch-layer-ops.txt: what PyTorch's float64 says of the ops of losses and layers, values and gradients.

Needs what pytorch_golden.py needs, and writes cases as it does. From the folder core/properties:

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
