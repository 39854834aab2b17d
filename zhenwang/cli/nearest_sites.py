"""The nearest official sites of a host that nobody lists, with what speaks for each of them."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text

from zhenwang.cli.match_text import named_site, print_reasons, shown_match
from zhenwang.cli.output import err, out
from zhenwang.domain.candidate import Match, Reason
from zhenwang.domain.hosts import Host
from zhenwang.domain.registry import Registry
from zhenwang.matching.absent_registry import matcher_of
from zhenwang.matching.public_services import public_services
from zhenwang.matching.rule_words import rule_words

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Nearest:
    """Up to three ``matches``, best first, as ``zhenwang match --nearest`` has them."""

    host: Host
    matches: tuple[Match, ...]
    registry: Registry

    @classmethod
    def of(cls, host: Host, registry: Registry) -> Nearest:
        with err.status("comparing with the official names", refresh_per_second=4):
            return cls(host, matcher_of(registry, public_services()).matches(host), registry)

    def as_json(self) -> list[Json]:
        """One object a site: whom it names, the class by name and in words, the span, the rank, and each reason."""
        return [self._row(match) for match in self.matches]

    def print(self) -> None:
        if not self.matches:
            out.print("  its name resembles no official site's", markup=False)
            return
        out.print("  its name resembles, nearest first (a name convicts nobody):", markup=False)
        for number, match in enumerate(self.matches, start=1):
            named = f"{match.site} {named_site(match, self.registry)}".strip()
            out.print(f"  {number}. {named or 'a government, but no body in particular'}", markup=False)
            said = Text(f"     {match.score:.3f}  {rule_words(match.rule)}: ")
            out.print(said.append_text(shown_match(match, self.host)))
            print_reasons(match.reasons, " " * 4)

    def _row(self, match: Match) -> Json:
        return {
            "site": match.site,
            "name": named_site(match, self.registry),
            "rule": match.rule,
            "words": rule_words(match.rule),
            "span": match.span,
            "score": match.score,
            "reasons": [_reason(reason) for reason in match.reasons],
        }


def _reason(reason: Reason) -> Json:
    return {"rule": reason.rule, "words": rule_words(reason.rule), "span": reason.span, "bits": reason.bits}
