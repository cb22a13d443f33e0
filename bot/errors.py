"""What can go wrong, in the line's own words; facts are attributes, a student's sentence is never here."""


class LineError(Exception):
    """Something expected went wrong; its text is one sentence for whoever runs the line."""


class RefusedToStart(LineError):
    """The line must not run like this; the sentence says what to do."""


class NotAllowed(LineError):
    """Refused, or nothing is there: both give the same answer on purpose, so that nobody learns which."""
