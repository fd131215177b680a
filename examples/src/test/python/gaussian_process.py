"""The figures of GaussianProcessTest, with 50 digits: K, and derivatives of its likelihood by their formulas.

Needs mpmath.
"""

from mpmath import mp, mpf, matrix, exp, log, pi, lu_solve, inverse, det, eye

mp.dps = 50
n = 12
x = [mpf(i) / 4 for i in range(n)]
y = matrix([mpf((5 * i * i) % 13) / 8 - mpf("0.75") for i in range(n)])
theta = [mpf(v) for v in (0.2, -0.3, -1.5)]  # the doubles


def like(f):
    return matrix(n, n) + matrix([[f(i, j) for j in range(n)] for i in range(n)])


r = like(lambda i, j: (x[i] - x[j]) ** 2 / exp(2 * theta[1]))
k = like(lambda i, j: exp(2 * theta[0]) * exp(-r[i, j] / 2))
noise = exp(2 * theta[2]) * eye(n)
K = k + noise
inv = inverse(K)
alpha = inv * y


def trace(m):
    return sum(m[i, i] for i in range(n))


first = [2 * k, like(lambda i, j: k[i, j] * r[i, j]), 2 * noise]
second = {(0, 0): 4 * k, (0, 1): 2 * first[1], (1, 1): like(lambda i, j: k[i, j] * (r[i, j] ** 2 - 2 * r[i, j])),
          (2, 2): 4 * noise}
zero = matrix(n, n)
J = (y.T * alpha)[0] / 2 + log(det(K)) / 2 + mpf(n) / 2 * log(2 * pi)
print(J)
print([mp.nstr(trace(inv * d) / 2 - (alpha.T * d * alpha)[0] / 2, 25) for d in first])
for i in range(3):
    row = []
    for j in range(3):
        d = second.get((min(i, j), max(i, j)), zero)
        value = (trace(inv * d) - trace(inv * first[i] * inv * first[j]) - (alpha.T * d * alpha)[0]) / 2 \
            + (alpha.T * first[i] * inv * first[j] * alpha)[0]
        row.append(mp.nstr(value, 25))
    print(row)
star = matrix([exp(2 * theta[0]) * exp(-(mpf("0.625") - v) ** 2 / exp(2 * theta[1]) / 2) for v in x])
print((star.T * alpha)[0])
