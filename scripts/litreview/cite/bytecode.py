"""Where Jinja keeps the templates that it has compiled, so that they are compiled once and not in every run.

The place is beside Python's own compiled modules, by the same rules: nothing is written where that is switched off
(`PYTHONDONTWRITEBYTECODE`) or not possible, and whoever can write there could change the modules as well.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Final
from zlib import crc32

import jinja2
from jinja2 import BytecodeCache, FileSystemBytecodeCache

_PACKAGE: Final = Path(__file__).parent.parent


@cache
def compiled_folder() -> Path | None:
    """The folder of what is compiled; None where nothing may be kept."""
    if sys.dont_write_bytecode:
        return None
    beside = Path(sys.pycache_prefix) / "litreview" if sys.pycache_prefix else _PACKAGE / "__pycache__"
    folder = beside / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def bytecode_cache(kind: str, *modules: str) -> BytecodeCache | None:
    """The compiled templates of the environments of one kind; None where nothing may be kept.

    Args:
        kind: What tells these environments from others.
        modules: The files of the modules that define their filters and what they escape: when one of them changes,
            what was compiled before no longer counts.
    """
    folder = compiled_folder()
    if folder is None:
        return None
    made_by = crc32("".join((jinja2.__version__, *(Path(module).read_text("utf-8") for module in modules))).encode())
    return FileSystemBytecodeCache(str(folder), f"{kind}-{made_by:08x}-%s")
