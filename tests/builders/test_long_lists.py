"""A page with a long list of references: the same bytes, whether its list is converted or put in as HTML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from litreview.builders import long_lists
from litreview.cli import main

ODD = [
    "A *starred* & [linked](x) title: http://example.org/a_b",
    "1. A list {.class} of CLL -- and CAR-T",
    r"Less < more > `code` $x_1$ \& {Braces}",
    "Ends with a bracket ]",
    "<b>bold</b> and &amp; and :smile: and ~~no~~",
]
KEYS = ["k_1", "a:b/c", "ünï", "x--y", "k&k"]


@pytest.fixture
def site(review: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    plain = [
        (f"key{number}", f"Title {number} of CLL" if number % 7 == 0 else f"Title {number}") for number in range(70)
    ]
    entries = [*plain, *zip(KEYS, ODD, strict=True)]
    bibliography = "".join(
        f"@article{{{key}, author = {{Roe, Jane}}, title = {{{title}}}, journal = {{J}}, year = {2000 + n % 20}}}\n"
        for n, (key, title) in enumerate(entries)
    )
    cited = "\n\n".join(f"Said [@{{{key}}}]." for key, _ in entries)
    folder = review(
        {"docs/text.md": f"# Text\n\n{cited}\n\nSee [one](#ref-key1) of CLL.\n", "docs/index.md": "# Made\n"}
    )
    (folder / "refs" / "references.bib").write_text(bibliography)
    (folder / "refs" / "glossary.yml").write_text("terms:\n  CLL:\n    expansion: Chronic leukaemia\n")
    return folder


def built(folder: Path) -> str:
    result = CliRunner().invoke(main, ["build", "-C", str(folder)])
    assert result.exit_code == 0, result.output
    assert "does not contain an anchor" not in result.output
    return (folder / "site" / "text" / "index.html").read_text()


def test_the_list_is_what_it_would_be_converted(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = built(site)
    monkeypatch.setattr(long_lists, "_LONG", 10**9)
    assert fast == built(site)
    assert fast.count('<li class="csl-entry"') == len(ODD) + 70
    assert '<abbr title="Chronic leukaemia">CLL</abbr>' in fast


def test_a_page_whose_items_come_out_otherwise_is_converted_whole(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A template of the author's in whose items Markdown acts.
    template = site / "refs" / "templates" / "page-reference.md.j2"
    template.parent.mkdir()
    template.write_text(
        '<li class="csl-entry" markdown="span">**own** <i>{{ entry.html }}</i> {{ entry.details }}</li>\n'
    )
    fast = built(site)
    monkeypatch.setattr(long_lists, "_LONG", 10**9)
    assert fast == built(site)
    assert "<strong>own</strong>" in fast
