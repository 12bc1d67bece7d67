"""A web site of our own on this machine, which behaves and misbehaves as told."""

import contextlib
import gzip
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Page:
    """A file at an address, with what a good server says of it."""

    def __init__(self, body, *, etag='"1"', changed=None, kind="text/csv", **headers):
        self.body = body
        self.etag = etag
        self.changed = changed
        self.headers = {"Content-Type": kind, **headers}

    def answer(self, asked):
        """Answer as the standard says: conditions, ranges, HEAD."""
        if self._is_held(asked):
            asked.reply(304, b"", **self.marks())
            return
        start = self._start(asked)
        if start is None:
            asked.reply(200, self.body, **self.headers, **self.marks())
        elif start >= len(self.body):
            ranges = {"Content-Range": f"bytes */{len(self.body)}"}
            asked.reply(416, b"", **ranges)
        else:
            end = len(self.body) - 1
            ranges = {"Content-Range": f"bytes {start}-{end}/{len(self.body)}"}
            marks = {**self.headers, **self.marks(), **ranges}
            asked.reply(206, self.body[start:], **marks)

    def marks(self):
        """The tag and the time of change, as far as there are any."""
        marks = {"ETag": self.etag, "Last-Modified": self.changed}
        return {name: value for name, value in marks.items() if value}

    def _is_held(self, asked):
        tag = asked.headers.get("If-None-Match")
        since = asked.headers.get("If-Modified-Since")
        if tag is not None:
            return tag == self.etag
        return since is not None and since == self.changed

    def _start(self, asked):
        wanted = asked.headers.get("Range")
        condition = asked.headers.get("If-Range")
        if wanted is None or condition not in (None, self.etag, self.changed):
            return None
        return int(wanted.removeprefix("bytes=").split("-")[0])


def cut(page, length, *, told=None):
    """Answer with the first `length` bytes of what is told, and hang up."""

    def answer(asked):
        headers = {"Content-Length": str(told or len(page.body))}
        asked.start(200, **page.headers, **page.marks(), **headers)
        asked.wfile.write(page.body[:length])
        asked.close_connection = True

    return answer


def cut_pieces(page, length):
    """Send a body in pieces, and hang up before the last."""

    def answer(asked):
        asked.start(200, **page.marks(), **{"Transfer-Encoding": "chunked"})
        asked.wfile.write(b"%x\r\n%s\r\n" % (length, page.body[:length]))
        asked.close_connection = True

    return answer


def status(code, body=b"", **headers):
    """Answer with a status only."""
    return lambda asked: asked.reply(code, body, **headers)


def redirect(target, code=302):
    """Lead on to another address."""
    return status(code, Location=target)


def packed(page, encoding="gzip"):
    """Send a page packed."""
    body = gzip.compress(page.body)
    headers = {"Content-Encoding": encoding, **page.headers}
    return Page(body, etag=page.etag, **{"kind": "text/csv", **headers}).answer


def endless(piece=b"x" * 65536, *, status=200, **headers):
    """Send without an end, until the other side hangs up."""

    def answer(asked):
        asked.start(status, **headers)
        try:
            while True:
                asked.wfile.write(piece)
        except OSError:
            asked.close_connection = True

    return answer


def slow(page, pause, stop):
    """Send a byte at a time."""

    def answer(asked):
        asked.start(200, **page.marks(), **{"Content-Length": str(len(page.body))})
        try:
            for byte in page.body:
                asked.wfile.write(bytes([byte]))
                if stop.wait(pause):
                    break
        except OSError:
            pass
        asked.close_connection = True

    return answer


def pump(source, target):
    """Pass bytes on until one side hangs up."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


class Server(ThreadingHTTPServer):
    """Says nothing of clients that hung up."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing."""


class Asked(BaseHTTPRequestHandler):
    """One request to the site that its server belongs to."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Give the answer that stands for the path."""
        site = self.server.site
        site.asked.append((self.command, self.path, dict(self.headers)))
        answers = site.pages.get(self.path)
        if isinstance(answers, list):
            answers = answers.pop(0) if len(answers) > 1 else answers[0]
        if answers is None:
            self.reply(404, b"<html><title>Not here</title></html>")
        else:
            getattr(answers, "answer", answers)(self)

    do_HEAD = do_GET  # noqa: N815 - the server calls it so

    def do_CONNECT(self):
        """Be a proxy: pass bytes on between the client and whom it names."""
        self.server.site.asked.append((self.command, self.path, dict(self.headers)))
        host, _, port = self.path.rpartition(":")
        with socket.create_connection((host, int(port))) as other:
            self.start(200)
            back = threading.Thread(target=pump, args=(other, self.connection))
            back.start()
            pump(self.connection, other)
            back.join()
        self.close_connection = True

    def start(self, code, **headers):
        """Send the status and the headers."""
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def reply(self, code, body, **headers):
        """Send a whole answer."""
        length = {} if code == 304 else {"Content-Length": str(len(body))}
        self.start(code, **{**length, **headers})
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *words):
        """Say nothing."""


class Site:
    """A server; `pages` maps a path to a page, or to a list of answers in order."""

    def __init__(self, host="127.0.0.1", *, context=None):
        self.pages = {}
        self.asked = []
        self.stop = threading.Event()
        self._server = Server((host, 0), Asked)
        self._server.site = self
        if context is not None:
            plain = self._server.socket
            self._server.socket = context.wrap_socket(plain, server_side=True)
        scheme = "http" if context is None else "https"
        self.root = f"{scheme}://{host}:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self._thread.start()

    def close(self):
        """End the server."""
        self.stop.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def headers_of(self, number):
        """The headers of the nth request."""
        return self.asked[number][2]
