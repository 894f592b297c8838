"""A stand-in internet: a loopback server with every publisher's landing page, robots file and newest file.

`publications.py` says what each publisher offers, `server.py` offers it (with faults on demand), `faults.py` lists what
can go wrong, `world.py` is a data root with a release that must outlive it. `python -m tests.internet` serves it.
"""
