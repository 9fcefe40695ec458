"""Letters of the colour they stand on are seen by nobody; white ones on a dark cell are."""

from __future__ import annotations

import pytest

from desk.importers.word_article import word_article
from tests.support.word_files import p, part, r, xml_file

SAID = "chimyen"
TITLE = p("Hội nghị sơ kết quý II")
BODY = p("Sáng nay, VKSND huyện An Khê tổ chức hội nghị.")
WHITE = '<w:color w:val="FFFFFF"/>'
STYLES = part(
    "styles",
    '<w:style w:type="table" w:styleId="Dam"><w:name w:val="Dam"/><w:tblStylePr w:type="firstRow">'
    '<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>'
    '<w:style w:type="table" w:styleId="Luoi"><w:name w:val="Luoi"/></w:style>',
)


def shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:fill="{fill}"/>'


def table(text: str, cell: str = "", about: str = "") -> str:
    row = f"<w:tr><w:tc><w:tcPr>{cell}</w:tcPr>{text}</w:tc><w:tc>{p('12')}</w:tc></w:tr>"
    other = f"<w:tr><w:tc>{p('Việc')}</w:tc><w:tc>{p('13')}</w:tc></w:tr>"
    return f"<w:tbl><w:tblPr>{about}</w:tblPr>{other}{row}</w:tbl>"


def box(text: str, fill: str) -> str:
    return (
        f"<w:p><w:r><w:pict><v:shape {fill}><v:textbox><w:txbxContent>{text}</w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )


def drawn(text: str, fill: str) -> str:
    return (
        "<w:p><w:r><w:drawing><wp:anchor><wp:docPr id='1' name='x'/><a:graphic><a:graphicData>"
        f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent>"
        "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
UNSEEN = {
    "nearly white": p(r(SAID, '<w:color w:val="FEFEFE"/>')),
    "blacked out": p(r(SAID, f'<w:color w:val="000000"/>{shade("000000")}')),
    "marked in its colour": p(r(SAID, '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>')),
    "as its paragraph": p(r(SAID, '<w:color w:val="C00000"/>'), settings=shade("C00000")),
    "drawn with nothing": p(
        r(
            SAID,
            '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
            "<w14:noFill/></w14:textFill>",
        )
    ),
    "as narrow as a line": p(r(SAID, '<w:w w:val="1"/>')),
    "white in a table": table(p(r(SAID, WHITE)), about='<w:tblStyle w:val="Luoi"/>'),
    "dark in a dark cell": table(p(r(SAID, '<w:color w:val="1F3864"/>')), shade("1F3864")),
    "white in an open box": box(p(r(SAID, WHITE)), 'filled="f" fillcolor="#c00000"'),
    "white in a white shape": drawn(
        p(r(SAID, WHITE)), '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    ),
}
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
UNSEEN |= {
    "the paper of a theme": p(r(SAID, '<w:color w:val="auto" w:themeColor="background1"/>')),
    "painted white": p(
        r(
            SAID,
            f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill>'
            "</w14:textFill>",
        )
    ),
    "painted with clear colour": p(
        r(
            SAID,
            f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="000000">'
            '<w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
        )
    ),
}
SEEN = {
    "white in a dark cell": table(p(r(SAID, WHITE)), shade("1F3864")),
    "white in a dark table": table(p(r(SAID, WHITE)), about=shade("1F3864")),
    "white where a style is dark": table(p(r(SAID, WHITE)), about='<w:tblStyle w:val="Dam"/>'),
    "white in a red box": box(p(r(SAID, WHITE)), 'fillcolor="#c00000"'),
    "white in a shape of the theme": drawn(
        p(r(SAID, WHITE)), '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
    ),
    "white on a dark marker": p(r(SAID, f'{WHITE}<w:highlight w:val="darkBlue"/>')),
    "the paper of a theme in shade": p(
        r(SAID, '<w:color w:val="808080" w:themeColor="background1" w:themeShade="80"/>')
    ),
    "painted black over white": p(
        r(
            SAID,
            f'{WHITE}<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="000000"/>'
            "</w14:solidFill></w14:textFill>",
        )
    ),
    "grey": p(r(SAID, '<w:color w:val="BFBFBF"/>')),
    "black by itself on black": p(r(SAID, shade("000000"))),
    "with a colour that is none": p(r(SAID, '<w:color w:val="auto"/>')),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_letters_of_the_colour_they_stand_on_are_left_out(name: str) -> None:
    article = word_article(xml_file(TITLE + BODY + UNSEEN[name] + BODY, styles=STYLES))
    assert SAID not in repr(article)
    assert any("không nhìn thấy" in one for one in article.left_out)


@pytest.mark.parametrize("name", SEEN)
def test_letters_that_are_seen_stay(name: str) -> None:
    article = word_article(xml_file(TITLE + BODY + SEEN[name] + BODY, styles=STYLES))
    assert SAID in " ".join(block.text for block in article.blocks)
