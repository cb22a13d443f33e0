"""Who may come in where, and that no other site can act for them."""

import re
from dataclasses import replace

import pytest

from bot.shifts.sign_in import password_hash
from bot.store.tables import Account, Role
from console.door import Door
from tests.console.conftest import ADDRESS, House, Person
from tests.factories import make_account, make_handoff

PAGES = {
    "/console": {Role.VOLUNTEER, Role.SUPERVISOR},
    "/console/live": {Role.SUPERVISOR},
    "/review": {Role.COORDINATOR},
    "/admin": {Role.ADMINISTRATOR},
    "/console/password": set(Role),
}
PASSWORD = "a long invented password"


async def with_password(house: House, role: Role = Role.VOLUNTEER) -> Account:
    hashed = await password_hash("somebody", PASSWORD)
    async with house.parts.database.begin() as session:
        account = await make_account(session, role=role)
        account.password_hash = hashed
    return account


class TestRoles:
    @pytest.mark.parametrize("role", list(Role))
    @pytest.mark.parametrize("path", list(PAGES))
    async def test_a_page_opens_for_its_roles_and_is_missing_for_others(
        self, house: House, role: Role, path: str
    ) -> None:
        answer = await (await house.person(role)).look(path)

        if role in PAGES[path]:
            assert answer.status_code == 200
        elif path == "/console":
            assert answer.headers["location"] in {"/review", "/admin"}
        else:
            assert answer.status_code == 404

    @pytest.mark.parametrize("path", list(PAGES))
    async def test_a_stranger_is_led_to_the_door(self, house: House, path: str) -> None:
        answer = await house.visitor().get(path)

        assert (answer.status_code, answer.headers["location"]) == (303, "/console/sign-in")

    async def test_a_page_left_open_leads_to_the_door_too(self, house: House) -> None:
        answer = await house.visitor().get("/console", headers={"HX-Request": "true"})

        assert answer.headers["hx-redirect"] == "/console/sign-in"


class TestForms:
    async def test_a_form_without_its_token_does_nothing(self, house: House, volunteer: Person) -> None:
        volunteer.form_token = "guessed"

        assert (await volunteer.do("/console/shift/end")).status_code == 403

    async def test_a_form_sent_by_another_site_does_nothing(self, volunteer: Person) -> None:
        for origin in ("https://elsewhere.invalid", "null", "http://tingjian.test.elsewhere.invalid"):
            answer = await volunteer.client.post(
                "/console/shift/end", data={"form_token": volunteer.form_token}, headers={"Origin": origin}
            )
            assert answer.status_code == 403

    async def test_the_token_may_come_in_a_header_as_htmx_sends_it(self, volunteer: Person) -> None:
        headers = {"X-Form-Token": volunteer.form_token, "Origin": ADDRESS}

        assert (await volunteer.client.post("/console/shift/end", headers=headers)).status_code == 303

    async def test_nobody_can_be_signed_in_by_another_site(self, house: House) -> None:
        account = await with_password(house)
        answer = await house.visitor().post(
            "/console/sign-in",
            data={"login": account.login, "password": PASSWORD},
            headers={"Origin": "https://elsewhere.invalid"},
        )

        assert answer.status_code == 403


class TestHeaders:
    @pytest.mark.parametrize("path", ["/console/c/%00", "/console/link/%00", "/review/%00"])
    async def test_an_address_with_a_nul_is_no_page(self, supervisor: Person, path: str) -> None:
        assert (await supervisor.look(path)).status_code == 404

    @pytest.mark.parametrize("path", ["/console/sign-in", "/console/link/none", "/console/c/none", "/console"])
    async def test_every_answer_forbids_what_is_not_ours(self, house: House, path: str) -> None:
        answer = await house.visitor().get(path)

        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"

    async def test_no_page_holds_a_script_or_style_of_its_own(self, house: House, supervisor: Person) -> None:
        async with house.parts.database.begin() as session:
            handoff = await make_handoff(session)
        for path in ("/console", "/console/live", f"/console/c/{handoff.conversation_id}", "/console/password"):
            page = (await supervisor.look(path)).text
            assert not re.search(r"<script(?![^>]*\bsrc=)", page)
            assert not re.search(r"<style|\sstyle=|\son\w+=", page)

    async def test_files_may_be_kept_because_their_address_changes(self, house: House) -> None:
        answer = await house.visitor().get("/console/static/console.css")

        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert "default-src 'self'" in answer.headers["content-security-policy"]

    async def test_the_cookie_is_out_of_reach(self, house: House) -> None:
        async with house.parts.database.begin() as session:
            account = await make_account(session)
        answer = await house.visitor().post(await house.link_for(account))

        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie

    async def test_beyond_this_machine_the_cookie_needs_https(self, house: House) -> None:
        settings = house.parts.settings.model_copy(update={"host": "0.0.0.0", "public_url": "https://line.invalid"})
        assert Door(replace(house.parts, settings=settings)).cookie == "__Host-tingjian"


class TestSigningIn:
    async def test_a_preview_of_a_link_does_not_use_it_up(self, house: House) -> None:
        async with house.parts.database.begin() as session:
            account = await make_account(session)
        link = await house.link_for(account)
        for _ in range(3):
            assert (await house.visitor().get(link)).status_code == 200

        answer = await house.visitor().post(link)

        assert answer.headers["location"] == "/console/password"
        assert (await house.visitor().post(link)).status_code == 410
        assert (await house.visitor().get(link)).status_code == 410

    async def test_a_password_is_chosen_and_then_opens(self, house: House) -> None:
        person = await house.person(Role.COORDINATOR)
        assert (await person.do("/console/password", password="short")).status_code == 422
        assert (await person.do("/console/password", password=PASSWORD)).headers["location"] == "/review"

        answer = await house.visitor().post(
            "/console/sign-in", data={"login": person.account.login, "password": PASSWORD}
        )

        assert answer.headers["location"] == "/review"

    async def test_a_new_password_puts_every_other_browser_out(self, house: House) -> None:
        person = await house.person(Role.COORDINATOR)
        elsewhere = house.visitor()
        await elsewhere.post(await house.link_for(person.account))
        assert (await elsewhere.get("/review")).status_code == 200

        await person.do("/console/password", password=PASSWORD)

        assert (await elsewhere.get("/review")).headers["location"] == "/console/sign-in"
        assert (await person.look("/review")).status_code == 200

    async def test_a_password_is_changed_only_by_who_knows_it(self, house: House) -> None:
        account = await with_password(house)
        client = house.visitor()
        await client.post("/console/sign-in", data={"login": account.login, "password": PASSWORD})
        page = (await client.get("/console/password")).text
        token = re.search(r'name="form_token" value="([^"]+)"', page)
        assert token is not None
        fields = {"form_token": token[1], "password": "another invented one"}

        refused = await client.post("/console/password", data={**fields, "old": "a wrong guess"})
        allowed = await client.post("/console/password", data={**fields, "old": PASSWORD})

        assert (refused.status_code, allowed.status_code) == (401, 303)

    async def test_unknown_login_and_wrong_password_look_the_same(self, house: House) -> None:
        account = await with_password(house)
        pages = [
            await house.visitor().post("/console/sign-in", data={"login": login, "password": "a wrong guess"})
            for login in (account.login, "nobody")
        ]

        assert [page.status_code for page in pages] == [401, 401]
        assert pages[0].text == pages[1].text

    async def test_guessing_is_stopped(self, house: House) -> None:
        client = house.visitor()
        answers = [await client.post("/console/sign-in", data={"login": "x1", "password": "y"}) for _ in range(11)]

        assert [answer.status_code for answer in answers] == [401] * 10 + [429]

    async def test_whoever_signs_out_is_off_duty_and_everything_is_forgotten(
        self, house: House, volunteer: Person
    ) -> None:
        answer = await volunteer.do("/console/sign-out")

        assert '"storage"' in answer.headers["clear-site-data"]
        assert (await volunteer.look("/console")).status_code == 303

    async def test_somebody_signed_in_does_not_need_the_door(self, volunteer: Person) -> None:
        assert (await volunteer.look("/console/sign-in")).headers["location"] == "/console"


class TestLanguage:
    async def test_the_door_speaks_the_language_of_the_browser(self, house: House) -> None:
        english = await house.visitor().get("/console/sign-in", headers={"Accept-Language": "en-GB"})
        chinese = await house.visitor().get("/console/sign-in", headers={"Accept-Language": "zh-CN"})

        assert '<html lang="en">' in english.text
        assert '<html lang="zh-CN">' in chinese.text

    async def test_the_language_stays_with_the_account(self, volunteer: Person) -> None:
        answer = await volunteer.do("/console/language", language="en", path="/console")

        assert answer.headers["location"] == "/console"
        assert '<html lang="en">' in (await volunteer.look("/console")).text

    @pytest.mark.parametrize("path", ["https://elsewhere.invalid", "//elsewhere.invalid", "/console//x", "/\\x"])
    async def test_nobody_is_led_away_by_it(self, volunteer: Person, path: str) -> None:
        assert (await volunteer.do("/console/language", language="en", path=path)).headers["location"] == "/console"
