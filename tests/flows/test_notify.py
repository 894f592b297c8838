"""The webhook: told in JSON; one that fails is logged and stops nothing."""

from __future__ import annotations

import logging

import pytest
from pytest_httpserver import HTTPServer

from flows.notify import post


def test_a_webhook_is_told(httpserver: HTTPServer) -> None:
    told = {"subject": "refresh x: Failed", "body": "why"}
    httpserver.expect_oneshot_request("/told", method="POST", json=told).respond_with_data("")
    assert post(httpserver.url_for("/told"), "refresh x: Failed", "why")
    httpserver.check_assertions()


def test_a_webhook_that_fails_is_logged(httpserver: HTTPServer, caplog: pytest.LogCaptureFixture) -> None:
    httpserver.expect_request("/told").respond_with_data("no", status=500)
    with caplog.at_level(logging.WARNING):
        assert not post(httpserver.url_for("/told"), "refresh x: Failed", "why")
    assert "500" in caplog.text
    assert "refresh x: Failed" in caplog.text
