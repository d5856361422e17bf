"""Answers questions on a list of events with networkx: `oracle.py WORLD.json ANSWERS.json`.

An event is [one, other, kind, day, ways]; ways is 1 if one leads to the other, 2 if the other leads
to one, 3 if both do. A lens holds the events that count: those of its kinds, from its first day to
its last. All relations of a pair are one edge.
"""

import json
import sys

import networkx as nx


def passes(event, lens):
    """Tells whether an event counts."""
    _, _, kind, day, _ = event
    is_asked = lens["kinds"] is None or kind in lens["kinds"]
    return is_asked and lens["first"] <= day <= lens["last"]


def lengths(graph, pairs):
    """Returns the least number of steps of each pair; nothing where no chain links it."""
    for one, other in pairs:
        is_linked = one in graph and other in graph and nx.has_path(graph, one, other)
        yield nx.shortest_path_length(graph, one, other) if is_linked else None


def answer(events, lens):
    """Returns what networkx says of the events that a lens holds."""
    graph, arrows = nx.Graph(), nx.DiGraph()
    for one, other, _, _, ways in (event for event in events if passes(event, lens)):
        graph.add_edge(one, other)
        arrows.add_nodes_from((one, other))
        if ways & 1:
            arrows.add_edge(one, other)
        if ways & 2:
            arrows.add_edge(other, one)
    between = nx.betweenness_centrality(graph) if lens["between"] else {}
    return {
        "degrees": list(graph.degree()),
        "lengths": list(lengths(graph, lens["pairs"])),
        "components": [sorted(nodes) for nodes in nx.connected_components(graph)],
        "shares": list(nx.pagerank(arrows, alpha=0.85, max_iter=1000, tol=1e-14).items()),
        "between": list(between.items()),
    }


def main():
    """Reads the world and the lenses, and writes an answer for each."""
    with open(sys.argv[1], encoding="utf-8") as file:
        world = json.load(file)
    answers = [answer(world["events"], lens) for lens in world["lenses"]]
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(answers, file)


if __name__ == "__main__":
    main()
