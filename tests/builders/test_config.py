"""mkdocs.yml is read without MkDocs, as MkDocs reads it; what it cannot be is told with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from litreview.builders.project import load_project
from litreview.builders.tree import build_tree
from litreview.read.configuration import ConfigurationError, read_configuration


def configuration(folder: Path, text: str, **others: str) -> Path:
    for name, other in others.items():
        (folder / f"{name}.yml").write_text(other)
    path = folder / "mkdocs.yml"
    path.write_text(text)
    return path


def test_an_environment_variable_and_an_inherited_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = "site_name: Base\ntheme:\n  name: material\n  language: de\nextra: {a: 1}\nnav: [index.md]\n"
    own = (
        "INHERIT: base.yml\nsite_url: !ENV [NOWHERE, SITE, 'https://example.org/x']\n"
        "use_directory_urls: !ENV FLAT\ntheme:\n  language: fr\nnav: [other.md]\n"
    )
    monkeypatch.setenv("FLAT", "false")
    settings = read_configuration(configuration(tmp_path, own, base=base)).settings
    assert settings.site_name == "Base"
    assert settings.site_url == "https://example.org/x"
    assert settings.use_directory_urls is False
    assert settings.theme == {"name": "material", "language": "fr"}
    assert settings.nav == ["other.md"]


def test_functions_that_extensions_take(tmp_path: Path) -> None:
    text = (
        "site_name: A\nmarkdown_extensions:\n"
        "  - toc:\n      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}\n"
        "  - pymdownx.superfences:\n      custom_fences:\n"
        "        - {name: a, class: b, format: !!python/name:pymdownx.superfences.fence_code_format }\n"
    )
    markdown = load_project(configuration(tmp_path, text)).markdown
    assert markdown.configs["toc"]["slugify"]("A b", "-") == "a-b"
    assert callable(markdown.configs["pymdownx.superfences"]["custom_fences"][0]["format"])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("5\n", 1, "names and values"),
        ("site_name: A\nextra: [\n", 3, "expected"),
        ("site_url: x\n", 1, "site_name"),
        ("site_name: A\nplugins: 5\n", 2, "plugins"),
        ("site_name: A\nextra:\n  a: !!python/object/apply:os.getcwd []\n", 3, "os.getcwd is not called"),
        ("site_name: A\nextra:\n  a: !!python/name:nowhere.at_all\n", 3, "there is no nowhere.at_all"),
        ("INHERIT: mkdocs.yml\n", 1, "circle"),
        ("INHERIT: nowhere.yml\n", 1, "nowhere.yml"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as told:
        read_configuration(configuration(tmp_path, text))
    assert told.value.position.line == line


@pytest.mark.parametrize(
    ("base", "place"),
    [
        ("theme: material\nplugins: 5\n", "base.yml:2:1"),
        ("extra: [\n", "base.yml:2:1"),
        ("extra:\n  a: !!python/name:nowhere.at_all\n", "base.yml:2:6"),
    ],
)
def test_what_cannot_be_used_of_an_inherited_file_is_told_with_its_place_there(
    tmp_path: Path, base: str, place: str
) -> None:
    with pytest.raises(ConfigurationError) as told:
        read_configuration(configuration(tmp_path, "INHERIT: base.yml\nsite_name: A\n", base=base))
    assert str(told.value.position) == place


def test_a_template_by_a_name_that_is_no_longer_used_is_told(review: Callable[..., Path]) -> None:
    folder = review({"refs/templates/reference.md.j2": "# {{ title }}\n"})
    [told] = [
        found for found in build_tree(load_project(folder / "mkdocs.yml")).diagnostics if found.rule == "template"
    ]
    assert str(told.position) == "refs/templates/reference.md.j2:1:1"
    assert "reference.html.j2" in told.hint
