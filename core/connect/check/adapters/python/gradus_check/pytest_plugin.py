"""The pytest plugin: a `gradus_check.Spec` at the top level of a test file is collected, with a test for each law."""

from __future__ import annotations

import threading
from typing import Any, Dict, Iterator, Optional

import pytest

from gradus_check import BrokenLaw, LawResult, Report, Spec, laws, run


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("gradus")
    group.addoption("--gradus-seed", type=int, help="draw the cases of this seed")
    group.addoption("--gradus-tries", type=int, help="try each law this often")
    group.addoption("--gradus-timeout", type=float, default=30, help="seconds that one call of an op may take")


def pytest_pycollect_makeitem(collector: Any, name: str, obj: Any) -> Optional[SpecCollector]:
    if isinstance(obj, Spec) and isinstance(collector, pytest.Module):
        obj.name_by_default(name)
        return SpecCollector.from_parent(collector, name=name, spec=obj)
    return None


class SpecCollector(pytest.Collector):
    """The laws of one spec. They are checked together, from when the first of them is run."""

    def __init__(self, spec: Spec, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.spec = spec
        self.results: Dict[str, LawResult] = {}
        self.checking: Optional[threading.Thread] = None
        self.arrived = threading.Condition()
        self.has_ended = False
        self.failure: Optional[Exception] = None

    def collect(self) -> Iterator[LawItem]:
        for law in laws():
            yield LawItem.from_parent(self, name=law)

    def result(self, law: str) -> LawResult:
        """The result of a law, which is checked with all others that this session runs; waits until it is there."""
        if self.checking is None:
            self.checking = threading.Thread(target=self._check, daemon=True)
            self.checking.start()
        with self.arrived:
            self.arrived.wait_for(lambda: law in self.results or self.has_ended)
        if law not in self.results:
            raise self.failure or RuntimeError(f"the checker says nothing about {law}")
        return self.results[law]

    def _check(self) -> None:
        option = self.config.getoption
        try:
            report = run(
                [self.spec],
                law=[item.name for item in self.session.items if item.parent is self],
                seed=option("--gradus-seed"),
                tries=option("--gradus-tries"),
                timeout=option("--gradus-timeout"),
                on_result=self._note,
            )
            for result in report.laws[self.spec.name]:
                self._note(self.spec.name, result)
        except Exception as failure:
            self.failure = failure
        with self.arrived:
            self.has_ended = True
            self.arrived.notify_all()

    def _note(self, op: str, result: LawResult) -> None:
        with self.arrived:
            self.results[result.law] = result
            self.arrived.notify_all()


class LawItem(pytest.Item):
    """The test that a spec obeys one law."""

    parent: SpecCollector

    def runtest(self) -> None:
        result = self.parent.result(self.name)
        if result.status == "skipped":
            pytest.skip(result.text)
        if result.status == "broken":
            raise BrokenLaw(Report({self.parent.spec.name: [result]}, result.text))

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, BrokenLaw):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> Any:
        return self.path, None, f"{self.parent.name}: {laws()[self.name]}"
