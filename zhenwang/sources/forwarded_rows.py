"""Forwarded messages in a table: one a row, as offices export them from telephones, hot lines and spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from zhenwang.domain.csv_rows import MAX_ROWS, records
from zhenwang.lists.text_table import decoded
from zhenwang.sources.forwarded_item import ForwardedItem, key_of, one_line

MAX_FILE = 64 * 1024 * 1024
_KNOWN: tuple[tuple[str, str], ...] = (
    ("text", "text content message body sms msg 内容 短信内容 短信 信息内容 信息 正文 消息 消息内容 短信原文 原文"),
    ("text", "举报内容 诉求内容 反映内容 问题描述 描述 情况说明 转发内容 文本 文字"),
    ("url", "url link address website domain host 网址 链接 可疑网址 涉嫌网址 假冒网址 网站 网站地址 域名 地址链接"),
    (
        "sender",
        "from sender phone tel telephone mobile contact number reporter email mail 发件人 发送人 发送方 来电号码",
    ),
    ("sender", "来电人 举报人 联系人 联系电话 联系方式 电话 手机 手机号 手机号码 号码 邮箱 电子邮箱 转发人 姓名"),
    (
        "at",
        "date time datetime received sent timestamp 日期 时间 收到时间 接收时间 发送时间 举报时间 来电时间 登记时间",
    ),
    ("claims", "claims poses_as imitates 冒充单位 冒充 被冒充单位 自称 自称单位 涉及单位"),
    ("note", "note notes remark comment subject title 备注 说明 标题 主题"),
    ("", "id no no. 序号 编号 工单号 工单编号"),
)
HEADINGS = {heading: field for field, headings in _KNOWN for heading in headings.split()}
_DATE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})(?:\D{1,3}(\d{1,2})\D(\d{1,2})(?:\D(\d{1,2}))?)?")
_BEIJING = ZoneInfo("Asia/Shanghai")
_DELIMITERS = (",", "\t", ";", "|")


def row_items(path: Path, channel: str) -> Iterator[ForwardedItem | tuple[str, str, bytes]]:
    """Every row as an item, or its place, the reason why it is none, and its bytes. OSError when there is no file.

    Without a row of headings every cell is words. Encodings as Windows and telephones save them.
    """
    with path.open("rb") as file:
        body = file.read(MAX_FILE + 1)
    if len(body) > MAX_FILE:
        yield path.name, f"a table of more than {MAX_FILE:,} bytes: split it", body[: 64 * 1024]
        return
    text, _ = decoded(body)
    lines = text.splitlines(keepends=True)
    layout: tuple[str, ...] | None = None
    for number, record in enumerate(records(lines, _delimiter(lines), trimmed=True)):
        place = f"{path.name}:{record.line}"
        if number > MAX_ROWS:
            yield place, f"more than {MAX_ROWS:,} rows: the rest was not read", record.text.encode("utf-8", "replace")
            return
        if record.reason:
            yield place, record.reason, record.text.encode("utf-8", "replace")
            continue
        if layout is None:
            headings = _layout(record.cells)
            layout = headings or ()
            if headings:
                continue
        yield _item(place, record.cells, layout, channel)


def _layout(cells: tuple[str, ...]) -> tuple[str, ...]:
    """What each column holds if this is a row of headings, with one for words or addresses among them; else nothing."""
    fields = tuple(HEADINGS.get(_plain(cell), "?") for cell in cells)
    return fields if "text" in fields or "url" in fields else ()


def _plain(cell: str) -> str:
    return re.sub(r"[\s:：*（(].*|\ufeff", "", cell.strip().lower(), flags=re.DOTALL)


def _item(place: str, cells: tuple[str, ...], layout: tuple[str, ...], channel: str) -> ForwardedItem:
    fields = layout or ("text",) * len(cells)
    held: dict[str, list[str]] = {}
    for field, cell in zip(fields, cells, strict=False):
        if field and cell:
            held.setdefault("note" if field == "?" else field, []).append(cell)
    text = "\n".join((*held.get("text", ()), *held.get("note", ())))
    parts = (f"{field}:{cell}".encode("utf-8", "replace") for field, cell in zip(fields, cells, strict=False))
    return ForwardedItem(
        place,
        key_of(channel, *parts),
        channel,
        one_line(" ".join(held.get("sender", ())), 300),
        _date(" ".join(held.get("at", ()))),
        text[:20_000],
        tuple(held.get("url", ())),
        one_line(" ".join(held.get("claims", ())), 200),
    )


def _date(written: str) -> datetime | None:
    """A day, with or without the time, as offices write it: 2026-11-20 08:30, 2026/11/20, 2026年11月20日。"""
    found = _DATE.search(written[:100])
    if not found:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()), tzinfo=_BEIJING)  # type: ignore[misc,arg-type]
    except ValueError:
        return None


def _delimiter(lines: list[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return max(_DELIMITERS, key=first.count)
