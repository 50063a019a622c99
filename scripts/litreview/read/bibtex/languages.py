"""Languages as babel, polyglossia and authors name them, as BCP 47 tags with CSL's primary dialects."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = """\
en-US english american usenglish eng
en-GB british ukenglish
en-CA canadian
en-AU australian
en-NZ newzealand
de-DE german ngerman germanb deutsch ger deu
de-AT austrian naustrian
de-CH swissgerman nswissgerman
fr-FR french francais français frenchb fre fra
fr-CA canadien acadian
es-ES spanish español espanol castilian spa
it-IT italian italiano ita
pt-PT portuguese portuges português por
pt-BR brazilian brazil brasil
nl-NL dutch nederlands dut nld
da-DK danish dansk
sv-SE swedish svenska
nb-NO norwegian norsk bokmal
nn-NO nynorsk
fi-FI finnish
is-IS icelandic
pl-PL polish polski
cs-CZ czech
sk-SK slovak
sl-SI slovene slovenian
hr-HR croatian
sr-RS serbian serbianc
bg-BG bulgarian
ru-RU russian rus
uk-UA ukrainian
hu-HU hungarian magyar
ro-RO romanian
el-GR greek polutonikogreek
tr-TR turkish
he-IL hebrew
ar arabic
fa-IR persian farsi
zh-CN chinese chi zho
ja-JP japanese jpn
ko-KR korean kor
vi-VN vietnamese
th-TH thai
id-ID indonesian bahasa
ca-AD catalan
eu basque
ga irish
cy-GB welsh
et-EE estonian
lv-LV latvian
lt-LT lithuanian
af-ZA afrikaans
la latin
hi hindi
eo esperanto
mk macedonian
ga-IE irishgaelic
gl galician"""
_TAGS: Final = {name: line.split()[0] for line in reversed(_NAMES.splitlines()) for name in line.split()[1:]}
_VARIANTS: Final = {
    "british": "en-GB",
    "uk": "en-GB",
    "american": "en-US",
    "us": "en-US",
    "usmax": "en-US",
    "australian": "en-AU",
    "newzealand": "en-NZ",
    "canadian": "en-CA",
    "austrian": "de-AT",
    "swiss": "de-CH",
    "brazilian": "pt-BR",
    "mexican": "es-MX",
}
_TAG: Final = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")


def language_tag(language: str, langid: str, hyphenation: str = "", options: str = "") -> str:
    """The tag of the language of a work; words that name no known language stay as they are.

    A tag in `language` is more exact than the name in `langid`, and that more than a name in `language`.
    """
    if _TAG.fullmatch(language):
        return language.replace("_", "-")
    variant = re.search(r"variant\s*=\s*(\w+)", options)
    if variant and langid and (tag := _VARIANTS.get(variant[1].lower())):
        return tag
    for name in (langid, hyphenation, language):
        tag = _tag(name)
        if tag:
            return tag
    return language or langid or hyphenation


def _tag(name: str) -> str:
    if _TAG.fullmatch(name):
        return name.replace("_", "-")
    return _TAGS.get(name.strip().lower().removeprefix("lang"), "")
