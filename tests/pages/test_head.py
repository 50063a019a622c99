"""What machines read on the built pages: whose work each describes, and that every form says the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import pytest
import yaml
from click.testing import CliRunner
from tests.conftest import ROOT
from tests.pages.zotero import Head, item

from litreview.cli import main
from litreview.model.reference import Reference
from litreview.read.formats import read_bibliography
from litreview.read.sources import SourceFile

SITE = "https://litreview.github.io/litreview/"
DOI = "10.4084/MJHID.2024.045"
#: What the flagship says of its own work.
OWN = yaml.safe_load((ROOT / "refs" / "review.yml").read_text(encoding="utf-8"))
DOWNLOADS = {
    "application/nbib": ".nbib",
    "application/x-research-info-systems": ".ris",
    "application/x-bibtex": ".bib",
    "application/vnd.citationstyles.csl+json": ".json",
}
WORKS = """
@article{journal, author = {Adams, Ann and {World Health Organization} and de la Cruz, Maria}, title = {On & on: "A" <b>}, journal = {Journal of Examples}, volume = 3, number = 2, pages = {11--19}, year = 2020, month = feb, doi = {10.1000/journal}, pmid = {123456}, issn = {0028-0836}}
@book{book, author = {{World Health Organization}}, title = {A book}, publisher = {Press}, address = {Bern}, year = 2019, isbn = {978-3-16-148410-0}}
@incollection{chapter, author = {Brown, Bea}, title = {A chapter}, booktitle = {A whole}, publisher = {Press}, pages = {1--2}, year = 2018}
@phdthesis{thesis, author = {Clark, Cy}, title = {A thesis}, school = {A school}, year = 2017}
@misc{page, author = {Dunn, Di and Evans, Eve}, title = {A page}, year = 2016, url = {https://example.org/a}}
@misc{bad, author = {Fox, Flo}, title = {Bad}, x-year-inferred = 2015, url = {javascript:alert(1)}}
"""  # noqa: E501 - entries in one line each


def built(folder: Path) -> Path:
    result = CliRunner().invoke(main, ["build", "-C", str(folder)])
    assert result.exit_code == 0, result.output
    return folder / "site"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review without a companion, whose own work stands on its first page."""
    folder = tmp_path_factory.mktemp("small") / "review"
    shutil.copytree(ROOT / "tests" / "fixtures" / "minimal", folder)
    (folder / "refs" / "references.bib").write_text(WORKS)
    (folder / "docs" / "text.md").write_text("# Text\n\nCited [@journal; @book; @bad].\n")
    review = {
        "title": "A small review",
        "contributors": [
            {"family": "Young", "given": "Yves", "orcid": "0000-0002-1825-0097", "affiliations": ["An institute"]},
            {"literal": "The example group"},
        ],
        "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "version": "1.2",
        "published": "2024-05-06",
        "abstract": "What it says.",
        "keywords": ["one", "two; three"],
    }
    (folder / "refs" / "review.yml").write_text(yaml.safe_dump(review))
    return built(folder)


def head(site: Path, page: str = "") -> Head:
    return Head((site / page / "index.html").read_text())


def data(of: Head) -> dict[str, Any]:
    (block,) = of.data
    found: dict[str, Any] = json.loads(block)
    assert found["@context"] == "https://schema.org"
    return found


def records(site: Path, of: Head, rel: str) -> list[Reference]:
    found: list[Reference] = []
    for link in of.rel(rel):
        if link["type"] == "text/markdown":
            continue  # the page itself
        name = link["href"]
        assert name.endswith(DOWNLOADS[link["type"]])
        read = read_bibliography(SourceFile(name, (site / name).read_bytes()))
        found += read.references
    assert len(found) == len(DOWNLOADS)
    return found


def identifiers(value: dict[str, Any]) -> dict[str, str]:
    return {entry["propertyID"]: entry["value"] for entry in value["identifier"]}


class TestRecordOfAnArticle:
    def test_reference_manager_gets_the_article(self, flagship: Path) -> None:
        found = item(head(flagship / "site"), SITE)
        del found["abstractNote"]
        assert found == {
            "itemType": "journalArticle",
            "title": "CAR-T Cells in Chronic Lymphocytic Leukemia",
            "creators": [("Testa", "Ugo")],
            "date": "2024/05/01",
            "publicationTitle": "Mediterranean Journal of Hematology and Infectious Diseases",
            "journalAbbreviation": "Mediterr J Hematol Infect Dis",
            "volume": "16",
            "issue": "1",
            "pages": "e2024045",
            "DOI": DOI,
            "extra": "PMID: 38882451",
            "language": "en",
            "url": f"https://doi.org/{DOI}",
            "tags": ["CAR-T Cells", "CLL relapsed/refractory", "CLLia", "Chronic Lymphoid Leukemia"],
            "attachments": [],
        }

    def test_no_tag_is_empty_and_none_claims_the_text(self, flagship: Path) -> None:
        metas = {name: values for name, values in head(flagship / "site").metas.items() if name.startswith("citation_")}
        assert all(value.strip() for values in metas.values() for value in values)
        assert not [name for name in metas if name.endswith(("_html_url", "_pdf_url", "_abstract"))]

    def test_every_form_says_the_same(self, flagship: Path) -> None:
        of = head(flagship / "site")
        tags, linked = item(of), data(of)
        assert of.rel("cite-as") == [{"rel": "cite-as", "href": f"https://doi.org/{DOI}"}]
        assert identifiers(linked) == {"doi": DOI, "pmid": "38882451"}
        assert linked["@id"] == f"https://doi.org/{DOI}"
        assert linked["headline"] == tags["title"]
        assert linked["datePublished"] == tags["date"].replace("/", "-")
        assert [(p["familyName"], p["givenName"]) for p in linked["author"]] == tags["creators"]
        assert linked["pagination"] == tags["pages"]
        assert linked["@type"] == "MedicalScholarlyArticle"
        assert len(linked["citation"]) == len(OWN["companion_to"]["references"])
        for record in records(flagship / "site", of, "describedby") + records(flagship / "site", of, "alternate"):
            assert record.identifiers["DOI"] == DOI
            assert str(record.title) == tags["title"]
            assert record.authors.names[0].family == "Testa"
            assert record.issued.start[:2] == (2024, 5)

    def test_no_address_of_ours_is_given_as_the_articles(self, flagship: Path) -> None:
        of = head(flagship / "site")
        assert SITE not in json.dumps([of.data, of.rel("cite-as"), of.rel("item")])
        assert "licen" not in json.dumps([of.data, of.rel("license")])


class TestOwnWork:
    def test_stands_on_its_own_page_beside_an_article(self, flagship: Path) -> None:
        of = head(flagship / "site", "about")
        found = item(of)
        assert found["title"] == OWN["title"]
        assert found["url"] == f"{SITE}about/"
        assert "DOI" not in found
        assert [link["href"] for link in of.rel("cite-as")] == [f"{SITE}about/"]
        assert data(of)["version"] == OWN["version"]

    def test_reference_manager_gets_the_review(self, small: Path) -> None:
        found = item(head(small))
        # Its rules know no groups.
        assert found["creators"] == [("Young", "Yves"), ("group", "The example")]
        assert found["title"] == "A small review"
        assert found["date"] == "2024/05/06"
        assert found["abstractNote"] == "What it says."
        assert found["url"] == "https://example.org/small/"

    def test_every_form_says_the_same(self, small: Path) -> None:
        of = head(small)
        linked = data(of)
        assert of.metas["citation_author"] == ["Young, Yves", "The example group"]
        assert of.metas["citation_author_institution"] == ["An institute"]
        assert of.metas["citation_author_orcid"] == ["https://orcid.org/0000-0002-1825-0097"]
        assert of.metas["citation_online_date"] == ["2024/05/06"]
        assert [author["name"] for author in linked["author"]] == ["Yves Young", "The example group"]
        assert linked["author"][0]["@id"] == "https://orcid.org/0000-0002-1825-0097"
        assert linked["author"][0]["affiliation"] == [{"@type": "Organization", "name": "An institute"}]
        assert linked["datePublished"] == linked["dateModified"] == "2024-05-06"
        assert linked["citation"] == ["https://doi.org/10.1000/journal"]
        assert [link["href"] for link in of.rel("cite-as")] == ["https://example.org/small/"] == [linked["@id"]]
        assert [link["href"] for link in of.rel("author")] == ["https://orcid.org/0000-0002-1825-0097"]
        assert [link["href"] for link in of.rel("license")] == [linked["license"]]
        assert [link["href"] for link in of.rel("item")] == ["references/"]
        for record in records(small, of, "describedby"):
            assert str(record.title) == "A small review"
            assert record.issued.year == 2024
            assert [name.surname for name in record.authors.names] == ["Young", "The example group"]


class TestBibliography:
    def test_is_a_collection_in_other_forms(self, small: Path) -> None:
        of = head(small, "references")
        assert [link["href"] for link in of.rel("type")] == ["https://schema.org/Collection"]
        forms = {link["type"]: link["href"] for link in of.rel("alternate")}
        assert forms == {kind: f"../references{suffix}" for kind, suffix in DOWNLOADS.items()} | {
            "text/csv": "../references.csv"
        }
        assert all((small / "references" / href).resolve().is_file() for href in forms.values())


class TestPageOfTheReview:
    def test_is_a_part_of_the_work_by_its_contributors(self, small: Path) -> None:
        of = head(small, "text")
        assert of.metas["citation_title"] == ["Text"]
        assert of.metas["citation_inbook_title"] == ["A small review"]
        assert of.metas["citation_author"] == ["Young, Yves", "The example group"]
        assert [link["href"] for link in of.rel("author")] == ["https://orcid.org/0000-0002-1825-0097"]
        assert [link["href"] for link in of.rel("license")] == ["https://creativecommons.org/licenses/by/4.0/"]
        assert [link["href"] for link in of.rel("collection")] == ["../"]

    @pytest.mark.parametrize("page", ["", "text", "references"])
    def test_leads_to_all_links(self, page: str, small: Path) -> None:
        (link,) = head(small, page).rel("linkset")
        assert (small / page / link["href"]).resolve() == small / "linkset.json"

    @pytest.mark.parametrize("page", ["", "text"])
    def test_stands_as_markdown_beside_itself(self, page: str, small: Path) -> None:
        (link,) = [link for link in head(small, page).rel("alternate") if link["type"] == "text/markdown"]
        text = (small / page / link["href"]).read_text()
        assert text.splitlines().count("# Text" if page else "# A small review") == 1
        assert not {"<div", "<script", "<a "} & {*text.replace(">", " ").split()}

    def test_every_page_of_a_study_stands_as_markdown_too(self, flagship: Path) -> None:
        pages = [*(flagship / "site" / "studies").glob("*/index.html")]
        assert pages
        assert all(page.with_name("index.html.md").read_text().startswith("# ") for page in pages)

    def test_says_what_it_is_where_it_is_shared(self, small: Path) -> None:
        html = (small / "text" / "index.html").read_text()
        assert '<meta property="og:title" content="Text">' in html
        assert '<meta property="og:type" content="article">' in html
        assert '<meta property="og:url" content="https://example.org/small/text/">' in html


class TestListOfReferences:
    def test_by_year_has_each_work_once_for_reference_managers(self, small: Path) -> None:
        of = head(small, "references/by-year")
        works = read_bibliography(SourceFile("references.bib", (small / "references.bib").read_bytes())).references
        assert len(of.spans) == len(works)
        own = [head(small, f"references/{work.key}").spans[0] for work in works]
        assert sorted(of.spans) == sorted(own)
        assert not head(small, "references/by-author").spans


class TestReferencePage:
    def test_says_nothing_in_highwire_tags(self, small: Path) -> None:
        for page in (small / "references").glob("*/index.html"):
            assert not [name for name in Head(page.read_text()).metas if name.startswith("citation_")]

    def test_belongs_to_the_collection(self, small: Path) -> None:
        assert [link["href"] for link in head(small, "references/book").rel("collection")] == ["../"]

    @pytest.mark.parametrize(
        ("key", "kind", "expected"),
        [
            (
                "journal",
                "journal",
                {
                    "rft.genre": "article",
                    "rft.atitle": 'On & on: "A" <b>',
                    "rft.jtitle": "Journal of Examples",
                    "rft.volume": "3",
                    "rft.issue": "2",
                    "rft.pages": "11-19",
                    "rft.issn": "0028-0836",
                    "rft.date": "2020-02",
                    "rft.aulast": "Adams",
                    "rft.aufirst": "Ann",
                },
            ),
            (
                "book",
                "book",
                {
                    "rft.genre": "book",
                    "rft.btitle": "A book",
                    "rft.pub": "Press",
                    "rft.place": "Bern",
                    "rft.isbn": "9783161484100",
                    "rft.aucorp": "World Health Organization",
                },
            ),
            ("chapter", "book", {"rft.genre": "bookitem", "rft.atitle": "A chapter", "rft.btitle": "A whole"}),
            ("thesis", "dissertation", {"rft.title": "A thesis", "rft.inst": "A school", "rft.aulast": "Clark"}),
            ("page", "dc", {"rft.title": "A page", "rft.identifier": "https://example.org/a"}),
        ],
    )
    def test_coins_has_the_work(self, small: Path, key: str, kind: str, expected: dict[str, str]) -> None:
        (span,) = head(small, f"references/{key}").spans
        found = dict(parse_qsl(span))
        assert found["ctx_ver"] == "Z39.88-2004"
        assert found["rft_val_fmt"] == f"info:ofi/fmt:kev:mtx:{kind}"
        assert {name: found.get(name) for name in expected} == expected | (
            {"rft.isbn": found["rft.isbn"]} if "rft.isbn" in expected else {}
        )

    def test_coins_names_everyone_once(self, small: Path) -> None:
        (span,) = head(small, "references/journal").spans
        found = parse_qs(span)
        assert found["rft.aulast"] == ["Adams"]
        assert found["rft.au"] == ["World Health Organization", "de la Cruz, Maria"]
        assert found["rft_id"] == ["info:doi/10.1000/journal", "info:pmid/123456"]

    def test_json_ld_and_coins_agree_with_the_downloads(self, small: Path) -> None:
        downloads = {entry["id"]: entry for entry in json.loads((small / "references.json").read_text())}
        assert len(downloads) == 6
        for key, entry in downloads.items():
            of = head(small, f"references/{key}")
            linked, query = data(of), parse_qs(of.spans[0])
            assert linked["name"] == entry["title"]
            assert entry["title"] in {query.get(f"rft.{name}", [""])[0] for name in ("atitle", "btitle", "title")}
            assert len(linked["author"]) == len(entry["author"])
            people = sum(len(query.get(f"rft.{name}", ())) for name in ("aulast", "aucorp", "au", "creator"))
            assert people == len(entry["author"])
            year = str(entry["issued"]["date-parts"][0][0]) if "circa" not in entry["issued"] else ""
            assert linked.get("datePublished", "")[:4] == query.get("rft.date", [""])[0][:4] == year
            if doi := entry.get("DOI"):
                assert identifiers(linked)["doi"] == doi
                assert f"info:doi/{doi}" in query["rft_id"]

    def test_bad_addresses_are_given_to_no_machine(self, small: Path) -> None:
        html = (small / "references" / "bad" / "index.html").read_text()
        of = Head(html)
        assert "url" not in data(of)
        assert "javascript" not in of.spans[0]

    def test_inferred_years_are_no_dates(self, small: Path) -> None:
        of = head(small, "references/bad")
        assert "datePublished" not in data(of)
        assert "rft.date" not in of.spans[0]


def test_citation_file_names_both_works_apart() -> None:
    """CITATION.cff is the site's own work; the article stands among its references."""
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    review = yaml.safe_load((ROOT / "refs" / "review.yml").read_text())
    article = review["companion_to"]
    preferred = cff["preferred-citation"]
    for work in (cff, preferred):
        assert work["title"] == review["title"]
        assert [author["name"] for author in work["authors"]] == [c["literal"] for c in review["contributors"]]
        assert str(work["version"]) == str(review["version"])
        assert work["date-released"] == review["published"]
    assert preferred["url"] == f"{SITE}about/"
    (listed,) = cff["references"]
    assert listed["title"] == article["title"]
    assert listed["doi"] == article["identifiers"]["doi"]
    assert listed["authors"][0] == {"family-names": "Testa", "given-names": "Ugo"}
    assert (listed["volume"], listed["issue"]) == (article["journal"]["volume"], article["journal"]["issue"])
    assert listed["year"] == article["published"].year
