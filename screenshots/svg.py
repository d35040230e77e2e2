"""What becomes of the SVG that the app exports: wide characters mended, and a PNG."""

import re
import shutil
import subprocess
import tempfile
from html import unescape
from pathlib import Path

from rich.cells import cell_len


def widen(svg: str) -> str:
    """Give wide characters the two cells they take; the export counts one each."""

    def mend(match: re.Match[str]) -> str:
        head, length, tail, text = match.groups()
        plain = unescape(text)
        cells = float(length) / len(plain) * cell_len(plain)
        return f'{head}textLength="{cells:.1f}"{tail}>{text}<'

    return re.sub(r'(<text [^>]*?)textLength="([\d.]+)"([^>]*)>([^<]+)<', mend, svg)


def to_png(svg: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no chromium: only SVG is made")
        return
    text = svg.read_text()
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', text)
    assert size is not None
    width, height = (round(float(number)) for number in size.groups())
    page = f'<body style="margin:0;background:#0000">{text}</body>'
    with tempfile.TemporaryDirectory() as folder:
        html = Path(folder) / "page.html"
        html.write_text(f"<!doctype html><meta charset=utf-8>{page}")
        subprocess.run(
            [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", f"--user-data-dir={folder}/profile",
                f"--window-size={width},{height}", f"--screenshot={svg.with_suffix('.png')}",
                html.as_uri(),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
