"""Horizontal segments between two rows get tracks."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.layout.tracks import MOST_PAIRED, Segment, assign_tracks

ends = st.lists(st.integers(0, 60), min_size=0, max_size=12, unique=True)


@st.composite
def channels(draw: st.DrawFn) -> list[Segment]:
    """Segments whose ends all lie apart, as ports and passes do."""
    upper = draw(ends)
    lower = draw(st.lists(st.integers(0, 60), min_size=len(upper), max_size=len(upper), unique=True))
    return [(a * 30.0, b * 30.0 + 15.0) for a, b in zip(upper, lower, strict=True)]


def crossings(one: tuple[Segment, int], other: tuple[Segment, int]) -> int:
    """How often two lines cross that come down, run along their track and go on down."""
    (high, _), (low, _) = sorted((one, other), key=lambda line: line[1])
    upper_leg_of_low, lower_leg_of_high = low[0], high[1]
    return sum(min(a) < x < max(a) for x, a in ((upper_leg_of_low, high), (lower_leg_of_high, low)))


@given(channels())
def test_overlapping_segments_never_share_a_track(segments: list[Segment]) -> None:
    tracks, count = assign_tracks(segments)
    for (one, a), (other, b) in combinations(zip(segments, tracks, strict=True), 2):
        if a == b:
            assert max(one) < min(other) or max(other) < min(one)
    assert sorted({track for track in tracks if track is not None}) == list(range(count))


@given(channels())
def test_lines_cross_only_when_their_ends_change_sides(segments: list[Segment]) -> None:
    tracks, _ = assign_tracks(segments)
    lines = [(segment, track) for segment, track in zip(segments, tracks, strict=True) if track is not None]
    for one, other in combinations(lines, 2):
        if one[1] != other[1]:
            changes = (one[0][0] < other[0][0]) != (one[0][1] < other[0][1])
            assert crossings(one, other) == changes


def test_straight_segments_need_no_track() -> None:
    assert assign_tracks([(10, 10), (40, 40)]) == ([None, None], 0)


def test_segments_apart_share_a_track() -> None:
    assert assign_tracks([(0, 50), (100, 150)]) == ([0, 0], 1)


def test_legs_on_one_vertical_do_not_overlap() -> None:
    coming, going = (0, 100), (160, 0)
    assert assign_tracks([coming, going])[0] == [0, 1]
    assert assign_tracks([going, coming])[0] == [1, 0]
    assert assign_tracks([(-160, 0), (0, -100)])[0] == [1, 0]


def test_crowded_channels_cross_no_more_than_needed() -> None:
    count = MOST_PAIRED + 50
    segments = [(30.0 * n, 30.0 * ((n * 7) % count) + 15) for n in range(count)]
    tracks, _ = assign_tracks(segments)
    lines = [(s, t) for s, t in zip(segments, tracks, strict=True) if t is not None][::9]
    for one, other in combinations(lines, 2):
        if one[1] != other[1]:
            assert crossings(one, other) == ((one[0][0] < other[0][0]) != (one[0][1] < other[0][1]))
