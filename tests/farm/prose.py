"""Chinese government prose by seed: news, duties, regulations, leaders, junk. Everything in it is invented."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from random import Random
from typing import Any


@functools.cache
def words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


class Prose:
    """One writer: what it writes depends on its seed and on nothing else."""

    def __init__(self, seed: str, **facts: str) -> None:
        self.random = Random(seed)
        self.facts = facts

    def pick(self, kind: str) -> str:
        return str(self.random.choice(words()[kind]))

    def some(self, kind: str, count: int) -> list[str]:
        return [self.fill(text) for text in self.random.sample(list(words()[kind]), count)]

    def person(self) -> str:
        given = "".join(self.random.choices(words()["given"], k=self.random.choice((1, 2, 2))))
        return self.random.choice(words()["surnames"]) + given

    def number(self, low: int = 2, high: int = 99) -> int:
        return self.random.randint(low, high)

    def date(self) -> str:
        return f"{self.number(2021, 2026)}-{self.number(1, 12):02}-{self.number(1, 28):02}"

    def fill(self, text: str, **more: str) -> str:
        """The text with its places taken: topic, leader, numbers by seed, the rest from the writer's facts."""
        known = {
            "topic": self.pick("topics"),
            "leader": self.person(),
            "person": self.person(),
            "road": self.pick("roads"),
            "month": str(self.number(1, 12)),
            "day": str(self.number(1, 28)),
            "percent": str(self.number(61, 99)),
            "number": str(self.number(3, 48)),
            "crowd": str(self.number(120, 9800)),
        }
        return text.format(**(known | self.facts | more))

    def headline(self) -> str:
        return self.fill(self.pick("acts"))

    def headlines(self, count: int) -> list[str]:
        return [self.headline() for _ in range(count)]

    def paragraph(self, sentences: int = 4) -> str:
        topic = self.pick("topics")
        return "".join(self.fill(self.pick("sentences"), topic=topic) for _ in range(sentences))

    def regulation(self, office: str, subject: str, articles: int = 12) -> list[str]:
        """Articles of a regulation of one body, numbered from one."""
        chosen = [words()["articles"][number % len(words()["articles"])] for number in range(articles)]
        return [
            f"第{number}条　{self.fill(text, office=office, subject=subject)}" for number, text in enumerate(chosen, 1)
        ]

    def junk(self, count: int) -> list[str]:
        return self.random.choices(words()["junk"], k=count)
