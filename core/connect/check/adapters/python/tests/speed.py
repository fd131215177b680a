"""Prints the cases per second of each law with a trivial op, without the start of the checker.

``python tests/speed.py [TRIES] [LAW…]``
"""

import sys
import time

from gradus_check import Input, Spec, Values, laws, run

SHARES = {"NEAR_EDGES": (5, 50), "DEGENERATE": (5, 50), "EVERYWHERE": (5, 10), "NO_MEMORY": (4, 30)}
"""The laws that are tried less often: one of this many tries, and the greatest number of tries."""
SHARES |= {"THREADS": (60, 3), "LONG_TENSORS": (60, 3)}
calls = 0


def forward(x):
    global calls
    calls += 1
    return x * x


def backward(x, upstream):
    global calls
    calls += 1
    return 2 * upstream * x


SPEC = Spec(
    (forward, backward),
    [Input("x", ("n",), Values.between(-9, 9).kinks_at(0))],
    name="square",
    reference=lambda x: x * x,
    refuses=[((2, 2),)],
)


def seconds(law, tries):
    start = time.perf_counter()
    run([SPEC], law=law, tries=tries)
    return time.perf_counter() - start


if __name__ == "__main__":
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for law in sys.argv[2:] or laws():
        alone = min(seconds(law, 1) for _ in range(2))
        every, most = SHARES.get(law, (1, tries))
        made = min(most, -(-tries // every))
        calls = 0
        duration = seconds(law, tries) - alone
        print(f"{law:14} {made:6} cases {made / duration:7.0f} cases/s {calls / made:7.1f} calls/case", flush=True)
