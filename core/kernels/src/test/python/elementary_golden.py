"""Writes elementary-golden.txt, or measures the functions of kernel.math against mpmath.

Needs mpmath. From the folder core/kernels:

    python3 src/test/python/elementary_golden.py > src/test/resources/dev/gradus/kernel/elementary-golden.txt
    python3 src/test/python/elementary_golden.py CLASSPATH POINTS [function…]

The first writes lines of a function's name, its arguments, and its value as the sum of two doubles, all as the hexadecimal
bits of doubles. The second prints for each function the greatest error in units of the last place, in each region of its
arguments, and where. CLASSPATH names the engine's compiled classes and tests.
"""

import math
import random
import struct
import subprocess
import sys

from mpmath import mp, mpf

mp.dps = 50
rnd = random.Random(7)


def any_bits():
    while True:
        x = struct.unpack(">d", struct.pack(">Q", rnd.getrandbits(64)))[0]
        if math.isfinite(x):
            return x


def between(a, b):
    return lambda: (rnd.uniform(a, b),)


def near(c, width):
    return lambda: (c + rnd.choice([-1, 1]) * 10 ** rnd.uniform(-17, math.log10(width)),)


def inside(c, width):
    """Beside the end of a domain."""
    return lambda: (math.copysign(abs(c) - 10 ** rnd.uniform(-16, math.log10(width)), c),)


def exponents(a, b):
    return lambda: (rnd.choice([-1, 1]) * 2 ** rnd.uniform(a, b),)


def magnitudes(a, b):
    return lambda: (2 ** rnd.uniform(a, b),)


def anything():
    return (any_bits(),)


def any_positive():
    return (abs(any_bits()),)


def beside_multiples_of_a_quarter_pi():
    x = float(rnd.randrange(1, 2 ** rnd.randrange(1, 30)) * mp.pi / 4)
    for _ in range(rnd.randrange(3)):
        x = math.nextafter(x, rnd.choice([-1e99, 1e99]))
    return (x,)


def hardest():
    """The double nearest to a multiple of π/2."""
    return (6381956970095103 * 2.0 ** 797,)


def pairs(*parts):
    return lambda: tuple(part()[0] for part in parts)


def at_any_ratio():
    a = any_bits() / 8
    return a, a * rnd.uniform(-3, 3)


def any_pair():
    return any_bits() / 4, any_bits() / 4


def up_to_overflow():
    x = 2 ** (rnd.choice([-1, 1]) * rnd.uniform(0.01, 300))
    return x, rnd.uniform(-744, 709) / math.log(x)


def compound_interest():
    return 1 + 2 ** rnd.uniform(-40, -1), 2 ** rnd.uniform(1, 40)


def integer_powers():
    return -rnd.uniform(0, 50), float(rnd.randrange(-100, 100))


ANGLES = [between(-10, 10), exponents(-40, 30), beside_multiples_of_a_quarter_pi, anything, exponents(29, 1023.9), hardest]
POSITIVE = [between(0.5, 2), near(1, 1e-2), any_positive]
HYPERBOLIC = [between(-2, 2), between(-30, 30), between(-710.4, 710.4), exponents(-60, 3)]
FUNCTIONS = {
    "sin": (mp.sin, ANGLES),
    "cos": (mp.cos, ANGLES),
    "tan": (mp.tan, ANGLES),
    "asin": (mp.asin, [between(-1, 1), exponents(-60, 0), near(0.5, 1e-3), inside(1, 1e-3)]),
    "acos": (mp.acos, [between(-1, 1), exponents(-60, 0), near(0.5, 1e-3), near(-0.5, 1e-3), inside(1, 1e-3),
                       inside(-1, 1e-3)]),
    "atan": (mp.atan, [between(-3, 3), exponents(-60, 60), near(0.4142135, 1e-3), near(2.4142135, 1e-3), anything]),
    "sinh": (mp.sinh, HYPERBOLIC),
    "cosh": (mp.cosh, HYPERBOLIC),
    "asinh": (mp.asinh, [between(-2, 2), between(-30, 30), exponents(-60, 60), anything]),
    "acosh": (mp.acosh, [between(1, 2), between(1, 30), lambda: (1 + 2 ** rnd.uniform(-52, 10),), magnitudes(1, 1023)]),
    "atanh": (mp.atanh, [between(-1, 1), exponents(-60, 0), near(0.1716, 1e-3), inside(1, 1e-1)]),
    "exp2": (lambda x: mpf(2) ** x, [between(-1, 1), between(-1022, 1023.9), between(-1074, -1020), exponents(-60, 0)]),
    "log2": (lambda x: mp.log(x) / mp.log(2), POSITIVE),
    "log10": (lambda x: mp.log(x) / mp.log(10), POSITIVE),
    "cbrt": (lambda x: mp.sign(x) * mp.cbrt(abs(x)), [between(0.1, 30), anything]),
    "rsqrt": (lambda x: 1 / mp.sqrt(x), [between(0.1, 30), any_positive]),
    "erfc": (mp.erfc, [between(0, 1), between(0, 0.1), between(-0.1, 0), between(0, 6), between(-6, 0), between(6, 26.5),
                       between(26.5, 27.2), exponents(-30, 0)]),
    "erfinv": (mp.erfinv, [between(-0.5, 0.5), between(0.5, 1), lambda: (1 - 2 ** rnd.uniform(-52, -1),),
                           exponents(-100, -1)]),
    "lgamma": (lambda x: mp.re(mp.loggamma(x)), [between(0.01, 3), between(3, 12), between(10, 100), near(1, 0.1),
                                                near(2, 0.1), magnitudes(-100, 1000)]),
    "digamma": (mp.digamma, [between(0.01, 3), between(3, 12), between(10, 100), near(1.4616321449683623, 0.1),
                             magnitudes(-100, 1000)]),
    "logit": (lambda x: mp.log(x / (1 - x)), [between(0, 1), near(0.5, 0.1), magnitudes(-1000, -1)]),
    "hypot": (mp.hypot, [pairs(between(0, 2), between(0, 2)), pairs(exponents(-20, 20), exponents(-20, 20)), any_pair]),
    "atan2": (mp.atan2, [pairs(between(-2, 2), between(-2, 2)), pairs(exponents(-20, 20), exponents(-20, 20)), any_pair,
                         at_any_ratio]),
    "pow": (mp.power, [pairs(between(0, 10), between(-10, 10)), pairs(between(0.5, 2), between(-700, 700)),
                       pairs(magnitudes(-1000, 1000), between(-1, 1)), up_to_overflow, compound_interest, integer_powers]),
    "logaddexp": (lambda a, b: mp.log(mp.exp(a) + mp.exp(b)), [pairs(between(0, 10), between(0, 10)),
                                                               pairs(between(-700, -9), between(-700, -9))]),
    "xlogy": (lambda a, b: a * mp.log(b), [pairs(between(-3, 3), between(0.01, 9))]),
    "erfcinv": (lambda q: erfcinv(q), [between(0, 0.5), between(0.5, 1.5), between(1.5, 2), magnitudes(-1074, -1)]),
    "zeta": (mp.zeta, [pairs(between(1.1, 30), between(0.1, 30)), pairs(between(30, 300), between(0.5, 30)),
                       pairs(lambda: (1 + 2 ** rnd.uniform(-30, 0),), magnitudes(-20, 100))]),
    "erfcx": (lambda x: mp.exp(x * x) * mp.erfc(x), [between(0, 5), between(5, 27.5), between(-5, 0), between(-26.6, -5),
                                                    magnitudes(4.8, 20), exponents(-60, 0)]),
    "sinc": (lambda x: mp.sinpi(x) / (mp.pi * x), [between(-1.5, 1.5), between(-30, 30), exponents(-60, 0),
                                                  exponents(5, 52), near(1, 1e-2)]),
    "lambertw": (mp.lambertw, [between(-0.3678, 1), lambda: (-0.3678794411714423 + 2 ** rnd.uniform(-50, -3),),
                               exponents(-100, -2), between(1, 100), magnitudes(0, 1023.9)]),
    "logBeta": (lambda a, b: mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b),
                [pairs(between(2.5, 100), between(2.5, 100)), pairs(magnitudes(2, 300), magnitudes(2, 300)),
                 pairs(between(1.5, 2.5), magnitudes(2, 300)), pairs(magnitudes(-100, -3), magnitudes(-100, 1))]),
}


def erfcinv(q):
    if q > mpf("1e-3"):
        return mp.erfinv(1 - q)
    w = mp.sqrt(-mp.log(q))
    return mp.findroot(lambda x: mp.log(mp.erfc(x)) - mp.log(q), w - mp.log(w * mp.sqrt(mp.pi)) / (2 * w))


def exact(name, function, arguments):
    huge = name in ("sin", "cos", "tan") and abs(arguments[0]) > 1e20
    mp.dps = 400 if huge or name == "logBeta" else 50
    value = function(*map(mpf, arguments))
    mp.dps = 50
    return +mp.re(value)


def last_place(value):
    exponent = mp.frexp(abs(value))[1] - 1 if value else -1022
    return mpf(2) ** (max(exponent, -1022) - 52)


def bits(x):
    return struct.pack(">d", x).hex()


def golden():
    for name, (function, regions) in FUNCTIONS.items():
        for region in regions:
            for _ in range(1 if region is hardest else 20):
                arguments = region()
                value = exact(name, function, arguments)
                high = float(value)
                print(name, *map(bits, arguments), bits(high), bits(float(value - mpf(high)) if math.isfinite(high) else 0.0))


def measure(class_path, points, names):
    for name in names or FUNCTIONS:
        function, regions = FUNCTIONS[name]
        arguments = [region() for region in regions for _ in range(points)]
        given = b"".join(struct.pack(">d", x) for one in arguments for x in one)
        command = ["java", "-cp", class_path, "dev.gradus.kernel.ElementaryValues", name, str(len(arguments))]
        output = subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout
        values = struct.unpack(f">{len(arguments)}d", output)
        worst = [(mpf(0), None)] * len(regions)
        for i, (one, value) in enumerate(zip(arguments, values)):
            truth = exact(name, function, one)
            if abs(truth) >= mpf(2) ** 1024 - mpf(2) ** 970:
                error = mpf(0) if math.isinf(value) else mp.inf
            else:
                error = abs(mpf(value) - truth) / last_place(truth)
            worst[i // points] = max(worst[i // points], (error, one), key=lambda pair: pair[0])
        error, place = max(worst, key=lambda pair: pair[0])
        print(f"{name}: {float(error):.3f} at {place}; by region", *(f"{float(e):.3f}" for e, _ in worst), flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
    else:
        golden()
