"""Quarterly samples, frozen: the first one of a quarter and scope stands, further ones are numbered supplements.

A row is never changed or deleted (triggers), its digest covers all that was drawn and from what, and the journal holds
the digest too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from zhenwang.domain.access import Actor
from zhenwang.domain.finding import FindingState
from zhenwang.domain.sampling import Drawn, Stratum, Unit, draw, frame_digest, sample_size
from zhenwang.domain.workflow import Refused
from zhenwang.store import journal
from zhenwang.store.columns import canonical, instant_text
from zhenwang.store.opening import Store
from zhenwang.store.schema import findings
from zhenwang.store.work_schema import samples

MOST_REASON = 2_000
_AT_ONCE = 5_000  # what one statement can name, on either database


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be drawn: of which ``quarter`` (``2026-Q4``) and ``scope`` (leading digits of a division code), from
    which ``units``, as version ``registry`` of the registry lists them. ``more``: so many further ones, a supplement.
    """

    quarter: str
    scope: str
    units: Sequence[Unit]
    registry: str
    more: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it was frozen. ``supplement`` 0 is the first of its quarter and scope; ``frame`` is the digest of
    what there was to draw from, and ``population`` these sites.
    """

    number: int
    quarter: str
    scope: str
    supplement: int
    seed: str
    drawn: Drawn
    registry: str
    frame: str
    population: tuple[Unit, ...]
    digest: str
    at: datetime
    who: str
    why: str

    @property
    def share(self) -> float:
        """Of the sites, in per cent to one decimal."""
        return round(100 * self.drawn.size / self.drawn.total, 1) if self.drawn.total else 0.0


def freeze(store: Store, request: Request, actor: Actor, seed: str, now: datetime) -> Sample | Refused:
    """Draw and keep a sample, in one transaction with its line in the journal. ``seed`` is fresh and random.

    Refused for a second first sample, a supplement without a first one or a reason, and when nothing can be drawn.
    """
    with store.write() as connection:
        earlier = _of(connection, request.quarter, request.scope)
        refused = _refusal(request, earlier)
        if refused:
            return refused
        gone = {unit.id for sample in earlier for unit in sample.drawn.units}
        units = tuple(unit for unit in request.units if unit.id not in gone)
        size = request.more if earlier else sample_size(len(units))
        if not 0 < size <= len(units):
            return Refused(f"between 1 and {len(units)} sites can be drawn, not {size}", "more")
        highest = connection.execute(select(func.coalesce(func.max(samples.c.number), 0))).scalar_one()
        sample = Sample(
            int(highest) + 1, request.quarter, request.scope, len(earlier), seed, draw(units, seed, size),
            request.registry, frame_digest(units), units, "", now, actor.name, request.why[:MOST_REASON],
        )  # fmt: skip
        sample = replace(sample, digest=_digest(sample))
        _keep(connection, sample, actor, now)
        return sample


def get(store: Store, number: int) -> Sample | None:
    with store.read() as connection:
        row = connection.execute(select(samples).where(samples.c.number == number)).one_or_none()
    return _read(row) if row else None


def recent(store: Store, most: int = 200) -> list[Sample]:
    """The latest first."""
    with store.read() as connection:
        rows = connection.execute(select(samples).order_by(samples.c.number.desc()).limit(most)).all()
    return [_read(row) for row in rows]


def of(store: Store, quarter: str, scope: str) -> list[Sample]:
    """All samples of a quarter and scope, the first one first."""
    with store.read() as connection:
        return _of(connection, quarter, scope)


def results(store: Store, sample: Sample) -> dict[str, tuple[int, int]]:
    """By site: the findings about a sampled site that nobody explained away, and how many of them are gone."""
    ids = [unit.id for unit in sample.drawn.units]
    columns = (findings.c.site, findings.c.state, func.count())
    found: dict[str, tuple[int, int]] = {}
    with store.read() as connection:
        for start in range(0, len(ids), _AT_ONCE):
            among = findings.c.site.in_(ids[start : start + _AT_ONCE])
            for site, state, count in connection.execute(select(*columns).where(among).group_by(*columns[:2])):
                every, gone = found.get(site, (0, 0))
                if state != FindingState.EXPLAINED.value:
                    found[site] = every + count, gone + count * (state == FindingState.GONE.value)
    return found


def holds(sample: Sample) -> bool:
    """Whether a frozen sample is what its seed gives, and its digest that of its record."""
    again = draw(sample.population, sample.seed, sample.drawn.size)
    return (
        again == sample.drawn and frame_digest(sample.population) == sample.frame and _digest(sample) == sample.digest
    )


def _refusal(request: Request, earlier: Sequence[Sample]) -> Refused | None:
    if request.more and not earlier:
        return Refused("there is no first sample of this quarter and scope to supplement", "first")
    if request.more and not request.why.strip():
        return Refused("a supplement needs a reason", "why")
    if earlier and not request.more:
        first = earlier[0]
        return Refused(
            f"sample {first.number} of {first.quarter} was drawn at {first.at:%Y-%m-%d} and stands", "stands"
        )
    return None


def _of(connection: Connection, quarter: str, scope: str) -> list[Sample]:
    held = (samples.c.quarter == quarter) & (samples.c.scope == scope)
    return [_read(row) for row in connection.execute(select(samples).where(held).order_by(samples.c.supplement))]


def _keep(connection: Connection, sample: Sample, actor: Actor, now: datetime) -> None:
    row = {
        "number": sample.number, "quarter": sample.quarter, "scope": sample.scope, "supplement": sample.supplement,
        "seed": sample.seed, "record": _record(sample), "digest": sample.digest, "at": sample.at, "who": sample.who,
        "why": sample.why,
    }  # fmt: skip
    connection.execute(insert(samples).values(row))
    facts = {
        "quarter": sample.quarter, "scope": sample.scope, "supplement": str(sample.supplement), "seed": sample.seed,
        "total": str(sample.drawn.total), "size": str(sample.drawn.size), "sha256": sample.digest,
    }  # fmt: skip
    journal.append(connection, actor, "draw_sample", str(sample.number), sample.why, facts, now)


def _record(sample: Sample) -> dict[str, Any]:
    drawn = sample.drawn
    return {
        "total": drawn.total, "size": drawn.size, "registry": sample.registry, "frame": sample.frame,
        "strata": [[stratum.name, stratum.total, stratum.size] for stratum in drawn.strata],
        "units": [[unit.id, unit.name, unit.stratum] for unit in drawn.units],
        "population": [[unit.id, unit.name, unit.stratum] for unit in sample.population],
    }  # fmt: skip


def _digest(sample: Sample) -> str:
    covered: Mapping[str, Any] = {
        "number": sample.number, "quarter": sample.quarter, "scope": sample.scope, "supplement": sample.supplement,
        "seed": sample.seed, "at": instant_text(sample.at), "who": sample.who, "why": sample.why, **_record(sample),
    }  # fmt: skip
    return hashlib.sha256(canonical(covered).encode()).hexdigest()


def _read(row: Row[Any]) -> Sample:
    record = row.record
    strata = tuple(Stratum(str(name), int(total), int(size)) for name, total, size in record["strata"])
    units, population = (tuple(Unit(*map(str, unit)) for unit in record[part]) for part in ("units", "population"))
    drawn = Drawn(int(record["total"]), int(record["size"]), strata, units)
    return Sample(row.number, row.quarter, row.scope, row.supplement, row.seed, drawn, record["registry"],
                  record["frame"], population, row.digest, row.at, row.who, row.why)  # fmt: skip
