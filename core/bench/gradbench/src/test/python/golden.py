"""Prints what GradBench's tool manual, derivatives written by hand in C++, gives for the inputs of inputs.py.

    git clone https://github.com/gradbench/gradbench && cd gradbench && make -C cpp && make -C tools/manual
    python3 golden.py gradbench/tools/manual/bin > ../resources/dev/gradus/gradbench/manual.jsonl

A line for each function and size: how many numbers the output has, seven of them at equal distances, and the sum of all,
each times the cosine of its place, with the sum of these products' magnitudes.
"""

import json
import subprocess
import sys
import tempfile

import numpy as np

import inputs

PROBES = 7


def numbers(output):
    """All numbers in order; of an object's fields in the order of their names."""
    if isinstance(output, dict):
        return [number for name in sorted(output) for number in numbers(output[name])]
    if isinstance(output, list):
        return [number for each in output for number in numbers(each)]
    return [float(output)]


def call(program, function, value):
    with tempfile.NamedTemporaryFile("w") as file:
        json.dump(value, file)
        file.flush()
        lines = subprocess.run([program, file.name, function], check=True, capture_output=True, text=True).stdout
    return json.loads(lines.splitlines()[0])


def main(folder):
    for eval_, functions in inputs.FUNCTIONS.items():
        for size, value in inputs.of(eval_):
            for function in functions:
                if (eval_, function, size) in inputs.WRONG_BY_HAND:
                    continue
                output = np.array(numbers(call(f"{folder}/{eval_}", function, inputs.plain(value))))
                weighted = output * np.cos(np.arange(len(output)))
                places = [probe * (len(output) - 1) // (PROBES - 1) for probe in range(PROBES)]
                print(json.dumps({
                    "eval": eval_, "function": function, "size": size, "length": len(output),
                    "probes": [output[place] for place in places],
                    "sum": weighted.sum(), "magnitude": np.abs(weighted).sum(),
                }))


if __name__ == "__main__":
    main(sys.argv[1])
