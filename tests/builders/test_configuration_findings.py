"""What the builder alone knows of mkdocs.yml is told with its line, by check, by build and in the preview."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.builders.test_serve import preview

from litreview.cli import main

Review = Callable[..., Path]
CONFIG = "site_name: Tea\ntheme:\n  name: material\nplugins:\n  - search\n  - litreview\n"


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("- search", "- serch", 'mkdocs.yml:5:5: error: plugins: The "serch" plugin is not installed'),
        ("name: material", "name: matrial", "mkdocs.yml:3:9: error: theme: Unrecognised theme name: 'matrial'"),
        ("site_name", "docs_dir: nowhere\nsite_name", "mkdocs.yml:1:1: error: docs_dir: "),
        ("site_name", "sitename: A\nsite_name", "mkdocs.yml:1:1: warning: sitename: Unrecognised"),
    ],
)
def test_a_slip_in_the_configuration_is_told_with_its_line(
    review: Review, command: str, right: str, wrong: str, told: str
) -> None:
    folder = review({"mkdocs.yml": CONFIG.replace(right, wrong)})
    result = CliRunner().invoke(main, [command, "-C", str(folder)])
    assert told in result.output
    assert result.exit_code == (": error:" in told)


def test_checking_runs_no_hook(review: Review) -> None:
    hook = "from pathlib import Path\nPath(__file__).with_name('ran').touch()\n"
    folder = review({"mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n", "hook.py": hook})
    CliRunner().invoke(main, ["check", "-C", str(folder)])
    assert not (folder / "ran").exists()


def test_the_preview_tells_it_until_it_is_mended(review: Review) -> None:
    folder = review({"mkdocs.yml": CONFIG})
    with preview(folder) as shown:
        config = folder / "mkdocs.yml"
        config.write_text(CONFIG.replace("- search", "- serch"))
        [problem] = shown.news()
        assert problem.startswith('mkdocs.yml:5:5: error: plugins: The "serch" plugin is not installed')
        config.unlink()
        [problem] = shown.news()
        assert "there is no mkdocs.yml" in problem
        config.write_text(CONFIG)
        assert shown.news() == []
