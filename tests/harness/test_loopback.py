"""A test marked `loopback` reaches 127.0.0.1, and nothing else."""

import asyncio
import socket

import pytest
from pytest_socket import SocketBlockedError, SocketConnectBlockedError

ELSEWHERE = ("192.0.2.1", 9)  # an address that belongs to nobody


@pytest.mark.loopback
def test_loopback_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with socket.create_connection(address), socket.socket() as second:
            assert second.connect_ex(address) == 0


@pytest.mark.loopback
@pytest.mark.parametrize("method", ["connect", "connect_ex"])
@pytest.mark.filterwarnings("ignore:A test tried")
def test_another_address_is_not(method: str) -> None:
    with socket.socket() as outward, pytest.raises(SocketConnectBlockedError):
        getattr(outward, method)(ELSEWHERE)


@pytest.mark.loopback
@pytest.mark.filterwarnings("ignore:A test tried")
def test_no_name_is_looked_up() -> None:
    with pytest.raises(SocketBlockedError):
        socket.create_connection(("example.com", 443))


@pytest.mark.loopback
def test_asyncio_may_listen_and_connect() -> None:
    async def call() -> bytes:
        async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"here")
            writer.close()
            await writer.wait_closed()

        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            said = await reader.read()
            writer.close()
            await writer.wait_closed()
        return said

    assert asyncio.run(call()) == b"here"
