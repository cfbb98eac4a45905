"""How the service reaches PostgreSQL.

embedded   a PostgreSQL of our own below DATA_DIR: started, shared, stopped
cluster    where its files lie, whose they are, and the programs that read them
head       bring a database to the newest revision and load the facts it starts with
pool       the connections that are read on, and those that are written on
"""
