"""Gives every horizontal segment between two rows a track, so that segments cross no more than their ends demand.

Each link comes down at one place, runs along its track, and goes on down at another. Two links that run the same way
never cross needlessly when the one that starts further along the way lies higher; links that run against each other
cross once however they lie. What remains free is used to keep the legs of different links off the same vertical.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from infrasketch_desktop.layout.spacing import EDGE_GAP

MOST_PAIRED = 400
"""Segments up to which every pair is looked at; beyond, only the rule of direction is kept."""

Segment = tuple[float, float]
"""Where a link comes down and where it goes on."""


def assign_tracks(segments: Sequence[Segment]) -> tuple[list[int | None], int]:
    """The track of every segment, 0 on top and None for a straight one, and the number of tracks."""
    bent = [number for number, (upper, lower) in enumerate(segments) if upper != lower]
    tracks: list[int | None] = [None] * len(segments)
    chosen = [segments[number] for number in bent]
    found = _paired_tracks(chosen) if len(chosen) <= MOST_PAIRED else _directed_tracks(chosen)
    for number, track in zip(bent, found, strict=True):
        tracks[number] = track
    return tracks, max(found, default=-1) + 1


def _paired_tracks(segments: Sequence[Segment]) -> list[int]:
    below, above_count = _precedence(segments)
    tracks = [0] * len(segments)
    lowest = [0] * len(segments)  # the first track that what lies above leaves free
    taken: list[list[tuple[float, float]]] = []
    for number in _untangled(segments, below, above_count):
        span = (min(segments[number]) - EDGE_GAP / 2, max(segments[number]) + EDGE_GAP / 2)
        track = lowest[number]
        while track < len(taken) and any(low < span[1] and span[0] < high for low, high in taken[track]):
            track += 1
        if track == len(taken):
            taken.append([])
        taken[track].append(span)
        tracks[number] = track
        for other in below[number]:
            lowest[other] = max(lowest[other], track + 1)
    return tracks


def _precedence(segments: Sequence[Segment]) -> tuple[list[list[int]], list[int]]:
    """For every segment those that must lie below it, and how many must lie above it."""
    below: list[list[int]] = [[] for _ in segments]
    above_count = [0] * len(segments)
    order = sorted(range(len(segments)), key=lambda number: min(segments[number]))
    for place, first in enumerate(order):
        end = max(segments[first]) + EDGE_GAP
        for second in order[place + 1 :]:
            if min(segments[second]) >= end:
                break
            higher = _higher(segments[first], segments[second])
            if higher:
                upper, lower = (first, second) if higher > 0 else (second, first)
                below[upper].append(lower)
                above_count[lower] += 1
    return below, above_count


def _higher(first: Segment, second: Segment) -> int:
    """1 when `first` has to lie above `second`, -1 the other way round, 0 when it does not matter."""
    rightwards = first[1] > first[0]
    if rightwards == (second[1] > second[0]):
        return 1 if (first[0] > second[0]) == rightwards else -1
    first_above = abs(first[0] - second[1]) < EDGE_GAP  # legs on one vertical: the one from above ends first
    second_above = abs(second[0] - first[1]) < EDGE_GAP
    return int(first_above) - int(second_above)


def _untangled(segments: Sequence[Segment], below: list[list[int]], above_count: list[int]) -> list[int]:
    """An order that puts everything after what lies above it; in a cycle the leftmost goes first."""
    missing = list(above_count)
    keys = [(min(segment), number) for number, segment in enumerate(segments)]
    ready = [keys[number] for number, count in enumerate(missing) if not count]
    heapify(ready)
    waiting = sorted(keys, reverse=True)
    done = [False] * len(segments)
    order: list[int] = []
    while len(order) < len(segments):
        number = heappop(ready)[1] if ready else waiting.pop()[1]
        if done[number]:
            continue
        done[number] = True
        order.append(number)
        for other in below[number]:
            missing[other] -= 1
            if not missing[other] and not done[other]:
                heappush(ready, keys[other])
    return order


def _directed_tracks(segments: Sequence[Segment]) -> list[int]:
    """Only the rule of direction, in n log n: rightwards first, leftwards below them."""
    tracks = [0] * len(segments)
    first = 0
    for sign in (1, -1):
        chosen = [n for n, (upper, lower) in enumerate(segments) if (lower - upper) * sign > 0]
        found = _one_way([(segments[n][0] * sign, segments[n][1] * sign) for n in chosen])
        for number, track in zip(chosen, found, strict=True):
            tracks[number] = first + track
        first += max(found, default=-1) + 1
    return tracks


def _one_way(segments: Sequence[Segment]) -> list[int]:
    """Tracks for segments that all run rightwards: those that start further right lie higher."""
    order = sorted(range(len(segments)), key=lambda number: (-segments[number][0], number))
    starts = sorted({segment[0] for segment in segments})
    rank = {start: place for place, start in enumerate(starts)}
    highest = [0] * (len(starts) + 1)  # a Fenwick tree: the next free track among starts up to a place
    tracks = [0] * len(segments)
    for number in order:
        start, end = segments[number]
        tracks[number] = _prefix_max(highest, bisect_left(starts, end + EDGE_GAP))
        _raise_from(highest, rank[start], tracks[number] + 1)
    return tracks


def _prefix_max(tree: Sequence[int], count: int) -> int:
    best = 0
    while count > 0:
        best = max(best, tree[count])
        count &= count - 1
    return best


def _raise_from(tree: list[int], place: int, value: int) -> None:
    place += 1
    while place < len(tree):
        tree[place] = max(tree[place], value)
        place += place & -place
