"""Ids are text: they sort by time of birth, fit every database and say nothing about whom they name."""

import secrets
import time


def new_id() -> str:
    """32 hexadecimal characters, the first twelve being the milliseconds since 1970 (as in UUID version 7)."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


def new_token() -> str:
    """A secret nobody can guess, for a student's chat or a sign-in; only its look-up hash is ever kept."""
    return secrets.token_urlsafe(32)
