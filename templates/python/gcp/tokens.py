"""Who may call: the OpenID Connect token that Pub/Sub and Cloud Tasks send with each request."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import requests
from cachecontrol import CacheControl
from google.auth import exceptions
from google.auth.transport.requests import Request
from google.oauth2 import id_token

GOOGLE_CERTS = "https://www.googleapis.com/oauth2/v1/certs"
ISSUERS = ("https://accounts.google.com", "accounts.google.com")
MAX_KNOWN = 1000
FETCH_TIMEOUT_S = 10


class Unavailable(Exception):
    """Google's certificates could not be fetched: nothing can be said about a token."""


class Verifier:
    """Checks the signature, audience, issuer, time and account of a token.

    The same token comes with many requests: one that was good stays good until it expires, and the certificates are
    fetched as seldom as their headers allow.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        on_cloud_run = bool(environment.get("K_SERVICE"))
        self.enabled = environment.get("INFERA_VERIFY_TOKEN", "on").lower() != "off"
        if not self.enabled and on_cloud_run:
            sys.exit("INFERA_VERIFY_TOKEN=off is refused on Cloud Run")
        self._audience = environment.get("INFERA_TOKEN_AUDIENCE", "")
        emails = environment.get("INFERA_TOKEN_EMAILS", "").split(",")
        self._emails = frozenset(email.strip() for email in emails if email.strip())
        if self.enabled and not (self._audience and self._emails):
            sys.exit("INFERA_TOKEN_AUDIENCE and INFERA_TOKEN_EMAILS must say who may call")
        self._certs = GOOGLE_CERTS
        if not on_cloud_run:  # a test signs with keys of its own
            self._certs = environment.get("INFERA_TOKEN_CERTS_URL") or GOOGLE_CERTS
        session = CacheControl(requests.Session())
        self._request = Request(session=session)
        self._known: OrderedDict[bytes, float] = OrderedDict()
        self._lock = threading.Lock()

    def known(self, authorization: str) -> bool:
        """Whether the header needs no look: a token that was good before and has not expired, or checks are off."""
        if not self.enabled:
            return True
        token = _token(authorization)
        return token is not None and self._known.get(_digest(token), 0) > time.time()

    def check(self, authorization: str) -> bool:
        """Whether the header of a request carries a good token; may fetch certificates. Unavailable when it cannot."""
        token = _token(authorization)
        if token is None:
            return False
        if self._known.get(_digest(token), 0) > time.time():
            return True
        fetch: Any = self._fetch
        try:
            claims: Mapping[str, object] = id_token.verify_token(
                token,
                fetch,
                audience=self._audience,
                certs_url=self._certs,
                clock_skew_in_seconds=10,
            )
        except exceptions.TransportError as error:
            raise Unavailable(str(error)) from None
        except (ValueError, exceptions.GoogleAuthError):
            return False
        good = (
            claims.get("iss") in ISSUERS
            and claims.get("email") in self._emails
            and claims.get("email_verified") is True
        )
        if good:
            self._remember(token, claims)
        return good

    def _fetch(self, url: str, method: str = "GET", **kwargs: object) -> object:
        return self._request(url, method=method, timeout=FETCH_TIMEOUT_S)

    def _remember(self, token: str, claims: Mapping[str, object]) -> None:
        expires = claims.get("exp")
        if not isinstance(expires, int | float):
            return
        with self._lock:
            self._known[_digest(token)] = float(expires)
            while len(self._known) > MAX_KNOWN:
                self._known.popitem(last=False)


def _token(authorization: str) -> str | None:
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
