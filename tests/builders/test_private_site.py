"""Libraries with private fields become sites: nothing of what is private is in any file of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from litreview.cli import main

Review = Callable[..., Path]
#: As JabRef and Mendeley leave it, with an author's own notes.
MANAGED = r"""
@comment{jabref-meta: fileDirectory-SECRETa:/home/SECRETa/papers;}
@article{alpha2020,
  author = {Alpha, Anna}, title = {On the first question}, journal = {Journal of Examples}, year = {2020},
  doi = {10.1000/alpha.2020}, abstract = {What was found.},
  file = {:C\:\\Users\\SECRETb\\alpha.pdf:PDF}, local-url = {/Users/SECRETc/x.pdf}, bdsk-file-1 = {SECRETd},
  annote = {SECRETe thinks little of it}, annotation = {SECRETf}, groups = {SECRETg}, owner = {SECRETh},
  timestamp = {2020-01-01 SECRETi}, mendeley-tags = {SECRETj}, creationdate = {SECRETk}, jabref-x = {SECRETl},
  pdf = {file:///SECRETm/x.pdf}, x-source = {seen in ~/SECRETn/x.txt}, comment-ana = {SECRETo},
  note = {Erratum in 2021; printed at C:\Users\SECRETp\x.pdf}, keywords = {question, Included by SECRETq},
  x-annotation = {The *first* of its kind; see [the registry](https://example.org/r).

  - it <b>has</b> {{ 7*7 }} controls [@beta2021]
  - --8<-- "mkdocs.yml"},
}
@xdata{x, owner = {SECRETr}}
"""
#: As Rayyan and Covidence leave it.
SCREENED = r"""
@article{beta2021,
  author = {Beta, Ben}, title = {On the second question}, journal = {Journal of Examples}, year = {2021},
  doi = {10.1000/beta.2021},
  note = {RAYYAN-INCLUSION: {"SECRETa"=>"Included", "SECRETb"=>"Excluded"} | RAYYAN-LABELS: SECRETc
    | USER-NOTES: {"SECRETd"=>["not | sure; SECRETe"]}},
}
@book{gamma2022,
  author = {Gamma, Gerda}, title = {All questions}, publisher = {Example Press}, year = {2022},
  isbn = {978-3-16-148410-0},
  addendum = {Exclusion reason: SECRETf; SECRETg Roe (2021-03-04 12:33:22)(Select): SECRETh},
  rayyan-id = {SECRETi}, covidence = {SECRETj}, votes = {SECRETk}, exclusion_reasons = {SECRETl},
  keywords = {all; RAYYAN-INCLUSION: {SECRETm}}, howpublished = {Print; Accession Number: SECRETn},
}
@article{alpha2020,
  author = {Alpha, Anna}, title = {On the first question}, journal = {Journal of Examples}, year = {2020},
  doi = {10.1000/alpha.2020}, note = {Screener: SECRETo}, annote = {SECRETp},
}
"""


def built(folder: Path) -> dict[str, bytes]:
    result = CliRunner().invoke(main, ["build", "-C", str(folder)])
    assert result.exit_code == 0, result.output
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in (folder / "site").rglob("*.*")}
    return {name: gzip.decompress(data) if name.endswith(".gz") else data for name, data in files.items()}


@pytest.mark.parametrize("library", [MANAGED, SCREENED], ids=["managed", "screened"])
def test_no_file_of_a_site_holds_what_is_private(review: Review, library: str) -> None:
    folder = review({"refs/references.bib": library, "docs/text.md": "# Text\n\nCited [@alpha2020].\n"})
    files = built(folder)
    assert files["site/references.bib"]
    assert not [name for name, data in files.items() if b"SECRET" in data]
    found = json.loads(CliRunner().invoke(main, ["check", "-C", str(folder), "--format", "json"]).output)
    (told,) = (one["message"] for one in found if one["rule"] == "private-field")
    assert "SECRET" not in told
    assert "annote (1)" in told
    for target in ("csl-json", "bibtex", "ris", "nbib", "csv"):
        converted = CliRunner().invoke(main, ["convert", str(folder / "refs" / "references.bib"), "--to", target])
        assert "SECRET" not in converted.stdout
        assert "(private" in converted.stderr
    kept = CliRunner().invoke(main, ["convert", str(folder / "refs" / "references.bib"), "--to", "bibtex", "--private"])
    assert kept.stdout.count("SECRET") >= library.count("SECRET") - 3  # but for a comment and a container of data


def test_an_annotation_is_shown_on_the_page_in_lists_and_in_figures_and_acts_as_nothing(review: Review) -> None:
    text = "# Text\n\nCited [@alpha2020].\n\n```references\nkeywords: [question]\n```\n"
    files = built(review({"refs/references.bib": MANAGED, "docs/text.md": text}))
    names = ("site/references/alpha2020/index.html", "site/references/index.html", "site/text/index.html")
    pages = [files[name].decode().replace("&#32;", " ") for name in names]
    assert pages[2].count("<em>first</em>") == 2
    for page in pages:
        assert "<em>first</em> of its kind" in page
        assert '<a href="https://example.org/r">the registry</a>' in page
        assert "<b>has" not in page
        assert "site_name" not in page
        assert "49" not in page.partition("of its kind")[2][:300]
        assert "[@beta2021]" in unescape(page)


def test_a_field_that_the_review_publishes_is_in_its_downloads(review: Review) -> None:
    folder = review({"refs/references.bib": MANAGED})
    settings = folder / "refs" / "review.yml"
    settings.write_text(settings.read_text() + "publish_fields: [owner, mendeley-*]\n")
    (folder / "docs" / "text.md").write_text("# Text\n\nCited [@alpha2020].\n")
    bibliography = built(folder)["site/references.bib"].decode()
    assert "SECRETh" in bibliography
    assert "SECRETj" in bibliography
    assert bibliography.count("SECRET") == 2
