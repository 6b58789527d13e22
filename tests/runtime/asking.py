"""Asking a viewer over HTTP, as a browser or a program would."""

from __future__ import annotations

import base64
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def get(url: str, login: str = "", method: str = "GET", **headers: str) -> tuple[int, str]:
    """Status and body; `login` is `user:password`."""
    own = {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"} if login else {}
    try:
        with urlopen(Request(url, method=method, headers={**own, **headers}), timeout=10) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def status(url: str, login: str = "", method: str = "GET", **headers: str) -> int:
    """The status alone."""
    return get(url, login, method, **headers)[0]
