"""Addresses people are reached at: mail, web pages, QQ, WeChat and other accounts, @handles."""

import re
from collections.abc import Iterator

from bot.redact.fold import Folded
from bot.redact.span import Kind, Span

AT = r"\s{0,2}(?:[@#]|艾特|圈a|[(\[]at[)\]]|(?<=\w) at (?=\w))\s{0,2}"
DOT = r"\s?(?:\.|点|。|[(\[]?\bdot\b[)\]]?)\s?"
MAIL = re.compile(rf"[\w.+-]*[A-Za-z0-9_]{AT}[A-Za-z0-9-]+(?:{DOT}[A-Za-z]{{2,15}}){{1,3}}", re.IGNORECASE | re.ASCII)
MAIL_WITHOUT_DOMAIN = re.compile(
    r"[A-Za-z0-9_.+-]{4,}\s?(?:@|艾特)\s?(?:qq|163|126|gmail|foxmail|sina|outlook|hotmail)(?![A-Za-z])", re.IGNORECASE
)

TLD = r"(?:com|cn|net|org|edu|gov|cc|me|io|tv|xyz|top|vip|info|hk|tw|mo|co|app|club|site|ly|gl)"
URL = re.compile(
    r"(?:https?|ftp)\s?:\s?//[^\s一-鿿,。、！？（）《》“”]+"
    rf"|(?<![A-Za-z0-9_@.\-])(?:[A-Za-z0-9][A-Za-z0-9-]*(?:\.|点(?=com|cn|net|org))){{1,5}}{TLD}(?![A-Za-z0-9])(?:[:/?#][^\s一-鿿,。、！？（）《》“”]*)?",
    re.IGNORECASE,
)

APPS = (
    r"(?:微\s?[信❤♥]|[薇威葳维围徽V]信|卫星|vx|wx|w[ei]{1,2}xin|wechat|v[信❤]|[➕+加]我?\s?(?:[vV]|[qQ]{1,2})|[vV](?=[:号\s])"
    r"|qq|[qQ](?=\s?[:号])|扣扣|[抠秋球]{2}|企鹅号?|扣(?=\s?[:号\d])|tg|telegram|电报|instagram|ins|line(?=\s?(?:id|[:号]))|facebook|脸书|推特|twitter|skype|discord|snapchat|steam"
    r"|抖音|快手|小红书|微博|b站|王者|原神|支付宝|钉钉|陌陌|探探|soul|uid|账号|帐号|游戏id|号码)"
)
JOINING = r"\s{0,2}(?:号码?|id|账号|帐号|昵称|名字?|群)?\s{0,2}(?:[:=是为叫→>\-—]|就是|我的是)?\s{0,3}"
SHOWN_AS_ACCOUNT = re.compile(
    rf"(?<![A-Za-z]){APPS}{JOINING}(?P<id>[A-Za-z0-9_][A-Za-z0-9_.\-]{{3,29}})", re.IGNORECASE
)
SPACED_NUMBER = re.compile(rf"(?<![A-Za-z]){APPS}{JOINING}(?P<id>\d(?:[\s\-_.·*]{{0,2}}\d){{4,14}})", re.IGNORECASE)
ORDINARY_WORD = re.compile(r"[A-Za-z]+")
EXPLICIT = re.compile(r"[:号=是为叫]\s*$|id\s*$", re.IGNORECASE)
LAST_DIGITS = re.compile(
    r"(?:尾号|后[4-6四五六]位|末[4-6]位|短号|小号|密码|验证码)\W{0,2}(?:是|为)?\W{0,2}(?P<id>\d{3,8}[xX]?)"
)
HANDLE = re.compile(r"@(?P<id>[^\s@:,.;!?，。：；！？、…/\\()（）\[\]【】<>《》\"“”#|~^*=+&%$]{1,30})")

ASKS_FOR_ACCOUNT = re.compile(
    r"(?:微信|vx|wx|v信|qq|扣扣|账号|帐号|联系方式|[vV]号?|抖音号?|小红书)\s?(?:号|id)?\s?(?:是)?\s?(?:多少|什么|啥|几|发我|给我|呢|\?|$)",
    re.IGNORECASE,
)
BARE_ACCOUNT = re.compile(r"(?<![\w@])[A-Za-z0-9_][A-Za-z0-9_.\-]{4,19}(?![\w@])", re.ASCII)


def find_accounts(folded: Folded) -> Iterator[Span]:
    """Mail, web, accounts named as such and handles in one text."""
    text, digits = folded.text, folded.digits
    for pattern, kind in ((MAIL, Kind.MAIL), (MAIL_WITHOUT_DOMAIN, Kind.MAIL), (URL, Kind.WEB)):
        yield from (folded.span(found.start(), found.end(), kind) for found in pattern.finditer(text))
    yield from _named_accounts(folded)
    for pattern in (SPACED_NUMBER, LAST_DIGITS):
        yield from (folded.span(*found.span("id"), Kind.ACCOUNT) for found in pattern.finditer(digits))
    yield from (folded.span(*found.span("id"), Kind.PERSON) for found in HANDLE.finditer(text))


def _named_accounts(folded: Folded) -> Iterator[Span]:
    for found in SHOWN_AS_ACCOUNT.finditer(folded.digits):
        name = found["id"]
        said_plainly = EXPLICIT.search(folded.digits[found.start() : found.start("id")])
        # 微信 wechat, QQ music: a plain word counts only where 号, 是 or a colon points at it.
        if said_plainly or not ORDINARY_WORD.fullmatch(name):
            yield folded.span(*found.span("id"), Kind.ACCOUNT)


def asks_for_account(folded: Folded) -> bool:
    """Whether the next turn may be a bare account: "你微信多少"."""
    return bool(ASKS_FOR_ACCOUNT.search(folded.text))


def find_bare_accounts(folded: Folded) -> Iterator[Span]:
    """What could be an account in the answer to such a question."""
    for found in BARE_ACCOUNT.finditer(folded.digits):
        alone = found.group() == folded.digits.strip()
        if alone or not ORDINARY_WORD.fullmatch(found.group()):
            yield folded.span(found.start(), found.end(), Kind.ACCOUNT)
