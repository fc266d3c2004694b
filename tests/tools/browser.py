"""A real browser for the tests of pages: Debian's chromium, without a window."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "there is no chromium here, and the brief is tested by printing it: apt-get install -y chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
)
SECONDS = 120


class Browser:
    """Prints, photographs and measures HTML files. Raises `RuntimeError` where no chromium is installed."""

    def __init__(self) -> None:
        found = next((path for name in NAMES if (path := shutil.which(name))), None)
        if found is None:
            raise RuntimeError(MISSING)
        self._program = found

    def _run(self, *arguments: str) -> str:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            done = subprocess.run(
                [self._program, *FLAGS, f"--user-data-dir={profile}", *arguments],
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
        return done.stdout.decode("utf-8", "replace")

    def print(self, page: Path, pdf: Path) -> None:
        """Prints `page` into `pdf` as a person would, without headers of the browser's own."""
        self._run("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())

    def photograph(self, page: Path, image: Path, width: int = 840, height: int = 1130, scale: float = 1.5) -> None:
        """A PNG of the top of the page, in CSS pixels times `scale`."""
        size = (f"--window-size={width},{height}", f"--force-device-scale-factor={scale}")
        self._run(*size, f"--screenshot={image}", page.as_uri())

    def evaluate(self, page: Path, script: str) -> str:
        """The value (a string without quotes) of a JavaScript expression once the page has loaded in its print style.

        The page is a copy without its own policy against scripts."""
        html = page.read_text(encoding="utf-8")
        html = re.sub(r"<meta http-equiv=[^>]*>", "", html).replace("@media screen", "@media (min-width: 90000px)")
        probe = f'<script>addEventListener("load", () => document.body.dataset.probe = String({script}))</script>'
        copy = page.with_suffix(".probe.html")
        copy.write_text(html.replace("</body>", probe + "</body>"), encoding="utf-8")
        found = re.search(r'data-probe="([^"]*)"', self._run("--window-size=900,1200", "--dump-dom", copy.as_uri()))
        if found is None:
            raise RuntimeError(f"{page}: the script gave no value")
        return found[1]
