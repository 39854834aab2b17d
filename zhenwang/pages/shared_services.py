"""Hosts that belong to everybody: what stands there says nothing about who runs the host.

Registrable names. A code or a link that leads to one of them is no lead to another site.
"""

from __future__ import annotations

from typing import Final

from zhenwang.domain.hosts import split_suffix

STORES: Final = frozenset({
    "apple.com", "google.com", "huawei.com", "hicloud.com", "vivo.com.cn", "oppomobile.com", "heytapmobi.com", "mi.com",
    "xiaomi.com", "qq.com", "myapp.com", "meizu.com", "honor.com", "hihonor.com", "samsung.com", "samsungapps.com",
    "microsoft.com", "windowsphone.com", "amazon.com", "uptodown.com",
})  # fmt: skip
"""Application stores."""

FORMS: Final = frozenset({
    "wjx.cn", "wjx.top", "wjx.com", "jinshuju.net", "jinshuju.com", "mikecrm.com", "wenjuan.com", "wenjuan.net",
    "wj.qq.com", "docs.google.com", "forms.gle", "forms.office.com", "typeform.com", "jotform.com", "tally.so",
    "surveymonkey.com", "sojump.com", "baominggongju.com", "fanqier.cn",
})  # fmt: skip
"""Where anybody draws up a form that others fill in; hosts or registrable names."""

_SERVICES: Final = STORES | FORMS | frozenset({
    "weixin.com", "wechat.com", "wx.qq.com", "alipay.com", "alipayobjects.com", "tenpay.com", "95516.com",
    "unionpay.com",
    "weibo.com", "weibo.cn", "sina.cn", "sina.com.cn", "douyin.com", "iesdouyin.com", "toutiao.com", "kuaishou.com",
    "bilibili.com", "b23.tv", "zhihu.com", "xiaohongshu.com", "baidu.com", "bdstatic.com", "sogou.com", "so.com",
    "360.cn", "bing.com", "163.com", "126.com", "sohu.com", "youku.com", "iqiyi.com", "taobao.com", "tmall.com",
    "jd.com", "dingtalk.com", "feishu.cn", "larksuite.com",
    "facebook.com", "fb.com", "twitter.com", "x.com", "youtube.com", "instagram.com", "linkedin.com", "telegram.org",
    "t.me", "telegram.me", "whatsapp.com", "wa.me", "line.me", "discord.gg", "github.com", "gitee.com", "cnzz.com",
    "51.la", "jiathis.com", "bshare.cn", "conac.cn", "miit.gov.cn", "beian.gov.cn", "mps.gov.cn", "12377.cn",
    "12321.cn", "w3.org", "schema.org", "jsdelivr.net", "cloudflare.com", "bootcdn.net", "bootcss.com",
    "t.cn", "dwz.cn", "url.cn", "suo.im", "mrw.so", "bit.ly", "tinyurl.com", "is.gd", "goo.gl", "u.nu", "0x3.me",
    "alicdn.com", "aliyuncs.com", "myqcloud.com", "qiniucdn.com", "clouddn.com", "amazonaws.com", "pgyer.com", "fir.im",
})  # fmt: skip


def is_shared(host: str) -> bool:
    """Whether a host (A-label name) belongs to a service that everybody uses; short addresses count among them."""
    return split_suffix(host)[1] in _SERVICES or host in _SERVICES


def is_form_service(host: str) -> bool:
    """Whether a host (A-label name) serves forms that anybody draws up."""
    return host in FORMS or split_suffix(host)[1] in FORMS
