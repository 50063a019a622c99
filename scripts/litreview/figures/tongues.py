"""In which language and direction a reference is read, where that is not the page's own (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from litreview.model.reference import Reference

_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
#: What is in no language that one could name (ISO 639-2).
_NONE: Final = frozenset({"und", "mul", "zxx", "mis"})
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


def language_tag(language: object) -> str:
    """A language as an attribute can name it (BCP 47), or nothing."""
    tag = str(language)
    return tag if _TAG.fullmatch(tag) and tag.lower() not in _NONE else ""


def tongue(reference: Reference, page: str) -> Mapping[str, str]:
    """The attributes of what prints a reference on a page of that language; none where they would say nothing new."""
    said = {}
    tag = language_tag(reference.text("language"))
    if tag and _primary(tag) != _primary(page):
        said["lang"] = tag
    title = str(reference.title)
    if not title.isascii() and any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in title):
        said["dir"] = "auto"
    return said


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()
