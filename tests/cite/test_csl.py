"""What a CSL style says of citations in the text, and the names by which one is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from litreview.cite.csl import CslError, load_csl
from litreview.cite.styles.registry import load_style

_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="{locale}">
<info><title>T</title><id>t</id><category citation-format="numeric"/></info>
<citation><layout vertical-align="sup" delimiter=","><text variable="citation-number"/></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography></style>"""
_DEPENDENT = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>D</title><id>d</id><link href="http://www.zotero.org/styles/t" rel="independent-parent"/></info></style>"""


@pytest.mark.parametrize(("locale", "moved"), [("en-US", ".,"), ("en-GB", ""), ("de-DE", "")])
def test_raised_numbers_stand_behind_stops_in_american_english(tmp_path: Path, locale: str, moved: str) -> None:
    (tmp_path / "t.csl").write_text(_STYLE.format(locale=locale), encoding="utf-8")
    style = load_csl("t", tmp_path, (tmp_path,)).in_text
    assert (style.superscript, style.moves_behind) == (True, moved)


def test_a_name_that_was_given_up_leads_to_that_of_today(tmp_path: Path) -> None:
    (tmp_path / "nlm-citation-sequence.csl").write_text(_STYLE.format(locale="en-US"), encoding="utf-8")
    assert load_csl("national-library-of-medicine", tmp_path, (tmp_path,)).path.stem == "nlm-citation-sequence"
    assert load_style("vancouver").name == "nlm"


def test_a_style_that_refers_to_another_says_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "d.csl").write_text(_DEPENDENT, encoding="utf-8")
    with pytest.raises(CslError, match=r"'d' only refers to 't'; put t\.csl beside it, or pip install"):
        load_csl("d", tmp_path, (tmp_path,))
