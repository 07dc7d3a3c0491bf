"""Rebuild ``models/lexicons/common_words.txt``: words that French writes in lower case.

Source: the key table of the ``fr_core_news_md`` vectors, which lists surface forms by frequency and
keeps their case. A word is common when its lower-case form is more frequent than its capitalised
form; so « marche » is common and « angers » is not.

    python models/build_common_words.py
"""

from __future__ import annotations

from pathlib import Path

import spacy

from extractor.french.prose import fold

SIZE = 60_000


def main() -> None:
    """Write the list, most frequent first, folded as :func:`extractor.french.prose.fold` does."""
    vocab = spacy.load("fr_core_news_md", exclude=["parser", "ner", "lemmatizer", "morphologizer"]).vocab
    rank: dict[str, int] = {}
    for number, key in enumerate(vocab.vectors.keys()):
        if key in vocab.strings:
            rank.setdefault(vocab.strings[key], number)
    never = len(rank) + 1
    words = [
        word
        for word, number in rank.items()
        if word.isalpha() and word.islower() and len(word) > 1 and number < rank.get(word.capitalize(), never)
    ]
    folded = list(dict.fromkeys(fold(word) for word in words if word.isascii() or fold(word).isascii()))
    target = Path(__file__).parent / "lexicons" / "common_words.txt"
    target.write_text("\n".join(folded[:SIZE]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
