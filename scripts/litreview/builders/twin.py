"""The review as data among the files of its site (see `exports.twin`): what lists it all, and the data itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from litreview.builders.prepare import PreparedReview
from litreview.exports.records import Records
from litreview.exports.registry import EXPORTS
from litreview.exports.twin import crate, fhir, linkset, llms, tables, whole
from litreview.exports.twin.listed import Inventory, Listed
from litreview.model.reference import Reference
from litreview.pages.addresses import LINKSET_FILE, RESULTS_FILE, page_url
from litreview.pages.record import ABOUT_PATH
from litreview.pages.record import PATH as RECORD_PATH
from litreview.pages.references import REFERENCES_PATH
from litreview.pages.site import Site
from litreview.pages.study_pages import first_report

_CSV: Final = "text/csv"
_JSON: Final = "application/json"
_UNNAMED: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME: Final = 60

#: Files that grow with the references, each of which another process may make.
LARGE: Final = (whole.FILE, fhir.FILE, crate.ARCHIVE)

Files = Mapping[str, Callable[[], bytes]]


def markdown_place(place: str) -> str:
    """Where the Markdown of a page stands: beside its HTML, as llmstxt.org has it."""
    return f"{place}.md"


def twin_files(
    review: PreparedReview, site: Site, records: Mapping[str, Records], files: Files, titles: Mapping[str, str]
) -> Files:
    """The files by their paths, each made when it is asked for; one that the author has in docs/ stays as it is.

    Args:
        review: What was read, cited and checked.
        site: The same for its pages.
        records: The references in each format.
        files: The other files of the site.
        titles: The titles of the pages that a builder draws, by their paths.
    """
    library = site.library
    references = [*library.references.values()]
    made = dict(_data(site, references, records))
    held = {path: make for path, make in {**files, **made}.items() if path in _held(site, made)}
    listed = tuple(_listed_files(site, {**files, **made}))
    own = ABOUT_PATH if library.review.companion else RECORD_PATH
    inventory = Inventory(
        library,
        site.settings.url,
        own=page_url(own, directory_urls=site.settings.directory_urls),
        pages=(*_pages(review, site, titles), *_study_pages(site)),
        references=tuple(_reference_pages(site)),
        files=listed,
    )
    of_crate = [one for one in listed if one.address in held]
    metadata = _whole(crate.crate, inventory, of_crate)
    found: Files = {
        **made,
        crate.FILE: metadata,
        crate.ARCHIVE: partial(crate.archive, {crate.FILE: metadata, **held}),
        LINKSET_FILE: _whole(linkset.linkset, inventory),
        llms.FILE: _whole(llms.llms, inventory),
    }
    return {path: make for path, make in found.items() if path not in review.project.assets}


def _data(
    site: Site, references: Sequence[Reference], records: Mapping[str, Records]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    library, url = site.library, site.settings.url
    for table in tables.tables(library):
        yield table.file, _whole(table.text)
    name = _UNNAMED.sub("-", library.review.title.lower()).strip("-")[:_LONGEST_NAME].strip("-") or "review"
    yield tables.FILE, _whole(tables.package, library, name, url)
    yield whole.FILE, partial(_review, site, records["csl-json"])
    yield whole.SCHEMA_FILE, _whole(whole.review_schema)
    if references:
        yield fhir.FILE, lambda: "".join(fhir.bundle(library, references, url)).encode("utf-8", "replace")


def _review(site: Site, records: Records) -> bytes:
    items = (text for number in range(len(records.paths)) for text in records.piece(number))
    return "".join(whole.review_text(site.library, items, site.cited.mentions)).encode("utf-8", "replace")


def _whole(make: Callable[..., str], *given: object) -> Callable[[], bytes]:
    return lambda: make(*given).encode("utf-8", "replace")


def _held(site: Site, made: Files) -> set[str]:
    """What the crate holds: the data, and the references as BibTeX."""
    results = {RESULTS_FILE} if site.library.studies else set()
    return {*made, EXPORTS["bibtex"].file_name, EXPORTS["csv"].file_name, *results}


def _listed_files(site: Site, files: Files) -> Iterator[Listed]:
    """The files at the root of the site that are for others than its own scripts."""
    known = [(one.path, one.label, one.media_type) for one in (*site.downloads, *site.documents)]
    known += [(one.name, f"The work itself: {one.label}", one.media_type) for one in site.work_files]
    own = {table.file: table.title for table in tables.tables(site.library)}
    known += [(file, title, _CSV) for file, title in {RESULTS_FILE: "One result a row", **own}.items()]
    known += [
        (tables.FILE, "Data Package: the tables and their columns", _JSON),
        (whole.FILE, "The whole review", _JSON),
        (whole.SCHEMA_FILE, "JSON Schema of review.json", "application/schema+json"),
        (fhir.FILE, "FHIR R5: Citation, Evidence, ArtifactAssessment", fhir.MEDIA_TYPE),
    ]
    for path, title, media_type in known:
        if path in files:
            yield Listed(path, title, media_type)
    yield Listed(crate.FILE, "RO-Crate", "application/ld+json")
    yield Listed(crate.ARCHIVE, "All data in one archive (RO-Crate)", "application/zip")


def _pages(review: PreparedReview, site: Site, titles: Mapping[str, str]) -> Iterator[Listed]:
    directory_urls = site.settings.directory_urls
    for path, title in titles.items():
        if path not in review.pages and path == REFERENCES_PATH:
            yield Listed(page_url(path, directory_urls=directory_urls), title)
            continue
        address = page_url(path, directory_urls=directory_urls)
        place = f"{address}index.html" if not address or address.endswith("/") else address
        said = review.pages[path].meta.get("description", "") if path in review.pages else ""
        yield Listed(address, title, description=str(said or ""), markdown=markdown_place(place))


def _study_pages(site: Site) -> Iterator[Listed]:
    pages = site.study_pages
    for study in site.library.studies.studies if site.library.studies else ():
        address = page_url(pages[study.id], directory_urls=site.settings.directory_urls)
        yield Listed(address, study.name, description=first_report(site, study))


def _reference_pages(site: Site) -> Iterator[tuple[Listed, str]]:
    for key, reference in site.library.references.items():
        address = page_url(site.reference_page(key), directory_urls=site.settings.directory_urls)
        yield Listed(address, " ".join(str(reference.title).split()) or key), reference.url
