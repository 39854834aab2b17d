"""Words by which names of places, bodies and people are told in simplified Chinese, for ``masking``."""

from __future__ import annotations


def _words(written: str) -> tuple[str, ...]:
    return tuple(written.split())


DIVISIONS = _words("街道 省 市 县 区 州 盟 旗 镇 乡")
PEOPLES = _words(
    "壮 满 回 苗 维吾尔 土家 彝 蒙古 藏 布依 侗 瑶 朝鲜 白 哈尼 哈萨克 黎 傣 畲 傈僳 仡佬 东乡 拉祜 水 佤 纳西 羌 土 "
    "仫佬 锡伯 柯尔克孜 达斡尔 景颇 毛南 撒拉 布朗 塔吉克 普米 鄂温克 怒 裕固 独龙 保安"
)
"""Peoples that autonomous divisions are named after: 恩施土家族苗族自治州."""
NO_DIVISION = frozenset(
    _words(
        "城市 都市 超市 股市 上市 集市 门市 夜市 楼市 节省 反省 "
        "外省 跨省 "
        "地区 社区 小区 园区 景区 城区 辖区 灾区 校区 山区 郊区 特区 片区 库区 林区 牧区 "
        "矿区 老区 新区 城镇 乡镇 集镇 村镇 城乡 家乡 下乡 返乡 故乡 老乡 国旗 红旗 "
        "党旗 升旗 联盟 同盟 加盟 "
    )
)
"""Words of one character and an ending. A division may end so as well, 洪山区: then it comes back."""
AFTER_DIVISION = {"省": "略事", "市": "场民值容面井", "区": "域别分间块位划", "旗": "帜舰", "镇": "静", "乡": "村愁亲"}
"""What makes another word of the ending: 市场, 区域."""

BODIES = _words(
    "人民政府办公厅 人民政府办公室 人民政府 政府办公厅 政府办公室 政府 委员会 办公厅 办公室 人民法院 "
    "人民检察院 派出所 指挥部 领导小组 管理局 局 厅 委 中心"
)
NO_BODY = frozenset(
    _words("布局 结局 格局 大局 全局 当局 战局 时局 僵局 开局 大厅 客厅 餐厅 音乐厅 原委 编委 推委 政委 中心")
)
AFTER_BODY = {"局": "面部限势域促", "委": "托派屈任员婉", "中心": "思任组"}

TITLES = _words(
    "省长 市长 县长 区长 州长 旗长 镇长 乡长 局长 厅长 部长 处长 科长 主任 书记 主席 秘书长 "
    "委员 常委 组长 院长 校长 会长 行长 站长 队长 所长 巡视员 调研员 同志 记者 通讯员 编辑 作者 "
    "责编 审核 签发 联系人 负责人 发言人 经办人 先生 女士 教授 经理 代表"
)
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶"
    "洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童"
    "欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬"
    "臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐"
    "虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺"
)
COMPOUND_SURNAMES = _words("欧阳 上官 司马 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 端木")

# Characters that begin no name and end none before a division or body: 在…县, 经…局, 关于…省.
LINKS = frozenset(
    "的了和与及或在对向为由从到是于各本全该我你他她它们这那把被将让给使能可应须需请就都也还又再仅"
    "按据关通过经以并其所者个位共含至同距系赴驻受"
)
# What follows a name of two characters: 王海出席, 李明在.
VERBS = frozenset("出主参在说指强表讲介率到对与和及等为任负带深一同赴向男女也的是先来于致作宣要就受以则并")
