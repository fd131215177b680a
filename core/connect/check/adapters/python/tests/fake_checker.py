#!/usr/bin/python3
"""Stands in for `java -jar gradus-check.jar --pipe` in the tests of processes: FAKE_CHECKER says what it does."""

import json
import os
import sys
import time


def ask(request):
    print(json.dumps(request), flush=True)
    return json.loads(sys.stdin.readline())


def report(status, text):
    results = [{"op": op["name"], "law": "GRADIENT", "status": status, "finding": {"text": text}} for op in ops]
    return {"text": text, "laws": results}


if "--laws" in sys.argv:
    print("VALUE the value equals the reference\nGRADIENT the gradient equals the numerical one")
    sys.exit()
plan = os.environ["FAKE_CHECKER"]
ops = ask({"id": 1, "message": "describe", "versions": [1]})["ops"]
if plan == "refuse":
    print("x has the unknown values {}", file=sys.stderr)
    sys.exit(2)
if plan == "die":
    print("out of memory", file=sys.stderr)
    sys.exit(3)
if plan == "hang":
    ask({"id": 2, "message": "forward", "op": ops[0]["name"], "inputs": [1.0]})
    time.sleep(600)
if plan == "timeout":
    print(json.dumps({"id": 2, "message": "forward", "op": ops[0]["name"], "inputs": [1.0]}), flush=True)
    time.sleep(float(sys.argv[sys.argv.index("--timeout") + 1]))
    plan = "it does not answer"
ask({"id": 3, "message": "quit", "report": report("holds", "all hold") if plan == "hold" else report("broken", plan)})
