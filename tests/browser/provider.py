"""A provider to sign in with, on this machine: OpenID Connect by the authorization code, with PKCE.

Real as far as a client can see: metadata, keys, a signed token, a code that is good once. Instead of asking for a
password it takes whoever a test has put at the keyboard.
"""

import base64
import hashlib
import secrets
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.browser.server import free_port

CLIENT, SECRET = "peelboard", "known-to-the-provider-and-the-server-alone"


@dataclass
class Asked:
    """What was asked for with a code."""

    redirect_uri: str
    nonce: str
    challenge: str
    claims: dict[str, Any]


@dataclass
class Provider:
    """A provider. Used with `with`. Whoever is in `person` signs in without being asked."""

    person: dict[str, Any] = field(default_factory=dict)
    """The claims of whoever is at the keyboard; empty where that person gives up."""
    signed_in: int = 0
    """How many tokens were given out."""

    def __post_init__(self) -> None:
        self.address = f"http://127.0.0.1:{free_port()}"
        self._key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self._codes: dict[str, Asked] = {}
        routes = [
            Route("/.well-known/openid-configuration", self._metadata),
            Route("/keys", self._keys),
            Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]),
            Route("/logout", self._logout),
        ]
        port = int(self.address.rpartition(":")[2])
        config = uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="error")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> "Provider":
        self._thread.start()
        began = time.monotonic()
        while not self._server.started:
            assert time.monotonic() - began < 300, "the provider did not start"
            time.sleep(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)

    def secrets(self, site: str) -> str:
        """What the secrets of a server say to sign in here."""
        return (
            f'[auth]\nredirect_uri = "{site}/oauth2callback"\ncookie_secret = "{secrets.token_hex(32)}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{self.address}/.well-known/openid-configuration"\n'
        )

    async def _metadata(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "end_session_endpoint": f"{self.address}/logout",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            }
        )

    async def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        asked = request.query_params
        if asked.get("client_id") != CLIENT or asked.get("code_challenge_method") != "S256":
            return PlainTextResponse("Asked by a client that is not known, or without PKCE.", 400)
        back = {"state": asked["state"]}
        if self.person:
            code = secrets.token_urlsafe(16)
            self._codes[code] = Asked(asked["redirect_uri"], asked["nonce"], asked["code_challenge"], dict(self.person))
            back["code"] = code
        else:
            back["error"] = "access_denied"
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 302)

    async def _token(self, request: Request) -> Response:
        given = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        who = base64.b64decode(request.headers.get("authorization", "Basic ").removeprefix("Basic ")).decode()
        asked = self._codes.pop(given.get("code", ""), None)
        verified = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        if asked is None or who != f"{CLIENT}:{SECRET}":
            return JSONResponse({"error": "invalid_client"}, 400)
        if verified.decode().rstrip("=") != asked.challenge or given.get("redirect_uri") != asked.redirect_uri:
            return JSONResponse({"error": "invalid_grant"}, 400)
        self.signed_in += 1
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 3_600, "nonce": asked.nonce, **asked.claims,
        }  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)
        return JSONResponse(
            {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 3_600, "id_token": token}
        )

    async def _logout(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)
