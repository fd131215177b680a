"""Functions of PyTorch break no laws, but those that the table of known findings names."""

import pytest
import torch_functions

from gradus_check import run


@pytest.mark.parametrize("name", torch_functions.SPECS)
def test_only_what_is_known_is_found(name):
    report = run([torch_functions.SPECS[name]], seed=1, tries=50)
    assert {result.law for result in report.broken} == set(torch_functions.FINDINGS.get(name, ())), report.text
