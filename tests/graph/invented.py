"""An invented release, understood by hand: every kind of entity and fact once, some of them awkward on purpose."""

from __future__ import annotations

from decimal import Decimal

from converter import model
from converter.model import Document, Extraction, MentionKind, Part, Passage, Reading, Release, Span

HEADER = "GOBIERNO DE VALLE ALTO\n"
TEXT = (
    HEADER
    + "Comunicado 017/2021\n\n"
    + "Valle Alto, Valle Alto, 3 de mayo de 2021.\n\n"
    + "FIRMAN EL GOBIERNO DE VALLE ALTO Y EL INA UN CONVENIO\n\n"
    + "- Ana Lago Ruiz encabezó la XII Reunión del Agua\n\n"
    + "La directora del Instituto Nacional del Arroyo (INA), Dra. Ana Lago Ruiz, dijo que\n"
    + HEADER
    + "el convenio protege 140 manantiales. “El agua es de todos”, añadió.\n\n"
    + "Firmó el Convenio de Manantiales por el INA.\n\n"
    + "- más de 2.5 toneladas de equipo\n\n"
    + "Contacto: https://ina.example.org/sala de prensa"
)


def _at(text: str, piece: str, nth: int = 1) -> Span:
    start = -1
    for _ in range(nth):
        start = text.index(piece, start + 1)
    return Span(start, start + len(piece))


def release(text: str = TEXT, **changes: object) -> Release:
    """The release of :data:`TEXT`; its reading skips the second running header."""
    second = text.index(HEADER, 1)
    offsets = [i for i in range(len(text)) if not second <= i < second + len(HEADER)]
    reading = Reading("".join(text[i] for i in offsets).replace("que\nel", "que el"), offsets)
    read = reading.text
    paragraph = _at(read, "La directora").start, _at(read, "añadió.").end
    passages = (
        Passage(Part.LETTERHEAD, _at(read, "GOBIERNO DE VALLE ALTO")),
        Passage(Part.DATELINE, _at(read, "Valle Alto, Valle Alto, 3 de mayo de 2021.")),
        Passage(Part.HEADLINE, _at(read, "FIRMAN EL GOBIERNO DE VALLE ALTO Y EL INA UN CONVENIO")),
        Passage(Part.SUBHEADLINE, _at(read, "Ana Lago Ruiz encabezó la XII Reunión del Agua")),
        Passage(Part.PARAGRAPH, Span(*paragraph)),
        Passage(Part.PARAGRAPH, _at(read, "Firmó el Convenio de Manantiales por el INA.")),
        Passage(Part.ITEM, _at(read, "más de 2.5 toneladas de equipo")),
        Passage(Part.TAIL, _at(read, "Contacto: https://ina.example.org/sala de prensa")),
    )
    document = Document("prensa/017.txt", "text/plain", "ab" * 32, text, ())
    values: dict[str, object] = {
        "kind": "comunicado",
        "number": "017/2021",
        "number_span": _at(read, "017/2021"),
        "date": "2021-05-03",
        "date_basis": "dateline",
        "dateline": _at(read, "Valle Alto, Valle Alto, 3 de mayo de 2021."),
        "links": (model.Link("https://ina.example.org/sala de prensa", _at(text, "https://ina.example.org/sala de prensa")),),
        "furniture": (Span(second, second + len(HEADER)),),
    }
    return Release(document, reading, passages, **(values | changes))  # type: ignore[arg-type]


def extraction(read: str) -> Extraction:
    """What a careful reader finds in :func:`release`, whose reading text is `read`."""

    def mention(
        piece: str, *keys: str, kind: MentionKind = MentionKind.NAME, how: str = "explicit", nth: int = 1
    ) -> model.Mention:
        return model.Mention(_at(read, piece, nth), kind, keys, how, 0.9 if how == "explicit" else 0.625)

    ana = model.Person("person-ana", "Ana Lago Ruiz", ("Lago Ruiz",), honorifics=("Dra.",))
    ina = model.Organization(
        "org-ina", "Instituto Nacional del Arroyo", ("INA", "Instituto del Arroyo"), types=("GovernmentOrganization",)
    )
    government = model.Organization(
        "org-gob",
        "Gobierno del Estado de Valle Alto",
        iri="https://w3id.org/pregon/id/org/gobierno-de-valle-alto",
        types=("GovernmentOrganization",),
        jurisdiction="place-state",
    )
    state = model.Place(
        "place-state",
        "Valle Alto",
        iri="https://w3id.org/pregon/id/place/xx-val",
        type="State",
        iso="XX-VAL",
        same_as=("https://sws.geonames.org/1/",),
    )
    city = model.Place("place-city", "Valle Alto", type="City", contained_in="place-state")
    meeting = model.Event(
        "event-reunion",
        "XII Reunión del Agua",
        kind="reunion",
        ordinal=12,
        start="2021-05-02",
        end="2021-05-03",
        place="place-city",
        attendees=("org-gob",),
        organizers=("org-ina",),
        headed_by=("person-ana",),
        online=True,
        evidence=(_at(read, "XII Reunión del Agua"),),
    )
    agreement = model.Agreement(
        "agr1",
        "Convenio de Manantiales",
        status="signed",
        parties=("org-ina", "org-gob"),
        signatures=(model.Signature("person-ana", "org-ina"),),
        witnesses=("person-ana",),
        concluded_at="event-reunion",
        covers=("qty1",),
        evidence=(_at(read, "Convenio de Manantiales"),),
    )
    said = _at(read, "el convenio protege 140 manantiales")
    clause = Span(_at(read, "dijo que").start, said.end)
    return Extraction(
        people=(ana,),
        organizations=(government, ina),
        places=(city, state),
        events=(meeting,),
        agreements=(agreement,),
        mentions=(
            mention("GOBIERNO DE VALLE ALTO", "org-gob"),
            mention("Valle Alto", "place-city", how="dateline-position"),
            mention("Valle Alto", "place-state", how="explicit"),
            mention("Valle Alto", "place-state", how="dateline-position", nth=2),
            mention("INA", "org-ina", kind=MentionKind.ACRONYM),
            mention("GOBIERNO DE VALLE ALTO", "org-gob", nth=2),
            mention("Ana Lago Ruiz", "person-ana"),
            mention("XII Reunión del Agua", "event-reunion"),
            mention("Convenio de Manantiales", "agr1"),
            mention("todos", how="unresolved", kind=MentionKind.DESCRIPTION),
        ),
        roles=(
            model.StatedRole(
                "person-ana", "directora", "org-ina", honorific="Dra.", evidence=(_at(read, "La directora del Instituto"),)
            ),
            model.StatedRole("person-ana", "vocal", None, evidence=(_at(read, "Ana Lago Ruiz"),), confidence=0.5),
        ),
        quotations=(
            model.Quotation("El agua es de todos", "person-ana", "añadió", "ellipsis", (_at(read, "El agua es de todos"),)),
        ),
        statements=(model.Statement("el convenio protege 140 manantiales", "person-ana", "dijo", "explicit", (clause,)),),
        quantities=(
            model.Quantity("qty1", "manantiales", _at(read, "140 manantiales"), value=Decimal(140)),
            model.Quantity(
                "qty2",
                "toneladas de equipo",
                _at(read, "más de 2.5 toneladas de equipo"),
                minimum=Decimal("2.50"),
                comparator="more-than",
            ),
        ),
        issuers=(
            model.Issuer("org-gob", "letterhead", _at(read, "GOBIERNO DE VALLE ALTO")),
            model.Issuer("org-ina", "joint-headline"),
        ),
        place_of_issue="place-city",
    )
