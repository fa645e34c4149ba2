"""The service over HTTP, for programs on this machine."""

from __future__ import annotations

import errno
import json
import re
import socketserver
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from converter.errors import UsageError
from converter.pipeline import where
from converter.reconciliation.service import BadRequest, Json, Service, TooMuch

_LARGEST = 4_000_000  # bytes of a request; a batch of ten queries has some thousands
_PATIENCE = 20  # seconds a client may take to send a request
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*", re.ASCII)
_ENDPOINTS = ("/", "/reconcile")


class _Refused(Exception):
    """An answer other than 200: its status and what to say."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class Server(ThreadingHTTPServer):
    """Serves `service` at `host` and `port` (0: a free one). `origins`: the web sites that may ask it from a browser; "*" for
    all, and pages of this machine always.

    Raises UsageError for a port in use or an address that is not this machine's. No name is looked up.
    """

    daemon_threads = True

    def __init__(self, service: Service, host: str, port: int, origins: frozenset[str] = frozenset()) -> None:
        self.service, self.origins, self.host = service, origins, host
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            reasons = {
                errno.EADDRINUSE: "another program listens there; choose another port with --port (0 takes a free one)",
                errno.EACCES: "that needs special rights; choose a port above 1023 with --port",
            }
            reason = reasons.get(error.errno or 0, f"{error.strerror or error}; give an address of this machine with --host")
            raise UsageError(f"cannot serve at {host}, port {port}: {reason}") from None

    def server_bind(self) -> None:
        # The one of HTTPServer asks the name service what this machine is called.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    @property
    def address(self) -> str:
        """What to give to OpenRefine."""
        return f"http://{self.host}:{self.server_port}/reconcile"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that went away."""


class _Handler(BaseHTTPRequestHandler):
    """One request. Its answer is JSON, or a page."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Pregon", ""
    timeout = _PATIENCE

    def do_GET(self) -> None:
        self._answer({})

    do_HEAD = do_GET

    def do_POST(self) -> None:
        try:
            form = self._form()
        except _Refused as refused:
            self.close_connection = True  # what the client still sends is no next request
            self._say(refused.status, {"status": "error", "message": str(refused)})
        else:
            self._answer(form)

    def do_OPTIONS(self) -> None:
        self._send(HTTPStatus.NO_CONTENT, b"", "", {"Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS"})

    def _form(self) -> dict[str, str]:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, "the request does not say how long it is")
        if int(length) > _LARGEST:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {_LARGEST:,} bytes; send fewer queries at once")
        if self.headers.get_content_type() != "application/x-www-form-urlencoded":
            raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send the form as application/x-www-form-urlencoded")
        return _parameters(self.rfile.read(int(length)).decode("utf-8", "replace"))

    def _answer(self, form: Mapping[str, str]) -> None:
        try:
            address = urlsplit(self.path)
            given = {**_parameters(address.query), **form}
            self._check_caller(given)
            if address.path in ("/preview", "/view"):
                self._show(given.get("id", ""))
                return
            found = self._found(address.path, given)
            callback = given.get("callback", "")
            if callback and not (_CALLBACK.fullmatch(callback) and len(callback) <= 100):
                raise _Refused(HTTPStatus.BAD_REQUEST, "callback is no name of a function")
            self._say(HTTPStatus.OK, found, callback)
        except _Refused as refused:
            self._say(refused.status, {"status": "error", "message": str(refused)})
        except TooMuch as error:
            self._say(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"status": "error", "message": str(error)})
        except BadRequest as error:
            self._say(HTTPStatus.BAD_REQUEST, {"status": "error", "message": str(error)})
        except OSError:
            raise  # the client is gone
        except Exception as error:
            message = f"internal error: {where(error)}; please report it with the query"
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR, {"status": "error", "message": message})

    def _check_caller(self, given: Mapping[str, str]) -> None:
        """Turn away web sites that have a browser ask this machine: by a name they point at it, or by a script of JSONP."""
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""
        if _is_here(self.server.host) and not _is_here(host):
            raise _Refused(HTTPStatus.FORBIDDEN, f"this service is for this machine, which is not called {host!r}")
        foreign = self.headers.get("Sec-Fetch-Site") == "cross-site" and "*" not in self.server.origins
        if "callback" in given and foreign:
            raise _Refused(HTTPStatus.FORBIDDEN, "other web sites may not ask this service; allow one with --origin")

    def _found(self, path: str, given: Mapping[str, str]) -> Json:
        service = self.server.service
        if path in _ENDPOINTS:
            if "queries" in given:
                return service.reconcile(_json("queries", given["queries"]))
            if "query" in given:  # a single one, as before version 0.1
                text = given["query"]
                query = _json("query", text) if text.lstrip().startswith("{") else {"query": text}
                answer: Json = service.reconcile({"q": query})["q"]
                return answer
            return service.extend(_json("extend", given["extend"])) if "extend" in given else service.manifest(self._base())
        if path in ("/suggest/entity", "/suggest/type", "/suggest/property"):
            return service.suggest(path.rpartition("/")[2], given.get("prefix", ""), _number(given, "cursor") or 0)
        if path == "/properties":
            return service.properties(given.get("type", ""), _number(given, "limit"))
        raise _Refused(HTTPStatus.NOT_FOUND, f"there is nothing at {path}; the service is at /reconcile")

    def _base(self) -> str:
        host = self.headers.get("Host", "")
        known = re.fullmatch(r"[\w.:\[\]-]+", host, re.ASCII)
        return f"http://{host if known else f'{self.server.host}:{self.server.server_port}'}"

    def _show(self, wanted: str) -> None:
        html = self.server.service.page(wanted)
        if html is None:
            raise _Refused(HTTPStatus.NOT_FOUND, f"there is no thing {wanted[:200]!r}")
        policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        self._send(HTTPStatus.OK, html.encode(), "text/html; charset=utf-8", policy)

    def _say(self, status: HTTPStatus, answer: Json, callback: str = "") -> None:
        text = json.dumps(answer, ensure_ascii=False)
        if callback:  # U+2028 and U+2029 end a line of a script; the comment keeps a browser from taking it for something else
            script = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
            self._send(status, f"/**/{callback}({script});".encode(), "application/javascript; charset=utf-8")
        else:
            self._send(status, text.encode(), "application/json; charset=utf-8")

    def _send(self, status: HTTPStatus, body: bytes, media_type: str, more: Mapping[str, str] = {}) -> None:
        self.send_response(status)
        origin = self.headers.get("Origin")
        if origin is None or "*" in self.server.origins:
            self.send_header("Access-Control-Allow-Origin", "*")
        elif origin in self.server.origins or _is_here(urlsplit(origin).hostname or ""):
            self.send_header("Access-Control-Allow-Origin", origin)
        self.send_header("Access-Control-Allow-Headers", "Content-Type")
        self.send_header("Vary", "Origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in more.items():
            self.send_header(name, value)
        if media_type:
            self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """What is asked is nobody's business; nothing is kept."""


def _parameters(query: str) -> dict[str, str]:
    try:
        return {name: values[-1] for name, values in parse_qs(query, keep_blank_values=True, max_num_fields=20).items()}
    except ValueError:
        raise _Refused(HTTPStatus.BAD_REQUEST, "more than 20 parameters") from None


def _json(name: str, text: str) -> object:
    try:
        found: object = json.loads(text)
        return found
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"{name}: not JSON: {error}") from None


def _number(given: Mapping[str, str], name: str) -> int | None:
    text = given.get(name, "")
    if text and not (text.isdecimal() and len(text) < 7):
        raise BadRequest(f"{name}: {text[:20]!r} is no number")
    return int(text) if text else None


def _is_here(host: str) -> bool:
    """Whether a host name or address is the loopback of this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
