"""Prints the figures of numpy-legacy.txt: python3 numpy_legacy.py > numpy-legacy.txt

Each line is a key and its values. NumPy has frozen this stream (NEP 19), so any NumPy since 1.17 gives the same
integers and uniforms; normals may differ in the last bits with the C library's logarithm.
"""

import hashlib

import numpy as np


def line(key, values):
    print(key, *(repr(v) for v in np.asarray(values).ravel().tolist()))


def digest(key, values):
    """SHA-256 of the values as 64-bit words, big-endian: of a long run, one figure."""
    words = np.asarray(values).astype(">f8" if np.asarray(values).dtype.kind == "f" else ">i8")
    print(key, hashlib.sha256(words.tobytes()).hexdigest())


# All kinds of draws one after the other, from one seed.
for seed in (0, 1, 42, 4294967295):
    r = np.random.RandomState(seed)
    line(f"{seed}/random_sample", r.random_sample(5))
    line(f"{seed}/normal", r.normal(0, 1, 7))
    line(f"{seed}/uniform", r.uniform(-2, 3, 5))
    line(f"{seed}/permutation", r.permutation(10))
    line(f"{seed}/choice_without_replacement", r.choice(20, 8, replace=False))
    twelve = np.arange(12)
    r.shuffle(twelve)
    line(f"{seed}/shuffle", twelve)
    line(f"{seed}/randint", r.randint(0, 100, 8))
    line(f"{seed}/standard_normal", r.standard_normal(2))

# Long runs, each of 100,000 draws.
n = 100_000
for seed in (0, 123456789):
    digest(f"{seed}/long/random_sample", np.random.RandomState(seed).random_sample(n))
    digest(f"{seed}/long/uniform", np.random.RandomState(seed).uniform(-2, 3, n))
    digest(f"{seed}/long/randint", np.random.RandomState(seed).randint(0, 1000, n))
    digest(f"{seed}/long/randint_64_bit", np.random.RandomState(seed).randint(-(2**61), 2**62, n))
    digest(f"{seed}/long/permutation", np.random.RandomState(seed).permutation(n))
    digest(f"{seed}/long/choice", np.random.RandomState(seed).choice(777, n))
    # Rounded to 24 bits, which swallows the last bits of the logarithm.
    digest(f"{seed}/long/standard_normal", np.random.RandomState(seed).standard_normal(n).astype(np.float32).astype(float))

line("2024/randn", np.random.RandomState(2024).randn(1000))
line("2024/normal", np.random.RandomState(2024).normal(10, 0.5, 100))
line("2024/standard_exponential", np.random.RandomState(2024).standard_exponential(100))
line("2024/choice", np.random.RandomState(2024).choice(6, 20))

# Integers from awkward ranges, one after the other.
r = np.random.RandomState(7)
for low, high in (
    (0, 1),
    (5, 7),
    (0, 2**31 - 1),
    (0, 2**31),
    (0, 2**31 + 1),
    (0, 2**32 - 1),
    (0, 2**32),
    (0, 2**32 + 1),
    (0, 2**63 - 1),
    (-10, 10),
    (-(2**31), 2**31),
    (-(2**63), 0),
    (-(2**63), 2**63 - 1),
    (2**63 - 2, 2**63 - 1),
    (-(2**63), -(2**63) + 1),
    (2**62, 2**62 + 3),
):
    line(f"7/randint({low},{high})", r.randint(low, high, 6))

# The second normal of a pair waits while other numbers are drawn.
r = np.random.RandomState(3)
line(
    "3/interleaved",
    [
        r.randn(),
        r.random_sample(),
        r.randn(),
        r.randint(0, 10),
        r.normal(5, 2),
        *r.permutation(3),
        *r.uniform(0, 10, 2),
        r.randn(),
        r.randn(),
        r.random_sample(),
    ],
)

# Rows, and raw output: nextInt() and nextLong() are what NumPy's generators call next_uint32 and next_uint64.
rows = np.arange(10.0).reshape(5, 2)
np.random.RandomState(11).shuffle(rows)
line("11/shuffle_rows", rows)
line("11/next_uint32", np.random.RandomState(11).randint(0, 2**32, 5))
line("11/next_uint64", np.random.RandomState(11).randint(0, 2**64, 5, dtype=np.uint64).astype(np.int64))

# The lesson: logical AND's weights, the admissions' training rows and weights.
line("lesson/and_weights", np.random.RandomState(0).normal(scale=1 / 2**0.5, size=(2, 1)))
rows = np.random.RandomState(0).choice(400, size=360, replace=False)
line("lesson/admissions_first_20", rows[:20])
line("lesson/admissions_checksum", [int((rows * np.arange(360)).sum())])
line("lesson/admissions_weights", np.random.RandomState(0).normal(scale=6**-0.5, size=(6, 1)))
