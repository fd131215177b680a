"""Some functions of PyTorch, one of each kind, break only the laws that are known to find them."""

import pytest

pytest.importorskip("torch")
import torch_functions  # noqa: E402

from gradus_check import run  # noqa: E402

KINDS = "exp abs softmax normalize layer_norm maximum matmul max_pool1d inv".split()


@pytest.mark.parametrize("name", KINDS)
def test_only_what_is_known_is_found(name):
    report = run([torch_functions.SPECS[name]], seed=1, tries=10)
    assert {result.law for result in report.broken} == set(torch_functions.FINDINGS.get(name, ())), report.text
