"""Who listens is woken for what they listen to, and is forgotten when they stop."""

import asyncio

from bot.store.events import Events, Listener, conversation_key, student_key


async def test_a_listener_hears_its_keys_and_no_others() -> None:
    events = Events()
    with events.listen("queue", "turns") as listener:
        events.publish(["outbox"])
        assert await listener.wait(0) == set()

        events.publish(["queue", "outbox"])
        assert await listener.wait(0) == {"queue"}


async def test_what_was_heard_is_told_once() -> None:
    events = Events()
    with events.listen("queue") as listener:
        events.publish(["queue"])
        events.publish(["queue"])

        assert await listener.wait(0) == {"queue"}
        assert await listener.wait(0) == set()


async def test_who_waits_is_woken_at_once() -> None:
    events = Events()
    with events.listen("queue") as listener:
        waiting = asyncio.create_task(listener.wait(60))
        await asyncio.sleep(0)
        events.publish(["queue"])

        assert await asyncio.wait_for(waiting, 5) == {"queue"}


async def test_everybody_who_listens_is_told() -> None:
    events = Events()
    with events.listen("queue") as one, events.listen("queue") as other:
        events.publish(["queue"])

        assert await one.wait(0) == await other.wait(0) == {"queue"}


async def test_who_stopped_listening_is_forgotten() -> None:
    events = Events()
    with events.listen("queue") as stays:
        with events.listen("queue", "turns"):
            pass
        events.publish(["queue", "turns"])

        assert await stays.wait(0) == {"queue"}
    assert not events._listeners


async def test_a_listener_tells_everything_since_its_last_look() -> None:
    listener = Listener()
    listener.tell(student_key("lin"))
    listener.tell(conversation_key("c1"))

    assert await listener.wait(1) == {"student:lin", "conversation:c1"}
