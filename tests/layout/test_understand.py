"""From documents to releases: the layouts met in the field, with invented text."""

from __future__ import annotations

import pytest

from converter.layout import understand
from converter.model import BlockKind, Document, Part
from tests.layout.documents import HEADLINE, PROSE, QUOTE, blocks, lines, outline, pages, texts

_FULL = f"""
INSTITUTO DE LAS AGUAS

COMUNICADO

COORDINACIÓN DE COMUNICACIÓN SOCIAL

Villalba, Perú, 9 de mayo de 2014.
No. 026/2014

ENTREGAN DOCE PLANTAS POTABILIZADORAS

- ***Beneficiarán a cuarenta comunidades***

{PROSE}

{QUOTE}

--- o0o ---

LINK FOTOS

https://fotos.example/a?b=1
"""


def test_every_part_of_a_full_head() -> None:
    release = understand(lines(_FULL))
    assert outline(release) == [
        ("letterhead", "INSTITUTO DE LAS AGUAS"),
        ("kind", "COMUNICADO"),
        ("letterhead", "COORDINACIÓN DE COMUNICACIÓN SOCIAL"),
        ("dateline", "Villalba, Perú, 9 de mayo de 2014."),
        ("number", "026/2014"),
        ("headline", "ENTREGAN DOCE PLANTAS POTABILIZADORAS"),
        ("subheadline", "Beneficiarán a cuarenta comunidades"),
        ("paragraph", PROSE),
        ("paragraph", QUOTE),
        ("tail", "--- o0o ---"),
        ("tail", "LINK FOTOS"),
        ("tail", "https://fotos.example/a?b=1"),
    ]
    assert (release.kind, release.number, release.date, release.date_basis) == (
        "comunicado",
        "026/2014",
        "2014-05-09",
        "dateline",
    )
    text = release.reading.text
    assert release.place is not None
    assert release.date_span is not None
    assert release.number_span is not None
    assert text[slice(*release.place)] == "Villalba, Perú"
    assert text[slice(*release.date_span)] == "9 de mayo de 2014"
    assert text[slice(*release.number_span)] == "026/2014"
    assert [link.url for link in release.links] == ["https://fotos.example/a?b=1"]
    assert release.issues == ()


@pytest.mark.parametrize("document", [lines(_FULL), pages(_FULL, PROSE)], ids=["text", "pages"])
def test_every_character_leads_back_to_the_document(document: Document) -> None:
    release = understand(document)
    assert len(release.reading.text) == len(release.reading.offsets)
    for passage in release.passages:
        for i in range(*passage.span):
            character = release.reading.text[i]
            source = document.text[release.reading.offsets[i]]
            assert character == source or (character == " " and source.isspace())


def test_a_run_in_dateline_is_a_passage_of_its_own() -> None:
    release = understand(
        lines(f"Entregan doce plantas potabilizadoras\n\n**Villalba, Sonora; Martes 3 de marzo del 2020.-** {PROSE}\n\n{QUOTE}")
    )
    assert texts(release, "dateline") == ["Villalba, Sonora; Martes 3 de marzo del 2020."]
    assert texts(release, "paragraph") == [PROSE, QUOTE]
    assert release.date == "2020-03-03"


def test_hard_wraps_and_hyphens_are_healed() -> None:
    wrapped = (
        "Nota de prensa\n\nEl Gobierno aprueba un plan\nde doce potabilizadoras\n\n"
        "Madrid, 10 de marzo de 2022.- El Gobierno ha aprobado este martes el plan de\n"
        "doce potabilizadoras que llevará agua limpia a cuarenta pueblos de la sierra\n"
        "norte, con una inversión de tres millones de euros, según ha anunciado la minis-\n"
        "tra Bruna Salas.\n\n"
        "La ministra ha señalado que las obras empezarán en junio y que el plan se ha de\n"
        "desarrollar en dos años.\n"
    )
    release = understand(lines(wrapped))
    assert texts(release, "headline") == ["El Gobierno aprueba un plan de doce potabilizadoras"]
    first, second = texts(release, "paragraph")
    assert first.endswith("según ha anunciado la ministra Bruna Salas.")
    assert second.endswith("el plan se ha de desarrollar en dos años.")


def test_a_running_header_in_the_middle_of_a_sentence_is_furniture() -> None:
    text = (
        "Villalba\nGobierno del Estado\n\nCOMUNICADO CONJUNTO\n\nENTREGAN DOCE PLANTAS POTABILIZADORAS EN LA SIERRA\n\n"
        f"{PROSE}\n\nLas plantas son resultado de un gran esfuerzo, además de que\n\n\n"
        f"Villalba\nGobierno del Estado\n\n\nconstituyen un paso más hacia el agua limpia.\n\n{QUOTE}"
    )
    release = understand(lines(text))
    joined = "Las plantas son resultado de un gran esfuerzo, además de que constituyen un paso más hacia el agua limpia."
    assert joined in texts(release, "paragraph")
    assert [release.document.text[slice(*span)] for span in release.furniture] == ["Villalba", "Gobierno del Estado"]
    assert texts(release, "letterhead") == ["Villalba", "Gobierno del Estado"]
    assert (release.kind, release.joint) == ("comunicado-conjunto", True)
    start = release.reading.text.index(joined)
    cuts = release.reading.origins(type(release.furniture[0])(start, start + len(joined)), release.furniture)
    assert len(cuts) == 2


def test_a_sentence_cut_by_a_blank_line_goes_on() -> None:
    release = understand(
        lines(f"{HEADLINE}\n\n{PROSE}\n\nAtenderán las necesidades de las familias,\n\ncon el fin de que reciban agua limpia.")
    )
    assert (
        texts(release, "paragraph")[-1] == "Atenderán las necesidades de las familias, con el fin de que reciban agua limpia."
    )


def test_footers_and_the_kind_on_every_page_are_taken_out() -> None:
    head = "GABINETE DE COMUNICACIÓN\nNota de prensa\n"
    foot = "prensa@aguas.example\n28000 - MADRID\nTEL: 91 000 00 00\nPágina {} de 2\n"
    one = (
        f"{head}El Gobierno aprueba un plan de agua\n\n{PROSE}\n\nLas obras empezarán en junio en los pueblos que tienen\n"
        + foot.format(1)
    )
    two = f"{head}más de treinta años.\n\n{QUOTE}\n" + foot.format(2)
    release = understand(pages(one, two))
    assert release.kind == "nota-de-prensa"
    assert texts(release, "headline") == ["El Gobierno aprueba un plan de agua"]
    assert texts(release, "paragraph")[1] == "Las obras empezarán en junio en los pueblos que tienen más de treinta años."
    assert "TEL" not in release.reading.text
    assert "Página" not in release.reading.text


@pytest.mark.parametrize("bullet", ["- ", "· ", "•", "● ", "▪ ", "\uf0a7 ", "e ", "* ", "o "])
def test_bullets(bullet: str) -> None:
    text = f"{HEADLINE}\n\n{bullet}Se invirtieron tres millones\n{bullet}Beneficiarán a cuarenta pueblos\n\n{PROSE}"
    assert texts(understand(lines(text)), "subheadline") == ["Se invirtieron tres millones", "Beneficiarán a cuarenta pueblos"]


def test_the_body_may_hold_headings_and_items() -> None:
    text = f"{HEADLINE}\n\n{PROSE}\n\nSegunda fase\n\nLas obras que siguen son:\n\n• Tuberías\n• Tanques\n\n{QUOTE}"
    release = understand(lines(text))
    assert texts(release, "heading") == ["Segunda fase"]
    assert texts(release, "item") == ["Tuberías", "Tanques"]
    assert texts(release, "paragraph") == [PROSE, "Las obras que siguen son:", QUOTE]


def test_the_headline_of_the_body_wins_over_the_page_title() -> None:
    made = blocks(
        (BlockKind.TITLE, "Entregan plantas"),
        (BlockKind.DATE, "2020-10-29 17:30"),
        (BlockKind.AUTHOR, "Noticias de Villalba"),
        (BlockKind.PARAGRAPH, "ENTREGAN DOCE PLANTAS POTABILIZADORAS EN LA SIERRA*"),
        (BlockKind.PARAGRAPH, PROSE),
        (BlockKind.PARAGRAPH, QUOTE),
    )
    release = understand(made)
    assert texts(release, "headline") == ["ENTREGAN DOCE PLANTAS POTABILIZADORAS EN LA SIERRA"]
    assert texts(release, "letterhead") == ["Noticias de Villalba"]
    assert (release.date, release.date_basis, release.date_span) == ("2020-10-29", "metadata", None)


def test_the_page_title_may_be_the_kind() -> None:
    made = blocks((BlockKind.AUTHOR, "Boletín"), (BlockKind.HEADING, HEADLINE, 1), (BlockKind.PARAGRAPH, PROSE))
    assert understand(made).kind == "boletin"


def test_the_page_title_serves_where_the_body_has_no_headline() -> None:
    made = blocks(
        (BlockKind.TITLE, "Entregan plantas en la sierra"), (BlockKind.PARAGRAPH, PROSE), (BlockKind.PARAGRAPH, QUOTE)
    )
    assert texts(understand(made), "headline") == ["Entregan plantas en la sierra"]


def test_the_name_of_the_page_is_no_headline() -> None:
    made = blocks(
        (BlockKind.HEADING, "Sala de Prensa", 1),
        (BlockKind.HEADING, "ENTREGAN DOCE PLANTAS", 1),
        (BlockKind.PARAGRAPH, "Villalba, Ver., a 16 de julio de 2014."),
        (BlockKind.ITEM, "Acuerdan colaboración."),
        (BlockKind.PARAGRAPH, PROSE),
    )
    release = understand(made)
    assert texts(release, "headline") == ["ENTREGAN DOCE PLANTAS"]
    assert texts(release, "subheadline") == ["Acuerdan colaboración."]
    assert release.date == "2014-07-16"


def test_a_summary_that_repeats_the_body_is_dropped() -> None:
    body = ((BlockKind.HEADING, "Entregan doce plantas", 1), (BlockKind.PARAGRAPH, PROSE), (BlockKind.PARAGRAPH, QUOTE))
    assert texts(understand(blocks((BlockKind.SUMMARY, PROSE[:90]), *body)), "subheadline") == []
    own = "Beneficiarán a cuarenta pueblos de la sierra norte."
    assert texts(understand(blocks((BlockKind.SUMMARY, own), *body)), "subheadline") == [own]


def test_a_day_without_a_year_takes_it_from_the_page_or_stays_unknown() -> None:
    first = f"Villalba, Diciembre 31.- {PROSE}"
    body = ((BlockKind.HEADING, "Entregan doce plantas", 4), (BlockKind.PARAGRAPH, first), (BlockKind.PARAGRAPH, QUOTE))
    assert understand(blocks(*body)).date is None
    assert understand(blocks((BlockKind.DATE, "2015-12-31"), *body)).date == "2015-12-31"
    assert understand(blocks((BlockKind.DATE, "2016-01-02"), *body)).date == "2015-12-31"


def test_a_transcript_has_speakers() -> None:
    text = (
        "VE-1910\n\nVersión estenográfica\n\nApertura de una planta potabilizadora\n\n3 de marzo de 2021\n\n"
        "MODERADORA\nPreside este acto la secretaria de Aguas.\n---\n"
        "BRUNA SALAS PRADO, SECRETARIA DE AGUAS\nMuy buenos días a todas y a todos.\n---\n"
        "-PREGUNTA: ¿Cuándo se terminan las obras?\n\n-DRA. BRUNA SALAS: En el mes de junio.\n"
    )
    release = understand(lines(text))
    assert (release.kind, release.number, release.date) == ("version-estenografica", "VE-1910", "2021-03-03")
    assert [pair for pair in outline(release) if pair[0] in ("speaker", "paragraph")] == [
        ("speaker", "MODERADORA"),
        ("paragraph", "Preside este acto la secretaria de Aguas."),
        ("speaker", "BRUNA SALAS PRADO, SECRETARIA DE AGUAS"),
        ("paragraph", "Muy buenos días a todas y a todos."),
        ("speaker", "PREGUNTA"),
        ("paragraph", "¿Cuándo se terminan las obras?"),
        ("speaker", "DRA. BRUNA SALAS"),
        ("paragraph", "En el mes de junio."),
    ]


def test_a_memo_head() -> None:
    text = f"De: Instituto de las Aguas. Para: Medios de comunicación. Asunto: {HEADLINE}\n\n{PROSE}\n\n{QUOTE}"
    release = understand(lines(text))
    assert texts(release, "headline") == ["Entregan doce plantas potabilizadoras"]
    assert texts(release, "letterhead") == ["Instituto de las Aguas"]


def test_a_card_whose_body_is_a_list() -> None:
    first = "Que ayer fueron entregadas doce plantas potabilizadoras en la sierra norte, con tres millones de pesos."
    release = understand(
        lines(f"TARJETA INFORMATIVA\n\nEl Instituto de las Aguas informa:\n\n• {first}\n• Que el abasto está garantizado.")
    )
    assert release.kind == "tarjeta-informativa"
    assert texts(release, "paragraph") == ["El Instituto de las Aguas informa:"]
    assert texts(release, "item") == [first, "Que el abasto está garantizado."]


def test_kind_and_number_may_close_the_release() -> None:
    text = (
        f"{HEADLINE}\n\n{PROSE}\n\n{QUOTE}\n\nAtentamente\nDirección de Comunicación\nhttps://bit.example/abc\nComunicado 184"
    )
    release = understand(lines(text))
    assert (release.kind, release.number) == ("comunicado", "184")
    assert texts(release, "paragraph") == [PROSE, QUOTE]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("GOBIERNO REGIONAL DE VILLALBA", "letterhead"),
        ("COMISIÓN NACIONAL DE MEJORA REGULATORIA", "letterhead"),
        ("GOBIERNO REGIONAL DE VILLALBA ENTREGÓ DOCE PLANTAS", "headline"),
        ("SECRETARÍA DE AGUAS FIRMA CONVENIO DE COLABORACIÓN", "headline"),
    ],
)
def test_an_issuer_in_capitals_is_told_from_a_headline(line: str, part: str) -> None:
    release = understand(lines(f"NOTA DE PRENSA\n\n{line}\n\nObra benefició a cuarenta comunidades\n\n{PROSE}\n\n{QUOTE}"))
    assert texts(release, part)[0] == line


def test_a_closing_mark_of_dashes_and_a_zero_is_no_item() -> None:
    release = understand(lines(f"{HEADLINE}\n\n{PROSE}\n\n{QUOTE}\n- 0 -\n"))
    assert outline(release)[-1] == ("tail", "- 0 -")


@pytest.mark.parametrize(
    "text",
    [
        "Comunicado SEP-" * 500,
        "A-B-" * 60 + ", 5 de mayo de 2020 x",
        "@ab, " * 45 + "z" * 70,
        "[image: " * 3000,
        " " * 20000 + "x",
    ],
    ids=["labels", "hyphens", "handles", "images", "blanks"],
)
def test_hostile_lines_end(text: str) -> None:
    assert understand(lines(f"{text}\n\n{PROSE}\n\n{QUOTE}")).passages


def test_place_and_date_may_close_the_release() -> None:
    release = understand(lines(f"{HEADLINE}\n\n{PROSE}\n\n{QUOTE}\n\nVillalba, Sonora, 3 de marzo de 2021"))
    assert (release.date, texts(release, "paragraph")) == ("2021-03-03", [PROSE, QUOTE])


def test_a_second_dateline_tells_the_year() -> None:
    release = understand(
        lines(f"{HEADLINE}\n\nMartes 3 de marzo de 2020\n\nVillalba, 2 de marzo (Agencia).- {PROSE}\n\n{QUOTE}")
    )
    assert (release.date, release.date_basis) == ("2020-03-02", "dateline")


def test_a_caption_is_no_paragraph() -> None:
    caption = "Foto: la secretaria de Aguas durante la entrega de las plantas"
    release = understand(lines(f"{HEADLINE}\n\n{PROSE}\n\n{caption}\n\n{QUOTE}"))
    assert (texts(release, "caption"), texts(release, "paragraph")) == ([caption], [PROSE, QUOTE])


def test_an_interview_with_initials() -> None:
    turns = "\n\n".join(
        f"Pregunta: ¿{each}?\n\nBSP: Sí, {each.lower()}." for each in ("Hay agua", "Habrá obras", "Hay recursos")
    )
    text = f"Entrevista al secretario de Aguas, Bruno Salas Prado\n\nBruno Salas Prado (BSP): Muy buenas tardes.\n\n{turns}"
    release = understand(lines(text))
    assert release.kind == "entrevista"
    assert texts(release, "speaker") == ["Bruno Salas Prado (BSP)", *["Pregunta", "BSP"] * 3]
    assert texts(release, "paragraph")[:3] == ["Muy buenas tardes.", "¿Hay agua?", "Sí, hay agua."]


def test_places_before_a_colon_are_no_speakers() -> None:
    text = (
        f"{HEADLINE}\n\n{PROSE}\n\nSIERRA NORTE: seis plantas en Montesol.\n\nSIERRA SUR: seis plantas en Sal Alta.\n\n{QUOTE}"
    )
    assert texts(understand(lines(text)), "speaker") == []


def test_one_speaker_of_what_calls_itself_a_transcript() -> None:
    text = f"Versión estenográfica del mensaje de la gobernadora\n\nGOBERNADORA ANA PRADO: Muy buenos días.\n\n{PROSE}"
    assert texts(understand(lines(text)), "speaker") == ["GOBERNADORA ANA PRADO"]


def test_the_page_title_may_tell_kind_and_number() -> None:
    title = (BlockKind.TITLE, f"Comunicado 315.- {HEADLINE}")
    made = blocks(title, (BlockKind.HEADING, HEADLINE, 1), (BlockKind.PARAGRAPH, PROSE), (BlockKind.PARAGRAPH, QUOTE))
    release = understand(made)
    assert (release.kind, release.number, release.number_span) == ("comunicado", "315", None)
    assert texts(release, "headline") == [HEADLINE]


def test_one_long_address_does_not_hide_that_a_text_is_wrapped() -> None:
    body = "\n".join(
        f"El plan número {i} llevará agua limpia a los pueblos de la sierra que hoy\nno tienen servicio." for i in range(5)
    )
    release = understand(lines(f"{HEADLINE}\n\n{body}\n\nLINK FOTOS\n\nhttps://fotos.example/{'a' * 240}\n"))
    assert texts(release, "paragraph")[0].startswith(
        "El plan número 0 llevará agua limpia a los pueblos de la sierra que hoy no tienen"
    )
    assert all(text.endswith(".") for text in texts(release, "paragraph"))


def test_the_issuers_of_a_joint_label_are_letterheads() -> None:
    release = understand(lines(f"Comunicado conjunto SAL-MAR: {HEADLINE}\n\n{PROSE}\n\n{QUOTE}"))
    assert (release.kind, release.joint) == ("comunicado-conjunto", True)
    assert (texts(release, "letterhead"), texts(release, "headline")) == (["SAL-MAR"], [HEADLINE])


@pytest.mark.parametrize("end", ["...", " S.A. de C.V."])
def test_a_sentence_with_the_number_before_it_is_the_headline(end: str) -> None:
    headline = f"Firman convenio de colaboración la Universidad del Mar y los Astilleros de Villalba por tercera vez{end}"
    release = understand(lines(f"Comunicado 13.- {headline}\n\n{PROSE}\n"))
    assert (release.kind, release.number) == ("comunicado", "13")
    assert texts(release, Part.HEADLINE) == [headline]
