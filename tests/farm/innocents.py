"""Pages that accuse nobody: reposts, quotes, works of reference, institutions, forums, strangers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.farm import drafts
from tests.farm.cast import choose
from tests.farm.disguises import as_declared
from tests.farm.hosts import word
from tests.farm.offices import PROVINCES, Office, office_of
from tests.farm.prose import Prose, words
from tests.farm.truth import FarmPage, Truth
from zhenwang.domain.registry import Registry

EACH = 8
_LISTED = 40


@dataclass(frozen=True, slots=True)
class Innocent:
    """A class of innocent pages: its template, the host (``X`` an invented word) and the path it stands under."""

    template: str
    host: str
    path: str = "/a/2026/1123.html"
    wants: str = "portal"


PRACTICE = (
    Innocent("repost_news", "news.Xwb.com", "/2026-11/20/content_{n}.htm"),
    Innocent("repost_notice", "www.Xlife.net"),
    Innocent("newspaper_quotes_fake", "epaper.Xdsb.com", "/html/2026-11/22/content_{n}.htm", "labour"),
    Innocent("newspaper_quotes_list", "www.Xrixun.com", "/news/{n}.shtml"),
    Innocent("encyclopaedia", "www.Xbaike.com", "/item/{n}"),
    Innocent("law_database", "www.Xfayan.com", "/search?page=1"),
    Innocent("law_text", "www.Xfalv.net", "/law/law_view.asp?id={n}"),
    Innocent("institution", "www.Xeryuan.cn", "/", "prefecture"),
    Innocent("institution", "www.X-hospital.org.cn", "/", "county"),
    Innocent("university", "www.Xlgxy.edu.cn", "/", "prefecture"),
    Innocent("state_firm", "www.Xcfjt.com", "/", "prefecture"),
    Innocent("media_service", "wz.Xct.com", "/wenzheng/", "prefecture"),
    Innocent("forum", "bbs.X0000.com", "/thread-{n}-1-1.html", "county"),
    Innocent("content_farm", "www.Xchangshi.cn", "/zhengce/{n}.html"),
    Innocent("exam_prep", "www.Xtujy.com", "/gg/{n}.html", "labour"),
    Innocent("police_warning", "www.Xpufa.com", "/fz/{n}.html", "labour"),
    Innocent("directory", "www.Xhao.com", "/gov/"),
    Innocent("code_table", "data.Xopen.org", "/dataset/gov-sites"),
    Innocent("annual_report_repost", "wenku.Xdoc.com", "/view/{n}.html", "department"),
    Innocent("lookup_tool", "tool.Xzz.com", "/icp/?q={o}"),
    Innocent("yellow_pages", "www.Xhuangye.com", "/shop/{n}"),
    Innocent("tender_repost", "www.Xcaizhao.com", "/zb/{n}.html"),
    Innocent("law_firm", "www.Xlawyer.com", "/"),
    Innocent("blog", "blog.X.me", "/2026/hz/"),
    Innocent("shop", "www.Xhua.com", "/"),
    Innocent("company", "www.Xpump.com.cn", "/"),
    Innocent("wechat_article", "mp.weixin.qq.com", "/s/AbC{n}"),
    Innocent("search_results", "www.Xsou.com", "/s?wd=gov"),
)

EXAM = (
    Innocent("newspaper_footer_quote", "paper.Xchenbao.com", "/page/{n}", "provincial"),
    Innocent("code_repository", "git.Xmacang.com", "/zhang-dev/gov-portal-template/blob/master/index.html"),
    Innocent("thesis", "www.Xlunwen.com", "/view/{n}", "department"),
    Innocent("research_list", "www.Xszzl.org", "/report/{n}"),
    Innocent("judgment", "www.Xcaipan.com", "/doc/{n}"),
    Innocent("travel", "you.Xlv.com", "/guide/{n}", "county"),
    Innocent("chamber", "www.Xshanghui.com", "/", "prefecture"),
    Innocent("agent", "www.Xkjt.com", "/", "provincial"),
    Innocent("gov_news_aggregator", "www.Xtoutiao.com", "/c/user/{n}/"),
    Innocent("old_notice_pdf_viewer", "view.Xdocyun.com", "/preview/{n}", "county"),
    Innocent("game", "www.Xyouxi.com", "/", "county"),
    Innocent("english_shop", "www.Xclay.com", "/"),
    Innocent("parent_portal_news", "www.Xxww.cn", "/", "county"),
    Innocent("faq", "wenwen.Xask.com", "/q/{n}.html", "labour"),
)

BY_HALF = {"practice": PRACTICE, "exam": EXAM}


def innocents(registry: Registry, half: str) -> Iterator[FarmPage]:
    """Every class several times, each about another body; none of them claims to be it."""
    cast = choose(registry)
    for place, kind in enumerate(BY_HALF[half]):
        for turn in range(EACH):
            random = Random(f"innocent/{half}/{place}/{turn}")
            office = office_of(random.choice(cast[kind.wants]))
            others = [office_of(site) for site in random.sample(cast["portal"], _LISTED)]
            yield _page(kind, office, others, random, f"{half}/{kind.template}/{place}.{turn}", half)


def _page(kind: Innocent, office: Office, others: list[Office], random: Random, seed: str, half: str) -> FarmPage:
    prose = office.writer(seed)
    sign = random.choice(sorted(PROVINCES.values()))[0]
    html = drafts.innocent(
        kind.template,
        o=office,
        p=prose,
        others=others,
        laws=laws(others, prose) if kind.template == "law_database" else (),
        own_icp=f"{sign}ICP备{random.randint(2013000000, 2025999999)}号-{random.randint(1, 9)}",
        own_psb=f"{sign}公网安备{random.randint(11010102, 65010102)}{random.randint(100000, 999999)}号",
    )
    host = kind.host.replace("X", word(random)).replace("_", "")
    path = kind.path.format(n=random.randint(10_000, 99_999), o=office.host)
    body, content_type = as_declared(html)
    return FarmPage(seed, half, kind.template, "", host, f"https://{host}{path}", body, content_type, Truth())


def laws(bodies: list[Office], prose: Prose, count: int = 500) -> list[dict[str, str]]:
    """Regulations of many bodies: the same articles with other names, as such databases hold them."""
    made = []
    for number in range(count):
        body = bodies[number % len(bodies)]
        subject = words()["subjects"][number % len(words()["subjects"])]
        title = f"{body.name}关于印发《{body.place}{subject}管理办法》的通知"
        text = "".join(prose.regulation(body.name, subject, 3))
        made.append({"title": title, "body": body.name, "number": f"政规〔2026〕{number}号", "text": text})
    return made
