"""Ways of writing one character that neither NFKC nor OpenCC knows to be one, as pairs: as written, as compared.

Every pair is folded in both texts that are compared, so a pair may join two characters that a careful writer keeps
apart (馀/余): what matters is that the same text comes out the same.
"""

from __future__ import annotations

# Traditional forms that OpenCC converts only within phrases, or takes for good simplified.
MERGED = "餘余 馀余 祇只 妳你 牠它 畫画 嚐尝 噁恶 崙仑 剷铲 傢家 佈布 併并 昇升 週周"

# Characters that are themselves in some words and written for another in the rest: 著作 but 看著, 覆盖 but 答覆.
BY_PHRASE = {
    "著": ("着", "(?![作名称述者书录])(?<![显卓名专原编译巨论合昭遗土]著)"),
    "乾": ("干", "(?![隆坤县安清元陵州])"),
    "覆": ("复", "(?:(?<=[答反回批函]覆)|(?=[核审]))"),
    "瞭": ("了", "(?:(?<=明瞭)|(?=[解然若如]))"),
    "藉": ("借", "(?:(?<=凭藉)|(?=[口此由助着著]))"),
    "彷": ("仿", "(?=佛)"),
    "甚": ("什", "(?=么)"),
}

# Printing forms from before the reforms (新旧字形), kept by fonts and by converters; and Japanese ones OpenCC leaves.
OLD_FORMS = (
    "淸清 戸户 汚污 濶阔 髙高 﨑崎 靑青 値值 吿告 竝并 緖绪 擧举 倂并 郞郎 凖准 弍二 弎三 亖四 囬回 囯国 "
    "圀国 囶国 囻国 亊事 仝同 伱你 俢修 偹备 僃备 冺泯 凢凡 刅创 劵券 叧另 啇商 壄野 夊夂 奨奖 宻密 寕宁 "
    "寜宁 巿市 帋纸 庿庙 廰厅 弌一 徃往 恊协 悳德 惪德 愼慎 戼卯 掦扬 旾春 昬昏 曁暨 朂勖 柹柿 桒桑 槪概 "
    "欵款 淛浙 灋法 炁气 牕窗 犂犁 玅妙 琹琴 甞尝 畧略 皐皋 盇盍 眎视 砲炮 秊年 穉稚 竚伫 竢俟 筦管 紥扎 "
    "緫总 縂总 罸罚 羙美 翄翅 耡锄 聦聪 肎肯 脗吻 艸草 葢盖 蔴麻 薴苎 虗虚 裠裙 覩睹 訢欣 譌讹 貟员 賍赃 "
    "躱躲 軄职 輙辄 迯逃 逈迥 邨村 鄊乡 鄕乡 鉄铁 銕铁 鑛矿 閙闹 闗关 関关 阯址 隣邻 雝雍 靣面 韮韭 頴颖 "
    "飜翻 餧喂 騐验 鬭斗 鬪斗 鯰鲇 鳯凤 鴈雁 龢和 両两 亜亚 澁涩 渋涩"
)

# CJK Radicals Supplement, of which NFKC knows two: what a PDF gives back for the characters that look like them
# (Unicode Character Database, EquivalentUnifiedIdeograph.txt).
RADICALS = (
    "⺁厂 ⺄乙 ⺇几 ⺈刀 ⺊卜 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 "
    "⺝月 ⺞歹 ⺠民 ⺡氵 ⺢水 ⺣灬 ⺤爪 ⺥爪 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪疋 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺯糸 ⺰纟 ⺱网 "
    "⺲网 ⺳网 ⺶羊 ⺷羊 ⺸羊 ⺹老 ⺺聿 ⺻聿 ⺼肉 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃西 ⻄西 ⻅见 ⻆角 ⻇角 "
    "⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑长 ⻒长 ⻓长 ⻔门 ⻕阝 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 "
    "⻜飞 ⻝食 ⻞食 ⻟饣 ⻠饣 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫齐 ⻬齐 ⻭齿 ⻮齿 ⻯龙 "
    "⻰龙 ⻱龟 ⻲龟"
)

# One letter in another dress, whatever stands beside it: pinyin in teaching fonts, dotless letters.
LETTERLIKE = "ɡg ɑa ıi ȷj ςσ"

# Cyrillic, Greek and Armenian letters that look Latin (UTS #39), folded only inside a word with Latin or digits.
LOOKALIKES = "аa еe оo рp сc уy хx іi ѕs јj ԁd һh ԛq ԝw ѵv кk мm тt нh вb οo αa νv ρp τt υu ιi κk χx օo հh ոn սu ӏl ɩi"


def pairs(written: str) -> dict[str, str]:
    """``"甲乙 丙丁"`` as ``{"甲": "乙", "丙": "丁"}``."""
    return {entry[0]: entry[1:] for entry in written.split()}
