"""What is offered first where an edge leads to something new."""

import pytest

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.successors import likely_after


@pytest.mark.parametrize("kind", [*NodeKind, None])
def test_a_handful_of_different_kinds_is_likely_after_each(kind: NodeKind | None):
    assert len(set(likely_after(kind))) == len(likely_after(kind)) == 5


def test_a_queue_leads_to_its_worker():
    assert likely_after(NodeKind.QUEUE)[0] is NodeKind.WORKER
