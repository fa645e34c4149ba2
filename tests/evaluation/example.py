"""One small annotated release, and what a converter might make of it: right in most, wrong in some."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TEXT = "Ana Ruiz Solís, secretaria de Salud, dijo en Tepic: «Nadie se queda fuera hoy». Asistió el IMSS."

GOLD: dict[str, Any] = {
    "release": "nota.txt",
    "kind": "comunicado",
    "number": "12/2019",
    "date": "2019-03-01",
    "place": ["Tepic"],
    "publishers": ["Gobierno de Nayarit"],
    "headline": "Abren clínica",
    "alternative_headlines": ["Atenderá a mil personas"],
    "paragraphs": 2,
    "people": [
        {
            "name": "Ana Ruiz Solís",
            "aliases": ["Ruiz Solís"],
            "roles": [
                {"role": "secretaria de Salud", "organization": "Secretaría de Salud"},
                {"role": "doctora", "organization": None, "optional": True},
            ],
        },
        {"name": "Luis Mora", "optional": True},
    ],
    "organizations": [
        {"name": "Secretaría de Salud", "aliases": ["SSN"]},
        {"name": "Instituto Mexicano del Seguro Social", "aliases": ["IMSS"]},
        {"name": "Gobierno de Nayarit"},
    ],
    "places": [{"name": "Tepic"}],
    "events": [],
    "agreements": [],
    "quotes": [{"starts": "Nadie se queda", "ends": "fuera hoy", "speaker": "Ana Ruiz Solís"}],
}

TURTLE = f"""
@prefix schema: <https://schema.org/> .
@prefix pregon: <https://w3id.org/pregon/def#> .
@prefix voc: <https://w3id.org/pregon/voc/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix r: <https://example.org/r#> .
<https://example.org/r> a schema:NewsArticle ; schema:headline "ABREN CLÍNICA"@es ; schema:genre voc:kind-comunicado ;
    schema:identifier "12/2019" ; schema:datePublished "2019-03-01"^^xsd:date ; schema:locationCreated r:tepic ;
    schema:publisher r:gob ; schema:alternativeHeadline "Atenderá a mil personas"@es ; schema:articleBody "Uno.\\n\\nDos."@es ;
    schema:mentions r:ana , r:ssn , r:imss , r:gob , r:tepic , r:spare , r:desc .
r:doc a pregon:SourceDocument ; schema:text "{TEXT}" .
r:ana a schema:Person ; schema:name "Ana Ruiz Solis" ; schema:memberOf r:role1 , r:role2 , r:role3 .
r:role1 schema:roleName "Secretaria de Salud de Nayarit"@es ; schema:memberOf r:ssn ; pregon:confidence 0.9 .
r:role2 schema:roleName "vocera"@es ; pregon:confidence 0.6 ; pregon:evidence r:t1 .
r:role3 schema:roleName "testigo"@es .
r:t1 oa:start 0 ; oa:end 3 ; oa:exact "Ana" ; pregon:spanOf r:doc .
r:ssn a schema:Organization ; schema:name "SSN"@es .
r:imss a schema:Organization ; schema:name "Instituto Mexicano del Seguro Social"@es ; schema:alternateName "IMSS" .
r:gob a schema:Organization ; schema:name "Gobierno de Nayarit"@es .
r:spare a schema:Organization ; schema:name "Nadie"@es .
r:tepic a schema:Place ; schema:name "Tepic"@es .
r:desc a schema:Event ; schema:name "apertura de la clínica"@es .
r:q a schema:Quotation ; schema:text "Nadie se queda fuera hoy"@es ; schema:spokenByCharacter r:imss ; pregon:confidence 0.8 .
r:m1 a pregon:Mention ; oa:start 91 ; oa:end 95 ; oa:exact "IMSS" ; pregon:spanOf r:doc ; pregon:refersTo r:imss ;
    pregon:confidence 1.0 .
r:m2 a pregon:Mention ; oa:start 53 ; oa:end 58 ; oa:exact "nadie" ; pregon:spanOf r:doc ; pregon:refersTo r:spare ;
    pregon:confidence 0.4 .
"""


def folders(place: Path, gold: dict[str, Any] | None = None, turtle: str | None = TURTLE) -> tuple[Path, Path]:
    """A folder of annotations and one of output, each with that one release."""
    annotations, output = place / "gold", place / "output"
    for folder in (annotations, output):
        folder.mkdir(parents=True)
    (annotations / "nota.json").write_text(json.dumps(gold or GOLD), encoding="utf-8")
    if turtle is not None:
        (output / "nota.ttl").write_text(turtle, encoding="utf-8")
    return annotations, output
