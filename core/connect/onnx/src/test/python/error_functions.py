"""Prints the coefficients of ErrorFunctions.java: Chebyshev series in t = (x − k) / (x + k), k = 3.75, of

    (1 + 2 x) e^(x²) erfc(x)    and    −(1 + x)² d/dx e^(x²) erfc(x)

for x ≥ 0. It needs mpmath. From the folder core/connect/onnx:

    python3 src/test/python/error_functions.py
"""

import mpmath as mp

K = mp.mpf("3.75")
POINTS = 80
SMALLEST = 5e-18


def series(x, slope):
    """The asymptotic series of e^(x²) erfc(x), or of minus its derivative, for large x."""
    total, a = mp.mpf(0), mp.mpf(1)
    for n in range(12):
        total += a * (2 * n + 1) * x ** (-2 * n - 2) if slope else a * x ** (-2 * n - 1)
        a *= -mp.mpf(2 * n + 1) / 2
    return total / mp.sqrt(mp.pi)


def scaled(x):
    return (1 + 2 * x) * (series(x, False) if x > 1000 else mp.exp(x * x) * mp.erfc(x))


def slope(x):
    if x > 1000:
        return (1 + x) ** 2 * series(x, True)
    return (1 + x) ** 2 * (2 / mp.sqrt(mp.pi) - 2 * x * mp.exp(x * x) * mp.erfc(x))


def coefficients(function):
    angles = [mp.pi * (k + mp.mpf(1) / 2) / POINTS for k in range(POINTS)]
    values = [function(K * (1 + mp.cos(a)) / (1 - mp.cos(a))) for a in angles]
    every = [2 * sum(v * mp.cos(j * a) for v, a in zip(values, angles)) / POINTS for j in range(POINTS)]
    count = 1 + max(j for j, c in enumerate(every) if abs(c) > SMALLEST)
    return [float(c) for c in every[:count]]


mp.mp.dps = 60
for name, function in (("SCALED", scaled), ("SLOPE", slope)):
    print(name)
    for c in coefficients(function):
        print(f"        {c!r},".replace("e-0", "e-"))
