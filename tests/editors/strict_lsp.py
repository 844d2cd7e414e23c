#!/usr/bin/env python3
"""A strict language client: holds a standard conversation with any stdio language server and finds fault with it.

    strict_lsp.py [options] -- SERVER [ARG...]

Every message is checked byte for byte (framing), as JSON-RPC, against the LSP types (lsprotocol; unknown members and
stray nulls too), and for sense: ranges inside the text and in the negotiated encoding, symbols inside their parents,
edits that do not overlap, nothing the server did not announce or the client cannot show, same findings after
incremental edits as in a fresh document, whatever the encoding and the line ends, a clean end.

The client is played in several roles (--role): `full` can do everything LSP knows, `bare` nothing, and any
clients/*.json is what a real editor sent. Exit status 1 when there is any error.
Needs only the Python package `lsprotocol`.
"""
import argparse
import collections
import enum
import json
import os
import pathlib
import queue
import random
import statistics
import subprocess
import sys
import threading
import time
import typing

import attrs
from lsprotocol import types as lsp

HERE = pathlib.Path(__file__).parent
ARTICLE = """Korut dan Rusia Bersekutu 🇰🇵

Ketegangan global meningkat. Banyak analis menilai aliansi ini “rapuh” — begitu kata mereka.
Kim Jong Un dan Vladimir Putin bertemu pada 13 September 2023 di Vostochny.

Alasan Bergabung

Korut membutuhkan energi; “café naïve” 𝒜𝓃𝒶𝓁𝒾𝓈𝒾𝓈 e\u0301. Rusia mengirim 5.000 ton beras, naik 12,5%.
Many analysts say the pact is fragile. President Vladimir Putin said “we are allies” on Monday.

- Isolasi internasional
- Kepentingan militer

Kesimpulan

Dunia  kini menyaksikan poros baru.\x20\x20
"""


# ------------------------------------------------------------------------------------------------ types

def camel(name):
    head, *rest = name.removesuffix("_").split("_")
    return head + "".join(p.title() for p in rest)


class Types:
    """Checks plain JSON against lsprotocol's classes. Stricter than its own converter: that one guesses and forgives."""

    def __init__(self):
        for name, cls in vars(lsp).items():
            if isinstance(cls, type) and attrs.has(cls):
                attrs.resolve_types(cls, vars(lsp), {})

    def check(self, value, want, at=""):
        """Yields (path, what is wrong)."""
        if want is typing.Any or want is lsp.LSPObject:
            return
        origin, args = typing.get_origin(want), typing.get_args(want)
        if isinstance(want, (str, typing.ForwardRef)):
            yield from self.check(value, getattr(lsp, want if isinstance(want, str) else want.__forward_arg__), at)
        elif origin is typing.Union:
            if typing.Any in args:
                return
            tries = [list(self.check(value, a, at)) for a in args]
            if all(tries):
                yield from min(tries, key=lambda t: (max(len(p) for p, _ in t) * -1, len(t)))
        elif origin in (collections.abc.Sequence, list):
            if not isinstance(value, list):
                yield at, f"not an array: {short(value)}"
            else:
                for i, v in enumerate(value):
                    yield from self.check(v, args[0], f"{at}[{i}]")
        elif origin is tuple:
            if not isinstance(value, list) or len(value) != len(args):
                yield at, f"not {len(args)} values: {short(value)}"
            else:
                for i, (v, a) in enumerate(zip(value, args)):
                    yield from self.check(v, a, f"{at}[{i}]")
        elif origin in (collections.abc.Mapping, dict):
            if not isinstance(value, dict):
                yield at, f"not an object: {short(value)}"
            else:
                for k, v in value.items():
                    yield from self.check(v, args[1], f"{at}.{k}")
        elif origin is typing.Literal:
            if value not in args:
                yield at, f"not one of {args}: {short(value)}"
        elif want in (None, type(None)):
            if value is not None:
                yield at, f"not null: {short(value)}"
        elif isinstance(want, type) and issubclass(want, enum.Enum):
            if value not in [m.value for m in want] or isinstance(value, bool):
                yield at, f"not a {want.__name__}: {short(value)}"
        elif isinstance(want, type) and attrs.has(want):
            yield from self.check_object(value, want, at)
        elif want is bool:
            if not isinstance(value, bool):
                yield at, f"not a boolean: {short(value)}"
        elif want is int:
            if not isinstance(value, int) or isinstance(value, bool):
                yield at, f"not an integer: {short(value)}"
        elif want is float:
            if not isinstance(value, (int, float)) or isinstance(value, bool):
                yield at, f"not a number: {short(value)}"
        elif want is str:
            if not isinstance(value, str):
                yield at, f"not a string: {short(value)}"
        else:
            raise TypeError(f"{at}: {want!r}")

    def check_object(self, value, cls, at):
        if not isinstance(value, dict):
            yield at, f"not a {cls.__name__}: {short(value)}"
            return
        left = dict(value)
        for field in attrs.fields(cls):
            key = camel(field.name)
            path = f"{at}.{key}" if at else key
            required = field.default is attrs.NOTHING
            if key not in left:
                if required:
                    yield path, f"missing in {cls.__name__}"
                continue
            v = left.pop(key)
            optional = typing.get_origin(field.type) is typing.Union and type(None) in typing.get_args(field.type)
            if v is None and optional and not lsp.is_special_property(cls, field.name) and typing.Any not in typing.get_args(field.type):
                yield path, f"null; an absent member of {cls.__name__} is left out"
                continue
            problems = list(self.check(v, field.type, path))
            yield from problems
            if not problems and field.validator and isinstance(v, (int, float)) and not isinstance(v, bool):
                try:
                    field.validator(None, field, v)
                except Exception as error:
                    yield path, f"{error}".split("\n")[0]
        for key in left:
            yield f"{at}.{key}" if at else key, f"unknown member of {cls.__name__}"

    def everything(self, cls, name=""):
        """A client that can do all there is: every boolean true, every set complete."""
        out = {}
        for field in attrs.fields(cls):
            kind = field.type
            if typing.get_origin(kind) is typing.Union:
                kind = next(a for a in typing.get_args(kind) if a is not type(None))
            value = self.all_of(kind, field.name)
            if value is None and field.default is attrs.NOTHING:
                value = "marked" if kind is str else []
            if value is not None:
                out[camel(field.name)] = value
        return out

    def all_of(self, kind, name):
        known = {
            "properties": ["edit", "command", "tooltip", "textEdits", "label.tooltip", "label.location", "label.command", "documentation", "detail", "additionalTextEdits", "location.range"],
            "token_types": [m.value for m in lsp.SemanticTokenTypes],
            "token_modifiers": [m.value for m in lsp.SemanticTokenModifiers],
            "range_limit": 5000,
            "schemes": ["file"],
            "item_defaults": ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"],
            "allowed_tags": [],
        }
        if name in known:
            return known[name]
        origin, args = typing.get_origin(kind), typing.get_args(kind)
        if origin is typing.Union:
            return self.all_of(args[0], name)
        if kind is bool:
            return True
        if isinstance(kind, type) and attrs.has(kind):
            return self.everything(kind)
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return list(kind)[-1].value
        if origin is collections.abc.Sequence:
            inner = typing.get_args(args[0])[0] if typing.get_origin(args[0]) is typing.Union else args[0]
            if isinstance(inner, type) and issubclass(inner, enum.Enum):
                return [m.value for m in inner]
        return None


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 80 else text[:77] + "…"


# ------------------------------------------------------------------------------------------------ text

class Text:
    """A document as the client has it. Positions are in the units of one encoding."""

    WIDTH = {"utf-8": lambda c: len(c.encode()), "utf-16": lambda c: 2 if ord(c) > 0xFFFF else 1, "utf-32": lambda c: 1}

    def __init__(self, text, encoding):
        self.text, self.width, self.encoding = text, self.WIDTH[encoding], encoding
        self.starts = [0]  # of each line; LSP knows \n, \r\n and \r
        i = 0
        while i < len(text):
            if text[i] == "\r" and text[i + 1 : i + 2] == "\n":
                i += 1
            if text[i] in "\r\n":
                self.starts.append(i + 1)
            i += 1

    def line(self, n):
        end = self.starts[n + 1] if n + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[n] : end].rstrip("\r\n")

    def position(self, index):
        n = max(k for k, s in enumerate(self.starts) if s <= index)
        return {"line": n, "character": sum(map(self.width, self.text[self.starts[n] : index]))}

    def range(self, a, b):
        return {"start": self.position(a), "end": self.position(b)}

    def index(self, position, why):
        """The index of a position; every way in which it is not a good one goes to why()."""
        n, units = position["line"], position["character"]
        if n >= len(self.starts):
            if n > len(self.starts) or units:
                why(f"line {n} of {len(self.starts)}")
            return len(self.text)
        line, i = self.line(n), 0
        for i, c in enumerate(line):
            if units == 0:
                return self.starts[n] + i
            units -= self.width(c)
            if units < 0:
                why(f"inside the {self.encoding} units of {c!r}, line {n}, column {position['character']}")
                return self.starts[n] + i
        if units:
            why(f"column {position['character']} is beyond the end of line {n}, which is {sum(map(self.width, line))} long")
        return self.starts[n] + len(line)

    def slice(self, r, why):
        a, b = self.index(r["start"], why), self.index(r["end"], why)
        if a > b:
            why(f"range ends before it starts: {short(r)}")
        return self.text[a:b]

    def span(self, r):
        drop = lambda _: None
        return self.index(r["start"], drop), self.index(r["end"], drop)


# ------------------------------------------------------------------------------------------------ wire

class Server:
    """The process, its messages, and what is wrong with them."""

    def __init__(self, command, types, report, timeout):
        self.types, self.report, self.timeout = types, report, timeout
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.inbox, self.stderr = queue.Queue(), []
        self.pending, self.asked, self.next_id, self.latency = {}, {}, 0, collections.defaultdict(list)
        self.answers, self.notifications, self.requests, self.published = {}, [], [], collections.defaultdict(list)
        self.tokens, self.encoding, self.client, self.initialized = set(), "utf-16", {}, False
        self.parts, self.pulled = {}, False  # what comes in parts, by token; whether findings are asked for
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=lambda: self.stderr.extend(self.process.stderr), daemon=True).start()

    def _read(self):
        out = self.process.stdout
        while True:
            length = None
            while True:
                line = out.readline()
                if not line:
                    self.inbox.put(None)
                    return
                if line == b"\r\n":
                    break
                name, colon, value = line.partition(b":")
                if not line.endswith(b"\r\n") or not colon:
                    self.report("error", "framing", f"not a header line: {line[:80]!r} (something prints to stdout?)")
                    continue
                if name.lower() == b"content-length":
                    length = int(value)
                elif name.lower() != b"content-type":
                    self.report("error", "framing", f"unknown header {name!r}")
            if length is None:
                self.report("error", "framing", "no Content-Length")
                continue
            body = out.read(length)
            if len(body) < length:
                self.inbox.put(None)
                return
            try:
                self.inbox.put((time.perf_counter(), json.loads(body.decode("utf-8"))))
            except ValueError as error:
                self.report("error", "framing", f"not UTF-8 JSON: {error}: {body[:80]!r}")

    def send_raw(self, data):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.send_raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method, params=None):
        self.send({"method": method, **({} if params is None else {"params": params})})

    def ask(self, method, params=None, null=False):
        self.next_id += 1
        self.pending[self.next_id] = (method, params, time.perf_counter())
        self.send({"id": self.next_id, "method": method, **({"params": params} if params is not None or null else {})})
        return self.next_id

    def take(self, limit):
        """Handles one message; False when none came."""
        try:
            item = self.inbox.get(timeout=max(limit, 0.001))
        except queue.Empty:
            return False
        if item is None:
            self.inbox.put(None)
            return None
        self._handle(*item)
        return True

    def call(self, method, params=None, null=False):
        """(result, error) of a request."""
        number = self.ask(method, params, null)
        end = time.monotonic() + self.timeout
        while number not in self.answers:
            got = self.take(end - time.monotonic())
            if got is None:
                self.report("error", method, f"the server died (status {self.process.poll()}): {b''.join(self.stderr)[-300:].decode(errors='replace')}")
                raise ServerDied
            if time.monotonic() > end:
                self.report("error", method, f"no answer within {self.timeout} s")
                return None, {"code": None, "message": "no answer"}
        answer = self.answers.pop(number)
        return answer.get("result"), answer.get("error")

    def settle(self, quiet=0.25, limit=None):
        end = time.monotonic() + (limit or self.timeout)
        while time.monotonic() < end and self.take(quiet):
            pass

    def wait(self, ok, limit=None):
        end = time.monotonic() + (limit or self.timeout)
        while not ok():
            if time.monotonic() > end or self.take(min(0.05, end - time.monotonic())) is None:
                return ok()
        return True

    def can(self, path):
        at = self.client
        for part in path.split("."):
            if not isinstance(at, dict):
                return None
            at = at.get(part)
        return at

    # -- what comes in

    def _types(self, what, value, want):
        for path, problem in self.types.check(value, want):
            self.report("error", what, f"{path or 'value'}: {problem}")

    def _handle(self, when, m):
        bad = lambda text: self.report("error", "json-rpc", f"{text}: {short(m)}")
        if not isinstance(m, dict) or m.get("jsonrpc") != "2.0":
            return bad("not a JSON-RPC 2.0 message")
        if "method" in m:
            (self._request if "id" in m else self._notification)(m)
            return
        if "result" in m and "error" in m or "result" not in m and "error" not in m:
            bad("a response has either a result or an error")
        asked = self.pending.pop(m.get("id"), None)
        if asked is None:
            if m.get("id") is not None:
                bad("an answer nobody asked for")
            self.answers[None] = m
            return
        method, _, sent = asked
        self.latency[method].append((when - sent) * 1000)
        self.answers[m["id"]] = m
        if "error" in m:
            self._types(f"{method} error", m["error"], lsp.ResponseError)
        elif method in lsp.METHOD_TO_TYPES:
            response = lsp.METHOD_TO_TYPES[method][1]
            self._types(method, m["result"], next(f.type for f in attrs.fields(response) if f.name == "result"))

    def _direction(self, method):
        try:
            if lsp.message_direction(method) == "clientToServer":
                self.report("error", method, "only a client may send this")
        except (KeyError, ValueError):
            if not method.startswith("$/"):
                self.report("warning", method, "not an LSP method: other editors will not know it")

    def _notification(self, m):
        method, params = m["method"], m.get("params")
        self.notifications.append(m)
        self._direction(method)
        if method in lsp.METHOD_TO_TYPES:
            self._types(method, params, lsp.METHOD_TO_TYPES[method][2])
        if not self.initialized and method not in ("window/logMessage", "window/showMessage", "telemetry/event", "$/progress", "$/logTrace"):
            self.report("error", method, "sent before the answer to initialize")
        if method == "textDocument/publishDiagnostics" and isinstance(params, dict):
            self.published[params.get("uri")].append(params)
            if self.pulled and params.get("diagnostics"):
                self.report("error", method, "findings for a client that asks for them: it would show them twice")
        if method == "$/progress" and isinstance(params, dict):
            if params.get("token") in self.parts:
                self._types("part of an answer", params.get("value"), self.parts[params["token"]])
            elif params.get("token") not in self.tokens:
                self.report("error", method, f"progress for a token nobody made: {short(params.get('token'))}")

    def _request(self, m):
        method, params = m["method"], m.get("params")
        self.requests.append(m)
        self._direction(method)
        if method in lsp.METHOD_TO_TYPES and lsp.METHOD_TO_TYPES[method][2]:
            self._types(method, params, lsp.METHOD_TO_TYPES[method][2])
        if not self.initialized and method != "window/showMessageRequest":
            self.report("error", method, "sent before the answer to initialize")
        needs = {
            "workspace/configuration": "workspace.configuration",
            "workspace/applyEdit": "workspace.applyEdit",
            "workspace/workspaceFolders": "workspace.workspaceFolders",
            "window/workDoneProgress/create": "window.workDoneProgress",
            "window/showDocument": "window.showDocument.support",
            "workspace/codeLens/refresh": "workspace.codeLens.refreshSupport",
            "workspace/inlayHint/refresh": "workspace.inlayHint.refreshSupport",
            "workspace/diagnostic/refresh": "workspace.diagnostics.refreshSupport",
            "workspace/semanticTokens/refresh": "workspace.semanticTokens.refreshSupport",
            "workspace/foldingRange/refresh": "workspace.foldingRange.refreshSupport",
        }
        if method in needs and not self.can(needs[method]):
            self.report("error", method, f"the client did not say {needs[method]}")
        result = None
        if method == "workspace/configuration":
            result = [None for _ in params["items"]]
        elif method == "workspace/workspaceFolders":
            result = []
        elif method == "window/workDoneProgress/create":
            self.tokens.add(params["token"])
        elif method == "workspace/applyEdit":
            result = {"applied": True}
        elif method == "window/showDocument":
            result = {"success": True}
        elif method == "client/registerCapability":
            for r in params.get("registrations", []):
                if r["method"] == "workspace/didChangeWorkspaceFolders":
                    continue  # the one without a client capability
                where = r["method"].replace("workspace/", "workspace.").replace("textDocument/", "textDocument.").split("/")[0]
                if not self.can(where + ".dynamicRegistration"):
                    self.report("error", method, f"the client did not say {where}.dynamicRegistration")
        self.send({"id": m["id"], "result": result})


class ServerDied(Exception):
    pass


# ------------------------------------------------------------------------------------------------ conversation

class Conversation:
    def __init__(self, options, role, types, report):
        self.options, self.role, self.types, self.report = options, role, types, report
        self.random = random.Random(options.seed)
        self.seen = collections.Counter()
        self.tokens = 0

    def start(self):
        self.server = Server(self.options.server, self.types, self.report, self.options.timeout)
        return self.server

    def capabilities(self):
        if self.role == "bare":
            return {}, None
        if self.role in ("full", "utf-8", "utf-32"):
            full = self.types.everything(lsp.ClientCapabilities)
            full["general"]["positionEncodings"] = {"full": ["utf-16"], "utf-8": ["utf-8", "utf-16"], "utf-32": ["utf-32", "utf-16"]}[self.role]
            full.pop("experimental", None)
            return full, {"name": "strict_lsp.py"}
        recorded = json.loads((HERE / "clients" / f"{self.role}.json").read_text())
        return recorded["capabilities"], recorded.get("clientInfo")

    def initialize(self):
        s = self.server
        s.client, info = self.capabilities()
        params = {"processId": os.getpid(), "rootUri": None, "capabilities": s.client}
        if info:
            params["clientInfo"] = info
        if s.can("workspace.workspaceFolders"):
            params["workspaceFolders"] = None
        if self.options.init:
            params["initializationOptions"] = json.loads(self.options.init)
        result, error = s.call("initialize", params)
        if error:
            self.report("error", "initialize", short(error))
            raise ServerDied
        s.initialized = True
        self.can = result["capabilities"]
        s.pulled = bool(self.can.get("diagnosticProvider"))
        s.encoding = self.can.get("positionEncoding", "utf-16")
        offered = s.can("general.positionEncodings") or ["utf-16"]
        if s.encoding not in offered:
            self.report("error", "initialize", f"encoding {s.encoding} was not offered: {offered}")
        if "serverInfo" not in result or "version" not in result["serverInfo"]:
            self.report("warning", "initialize", "no serverInfo with a version: a bug report cannot tell which server it is")
        sync = self.can.get("textDocumentSync", 0)
        if isinstance(sync, dict):
            if not sync.get("openClose"):
                self.report("error", "initialize", "textDocumentSync without openClose")
            sync = sync.get("change", 0)
        self.incremental = sync == 2
        s.notify("initialized", {})

    # -- documents

    def open(self, uri, text, language=None):
        s = self.server
        s.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language or self.options.language, "version": 1, "text": text}})
        return {"uri": uri, "text": text, "version": 1}

    def change(self, doc, edits):
        """edits: (from, to, new) as indexes, each into the text left by the one before."""
        changes = []
        for a, b, new in edits:
            if self.incremental:
                changes.append({"range": Text(doc["text"], self.server.encoding).range(a, b), "text": new})
            doc["text"] = doc["text"][:a] + new + doc["text"][b:]
        if not self.incremental:
            changes = [{"text": doc["text"]}]
        doc["version"] += 1
        self.server.notify("textDocument/didChange", {"textDocument": {"uri": doc["uri"], "version": doc["version"]}, "contentChanges": changes})

    def diagnostics(self, doc):
        """The newest for this text, pushed or pulled, each checked."""
        s = self.server
        if self.can.get("diagnosticProvider"):
            result, error = s.call("textDocument/diagnostic", {"textDocument": {"uri": doc["uri"]}})
            found = (result or {}).get("items", [])
            if error:
                self.report("error", "textDocument/diagnostic", short(error))
        else:
            mine = s.published[doc["uri"]]
            if not s.wait(lambda: any(p.get("version") == doc["version"] for p in mine), 0.3):
                s.settle()
            if not mine:
                return []
            found = mine[-1]["diagnostics"]
            version = mine[-1].get("version")
            if version is not None and version != doc["version"]:
                self.report("error", "publishDiagnostics", f"the last ones are of version {version}, the text is {doc['version']}")
        self.check_diagnostics(doc, found)
        return found

    def check_diagnostics(self, doc, found):
        text, what = Text(doc["text"], self.server.encoding), "publishDiagnostics"
        pub = "textDocument.publishDiagnostics."
        for d in found:
            self.seen["diagnostics"] += 1
            covered = text.slice(d["range"], lambda w: self.report("error", what, f"{short(d['message'])}: {w}"))
            if not covered:
                self.report("warning", what, f"{short(d['message'])}: an empty range is hard to see")
            elif covered != covered.strip():
                self.report("warning", what, f"covers blank space at an end: {covered!r}")
            if not d["message"].strip():
                self.report("error", what, "an empty message")
            for key in ("source", "code", "severity"):
                if key not in d:
                    self.report("warning", what, f"{short(d['message'])}: no {key}")
            if d.get("relatedInformation") and not self.server.can(pub + "relatedInformation"):
                self.report("error", what, "relatedInformation, which the client cannot show")
            if d.get("codeDescription") and not self.server.can(pub + "codeDescriptionSupport"):
                self.report("warning", what, "codeDescription, which the client did not ask for")
            if d.get("tags") and not self.server.can(pub + "tagSupport"):
                self.report("error", what, "tags, which the client cannot show")
        keys = [json.dumps([d["range"], d["message"], d.get("code")], sort_keys=True) for d in found]
        for key, n in collections.Counter(keys).items():
            if n > 1:
                self.report("warning", what, f"the same {n} times: {short(json.loads(key))}")

    # -- one check for each thing a server can do

    def check_hover(self, doc, text):
        formats = self.server.can("textDocument.hover.contentFormat")
        for index in self.places(text, 40):
            at = text.position(index)
            result, error = self.server.call("textDocument/hover", {"textDocument": {"uri": doc["uri"]}, "position": at})
            if error:
                self.report("error", "hover", short(error))
            if not result:
                continue
            self.seen["hover"] += 1
            contents = result["contents"]
            if isinstance(contents, dict) and "kind" in contents:
                if contents["kind"] not in (formats or ["plaintext", "markdown"]):
                    self.report("error", "hover", f"{contents['kind']}, but the client shows {formats}")
                if not contents["value"].strip():
                    self.report("error", "hover", "empty contents: null would show nothing")
            else:
                self.report("warning", "hover", "MarkedString is deprecated: use MarkupContent")
            if "range" in result:
                text.slice(result["range"], lambda w: self.report("error", "hover", w))
                a, b = text.span(result["range"])
                if not a <= index <= b:
                    self.report("error", "hover", f"the range {short(result['range'])} is not around {short(at)}")
        self.beyond("textDocument/hover", doc)

    def beyond(self, method, doc):
        """A position beyond the end of a line means its end; beyond the text it must not hurt."""
        more = {"context": {"triggerKind": 1}} if method.endswith("inlineCompletion") else {}
        for at in ({"line": 0, "character": 99999}, {"line": 99999, "character": 0}):
            self.server.call(method, {"textDocument": {"uri": doc["uri"]}, "position": at, **more})

    # what the server offers: the request that goes with it, and what must have been seen of its answers
    OFFERED = {
        "hoverProvider": ("textDocument/hover", "hover"),
        "documentSymbolProvider": ("textDocument/documentSymbol", "symbols"),
        "documentFormattingProvider": ("textDocument/formatting", "formatting"),
        "documentRangeFormattingProvider": ("textDocument/rangeFormatting", None),
        "documentOnTypeFormattingProvider": ("textDocument/onTypeFormatting", None),
        "foldingRangeProvider": ("textDocument/foldingRange", "folds"),
        "inlayHintProvider": ("textDocument/inlayHint", None),
        "completionProvider": ("textDocument/completion", "completions"),
        "selectionRangeProvider": ("textDocument/selectionRange", "selectionRange"),
        "definitionProvider": ("textDocument/definition", "definition"),
        "declarationProvider": ("textDocument/declaration", "declaration"),
        "linkedEditingRangeProvider": ("textDocument/linkedEditingRange", "linked"),
        "inlineCompletionProvider": ("textDocument/inlineCompletion", "inline"),
        "referencesProvider": ("textDocument/references", "references"),
        "documentHighlightProvider": ("textDocument/documentHighlight", "documentHighlight"),
        "codeLensProvider": ("textDocument/codeLens", "codeLens"),
        "documentLinkProvider": ("textDocument/documentLink", "documentLink"),
        "codeActionProvider": ("textDocument/codeAction", "actions"),
        "renameProvider": ("textDocument/rename", "renames"),
        "workspaceSymbolProvider": ("workspace/symbol", "folder symbols"),
        "executeCommandProvider": ("workspace/executeCommand", None),
        "diagnosticProvider": ("textDocument/diagnostic", "diagnostics"),
    }

    def check_offered(self):
        """Whatever is offered was asked for, and has given something: what never answers is never checked."""
        for capability, (method, seen) in self.OFFERED.items():
            if self.can.get(capability) in (None, False):
                continue
            if not self.server.latency[method]:
                self.report("error", method, "offered, and never asked for")
            elif seen and not self.seen[seen]:
                self.report("error", method, "offered, and never had an answer in this conversation")

    def places(self, text, n):
        """Some at names (capitals), some anywhere; always the start and the end."""
        names = [i for i, c in enumerate(text.text) if c.isupper() and (i == 0 or not text.text[i - 1].isalnum())]
        anywhere = [i for i in range(len(text.text) + 1) if text.text[i - 1 : i + 1] != "\r\n"]
        some = self.random.sample(names, min(n // 2, len(names))) + self.random.sample(anywhere, min(n // 2, len(anywhere)))
        return sorted({0, len(text.text), *some})

    def check_document_symbol(self, doc, text):
        result, error = self.server.call("textDocument/documentSymbol", {"textDocument": {"uri": doc["uri"]}})
        bad = lambda w: self.report("error", "documentSymbol", w)
        if error:
            bad(short(error))
        deep = self.server.can("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport")

        def walk(symbols, parent):
            last = None
            for s in symbols:
                self.seen["symbols"] += 1
                if not s["name"].strip():
                    bad("a symbol without a name (VS Code refuses the whole answer)")
                if "location" in s:
                    if s["location"]["uri"] != doc["uri"]:
                        bad(f"the URI changed: {s['location']['uri']} for {doc['uri']}")
                    text.slice(s["location"]["range"], bad)
                    continue
                if not deep:
                    bad("DocumentSymbol, but the client knows only SymbolInformation")
                text.slice(s["range"], bad), text.slice(s["selectionRange"], bad)
                a, b = text.span(s["range"])
                c, d = text.span(s["selectionRange"])
                if not a <= c <= d <= b:
                    bad(f"selectionRange not in range: {short(s['name'])} (VS Code refuses the whole answer)")
                if parent and not parent[0] <= a <= b <= parent[1]:
                    bad(f"{short(s['name'])} is not inside its parent")
                if last is not None and a < last:
                    self.report("warning", "documentSymbol", f"{short(s['name'])} overlaps or precedes the symbol before it")
                last = b
                walk(s.get("children", []), (a, b))

        walk(result or [], None)

    def check_code_action(self, doc, text, found):
        literal = self.server.can("textDocument.codeAction.codeActionLiteralSupport")
        for d in found[:25]:
            asked = {}
            for only in (None, ["quickfix"], ["source.nothing.has.this.kind"], "no diagnostics"):
                context = {"diagnostics": [d], "triggerKind": 1, **({"only": only} if only else {})}
                if only == "no diagnostics":  # Kate never sends them
                    only, context = None, {"diagnostics": []}
                result, error = self.server.call("textDocument/codeAction", {"textDocument": {"uri": doc["uri"]}, "range": d["range"], "context": context})
                if error:
                    self.report("error", "codeAction", short(error))
                fixes = [a["title"] for a in result or [] if (a.get("kind") or "quickfix").startswith("quickfix")]
                asked[bool(context["diagnostics"])] = fixes if not only else asked.get(bool(context["diagnostics"]), [])
                titles = collections.Counter(a["title"] for a in result or [])
                for title, n in titles.items():
                    if n > 1:
                        self.report("warning", "codeAction", f"{n} actions are called {title!r}")
                for a in result or []:
                    self.seen["actions"] += 1
                    command = isinstance(a.get("command"), str)
                    if not command and not literal:
                        self.report("error", "codeAction", "CodeAction, but the client knows only Command")
                    if not command and only and not any((a.get("kind") or "").startswith(k) for k in only):
                        self.report("error", "codeAction", f"kind {a.get('kind')} when only {only} was asked for")
                    if not command and "edit" not in a and "command" not in a:
                        provider = self.can.get("codeActionProvider")
                        if not (isinstance(provider, dict) and provider.get("resolveProvider")):
                            self.report("error", "codeAction", f"{a['title']!r} does nothing and cannot be resolved")
                        else:
                            a, _ = self.server.call("codeAction/resolve", a)
                    if a and a.get("edit"):
                        self.check_workspace_edit(doc, text, a["edit"], "codeAction")
            if asked[True] and not asked[False]:
                self.report("error", "codeAction", f"nothing for {short(d.get('code'))} when the client sends the range without the diagnostics")
        # Neovim 0.10 and VS Code ask with an empty range and with the whole text
        for r in (text.range(0, 0), text.range(0, len(text.text))):
            _, error = self.server.call("textDocument/codeAction", {"textDocument": {"uri": doc["uri"]}, "range": r, "context": {"diagnostics": []}})
            if error:
                self.report("error", "codeAction", short(error))

    def check_workspace_edit(self, doc, text, edit, what):
        documents = self.server.can("workspace.workspaceEdit.documentChanges")
        if edit.get("documentChanges") is not None and not documents:
            self.report("error", what, "documentChanges, which the client cannot do")
        pairs = list((edit.get("changes") or {}).items())
        for change in edit.get("documentChanges") or []:
            if "textDocument" in change:
                version = change["textDocument"]["version"]
                if version is not None and change["textDocument"]["uri"] == doc["uri"] and version != doc["version"]:
                    self.report("error", what, f"an edit for version {version}, the text is {doc['version']}: it will be refused")
                pairs.append((change["textDocument"]["uri"], change["edits"]))
        for uri, edits in pairs:
            if uri == doc["uri"]:
                self.check_edits(text, edits, what)
        if not pairs:
            self.report("warning", what, "an edit that edits nothing")

    def check_edits(self, text, edits, what):
        spans = []
        for e in edits:
            text.slice(e["range"], lambda w: self.report("error", what, f"edit: {w}"))
            spans.append((*text.span(e["range"]), e))
        spans.sort(key=lambda s: s[:2])
        for (a, b, e), (c, d, f) in zip(spans, spans[1:]):
            if c < b:
                self.report("error", what, f"edits overlap: {short(e)} {short(f)}")
        for a, b, e in spans:
            if text.text[a:b] == e["newText"]:
                self.report("warning", what, f"an edit that changes nothing: {short(e)}")

    def check_formatting(self, doc, text):
        result, error = self.server.call("textDocument/formatting", {"textDocument": {"uri": doc["uri"]}, "options": {"tabSize": 4, "insertSpaces": True}})
        if error:
            self.report("error", "formatting", short(error))
        self.seen["formatting"] += len(result or [])
        self.check_edits(text, result or [], "formatting")

    def check_folding_range(self, doc, text):
        result, error = self.server.call("textDocument/foldingRange", {"textDocument": {"uri": doc["uri"]}})
        if error:
            self.report("error", "foldingRange", short(error))
        for f in result or []:
            self.seen["folds"] += 1
            if not 0 <= f["startLine"] <= f["endLine"] < len(text.starts):
                self.report("error", "foldingRange", f"{short(f)} in a text of {len(text.starts)} lines")

    def check_semantic_tokens(self, doc, text):
        legend = self.can["semanticTokensProvider"]["legend"]
        if not self.can["semanticTokensProvider"].get("full"):
            return
        result, error = self.server.call("textDocument/semanticTokens/full", {"textDocument": {"uri": doc["uri"]}})
        bad = lambda w: self.report("error", "semanticTokens", w)
        if error:
            bad(short(error))
        data = (result or {}).get("data", [])
        if len(data) % 5:
            bad(f"{len(data)} numbers: not a multiple of five")
        line = column = 0
        last = (0, 0)
        for i in range(0, len(data) - 4, 5):
            dl, dc, length, kind, modifiers = data[i : i + 5]
            line, column = line + dl, dc if dl else column + dc
            self.seen["tokens"] += 1
            if (line, column) < last:
                bad(f"token {i // 5} starts inside the one before it")
            if kind >= len(legend["tokenTypes"]) or modifiers >> len(legend["tokenModifiers"]):
                bad(f"token {i // 5}: type {kind} or modifiers {modifiers} are not in the legend")
            if not self.server.can("textDocument.semanticTokens.multilineTokenSupport"):
                text.slice({"start": {"line": line, "character": column}, "end": {"line": line, "character": column + length}}, bad)
            last = (line, column + length)
        allowed = self.server.can("textDocument.semanticTokens.tokenTypes") or []
        for t in set(legend["tokenTypes"]) - set(allowed):
            self.report("warning", "semanticTokens", f"token type {t!r}, which the client did not name")

    def check_inlay_hint(self, doc, text):
        result, error = self.server.call("textDocument/inlayHint", {"textDocument": {"uri": doc["uri"]}, "range": text.range(0, len(text.text))})
        if error:
            self.report("error", "inlayHint", short(error))
        for h in result or []:
            self.seen["hints"] += 1
            text.index(h["position"], lambda w: self.report("error", "inlayHint", w))

    def check_completion(self, doc, text):
        for index in self.places(text, 8):
            result, error = self.server.call("textDocument/completion", {"textDocument": {"uri": doc["uri"]}, "position": text.position(index)})
            if error:
                self.report("error", "completion", short(error))
            items = result["items"] if isinstance(result, dict) else result or []
            for item in items:
                self.seen["completions"] += 1
                if item.get("insertTextFormat") == 2 and not self.server.can("textDocument.completion.completionItem.snippetSupport"):
                    self.report("error", "completion", f"a snippet, which the client cannot do: {item['label']!r}")
                if "textEdit" in item and "range" in item["textEdit"]:
                    text.slice(item["textEdit"]["range"], lambda w: self.report("error", "completion", w))
        self.beyond("textDocument/completion", doc)

    def check_at_position(self, method):
        def run(doc, text):
            for index in self.places(text, 12):
                params = {"textDocument": {"uri": doc["uri"]}, "position": text.position(index)}
                if method.endswith("references"):
                    params["context"] = {"includeDeclaration": True}
                result, error = self.server.call(method, params)
                if error and not method.endswith("Rename"):
                    self.report("error", method, short(error))
                for x in result if isinstance(result, list) else [result] if result else []:
                    self.seen[method.split("/")[1]] += 1
                    where = x.get("range") if "uri" not in x or x.get("uri") == doc["uri"] else None
                    if where:
                        text.slice(where, lambda w: self.report("error", method, w))
            self.beyond(method, doc) if not method.endswith("references") else None
        return run

    def check_of_document(self, method):
        def run(doc, text):
            result, error = self.server.call(method, {"textDocument": {"uri": doc["uri"]}})
            if error:
                self.report("error", method, short(error))
            for x in result or []:
                self.seen[method.split("/")[1]] += 1
                if "range" in x:
                    text.slice(x["range"], lambda w: self.report("error", method, w))
        return run

    def check_selection_range(self, doc, text):
        places = [text.position(i) for i in self.places(text, 6)]
        result, error = self.server.call("textDocument/selectionRange", {"textDocument": {"uri": doc["uri"]}, "positions": places})
        if error or len(result or []) != len(places):
            self.report("error", "selectionRange", short(error) if error else f"{len(result or [])} answers for {len(places)} positions")
            return
        for at, r in zip(places, result):
            self.seen["selectionRange"] += 1
            index, inner = text.index(at, lambda _: None), None
            while r:
                a, b = text.span(r["range"])
                if not a <= index <= b or inner and not (a <= inner[0] and inner[1] <= b):
                    self.report("error", "selectionRange", f"not around {short(at)}: {short(r['range'])}")
                inner, r = (a, b), r.get("parent")

    def check_linked_editing(self, doc, text):
        for index in self.places(text, 12):
            params = {"textDocument": {"uri": doc["uri"]}, "position": text.position(index)}
            result, error = self.server.call("textDocument/linkedEditingRange", params)
            if error:
                self.report("error", "linkedEditingRange", short(error))
            words = {text.slice(r, lambda w: self.report("error", "linkedEditingRange", w)) for r in (result or {}).get("ranges", [])}
            if 1 < len(words):
                self.report("error", "linkedEditingRange", f"ranges of different words: {short(sorted(words))}")
            self.seen["linked"] += len(words)

    def check_inline_completion(self, doc, text):
        for index in self.places(text, 20):
            self.check_inline_at(doc, text, index)
        self.beyond("textDocument/inlineCompletion", doc)

    def check_inline_at(self, doc, text, index):
        for kind in (1, 2):
            params = {"textDocument": {"uri": doc["uri"]}, "position": text.position(index), "context": {"triggerKind": kind}}
            if kind == 1 and index:
                # what a list of the editor's has chosen
                params["context"]["selectedCompletionInfo"] = {"range": text.range(max(0, index - 1), index), "text": text.text[index - 1]}
            result, error = self.server.call("textDocument/inlineCompletion", params)
            if error:
                self.report("error", "inlineCompletion", short(error))
            for item in result["items"] if isinstance(result, dict) else result or []:
                self.seen["inline"] += 1
                if not isinstance(item["insertText"], str):
                    self.report("error", "inlineCompletion", "a snippet, which no client has said that it takes")
                    continue
                if not item["insertText"]:
                    self.report("error", "inlineCompletion", "an empty text")
                if "range" not in item:
                    continue
                if item["range"]["start"]["line"] != item["range"]["end"]["line"]:
                    self.report("error", "inlineCompletion", "a range of several lines")
                typed = text.slice(item["range"], lambda w: self.report("error", "inlineCompletion", w))
                if not item["insertText"].startswith(typed):
                    self.report("error", "inlineCompletion", f"{item['insertText']!r} does not go on with {typed!r}")

    def check_text_changes(self, doc, text):
        """Renaming at some places; formatting of a range and behind a new line."""
        s, uri = self.server, {"uri": doc["uri"]}
        options = {"tabSize": 4, "insertSpaces": True}
        rename = self.can.get("renameProvider")
        for index in self.places(text, 12) if rename else []:
            at = {"textDocument": uri, "position": text.position(index)}
            if isinstance(rename, dict) and rename.get("prepareProvider"):
                if not s.can("textDocument.rename.prepareSupport"):
                    self.report("error", "rename", "prepareProvider, which the client cannot do")
                result, error = s.call("textDocument/prepareRename", at)
                if error or not result:
                    continue
                text.slice(result.get("range", result), lambda w: self.report("error", "prepareRename", w))
            result, error = s.call("textDocument/rename", {**at, "newName": "Seseorang"})
            if result:
                self.seen["renames"] += 1
                self.check_workspace_edit(doc, text, result, "rename")
                if result.get("changeAnnotations") and not s.can("workspace.workspaceEdit.changeAnnotationSupport"):
                    self.report("error", "rename", "change annotations, which the client cannot show")
        if self.can.get("documentRangeFormattingProvider"):
            result, error = s.call("textDocument/rangeFormatting", {"textDocument": uri, "range": text.range(0, len(text.text) // 2), "options": options})
            self.check_edits(text, result or [], "rangeFormatting")
        if self.can.get("documentOnTypeFormattingProvider"):
            sign = self.can["documentOnTypeFormattingProvider"]["firstTriggerCharacter"]
            result, error = s.call("textDocument/onTypeFormatting", {"textDocument": uri, "position": text.position(len(text.text)), "ch": sign, "options": options})
            self.check_edits(text, result or [], "onTypeFormatting")

    def check_again(self, doc, text):
        """What comes in a second answer: deltas, ranges, unchanged reports, what was left out at first."""
        s, uri = self.server, {"uri": doc["uri"]}
        tokens = self.can.get("semanticTokensProvider") or {}
        if isinstance(tokens.get("full"), dict) and tokens["full"].get("delta"):
            full, _ = s.call("textDocument/semanticTokens/full", {"textDocument": uri})
            delta, error = s.call("textDocument/semanticTokens/full/delta", {"textDocument": uri, "previousResultId": full["resultId"]})
            if error or delta.get("edits") != []:
                self.report("error", "semanticTokens/full/delta", f"no empty delta for the same text: {short(error or delta)}")
        if tokens.get("range"):
            full, _ = s.call("textDocument/semanticTokens/full", {"textDocument": uri})
            part, error = s.call("textDocument/semanticTokens/range", {"textDocument": uri, "range": text.range(0, len(text.text))})
            if error or part["data"] != full["data"]:
                self.report("error", "semanticTokens/range", f"not the tokens of the whole text: {short(error)}")
        if self.can.get("diagnosticProvider"):
            first, _ = s.call("textDocument/diagnostic", {"textDocument": uri})
            if first.get("resultId"):
                again, error = s.call("textDocument/diagnostic", {"textDocument": uri, "previousResultId": first["resultId"]})
                if error or again["kind"] != "unchanged":
                    self.report("error", "diagnostic", f"a full report of what is unchanged: {short(error or again['kind'])}")
        for capability, method, resolve in (
            ("codeLensProvider", "textDocument/codeLens", "codeLens/resolve"),
            ("documentLinkProvider", "textDocument/documentLink", "documentLink/resolve"),
        ):
            if (self.can.get(capability) or {}).get("resolveProvider"):
                for item in (s.call(method, {"textDocument": uri})[0] or [])[:3]:
                    result, error = s.call(resolve, item)
                    if error or not (result.get("command") or result.get("target")):
                        self.report("error", resolve, short(error or result))
                    if result.get("tooltip") and method.endswith("Link") and not s.can("textDocument.documentLink.tooltipSupport"):
                        self.report("error", resolve, "a tooltip, which the client cannot show")
        if (self.can.get("completionProvider") or {}).get("resolveProvider"):
            result, _ = s.call("textDocument/completion", {"textDocument": uri, "position": text.position(len(text.text) // 3)})
            for item in ((result or {}).get("items", []) if isinstance(result, dict) else result or [])[:2]:
                resolved, error = s.call("completionItem/resolve", item)
                if error or resolved["label"] != item["label"]:
                    self.report("error", "completionItem/resolve", short(error or resolved))

    def check_folder(self, doc):
        s = self.server
        symbols = self.can.get("workspaceSymbolProvider")
        if symbols:
            result, error = s.call("workspace/symbol", {"query": "a"})
            if error:
                self.report("error", "workspace/symbol", short(error))
            for item in result or []:
                self.seen["folder symbols"] += 1
                if "range" not in item["location"]:
                    if not s.can("workspace.symbol.resolveSupport"):
                        self.report("error", "workspace/symbol", "no range, and the client cannot ask for it")
                    s.call("workspaceSymbol/resolve", item)
        # in parts, and with a token for the work
        for method, params, part in (
            ("workspace/symbol", {"query": "a"}, typing.Union[typing.Sequence[lsp.SymbolInformation], typing.Sequence[lsp.WorkspaceSymbol]]),
            ("workspace/diagnostic", {"previousResultIds": []}, lsp.WorkspaceDiagnosticReportPartialResult),
        ):
            offered = symbols if method.endswith("symbol") else (self.can.get("diagnosticProvider") or {}).get("workspaceDiagnostics")
            if not offered:
                continue
            self.tokens += 1
            work, token = f"work {self.tokens}", self.tokens
            s.tokens.add(work)
            s.parts[token] = part
            before = len(s.notifications)
            result, error = s.call(method, {**params, "workDoneToken": work, "partialResultToken": token})
            if error:
                self.report("error", method, short(error))
            elif (result if isinstance(result, list) else (result or {}).get("items")) and any(
                n["method"] == "$/progress" and n["params"]["token"] == token for n in s.notifications[before:]
            ):
                self.report("error", method, "parts were sent, and the answer is not empty")
            kinds = [n["params"]["value"].get("kind") for n in s.notifications[before:] if n["method"] == "$/progress" and n["params"]["token"] == work]
            if kinds and (kinds[0] != "begin" or kinds[-1] != "end"):
                self.report("error", method, f"progress does not begin and end: {kinds}")
        provider = self.can.get("diagnosticProvider") or {}
        if provider.get("workspaceDiagnostics"):
            result, error = s.call("workspace/diagnostic", {"previousResultIds": []})
            if error:
                self.report("error", "workspace/diagnostic", short(error))
            else:
                known = [{"uri": i["uri"], "value": i["resultId"]} for i in result["items"] if i.get("resultId")]
                again, error = s.call("workspace/diagnostic", {"previousResultIds": known})
                if error or any(i["kind"] != "unchanged" for i in again["items"]):
                    self.report("error", "workspace/diagnostic", f"a full report of what is unchanged: {short(error or again)}")
        operations = (self.can.get("workspace") or {}).get("fileOperations") or {}
        if operations.get("willRename"):
            if not s.can("workspace.fileOperations.willRename"):
                self.report("error", "willRenameFiles", "offered, and the client did not say that it asks")
            _, error = s.call("workspace/willRenameFiles", {"files": [{"oldUri": doc["uri"], "newUri": doc["uri"] + ".baru.txt"}]})
            if error:
                self.report("error", "workspace/willRenameFiles", short(error))
        commands = (self.can.get("executeCommandProvider") or {}).get("commands", [])
        lenses, _ = s.call("textDocument/codeLens", {"textDocument": {"uri": doc["uri"]}}) if self.can.get("codeLensProvider") else (None, None)
        for lens in (lenses or [])[:2]:
            command = lens.get("command")
            if command and command["command"] not in commands:
                self.report("error", "codeLens", f"{command['command']} is a command that only some editors have")
            elif command:
                _, error = s.call("workspace/executeCommand", {"command": command["command"], "arguments": command.get("arguments", [])})
                if error:
                    self.report("error", "executeCommand", short(error))
        # a command for a document, and one that lacks what it needs: refused or done, and no crash
        for command in commands:
            for arguments in ([{"uri": doc["uri"]}], []):
                _, error = s.call("workspace/executeCommand", {"command": command, "arguments": arguments})
                if error and error["code"] == -32603:
                    self.report("error", "executeCommand", f"{command}: {short(error)}")

    def everything(self, doc):
        """All the server announced, on one document. Returns what must be the same for the same text."""
        text, found = Text(doc["text"], self.server.encoding), self.diagnostics(doc)
        checks = [
            ("hoverProvider", self.check_hover),
            ("documentSymbolProvider", self.check_document_symbol),
            ("documentFormattingProvider", self.check_formatting),
            ("foldingRangeProvider", self.check_folding_range),
            ("semanticTokensProvider", self.check_semantic_tokens),
            ("inlayHintProvider", self.check_inlay_hint),
            ("completionProvider", self.check_completion),
            ("selectionRangeProvider", self.check_selection_range),
            ("definitionProvider", self.check_at_position("textDocument/definition")),
            ("declarationProvider", self.check_at_position("textDocument/declaration")),
            ("linkedEditingRangeProvider", self.check_linked_editing),
            ("inlineCompletionProvider", self.check_inline_completion),
            ("referencesProvider", self.check_at_position("textDocument/references")),
            ("documentHighlightProvider", self.check_at_position("textDocument/documentHighlight")),
            ("codeLensProvider", self.check_of_document("textDocument/codeLens")),
            ("documentLinkProvider", self.check_of_document("textDocument/documentLink")),
            ("documentColorProvider", self.check_of_document("textDocument/documentColor")),
        ]
        for capability, check in checks:
            if self.can.get(capability) not in (None, False):
                check(doc, text)
        if self.can.get("codeActionProvider"):
            self.check_code_action(doc, text, found)
        self.check_text_changes(doc, text)
        self.check_again(doc, text)
        self.check_folder(doc)
        return sorted(json.dumps([text.span(d["range"]), d.get("code"), d["message"], d.get("severity")], ensure_ascii=False) for d in found)

    def symbols(self, doc):
        if not self.can.get("documentSymbolProvider"):
            return None
        result, _ = self.server.call("textDocument/documentSymbol", {"textDocument": {"uri": doc["uri"]}})
        return json.dumps(result, sort_keys=True).replace(doc["uri"], "URI")

    # -- the parts of the conversation

    def main(self):
        s = self.start()
        self.initialize()
        text = self.options.text
        # a URI is opaque: it must come back byte for byte, here with escapes as VS Code and as Neovim write them
        first = self.open("file:///desk/ruang%20berita/analisis%20%C3%A9.txt", text)
        lf = self.everything(first)
        for uri in s.published:
            if uri != first["uri"]:
                self.report("error", "publishDiagnostics", f"the URI changed: {uri} for {first['uri']}")
        # the same with Windows line ends
        crlf = self.open("file:///desk/crlf.txt", text.replace("\n", "\r\n"))
        before = [d["range"]["start"] for d in self.diagnostics(first)]
        after = [d["range"]["start"] for d in self.diagnostics(crlf)]
        self.everything(crlf)
        if sorted(map(str, before)) != sorted(map(str, after)):
            self.report("error", "crlf", f"{len(before)} findings with LF, {len(after)} with CRLF, or at other places")
        # and with the line ends of old Macs, which LSP knows as well
        cr = self.open("file:///desk/cr.txt", text.replace("\n", "\r"))
        after = [d["range"]["start"] for d in self.diagnostics(cr)]
        self.everything(cr)
        if sorted(map(str, before)) != sorted(map(str, after)):
            self.report("error", "cr", f"{len(before)} findings with LF, {len(after)} with CR, or at other places")
        # an unsaved one, and an empty one
        for uri, what in (("untitled:Untitled-1", text), ("file:///desk/empty.txt", ""), ("file:///desk/blank.txt", "\n\n\n"), ("file:///desk/one.txt", "Korut")):
            doc = self.open(uri, what)
            self.everything(doc)
            s.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        # where somebody is in the middle of a name or behind a quotation, and where a link leads away
        for end in ("Kemarin Vladi", "“Saya senang, e\u0301”, ", "Lihat https://contoh.example/é dan Presiden Rusia "):
            half = self.open("file:///desk/half.txt", "🇷🇺 Vladimir Putin tiba.\r" + end)
            text = Text(half["text"], s.encoding)
            if self.can.get("inlineCompletionProvider"):
                self.check_inline_at(half, text, len(half["text"]))
            if self.can.get("documentLinkProvider"):
                self.check_of_document("textDocument/documentLink")(half, text)
            s.notify("textDocument/didClose", {"textDocument": {"uri": half["uri"]}})
        self.typing(first)
        # closing clears
        s.notify("textDocument/didSave", {"textDocument": {"uri": first["uri"]}})
        s.notify("textDocument/didClose", {"textDocument": {"uri": first["uri"]}})
        s.settle()
        if s.published[first["uri"]] and s.published[first["uri"]][-1]["diagnostics"]:
            self.report("warning", "didClose", "diagnostics of a closed document stay in the problems list")
        self.rough()
        self.check_offered()
        self.end(s)
        return lf

    def typing(self, doc):
        """Random edits, then the same text fresh: nothing may differ."""
        pieces = ["\r", "\r\n", "e\u0301", "Banyak analis menilai ", "🇰🇵", "\n", "\n\nKesimpulan Baru\n\n", "Putin", " ", "é", "𝒜", "“", "Korut", "\t", "# "]
        for _ in range(self.options.edits):
            edits, length = [], len(doc["text"])
            for _ in range(self.random.choice([1, 1, 1, 2, 3])):
                a = self.random.randrange(length + 1)
                b = min(length, a + self.random.choice([0, 0, 0, 1, 3, 40]))
                now = doc["text"]
                for old_a, old_b, old_new in edits:
                    now = now[:old_a] + old_new + now[old_b:]
                # no client has a place between CR and LF
                a -= now[a - 1 : a + 1] == "\r\n"
                b += now[b - 1 : b + 1] == "\r\n"
                new = self.random.choice(pieces)
                edits.append((a, b, new))
                length += len(new) - (b - a)
            self.change(doc, edits)
            if self.random.random() < 0.2 and self.can.get("hoverProvider"):
                self.server.ask("textDocument/hover", {"textDocument": {"uri": doc["uri"]}, "position": {"line": 0, "character": 0}})
        # who saves has paused: what was held back while one typed is told
        self.server.notify("textDocument/didSave", {"textDocument": {"uri": doc["uri"]}})
        self.server.settle()
        fresh = self.open("file:///desk/fresh.txt", doc["text"])
        a, b = self.everything(doc), self.everything(fresh)
        if a != b:
            self.report("error", "didChange", f"{len(a)} findings after edits, {len(b)} in a fresh document of the same text: {short(sorted(set(a) ^ set(b))[:2])}")
        if self.symbols(doc) != self.symbols(fresh):
            self.report("error", "didChange", "other symbols after edits than in a fresh document of the same text")

    def rough(self):
        """What must not hurt."""
        s = self.server
        _, error = s.call("nobody/knowsThis", {})
        if not error or error["code"] != -32601:
            self.report("error", "unknown request", f"not MethodNotFound (-32601): {short(error)}")
        s.notify("$/nobodyKnowsThis", {})
        s.notify("nobody/knowsThis", {})
        if self.can.get("hoverProvider"):
            _, error = s.call("textDocument/hover", {"wrong": True})
            if not error or error["code"] != -32602:
                self.report("error", "wrong parameters", f"not InvalidParams (-32602): {short(error)}")
            _, error = s.call("textDocument/hover", {"textDocument": {"uri": "file:///never/opened.txt"}, "position": {"line": 3, "character": 3}})
            if error:
                self.report("warning", "unopened document", short(error))
            number = s.ask("textDocument/hover", {"textDocument": {"uri": "file:///desk/crlf.txt"}, "position": {"line": 0, "character": 0}})
            s.notify("$/cancelRequest", {"id": number})
            if not s.wait(lambda: number in s.answers, 5):
                self.report("error", "$/cancelRequest", "a cancelled request still needs an answer")

    def end(self, s, null=False):
        """Shutdown, exit, and stdin stays open: many editors leave it so."""
        _, error = s.call("shutdown", None, null=null)
        if error:
            self.report("error", "shutdown", ("with params null, as Emacs sends it: " if null else "") + short(error))
        _, error = s.call("textDocument/documentSymbol", {"textDocument": {"uri": "file:///desk/crlf.txt"}})
        if not error or error["code"] != -32600:
            self.report("error", "after shutdown", f"not InvalidRequest (-32600): {short(error)}")
        s.notify("exit")
        try:
            status = s.process.wait(3)
            if status and not error is None and status != 0:
                self.report("error", "exit", f"status {status} after shutdown")
        except subprocess.TimeoutExpired:
            self.report("error", "exit", "still running 3 s after exit while stdin is open")
            s.process.kill()
        for line in s.stderr:
            if b"panicked" in line:
                self.report("error", "stderr", line[line.index(b"panicked") :].decode(errors="replace").strip())

    def manners(self):
        """The ends and the beginnings, each with a new process."""
        s = self.start()
        _, error = s.call("textDocument/hover", {"textDocument": {"uri": "file:///x"}, "position": {"line": 0, "character": 0}})
        if not error or error["code"] != -32002:
            self.report("error", "before initialize", f"not ServerNotInitialized (-32002): {short(error)}")
        self.initialize()
        _, error = s.call("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        if not error:
            self.report("error", "initialize", "answered a second time")
        self.end(s, null=True)

        s = self.start()
        self.initialize()
        s.notify("exit")
        try:
            if s.process.wait(3) != 1:
                self.report("warning", "exit", f"status {s.process.returncode} without shutdown: 1 is due")
        except subprocess.TimeoutExpired:
            self.report("error", "exit", "still running 3 s after exit without shutdown")
            s.process.kill()

        s = self.start()
        self.initialize()
        s.send_raw(b"Content-Length: 9\r\n\r\n{not json")
        try:
            s.process.wait(1)
            self.report("warning", "bad JSON", "the server ended")
        except subprocess.TimeoutExpired:
            s.process.kill()

        s = self.start()
        self.initialize()
        s.process.stdin.close()  # the editor crashed
        try:
            s.process.wait(3)
        except subprocess.TimeoutExpired:
            self.report("error", "closed stdin", "still running 3 s after its stdin was closed")
            s.process.kill()


def main():
    recorded = sorted(p.stem for p in (HERE / "clients").glob("*.json"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--role", action="append", help=f"full, utf-8, utf-32, bare, {', '.join(recorded)}; all when not given")
    parser.add_argument("--text", type=pathlib.Path, help="a document instead of the built-in one")
    parser.add_argument("--language", default="plaintext", help="its languageId")
    parser.add_argument("--init", help="initializationOptions as JSON")
    parser.add_argument("--edits", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=10)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("server", nargs="+")
    options = parser.parse_args()
    options.text = options.text.read_text(encoding="utf-8") if options.text else ARTICLE
    types, total, findings, reference = Types(), collections.Counter(), [], {}
    for role in options.role or ["full", "utf-8", "utf-32", "bare", *recorded]:
        found = collections.Counter()

        def report(level, what, text):
            found[level, what, text] += 1

        talk = Conversation(options, role, types, report)
        try:
            reference[role] = talk.main()
            talk_latency, encoding = talk.server.latency, talk.server.encoding
            talk.manners()
        except ServerDied:
            talk_latency, encoding = talk.server.latency, talk.server.encoding
            report("error", "conversation", "broken off")
        finally:
            if talk.server.process.poll() is None:
                talk.server.process.kill()
        first = next(iter(reference.values()), None)
        if role in reference and reference[role] != first:
            report("error", "roles", f"other findings than as {next(iter(reference))} for the same text")
        print(f"\n{role} ({encoding}): " + ", ".join(f"{n} {k}" for k, n in talk.seen.items()))
        for (level, what, text), n in sorted(found.items()):
            total[level] += 1
            findings.append({"role": role, "level": level, "what": what, "text": text, "times": n})
            print(f"  {level:7} {what}: {text}" + (f"  ({n} times)" if n > 1 else ""))
        slow = {m: (statistics.median(v), max(v), len(v)) for m, v in talk_latency.items()}
        print("  ms      " + ", ".join(f"{m.removeprefix('textDocument/')} {a:.1f}/{b:.1f}" for m, (a, b, _) in sorted(slow.items(), key=lambda x: -x[1][1])[:8]) + "  (median/worst)")
    print(f"\n{total['error']} errors, {total['warning']} warnings")
    if options.json:
        options.json.write_text(json.dumps(findings, indent=1, ensure_ascii=False))
    sys.exit(1 if total["error"] else 0)


if __name__ == "__main__":
    main()
