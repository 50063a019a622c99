"""review.json: all that the author's files say and the pages show, in one file, and the schema that it follows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, get_type_hints

from litreview.cite.quoted import INTENTS
from litreview.cite.site import Mention
from litreview.exports.twin.values import SchemaOf, plain
from litreview.model.library import Library
from litreview.model.reference import Reference
from litreview.model.refreshed import RefreshedReference
from litreview.model.verification import Verified

FILE: Final = "review.json"
SCHEMA_FILE: Final = "review.schema.json"
#: What of a reference a CSL item cannot hold, by the names of the model.
_BEYOND: Final = ("aliases", "annotation", "notices", "sources", "unverified")
#: The parts of a library that have a file of their own.
_PARTS: Final = (
    *("studies", "evidence_map", "timeline", "glossary", "quotes", "screening", "risk_of_bias", "summary_of_findings"),
)


def review_text(library: Library, items: Iterable[str], cited: Mapping[str, Sequence[Mention]]) -> Iterator[str]:
    """The file piece by piece.

    Args:
        library: The review.
        items: Its references as CSL-JSON, in the site's order.
        cited: The places where each reference is cited.
    """
    head = {"$schema": SCHEMA_FILE, "review": plain(library.review)}
    head |= {name: plain(part) for name in _PARTS if (part := getattr(library, name)) is not None}
    beyond = {key: said for key, one in library.references.items() if (said := _beyond(library, one, cited))}
    text = json.dumps(head | {"beyond_csl": beyond}, ensure_ascii=False, indent=1)
    yield f'{text.removesuffix("}").rstrip()},\n "references": [\n'
    for number, item in enumerate(items):
        yield f",\n{item}" if number else item
    yield "\n ]\n}\n"


def _beyond(library: Library, reference: Reference, cited: Mapping[str, Sequence[Mention]]) -> dict[str, Any]:
    said = {name: plain(value) for name in _BEYOND if (value := getattr(reference, name))}
    if mentions := cited.get(reference.key):
        said["cited_on"] = list(dict.fromkeys(one.page for one in mentions))
    if citations := [
        {"page": one.page, "anchor": one.anchor, "quotes": [*one.quotes], "intents": [INTENTS[x] for x in one.intents]}
        for one in mentions or ()
        if one.quotes or one.intents
    ]:
        said["citations"] = citations
    for name, found in (("verified", library.verified(reference.key)), ("known", library.known_beyond(reference.key))):
        if found:
            said[name] = plain(found)
    return said


def review_schema() -> str:
    """The JSON Schema (2020-12) of the file, which is the same for all reviews."""
    schemas = SchemaOf()
    hints = get_type_hints(Library)
    own = get_type_hints(Reference)
    beyond = {name: schemas.of(own[name]) for name in _BEYOND} | {
        "cited_on": {"type": "array", "items": {"type": "string"}},
        "citations": {
            "description": "where it is cited with a quote, by its id, or an intent, as a property of CiTO",
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    **{key: {"type": "string"} for key in ("page", "anchor")},
                    **{key: {"type": "array", "items": {"type": "string"}} for key in ("quotes", "intents")},
                },
                "additionalProperties": False,
            },
        },
        "verified": schemas.of(Verified),
        "known": schemas.of(RefreshedReference),
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A literature review as data",
        "type": "object",
        "required": ["review", "references"],
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "review": schemas.of(hints["review"]),
            **{name: schemas.of(hints[name]) for name in _PARTS},
            "beyond_csl": {
                "description": "by citation key, what of a reference CSL has no variable for",
                "type": "object",
                "additionalProperties": {"type": "object", "properties": beyond, "additionalProperties": False},
            },
            "references": {
                "description": "CSL-JSON, version 1.0.2",
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "type"],
                    "properties": {"id": {"type": ["string", "integer"]}, "type": {"type": "string"}},
                },
            },
        },
        "$defs": schemas.definitions,
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
