"""Everything between a fresh clone and a running line; the standard library alone, because nothing is installed yet."""
