"""Some functions of PyTorch, one of each kind, are not accused of anything."""

import pytest

pytest.importorskip("torch")
import torch_functions  # noqa: E402

from gradus_check import run  # noqa: E402

KINDS = "exp softmax normalize layer_norm maximum inv".split()
LAWS = ["GRADIENT", "LINEAR", "SECOND_ORDER", "SHARED_NODE", "KINKS"]


@pytest.mark.parametrize("name", KINDS)
def test_right_functions_are_not_accused(name):
    report = run([torch_functions.SPECS[name]], law=LAWS, seed=1, tries=20)
    assert report.broken == []
