"""How the command line shows a build: a bar on a terminal, a line for each stage elsewhere; all on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from time import perf_counter
from typing import Any, Final, Protocol, TextIO, cast

import click
from rich.console import Console
from rich.control import Control
from rich.progress_bar import ProgressBar
from rich.segment import ControlType
from rich.table import Table
from rich.text import Text

from litreview.builders.progress import Lines, Progress, Stage, current, shown

#: Seconds that a build may take without a bar, and those between two drawings.
_PATIENCE: Final = 0.5
_PAUSE: Final = 0.1
#: Columns of the stage's name, and of the bar itself at most and at least.
_NAME: Final = max(map(len, Stage)) + 1
_WIDEST: Final = 30
_NARROWEST: Final = 5
_ERASE: Final = Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2))


@contextmanager
def progress_shown(*, lines: bool = True) -> Iterator[Progress]:
    """Show the builds within, as suits standard error.

    Args:
        lines: Whether each stage gets a line where no bar is shown: elsewhere than on a terminal, and where `CI` is set
            in the environment.
    """
    if _is_watched(sys.stderr):
        bar = Bar(sys.stderr)
        with shown(bar), bar.above():
            yield bar
    elif lines:
        said = Lines(partial(click.echo, err=True))
        with shown(said):
            yield said
    else:
        yield current()


def print_times(progress: Progress, whole: float) -> None:
    """Print what each stage did and how long it took, and that the `whole` build took so many seconds."""
    rows = [(str(stage), done.seconds, done.what) for stage, done in progress.done.items()]
    if isinstance(progress, Bar):
        table = Table("Stage", "Seconds", "Done", box=None, show_footer=True)
        table.columns[0].footer, table.columns[1].footer = "Whole build", f"{whole:.2f}"
        table.columns[1].justify = "right"
        for name, seconds, what in rows:
            table.add_row(name, f"{seconds:.2f}", what)
        Console(stderr=True, highlight=False, markup=False, emoji=False).print(table)
        return
    for name, seconds, what in rows:
        click.echo(f"{name}: {seconds:.2f} s ({what})", err=True)
    click.echo(f"Whole build: {whole:.2f} s", err=True)


def _is_watched(stream: TextIO) -> bool:
    """Whether somebody looks at the stream as it is written, on something that can erase a line."""
    asked_for_lines = os.environ.get("CI", "").lower() not in {"", "0", "false"}
    return stream.isatty() and not asked_for_lines and not Console(file=stream).is_dumb_terminal


class Bar(Progress):
    """A line at the foot of a terminal, which is gone when the build is over.

    It is drawn by whoever makes a step, never by a thread: processes that are started while one runs could inherit its
    locks. The cursor stays visible, so that nothing has to be put right where the program is killed.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._from = self._next = 0.0
        self._drawn = ""
        self._at_margin = True

    @contextmanager
    def above(self) -> Iterator[None]:
        """Print what goes to the terminal within above the bar."""
        with ExitStack() as stack:
            stack.enter_context(redirect_stderr(self._above(sys.stderr)))
            if sys.stdout.isatty():
                stack.enter_context(redirect_stdout(self._above(sys.stdout)))
            try:
                yield
            finally:
                self._clear()

    def advance(self, steps: int = 1) -> None:
        """See `Progress.advance`."""
        super().advance(steps)
        if perf_counter() >= self._next:
            self._draw()

    def end(self, *what: str) -> None:
        """See `Progress.end`."""
        super().end(*what)
        self._clear()

    def _on_begin(self, *, long: bool) -> None:
        if self.stage is Stage.READ:
            self._from = self._next = self._started + (0 if long else _PATIENCE)
        if self._started >= self._from and self.stage is not Stage.BUILDER:
            self._draw()

    def _draw(self) -> None:
        self._next = perf_counter() + _PAUSE
        done, total = self.steps, self.total
        name, counts = f"{self.stage:{_NAME}}", f" {done:,}/{total:,}"
        # What somebody else has written may be a line that has yet to end.
        if self._drawn == name + counts or not self._at_margin:
            return
        self._drawn = name + counts  # first: Ctrl-C may come while it is being written
        # A terminal goes on to the next line when its last column is written.
        width = min(_WIDEST, self._console.width - 1 - len(name) - len(counts))
        with self._console:  # all at once
            self._console.control(_ERASE)
            if done and total and width >= _NARROWEST:
                bar = ProgressBar(total, min(done, total), width)
                self._console.print(Text(name, "bold"), bar, Text(counts), sep="", end="")
            else:
                self._console.print(Text(f"{self.stage} ..."[: self._console.width - 1], "bold"), end="")

    def _clear(self) -> None:
        if self._drawn:
            self._console.control(_ERASE)
            self._drawn = ""

    def _above(self, stream: TextIO) -> TextIO:
        return cast("TextIO", _Above(stream, self._make_room))

    def _make_room(self, *, to_margin: bool) -> None:
        self._clear()
        self._at_margin = to_margin


class _Room(Protocol):
    """Is told before something is written, and whether that ends its line."""

    def __call__(self, *, to_margin: bool) -> None: ...


class _Above:
    """A stream to the terminal that a bar stands on: it makes room for what is written."""

    def __init__(self, stream: Any, make_room: _Room) -> None:  # noqa: ANN401 - of text or of bytes
        self._stream = stream
        self._make_room = make_room

    @property
    def buffer(self) -> _Above:
        """The stream of bytes, which Click writes to where the terminal knows ASCII alone."""
        return _Above(self._stream.buffer, self._make_room)

    def write(self, data: str | bytes) -> int:
        if data:
            self._make_room(to_margin=data.endswith("\n") if isinstance(data, str) else data.endswith(b"\n"))
        written: int = self._stream.write(data)
        return written

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        return getattr(self._stream, name)
