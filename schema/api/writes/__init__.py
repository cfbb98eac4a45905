"""The verbs of the API: what each is given, what it answers, and which verb of the domain it is.

plans, source_plans, ledger, designations, access   the verbs of a noun: what each is given,
           what it answers, its field, and the domain's verb that takes its input
plans, designations, access, admissions   the verbs of a noun: what each is given, what it
           answers, its field, and the domain's verb that takes its input
plans, designations, access, admissions, training   the verbs of a noun: what each is given,
plans, designations, access, eligibility   the verbs of a noun: what each is given, what it answers,
           its field, and the domain's verb that takes its input
inputs     what every verb is given
payloads   what every verb answers: why it was refused
given      from a field's input to what the domain takes
verbs      all of them by name
acting     from a verb's field to the domain and back

A verb runs in one transaction with its idempotency key. What it changed is read by the compiler, on
the same connection after the commit, with the rights of whoever asked.
"""
