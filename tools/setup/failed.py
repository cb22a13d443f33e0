"""The one way in which the setup ends early."""


class SetupFailed(Exception):
    """The setup cannot go on; the sentence says what the person at the terminal can do."""
