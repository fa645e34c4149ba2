"""An invented authority list, and a conversion whose one release names its people."""

from __future__ import annotations

from pathlib import Path

LISTS = """
@prefix schema: <https://schema.org/> .
@prefix pregon: <https://w3id.org/pregon/def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ent: <https://w3id.org/pregon/id/org/> .
@prefix per: <https://w3id.org/pregon/id/person/> .
@prefix post: <https://w3id.org/pregon/id/post/> .
@prefix pl: <https://w3id.org/pregon/id/place/> .
@prefix ten: <https://w3id.org/pregon/id/tenure/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ent:faro a schema:GovernmentOrganization , schema:Organization ;
    schema:name "Instituto Nacional de Faros"@es ; schema:alternateName "Casa de los Faros"@es , "INFARO" ;
    schema:areaServed pl:mx ; schema:foundingDate "2011"^^xsd:gYear ;
    schema:sameAs <https://example.org/faro> ; dcterms:source "Ley de Faros <art. 1>" .
ent:faro-viejo a schema:GovernmentOrganization , schema:Organization ;
    schema:name "Comisión de Faros y Balizas"@es ; schema:areaServed pl:mx ;
    schema:foundingDate "1990"^^xsd:gYear ; schema:dissolutionDate "2010-12-31"^^xsd:date .
ent:faro-jalisco a schema:GovernmentOrganization , schema:Organization ;
    schema:name "Consejo de Balizas del Estado de Jalisco"@es ; skos:hiddenLabel "Consejo de Balizas"@es ;
    schema:areaServed pl:mx-jal .
ent:faro-colima a schema:GovernmentOrganization , schema:Organization ;
    schema:name "Consejo de Balizas del Estado de Colima"@es ; skos:hiddenLabel "Consejo de Balizas"@es ;
    schema:areaServed pl:mx-col .
post:faro-director a org:Post ; schema:name "Director General del INFARO"@es ; pregon:heads ent:faro .
per:ana-luz a schema:Person ; schema:name "Ana Luz Barquero Tejado" ; schema:alternateName "Ana Luz Barquero" .
per:leo-mar a schema:Person ; schema:name "Leo Tejado" .
ten:1 a pregon:Tenure ; org:member per:ana-luz ; pregon:post post:faro-director ;
    schema:startDate "2011"^^xsd:gYear ; schema:endDate "2015-06-30"^^xsd:date .
ten:2 a pregon:Tenure ; org:member per:leo-mar ; pregon:post post:faro-director ; schema:startDate "2015-06-30"^^xsd:date .
"""

OUTPUT = """
@prefix schema: <https://schema.org/> .
@prefix pregon: <https://w3id.org/pregon/def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rel: <https://example.org/comunicados/id/release/> .
@prefix r: <https://example.org/comunicados/id/release/2016-7-0123456789ab#> .
rel:2016-7-0123456789ab a pregon:PressRelease , schema:NewsArticle ; schema:headline "Encienden el faro"@es ;
    schema:datePublished "2016-03-17"^^<http://www.w3.org/2001/XMLSchema#date> ;
    schema:mentions r:person-inti , <https://w3id.org/pregon/id/org/faro> , r:agreement-1 .
r:person-inti a schema:Person ; schema:name "Inti Salinas Roble" ; schema:alternateName "Salinas Roble" .
r:agreement-1 a pregon:Agreement ; schema:name "Convenio de luz"@es .
r:role1 org:member r:person-inti ; org:organization <https://w3id.org/pregon/id/org/faro> .
"""


def write(folder: Path) -> tuple[Path, Path]:
    """The paths of the list and of the output folder, written below `folder`."""
    lists, output = folder / "faros.ttl", folder / "output"
    output.mkdir()
    lists.write_text(LISTS, encoding="utf-8")
    (output / "nota.ttl").write_text(OUTPUT, encoding="utf-8")
    return lists, output
