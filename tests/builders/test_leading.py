"""What leads nowhere is told by `litreview check`, with its place, before any builder meets it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import MINIMAL

from litreview.cli import main

MakeReview = Callable[..., Path]
CONFIG = (MINIMAL / "mkdocs.yml").read_text(encoding="utf-8")
STUDIES = "studies:\n  - {id: ash, name: The ash trial, reports: [{reference: alpha2020}]}\n"
TEXT = "---\ntitle: T\n---\n\n# Text {#top}\n\nSee [@alpha2020; @beta2021; @gamma2022].\n\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def findings(folder: Path) -> list[str]:
    return [line for line in run("check", "-C", folder).output.splitlines() if " info: " not in line]


@pytest.mark.parametrize(
    ("text", "place", "rule"),
    [
        ("A [link](nowhere.md).", "9:10", "dead-link"),
        ("A [link](text.md#bottom).", "9:10", "dead-anchor"),
        ("A [link](#bottom).", "9:10", "dead-anchor"),
        ("![A picture](images/none.png)", "9:14", "dead-link"),
        ("A [link][x].\n\n[x]: nowhere.md", "11:6", "dead-link"),
        ('<a href="nowhere.md">x</a>', "9:10", "dead-link"),
        ("A [link](/text/).", "9:10", "dead-link"),
        ("A [link](references/alpha2020/).", "9:10", "dead-link"),
        ("A [link](references/index.md#nothing-there).", "", ""),
    ],
)
def test_a_link_that_leads_nowhere(review: MakeReview, text: str, place: str, rule: str) -> None:
    found = [line for line in findings(review({"docs/text.md": f"{TEXT}{text}\n"})) if "docs/text.md" in line]
    if not rule:
        assert found == []
        return
    assert len(found) == 1
    assert re.match(rf"docs/text\.md:{place}: warning: .*\[{rule}\]$", found[0]), found


@pytest.mark.parametrize(
    "text",
    [
        "[a](text.md)", "[a](text.md#top)", "[a](#top)", "[a](references/index.md)",
        "[a](references/alpha2020/index.md)",
        "[a](references.bib)", "[a](https://example.org/nowhere.md)", "[a](mailto:a@example.org)", "![a](p.png)",
        "`[a](nowhere.md)`", "\\[a](nowhere.md)", "[a](#references)", "[a](index.md)", "[a](p.png?x=1)",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere(review: MakeReview, text: str) -> None:
    assert findings(review({"docs/text.md": f"{TEXT}{text}\n", "docs/p.png": b"\x89PNG"})) == ["nothing found"]


def test_an_entry_of_the_navigation_without_a_page(review: MakeReview) -> None:
    folder = review({"mkdocs.yml": CONFIG.replace("text.md", "txet.md")})
    line = next(n for n, one in enumerate((folder / "mkdocs.yml").read_text().splitlines(), 1) if "txet.md" in one)
    found = [one for one in findings(folder) if "[missing-page]" in one]
    assert len(found) == 1
    assert found[0].startswith(f"mkdocs.yml:{line}:11: warning: there is no page txet.md (did you mean text.md?)")


def test_a_page_to_which_nothing_leads(review: MakeReview) -> None:
    folder = review({"docs/lost.md": "# Lost words\n"})
    assert findings(folder)[0].startswith("docs/lost.md:1:1: warning: no entry of the navigation and no link leads")
    assert "add a line under nav: in mkdocs.yml: - Lost words: lost.md" in findings(folder)[0]
    (folder / "docs" / "text.md").write_text(f"{TEXT}See [the words](lost.md).\n", encoding="utf-8")
    assert findings(folder) == ["nothing found"]


def test_an_answer_of_the_checklist_that_nobody_gives(review: MakeReview) -> None:
    checklist = 'checklist:\n  "6": text.md#bottom\n  "7": nowhere.md\n'
    found = findings(review({"refs/screening.yml": checklist, "docs/text.md": f"{TEXT}\n"}))
    assert any(re.match(r"refs/screening\.yml:2:\d+: warning: .*\[dead-anchor\]", one) for one in found), found
    assert any(re.match(r"refs/screening\.yml:3:\d+: warning: .*\[dead-link\]", one) for one in found), found


def test_a_page_that_stands_in_for_the_record(review: MakeReview) -> None:
    found = findings(review({"docs/index.md": "# Mine\n"}))
    assert any(re.match(r"docs/index\.md:1:1: warning: .*\[page-replaced\]", one) for one in found)


def test_a_review_without_a_configuration(review: MakeReview) -> None:
    folder = review()
    (folder / "mkdocs.yml").unlink()
    done = run("check", "-C", folder)
    assert done.exit_code == 1
    assert "mkdocs.yml:1:1: error: there is no mkdocs.yml" in done.output


def test_the_review_says_how_grave_it_is(review: MakeReview) -> None:
    text = (MINIMAL / "refs" / "review.yml").read_text(encoding="utf-8")
    files = {"docs/text.md": f"{TEXT}A [link](nowhere.md).\n"}
    folder = review({**files, "refs/review.yml": f"{text}checks: {{dead-link: error}}\n"})
    assert run("build", "-C", folder).exit_code == 1
    assert not (folder / "site").exists()


def test_strict_builds_nothing_where_there_is_a_warning(review: MakeReview) -> None:
    folder = review({"docs/text.md": f"{TEXT}A [link](nowhere.md).\n"})
    done = run("build", "-C", folder, "--strict")
    assert done.exit_code == 1
    assert "[dead-link]" in done.output
    assert not (folder / "site").exists()
    assert run("build", "-C", folder).exit_code == 0


def test_generated_pages_join_the_navigation_before_the_references(review: MakeReview) -> None:
    folder = review({"refs/studies.yml": STUDIES})
    assert run("build", "-C", folder).exit_code == 0
    page = (folder / "site" / "text" / "index.html").read_text(encoding="utf-8")
    places = [page.find(f'href="../{path}"') for path in ("studies/", "references/")]
    assert -1 not in places
    assert places == sorted(places)


def test_each_keeps_its_name_where_the_first_page_of_a_section_becomes_the_section(review: MakeReview) -> None:
    features = CONFIG.replace("theme:\n", "theme:\n  features: [navigation.indexes, navigation.sections]\n")
    folder = review({"refs/studies.yml": STUDIES, "mkdocs.yml": features})
    assert run("build", "-C", folder).exit_code == 0
    page = (folder / "site" / "text" / "index.html").read_text(encoding="utf-8")
    menu = page[page.index("md-nav--primary") :]
    assert re.search(r'href="../studies/"[^>]*>\s*<span[^>]*>\s*Studies', menu)


@pytest.mark.parametrize(
    ("old", "new"),
    [("  - litreview\n", "  - litreview: {complete_nav: false}\n"), ("nav:\n", "nav:\n  - Ours: studies/index.md\n")],
)
def test_they_do_not_join_where_the_author_says_so_or_has_named_them(review: MakeReview, old: str, new: str) -> None:
    folder = review({"refs/studies.yml": STUDIES, "mkdocs.yml": CONFIG.replace(old, new)})
    assert run("build", "-C", folder).exit_code == 0
    page = (folder / "site" / "text" / "index.html").read_text(encoding="utf-8")
    assert page.count('href="../studies/"') == ("Ours" in new)


def test_the_menu_calls_a_page_as_its_heading_does(review: MakeReview) -> None:
    nav = "nav:\n  - Home: index.md\n  - Short: text.md\n  - References: references/index.md\n"
    config = re.sub(r"^nav:.*?(?=^\S|\Z)", nav, CONFIG, flags=re.MULTILINE | re.DOTALL)
    page = "# A longer heading\n\nSee [@alpha2020; @beta2021; @gamma2022].\n"
    folder = review({"mkdocs.yml": config, "docs/text.md": page})
    told = run("check", "-C", folder).output
    assert re.search(r"mkdocs\.yml:\d+:\d+: info: the menu calls text\.md “Short”, .* \[menu-label\]", told), told
    (folder / "mkdocs.yml").write_text(config.replace("Short:", "A longer Heading:"), encoding="utf-8")
    assert "menu-label" not in run("check", "-C", folder).output
