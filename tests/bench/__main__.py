"""Print what a run costs and whether it keeps to its targets; the status is 1 when one is missed.

    python -m tests.bench [--rounds 5] [--most 1000]

An installed wheel is measured, not the checkout. CPU is the user time of the whole process, the best of a few rounds.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.declarations import declaration
from tests.bench.templates import write_templates
from tests.engines.process import REPOSITORY

BARE = Path(__file__).with_name("bare.py")


@dataclass(frozen=True, slots=True)
class Cost:
    """User CPU in seconds and peak memory in MiB of one process."""

    cpu_s: float
    memory_mib: float


def _once(command: Sequence[object], good: Sequence[int]) -> Cost:
    words = [str(word) for word in command]
    # a PYTHONPATH would put the checkout before the wheel
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    process = subprocess.Popen(
        words, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        raise SystemExit(f"{' '.join(words)} exited {process.returncode}\n{said.decode()}")
    return Cost(used.ru_utime, used.ru_maxrss / 1024)


def measure(
    command: Sequence[object], rounds: int, before: Callable[[], object] = int, good: Sequence[int] = (0,)
) -> Cost:
    """The cheapest of a few rounds, with `before` called ahead of each."""
    costs = []
    for _ in range(rounds):
        before()
        costs.append(_once(command, good))
    return min(costs, key=lambda cost: cost.cpu_s)


def install(home: Path) -> Path:
    """A virtual environment with the wheel; returns its `bin`."""
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    subprocess.run([home / "bin" / "pip", "install", "-q", REPOSITORY], check=True)
    subprocess.run([home / "bin" / "python", "-m", "compileall", "-q", home / "lib"], check=False)
    return home / "bin"


@dataclass(frozen=True, slots=True)
class Bench:
    """The wheel under test and a folder to work in."""

    binaries: Path
    folder: Path
    rounds: int

    @property
    def infera(self) -> Path:
        return self.binaries / "infera"

    def generate(self, count: int) -> tuple[Cost, Cost]:
        """`generate` into an empty folder, and the bare script for the same files."""
        config, out, templates = self.config(count), self.folder / f"out{count}", self.folder / f"templates{count}"
        clean = self._remover(out)
        own = measure([self.infera, "generate", "-q", "-c", config, "-o", out], self._rounds(count), clean)
        write_templates(out, templates)
        bare_out = self.folder / f"bare{count}"
        schema = REPOSITORY / "schemas" / "infera.schema.json"
        command = [self.binaries / "python", BARE, config, schema, templates, bare_out]
        bare = measure(command, self._rounds(count), self._remover(bare_out))
        return own, bare

    def plan(self, count: int, changed: int | None) -> Cost:
        """`plan` over what `generate` wrote, with nothing to do or one queue changed."""
        out = self.folder / f"out{count}"
        config = self.config(count, changed)
        return measure([self.infera, "plan", "-q", "-c", config, "-o", out], self._rounds(count))

    def config(self, count: int, changed: int | None = None) -> Path:
        """The declaration on disk."""
        path = self.folder / f"infera{count}-{changed}.yaml"
        path.write_text(declaration(count, changed))
        return path

    def _rounds(self, count: int) -> int:
        return self.rounds if count < 100 else min(self.rounds, 2)

    @staticmethod
    def _remover(path: Path) -> Callable[[], None]:
        return lambda: shutil.rmtree(path, ignore_errors=True)


class Report:
    """Lines as they come, and whether a target was missed."""

    missed = False

    def line(self, what: str, value: float, unit: str, most: float | None = None) -> None:
        """One figure, with its target where there is one."""
        verdict = ""
        if most is not None:
            over = value > most
            self.missed |= over
            verdict = f"at most {most:g}{unit}: {'OVER' if over else 'kept'}"
        print(f"{what:58} {value:9.2f} {unit:4} {verdict}", flush=True)


def _sizes(bench: Bench, report: Report, most: int) -> None:
    costs = {count: bench.generate(count) for count in (1, 10, most)}
    for count, (own, bare) in costs.items():
        report.line(f"generate, {count} pairs: CPU", own.cpu_s, "s")
        report.line(f"bare script, {count} pairs: CPU", bare.cpu_s, "s")
        target = {1: 1.3, most: 2.0}.get(count)
        report.line(f"generate / bare, {count} pairs", own.cpu_s / bare.cpu_s, "x", target)
    small, large = costs[10][0].cpu_s, costs[most][0].cpu_s
    report.line(f"growth exponent, 10 to {most}", math.log(large / small) / math.log(most / 10), "", 1.0)
    report.line(f"generate, {most} pairs: peak memory", costs[most][0].memory_mib, "MiB", 200)
    report.line(f"bare script, {most} pairs: peak memory", costs[most][1].memory_mib, "MiB")
    quiet, changed = bench.plan(most, None).cpu_s, bench.plan(most, 7).cpu_s
    report.line(f"plan with nothing to do, {most} pairs / generate", quiet / large, "x", 1.0)
    report.line(f"plan with one queue changed, {most} pairs / nothing to do", changed / quiet, "x", 1.1)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=int, default=1000)
    arguments = parser.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        bench = Bench(install(Path(name) / "venv"), Path(name), arguments.rounds)
        version = measure([bench.infera, "--version"], 2 * arguments.rounds).cpu_s
        click = measure([bench.binaries / "python", "-c", "import click"], 2 * arguments.rounds).cpu_s
        report.line("infera --version / import click", version / click, "x", 1.5)
        _sizes(bench, report, arguments.most)
    report.line("all children: peak memory", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, "MiB")
    return int(report.missed)


if __name__ == "__main__":
    sys.exit(main())
