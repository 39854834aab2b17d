"""What kind of body bears a name, and whether the measures protect it (art. 2). Read from the end of the name."""

from __future__ import annotations

import re

from zhenwang.domain.body import SUBJECTS, BodyKind

# The first pattern that is found decides; the more telling words stand first.
_KINDS = (
    (BodyKind.COURT, r"法院|法庭"),
    (BodyKind.PROCURATORATE, r"检察院|检察网"),
    (BodyKind.SUPERVISION, r"纪委|监委|纪律检查|监察委员会"),
    (BodyKind.CONGRESS, r"人民代表大会|人大"),
    (BodyKind.CONSULTATIVE, r"政协|政治协商"),
    (
        BodyKind.PARTY,
        r"政法委|长安网|政法网|政法综治网|平安[\u4e00-\u9fff]{2,3}网?\Z|"
        r"\A中共|委组织部|委宣传部|社会工作部|\A中央党校",
    ),
    (BodyKind.MASS_ORGANISATION, r"共青团|工会|妇联|妇女联合会|文联|科学技术协会|供销合作|供销社|残疾人联合会"),
    (BodyKind.MEDIA, r"日报\Z|通讯社\Z|电视台\Z|融媒体|晚报\Z|杂志"),
    (
        BodyKind.INSTITUTION,
        r"交易中心|采购中心|考试院|研究院|科学院|工程院|社会科学院|信息中心|研究中心|服务中心|教育科学|住房公积金|"
        r"公共资源交易电子公共服务平台|地质局|干部学院|基金委|基金理事会|交易服务",
    ),
    (BodyKind.UNKNOWN, r"平台\Z"),
    (BodyKind.ADMINISTRATIVE_INSTITUTION, r"气象局|地震局"),
    (
        BodyKind.GOVERNMENT,
        r"(?:人民政府|行政公署|生产建设兵团|特别行政区政府|行政委员会)\Z|\A中国政府网|政务服务网",
    ),
    (BodyKind.DEPARTMENT, r"(?:厅|局|部|署|监督管理委员会)\Z"),
    (BodyKind.OUTPOST, r"管理委员会|管委会|开发区|新区|高新区|示范区|保税区|自贸区|园区"),
    (BodyKind.DEPARTMENT, r"(?:厅|局|委员会|委|部|署|办公室|办|总局|司|银行|研究室|参事室)\Z"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)


def kind_of(name: str) -> BodyKind:
    return next((kind for kind, pattern in _COMPILED if pattern.search(name)), BodyKind.UNKNOWN)


def is_subject(kind: str) -> bool:
    """Whether art. 2 calls the sites of such a body government sites."""
    return kind in SUBJECTS
