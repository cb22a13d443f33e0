"""Our own rules, which no linter knows: one small file each, each with its test in tests/tools."""
