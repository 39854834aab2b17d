import pytest

from zhenwang.domain.look import Page, Script
from zhenwang.pages.jumps import MAX_JUMPS, Jump, jumps

AWAY = "https://a.evil.top/x"


def jumps_of(*texts: str, handler: str = "") -> tuple[Jump, ...]:
    attributes = (("handler", handler),) if handler else ()
    return jumps(Page("utf-8", "", (), "", "", "", "", scripts=tuple(Script("", attributes, text) for text in texts)))


@pytest.mark.parametrize(
    "script",
    [
        f'location.href="{AWAY}"',
        f"window.location = '{AWAY}'",
        f"top.location.replace(`{AWAY}`)",
        f'document.location.assign("{AWAY}")',
        f'window["location"]["href"]="{AWAY}"',
        f'const l=location;l.href="{AWAY}"',
        f'var u="{AWAY}";self.location=u;',
        f'function go(){{location.href="{AWAY}"}} setTimeout(go,100)',
        f"setTimeout(\"location.href='{AWAY}'\",100)",
        f'window.open("{AWAY}","_self")',
        f"document.write(\"<meta http-equiv='refresh' content='0;url={AWAY}'>\")",
    ],
)
def test_every_way_off_the_page(script: str) -> None:
    (jump,) = jumps_of(script)
    assert (jump.target, jump.asks, jump.disguised) == (AWAY, "", False)
    assert jump.snippet in script


@pytest.mark.parametrize(
    "script",
    [
        'if(location.href=="https://a.evil.top/"){}',
        "var here = location.href;",
        'function go(){location.href="https://a.evil.top/"}',
        '$("#a").click(function(){location.href="https://a.evil.top/"})',
        '$(document).on("click",".b",()=>{location.href="https://a.evil.top/"})',
        'window.open("https://a.evil.top/")',
        "",
    ],
)
def test_what_waits_for_a_click_or_only_reads_is_no_jump(script: str) -> None:
    assert not [jump for jump in jumps_of(script) if jump.target]


def test_handlers_count_when_nobody_must_click() -> None:
    assert jumps_of(f'location.href="{AWAY}"', handler="onload")
    assert not jumps_of(f'location.href="{AWAY}"', handler="onclick")


def test_whom_it_asks_first() -> None:
    assert jumps_of(f'if(/baidu/.test(document.referrer))location="{AWAY}"')[0].asks == "search"
    assert jumps_of(f'if(!/spider/.test(navigator.userAgent))location="{AWAY}"')[0].asks == "spider"
    assert jumps_of(f'if(/iPhone/.test(navigator.userAgent))location="{AWAY}"')[0].asks == "phone"


def test_M3_ten_thousand_jumps_are_read_in_part() -> None:
    assert len(jumps_of(*([f'location.href="{AWAY}";' * 100] * 500))) == MAX_JUMPS
