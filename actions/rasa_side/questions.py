"""Whether something is asked of the line, and not told of what somebody does not know or asks.

Pure.
"""

import re
from typing import Final

_QUESTION: Final = re.compile(
    r"[?？]\s*$|吗\s*$|(?:会不会|是不是|有没有|能不能|可不可以|要不要|该不该).{1,12}[啊呀呢]?\s*$"
    r"|(?:怎么(?:办|做|说|选|写|讲|开口|问|样)|如何.{1,6}|哪里可以.{0,6}|多久)(?:才好|好)?[啊呀呢嘛]?\s*$|^\s*(?:那|但|可)?(?:我|你)?(?:该|要|应该|可以|能)?(?:怎么(?!会|这样|那么|都)|如何|能不能|可不可以|哪个)"
    r"|^\s*(?:so |but |and |ok |then )?(?:how|what|where|which|who|can|could|should|would|will|do|does|did|is|are|am i)\b"
    r"|\b(?:how (?:do|can|should) i|what (?:do|would|should|can) i|can you|do u|do you|will you)\b",
    re.IGNORECASE,
)
# Not knowing, and what others ask, is told and not asked.
_NO_QUESTION: Final = re.compile(
    r"不(?:知道|晓得|清楚|明白|懂)|想知道|搞不懂|猜不|(?:一直|总|老|天天)?问(?:我|过我|他|她)|没(?:有)?(?:问|想过)|不会(?:怎么|问)|呗\s*[。.!！]*$"
    r"|\b(?:don'?t know|idk|dunno|no idea|not sure|wonder\w*|(?:asks?|asked|asking) (?:me|him|her|if)|can you believe|you know what)\b",
    re.IGNORECASE,
)


def is_question(text: str) -> bool:
    return _QUESTION.search(text) is not None and _NO_QUESTION.search(text) is None
