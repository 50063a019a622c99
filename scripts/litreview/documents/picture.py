"""A drawing as a picture in points (PNG), as programs show it beside a link (the Open Graph protocol)."""

from __future__ import annotations

import importlib.util
import re
from importlib import import_module
from pathlib import Path
from typing import Final

from litreview.documents.manuscript import DocumentError
from litreview.pages.addresses import PICTURE_SIZE

_MARGIN: Final = 40
_RENDERER: Final = "resvg_py"
_FONT: Final = "font_source_sans_pro"
_FAMILY: Final = "Source Sans Pro"
_OPENING: Final = re.compile(r"<svg\s[^<>]*+>")
_SIZE: Final = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def picture_problem() -> str:
    """What is missing here for a picture, or nothing."""
    missing = [name for name in (_RENDERER, _FONT) if not importlib.util.find_spec(name)]
    return "a picture needs resvg and a font: pip install resvg-py font-source-sans-pro" if missing else ""


def write_picture(drawing: str) -> bytes:
    """A drawing of ours in the middle of a white picture; the same drawing gives the same bytes.

    The font is the one of a package: those of a system would differ from machine to machine.

    Raises:
        DocumentError: What draws it is not installed, or fails.
    """
    opening = _OPENING.search(drawing)
    found = _SIZE.search(opening[0]) if opening else None
    font = importlib.util.find_spec(_FONT)
    if opening is None or found is None or font is None or font.origin is None:
        raise DocumentError(picture_problem() or "the drawing has no size")
    width, height = float(found[1]), float(found[2])
    across, down = PICTURE_SIZE
    scale = min((across - 2 * _MARGIN) / width, (down - 2 * _MARGIN) / height)
    x, y = (across - width * scale) / 2, (down - height * scale) / 2
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width * scale:.1f}" height="{height * scale:.1f}"'
    begun = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {found[1]} {found[2]}" {place}>'
    framed = f"{begun}{drawing[opening.end() :]}"
    page = f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}">{framed}</svg>'
    folder = Path(font.origin).parent / "files"
    try:
        made = import_module(_RENDERER).svg_to_bytes(
            svg_string=page,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(folder / f"SourceSansPro-{weight}.ttf") for weight in ("Regular", "Bold")],
            font_family=_FAMILY,
            sans_serif_family=_FAMILY,
        )
    except (ImportError, ValueError) as error:
        raise DocumentError(f"the picture cannot be drawn: {error}") from error
    return bytes(made)
