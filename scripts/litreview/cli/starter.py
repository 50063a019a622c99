"""The files that a new review begins with: the package's folder `starter`, and what editors complete by."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Final

from jinja2 import Environment, StrictUndefined

from litreview import DISTRIBUTION, GUIDE
from litreview.figures.registry import all_figures
from litreview.read.schema.base import Shape
from litreview.read.schema.files import SHAPES
from litreview.read.schema.published import json_schema

#: Files that stay as they are where they are there already.
KEPT: Final = frozenset({"README.md", ".gitignore"})
_TEMPLATE: Final = ".j2"
_EXAMPLES: Final = "refs/examples.bib"
#: What stands in the navigation of each kind of review between the introduction and the references.
_PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "narrative": (),
    "systematic": ("Methods: methods.md", "Results: results.md", "studies/index.md"),
    "scoping": ("Methods: methods.md", "Results: results.md", "evidence-map/index.md"),
    "living": (
        "Methods: methods.md",
        "Results: results.md",
        "studies/index.md",
        "What has changed: changes.md",
    ),
}


def starter_files(kind: str, values: Mapping[str, object], *, with_examples: bool) -> dict[str, bytes]:
    """The files of a new review, by their paths below its folder.

    Args:
        kind: The kind of review.
        values: What the templates print: title, author, licence, type, keys and today.
        with_examples: Whether the invented works are among them that example data rest on.
    """
    # The starter's files are Markdown and YAML: values are quoted there by `quoted`, nothing is HTML.
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701
    environment.filters["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)
    shown = {**values, "guide": GUIDE, "pages": _PAGES[kind]}
    starter = resources.files("litreview").joinpath("starter")
    files: dict[str, bytes] = {}
    for folder in ("common", kind):
        for path, item in _found(starter.joinpath(folder), ""):
            data = item.read_bytes()
            if path.endswith(_TEMPLATE):
                data = environment.from_string(data.decode()).render(shown).encode()
            files[path.removesuffix(_TEMPLATE)] = data
    if not with_examples:
        del files[_EXAMPLES]
    files |= {f"refs/schemas/{name}.schema.json": json_schema(name) for name in SHAPES}
    files[".vscode/litreview.code-snippets"] = _snippets()
    files["requirements.txt"] = f"{_requirement()}\n".encode()
    return dict(sorted(files.items()))


def _requirement() -> str:
    """What to install so as to get this litreview: its release, or the repository that it was installed from.

    Installers leave the address in `direct_url.json` (PEP 610).
    """
    distribution = metadata.distribution(DISTRIBUTION)
    origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    if vcs := origin.get("vcs_info"):
        return f"{DISTRIBUTION} @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}"
    return f"{DISTRIBUTION}=={distribution.version}"


def _found(folder: Traversable, below: str) -> Iterator[tuple[str, Traversable]]:
    """The files of a folder of the package; a leading `dot-` stands for a dot, which some tools would leave out."""
    if not folder.is_dir():
        return  # a kind of review that begins with what all have
    for item in folder.iterdir():
        name = item.name.replace("dot-", ".", 1) if item.name.startswith("dot-") else item.name
        if item.is_dir():
            if name != "__pycache__":
                yield from _found(item, f"{below}{name}/")
        else:
            yield f"{below}{name}", item


def _required(options: type[Shape]) -> list[str]:
    """The options that a block cannot do without."""
    return [name for name, field in options.model_fields.items() if field.is_required()]


def _snippets() -> bytes:
    """A snippet for each figure, in the form that VS Code and editors after its model read."""
    snippets = {
        name: {
            "scope": "markdown",
            "prefix": name,
            "description": f"{kind.summary[0].upper()}{kind.summary[1:]}.",
            "body": [
                f"```{name}",
                *(f"{option}: ${{{number}}}" for number, option in enumerate(_required(kind.options), 1)),
                "```",
            ],
        }
        for name, kind in all_figures().items()
    }
    return (json.dumps(snippets, indent=2, ensure_ascii=False) + "\n").encode()
