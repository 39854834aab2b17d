"""Every pattern of the text layer, against strings made to make patterns slow."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import zhenwang.pages
import zhenwang.text
from zhenwang.text import comparable
from zhenwang.text.characters import invisible, loose_marks
from zhenwang.text.edits import Rule
from zhenwang.text.folds import folds
from zhenwang.text.pinyin import bracketed

LENGTH, WHOLE_PAGE = 16_000, 60_000
NOISE = 0.02  # CPU seconds below which a ratio says nothing
ATTACKS = (
    " ", "\n", "(", "政", "政 ", "政(zheng)", "政(", "★", "政★ ", "&", "&amp;", "<", "<a", "<a ", '<a x="', '="', "='>",
    "=' \"", "鄂", "鄂 ", "鄂ICP", "鄂ICP备 ", "鄂公网安备 ", "1", "12345678 ", "网站标识码 ", "site_code=", "jiucuo",
    "?url=", "//@", "beian.gov.cn?", "bszs.conac.cn/", "门户网站", "网站", "网", "主办", "主办单位:", "版权所有 ", "据",
    "copyright", "a-", "_", "foot", "url( ", "display ", "<meta charset ", "<!--", "-->", "charset= ",
)  # fmt: skip


def _patterns() -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    yield from (invisible(), loose_marks(), bracketed().pattern, folds().marked, folds().several)
    yield from (comparable._among_han().pattern, comparable._beside_han().pattern)
    rooms = (zhenwang.text, zhenwang.pages)
    for module in (found for room in rooms for found in pkgutil.iter_modules(room.__path__, f"{room.__name__}.")):
        for value in vars(importlib.import_module(module.name)).values():
            value = value.pattern if isinstance(value, Rule) else value
            held = value if isinstance(value, tuple) else (value,)
            for entry in held:
                yield from (
                    one for one in (entry if isinstance(entry, tuple) else (entry,)) if isinstance(one, re.Pattern)
                )


PATTERNS = {pattern.pattern: pattern for pattern in _patterns()}


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 40


@pytest.mark.parametrize("length", [LENGTH, pytest.param(WHOLE_PAGE, marks=pytest.mark.soak)])
@pytest.mark.parametrize("attack", ATTACKS)
def test_P9_every_pattern_is_linear(attack: str, length: int) -> None:
    """Four times the text may cost four times the time and some noise; a quadratic pattern costs sixteen times."""
    for pattern in PATTERNS.values():
        if _cost(pattern, attack, length // 4, times=1) < NOISE / 16:
            continue  # even a quadratic one would stay below the noise at full length
        whole = _cost(pattern, attack, length)
        if whole > NOISE:
            assert whole < 9 * max(_cost(pattern, attack, length // 4), NOISE / 4), pattern.pattern[:80]


def test_P9_a_quadratic_pattern_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PATTERNS, "quadratic", re.compile(r"a.*b|a"))
    with pytest.raises(AssertionError):
        test_P9_every_pattern_is_linear("a-", LENGTH)


def _cost(pattern: re.Pattern[str] | re.Pattern[bytes], attack: str, length: int, times: int = 2) -> float:
    """CPU seconds of one search through an attack of that length, the best of ``times``."""
    text = attack * (length // len(attack))
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    costs = []
    for _ in range(times):
        started = time.process_time()
        for _ in pattern.finditer(subject):  # type: ignore[arg-type]  # each pattern gets text of its own kind
            pass
        pattern.match(subject)  # type: ignore[arg-type]  # as above
        costs.append(time.process_time() - started)
    return min(costs)


def _repeats_a_group_possessively(node: object) -> bool:
    """Whether a parsed pattern holds ``(...)++`` or the like around more than one character or class."""
    if isinstance(node, tuple) and len(node) == 2 and str(node[0]) == "POSSESSIVE_REPEAT":
        repeated = list(node[1][2])
        if len(repeated) != 1 or str(repeated[0][0]) in {"SUBPATTERN", "BRANCH"}:
            return True
    children = node if isinstance(node, (tuple, list)) else getattr(node, "data", ())
    return any(_repeats_a_group_possessively(child) for child in children)


def test_no_group_is_repeated_possessively() -> None:
    """Python before 3.11.5, Debian 12's own among them, drops characters there (gh-106052)."""
    parse = re._parser.parse  # type: ignore[attr-defined]  # the standard library's own reading of a pattern
    assert _repeats_a_group_possessively(parse("(?:a|bc)++"))
    assert not _repeats_a_group_possessively(parse(r"[a()*+]++x\)*"))
    assert not [text for text in PATTERNS if _repeats_a_group_possessively(parse(text))]
