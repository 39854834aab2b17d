"""``zhenwang registry import`` as an officer meets it: nothing happens by itself, and nothing by halves."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from zhenwang import registry_in_use, runtime
from zhenwang.settings import Settings
from zhenwang.store import registry_versions, revisions

Run = Callable[..., tuple[int, str, str]]
SIGNED = ("--apply", "--who", "王芳", "--why", "三季度名录")
HEADER = "网站标识码,网站名称,网站地址\n"
ROWS = (
    "4202000001,黄石市人力资源和社会保障局,http://rsj.huangshi.gov.cn/\n",
    "4202000002,黄石市民政局,http://mzj.huangshi.gov.cn/\n",
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "official_sites.csv").write_text(
        "name,domain,region_code,sources\n黄石市人民政府,www.huangshi.gov.cn,420200,shipped\n", encoding="utf-8"
    )
    monkeypatch.setenv("ZHENWANG_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("ZHENWANG_SEEDS", str(seeds))
    monkeypatch.setenv("ZHENWANG_PLAN", "files")
    return Settings()


@pytest.fixture
def run(zhenwang: Run, settings: Settings) -> Run:
    return partial(zhenwang, "registry", "import")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    def write(*rows: str, name: str = "national.csv") -> str:
        path = tmp_path / name
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        return str(path)

    return write


def hosts(settings: Settings) -> set[str]:
    return set(runtime.load_registry(settings).sites)


def test_without_apply_nothing_is_changed_and_no_store_is_created(run: Run, write, settings: Settings) -> None:
    code, said, _ = run(write(*ROWS))
    assert code == 0
    assert "rows: 2 accepted" in said
    assert "difference: 2 added, 0 changed, 0 conflicting, 0 vanished" in said
    assert "mzj.huangshi.gov.cn  黄石市民政局" in said
    assert "--apply --who NAME --why TEXT" in said
    assert not settings.var.exists()


def test_applying_is_signed_and_the_registry_in_use_holds_the_list(run: Run, write, settings: Settings) -> None:
    code, _, said = run(write(*ROWS), "--apply", "--who", "王芳")
    assert (code, hosts(settings)) == (2, {"www.huangshi.gov.cn"})
    assert "--who and --why" in said
    file = write(*ROWS)
    code, out, said = run(file, *SIGNED)
    assert (code, said) == (0, "")
    assert "applied as revision 1" in out
    assert hosts(settings) == {"www.huangshi.gov.cn", "rsj.huangshi.gov.cn", "mzj.huangshi.gov.cn"}
    with registry_in_use.opened_store(settings) as store:
        (revision,) = revisions.all_revisions(store)
        registry = runtime.load_registry_with(settings, store)
        assert (revision.who, revision.why, revision.source) == ("王芳", "三季度名录", "national")
        assert store.blobs.get(revision.digest) == Path(file).read_bytes()
        assert registry.version == revision.after
        kept = registry_versions.content(store, registry.version)
        assert kept is not None
        assert len(kept.sites) == 3


def test_the_same_file_twice_changes_nothing(run: Run, write, settings: Settings) -> None:
    run(write(*ROWS), *SIGNED)
    code, said, _ = run(write(*ROWS), *SIGNED)
    assert (code, "nothing to change" in said) == (0, True)
    with registry_in_use.opened_store(settings) as store:
        assert revisions.newest(store) == 1


def test_rejected_rows_are_shown_and_the_others_are_used(run: Run, write, settings: Settings) -> None:
    code, said, _ = run(write(*ROWS, "4202000003,黄石市教育局,无\n"), *SIGNED)
    assert code == 1
    assert "1 rejected" in said
    assert "national.csv:4" in said
    assert "1 rows were rejected and change nothing; the other rows are used" in said
    assert "mzj.huangshi.gov.cn" in hosts(settings)


def test_a_file_that_cannot_be_used_is_said_in_one_sentence(run: Run, tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    for name in ("empty.csv", "missing.csv"):
        code, said, wrong = run(str(tmp_path / name), *SIGNED)
        assert (code, said, len(wrong.splitlines())) == (2, "", 1)
    assert hosts(settings) == {"www.huangshi.gov.cn"}


def test_a_list_that_is_cut_off_is_not_applied_without_the_exact_number(run: Run, write, settings: Settings) -> None:
    run(write(*ROWS), *SIGNED)
    code, said, wrong = run(write(ROWS[0]))
    assert (code, "1 vanished" in said) == (0, True)
    assert "warning: 1 of the 2 sites" in wrong
    for words in ((), ("--yes-vanish", "2")):
        code, _, wrong = run(write(ROWS[0]), *SIGNED, *words)
        assert code == 1
        assert "--yes-vanish 1. Nothing was changed" in wrong
    assert "mzj.huangshi.gov.cn" in hosts(settings)
    code, _, _ = run(write(ROWS[0]), *SIGNED, "--yes-vanish", "1")
    registry = runtime.load_registry(settings)
    assert (code, registry.owner("mzj.huangshi.gov.cn")) == (0, None)
    assert registry.retired["mzj.huangshi.gov.cn"].name == "黄石市民政局"
    with registry_in_use.opened_store(settings) as store:
        watched = runtime.sources(settings, store, registry)[1]
        assert [found.name for found in watched.sightings(runtime.now())] == ["mzj.huangshi.gov.cn"]
    code, said, _ = run(write(*ROWS), *SIGNED)
    assert "returned: a retired host that is listed again" in said


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "save it as .xlsx"),
        (b"%PDF-1.4\n", "ask for the list as a workbook"),
        (b"", "the file is empty"),
    ],
)
def test_a_file_that_is_no_list_is_told_what_it_is_and_what_to_do(
    run: Run, tmp_path: Path, body: bytes, told: str
) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(body)
    code, _, wrong = run(str(path))
    assert (code, told in " ".join(wrong.split())) == (2, True)


def test_a_folder_is_no_list(run: Run, tmp_path: Path) -> None:
    code, _, wrong = run(str(tmp_path))
    assert (code, "is a folder" in " ".join(wrong.split())) == (2, True)


def test_a_scope_that_holds_nothing_is_refused(run: Run, write) -> None:
    code, _, wrong = run(write(*ROWS), "--covers", "43")
    assert (code, "the registry holds no site there" in wrong) == (2, True)


def test_a_contradiction_is_shown_with_both_sources(run: Run, write, settings: Settings) -> None:
    code, said, _ = run(write("4202000009,大冶市人民政府,www.huangshi.gov.cn\n"), *SIGNED)
    assert code == 0
    assert "name: 黄石市人民政府 (shipped) ≠ 大冶市人民政府 (national)" in said
    (site,) = runtime.load_registry(settings).sites.values()
    assert (site.name, site.confidence) == ("黄石市人民政府", "low")


def test_who_applies_while_somebody_else_does_is_told(
    run: Run, write, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(write(ROWS[0]), *SIGNED)
    monkeypatch.setattr(revisions, "all_revisions", lambda store: [])
    code, _, wrong = run(write(*ROWS), *SIGNED)
    assert (code, "王芳 changed the registry meanwhile (revision 1, national)" in wrong) == (1, True)
    monkeypatch.undo()


def test_json_says_everything(run: Run, write) -> None:
    _, said, _ = run(write(*ROWS, "x,黄石市人民政府,www.huangshi.gov.cn\n"), "--json")
    told = json.loads(said)
    assert told["rows"] == {"accepted": 2, "corrected": 1, "rejected": 0}
    assert told["counts"]["added"] == 2
    assert (told["revision"], told["source"], len(told["digest"])) == (None, "national", 64)
    assert {change["site"] for change in told["changes"]} >= {"rsj.huangshi.gov.cn", "mzj.huangshi.gov.cn"}


def test_long_lists_are_cut_with_a_count(run: Run, write) -> None:
    rows = [f"42020{n:05},第{n}局,h{n}.huangshi.gov.cn\n" for n in range(30)]
    _, said, _ = run(write(*rows))
    assert "… and 10 more: --all shows them" in said
    _, said, _ = run(write(*rows), "--all")
    assert "more: --all" not in said
    assert "h29.huangshi.gov.cn" in said


def test_a_list_that_agrees_is_told_in_one_line_and_what_changes_is_summed_up(run: Run, write) -> None:
    _, said, _ = run(write(",中国黄石,www.huangshi.gov.cn\n"))
    assert "changed 变更: 1 (1 aliases)" in said
    _, said, _ = run(write(",黄石市人民政府门户网站,http://www.huangshi.gov.cn/index.html\n"))
    assert "changed 变更: 1 (1 aliases)" in said
    assert "1 now of high confidence: a second list agrees\n" in said
    _, said, _ = run(write(",黄石市人民政府,www.huangshi.gov.cn\n"))
    assert "1 now of high confidence: a second list agrees, 1 with nothing else to change" in said
    assert "~ www.huangshi.gov.cn" not in said
    _, said, _ = run(write(",大冶市人民政府,www.huangshi.gov.cn\n"))
    assert "(1 name ≠)" in said


@pytest.mark.parametrize("who", ["", " ", "\u200b\u3000", "--"])
def test_nobody_is_no_signature(run: Run, write, settings: Settings, who: str) -> None:
    code, _, said = run(write(*ROWS), "--apply", f"--who={who}", "--why=x")
    assert (code, "--who and --why" in said) == (2, True)
    assert not settings.var.exists()


def test_the_name_of_a_list_holds_no_sign_that_parts_two_of_them(run: Run, write, settings: Settings) -> None:
    words = (write(",大冶市人民政府,www.huangshi.gov.cn\n"), "--source", "国家库 + <省|市>; 三季度", *SIGNED)
    assert run(*words)[0] == 0
    (site,) = runtime.load_registry(settings).sites.values()
    assert site.sources == "shipped + 国家库 省 市 三季度"
    assert site.conflicts[0].values[1] == ("大冶市人民政府", "国家库 省 市 三季度")
    assert "nothing to change" in run(*words)[1]


@pytest.fixture
def shipped(settings: Settings, write: Callable[..., str]) -> Callable[..., str]:
    """Sixty sites that are shipped, and a list that names the first of them."""
    sites = [(f"黄石市第{n}局", f"h{n}.huangshi.gov.cn") for n in range(60)]
    rows = "".join(f"{name},{host},420200,shipped\n" for name, host in sites)
    seeds = settings.seeds / "official_sites.csv"
    seeds.write_text(f"name,domain,region_code,sources\n{rows}", encoding="utf-8")

    def shipped(count: int, *more: str) -> str:
        return write(*(f"42020{n:05},{name},{host}\n" for n, (name, host) in enumerate(sites[:count])), *more)

    return shipped


NAMED = ("--source", "国办抽查")
NEW = "4202000099,黄石市新局,new.huangshi.gov.cn\n"


def first_day(settings: Settings) -> str:
    with registry_in_use.opened_store(settings) as store:
        return str(runtime.load_registry_with(settings, store).day(revisions.all_revisions(store)[0].at))


def test_a_cut_off_edition_of_sites_that_are_shipped_is_told(
    run: Run, shipped: Callable[..., str], settings: Settings
) -> None:
    assert run(shipped(60), *NAMED, *SIGNED)[0] == 0
    day = first_day(settings)
    code, said, wrong = run(shipped(19), *NAMED)
    assert code == 0
    assert f"41 of the 60 sites that the edition of {day} named are not in this one: h19.huangshi.gov.cn, h20." in said
    assert "h23.huangshi.gov.cn …; they stay, because other lists name them (--covers says" in said
    assert f"warning: 41 of the 60 sites that the edition of {day} named are missing: it may be cut off" in wrong
    assert "h59.huangshi.gov.cn" in run(shipped(19), *NAMED, "--all")[1]
    earlier = json.loads(run(shipped(19), *NAMED, "--json")[1])["earlier_edition"]
    assert (earlier["day"], earlier["named"], earlier["missing"], len(earlier["stay"])) == (day, 60, 41, 41)
    assert json.loads(run(shipped(60), *NAMED, "--json")[1])["earlier_edition"] is None
    assert "are not in this one" not in run(shipped(19), "--source", "another")[1]


def test_a_cut_off_edition_of_sites_that_are_shipped_is_applied_only_with_the_one_number(
    run: Run, shipped: Callable[..., str], settings: Settings
) -> None:
    run(shipped(60, NEW), *NAMED, *SIGNED)
    cut = shipped(19, "4202000098,黄石市又局,other.huangshi.gov.cn\n")
    for words in ((), ("--yes-vanish", "1"), ("--yes-vanish", "41")):
        code, said, wrong = run(cut, *NAMED, *SIGNED, *words)
        assert (code, "1 vanished" in said) == (1, True)
        assert "41 of the 61 sites that the edition" in said
        assert "42 of the 61 sites that the edition of" in wrong
        assert "missing (1 vanish, 41 stay): it may be cut off; if it is right, say so with --yes-vanish 42." in wrong
    assert "other.huangshi.gov.cn" not in hosts(settings)
    assert run(cut, *NAMED, *SIGNED, "--yes-vanish", "42")[0] == 0
    assert {"other.huangshi.gov.cn", "h59.huangshi.gov.cn"} <= hosts(settings)


def test_a_few_sites_less_are_told_and_alarm_nobody(run: Run, shipped: Callable[..., str], settings: Settings) -> None:
    run(shipped(60), *NAMED, *SIGNED)
    code, said, wrong = run(shipped(58, NEW, ",=A1,h58.huangshi.gov.cn\n"), *NAMED, *SIGNED)
    assert (code, wrong) == (1, "")  # a row could not be read: nobody knows that it leaves its site out
    assert "1 of the 60 sites" in said
    assert "h59.huangshi.gov.cn; they stay" in said
    assert "new.huangshi.gov.cn" in hosts(settings)


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"x")])
def test_an_earlier_edition_whose_bytes_are_gone_is_said_in_one_sentence(
    run: Run, shipped: Callable[..., str], settings: Settings, damage: Callable[[Path], object]
) -> None:
    run(shipped(60), *NAMED, *SIGNED)
    with registry_in_use.opened_store(settings) as store:
        digest = revisions.all_revisions(store)[0].digest
        damage(store.blobs.root / digest[:2] / digest)
    code, _, wrong = run(shipped(19, NEW), *NAMED, *SIGNED)
    assert (code, len(wrong.splitlines())) == (0, 1)
    assert f"what the edition of {first_day(settings)} named and this one leaves out is not known: Blob" in wrong
    assert "new.huangshi.gov.cn" in hosts(settings)
