"""Made pages and registries to judge by: a Chinese portal page of 60 kB, sites by the thousand, a baseline for each."""

from __future__ import annotations

import random
import tempfile
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import opencc

from zhenwang import runtime
from zhenwang.domain.baseline import Baseline, Traces
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.domain.sketch import Sketch
from zhenwang.reading.in_process import read
from zhenwang.registry.fingerprints import fingerprint
from zhenwang.settings import Settings

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
PAGE_BYTES = 60_000
_SHARED = 0.3
"""Part of a baseline's hashes that it has in common with its platform: the same template, the same columns."""
_WORDS = tuple(
    word
    for line in (
        "会议 工作 建设 发展 群众 企业 项目 服务 管理 安全 生产 农业 教育 医疗 就业 交通 水利 环境",
        "治理 改革 推进 落实 责任 检查 整改 调研 强调 要求 部署 推动 提升 质量 水平 加强 完善 机制",
        "体系 资金 补助 公示 通知 方案 办法 意见 规定 申请 材料 办理 流程 时限 咨询 电话 乡镇 街道",
        "社区 村庄 道路 河流 森林 防火 防汛 秋收 粮食 市场 监管 执法 处罚 许可 登记 备案 公开 年度",
        "报告 预算 决算 统计 数据 平台",
    )
    for word in line.split()
)


def text(rng: random.Random, words: int) -> str:
    made = "".join(rng.choice(_WORDS) + ("，" if rng.random() < 0.12 else "") for _ in range(words))
    return made + "。"


def page(site: OfficialSite, seed: int, *, traditional: bool = False) -> bytes:
    """A home page in a body's name as its mirror shows it, about ``PAGE_BYTES`` long; no two seeds give the same."""
    rng = random.Random(seed)
    marks = site.marks
    code = next(iter(marks.site_codes), "4201990001")
    parts = [
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{site.name}门户网站</title>',
        f'<meta name="SiteName" content="{site.name}"><meta name="SiteIDCode" content="{code}">',
        *(f'<link rel="stylesheet" href="/css/part{n}.css"><script src="/js/lib{n}.js"></script>' for n in range(6)),
        f'</head><body><div class="header"><div class="logo"><img src="/logo.png" alt="{site.name}"></div></div>',
        '<div class="nav"><ul>',
        *(f'<li><a href="/col/{n}/">{"".join(rng.sample(_WORDS, 2))}</a></li>' for n in range(9)),
        "</ul></div>",
    ]
    size = sum(len(part.encode()) for part in parts)
    number = 0
    while size < PAGE_BYTES - 1_500:
        number += 1
        link = f'<a href="/art/2026/11/{number}/art_{rng.randint(1000, 99999)}.html">{text(rng, 9)}</a>'
        body = (
            f'<div class="item item{number % 7}"><h3>{link}</h3><p>{text(rng, 22)}</p><em>11-{number % 30}</em></div>'
        )
        parts.append(body)
        size += len(body.encode())
    parts.append(
        f'<div class="footer"><p>主办单位：{site.name}</p><p>网站标识码：{code} 鄂ICP备05{seed:06}号-1 '
        f"鄂公网安备420102020{seed:05}号</p><p>地址：人民路{seed}号 电话：027-8{seed:07}</p></div></body></html>"
    )
    made = "".join(parts)
    return (opencc.OpenCC("s2t").convert(made) if traditional else made).encode()


def sites(count: int) -> list[OfficialSite]:
    """The shipped sites, the first of them marked, with made ones of invented places after them."""
    with tempfile.TemporaryDirectory() as var:
        shipped = list(runtime.load_registry(Settings(var=Path(var), database_url="")).sites.values())
    portals = [site for site in shipped if site.level == "county" and site.name.endswith("人民政府")]
    first = {site.id for site in portals[:200]}
    ordered = [*portals[:200], *(site for site in shipped if site.id not in first)]
    marked = [replace(site, marks=_marks(number)) for number, site in enumerate(ordered)]
    made = (_made(number) for number in range(max(0, count - len(marked))))
    return [*marked, *made][:count]


def _marks(number: int) -> Marks:
    return Marks(
        (f"42{number:08}",), (f"鄂ICP备{number:08}号-1",), (f"鄂公网安备42{number:012}号",), (f"{number:032X}",)
    )


def _made(number: int) -> OfficialSite:
    chars = "安平宁和清远德兴丰泰永昌隆盛康乐嘉祥瑞凤龙虎玉金石水山林江河湖海东西南北"
    place = "".join(chars[number // len(chars) ** power % len(chars)] for power in (2, 1, 0)) + "县"
    host = f"www.made{number}.gov.cn"
    return OfficialSite(host, f"{place}人民政府", (host,), aliases=(f"{place}政府",), marks=_marks(100_000 + number))


def baselines(listed: list[OfficialSite], count: int) -> list[Baseline]:
    """As many baselines, all different: sketches as large as those of a real page, three in ten hashes in common."""
    origin = _fingerprinted(listed[0])
    rng = np.random.default_rng(20261122)
    pools = {part.name: _hashes(rng, 4_000) for part in fields(Traces)}
    made = [_varied(origin, site.id, rng, pools) for site in listed[1:count]]
    return [origin, *made]


def _fingerprinted(site: OfficialSite) -> Baseline:
    body = page(site, 1)
    look = read(
        Look(site.id, f"https://{site.id}/", AT, f"https://{site.id}/", 200, (("content-type", "text/html"),), body)
    )
    return fingerprint(site.id, look, lambda _: None, AT)


def _varied(origin: Baseline, site: str, rng: np.random.Generator, pools: dict[str, np.ndarray]) -> Baseline:
    known = origin.traces
    changed = {
        part.name: _sketch(getattr(known, part.name), rng, pools[part.name])
        for part in fields(Traces)
        if isinstance(getattr(known, part.name), Sketch)
    }
    traces = replace(
        known, simhash=int(rng.integers(0, 2**63)), ids=(f"webid={site}",), marks=(), contacts=(), **changed
    )
    return replace(origin, site=site, url=f"https://{site}/", traces=traces)


def _sketch(like: Sketch, rng: np.random.Generator, pool: np.ndarray) -> Sketch:
    count = len(like)
    shared = rng.choice(pool, int(count * _SHARED), replace=False) if count else pool[:0]
    kept = np.unique(np.concatenate([shared, _hashes(rng, count - len(shared))])).astype("<u8")
    return Sketch(kept.tobytes(), max(like.size, len(kept)))


def _hashes(rng: np.random.Generator, count: int) -> np.ndarray:
    # A bounded sample holds the smallest hashes of its set.
    return rng.integers(0, 2**63, count, dtype=np.uint64)


def registry(listed: list[OfficialSite], held: list[Baseline]) -> Registry:
    with tempfile.TemporaryDirectory() as var:
        shipped = runtime.load_registry(Settings(var=Path(var), database_url=""))
    known = {site.id for site in listed}
    return Registry.of(
        listed,
        [one for one in held if one.site in known],
        shipped.retired.values(),
        shipped.jurisdiction,
        shipped.exemptions.values(),
    )
