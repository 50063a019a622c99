"""Any CSL style, through Pandoc: for what the package has no template for.

Pandoc is an optional extra (`pip install pypandoc_binary`). A whole set of references is formatted in one call,
since starting Pandoc and compiling a style cost more than the references do.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup, escape

from litreview import __version__

#: What Pandoc calls light markup, and what styles of this package call it.
_TAGS: Final = {"em": "i", "i": "i", "strong": "b", "b": "b", "sup": "sup", "sub": "sub"}
_PARENT: Final = re.compile(rb"""rel=["']independent-parent["']""")
#: A label, and nothing said of the names that it goes with: Pandoc prints it before them, other processors behind.
_BARE_NAMES: Final = re.compile(rb"(<names\b[^>]*(?<!/)>\s*)(<label\b[^>]*/>)(?!\s*<name\b)")
#: A list whose numbers stand in the text of its entries and not beside it.
_NUMBERED_LIST: Final = re.compile(rb"<bibliography\b(?![^>]*\bsecond-field-align)[^>]*>.*?</bibliography>", re.DOTALL)
_NUMBER: Final = re.compile(rb"""<text\b[^>]*\bvariable=["']citation-number["'][^>]*/>""")
_HEAD: Final = '---\nnocite: "@*"\n---\n'
#: A year with a letter behind it, as a citation without its authors prints it.
_LETTER: Final = re.compile(r"\d([a-z]{1,2})\b")
_SECONDS: Final = 600
#: Results of earlier contents that stay in the cache, so that going back to a style costs nothing.
_KEPT: Final = 8


class PandocError(ValueError):
    """References that cannot be formatted; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class CslBibliography:
    """References by key in the order of a CSL style, and the letters that it puts behind years to tell works apart."""

    entries: Mapping[str, Markup]
    year_suffixes: Mapping[str, str]


def format_with_csl(
    style: Path, csl_json: str, *, cache: Path | None = None, with_letters: bool = False
) -> CslBibliography:
    """References in a CSL style, in its order, as HTML with the markup of `format_reference` alone.

    Args:
        style: A .csl file; an independent one, for a dependent one names its parent by an address.
        csl_json: The references as a CSL-JSON array.
        cache: A folder in which results are kept, by the content of style and references.
        with_letters: Whether letters behind years are asked for, which takes a citation of each reference.

    Raises:
        PandocError: There is no Pandoc, or style or references are none.
    """
    try:
        source = style.read_bytes()
    except OSError as error:
        raise PandocError(f"the style {style} cannot be read: {error.strerror}") from error
    if _PARENT.search(source):
        raise PandocError(f"{style} only refers to another style; download and name that one instead")
    source = _mended(source)
    kept = cache / f"{_fingerprint(source, csl_json, with_letters=with_letters)}.json" if cache is not None else None
    if kept is not None and (known := _read(kept)):
        return known
    formatted = _run(style, source, json.loads(csl_json), with_letters=with_letters)
    if kept is not None:
        _keep(formatted, kept)
    return formatted


def find_pandoc() -> str:
    """The path of Pandoc: the one on the PATH, else the one of the extra `csl`.

    Raises:
        PandocError: There is none.
    """
    if path := shutil.which("pandoc"):
        return path
    try:
        return str(importlib.import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError) as error:
        raise PandocError("CSL styles need Pandoc: pip install pypandoc_binary") from error


def _fingerprint(style: bytes, csl_json: str, *, with_letters: bool) -> str:
    parts = (__version__.encode(), style, csl_json.encode("utf-8", "surrogatepass"), bytes([with_letters]))
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _read(kept: Path) -> CslBibliography | None:
    """A result of an earlier run; nothing where there is none, or where the file was cut off."""
    try:
        known = json.loads(kept.read_text(encoding="utf-8"))
        entries = {key: Markup(html) for key, html in known["entries"].items()}  # noqa: S704 (written by _keep)
        return CslBibliography(entries, known["year_suffixes"])
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None


def _keep(formatted: CslBibliography, kept: Path) -> None:
    """Keep a result; a folder that cannot be written to only costs the next run its time."""
    text = json.dumps({"entries": formatted.entries, "year_suffixes": formatted.year_suffixes}, ensure_ascii=False)
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        scratch = kept.with_suffix(".part")
        scratch.write_text(text, encoding="utf-8", errors="surrogatepass")
        scratch.replace(kept)
        newest = sorted(kept.parent.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in newest[_KEPT:]:
            old.unlink(missing_ok=True)


def _mended(source: bytes) -> bytes:
    """The style with what it leaves to a processor said for Pandoc, and without numbers: the site has its own."""
    source = _BARE_NAMES.sub(rb"\1<name/>\2", source)
    return _NUMBERED_LIST.sub(lambda found: _NUMBER.sub(b"", found[0]), source)


def _run(style: Path, source: bytes, items: list[dict[str, Any]], *, with_letters: bool) -> CslBibliography:
    # Keys may hold what Pandoc takes for syntax; numbers do not.
    keys = [str(item["id"]) for item in items]
    numbered = [{**item, "id": f"n{number}"} for number, item in enumerate(items)]
    document = _HEAD + "\n\n".join(f"[-@{item['id']}]" for item in numbered if with_letters)
    pandoc = find_pandoc()
    with tempfile.TemporaryDirectory() as folder:
        bibliography = Path(folder) / "references.json"
        bibliography.write_text(json.dumps(numbered), encoding="ascii")
        mended = Path(folder) / "style.csl"
        mended.write_bytes(source)
        command = [pandoc, "--from=markdown", "--to=html", "--wrap=none", "--citeproc", f"--csl={mended}"]
        command.append(f"--bibliography={bibliography}")
        try:
            done = subprocess.run(  # noqa: S603 (our own command line)
                command, input=document.encode(), capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PandocError(f"Pandoc did not run: {error}") from error
    if done.returncode:
        raise PandocError(f"Pandoc refuses {style}: {done.stderr.decode(errors='replace').strip()}")
    entries = _Entries()
    entries.feed(done.stdout.decode("utf-8", "replace"))
    letters = {name: found[1] for name, text in entries.cited.items() if (found := _LETTER.search(text))}
    return CslBibliography(
        {keys[_number(name, "ref-n")]: html for name, html in entries.found.items()},
        {keys[_number(name, "n")]: letter for name, letter in letters.items()},
    )


def _number(name: str, mark: str) -> int:
    return int(name.removeprefix(mark))


class _Entries(HTMLParser):
    """The entries of a bibliography as Pandoc writes it, with light markup alone and without their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Markup] = {}
        #: What citations print, by the name of their reference.
        self.cited: dict[str, str] = {}
        self._citing = ""
        self._name = ""
        self._html: list[str] = []
        #: Open tags: what closes each here, and whether its text is left out.
        self._open: list[tuple[str, str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        classes = (of.get("class") or "").split()
        if tag == "div" and "csl-entry" in classes:
            self._name, self._html, self._open = of.get("id") or "", [], []
            return
        if tag == "span" and "citation" in classes and not self._name:
            self._citing = of.get("data-cites") or ""
            self.cited[self._citing] = ""
            return
        if not self._name or tag in ("br", "img", "hr"):
            return
        ours = _TAGS.get(tag, "")
        if tag == "span" and "smallcaps" in classes:
            self._html.append('<span class="small-caps">')
            self._open.append((tag, "</span>", False))
            return
        if ours:
            self._html.append(f"<{ours}>")
        self._open.append((tag, f"</{ours}>" if ours else "", "csl-left-margin" in classes))

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._citing = ""
        if not self._name:
            return
        if tag == "div" and not self._open:
            self.found[self._name] = Markup(" ".join("".join(self._html).split()))  # noqa: S704 (built from escaped text)
            self._name = ""
        elif self._open:
            self._html.append(self._open.pop()[1])

    def handle_data(self, data: str) -> None:
        if self._citing:
            self.cited[self._citing] += data
        if self._name and not any(left_out for *_, left_out in self._open):
            self._html.append(str(escape(data)))
