"""fhir.json: references, results and judgements as a FHIR R5 Bundle of Citation, Evidence and ArtifactAssessment.

The resources are those of EBMonFHIR (HL7's Evidence Based Medicine on FHIR). Nothing is computed: a number that its
source does not print is in no resource, and what FHIR has no element for is said in words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from litreview.figures.dates import iso
from litreview.figures.evidence import PRINTED_COUNTS, result_anchor
from litreview.model.appraisal import Appraisal, Assessment, Finding, Judgement, SummaryOfFindings
from litreview.model.evidence import Outcome, OutcomeKind, Report, Result, Study
from litreview.model.frozen import full
from litreview.model.library import Library
from litreview.model.reference import Reference

FILE: Final = "fhir.json"
MEDIA_TYPE: Final = "application/fhir+json"
_TERMINOLOGY: Final = "http://terminology.hl7.org/CodeSystem/"
#: FHIR's names of identifiers, and the systems they stand in.
_SYSTEMS: Final = {
    "DOI": "https://doi.org",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc",
    "arXiv": "https://arxiv.org",
}
#: HL7's codes (of NCI's thesaurus and STATO); a kind without one is told in words.
_STATISTICS: Final = {
    OutcomeKind.PROPORTION: ("C44256", "Proportion"),
    OutcomeKind.COUNT: ("C25463", "Count"),
    OutcomeKind.MEDIAN: ("C28007", "Median"),
    OutcomeKind.HAZARD_RATIO: ("C93150", "Hazard Ratio"),
    OutcomeKind.MEAN_DIFFERENCE: ("0000457", "Mean Difference"),
}
_CONFIDENCE: Final = ("C53324", "Confidence interval")
_RANGE: Final = ("C38013", "Range")
_ESTIMATES: Final = "attribute-estimate-type"

Resource = dict[str, Any]


def bundle(library: Library, references: Sequence[Reference], url: str) -> Iterator[str]:
    """The file piece by piece.

    Args:
        library: The review.
        references: Its references in the site's order.
        url: Where the site stands, or nothing.
    """
    head = {"resourceType": "Bundle", "type": "collection"}
    yield json.dumps(head)[:-1] + ', "entry": [\n'
    number = 0
    for identity, resource in _resources(library, references, url):
        entry = json.dumps({"fullUrl": identity, "resource": resource}, ensure_ascii=False)
        yield f",\n{entry}" if number else entry
        number += 1
    # A bundle has no empty list.
    yield "\n]}\n" if number else ""


def _resources(library: Library, references: Sequence[Reference], url: str) -> Iterator[tuple[str, Resource]]:
    scope = url or library.review.title
    for reference in references:
        yield _identity(scope, "citation", reference.key), _citation(reference)
    studies = library.studies
    outcomes = {outcome.id: outcome for outcome in studies.outcomes} if studies else {}
    for study in studies.studies if studies else ():
        for report in study.reports:
            source = _pointer(scope, library, report.reference)
            for result in report.results:
                anchor = result_anchor(study, report, result)
                yield _identity(scope, "evidence", anchor), _evidence(study, report, result, outcomes, source)
    findings = library.summary_of_findings
    for number, finding in enumerate(findings.findings if findings else ()):
        pointers = [_pointer(scope, library, key) for key in finding.references]
        yield _identity(scope, "finding", str(number)), _finding(finding, findings, pointers)
    appraisals = library.risk_of_bias.appraisals if library.risk_of_bias else ()
    for appraisal in appraisals:
        for number, one in enumerate(appraisal.assessments):
            identity = _identity(scope, "assessment", f"{appraisal.id}/{number}")
            yield identity, _assessment(appraisal, one, library, scope)


def _identity(scope: str, kind: str, name: str) -> str:
    """A name for a resource that is the same in every build."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{scope}#{kind}/{name}')}"


def _pointer(scope: str, library: Library, key: str) -> Resource:
    """A reference to a Citation of the bundle."""
    if key not in library.references:
        return {"display": key}
    return {"reference": _identity(scope, "citation", key), "display": key}


def _text(text: str) -> Resource:
    return {"text": text}


def _coded(system: str, code: str, display: str) -> Resource:
    return {"coding": [{"system": f"{_TERMINOLOGY}{system}", "code": code, "display": display}]}


def _citation(reference: Reference) -> Resource:
    texts = {name: " ".join(str(text).split()) for name, text in reference.texts.items()}
    ids = reference.identifiers
    artifact = full(
        {
            "identifier": [{"system": _SYSTEMS[kind], "value": ids[kind]} for kind in _SYSTEMS if ids.get(kind)],
            "title": [{"text": texts["title"]}] if texts.get("title") else [],
            "abstract": [{"text": texts["abstract"]}] if texts.get("abstract") else [],
            "publicationForm": [form] if (form := _form(reference, texts)) else [],
            "webLocation": [{"url": reference.url}] if reference.url else [],
            "contributorship": _contributors(reference),
            "note": [{"text": f"Not verified: {reference.unverified}"}] if reference.unverified else [],
        }
    )
    return full(
        {
            "resourceType": "Citation",
            "status": "active",
            "identifier": [{"value": reference.key}],
            "title": texts.get("title", ""),
            "citedArtifact": artifact,
        }
    )


def _form(reference: Reference, texts: Mapping[str, str]) -> Resource:
    date = "" if reference.issued.inferred or (reference.year or 0) < 1 else iso(reference.issued)
    published_in = full(
        {
            "title": texts.get("container-title", ""),
            "identifier": [
                {"type": _text(kind), "value": reference.identifiers[kind]}
                for kind in ("ISSN", "ISBN")
                if reference.identifiers.get(kind)
            ],
        }
    )
    return full(
        {
            "publishedIn": published_in,
            "volume": texts.get("volume", ""),
            "issue": texts.get("issue", ""),
            "articleDate": date,
            "pageString": texts.get("page", ""),
        }
    )


def _contributors(reference: Reference) -> Resource:
    names = reference.authors
    if not names:
        return {}
    # Who they are in any register nobody knows here: their names in their order are what the work prints.
    return {"complete": not names.others, "summary": [{"value": "; ".join(one.indexed for one in names.names)}]}


def _evidence(
    study: Study, report: Report, result: Result, outcomes: Mapping[str, Outcome], source: Resource
) -> Resource:
    outcome = outcomes.get(result.outcome)
    name = outcome.name if outcome else result.outcome
    words = [one for one in (study.name, name, result.label) if one]
    population = result.population or study.name
    counted = "" if result.counts in PRINTED_COUNTS else f"How n was found: {result.counts}"
    notes = [one for one in (result.value, counted, result.note) if one]
    statistic = _statistic(result, outcome)
    return full(
        {
            "resourceType": "Evidence",
            "status": "active",
            "title": ": ".join(words),
            "description": "; ".join(
                one for one in (f"{report.label}".strip(), result.follow_up and f"followed {result.follow_up}") if one
            ),
            "note": [{"text": one} for one in notes],
            "relatedArtifact": [{"type": "derived-from", "resourceReference": source}],
            "variableDefinition": [
                {"description": population, "variableRole": _coded("variable-role", "population", "Population")},
                {"description": name, "variableRole": _coded("variable-role", "measuredVariable", "Measured Variable")},
            ],
            "statistic": [statistic] if statistic else [],
        }
    )


def _finding(finding: Finding, summary: SummaryOfFindings | None, sources: Sequence[Resource]) -> Resource:
    """A row of a summary of findings: the certainty of a body of evidence, its effects in words as they are printed."""
    outcome = finding.outcome
    roles = (("population", "Population"), ("exposure", "Exposure"), ("referenceExposure", "Reference Exposure"))
    said = (summary.population, summary.intervention, summary.comparison) if summary else ("", "", "")
    variables = [
        {"description": words, "variableRole": _coded("variable-role", *role)}
        for words, role in zip((*said, outcome), (*roles, ("measuredVariable", "Measured Variable")), strict=True)
        if words
    ]
    effects = {"Relative": finding.relative, "Comparison": finding.comparison, "Intervention": finding.intervention}
    words = [f"{name}: {effect}" for name, effect in effects.items() if effect]
    size = full({"numberOfStudies": finding.studies, "numberOfParticipants": finding.participants})
    rating = finding.certainty.value
    certainty = full(
        {
            "type": _coded("certainty-type", "Overall", "Overall certainty"),
            "rating": _coded("certainty-rating", rating, f"{rating.replace('-', ' ').capitalize()} quality"),
            "note": [{"text": reason} for reason in finding.reasons],
        }
    )
    return full(
        {
            "resourceType": "Evidence",
            "status": "active",
            "title": outcome,
            "description": "; ".join(words),
            "note": [{"text": finding.comment}] if finding.comment else [],
            "relatedArtifact": [{"type": "derived-from", "resourceReference": source} for source in sources],
            "variableDefinition": variables,
            "statistic": [{"sampleSize": size}] if size else [],
            "certainty": [certainty],
        }
    )


def _statistic(result: Result, outcome: Outcome | None) -> Resource:
    unit = outcome.unit if outcome else ""
    kind = outcome.kind if outcome else OutcomeKind.TEXT
    quantity: Resource = {}
    if result.estimate is not None:
        quantity = full({"value": _number(result.estimate), "unit": unit})
    elif result.percent is not None:
        quantity = {"value": _number(result.percent), "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"}
    elif kind is OutcomeKind.COUNT and result.n is not None:
        quantity = full({"value": result.n, "unit": unit})
    said = _coded("statistic-type", *_STATISTICS[kind]) if kind in _STATISTICS else _text(kind.value)
    return full(
        {
            "statisticType": said if quantity else {},
            "quantity": quantity,
            "numberOfEvents": None if kind is OutcomeKind.COUNT else result.n,
            "sampleSize": full({"knownDataCount": result.total, "numberOfParticipants": result.treated}),
            "attributeEstimate": [*_intervals(result, unit)],
        }
    )


def _intervals(result: Result, unit: str) -> Iterator[Resource]:
    if interval := result.interval:
        ends = {"low": interval.low, "high": interval.high}
        span = _span(ends, unit)
        level = {"level": _number(interval.level / 100)} if interval.level is not None else {}
        missing = [name for name, end in ends.items() if end is None]
        said = {"description": f"the {' and the '.join(missing)} end was not reached"} if missing else {}
        yield full({**said, "type": _coded(_ESTIMATES, *_CONFIDENCE), **level, "range": span})
    if result.range:
        low, high = result.range
        yield {"type": _coded(_ESTIMATES, *_RANGE), "range": _span({"low": low, "high": high}, unit)}


def _span(ends: Mapping[str, float | None], unit: str) -> Resource:
    return {name: full({"value": _number(end), "unit": unit}) for name, end in ends.items() if end is not None}


def _number(value: float) -> float | int:
    number = float(value)
    return int(number) if number.is_integer() else round(number, 12)


def _assessment(appraisal: Appraisal, one: Assessment, library: Library, scope: str) -> Resource:
    levels = {level.id: level.name for level in appraisal.levels}
    names = {domain.id: domain.name for domain in appraisal.domains}
    parts = [_rating(names.get(domain, domain), judgement, levels) for domain, judgement in one.judgements.items()]
    overall = _rating("Overall", one.overall, levels) if one.overall else {"informationType": "container"}
    key = one.reference or _first_report(library, one.study)
    about = _pointer(scope, library, key) if key else {"display": one.label or one.study}
    return full(
        {
            "resourceType": "ArtifactAssessment",
            "title": ": ".join(part for part in (appraisal.tool, one.label or one.study or one.reference) if part),
            "artifactReference": about,
            "content": [full({**overall, "component": parts})],
        }
    )


def _first_report(library: Library, study: str) -> str:
    studies = library.studies.studies if library.studies else ()
    return next((report.reference for one in studies if one.id == study for report in one.reports), "")


def _rating(name: str, judgement: Judgement, levels: Mapping[str, str]) -> Resource:
    return full(
        {
            "informationType": "rating",
            "type": _text(name),
            "classifier": [_text(levels.get(judgement.level, judgement.level))],
            "summary": judgement.support,
        }
    )
