"""Reads a JSON-LD document with rdflib and answers questions to its triples in SPARQL."""

import json
import sys

from rdflib import Graph

PREFIXES = """
PREFIX : <urn:chancery:term:>
PREFIX entity: <urn:chancery:entity:>
PREFIX kind: <urn:chancery:kind:>
PREFIX relation: <urn:chancery:relation:>
PREFIX role: <urn:chancery:role:>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

ASKED = {
    "who visited Kazakhstan": """
        SELECT DISTINCT ?name ?when WHERE {
            ?visit a schema:Event ; :kind kind:visit ; role:host entity:kazakhstan ;
                role:visitor/schema:name ?name ; :when ?when .
        } ORDER BY ?when ?name""",
    "what the sources of a visit are": """
        SELECT ?publisher ?locator WHERE {
            relation:kagame-visits-kazakhstan-2015 prov:qualifiedDerivation ?report ;
                prov:wasDerivedFrom ?source .
            ?report prov:entity ?source ; :locator ?locator .
            ?source a schema:CreativeWork ; schema:publisher/schema:name ?publisher .
        } ORDER BY ?publisher""",
    "what a year alone is dated by": """
        SELECT ?property (DATATYPE(?value) AS ?type) WHERE {
            relation:kagame-visits-kazakhstan-2015 ?property ?value .
            FILTER(isLiteral(?value) && STR(?value) = "2015")
        } ORDER BY ?property""",
    "when a visit of known days began and ended": """
        SELECT ?start ?end WHERE {
            ?visit schema:startDate ?start ; schema:endDate ?end ; role:host entity:kazakhstan .
        } ORDER BY ?start""",
    "what a state is elsewhere": """
        SELECT ?same WHERE { entity:rwanda a schema:Country ; owl:sameAs ?same . }""",
    "what a kind is elsewhere": """
        SELECT ?match WHERE { kind:meeting skos:closeMatch ?match . }""",
}


def count(graph, pattern):
    query = f"{PREFIXES} SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"
    return int(next(iter(graph.query(query))).n)


def main(document, answers):
    graph = Graph().parse(document, format="json-ld")
    entities = "VALUES ?t { :State :Person :Institution :Forum :Instrument :Place } ?x a ?t ."
    told = {
        "entities": count(graph, entities),
        "sources": count(graph, "?x a :Source ."),
        "relations": count(graph, "VALUES ?t { :Event :Tie } ?x a ?t ."),
        "reports": count(graph, "?x a :Report ."),
        "names": sorted(
            str(row.name) for row in graph.query(f"{PREFIXES} SELECT ?name WHERE {{ {entities} ?x schema:name ?name }}")
        ),
        "asked": {
            asked: [[str(value) for value in row] for row in graph.query(PREFIXES + query)]
            for asked, query in ASKED.items()
        },
    }
    with open(answers, "w", encoding="utf-8") as out:
        json.dump(told, out)


main(*sys.argv[1:])
