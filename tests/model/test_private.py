"""What of a reference only its owner should see, in every format that is read."""

from __future__ import annotations

import pytest

from litreview.exports.registry import EXPORTS
from litreview.model.private import EVERYTHING, hold_back, is_private
from litreview.model.reference import Reference
from litreview.read.formats import read_bibliography
from litreview.read.sources import SourceFile


def read(name: str, text: str, publish: tuple[str, ...] = ()) -> Reference:
    (reference,) = read_bibliography(SourceFile(name, text.encode()), publish).references
    return reference


def bib(fields: str, publish: tuple[str, ...] = ()) -> Reference:
    return read(
        "a.bib", f"@article{{a, author={{Lee, Ana}}, title={{T}}, journal={{J}}, year={{2020}}, {fields}}}", publish
    )


def shown(reference: Reference) -> str:
    """All that any format, or any page, can print of it."""
    words = [str(text) for text in reference.texts.values()]
    words += [field.value for field in reference.fields]
    words += [*reference.keywords, *reference.sources, *reference.identifiers.values()]
    return "\n".join([*words, *(export.write([reference]).text for export in EXPORTS.values())])


@pytest.mark.parametrize(
    "name",
    [
        *("file", "File", "local-url", "local_url", "bdsk-file-1", "bdsk-url-1", "annote", "annotation", "comment"),
        *("groups", "owner", "timestamp", "mendeley-groups", "mendeley-tags", "creationdate", "modificationdate"),
        *("jabref-x", "comment-jane", "date-added", "date-modified", "rating", "read", "readstatus", "__markedentry"),
        *("privnote", "username", "rayyan-decision", "covidence-id", "RN", "votes", "screener", "exclusion_reason"),
    ],
)
def test_fields_of_the_registry_are_held_back(name: str) -> None:
    assert is_private(name)
    reference = read("a.bib", f"@misc{{a, title={{T}}, {name} = {{S3CRET words}}}}")
    assert "S3CRET" not in shown(reference)
    assert [one.field.value for one in reference.held_back] == ["S3CRET words"]


@pytest.mark.parametrize("name", ["note", "title", "abstract", "keywords", "x-annotation", "urldate", "reviewauthor"])
def test_other_fields_are_not(name: str) -> None:
    assert not is_private(name)


@pytest.mark.parametrize(
    "private",
    [
        'RAYYAN-INCLUSION: {"S3CRET"=>"Included", "S3CRET"=>"Maybe"}',
        'RAYYAN-INCLUSION: {"A"=>"Included"} | RAYYAN-LABELS: S3CRET,b | USER-NOTES: {"B"=>["S3CRET; why | not"]}',
        "RAYYAN-EXCLUSION-REASONS: S3CRET",
        "Exclusion reason: S3CRET",
        "S3CRET Roe (2021-03-04 12:33:22)(Select): I think S3CRET; wrong",
        "Screener: S3CRET",
        "Screened by S3CRET",
        "Title/abstract screening decision: S3CRET",
        "Reviewer 2 vote: S3CRET",
        "Included by: S3CRET",
        "Labels: S3CRET, other",
        "Covidence #: S3CRET",
        "Accession Number: S3CRET",
        "Embase Accession Number: S3CRET",
        "Unique-ID: ISI:S3CRET",
        "WOS:S3CRET00012",
        "Cited By :12 S3CRET",
        "Conference code: S3CRET",
        "Copyright - © S3CRET",
        "Last updated - S3CRET",
        "Correspondence Address: A. S3CRET; Institute of S3CRET, City; email: a@S3CRET.example",
        "Export Date: 12 March S3CRET",
        "/home/S3CRET/papers/x y.pdf",
        "/Users/S3CRET/x.pdf",
        r"C:\Users\S3CRET\x.pdf",
        "D:/S3CRET/x.pdf",
        r"\\server\S3CRET\x.pdf",
        "file:///S3CRET/x.pdf",
        "~/S3CRET/x.pdf",
        "internal-pdf://S3CRET/x.pdf",
        "smb://S3CRET/x.pdf",
    ],
)
@pytest.mark.parametrize("written_in", ["bibtex", "ris", "csl-json", "nbib"])
def test_parts_of_notes_are_held_back_and_the_rest_is_kept(private: str, written_in: str) -> None:
    if written_in == "bibtex":
        reference = bib(f"note = {{A remark; {private}}}")
    elif written_in == "ris":
        reference = read("a.ris", f"TY  - JOUR\nTI  - T\nPY  - 2020\nN1  - A remark\nN1  - {private}\nER  - \n")
    elif written_in == "nbib":
        reference = read("a.nbib", f"PMID- 1\nTI  - T.\nDP  - 2020\nGN  - A remark\nGN  - {private}\n")
    else:
        escaped = private.replace("\\", "\\\\").replace('"', '\\"')
        reference = read("a.json", f'[{{"id": "a", "type": "book", "title": "T", "note": "A remark\\n{escaped}"}}]')
    assert "S3CRET" not in shown(reference)
    assert "~" in private or "A remark" in shown(reference)
    assert any(one.part for one in reference.held_back)
    export = EXPORTS[written_in].write([reference])
    assert all("private" in loss.part for loss in export.losses)


@pytest.mark.parametrize(
    "note",
    [
        "Conflicts of interest: none and/or declared",
        "Screening for cancer; see https://example.org/home/x and 10.1000/tmp/x",
        "PMID: 123; presented at EHA 2020",
        "Label-free methods, decision making: not about votes",
        r"with \emph{two} ratios a/b and {C:N} {\"o}",
    ],
)
def test_what_readers_should_see_stays(note: str) -> None:
    reference = bib(f"note = {{{note}}}")
    assert reference.held_back == ()
    assert {field.name: field.value for field in reference.fields}["note"] == note


def test_a_path_in_any_field_takes_the_field_with_it() -> None:
    reference = bib(
        r"pdf = {C\:\\Users\\S3CRET\\x.pdf}, x-source = {seen in /home/S3CRET/notes.txt}, url = {https://a.org/home/b}"
    )
    assert "S3CRET" not in shown(reference)
    assert reference.identifiers["URL"] == "https://a.org/home/b"


def test_words_of_a_screening_are_no_keywords() -> None:
    reference = bib("keywords = {CLL, Included by S3CRET, ibrutinib, RAYYAN-LABELS: S3CRET}")
    assert reference.keywords == ("CLL", "ibrutinib")
    assert "S3CRET" not in shown(reference)


def test_notes_of_ris_that_are_ones_own_are_held_back() -> None:
    reference = read("a.ris", "TY  - JOUR\nTI  - T\nRN  - S3CRET\nL1  - file:///home/S3CRET.pdf\nN1  - fine\nER  - \n")
    assert "S3CRET" not in shown(reference)


def test_members_of_csl_json_that_are_no_text_are_held_back_whole() -> None:
    text = '[{"id": "a", "type": "book", "title": "T", "annote": "S3CRET", "custom": {"path": "/home/S3CRET/x"}}]'
    reference = read("a.json", text)
    assert "S3CRET" not in shown(reference)
    assert '"annote"' not in EXPORTS["csl-json"].write([reference]).text


def test_what_the_author_publishes_is_shown() -> None:
    fields = "file = {x.pdf}, mendeley-groups = {G1}, annote = {For all}, owner = {me}"
    reference = bib(fields, ("FILE", "mendeley-*", "annote"))
    assert str(reference.text("annote")) == "For all"
    assert [one.field.name for one in reference.held_back] == ["owner"]
    everything = bib(fields, EVERYTHING)
    assert everything.held_back == ()
    assert hold_back(everything).held_back


def test_a_reference_without_secrets_stays_the_same_object() -> None:
    reference = bib("doi = {10.1000/x}", EVERYTHING)
    assert hold_back(reference) is reference
