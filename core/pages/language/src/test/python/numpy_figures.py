"""Computes the figures of numpy-figures.txt again: for each of its expressions the shape of the value and a weighted sum of its
elements, by NumPy 2 and SciPy. NumpyFiguresTest compares them with the language's. From the folder core/pages/language:

    python3 src/test/python/numpy_figures.py src/test/resources/dev/gradus/playground/language/numpy-figures.txt

A new line needs its expression only. Calls with out= or where= have arbitrary elements; those lines may stay as they are.
"""

import sys
import warnings
from pathlib import Path

import numpy as np
import scipy
import scipy.linalg
import scipy.special

warnings.simplefilter("ignore")

DATA = {
    "v": np.array([0.5, -1.25, 2.0]),
    "w": np.array([1.5, 0.25, -0.75]),
    "p": np.array([0.25, 0.5, 0.875]),
    "s": np.array([-1.0, 0.5, 2.5]),
    "k": np.array([2, 0, 1]),
    "A": np.array([[0.5, -1.5, 2.0], [1.25, 0.75, -0.5], [-2.25, 1.0, 3.5]]),
    "S": np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]]),
    "B": np.array([[1.0, -2.0, 0.5], [0.25, 3.0, -1.5]]),
    "C": np.array([[0.5, 1.0], [-1.0, 2.0], [1.5, -0.25]]),
    "K": np.array([[0, 2, 1], [1, 1, 0]]),
    "T": np.arange(24).reshape(2, 3, 4) % 7 - 2.5 + np.arange(24).reshape(2, 3, 4) / 16,
    "U": np.arange(24).reshape(2, 4, 3) % 5 - 1.5,
}


def figure(expression):
    """The shape and a weighted sum; nothing for what fails, is complex or is not finite."""
    try:
        value = eval(expression, {"np": np, "scipy": scipy}, {name: array.copy() for name, array in DATA.items()})
    except Exception:  # whatever NumPy refuses
        return None
    parts = value if isinstance(value, (list, tuple)) and not hasattr(value, "_fields") else [value]
    figures = []
    for part in parts:
        if not isinstance(part, (np.ndarray, np.generic, int, float)):
            return None
        array = np.asarray(part)
        if array.dtype.kind not in "fiub" or not np.all(np.isfinite(array)):
            return None
        weights = 1 + np.sin(np.arange(1, array.size + 1))
        figures.append(f"{'×'.join(map(str, array.shape)) or '-'} {float(np.sum(weights * array.astype(float).ravel())):.12g}")
    return "; ".join(figures)


file = Path(sys.argv[1])
head, *lines = file.read_text(encoding="utf-8").splitlines()
figures = [line.partition("\t")[::2] for line in lines]
# What this version of the libraries does not know stays as it is.
again = [f"{one}\t{figure(one) or before}" for one, before in figures]
file.write_text("\n".join([head, *again]) + "\n", encoding="utf-8")
