"""Jurisdiction packs are read strictly: a pack that is half understood would protect half a country."""

from __future__ import annotations

import re
import tomllib
import zoneinfo
from collections.abc import Iterator, Mapping

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.jurisdiction import OWN_MARK, Jurisdiction, MarkKind, MarkRule
from zhenwang.domain.registry import MARK_KINDS

MAX_PACK = 65_536  # characters
MAX_PATTERN = 200

_KEYS = {
    "id", "names", "registries", "protected_suffixes", "languages", "marks", "authorities", "legal_basis", "calendar",
    "timezone", "region_codes",
}  # fmt: skip
_OPTIONAL = {"further_lists", "limbs"}
_FURTHER_LISTS = (
    "site_hosts.csv", "retired_hosts.csv", "contacts.csv", "site_status.csv", "marks_without_host.csv",
    "division_codes.csv", "exemptions.csv", "signal_basis.csv", "services.csv", "mark_looks.csv",
    "workday_overrides.csv", "clocks.csv", "sources.csv",
)  # fmt: skip
_ID = re.compile(r"[a-z]{2}(?:-[a-z0-9]{1,20})?\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
_FILE = re.compile(r"(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]{0,120}\Z")
# A repeated group, a look-around or a back-reference can take forever on a hostile page.
_ONE_CHARACTER = re.compile(r"\\.|\[[^\]]*\]")
_ENDLESS = re.compile(r"[*+]|,\}")
_UNBOUNDED = re.compile(r"\)[*+{]|\(\?(?!:)|\\[1-9]")


class JurisdictionError(ValueError):
    """The pack cannot be used; the message names the file and every key that is wrong."""


def read_jurisdiction(text: str, file: str) -> Jurisdiction:
    """Read a pack (TOML). Raises ``JurisdictionError`` with everything that is wrong with it, not only the first."""
    if len(text) > MAX_PACK:
        raise JurisdictionError(f"{file}: longer than {MAX_PACK} characters, which no pack needs")
    try:
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise JurisdictionError(f"{file}: not TOML: {problem}") from problem
    wrong = list(_problems(given))
    if wrong:
        raise JurisdictionError(f"{file}: {'; '.join(wrong)}")
    return Jurisdiction(
        given["id"],
        given["names"]["zh"],
        given["names"]["en"],
        tuple(given["registries"]),
        tuple(_suffix(suffix) for suffix in given["protected_suffixes"]),
        tuple(given["languages"]),
        tuple(_mark(mark) for mark in given["marks"]),
        given["authorities"],
        given["legal_basis"],
        given["calendar"],
        given["timezone"],
        given["region_codes"],
        tuple(given.get("further_lists", ())),
        dict(given.get("limbs", {})),
    )


def _problems(given: Mapping[str, object]) -> Iterator[str]:
    missing, unknown = _KEYS - given.keys(), given.keys() - _KEYS - _OPTIONAL
    yield from (f"`{key}` is missing" for key in sorted(missing))
    yield from (f"`{key}` is not a key of a pack" for key in sorted(unknown))
    if missing:
        return
    for key in ("id", "authorities", "legal_basis", "calendar", "timezone", "region_codes"):
        if not isinstance(given[key], str):
            yield f"`{key}` must be a text"
    for key in ("registries", "protected_suffixes", "languages", "further_lists"):
        if not _is_texts(given.get(key, [])):
            yield f"`{key}` must be a list of texts"
    names = given["names"]
    if not isinstance(names, dict) or names.keys() != {"zh", "en"} or not all(map(_is_text, names.values())):
        yield "`names` must hold a name under `zh` and one under `en`"
    limbs = given.get("limbs", {})
    if not isinstance(limbs, dict) or not limbs.keys() <= {"a", "b"} or not all(map(_is_text, limbs.values())):
        yield "`limbs` may hold the key of an article under `a` and under `b`, and nothing else"
    yield from _wrong_values(given)
    yield from _wrong_marks(given["marks"])


def _wrong_values(given: Mapping[str, object]) -> Iterator[str]:
    if not _ID.match(str(given["id"])):
        yield f"`id` {given['id']!r} must be a country code in small letters, as `us` or `cn-hubei`"
    if not _is_zone(str(given["timezone"])):
        yield f"`timezone` {given['timezone']!r} is no IANA time zone such as Asia/Shanghai"
    if not given["languages"]:
        yield "`languages` must name at least one language"
    yield from (
        f"`languages`: {tag!r} is no language tag such as zh-Hans"
        for tag in _texts(given, "languages")
        if not _LANGUAGE.match(tag)
    )
    yield from (
        f"`protected_suffixes`: {suffix!r} is no suffix of a host name"
        for suffix in _texts(given, "protected_suffixes")
        if not _suffix(suffix)
    )
    further = _texts(given, "further_lists")
    files = [*_texts(given, "registries"), *further, *(str(given[key]) for key in ("authorities", "legal_basis"))]
    yield from (f"{file!r} is no file beside the pack or the seeds" for file in files if file and not _FILE.match(file))
    yield from (
        f"`further_lists`: {file!r} must be called one of {', '.join(_FURTHER_LISTS)}"
        for file in further
        if file.rpartition("/")[2] not in _FURTHER_LISTS
    )


def _wrong_marks(marks: object) -> Iterator[str]:
    if not isinstance(marks, list) or not all(isinstance(mark, dict) for mark in marks):
        yield "`marks` must be a list of tables, `marks = []` when there are none"
        return
    kinds = [mark.get("kind") for mark in marks]
    for number, mark in enumerate(marks, start=1):
        place = f"`marks` {number}"
        if mark.keys() - {"rules"} != {"kind", "name", "name_en", "pattern"} or not all(
            _is_text(mark[key]) for key in ("kind", "name", "name_en", "pattern")
        ):
            yield f"{place} must hold `kind`, `name`, `name_en` and `pattern`, and may hold `rules`"
            continue
        if not OWN_MARK.fullmatch(mark["kind"]) or kinds.count(mark["kind"]) > 1:
            yield f"{place}: `kind` must be one of {', '.join(MARK_KINDS)} or a word of one's own as vat_id, each once"
        rules = mark.get("rules", [])
        if not isinstance(rules, list) or not all(_is_rule(rule) for rule in rules):
            yield f"{place}: every rule must hold the texts `unless` and `says`"
            continue
        for pattern in (mark["pattern"], *(rule["unless"] for rule in rules)):
            if problem := _pattern_problem(pattern):
                yield f"{place}: {pattern[:40]!r} {problem}"
        if mark["kind"] not in MARK_KINDS and _ENDLESS.search(_ONE_CHARACTER.sub("", mark["pattern"])):
            yield f"{place}: {mark['pattern'][:40]!r} is sought on pages: give every repetition an end, as {{1,9}}"


def _pattern_problem(pattern: str) -> str:
    if len(pattern) > MAX_PATTERN:
        return f"is longer than {MAX_PATTERN} characters"
    if _UNBOUNDED.search(pattern):
        return "repeats a group, looks around or refers back, which can take forever"
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as problem:
        return f"is no regular expression: {problem}"
    return ""


def _suffix(text: str) -> str:
    """A suffix as A-labels; empty when it cannot be one."""
    host = parse_host(f"x.{text}")
    return host.ascii.removeprefix("x.") if isinstance(host, Host) else ""


def _mark(given: Mapping[str, object]) -> MarkKind:
    rules = given.get("rules", [])
    return MarkKind(
        str(given["kind"]),
        str(given["name"]),
        str(given["name_en"]),
        str(given["pattern"]),
        tuple(MarkRule(rule["unless"], rule["says"]) for rule in rules) if isinstance(rules, list) else (),
    )


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return False
    return True


def _texts(given: Mapping[str, object], key: str) -> list[str]:
    values = given.get(key)
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _is_rule(rule: object) -> bool:
    return isinstance(rule, dict) and rule.keys() == {"unless", "says"} and all(map(_is_text, rule.values()))


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
