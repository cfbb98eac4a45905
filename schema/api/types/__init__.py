"""The object types, by noun. Lists between nouns are declared where the list is, lazily.

places         Prefecture, County, CountySource
institutions   Institution, Programme
plans          SpecialPlan, SourcePlan
quotas         QuotaLine, its connection and totals
admissions     Admission, PreviousYear
ledger         QuotaMovement, QuotaLeg, QuotaAccount, LedgerProof
changes        QuotaChange
viewer         Viewer
eligibility    RuleSet, Rule, what a check is given and answers
"""
