"""Timings on this machine, of the service as it is served.

reads   requests a second and latency of a few questions, over HTTP
"""
