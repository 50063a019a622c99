"""What LaTeX commands without an argument print, and the accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: Combining character by the command that sets it over or under its argument.
ACCENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "`": "\u0300",
        "'": "\u0301",
        "^": "\u0302",
        "~": "\u0303",
        "=": "\u0304",
        ".": "\u0307",
        '"': "\u0308",
        "u": "\u0306",
        "r": "\u030a",
        "H": "\u030b",
        "v": "\u030c",
        "d": "\u0323",
        "c": "\u0327",
        "k": "\u0328",
        "b": "\u0331",
        "G": "\u030f",
        "U": "\u030e",
        "h": "\u0309",
        "t": "\u0361",
        "textcommabelow": "\u0326",
        "capitalacute": "\u0301",
        "capitalcedilla": "\u0327",
        "ogonek": "\u0328",
    }
)
#: What an accent over nothing prints.
SPACING: Final[Mapping[str, str]] = MappingProxyType(
    {"\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0308": "¨", "\u0327": "¸"}
)
_LETTERS: Final = (
    "aa å AA Å ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł ss ß SS SS i ı j ȷ th þ TH Þ dh ð DH Ð dj đ DJ Đ ng ŋ NG Ŋ "
    "textsc ſ quotesinglbase ‚ quotedblbase „ guillemotleft « guillemotright » guillemetleft « guillemetright » "
    "guilsinglleft ‹ guilsinglright › textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” "
    "textquotedbl \" textquotesingle ' textasciigrave ` textasciiacute ´ textasciidieresis ¨ textasciimacron ¯ "
    'lq ‘ rq ’ glqq „ grqq “ glq ‚ grq ‘ flqq « frqq » flq ‹ frq › dq " '
    "textendash – textemdash — textellipsis … dots … ldots … textbar | textbardbl ‖ textless < textgreater > "
    "textbackslash \\ textbraceleft { textbraceright } textasciitilde ~ textasciicircum ^ textunderscore _ "
    "textdollar $ textpercent % textampersand & textnumbersign # lbrace { rbrace } slash / "
    "textexclamdown ¡ textquestiondown ¿ textdegree ° degree ° textcelsius ℃ celsius ℃ textperiodcentered · "
    "textbullet • textdagger † dag † textdaggerdbl ‡ ddag ‡ textsection § S § textparagraph ¶ P ¶ "
    "copyright © textcopyright © textregistered ® texttrademark ™ textordfeminine ª textordmasculine º "
    "textonesuperior ¹ texttwosuperior ² textthreesuperior ³ textonehalf ½ textonequarter ¼ textthreequarters ¾ "
    "textmu µ textohm Ω texteuro € euro € EUR € texteuro € pounds £ textsterling £ textyen ¥ textcent ¢ "
    "textpm ± texttimes × textdiv ÷ textminus − textlnot ¬ textsurd √ textfractionsolidus ⁄ textperthousand ‰ "
    "textpertenthousand ‱ textnumero № textestimated ℮ textasteriskcentered ∗ textrightarrow → textleftarrow ← "
    "textuparrow ↑ textdownarrow ↓ textlangle ⟨ textrangle ⟩ checkmark ✓ textvisiblespace ␣ textinterrobang ‽ "
    "LaTeX LaTeX TeX TeX LaTeXe LaTeX2ε BibTeX BibTeX XeTeX XeTeX "
)
_MATH: Final = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ "
    "mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ "
    "psi ψ "
    "omega ω Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ "
    "Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω upmu μ upalpha α upbeta β upgamma γ updelta δ "
    "pm ± mp ∓ times × div ÷ cdot ⋅ cdots ⋯ ast ∗ star ⋆ circ ∘ bullet • prime ′ infty ∞ partial ∂ nabla ∇ "
    "sum ∑ prod ∏ int ∫ surd √ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ "
    "lt < gt > ll ≪ gg ≫ leqslant ⩽ geqslant ⩾ lesssim ≲ gtrsim ≳ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ "
    "supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅ forall ∀ exists ∃ neg ¬ wedge ∧ vee ∨ oplus ⊕ otimes ⊗ "
    "rightarrow → to → leftarrow ← leftrightarrow ↔ longrightarrow ⟶ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ "
    "uparrow ↑ downarrow ↓ mapsto ↦ rightleftharpoons ⇌ perp ⊥ parallel ∥ mid ∣ vert | Vert ‖ backslash \\ "
    "langle ⟨ rangle ⟩ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ dagger † ddagger ‡ angle ∠ triangle △ square □ diamond ⋄ "
    "lozenge ◊ heartsuit ♡ spadesuit ♠ clubsuit ♣ diamondsuit ♢ male ♂ female ♀ sharp ♯ flat ♭ natural ♮ "
    "log log ln ln exp exp sin sin cos cos tan tan min min max max lim lim "
)


def _table(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


#: What formulas print for a command.
MATH_SYMBOLS: Final[Mapping[str, str]] = MappingProxyType(_table(_LETTERS) | _table(_MATH))
_SPACES: Final = {
    " ": " ",
    "\n": " ",
    "\t": " ",
    "\\": " ",
    "/": "",
    "-": "",
    "!": "",
    "@": "",
    ",": "\u2009",
    "thinspace": "\u2009",
    ":": " ",
    ";": " ",
    ">": " ",
    "space": " ",
    "quad": " ",
    "qquad": " ",
    "enspace": " ",
    "par": " ",
    "newline": " ",
    "linebreak": " ",
    "nobreakspace": "\u00a0",
}
#: Punctuation of biblatex, by which an author keeps out of the way of a style's own.
_PUNCTUATION: Final = {
    "adddot": ".",
    "addcomma": ",",
    "addcolon": ":",
    "addsemicolon": ";",
    "addslash": "/",
    "addspace": " ",
    "addnbspace": "\u00a0",
    "addthinspace": "\u2009",
    "adddotspace": ". ",
    "isdot": "",
    "bibrangedash": "–",
    "bibdatedash": "–",
    "hyphen": "-",
    "nbhyphen": "\u2011",
}
_UPRIGHT_GREEK: Final = {f"text{name}": char for name, char in _table(_MATH[: _MATH.index("pm ±")]).items()}
_ESCAPED: Final = {char: char for char in "%&#$_{}|*[]?+<"}
#: What text prints for a command; names of Greek letters and signs are understood outside of formulas too.
SYMBOLS: Final[Mapping[str, str]] = MappingProxyType(
    {**MATH_SYMBOLS, **_UPRIGHT_GREEK, **_SPACES, **_PUNCTUATION, **_ESCAPED, "textmu": "µ"}
)


def composed(char: str, accents: tuple[str, ...]) -> str:
    """A character with accents, as one character where there is one."""
    base = {"ı": "i", "ȷ": "j"}.get(char, char)
    return unicodedata.normalize("NFC", base + "".join(accents))
