"""Tests of the adapter that need no checker: descriptions, answers to requests, and processes with a fake checker."""

import base64
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import numpy as np
import pytest

import gradus_check
from gradus_check.__main__ import main
from gradus_check import BrokenLaw, CheckerError, Input, Spec, SpecError, Values, check

HERE = Path(__file__).resolve().parent


def double(x):
    return 2 * x


def double_backward(x, upstream):
    return 2 * upstream


def answer(spec, message, *inputs, **request):
    program = gradus_check._Program([spec])
    return program.answer({"id": 7, "message": message, "op": spec.name, "inputs": list(inputs), **request})


def array(encoded):
    return gradus_check._decode(encoded, np.dtype(encoded.get("dtype", "float64")))


# Descriptions


def test_a_spec_is_described_as_in_the_protocol():
    spec = Spec(
        (double, double_backward),
        [
            Input("x", ("n", "m"), Values.between(-1, np.inf).kinks_at(0)),
            Input("i", (), Values.indices_of("n"), False, "int64"),
        ],
        sizes={"n": (1, 4)},
        reference=double,
        attributes=[{"axis": (0, 1), "dtype": np.float64}],
        refuses=[((2,), ())],
        without={"KINKS": "none"},
        dtype=np.float32,
    )
    assert json.loads(json.dumps(spec.describe())) == {
        "name": "double",
        "dtype": "float32",
        "inputs": [
            {
                "name": "x",
                "dims": ["n", "m"],
                "derivative": True,
                "values": {"between": [-1, "Infinity"], "kinks": [0]},
            },
            {"name": "i", "dims": [], "derivative": False, "values": {"integers": [0, "n"]}, "dtype": "int64"},
        ],
        "reference": True,
        "coarseReference": True,
        "backward": True,
        "order": 1,
        "jvp": False,
        "threads": True,
        "without": {"KINKS": "none"},
        "attributes": [{"axis": [0, 1], "dtype": "<class 'numpy.float64'>"}],
        "sizes": {"n": [1, 4]},
        "refuses": [[[2], []]],
        "thresholds": [2.0],
    }


STEP = 0.25


def test_the_numbers_in_the_code_of_an_op_are_its_thresholds():
    limit = 7

    def forward(x, most=9):
        def inner(y):
            return np.where(y > 1.5, y, -3)

        return inner(x) if len(x) < limit else STEP * x

    def backward(x, upstream):
        return upstream * (x > 1e300) * True

    thresholds = Spec((forward, backward), [Input("x")]).describe()["thresholds"]
    assert [abs(each) for each in thresholds] == [3, 0.25, 1.5, 7, 9] or thresholds == [0.25, 1.5, 3, 7, 9]


@pytest.mark.parametrize(
    "values, described",
    [
        (Values.any().excluding(1, 2), {"any": True, "except": [1, 2]}),
        (Values.strictly_between(0, 1), {"strictlyBetween": [0, 1]}),
        (Values.positive().distinct(), {"positive": True, "distinct": True}),
        (Values.non_negative().rows_sum_to(1), {"nonNegative": True, "rowsSumTo": 1}),
        (Values.nonzero(), {"nonzero": True}),
        (Values.integers(1, 9), {"integers": [1, 9]}),
        (Values.any().symmetric(), {"any": True, "symmetric": True}),
        (Values.any().positive_definite(), {"any": True, "positiveDefinite": True}),
        (Values.any().lower_triangular(), {"any": True, "lowerTriangular": True}),
        (Values.any().upper_triangular(), {"any": True, "upperTriangular": True}),
        (Values.any().orthogonal(), {"any": True, "orthogonal": True}),
        (Values.any().invertible(), {"any": True, "invertible": True}),
    ],
)
def test_values_are_described_as_in_the_protocol(values, described):
    assert Input("x", "any", values)._describe()["values"] == described


@pytest.mark.parametrize(
    "make, error, message",
    [
        (lambda: Input("x", "n"), ValueError, 'the dims of x are "n"'),
        (lambda: Input("x", "any", (0, 1)), TypeError, "Values.between"),
        (lambda: Input("x", "any", Values.any(), dtype="float65"), TypeError, "float65"),
        (lambda: Values.between(1, 0), ValueError, "swap them"),
        (lambda: Spec((double, double_backward), []), ValueError, "at least one input"),
        (lambda: Spec((double, double_backward), ["x"]), TypeError, "is not an Input"),
        (lambda: Spec((double, double_backward), [Input("x"), Input("x")]), ValueError, "same name: x, x"),
        (lambda: Spec((double,), [Input("x")]), TypeError, r"\(forward, backward\)"),
        (lambda: Spec(3, [Input("x")]), TypeError, "3 is no op"),
        (lambda: Spec(int, [Input("x")]), TypeError, "the class int needs methods"),
        (lambda: Spec((double, None), [Input("x")], apart=["y"]), ValueError, "apart names y, but the inputs are x"),
        (lambda: Spec((double, None), [Input("x")], attributes=[1]), TypeError, "dict of keyword arguments"),
        (lambda: Spec((double, None), [Input("x")], dtype="int64"), ValueError, "float16 or bfloat16"),
        (lambda: Spec((double, None), [Input("x")], order=3), ValueError, "must be 1 or 2"),
        (lambda: check((double, None), [Input("x")], jar="/no.jar"), CheckerError, "not at /no.jar; build it"),
    ],
)
def test_errors_of_use_say_what_to_do(make, error, message):
    with pytest.raises(error, match=message):
        make()


# Answers


def test_forward_and_backward_of_a_pair():
    spec = Spec((double, double_backward), [Input("x")], reference=lambda x: x + x)
    assert array(answer(spec, "forward", [1, 2])["value"]).tolist() == [2, 4]
    assert array(answer(spec, "forward", [1, 2], reference=True)["value"]).tolist() == [2, 4]
    assert array(answer(spec, "backward", [1, 2], upstream=[3, 4])["gradients"][0]).tolist() == [6, 8]


@pytest.mark.parametrize(
    "value",
    [np.array(1.5), np.array([[np.nan, np.inf], [-np.inf, -0.0]]), np.zeros((0, 3)), np.array([1, 2], np.float32)],
)
def test_arrays_keep_their_bits_and_shape_on_the_way(value):
    there = array(json.loads(json.dumps(gradus_check._encode(value))))
    assert there.shape == value.shape and there.dtype == value.dtype and there.tobytes() == value.tobytes()


def test_arrays_may_be_nested_lists_or_say_their_shape():
    assert gradus_check._decode([["NaN", 1], ["-Infinity", 2]], np.dtype(float)).tolist()[1] == [-np.inf, 2]
    assert gradus_check._decode({"shape": [0, 3], "data": []}, np.dtype(float)).shape == (0, 3)
    assert gradus_check._decode(2, np.dtype("int64")) == 2


def test_attributes_come_back_as_they_were_given():
    seen = []
    attributes = [{"axis": (0, 1)}, {"axis": ()}]
    spec = Spec((lambda x, axis: seen.append(axis) or x, None), [Input("x")], attributes=attributes)
    answer(spec, "forward", 1, attribute=spec.describe()["attributes"][0])
    assert seen == [(0, 1)]


def test_inputs_have_the_dtype_of_their_description():
    seen = []
    inputs = [Input("x"), Input("i", (), Values.integers(0, 3), False, "int64")]
    answer(Spec((lambda x, i: seen.extend([x.dtype, i.dtype]) or x, None), inputs, dtype="float32"), "forward", 1, 2)
    assert seen == [np.float32, np.int64]


def test_float32_is_answered_in_float32():
    assert answer(Spec((double, None), [Input("x")], dtype="float32"), "forward", 1)["value"]["dtype"] == "float32"


def test_a_result_of_less_precision_is_an_error():
    error = answer(Spec((np.float32, None), [Input("x")]), "forward", 1)["error"]
    assert error["type"] == "TypeError" and "float32, though its inputs are float64" in error["message"]


def test_a_wrong_number_of_gradients_is_an_error():
    spec = Spec((np.add, lambda a, b, upstream: upstream), [Input("a"), Input("b")])
    assert "1 gradients for 2 inputs" in answer(spec, "backward", 1, 2, upstream=1)["error"]["message"]


def test_what_the_op_throws_is_an_answer():
    error = answer(Spec((np.linalg.inv, None), [Input("x")]), "forward", [[0.0]])["error"]
    assert error["type"] == "LinAlgError" and error["message"] == "Singular matrix" and "linalg" in error["trace"]


def test_an_input_that_is_changed_is_named():
    def in_place(x):
        x *= 2
        return x.copy()

    def upstream_in_place(x, upstream):
        upstream *= 2
        return upstream.copy()

    spec = Spec((in_place, upstream_in_place), [Input("x")])
    assert answer(spec, "forward", [1])["changed"] == ["x"]
    assert answer(spec, "backward", [1], upstream=[1])["changed"] == ["upstream"]
    assert "changed" not in answer(Spec((double, None), [Input("x")]), "forward", ["NaN"])


def test_memory_of_an_earlier_call_is_kept_and_a_view_is_not():
    def calls(forward):
        program = gradus_check._Program([Spec((forward, None), [Input("x")], name="f")])
        requests = [{"id": i, "message": "forward", "op": "f", "inputs": [[i, i]]} for i in range(3)]
        return [program.answer(request).get("kept") for request in requests]

    buffer, last, given = np.zeros(2), [np.zeros(2)], []

    def writes_to_the_earlier(x):
        last[0][:] = x
        last[0] = 2 * x
        return last[0]

    assert calls(lambda x: np.multiply(2, x, out=buffer)) == [None, True, True]
    assert calls(writes_to_the_earlier) == [None, True, True]
    assert calls(lambda x: (given.append(x), given[0])[1]) == [None, True, True]
    assert calls(lambda x: x[::-1]) == [None, None, None]


def test_a_layer_is_constructed_with_its_attribute_and_runs_backward_after_forward():
    class Scale:
        def __init__(self, factor):
            self.factor = factor

        def forward(self, x):
            self.x = x
            return self.factor * x

        def backward(self, upstream):
            return self.factor * upstream + 0 * self.x

    spec = Spec(Scale, [Input("x")], attributes=[{"factor": 3}])
    assert spec.name == "Scale"
    assert array(answer(spec, "forward", 2, attribute={"factor": 3})["value"]) == 6
    assert array(answer(spec, "backward", 2, upstream=5, attribute={"factor": 3})["gradients"][0]) == 15


def test_one_array_may_be_several_inputs():
    spec = Spec((lambda a, b: np.array(float(a is b)), None), [Input("a"), Input("b")])
    assert array(answer(spec, "forward", 1, 1, same=[0, 0])["value"]) == 1
    assert array(answer(spec, "forward", 1, 1)["value"]) == 0


def layers(encoded):
    return array(encoded).tolist()


def test_a_batch_is_answered_at_once():
    seen = []
    spec = Spec((lambda x: seen.append(x.shape) or 2 * x, double_backward), [Input("x")], reference=lambda x: x + x)
    assert layers(answer(spec, "forward", [[1, 2], [3, 4], [5, 6]], batch=3)["value"]) == [[2, 4], [6, 8], [10, 12]]
    assert seen == [(2,)] * 3
    assert layers(answer(spec, "forward", [1, 2], batch=2, reference=True)["value"]) == [2, 4]
    assert layers(answer(spec, "backward", [1, 2], upstream=[3, 4], batch=2)["gradients"][0]) == [6, 8]
    assert array(answer(spec, "forward", {"shape": [2, 0], "data": []}, batch=2)["value"]).shape == (2, 0)


def test_a_batch_has_null_for_an_input_without_a_derivative_and_one_array_for_equal_inputs():
    two = [Input("a"), Input("b", derivative=False)]
    spec = Spec((lambda a, b: np.array(float(a is b)), lambda a, b, u: (u * b, None)), two)
    assert answer(spec, "backward", [1, 2], [3, 4], upstream=[1, 1], batch=2)["gradients"][1] is None
    assert layers(answer(spec, "forward", [1, 2], [1, 2], batch=2, same=[0, 0])["value"]) == [1, 1]
    assert layers(answer(spec, "forward", [1, 2], [1, 2], batch=2)["value"]) == [0, 0]


def test_a_buffer_that_is_used_again_does_not_spoil_a_batch():
    buffer = np.zeros(1)
    spec = Spec((lambda x: np.multiply(2, x, out=buffer), None), [Input("x")])
    assert layers(answer(spec, "forward", [[1], [2]], batch=2)["value"]) == [[2], [4]]


def test_a_batch_fails_if_one_evaluation_does():
    refusing = Spec((lambda x: x if x > 1 else 1 // 0, None), [Input("x")])
    assert answer(refusing, "forward", [2, 1], batch=2)["error"]["type"] == "ZeroDivisionError"
    growing = Spec((lambda x: np.zeros(int(x)), None), [Input("x")])
    assert "differ in shape" in answer(growing, "forward", [1, 2], batch=2)["error"]["message"]


def test_a_slow_batch_is_answered_in_part(monkeypatch):
    monkeypatch.setattr(gradus_check, "_ENOUGH", -1)
    spec = Spec((double, None), [Input("x")])
    assert layers(answer(spec, "forward", [1, 2, 3], batch=3)["value"]) == [2]


def test_requests_that_belong_together_run_at_once():
    both = threading.Barrier(2, timeout=100)
    program = gradus_check._Program([Spec((lambda x: both.wait() + x, None), [Input("x")], name="f")])
    answers = program.answer_at_once([{"id": i, "message": "forward", "op": "f", "inputs": [1]} for i in (1, 2)])
    assert [given["id"] for given in answers] == [1, 2] and all("value" in given for given in answers)


def test_another_version_and_another_message_are_errors():
    spec = Spec((double, None), [Input("x")])
    assert answer(spec, "describe", versions=[1])["version"] == 1
    assert answer(spec, "describe", versions=[1, 2, 3])["version"] == 2
    assert "versions (1, 2)" in answer(spec, "describe", versions=[3])["error"]["message"]
    assert "does not know the message sing" in answer(spec, "sing")["error"]["message"]


# Processes


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """A fake checker that follows a plan."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").symlink_to(HERE / "fake_checker.py")
    jar = tmp_path / "gradus-check.jar"
    jar.touch()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setenv("GRADUS_CHECK_JAR", str(jar))
    return lambda plan: monkeypatch.setenv("FAKE_CHECKER", plan)


def test_a_check_returns_the_report_if_all_laws_hold(fake):
    fake("hold")
    report = check((double, double_backward), [Input("x")])
    assert report.text == "all hold" and report.broken == [] and report.laws["double"][0].status == "holds"


def test_a_broken_law_is_raised_with_the_report(fake):
    fake("double is wrong")
    with pytest.raises(BrokenLaw, match="^double is wrong$") as caught:
        check((double, double_backward), [Input("x")])
    assert [result.law for result in caught.value.report.broken] == ["GRADIENT"]
    assert isinstance(caught.value, AssertionError)


def test_a_refused_description_and_a_crash_are_told_apart(fake):
    fake("refuse")
    with pytest.raises(SpecError, match="unknown values"):
        check((double, double_backward), [Input("x")])
    fake("die")
    with pytest.raises(CheckerError, match="exit code 3 .*\n.*out of memory"):
        check((double, double_backward), [Input("x")])


def test_without_java_the_error_says_what_to_install(fake, monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(CheckerError, match="install Java 17"):
        check((double, double_backward), [Input("x")])


def test_an_op_that_hangs_is_reported_after_the_time_out(fake):
    fake("timeout")
    with pytest.raises(BrokenLaw, match="it does not answer"):
        check((lambda x: threading.Event().wait(), None), [Input("x")], timeout=0.5)


def test_interruption_ends_the_checker(fake, tmp_path):
    fake("hang")
    file = tmp_path / "interrupted.py"
    file.write_text(
        "import os, signal, gradus_check\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it\n"
        "gradus_check._FAREWELL = 0.1\n"
        "def forward(x):\n"
        "    print('asked', flush=True)\n"
        "    return x\n"
        "try:\n"
        "    gradus_check.check((forward, None), [gradus_check.Input('x')])\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted')\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    process = subprocess.Popen([sys.executable, file], env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "asked\n"
    child = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().strip()
    process.send_signal(signal.SIGINT)
    assert process.communicate()[0] == "interrupted\n"
    assert not Path(f"/proc/{child}").exists()


# The command and the plugin


FILE = """
from gradus_check import Input, Spec
doubled = Spec((lambda x: 2 * x, lambda x, upstream: 2 * upstream), [Input("x")])
"""


def test_the_command_checks_the_specs_of_a_file(fake, tmp_path, capsys):
    file = tmp_path / "my_ops.py"
    file.write_text(FILE)
    fake("doubled is wrong")
    assert main([str(file)]) == 1
    assert capsys.readouterr().out == "doubled is wrong\n"
    fake("hold")
    assert main([str(file)]) == 0
    file.write_text("")
    assert main([str(file)]) == 2
    assert "no gradus_check.Spec at the top level" in capsys.readouterr().err


def test_the_command_serves_a_checker(tmp_path):
    file = tmp_path / "my_ops.py"
    file.write_text(FILE + "print('loaded')\n")
    requests = '{"id": 1, "message": "describe", "versions": [1]}\n{"id": 2, "message": "quit"}\n'
    command = [sys.executable, "-m", "gradus_check", "--serve", file]
    served = subprocess.run(command, input=requests, cwd=HERE.parent, capture_output=True, text=True, check=True)
    described, ended = map(json.loads, served.stdout.splitlines())
    assert described["ops"][0]["name"] == "doubled" and ended == {"id": 2}


def test_the_plugin_makes_each_law_a_test(fake, tmp_path):
    (tmp_path / "test_ops.py").write_text(FILE)

    def run_pytest(plan):
        fake(plan)
        command = [sys.executable, "-m", "pytest", "-p", "gradus_check.pytest_plugin", "-p", "no:cacheprovider", "-v"]
        environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
        command += ["-k", "GRADIENT"]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True).stdout

    broken = run_pytest("doubled is wrong")
    assert "test_ops.py::doubled::GRADIENT FAILED" in broken
    assert "\ndoubled is wrong\n" in broken and "1 failed, 1 deselected" in broken
    assert "1 passed, 1 deselected" in run_pytest("hold")
