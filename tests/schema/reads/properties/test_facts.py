"""The facts that the other claims are held against are as awkward as they should be."""

from tests.schema.reads.properties.facts import Fact, Known


async def test_the_rows_are_awkward(known: Known):
    lines, movements = known.facts["QuotaLine"], known.facts["QuotaMovement"]
    reversed_ones = [movement.one["reverses"] for movement in movements]

    assert 90 < len(lines) < 140
    assert {line.fields["year"] for line in lines} == {2018, 2019, 2020}
    assert {line.fields["isSample"] for line in lines} == {True, False}
    assert any(line.one["county"] is None for line in lines)
    assert any(line.one["previousYear"] is None for line in lines)
    assert any(line.fields["seats"] == 0 for line in lines)
    assert any(is_touched_twice(line) for line in lines)
    assert {None, False} <= {each and each.fields["isSample"] for each in reversed_ones}
    assert {2, 3} <= {len(line.many["admissions"]) for line in lines}


def is_touched_twice(line: Fact) -> bool:
    """Whether a movement has more than one leg on the line, to be listed once."""
    return len(line.many["legs"]) > len(line.many["movements"])
