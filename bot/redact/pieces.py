"""Pieces the patterns of identifiers share. Patterns read `Folded.numerals`: 一二三 are 123, 十 and 百 stay."""

HAN = "㐀-鿿"
# A name of a school or a street does not reach back over these.
STOPS = "我你他她它们的了在是到去从来往读上考进和与跟或就于为被把给让叫说对那这哪及有没不也都还很住回离过想要"
NAME_LETTER = rf"(?:(?![{STOPS}])[{HAN}])"
NUMBER = r"(?:\d?十\d?|\d?百\d{0,2}|\d{1,3})"
NOT_A_QUANTITY = r"(?!\d|[年元块分人名个])"
