"""One reader's session with a Streamlit server, over the websocket that a browser uses, without the browser.

It sends what a browser sends (the page, the address, the widget that was touched, what is kept of earlier
messages) and takes every message until the server says that the run it asked for has ended. Nothing is drawn.
"""

import asyncio
import contextlib
import http.client
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

PATIENCE = 120.0
"""Seconds after which a run that has not ended counts as failed."""
LARGEST = 200_000_000
"""Bytes of a message, as many as the server itself may send."""
ENDED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Failed(Exception):
    """The server did not give what was asked for. Says what came instead."""


@dataclass
class Answer:
    """What one run of a page sent."""

    seconds: float = 0.0
    messages: int = 0
    size: int = 0
    """In bytes."""
    pieces: list[ForwardMsg] = field(default_factory=list)
    """Each piece of the page as it came. A piece that the session holds already comes as its name alone."""

    text: str = ""
    """Of a server that answers in text, what it answered."""

    def says(self, text: str) -> bool:
        """Whether the text stands in a piece that came."""
        return text in self.text or any(text.encode() in piece.SerializeToString() for piece in self.pieces)


class Session:
    """A session with one server. Used with `async with`; `open` comes first."""

    def __init__(
        self,
        address: str,
        headers: Mapping[str, str] | None = None,
        protocols: Sequence[str] = ("PLACEHOLDER_AUTH_TOKEN",),
    ) -> None:
        self._address = address
        self._protocols = ["streamlit", *protocols]
        self._headers = dict(headers or {})
        self._socket: ClientConnection | None = None
        self._pages: dict[str, str] = {}
        self._query = ""
        self._page = ""
        self._kept: dict[str, int] = {}
        self._runs = 0
        self._longest_kept = 2
        self._is_drawing = False
        self.name = ""
        """The number that the server gave to this session."""
        self.widgets: dict[str, str] = {}
        """The widgets of the page by label, each with the id it has now."""
        self.uploader = ""
        """The place for files on the page, by the id it has now."""
        self.files: dict[str, str] = {}
        """The name under which the file of each download button is asked for, by the widget's id."""
        self.repeating: tuple[str, float] | None = None
        """The part of the page that asks to be drawn again by itself, and after how many seconds."""

    async def __aenter__(self) -> "Session":
        where = urlsplit(self._address)
        self._socket = await connect(
            f"ws://{where.netloc}/_stcore/stream",
            origin=self._address,  # type: ignore[arg-type]
            subprotocols=[Subprotocol(name) for name in self._protocols],
            additional_headers=self._headers,
            max_size=LARGEST,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket is not None:
            await self._socket.close()

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses of the pages that the server's navigation shows."""
        return tuple(self._pages)

    async def open(self, page: str = "", query: str = "") -> Answer:
        """The first page, by its address, as a browser asks for it."""
        self._query = query
        return await self._ask(name=page)

    async def go(self, page: str) -> Answer:
        """Choose a page in the navigation. The address is then the page's alone, as in a browser."""
        self._page, self._query = self._pages[page], ""
        return await self._ask()

    async def choose(self, label: str, value: str) -> Answer:
        """Give a date to a widget of the page."""
        await self.settle()
        return await self._ask(dates={self._widget(label): value})

    async def press(self, label: str) -> Answer:
        """Press a button of the page."""
        await self.settle()
        return await self._ask(pressed=self._widget(label))

    async def download(self, label: str) -> str:
        """Ask for the file of a button. Returns its address, or what the server said instead."""
        assert self._socket is not None
        await self.settle()
        asked = BackMsg()
        wanted = asked.backend_operation_request
        wanted.request_id, wanted.session_id = "download", self.name
        wanted.deferred_file.file_id = self.files[self._widget(label)]
        try:
            await self._socket.send(asked.SerializeToString())
            while True:
                message, _ = await self._next()
                if message.WhichOneof("type") == "backend_operation_response":
                    answer = message.backend_operation_response
                    return answer.deferred_file.url or answer.error_msg
        except (WebSocketException, OSError) as broken:
            raise Failed(f"the connection broke: {broken}") from broken

    async def upload(self, name: str, content: bytes) -> Answer:
        """Give a file to the place for files on the page, as a browser does: to its address, then in a run."""
        await self.settle()
        number = str(uuid.uuid4())
        await asyncio.to_thread(self._send_file, number, name, content)
        return await self._ask(uploaded=UploadedFileInfo(name=name, size=len(content), file_id=number))

    def _send_file(self, number: str, name: str, content: bytes) -> None:
        head = f'--b\r\nContent-Disposition: form-data; name="{number}"; filename="{name}"\r\n\r\n'
        connection = http.client.HTTPConnection(urlsplit(self._address).netloc, timeout=PATIENCE)
        try:
            cookies = SimpleCookie(self._headers.get("Cookie", ""))
            if "_streamlit_xsrf" not in cookies:
                connection.request("GET", "/_stcore/health")
                answer = connection.getresponse()
                answer.read()
                cookies.load("; ".join(answer.headers.get_all("set-cookie") or []))
            given = {
                "Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items()),
                "X-Xsrftoken": cookies["_streamlit_xsrf"].value,
                "Origin": self._address,
                "Content-Type": "multipart/form-data; boundary=b",
            }
            body = head.encode() + content + b"\r\n--b--\r\n"
            connection.request("PUT", f"/_stcore/upload_file/{self.name}/{number}", body, given)
            if (status := connection.getresponse().status) != 204:
                raise Failed(f"the file was answered with {status}")
        finally:
            connection.close()

    async def until_closed(self) -> int:
        """Take what the server sends until it closes the socket. Returns the code that it gave."""
        assert self._socket is not None
        async with asyncio.timeout(PATIENCE):
            with contextlib.suppress(Failed):
                while True:  # a client that reads nothing would never come to the closing message
                    await self._next()
        return self._socket.close_code or 0

    async def repeat(self) -> Answer:
        """Draw again the part of the page that asked for it, when its time has come."""
        if self.repeating is not None:
            await asyncio.sleep(self.repeating[1])
            await self.settle()
        # The page may have been drawn anew meanwhile, without the part.
        return await self._ask(part=self.repeating[0]) if self.repeating is not None else Answer()

    def _widget(self, label: str) -> str:
        if label not in self.widgets:
            raise Failed(f'the page has no "{label}", only {sorted(self.widgets)}')
        return self.widgets[label]

    async def _ask(
        self,
        *,
        name: str = "",
        part: str = "",
        pressed: str = "",
        dates: Mapping[str, str] | None = None,
        uploaded: UploadedFileInfo | None = None,
    ) -> Answer:
        assert self._socket is not None
        asked = BackMsg()
        wanted = asked.rerun_script
        wanted.query_string, wanted.page_name, wanted.fragment_id = self._query, name, part
        wanted.page_script_hash = "" if name else self._page
        wanted.is_auto_rerun = bool(part)
        wanted.cached_message_hashes.extend(self._kept)
        wanted.context_info.timezone, wanted.context_info.locale = "Europe/London", "en-GB"
        wanted.context_info.url, wanted.context_info.color_scheme = f"{self._address}/{name}", "light"
        if pressed:
            wanted.widget_states.widgets.add(id=pressed, trigger_value=True)
        for widget, value in (dates or {}).items():
            wanted.widget_states.widgets.add(id=widget).string_array_value.data.append(value)
        if uploaded:
            state = wanted.widget_states.widgets.add(id=self.uploader).file_uploader_state_value
            state.uploaded_file_info.append(uploaded)
        try:
            await self.settle()
            begun = time.perf_counter()
            async with asyncio.timeout(PATIENCE):
                await self._socket.send(asked.SerializeToString())
                answer = await self._answer(wanted.page_script_hash)
        except TimeoutError:
            raise Failed(f"the page was not whole after {PATIENCE:g} seconds") from None
        except (WebSocketException, OSError) as broken:
            raise Failed(f"the connection broke: {broken}") from broken
        answer.seconds = time.perf_counter() - begun
        return answer

    async def _answer(self, page: str) -> Answer:
        """Every message until the run that was asked for has ended, after any that the server began by itself."""
        answer, run = Answer(), ""
        while True:
            message, size = await self._next()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                ours = not page or message.new_session.page_script_hash == page
                answer, run = Answer(), message.metadata.run.script_run_id if ours else ""
            answer.messages += 1
            answer.size += size
            self._take(message, answer)
            ended = kind == "script_finished" and message.script_finished in ENDED
            if ended and run and message.metadata.run.script_run_id in ("", run):
                return answer

    async def _next(self) -> tuple[ForwardMsg, int]:
        assert self._socket is not None
        try:
            came = await self._socket.recv(decode=False)
        except (WebSocketException, OSError) as broken:
            raise Failed(f"the connection broke: {broken}") from broken
        return ForwardMsg.FromString(bytes(came)), len(came)

    async def settle(self) -> None:
        """Take what the server sent by itself since the last run, until it is whole."""
        try:
            while True:
                async with asyncio.timeout(PATIENCE if self._is_drawing else 0):
                    message, _ = await self._next()
                self._take(message, Answer())
        except TimeoutError:
            if self._is_drawing:
                raise Failed("what the server began to draw by itself did not end") from None

    def _take(self, message: ForwardMsg, answer: Answer) -> None:
        """What a message says is kept, as a browser keeps it."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._is_drawing = True
            self._longest_kept = message.new_session.config.max_cached_message_age
            self.name = message.new_session.initialize.session_id
            if not message.metadata.run.fragment_ids:
                self.repeating = None
                self.widgets.clear()
        elif kind == "delta":
            self._take_piece(message, answer)
        elif kind == "ref_hash":
            self._kept[message.ref_hash] = self._runs
        elif kind == "navigation":
            shown = (page for page in message.navigation.app_pages if not page.is_hidden)
            self._pages = {page.url_pathname: page.page_script_hash for page in shown}
            self._page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self.repeating = (message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "page_not_found":
            raise Failed("the server does not know the page")
        elif kind == "script_finished":
            self._is_drawing = False
            self._forget()
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise Failed("the page could not be compiled")

    def _take_piece(self, message: ForwardMsg, answer: Answer) -> None:
        answer.pieces.append(message)
        if message.metadata.cacheable:
            self._kept[message.hash] = self._runs
        if message.delta.WhichOneof("type") != "new_element":
            return
        element: Any = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise Failed(f"the page shows an error: {element.exception.type}")
        if kind == "file_uploader":
            self.uploader = element.file_uploader.id
        if kind in ("date_input", "button", "download_button"):
            widget = getattr(element, kind)
            self.widgets[widget.label] = widget.id
            if kind == "download_button":
                self.files[widget.id] = widget.deferred_file_id

    def _forget(self) -> None:
        """Let go of messages that the last runs made no use of, as a browser does."""
        self._runs += 1
        self._kept = {name: at for name, at in self._kept.items() if self._runs - at <= self._longest_kept}
