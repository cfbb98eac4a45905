"""What the proof of a year's ledger reads: the years that plans can be of, sums from indexes alone.

Among 600,000 lines and 1,800,000 legs of one year: 0.5 s, where their tables took 2.5 s.
"""

from migrations import script

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    script.run(
        """
        create view ledger_year as select generate_series(2000, 2100) as year;

        drop index quota_line_by_plan, leg_by_from_account, leg_by_to_account;
        create index quota_line_by_plan  on quota_line (special_plan_id, id) include (seats);
        create index leg_by_from_account on leg (from_account, seats);
        create index leg_by_to_account   on leg (to_account, seats);
        """
    )


def downgrade() -> None:
    script.run(
        """
        drop index quota_line_by_plan, leg_by_from_account, leg_by_to_account;
        create index quota_line_by_plan  on quota_line (special_plan_id, id);
        create index leg_by_from_account on leg (from_account);
        create index leg_by_to_account   on leg (to_account);

        drop view ledger_year;
        """
    )
