"""What the intake takes and answers, as programs see it. The form, bulk transfers and entries by hand fill the same."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from zhenwang.text.addresses import extract_urls, hosts_named

MAX_URLS = 20
MAX_TEXT = 20_000
MAX_CLAIMS = 200
MAX_NOTE = 4_000
MAX_CONTACT = 200
MAX_PICTURE = 3 * 1024 * 1024
"""Bytes of a picture as it came, decoded."""
MAX_BASE64 = 4 * -(-MAX_PICTURE // 3)

ReachedBy = Literal["", "sms", "search", "qr", "ad", "other"]


def read_base64(given: object) -> object:
    """The bytes of a picture in base64 (RFC 4648, section 4); what is bytes already stays so."""
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


_PICTURE_SCHEMA: dict[str, Any] = {"type": "string", "contentEncoding": "base64", "maxLength": MAX_BASE64}
Screenshot = Annotated[bytes, BeforeValidator(read_base64), WithJsonSchema(_PICTURE_SCHEMA)]


class ReportIn(BaseModel):
    """A report: addresses in ``urls``, or the message they stood in as ``text``, or a picture with a QR code."""

    model_config = ConfigDict(extra="forbid", strict=True)

    urls: list[Annotated[str, Field(min_length=1, max_length=2048)]] = Field(
        default=[], max_length=MAX_URLS, description="addresses as written; hxxp:// and [.] are understood"
    )
    text: str = Field(default="", max_length=MAX_TEXT, description="a message as received; addresses are found in it")
    claims: str = Field(default="", max_length=MAX_CLAIMS, description="whom the site poses as")
    reached_by: ReachedBy = Field(default="", description="how the person came there")
    note: str = Field(default="", max_length=MAX_NOTE, description="anything else")
    contact: str = Field(
        default="", max_length=MAX_CONTACT, description="telephone or mail of the reporter, if questions are welcome"
    )
    screenshot: Screenshot = Field(default=b"", description="a picture of the message or the page")

    _named: tuple[str, ...] = PrivateAttr(default=())

    @property
    def named(self) -> tuple[str, ...]:
        """The addresses named: fields as they were written, then those found in the text."""
        return self._named

    @model_validator(mode="after")
    def names_an_address(self) -> Self:
        self._named = addresses_in(self.urls, self.text)
        if not self.screenshot and not hosts_named(self._named):
            raise PydanticCustomError("no_address", "No web address was found in urls or text")
        return self


class Receipt(BaseModel):
    """``receipt`` is the key to the status: 128 random bits, told to nobody else."""

    receipt: str = Field(description="32 hexadecimal digits")


class Status(BaseModel):
    """``status`` is a word for programs; ``zh`` and ``en`` say it in a sentence."""

    receipt: str
    status: str
    zh: str
    en: str


class Fault(BaseModel):
    """Why a request was not taken."""

    error: str


def addresses_in(urls: Iterable[str], *texts: str) -> tuple[str, ...]:
    """Address fields as they were written, then what is found in the texts; each once, at most ``MAX_URLS``."""
    found = [address.url for text in texts for address in extract_urls(text)]
    return tuple(dict.fromkeys([*urls, *found]))[:MAX_URLS]
