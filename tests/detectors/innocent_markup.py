"""What the pages of the innocent are made of: markup, and the marks and names of the office they mention."""

# ruff: noqa: E501 -- a line of markup is told whole

from __future__ import annotations

from dataclasses import dataclass

OFFICE = "青柳市人民政府"
CODE = "网站标识码：4299990001"
PSB = "鄂公网安备42990002000001号"
ICP = "鄂ICP备05099999号-1"
CONAC = (
    '<a href="http://bszs.conac.cn/sitename?method=show&id=08E61FB166710F06E053012819AC1E62"><img src="red.png"></a>'
)
JIUCUO = '<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=4299990001&url=http%3A%2F%2Fwww.qingliu.gov.cn%2F">找错</a>'
BORROWED = f"主办单位：{OFFICE}办公室 {CODE} {ICP} {PSB} {CONAC} {JIUCUO}"
WARNING = (
    "近日，市网信办接到群众反映，有不法分子假冒青柳市人民政府网站，域名为 www[.]qingliu-gov[.]top，页面与官网高度相似。"
    f"该假冒网站页面底部抄写了“{CODE}”和“{PSB}”等字样，并留有客服电话 400-888-0000。警方提醒：谨防虚假网站，切勿填写银行卡号和验证码，"
    "如已上当请立即报警。青柳市人民政府的官方网站是 www.qingliu.gov.cn。"
)
ARTICLE = f"9月1日，{OFFICE}召开柳编产业链推进会，市长出席并讲话。会议强调要把柳编产业做大做强。"
PLACES = tuple(f"{a}{b}" for a in "石云东西南北安平长永" for b in "柳岭山河湖阳宁川")


@dataclass(frozen=True, slots=True)
class Innocent:
    """``band`` is the band it gets at most, and exactly when it is review; ``url`` where it is not the front page of the host."""

    name: str
    host: str
    html: str
    band: str = "clear"
    url: str = ""


def html(title: str, body: str, footer: str = "", header: str = "", head: str = "") -> str:
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
        f"<header>{header}</header><div class=main>{body}</div><footer>{footer}</footer></body></html>"
    )
