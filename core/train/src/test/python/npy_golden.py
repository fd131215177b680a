"""Writes npy_golden.txt: arrays of every type, order and shape that NumPy saves, with their numbers.

A line is a name, the shape, the numbers in row-major order (Python's repr, which reads back exactly) and the bytes of the
.npy file in base64. Run it in this folder: python3 npy_golden.py
"""

import base64
import io
import pathlib

import numpy as np
from numpy.lib import format as npy_format

TARGET = pathlib.Path(__file__).parent / "../resources/dev/gradus/data/npy-golden.txt"

INTEGERS = {
    "i1": [-128, -1, 0, 1, 127],
    "i2": [-32768, -1, 0, 258, 32767],
    "i4": [-(2**31), -1, 0, 16909060, 2**31 - 1],
    "i8": [-(2**63), -(2**53), -1, 2**53, 2**62 + 2**10],
    "u1": [0, 1, 127, 128, 255],
    "u2": [0, 1, 258, 32768, 65535],
    "u4": [0, 1, 16909060, 2**31, 2**32 - 1],
    "u8": [0, 1, 2**53, 2**63, 2**64 - 2**11],
}
FLOATS = {
    "f2": [0.0, -0.0, 6e-8, -6.1e-5, 1.0, 1 / 3, 65504.0, float("inf"), -float("inf"), float("nan")],
    "f4": [0.0, -0.0, 1e-45, 1 / 3, 3.4028235e38, float("inf"), -float("inf"), float("nan")],
    "f8": [0.0, -0.0, 5e-324, 1 / 3, 1.7976931348623157e308, float("inf"), -float("inf"), float("nan")],
}
SHAPES = [(), (1,), (0,), (6,), (2, 3), (3, 0, 2), (2, 3, 4), (1, 2, 1, 3)]


def saved(array, version=None):
    out = io.BytesIO()
    npy_format.write_array(out, array, version=version)
    return out.getvalue()


def line(name, array, version=None):
    shape = "x".join(map(str, array.shape)) or "scalar"
    numbers = ",".join(repr(float(x)) for x in array.flatten(order="C")) or "none"
    return f"{name} {shape} {numbers} {base64.b64encode(saved(array, version)).decode()}"


def lines():
    for kind, numbers in {**INTEGERS, **FLOATS}.items():
        for order in "<>":
            yield line(order + kind, np.array(numbers, order + kind))
    yield line("bool", np.array([True, False, True]))
    for shape in SHAPES:
        a = np.arange(np.prod(shape, dtype=int), dtype="<f8").reshape(shape) * 0.5
        for layout in "CF":
            yield line(f"{layout}-order", np.asarray(a, order=layout))
            yield line(f"{layout}-order-i2", np.asarray(a.astype(">i2"), order=layout))
    yield line("bool-F", np.asarray([[True, False], [False, False], [True, True]], order="F"))
    for version in [(1, 0), (2, 0), (3, 0)]:
        yield line(f"version-{version[0]}", np.array([[1.5, 2.5]]), version)


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines()) + "\n")
