"""Runs statements one after the other and prints those that do not come to what the engine computed."""

import math

import numpy as np

try:
    import scipy.special
except ImportError:
    scipy = None

np.seterr(all="ignore")

TOLERANCE = 1e-10
TRIALS = 16
random = np.random.default_rng(0)
known = {}
elements = 0
undecided = 0


MODULES = {"np": np, "math": math, "scipy": scipy}


def executed(code, operands):
    names = {**MODULES, **operands}
    exec(code, names)
    return {name: value for name, value in names.items() if name not in MODULES and not name.startswith("__")}


def run(code, name, operands):
    return np.asarray(executed(code, operands)[name])


def define(statements):
    """Runs them for what later ones read."""
    known.update(executed(statements, known))


def tolerance(value):
    return TOLERANCE * np.max(np.abs(value[np.isfinite(value)]), initial=1)


def nudged(value):
    """As wrong as a result may be."""
    return value + tolerance(value) * random.uniform(-1, 1, value.shape) if value.dtype.kind == "f" else value


def check(statement, name, computed):
    """A statement comes to what the engine computed, within the tolerance.

    Where it does not, operands may be to blame that are wrong by no more than the tolerance: a > tanh(b), where the
    engine has a tie, and 1 / (a - b). Then what was computed is no further from what nudged operands make of it than
    those are from each other.
    """
    global elements, undecided
    if scipy is None and "scipy." in statement:
        known[name] = np.asarray(computed)
        return
    code = compile(statement, "written", "exec")
    operands = {key: known[key] for key in code.co_names if key in known}
    known.update(executed(code, operands))
    value = known[name] = np.asarray(known[name])
    if value.shape != computed.shape:
        print(f"{statement}\n  has the shape {value.shape}, not {computed.shape}")
        return
    elements += value.size
    wrong = ~np.isclose(value, computed, rtol=0, atol=tolerance(computed), equal_nan=True)
    if np.any(wrong):
        known[name] = computed.astype(value.dtype)
        undecided += np.sum(wrong)
        trials = [run(code, name, {key: nudged(operand) for key, operand in operands.items()}) for _ in range(TRIALS)]
        lowest, highest = np.min(trials, axis=0), np.max(trials, axis=0)
        width = highest - lowest
        near = (lowest - width <= computed) & (computed <= highest + width) | ~np.isfinite(width)
        for at in map(tuple, np.argwhere(wrong & ~near)):
            print(f"{statement}\n  is {value[at]} at {at}, not {computed[at]}; nudged {lowest[at]} to {highest[at]}")


def finish():
    """Most elements must have been decided, or nothing was checked."""
    if undecided > elements / 10:
        print(f"{undecided} of {elements} elements are undecided")
