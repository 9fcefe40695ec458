"""Every page has a picture for where it is shared, which is there and as large as the page says."""

import json
from pathlib import Path

from bs4 import BeautifulSoup
from PIL import Image

from tests.support.sites import NEWSROOM

SITE = "https://vksnd-thaibinh.example"


def shared(page: Path) -> dict[str, str]:
    soup = BeautifulSoup(page.read_bytes(), "lxml")
    return {
        str(tag["property"]): str(tag["content"])
        for tag in soup.select('meta[property^="og:image"]')
    }


def test_every_page_has_a_picture_of_the_size_it_says(sample_site: Path) -> None:
    found = set()
    for page in sample_site.rglob("*.html"):
        told = shared(page)
        file = sample_site / told["og:image"].removeprefix(f"{SITE}/")
        size = int(told["og:image:width"]), int(told["og:image:height"])
        found.add((file, size))
        assert told["og:image:alt"].strip(), page
    drawn = [file for file, size in found if size == (1200, 630) and file.parent.name == "theme"]
    assert len(drawn) == 4
    for file, size in found:
        with Image.open(file) as image:
            assert image.size == size, file


def test_machines_are_told_when_by_whom_and_where_it_stands(sample_site: Path) -> None:
    for page in sample_site.glob("**/*.html"):
        soup = BeautifulSoup(page.read_bytes(), "lxml")
        data = {
            one["@type"]: one
            for one in (json.loads(tag.text) for tag in soup.select("script[type$=json]"))
        }
        steps = [link.text for link in soup.select(".breadcrumb__link")]
        trail = data.get("BreadcrumbList", {"itemListElement": [{}]})["itemListElement"]
        assert [step["name"].replace("\xa0", " ") for step in trail[:-1]] == [
            step.replace("\xa0", " ") for step in steps
        ], page
        if "NewsArticle" not in data:
            continue
        article = data["NewsArticle"]
        assert article["publisher"]["logo"]["url"].endswith(".png")
        assert {one["@type"] for one in article["author"]} <= {
            *("Person", "Organization", "GovernmentOrganization"),
        }
        assert len(article.get("image", {"@type": 0, "url": 0, "width": 0, "height": 0})) == 4
        told = {
            str(tag["property"]): str(tag["content"])
            for tag in soup.select('meta[property^="article:"]')
        }
        assert told["article:published_time"] == article["datePublished"]
        modified = told.get("article:modified_time", article["datePublished"])
        assert modified == article["dateModified"]
        assert ("correction" in article) == ("article:modified_time" in told)


def test_a_post_with_a_photo_is_shared_with_it_and_another_with_its_section(
    sample_site: Path,
) -> None:
    for page in (sample_site / "tin-hoat-dong").glob("2*/*.html"):
        source = NEWSROOM / "content" / page.relative_to(sample_site).with_suffix(".md")
        has_photo = "\nphoto: " in source.read_text("utf-8") and "gỡ bỏ" not in source.read_text(
            "utf-8"
        )
        place = "anh" if has_photo else "theme/tin-hoat-dong."
        assert shared(page)["og:image"].startswith(f"{SITE}/{place}"), page
