"""The regularised incomplete beta function of large parameters, by numerical integration with 60 digits: prints lines of
IncompleteBetaTest. Needs mpmath."""

import mpmath as mp

mp.mp.dps = 60

# a, b, and how many standard deviations x is from the mean
CASES = [
    (2e9, 3e9, 0), (2e9, 3e9, 0.3), (1e10, 1e16, 0.1), (4e12, 3e12, -7.5), (3e11, 8e11, 5), (1e15, 2e15, -0.7),
    (0.25, 1e9, 1.5), (3, 1e9, -1), (700, 4e11, 2), (4e11, 700, -3), (2e13, 1.5, -1.2), (9e7, 1e16, 0.5),
]


def incomplete_beta(a, b, x):
    a, b, x = mp.mpf(a), mp.mpf(b), mp.mpf(x)
    if a > b:
        return 1 - incomplete_beta(b, a, 1 - x)
    if a < 1000:
        # DLMF 8.17.8, whose terms are positive
        term = total = mp.mpf(1)
        n = 0
        while term > total * mp.mpf(10) ** -50:
            term *= (a + b + n) * x / (a + 1 + n)
            total += term
            n += 1
        return mp.exp(a * mp.log(x) + b * mp.log1p(-x) - log_beta(a, b)) / a * total
    n = a + b
    sigma = mp.sqrt(a * b / n) / n
    scale = mp.exp(a * mp.log(a / n) + b * mp.log(b / n) - log_beta(a, b)) * sigma * n * n / (a * b)
    ofa, ofb = sigma * n / a, sigma * n / b

    def density(u):
        return mp.exp(a * mp.log1p(u * ofa) + b * mp.log1p(-u * ofb)) / ((1 + u * ofa) * (1 - u * ofb))

    u = (x - a / n) / sigma
    if u > 0:
        return 1 - scale * mp.quad(density, [u, u + 1, u + 3, u + 8, u + 20])
    return scale * mp.quad(density, [u - 20, u - 8, u - 3, u - 1, u])


def log_beta(a, b):
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


for a, b, deviations in CASES:
    n = mp.mpf(a) + b
    x = float((a + deviations * mp.sqrt(mp.mpf(a) * b / n)) / n)
    print(f"{a!r}, {b!r}, {x!r}, {float(incomplete_beta(a, b, x))!r}")
