"""Ends commands at random moments, and looks at what they leave: a whole site or file, no process, nothing to clear up.

Everything happens in a folder of its own, which also holds the temporary files of the commands.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.conftest import MINIMAL

#: Seconds that other processes of a command have to end after it.
_GRACE: Final = 20.0
#: Seconds after which a command counts as one that hangs.
_PATIENCE: Final = 120.0
SIGNALS: Final = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
#: Enough for pages to be written by several processes.
_REFERENCES: Final = 210
#: What a project consists of, and what its site's folder may be called beside.
_OWN: Final = {"docs", "mkdocs.yml", "refs", "site"}

Files = Mapping[str, bytes]


@dataclass
class Tally:
    """What was tried and what happened, by command."""

    kills: dict[str, int] = field(default_factory=dict)
    #: Kills before the command had ended by itself.
    in_time: dict[str, int] = field(default_factory=dict)
    #: Moments between the two steps of a swap, after which the next run has to bring the last site back.
    between: int = 0
    faults: list[str] = field(default_factory=list)


class Attack:
    """A project in two versions, and the commands that are ended while they work on it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - moments, no secrets
        self.tally = Tally()
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self.project = folder / "project"
        shutil.copytree(MINIMAL, self.project)
        self.sources = [self._source(version) for version in range(2)]
        #: What comes of the commands when nobody ends them, and how long that takes.
        self.whole: dict[str, list[Files]] = {"build": [], "check --fix": [], "add": [], "convert": []}
        self.takes: dict[str, float] = {"serve": 0.0}
        for number in range(2):
            self._calm(number)
        self.takes["serve"] = self.takes["build"]

    @staticmethod
    def _source(version: int) -> bytes:
        entries = (
            f"@article{{k{n}, author={{Lee, Ana}}, title={{On harbour {n}, {version}}}, journal={{J}}, year={{2020}}, "
            f"pages={{{n}-{n + 9}}}, doi={{https://doi.org/10.1000/{n}}}}}\n"
            for n in range(_REFERENCES)
        )
        own = (MINIMAL / "refs" / "references.bib").read_text(encoding="utf-8")
        return (own + "".join(entries)).encode()

    @property
    def bibliography(self) -> Path:
        return self.project / "refs" / "references.bib"

    def command(self, name: str) -> list[str]:
        said = {
            "build": ["build"],
            "serve": ["serve", "--address", f"127.0.0.1:{_free_port()}"],
            "check --fix": ["check", "--fix"],
            "add": ["add", str(self.project.parent / "more.ris"), "--yes"],
            "convert": ["convert", "refs/references.bib", "--output", str(self.project.parent / "out.json")],
        }[name]
        return [sys.executable, "-c", "from litreview.program import run; run()", *said]

    def start(self, name: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "TMPDIR": str(self.temporary), "SOURCE_DATE_EPOCH": "1700000000"}
        return subprocess.Popen(
            self.command(name),
            cwd=self.project,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def _calm(self, version: int) -> None:
        more = "".join(f"TY  - JOUR\nTI  - On boats {n}\nAU  - Sato, M\nPY  - 1999\nER  - \n" for n in range(30))
        (self.project.parent / "more.ris").write_text(more)
        for name, results in self.whole.items():
            self.bibliography.write_bytes(self.sources[version])
            begun = time.monotonic()
            process = self.start(name)
            _, said = process.communicate(timeout=_PATIENCE)
            assert process.returncode in {0, 1}, said.decode()
            self.takes[name] = time.monotonic() - begun
            results.append(self.result(name))

    def result(self, name: str) -> Files:
        """What a command has made."""
        if name == "build":
            return contents(self.project / "site")
        place = self.project.parent / "out.json" if name == "convert" else self.bibliography
        return {place.name: place.read_bytes()} if place.exists() else {}

    def kill(self, name: str, number: signal.Signals) -> None:
        """Start a command, end it at a moment of its time, and look at what it leaves."""
        version = self.random.randrange(2)
        self.bibliography.write_bytes(self.sources[version])
        process = self.start(name)
        try:
            _, said = process.communicate(timeout=self.random.uniform(0.0, self.takes[name]))
        except subprocess.TimeoutExpired:
            self.tally.in_time[name] = self.tally.in_time.get(name, 0) + 1
            process.send_signal(number)
            try:
                _, said = process.communicate(timeout=_GRACE)
            except subprocess.TimeoutExpired:
                self._fault(name, number, "hangs")
                process.kill()
                _, said = process.communicate()
        self.tally.kills[name] = self.tally.kills.get(name, 0) + 1
        if b"Traceback" in said and number is not signal.SIGINT:
            self._fault(name, number, f"traceback: {said.decode(errors='replace')[-2000:]}")
        if left := _left(process.pid):
            self._fault(name, number, f"processes stay: {left}")
            for each in left:
                os.kill(each, signal.SIGKILL)
        self._look(name, number, version)

    def _look(self, name: str, number: signal.Signals, version: int) -> None:
        site = contents(self.project / "site")
        if not site and (self.project / ".site.old").exists():
            self.tally.between += 1
            site = contents(self.project / ".site.old")
        if site not in self.whole["build"]:
            self._fault(name, number, f"the site is not whole: {len(site)} files")
        allowed: list[Files] = [{"references.bib": self.sources[version]}]
        allowed += [results[version] for key, results in self.whole.items() if key in {"check --fix", "add"}]
        if self.result("add") not in allowed:
            self._fault(name, number, "the bibliography is neither as it was nor as it was to be")
        if name == "convert" and self.result(name) not in [*self.whole[name], {}]:
            self._fault(name, number, "the file is not whole")

    def clear(self) -> None:
        """Run each command once more to its end: nothing of what was ended stays."""
        for name in self.whole:
            self.bibliography.write_bytes(self.sources[0])
            process = self.start(name)
            _, said = process.communicate(timeout=_PATIENCE)
            if process.returncode not in ({0} if name == "build" else {0, 1}):
                self._fault(name, signal.SIGCONT, f"the next run fails: {said.decode(errors='replace')[-2000:]}")
            if self.result(name) != self.whole[name][0]:
                self._fault(name, signal.SIGCONT, "the next run gives something else")
        self._serve_once()
        for folder, own in ((self.project, _OWN), (self.temporary, set[str]()), (self.project / "refs", None)):
            names = {item.name for item in folder.iterdir()} - {".cache"}
            if names != (own if own is not None else {p.name for p in (MINIMAL / "refs").iterdir()}):
                self._fault("the next run", signal.SIGCONT, f"leaves in {folder.name}: {sorted(names)}")

    def _serve_once(self) -> None:
        process = self.start("serve")
        assert process.stderr is not None
        for line in process.stderr:
            if b"Serving on" in line:
                break
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=_PATIENCE)

    def _fault(self, name: str, number: signal.Signals, what: str) -> None:
        self.tally.faults.append(f"{name}, {number.name}: {what}")


def contents(folder: Path) -> Files:
    """The files of a folder, but for hidden ones."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def _left(session: int) -> list[int]:
    """The processes of a session that do not end within the time they have."""
    until = time.monotonic() + _GRACE
    while (left := _in_session(session)) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _in_session(session: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = path.read_text().rpartition(") ")[2].split()
        except OSError:  # it has just ended
            continue
        # proc(5): state, ppid, pgrp, session; a zombie has ended.
        if after_name[0] != "Z" and int(after_name[3]) == session:
            found.append(int(path.parent.name))
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
