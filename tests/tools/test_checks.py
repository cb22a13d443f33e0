from tools.checks.__main__ import RULES
from tools.checks.sources import ROOT, python_sources


class TestEveryRule:
    def test_rule_has_a_test_of_its_own(self) -> None:
        rules = {rule.__name__.split(".")[-1] for rule in RULES}

        assert all((ROOT / "tests" / "tools" / f"test_{rule}.py").exists() for rule in rules)

    def test_generated_migrations_are_left_alone(self) -> None:
        assert not [source for source in python_sources("bot") if "migrations/versions" in source.name]
