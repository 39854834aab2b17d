"""A transfer of reports and its answer, as programs see them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from zhenwang.web.intake_models import FieldFault, ReportIn

MAX_REPORTS = 500
MAX_REFERENCE = 100


class BulkReport(ReportIn):
    """A report as somebody else took it down. ``reference`` is the sender's own number of it."""

    reference: str = Field(
        min_length=1,
        max_length=MAX_REFERENCE,
        description="Your own number of this report, as of the work order. Sent twice with the same report, it is one "
        "report and one receipt.",
        examples=["WH12345-20261123-000871"],
    )


class BulkIn(BaseModel):
    """A transfer. Each report stands for itself: a bad one keeps no other from being taken."""

    model_config = ConfigDict(extra="forbid", strict=True)

    reports: list[BulkReport] = Field(min_length=1, max_length=MAX_REPORTS)


class BulkResult(BaseModel):
    """What became of one report of the transfer, in the order in which they were sent."""

    reference: str = Field(description="Yours; empty when it could not be read.")
    result: Literal["accepted", "repeated", "refused"] = Field(
        description="`accepted`: kept now. `repeated`: it had been kept before. `refused`: not kept, see `fields`."
    )
    receipt: str = Field(description="The receipt, 32 hexadecimal digits; empty when refused.")
    fields: list[FieldFault] = Field(description="Each field at fault; empty unless refused.")


class BulkOut(BaseModel):
    """All that is accepted here is committed."""

    accepted: int
    repeated: int
    refused: int
    results: list[BulkResult]


class Envelope(BaseModel):
    """The transfer before its reports are looked at one by one."""

    model_config = ConfigDict(extra="forbid", strict=True)

    reports: Annotated[list[Any], Field(min_length=1, max_length=MAX_REPORTS)]
