"""Templates of pages: a kind of page in the markup of some content system, filled with a body's facts."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from tests.farm.offices import Office
from tests.farm.prose import Prose, words

_HERE = Path(__file__).parent
NAMELESS_TITLES = ("便民服务平台", "信息查询中心", "网上办事", "首页", "综合信息网", "在线服务系统")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is on a page before a style gives it markup. ``foot``, ``scripts`` and ``metas`` are HTML."""

    title: str
    heading: str
    main: str
    harm: bool
    tagline: str = ""
    foot: tuple[str, ...] = ()
    scripts: str = ""
    metas: str = ""
    assets: str = ""


@functools.cache
def _environment() -> jinja2.Environment:
    # The pages are test material, and some are meant to be broken: nothing is escaped.
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=False,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )


def draft(kind: str, office: Office, prose: Prose, name: str, phone: str) -> Draft:
    """The words of one kind of page, in which the body is called ``name``."""
    facts = {"o": office, "p": prose, "n": name, "phone": phone, "english": office.site.english_name}
    module = _environment().get_template(f"kinds/{kind}.html").make_module(facts)
    told: dict[str, Any] = vars(module)
    return Draft(str(told["title"]), str(told["heading"]), str(module).strip(), bool(told.get("harm", False)))


def styled(style: str, drafted: Draft, prose: Prose) -> str:
    """The draft in the markup of one style."""
    columns = [prose.fill(text) for text in prose.random.sample(_columns(), 7)]
    nav = [(f"/{'abcdefghijklm'[place]}{place}/", text) for place, text in enumerate(columns)]
    return (
        _environment()
        .get_template(f"styles/{style}.html")
        .render(
            title=drafted.title,
            heading=drafted.heading,
            tagline=drafted.tagline,
            main=drafted.main,
            foot=drafted.foot,
            scripts=drafted.scripts,
            metas=drafted.metas,
            base=drafted.assets,
            nav=nav,
            p=prose,
        )
    )


def innocent(name: str, **facts: object) -> str:
    """A whole page of one innocent class."""
    return _environment().get_template(f"innocent/{name}.html").render(**facts)


def _columns() -> list[str]:
    return list(words()["columns"])
