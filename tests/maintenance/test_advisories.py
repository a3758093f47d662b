"""Known faults of libraries: told, counted, and never taken for none when nobody was asked."""

import json

import pytest

from footprint import __main__ as commands
from footprint.errors import BookError
from footprint.maintenance import advisories

SOUND = {"name": "requests", "version": "2.34.2", "vulns": []}
FAULT = {"id": "PYSEC-1", "fix_versions": ["2.1", "3.0"]}
FAULTY = {"name": "jinja2", "version": "2.0", "vulns": [FAULT, {"id": "X", "fix_versions": []}]}
SKIPPED = {"name": "zipp", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("libraries", "told", "faulty"),
    [
        ([SOUND, SKIPPED], "1 of 2 libraries were looked up; none has a known fault.", False),
        ([SKIPPED], advisories.NOT_AUDITED, False),
        ([], advisories.NOT_AUDITED, False),
        (
            [FAULTY, SOUND],
            "jinja2 2.0: PYSEC-1, mended in 2.1 or 3.0\njinja2 2.0: X, mended in no release yet\n2 of 2 libraries were looked up. Renew the lock: make lock",
            True,
        ),
    ],
)
def test_told(tmp_path, libraries, told, faulty):
    path = tmp_path / "audit.json"
    path.write_text(json.dumps({"dependencies": libraries}), encoding="utf-8")
    assert advisories.faults_told(path) == (told, faulty)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", '{"dependencies": [{"vulns": 3}]}', '{"dependencies": 1}', "[" * 10**5],
)
def test_what_is_no_report_is_one_sentence(tmp_path, text):
    path = tmp_path / "audit.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BookError, match=r"no report of pip-audit .* Run: make audit"):
        advisories.faults_told(path)


@pytest.mark.parametrize(("library", "code"), [(SOUND, 0), (FAULTY, 1), (SKIPPED, 0)])
def test_the_command_fails_over_a_known_fault_alone(tmp_path, library, code, capsys):
    path = tmp_path / "audit.json"
    path.write_text(json.dumps({"dependencies": [library]}), encoding="utf-8")
    assert commands.main(["advisories", str(path)]) == code
    assert capsys.readouterr().out == advisories.faults_told(path)[0] + "\n"
