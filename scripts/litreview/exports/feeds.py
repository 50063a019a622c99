"""Feeds of what a review's versions brought: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from litreview.model.text import without_control

ATOM_TYPE: Final = "application/atom+xml"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
#: Programs that read feeds keep what they have seen: the newest are enough.
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry: its lasting id and its address, a title, the day (ISO 8601), and its text in lines."""

    id: str
    url: str
    title: str
    date: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its lasting id, its title and language, an author, and its entries, the newest first.

    `home` is the address of what it is about, which may be unknown; the addresses of entries then begin at the feed.
    """

    id: str
    title: str
    language: str
    home: str
    author: str
    entries: Sequence[FeedEntry]


def atom(feed: Feed, own: str) -> bytes:
    """The feed in Atom; `own` is its own address, as far as that is known."""
    register_namespace("", _ATOM)
    root = Element(f"{{{_ATOM}}}feed", {_LANGUAGE: feed.language})
    entries = feed.entries[:_MOST]
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(max((entry.date for entry in entries), default="1970-01-01")))
    _text(SubElement(root, f"{{{_ATOM}}}author"), "name", feed.author)
    SubElement(root, f"{{{_ATOM}}}link", rel="self", type=ATOM_TYPE, href=without_control(own))
    SubElement(root, f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=without_control(feed.home or "./"))
    for entry in entries:
        made = SubElement(root, f"{{{_ATOM}}}entry")
        _text(made, "id", entry.id)
        _text(made, "title", entry.title)
        _text(made, "updated", _moment(entry.date))
        SubElement(made, f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=without_control(entry.url))
        _text(made, "content", "\n".join(entry.lines) or entry.title)
    indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode("utf-8", "replace")


def json_feed(feed: Feed, own: str) -> bytes:
    """The feed as JSON; `own` is its own address, as far as that is known."""
    items = [
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_text": "\n".join(entry.lines) or entry.title,
            "date_published": _moment(entry.date),
        }
        for entry in feed.entries[:_MOST]
    ]
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        **({"home_page_url": feed.home, "feed_url": own} if feed.home else {}),
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": items,
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}{name}").text = without_control(text)


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
