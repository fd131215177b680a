"""The mutants of docs/mutants.md, ported: each is found by the law that finds its twin in Java, with the checker."""

import re
from pathlib import Path

import mutants
import pytest

PAGE = Path(__file__).resolve().parents[5] / "docs" / "mutants.md"

try:
    mutants.with_torch()
except ImportError:
    mutants.NO_MEANING["rule has no derivative of its own"] = "PyTorch is not installed"


def rows():
    """The names of the page's mutants with the sentence of the law that finds each."""
    lines = PAGE.read_text(encoding="utf-8").replace("\\|", "¦").splitlines()
    cells = [re.split(r" ?\| ?", line)[1:3] for line in lines if line.startswith("| ")]
    return {name.replace("¦", "|"): sentence for name, sentence in cells[1:]}


def test_every_mutant_of_the_page_is_ported_or_has_no_meaning_in_python():
    assert set(rows()) == set(mutants.MUTANTS) | set(mutants.NO_MEANING)


@pytest.mark.parametrize("name", mutants.MUTANTS)
def test_the_law_that_finds_its_twin_finds_it(name):
    result = mutants.verdict(name)
    assert result.status == "broken"
    assert result.sentence == rows()[name] or result.law == mutants.ANOTHER_LAW.get(name)
