"""Ties to clusters: nodes joined by identity or mirror ties are one organisation."""

from __future__ import annotations

from collections.abc import Iterable

Node = tuple[str, str]  # scheme, value


def clusters(nodes: Iterable[Node], ties: Iterable[tuple[Node, Node]]) -> dict[Node, Node]:
    """Give {node: the least node of its cluster}. The answer depends on neither the order of nodes nor of ties."""
    parent: dict[Node, Node] = {node: node for node in nodes}

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in ties:
        a, b = root(parent.setdefault(left, left)), root(parent.setdefault(right, right))
        if a != b:
            parent[max(a, b)] = min(a, b)
    return {node: root(node) for node in parent}
