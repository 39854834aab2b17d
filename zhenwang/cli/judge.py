"""``zhenwang judge``: what the line makes of a saved page, without any network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from models.scoring import Model
from zhenwang import line, registry_in_use, runtime
from zhenwang.cli.output import err, fail, out, print_json, print_json_lines
from zhenwang.cli.saved_looks import Given, NotALookError, batch_looks, pictures_of, saved_look
from zhenwang.domain.legal_basis import LegalBasis
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Signal
from zhenwang.reading.child import ChildReader
from zhenwang.settings import Settings

_AXES = {
    Axis.CLAIM: "自称是谁 claim",
    Axis.MISMATCH: "为何不是 mismatch",
    Axis.HARM: "对人做什么 harm",
    Axis.EXCULPATION: "为何可能无辜 exculpation",
}


def judge(
    *,
    url: str = "",
    html: Path | None = None,
    image: Annotated[list[Path] | None, Parameter(negative=())] = None,
    screenshot: Annotated[list[Path] | None, Parameter(negative=())] = None,
    address: str = "",
    batch: Path | None = None,
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """Judge a saved page: whom does it say it is, is it not them, what does it do to people?

    Nothing is fetched and nothing is sent. The page is read in a child process under limits; what it could not read
    is told under gaps. A page may also be judged as what it is on its own host: give that host's URL.

    Examples:

        zhenwang judge --url http://www.a1ylhsk.example/ --html saved.html

        zhenwang judge --url http://a.example/ --html saved.html --image logo.png --json

        zhenwang judge --batch pages.jsonl > judgements.jsonl

    Parameters
    ----------
    url
        The address the page was saved from.
    html
        The saved page, its bytes as served.
    image
        A picture of the page, such as its logo; may be given several times.
    screenshot
        A picture of the whole page as people see it; its header is compared, too.
    address
        The IP address that served the page, if known: only it can tell that a name merely resolves onto the official
        server.
    batch
        JSON lines instead: `{"id", "url", "html" or "text", "images": [paths], "screenshots": [paths], "headers": {},
        "address"}`. One JSON object a page comes out, with its `id`; a line that is no page gives an `error`.
    as_json
        Print the whole judgement as JSON.
    """
    given = [path for path in (html, batch, *(image or ()), *(screenshot or ())) if path is not None]
    missing = [str(path) for path in given if not path.is_file()]
    if missing:
        fail(f"no such file: {', '.join(missing)}", 2)
    if batch is None and (html is None or not url):
        fail("give --url and --html, or --batch (see zhenwang judge --help)", 2)
    with ChildReader() as read:
        read.start()  # it gets ready while the registry is read
        bench = _opened()
        read.check()
        if batch is not None:
            print_json_lines(_judged(batch_looks(batch, runtime.now()), bench, read))
        elif html is not None:
            pictures = [*pictures_of(image or (), "logo"), *pictures_of(screenshot or (), "screenshot")]
            try:
                look = saved_look(url, html.read_bytes(), pictures, runtime.now(), address=address)
            except NotALookError as problem:
                fail(str(problem), 2)
            found = judgement(read(look), bench)
            print_json(found) if as_json else _print(found)


@dataclass(frozen=True, slots=True)
class Bench:
    """What pages are judged by: the registry in use, the released weights, and the wording of the law."""

    registry: Registry
    model: Model
    legal: Mapping[str, LegalBasis]


def _opened() -> Bench:
    settings = Settings()
    return Bench(
        runtime.load_registry(settings), runtime.load_model(), registry_in_use.load_pack(settings).legal_basis()
    )


def _judged(given: Iterable[Given], bench: Bench, read: line.Read) -> Iterator[dict[str, object]]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        for page in progress.track(given, description="pages judged"):
            if page.look is None:
                yield {"id": page.id, "error": page.problem}
            else:
                yield {"id": page.id, **judgement(read(page.look), bench)}


def judgement(look: Look, bench: Bench) -> dict[str, object]:
    """The judgement of a look that was read, as a JSON value: band, reasons on every axis with their articles, gaps."""
    signals = line.detect(look, bench.registry)
    score = line.score(signals, bench.registry, bench.model)
    against = [signal for signal in signals if signal.axis is Axis.EXCULPATION]
    return {
        "band": score.band.value,
        "probability": round(score.probability, 6),
        "imitates": score.imitates,
        "limb": score.limb,
        "severity": score.severity,
        "held_back": score.held_back,
        "signals": [_told(signal, bench) for signal in signals if signal.axis is not Axis.EXCULPATION],
        "exculpation": [_told(signal, bench) for signal in against],
        "gaps": [f"{gap.kind}: {gap.detail}" for gap in look.gaps],
        "model": score.model,
        "registry": score.registry,
    }


def _told(signal: Signal, bench: Bench) -> dict[str, object]:
    article = bench.legal.get(signal.basis)
    return asdict(signal) | {"basis": _cited(article) if article else None}


def _cited(article: LegalBasis) -> dict[str, str]:
    return {
        "id": article.key,
        "document": article.document,
        "article": article.article,
        "quote": article.text,
        "in_force": article.in_force.isoformat(),
    }


def _print(found: dict[str, object]) -> None:
    head = f"{found['band']}  {found['probability']:.2f}  {found['severity'] or '-'}  {found['imitates'] or '-'}"
    out.print(head, style="bold", markup=False)
    if found["held_back"]:
        out.print(f"  {found['held_back']}", markup=False)
    rows = [row for key in ("signals", "exculpation") if isinstance(listed := found[key], list) for row in listed]
    for axis, title in _AXES.items():
        said = [row for row in rows if row["axis"] == axis.value]
        if said:
            out.print(f"\n{title}", style="bold", markup=False)
        for row in sorted(said, key=lambda row: -row["value"]):
            _print_signal(row)
    gaps = found["gaps"]
    for gap in gaps if isinstance(gaps, list) else ():
        out.print(f"\n未能看到 gap  {gap}", markup=False, style="yellow")


def _print_signal(row: Mapping[str, object]) -> None:
    out.print(f"  {row['value']:.2f}  {row['because']}", markup=False)
    if row["snippet"]:
        out.print(f"        “{row['snippet']}”", markup=False, style="dim")
    basis = row["basis"]
    if isinstance(basis, dict):
        limb = f" 情形 {row['limb']}" if row["limb"] else ""
        out.print(f"        依据《{basis['document']}》{basis['article']}{limb}", markup=False, style="dim")
