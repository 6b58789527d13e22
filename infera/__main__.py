"""`infera`, and `python -m infera`: arguments in, an exit status out."""

from __future__ import annotations

import sys
from typing import NoReturn

from infera.commands import cli
from infera.commands.status import BUG, ERRORS, USAGE


def main() -> None:
    """Run the command line; the one place that turns an unexpected exception into a bug report."""
    import gc

    import click

    gc.set_threshold(100_000)  # a run ends soon and leaves little in circles: looking for them is a sixth of its time
    try:
        status = cli.main(prog_name="infera", standalone_mode=False)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.UsageError as error:
        error.show(file=sys.stderr)
        sys.exit(USAGE)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show(file=sys.stderr)
        sys.exit(ERRORS)
    except BrokenPipeError:
        _silence_stdout()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if _is_of_output(error):
            _unwritten(error)
        _report(error)
        sys.exit(BUG)
    _flush()
    sys.exit(status if isinstance(status, int) else 0)


def _flush() -> None:
    """A full disk or a closed pipe shows here and not as a traceback at exit."""
    if sys.stdout is None:  # the caller closed it
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
    except OSError as error:
        _unwritten(error)


def _is_of_output(error: Exception) -> bool:
    """Whether printing failed: what writes to the terminal is click's, what writes files is infera's."""
    import traceback
    from pathlib import Path

    frames = traceback.extract_tb(error.__traceback__)
    return isinstance(error, OSError) and bool(frames) and "click" in Path(frames[-1].filename).parts


def _unwritten(error: Exception) -> NoReturn:
    why = error.strerror if isinstance(error, OSError) else error
    print(f"error: the output cannot be written: {why}", file=sys.stderr)
    _silence_stdout()  # else the interpreter tries again at its end, and has the last word on the status
    sys.exit(ERRORS)


def _silence_stdout() -> None:
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(error: Exception) -> None:
    """The place in infera, and nothing of the user's file: a report is pasted in public."""
    import os
    import traceback
    from pathlib import Path

    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if f"{os.sep}infera{os.sep}" in f.filename] or list(frames)
    place = f"{Path(own[-1].filename).name}:{own[-1].lineno} in {own[-1].name}" if own else "?"
    print(f"error[INF901]: a bug in infera: {type(error).__name__} at {place}", file=sys.stderr)
    print("  hint: please report it; INFERA_TRACEBACK=1 shows all of it", file=sys.stderr)
    if os.environ.get("INFERA_TRACEBACK"):
        traceback.print_exception(error)


if __name__ == "__main__":
    main()
