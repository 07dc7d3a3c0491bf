"""Where the data under ``models/`` lives, in a wheel and in a checkout alike.

A built wheel carries ``models/`` inside the package (``extractor/_models``); a checkout or an
editable install reads the folder at the project's root, so that an analyst's edit to a lexicon
takes effect at once.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def models_dir() -> Path:
    """Folder that holds lexicons, gazetteers and trained components.

    Raises:
        FileNotFoundError: the installation carries no models folder.

    >>> (models_dir() / "lexicons").is_dir()
    True
    """
    for candidate in (_PACKAGE / "_models", _PACKAGE.parent / "models"):
        if (candidate / "lexicons").is_dir():
            return candidate
    raise FileNotFoundError(f"no models folder beside {_PACKAGE}: the installation is incomplete")
