"""Recognises an encyclopaedia's entry or a collection of laws, which hold names and official texts of everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._own_claims import asks_for_papers, speaks_as_official
from detectors._serving import clip, holder, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

MAX_TEXT = 200_000

_ENTRY = re.compile(
    r"词条|詞條|义项|百科|參考資料|参考资料|编辑本段|外文名|中文名|行政区类别|所属地区|政府驻地|电话区号|邮政编码|邮政区码|车牌代码|下辖地区"
    r"|地理位置|面\s{0,4}积|气候条件|人口数量|方\s{0,4}言|历史沿革|行政区划|地方特产|著名景点"
)
_LAWS = re.compile(
    r"效力级别|效力层级|时效性|发布部门|发文机关|发布日期|实施日期|施行日期|生效日期|法规类别|发文字号|全文有效|现行有效|已被修改|法律法规库|法规库"
)
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]{1,6}条")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[［(（]\d{4}[〕\]］)）]\s{0,2}(?:第\s{0,2})?\d{1,5}\s{0,2}号")
_YEAR = re.compile(r"[〔\[［(（]\d{4}[〕\]］)）]")
"""Without one there is no number of a document; to look for those takes ten times as long."""
_ENTRY_WORDS, _LAW_WORDS, _ARTICLES, _NUMBERS = 6, 4, 20, 10


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """By its form alone. A mirror holds regulations as well, so a page that appears as an office is not heard."""
    if look.page is None or holder(serving_host(look), registry):
        return
    kind, kind_en, snippet = _form(look.page.title[:300] + "\n" + look.page.text[:MAX_TEXT])
    if not kind or asks_for_papers(look, registry) or speaks_as_official(look, registry):
        return
    yield Signal(
        "reference_work",
        Axis.EXCULPATION,
        Family.CONTEXT,
        1.0,
        f"页面是{kind}，收录名称和公开文件，自己没有以政府名义出现。",
        f"The page is {kind_en}: it holds names and public documents and appears as nobody itself.",
        snippet=clip(snippet),
    )


def _form(text: str) -> tuple[str, str, str]:
    entry = {"".join(word.split()): word for word in reversed(_ENTRY.findall(text))}
    if len(entry) >= _ENTRY_WORDS:
        return "百科类词条", "an entry of an encyclopaedia", "…".join(entry)
    numbers = dict.fromkeys(_NUMBER.findall(text) if _YEAR.search(text) else ())
    labels = dict.fromkeys(_LAWS.findall(text))
    articles = len(set(_ARTICLE.findall(text)))
    if len(numbers) >= _NUMBERS or (len(labels) >= _LAW_WORDS and (numbers or articles >= _ARTICLES)):
        return "法律法规资料", "a collection of laws", "…".join([*numbers, *labels])
    return "", "", ""
