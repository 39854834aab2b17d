"""What a reporter reads of a reply, in both languages: one function for the preview and for the receipt."""

from __future__ import annotations

from collections.abc import Mapping

from zhenwang.domain.reply import Reply
from zhenwang.web.rendering import without_link


def told(t: Mapping[str, str], words: str, host: str, public: bool) -> str:
    """The words, with the host so that it cannot be opened; a neutral sentence when they are not for the public."""
    return without_link(words.strip(), host) if public else t["reply_neutral"]


def told_of(t: Mapping[str, str], reply: Reply) -> str:
    """The same of a reply that ``store.replies.published`` gave."""
    return told(t, reply.words, reply.host, reply.public)
