"""What networkx reads in GEXF and GraphML: how many nodes and edges, and what they tell.

Reads a JSON object of texts by format, and writes for each its nodes by id, and its edges by id.
"""

import io
import json
import sys

import networkx as nx


def told(graph):
    """Returns nodes and edges of a graph with their values."""
    # Of a graph without parallel edges networkx makes a simple one, and keeps ids as values.
    if graph.is_multigraph():
        edges = list(graph.edges(data=True, keys=True))
    else:
        edges = [(one, two, values["id"], values) for one, two, values in graph.edges(data=True)]
    return {
        "directed": graph.is_directed(),
        "nodes": {node: values for node, values in graph.nodes(data=True)},
        "edges": {key: {"from": one, "to": two, **values} for one, two, key, values in edges},
    }


def main(asked, answered):
    with open(asked, encoding="utf-8") as file:
        texts = json.load(file)
    gexf = nx.read_gexf(io.BytesIO(texts["gexf"].encode()), version="1.3")
    # A version that is not told is found out.
    assert nx.read_gexf(io.BytesIO(texts["gexf"].encode())).number_of_edges() == gexf.number_of_edges()
    graphml = nx.read_graphml(io.BytesIO(texts["graphml"].encode()), edge_key_type=str)
    with open(answered, "w", encoding="utf-8") as file:
        json.dump({"gexf": told(gexf), "graphml": told(graphml)}, file)


main(*sys.argv[1:])
