"""Redaction for reviewers: `load_redactor()` once, then `redact_case()` for each case."""

from bot.redact.finder import NameModelMissing
from bot.redact.redactor import Redacted, Redactor, load_redactor
from bot.redact.span import Kind, Span

__all__ = ["Kind", "NameModelMissing", "Redacted", "Redactor", "Span", "load_redactor"]
