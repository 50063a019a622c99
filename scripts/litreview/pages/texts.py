"""Every text of the interface, in the languages that there is a file for; each one replaceable by the author.

A file `templates/texts.LANGUAGE.yml` holds the texts of one language by name, `templates/texts.yml` the English ones.
Words of the data that come with litreview, such as the domains of a tool for the risk of bias, stand in the other files
by their English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from litreview.read.yaml import load_known

ENGLISH: Final = "en"
#: Under these names stand the texts that scripts of every page say, those of the reference browser alone, and words of
#: the data by their English.
_OF_SCRIPTS: Final = "scripts"
_OF_BROWSER: Final = "browser"
_WORDS: Final = "words"
#: What the templates of the theme say, which know no other text.
OF_THEME: Final = ("not_found", "not_found_search", "scheme_dark", "scheme_light")


@dataclass(frozen=True, slots=True)
class _File:
    """The texts of a language, the names of those that scripts say by where they do, and words by their English."""

    texts: Mapping[str, str]
    of_scripts: frozenset[str]
    of_browser: frozenset[str]
    words: Mapping[str, str]


@cache
def languages() -> Mapping[str, str]:
    """The languages whose texts there are, as BCP 47 names them, with the name of each one's file."""
    files = [item.name for item in resources.files("litreview").joinpath("templates").iterdir()]
    others = sorted(name for name in files if name.startswith("texts.") and name.count(".") > 1)
    return MappingProxyType({ENGLISH: "texts.yml", **{name.split(".")[1]: name for name in others}})


@cache
def _read(language: str) -> _File:
    file = resources.files("litreview").joinpath("templates", languages()[language])
    read = load_known(file.read_text(encoding="utf-8"))
    scripts, browser, words = (_strings(read.pop(group, {})) for group in (_OF_SCRIPTS, _OF_BROWSER, _WORDS))
    texts = _strings(read) | scripts | browser
    return _File(MappingProxyType(texts), frozenset(scripts), frozenset(browser), MappingProxyType(words))


def _strings(read: Mapping[object, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in read.items()}


def known_language(language: str) -> str:
    """The language among those that there are texts in which a BCP 47 tag asks for (de-CH: de), else English."""
    primary = language.replace("_", "-").partition("-")[0].lower()
    return primary if primary in languages() else ENGLISH


def default_texts(language: str = ENGLISH) -> Mapping[str, str]:
    """The texts of a language that there is a file for, by name."""
    return _read(language).texts


def default_words(language: str) -> Mapping[str, str]:
    """Words of the data that come with litreview in such a language, by their English."""
    return _read(language).words


@dataclass(frozen=True, slots=True)
class Texts:
    """The interface's texts; calling it gives one with its `{placeholders}` filled."""

    table: Mapping[str, str]
    words: Mapping[str, str]

    def __call__(self, name: str, /, **values: object) -> str:
        """The text called `name`, or of two forms that for one thing (`NAME_one`), where `n` counts one.

        Raises:
            KeyError: no text has that name, or a placeholder has no value.
        """
        if not values:
            return self.table[name]
        if "n" in values and f"{name}_one" in self.table and str(values["n"]) in self.table["singular"].split():
            name = f"{name}_one"
        return self.table[name].format_map(values)

    def word(self, english: str) -> str:
        """A word of the data that come with litreview; any other stays as it is."""
        return self.words.get(english, english)

    @property
    def of_scripts(self) -> Mapping[str, str]:
        """Those that scripts of every page say."""
        return {name: self.table[name] for name in sorted(_read(ENGLISH).of_scripts)}

    def of_browser(self, types: Iterable[str] = ()) -> Mapping[str, str]:
        """Those that the reference browser says besides, with the names of these types of references."""
        named = {f"type_{kind}" for kind in types}
        return {name: self.table[name] for name in sorted({*_read(ENGLISH).of_browser, *named}) if name in self.table}

    @property
    def of_theme(self) -> Mapping[str, str]:
        """Those that templates of the theme say."""
        return {name: self.table[name] for name in OF_THEME}

    @classmethod
    def load(cls, own: Mapping[str, str] = MappingProxyType({}), language: str = ENGLISH) -> Texts:
        """The texts of a review's language (BCP 47) with the author's own in place of ours.

        Where there are none in that language, they are English.
        """
        known = known_language(language)
        return cls(MappingProxyType({**default_texts(known), **own}), default_words(known))
