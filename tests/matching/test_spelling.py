from __future__ import annotations

import pytest

from zhenwang.matching.spelling import pinyin, pinyin_spellings, stem_of


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("闵行区", "minhangqu"),
        ("漯河市", "luoheshi"),
        ("长治市", "changzhishi"),
        ("长子县", "zhangzixian"),
        ("朝阳市", "chaoyangshi"),
        ("花都区", "huaduqu"),
        ("洪洞县", "hongtongxian"),
        ("六安市", "luanshi"),
        ("六合区", "luhequ"),
        ("亳州市", "bozhoushi"),
        ("蚌埠市", "bengbushi"),
        ("蚌山区", "bengshanqu"),
        ("丽水市", "lishuishi"),
        ("台州市", "taizhoushi"),
        ("铅山县", "yanshanxian"),
        ("东阿县", "dongexian"),
        ("乐亭县", "laotingxian"),
        ("乐清市", "yueqingshi"),
        ("乐陵市", "laolingshi"),
        ("南乐县", "nanlexian"),
        ("蔚县", "yuxian"),
        ("单县", "shanxian"),
        ("浚县", "xunxian"),
        ("莘县", "shenxian"),
        ("涡阳县", "guoyangxian"),
        ("枞阳县", "zongyangxian"),
        ("监利市", "jianlishi"),
        ("郧西县", "yunxixian"),
        ("秭归县", "ziguixian"),
        ("黄陂区", "huangpiqu"),
        ("硚口区", "qiaokouqu"),
        ("猇亭区", "xiaotingqu"),
        ("宜都市", "yidushi"),
        ("曾都区", "zengduqu"),
        ("大埔县", "dabuxian"),
        ("番禺区", "panyuqu"),
        ("繁峙县", "fanshixian"),
        ("井陉县", "jingxingxian"),
        ("任丘市", "renqiushi"),
        ("尉犁县", "yulixian"),
        ("尉氏县", "weishixian"),
        ("宕昌县", "tanchangxian"),
        ("马尾区", "maweiqu"),
        ("荥阳市", "xingyangshi"),
        ("荥经县", "yingjingxian"),
        ("略阳县", "lueyangxian"),
        ("阿勒泰地区", "aletaidiqu"),
    ],
)
def test_places_are_read_as_their_own_hosts_spell_them(name: str, read: str) -> None:
    assert "".join(pinyin(name)) == read


@pytest.mark.parametrize("name", ["上海市闵行区人民政府", "闵行区公安局", "上海市闵行区人民法院"])
def test_a_place_inside_a_longer_name_keeps_its_reading(name: str) -> None:
    assert "minhangqu" in "".join(pinyin(name))


def test_a_word_across_two_names_does_not_change_their_reading() -> None:
    assert "".join(pinyin("西安市长安区")) == "xianshichanganqu"  # 市长 is a mayor


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("鄂尔多斯市人民政府", {"eerduosi", "ordos"}),
        ("陕西省人民政府", {"shaanxi", "shanxi"}),
        ("绿园区人民政府", {"lvyuan", "luyuan", "lyuyuan"}),
        ("恩施土家族苗族自治州人民政府", {"enshi"}),
        ("内蒙古自治区人民政府", {"neimenggu", "nmg"}),
    ],
)
def test_spellings_in_use_stand_beside_the_pinyin(name: str, spellings: set[str]) -> None:
    assert spellings <= {text for kind, text in pinyin_spellings(name) if kind == "pinyin"}


def test_a_place_loses_the_kind_of_its_division_and_its_peoples() -> None:
    assert stem_of("双江拉祜族佤族布朗族傣族自治县") == "双江"
    assert stem_of("鄂温克族自治旗") == "鄂温克族"
    assert stem_of("内蒙古自治区") == "内蒙古"
    assert stem_of("单县") == "单县"


def test_hubei_and_hebei_share_their_initials() -> None:
    for name in ("湖北省人民政府", "河北省人民政府"):
        assert ("initials", "hb") in set(pinyin_spellings(name))
