"""How the judge does on the farm, for those who build detectors: ``python -m tests.farm.report [--half practice]``.

Prints the figures and the failures of the practice half. Of the exam only the figures are printed: whoever tunes to
its pages has no exam left.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.farm.farm import HALVES, pages, registry_of_farm
from tests.farm.figures import judge, lines, measure, telling
from zhenwang import runtime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, action="append", help="one half; both without it")
    parser.add_argument("--keep", type=Path, help="a folder to write the practice pages to")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as var:
        registry, model = registry_of_farm(Path(var)), runtime.load_model()
    for half in asked.half or HALVES:
        made = list(pages(registry, half))
        figures = measure(judge(page, registry, model) for page in made)
        told = [f"== {half}: {len(made)} pages", *lines(figures)]
        told = [*told, *telling(figures)] if half == "practice" else told[:7]
        sys.stdout.write("\n".join(told) + "\n")
        if asked.keep and half == "practice":
            asked.keep.mkdir(parents=True, exist_ok=True)
            for page in made:
                (asked.keep / f"{page.id.replace('/', '_')}.html").write_bytes(page.body)


if __name__ == "__main__":
    main()
