"""What arrives together is committed together, and each gets its own result."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.errors import LineError
from bot.store.database import Database
from bot.store.group_commit import GroupCommit
from bot.store.session import LineSession
from bot.store.tables import HouseFact

Do = Callable[[LineSession, Sequence[str]], Awaitable[list[str | LineError]]]


class Keeper:
    """Keeps names as facts; refuses "no" as expected, breaks on "broken", and remembers its batches."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    async def keep(self, session: LineSession, names: Sequence[str]) -> list[str | LineError]:
        self.batches.append(list(names))
        results: list[str | LineError] = []
        for name in names:
            if name == "broken":
                raise ZeroDivisionError
            if name == "no":
                results.append(LineError(name))
                continue
            session.add(HouseFact(name=name, value=b""))
            results.append(f"kept {name}")
        return results


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
async def together(database: Database, keeper: Keeper) -> AsyncIterator[GroupCommit[str, str]]:
    group = GroupCommit(database.begin, keeper.keep)
    yield group
    await group.close()


async def kept(database: Database) -> set[str]:
    async with database.read() as session:
        return set(await session.scalars(select(HouseFact.name)))


async def test_each_gets_its_own_result_in_one_commit(together: GroupCommit[str, str], keeper: Keeper) -> None:
    results = await asyncio.gather(*(together.submit(name) for name in "abcde"))

    assert results == ["kept a", "kept b", "kept c", "kept d", "kept e"]
    assert keeper.batches == [["a", "b", "c", "d", "e"]]


async def test_a_result_is_durable_before_it_is_given(together: GroupCommit[str, str], database: Database) -> None:
    await together.submit("a")

    assert await kept(database) == {"a"}


async def test_an_expected_refusal_is_told_to_its_own_and_undoes_nothing(
    together: GroupCommit[str, str], database: Database
) -> None:
    results = await asyncio.gather(*(together.submit(name) for name in ("a", "no", "b")), return_exceptions=True)

    assert isinstance(results[1], LineError)
    assert await kept(database) == {"a", "b"}


async def test_one_broken_item_does_not_spoil_the_others(together: GroupCommit[str, str], database: Database) -> None:
    results = await asyncio.gather(*(together.submit(name) for name in ("a", "broken", "b")), return_exceptions=True)

    assert results[0::2] == ["kept a", "kept b"]
    assert isinstance(results[1], ZeroDivisionError)
    assert await kept(database) == {"a", "b"}


async def test_an_item_the_store_refuses_is_told_so_and_the_rest_is_kept(
    together: GroupCommit[str, str], database: Database
) -> None:
    await together.submit("a")

    results = await asyncio.gather(*(together.submit(name) for name in ("b", "a", "c")), return_exceptions=True)

    assert isinstance(results[1], IntegrityError)
    assert await kept(database) == {"a", "b", "c"}


async def test_what_lost_a_race_alone_is_tried_once_more(database: Database) -> None:
    """As when two processes keep the first words of one student at once: the second try finds what the other kept."""
    tries = 0

    async def keep_or_find(session: LineSession, names: Sequence[str]) -> list[str | LineError]:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise IntegrityError("", None, ValueError())
        return [f"found {name}" for name in names]

    group = GroupCommit(database.begin, keep_or_find)

    assert await group.submit("a") == "found a"
    assert tries == 2
    await group.close()


async def test_who_has_gone_meanwhile_holds_nobody_up(together: GroupCommit[str, str], database: Database) -> None:
    impatient = asyncio.create_task(together.submit("a"))
    await asyncio.sleep(0)
    impatient.cancel()

    assert await together.submit("b") == "kept b"
    assert await kept(database) == {"a", "b"}


async def test_a_broken_item_of_somebody_who_has_gone_holds_nobody_up(together: GroupCommit[str, str]) -> None:
    impatient = asyncio.create_task(together.submit("broken"))
    await asyncio.sleep(0)
    impatient.cancel()

    assert await together.submit("b") == "kept b"


async def test_a_crowd_is_kept_in_batches_of_a_bounded_size(
    together: GroupCommit[str, str], keeper: Keeper, database: Database
) -> None:
    names = [f"{number:03d}" for number in range(200)]

    await asyncio.gather(*(together.submit(name) for name in names))

    assert [name for batch in keeper.batches for name in batch] == names
    assert max(len(batch) for batch in keeper.batches) == 64
    assert len(await kept(database)) == 200


async def test_too_few_results_are_an_error_of_the_batch_not_the_end_of_everything(database: Database) -> None:
    forgetful = True

    async def forget(session: LineSession, names: Sequence[str]) -> list[str | LineError]:
        return [] if forgetful else list(names)

    group = GroupCommit(database.begin, forget)
    with pytest.raises(ValueError, match="shorter"):
        await asyncio.wait_for(group.submit("a"), 5)
    forgetful = False

    assert await asyncio.wait_for(group.submit("b"), 5) == "b"
    await group.close()


async def test_closing_leaves_nobody_hanging(together: GroupCommit[str, str], database: Database) -> None:
    waiting = asyncio.create_task(together.submit("a"))
    async with database.begin():
        await asyncio.sleep(0.01)
        await together.close()

    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(waiting, 5)


async def test_what_comes_after_closing_is_kept_all_the_same(together: GroupCommit[str, str]) -> None:
    await together.submit("a")
    await together.close()

    assert await asyncio.wait_for(together.submit("b"), 5) == "kept b"


async def test_closing_what_was_never_used_is_fine(database: Database, keeper: Keeper) -> None:
    await GroupCommit(database.begin, keeper.keep).close()
