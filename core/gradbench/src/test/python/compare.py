"""Measures Gradus beside GradBench's tool manual on the evals' default sizes, in turns, one thread, and prints two tables:
one line for each size, and one for each eval.

    python3 compare.py GRADBENCH [--evals llsq gmm …] [--seconds 0.5] [--rounds 2] [--java java] --classpath PATH

GRADBENCH is a checkout of https://github.com/gradbench/gradbench in which `make -C cpp` and `make -C tools/manual` have run.
Of all evaluations the fastest counts. Inputs are GradBench's own, made here anew, and both tools' whole outputs are compared.
"""

import argparse
import json
import math
import pathlib
import statistics
import subprocess
import tempfile

import numpy as np

import inputs
from golden import numbers


def gmm(_):
    for d, k in inputs.gmm_sizes():
        random = np.random.default_rng(inputs.SEED)
        n = 1000
        yield f"d={d},k={k}", {
            "d": d, "k": k, "n": n,
            "x": random.normal(size=(n, d)),
            "m": 0, "gamma": 1.0,
            "alpha": random.normal(size=k),
            "mu": random.uniform(size=(k, d)),
            "q": random.normal(size=(k, d)),
            "l": random.normal(size=(k, d * (d - 1) // 2)),
        }


def ba(checkout):
    for i in range(1, 15):
        for file in (checkout / "evals/ba/data").glob(f"ba{i}_*.txt"):
            sizes, camera, point, weight, feature = (line.split() for line in file.read_text().splitlines()[:5])
            n, m, p = map(int, sizes)
            yield f"{i}: n={n},m={m},p={p}", {
                "n": n, "m": m, "p": p,
                "cam": list(map(float, camera)), "x": list(map(float, point)),
                "w": float(weight[0]), "feat": list(map(float, feature)),
            }


def ht(checkout):
    folder = checkout / "evals/ht/data/complicated_big"
    bones = [line.split(":") for line in (folder / "model/bones.txt").read_text().splitlines()]
    vertices = [line.split(":") for line in (folder / "model/vertices.txt").read_text().splitlines()]
    weights = np.zeros((len(vertices), len(bones)))
    for row, fields in enumerate(vertices):
        for i in range(int(fields[8])):
            weights[row, int(fields[9 + 2 * i])] = float(fields[10 + 2 * i])
    model = {
        "bone_count": len(bones),
        "bone_names": [fields[0] for fields in bones],
        "parents": [int(fields[1]) for fields in bones],
        "base_relatives": [np.reshape(list(map(float, fields[2:18])), (4, 4)) for fields in bones],
        "inverse_base_absolutes": [np.reshape(list(map(float, fields[18:34])), (4, 4)) for fields in bones],
        "base_positions": [list(map(float, fields[:3])) + [1.0] for fields in vertices],
        "weights": weights,
        "triangles": [list(map(int, line.split(":"))) for line in (folder / "model/triangles.txt").read_text().splitlines()],
        "is_mirrored": False,
    }
    model = {name: [inputs.plain(each) for each in value] if isinstance(value, list) else inputs.plain(value)
             for name, value in model.items()}
    for i in range(1, 13):
        for file in folder.glob(f"hand{i}_*.txt"):
            lines = file.read_text().splitlines()
            count, parameters = map(int, lines[0].split())
            points = [line.split() for line in lines[1:count + 1]]
            yield f"{i}: c={count}", {
                "theta": list(map(float, lines[2 * count + 1:2 * count + 1 + parameters])),
                "data": {
                    "model": model,
                    "correspondences": [int(fields[0]) for fields in points],
                    "points": [list(map(float, fields[1:])) for fields in points],
                },
                "us": [list(map(float, line.split())) for line in lines[count + 1:2 * count + 1]],
            }


class Gradus:
    def __init__(self, java, classpath):
        command = [java, "--add-modules", "jdk.incubator.vector", "-cp", classpath, "dev.gradus.gradbench.Main"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def call(self, eval_, function, value):
        message = {"id": 1, "kind": "evaluate", "module": eval_, "function": function, "input": value}
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if not answer["success"]:
            raise ValueError(answer["error"])
        return answer["output"], answer["timings"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Manual:
    def __init__(self, checkout):
        self.folder = checkout / "tools/manual/bin"

    def call(self, eval_, function, value):
        with tempfile.NamedTemporaryFile("w") as file:
            json.dump(value, file)
            file.flush()
            done = subprocess.run([self.folder / eval_, file.name, function], check=True, capture_output=True, text=True)
        output, *timings = map(json.loads, done.stdout.splitlines())
        return output, timings


def fastest(timings):
    return min(timing["nanoseconds"] for timing in timings if timing["name"] == "evaluate") / 1e6


def prepared(timings):
    return sum(timing["nanoseconds"] for timing in timings if timing["name"] == "prepare") / 1e6


def distance(a, b):
    a, b = np.array(numbers(a)), np.array(numbers(b))
    return np.max(np.abs(a - b) / np.maximum(1, np.abs(a) + np.abs(b)))


def digits(number):
    if number == 0 or not math.isfinite(number):
        return str(number)
    return f"{number:.{max(0, 2 - math.floor(math.log10(abs(number))))}f}"


def measure(tools, rounds, eval_, function, value):
    """For each tool the fastest time in ms and of its rounds the slowest of their fastest; how far apart the outputs are."""
    outputs, times, prepare = [None] * len(tools), [[] for _ in tools], 0
    for _ in range(rounds):
        for i, tool in enumerate(tools):
            outputs[i], timings = tool.call(eval_, function, value)
            times[i].append(fastest(timings))
            prepare = prepared(timings) if i == 0 else prepare
    return [min(each) for each in times], [max(each) / min(each) for each in times], prepare, distance(*outputs)


def print_evals(ratios):
    """Of each eval's sizes the median and the worst."""
    print()
    print("| eval | sizes | ∇/f | at most | by hand / Gradus: f | at least | f+∇ | at least |")
    print("|---|---|---|---|---|---|---|---|")
    for eval_, rows in ratios.items():
        cost, value, gradient = zip(*rows)
        row = [eval_, str(len(rows)), digits(statistics.median(cost)), digits(max(cost)),
               digits(statistics.median(value)), digits(min(value)),
               digits(statistics.median(gradient)), digits(min(gradient))]
        print("| " + " | ".join(row) + " |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gradbench", type=pathlib.Path)
    parser.add_argument("--evals", nargs="+", default=[name for name in inputs.FUNCTIONS if name != "hello"])
    parser.add_argument("--sizes", nargs="+", help="only sizes with this in their name")
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("--warm", type=float, default=3, help="seconds before the first size of an eval, for the JVM")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--java", default="java")
    parser.add_argument("--classpath", required=True)
    arguments = parser.parse_args()
    print("| eval | size | f, ms | f+∇ | ∇/f | prepared | by hand: f | f+∇ | by hand / Gradus: f | f+∇ | spread | ρ |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    ratios = {}
    own = {"gmm": gmm, "ba": ba, "ht": ht}
    for eval_ in arguments.evals:
        sizes = own[eval_](arguments.gradbench) if eval_ in own else inputs.of(eval_)
        tools = [Gradus(arguments.java, arguments.classpath), Manual(arguments.gradbench)]
        is_warm = False
        for size, value in sizes:
            if size in inputs.NOT_OF_GRADBENCH or arguments.sizes and not any(part in size for part in arguments.sizes):
                continue
            value = inputs.plain(value) | {"min_runs": 1, "min_seconds": arguments.seconds}
            primal, gradient = inputs.FUNCTIONS[eval_]
            if not is_warm:
                for function in (primal, gradient):
                    tools[0].call(eval_, function, value | {"min_seconds": arguments.warm})
                is_warm = True
            (f, hand_f), spread_f, _, rho_f = measure(tools, arguments.rounds, eval_, primal, value)
            (g, hand_g), spread_g, prepare, rho_g = measure(tools, arguments.rounds, eval_, gradient, value)
            row = [eval_, size, digits(f), digits(g), digits(g / f), digits(prepare), digits(hand_f), digits(hand_g),
                   digits(hand_f / f), digits(hand_g / g), digits(max(spread_f + spread_g)), f"{max(rho_f, rho_g):.0e}"]
            print("| " + " | ".join(row) + " |", flush=True)
            ratios.setdefault(eval_, []).append((g / f, hand_f / f, hand_g / g))
        tools[0].close()
    print_evals(ratios)


if __name__ == "__main__":
    main()
