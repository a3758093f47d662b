"""Kernels where the network is cut."""

import socket

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


def test_kernels_talk_over_files(factory, tmp_path):
    """From any working folder, and a kernel can answer."""
    kernels.talk_over_files()
    code = "app = get_ipython().kernel.parent; print(app.transport, app.ip)"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    place = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(book, timeout=60, resources=place).execute()
    transport, ip = book.cells[0].outputs[0].text.split()
    assert transport == "ipc" and ip.startswith("/") and ip.endswith("/ipc")


def test_where_loopback_works_nothing_changes(factory, monkeypatch):
    """Files are for where it is cut."""
    before = factory.default_provisioner_name
    kernels.need_no_network()
    assert factory.default_provisioner_name == before != "files"

    def cut(*_):
        raise OSError("Network is unreachable")

    monkeypatch.setattr(socket, "create_server", cut)
    kernels.need_no_network()
    assert factory.default_provisioner_name == "files"
