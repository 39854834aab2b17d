"""Advertising between official words, told apart from writing about it."""

import pytest

from detectors.injected_content import detect
from zhenwang.domain.signal import Axis, Family


def only(signals):
    (signal,) = signals
    return signal


@pytest.mark.parametrize(
    "title",
    [
        "必赢体育人民政府办公厅关于印发通知",
        "青柳市人民政府-澳门新葡京娱乐城官网",
        "青柳市人民政府★百(bǎi)家(jiā)樂(lè)",
        "青柳市人民政府_成人视频在线",
    ],
)
def test_a_title_that_advertises(registry, look, make_page, title):
    signal = only(detect(look("x.top", make_page(title=title)), registry))
    assert (signal.name, signal.axis, signal.family) == ("injected_betting", Axis.HARM, Family.FUNCTION)
    assert (signal.value, signal.snippet) == (1.0, title)


def test_several_advertised_words_in_the_text(registry, look, make_page, official):
    text = official.text + "。真人娱乐开户。老虎机平台。百家乐技巧。"
    signal = only(detect(look("x.top", make_page(title="首页", text=text)), registry))
    assert signal.value < 1
    assert signal.snippet == "真人娱乐开户"


@pytest.mark.parametrize(
    "zones",
    [
        {"title": "青柳警方破获一起网络百家乐赌博案"},
        {"title": "青柳市人民政府", "text": "公安机关打击百家乐。警方查处老虎机三台。严禁销售时时彩。"},
        {"title": "青柳市体彩中心开奖公告", "text": "中国体育彩票销售情况"},
        {"title": "青柳市人民政府", "text": "某游戏厅内有老虎机"},
        {"title": "", "text": ""},
    ],
)
def test_writing_about_it_is_not_advertising(registry, look, make_page, zones):
    assert list(detect(look("x.top", make_page(**zones)), registry)) == []


@pytest.mark.parametrize("host", ["www.qingliu.gov.cn", "www.qingliufy.cn", "old.unheardof.gov.cn"])
def test_M7_on_a_genuine_host_it_means_that_somebody_broke_in(registry, look, make_page, host):
    signal = only(detect(look(host, make_page(title="澳门新葡京娱乐城")), registry))
    assert signal.name == "injected_on_official_host"
    assert "篡改" in signal.because
