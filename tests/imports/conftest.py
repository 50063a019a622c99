"""What the tests of the network's room share: a world of services, and retries that do not wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import stamina
from click.testing import CliRunner, Result

from litreview.cli import main
from litreview.imports.answers import Answers
from litreview.imports.services import Services
from tests.imports.world import World

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    stamina.set_testing(True, attempts=3)
    yield
    stamina.set_testing(False)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def services(world: World, tmp_path: Path) -> Services:
    return Services("ana@example.org", Answers(tmp_path / "answers"), world.transport, sleep=lambda _seconds: None)


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command of litreview's against the world."""

    def made(mail: str, answers: Answers | None) -> Services:
        return Services(mail, answers, world.transport, sleep=lambda _seconds: None)

    monkeypatch.setattr("litreview.imports.session.Services", made)

    def command(*arguments: str | Path, given: str | None = None) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)

    return command
