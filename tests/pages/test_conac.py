import pytest

from zhenwang.domain.look import Page
from zhenwang.pages.conac import conac_colours, conac_scripts
from zhenwang.pages.page import read_page

ADDRESS = "dcs.conac.cn/js/14/000/0000/40445163/CA140000000404451630001.js"


def read(markup: str) -> Page:
    page, _ = read_page(markup.encode())
    assert page is not None
    return page


@pytest.mark.parametrize(
    ("address", "agrees"),
    [
        (ADDRESS, True),
        ("dcs.conac.cn/js/20/316/0000/60451979/CA203160000604519790001.js", True),
        (ADDRESS.replace("CA14", "CA15"), False),
        (ADDRESS.replace("/14/000/", "/14/001/"), False),
        (ADDRESS.replace("40445163/", "40445164/"), False),
        ("dcs.conac.cn/js/14/CA14.js", False),
    ],
)
def test_a_path_holds_its_own_number(address: str, agrees: bool) -> None:
    for markup in (
        f'<script src="https://{address}"></script>',
        f"<script>document.write(unescape(\"%3Cscript src='https://{address}'%3E%3C/script%3E\"))</script>",
    ):
        assert [script.agrees for script in conac_scripts(read(markup))] == [agrees]


def test_a_script_that_was_commented_out_is_none() -> None:
    assert conac_scripts(read(f"<script>\n// load('https://{ADDRESS}');\n/* https://{ADDRESS} */\n</script>")) == ()


def test_colours_are_told_and_many_scripts_are_bounded() -> None:
    picture = '<img src="https://dcs.conac.cn/image/{}.png">'
    assert conac_colours(read(picture.format("red") + picture.format("blue"))) == {"red", "blue"}
    assert conac_colours(read(picture.format("red_error"))) == {"red_error"}
    assert conac_colours(read('<img src="/images/red.png">')) == frozenset()
    many = "".join(f'<script src="https://{ADDRESS.replace("14/", f"{n}/")}"></script>' for n in range(10, 60))
    assert len(conac_scripts(read(many))) == 10
