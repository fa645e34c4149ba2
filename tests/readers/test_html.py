from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from converter.anchors import selections
from converter.errors import SourceError
from converter.layout import understand
from converter.model import BlockKind, Source
from converter.readers import read
from tests.readers.documents import codes, document, outcome, texts

PROSE = "<p>La alcaldesa abrió la clínica municipal, que atenderá a mil familias de las colonias del norte.</p>"

PAGE = f"""<?php include('cabeza.php'); ?>
<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Abre la clínica municipal - Ayuntamiento de Villa Sol</title>
<meta name="description" content="El servicio será gratuito.">
<meta property="article:published_time" content="2021-05-04T10:00">
<script>var x = "<p>nada</p>";</script></head>
<body class="con-sidebar">
<!--[if lt IE 7]><p class="chromeframe">You are using an outdated browser.</p><![endif]-->
<header><nav><ul><li><a href="/">Inicio</a></li><li><a href="/prensa">Sala de prensa</a></li></ul></nav></header>
<div class="main-sidebar"><ul><li>Otra noticia de hace mucho tiempo que no es esta</li></ul></div>
<div class="cuerpo">
 <h1>Sala de Prensa</h1>
 <h1>Abre la clínica municipal</h1>
 <p align="right">Villa Sol, Son., a 4 de mayo de 2021.</p>
 <blockquote><ul><li>Habrá consultas</li><li>Habrá vacunas</li></ul></blockquote>
 {PROSE}<p style="display:none">Oculto</p>
 <p>Más en <a href="https://clinica.example.mx/alta">la <b>página</b></a> de la clínica,<br>dijo.</p>
 <figure><img src="a.jpg" alt="x"><figcaption>La alcaldesa en el acto</figcaption></figure>
 <blockquote>“La salud es primero”.</blockquote>
 <table><tr><th>Día</th><th>Hora</th></tr><tr><td>Lunes</td><td>8</td></tr></table>
 {PROSE}
 <div class="share-buttons"><a href="https://red.example.com/share">Compartir en la red</a></div>
</div>
<footer><p>Palacio Municipal s/n, colonia Centro, Villa Sol, Sonora, teléfono 555</p></footer></body></html>"""


def test_what_the_head_says_is_found_there() -> None:
    result = document("nota.html", PAGE)
    tree = etree.HTML(PAGE.partition("?>")[2]).getroottree()
    places = {result.text[block.span.start : block.span.end]: block.locator for block in result.blocks[:3]}
    assert places.pop("Ayuntamiento de Villa Sol") == "metadata"  # half a title
    assert set(places) == {"El servicio será gratuito.", "2021-05-04T10:00"}
    assert all(tree.xpath(place) == [text] for text, place in places.items())
    untitled = "<html><head><title>Abre la  clínica municipal</title></head><body>" + 3 * PROSE + "</body></html>"
    title = document("nota.html", untitled).blocks[0]
    assert (title.kind, title.locator) == (BlockKind.TITLE, "/html/head/title")


def test_half_a_title_is_found_where_all_of_it_stands() -> None:
    title = "Villa abre su clínica | Villa de los Soles"
    page = f"<html><head><title>{title}</title></head><body><h1>Villa abre su clínica</h1>{PROSE}{PROSE}</body></html>"
    result = document("nota.html", page)
    assert texts(result, BlockKind.AUTHOR) == ["Villa de los Soles"]
    assert list(selections(result.anchors, result.text, *result.blocks[0].span)) == [("/html/head/title", 24, 42)]


def test_a_page() -> None:
    result = document("nota.html", PAGE)
    assert [(block.kind.value, block.level) for block in result.blocks] == [
        ("summary", 0),
        ("date", 0),
        ("author", 0),
        ("heading", 1),
        ("heading", 1),
        ("paragraph", 0),
        ("item", 1),
        ("item", 1),
        ("paragraph", 0),
        ("paragraph", 0),
        ("caption", 0),
        ("quote", 0),
        ("cell", 0),
        ("cell", 0),
        ("cell", 0),
        ("cell", 0),
        ("paragraph", 0),
    ]
    assert texts(result, BlockKind.AUTHOR) == ["Ayuntamiento de Villa Sol"]
    assert texts(result)[9] == "Más en la página de la clínica, dijo."
    assert [(link.url, result.text[slice(*link.span)]) for link in result.links] == [
        ("https://clinica.example.mx/alta", "la página")
    ]
    assert result.blocks[4].locator == "/html/body/div[2]/h1[2]"
    assert codes(result) == []


def test_a_title_that_only_names_the_site_is_the_author() -> None:
    page = f"<html><head><title>Clínica Dos Soles</title></head><body><h2>Abre la Clínica Dos Soles</h2>{PROSE}</body></html>"
    result = document("nota.html", page)
    assert texts(result, BlockKind.AUTHOR) == ["Clínica Dos Soles"]
    assert texts(result, BlockKind.TITLE) == []


def test_the_title_element_is_the_title_where_the_body_has_none() -> None:
    page = f"<html><head><title>Abre la clínica municipal | Ayuntamiento de Sol</title></head><body>{PROSE}</body></html>"
    result = document("nota.html", page)
    assert texts(result, BlockKind.TITLE) == ["Abre la clínica municipal"]
    assert texts(result, BlockKind.AUTHOR) == ["Ayuntamiento de Sol"]


@pytest.mark.parametrize(
    "details",
    [
        "<dl><dt>Autor</dt><dd>Oficina de Prensa</dd><dt>Fecha de publicación</dt><dd>4 de mayo de 2021</dd></dl>",
        '<dl class="article-info"><dt>Detalles</dt><dd class="published">4 de mayo de 2021</dd></dl>',
        '<div class="byline">Por <span itemprop="author">Oficina de Prensa</span> <time>4 de mayo de 2021</time></div>',
        "<p><time datetime='2021-05-04'>4 de mayo de 2021</time></p>",
    ],
)
def test_dates_of_publication(details: str) -> None:
    page = f"<html><body><div class='nota'><h1>Abre la clínica</h1>{details}{PROSE}{PROSE}</div></body></html>"
    result = document("nota.html", page)
    assert texts(result, BlockKind.DATE) == ["4 de mayo de 2021"]
    assert texts(result, BlockKind.AUTHOR) == (["Oficina de Prensa"] if "Prensa" in details else [])
    assert "Detalles" not in result.text


def test_the_kind_in_the_details_is_read_like_a_line_below_the_text() -> None:
    details = "<dl><dt>Fecha</dt><dd>4 de mayo de 2021</dd><dt>Categoría</dt><dd>Comunicado</dd></dl>"
    page = f"<html><body><div class='nota'><h1>Abre la clínica</h1>{details}{PROSE}{PROSE}</div></body></html>"
    result = document("nota.html", page)
    assert texts(result, BlockKind.PARAGRAPH)[-1] == "Categoría: Comunicado"
    told = [place.selector for place in selections(result.anchors, result.text, *result.blocks[-1].span)]
    assert told == ["/html/body/div/dl/dt[2]", "/html/body/div/dl/dd[2]"]
    assert understand(result).kind == "comunicado"


@pytest.mark.parametrize("body", [PROSE, f"<p>Abre la clínica</p>{PROSE}", f"<h1>Estrena la sierra su hospital</h1>{PROSE}"])
def test_the_headline_in_the_title_element_is_no_issuer(body: str) -> None:
    title = "<title>Abre la clínica | Secretaría de Relaciones Hidráulicas | Gobierno | gob.mx</title>"
    result = document("nota.html", f"<html><head>{title}</head><body>{body}</body></html>")
    assert texts(result, BlockKind.AUTHOR) == ["Secretaría de Relaciones Hidráulicas"]


def test_fields_with_labels() -> None:
    fields = (
        '<div class="field"><div class="field-label">Fecha:</div><div class="field-items">Martes, 4 de mayo de 2021</div></div>'
        '<div class="field"><div class="field-label">No. de comunicado:</div><div class="field-items">7/2021</div></div>'
    )
    result = document("nota.html", f"<html><body><h1>Abre la clínica</h1>{fields}{PROSE}{PROSE}</body></html>")
    assert texts(result, BlockKind.DATE) == ["Martes, 4 de mayo de 2021"]
    assert texts(result, BlockKind.PARAGRAPH)[0] == "No. de comunicado: 7/2021"


def test_a_page_laid_out_by_a_table_with_a_headline_that_is_no_heading() -> None:
    menu = '<a href="/">Inicio</a><br><a href="/n">Notas</a>'
    note = f"<span class='titular'>Abre la clínica</span><br><br>{PROSE[3:-4]}<br><br>El director agradeció el apoyo.<br>"
    page = f"<html><body><table><tr><td>{menu}</td><td>{note}</td></tr></table></body></html>"
    result = document("nota.html", page)
    assert texts(result) == ["Abre la clínica", PROSE[3:-4], "El director agradeció el apoyo."]


def test_another_wording_of_the_headline_is_no_site() -> None:
    title = "Abre la clínica | Oficina de Salud | Gobierno | gob.mx"
    page = f"<html><head><title>{title}</title></head><body><h1>025. Abre la clínica de Villa Sol</h1>{PROSE}</body></html>"
    assert texts(document("nota.html", page), BlockKind.AUTHOR) == ["Oficina de Salud"]


def test_linked_data_gives_date_and_publisher() -> None:
    data = '{"@type": "NewsArticle", "datePublished": "2021-05-04", "publisher": {"name": "Ayuntamiento de Sol"}}'
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body><h1>Abre</h1>{PROSE}</body></html>'
    result = document("nota.html", page)
    assert texts(result, BlockKind.DATE, BlockKind.AUTHOR) == ["2021-05-04", "Ayuntamiento de Sol"]


def test_linked_data_gives_headline_and_summary_where_nothing_else_does() -> None:
    site = '{"@type": "WebSite", "name": "Ayuntamiento de Sol", "description": "Sitio oficial"}'
    note = '{"@type": "NewsArticle", "headline": "Abre la clínica", "description": "Habrá vacunas."}'
    data = f'<script type="application/ld+json">{{"@graph": [{site}, {note}]}}</script>'
    result = document("nota.html", f"<html><head>{data}</head><body>{PROSE}{PROSE}</body></html>")
    assert texts(result, BlockKind.TITLE, BlockKind.SUMMARY) == ["Abre la clínica", "Habrá vacunas."]


@pytest.mark.parametrize(
    ("before", "behind", "kind"),
    [
        ("<header><h1>Abre</h1>", "</header><main>", "summary"),
        ("<header><h1>Abre</h1>", "<p>Y</p>", "paragraph"),
        ("<main><div>", "</div><h1>Abre</h1>", "paragraph"),
    ],
)
def test_a_summary_apart_from_the_text_is_told_from_an_excerpt_of_it(before: str, behind: str, kind: str) -> None:
    lead = "La clínica municipal atenderá a mil familias."
    meta = f'<meta name="description" content="{lead}">'
    page = f"<html><head>{meta}</head><body>{before}<p>{lead}</p>{behind}{PROSE}{PROSE}</body></html>"
    result = document("nota.html", page)
    assert [block.kind.value for block in result.blocks if result.text[slice(*block.span)] == lead] == [kind]


def test_keywords_are_no_summary() -> None:
    meta = '<meta name="description" content="Clínica, Agua,Cedro, Sol">'
    page = f"<html><head>{meta}</head><body><h1>Abre</h1>{PROSE}</body></html>"
    assert texts(document("nota.html", page), BlockKind.SUMMARY) == []


def test_the_card_of_the_publisher_is_no_prose() -> None:
    name, about = "Instituto del Agua de Sol", "Órgano que mide el agua del municipio."
    card = f'<div itemprop="publisher" itemscope><h3 itemprop="name">{name}</h3><div itemprop="description">{about}</div></div>'
    inline = f'<p>Lo dijo el <b itemprop="publisher">{name}</b>.</p>'
    result = document("nota.html", f"<html><body><article><h1>Abre</h1>{PROSE}{inline}{card}</article></body></html>")
    assert texts(result, BlockKind.AUTHOR) == [name]
    assert about not in result.text
    assert f"Lo dijo el {name}." in result.text


def test_pictures_of_the_release_are_kept_with_their_address() -> None:
    images = [
        ("/fotos/acto.jpg", 'alt="La alcaldesa" width="600"'),
        ("https://cdn.example.mx/2.png", ""),
        ("https://cdn.example.mx/logo-sol.png", ""),
        ("https://cdn.example.mx/mini.png", 'width="20"'),
        ("javascript:alert(1)", ""),
        ("/loading.gif", 'data-src="/fotos/sala.jpg"'),
    ]
    shown = "".join(f'<img src="{source}" {more}>' for source, more in images)
    head = '<link rel="canonical" href="https://sol.example.mx/notas/7">'
    menu = '<nav><img src="https://cdn.example.mx/menu.png"></nav>'
    page = f"<html><head>{head}</head><body>{menu}<main><h1>Abre la clínica</h1>{PROSE}{shown}{PROSE}</main></body></html>"
    result = document("nota.html", page)
    addresses = [
        "https://sol.example.mx/fotos/acto.jpg",
        "https://cdn.example.mx/2.png",
        "https://sol.example.mx/fotos/sala.jpg",
    ]
    assert [link.url for link in result.links] == addresses
    assert all(link.span == (result.blocks[2].span.start,) * 2 for link in result.links)
    assert understand(result).links == result.links
    bare = document("nota.html", page.replace(head, ""))
    assert [link.url for link in bare.links] == ["https://cdn.example.mx/2.png"]


def test_breaks_part_paragraphs_or_lines_or_nothing() -> None:
    page = f"<div><p>{PROSE[3:-4]}<br><br>Segundo párrafo que sigue.<br/>Calle Sol 5<br>Villa Sol</p></div><p>a</p><p>b</p>"
    result = document("nota.html", page)
    assert texts(result, BlockKind.LINE) == ["Segundo párrafo que sigue.", "Calle Sol 5", "Villa Sol"]
    assert "sigue.\nCalle Sol 5\nVilla Sol" in result.text


def test_hidden_on_small_screens_is_not_hidden() -> None:
    hidden = '<p class="d-none">Nada uno</p><p class="hidden">Nada dos</p><p aria-hidden="true">Nada tres</p>'
    page = f'<html><body>{PROSE}<p class="d-none d-md-block">Uno</p><p class="hidden md:block">Dos</p>{hidden}</body></html>'
    assert texts(document("nota.html", page))[1:] == ["Uno", "Dos"]


def test_entities_are_never_expanded_from_files() -> None:
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body>{PROSE}<p>Sigue &x; aquí.</p></body></html>'
    assert "Sigue &x; aquí." in document("nota.html", page).text


def test_deep_nesting_is_flagged_or_refused_but_never_silent() -> None:
    page = f"<html><body>{PROSE}{'<div>' * 50_000}<p>Muy adentro.</p></body></html>"
    result = document("nota.html", page)
    assert "Muy adentro." in result.text or "nested-too-deeply" in codes(result)


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        read(Source("nota.html", b"<html><body><script>x</script><img src='a.jpg'></body></html>"))
    assert caught.value.code == "no-text"


_TAGS = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "</div>", "<li>", "<ul>", "</ul>", "<b>", "</b>", "<br>", "<h1>", "</h1>", "<table>", "<tr>"),
        *("<td>", "<a href='http://a.mx/b'>", "</a>", "<time>", "<dl>", "<dd>", "<blockquote>", "<img alt='x'>", "<!--"),
        *("<?php", "&#0;"),
    ]
)


@settings(deadline=None)
@given(st.lists(st.one_of(_TAGS, st.text(max_size=20)), min_size=1, max_size=30))
def test_any_tag_soup_gives_sound_blocks(soup: list[str]) -> None:
    page = f"<html>{''.join(soup)}"
    assert outcome("nota.html", page.encode("utf-8", "replace")) in {"read", "no-text", "binary-file"}
