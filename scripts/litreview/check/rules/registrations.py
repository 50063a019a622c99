"""Numbers in registries of trials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity

#: How each registry writes its numbers, by how they begin: the WHO's primary registries that are used most.
_FORMS: Final = {
    "NCT": (re.compile(r"NCT\d{8}"), "ClinicalTrials.gov writes NCT and eight digits"),
    "ISRCTN": (re.compile(r"ISRCTN\d{8}"), "ISRCTN is followed by eight digits"),
    "ACTRN": (re.compile(r"ACTRN\d{14}p?"), "ACTRN is followed by fourteen digits"),
    "CHICTR": (re.compile(r"ChiCTR(?:-[A-Z]+-)?\d{8,10}"), "ChiCTR is followed by eight to ten digits"),
    "DRKS": (re.compile(r"DRKS\d{8}"), "DRKS is followed by eight digits"),
    "UMIN": (re.compile(r"UMIN(?:-CTR )?\d{9}"), "UMIN is followed by nine digits"),
    "JRCT": (re.compile(r"jRCTs?\d{9,11}"), "jRCT is followed by ten digits"),
}
_EUDRACT: Final = re.compile(r"\d{4}-\d{6}-\d{2}(?:-\d{2})?")
_EUDRACT_LIKE: Final = re.compile(r"(?:EudraCT|EU ?CT)\W*(.*)", re.IGNORECASE)


def _malformed(context: CheckContext) -> Iterator[Finding]:
    studies = context.library.studies
    for study in studies.studies if studies else ():
        for registration in study.registrations:
            hint = _wrong(registration.value.strip())
            if hint:
                message = f"{registration.value} is no registration number ({study.name or study.id})"
                yield Finding(registration.origin.at("value"), message, hint)


def _wrong(number: str) -> str:
    """How the registry that the number begins with writes its numbers, if not so; unknown registries pass."""
    for start, (form, hint) in _FORMS.items():
        if number.upper().startswith(start):
            return "" if form.fullmatch(number) else hint
    european = _EUDRACT_LIKE.fullmatch(number)
    if european and not _EUDRACT.fullmatch(european[1]):
        return "the European registries write 2020-123456-12 or 2023-123456-12-00"
    return ""


RULES: Final = (
    Rule("registration-number", Severity.WARNING, "a trial's registration number has its registry's form", _malformed),
)
