"""Works on which a grave notice was published, by the author's own word or by that of the services that were asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.library import Library
from litreview.model.reference import Reference
from litreview.model.verification import NoticeKind

_NOTICES: Final = {"retraction": "was retracted", "concern": "bears an expression of concern"}
#: How publishers and databases mark the title of a work, or of the notice itself.
_TITLE: Final = re.compile(
    r"\A\W{0,3}(?:retracted|withdrawn)\b(?:\s+(?:article|paper|chapter|publication))?\s*[:\]]|\A\W{0,3}retraction(?:\s+note)?(?:\s+to)?\s*:",
    re.IGNORECASE,
)
_HINT: Final = (
    "see whether what you say on its ground still holds; if you cite it all the same, tell readers why: "
    "x-litreview-ignore = {retracted-reference: reason}"
)


def _retracted(context: CheckContext) -> Iterator[Finding]:
    cited = context.cited or frozenset()
    for reference in context.library.references.values():
        for kind, words in _NOTICES.items():
            notice = reference.notices.get(kind) or _published(context.library, reference, kind)
            if notice:
                # Only a retraction that the text leans on stops a build.
                grave = kind == "retraction" and reference.key in cited
                yield Finding(
                    place_of(reference, f"x-{kind}"),
                    f"{reference.key} {words}{' and is cited' if grave else ''}: {notice}",
                    _HINT,
                    (reference.key,),
                    None if grave else Severity.WARNING,
                )


def _announced(context: CheckContext) -> Iterator[Finding]:
    for reference in context.library.references.values():
        if "retraction" in reference.notices or _published(context.library, reference, "retraction"):
            continue
        if _TITLE.match(str(reference.title)) or "retracted publication" in str(reference.text("genre")).casefold():
            yield Finding(
                place_of(reference, "title"),
                f"{reference.key} seems to be retracted: so its title or its type says",
                "look it up; if it was, say so: x-retraction = {DOI of the notice, and the date}",
                (reference.key,),
            )


def _published(library: Library, reference: Reference, kind: str) -> str:
    """What the services that were asked say of a notice of this kind, or nothing."""
    verified = library.verification.references.get(reference.key) if library.verification else None
    notices = (one for one in verified.notices if one.kind is NoticeKind(kind)) if verified else ()
    return "; ".join(
        " ".join(
            part
            for part in (
                one.label or kind,
                f"of {one.date.year}" if one.date.year else "",
                one.doi,
                f"({', '.join(one.sources)})" if one.sources else "",
            )
            if part
        )
        for one in notices
    )


RULES: Final = (
    Rule("announced-retraction", Severity.WARNING, "no title says that a work was retracted", _announced),
    Rule("retracted-reference", Severity.ERROR, "no reference that the text cites was retracted", _retracted),
)
