"""Writes functions-golden.txt: values and gradients of functions of single elements, as mpmath has them in 50 digits.

Needs mpmath. From the folder core/verify/properties:

    python3 src/test/python/functions_golden.py > src/test/resources/dev/gradus/properties/functions-golden.txt

The format is that of pytorch_golden.py.
"""

import itertools
import random

from mpmath import mp, mpf

mp.dps = 50
random.seed(19)
SHAPES = [(), (1,), (5,), (2, 3), (1, 1), (0, 3), (3, 0), (4, 1, 2), (1, 5), (2, 2, 2)]
PAIRS = [((), ()), ((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 3), (1, 3)), ((2, 1), (2, 3)), ((2, 1), (1, 3)),
         ((), (4,)), ((0, 3), (1, 3)), ((4, 1, 2), (1, 3, 1)), ((1, 1), (5, 2))]


def places(shape):
    return list(itertools.product(*map(range, shape)))


def source(place, shape):
    """The place of an operand's element in a broadcast."""
    return tuple(0 if size == 1 else p for p, size in zip(place[len(place) - len(shape):], shape))


def write(word, shape, values):
    print(f"{word} {','.join(map(str, shape))}:", *(repr(float(v)) for v in values))


def case(op, attributes, function, slopes, shapes, operands):
    """One case of an op with these operands, each a map from places to numbers."""
    length = max(map(len, shapes))
    padded = [(1,) * (length - len(s)) + s for s in shapes]
    shape = tuple(0 if 0 in sizes else max(sizes) for sizes in zip(*padded))
    upstream = {p: random.gauss(0, 1) for p in places(shape)}
    gradients = [{p: mpf(0) for p in places(s)} for s in shapes]
    value = {}
    for p in places(shape):
        x = [mpf(operands[i][source(p, s)]) for i, s in enumerate(shapes)]
        value[p] = function(*x)
        for i, s in enumerate(shapes):
            if slopes[i]:
                gradients[i][source(p, s)] += mpf(upstream[p]) * slopes[i](*x)
    print("case", op, *attributes)
    for s, o in zip(shapes, operands):
        write("in", s, o.values())
    write("out", shape, value.values())
    write("up", shape, upstream.values())
    for s, g, slope in zip(shapes, gradients, slopes):
        write("grad", s, g.values()) if slope else print("none")


def unary(op, function, slope, low, high, edges, attributes=()):
    for shape in SHAPES:
        case(op, attributes, function, [slope], [shape], [{p: random.uniform(low, high) for p in places(shape)}])
    case(op, attributes, function, [slope], [(len(edges),)], [{(i,): x for i, x in enumerate(edges)}])


def binary(op, function, slopes, ranges, edges, attributes=()):
    for shapes in PAIRS:
        case(op, attributes, function, slopes, shapes,
             [{p: random.uniform(low, high) for p in places(s)} for s, (low, high) in zip(shapes, ranges)])
    shape = (len(edges),)
    case(op, attributes, function, slopes, [shape, shape],
         [{(i,): edge[side] for i, edge in enumerate(edges)} for side in range(2)])


def sinc(x, n=0):
    if n == 0:
        return mp.sincpi(x)
    return mp.quad(lambda t: (mp.pi * t) ** n * mp.cos(mp.pi * x * t + n * mp.pi / 2), mp.linspace(0, 1, 9))


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


LN2, LN10 = mp.log(2), mp.log(10)
unary("Asinh", mp.asinh, lambda x: 1 / mp.sqrt(x * x + 1), -5, 5, (-1e200, -1e-9, 0.0, 1e-300, 1e9))
unary("Acosh", mp.acosh, lambda x: 1 / mp.sqrt(x * x - 1), 1.1, 9, (1.0000001, 2.0, 1e9, 1e200))
unary("Atanh", mp.atanh, lambda x: 1 / (1 - x * x), -0.9, 0.9, (-0.99999, -1e-9, 0.0, 1e-300, 0.999))
unary("Exp2", lambda x: mpf(2) ** x, lambda x: mpf(2) ** x * LN2, -9, 9, (-1000.0, -1.0, 0.0, 1e-300, 10.0, 1000.0))
unary("Log2", lambda x: mp.log(x) / LN2, lambda x: 1 / (x * LN2), 0.01, 30, (1e-300, 0.5, 1.0, 8.0, 1e300))
unary("Log10", lambda x: mp.log(x) / LN10, lambda x: 1 / (x * LN10), 0.01, 30, (1e-300, 0.1, 1.0, 1000.0, 1e300))
unary("Cbrt", lambda x: mp.sign(x) * mp.cbrt(abs(x)), lambda x: 1 / (3 * mp.cbrt(x * x)), 0.1, 9,
      (-1e300, -27.0, -1e-30, 1e-30, 8.0, 1e300))
unary("Rsqrt", lambda x: 1 / mp.sqrt(x), lambda x: -mp.sqrt(x) ** -3 / 2, 0.1, 9, (1e-200, 0.25, 4.0, 1e200))
unary("Erfc", mp.erfc, lambda x: -2 / mp.sqrt(mp.pi) * mp.exp(-x * x), -3, 3, (-6.0, -1e-9, 0.0, 1e-300, 10.0, 26.0))
unary("Erfinv", mp.erfinv, lambda x: mp.sqrt(mp.pi) / 2 * mp.exp(mp.erfinv(x) ** 2), -0.95, 0.95,
      (-0.999999, -1e-9, 0.0, 0.5, 0.9999999999))
unary("Lgamma", lambda x: mp.re(mp.loggamma(x)), mp.digamma, 0.1, 9, (-3.25, -0.5, 1e-300, 1.0, 2.0, 30.0, 1e100))
unary("Digamma", mp.digamma, lambda x: mp.polygamma(1, x), 0.1, 9, (-3.25, -0.5, 1e-100, 1.5, 30.0, 1e100))
for order in (1, 2, 5):
    unary("Polygamma", lambda x: mp.polygamma(order, x), lambda x: mp.polygamma(order + 1, x), 0.3, 9,
          (-3.25, -0.5, 0.01, 1.5, 30.0, 1e10), [f"order={order}"])
for order in (0, 1):
    unary("Sinc", lambda x: sinc(x, order), lambda x: sinc(x, order + 1), -3, 3, (-10.25, 1e-5, 0.0, 0.5, 1.0, 7.75),
          [f"order={order}"])
unary("Logit", lambda x: mp.log(x / (1 - x)), lambda x: 1 / (x * (1 - x)), 0.05, 0.95, (1e-300, 1e-9, 0.5, 0.999999))
binary("HypotBroadcast", mp.hypot, [lambda a, b: a / mp.hypot(a, b), lambda a, b: b / mp.hypot(a, b)],
       [(-3, 3), (-3, 3)], ((1e200, 1e200), (-1e-200, 1e-200), (3.0, -4.0), (0.0, 2.0)))
binary("Atan2Broadcast", mp.atan2, [lambda y, x: x / (x * x + y * y), lambda y, x: -y / (x * x + y * y)],
       [(-3, 3), (-3, 3)], ((1.0, 0.0), (-1.0, 0.0), (1e200, -1e200), (1e-200, 1e-200), (0.0, 2.0)))
binary("LogAddExpBroadcast", lambda a, b: mp.log(mp.exp(a) + mp.exp(b)),
       [lambda a, b: sigmoid(a - b), lambda a, b: sigmoid(b - a)], [(-3, 3), (-3, 3)],
       ((700.0, 700.0), (-800.0, 0.5), (1000.0, 999.0), (-1000.0, -1000.0)))
binary("XlogyBroadcast", lambda x, y: x * mp.log(y) if x else mpf(0), [lambda x, y: mp.log(y), lambda x, y: x / y],
       [(-3, 3), (0.1, 9)], ((0.0, 2.0), (1e-300, 1e-300), (2.0, 1e300), (-1.5, 1.0)))


def erfcx(x, n=0):
    """Its derivative of order n, by f_n = 2x f_(n−1) + 2(n − 1) f_(n−2) with enough digits for what cancels."""
    with mp.workdps(200):
        f = [mp.exp(x * x) * mp.erfc(x)]
        f.append(2 * x * f[0] - 2 / mp.sqrt(mp.pi))
        for k in range(2, n + 1):
            f.append(2 * x * f[-1] + 2 * (k - 1) * f[-2])
        return f[n]


def erfcinv(q):
    if q > mpf("1e-3"):
        return mp.erfinv(1 - q)
    w = mp.sqrt(-mp.log(q))
    return mp.findroot(lambda x: mp.log(mp.erfc(x)) - mp.log(q), w - mp.log(w * mp.sqrt(mp.pi)) / (2 * w))


def bessel_slope(n, scaled):
    value = lambda n, x: mp.re(mp.besseli(n, x)) * (mp.exp(-abs(x)) if scaled else 1)
    return lambda x: (value(n - 1, x) + value(n + 1, x)) / 2 - (mp.sign(x) * value(n, x) if scaled else 0)


for order in (0, 1, 3):
    unary("Erfcx", lambda x: erfcx(x, order), lambda x: erfcx(x, order + 1), -3, 9,
          (-25.0, -1e-9, 0.0, 0.7, 1.3, 27.0, 28.0, 1e5), [f"order={order}"])
unary("Erfcinv", erfcinv, lambda q: -mp.sqrt(mp.pi) / 2 * mp.exp(erfcinv(q) ** 2), 0.05, 1.95,
      (1e-300, 1e-100, 1e-16, 1e-5, 0.5, 1.0, 1.5, 1.999999))
for order in (0, 1, 4):
    for scaled in (False, True):
        unary("BesselI", lambda x: mp.re(mp.besseli(order, x)) * (mp.exp(-abs(x)) if scaled else 1), bessel_slope(order, scaled),
              0.1, 9, (-7.5, -0.25, 1e-9, 39.0, 41.0, 200.0) if scaled else (-7.5, -0.25, 0.0, 1e-9, 39.0, 41.0, 700.0),
              [f"order={order}", f"scaled={str(scaled).lower()}"])
def lower_gamma(a, x, n=0):
    """The derivative of P by a of order n: of whichever of P and Q is small."""
    with mp.workdps(110):
        value = lambda b: mp.gammainc(b, 0, x, regularized=True) if x < a + 1 else -mp.gammainc(b, x, mp.inf, regularized=True)
        return +mp.diff(value, a, n, h=mpf(10) ** -20)


for order in (0, 1, 2):
    slope = lambda s, x: -s * mp.zeta(s + 1, x, order) - (order * mp.zeta(s + 1, x, order - 1) if order else 0)
    binary("ZetaBroadcast", lambda s, x: mp.zeta(s, x, order), [lambda s, x: mp.zeta(s, x, order + 1), slope],
           [(1.2, 9), (0.1, 9)], ((2.0, 1.0), (1.0000001, 3.0), (3.5, 1e-3), (30.0, 0.5)), [f"order={order}"])
for upper in (False, True):
    sign = -1 if upper else 1
    for order in (0, 1, 2):
        density = lambda a, x: mp.exp((a - 1) * mp.log(x) - x - mp.loggamma(a))
        slope = lambda a, x: sign * (density(a, x) if order == 0 else mp.diff(lambda b: density(b, x), a, order))
        value = lambda a, x: sign * lower_gamma(a, x, order) if order else (
            mp.gammainc(a, x, regularized=True) if upper else mp.gammainc(a, 0, x, regularized=True))
        binary("IncompleteGammaBroadcast", value, [lambda a, x: sign * lower_gamma(a, x, order + 1), slope], [(0.2, 9), (0.1, 9)],
               ((0.01, 3.0), (50.0, 49.0), (50.0, 80.0), (2.0, 30.0), (300.0, 310.0), (0.5, 1e-8)),
               [f"upper={str(upper).lower()}", f"order={order}"])


def lambert(x):
    return mp.re(mp.lambertw(x))


def log_beta(a, b):
    with mp.workdps(300):
        return mp.re(mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b))


def several(op, function, slopes, shapes, ranges):
    case(op, (), function, slopes, shapes,
         [{p: random.uniform(low, high) for p in places(s)} for s, (low, high) in zip(shapes, ranges)])


unary("Lambertw", lambert, lambda x: mp.exp(-lambert(x)) / (1 + lambert(x)), -0.36, 9,
      (-0.367879, -1e-9, 0.0, 1e-300, 1.0, 1e9, 1e300))
binary("LogBetaBroadcast", log_beta, [lambda a, b: mp.digamma(a) - mp.digamma(a + b), lambda a, b: mp.digamma(b) - mp.digamma(a + b)],
       [(0.1, 9), (0.1, 9)], ((1e-9, 3.0), (0.5, 1e9), (2.0, 1e9), (1e5, 3e5), (3.0, 1e100)))
BETA_SLOPE = lambda a, b, x: mp.exp((a - 1) * mp.log(x) + (b - 1) * mp.log1p(-x) - log_beta(a, b))
BETA = lambda a, b, x: mp.betainc(a, b, 0, x, regularized=True)
for a, b in PAIRS[:-1]:
    several("IncompleteBetaBroadcast", BETA, [None, None, BETA_SLOPE], [a, b, b], [(0.2, 9), (0.2, 9), (0.02, 0.98)])
EDGES = ((0.01, 3.0, 0.5), (50.0, 49.0, 0.5), (50.0, 80.0, 0.6), (300.0, 2.0, 0.98), (0.5, 0.5, 1e-8), (3.0, 200.0, 1e-3), (2.0, 3.0, 1 - 1e-9))
case("IncompleteBetaBroadcast", (), BETA, [None, None, BETA_SLOPE], [(len(EDGES),)] * 3,
     [{(i,): edge[side] for i, edge in enumerate(EDGES)} for side in range(3)])
random.seed(20)
# Larger shapes are in distributions_golden.py: operators of ONNX lose the digits there.
DENSITY = lambda a, x: mp.exp((a - 1) * mp.log(x) - x - mp.loggamma(a))
binary("GammaDensityBroadcast", DENSITY, [lambda a, x: DENSITY(a, x) * (mp.log(x) - mp.digamma(a)),
                                          lambda a, x: DENSITY(a, x) * (a - 1 - x) / x], [(0.2, 9), (0.1, 9)],
       ((0.01, 3.0), (50.0, 49.0), (50.0, 80.0), (2.0, 30.0), (300.0, 310.0), (0.5, 1e-8), (100.0, 130.0), (1e-300, 0.5)))
BETA_SLOPES = [lambda a, b, x: BETA_SLOPE(a, b, x) * (mp.log(x) - mp.digamma(a) + mp.digamma(a + b)),
               lambda a, b, x: BETA_SLOPE(a, b, x) * (mp.log1p(-x) - mp.digamma(b) + mp.digamma(a + b)),
               lambda a, b, x: BETA_SLOPE(a, b, x) * ((a - 1) / x - (b - 1) / (1 - x))]
for a, b in PAIRS[:-1]:
    several("BetaDensityBroadcast", BETA_SLOPE, BETA_SLOPES, [a, b, b], [(0.2, 9), (0.2, 9), (0.02, 0.98)])
EDGES = EDGES[:-1] + ((1e-10, 1e-300, 0.25), (1e4, 3e4, 0.251))
case("BetaDensityBroadcast", (), BETA_SLOPE, BETA_SLOPES, [(len(EDGES),)] * 3,
     [{(i,): edge[side] for i, edge in enumerate(EDGES)} for side in range(3)])
