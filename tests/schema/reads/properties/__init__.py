"""What must hold for every filter, order, page and spelling, over lines drawn to be awkward.

conftest     the database and what is in it; how many examples
rows         the lines: many equal keys, nulls, no seats, hidden ones beside published ones
facts        every row that is seen, fetched without a filter
lists        the lists there are: roots, and those that hang on an object
filters      `where`, drawn from the bindings and the facts
orders       `orderBy`, drawn likewise
selections   what is asked of a list, drawn likewise
spellings    the many ways to write one question
meaning      what a filter means, in Python, from the contract's words
sorting      what an order means, in Python
examples     how many times each claim is tried

What must hold of rows that a role may not see:

people            who asks: accounts and keys of every role, and what each has done
hidden            rows that a group of roles may not see, beside those that it sees
hidden_movements  those of the ledger
sides             the database without those rows and with them
asked             what somebody may ask who looks for them
roads             questions that say, each in its own way, what rows there are
"""
