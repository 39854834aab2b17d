"""Makes the hashes of official pictures that ship as ``seeds/mark_looks.csv``. No picture is copied.

usage: python -m corpora.mark_looks FOLDER --font FONT [--pictures FOLDER]... [--seeds seeds]

FOLDER holds the pictures and their ``manifest.csv`` (columns file, repo, path, licence, sha256). How far each picture
reaches is learned anew from pictures that are none of them (``mark_looks_thresholds``): some minutes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zhenwang.domain.mark_look import COLUMNS, LookKind
from zhenwang.pictures.appearance import appearance_of
from zhenwang.pictures.look_alike import packed
from zhenwang.pictures.reference import reference_views


@dataclass(frozen=True, slots=True)
class Chosen:
    """A picture of the folder and what it shows; ``part`` as in ``reference_views``."""

    file: str
    kind: LookKind
    name: str
    name_en: str
    site: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A chosen picture as it was read."""

    chosen: Chosen
    body: bytes
    views: dict[str, tuple[int, ...]]
    colours: tuple[int, ...]
    size: tuple[int, int]

    @property
    def id(self) -> str:
        return self.chosen.file.rpartition(".")[0].replace("/", "-")

    @property
    def whose(self) -> tuple[str, str]:
        """What finding it says: the kind, and the site when it is one site's."""
        kind, site = self.chosen.kind, self.chosen.site
        return (kind, site or self.id) if kind is LookKind.HEADER else (kind, self.chosen.name)


_EMBLEM = (LookKind.EMBLEM, "国徽图案", "the national emblem")
_PARTY = (LookKind.PARTY, "党徽图案", "the party emblem")
_CONAC = (LookKind.ORGAN_MARK, "党政机关网站标识（红）", "the CONAC mark of organs (red)")
_ERRORS = (LookKind.ERROR_REPORT, "“政府网站找错”图标", "the button for reporting errors on government sites")
_RECORD = (LookKind.RECORD, "公安备案图标", "the police record shield")
_CROWN = (LookKind.ORGAN_MARK, "GOV.UK 皇冠标识", "the crown of GOV.UK")
_USWDS = (LookKind.ORGAN_MARK, "美国政府网站设计系统图标", "the icon of the U.S. Web Design System")

CHOSEN = (
    *(Chosen(f"cn/conac_dzjg_red_{name}", *_CONAC) for name in (
        "53x67.png", "52x66.jpg", "80x80.png", "90x70.png", "52x63.png",
    )),
    Chosen("cn/conac_red_xiaogan.png", *_CONAC),
    Chosen("cn/conac_foot_chongming.png", *_CONAC),
    Chosen("cn/jiucuo_zfwzzc_110x59.png", *_ERRORS),
    Chosen("cn/jiucuo_zfwzzc_98x44.jpg", *_ERRORS),
    Chosen("cn/jiucuo_xiaogan.png", *_ERRORS),
    Chosen("cn/jiucuo_white_icon.png", LookKind.ERROR_REPORT, "“网站纠错”图标（白）", "a white icon for errors"),
    Chosen("cn/psb_beian_batb_official.png", *_RECORD),
    Chosen("cn/psb_beian_18x20.png", *_RECORD),
    Chosen("cn/guohui_emblem_64.png", *_EMBLEM),
    Chosen("cn/guohui_emblem_23x24.png", *_EMBLEM),
    Chosen("cn/guohui_emblem_ln_cms.png", *_EMBLEM, part="mark"),
    Chosen("cn/cppcc_emblem_64.png", LookKind.CONSULTATIVE, "政协徽图案", "the emblem of the CPPCC"),
    Chosen("cn/cpc_emblem_64.png", *_PARTY),
    Chosen("cn/danghui_500x150.png", *_PARTY),
    Chosen("cn/govcn_portal_mark.jpg", LookKind.HEADER, "中国政府网图标", "the mark of www.gov.cn", "www.gov.cn"),
    Chosen("cn/portal_logo_congtai.png", LookKind.HEADER, "丛台区人民政府页头", "Congtai's header", "www.hdct.gov.cn"),
    Chosen("cn/portal_logo_wuan.png", LookKind.HEADER, "武安市人民政府页头", "Wu'an's header", "www.wuan.gov.cn"),
    Chosen("cn/portal_header_wuan.jpg", LookKind.HEADER, "武安市人民政府页头背景", "Wu'an's banner", "www.wuan.gov.cn"),
    Chosen("cn/portal_banner_chongming.jpg", LookKind.HEADER, "上海崇明页头图", "Chongming's head", "www.shcm.gov.cn"),
    Chosen("cn/portal_logo_henan_commerce.png", LookKind.HEADER, "河南省商务厅页头", "Henan commerce's header"),
    Chosen("cn/portal_logo_henan_commerce_hall.png", LookKind.HEADER, "河南省商务厅大厅页头", "Henan commerce's hall"),
    Chosen("cn/haibin_subdistrict_logo.png", LookKind.HEADER, "海滨智慧党建页头", "Haibin party building's header"),
    Chosen("gb/govuk-icon-192.png", *_CROWN),
    Chosen("gb/govuk-icon-512.png", *_CROWN),
    Chosen("gb/govuk-favicon.ico", *_CROWN),
    Chosen("gb/govuk-opengraph-image.png", LookKind.HEADER, "GOV.UK 页头", "GOV.UK's wordmark"),
    Chosen("us/favicon-192.png", *_USWDS),
    Chosen("us/favicon.ico", *_USWDS),
    Chosen("us/us_flag_small.png", LookKind.ORGAN_MARK, "美国 .gov 横幅国旗", "the flag of the .gov banner"),
)  # fmt: skip


def references(folder: Path) -> Iterator[Reference]:
    """The chosen pictures, read. Raises ``ValueError`` for one that cannot be."""
    for chosen in CHOSEN:
        body = (folder / chosen.file).read_bytes()
        seen = appearance_of(body)
        views = reference_views(body, chosen.part)
        if seen is None or not views:
            raise ValueError(f"{chosen.file} cannot be read as a picture")
        yield Reference(chosen, body, views, seen.colours, (seen.width, seen.height))


def write(path: Path, rows: Iterator[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def row(reference: Reference, told: dict[str, str], reach: int, coloured: int) -> dict[str, object]:
    """One line of the list; ``told`` is the picture's line of the manifest."""
    digest = hashlib.sha256(reference.body).hexdigest()
    if digest != told["sha256"]:
        raise ValueError(f"{reference.chosen.file} is not the picture that the manifest tells of")
    chosen = reference.chosen
    return {
        "id": reference.id, "kind": chosen.kind.value, "name": chosen.name, "name_en": chosen.name_en,
        "site": chosen.site, "jurisdiction": chosen.file.partition("/")[0], "reach": reach, "reach_in_colour": coloured,
        "colours": " ".join(map(str, reference.colours)),
        "views": b64encode(packed(reference.views.values())).decode("ascii"),
        "sha256": digest, "size": "x".join(map(str, reference.size)), "source": f"{told['repo']} {told['path']}",
        "licence": told["licence"], "made": f"{len(reference.views)} views by zhenwang.pictures.reference"
        + (f", of its {chosen.part}" if chosen.part else ""),
    }  # fmt: skip


def main() -> None:
    from corpora.mark_looks_thresholds import learn

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--font", required=True, help="a font with Chinese characters")
    parser.add_argument("--pictures", type=Path, action="append", default=[], help="further pictures that are no marks")
    parser.add_argument("--count", type=int, default=20_000, help="made pictures to learn from")
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    asked = parser.parse_args()
    known = list(references(asked.folder))
    with (asked.folder / "manifest.csv").open(encoding="utf-8", newline="") as handle:
        manifest = {line["file"]: line for line in csv.DictReader(handle)}
    reaches = learn(known, asked.font, asked.pictures, asked.count)
    rows = (row(one, manifest[one.chosen.file], *reach) for one, reach in zip(known, reaches, strict=True))
    write(asked.seeds / "mark_looks.csv", rows)


if __name__ == "__main__":
    main()
