from __future__ import annotations

from tests.store.made import NOW
from zhenwang.domain.report import Report


def test_the_reference_does_not_tell_the_receipt() -> None:
    report = Report("a" * 32, NOW, ())
    assert len(report.reference) == 16
    assert report.reference not in report.receipt
