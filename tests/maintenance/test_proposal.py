"""An update as a pull request: a branch that holds data/ alone, and a text whose first line is the verdict that flipped."""

import subprocess
from pathlib import Path

import pytest
from support.bank import FakeBank
from support.systems import SHELL
from support.updates import RATIO, SMALL, cut_down

from footprint import __main__ as commands
from footprint.errors import DataError
from footprint.maintenance import proposal
from footprint.update import renewal

FLIP = {
    "id": "kgz-remit-third",
    "moment": "now",
    "before": "does not hold",
    "after": "holds",
    "unit": "% of GDP",
    "value_before": 17.7,
    "value_after": 31.0,
}


def git(root: Path, *command: str) -> str:
    return subprocess.run(
        ["git", *command], cwd=root, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


@pytest.fixture
def checkout(data, bank, monkeypatch) -> tuple[Path, FakeBank]:
    """A checkout of a small data/, as a robot has it: git knows nobody there. Verdicts are told, not computed."""
    root = data.parent
    monkeypatch.setenv("HOME", str(root))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.chdir(root)
    monkeypatch.setattr(renewal, "_judged", lambda library, which: [])
    monkeypatch.setattr(renewal, "flips", lambda before, after: [dict(FLIP)])
    cut_down(data, SMALL, wanted=False)
    service = bank.serve(data)
    assert renewal.renew().changed, "the release of the service is a later one"
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / ".gitignore").write_text(".*\n_build/\n", encoding="utf-8")
    git(root, "add", "data")
    git(root, *proposal.naming(proposal.ROBOT), "commit", "-qm", "Data")
    return root, service


def test_news_is_a_branch_and_a_text(checkout, capsys):
    root, bank = checkout
    bank.set(RATIO, "KGZ", 2024, 18.2)
    assert commands.main(["propose"]) == 0
    assert git(root, "branch", "--show-current").startswith("update-2")
    changed = git(root, "diff", "--name-only", "main", "HEAD").splitlines()
    assert f"data/worldbank/{RATIO}.csv" in changed and all(
        name.startswith("data/") for name in changed
    )
    assert git(root, "status", "--porcelain") == ""
    text = (root / proposal.PROPOSAL / "body.md").read_text(encoding="utf-8")
    assert text.splitlines()[0].startswith("- The verdict on kgz-remit-third (now) flipped from")
    assert f"Revised: {RATIO}, KGZ 2024, from 17.74 to 18.2." in text and "make book" in text
    title = (root / proposal.PROPOSAL / "title.txt").read_text(encoding="utf-8").strip()
    assert title.startswith("Figures of 2") and title.endswith(": one verdict flipped")
    assert git(root, "log", "-1", "--format=%s") == title


def test_no_news_is_no_branch(checkout):
    """Nor the text of an older proposal."""
    root, _ = checkout
    (root / proposal.PROPOSAL).mkdir(parents=True)
    (root / proposal.PROPOSAL / "body.md").write_text("old", encoding="utf-8")
    report = proposal.propose(root)
    assert not report.changed and not list((root / proposal.PROPOSAL).iterdir())
    assert git(root, "branch", "--show-current") == "main"


def test_a_service_that_is_away_is_heard_of(checkout, capsys, monkeypatch):
    root, _ = checkout
    monkeypatch.setenv("WORLDBANK_API", "http://127.0.0.1:9")
    assert commands.main(["propose"]) == 1
    assert "127.0.0.1" in capsys.readouterr().err
    assert (
        git(root, "branch", "--show-current") == "main" and git(root, "status", "--porcelain") == ""
    )


def test_edits_that_wait_do_not_go_along(checkout):
    root, _ = checkout
    (root / "data" / "claims.yml").write_text("mine", encoding="utf-8")
    with pytest.raises(DataError, match=r"edits that are not committed .*claims\.yml"):
        proposal.propose(root)
    assert (root / "data" / "claims.yml").read_text(encoding="utf-8") == "mine"


def test_what_is_no_checkout(data, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(data.parent.parent))
    with pytest.raises(DataError, match=r"git status failed: .*not a git repository"):
        proposal.propose(data.parent)


def test_the_data_of_another_folder(data, tmp_path):
    with pytest.raises(DataError, match="Unset FOOTPRINT_DATA_DIR"):
        proposal.propose(tmp_path / "elsewhere")


@SHELL
@pytest.mark.parametrize(
    ("what", "asked"),
    [("news", ["propose", "build"]), ("none", ["propose"]), ("fails", ["propose"])],
)
def test_what_is_proposed_is_built(make, monkeypatch, what, asked):
    """By `make proposal`, which a robot runs once a week: the book of the branch, where there is one; a failure is one."""
    monkeypatch.setenv("STUB", what)
    failed, told = make("proposal")
    assert failed == (what == "fails") and told == [f"-m footprint {name}" for name in asked]
