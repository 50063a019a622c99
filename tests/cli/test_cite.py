"""`litreview cite`, and CSL styles through a Pandoc that is there, or is not."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from litreview.cite.pandoc import PandocError, format_with_csl
from litreview.cli.cite import cite

_ITEMS = [
    {"id": "b", "type": "book", "title": "Bees & <i>ants</i>", "author": [{"family": "Roe", "given": "Jane"}]},
    {
        "id": "a",
        "type": "book",
        "title": "Ants",
        "author": [{"family": "Doe", "given": "Al"}],
        "issued": {"date-parts": [[2001]]},
    },
]
_CSL = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0">
<citation><layout><text variable="citation-number"/></layout></citation></style>"""
#: Stands for Pandoc: writes the entries that its bibliography names, with marks, links and numbers as Pandoc does.
_PANDOC = f"""#!{sys.executable}
import json, sys
path = next(a.split("=", 1)[1] for a in sys.argv if a.startswith("--bibliography="))
items = json.load(open(path))
print('<div id="refs" class="references csl-bib-body">')
for item in items:
    print(f'<div id="ref-{{item["id"]}}" class="csl-entry">'
          f'<div class="csl-left-margin">1.</div><div class="csl-right-inline">'
          f'<em>T</em> &amp; <a href="javascript:x">l<strong>i</strong>nk</a> <span class="smallcaps">s</span>'
          f'<span class="nocase">n</span><br />&lt;script&gt;</div></div>')
print('</div>')
"""


@pytest.fixture
def items(tmp_path: Path) -> Path:
    path = tmp_path / "items.json"
    path.write_text(json.dumps(_ITEMS), encoding="utf-8")
    return path


def test_text_is_one_reference_a_line_in_the_order_of_the_style(items: Path) -> None:
    numeric = CliRunner().invoke(cite, [str(items), "--style", "nlm"])
    assert (numeric.exit_code, numeric.stdout) == (0, "Roe J. Bees & ants.\nDoe A. Ants. 2001.\n")
    dated = CliRunner().invoke(cite, [str(items), "--style", "apa"])
    assert dated.stdout == "Doe, A. (2001). Ants.\nRoe, J. (n.d.). Bees & ants.\n"


def test_json_maps_keys_to_text(items: Path) -> None:
    result = CliRunner().invoke(cite, [str(items), "--style", "nlm", "--format", "json"])
    assert json.loads(result.stdout) == {"b": "Roe J. Bees & ants.", "a": "Doe A. Ants. 2001."}


def test_html_has_an_element_for_each_reference(items: Path) -> None:
    result = CliRunner().invoke(cite, [str(items), "--style", "nlm", "--format", "html"])
    assert result.stdout.splitlines()[0] == '<div class="csl-entry" data-key="b">Roe J. Bees &amp; <i>ants</i>.</div>'


def test_bibtex_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@book{k, title = {A title}, author = {Roe, Jane}, year = 2001}\n", encoding="utf-8")
    result = CliRunner().invoke(cite, [str(path), "--style", "nlm"])
    assert result.stdout == "Roe J. A title. 2001.\n"


def test_what_cannot_be_read_is_named_and_the_rest_is_written(tmp_path: Path) -> None:
    path = tmp_path / "items.json"
    path.write_text(json.dumps(_ITEMS)[:-1] + ", {]", encoding="utf-8")
    result = CliRunner().invoke(cite, [str(path), "--style", "nlm"])
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 2
    assert "json-syntax" in result.stderr


@pytest.mark.parametrize("style", ["no-such-style", "none.html.j2", "none.csl"])
def test_an_unknown_style_is_wrong_use(items: Path, style: str) -> None:
    result = CliRunner().invoke(cite, [str(items), "--style", style])
    assert result.exit_code == 2
    assert style.removesuffix(".html.j2") in result.stderr


@pytest.fixture
def csl(tmp_path: Path) -> Path:
    path = tmp_path / "style.csl"
    path.write_text(_CSL, encoding="utf-8")
    return path


@pytest.fixture
def pandoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bin" / "pandoc"
    path.parent.mkdir()
    path.write_text(_PANDOC, encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(path.parent))
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    return path


@pytest.mark.usefixtures("pandoc")
def test_what_pandoc_prints_is_reduced_to_light_markup(csl: Path) -> None:
    formatted = format_with_csl(
        csl, json.dumps([{"id": "x--y", "type": "book"}, {"id": "ref-z", "type": "book"}])
    ).entries
    assert list(formatted) == ["x--y", "ref-z"]
    assert str(formatted["x--y"]) == '<i>T</i> &amp; l<b>i</b>nk <span class="small-caps">s</span>n&lt;script&gt;'


def test_results_are_kept_by_content(csl: Path, pandoc: Path, tmp_path: Path) -> None:
    source = json.dumps([{"id": "x", "type": "book"}])
    cache = tmp_path / "cache"
    first = format_with_csl(csl, source, cache=cache)
    pandoc.unlink()
    assert format_with_csl(csl, source, cache=cache) == first
    csl.write_text(_CSL.replace("1.0", "1.0.2"), encoding="utf-8")
    with pytest.raises(PandocError, match="need Pandoc"):
        format_with_csl(csl, source, cache=cache)


@pytest.mark.usefixtures("pandoc")
def test_a_dependent_style_is_refused(csl: Path) -> None:
    csl.write_text(
        _CSL.replace("></style>", '><link href="http://x.example" rel="independent-parent"/></style>'), encoding="utf-8"
    )
    with pytest.raises(PandocError, match="refers to another style"):
        format_with_csl(csl, "[]")


#: Labels before names of which the style says no more, and numbers in the text of the entries.
_VANCOUVER = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
<info><title>V</title><id>v</id></info>
<citation><layout><text variable="citation-number"/></layout></citation>
<bibliography><layout><text variable="citation-number" suffix=". "/><names variable="editor" suffix=". ">
<label prefix=", "/></names><text variable="title"/></layout></bibliography></style>"""


def test_pandoc_prints_labels_behind_names_and_no_numbers(csl: Path) -> None:
    csl.write_text(_VANCOUVER, encoding="utf-8")
    item = {"id": "x", "type": "book", "title": "Ants", "editor": [{"literal": "Low"}, {"literal": "Moore"}]}
    entries = format_with_csl(csl, json.dumps([item])).entries
    assert {key: str(html) for key, html in entries.items()} == {"x": "Low, Moore, editors. Ants"}


def test_what_pandoc_refuses_is_told(csl: Path, pandoc: Path) -> None:
    pandoc.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('bad style')\n", encoding="utf-8")
    with pytest.raises(PandocError, match="bad style"):
        format_with_csl(csl, "[]")


def test_without_pandoc_the_command_says_how_to_get_it(items: Path, csl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    result = CliRunner().invoke(cite, [str(items), "--style", str(csl)])
    assert result.exit_code == 2
    assert "pip install pypandoc_binary" in result.stderr
