"""What LaTeX commands do with their argument, or with what follows them."""

from __future__ import annotations

from typing import Final

from litreview.model.text import Mark

#: Commands that set their argument.
FONTS: Final = {
    "emph": Mark.ITALIC,
    "mkbibemph": Mark.ITALIC,
    "mkbibitalic": Mark.ITALIC,
    "textit": Mark.ITALIC,
    "textsl": Mark.ITALIC,
    "mathit": Mark.ITALIC,
    "textbf": Mark.BOLD,
    "mkbibbold": Mark.BOLD,
    "mathbf": Mark.BOLD,
    "textsuperscript": Mark.SUP,
    "mkbibsuperscript": Mark.SUP,
    "textsubscript": Mark.SUB,
    "mkbibsubscript": Mark.SUB,
    "textsc": Mark.SMALLCAPS,
    "mkbibacro": Mark.SMALLCAPS,
    "nocase": Mark.NOCASE,
}
#: Commands that set what follows them in their group.
SWITCHES: Final = {
    "it": Mark.ITALIC,
    "itshape": Mark.ITALIC,
    "em": Mark.ITALIC,
    "sl": Mark.ITALIC,
    "slshape": Mark.ITALIC,
    "bf": Mark.BOLD,
    "bfseries": Mark.BOLD,
    "sc": Mark.SMALLCAPS,
    "scshape": Mark.SMALLCAPS,
}
UPRIGHT: Final = frozenset({"rm", "rmfamily", "upshape", "normalfont", "mdseries"})
#: Commands whose argument is for sorting, measuring or the like, and prints nothing.
UNPRINTED: Final = frozenset(
    {"vphantom", "hphantom", "phantom", "noopsort", "SortNoop", "sortnoop", "label", "hspace", "vspace", "begin", "end"}
)
#: Commands that a length follows without braces.
LENGTHS: Final = frozenset({"kern", "mkern", "hskip", "vskip", "raise", "lower"})
#: Commands whose second argument is the text.
SECOND: Final = frozenset({"href", "textcolor", "colorbox", "foreignlanguage", "texorpdfstring", "raisebox"})
ADDRESSES: Final = frozenset({"url", "path", "nolinkurl"})
QUOTES: Final = frozenset({"enquote", "enquote*", "mkbibquote"})
#: Commands of csquotes whose second argument is quoted; the first names a language or a source.
QUOTES_SECOND: Final = frozenset(
    {"foreignquote", "foreignquote*", "hyphenquote", "hyphenquote*", "textcquote", "textcquote*"}
)
#: Commands that change nothing that is kept.
TRANSPARENT: Final = frozenset(
    {
        *("text", "textrm", "textnormal", "textup", "textmd", "textsf", "texttt", "mathrm", "mathsf", "mathtt"),
        *("mbox", "hbox", "fbox", "makebox", "protect", "relax", "xspace", "tt", "ttfamily", "sf", "sffamily"),
        *("small", "large", "Large", "footnotesize", "underline", "uline", "mkbibparens", "autocap", "noindent"),
        *(
            "mkbibbrackets",
            "nobreak",
            "allowbreak",
            "uppercase",
            "MakeUppercase",
            "MakeLowercase",
            "penalty",
            "selectfont",
            "lowercase",
            "ignorespaces",
        ),
        *(
            "boldsymbol",
            "cite",
            "footnote",
            "nocorr",
            "displaystyle",
            "textquote",
            "unicode",
            "ce",
            "leavevmode",
            "cyrchar",
        ),
    }
)

#: Commands whose argument is one of biblatex's keys for a word of its own.
STRINGS: Final = frozenset(("bibstring", "bibsstring", "biblstring", "bibcpstring", "bibcpsstring", "biblcstring"))
#: What biblatex prints for its keys in English; what is absent prints as itself.
BIBSTRINGS: Final = {
    "mathesis": "Master’s thesis",
    "phdthesis": "PhD thesis",
    "candthesis": "Candidate thesis",
    "bathesis": "Bachelor’s thesis",
    "techreport": "technical report",
    "resreport": "research report",
    "software": "computer software",
    "datacd": "data CD",
    "audiocd": "audio CD",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "U.S. patent",
    "patreq": "patent request",
    "patreqde": "German patent request",
    "patreqeu": "European patent request",
    "patreqfr": "French patent request",
    "patrequk": "British patent request",
    "patrequs": "U.S. patent request",
    "countryde": "Germany",
    "countryep": "European Patent Office",
    "countryeu": "European Union",
    "countryfr": "France",
    "countrygb": "United Kingdom",
    "countryuk": "United Kingdom",
    "countryus": "United States of America",
    "countrywo": "World Intellectual Property Organization",
    "inpreparation": "in preparation",
    "inpress": "in press",
    "prepublished": "pre-published",
    "newseries": "new series",
    "oldseries": "old series",
    "andothers": "et al.",
    "nodate": "n.d.",
    "reprintof": "reprint of",
    "reprintas": "reprinted as",
    "reprintfrom": "reprinted from",
    "translationof": "translation of",
    "translationas": "translated as",
    "translationfrom": "translated from",
    "reviewof": "review of",
    "origpubas": "originally published as",
    "origpubin": "originally published in",
    "astitle": "as",
    "bypublisher": "by",
    "urlseen": "visited on",
    "urlfrom": "available from",
    "byauthor": "by",
    "byeditor": "edited by",
    "bytranslator": "translated by",
    "editors": "editors",
    "volumes": "volumes",
    "pagetotals": "pages",
    "involumes": "in",
    "jourvol": "volume",
    "jourser": "series",
    "bookvol": "volume",
    "bookser": "series",
    "seriesno": "number",
    "byreviser": "revised by",
    "quotedin": "quoted in",
    "citedas": "henceforth cited as",
    "thiscite": "especially",
    "seenote": "see note",
    "seealso": "see also",
    "backrefpage": "cited on page",
    "backrefpages": "cited on pages",
}
