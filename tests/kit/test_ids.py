from bot.kit.ids import new_id, new_token


def test_ids_sort_by_the_moment_they_were_made() -> None:
    earlier = new_id()
    while (later := new_id())[:12] == earlier[:12]:
        pass

    assert earlier < later


def test_no_two_are_the_same() -> None:
    assert len({new_id() for _ in range(10_000)}) == 10_000
    assert len({new_token() for _ in range(1_000)}) == 1_000


def test_a_token_is_long_enough_that_nobody_guesses_it() -> None:
    assert len(new_token()) >= 43
