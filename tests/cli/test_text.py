"""``zhenwang text``: comparable text of whatever comes in on standard input."""

import codecs
import contextlib
import json
import subprocess
import sys

import pytest

from tests.cli.conftest import Run
from zhenwang.cli import text as command
from zhenwang.text.comparable import comparable

PAGE = "歡迎訪問湖(hú)北★省政府網(wǎng)站,政府信息公開第1號。\n"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16"])
def test_the_charset_of_the_input_is_found_out(zhenwang: Run, charset: str) -> None:
    page = PAGE.replace("(hú)", "").replace("(wǎng)", "").replace("★", "") if charset == "big5hkscs" else PAGE
    code, said, _ = zhenwang("text", given=page.encode(charset))
    assert (code, said) == (0, "欢迎访问湖北省政府网站,政府信息公开第1号。\n")


def test_a_charset_that_is_given_is_used_and_one_that_nobody_reads_is_refused(zhenwang: Run) -> None:
    assert zhenwang("text", "--charset", "koi8-r", given="сайт".encode("koi8-r"))[1] == "сайт\n"
    code, said, told = zhenwang("text", "--charset", "utf-7", given=b"+ADw-")
    assert (code, said) == (2, "")
    assert "utf-7" in told


def test_a_long_text_is_the_same_whether_held_or_not(zhenwang: Run) -> None:
    page = PAGE * 12_000
    assert zhenwang("text", given=page.encode("gb18030"))[1] == comparable(page) + "\n"


def test_the_charset_is_told_by_the_first_that_is_no_ascii(zhenwang: Run) -> None:
    head = "Contents 2018\n" * 6_000
    assert zhenwang("text", given=(head + PAGE).encode("gb18030"))[1] == comparable(head + PAGE) + "\n"


def test_json_tells_where_each_character_came_from(zhenwang: Run) -> None:
    code, said, _ = zhenwang("text", "--json", "--masked", given="湖(hú)北★省教育局局长王海".encode())
    found = json.loads(said)
    assert code == 0
    assert found["charset"] == "utf-8"
    assert found["comparable"] == "湖北省教育局局长王海"
    assert found["masked"] == "⌂⚑局长☻"
    assert found["map"] == [[0, 1, 0, 1], [1, 2, 5, 6], [2, 10, 7, 15]]


def test_names_and_figures_are_masked(zhenwang: Run) -> None:
    assert zhenwang("text", "--masked", given="湖北省教育局2018年".encode())[1] == "⌂⚑⌗\n"


def test_what_must_be_held_as_a_whole_is_bounded(zhenwang: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "MOST_TRACED", 10)
    code, said, told = zhenwang("text", "--json", given=b"x" * 11)
    assert (code, said) == (2, "")
    assert "larger" in told


def test_nothing_and_hostile_bytes_are_text(zhenwang: Run) -> None:
    assert zhenwang("text", given=b"")[:2] == (0, "\n")
    assert zhenwang("text", "--json", given=b"\xff\xfe\x00\xd8\xff")[0] == 0
    assert zhenwang("text", given=codecs.BOM_UTF8 + b"\xed\xa0\x80\x00&#" + b"1" * 9_000)[0] == 0


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = "import sys; from zhenwang.cli import main; sys.argv = ['zhenwang', 'text']; main()"
    lines = ("政府网站管理办法由省市县三级政府门户网站组成。\n" * 60_000).encode()
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            running.stdin.write(lines)
            running.stdin.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0
