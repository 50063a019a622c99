"""No page, block or template, however hostile, raises, runs, or takes for ever; what cannot be used is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from litreview.builders.prepare import prepare_review
from litreview.builders.project import load_project
from litreview.cli import main
from tests.attack.pages import BODIES, KINDS, PAGES, PAYLOADS_IN_BLOCKS, TEMPLATES
from tests.builders.test_hostile import page

Review = Callable[..., Path]
#: Each block in a page of its own, with each text that would act.
BLOCKS = {
    f"{kind} {number} {text}": f"# T\n\n```{kind}\n{body.replace('{payload}', payload)}\n```\n"
    for kind in KINDS
    for number, body in enumerate(BODIES)
    for text, payload in enumerate(PAYLOADS_IN_BLOCKS if "{payload}" in body else ("",))
}


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert "Traceback" not in result.output
    return result


@pytest.mark.parametrize("pages", [PAGES, BLOCKS], ids=["pages", "blocks"])
def test_pages_are_published_or_named(review: Review, pages: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"docs/page-{number}.md": text for number, text in enumerate(pages.values())}
    folder = review(files)
    monkeypatch.chdir(folder)
    found = prepare_review(load_project(folder / "mkdocs.yml")).diagnostics
    for diagnostic in found:
        assert str(diagnostic).isprintable()
    named = {diagnostic.position.file for diagnostic in found if diagnostic.severity == "error"}
    assert named <= set(files)
    for name in named:
        (folder / name).unlink()
    built = run("build", "-C", folder)
    assert built.exit_code == 0, built.output
    assert {path: seen for path in (folder / "site").rglob("*.html") if (seen := acts(path))} == {}
    assert not (folder / "boom").exists()


def acts(path: Path) -> list[str]:
    """What a page would do beyond what its author may write: HTML of the author's own acts, that of data does not."""
    html = path.read_text(encoding="utf-8")
    assert "root:x:0:0" not in html
    return [] if re.search(r"page-\d+", path.parent.name) else page(path).dangers


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_way_out(review: Review, name: str) -> None:
    folder = review({"refs/templates/reference.md.j2": f"# T\n\n{TEMPLATES[name]}\n", "secret.txt": "x"})
    result = run("render", "-C", folder, folder.parent / "tree")
    shown = "".join(path.read_text() for path in (folder.parent / "tree").rglob("references/*/index.md"))
    assert "root:x:0:0" not in shown
    assert "site_name" not in shown
    assert "<class" not in shown
    if result.exit_code:
        assert re.search(r"refs/templates/reference.md.j2:\d+:\d+: error: ", result.output)


def test_there_are_enough() -> None:
    assert len(PAGES) + len(BLOCKS) + len(TEMPLATES) >= 100
