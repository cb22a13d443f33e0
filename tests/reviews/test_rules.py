from bot.levels import RiskLevel
from bot.reviews.rules import SAMPLE_PERCENT, is_for_review

IDS = [f"conversation-{number}" for number in range(2000)]


def test_every_talk_about_danger_is_reviewed() -> None:
    assert all(is_for_review(name, level=RiskLevel.SERIOUS) for name in IDS)
    assert all(is_for_review(name, level=RiskLevel.CRITICAL) for name in IDS)


def test_of_the_rest_about_one_in_five_is_reviewed() -> None:
    share = 100 * sum(is_for_review(name, level=RiskLevel.CONCERN) for name in IDS) / len(IDS)
    assert abs(share - SAMPLE_PERCENT) < 3


def test_the_sample_is_the_same_at_every_look() -> None:
    first, second = ([is_for_review(name, level=RiskLevel.NONE) for name in IDS] for _ in range(2))
    assert first == second
