"""Writes safetensors-golden.txt: arrays of every type that Gradus reads, as the safetensors library writes them.

A line is a name, the shape, the numbers in row-major order (Python's repr, which reads back exactly) and the bytes of the
file in base64; its array is named a. Run it in this folder: /usr/bin/python3 safetensors_golden.py
"""

import base64
import pathlib
import struct

import numpy as np
from npy_golden import FLOATS, INTEGERS
from safetensors import serialize

TARGET = pathlib.Path(__file__).parent / "../resources/dev/gradus/data/safetensors-golden.txt"

NAMES = {"i": "int", "u": "uint", "f": "float"}
BFLOATS = [0x0000, 0x8000, 0x0001, 0x3F80, 0x3EAB, 0x7F7F, 0xFF80, 0x7F80, 0x7FC0]
SHAPES = [(), (1,), (0,), (6,), (2, 3), (3, 0, 2), (2, 3, 4)]


def line(name, dtype, shape, numbers, data):
    sizes = "x".join(map(str, shape)) or "scalar"
    texts = ",".join(repr(float(n)) for n in numbers) or "none"
    file = serialize({"a": {"dtype": dtype, "shape": list(shape), "data": data}}, None)
    return f"{name} {sizes} {texts} {base64.b64encode(file).decode()}"


def lines():
    for letters, numbers in {**INTEGERS, **FLOATS}.items():
        array = np.array(numbers, "<" + letters)
        dtype = NAMES[letters[0]] + str(8 * int(letters[1]))
        yield line(dtype, dtype, array.shape, array.tolist(), array.tobytes())
    floats = [struct.unpack("<f", struct.pack("<I", bits << 16))[0] for bits in BFLOATS]
    yield line("bfloat16", "bfloat16", (len(floats),), floats, struct.pack(f"<{len(BFLOATS)}H", *BFLOATS))
    yield line("bool", "bool", (3,), [0, 1, 1], b"\0\1\1")
    for shape in SHAPES:
        array = (np.arange(np.prod(shape, dtype=int)) / 3).reshape(shape)
        yield line("float64", "float64", shape, array.ravel().tolist(), array.tobytes())


if __name__ == "__main__":
    TARGET.write_text("\n".join(lines()) + "\n", encoding="utf-8")
