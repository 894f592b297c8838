"""Clusters do not depend on the order in which ties are given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transform.link.cluster import Node, clusters

NODES: list[Node] = [("S", str(n)) for n in range(8)]
TIES = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=12)


def test_a_chain_is_one_cluster_and_a_stranger_is_another() -> None:
    joined = clusters(NODES[:4], [(NODES[2], NODES[1]), (NODES[1], NODES[0])])
    assert joined == {NODES[0]: NODES[0], NODES[1]: NODES[0], NODES[2]: NODES[0], NODES[3]: NODES[3]}


def test_a_tie_to_a_node_that_no_list_has_brings_it_in() -> None:
    assert clusters([NODES[0]], [(NODES[0], ("GB-COH", "00000001"))])["GB-COH", "00000001"] == ("GB-COH", "00000001")


@given(TIES, st.randoms(use_true_random=False))
def test_order_makes_no_difference(ties: list[tuple[Node, Node]], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = [tie[::-1] if random.random() < 0.5 else tie for tie in ties]
    random.shuffle(shuffled)
    assert clusters(NODES, ties) == clusters(reversed(NODES), shuffled)
