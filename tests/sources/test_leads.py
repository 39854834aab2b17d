from datetime import UTC, datetime

from zhenwang.domain.look import Look, Page, Script
from zhenwang.sources.leads import sightings

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_lead_says_from_which_look_and_by_which_words() -> None:
    page = Page("utf-8", "", (), "", "", "", "", scripts=(Script("", (), 'location.href="https://a.evil.top/in"'),))
    (seen,) = sightings(Look("x.top", "https://x.top/", NOW, page=page), "d" * 64, NOW)
    assert (seen.name, seen.source, seen.url) == ("a.evil.top", "lead", "https://a.evil.top/in")
    assert seen.locator == f"{'d' * 64} redirect: https://a.evil.top/in"
