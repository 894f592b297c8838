"""The sample edition: an invented sector in the publishers' exact layouts, made by a script that gives the same bytes anywhere.

No organisation, person, postcode or figure here is real. District names and codes, SIC codes and class names are public lists.
"""
