"""Keep-alive clients of one server, in a process of their own: as few steps a request as Python allows."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter, deque
from time import perf_counter, process_time


class Caller(asyncio.Protocol):
    """One connection that sends its next request when it has the answer to the last."""

    def __init__(
        self, left: deque[bytes], statuses: Counter[str], waits: list[float], done: asyncio.Future[None]
    ) -> None:
        self.left, self.statuses, self.waits, self.done, self.got = left, statuses, waits, done, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self._send()

    def _send(self) -> None:
        if self.left:
            self.sent = perf_counter()
            self.transport.write(self.left.popleft())  # type: ignore[attr-defined]  # it is a socket's
        else:
            self.transport.close()

    def data_received(self, data: bytes) -> None:
        self.got += data
        head, found, body = self.got.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        if len(body) >= length:
            self.statuses[head[9:12].decode()] += 1
            self.waits.append(perf_counter() - self.sent)
            self.got = b""
            self._send()

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def call(port: int, requests: list[bytes], connections: int) -> dict[str, object]:
    """Seconds in all and of the processor, how often each status, and the waits of half and of 95 % in seconds."""
    loop, left, statuses, waits = asyncio.get_running_loop(), deque(requests), Counter[str](), list[float]()
    ends = [loop.create_future() for _ in range(connections)]
    began, spent = perf_counter(), process_time()
    for end in ends:
        await loop.create_connection(lambda end=end: Caller(left, statuses, waits, end), "127.0.0.1", port)  # type: ignore[misc]  # of a lambda
    await asyncio.gather(*ends)
    seconds = perf_counter() - began
    waits.sort()
    places = [waits[len(waits) // 2], waits[len(waits) * 95 // 100]] if waits else [0.0, 0.0]
    return {"seconds": seconds, "cpu": process_time() - spent, "statuses": statuses, "waits": places}


def main() -> None:
    """Read port, connections and a file of requests (each preceded by its length); print what came."""
    port, connections, place = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    requests = []
    with open(place, "rb") as file:
        while length := file.readline():
            requests.append(file.read(int(length)))
    print(json.dumps(asyncio.run(call(port, requests, connections))))


if __name__ == "__main__":
    main()
