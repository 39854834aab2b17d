"""A round's report: what a person must see in one sentence each, and never our own network's fault as a site's."""

from __future__ import annotations

from datetime import UTC, datetime

from zhenwang.domain.baseline import Drift
from zhenwang.domain.look import Gap
from zhenwang.domain.observation import Observation
from zhenwang.rounds.captures import Capture
from zhenwang.rounds.report import TOLD, Round
from zhenwang.store.findings import Kept

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def capture(host: str, standing: str, **more: object) -> Capture:
    return Capture(host, f"{host}的名称", standing, f"https://{host}/", NOW, **more)  # type: ignore[arg-type]  # as given


def saw(host: str, final: str | None = None) -> Observation:
    return Observation(host, NOW, final_host=host if final is None else final, reachable=final != "")


def test_R6_what_was_refused_held_or_not_seen_is_one_sentence_each() -> None:
    captures = (
        capture("a.gov.cn", "kept", drift=Drift(0.9, 1.0, 7.0, much=False)),
        capture("b.gov.cn", "held", drift=Drift(0.1, 0.2, 7.0, much=True)),
        capture("c.gov.cn", "refused", reasons=(Gap("nameless", "no name"), Gap("shell", "empty"))),
        capture("d.gov.cn", "unseen", reasons=(Gap("unseen", "timeout"),)),
    )
    told = Round(captures, 2, tuple(saw(one.site) for one in captures), Kept(fresh=3, again=4, returned=1, gone=2))
    refused, unseen = (next(one for one in told.remarks if host in one) for host in ("c.gov.cn", "d.gov.cn"))
    held = next(one for one in told.remarks if "b.gov.cn" in one)
    assert ("10% of its text" in held, "--accept" in held, "no name" in refused) == (True, True, True)
    assert unseen == "1 official sites were not seen: d.gov.cn"
    assert len(told.remarks) == 3
    assert told.failures == ()
    counts = told.counts()
    assert (counts["official"], counts["looked"], counts["seen"], counts["retired"]) == (4, 6, 3, 2)
    assert (counts["kept"], counts["held"], counts["refused"], counts["unseen"]) == (1, 1, 1, 1)
    assert (counts["findings"], counts["findings_new"], counts["findings_gone"]) == (8, 4, 2)
    assert "4 official sites: 1 kept, 1 held, 1 refused, 1 not seen" in told.in_one_line()
    assert all(sentence in told.as_markdown() for sentence in told.remarks)


def test_when_nobody_answered_it_is_our_network() -> None:
    captures = tuple(capture(f"a{n}.gov.cn", "unseen") for n in range(3))
    told = Round(captures, 0, tuple(saw(one.site, "") for one in captures))
    assert "our network" in told.failures[0]


def test_when_everybody_led_to_one_place_it_lies_between_us_and_them() -> None:
    captures = tuple(capture(f"a{n}.gov.cn", "refused", reasons=(Gap("elsewhere", "x"),)) for n in range(9))
    led = Round(captures, 0, tuple(saw(one.site, "login.portal.example") for one in captures))
    assert "led to login.portal.example" in led.failures[0]
    own = Round(captures, 0, tuple(saw(one.site, f"www.{one.site}") for one in captures))
    assert own.failures == ()


def test_a_week_with_much_to_tell_is_cut_with_a_word() -> None:
    captures = tuple(capture(f"a{n}.gov.cn", "refused", reasons=(Gap("shell", "x"),)) for n in range(TOLD + 30))
    remarks = Round(captures, 0, tuple(saw(one.site) for one in captures)).remarks
    assert len(remarks) == TOLD + 1
    assert "30 more" in remarks[-1]


def test_a_round_without_anything_due_says_so() -> None:
    assert "nothing was due" in Round().remarks[0]
    assert Round().failures == ()
