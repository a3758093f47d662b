"""A page's policy: its own scripts and nothing else."""

import base64
import hashlib

from footprint.sphinxext.policy import POLICY, protect
from footprint.sphinxext.soup import parse

PAGE = """<html><head><meta charset="utf-8"></head>
<body><script>one()</script><script src="two.js"></script></body></html>"""


def test_a_policy_lets_in_the_page_s_own_scripts_and_nothing_else():
    """A hash for each script inside the page; no other host, no eval, no inline code beyond."""
    soup = parse(PAGE)
    protect(soup)
    meta = soup.head.find("meta", charset=True).find_next("meta")
    assert meta["http-equiv"] == POLICY
    content = meta["content"]
    digest = base64.b64encode(hashlib.sha256(b"one()").digest()).decode()
    assert f"'sha256-{digest}'" in content and content.count("sha256") == 1
    assert "default-src 'none'" in content and "http" not in content
    assert "unsafe-eval" not in content and "script-src 'self' 'unsafe" not in content


def test_hosts_that_a_page_may_ask_for_pictures():
    """Beside its own."""
    soup = parse(PAGE)
    protect(soup, "https://tiles.org")
    assert "img-src 'self' data: https://tiles.org;" in str(soup)


def test_a_page_with_the_button_may_ask_the_world_bank():
    """That host besides its own, and no other; a page without it none."""
    with_button = PAGE.replace("<body>", '<body><div class="ask"></div>')
    for page, asked in ((PAGE, "'self'"), (with_button, "'self' https://api.worldbank.org")):
        soup = parse(page)
        protect(soup)
        content = soup.find("meta", attrs={"http-equiv": POLICY})["content"]
        assert f"connect-src {asked};" in content and content.count("://") == asked.count("://")
