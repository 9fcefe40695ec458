"""What a page costs a reader on a cheap telephone."""

import gzip
from pathlib import Path

from bs4 import BeautifulSoup

MOST_BYTES = 14 * 1024
"""What a first round trip carries: ten packets of 1,460 bytes."""
MOST_REQUESTS = 3


def test_every_post_and_its_stylesheet_fit_in_the_first_round_trip(sample_site: Path) -> None:
    (css,) = (sample_site / "theme").glob("newsroom.*.css")
    style = len(gzip.compress(css.read_bytes(), 9))
    sizes = {
        page.relative_to(sample_site).as_posix(): style + len(gzip.compress(page.read_bytes(), 9))
        for page in sample_site.glob("tin-hoat-dong/2*/*.html")
    }
    assert len(sizes) > 40
    heavy = {name: size for name, size in sizes.items() if size > MOST_BYTES}
    assert heavy == {}


def test_reading_a_post_takes_its_page_its_stylesheet_and_the_emblem(sample_site: Path) -> None:
    """Pictures of the text come on top; ``loading=lazy`` leaves them out until they are near."""
    for page in sample_site.glob("tin-hoat-dong/2*/*.html"):
        soup = BeautifulSoup(page.read_bytes(), "lxml")
        needed = {
            str(tag["href"]) for tag in soup.select('link[rel="stylesheet"], link[rel="icon"]')
        }
        needed |= {str(tag["src"]) for tag in soup.select(".masthead img, .colophon img")}
        needed |= {str(tag["src"]) for tag in soup.select("script[src]")}
        assert 1 + len(needed) <= MOST_REQUESTS, page


def test_no_page_loads_anything_from_another_origin(sample_site: Path) -> None:
    for page in sample_site.rglob("*.html"):
        soup = BeautifulSoup(page.read_bytes(), "lxml")
        loaded = [str(tag["src"]) for tag in soup.select("[src]")]
        loaded += [
            str(tag["href"]) for tag in soup.select('link[rel="stylesheet"], link[rel="icon"]')
        ]
        assert [address for address in loaded if not address.startswith("/")] == [], page
