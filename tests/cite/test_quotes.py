"""Citations that name the words behind their sentence, from the file to the pages and the data."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from litreview.cli import main

MakeReview = Callable[..., Path]
ONLY_THERE = "zanzibar"
QUOTES = """quotes:
  one: {reference: alpha2020, locator: p. 3, words: "Tea <b>helps</b> [some] *people*", language: de}
  two: {reference: alpha2020, words: Water does not}
  beta: {reference: beta2021, words: None of it}
  idle: {reference: beta2021, words: Never named}
"""
BIB = """@article{alpha2020, author={Lee, Ana}, title={A}, journal={J}, year={2020}, doi={10.1000/a}}
@article{beta2021, author={Ode, Bo}, title={B}, journal={J}, year={2021}, doi={10.1000/b}}
"""
PAGE = """# Text

Tea helps [@alpha2020, p. 3, quote: one, intent: uses method]. @alpha2020 [quote: two] says so; [@beta2021] too.
A range [@alpha2020; @alpha2020, quote: one].

It is said [@alpha2020, quote: the words of it].
"""


def reviewed(review: MakeReview, page: str) -> Path:
    text = f"Tea <b>helps</b> [some] {ONLY_THERE}. Tea <b>helps</b> [some]\n*people*. Water does not. {ONLY_THERE}"
    return review(
        {
            "refs/references.bib": BIB,
            "refs/quotes.yml": QUOTES,
            "refs/texts/alpha2020.txt": text,
            "docs/index.md": page,
            "docs/text.md": "# More\n",
            "mkdocs.yml": "site_name: T\nplugins: [litreview]\ntheme: {name: material}\n",
        }
    )


def test_the_words_are_shown_and_the_full_text_is_not(review: MakeReview) -> None:
    folder = reviewed(review, PAGE)
    result = CliRunner().invoke(main, ["build", "-C", str(folder)])
    assert result.exit_code == 0, result.output
    site = folder / "site"
    page = (site / "index.html").read_text(encoding="utf-8")
    assert 'data-quotes="one"' in page
    assert 'data-quotes="two"' in page
    assert "quote: one" not in page
    assert "quote: the words of it" in page
    listed = html.unescape(page[page.index('<ol class="references"') :])
    assert '<q lang="de">Tea <b>helps</b> [some] *people*</q> (p. 3)' in listed
    assert "<b>helps" not in page
    own = next(site.glob("references/alpha2020*/index.html")).read_text(encoding="utf-8")
    assert '<blockquote class="reference-quote" lang="de"><p>Tea &lt;b&gt;helps' in own
    assert "uses its method" in own
    data = json.loads((site / "review.json").read_text(encoding="utf-8"))
    assert data["quotes"]["quotes"]["two"]["verbatim"] is True
    said = data["beyond_csl"]["alpha2020"]["citations"]
    assert said[0]["intents"] == ["http://purl.org/spar/cito/usesMethodIn"]
    assert [one["quotes"] for one in said] == [["one"], ["two"], ["one"]]
    for path in site.rglob("*"):
        assert not path.is_file() or ONLY_THERE.encode() not in path.read_bytes(), path


def test_quotes_that_are_not_what_the_citation_says(review: MakeReview) -> None:
    page = "# T\n\nA [@alpha2020, quote: beta], [@alpha2020, quote: none], [@beta2021, intent: likes].\n"
    folder = reviewed(review, page)
    result = CliRunner().invoke(main, ["check", "-C", str(folder), "--format", "json"])
    found = {
        (one["rule"], one["file"], one["line"])
        for one in json.loads(result.stdout)
        if "quote" in one["rule"] or "intent" in one["rule"]
    }
    assert found == {
        ("misattributed-quote", "docs/index.md", 3),
        ("unknown-quote", "docs/index.md", 3),
        ("unknown-intent", "docs/index.md", 3),
        *(("unused-quote", "refs/quotes.yml", line) for line in (2, 3, 5)),
    }
