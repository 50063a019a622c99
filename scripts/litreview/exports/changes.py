"""What changed between two versions of a review, computed from their `review.json` and the text of their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from litreview.model.versions import ChangedPart, ChangeKind, DataChange

#: The members of review.json, but for references, and the part of a review that each belongs to.
_PARTS: Final[Mapping[str, ChangedPart]] = {
    "studies": ChangedPart.STUDIES,
    "evidence_map": ChangedPart.EVIDENCE_MAP,
    "timeline": ChangedPart.REVIEW,
    "quotes": ChangedPart.REVIEW,
    "glossary": ChangedPart.REVIEW,
    "screening": ChangedPart.SCREENING,
    "risk_of_bias": ChangedPart.JUDGEMENTS,
    "summary_of_findings": ChangedPart.JUDGEMENTS,
}
#: What tells one object of a list from the others, as far as it has them.
_NAMING: Final = ("id", "key", "reference", "study", "outcome", "abbreviation", "domain", "label", "time", "name")
_NAMING_ELSE: Final = ("title", "event", "literal", "text")
#: What says how a value was read, and not what it is.
_PROVENANCE: Final = frozenset({"sources", "note", "notes"})
#: What every release changes, and the list of what authors say that it changed.
_OF_RELEASES: Final = frozenset({"version", "published", "changes"})
_LONGEST: Final = 200

Pages = Mapping[str, Mapping[str, str]]


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[DataChange]:
    """What differs between two `review.json`, each difference once, by part.

    Args:
        old: The review of the earlier version.
        new: That of the later one.
    """
    before, after = (dict(one.get("review", {})) for one in (old, new))
    answers = [one.pop("answers", {}) for one in (before, after)]
    for one in (before, after, *answers):
        for name in _OF_RELEASES:
            one.pop(name, None)
    yield from _differences(ChangedPart.ANSWERS, (), *answers)
    yield from _references(old, new)
    for name, part in _PARTS.items():
        yield from _differences(part, (), old.get(name, {}), new.get(name, {}))
    yield from _differences(ChangedPart.REVIEW, (), before, after)


def changed_pages(old: Pages, new: Pages) -> Iterator[DataChange]:
    """The pages and sections whose text differs.

    Args:
        old: For each page by its title, a digest of each section by its heading.
        new: The same of the later version.
    """
    for title in dict.fromkeys((*old, *new)):
        before, after = old.get(title), new.get(title)
        if before is None or after is None:
            yield DataChange(ChangedPart.TEXT, ChangeKind.ADDED if before is None else ChangeKind.REMOVED, title)
            continue
        for heading in dict.fromkeys((*before, *after)):
            if before.get(heading) != after.get(heading):
                yield DataChange(ChangedPart.TEXT, _kind(heading in before, heading in after), title, heading)


def changed_estimates(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[DataChange]:
    """The pooled estimates that moved, by the figures that show them."""
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield from _told(ChangedPart.POOLED, name, (), old.get(name, ""), new.get(name, ""))


def _references(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[DataChange]:
    before, after = ({str(item["id"]): item for item in one.get("references", ())} for one in (old, new))
    for key in dict.fromkeys((*before, *after)):
        subject = _reference_name(key, after.get(key) or before[key])
        if key in before and key in after:
            yield from _told(ChangedPart.REFERENCES, subject, (), before[key], after[key])
        else:
            yield DataChange(ChangedPart.REFERENCES, _kind(key in before, key in after), subject)
    noticed = [{key: _notices(one, key) for key in (*before, *after)} for one in (old, new)]
    for key in after:
        for kind in noticed[1][key] - noticed[0][key]:
            retracted = ChangeKind.RETRACTED if kind == "retraction" else ChangeKind.CHANGED
            yield DataChange(ChangedPart.REFERENCES, retracted, _reference_name(key, after[key]), kind)


def _reference_name(key: str, item: Mapping[str, Any]) -> str:
    title = _shown(item.get("title", ""))
    return f"{title} [{key}]" if title else key


def _notices(review: Mapping[str, Any], key: str) -> set[str]:
    """The kinds of notices about a reference, from its author and from services."""
    beyond = review.get("beyond_csl", {}).get(key, {})
    return {*beyond.get("notices", {}), *(one.get("kind", "") for one in beyond.get("verified", {}).get("notices", ()))}


def _differences(part: ChangedPart, path: Sequence[str], old: Any, new: Any) -> Iterator[DataChange]:  # noqa: ANN401 - JSON
    """What differs in a part; what a named object gained or lost is told of the object as one.

    `path` names the objects around, as readers know them: lists are not named, for what stands in them is.
    """
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            if name not in _PROVENANCE:
                yield from _member(part, path, name, old.get(name), new.get(name))
    else:
        *above, field = path or ("",)
        yield from _told(part, _subject(above), (field,), old, new)


def _member(part: ChangedPart, path: Sequence[str], name: str, old: Any, new: Any) -> Iterator[DataChange]:  # noqa: ANN401 - JSON
    """What differs in a member of an object; a list of objects is compared object by object."""
    if old == new:
        return
    before, after = old or [], new or []
    if not isinstance(before, list) or not isinstance(after, list) or not before + after:
        yield from _differences(part, (*path, name), "" if old is None else old, "" if new is None else new)
    elif all(isinstance(one, Mapping) for one in (*before, *after)):
        objects = _named(before), _named(after)
        for one in dict.fromkeys((*objects[0], *objects[1])):
            held = [named.get(one) for named in objects]
            shown = (*path, _display(held[1] or held[0] or {}))
            if None in held:
                yield DataChange(part, _kind(held[0] is not None, held[1] is not None), _subject(shown))
            else:
                yield from _differences(part, shown, *held)
    else:
        yield from _told(part, _subject(path), (name,), before, after)


def _told(part: ChangedPart, subject: str, path: Sequence[str], old: Any, new: Any) -> Iterator[DataChange]:  # noqa: ANN401 - JSON
    """Which of a thing's values differ; values in values by the name of the outermost."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            if old.get(name) != new.get(name):
                yield from _told(part, subject, (*path, name), old.get(name, ""), new.get(name, ""))
    else:
        kind = _kind(old not in ("", [], {}), new not in ("", [], {}))
        yield DataChange(part, kind, subject, " ".join(path), _shown(old), _shown(new))


def _named(items: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Objects of a list by what tells them apart."""
    return dict(zip(told_apart(map(_name, items)), items, strict=True))


def told_apart(names: Iterable[str]) -> list[str]:
    """Names of which none is alike: each further one of a kind has its number behind it."""
    seen: Counter[str] = Counter()
    apart = []
    for name in names:
        seen[name] += 1
        apart.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return apart


def _name(item: Mapping[str, Any]) -> str:
    """What tells an object from the others of its list."""
    parts = [_shown(item[name]) for name in _NAMING if isinstance(item.get(name), str | int | float)]
    parts = parts or [_shown(item[name]) for name in _NAMING_ELSE if name in item]
    return ", ".join(parts) or "unnamed"


def _display(item: Mapping[str, Any]) -> str:
    """What readers call an object: by its name, else by all that tells it from the others."""
    name = item.get("name") or item.get("title")
    return _shown(name) if name else _name({one: value for one, value in item.items() if one != "id"} or item)


def _subject(path: Sequence[str]) -> str:
    return " › ".join(path)


def _kind(before: bool, after: bool) -> ChangeKind:  # noqa: FBT001 - two facts
    return ChangeKind.CHANGED if before and after else ChangeKind.REMOVED if before else ChangeKind.ADDED


def _shown(value: Any) -> str:  # noqa: ANN401 - JSON
    """A value in a line of words."""
    match value:
        case bool():
            text = "yes" if value else "no"
        case float() if value.is_integer():
            text = str(int(value))
        case Mapping():
            text = ", ".join(f"{name} {_shown(one)}" for name, one in value.items() if name not in _PROVENANCE)
        case list():
            text = "; ".join(map(_shown, value))
        case _:
            text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
