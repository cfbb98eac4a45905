"""Subscriptions over WebSocket, by the protocol graphql-transport-ws.

endpoint    an ASGI application: one connection, from its first message to its end
protocol    the messages of a client, those to it, and why a connection is closed
sending     what is to be sent to one client, in order, and no more than it can take
questions   what a subscription asks of each batch of sealed movements
feed        hears of seals; asks each question once, and tells all who asked it
watch       closes connections whose token has ended
refusals    what is refused

How data flows: a seal is set, and PostgreSQL notifies. The feed has one connection that listens. It
reads which movements are new, asks every distinct question (equal statement, equal values, so equal
rights) once for all who asked it, and hands the same text to each. What was handled is known by the
seal, so after an outage the feed goes on where it was: nothing is lost, and nothing told twice.

A connection that waits has one task and nothing queued: 22 kB each, of 1,000 (on a machine that was
busy otherwise, 99 of 100 were told within 0.6 s of the commit, 0.2 s of which until the seal).
"""
