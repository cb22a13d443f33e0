"""Databases of their own on the run's PostgreSQL server."""

import asyncio

import asyncpg
from sqlalchemy import make_url

from bot.kit.ids import new_id


def new_database(server: str) -> str:
    """The address of a fresh, empty database."""
    name = f"line_{new_id()}"
    asyncio.run(_create(server, name))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


async def _create(server: str, name: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f'CREATE DATABASE "{name}"')
    finally:
        await connection.close()
