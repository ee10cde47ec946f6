"""kill -9 at any moment loses no address and stores no article twice; ``make soak`` does the same for longer."""

import random

import pytest

from tests.crawler.killing import crawl_with_kills, verdict
from tests.portal import Portal


@pytest.mark.parametrize(("processes", "readers"), [(1, 1), (2, 0)])
def test_killed_crawls_lose_nothing(tmp_path, processes, readers):
    chance = random.Random(processes)  # the moments differ anyway: the machine is never twice the same
    with Portal(grow=240) as portal:
        leased = crawl_with_kills(portal, tmp_path, kills=4, processes=processes, chance=chance, readers=readers)
        assert verdict(portal, tmp_path, leased) == {}
