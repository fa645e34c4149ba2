"""The authority lists as the rest of the program sees them."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import takewhile
from pathlib import Path

from converter.authorities import cache
from converter.authorities.entries import Entry, LabelMatch, Tenure
from converter.authorities.labels import LabelIndex
from converter.authorities.roles import role_key
from converter.authorities.turtle import read
from converter.errors import PregonError
from converter.language.text import fold
from converter.resources import folder


class Authorities:
    """Organisations, programmes, posts, people, places, event series and tenures; immutable.

    Make one with :meth:`load`. IRIs are the ones of the lists, the same for every user.
    """

    def __init__(self, entries: Sequence[Entry], tenures: Sequence[Tenure]) -> None:
        self.entries = tuple(entries)
        self.tenures = tuple(tenures)
        self._by_iri = {entry.iri: entry for entry in entries}
        self._by_geonames = {entry.geonames: entry for entry in entries if entry.geonames}
        self._by_iso = {entry.iso: entry for entry in entries if entry.iso}
        # Places are found by the gazetteers, which know more of them and their traps.
        self._labels = LabelIndex(entry for entry in entries if entry.kind != "place")
        self._places = LabelIndex(entry for entry in entries if entry.kind == "place")
        self._posts: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.kind == "post" and entry.parent is not None:
                self._posts[entry.parent].append(entry)
        heads: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            if entry.kind == "organization" and entry.area and entry.country and "-" in entry.area.rsplit("/", 1)[1]:
                heads[entry.country].add(fold(entry.name.split()[0]))
        #: country -> the folded first words of names of bodies that its states have: what may have namesakes in any state.
        self.state_heads = {country: frozenset(words) for country, words in heads.items()}
        self._holders: dict[str, list[Tenure]] = defaultdict(list)
        self._held: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in tenures:
            self._holders[tenure.post].append(tenure)
            self._held[tenure.person].append(tenure)

    @staticmethod
    def load(extra_paths: Iterable[Path] = (), cached: bool = False) -> Authorities:
        """The lists under ``ontology/authorities`` with the user's own beside them: Turtle files or folders of them.

        They are read once in the life of a process, and where they may be `cached` on disk, once while they stay as they
        are. Raises PregonError with the file and the thing at fault.
        """
        return _load(tuple(Path(path) for path in extra_paths), cached)

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """All names but those of places, each as its words."""
        named = (entry for entry in self.entries if entry.kind != "place")
        labels = (label for entry in named for label in (*entry.labels, *entry.hidden, *entry.acronyms))
        return tuple(tuple(re.findall(r"[^\W\d_]{2,}", label)) for label in labels)

    def __getitem__(self, iri: str) -> Entry:
        """The entry of `iri`; KeyError where there is none."""
        return self._by_iri[iri]

    def __contains__(self, iri: object) -> bool:
        return iri in self._by_iri

    def get(self, iri: str | None) -> Entry | None:
        """The entry of `iri`, or None."""
        return self._by_iri.get(iri) if iri is not None else None

    def place(self, *, geonames: str | None = None, iso: str | None = None) -> Entry | None:
        """The place of a GeoNames number or an ISO 3166 code, or None."""
        return self._by_geonames.get(geonames or "") or self._by_iso.get(iso or "")

    def match(self, folded: str, text: str | None = None) -> list[LabelMatch]:
        """Every label of an organisation, programme, post, person, series or event in `folded`, by position.

        Longest first within a layer (bodies, posts, people, events), so labels of two layers may overlap. Where the
        unfolded `text` is given too, an acronym must be printed as one and the accents must agree.
        """
        return self._labels.match(folded, text)

    def lookup(self, label: str, kind: str | None = None) -> tuple[Entry, ...]:
        """The entries that carry exactly this label (case and accents aside), names before acronyms before hidden ones."""
        if kind == "place":
            return self._places.lookup(label)
        found = self._labels.lookup(label, kind)
        return found if kind is not None else found + self._places.lookup(label)

    def posts_of(self, organization_iri: str) -> tuple[Entry, ...]:
        """The posts in an organisation, its head's first."""
        return tuple(sorted(self._posts.get(organization_iri, ()), key=lambda post: not post.heads))

    def post_for(self, role_name: str, organization_iri: str | None) -> Entry | None:
        """The post that `role_name` names in an organisation, or None where none or several fit.

        Women's and men's forms are one post, `titular` is the head of the body, and the body's own name may be part of
        the role ("directora general del IMSS") or not ("directora general").
        """
        if organization_iri is None:
            return None
        wanted = role_key(role_name)
        posts = self.posts_of(organization_iri)
        if wanted == "titular":
            heads = [post for post in posts if post.heads]
            return heads[0] if len(heads) == 1 else None
        organization = self._by_iri.get(organization_iri)
        names = () if organization is None else (*organization.labels, *organization.hidden, *organization.acronyms)
        bodies = [set(role_key(name).split()) for name in names]
        found = [post for post in posts if any(_same_role(wanted, key, bodies) for key in _keys(post))]
        exact = [post for post in found if any(_is_whole(wanted, key, bodies) for key in _keys(post))]
        heads = [post for post in found if post.heads]
        # A form cut short ("subsecretario") means the head of the body or nobody: a body has several lesser offices.
        found = next((group for group in (exact, heads) if len(group) == 1), [])
        return found[0] if found else None

    def holders(self, post_iri: str, date: str | None = None) -> tuple[Tenure, ...]:
        """The tenures of a post that may cover `date` (ISO, maybe partial; None: all), in order of time.

        A changeover day or year gives two: the caller must not guess. Where a tenure that is known to cover the date
        stands beside ones of unknown start and end, all are given too.
        """
        tenures = self._holders.get(post_iri, ())
        return tuple(sorted((t for t in tenures if date is None or t.may_cover(date)), key=lambda t: t.start or ""))

    def tenures_of(self, person_iri: str) -> tuple[Tenure, ...]:
        """All tenures of a person, in order of time."""
        return tuple(sorted(self._held.get(person_iri, ()), key=lambda t: t.start or ""))

    @staticmethod
    def choose(entries: Sequence[Entry], area: str | None, date: str | None = None) -> Entry | None:
        """The one of several namesakes that serves `area` (IRI of a state or country), else its country; None where that
        leaves none or several.

        International bodies serve every area, and a body of another country none. `date` (ISO, maybe partial) rules out
        the ones that did not exist.
        """
        alive = [entry for entry in entries if entry.existed(date)]
        if area is None:
            return alive[0] if len(alive) == 1 else None
        country = area.rsplit("/", 1)[1][:2].upper()
        near = [entry for entry in alive if entry.country in (None, country)]
        if len(near) == 1:
            return near[0]
        for served in (area, area.rsplit("-", 1)[0]):
            found = [entry for entry in near if entry.area == served]
            if found:
                return found[0] if len(found) == 1 else None
        return None


def _keys(post: Entry) -> set[str]:
    return {role_key(label) for label in (*post.labels, *post.hidden)}


def _same_role(wanted: str, label: str, bodies: Sequence[set[str]]) -> bool:
    """True where two role keys differ at most by words of the organisation's names at their ends."""
    first, second = wanted.split(), label.split()
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
    rests = [set(words[shared:]) for words in (first, second)]
    return shared > 0 and all(not rest or any(rest <= body for body in bodies) for rest in rests)


def _is_whole(wanted: str, label: str, bodies: Sequence[set[str]]) -> bool:
    """True where a label is the role wanted, or that role with a whole name of the body behind it."""
    return label == wanted or (label.startswith(wanted + " ") and set(label[len(wanted) :].split()) in bodies)


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...], cached: bool) -> Authorities:
    paths = list_files(extra)
    collecting = gc.isenabled()
    gc.disable()  # nothing read here is garbage, and searching it over and over takes a third of the time, measured
    try:
        return Authorities(*(cache.read(paths) if cached else read(paths)))
    finally:
        if collecting:
            gc.enable()


def list_files(extra: Iterable[Path] = ()) -> list[Path]:
    """The files of our lists and of the user's own: Turtle files, or folders of them. PregonError for one that is missing."""
    paths = sorted((folder("ontology") / "authorities").glob("*.ttl"))
    for path in extra:
        if not path.exists():
            raise PregonError(f"authority list {path} does not exist; check the path in pregon.toml or --authorities")
        paths += sorted(path.glob("*.ttl")) if path.is_dir() else [path]
    return paths
