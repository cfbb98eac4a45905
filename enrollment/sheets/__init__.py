"""Source-plan sheets: the national record, read from CSV and handed to the ledger.

quota_lines   the verb: load a sheet, all of it or nothing, or say what it would do
sheet         a file to its lines, or to its faults
lines         rows to quota lines, or to what is wrong with them
groups        cells that tell something together, each combination judged once
columns       the headings of the national record and what each fills
headings      the heading row: which column stands where
cells         one cell's text to its value: numbers, money, years, codes
kinds         which special plan the names of plan nature and category tell
names         codes and their names, agreeing in the sheet and with the database
areas         counties by code or name, old ones too, and the area of each plan
known         what the database knows of all these
rows          bytes to rows, numbered as a spreadsheet numbers them
faults        what can be wrong, where it stands, and how to say it in Chinese and English
"""
