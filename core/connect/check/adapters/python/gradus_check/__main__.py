"""``python -m gradus_check FILE`` checks all specs of a file."""

from __future__ import annotations

import argparse
import runpy
import sys
from pathlib import Path
from typing import Any, List, Mapping, Optional, Sequence

from gradus_check import CheckerError, Spec, SpecError, _Program, run


def specs_of(names: Mapping[str, Any]) -> List[Spec]:
    """The specs among the names of a module. A spec without a name is called what the module calls it."""
    specs = []
    for name, value in names.items():
        if isinstance(value, Spec) and value not in specs:
            value.name_by_default(name)
            specs.append(value)
    return specs


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Check all specs of some files: 0 if all laws hold, 1 if one is broken, 2 if the check cannot be made."""
    parser = argparse.ArgumentParser(prog="python -m gradus_check", description="Checks all specs of some files.")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a Python file with specs at its top level")
    parser.add_argument("--law", action="append", default=[], help="check only this law; may be repeated")
    parser.add_argument("--seed", type=int, help="draw the cases of this seed")
    parser.add_argument("--tries", type=int, help="try each law this often")
    parser.add_argument("--timeout", type=float, default=30, help="seconds that one call of an op may take")
    parser.add_argument("--jar", help="the checker; by default what GRADUS_CHECK_JAR names")
    parser.add_argument("--serve", action="store_true", help="answer a checker on standard input and output")
    options = parser.parse_args(arguments)
    answers = sys.stdout.buffer
    if options.serve:
        sys.stdout = sys.stderr  # what ops print must not get between the answers
    try:
        specs = []
        for file in options.files:
            sys.path.insert(0, str(Path(file).resolve().parent))
            specs += specs_of(runpy.run_path(file))
        if not specs:
            raise SpecError(f"there is no gradus_check.Spec at the top level of {', '.join(options.files)}")
        if options.serve:
            _Program(specs, seed=options.seed, tries=options.tries).serve(sys.stdin.buffer, answers)
            return 0
        report = run(
            specs,
            law=options.law,
            seed=options.seed,
            tries=options.tries,
            timeout=options.timeout,
            jar=options.jar,
            on_result=lambda op, result: print(f"{op} {result.law}: {result.status}", file=sys.stderr, flush=True),
        )
    except (SpecError, CheckerError, OSError) as failed:
        print(failed, file=sys.stderr)
        return 2
    print(report.text)
    return 1 if report.broken else 0


if __name__ == "__main__":
    sys.exit(main())
