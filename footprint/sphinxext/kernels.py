"""Notebooks run where the network is cut, loopback included."""

import socket
import tempfile

from jupyter_client.manager import KernelManager


def need_no_network() -> None:
    """Where loopback is cut too, let kernels talk over sockets of files."""
    if not _loopback_works():
        _talk_over_files()


def _loopback_works() -> bool:
    try:
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            socket.create_connection(server.getsockname(), timeout=5),
        ):
            return True
    except OSError:
        return False


def _talk_over_files() -> None:
    """Each kernel has a folder of its own for its sockets."""
    start = KernelManager.__init__

    def over_files(self: KernelManager, *arguments: object, **options: object) -> None:
        # An absolute path: jupyter_client's own is relative to the working folder, which a kernel
        # does not share.
        ip = f"{tempfile.mkdtemp(prefix='kernel-')}/ipc"
        start(self, *arguments, transport="ipc", ip=ip, **options)

    # No setting reaches the managers that myst-nb makes.
    KernelManager.__init__ = over_files  # type: ignore[method-assign]
