"""Indexes for what the read compiler asks: lines of an institution, of a source plan, a year ago.

Pages of an institution's or a source plan's lines begin where their cursor stands, and their sums
are read from the index alone: what an office asks first is how far its quota is filled.
The price: a round of admissions writes to that index too. `previousYear` finds the lines of one
programme at one institution.
"""

from migrations import script

revision = "0006"
down_revision = "0005"

UPGRADE = """
drop index quota_line_by_institution;
drop index quota_line_by_programme;
create index quota_line_by_institution on quota_line (institution_code, id)
    include (year, state, requested_seats, seats, admitted, enrolled);
create index quota_line_by_programme   on quota_line (programme_code, institution_code, year);
create index quota_line_by_source_plan on quota_line (source_plan_id, id)
    include (requested_seats, seats);
"""

DOWNGRADE = """
drop index quota_line_by_source_plan;
drop index quota_line_by_programme;
drop index quota_line_by_institution;
create index quota_line_by_institution on quota_line (institution_code);
create index quota_line_by_programme   on quota_line (programme_code);
"""


def upgrade() -> None:
    script.run(UPGRADE)


def downgrade() -> None:
    script.run(DOWNGRADE)
