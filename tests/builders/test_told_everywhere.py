"""What would be published broken is told with its line by check, by build and by the preview, and once by each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import MINIMAL

from litreview.builders.preview import Preview
from litreview.builders.registry import BUILDERS, load_builder
from litreview.cli import main

MakeReview = Callable[..., Path]
CONFIG = (MINIMAL / "mkdocs.yml").read_text(encoding="utf-8")
TEXT = "# Text\n\nSee [@alpha2020; @beta2021; @gamma2022].\n\n"
#: The files that hold a fault, and where it is told.
FAULTS: Mapping[str, tuple[dict[str, str], str]] = {
    "navigation": ({"mkdocs.yml": CONFIG.replace("text.md", "txet.md"), "docs/text.md": TEXT}, r"mkdocs\.yml:\d+:11"),
    "page that nothing leads to": ({"docs/lost.md": "# Lost\n"}, r"docs/lost\.md:1:1"),
    "link": ({"docs/text.md": f"{TEXT}A [link](nowhere.md).\n"}, r"docs/text\.md:5:10"),
    "section": ({"docs/text.md": f"{TEXT}A [link](#bottom).\n"}, r"docs/text\.md:5:10"),
    "picture": ({"docs/text.md": f"{TEXT}![A picture](none.png)\n"}, r"docs/text\.md:5:14"),
    "record replaced": ({"docs/index.md": "# Mine\n"}, r"docs/index\.md:1:1"),
    "setting": ({"mkdocs.yml": f"sitename: x\n{CONFIG}"}, r"mkdocs\.yml:1:1"),
}  # fmt: skip


def run(*words: str | Path) -> str:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False).output


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_everywhere(review: MakeReview, tmp_path: Path, fault: str) -> None:
    files, place = FAULTS[fault]
    folder = review(files)
    told = rf"^{place}: warning: .+\(.+\) \[[a-z-]+\]$" if fault != "setting" else rf"^{place}: warning: .+$"
    assert len(re.findall(told, run("check", "-C", folder), re.MULTILINE)) == 1
    assert len(re.findall(told, run("build", "-C", folder, "--builder", "mkdocs"), re.MULTILINE)) == 1
    (tmp_path / "scratch").mkdir()
    preview = Preview(folder / "mkdocs.yml", "http://127.0.0.1/", load_builder("mkdocs"), tmp_path / "scratch")
    preview.follow()
    assert len([problem for problem in preview.problems if re.match(told, str(problem))]) == 1


def test_a_missing_configuration_is_told_everywhere(review: MakeReview, tmp_path: Path) -> None:
    folder = review()
    (folder / "mkdocs.yml").unlink()
    assert "mkdocs.yml:1:1: error: there is no mkdocs.yml" in run("check", "-C", folder)
    assert "no mkdocs.yml in" in run("build", "-C", folder)
    (tmp_path / "scratch").mkdir()
    preview = Preview(folder / "mkdocs.yml", "http://127.0.0.1/", load_builder("mkdocs"), tmp_path / "scratch")
    preview.follow()
    assert [str(one).partition(":1:1: error: there is no ")[0] for one in preview.problems] == ["mkdocs.yml"]


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_builder_does_not_tell_it_again(
    review: MakeReview, builder: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever a builder is told to look at, what stands in our own lines is told by them alone."""
    strict = "validation:\n  omitted_files: warn\n  links:\n    anchors: warn\n"
    files = {"docs/lost.md": "# Lost\n", "mkdocs.yml": CONFIG.replace("text.md", "text.md\n  - X: txet.md") + strict}
    links = "[a](nowhere.md) [b](#bottom) ![c](none.png)\n"
    said = run("build", "-C", review({**files, "docs/text.md": f"{TEXT}{links}"}), "--builder", builder)
    said += "".join(capfd.readouterr())
    for word in ("lost.md", "txet.md", "nowhere.md", "#bottom", "none.png"):
        told = [line for line in said.splitlines() if word in line]
        assert len(told) == 1, told


@pytest.mark.parametrize(("configuration", "line"), [("site_name: A\nextra: [\n", 3), ("site_name: 3\n", 1)])
def test_a_configuration_that_cannot_be_read(review: MakeReview, configuration: str, line: int) -> None:
    folder = review({"mkdocs.yml": configuration})
    assert f"mkdocs.yml:{line}:1: error: " in run("check", "-C", folder)
    assert f"mkdocs.yml:{line}: it cannot be used: " in run("build", "-C", folder)


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_builder_that_is_named_is_asked(review: MakeReview, command: str) -> None:
    folder = review({"mkdocs.yml": f"sitename: x\n{CONFIG}"})
    assert "sitename" in run(command, "-C", folder)
    assert "sitename" not in run(command, "-C", folder, "--builder", "zensical")


def test_the_review_says_how_grave_a_doubtful_setting_is(review: MakeReview) -> None:
    text = (MINIMAL / "refs" / "review.yml").read_text(encoding="utf-8")
    files = {"mkdocs.yml": f"sitename: x\n{CONFIG}", "refs/review.yml": f"{text}checks: {{doubtful-setting: off}}\n"}
    assert run("check", "-C", review(files)) == "nothing found\n"


def test_a_strict_configuration_builds_nothing_where_there_is_a_warning(review: MakeReview) -> None:
    folder = review({"docs/lost.md": "# Lost\n", "mkdocs.yml": f"{CONFIG}strict: true\n"})
    assert "[unreached-page]" in run("build", "-C", folder)
    assert not (folder / "site").exists()
