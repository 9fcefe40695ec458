"""The measure of related news, measured on news small enough to count by hand."""

import json
import lzma

import pytest

from bench.related import BadLineError, full_cosine, precision, read_news, run, suggest

TREES = "Trồng cây xoan, tưới cây xoan quanh vườn ươm lần {}"
PAPERS = "Lập chỉ mục tài liệu lưu trữ, đánh số trang mục lục lần {}"
WORDS = ["bưởi", "chanh", "dừa", "khế", "lựu", "mận"]


def lines():
    for at, word in enumerate(WORDS * 2):
        text = (TREES, PAPERS)[at % 2].format(" ".join(f"{word}{at}{n}" for n in range(14)))
        label = ("cây", "giấy")[at % 2]
        yield {"id": f"n{at}", "title": word, "text": text, "date": "2021-03-01", "label": label}


def written(path, rows):
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    path.write_bytes(lzma.compress(data) if path.suffix == ".xz" else data)
    return path


@pytest.mark.parametrize("name", ["news.jsonl", "news.jsonl.xz"])
def test_plain_and_packed_news_are_read_alike(tmp_path, name):
    news = read_news(written(tmp_path / name, lines()))
    assert [one.id for one in news] == [f"n{at}" for at in range(12)]
    assert news[1].label == "giấy"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "b", "title": "t"}, "text is missing"),
        ({"id": 7, "title": "t", "text": ""}, "id is no text"),
        ({"id": "b", "title": "t", "text": "", "date": "12/13/2020"}, "isoformat"),
        ({"id": "n0", "title": "t", "text": ""}, "stands there twice"),
        (["b"], "instead of an object"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(tmp_path, capsys, row, said):
    file = written(tmp_path / "news.jsonl", [next(lines()), row])
    with pytest.raises(BadLineError, match=r"news\.jsonl:2: "):
        read_news(file)
    assert run(file, None, reference=False) == 1
    assert said in capsys.readouterr().err


def test_no_file_is_said(tmp_path, capsys):
    assert run(tmp_path / "none.jsonl", None, reference=False) == 1
    assert "none.jsonl" in capsys.readouterr().err


def test_labels_are_counted_over_all_five_places(tmp_path):
    news = read_news(written(tmp_path / "news.jsonl", lines()))
    right = {one.id: [o.id for o in news if o.label == one.label and o is not one] for one in news}
    assert precision(news, right) == 1
    assert precision(news, {one.id: right[one.id][:2] for one in news}) == 0.4


def test_the_reference_and_the_newsroom_tell_trees_from_papers(tmp_path):
    news = read_news(written(tmp_path / "news.jsonl", lines()))
    assert precision(news, full_cosine(news)) > 0.8
    assert precision(news, suggest(news)) > 0.8


def test_the_lists_are_written_one_line_an_id(tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    assert run(written(tmp_path / "news.jsonl", lines()), out, reference=True) == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [f"n{at}" for at in range(12)]
    assert all(len(row["related"]) == 5 and row["id"] not in row["related"] for row in rows)
    assert "precision@5" in capsys.readouterr().out


def test_news_without_labels_is_only_timed(tmp_path, capsys):
    rows = [{key: row[key] for key in ("id", "title", "text")} for row in lines()]
    assert run(written(tmp_path / "news.jsonl", rows), None, reference=False) == 0
    assert "no labels" in capsys.readouterr().out
