"""Forms and their fields, with the words that stand beside each field for the person filling it in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from zhenwang.domain.look import Field, Form
from zhenwang.pages.seen import Attributes

MAX_FORMS = 50
MAX_FIELDS = 200
MAX_WORDS = 120
MAX_HINTS = 400
FIELD_TAGS: Final = frozenset({"input", "select", "textarea"})
_HINTS: Final = (
    "autocomplete", "inputmode", "maxlength", "pattern", "accept", "capture", "formaction", "data-type",
)  # fmt: skip
_SAYS_NOTHING = re.compile(
    r"[请您的輸输入填写寫选選择擇必须須内內容此处處在这這里裡里点點击擊\W\d_]|please|enter|here|required|type", re.I
)
_BUTTONS = frozenset({"submit", "button", "reset", "image"})


@dataclass(slots=True)
class _FieldDraft:
    name: str
    type: str
    id: str
    own: str  # what the field says of itself
    before: str  # what was said just before it
    hints: str
    label: str = ""


@dataclass(slots=True)
class _FormDraft:
    action: str
    method: str
    fields: list[_FieldDraft] = field(default_factory=list)


class FormReader:
    """Collects forms while a page is walked. Fields outside any form make up one without action, given last."""

    def __init__(self) -> None:
        self.limited = False
        self._forms: list[_FormDraft] = []
        self._loose = _FormDraft("", "")
        self._open: _FormDraft | None = None
        self._labels: dict[str, str] = {}
        self._label_for = ""
        self._in_label: list[_FieldDraft] | None = None
        self._count = 0

    def form_opened(self, attributes: Attributes) -> None:
        if len(self._forms) >= MAX_FORMS:
            self.limited = True
            return
        action, method = attributes.get("action") or "", attributes.get("method") or "get"
        self._open = _FormDraft(action[:2000], method.strip().lower()[:10])
        self._forms.append(self._open)

    def form_closed(self) -> None:
        self._open = None

    def label_opened(self, attributes: Attributes) -> None:
        self._label_for, self._in_label = attributes.get("for") or "", []

    def label_closed(self, words: str) -> None:
        words = words[:MAX_WORDS]
        if self._label_for and len(self._labels) < MAX_FIELDS:
            self._labels.setdefault(self._label_for, words)
        for draft in self._in_label or ():
            draft.label = draft.label or words
        self._in_label = None

    def field_met(self, tag: str, attributes: Attributes, before: str, options: str = "") -> None:
        """``before`` are the words said since the last field, ``options`` those of a list to choose from."""
        if self._count >= MAX_FIELDS:
            self.limited = True
            return
        self._count += 1
        draft = _drafted(tag, attributes, before, options)
        (self._open or self._loose).fields.append(draft)
        if self._in_label is not None:
            self._in_label.append(draft)

    def forms(self) -> tuple[Form, ...]:
        drafts = [*self._forms, *([self._loose] if self._loose.fields else [])]
        return tuple(
            Form(draft.action, draft.method, tuple(self._finished(field) for field in draft.fields)) for draft in drafts
        )

    def _finished(self, draft: _FieldDraft) -> Field:
        label = draft.label or self._labels.get(draft.id, "")
        # "Please enter" alone says nothing: then the words before the field say what.
        words = [label, draft.own] if label or _SAYS_NOTHING.sub("", draft.own) else [draft.before, draft.own]
        return Field(draft.name, draft.type, " ".join(dict.fromkeys(filter(None, words))), draft.hints)


def _drafted(tag: str, attributes: Attributes, before: str, options: str) -> _FieldDraft:
    kind = (attributes.get("type") or "text").strip().lower()[:20] if tag == "input" else tag
    asked = ("value", "alt") if kind in _BUTTONS else ("placeholder", "aria-label", "title")
    own = " ".join(filter(None, (attributes.get(key) for key in asked)))
    before = "" if kind in _BUTTONS or kind == "hidden" else before.strip()[-40:]
    name, own_id = attributes.get("name") or "", attributes.get("id") or ""
    return _FieldDraft(
        (name or own_id)[:100], kind, own_id[:100], own.strip()[:MAX_WORDS], before, _hints(attributes, options)
    )


def _hints(attributes: Attributes, options: str) -> str:
    told = [f"{key}={value.strip()[:MAX_WORDS]}" for key in _HINTS if (value := attributes.get(key))]
    return " ".join([*told, f"options={options[:MAX_HINTS]}"] if options else told)[:MAX_HINTS]
