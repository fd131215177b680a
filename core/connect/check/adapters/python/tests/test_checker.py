"""The adapter together with the checker: the page's commands, findings and what they look like in Python."""

import functools
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import gradus_check
import gradus_check.__main__
from gradus_check import BrokenLaw, Input, Spec, SpecError, Values, check, laws, run
from gradus_check.__main__ import main

HERE = Path(__file__).resolve().parent
PAGE = (HERE.parents[5] / "docs" / "17-checking-any-op.md").read_text(encoding="utf-8")


def double(x):
    return 2 * x


def double_backward(x, upstream):
    return 2 * upstream


def blocks(start, end):
    """The blocks of code of a part of the page."""
    return re.findall(r"```\w*\n(.*?)```", PAGE[PAGE.index(start) : PAGE.index(end)], re.DOTALL)


def run_in(folder, *command):
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, *command]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")


def assert_shows(printed, shown):
    """The page's lines are printed in this order. "…" stands for lines that the page leaves out."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("\n  …\n"))
    assert re.search(pattern, printed, re.DOTALL), printed


def test_the_commands_of_the_page_print_what_it_shows(tmp_path, monkeypatch, capsys):
    program, pytest_command, shown, command, script = blocks("### The first check", "### What to check")
    (tmp_path / "test_swish.py").write_text(program, encoding="utf-8")
    plugin = ["-p", "gradus_check.pytest_plugin", "-p", "no:cacheprovider"]
    assert_shows(run_in(tmp_path, "-m", *pytest_command.split(), *plugin).stdout, shown)

    monkeypatch.setattr(gradus_check, "run", functools.partial(run, shrink=False))
    monkeypatch.setattr(gradus_check.__main__, "run", gradus_check.run)
    monkeypatch.chdir(tmp_path)
    assert main(command.split()[3:]) == 1
    assert shown.splitlines()[0] in capsys.readouterr().out
    with pytest.raises(BrokenLaw, match="^forward: 0 laws hold, 1 is broken"):
        exec(program + script, {})


def serve(folder, law):
    """What the checker prints when it starts Python to serve the file ops.py."""
    jar = ["java" if "JAVA_HOME" not in os.environ else os.environ["JAVA_HOME"] + "/bin/java", "-jar"]
    jar += [os.environ["GRADUS_CHECK_JAR"], "--tries", "20", "--law", law, "--"]
    return subprocess.run(
        [*jar, sys.executable, "-m", "gradus_check", "--serve", "ops.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
        capture_output=True,
        encoding="utf-8",
    ).stdout


def test_a_checker_can_start_python(tmp_path):
    (tmp_path / "ops.py").write_text(
        "import os\nfrom gradus_check import *\n"
        "def forward(x):\n    return x if len(x) < 3 else os._exit(7)\n"
        "kills = Spec((forward, None), [Input('x', ('n',))])\n"
    )
    served = serve(tmp_path, "EXTREMES")
    assert "The program ended with exit code 7 instead of answering" in served
    assert "x (3)" in served


def test_a_right_op_holds_and_a_report_is_written(tmp_path):
    report = check((double, double_backward), [Input("x", ("n",))], reference=double, tries=5)
    status = {result.law: result.status for result in report.laws["double"]}
    assert set(laws()) < set(status)
    assert {law for law in laws() if status[law] != "holds"} == {"SECOND_ORDER", "KINKS", "REFUSALS", "OWN"}


def test_a_broken_law_has_its_report():
    with pytest.raises(BrokenLaw, match="^double: 0 laws hold, 1 is broken") as caught:
        check((double, lambda x, u: u), [Input("x", ("n",))], law="GRADIENT", tries=5)
    (broken,) = caught.value.report.broken
    assert broken.law == "GRADIENT" and "backward      1" in broken.text and "ratio         0.5" in broken.text


def test_several_laws_may_be_asked_for():
    report = check((double, double_backward), [Input("x", ("n",))], law=["LINEAR", "ZERO"], tries=5)
    assert [result.law for result in report.laws["double"]] == ["LINEAR", "ZERO"]


def test_an_unknown_law_is_refused():
    with pytest.raises(SpecError, match="there is no law VALEU; the laws are VALUE, GRADIENT"):
        check((double, None), [Input("x")], law="VALEU")
    with pytest.raises(SpecError, match="there is no law VALEU; the laws are VALUE, GRADIENT"):
        check((double, None), [Input("x")], without={"VALEU": "?"})


def product(a, b):
    return a * b


def rule(a, b, u):
    return u * b, u * a


FACTORS = [Input("a", ("n",), Values.between(-9, 9)), Input("b", ("n",), Values.between(-9, 9))]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_right_jvp_holds(dtype):
    right = lambda a, b, da, db: da * b + a * db
    check((product, rule), FACTORS, jvp=right, law="ADJOINT", tries=50, dtype=dtype)


def test_a_wrong_jvp_breaks_the_law_about_both_directions():
    with pytest.raises(BrokenLaw, match=r"(?s)J·v of jvp is wrong.*⟨upstream, jvp⟩.*numeric"):
        check((product, rule), FACTORS, jvp=lambda a, b, da, db: da * b, law="ADJOINT", tries=5)


@pytest.mark.parametrize(("factor", "broken"), [(1, []), (2, ["SECOND_ORDER"])])
def test_a_rule_of_two_inputs_is_differentiated_again(factor, broken):
    spec = Spec((product, rule), FACTORS, order=2)

    def second(inputs, upstream, along, attribute):
        return [upstream * along[1], factor * upstream * along[0], along[0] * inputs[1] + along[1] * inputs[0]]

    spec._op.second = second
    report = run([spec], law="SECOND_ORDER", tries=5)
    assert [result.law for result in report.broken] == broken


def test_an_op_that_hangs_is_a_finding():
    with pytest.raises(BrokenLaw, match="did not answer \"forward\" within 2.0 s"):
        check((lambda x: threading.Event().wait(), None), [Input("x", ("n",))], timeout=2, law="DETERMINISTIC")


def test_an_evaluation_of_a_batch_that_hangs_is_a_finding_with_its_case():
    def hangs(x):
        return threading.Event().wait() if np.any(x > 4) else 2 * x

    x = [Input("x", ("n",), Values.between(-5, 5))]
    with pytest.raises(BrokenLaw, match="did not answer \"forward\" within 2.0 s") as caught:
        check((hangs, double_backward), x, timeout=2, law="GRADIENT")
    elements = re.search(r"x \(\d\) +\[(.*)\]", str(caught.value)).group(1)
    assert max(map(float, elements.split(", "))) > 3


def test_an_evaluation_of_a_batch_that_ends_the_process_is_a_finding_with_its_smallest_case(tmp_path):
    (tmp_path / "ops.py").write_text(
        "import os\nfrom gradus_check import *\n"
        "def forward(x):\n    return os._exit(7) if (x > 4).any() else x\n"
        "kills = Spec((forward, lambda x, u: u), [Input('x', ('n',), Values.between(-5, 5))])\n"
    )
    served = serve(tmp_path, "GRADIENT")
    assert "The program ended with exit code 7 instead of answering" in served
    assert "x (1)" in served


def test_the_checkers_file_of_broken_laws_is_one_array(tmp_path, monkeypatch):
    file = tmp_path / "report.json"
    monkeypatch.setenv("JDK_JAVA_OPTIONS", f"-Dgradus.seconds=600 -Dgradus.report={file}")
    report = run([Spec((double, lambda x, u: u), [Input("x", ("n",))])], law=["GRADIENT", "ZERO"], tries=5)
    (broken,) = json.loads(file.read_text(encoding="utf-8"))
    assert (broken["test"], broken["law"], broken["op"]) == ("double", "GRADIENT", "double")
    assert broken["text"] == report.broken[0].text and broken["replay"] == "--seed 1 --tries 5 --law GRADIENT"
