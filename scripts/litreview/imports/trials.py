"""From the number of a trial's registration to the articles that report it.

ClinicalTrials.gov (API v2) lists the articles that its sponsors named and those that were matched to it; PubMed has
the numbers that articles give themselves (`[si]`, secondary source).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from litreview.imports import pubmed
from litreview.imports.services import Services, read_json
from litreview.imports.values import at, objects, words

_STUDIES: Final = "https://clinicaltrials.gov/api/v2/studies"
#: Of the articles that a record names, these report it; others are what the trial was grounded on.
_REPORTS: Final = frozenset({"RESULT", "DERIVED"})


def reports(services: Services, number: str) -> tuple[str, ...]:
    """The PMIDs of the articles that report a trial, those that its registry names first.

    Raises:
        ServiceError: A service could not be asked.
    """
    found: list[str] = []
    if number.upper().startswith("NCT"):
        study = services.ask("ClinicalTrials.gov", f"{_STUDIES}/{number.upper()}", parse=_study)
        found += _named(study)
    found += pubmed.search(services, f'"{number}"[si]')
    return tuple(dict.fromkeys(found))


def _named(study: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    for one in objects(study, "protocolSection", "referencesModule", "references"):
        if words(one, "type") in _REPORTS and words(one, "pmid").isdecimal():
            yield words(one, "pmid")


def _study(data: bytes) -> dict[str, Any]:
    study = read_json(data)
    if not isinstance(at(study, "protocolSection"), dict):
        raise ValueError("there is no study in it")  # noqa: TRY004 - an answer, not an argument
    return study  # type: ignore[no-any-return] # an object, as was seen
