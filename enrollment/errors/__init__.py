"""What the domain refuses, by name, in Chinese and English.

Refusal                     a rule said no; `code` is stable, `message(language)` is for people,
│                           `field` names the input field that it is about, if it is one
├── asking                  whoever asks, and how, whatever it is about
│   ├── Unauthenticated     without a token
│   ├── Forbidden           what they see but may not change
│   ├── Busy                a lock is held by another for too long
│   ├── Unavailable         the database does not answer
│   ├── NotFound            what they may not see, or what isn't there
│   ├── TextMissing         an empty text
│   ├── TextTooLong
│   ├── TextUnreadable      control characters, halves of characters
│   ├── DateImplausible     a day or an instant before 1900 or after 2199
│   ├── IdempotencyMismatch another input under a used key
│   ├── VersionUnknown      a version that never was
│   ├── Conflict            a version that was: base, theirs and mine of each field
│   └── WrongState          a life has no such step from the state it is in
├── plans
│   ├── SampleExists        sample quotas are asked for in a year that has quotas already
│   ├── SamplePlan          a sample is to be opened
│   ├── NoArea              a plan opens in a year in which no county is designated for it
│   ├── CountyUnknown, InstitutionUnknown       no such code
│   ├── EndsBeforeBeginning a designation of no day
│   └── PlanExists, YearImplausible, WindowMissing, WindowReversed, OverlappingDesignation,
│       AreaNameMisplaced                       constraints
└── quotas
    ├── RecordIdMissing     a line is there already, but for its record id
    └── CountyOutsideArea, NegativeSeats, AdmittedAboveSeats, LineTwice, CountyMissing, OtherName,
        AppendOnly                              constraints

The English message is the class's docstring, the Chinese one stands beside it; both are filled
with the values that the refusal is raised with.

refusal       what every refusal is
asking, plans, quotas       the refusals, by what they are about
constraints   which constraint of the database is which of them
"""

from enrollment.errors.asking import (
    Busy,
    Conflict,
    DateImplausible,
    Difference,
    Forbidden,
    IdempotencyMismatch,
    NotFound,
    TextMissing,
    TextTooLong,
    TextUnreadable,
    Unauthenticated,
    Unavailable,
    VersionUnknown,
    WrongState,
)
from enrollment.errors.constraints import CONSTRAINTS, named
from enrollment.errors.plans import (
    AreaNameMisplaced,
    CountyUnknown,
    EndsBeforeBeginning,
    InstitutionUnknown,
    NoArea,
    OverlappingDesignation,
    PlanExists,
    SampleExists,
    SamplePlan,
    WindowMissing,
    WindowReversed,
    YearImplausible,
)
from enrollment.errors.quotas import (
    AdmittedAboveSeats,
    AppendOnly,
    CountyMissing,
    CountyOutsideArea,
    LineTwice,
    NegativeSeats,
    OtherName,
    RecordIdMissing,
)
from enrollment.errors.refusal import Refusal, Text

__all__ = [
    "CONSTRAINTS",
    "AdmittedAboveSeats",
    "AppendOnly",
    "AreaNameMisplaced",
    "Busy",
    "Conflict",
    "CountyMissing",
    "CountyOutsideArea",
    "CountyUnknown",
    "DateImplausible",
    "Difference",
    "EndsBeforeBeginning",
    "Forbidden",
    "IdempotencyMismatch",
    "InstitutionUnknown",
    "LineTwice",
    "NegativeSeats",
    "NoArea",
    "NotFound",
    "OtherName",
    "OverlappingDesignation",
    "PlanExists",
    "RecordIdMissing",
    "Refusal",
    "SampleExists",
    "SamplePlan",
    "Text",
    "TextMissing",
    "TextTooLong",
    "TextUnreadable",
    "Unauthenticated",
    "Unavailable",
    "VersionUnknown",
    "WindowMissing",
    "WindowReversed",
    "WrongState",
    "YearImplausible",
    "named",
]
