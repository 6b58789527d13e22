"""The pictures of the documentation: a plan in a terminal, and the page of `infera graph` in a browser.

`plan.svg` follows from what infera prints: `make reference` writes it. The photographs hang on a browser and its fonts:
`python -m tests.docs.pictures` takes them with headless Chromium.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from html import escape
from pathlib import Path

from tests.engines.terminal import printed

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "pictures"
EXAMPLE = ROOT / "examples" / "03-pubsub" / "infera.yaml"
CHROMIUM = shutil.which("chromium")
# name -> (width, height, the colour scheme that Chromium prefers: 0 dark, 1 light)
PHOTOGRAPHS = {"graph-light": (1560, 640, 1), "graph-dark": (1560, 640, 0), "graph-phone": (500, 800, 1)}

_BEFORE = """project_name: my-app
provider: gcp
region: us-central1
defaults:
  alarms:
    notify: [ops@example.com]
queues:
  - name: emails
    type: cloud_tasks
    rate_limit: 100/s
workers:
  email_worker:
    queue: emails
"""
_AFTER = _BEFORE.replace("100/s", "50/s").replace("queue: emails", "queue: emails\n    timeout: 5m")
_COLORS = {"31": "#ff7b72", "32": "#3fb950", "33": "#d29922", "36": "#39c5cf"}
_CHARACTER, _LINE, _MARGIN = 8.4, 19, 16


@cache
def plan_svg() -> str:
    """`infera plan` after two values changed, as a terminal shows it."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "infera.yaml")
        config.write_text(_BEFORE)
        subprocess.run([sys.executable, "-m", "infera", "generate", "-q"], cwd=folder, env=_environment(), check=True)
        config.write_text(_AFTER)
        return terminal("$ infera plan\n" + _on_a_terminal(["plan"], folder))


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM", "PYTHONPATH")}
    return {**kept, "TERM": "xterm", "PYTHONPATH": str(ROOT)}


def _on_a_terminal(arguments: list[str], folder: str) -> str:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "infera", *arguments]
    process = subprocess.Popen(
        command, cwd=folder, stdout=theirs, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=_environment()
    )
    seen = printed(ours, theirs)
    if process.wait() != 0:
        raise RuntimeError(f"infera {' '.join(arguments)} ended in {process.returncode}")
    return seen.decode().replace("\r\n", "\n")


def terminal(text: str) -> str:
    """Text with colours as an SVG."""
    lines = text.rstrip("\n").split("\n")
    longest = max(len(re.sub("\x1b\\[[0-9;]*m", "", line)) for line in lines)
    width, height = round(2 * _MARGIN + longest * _CHARACTER), 2 * _MARGIN + len(lines) * _LINE
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-label="infera plan in a terminal">',
        f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>',
        '<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">',
    ]
    out += [
        f'<text x="{_MARGIN}" y="{_MARGIN + at * _LINE + 14}">{_spans(line)}</text>' for at, line in enumerate(lines)
    ]
    return "\n".join([*out, "</g>", "</svg>"]) + "\n"


def _spans(line: str) -> str:
    style: dict[str, str] = {}
    parts = []
    for piece in re.split("(\x1b\\[[0-9;]*m)", line):
        if not piece:
            continue
        if not piece.startswith("\x1b"):
            look = "".join(f' {key}="{value}"' for key, value in style.items())
            shown = escape(piece).replace(" ", "\u00a0")  # SVG would make one of several spaces
            parts.append(f"<tspan{look}>{shown}</tspan>" if look else shown)
            continue
        for code in piece[2:-1].split(";"):
            if code in ("0", ""):
                style.clear()
            elif code in _COLORS:
                style["fill"] = _COLORS[code]
            elif code in ("1", "2"):
                style.update({"font-weight": "bold"} if code == "1" else {"fill-opacity": ".6"})
    return "".join(parts)


def photograph(name: str, folder: Path) -> Path:
    """One photograph of the page of `infera graph`, as a PNG in a folder."""
    if CHROMIUM is None:
        raise RuntimeError("chromium is not installed")
    width, height, scheme = PHOTOGRAPHS[name]
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "infera", "graph", "--format", "html", "-c", str(EXAMPLE)]
        page = Path(scratch, "graph.html")
        page.write_bytes(subprocess.run(command, capture_output=True, env=_environment(), check=True).stdout)
        target = folder / f"{name}.png"
        subprocess.run(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--hide-scrollbars",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--force-device-scale-factor=1", f"--blink-settings=preferredColorScheme={scheme}",
             f"--user-data-dir={scratch}/profile", f"--window-size={width},{height}",
             f"--screenshot={target}", page.as_uri()],
            capture_output=True, timeout=120, check=True,
        )  # fmt: skip
    return target


def main() -> None:
    """Take every photograph."""
    TARGET.mkdir(exist_ok=True)
    for name in PHOTOGRAPHS:
        print(photograph(name, TARGET).relative_to(ROOT))


if __name__ == "__main__":
    main()
