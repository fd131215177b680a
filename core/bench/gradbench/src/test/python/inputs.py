"""Inputs of the default sizes of GradBench's evals, of NumPy's legacy generator, which Gradus has too.

Inputs.java in src/test/java makes the same numbers in the same order. GradBench itself takes a newer generator for gmm, none
that is seeded for lstm, and recorded data for ba, ht and lstm's text: here all are drawn.
"""

import numpy as np

SEED = 31337
BITS = 14


def gmm_sizes():
    return sorted(((d, k) for d in (2, 10, 20, 32, 64) for k in (5, 10, 25, 50, 100)), key=lambda s: s[0] * s[1])


BA_SIZES = [
    (49, 7776, 31843), (21, 11315, 36455), (161, 48126, 182072), (372, 47423, 204472), (257, 65132, 225911),
    (539, 65220, 277273), (93, 61203, 287451), (88, 64298, 383937), (810, 88814, 393775), (1197, 126327, 563734),
    (1723, 156502, 678718), (253, 163691, 899155), (245, 198739, 1091386), (356, 226730, 1255268),
]


def hello(random):
    for x in (1.0, 2.0, -3.5):
        yield f"x={x}", x


def llsq(random):
    for n in (16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8196, 16392):
        yield f"n={n}", {"x": random.rand(128), "n": n}


def lse(random):
    for n in (2500 << i for i in range(10)):
        yield f"n={n}", {"x": random.rand(n)}


def gmm(random):
    n = 1000
    for d, k in gmm_sizes():
        yield f"d={d},k={k}", {
            "d": d, "k": k, "n": n,
            "x": random.randn(n, d),
            "alpha": random.randn(k),
            "mu": random.rand(k, d),
            "q": random.randn(k, d),
            "l": random.randn(k, d * (d - 1) // 2),
            "m": 0, "gamma": 1.0,
        }


def lstm(random):
    for layers, count in sorted(((l, c) for l in (2, 4, 6) for c in (1024, 4096, 8192)), key=lambda s: s[0] * s[1]):
        yield f"l={layers},c={count}", {
            "main_params": random.rand(2 * layers, 4 * BITS),
            "extra_params": random.rand(3, BITS),
            "state": random.rand(2 * layers, BITS),
            # As in text, half of the bits are 0: they are those of rare signs.
            "sequence": np.where(np.arange(BITS) < BITS // 2, 0.0, np.floor(2 * random.rand(count, BITS))),
        }


def ode(random):
    for n, s in sorted(((n, s) for n in (1000, 10000, 100000) for s in (1, 10, 100)), key=lambda v: v[0] * v[1]):
        yield f"n={n},s={s}", {"x": random.rand(n), "s": s}
    # So few elements that the last one depends on all, as in none of GradBench's sizes.
    yield "n=12,s=10", {"x": random.rand(12), "s": 10}


def kmeans(random):
    sizes = ((k, n, d) for k in (10, 100, 1000) for n in (1000, 10000) for d in (8, 16))
    for k, n, d in sorted(sizes, key=lambda v: v[0] * v[1] * v[2]):
        points = random.rand(n, d)
        yield f"k={k},n={n},d={d}", {"points": points, "centroids": points[-k:]}


def det(random):
    for size in range(5, 12):
        yield f"l={size}", {"A": random.rand(size * size), "ell": size}


def ba(random):
    for n, m, p in BA_SIZES:
        yield f"n={n},m={m},p={p}", {
            "n": n, "m": m, "p": p,
            "cam": 2 * random.rand(11) - 1, "x": 10 * random.rand(3), "w": random.rand(1)[0], "feat": 1000 * random.rand(2),
        }
    # A camera that does not turn.
    yield "n=2,m=3,p=5", {
        "n": 2, "m": 3, "p": 5,
        "cam": np.concatenate([np.zeros(3), random.rand(8)]), "x": 10 * random.rand(3), "w": 0.5, "feat": random.rand(2),
    }


def ht(random):
    bones, vertices, triangles = 22, 500, 900
    for variant in ("simple", "complicated"):
        for count in (100, 192, 200, 400, 800, 1600, 3200, 6400, 12800, 25600):
            model = {
                "bone_count": bones,
                "bone_names": [f"bone {i}" for i in range(bones)],
                # The wrist, five fingers of four bones, and the forearm.
                "parents": [-1] + [0 if i % 4 == 1 else i - 1 for i in range(1, bones)],
                "base_relatives": transforms(random, bones),
                "inverse_base_absolutes": transforms(random, bones),
                "base_positions": np.hstack([random.rand(vertices, 3), np.ones((vertices, 1))]),
                "weights": random.rand(vertices, bones),
                "triangles": np.floor(vertices * random.rand(triangles, 3)).astype(int),
                "is_mirrored": count == 192,
            }
            places = vertices if variant == "simple" else triangles
            yield f"{variant},c={count}", {
                "theta": random.rand(26),
                "data": {
                    "model": model,
                    "correspondences": np.floor(places * random.rand(count)).astype(int),
                    "points": random.rand(count, 3),
                },
                "us": random.rand(count, 2) if variant == "complicated" else np.zeros((0, 2)),
            }


def transforms(random, count):
    rows = random.rand(count, 3, 4) - 0.5
    return np.concatenate([rows, np.broadcast_to([0.0, 0.0, 0.0, 1.0], (count, 1, 4))], axis=1)


FUNCTIONS = {
    "hello": ("square",),
    "llsq": ("primal", "gradient"),
    "lse": ("primal", "gradient"),
    "gmm": ("objective", "jacobian"),
    "lstm": ("objective", "jacobian"),
    "ode": ("primal", "gradient"),
    "kmeans": ("cost", "dir"),
    "det": ("primal", "gradient"),
    "ba": ("objective", "jacobian"),
    "ht": ("objective", "jacobian"),
}

NOT_OF_GRADBENCH = {"n=12,s=10", "n=2,m=3,p=5"}

# Where manual errs: it does not mirror the derivatives by the fingers' angles, and a camera that does not turn gets a rotation's
# derivatives with the wrong sign. CornerCasesTest holds these to numerical derivatives.
WRONG_BY_HAND = {
    ("ba", "jacobian", "n=2,m=3,p=5"),
    ("ht", "jacobian", "simple,c=192"),
    ("ht", "jacobian", "complicated,c=192"),
}


def of(eval_):
    """Pairs of a size's name and an input, the same each time."""
    return globals()[eval_](np.random.RandomState(SEED))


def plain(value):
    """For JSON."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value
