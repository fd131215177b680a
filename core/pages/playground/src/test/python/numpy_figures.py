"""Writes numpy-figures.txt: what NumPy and SciPy compute for the functions and indices that the playground's language accepts.
NumpyFiguresTest compares. Each line is an expression, the shape of its value, and a weighted sum of its elements. From the folder
core/pages/playground, with NumPy 2 and SciPy:

    python3 src/test/python/numpy_figures.py > src/test/resources/dev/gradus/playground/language/numpy-figures.txt
"""

import inspect
import re
import warnings
from pathlib import Path

import numpy as np
import scipy
import scipy.linalg
import scipy.special

warnings.simplefilter("ignore")
LANGUAGE = Path("src/main/java/dev/gradus/playground/language")
CALL = re.compile(r'\b(?:one|two|node|list|reduction|spread|several)\(\s*"([^"]+)"')
MODULES = {"np": np, "np.linalg": np.linalg, "scipy.special": scipy.special, "scipy.linalg": scipy.linalg}

DATA = {
    "v": np.array([0.5, -1.25, 2.0]),
    "w": np.array([1.5, 0.25, -0.75]),
    "p": np.array([0.25, 0.5, 0.875]),
    "s": np.array([-1.0, 0.5, 2.5]),
    "k": np.array([2, 0, 1]),
    "A": np.array([[0.5, -1.5, 2.0], [1.25, 0.75, -0.5], [-2.25, 1.0, 3.5]]),
    "S": np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]]),
    "B": np.array([[1.0, -2.0, 0.5], [0.25, 3.0, -1.5]]),
    "C": np.array([[0.5, 1.0], [-1.0, 2.0], [1.5, -0.25]]),
    "K": np.array([[0, 2, 1], [1, 1, 0]]),
    "T": np.arange(24).reshape(2, 3, 4) % 7 - 2.5 + np.arange(24).reshape(2, 3, 4) / 16,
    "U": np.arange(24).reshape(2, 4, 3) % 5 - 1.5,
}
ARRAYS = ["v", "A", "B", "T"]
ONE = """{x} | {x}, 0 | {x}, 1 | {x}, 2 | {x}, -1 | {x}, 0, 1 | {x}, 1, 0 | {x}, 2, 1 | {x}, 1, 1 | {x}, 2, 0 | {x}, 0.25 | {x}, 0.25, 0
    {x}, -0.5, 0.75 | {x}, 0.75, -0.5 | {x}, None, 0.5 | {x}, -0.5, None | {x}, (0, 1) | {x}, (1, 0) | {x}, (1, 2) | {x}, (0, 2, 1)
    {x}, (3,) | {x}, (1, 3) | {x}, (2, 3) | {x}, (9,) | {x}, (3, 2) | {x}, (2, 2) | {x}, (3, 3) | {x}, (2, 3, 3) | {x}, (6, 4) | {x}, -1, 2
    {x}, [1, 2] | {x}, [2, 0] | {x}, [2, 0], 1 | {x}, [1], 1 | {x}, [1, 2], 0 | {x}, ((1, 2), (0, 1)) | {x}, k | {x}, K | {x}, K, 1
    {x}, K, 0 | {x}, np.inf | {x}, -1, 1 | {x}, 1, None | {x}, None""".replace("\n", "|").split("|")
WORDS = """axis=0 axis=1 axis=-1 axis=2 axis=None axis=(0,1) axis=(1,2) keepdims=True axis=0,keepdims=True axis=1,keepdims=True
    axis=None,keepdims=True axis=(0,1),keepdims=True ddof=1 axis=0,ddof=1 k=1 k=-1 offset=1 offset=-1 n=2 n=2,axis=0 N=2 N=4
    increasing=True N=4,increasing=True indexing='ij' indexing='xy' ord=1 ord=2 ord=3 ord=-1 ord=-2 ord=0 ord=np.inf ord='fro' ord='nuc'
    ord=1,axis=0 ord=2,axis=1 ord=1,axis=(0,1) ord=2,axis=(0,1) ord='fro',axis=(0,1) ord=1,keepdims=True ord=2,keepdims=True
    ord=np.inf,axis=1 axis1=0,axis2=1 axis1=1,axis2=2 rowvar=False bias=True mode='edge' mode='reflect' mode='wrap' decimals=1
    shift=1 shift=1,axis=0 repeats=2 repeats=2,axis=0 axes=(1,0) axes=(0,2,1) axes=1 full_matrices=False lower=True lower=False
    dtype=int order='F' p=1 p='fro' q=0.25 side='right' weights=w dx=2 dx=0.5,axis=0 x=v min=0 max=1 nan=0.5
    upper=True initial=0 where=A>0 stable=True rcond=None""".split()
TWO = """v, w | w, v | A, S | S, A | A, v | v, A | S, v | S, C | B, C | A, B | B, A | v, 2 | 2, v | 2.5, A | A, 2.5 | A, w | T, U | U, T | T, v
    A, T | T, A | v, T | T, S | U, S | S, U | A, k | A, K | B, K | k, k | k, v | v, k | 1, p | 2, p | p, p | 0, A | 1, A | S, S
    (v, w) | [v, w] | (A, S) | [A, S] | (A, B) | [A, B] | [A, C] | (v, w), 0 | (A, S), 1 | (A, C), 1 | (A, B), 0 | (A, S), 2 | [T, T], 2
    v, w, 1 | A, S, 1 | A, S, 0 | A, S, 2 | A, B, 1 | v, w, -1 | p, p, p | 1.5, 2.5, p | v, w, s | A > 0, A, S | v > 0, v, w | A > 0, v, w
    v > 0, A, S | v > 0, 1, 0 | s, v | s, v | S, (v, w) | 2, 3 | 3 | (2, 3) | 0, 3 | 1, 7, 2 | 5, 0, -2 | 0, 1, 5 | (2, 3), 1.5
    'ij,jk->ik', A, S | 'ij,jk', A, S | 'ji', A | 'ii', A | 'ii->i', A | 'i,i->', v, w | 'ij->j', A | 'i,j->ij', v, w | '...i,i', A, v
    'ijk,ikl->ijl', T, U | 'ij->ji', A | 'ij,ij->i', A, S | A, 2, -1 | A, k[:, None], 0 | A, K, 0 | A, k[None, :], 0 | B, K, 1
    v, indexing='ij' | v, w, indexing='ij' | v, w, indexing='xy' | v, w, s | v, w, s, indexing='ij' | T, U, ([2], [1]) | A, S, ([0], [1])
    A, S, (0, 1) | A, S, ((0, 1), (1, 0)) | A, S, axis=0 | (A, S), axis=1 | (A, S), axis=-1 | (A, S), axis=None | [v, w], axis=1
    A, S, axes=1 | A, S, axes=0 | A, S, lower=True | S, v, True | S, C, lower=True | v, x=w | v, w, axis=0 | A, v, 1 | A, dx=2
    A, w, axis=1 | v, weights=w | A, weights=w, axis=0 | A, 1, mode='edge' | A, 1, 'edge' | A, 1, constant_values=2.5
    A, ((1, 0), (0, 2)), constant_values=1 | 3, k=1 | 3, 4 | v, 3 | A, 3, axis=0 | A, 2, axis=1 | C, 3, axis=0 | np.arange(7), 3
    np.arange(6), 2 | np.arange(6), [2, 3] | np.arange(6), [2, 4] | np.arange(6), [1, 2, 3] | np.arange(6), (2, 4)
    S | S, 2 | S, -1 | p | p, 2 | p, 0""".replace("\n", "|").split("|")
OF_UFUNCS = ["T", "p", "S", "0.25", "v, w", "A, v", "v, A", "A, 2.5", "2.5, A", "p, p", "1, p", "2, p", "A, S", "k, v", "T, v"]
OF_MASKS = ["A > 0", "A > 0, axis=0", "A > 0, v > 0", "A > 0, S > 1", "v > 0, w > 0", "A > 0, A", "v > 0, w"]
TAKING_MASKS = "sum mean prod max min add multiply maximum minimum dot matmul argmax where concatenate cumsum".split()
# Only where nothing is arbitrary: signs of vectors, an unsorted array to search, a matrix that is not symmetric, whole quotients.
ARBITRARY = re.compile(r"searchsorted\((?!s)|(qr|eigh|svd)\([^)]*\)$|eigvalsh\((?!S)|reciprocal\(\(?\d|mod\(k|remainder\(k|cholesky\((?!S)")
# Where the language differs: an argument that NumPy ignores or SciPy takes for weights, and a list for several vectors.
LEFT = re.compile(r"broadcast_to\(\d|logsumexp\(\w, \d, \d\)|meshgrid\([\[(]|block_diag\([\[(]")
METHODS = """sum mean prod max min std var argmax argmin argsort cumsum cumprod dot trace diagonal take clip repeat reshape transpose swapaxes
    squeeze ravel flatten round copy astype searchsorted conj ptp""".split()
CASTS = ["A.astype(int)", "A.astype(float)", "A.astype('int64')", "A.astype(np.int32)", "A.astype(bool)", "A.copy()", "A.real", "A.T", "T.T",
         "A.mT", "T.mT", "v.T", "A.size", "A.ndim", "T.shape", "A.transpose(0, 1)", "A.transpose(1, 0)", "T.transpose(0, 2, 1)",
         "T.swapaxes(0, 1)", "A.dot(S)", "A.sum(0)", "A.sum(axis=(0, 1))", "A.reshape(9)", "A.reshape(-1)", "A.reshape(1, 9)",
         "T.reshape(6, -1)", "v.reshape(-1, 1)", "len(T)", "np.array(v, ndmin=2)", "np.array([1.0, 2.0], ndmin=2)", "np.array([1.5, 2.5], dtype=int)",
         "np.array([[1, 2], [3, 4]])", "np.asarray([1, 2])", "np.array([1, 0, 2], dtype=bool)", "np.eye(3)", "np.eye(2, 3)", "np.eye(3, k=1)", "np.identity(2)",
         "np.arange(5)", "np.arange(1, 2, 0.25)", "np.arange(3, 0, -1)", "np.linspace(0, 1, 5)", "np.linspace(0, 1, num=3)",
         "np.linspace(0, 1, 5, endpoint=False)", "np.linspace(2, 3)", "np.zeros((2, 3))", "np.zeros(3)", "np.ones((2, 1))", "np.full((2, 2), 1.5)", "np.full(2, 0.5)",
         "np.zeros_like(A)", "np.ones_like(T)", "np.pi * v", "np.e * v", "np.array(A)"]
OPERATORS = """A + S | A - v | A * v | A / S | A ** 2 | p ** v | 2 ** v | A % 2 | A // 0.75 | v % -0.75 | v // -0.75 | -A ** 2 | A @ S | A @ v | v @ A | v @ w
    T @ U | U @ A | A @ T | B @ C | v < w | A >= v | A == A | A != S | v > 0 | -v ** 2 | 2 * A @ S | A @ S * 2 | A - S - v | A / 2 / S | 2 ** 3 ** 2 + v
    7 // 2 + v | -7 // 2 + v | -7 % 3 + v | 7 % -3 + v | 6 // 0.1 + v | 6 % 0.1 + v | 6 // (v / v / 10) | 6 % (v / v / 10) | (A > 0) + (S > 1) | (A > 0) * (S > 1)
    (A > 0) @ (S > 1) | (v > 0) @ (w > 0) | (A > 0) @ v | 1 - (A > 0) | (A > 0) * A | (A > 0) * 2 + 1 | (A > 0) / 2 | -v + w | - v * w | v - -w | v * -w | (A > 0) == (S > 1)
    2 ** -1 * v | v[:, None] * w | v[:, None] + w[None] | v * w[:, None] | B + v | C.T + v | A < 0.5""".replace("\n", "|").split("|")
SUBSCRIPTS = """0 | -1 | 1, 2 | 0, -1 | 1: | :1 | ::2 | ::-1 | :, ::-1 | ::-1, ::-1 | -2: | :-1 | 5: | 2:1 | 1:10 | -10:2 | :, 0 | :, -1 | :, 1: | 0, 1: | 1:, 0 | 0:2, 1:3
    None | :, None | None, :, None | ..., None | ..., np.newaxis | :, np.newaxis | np.newaxis | np.newaxis, ..., None | None, ..., None | ..., None, 0 | ..., 0, None | None, 0 | 0, None | 0, ..., None | ... | ..., 0 | 0, ...
    ..., 0, : | ..., 1: | ..., ::-1 | :, None, 0 | :, 0, None | None, None | 0, :, 1 | :, 0, 1 | 0, 1, 2 | :, :, 0 | :, None, :, 0
    k | k, : | :, k | ..., k | k, 0 | 0, k | k, k | k, [0, 1, 2] | [0, 1, 2], k | [0, 2] | [0, 2], : | :, [0, 2] | [0, 1], [1, 0] | [0], [1, 0] | [[0, 1], [1, 0]] | [-1, 0] | [0, -1], [-1, 0]
    :, [1] | [1] | [1], [0] | np.arange(2) | np.arange(3), [0, 1, 2] | np.arange(2), [0, 1] | range(3), k | range(2), [1, 0] | np.arange(3), k | np.arange(3), 0 | np.arange(2)[:, None], [0, 1] | k[:, None], k | k[:, None], k[None] | [[0], [1]], [0, 1] | [[0], [1]], [[0, 1]]
    K | K, 0 | 0, K | K[:, 0] | K[0], K[1] | K, K | k, 1: | 1:, k | k, ::-1 | ::-1, k | k, None | None, k | :, None, k | k, None, :
    0, :, k | 0, :, [0, 1] | :, 0, [0, 1] | [0, 1], :, 0 | [0, 1], :, [0, 1] | [0, 1], 1 | [0, 1], [0, 2], 1 | [0, 1], [0, 2], [3, 0] | :, [0, 1], [0, 1] | :, [0, 1], 1: | ..., [0, 1] | 0, ..., [0, 1] | [0, 1], ..., 0 | [0, 1], ..., [0, 1] | [1, 0], :, 1: | 1:, [0, 1] | ::-1, [0, 1], 0 | 0, [0, 1] | 0, [0, 1], : | :, [[0, 1], [1, 0]] | :, [[0], [1]], [0, 1] | [0, 1], None, [0, 1] | 0, None, [0, 1]
    (0, 1) | (1,) | (0, 1), 0 | [0, 1, 2] | (0, 1, 2) | [] | 1:2, [0, 1] | np.argmax(v) | np.argmax(v), 0 | 0, np.argmax(v) | :, np.argmax(v) | np.argmax(v), [0, 1] | np.argsort(v) | np.argsort(v), 0 | 0, :, np.argsort(v) | np.array([0, 1]) | np.array([0, 1]), 1
    A > 0 | B > 0 | v > 0 | v > 0, 0 | v > 0, : | :, v > 0 | 0, v > 0 | T > 0 | (A > 0) * (S > 1) | A[:, 0] > 0 | (A > 0)[:, 0] | (A > 0)[0] | (A > 0).T | A == A | True | [True, False, True] | [True, False] | np.array([True, False, True]) | np.greater(A, 0) | np.greater(v, 0) | np.not_equal(v, 0.5) | (v > 0).astype(int) | 1 * (v > 0) | (v > 0) * 1 | np.where(v > 0, 1, 0)
    np.where(v > 0, 0, 1), k | np.squeeze(v > 0) | (v > 0).reshape(3) | np.maximum(v > 0, w > 0) | (v > 0) == (w > 0) | v > 0, v > 0 | v > 0, k | (v > 0)[::-1] | (v > 0)[k] | np.flip(v > 0) | np.repeat(v > 0, 1, axis=0) | np.tile(v > 0, 1) | np.roll(v > 0, 1, axis=0) | np.concatenate([v > 0]) | np.broadcast_to(v > 0, (3,))""".replace("\n", "|").split("|")


def names():
    """The names of the language, without those for PyTorch alone."""
    found = []
    for table in sorted(LANGUAGE.glob("*Table.java")):
        for group in CALL.findall(table.read_text(encoding="utf-8")):
            found += [name for name in group.split() if name.isascii() and not name.startswith(("torch.", "scipy.", "np."))]
            found += [name.split(".")[-1] for name in group.split() if name.startswith(("scipy.", "np."))]
    return sorted(set(found))


def figure(expression):
    """The shape and a weighted sum; nothing for what fails, is complex or is not finite."""
    try:
        value = eval(expression, {"np": np, "scipy": scipy}, {name: array.copy() for name, array in DATA.items()})
    except Exception:  # whatever NumPy refuses
        return None
    parts = value if isinstance(value, (list, tuple)) and not hasattr(value, "_fields") else [value]
    figures = []
    for part in parts:
        if not isinstance(part, (np.ndarray, np.generic, int, float)):
            return None
        array = np.asarray(part)
        if array.dtype.kind not in "fiub" or not np.all(np.isfinite(array)):
            return None
        weights = 1 + np.sin(np.arange(1, array.size + 1))
        figures.append(f"{'×'.join(map(str, array.shape)) or '-'} {float(np.sum(weights * array.astype(float).ravel())):.12g}")
    return "; ".join(figures)


def expressions():
    argumentlists = [text.format(x=x).strip() for text in ONE for x in ARRAYS]
    argumentlists += [f"{x}, {words.replace(',', ', ').replace('=(0, 1', '=(0, 1')}" for words in WORDS for x in ARRAYS]
    argumentlists += [text.strip() for text in TWO]
    for name in names():
        for prefix, module in MODULES.items():
            try:
                function = eval(f"{prefix}.{name}")
            except AttributeError:
                continue
            if inspect.isclass(function) or not callable(function) or name in ("e", "pi"):
                continue
            own = OF_UFUNCS if isinstance(function, np.ufunc) else argumentlists
            for arguments in own + (OF_MASKS if name in TAKING_MASKS else []):
                yield f"{prefix}.{name}({arguments})"
    for method in METHODS:
        for arguments in argumentlists:
            receiver, _, rest = arguments.partition(", ")
            if receiver in DATA:
                yield f"{receiver}.{method}({rest})"
    yield from CASTS
    yield from (text.strip() for text in OPERATORS)
    for subscript in SUBSCRIPTS:
        for x in ["v", "A", "B", "T"]:
            yield f"{x}[{subscript.strip()}]"
    yield from ["np.mean(v[v > 0] ** 2)", "A[k][:, k]", "A[0][1]", "T[0][:, 1]", "np.linalg.lstsq(C, v)[0]", "np.linalg.svd(A)[1]", "np.linalg.svd(B)[1]", "np.linalg.eigh(S)[0]", "np.linalg.svd(B, full_matrices=False)[1]",
                "np.sum(A, dtype=int)", "np.array([1, 0], dtype=bool)",
                "np.split(np.arange(6), 3)[1]", "np.linalg.slogdet(S)[1]", "np.linalg.slogdet(S)[0]", "np.logaddexp.reduce(A)", "np.logaddexp.reduce(v)",
                "np.logaddexp.reduce(A, axis=1)", "np.logaddexp.reduce(A, axis=1, keepdims=True)", "np.logaddexp.reduce(A, axis=None)",
                "np.maximum.accumulate(A)", "np.maximum.accumulate(A, axis=1)", "np.minimum.accumulate(A, axis=1)", "np.logaddexp.accumulate(A, axis=1)"]


MOST = {True: 32, False: 10}
CAREFUL = "norm diag diagonal trace meshgrid split array_split gradient vander dot take stack concatenate clip cov logsumexp".split()

figures = {}
for one in expressions():
    function = one.partition("(")[0]
    if not ARBITRARY.search(one) and not LEFT.search(one) and (said := figure(one)):
        figures.setdefault(function if re.fullmatch(r"[\w.]+", function) else "", {})[one] = said
print("# from numpy_figures.py")
for function, lines in figures.items():
    most = len(lines) if not function or "." not in function else MOST[function.split(".")[-1] in CAREFUL]
    step = max(1, len(lines) / most)
    for i in sorted({int(i * step) for i in range(min(most, len(lines)))}):
        print("\t".join(list(lines.items())[i]))
