"""The whole line for a channel's own tests."""

from tests.web.conftest import config, make_site

__all__ = ["config", "make_site"]
