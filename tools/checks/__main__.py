"""`python -m tools.checks`: every rule over every file; what is found, and exit code 1 if anything is."""

import sys

from tools.checks import clock_and_environ, no_http_in_begin, no_text_in_logs, one_door, promises_in_domain, sizes
from tools.checks.sources import python_sources

RULES = (sizes, one_door, no_http_in_begin, no_text_in_logs, clock_and_environ)


def main() -> int:
    sources = list(python_sources("bot", "console", "actions", "tools", "tests"))
    found = {finding for source in sources for rule in RULES for finding in rule.findings(source)}
    found |= set(promises_in_domain.all_findings())
    for finding in sorted(found, key=lambda finding: (finding.name, finding.line)):
        print(finding)
    product = [source for source in sources if not source.is_in("tests")]
    print(f"{len(found)} findings of {len(RULES) + 1} rules. Sizes without tests: {sizes.summary(product)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
