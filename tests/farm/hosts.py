"""Where impostors stand: on names that mean nothing, that resemble, or that have the official one inside."""

from __future__ import annotations

from random import Random

from tests.farm.offices import Office

_SYLLABLES = (
    *("ba", "be", "bo", "da", "du", "fa", "fe", "ga", "gu", "ka", "ke", "la", "lo", "ma", "mi", "na", "no", "pa"),
    *("pe", "qa", "ra", "ro", "sa", "se", "ta", "to", "va", "wo", "xa", "yu", "za", "zo"),
)
_TOPS = ("top", "com", "cn", "net", "xyz", "cc", "vip", "com.cn", "club", "icu")
_BEFORE = ("", "", "www.", "m.", "wap.", "news.", "cx.", "mip.")


def unrelated(random: Random) -> str:
    """A name that means nothing; long enough that nobody is likely to own it."""
    name = "".join(random.choices(_SYLLABLES, k=6)) + str(random.randint(10, 99))
    return f"{random.choice(_BEFORE)}{name}.{random.choice(_TOPS)}"


def lexical(office: Office, random: Random) -> str:
    """A name that resembles the official one."""
    label, top = office.label, random.choice(_TOPS)
    tail = random.randint(100, 999)
    shapes = (
        f"{label}-gov{tail}.{top}",
        f"www.gov-{label}{tail}.{top}",
        f"{label}zwfw{tail}.{top}",
        f"www.{label}govcn{tail}.{top}",
    )
    return random.choice(shapes)


def embedded(office: Office, random: Random) -> str:
    """The official name as part of another."""
    own = unrelated(random).removeprefix("www.")
    shapes = (
        f"{office.host}.{own}",
        f"{office.host.replace('.', '-')}.{own}",
        f"{office.host.replace('.', '_')}.{own}",
    )
    return random.choice(shapes)


def word(random: Random) -> str:
    """An invented word, as brands are made of."""
    return "".join(random.choices(_SYLLABLES, k=4)) + str(random.randint(10, 99))
