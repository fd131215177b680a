"""Writes distributions-golden.txt: the incomplete gamma and beta functions, their densities, and derivatives of great order, to 17
digits. Each line is a function, its arguments and its value.

Needs mpmath. From the folder core/kernels:

    python3 src/test/python/distributions_golden.py > src/test/resources/dev/gradus/kernel/math/distributions-golden.txt
"""

import random

from mpmath import mp, mpf

mp.dps = 50
random.seed(37)


def write(function, arguments, value):
    if abs(value) > mpf("1e-300"):
        print(function, *(repr(argument) for argument in arguments), mp.nstr(value, 17))


def gamma_density(a, x):
    a, x = mpf(a), mpf(x)
    return mp.exp((a - 1) * mp.log(x) - x - mp.loggamma(a))


def incomplete_gamma(a, x):
    """P and Q: the smaller one by its series, continued fraction or integral, the other one as the difference to 1."""
    if a < 1e-30:
        q = mpf(a) * mp.e1(mpf(x))
        return 1 - q, q
    if a > 1e6:
        return by_integral(mpf(a), mpf(x))
    with mp.workdps(60 + int(max(0, -mp.log10(a)))):
        a, x = mpf(a), mpf(x)
        power = mp.exp(a * mp.log(x) - x - mp.loggamma(a))
        if x < a + 1:
            term = total = 1 / a
            n = 1
            while term > total * mpf(10) ** -(mp.dps + 2):
                term *= x / (a + n)
                total += term
                n += 1
            return +(power * total), 1 - power * total
        terms = int(12000 / max(1, x)) + int(20 * mp.sqrt(a)) + 300
        below = x + 2 * terms + 1 - a
        for k in range(terms, 0, -1):
            below = x + 2 * k - 1 - a - k * (k - a) / below
        return 1 - power / below, +(power / below)


def by_integral(a, x):
    """In steps of s = (t − a)/√a that follow the density's decay."""
    root = mp.sqrt(a)
    s = (x - a) / root
    scale = mp.exp(a * mp.log(a) - a - mp.loggamma(a + 1)) * root
    step = 1 / max(1, abs(s)) * (1 if s > 0 else -1)
    steps = [0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 26, 30, 35, 40, 50, 60, 75, 90]
    tail = scale * mp.quad(lambda s: mp.exp(a * mp.log1p(s / root) - s * root) / (1 + s / root),
                           [s] + [s + k * step for k in steps])
    return (1 - abs(tail), abs(tail)) if s > 0 else (abs(tail), 1 - abs(tail))


def log_beta(a, b):
    with mp.workdps(340 if min(a, b) < 1e-20 else 80):
        a, b = mpf(a), mpf(b)
        return +(mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b))


def beta_density(a, b, x):
    with mp.workdps(80):
        return +mp.exp((mpf(a) - 1) * mp.log(mpf(x)) + (mpf(b) - 1) * mp.log1p(-mpf(x)) - log_beta(a, b))


def incomplete_beta(a, b, x):
    with mp.workdps(70 + int(max(0, -mp.log10(min(a, b))))):
        a, b, x = mpf(a), mpf(b), mpf(x)
        return +(below_mean(a, b, x) if x <= (a + 1) / (a + b + 2) else 1 - below_mean(b, a, 1 - x))


def below_mean(a, b, x):
    """By DLMF 8.17.8, whose terms are positive."""
    term = total = mpf(1)
    n = 0
    while term > total * mpf(10) ** -(mp.dps + 2):
        term *= (a + b + n) * x / (a + 1 + n)
        total += term
        n += 1
    logarithm = a * mp.log(x) + b * mp.log1p(-x) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b)
    return mp.exp(logarithm) / a * total


def sinc(n, x):
    """Its derivative, by x f⁽ⁿ⁾ + n f⁽ⁿ⁻¹⁾ = πⁿ⁻¹ sin(πx + nπ/2) downward."""
    with mp.workdps(200):
        turn = mp.pi * mpf(x)
        value = mpf(0)
        for k in range(n + int(8 * x) + 200, n, -1):
            value = (mp.sin(turn + k * mp.pi / 2) - turn * value) / k
        return +(value * mp.pi ** n)


def zeta(s, x):
    """By Euler's and Maclaurin's formula beyond 60 terms; the first three terms for huge x."""
    with mp.workdps(80):
        s, x = mpf(s), mpf(x)
        return +mp.zeta(s, x) if x < 1e3 else +(
            x ** (1 - s) / (s - 1) + x ** -s / 2 + s * x ** (-s - 1) / 12 - s * (s + 1) * (s + 2) * x ** (-s - 3) / 720
            + s * (s + 1) * (s + 2) * (s + 3) * (s + 4) * x ** (-s - 5) / 30240)


def shape(*exponents):
    return 10.0 ** random.choice(exponents) * random.uniform(1, 9.9)


def near(a):
    return abs(a + random.gauss(0, 4) * a ** 0.5)


for a, x in [(1e-17, 0.5), (1e8, 1e8), (1e14, 1e14)] + [
        (a, x) for a in (shape(-300, -17, -3, 0, 1, 2, 4, 6, 8, 11, 14) for _ in range(60))
        for x in (near(a), 10.0 ** random.uniform(-300, 2.8))]:
    write("gammaDensity", (a, x), gamma_density(a, x))
for a, x in [(1e-17, 0.5)] + [(a, x) for a in (shape(-300, -100, -17, -8, -3, -2, -1, 0, 1) for _ in range(50))
                              for x in (10.0 ** random.uniform(-5, 0), random.uniform(0.5, 2), random.uniform(2, 30))] + [
        (a, near(a)) for a in (shape(2, 3, 4, 5) for _ in range(30))] + [
        (a, near(a)) for a in (shape(6, 7, 8, 9, 11, 13, 15) for _ in range(40))]:
    p, q = incomplete_gamma(a, x)
    write("gammaP", (a, x), p)
    write("gammaQ", (a, x), q)
for _ in range(60):
    a, b = shape(-300, -17, -3, 0, 1, 2, 4, 7, 10, 13), shape(-300, -17, -3, 0, 1, 2, 4, 7, 10, 13)
    for x in (a / (a + b), min(1, near(a) / (near(a) + near(b))), random.random(), 1 - 10.0 ** random.uniform(-15, 0)):
        if 0 < x < 1:
            write("betaDensity", (a, b, x), beta_density(a, b, x))
write("betaP", (1.0, 1e-10, 0.9), incomplete_beta(1.0, 1e-10, 0.9))
for _ in range(60):
    a, b = shape(-300, -17, -8, -3, -1, 0, 0, 1, 2), shape(-300, -17, -8, -3, -1, 0, 0, 1, 2)
    for x in (a / (a + b) * random.uniform(0.5, 1.5), random.random(), 1 - 10.0 ** random.uniform(-9, 0)):
        if 0 < x < 1:
            write("betaP", (a, b, x), incomplete_beta(a, b, x))
for n in (1, 2, 3, 5, 10, 20, 50, 100, 150):
    for x in (0.3, 1.7, 2.4, 4.0, 9.5, 20.25, 33.0, 60.5):
        write("sinc", (n, x), sinc(n, x))
for n in (1, 2, 5, 20, 100, 150, 200):
    for x in (0.5, 1.5, 10.0, 40.0, 1e4, 1e10, 1e100, 1e200, 1e300):
        value = zeta(n + 1, x) * mp.factorial(n) * (-1 if n % 2 == 0 else 1)
        if abs(value) < mpf("1e308"):
            write("polygamma", (n, x), value)
for s in (1.5, 2.0, 3.0):
    for x in (1e100, 1e150, 1e200):
        write("zeta", (s, x), zeta(s, x))
        write("zetaSlope", (s, x), mp.diff(lambda each: zeta(each, x), mpf(s), h=mpf(10) ** -25))
