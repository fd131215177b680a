"""Measures Gradus beside other tools of GradBench on the evals' default sizes, in turns, one thread, and prints three tables:
one line for each size, one for each eval, and the scores.

    python3 compare.py GRADBENCH [--tools manual enzyme …] [--evals llsq gmm …] [--python PYTHON] [--published FILE] --classpath PATH

GRADBENCH is a checkout of https://github.com/gradbench/gradbench in which `make -C cpp` has run, and `make -C tools/NAME` for
each tool that is written in C++. PYTHON has PyTorch. In the first two tables, the fastest evaluation counts. Inputs are
GradBench's own, made here anew, and whole outputs are compared.

The score is GradBench's (crates/gradbench/src/stats.rs): 1 / Σ over sizes of the mean seconds of value plus derivative; of
particle and saddle, 1 / the mean of the fastest of the four functions. Here, the mean is that of the faster round. Gradus's
second score counts the first calls after planning instead, which are otherwise an untimed warm-up. FILE is GradBench's
published summary.json: scores of tools that were not measured here are multiplied by what manual scores here and divided by
what it scores there. Of the evals that manual lacks, this factor is the median of the others'.
"""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

import inputs
from golden import numbers

TOOLS = ["manual", "enzyme", "tapenade", "codipack", "adol-c", "cppad", "adept", "pytorch"]
PUBLISHED = ["enzyme", "jax", "futhark"]
NESTED = {"particle": {"w": 0.0}, "saddle": {"start": [1.0, 1.0]}}
MODES = ("ff", "fr", "rf", "rr")
WARM = "gradus, with warm-up"
MAIN = "dev.gradus.gradbench.Main"


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


class Service:
    """A tool that answers lines of JSON with lines of JSON, as long as it runs."""

    def __init__(self, command, **environment):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=os.environ | environment)

    def call(self, eval_, function, value):
        message = {"id": 1, "kind": "evaluate", "module": eval_, "function": function, "input": value}
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if not answer["success"]:
            raise ValueError(answer["error"])
        return answer["output"], answer["timings"]

    def close(self):
        self.process.kill()
        self.process.wait()


class Programs:
    """A tool in C++: a program for each eval, which reads a file and ends."""

    def __init__(self, folder):
        self.folder = folder

    def call(self, eval_, function, value):
        with tempfile.NamedTemporaryFile("w") as file:
            json.dump(value, file)
            file.flush()
            done = subprocess.run([self.folder / eval_, file.name, function], check=True, capture_output=True, text=True)
        output, *timings = map(json.loads, done.stdout.splitlines())
        return output, timings

    def close(self):
        pass


def tools_of(eval_, arguments):
    """Gradus, and those of the others that can answer an eval: in C++ what has been built."""
    tools = {"gradus": Service([arguments.java, "--add-modules", "jdk.incubator.vector", "-cp", arguments.classpath, MAIN])}
    for name in arguments.tools:
        folder = arguments.gradbench / "tools" / name / "bin"
        script = arguments.gradbench / "python/gradbench/gradbench/tools" / name / "run.py"
        if (folder / eval_).exists():
            tools[name] = Programs(folder)
        elif arguments.python and (script.parent / f"{eval_}.py").exists():
            tools[name] = Service([arguments.python, script], PYTHONPATH=str(arguments.gradbench / "python/gradbench"), OMP_NUM_THREADS="1")
    return tools


def milliseconds(timings, name):
    return [timing["nanoseconds"] / 1e6 for timing in timings if timing["name"] == name]


def prepared(timings):
    return sum(milliseconds(timings, "prepare"))


def distance(a, b):
    a, b = np.array(numbers(a)), np.array(numbers(b))
    return np.max(np.abs(a - b) / np.maximum(1, np.abs(a) + np.abs(b)))


def digits(number):
    if number == 0 or not math.isfinite(number):
        return str(number)
    return f"{number:.{max(0, 2 - math.floor(math.log10(abs(number))))}f}"


class Turns:
    """Gradus and the others at one eval, called in turns. Who takes too long, fails, or runs out of memory sits out what is larger."""

    def __init__(self, tools, rounds, longest):
        self.tools, self.rounds, self.longest = tools, rounds, longest
        self.out = set()
        self.means = []

    def measure(self, eval_, function, value):
        """For each tool the fastest time in ms; how long Gradus planned; how far each of the others is from it."""
        outputs, times, planned = {}, {}, 0
        means = {}
        for _ in range(self.rounds):
            for name, tool in self.tools.items():
                if name in self.out:
                    continue
                begin = time.monotonic()
                try:
                    outputs[name], timings = tool.call(eval_, function, value)
                except (ValueError, subprocess.CalledProcessError) as fault:
                    if name == "gradus":
                        raise
                    print(f"{name} {eval_} {function}: {str(fault)[:200]}", file=sys.stderr)
                    self.out.add(name)
                    continue
                evaluations = milliseconds(timings, "evaluate")
                times[name] = min(times.get(name, math.inf), *evaluations)
                means[name] = min(means.get(name, math.inf), statistics.mean(evaluations))
                if name == "gradus":
                    means.setdefault(WARM, statistics.mean(milliseconds(timings, "warmup")))
                planned = prepared(timings) if name == "gradus" else planned
                if name != "gradus" and time.monotonic() - begin > self.longest:
                    self.out.add(name)
        self.means.append(means)
        apart = {name: distance(outputs["gradus"], output) for name, output in outputs.items() if name != "gradus"}
        return times, planned, apart

    def close(self):
        for tool in self.tools.values():
            tool.close()


def row(*cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def ratio(times, name):
    return digits(times[name] / times["gradus"]) if name in times else "–"


def print_evals(names, found):
    """Of each eval's sizes the median and the worst; of each other tool the median of how many times as long as Gradus it takes."""
    print()
    row("eval", "sizes", "∇/f", "at most", "f: manual", *(f"f+∇: {name}" for name in names), "at least", "first at")
    row(*["---"] * (7 + len(names)))
    for eval_, sizes in found.items():
        cost = [gradient["gradus"] / value["gradus"] for value, gradient in sizes]
        gradients = [{name: time / gradient["gradus"] for name, time in gradient.items()} for _, gradient in sizes]
        medians = [[each[name] for each in gradients if name in each] for name in names]
        values = [value["manual"] / value["gradus"] for value, _ in sizes if "manual" in value]
        others = [each[name] for each in gradients for name in each if name != "gradus"]
        row(eval_, str(len(sizes)), digits(statistics.median(cost)), digits(max(cost)),
            *(digits(statistics.median(each)) if each else "–" for each in [values, *medians]),
            digits(min(others)) if others else "–",
            str(sum(min(each, key=each.get) == "gradus" for each in gradients)))


def scores(turns, eval_):
    """Of each tool that answered all: 1 / the seconds that GradBench sums up."""
    total = min if eval_ in NESTED else sum
    names = set.intersection(*(set(means) for means in turns.means))
    return {name: 1e3 / total(means[name] for means in turns.means) for name in names}


def print_scores(found, names, file):
    """The highest score of each line is bold; published ones have a ~."""
    scaled = {}
    if file and any("manual" in each for each in found.values()):
        table = {line["eval"]: {each["tool"]: each.get("score") for each in line["tools"]} for line in json.loads(file.read_text())["table"]}
        factors = {eval_: each["manual"] / table[eval_]["manual"] for eval_, each in found.items() if "manual" in each}
        usual = statistics.median(factors.values())
        scaled = {eval_: {name: factors.get(eval_, usual) * table[eval_][name] for name in PUBLISHED if table[eval_].get(name)}
                  for eval_ in found}
    measured = [name for name in ["gradus", WARM, *names] if any(name in each for each in found.values())]
    others = [name for name in PUBLISHED if name not in measured and any(name in each for each in scaled.values())]
    print()
    row("score", *measured, *(f"{name}, published" for name in others))
    row(*["---"] * (1 + len(measured) + len(others)))
    for eval_, each in found.items():
        all_ = each | {name: score for name, score in scaled.get(eval_, {}).items() if name in others}
        best = max(all_.values())
        row(eval_, *((f"**{score(all_[name])}**" if all_[name] == best else score(all_[name])) if name in all_ else "–"
                     for name in measured + others))


def score(number):
    return f"{number:.0f}" if number >= 100 else digits(number)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gradbench", type=pathlib.Path)
    parser.add_argument("--evals", nargs="+", default=[*(name for name in inputs.FUNCTIONS if name != "hello"), *NESTED])
    parser.add_argument("--sizes", nargs="+", help="only sizes with this in their name")
    parser.add_argument("--seconds", type=float, default=0.2)
    parser.add_argument("--warm", type=float, default=0, help="seconds before the first size of an eval, for the JVM")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--longest", type=float, default=8, help="seconds of a call after which a tool sits out larger sizes")
    parser.add_argument("--tools", nargs="*", default=TOOLS, help="only these beside Gradus, or none")
    parser.add_argument("--python", help="a Python with PyTorch")
    parser.add_argument("--published", type=pathlib.Path, help="GradBench's summary.json")
    parser.add_argument("--java", default="java")
    parser.add_argument("--classpath", required=True)
    arguments = parser.parse_args()
    own = {"gmm": gmm, "ba": ba, "ht": ht}
    found, all_scores, names = {}, {}, arguments.tools
    row("eval", "size", "f, ms", "f+∇", "∇/f", "planned", "manual: f", *(f"{name}: f+∇ ÷ Gradus" for name in names), "ρ")
    row(*["---"] * (8 + len(names)))
    for eval_ in arguments.evals:
        if eval_ in NESTED:
            turns = Turns(tools_of(eval_, arguments), arguments.rounds, arguments.longest)
            for mode in MODES:
                times, planned, apart = turns.measure(eval_, mode, NESTED[eval_] | {"min_runs": 1, "min_seconds": 1})
                row(eval_, mode, "–", digits(times["gradus"]), "–", digits(planned), "–", *(ratio(times, name) for name in names),
                    f"{max(apart.values(), default=0):.0e}")
            turns.close()
            all_scores[eval_] = scores(turns, eval_)
            continue
        sizes = own[eval_](arguments.gradbench) if eval_ in own else inputs.of(eval_)
        turns = Turns(tools_of(eval_, arguments), arguments.rounds, arguments.longest)
        is_warm = False
        for size, value in sizes:
            if size in inputs.NOT_OF_GRADBENCH or arguments.sizes and not any(part in size for part in arguments.sizes):
                continue
            value = inputs.plain(value) | {"min_runs": 1, "min_seconds": arguments.seconds}
            primal, derivative = inputs.FUNCTIONS[eval_]
            if not is_warm and arguments.warm:
                for function in (primal, derivative):
                    turns.tools["gradus"].call(eval_, function, value | {"min_seconds": arguments.warm})
                is_warm = True
            f, _, apart = turns.measure(eval_, primal, value)
            g, planned, apart_of_gradient = turns.measure(eval_, derivative, value)
            row(eval_, size, digits(f["gradus"]), digits(g["gradus"]), digits(g["gradus"] / f["gradus"]), digits(planned),
                ratio(f, "manual"), *(ratio(g, name) for name in names),
                f"{max([*apart.values(), *apart_of_gradient.values()], default=0):.0e}")
            found.setdefault(eval_, []).append((f, g))
        turns.close()
        all_scores[eval_] = scores(turns, eval_)
    print_evals(names, found)
    print_scores(all_scores, names, arguments.published)


if __name__ == "__main__":
    main()
