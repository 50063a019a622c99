"""Files by which repositories and archives cite a review: CITATION.cff, codemeta.json and .zenodo.json.

Citation File Format 1.2.0, CodeMeta 3.0, and the metadata of deposits at Zenodo.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from litreview.model.frozen import full
from litreview.model.review import Contributor, Licence, Review

CITATION: Final = "CITATION.cff"
CODEMETA: Final = "codemeta.json"
ZENODO: Final = ".zenodo.json"
#: The lines of a CITATION.cff that a release changes: of the work, and of what is to be cited in its place.
_LINE: Final = re.compile(r"^(?P<name>(?:  )?(?P<field>version|date-released)): .*$", re.MULTILINE)
_LICENCES: Final = re.compile(r"CC[ -]BY(?:-NC)?(?:-(?:SA|ND))?[ -]\d\.\d|CC0[ -]1\.0|MIT|Apache-2\.0")


def citation_files(review: Review, url: str, version: str, day: str, root: Path) -> Iterator[tuple[str, str]]:
    """The files by their names; of one that is there only version and day are changed.

    Args:
        review: The review.
        url: Its address.
        version: The version that is released.
        day: Its day, in ISO 8601.
        root: The folder in which the files stand.

    Raises:
        ValueError: A file that is there is no JSON object.
        OSError: It cannot be read.
    """
    dated = {"version": version, "date-released": day}
    if (root / CITATION).is_file():
        text = (root / CITATION).read_text(encoding="utf-8")
        yield CITATION, _LINE.sub(lambda line: f'{line["name"]}: "{dated[line["field"]]}"', text)
    else:
        made = _citation(review, url) | dated
        yield CITATION, yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=100)
    codemeta = {"version": version, "datePublished": day}
    yield CODEMETA, _json(root / CODEMETA, _codemeta(review, url), codemeta)
    yield ZENODO, _json(root / ZENODO, _zenodo(review, url), {"version": version, "publication_date": day})


def _json(path: Path, made: Mapping[str, Any], dated: dict[str, str]) -> str:
    found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else made
    if not isinstance(found, dict):
        message = f"{path.name} is no JSON object"
        raise ValueError(message)  # noqa: TRY004 - of the file, not of a caller's value
    return json.dumps(full(found | dated), ensure_ascii=False, indent=2) + "\n"


def _citation(review: Review, url: str) -> dict[str, Any]:
    return full(
        {
            "cff-version": "1.2.0",
            "message": "Please cite this review as below.",
            "type": "dataset",
            "title": review.title,
            "authors": [_cff_author(one) for one in review.contributors] or [{"name": review.title}],
            "url": url,
            "license": _spdx(review.licence),
            "keywords": list(review.keywords),
            "abstract": "\n\n".join(review.abstract),
        }
    )


def _cff_author(one: Contributor) -> dict[str, str]:
    if one.literal:
        return {"name": one.literal}
    orcid = f"https://orcid.org/{one.orcid}" if one.orcid else ""
    affiliation = "; ".join(where.name for where in one.affiliations)
    return full({"family-names": one.family, "given-names": one.given, "affiliation": affiliation, "orcid": orcid})


def _codemeta(review: Review, url: str) -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": review.title,
        "description": "\n\n".join(review.abstract),
        "author": [_codemeta_author(one) for one in review.contributors],
        "license": review.licence.url if review.licence else "",
        "keywords": list(review.keywords),
        "url": url,
    }


def _codemeta_author(one: Contributor) -> dict[str, str]:
    if one.literal:
        return {"@type": "Organization", "name": one.literal}
    orcid = f"https://orcid.org/{one.orcid}" if one.orcid else ""
    return full({"@type": "Person", "@id": orcid, "givenName": one.given, "familyName": one.family})


def _zenodo(review: Review, url: str) -> dict[str, Any]:
    creators = [
        full(
            {
                "name": one.inverted,
                "orcid": one.orcid,
                "affiliation": "; ".join(where.name for where in one.affiliations),
            }
        )
        for one in review.contributors
    ]
    return {
        "title": review.title,
        "description": "\n\n".join(review.abstract),
        "upload_type": "publication",
        "publication_type": "other",
        "creators": creators,
        "license": _spdx(review.licence).lower(),
        "keywords": list(review.keywords),
        "language": "eng" if review.language.startswith("en") else "",
        "related_identifiers": [{"identifier": url, "relation": "isIdenticalTo"}] if url else [],
    }


def _spdx(licence: Licence | None) -> str:
    """A licence by its SPDX identifier; empty where its name does not give one."""
    found = _LICENCES.fullmatch(licence.name.strip()) if licence else None
    return found[0].replace(" ", "-") if found else ""
