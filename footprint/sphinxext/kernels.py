"""Kernels of this Python that need no network, loopback included, and no encryption: they talk over
files; nor a debugger."""

import os
import shutil
import socket
import tempfile
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

# Systems take about a hundred bytes as the name of a socket.
LONGEST = 80
# Nobody debugs a build, and a debugger is a third of what a kernel loads before its first cell.
LEAN = (
    "import runpy, sys; sys.modules['debugpy'] = None; "
    "runpy.run_module('ipykernel_launcher', run_name='__main__')"
)


class OwnKernels(AsyncKernelManager):
    """Kernels of the Python that builds, whatever kernels are installed on the machine, and
    whichever an editor has saved in a notebook."""

    def __init__(self, **options: Any) -> None:
        none_installed: Any = KernelSpecManager(kernel_dirs=[])
        super().__init__(kernel_spec_manager=none_installed, **options)

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """How such a kernel is started: without a debugger."""
        command = super().format_kernel_cmd(extra_arguments)
        module = command.index("-m")
        return [*command[:module], "-c", LEAN, *command[module + 2 :]]


class FileProvisioner(LocalProvisioner):
    """Starts a kernel that talks over sockets of files, in a folder of its own."""

    folder = ""

    async def pre_launch(self, **options: Any) -> dict[str, Any]:
        manager: Any = self.parent
        manager.transport = "ipc"
        # An absolute path: jupyter_client's own is relative to the working folder, which a kernel
        # does not share.
        self.folder = self.folder or tempfile.mkdtemp(prefix="kernel-")
        manager.ip = f"{self.folder}/ipc"
        return await super().pre_launch(**options)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder with its sockets, unless the kernel starts again."""
        await super().cleanup(restart)
        if self.folder and not restart:
            shutil.rmtree(self.folder)
            self.folder = ""


def talk_over_files() -> None:
    """Start every kernel of this process by the provisioner above, where the system has such
    sockets."""
    if not hasattr(socket, "AF_UNIX") or len(os.fsencode(tempfile.gettempdir())) > LONGEST:
        return
    factory = KernelProvisionerFactory.instance()
    group = KernelProvisionerFactory.GROUP_NAME
    factory.provisioners["files"] = EntryPoint("files", f"{__name__}:FileProvisioner", group)
    factory.default_provisioner_name = "files"
