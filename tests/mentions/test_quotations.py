from __future__ import annotations

import pytest

from converter.mentions import quotations
from converter.mentions.sayings import Sayings
from converter.model import Part, Quotation
from tests.mentions.speech import analyse, mentions

WHO = {"ana": "Ana Paz Ríos|Paz Ríos; la directora|la primer edil", "luis": "Luis Mora", "org_inst": "Instituto del Mar"}


def quoted(*paragraphs: str | tuple[Part, str], kind: str = "comunicado", **who: str) -> list[Quotation]:
    analysis = analyse(*paragraphs, kind=kind)
    found, _ = quotations.find(Sayings.of(analysis, mentions(analysis, **(who or WHO))))
    for quotation in found:
        assert all(analysis.string(span) for span in quotation.evidence)
    return found


def one(*paragraphs: str | tuple[Part, str], kind: str = "comunicado", **who: str) -> Quotation:
    found = quoted(*paragraphs, kind=kind, **who)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "speaker", "verb", "how"),
    [
        ("“Vamos a limpiar la playa”, señaló Ana Paz Ríos.", "ana", "señaló", "explicit"),
        ("“Vamos a limpiar la playa”, indicó Paz Ríos en su mensaje. Acudió Ana Paz Ríos.", "ana", "indicó", "partial-name"),
        ("«Vamos a limpiar la playa», ha señalado Ana Paz Ríos.", "ana", "ha señalado", "explicit"),
        ('"Vamos a limpiar la playa", explica Ana Paz Ríos, rectora del puerto.', "ana", "explica", "explicit"),
        ("‘Vamos a limpiar la playa’, dijo la directora.", "ana", "dijo", "role-in-document"),
        ("“Vamos a limpiar la playa.” dijo Luis Mora.", "luis", "dijo", "explicit"),
        ("“Vamos a limpiar la playa” afirmó Luis Mora.", "luis", "afirmó", "explicit"),
        ("“Vamos a limpiar la playa”, así lo dijo Luis Mora.", "luis", "dijo", "explicit"),
        ("“Vamos a limpiar la playa”, según Luis Mora.", "luis", "según", "explicit"),
        ("“Vamos a limpiar la playa”, en palabras de Luis Mora.", "luis", "en palabras de", "explicit"),
        ("“Vamos a limpiar la playa”, indicó el jefe de Obras y Parques, Luis Mora.", "luis", "indicó", "explicit"),
        ("“Vamos a limpiar la playa”, informó el Instituto del Mar.", "org_inst", "informó", "explicit"),
        ("“Vamos a limpiar la playa”, ha dicho por su parte Luis Mora.", "luis", "ha dicho", "explicit"),
        ("“Vamos a limpiar la playa”; así lo expresó Luis Mora.", "luis", "expresó", "explicit"),
        ("Abrió el muelle, “el primero de la costa”, según dijo Luis Mora.", "luis", "dijo", "explicit"),
        ("Para Luis Mora, “el muelle ha cambiado la costa”.", "luis", "Para", "explicit"),
        ("“Vamos a limpiar la playa”, fueron las palabras de Luis Mora.", "luis", "fueron las palabras de", "explicit"),
        ("Luis Mora, en entrevista, comentó al respecto: - “Vamos a limpiar”.", "luis", "comentó", "explicit"),
        ("Luis Mora se refirió al muelle como “un tesoro que nos toca cuidar”.", "luis", "refirió", "explicit"),
        ("Luis Mora fue claro: “Vamos a limpiar la playa”.", "luis", None, "explicit"),
        ("“Vamos a limpiar la playa” (Luis Mora).", "luis", None, "explicit"),
        ("Se hará una “playa limpia, abierta y de todos”, tal y como ha dicho Luis Mora.", "luis", "ha dicho", "explicit"),
        ("Luis Mora informó del muelle nuevo; “no se trata de gastar más”.", "luis", "informó", "explicit"),
        ("Luis Mora explicó que se hará la “revisión de la Ley de Puertos”.", "luis", "explicó", "explicit"),
        ("“Vamos a limpiar la playa”, dijo entre aplausos Luis Mora.", "luis", "dijo", "explicit"),
        ("Luis Mora pidió a todos “cuidar siempre la playa nueva”.", "luis", "pidió", "explicit"),
        ("“Vamos a limpiar la playa” —dijo Luis Mora—.", "luis", "dijo", "explicit"),
        ("“Vamos a limpiar la playa”. Así lo expresó Luis Mora.", "luis", "expresó", "explicit"),
        ("“Vamos a limpiar la playa”, durante el acto, señaló Luis Mora.", "luis", "señaló", "explicit"),
        ("“Vamos a limpiar la playa”, sefialé Luis Mora.", "luis", "sefialé", "explicit"),
        ("A su vez la directora, Ana Paz Ríos, dijo que “vamos a limpiar la playa”.", "ana", "dijo", "explicit"),
        ("Por su parte Ana Paz Ríos dijo: “Vamos a limpiar la playa”.", "ana", "dijo", "explicit"),
        ("Habló el jefe de Obras, Luis Mora, quien agregó que “vamos a limpiar la playa”.", "luis", "agregó", "explicit"),
        ("Ana Paz Ríos señaló que “vamos a limpiar la playa”.", "ana", "señaló", "explicit"),
        ("Ana Paz Ríos, jefa del Instituto del Mar, ha dicho que “vamos a limpiar la playa”.", "ana", "ha dicho", "explicit"),
        ("Ana Paz Ríos, presidenta de la cámara señaló que “vamos a limpiar la playa”.", "ana", "señaló", "explicit"),
        ("Ana Paz Ríos insistió en que “vamos a limpiar la playa”.", "ana", "insistió", "explicit"),
        ("Ana Paz Ríos: “Vamos a limpiar la playa”.", "ana", None, "explicit"),
        ("De acuerdo con Luis Mora, “vamos a limpiar la playa”.", "luis", "De acuerdo con", "explicit"),
        ("En palabras de Luis Mora, “vamos a limpiar la playa”.", "luis", "En palabras de", "explicit"),
        ("Acudió Ana Paz Ríos, quien señaló que “vamos a limpiar la playa”.", "ana", "señaló", "explicit"),
        ("Luis Mora agradeció a los vecinos al señalar que “vamos a limpiar la playa”.", "luis", "señalar", "explicit"),
        ("Luis Mora cerró el acto diciendo que “vamos a limpiar la playa”.", "luis", "diciendo", "explicit"),
        ("Luis Mora saludó, además de asegurarles que “vamos a limpiar la playa”.", "luis", "asegurarles", "explicit"),
        ("Luis Mora dijo que la obra es ejemplo del “esfuerzo que hace toda la gente”.", "luis", "dijo", "explicit"),
        ("Luis Mora agradeció “el apoyo sincero y constante de todos”.", "luis", "agradeció", "explicit"),
        ("Por el rector, Luis Mora, la primer edil dijo que “vamos a limpiar la playa”.", "ana", "dijo", "role-in-document"),
        ("“Vamos a limpiar la playa”, publicó en sus redes sociales Luis Mora.", "luis", "publicó", "explicit"),
        ("Luis Mora escribió en su cuenta de X: “Vamos a limpiar la playa”.", "luis", "escribió", "explicit"),
        ("Luis Mora abrió su discurso ante la cámara con la promesa de “cuidar lo nuestro”.", "luis", None, "explicit"),
        ("Luis Mora recordó el cierre de la barra, “porque no es justo dejarla así”.", "luis", "recordó", "explicit"),
    ],
)
def test_speaker_beside_the_quotation(text: str, speaker: str, verb: str | None, how: str) -> None:
    found = one(text)
    assert (found.speaker, found.verb, found.resolved_by) == (speaker, verb, how)
    assert found.confidence > 0.6


def test_words_exclude_marks_and_the_comma_before_them() -> None:
    found = one("“La  playa es  nuestra,” dijo Luis Mora.")
    assert found.text == "La playa es nuestra"
    assert len(found.evidence) == 1


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Luis Mora recorrió el muelle. “Vamos a limpiar la playa”, enfatizó.",),
        ("Luis Mora recorrió el muelle.", "“Vamos a limpiar la playa”, enfatizó."),
        ("Así lo confirmó Luis Mora, quien dio detalles.", "“Vamos a limpiar la playa”, enfatizó."),
        ("Luis Mora señaló que hay avances. Al respecto, agregó que “vamos a limpiar la playa”.",),
        ("Luis Mora señaló que hay avances. Un empeño que, ha dicho, “es de todos los vecinos del puerto”.",),
        ("Luis Mora señaló que hay avances.", "Por eso, dijo, urge que el muelle “sea de todos los vecinos del puerto”."),
        ("Luis Mora se comprometió con los vecinos. “Vamos a limpiar la playa de punta a punta”.",),
        ("Luis Mora señaló que hay avances.", "“Vamos a limpiar la playa de punta a punta”."),
    ],
)
def test_elided_speaker_is_whoever_spoke_last(paragraphs: tuple[str, ...]) -> None:
    found = one(*paragraphs)
    assert (found.speaker, found.resolved_by) == ("luis", "ellipsis")


def test_description_takes_the_last_person_of_its_gender_and_is_a_mention() -> None:
    analysis = analyse("Ana Paz Ríos habló con Luis Mora.", "“Vamos a limpiar la playa”, señaló la funcionaria.")
    found, extra = quotations.find(Sayings.of(analysis, mentions(analysis, **WHO)))
    assert [(q.speaker, q.resolved_by) for q in found] == [("ana", "coreference")]
    assert [(analysis.string(m.span), m.refers_to) for m in extra] == [("la funcionaria", ("ana",))]


@pytest.mark.parametrize(
    "text",
    [
        "“Vamos a limpiar la playa”, explicaron los expertos.",
        "“Vamos a limpiar la playa”, dijeron.",
        "“Vamos a limpiar la playa”, señaló la alcaldesa.",
        "Los asistentes coincidieron en que “vamos a limpiar la playa”.",
    ],
)
def test_nobody_is_named(text: str) -> None:
    who = {"ana": "Ana Paz Ríos; La rectora", "nobody": "; la alcaldesa"}
    assert one("La rectora Ana Paz Ríos asistió.", text, **who).speaker is None


def test_split_by_its_verb_is_two() -> None:
    found = quoted("“Vamos a limpiar la playa”, dijo Luis Mora, “y también vamos a cuidarla siempre”.")
    assert [(q.text, q.speaker) for q in found] == [
        ("Vamos a limpiar la playa", "luis"),
        ("y también vamos a cuidarla siempre", "luis"),
    ]


def test_split_by_its_verb_and_a_semicolon() -> None:
    found = quoted("“Vamos a limpiar la playa”, dijo; “y también vamos a cuidarla siempre”. Habló Luis Mora.")
    assert len(found) == 2


def test_bare_office_stands_for_the_last_who_may_hold_it() -> None:
    who = {"ana": "Ana Paz; La alcaldesa", "luis": "Luis Mora; El rector", "nobody": "; la mandataria|el primer edil"}
    text = ("La alcaldesa Ana Paz llegó temprano.", "El rector Luis Mora la esperó.")
    assert one(*text, "“Vamos a limpiar la playa”, dijo la mandataria.", **who).speaker == "ana"
    assert one(*text, "“Vamos a limpiar la playa”, dijo el primer edil.", **who).speaker is None


def test_short_sentence_right_after_a_quotation() -> None:
    found = quoted("“Vamos a limpiar la playa”, dijo Luis Mora. “Después vendrán otras”.")
    assert [q.speaker for q in found] == ["luis", "luis"]


def test_more_words_in_the_sentence_of_a_quotation() -> None:
    text = "El muelle, en palabras de Luis Mora, “es un bien común”, como todo lo que “cuando haga falta” sirve a la costa."
    assert next((q.text, q.speaker) for q in quoted(text)) == ("es un bien común", "luis")
    text = text.replace("cuando haga falta", "el día que nos haga falta")
    assert [(q.text, q.speaker) for q in quoted(text)] == [
        ("es un bien común", "luis"),
        ("el día que nos haga falta", "luis"),
    ]


def test_coordinated_quotations_share_the_verb() -> None:
    found = quoted("Luis Mora insistió en que “la playa es de todos” y en que “el muelle será para los pescadores”.")
    assert [q.speaker for q in found] == ["luis", "luis"]


def test_reopened_at_each_paragraph_is_one() -> None:
    found = one("Luis Mora señaló: “Vamos a limpiar la playa.", "“Vamos a cuidarla.", "“Y vamos a volver”.")
    assert found.text == "Vamos a limpiar la playa. Vamos a cuidarla. Y vamos a volver"
    assert (found.speaker, len(found.evidence)) == ("luis", 3)


def test_closed_paragraphs_later_without_reopening() -> None:
    found = one("Luis Mora señaló: “Vamos a limpiar la playa.", "Vamos a cuidarla”.")
    assert found.text == "Vamos a limpiar la playa. Vamos a cuidarla"


@pytest.mark.parametrize(
    "text",
    [
        '“Vamos a limpiar la playa", dijo Luis Mora.',
        '"Vamos a limpiar la playa”, dijo Luis Mora.',
        "¨Vamos a limpiar la playa.¨ dijo Luis Mora.",
        '_"Vamos a limpiar la playa"_, dijo Luis Mora.',
        '" Vamos a limpiar la playa ", dijo Luis Mora.',
        "“Vamos a limpiar la playa, dijo Luis Mora.",
        "''Vamos a limpiar la playa'', dijo Luis Mora.",
        "‘‘Vamos a limpiar la playa’’, dijo Luis Mora.",
    ],
)
def test_careless_marks(text: str) -> None:
    found = one(text)
    assert found.text.rstrip(".") == "Vamos a limpiar la playa"
    assert found.speaker == "luis"


def test_marks_inside_belong_to_the_words() -> None:
    assert one("“Vamos a ‘La Curva’ y volvemos”, dijo Luis Mora.").text == "Vamos a ‘La Curva’ y volvemos"


@pytest.mark.parametrize(
    "text",
    [
        "José “El Gavilán” Luna dijo que el muelle abre.",
        "Luis Mora anunció el programa “Playas que Viven”.",
        "Luis Mora dijo que la campaña “Cuida el agua que te cuida” sigue.",
        "Luis Mora señaló que bajo el lema “juntos hacemos más” inició el mes.",
        "Luis Mora dio el taller denominado “Cómo se cuida una playa”.",
        "Luis Mora dijo que los llamados “chiringuitos de la playa” cierran.",
        "Luis Mora informó que el Hospital Regional ‘Nueva Luz de la Costa’ abre.",
        "Luis Mora dijo que ve un “salto enorme” de visitas.",
        "Luis Mora señaló que trabaja en el llamado “mar de fondo”.",
        "Se inició la “jornada de la playa”, informó Luis Mora.",
        "Luis Mora presentó el libro: “La playa que fue mi casa”.",
        "Se firmó la Ley “De la playa que es de todos”.",
        "Luis Mora recordó que el lema de la campaña es “juntos se puede más”.",
        "Luis Mora informó que el conversatorio “Mujeres que transforman la ciudad” sigue.",
        "Por eso, “Todo Puerto Es Una Puerta”, dijo Luis Mora.",
        "El plan tiene el objetivo de “Cuidar una costa limpia y abierta para los vecinos”.",
        "“Efecto de la sal sobre el muelle”, realizado por Luis Mora.",
        "Se garantiza el acceso y que “nadie se pierda la fiesta”.",
        "Luis Mora habló en su discurso de la obra “Cuidar lo nuestro”.",
        "La obra de Luis Mora es la “joya de la costa”.",
    ],
)
def test_names_titles_and_mottos_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_headline_and_body_print_the_same_words_once() -> None:
    found = quoted(
        (Part.HEADLINE, "“Vamos a limpiar la playa”: Luis Mora"),
        "Luis Mora habló ayer. “Vamos a limpiar la playa”, dijo Luis Mora.",
    )
    assert [(q.speaker, q.evidence[0].start > 60) for q in found] == [("luis", True)]


def test_headline_names_its_speaker() -> None:
    assert one((Part.HEADLINE, "Luis Mora: “Vamos a limpiar la playa”"), "Abrió el muelle.").speaker == "luis"


def test_a_speech_quotes_only_whom_it_names() -> None:
    text = "Me decían: ‘No se puede hacer nada’. Y dijo Luis Mora: ‘Se va a poder hacer todo’."
    assert [q.text for q in quoted(text, kind="discurso")] == ["Se va a poder hacer todo"]


def test_an_inanimate_subject_is_not_the_last_speaker() -> None:
    found = quoted("Luis Mora recorrió el muelle. El informe señala que “la playa está limpia y sin riesgo”.")
    assert [q.speaker for q in found] == [None]


def test_cost_is_linear() -> None:
    paragraphs = ["Luis Mora señaló que “vamos a limpiar la playa”. “Es de todos”, añadió."] * 300
    assert quoted(*paragraphs)


def test_a_noun_takes_up_whom_the_text_named_with_it() -> None:
    before = "El alcalde recibió a la vecina Ana Paz Ríos. Luis Mora habló con la gente."
    assert one(before, "“Vamos a limpiar la playa”, le dijo la vecina visiblemente alegre.").speaker == "ana"
