"""Some functions of PyTorch, one of each kind, are not accused of anything."""

import pytest

pytest.importorskip("torch")
import torch_functions  # noqa: E402

from gradus_check import run  # noqa: E402

KINDS = "exp softmax normalize layer_norm maximum inv".split()
LAWS = ["GRADIENT", "LINEAR", "SECOND_ORDER", "SHARED_NODE", "KINKS"]


def test_right_functions_are_not_accused():
    report = run([torch_functions.SPECS[name] for name in KINDS], law=LAWS, seed=1, tries=2, shrink=False)
    assert report.broken == []
    assert {law.status for law in report.laws["exp"]} == {"holds", "skipped"}
