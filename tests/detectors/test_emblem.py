"""An emblem says that a page passes for an organ's, and never which one's."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import models
from detectors import emblem, logo
from models.artefact import parse_model
from models.scoring import score
from tests.drawn_marks import beside_words, body, look_of, mark, other
from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.look import Picture
from zhenwang.domain.mark_look import LookKind, MarkLook
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis, Family
from zhenwang.pictures.appearance import appearance_of

PACK = Jurisdiction("cn-trial", "试", "trial", (), ("gov.cn",), ("zh",), (), "", "", "", "Asia/Shanghai", "")


def knowing(registry: Registry, *looks: MarkLook) -> Registry:
    known = replace(PACK, looks=looks)
    return Registry.of(registry.sites.values(), registry.baselines.values(), jurisdiction=known)


def shown(look, *images: Image.Image, host: str = "a.top"):
    bodies = [body(image) for image in images]
    return look(
        host,
        pictures=tuple(Picture(f"https://{host}/{n}.png", "image", b, appearance_of(b)) for n, b in enumerate(bodies)),
    )


def test_an_emblem_is_a_weak_claim_and_names_no_site(registry, look):
    known = knowing(registry, look_of(mark()))
    (signal,) = emblem.detect(shown(look, other(1), beside_words(mark())), known)
    assert (signal.name, signal.axis, signal.family, signal.site) == ("official_emblem", Axis.CLAIM, Family.LOOK, "")
    assert signal.snippet == "https://a.top/1.png"
    assert "试验徽" in signal.because
    assert list(logo.detect(shown(look, mark()), known)) == []


def test_the_strongest_mark_is_told(registry, look):
    party, organ = look_of(mark(), LookKind.PARTY), look_of(other(7), LookKind.ORGAN_MARK)
    (weak,) = emblem.detect(shown(look, mark()), knowing(registry, party, organ))
    (strong,) = emblem.detect(shown(look, mark(), other(7)), knowing(registry, party, organ))
    assert weak.value < strong.value == 1.0


@pytest.mark.parametrize("kind", [LookKind.RECORD, LookKind.HEADER])
def test_what_every_recorded_site_or_one_site_shows_is_no_emblem(registry, look, kind):
    assert list(emblem.detect(shown(look, mark()), knowing(registry, look_of(mark(), kind)))) == []


@pytest.mark.parametrize("host", ["www.qingliu.gov.cn", "www.qingliufy.cn", "new.unlisted.gov.cn"])
def test_genuine_and_restricted_hosts_may_show_it(registry, look, host):
    assert list(emblem.detect(shown(look, mark(), host=host), knowing(registry, look_of(mark())))) == []


def test_other_pictures_and_none_at_all_say_nothing(registry, look):
    known = knowing(registry, look_of(mark()))
    assert list(emblem.detect(shown(look, *map(other, range(20))), known)) == []
    assert list(emblem.detect(look("a.top", pictures=(Picture("x", "logo", b"<svg/>"),)), known)) == []
    assert list(emblem.detect(shown(look, mark()), registry)) == []


def test_an_emblem_alone_is_not_even_watched(registry, look):
    root = Path(models.__file__).parent
    model = parse_model((root / "weights.json").read_text(encoding="utf-8"))
    (signal,) = emblem.detect(shown(look, mark()), knowing(registry, look_of(mark(), LookKind.ORGAN_MARK)))
    assert score((signal,), "v", model).band is Band.CLEAR


def test_a_header_of_one_site_says_whose_it_is_even_cut(registry, look):
    header = beside_words(mark())
    known = knowing(registry, look_of(header, LookKind.HEADER, "www.qingliu.gov.cn", reach=90))
    cut = header.crop((0, 0, header.width * 9 // 10, header.height))
    for image in (header, cut):
        (signal,) = logo.detect(shown(look, image), known)
        assert (signal.name, signal.site) == ("logo_match", "www.qingliu.gov.cn")
    assert list(logo.detect(shown(look, header, host="www.qingliu.gov.cn"), known)) == []
    assert list(logo.detect(shown(look, beside_words(other(3), words=4)), known)) == []


def test_a_header_of_a_site_that_nobody_lists_names_nobody(registry, look):
    known = knowing(registry, look_of(beside_words(mark()), LookKind.HEADER, "www.nowhere.gov.cn"))
    assert list(logo.detect(shown(look, beside_words(mark())), known)) == []
