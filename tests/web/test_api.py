"""What a page gets from the public API, and what it is told when something is wrong."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text as sql

from bot.handoffs.queue import claim
from bot.store.tables import Role, Student
from tests.factories import make_account
from tests.web.conftest import MakeLine, Site, bearer

DANGER = "我不想活了"


class TestOpening:
    async def test_a_chat_begins_with_the_first_words(self, site: Site) -> None:
        history = await site.heard(await site.open_chat(language="en"))

        assert [message["author"] for message in history["messages"]] == ["line"]
        assert "A program answers first" in history["messages"][0]["text"]
        assert history["state"] == {"holder": "bot", "place": None}

    async def test_answers_to_tap_come_with_the_question_in_the_student_s_language(self, site: Site) -> None:
        token = await site.open_chat(language="en")
        await site.say(token, "talk to a person")

        *before, question = (await site.heard(token))["messages"]
        assert question["choices"] == ["Safe", "Not safe"]
        assert all(message["choices"] == [] for message in before)

    async def test_nothing_needs_to_be_said_about_oneself(self, site: Site) -> None:
        assert (await site.client.post("/api/chat")).status_code == 201

    async def test_an_address_that_opens_too_many_is_told_when_to_try_again(self, make_site: MakeLine) -> None:
        site = await make_site(openings_per_hour=2)
        answers = [await site.client.post("/api/chat", headers={"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(3)]

        assert [answer.status_code for answer in answers] == [201, 201, 429]
        assert 1 <= int(answers[2].headers["Retry-After"]) <= 3600

    @pytest.mark.parametrize(
        "wanted", ['{"desk": "nowhere"}', '{"language": "fr"}', '{"desk": 5}', "[]", '{"name": 1}']
    )
    async def test_what_the_line_does_not_know_is_refused(self, site: Site, wanted: str) -> None:
        answer = await site.client.post("/api/chat", content=wanted)

        assert answer.status_code == 422
        assert answer.json()["detail"].endswith(".")


class TestPosting:
    async def test_the_same_client_id_again_is_the_same_message(self, site: Site) -> None:
        token, client_id = await site.open_chat(), str(uuid4())
        first = await site.say(token, "考试考砸了", client_id=client_id)
        again = await site.say(token, "考试考砸了", client_id=client_id.upper())

        assert (first.status_code, again.status_code) == (202, 202)
        assert first.json() == again.json()
        said = [message for message in (await site.heard(token))["messages"] if message["author"] == "student"]
        assert [message["text"] for message in said] == ["考试考砸了"]

    @pytest.mark.parametrize(
        "text",
        ["", " ", "😶", "🔪🩸", "مرحبا", "\u202eabc", "\u200b\u200d", "a\0b", "\ud83d", "=HYPERLINK(1)", "<b>{{7*7}}"],
    )
    async def test_whatever_was_typed_is_kept_as_it_is(self, site: Site, text: str) -> None:
        token = await site.open_chat()
        body = json.dumps({"client_id": str(uuid4()), "text": text})
        answer = await site.client.post("/api/chat/messages", content=body, headers=bearer(token))

        assert answer.status_code == 202
        assert text in [message["text"] for message in (await site.heard(token))["messages"]]

    async def test_danger_gets_the_safety_text_and_a_place_in_the_queue(self, site: Site) -> None:
        token = await site.open_chat()
        await site.say(token, DANGER)

        history = await site.heard(token)
        assert "12356" in history["messages"][-1]["text"]
        assert history["state"] == {"holder": "queue", "place": 1}

    async def test_200_messages_at_once_are_kept_each_with_a_place_of_its_own(self, site: Site) -> None:
        token = await site.open_chat()
        answers = await asyncio.gather(*(site.say(token, f"第{n}句") for n in range(200)))

        assert {answer.status_code for answer in answers} == {202}
        assert len({answer.json()["seq"] for answer in answers}) == 200

    async def test_a_wrong_token_leads_nowhere(self, site: Site) -> None:
        refused = await site.say("guessed", "在吗")

        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"] == "Bearer"
        body = {"client_id": str(uuid4()), "text": "在吗"}
        assert (await site.client.post("/api/chat/messages", json=body)).status_code == 401

    async def test_a_token_longer_than_any_of_ours_is_not_even_counted(self, site: Site) -> None:
        assert (await site.say("x" * 60_000, "在吗")).status_code == 401


class TestBadBodies:
    @pytest.mark.parametrize(
        ("body", "why"),
        [
            ("", "not JSON"),
            ('{"text": ', "line 1, column"),
            ('{"client_id": "7", "text": "a"}', "UUID"),
            ('{"client_id": null, "text": "a"}', "UUID"),
            ('{"client_id": "3f2b8c1e-9d04-4a57-8a61-2f0c7d5e9b10"}', '"text"'),
            ('{"client_id": "3f2b8c1e-9d04-4a57-8a61-2f0c7d5e9b10", "text": 5}', '"text"'),
            ('{"client_id": "3f2b8c1e-9d04-4a57-8a61-2f0c7d5e9b10", "text": "a", "to": 1}', "nothing else"),
            ("[" * 60_000, "not JSON"),
            (b"\xff\xfe\xff", "not JSON"),
        ],
    )
    async def test_a_body_that_is_not_right_is_told_why(self, site: Site, body: str | bytes, why: str) -> None:
        token = await site.open_chat()
        answer = await site.client.post("/api/chat/messages", content=body, headers=bearer(token))

        assert answer.status_code == 422
        assert why in answer.json()["detail"]

    async def test_more_than_64_kib_is_refused_by_its_announced_length(self, site: Site) -> None:
        answer = await site.say(await site.open_chat(), "很" * 30_000)

        assert answer.status_code == 413
        assert "64 KiB" in answer.json()["detail"]

    async def test_more_than_64_kib_is_refused_while_it_streams_in(self, site: Site) -> None:
        async def endless() -> AsyncIterator[bytes]:
            while True:
                yield b" " * 10_000

        token = await site.open_chat()
        answer = await site.client.post("/api/chat/messages", content=endless(), headers=bearer(token))

        assert answer.status_code == 413

    @pytest.mark.parametrize("asked", [{"after": -1}, {"wait": 26}, {"after": "x"}, {"holder": "somebody"}])
    async def test_a_reading_out_of_bounds_is_told_why(self, site: Site, asked: dict[str, str | int]) -> None:
        token = await site.open_chat()
        answer = await site.client.get("/api/chat/messages", params=asked, headers=bearer(token))

        assert answer.status_code == 422
        assert next(iter(asked)) in answer.json()["detail"]


class TestTooFastAndNotKept:
    async def test_who_is_too_fast_waits_but_danger_never_does(self, make_site: MakeLine) -> None:
        site = await make_site(student_burst=1, student_per_second=0.01)
        token = await site.open_chat()
        assert (await site.say(token, "一")).status_code == 202

        refused = await site.say(token, "二")
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) >= 1
        assert (await site.say(token, DANGER)).status_code == 202

    async def test_a_store_that_fails_gives_503_and_the_safety_text_where_it_matters(self, site: Site) -> None:
        token = await site.open_chat()
        await _break_store(site)

        ordinary, dangerous = await site.say(token, "考试考砸了"), await site.say(token, DANGER)

        assert (ordinary.status_code, dangerous.status_code) == (503, 503)
        assert int(dangerous.headers["Retry-After"]) >= 1
        assert "safety_text" not in ordinary.json()
        assert "12356" in dangerous.json()["safety_text"]

    async def test_reading_and_readiness_say_so_too(self, site: Site) -> None:
        token = await site.open_chat()
        await _break_store(site)

        read = await site.client.get("/api/chat/messages", headers=bearer(token))
        assert (read.status_code, (await site.client.post("/api/chat")).status_code) == (503, 503)


class TestReading:
    async def test_waiting_ends_as_soon_as_something_is_said(self, site: Site) -> None:
        token = await site.open_chat()
        waiting = asyncio.create_task(site.heard(token, after=1, wait=20))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        await site.say(token, "在吗")

        async with asyncio.timeout(2):
            assert [message["text"] for message in (await waiting)["messages"]] == ["在吗"]

    async def test_waiting_ends_when_a_person_takes_the_chat(self, site: Site) -> None:
        token = await site.open_chat()
        await site.say(token, DANGER)
        history = await site.heard(token)
        last = history["messages"][-1]["seq"]
        waiting = asyncio.create_task(site.heard(token, after=last, wait=20, holder="queue", place=1))
        await asyncio.sleep(0.1)
        async with site.line.database.begin() as session:
            volunteer = await make_account(session, role=Role.VOLUNTEER)
            handoff_id = (await session.execute(sql("SELECT id FROM handoffs"))).scalar_one()
            await claim(session, handoff_id, volunteer=volunteer, at=site.line.clock.now())

        async with asyncio.timeout(2):
            assert (await waiting)["state"] == {"holder": "volunteer", "place": None}

    async def test_what_the_page_shows_wrongly_is_put_right_at_once(self, site: Site) -> None:
        token = await site.open_chat()
        async with asyncio.timeout(2):
            history = await site.heard(token, after=1, wait=20, holder="queue", place=3)

        assert history == {"messages": [], "state": {"holder": "bot", "place": None}}

    async def test_silence_ends_after_the_time_asked_for(self, site: Site) -> None:
        history = await site.heard(await site.open_chat(), after=1, wait=0.1)

        assert history["messages"] == []

    async def test_being_seen_is_noted_at_most_every_half_minute(self, site: Site) -> None:
        token = await site.open_chat()
        await site.heard(token)
        first = await _last_seen(site)
        await site.heard(token)

        assert first is not None
        assert await _last_seen(site) == first

    async def test_half_a_minute_later_being_seen_is_noted_again(self, make_site: MakeLine, tmp_path: Path) -> None:
        site = await make_site(clock_file=tmp_path / "clock")
        token = await site.open_chat()
        await site.heard(token)
        first = await _last_seen(site)
        (tmp_path / "clock").write_text("31")
        await site.heard(token)

        assert await _last_seen(site) != first

    async def test_a_language_can_be_chosen_and_the_line_speaks_it(self, site: Site) -> None:
        token = await site.open_chat(language="zh-Hans")
        answer = await site.client.put("/api/chat/language", json={"language": "en"}, headers=bearer(token))
        await site.say(token, "…")
        assert answer.status_code == 204
        async with site.line.database.read() as session:
            assert (await session.execute(sql("SELECT language FROM students"))).scalar_one() == "en"

        wrong = await site.client.put("/api/chat/language", json={"language": "en"}, headers=bearer("guessed"))
        assert wrong.status_code == 401
        assert (await site.client.put("/api/chat/language", json={}, headers=bearer(token))).status_code == 422


class TestHealth:
    async def test_alive_and_ready_without_rasa(self, site: Site) -> None:
        assert (await site.client.get("/healthz")).json() == {"status": "ok"}

        answer = await site.client.get("/readyz")
        assert answer.status_code == 200
        readings = answer.json()
        assert readings["store"] == readings["channels"] == "ok"
        assert readings.keys() == {"store", "rasa", "channels"}


class TestOtherPages:
    async def test_only_a_page_that_is_named_may_use_the_api(self, make_site: MakeLine) -> None:
        site = await make_site(chat_origins=("https://school.example",))

        allowed = await _preflight(site, "https://school.example")
        assert allowed.headers["Access-Control-Allow-Origin"] == "https://school.example"
        assert "Access-Control-Allow-Origin" not in (await _preflight(site, "https://other.example")).headers
        console = await site.client.get("/healthz", headers={"Origin": "https://school.example"})
        assert "Access-Control-Allow-Origin" not in console.headers

    async def test_the_api_is_described_in_openapi(self, site: Site) -> None:
        described = (await site.client.get("/openapi.json")).json()

        post = described["paths"]["/api/chat/messages"]["post"]
        assert set(post["responses"]) == {"202", "401", "413", "422", "429", "503"}
        assert [*post["security"][0]] == [*described["components"]["securitySchemes"]]
        assert set(post["requestBody"]["content"]["application/json"]["schema"]["required"]) == {"client_id", "text"}
        assert set(described["paths"]["/api/chat/messages"]["get"]["responses"]) == {"200", "401", "422", "503"}


async def _preflight(site: Site, origin: str) -> httpx.Response:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    return await site.client.options("/api/chat/messages", headers=headers)


async def _break_store(site: Site) -> None:
    async with site.line.database.begin() as session:
        await session.execute(sql("ALTER TABLE students RENAME TO students_away"))


async def _last_seen(site: Site) -> object:
    async with site.line.database.read() as session:
        student = (await session.execute(sql("SELECT id FROM students"))).scalar_one()
        return (await session.get_one(Student, student)).last_seen_at
