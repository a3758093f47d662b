"""A built book of two pages, with all that paper treats in a way of its own."""

from pathlib import Path

from footprint.sphinxext import volume

FRONT = """<html><head><link href="../_static/a.css" rel="stylesheet"/>
<link href="https://book.org/" rel="canonical"/>
<meta content="A &lt;lead&gt;." name="description"/><meta content="Book's &amp; Co" property="og:site_name"/>
</head><body><nav class="bd-links"><p class="caption">Part &lt;1&gt;</p>
<ul><li><a href="one.html">One \\ "1"</a></li></ul></nav>
<article><section id="front"><h1>Front<a class="headerlink" href="#front">#</a></h1><script>1</script>
<p><a href="one.html#place">there</a> <a href="one.html">one</a> <a href="#front">here</a>
<a href="../_figures/x.csv">file</a> <a href="https://a.org/#x">out</a></p>
<section id="how-fresh"><span id="fresh"></span><h2>How fresh</h2><div><p>Figures of 1 May.</p></div></section></section></article>
<footer class="bd-footer-content"><p> By
 us </p><p> </p><p>Made from <code>data</code>.</p></footer></body></html>"""
CHAPTER = """<html><body><article><section id="one"><h1>One</h1><section id="place"><h2>Place</h2>
<iframe src="map.html"></iframe>
<figure><div class="chart"><svg><clipPath id="clip1"></clipPath><g clip-path="url(#clip1)"></g></svg></div>
<details><summary>The figures</summary><table><tr><td>as drawn</td></tr></table></details>
<p class="data"><a href="x.csv">CSV</a></p>
<p class="foot">A source. <span><details><summary>Licence</summary><span>CC BY.</span></details></span></p></figure>
<img loading="lazy" src="data:image/png,x"/>
<figure><figcaption><strong>Rows &lt;b&gt;</strong></figcaption><table><tr><td>first</td></tr></table>
<details class="full"><summary>All 2 rows</summary><table><tr><td>first</td></tr><tr><td>last</td></tr></table></details></figure>
<details class="full"><summary>The same</summary><table><tr><td>first</td></tr><tr><td>last</td></tr></table></details>
<details class="hide"><summary>Code</summary>1</details><details><summary>Words</summary>2</details>
<details class="full"><summary>A list</summary><ul><li>of points</li></ul></details>
<details class="full"><summary>Too long</summary><table>LONG</table></details>
</section></section></article></body></html>"""


def small_book(folder: Path) -> Path:
    """The book in a folder of its own."""
    chapters = folder / "chapters"
    chapters.mkdir(parents=True)
    long = "<tr><td>for machines</td></tr>" * (volume.PRINTED_ROWS + 1)
    (folder / "index.html").write_text("", encoding="utf-8")
    (chapters / "index.html").write_text(FRONT, encoding="utf-8")
    (chapters / "one.html").write_text(CHAPTER.replace("LONG", long), encoding="utf-8")
    return folder
