"""A judgement as people read it: the finding first, then every reason with its words and article, then the articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zhenwang.cli.output import out
from zhenwang.domain.signal import Axis

_AXES = {
    Axis.CLAIM: "自称是谁 claim",
    Axis.MISMATCH: "为何不是 mismatch",
    Axis.HARM: "对人做什么 harm",
    Axis.EXCULPATION: "为何可能无辜 exculpation",
}
_BANDS = {"confirmable": "可提请认定", "review": "需人工判断", "watch": "持续监测", "clear": "不列为疑似"}
_SEVERITIES = {
    "S1": "收取证件、银行卡、验证码、钱款，或诱导安装应用、查询证书",
    "S2": "收费、招揽，或留私人联系方式",
    "S3": "夹带博彩色情，或跳往他站",
    "S4": "停用的官方域名被他人启用",
    "S5": "照搬官方页面或名义，未见向人索取",
    "S0": "不构成假冒",
}
_LIMBS = {
    "a": "情形 a：假借、冒用政府或部门名义开办政府网站",
    "b": "情形 b：利用与政府网站相同或相似的标识、内容、功能误导公众",
}
_OWN_VERDICTS = {
    "injected_on_official_host": "官方网站疑被篡改，不是假冒网站",
    "resolves_onto_official": "他人域名指向官方服务器（恶意解析），页面本身是真的",
}


def print_judgement(found: Mapping[str, Any], name: str) -> None:
    """Print what ``judge.judgement`` gave. ``name`` is what the imitated site is called, empty when there is none."""
    for line in head(found, name):
        out.print(line, markup=False, style="bold" if not line.startswith(" ") else None)
    rows = [*found["signals"], *found["exculpation"]]
    for axis, title in _AXES.items():
        said = [row for row in rows if row["axis"] == axis.value]
        if said:
            out.print(f"\n{title}", style="bold", markup=False)
        for row in sorted(said, key=lambda row: -row["value"]):
            _print_signal(row)
    for near in found["nearest"]:
        facts = "；".join(near["facts"][:4])
        out.print(f"\n最相近的名录单位  {near['name']}（{near['site']}）：{facts}", markup=False)
    _print_articles(rows)
    for gap in found["gaps"]:
        out.print(f"\n未能看到 gap  {gap}（看不到不等于没有问题）", markup=False, style="yellow")


def head(found: Mapping[str, Any], name: str) -> Iterator[str]:
    """The finding in a sentence, then band, severity and limb, each explained, and what held a high score back."""
    band, severity = found["band"], found["severity"] or "S0"
    yield _finding(found, name)
    yield f"  档次  {_BANDS[band]} {band}（模型概率 {found['probability']:.2f}，只用来排序）"
    yield f"  危害  {severity} {_SEVERITIES.get(severity, '')}".rstrip()
    if found["limb"] in _LIMBS:
        yield f"  属于  {_LIMBS[found['limb']]}"
    if found["held_back"]:
        yield f"  说明  {found['held_back']}"


def _finding(found: Mapping[str, Any], name: str) -> str:
    names = {row["name"] for row in (*found["signals"], *found["exculpation"]) if row["value"]}
    own = next((words for signal, words in _OWN_VERDICTS.items() if signal in names), "")
    claims = any(row["axis"] == Axis.CLAIM.value and row["value"] for row in found["signals"])
    if found["band"] == "clear":
        return "未见假冒" if claims or found["exculpation"] else "未见假冒：页面没有自称名录中的任何单位"
    who = f"“{name}”（{found['imitates']}）" if name else "政府网站，被冒用单位未定"
    return own or f"疑似假冒{who}"


def _print_signal(row: Mapping[str, Any]) -> None:
    out.print(f"  {row['value']:.2f}  {row['because']}", markup=False)
    if row["snippet"]:
        out.print(f"        原文“{row['snippet']}”", markup=False, style="dim")
    if basis := row["basis"]:
        limb = f" · 情形 {row['limb']}" if row["limb"] else ""
        out.print(f"        依据《{basis['document']}》{basis['article']}{limb}", markup=False, style="dim")


def _print_articles(rows: list[Mapping[str, Any]]) -> None:
    cited = {row["basis"]["id"]: row["basis"] for row in rows if row["basis"]}
    if cited:
        out.print("\n所引条文 articles", style="bold", markup=False)
    for article in cited.values():
        out.print(f"  《{article['document']}》{article['article']}（{article['in_force']} 起施行）", markup=False)
        out.print(f"        “{article['quote']}”", markup=False, style="dim")
