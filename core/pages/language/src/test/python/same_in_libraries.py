"""Computes expressions with NumPy, SciPy and, where it is installed, PyTorch. SameInLibrariesTest compares the values.

The first argument is a file whose lines are "name = values" for arrays, and then one expression per line, after a line "--".
Each answer is a line: "-" if the library refuses the expression, and otherwise the shape and the elements of each result.
"""

import sys
import warnings

import numpy as np
import scipy
import scipy.linalg
import scipy.special

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    torch = F = None

warnings.simplefilter("ignore")
np.seterr(all="ignore")


def text(value):
    parts = value if isinstance(value, (list, tuple)) else [value]
    answers = []
    for part in parts:
        if torch is not None and isinstance(part, torch.Tensor):
            part = part.detach().numpy()
        if not isinstance(part, (np.ndarray, np.generic, int, float)):
            return "-"
        array = np.asarray(part)
        if array.dtype.kind == "c" and not np.any(array.imag):
            array = array.real
        if array.dtype.kind not in "fiub" or array.dtype in (np.float16, np.float32):  # of a mask, with fewer digits
            return "-"
        elements = " ".join(repr(float(x)) for x in array.ravel())
        answers.append(",".join(map(str, array.shape)) + ":" + elements)
    return ";".join(answers)


def main(file):
    head, _, body = open(file, encoding="utf-8").read().partition("--\n")
    arrays = {}
    for line in head.splitlines():
        name, _, values = line.partition(" = ")
        arrays[name] = np.array(eval(values))
    scope = {"np": np, "scipy": scipy, "torch": torch, "F": F}
    tensors = {} if torch is None else {name: torch.tensor(array) for name, array in arrays.items()}
    for expression in body.splitlines():
        is_torch = expression.startswith(("torch.", "F."))
        try:
            given = tensors if is_torch else {name: array.copy() for name, array in arrays.items()}
            print(text(eval(expression, dict(scope), dict(given))))
        except BaseException:  # whatever a library refuses
            print("-")


main(sys.argv[1])
