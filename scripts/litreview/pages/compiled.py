"""Where compiled templates are kept, so that each is compiled once and not in every build.

They stand beside Python's own compiled modules and follow the same rules: nothing is written where that is switched off
(`PYTHONDONTWRITEBYTECODE`) or not possible, and what was compiled of another source is compiled anew.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final
from zlib import crc32

import jinja2
from jinja2 import BytecodeCache, FileSystemBytecodeCache

_PACKAGE: Final = Path(__file__).parent.parent
#: What compiles them: another version may compile the same source to something else.
_COMPILER: Final = f"{jinja2.__version__}-{crc32(Path(__file__).with_name('environment.py').read_bytes()):08x}"


def compiled_templates(kind: str) -> BytecodeCache | None:
    """Keeps the compiled templates of environments of one kind; None where nothing may be kept."""
    if sys.dont_write_bytecode:
        return None
    beside = Path(sys.pycache_prefix) / "litreview" if sys.pycache_prefix else _PACKAGE / "__pycache__"
    folder = beside / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder), f"{kind}-{_COMPILER}-%s") if os.access(folder, os.W_OK) else None
