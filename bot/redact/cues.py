"""Cues beside a name. They confirm and extend what the model finds; a bare 小X, 阿X or 老X is no cue (老师, 小时)."""

import re
from collections.abc import Iterator

from bot.redact.readable import NOT_NAMES
from bot.redact.surnames import SURNAMES

TITLES = "老师|同学|医生|主任|校长|教授|教练|阿姨|叔叔|先生|女士|小姐|警官|律师|学长|学姐|学妹|学弟|师兄|师姐|班长|导员|辅导员|院长|经理|老板|护士|大夫|奶奶|爷爷|哥|姐|总|局长|书记|主席|教官|督导|咨询师"
TITLED = re.compile(rf"(?<![\u4e00-\u9fff])?(?P<name>[{SURNAMES}])(?={TITLES})")
SELF = re.compile(
    r"(?:我(?:的名字|名字|本名|真名|大名|小名)?叫|叫我|我姓名|姓名[:是]|名字[:是叫]|名叫|本名)\s?[:是]?\s?(?P<name>[\u4e00-\u9fff]{2,4}?)(?=$|[\s,.!?;、:()的和吧就行好啊呀哦]|今年|是)"
)
SURNAMED = re.compile(rf"(?:我|他|她|老师|同学|对方)?姓(?P<name>[{SURNAMES}])(?![\u4e00-\u9fff])")
LATIN_NAME = re.compile(
    r"(?<![\w@./-])(?:my name(?:'s| is)|i am|i'm|call me|named|called|this is|mr\.?|mrs\.?|ms\.?|miss|dr\.?|teacher|prof\.?)\s+(?P<name>[A-Z][a-z]+(?:[\s-][A-Z][a-z]+){0,2})"
)


def cued_persons(text: str) -> Iterator[tuple[int, int]]:
    """Names that stand beside a cue."""
    for pattern in (SELF, LATIN_NAME, TITLED, SURNAMED):
        yield from (found.span("name") for found in pattern.finditer(text) if found["name"] not in NOT_NAMES)
