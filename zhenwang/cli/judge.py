"""``zhenwang judge``: what the line makes of a saved page, without any network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from detectors._nearest import Nearest, nearest
from models.scoring import Model
from zhenwang import line, registry_in_use, runtime
from zhenwang.cli.judgement_text import print_judgement
from zhenwang.cli.output import err, fail, print_json, print_json_lines
from zhenwang.cli.saved_looks import Given, NotALookError, batch_looks, page_bytes, pictures_of, saved_look
from zhenwang.domain.legal_basis import LegalBasis
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Signal
from zhenwang.reading.child import ChildReader
from zhenwang.settings import Settings


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

    The answer is a finding, a band (confirmable: two people may confirm it; review: a person must look; watch; clear),
    a severity (S1 takes papers, cards or money ... S5 takes nothing; S0 no counterfeit), and every reason with the
    page's own words and the article it rests on. Limb a: uses a body's name; limb b: its marks, content or functions.

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
    look = None if html is None or batch is not None else _look(url, html, image or (), screenshot or (), address)
    with ChildReader() as read:
        read.start()  # it gets ready while the registry is read
        bench = _opened()
        if look is not None:
            found = judgement(read(look), bench)
            print_json(found) if as_json else print_judgement(found, _name(found, bench.registry))
        elif batch is not None:
            print_json_lines(_judged(batch_looks(batch, runtime.now()), bench, read))


def _look(url: str, html: Path, image: Sequence[Path], screenshot: Sequence[Path], address: str) -> Look:
    pictures = [*pictures_of(image, "logo"), *pictures_of(screenshot, "screenshot")]
    try:
        return saved_look(url, page_bytes(html), pictures, runtime.now(), address=address)
    except NotALookError as problem:
        fail(str(problem), 2)


def _name(found: Mapping[str, object], registry: Registry) -> str:
    site = registry.site(str(found["imitates"]))
    return site.name if site else ""


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
        "nearest": [_near(found, bench.registry) for found in nearest(look, bench.registry)],
        "limb": score.limb,
        "severity": score.severity,
        "held_back": score.held_back,
        "signals": [_told(signal, bench) for signal in signals if signal.axis is not Axis.EXCULPATION],
        "exculpation": [_told(signal, bench) for signal in against],
        "gaps": [f"{gap.kind}: {gap.detail}" for gap in look.gaps],
        "model": score.model,
        "registry": score.registry,
    }


def _near(found: Nearest, registry: Registry) -> dict[str, object]:
    return {"site": found.site, "name": registry.sites[found.site].name, "facts": list(found.facts)}


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
