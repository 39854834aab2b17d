"""The normal form of each fact that may link two pages, whoever shows it: a suspect, a captured page, the registry."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from zhenwang.domain.campaign import Fact, FactKind
from zhenwang.pages import contacts

MAX_VALUE = 100
_PHONES = frozenset({contacts.LANDLINE, contacts.MOBILE, contacts.SERVICE})
_ACCOUNTS = frozenset({contacts.QQ, contacts.WECHAT, contacts.TELEGRAM, contacts.EMAIL})
_NOT_DIGIT = re.compile(r"\D+")
_PHONE = re.compile(r"\+?\d[\d ()（）—–-]{5,20}\d")
_STATISTICS = frozenset({"hm", "cnzz", "gtag", "gtm", "51la"})


def contact_fact(kind: str, value: str) -> Fact | None:
    """A contact as ``pages.contacts`` finds it: a telephone by its digits, an account as ``qq=123456``.

    None for what is nobody's alone: addresses, postcodes, index numbers.
    """
    if kind in _PHONES:
        return phone_fact(value)
    return Fact(FactKind.ACCOUNT, f"{kind}={value.lower()[:MAX_VALUE]}") if kind in _ACCOUNTS and value else None


def phone_fact(written: str) -> Fact | None:
    """A number by its digits, with the area code and without the country's; None for what is too short to be one."""
    digits = _NOT_DIGIT.sub("", written[:MAX_VALUE])
    if digits.startswith("86") and len(digits) > 11:
        digits = digits[2:] if digits[2] in "01" else f"0{digits[2:]}"
    return Fact(FactKind.PHONE, digits) if 7 <= len(digits) <= 15 else None


def phones_in(written: str) -> Iterator[Fact]:
    """Every number in a cell of a list: ``027-87232345、87232346（传真）``."""
    for found in _PHONE.finditer(written[:400]):
        if fact := phone_fact(found[0]):
            yield fact


def statistics_fact(told: str) -> Fact | None:
    """An account of a statistics service, told as ``hm=<32 hex>``; None for other ids that scripts carry."""
    service, _, account = told.partition("=")
    known = service in _STATISTICS and account
    return Fact(FactKind.ANALYTICS, f"{service}={account[:MAX_VALUE]}") if known else None


def address_fact(address: str) -> Fact | None:
    """The address that answered; of IPv6 the /64, which is the least that anybody is given. None for no address."""
    try:
        read = ipaddress.ip_address(address[:MAX_VALUE])
    except ValueError:
        return None
    mapped = read.ipv4_mapped if isinstance(read, ipaddress.IPv6Address) else None
    kept = mapped or read
    if kept.is_loopback or kept.is_unspecified:  # our own machine, and "no address", answer for everybody
        return None
    if isinstance(kept, ipaddress.IPv6Address):
        return Fact(FactKind.ADDRESS, str(ipaddress.ip_network((kept, 64), strict=False)))
    return Fact(FactKind.ADDRESS, str(kept))
