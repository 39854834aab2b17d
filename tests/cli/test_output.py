"""What the command line prints cannot steer the terminal that shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zhenwang.cli.output import err, out, tamed

HOSTILE = {"\x9b31m": "⟦U+009B⟧31m", "\x1b[31m": "⟦U+001B⟧[31m", "\u202e": "⟦U+202E⟧", "\u2028": "⟦U+2028⟧"}


@pytest.mark.parametrize(("text", "shown"), HOSTILE.items())
def test_W13_W4_control_and_direction_characters_are_told_and_not_sent(
    text: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out.print(f"a{text}b", markup=False)
    err.print(f"a{text}b", markup=False)
    said = capsys.readouterr()
    assert (said.out, said.err) == (f"a{shown}b\n", f"a{shown}b\n")


@pytest.mark.parametrize("text", ["湖北省　人民政府", "a\tb\nc", "Pôle\xa0emploi", "👍", "\udcff"])
def test_what_people_write_stays(text: str) -> None:
    assert tamed(text) == text


def test_W13_a_name_of_a_list_is_shown_harmless_beside_its_match(
    zhenwang: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "r.csv"
    file.write_text("name,domain\nInternal \x9b31mRevenue\u202e Service,www.irs.gov\n", "utf-8")
    code, said, _ = zhenwang("match", "www-irs-gov.refund.example", "--registry", str(file))
    assert code == 0
    assert "Internal ⟦U+009B⟧31mRevenue⟦U+202E⟧ Service" in said
