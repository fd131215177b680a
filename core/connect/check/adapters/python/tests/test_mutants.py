"""The mutants of core/testkit/mutants.md, ported: each is found by the law that finds its twin in Java, with the checker."""

import os
import re
from pathlib import Path

import mutants
import mutants_of_calls
import mutants_of_numbers
import pytest

from gradus_check import laws

PAGE = Path(__file__).resolve().parents[6] / "core" / "testkit" / "mutants.md"
MODULES = [mutants, mutants_of_numbers, mutants_of_calls]
SAMPLE = 2


def rows():
    """The names of the page's mutants with the sentence of the law that finds each."""
    lines = PAGE.read_text(encoding="utf-8").replace("\\|", "¦").splitlines()
    cells = [re.split(r" ?\| ?", line)[1:3] for line in lines if line.startswith("| ")]
    return {name.replace("¦", "|"): sentence for name, sentence in cells[1:]}


try:
    import torch  # noqa: F401
except ImportError:
    NEED_TORCH = set(rows()) - set(mutants.MUTANTS) - set(mutants.NO_MEANING)
else:
    NEED_TORCH = set()
    for module in MODULES:
        module.with_torch()


def by_law():
    """The page's mutants by the law that must find them, without those that are ported to PyTorch if it is missing.

    Of each law these are a few, or all of them if the environment variable GRADUS_MUTANTS is "all".
    """
    names = {}
    for name in rows():
        if name in mutants.MUTANTS:
            names.setdefault(mutants.MUTANTS[name][1], []).append(name)
    most = None if os.environ.get("GRADUS_MUTANTS") == "all" else SAMPLE
    return {law: of_law[:most] for law, of_law in names.items()}


@pytest.mark.skipif(bool(NEED_TORCH), reason=f"without PyTorch these cannot be tried: {NEED_TORCH}")
def test_every_mutant_of_the_page_is_ported_or_has_no_meaning_in_python():
    assert set(rows()) - set(mutants.MUTANTS) - set(mutants.NO_MEANING) == set()


@pytest.fixture(autouse=True)
def as_much_time_as_the_tries_need(monkeypatch):
    """So that what is found depends on the number of tries, not on what else the machine does."""
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-Dgradus.seconds=3600")


@pytest.mark.parametrize("law", by_law())
def test_the_law_that_finds_their_twins_finds_them(law):
    names = by_law()[law]
    missed = [name for name, result in mutants.verdicts(law, names).items() if result.status != "broken"]
    assert missed == []
    wrong = [name for name in names if rows()[name] != laws()[law] and mutants.ANOTHER_LAW.get(name) != law]
    assert wrong == []
