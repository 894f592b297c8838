"""Which of the links that a publisher's page offers is the newest file. Pure: text in, addresses out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from extract.read import hrefs, portal_items
from extract.source import Link, Source, vintage_in


def candidates(link: Link, page: str, text: str) -> dict[str, str]:
    """Give {address: label} of every link on a page that matches; the label is what may carry a vintage.

    Raises ValueError when a portal's answer is not the answer of a search, or a link is no address.
    """
    if link.item is None:
        return {address: address for address in hrefs(text, page, link.pattern)}
    return dict(portal_items(text, link.pattern, link.item))


def newest(source: Source, found: Mapping[str, str]) -> tuple[str, str | None]:
    """Give (address, vintage or None) of the one link, or of the one with the newest vintage where all carry one.

    Raises LookupError, with what was found, where that leaves none or a choice; ValueError for an impossible date.
    """
    dated = [(vintage_in(source, label), address) for address, label in found.items()]
    if len(dated) == 1:
        return dated[0][1], dated[0][0]
    vintages = [vintage for vintage, _ in dated if vintage is not None]
    chosen = [address for vintage, address in dated if vintage is not None and vintage == max(vintages)]
    if len(vintages) != len(dated) or len(chosen) != 1:
        raise LookupError(f"one link was expected, {len(dated)} were found: {', '.join(sorted(found)) or 'none'}")
    return chosen[0], max(vintages)


def only(found: Mapping[str, str]) -> str:
    """Give the address of the one link. Raises LookupError, with what was found, where there is not exactly one."""
    if len(found) != 1:
        raise LookupError(f"one link was expected, {len(found)} were found: {', '.join(sorted(found)) or 'none'}")
    return next(iter(found))


def file_name(source: Source, address: str) -> str:
    """Give a safe file name for an address: its last part where that names such a file, else the source's key."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", urlsplit(address).path.rsplit("/", 1)[-1])
    return name if name.lower().endswith((".csv", ".zip", ".xlsx", ".ods")) else f"{source.key}.{source.suffix}"
