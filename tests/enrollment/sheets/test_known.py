from asyncpg import Connection

from enrollment.sheets import known
from tests.enrollment import factories


async def test_the_reference_facts_are_known(conn: Connection) -> None:
    about = await known.read(conn)

    assert about.institutions["10108"] == "山西大学"
    assert "010101" in about.programmes
    assert len(about.county_names) == 117
    assert ("141124", "TARGETED_TRAINING") in {row[:2] for row in about.designations}


async def test_counties_are_known_by_code_and_name_old_ones_too(conn: Connection) -> None:
    counties = (await known.read(conn)).counties

    assert {counties[name] for name in ("140215", "云州区", "140227", "大同县")} == {"140215"}
    assert counties["临县"] == "141124"


async def test_a_name_that_two_counties_have_stands_for_none(conn: Connection) -> None:
    await conn.execute(
        """
        insert into division (code, level, parent_code, name_zh, source, standing)
        values ('149901', 'COUNTY', '140100', '临县', 'test', 'SAMPLE')
        """
    )

    counties = (await known.read(conn)).counties

    assert "临县" not in counties
    assert counties["149901"] == "149901"


async def test_codes_and_areas_of_real_plans_are_known(conn: Connection) -> None:
    await factories.published(conn, factories.a_line())

    about = await known.read(conn)

    assert about.codes["track", 2020, "1"] == "文史"
    assert len(about.areas[2020, "NATIONAL"]) == 36


async def test_the_area_of_a_sample_plan_is_not_a_real_plans(conn: Connection) -> None:
    await factories.published(conn, factories.a_line(), is_sample=True)

    assert (await known.read(conn)).areas == {}
