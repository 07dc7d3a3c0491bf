"""Constants that tests share."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
ARTICLE = "La mairie de Dax piratée\nPublié le 14/03/2024\nLa mairie de Dax a été victime d'un rançongiciel lundi.\n"
