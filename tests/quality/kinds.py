"""One page of each kind, by the name that tables and pictures give it."""

from __future__ import annotations

from typing import Final

#: Of the flagship, relative to its address.
KINDS: Final[dict[str, str]] = {
    "first page": "",
    "prose": "trials/",
    "methods": "methods/",
    "references": "references/",
    "reference": "references/siddiqi2023/",
    "list by keyword": "references/by-keyword/",
    "studies": "studies/",
    "study": "studies/transcend-cll-004/",
    "evidence map": "evidence-map/",
    "timeline": "timeline/",
    "glossary": "glossary/",
    "not found": "404.html",
}
