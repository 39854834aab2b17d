"""What people see of a page is its text, whatever is done to hide words from machines or claims from people."""

import pytest

from zhenwang.domain.look import Page
from zhenwang.pages.page import read_page

NAME = "甲市人民政府"


def page_of(markup: str) -> Page:
    page, _ = read_page(f"<!doctype html><title>t</title><body><p>正文</p>{markup}</body>".encode())
    assert page is not None
    return page


HIDDEN = {
    "display": f'<div style="display : NONE">{NAME}</div>',
    "last one holds": f'<div style="display:block;display:none">{NAME}</div>',
    "important one holds": f'<div style="display:none!important;display:block">{NAME}</div>',
    "escaped": f'<div style="di\\73play:none">{NAME}</div>',
    "commented": f'<div style="display/**/:none">{NAME}</div>',
    "attribute": f"<div hidden><p>{NAME}</p></div>",
    "veiled": f'<div style="visibility:hidden"><b>{NAME}</b></div>',
    "see-through": f'<div style="opacity:0.0">{NAME}</div>',
    "no size": f'<div style="font-size:0">{NAME}</div>',
    "a speck": f'<span style="font-size:1px">{NAME}</span>',
    "no colour": f'<div style="color:transparent">{NAME}</div>',
    "ink on its like": f'<div style="color:#FFF;background:white">{NAME}</div>',
    "ink on a like ground": f'<div style="background:#fefefe"><font color="#ffffff">{NAME}</font></div>',
    "ink on a table": f'<table bgcolor="#ffffff"><tr><td><font color="white">{NAME}</font></table>',
    "off the screen": f'<div style="position:absolute;left:-9999px">{NAME}</div>',
    "indented away": f'<div style="text-indent:-999em">{NAME}</div>',
    "pushed away": f'<div style="margin-left:-9999px">{NAME}</div>',
    "shut": f'<div style="height:0;overflow:hidden">{NAME}</div>',
    "a dot": f'<div style="position:absolute;width:1px;height:1px;overflow:hidden">{NAME}</div>',
    "cut": f'<div style="position:absolute;clip:rect(0,0,0,0)">{NAME}</div>',
    "sheet": f'<style>.x{{display:none}}</style><div class="a x">{NAME}</div>',
    "sheet on screens": f"<style>@media screen{{#x{{visibility:hidden}}}}</style><div id=x>{NAME}</div>",
    "sheet behind": f"<div class=x>{NAME}</div><style>.x{{left:-3000px;position:fixed}}</style>",
    "put away by a script": f'<div id=x>{NAME}</div><script>document.getElementById("x").style.display="none"</script>',
    "template": f"<template><p>{NAME}</p></template>",
    "noscript": f"<noscript>{NAME}</noscript>",
    "shut dialog": f"<dialog>{NAME}</dialog>",
    "fallback": f"<iframe src=/x>{NAME}</iframe>",
    "hidden frame": f'<iframe style="display:none" srcdoc="<p>{NAME}</p>"></iframe>',
}


@pytest.mark.parametrize("markup", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_nobody_sees_is_no_text_and_kept_apart(markup: str) -> None:
    page = page_of(markup)
    assert page.text == "正文"
    assert NAME not in page.header + page.footer + page.navigation
    assert NAME in page.hidden


SEEN = {
    "aria": f'<div aria-hidden="true">{NAME}</div>',
    "shown again": f'<div style="display:none;display:block">{NAME}</div>',
    "attribute overruled": f'<div hidden style="display:block">{NAME}</div>',
    "unveiled inside": f'<div style="visibility:hidden"><p style="visibility:visible">{NAME}</p></div>',
    "size set inside": f'<div style="font-size:0"><p style="font-size:16px">{NAME}</p></div>',
    "size set by a class inside": f'<ul style="font-size:0"><li class="item">{NAME}</li></ul>',
    "fades in": f'<div style="opacity:0;transition:opacity 1s">{NAME}</div>',
    "is animated": f'<div class="wow" style="visibility:hidden;animation-name:none">{NAME}</div>',
    "white on what a class paints": f'<p style="background:#fff"><i class=a><b style="color:#fff">{NAME}</b></i></p>',
    "white on a picture": f'<div style="background:#fff url(b.jpg);color:#fff">{NAME}</div>',
    "white on nothing known": f'<div style="color:#fff">{NAME}</div>',
    "filled with a picture": f'<b style="color:transparent;background:url(g.png);background-clip:text">{NAME}</b>',
    "print only": f"<style>@media print{{.x{{display:none}}}}</style><div class=x>{NAME}</div>",
    "small screens": f"<style>@media (max-width:600px){{.x{{display:none}}}}</style><div class=x>{NAME}</div>",
    "another rule shows": f"<style>.x{{display:none}} body .x{{display:block}}</style><div class=x>{NAME}</div>",
    "only somewhere": f"<style>.menu .x{{display:none}}</style><div class=x>{NAME}</div>",
    "a script brings it in": f'<div id=pop style="display:none">{NAME}</div><script>$("#pop").show()</script>',
    "a class a script knows": f'<div class="tab" style="display:none">{NAME}</div><script>on("tab")</script>',
    "a body that waits": f'<script>go()</script><div style="display:none"></div><p>{NAME}</p>',
    "open dialog": f"<dialog open>{NAME}</dialog>",
    "shadow tree": f'<div><template shadowrootmode="open"><p>{NAME}</p></template></div>',
    "framed page": f'<iframe srcdoc="<p>{NAME}</p>"></iframe>',
    "framed data": f'<iframe src="data:text/html;charset=utf-8,<p>{NAME}"></iframe>',
    "a value": f'<input type="button" value="{NAME}">',
    "a drawing": "<svg><text>甲市<tspan>人民</tspan>政府</text></svg>",
    "before": '<style>.x::before{content:"甲市人民"}</style><b class=x>政府</b>',
    "behind": '<style>#x:after{content:"\\4eba\\6c11\\653f\\5e9c"}</style><b id=x>甲市</b>',
    "from an attribute": f'<style>.x:before{{content:attr(data-t)}}</style><b class=x data-t="{NAME}"></b>',
    "spans": "".join(f"<span>{one}</span>" for one in NAME),
    "coloured spans": "".join(f'<span style="color:red" class=c{n}>{one}</span>' for n, one in enumerate(NAME)),
    "one a block": "".join(f"<div>{one}</div>" for one in NAME),
    "one a cell": "<table><tr>" + "".join(f"<td>{one}</td>" for one in NAME) + "</tr></table>",
    "one a line": "<br>".join(NAME),
    "one an item": "<ul>" + "".join(f"<li> {one} </li>" for one in NAME) + "</ul>",
    "turned": f'<bdo dir="rtl">{NAME[::-1]}</bdo>',
    "turned by style": f'<b style="direction:rtl;unicode-bidi:bidi-override"><i>{NAME[:2:-1]}</i>{NAME[2::-1]}</b>',
    "turned by a character": f"<p>\u202e{NAME[::-1]}\u202c</p>",
    "set in reverse": '<div style="display:flex;flex-direction:row-reverse">'
    + "".join(f"<span>{one}</span>" for one in reversed(NAME))
    + "</div>",
    "invisible between": "<p>甲市<span style='display:none'>乙</span>人民政府</p>",
    "specks between": "<p>甲市<span style='font-size:0'>xx</span>人民<i style='display:none'>yy</i>政府</p>",
    "ruby": "<ruby>甲市<rt>jiǎshì</rt></ruby>人民<ruby>政府<rp>(</rp><rt>zf</rt><rp>)</rp></ruby>",
    "entities": "".join(f"&#{ord(one)};" for one in NAME),
    "comments between": "<!-- x -->".join(NAME),
    "breaks allowed": "<wbr>".join(NAME),
}


@pytest.mark.parametrize("markup", SEEN.values(), ids=SEEN.keys())
def test_what_people_see_is_text_as_they_read_it(markup: str) -> None:
    assert NAME in page_of(markup).text


def test_a_page_that_hides_all_of_itself_until_its_script_runs_is_read() -> None:
    shown = f"<div style='display:none'><h1>{NAME}</h1>{'<p>正文正文正文</p>' * 30}</div>"
    page, _ = read_page(f"<title>t</title>{shown}<script src=/app.js></script>".encode())
    assert page is not None
    assert NAME in page.text
    page, _ = read_page(f"<title>t</title><body style='visibility:hidden'><h1>{NAME}</h1>".encode())
    assert page is not None
    assert page.text == NAME


def test_lines_of_preformatted_text_are_lines() -> None:
    page = page_of("<pre>主办：甲市\n承办：乙局</pre><p>一\n行</p>")
    assert page.text == "正文\n主办：甲市\n承办：乙局\n一 行"


def test_links_of_hidden_parts_keep_their_words_to_themselves() -> None:
    page = page_of('<div style="left:-999px;position:absolute"><a href="//bet.example/">澳门</a></div>')
    assert [(link.href, link.text, link.zone) for link in page.links] == [("//bet.example/", "澳门", "hidden")]
    assert "澳门" not in page.text


@pytest.mark.parametrize(
    "sheet",
    ["{" * 100_000, "}" * 100_000, "a{" * 50_000, "/*" * 50_000, ".a{display:none}" * 10_000, ".a," * 50_000 + "{}"],
)
def test_P1_sheets_are_bounded(sheet: str) -> None:
    assert page_of(f"<style>{sheet}</style><p>{NAME}").text.endswith(NAME)


def test_P1_frames_within_frames_end() -> None:
    markup = NAME
    for _ in range(8):
        markup = '<iframe srcdoc="' + markup.replace("&", "&amp;").replace('"', "&quot;") + '"></iframe>'
    assert NAME in page_of(markup).text
    assert len(page_of("<iframe srcdoc='x'></iframe>" * 500).text.split("\n")) < 30
