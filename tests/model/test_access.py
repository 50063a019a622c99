"""Which references count as free to read, and why."""

from __future__ import annotations

import pytest

from litreview.model.access import free_by
from litreview.read.bibtex import read_bibtex
from litreview.read.formats import read_bibliography
from litreview.read.sources import SourceFile


def reasons(fields: str, kind: str = "article") -> tuple[str, ...]:
    entry = f"@{kind}{{key, title = {{A title}}, year = 2020, {fields}}}\n"
    (reference,) = read_bibtex([SourceFile("refs.bib", entry.encode())]).references
    return free_by(reference)


@pytest.mark.parametrize(
    "fields", ["pmcid = {PMC7654321}", "pmc = {7654321}", "eprint = {PMC7654321}, eprinttype = {pmc}"]
)
def test_a_full_text_in_pubmed_central(fields: str) -> None:
    assert reasons(fields) == ("pmc",)


@pytest.mark.parametrize(
    "fields",
    [
        "eprint = {2001.12345}, archiveprefix = {arXiv}",
        "journal = {arXiv preprint arXiv:2001.12345}",
        "doi = {10.48550/arXiv.2001.12345}",
        "journal = {bioRxiv}, pages = {2020--03}",
        "journal = {medRxiv : the preprint server for health sciences}",
        "publisher = {Cold Spring Harbor Laboratory}, doi = {10.1101/2020.03.04.977777}",
        "doi = {10.1101/123456}",
        "doi = {10.1101/2020.03.04.20031234v2}",
        "doi = {10.64898/2026.01.01.123456}",
        "eprint = {2020.03.04.977777}, eprinttype = {biorxiv}",
        "howpublished = {medRxiv}",
        "url = {https://www.biorxiv.org/content/10.1101/2020.03.04.977777v1}",
        "url = {https://chemrxiv.org/engage/article-details/1}",
    ],
)
def test_a_preprint_on_a_free_server(fields: str) -> None:
    assert reasons(fields, "misc") == ("preprint",)


@pytest.mark.parametrize(
    "fields",
    [
        "license = {CC BY 4.0}",
        "licence = {CC-BY-NC-ND}",
        "copyright = {{\\copyright} 2020 The authors. {Creative} {Commons} Attribution 4.0}",
        "rights = {https://creativecommons.org/licenses/by/4.0/}",
        "license = {cc0}",
        "License = {CC~BY-SA 4.0}",
    ],
)
def test_a_licence_of_creative_commons(fields: str) -> None:
    assert reasons(fields) == ("licence",)


@pytest.mark.parametrize(
    "fields",
    [
        "openaccess = {true}",
        "oa = {gold, Green Published}",
        "OA = {Green Submitted}",
        "x-open-access = {yes}",
        "oa_status = {bronze}",
        "is_oa = 1",
        "note = {Cited by: 5; All Open Access, Gold Open Access}",
        "keywords = {leukaemia; Open Access}",
        "keywords = {open-access, leukaemia}",
        "rights = {info:eu-repo/semantics/openAccess}",
    ],
)
def test_what_an_entry_says_of_itself(fields: str) -> None:
    assert reasons(fields) == ("stated",)


@pytest.mark.parametrize(
    "fields",
    [
        "doi = {10.1000/x}, pmid = {12345678}",
        # Cold Spring Harbor's journals and books share the beginning of their DOIs with bioRxiv.
        "journal = {Genome Research}, doi = {10.1101/gr.123456.107}",
        "doi = {10.1101/9780879698164}",
        "url = {https://example.org/biorxiv.org/}",
        "journal = {Studies of Louis XIV}",
        "openaccess = {false}",
        "oa = {closed}",
        "oa = {}",
        "copyright = {2020 by Elsevier. All rights reserved}",
        "license = {ccbysomebody}",
        "rights = {info:eu-repo/semantics/closedAccess}",
        "note = {A note on open access}",
        "keywords = {open access publishing}",
    ],
)
def test_anything_else_is_not_known_to_be_free(fields: str) -> None:
    assert reasons(fields) == ()


def test_all_reasons_are_given() -> None:
    fields = "pmcid = {PMC1234567}, eprint = {2001.12345}, eprinttype = {arxiv}, license = {CC BY}, openaccess = {yes}"
    assert reasons(fields) == ("pmc", "preprint", "licence", "stated")


def test_the_same_holds_for_other_formats() -> None:
    item = '[{"id": "a", "type": "article-journal", "title": "A", "keyword": "open access"}]'
    (reference,) = read_bibliography(SourceFile("a.json", item.encode())).references
    assert free_by(reference) == ("stated",)
