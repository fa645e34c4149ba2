"""How long it takes to tell who is who in many releases: ``python -m tests.benchmarks.identity [PEOPLE]``.

The people are invented, five to a release: a quarter of the names are shared by two people in different offices, and one in
three mentions leaves the second surname out. Target: twice the people take at most 2.5 times as long.
"""

from __future__ import annotations

import random
import sys
import time

from converter.identity import Profile, Verdict, resolve
from converter.identity.profiles import PERSON, Body, Held, content_words

_GIVEN = ("Ana", "Luis", "Eva", "Leo", "Marta", "Raúl", "Elena", "Hugo", "Irene", "Óscar", "Sonia", "Iván")
_SYLLABLES = ("ba", "re", "mo", "ti", "sal", "ver", "do", "lun", "ca", "pe", "gri", "zo")
_TOWNS = ("Tepic", "Colima", "Lima", "Puebla", "Toledo", "Xalapa", "Murcia", "Oaxaca")


def invented(people: int) -> list[Profile]:
    """So many profiles: eight releases' mentions of each person on average."""
    luck = random.Random(7)

    def surname() -> str:
        return "".join(luck.choices(_SYLLABLES, k=3)).capitalize()

    names = [(luck.choice(_GIVEN), surname(), surname()) for _ in range(max(1, people // 10))]
    persons = [(luck.choice(names), luck.choice(_TOWNS)) for _ in range(max(1, people // 8))]
    profiles = []
    for number in range(people):
        (given, first, second), town = luck.choice(persons)
        name = " ".join((given, first) if luck.random() < 1 / 3 else (given, first, second))
        release = f"https://example.org/id/release/{number // 5}"
        body = f"Ayuntamiento de {town}"
        held = (Held("alcalde", Body(body, content_words(body))),)
        date = f"{luck.randint(2015, 2023)}-{luck.randint(1, 12):02}-01"
        profiles.append(Profile(f"{release}#p{number}", PERSON, name, release, date, held, frozenset({town})))
    return profiles


def main(people: int) -> None:
    """Print the times for half as many and for as many, and what came of them."""
    resolve(invented(50))  # loads the tables, and is not counted
    times = []
    for size in (people // 2, people):
        profiles = invented(size)
        start = time.perf_counter()
        resolution = resolve(profiles)
        times.append(time.perf_counter() - start)
        counts = ", ".join(f"{resolution.count(verdict)} {verdict}" for verdict in Verdict)
        print(
            f"{size} people: {times[-1]:.2f} s, {resolution.compared} pairs ({counts}), {len(resolution.identities)} identities"
        )
    print(f"twice the people take {times[1] / times[0]:.1f} times as long")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
