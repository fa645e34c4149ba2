"""The service over HTTP: real requests to a server in a thread, and the command in a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from converter.cli import group
from converter.errors import UsageError
from converter.reconciliation.catalogue import Catalogue
from converter.reconciliation.server import Server
from converter.reconciliation.service import BATCH, Service
from tests.reconciliation import lighthouses
from tests.reconciliation.schema import faults

BATCH_OF_TWO = {"q0": {"query": "INFARO"}, "q1": {"query": "Consejo de Balizas", "limit": 2, "type": "Organization"}}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    lists, output = lighthouses.write(tmp_path_factory.mktemp("faros"))
    return Service(Catalogue.load(output, [lists]))


@pytest.fixture
def server(service: Service) -> Iterator[Server]:
    with Server(service, "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def send(
    server: Server, path: str, form: dict[str, str] | None = None, method: str = "", **headers: str
) -> tuple[int, http.client.HTTPMessage, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    if form is not None:
        fields.setdefault("Content-Type", "application/x-www-form-urlencoded")
    body = urlencode(form) if form is not None else None
    connection.request(method or ("GET" if form is None else "POST"), path, body, fields)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, response.headers, text


def read(server: Server, path: str, form: dict[str, str] | None = None, **headers: str) -> Any:
    status, sent, text = send(server, path, form, **headers)
    assert status == 200, text
    assert sent.get_content_type() == "application/json"
    return json.loads(text)


@pytest.mark.parametrize("path", ["/", "/reconcile"])
def test_manifest_names_the_address_it_was_asked_at(server: Server, path: str) -> None:
    manifest = read(server, path, Host=f"localhost:{server.server_port}")
    assert faults("manifest", manifest) == []
    assert manifest["preview"]["url"] == f"http://localhost:{server.server_port}/preview?id={{{{id}}}}"


def test_a_batch_by_post_and_by_get(server: Server) -> None:
    queries = {"queries": json.dumps(BATCH_OF_TWO)}
    posted, got = read(server, "/reconcile", queries), read(server, f"/reconcile?{urlencode(queries)}")
    assert posted == got
    assert faults("reconciliation-result-batch", posted) == []
    assert list(posted) == ["q0", "q1"]
    assert [each["match"] for each in posted["q1"]["result"]] == [False, False]
    assert posted["q0"]["result"][0]["id"] == "org/faro"


@pytest.mark.parametrize("query", ["INFARO", '{"query": "INFARO", "limit": 1}'])
def test_a_single_query(server: Server, query: str) -> None:
    assert read(server, f"/reconcile?{urlencode({'query': query})}")["result"][0]["match"] is True


def test_callback_makes_it_a_script(server: Server) -> None:
    status, headers, text = send(server, f"/reconcile?{urlencode({'query': 'INFARO', 'callback': 'jQuery.cb_1'})}")
    assert (status, headers.get_content_type()) == (200, "application/javascript")
    assert headers["X-Content-Type-Options"] == "nosniff"
    inner = re.fullmatch(r"/\*\*/jQuery\.cb_1\((.*)\);", text)
    assert inner is not None
    assert json.loads(inner[1])["result"][0]["id"] == "org/faro"
    assert send(server, f"/reconcile?{urlencode({'callback': 'alert(1)//'})}")[0] == 400


def test_other_endpoints_of_the_manifest(server: Server) -> None:
    manifest = read(server, "/reconcile")
    for kind, schema in (("entity", "entities"), ("type", "types"), ("property", "properties")):
        path = manifest["suggest"][kind]["service_path"]
        assert faults(f"suggest-{schema}-response", read(server, f"{path}?prefix=o&cursor=0")) == []
    extend = {"extend": json.dumps({"ids": ["org/faro"], "properties": [{"id": "acronym"}]})}
    for answer in (read(server, "/reconcile", extend), read(server, f"/reconcile?{urlencode(extend)}")):
        assert faults("data-extension-response", answer) == []
        assert answer["rows"] == {"org/faro": {"acronym": [{"str": "INFARO"}]}}
    assert read(server, manifest["extend"]["propose_properties"]["service_path"] + "?type=Person&limit=2")["limit"] == 2
    status, headers, text = send(server, "/preview?id=org%2Ffaro")
    assert (status, headers.get_content_type()) == (200, "text/html")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Casa de los Faros" in text


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/elsewhere", 404, "/reconcile"),
        ("/preview?id=org/none", 404, "org/none"),
        ("/reconcile?queries=%7B", 400, "not JSON"),
        ("/reconcile?queries=" + "%5B" * 5000, 400, "not JSON"),
        ("/reconcile?queries=[]", 400, "object of queries"),
        ("/suggest/entity?prefix=a&cursor=-1", 400, "cursor"),
        ("/reconcile?" + "&".join(f"a{number}=1" for number in range(30)), 400, "parameters"),
    ],
)
def test_what_cannot_be_answered_is_said(server: Server, path: str, status: int, says: str) -> None:
    found, _, text = send(server, path)
    assert found == status
    assert says in json.loads(text)["message"]


def test_limits_of_a_request(server: Server) -> None:
    many = json.dumps({str(number): {"query": "INFARO"} for number in range(BATCH + 1)})
    assert send(server, "/reconcile", {"queries": many})[0] == 413
    assert send(server, "/reconcile", {"a": "b"}, Content_Type="text/plain")[0] == 415
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest("POST", "/reconcile")
    connection.putheader("Content-Length", str(10**9))
    connection.endheaders()
    response = connection.getresponse()
    assert response.status == 413, "before a byte of it was read"
    assert response.headers["Connection"] == "close"
    connection.close()


def test_pages_of_this_machine_may_ask_and_others_only_where_allowed(service: Service, server: Server) -> None:
    def origin(server: Server, asking: str) -> str | None:
        return send(server, "/reconcile", Origin=asking)[1]["Access-Control-Allow-Origin"]

    assert send(server, "/reconcile")[1]["Access-Control-Allow-Origin"] == "*"
    for here in ("http://127.0.0.1:3333", "http://localhost:3333", "http://[::1]:3333"):
        assert origin(server, here) == here
    for there in ("https://example.org", "null", "https://localhost.example.org"):
        assert origin(server, there) is None
    server.origins = frozenset({"https://example.org"})
    assert origin(server, "https://example.org") == "https://example.org"
    server.origins = frozenset({"*"})
    assert origin(server, "https://other.example") == "*"
    status, headers, _ = send(server, "/reconcile", method="OPTIONS", Origin="https://example.org")
    assert (status, headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, POST, OPTIONS")


def test_a_web_site_cannot_reach_it_by_another_name_or_by_a_script(server: Server) -> None:
    assert send(server, "/reconcile", Host="attacker.example")[0] == 403
    script = "/reconcile?query=INFARO&callback=f"
    assert send(server, script, Sec_Fetch_Site="cross-site")[0] == 403
    assert send(server, script, Sec_Fetch_Site="same-site")[0] == 200, "OpenRefine on another port of this machine"


def test_head_has_no_body(server: Server) -> None:
    status, headers, text = send(server, "/reconcile", method="HEAD")
    assert (status, text) == (200, "")
    assert int(headers["Content-Length"]) > 0


def test_many_may_ask_at_once(server: Server) -> None:
    answers: list[Any] = []
    queries = {"queries": json.dumps(BATCH_OF_TWO)}
    threads = [Thread(target=lambda: answers.append(read(server, "/reconcile", queries))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert all(answer == answers[0] for answer in answers)


def test_a_fault_inside_is_told_and_the_server_goes_on(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(queries: object) -> None:
        raise KeyError("lantern")

    with monkeypatch.context() as patch:
        patch.setattr(server.service, "reconcile", broken)
        status, _, text = send(server, "/reconcile?query=INFARO")
    assert status == 500
    assert "lantern" in json.loads(text)["message"]
    assert send(server, "/reconcile?query=INFARO")[0] == 200


def test_a_port_in_use_is_said(service: Service, server: Server) -> None:
    with pytest.raises(UsageError, match=rf"port {server.server_port}: another program listens there"):
        Server(service, "127.0.0.1", server.server_port)
    with pytest.raises(UsageError, match="--host"):
        Server(service, "192.0.2.1", 0)


def test_without_serve_the_command_says_what_it_is_for() -> None:
    with pytest.raises(UsageError, match="--serve"):
        CliRunner().invoke(group, ["reconcile"], catch_exceptions=False)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
@pytest.mark.usefixtures("interruptible")
def test_the_command_serves_until_interrupted(tmp_path: Path) -> None:
    lists, output = lighthouses.write(tmp_path)
    command = [
        sys.executable,
        "-m",
        "converter",
        "reconcile",
        "--serve",
        str(output),
        "--port",
        "0",
        "--authorities",
        str(lists),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path.cwd(), env={**os.environ}) as process:
        assert process.stderr is not None
        try:
            told = process.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:(\d+)/reconcile", told)
            assert found, told
            connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=10)
            connection.request("GET", "/reconcile?query=INFARO")
            assert json.loads(connection.getresponse().read())["result"][0]["match"] is True
            connection.close()
            process.send_signal(signal.SIGINT)
            _, rest = process.communicate(timeout=10)
            assert (process.returncode, rest) == (130, "ended\n")
        finally:
            process.kill()  # else a failure would wait for it for ever
