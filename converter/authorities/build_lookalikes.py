"""Makes the table of words that damage repair must leave alone; see :mod:`converter.authorities.build`.

It depends on every table of words and names: make it anew, last of all, where one of them has changed much.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from converter.authorities.build import write
from converter.language.repair import misread
from converter.language.text import fold

PATH = "language/look-alikes.tsv"
_VOSOTROS = ("ais", "eis")  # verb forms that no release addresses its readers with


def _spanish() -> Iterator[str]:
    """The folded words of the Spanish dictionary of simplemma, without names."""
    from simplemma.strategies.dictionaries.dictionary_factory import (  # type: ignore[import-not-found,unused-ignore]
        DefaultDictionaryFactory,
    )

    entries = DefaultDictionaryFactory().get_dictionary("es").items()
    words = {fold(word) for pair in entries for word in pair if word.isalpha() and word.islower()}
    return (word for word in sorted(words) if not word.endswith(_VOSOTROS))


def main() -> None:
    """Write the table, one initial a line, and say how many words it has."""
    lines: dict[str, list[str]] = {}
    for word in misread(_spanish()):
        lines.setdefault(word[0], []).append(word)
    comments = (
        "Words of Spanish that are none of the project's own, though recognition may make the one of the other: they are kept",
        "as they stand in a damaged text, too. Folded: lower case, no accents.",
        f"Made by python -m converter.authorities.build_lookalikes from simplemma {version('simplemma')} (MIT).",
    )
    write(PATH, comments, ("words",), ([" ".join(words)] for words in lines.values()))
    print(PATH, sum(map(len, lines.values())))


if __name__ == "__main__":
    main()
