from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhenwang
from zhenwang.domain.registry import MARK_KINDS, Marks
from zhenwang.lists.cells import MARK_READERS
from zhenwang.lists.site_list import read_registry
from zhenwang.registry.jurisdictions import JurisdictionError, read_jurisdiction

SEEDS = Path(zhenwang.__file__).parent.parent / "seeds"
PACKS = sorted((SEEDS / "jurisdictions").glob("*.toml"))
US = (SEEDS / "jurisdictions" / "us.toml").read_text(encoding="utf-8")
CN = (SEEDS / "jurisdictions" / "cn-hubei.toml").read_text(encoding="utf-8")
NOT_SHIPPED = {"us": ["current-full.csv"]}
MARK = '[[marks]]\nkind = "icp"\nname = "备案号"\nname_en = "record"\npattern = "{}"\n'


def wrong(text: str) -> str:
    with pytest.raises(JurisdictionError) as caught:
        read_jurisdiction(text, "xx.toml")
    return str(caught.value)


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_every_pack_that_ships_can_be_read_and_its_files_are_there(path: Path) -> None:
    pack = read_jurisdiction(path.read_text(encoding="utf-8"), path.name)
    assert pack.id == path.stem
    named = [*pack.registries, *pack.further_lists, *filter(None, (pack.authorities, pack.legal_basis))]
    assert [name for name in named if not (SEEDS / name).is_file()] == NOT_SHIPPED.get(pack.id, [])


def test_hubei_has_its_four_marks_and_suffixes_as_a_labels() -> None:
    pack = read_jurisdiction(CN, "cn-hubei.toml")
    assert pack.suffixes == ("gov.cn", "xn--zfr164b")
    assert tuple(mark.kind for mark in pack.marks) == MARK_KINDS
    assert read_jurisdiction(US, "us.toml").marks == ()


def test_marks_of_the_pack_and_of_the_lists_have_the_same_shape() -> None:
    pack = read_jurisdiction(CN, "cn-hubei.toml")
    for kind, value in (
        ("site_code", "4200000093"),
        ("site_code", "bm05000001"),
        ("icp", "鄂ICP备05011090号-1"),
        ("psb", "鄂公网安备42010602000665号"),
        ("conac", "0123456789ABCDEF0123456789ABCDEF"),
    ):
        mark = pack.mark(kind)
        assert mark is not None
        assert mark.problem(value) == ""
        assert MARK_READERS[kind](value) == (value, "")
        assert mark.problem(value[:-1]).startswith("不符合")


def test_every_mark_of_the_list_that_ships_fits_the_pack() -> None:
    pack = read_jurisdiction(CN, "cn-hubei.toml")
    with (SEEDS / "official_sites.csv").open(encoding="utf-8-sig", newline="") as lines:
        sites, _ = read_registry(lines, "official_sites.csv")
    marks = {mark for site in sites if site.marks != Marks() for mark in site.marks.all()}
    assert len(marks) > 10
    assert not [(kind, value) for kind, value in marks if (known := pack.mark(kind)) is None or known.problem(value)]


def test_a_placeholder_is_refused_though_its_shape_is_right() -> None:
    mark = read_jurisdiction(CN, "cn-hubei.toml").mark("site_code")
    assert mark is not None
    assert mark.problem("0000000000") == "占位数字，不是真实的标识码"


@pytest.mark.parametrize("key", sorted(tomllib.loads(US).keys() - {"further_lists"}))
def test_a_key_that_is_missing_is_named(key: str) -> None:
    text = "\n".join(line for line in US.splitlines() if not line.startswith(f"{key} "))
    assert wrong(text) == f"xx.toml: `{key}` is missing"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "us"', 'id = "United States"', "country code in small letters"),
        ('id = "us"', "id = 1", "`id` must be a text"),
        ('id = "us"', 'id = "us"\nsurprise = 1', "`surprise` is not a key of a pack"),
        ("en = ", "fr = ", "`names` must hold a name under `zh` and one under `en`"),
        ("America/New_York", "Mars/Olympus", "no IANA time zone"),
        ('["en", "es"]', "[]", "at least one language"),
        ('["en", "es"]', '["English!"]', "no language tag"),
        ("protected_suffixes = []", 'protected_suffixes = ["gov us"]', "no suffix of a host name"),
        ("protected_suffixes = []", "protected_suffixes = [1]", "must be a list of texts"),
        ('["current-full.csv"]', '["../../etc/passwd"]', "no file beside the pack"),
        ('["services.csv",', '["hosts.csv",', "must be called one of site_hosts.csv"),
        ('authorities = ""', 'authorities = "/etc/passwd"', "no file beside the pack"),
        ("marks = []", 'marks = "none"', "must be a list of tables"),
        ("marks = []", "marks = [{ kind = 1 }]", "must hold `kind`, `name`, `name_en` and `pattern`"),
        ("marks = []", 'marks = []\nlimbs = { c = "art-1" }', "`limbs` may hold the key of an article"),
        ("marks = []", "marks = []\nlimbs = { a = 31 }", "`limbs` may hold the key of an article"),
        ('id = "us"', 'id = "us', "not TOML"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, said: str) -> None:
    assert old in US
    assert said in wrong(US.replace(old, new, 1))


def test_everything_that_is_wrong_is_said_at_once() -> None:
    said = wrong(US.replace("America/New_York", "Mars").replace('["en", "es"]', "[]"))
    assert "time zone" in said
    assert "language" in said


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|b)*c", "(?=a)", r"(a)\\1", "(a){2,}", "[", "a" * 201])
def test_a_pattern_that_could_take_forever_is_refused(pattern: str) -> None:
    text = US.replace("marks = []\n", "") + MARK.format(pattern)
    assert "`marks` 1:" in wrong(text)


def test_a_mark_kind_is_a_known_one_and_given_once() -> None:
    text = US.replace("marks = []\n", "")
    assert "each once" in wrong(text + MARK.format("a") * 2)
    assert "must be one of site_code, icp, psb, conac or a word" in wrong(text + MARK.format("a").replace("icp", "A B"))
    assert "give every repetition an end" in wrong(text + MARK.format("[0-9*]{3}[a-z]+").replace("icp", "duns"))
    assert read_jurisdiction(text + MARK.format("[0-9*+]{1,9}").replace("icp", "duns"), "xx.toml").mark("duns")
    assert read_jurisdiction(text + MARK.format("a"), "xx.toml").marks[0].pattern == "a"


def test_a_giant_is_refused() -> None:
    assert "no pack needs" in wrong("#" * 100_000)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_the_file_named(text: str) -> None:
    assert wrong(text).startswith("xx.toml: ")
