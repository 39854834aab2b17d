"""What the intake takes and answers, as programs see it. The form, bulk transfers and entries by hand fill the same."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from zhenwang.text.addresses import extract_urls, hosts_named

MAX_URLS = 20
MAX_URL = 2_048
MAX_TEXT = 20_000
MAX_CLAIMS = 200
MAX_NOTE = 4_000
MAX_CONTACT = 200
MAX_PICTURE = 3 * 1024 * 1024
"""Bytes of a picture as it came, decoded."""
MAX_BASE64 = 4 * -(-MAX_PICTURE // 3)

ReachedBy = Literal["", "sms", "search", "qr", "ad", "other"]
Standing = Literal["waiting", "looked", "unseen", "case", "confirmed", "gone", "not_fake", "official"]
_SAMPLE = "【青柳政务】您有一笔补贴未领取，请登录 www-qingliu-gov。example/cx 办理"


def read_base64(given: object) -> bytes:
    """The bytes of a picture in base64 (RFC 4648, section 4); what is bytes already stays so, as from a form."""
    if isinstance(given, bytes):
        body = given
    elif not isinstance(given, str):
        raise PydanticCustomError("picture_type", "Input should be a string in base64")
    elif len(given) > MAX_BASE64:
        raise PydanticCustomError("picture_too_large", "A picture may have {most} bytes", {"most": MAX_PICTURE})
    else:
        try:
            body = base64.b64decode(given, validate=True)
        except (binascii.Error, ValueError):
            raise PydanticCustomError("picture_base64", "Input should be base64 without line breaks") from None
    if len(body) > MAX_PICTURE:
        raise PydanticCustomError("picture_too_large", "A picture may have {most} bytes", {"most": MAX_PICTURE})
    return body


_BASE64 = r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
_PICTURE_SCHEMA: dict[str, Any] = {
    "type": "string", "contentEncoding": "base64", "pattern": _BASE64, "maxLength": MAX_BASE64, "default": "",
}  # fmt: skip
Screenshot = Annotated[bytes, BeforeValidator(read_base64), WithJsonSchema(_PICTURE_SCHEMA)]


class ReportIn(BaseModel):
    """A report: addresses in `urls`, or the message they stood in as `text`, or a picture with a QR code, or several.

    At least one web address with a host name must be found in them (422 otherwise). Fields that are not listed here
    are refused.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    urls: list[Annotated[str, Field(min_length=1, max_length=MAX_URL)]] = Field(
        default=[],
        max_length=MAX_URLS,
        description="Addresses as they were seen, one each. `hxxp://`, `[.]`, `。` for the dot, full-width letters and "
        "bare hosts are understood. Each is kept as it was written; what a field says besides is kept sealed.",
        examples=[["hxxp://www-qingliu-gov[.]example/cx"]],
    )
    text: str = Field(
        default="",
        max_length=MAX_TEXT,
        description="The message as it was received; addresses are found in it. Kept sealed: it may name people.",
        examples=[_SAMPLE],
    )
    claims: str = Field(
        default="", max_length=MAX_CLAIMS, description="Whom the site poses as.", examples=["青柳市人民政府"]
    )
    reached_by: ReachedBy = Field(
        default="",
        description="How the person came there: text message, search engine, QR code, advertisement, another way; "
        "empty when unknown.",
        examples=["sms"],
    )
    note: str = Field(
        default="",
        max_length=MAX_NOTE,
        description="Anything else, in the reporter's own words. Kept sealed.",
        examples=["点开以后要填身份证号和银行卡号"],
    )
    contact: str = Field(
        default="",
        max_length=MAX_CONTACT,
        description="Telephone or mail of the reporter, if questions are welcome. Kept sealed and apart, and erased.",
        examples=["13800000000"],
    )
    screenshot: Screenshot = Field(
        default=b"",
        description="A picture of the message or the page (PNG, JPEG, GIF, WebP, BMP; at most 3 MiB), in base64 "
        "without line breaks. It is drawn anew; addresses in its QR codes are taken. Of what is no picture only the "
        "SHA-256 is kept.",
    )

    _in_text: tuple[str, ...] = PrivateAttr(default=())

    @property
    def in_text(self) -> tuple[str, ...]:
        """The addresses found in the text, read once: it takes longer than all the rest of a check."""
        return self._in_text

    @model_validator(mode="after")
    def names_an_address(self) -> Self:
        self._in_text = _found_in(self.text)
        if not self.screenshot and not hosts_named(together(self.urls, self._in_text)):
            raise PydanticCustomError("no_address", "No web address was found in urls or text")
        return self


class Receipt(BaseModel):
    """The report is kept, and this is the key to what becomes of it."""

    receipt: str = Field(
        pattern="^[0-9a-f]{32}$",
        description="128 random bits, told to nobody else: whoever holds it sees the status.",
        examples=["3f0c9a1be5d24c7f8a6b1d2e4f907c35"],
    )


class PublicReply(BaseModel):
    """What the office answers to those who reported this host; reviewed before it is told."""

    host: str = Field(description="The host, as A-labels.", examples=["www-qingliu-gov.example"])
    zh: str = Field(examples=["经核实，该网站不是青柳市人民政府网站，已依法处置。谢谢您的举报。"])
    on: date = Field(description="Day on which it was approved, in Beijing.", examples=["2026-11-25"])


class Status(BaseModel):
    """Where a report stands. Whom a site imitates, and who works on it, is told to nobody before it is confirmed."""

    receipt: str = Field(pattern="^[0-9a-f]{32}$")
    status: Standing = Field(
        description="`waiting` not looked at yet; `looked` looked at, nothing found so far; `unseen` no page could be "
        "seen, it is looked at again; `case` being examined; `confirmed` confirmed as a fake and handed over; `gone` a "
        "fake that is no longer reachable; `not_fake` examined and not a counterfeit government site; `official` the "
        "address is a genuine official site. More words may come: show `zh` or `en` then.",
        examples=["waiting"],
    )
    zh: str = Field(description="The status in a sentence.", examples=["已登记，等待查看。"])
    en: str = Field(examples=["Registered, waiting to be looked at."])
    received_on: date = Field(description="Day on which it came, in Beijing.", examples=["2026-11-23"])
    next_zh: str = Field(description="What happens next.", examples=["工作人员会查看您报的网址。"])
    next_en: str = Field(examples=["Somebody looks at the address you reported."])
    replies: list[PublicReply] = Field(description="Replies that answer this report, the newest first.")


class Fault(BaseModel):
    """Why a request was not taken. What was sent is not repeated."""

    error: str = Field(description="One sentence.")


class Unreadable(Fault):
    """The body is no JSON that has one meaning."""

    place: str = Field(
        default="",
        description="Where: a JSON pointer, a line with its column, or a byte; empty for the whole.",
        examples=["line 3 column 14"],
    )


class FieldFault(BaseModel):
    """A field and why it was not taken."""

    field: str = Field(
        description="Its name, `urls.0` for the first address; `body` for all of it.", examples=["urls.0"]
    )
    reason: str = Field(examples=["String should have at most 2048 characters"])


class Invalid(Fault):
    """Nothing was taken; each field at fault is named."""

    fields: list[FieldFault]


class ProofWanted(Fault):
    """Too many requests from here."""

    challenge: str = Field(default="", description="Where to get a proof of work that opens the door, if that helps.")


def addresses_in(urls: Iterable[str], *texts: str) -> tuple[str, ...]:
    """Every address field as given, then what is found in the texts until there are ``MAX_URLS``; each once."""
    return together(urls, _found_in(*texts))


def together(urls: Iterable[str], found: Iterable[str]) -> tuple[str, ...]:
    """``addresses_in`` of texts in which these were found."""
    fields = tuple(dict.fromkeys(urls))
    return tuple(dict.fromkeys([*fields, *found]))[: max(MAX_URLS, len(fields))]


def _found_in(*texts: str) -> tuple[str, ...]:
    return tuple(address.url for text in texts for address in extract_urls(text))
