"""Short names of bodies (规范简称), both ways: 湖北省人社厅 from the full name, and the full name from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Only short forms that official documents use themselves; the first full form is the one a short form stands for.
SHORT_FORMS = (
    ("人力资源和社会保障厅", ("人社厅",)),
    ("人力资源和社会保障局", ("人社局",)),
    ("住房和城乡建设厅", ("住建厅",)),
    ("住房和城乡建设局", ("住建局",)),
    ("住房和城乡建设委员会", ("住房城乡建设委",)),
    ("工业和信息化厅", ("工信厅",)),
    ("经济和信息化厅", ("经信厅",)),
    ("经济和信息化局", ("经信局",)),
    ("经济和信息化委员会", ("经信委",)),
    ("文化和旅游厅", ("文旅厅",)),
    ("文化和旅游局", ("文旅局",)),
    ("文化广电和旅游局", ("文广旅局",)),
    ("发展和改革委员会", ("发展改革委", "发改委")),
    ("卫生健康委员会", ("卫生健康委", "卫健委")),
    ("市场监督管理局", ("市场监管局",)),
    ("药品监督管理局", ("药监局",)),
    ("国有资产监督管理委员会", ("国资委",)),
    ("科学技术厅", ("科技厅",)),
    ("科学技术委员会", ("科委",)),
    ("教育委员会", ("教委",)),
    ("商务委员会", ("商务委",)),
    ("交通委员会", ("交通委",)),
    ("农业农村委员会", ("农业农村委",)),
    ("规划和自然资源委员会", ("规划自然资源委",)),
    ("规划和自然资源局", ("规划资源局",)),
    ("交通运输厅", ("交通厅",)),
    ("民族宗教事务委员会", ("民宗委",)),
    ("人民防空办公室", ("人防办",)),
    ("医疗保障局", ("医保局",)),
    ("广播电视局", ("广电局",)),
    ("地方金融监督管理局", ("地方金融监管局",)),
    ("公共资源交易监督管理局", ("公共资源交易监管局",)),
    ("扶贫开发办公室", ("扶贫办",)),
    ("人民代表大会常务委员会", ("人大常委会", "人大")),
)
_FULL = {short: full for full, shorts in reversed(SHORT_FORMS) for short in shorts}
# Peoples as they occur in the names of prefectures.
_PEOPLES = (
    "土家族|苗族|回族|藏族|羌族|彝族|壮族|布依族|侗族|哈尼族|傣族|白族|景颇族|傈僳族|朝鲜族|蒙古族|蒙古|哈萨克|柯尔克孜"
)
_PREFECTURE = re.compile(rf"(?P<place>[\u4e00-\u9fff]{{2,5}}?)(?:{_PEOPLES})+自治州")


def short_names(name: str) -> Iterator[str]:
    """Short forms of a department's name: 湖北省人社厅 for 湖北省人力资源和社会保障厅."""
    for long, shorts in SHORT_FORMS:
        if name.endswith(long) and not name.endswith("经济和信息化" + long):
            yield from (name.removesuffix(long) + short for short in shorts)


def full_name(name: str) -> str:
    """What a short name stands for, as it came if it is none: 连云港市人社局 is 连云港市人力资源和社会保障局."""
    short = next((short for short in sorted(_FULL, key=len, reverse=True) if name.endswith(short)), "")
    return name.removesuffix(short) + _FULL[short] if short else name


def government_short_names(name: str) -> Iterator[str]:
    """黄石市政府 for 黄石市人民政府, and 恩施州人民政府 for 恩施土家族苗族自治州人民政府."""
    if name.endswith("人民政府"):
        yield name.removesuffix("人民政府") + "政府"
    if name.endswith("行政公署"):
        yield name.removesuffix("行政公署") + "行署"
    if (short := short_place(name)) != name:
        yield short
        if short.endswith("人民政府"):
            yield short.removesuffix("人民政府") + "政府"


def short_place(name: str) -> str:
    """恩施州… for 恩施土家族苗族自治州…; any other name as it came."""
    return _PREFECTURE.sub(lambda found: found["place"] + "州", name, count=1) if _PREFECTURE.match(name) else name
