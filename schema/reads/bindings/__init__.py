"""Which table answers which GraphQL type, and who sees which rows; by noun.

model          what a binding is made of
places         Prefecture, County, and a county's sources
institutions   Institution, Programme
plans          SpecialPlan, SourcePlan
quotas         QuotaLine
admissions     Admission, PreviousYear
ledger         QuotaMovement, QuotaLeg, QuotaAccount
proof          LedgerProof
changes        QuotaChange
rights         who sees which rows
lives          what a viewer may do, and who sees what in which state
viewer         Viewer, InboxEntry, AuditEvent
access         Staff, ApiKey
training       TrainingDemand, TrainingAgreement
eligibility    RuleSet, Rule
catalogue      all of them by name, and the root fields
"""
