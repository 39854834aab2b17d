"""Tables that the statistics are counted from. They are derived from cases and history, and can be made anew any time.

Years and months are those of the office's calendar.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, Table

from zhenwang.store.columns import Key, Record
from zhenwang.store.schema import metadata

MILESTONES = ("opened", "confirmed", "handed", "down", "closed")
"""What is counted in the year and month it first happened."""

ALL_YEARS = 0
"""Where the tally counts a case whatever the year, so that the whole is as quick to read as one year of it."""

case_figures = Table(
    "case_figures",
    metadata,
    Column("case_id", Key(32), primary_key=True),
    Column("state", Key(32), nullable=False),
    Column("imitates", Key(253), nullable=False),
    Column("region", Key(12), nullable=False),
    Column("system", Key(253), nullable=False),
    Column("severity", Key(4), nullable=False),
    # One bit for each family of signals, in the order of ``domain.signal.Family``.
    Column("modus", Integer, nullable=False),
    Column("source", Key(16), nullable=False),
    Column("exclusion", Key(32), nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("settled", Boolean, nullable=False),
    *(Column(f"{milestone}_{part}", Integer) for milestone in MILESTONES for part in ("year", "month")),
    Column("excluded_year", Integer),
    # Role of each authority that was handed the case, with the year it first was.
    Column("authorities", Record, nullable=False),
    # Minutes from opening, pauses included: what the public waits for.
    Column("to_confirm", Integer),
    Column("to_down", Integer),
    Index("case_figures_to_confirm", "confirmed_year", "to_confirm", "region"),
    Index("case_figures_to_down", "down_year", "to_down", "region"),
)

# How many cases passed a milestone in a year, by each dimension: a page of statistics reads thousands of rows here,
# however many cases there are.
case_tally = Table(
    "case_tally",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("dimension", Key(16), primary_key=True),
    Column("milestone", Key(16), primary_key=True),
    Column("value", Key(253), primary_key=True),
    Column("region", Key(12), primary_key=True),
    Column("system", Key(253), primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

case_spells = Table(
    "case_spells",
    metadata,
    Column("case_id", Key(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", Key(32), nullable=False),
    Column("holder", Key(64), nullable=False),
    Column("region", Key(12), nullable=False),
    Column("system", Key(253), nullable=False),
    # None while it lasts. Minutes: at work, and paused.
    Column("ended_year", Integer),
    Column("worked", Integer, nullable=False),
    Column("paused", Integer, nullable=False),
    # Each holds, in its order, all that a median reads: of one year, and of all.
    Index("case_spells_by_state", "ended_year", "state", "worked", "paused", "region"),
    Index("case_spells_by_holder", "ended_year", "holder", "worked", "paused", "region"),
    Index("case_spells_of_state", "state", "worked", "ended_year", "region"),
    Index("case_spells_of_holder", "holder", "worked", "ended_year", "region"),
)
