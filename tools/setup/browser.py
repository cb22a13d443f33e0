"""The journeys look at the pages in a real browser; it comes from the system, not from us."""

import shutil

from tools.setup.failed import SetupFailed

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
INSTALL_IT = "The browser journeys need chromium. Install it: sudo apt-get install -y chromium fonts-noto-cjk"


def require_browser(path: str | None) -> None:
    if not any(shutil.which(name, path=path) for name in BROWSERS):
        raise SetupFailed(INSTALL_IT)
