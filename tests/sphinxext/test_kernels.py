"""Kernels that need no network."""

import socket
import tempfile
from pathlib import Path

import nbformat
import pytest
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbclient import NotebookClient

from footprint.sphinxext import kernels


@pytest.fixture
def factory():
    """That of this process, as it was before."""
    yield KernelProvisionerFactory.instance()
    KernelProvisionerFactory.provisioners.pop("files", None)
    KernelProvisionerFactory.clear_instance()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no sockets of files")
def test_kernels_talk_over_files(factory, tmp_path):
    """From any working folder, and a kernel can answer; its sockets go with it."""
    kernels.talk_over_files()
    code = "app = get_ipython().kernel.parent; print(app.transport, app.ip)"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    place = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(book, timeout=60, resources=place).execute()
    transport, ip = book.cells[0].outputs[0].text.split()
    assert transport == "ipc" and ip.startswith("/") and ip.endswith("/ipc")
    assert not Path(ip).parent.exists()


@pytest.mark.parametrize(
    ("where", "name", "value"),
    [
        (socket, "AF_UNIX", None),
        (tempfile, "tempdir", f"/tmp/{'long' * 20}"),
        (tempfile, "tempdir", f"/tmp/{'длинно' * 8}"),
    ],
    ids=["a system without", "a folder with too long a name", "one whose letters take two bytes"],
)
def test_where_there_are_no_such_sockets(factory, monkeypatch, where, name, value):
    """Kernels talk as they always do."""
    before = factory.default_provisioner_name
    with monkeypatch.context() as patch:
        patch.setattr(where, name, value) if value else patch.delattr(where, name, raising=False)
        kernels.talk_over_files()
    assert factory.default_provisioner_name == before != "files"
