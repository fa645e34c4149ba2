"""Every term the project writes, by namespace. Elsewhere a term is an attribute of one of these, never a string."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Namespace, URIRef

PUBLIC_BASE = "https://w3id.org/pregon/"  # vocabulary and authority entries live here for every user


class Vocabulary:
    """The terms of one namespace as attributes; a name that is not listed is an AttributeError.

    Plain attributes, because rdflib's DefinedNamespace takes 2 microseconds a look-up and a release needs thousands.
    """

    def __init__(self, namespace: str, names: str) -> None:
        for name in names.split():
            setattr(self, name, URIRef(namespace + name))

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> URIRef: ...


SCHEMA_NAMESPACE = "https://schema.org/"

#: The kinds of organisation an authority list or a rule may name, most of them from schema.org.
_ORGANIZATION_TYPES = """
    AccountingService Airline ArchiveOrganization CollegeOrUniversity Consortium Corporation Courthouse DiagnosticLab
    EducationalOrganization ElementarySchool Embassy EmergencyService FireStation FundingAgency GovernmentOffice
    GovernmentOrganization HighSchool Hospital Library LibrarySystem LocalBusiness MedicalClinic MedicalOrganization
    MiddleSchool Museum MusicGroup NGO NewsMediaOrganization PerformingGroup Pharmacy PoliceStation PoliticalParty PostOffice
    Preschool Project ResearchOrganization ResearchProject School SportsOrganization SportsTeam TheaterGroup
    WorkersUnion
"""

SCHEMA = Vocabulary(
    SCHEMA_NAMESPACE,
    _ORGANIZATION_TYPES
    + """
    City Country DigitalDocument Event EventSeries MediaObject NewsArticle OnlineEventAttendanceMode Organization
    OrganizationRole Person Place QuantitativeValue Quotation State Statement
    about additionalType alternateName alternativeHeadline areaServed articleBody associatedMedia attendee author
    containedInPlace contentLocation creator dateline datePublished description encoding encodingFormat endDate
    eventAttendanceMode
    genre hasPart headline honorificPrefix identifier inLanguage isBasedOn isPartOf location locationCreated maxValue
    memberOf mentions minValue name organizer parentOrganization position publisher roleName sameAs sourceOrganization
    spokenByCharacter startDate subjectOf superEvent text unitText url value
    """,
)

PREGON = Vocabulary(
    PUBLIC_BASE + "def#",
    """
    Agreement Caption Heading Issuance ListItem Mention PageFurniture Paragraph PressRelease PublicProgramme Quantity
    ReportedStatement Signature SourceDocument SpeakerLabel StatedRole SubHeadline Tail TextSpan
    actingThrough agreedBy agreementStatus asOf boundsEvidence comparator concludedAt confidence covers dateBasis
    datelineEvidence evidence fragment headedBy headlineEvidence issuance issuer mentionKind notAfter notBefore numberEvidence
    numberingYear onBehalfOf ordinal party post readAs refersTo reportingVerb resolvedBy sequenceNumber
    sha256 signatory signature spanOf statedHonorific textLength witnessOfHonour
    """,
)

#: What stands in the identity graph alone: no release is written with it, so the JSON-LD context has none of it.
IDENTITY = Vocabulary(
    PUBLIC_BASE + "def#",
    "IdentityJudgement SharedIdentity compares decidedBy decidedOn digestOfReleases reason sharedIdentity verdict",
)

ORG = Vocabulary("http://www.w3.org/ns/org#", "Membership OrganizationalUnit member organization")
OA = Vocabulary("http://www.w3.org/ns/oa#", "end exact start")
PROV = Vocabulary("http://www.w3.org/ns/prov#", "Entity wasDerivedFrom")
RDF_TYPE = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

#: The EU's authority code for a press release.
EU_PRESS_RELEASE = URIRef("http://publications.europa.eu/resource/authority/resource-type/PRESS_REL")

#: Local name -> type, for what :attr:`converter.model.Organization.types` may hold.
ORGANIZATION_TYPES: dict[str, URIRef] = {
    **{name: URIRef(SCHEMA_NAMESPACE + name) for name in _ORGANIZATION_TYPES.split()},
    "Organization": SCHEMA.Organization,
    "OrganizationalUnit": ORG.OrganizationalUnit,
    "PublicProgramme": PREGON.PublicProgramme,
}

#: Prefixes that do not depend on the release; the entity namespaces are those of the authority lists.
PREFIXES: dict[str, str] = {
    "schema": SCHEMA_NAMESPACE,
    "pregon": PUBLIC_BASE + "def#",
    "voc": PUBLIC_BASE + "voc/",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "ent": PUBLIC_BASE + "id/org/",
    "per": PUBLIC_BASE + "id/person/",
    "post": PUBLIC_BASE + "id/post/",
    "pl": PUBLIC_BASE + "id/place/",
    "ev": PUBLIC_BASE + "id/event/",
    "ser": PUBLIC_BASE + "id/series/",
}

_CONCEPTS = Namespace(PUBLIC_BASE + "voc/")


def concept(slug: str, scheme: str = "") -> URIRef:
    """The SKOS concept `slug`; `scheme` is the prefix of its family ("kind", "status", "event"), if it has one."""
    return _CONCEPTS[f"{scheme}-{slug}" if scheme else slug]
