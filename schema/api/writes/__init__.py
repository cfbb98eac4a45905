"""The verbs of the API: what each is given, what it answers, and which verb of the domain it is.

inputs     what a verb is given
payloads   what it answers: the changed objects, or why it was refused
verbs      each verb by its name, as the domain's verb that takes its input
acting     from a verb's field to the domain and back

A verb runs in one transaction with its idempotency key. What it changed is read by the compiler, on
the same connection after the commit, with the rights of whoever asked.
"""
