"""Telling a webhook that a refresh failed or crashed. Works without a Prefect server: the run itself posts."""

from __future__ import annotations

import json
import logging
from urllib.request import Request, urlopen

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS = 10


def post(address: str, subject: str, body: str) -> bool:
    """POST `{"subject": ..., "body": ...}` as JSON; say whether it was taken. A webhook that fails is logged."""
    content = json.dumps({"subject": subject, "body": body}).encode()
    request = Request(address, content, {"Content-Type": "application/json"}, method="POST")
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS):
            return True
    except OSError as problem:
        logger.warning("the webhook was not told: %s (%s)", problem, subject)
        return False
