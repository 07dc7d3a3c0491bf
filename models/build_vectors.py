"""Rebuild ``models/reader/vectors.npz``: small French word vectors for the sentence reader.

Source: the 300-dimensional vectors of ``fr_core_news_md`` (20,000 rows, 500,000 keys), reduced by
PCA to 96 dimensions and stored in 8 bits. Words are folded (lower case, no accents) and looked up by
CRC-32, so the table needs no strings at run time.

    python models/build_vectors.py
"""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import spacy

from extractor.french.prose import fold

DIMENSIONS = 96


def main() -> None:
    """Write hashes (sorted), the row of each, the quantised rows and their scale."""
    vocab = spacy.load("fr_core_news_md", exclude=["parser", "ner", "lemmatizer", "morphologizer"]).vocab
    table = np.asarray(vocab.vectors.data, dtype=np.float32)
    norms = np.linalg.norm(table, axis=1, keepdims=True)
    table = table / np.maximum(norms, 1e-6)
    centred = table - table.mean(0)
    _, _, components = np.linalg.svd(centred, full_matrices=False)
    reduced = centred @ components[:DIMENSIONS].T
    scale = float(np.abs(reduced).max() / 127)
    rows: dict[int, int] = {}
    for key in vocab.vectors:
        if key not in vocab.strings:
            continue
        word = vocab.strings[key]
        if not word.isalpha() or len(word) > 24:
            continue
        folded = fold(word)
        if word == word.lower() or folded not in rows:
            rows.setdefault(zlib.crc32(folded.encode()), int(vocab.vectors.key2row[key]))
    hashes = np.array(sorted(rows), dtype=np.uint32)
    np.savez_compressed(
        Path(__file__).parent / "reader" / "vectors.npz",
        hashes=hashes,
        rows=np.array([rows[int(h)] for h in hashes], dtype=np.uint16),
        table=np.round(reduced / scale).astype(np.int8),
        scale=np.float32(scale),
    )


if __name__ == "__main__":
    main()
