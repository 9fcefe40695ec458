"""The agency at a date, on an invented agency that has been through everything."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from plugins.registry import Match, Registry, read_registry
from plugins.registry.folder import read_agency
from tests.support.posts import write_agency
from tests.support.sites import REGISTRY

HERE = Path(__file__).parents[1]
THEN = date(2021, 3, 15)
NOW = date(2026, 3, 15)


def read(folder: Path) -> dict[str, str]:
    return {
        f"registry/{file.name}": file.read_text(encoding="utf-8")
        for file in sorted(folder.glob("*.toml"))
    }


@pytest.fixture(scope="module")
def agency() -> Registry:
    registry, problems = read_registry(read(HERE / "fixtures" / "agency"))
    assert problems == ()
    assert registry is not None
    return registry


# --- what is wrong in the files ------------------------------------------------


@pytest.mark.parametrize(
    "folder", sorted((HERE / "broken" / "registry").iterdir()), ids=lambda folder: folder.name
)
def test_a_broken_registry_is_refused_with_every_mistake_in_its_line(folder: Path) -> None:
    registry, problems = read_registry(read(folder))
    said = "\n".join(map(str, problems)) + "\n"
    assert said == (folder / "expected.txt").read_text(encoding="utf-8")
    assert registry is None


def test_the_registry_of_the_fixture_newsroom_has_nothing_wrong() -> None:
    registry, problems = read_registry(read(REGISTRY))
    assert problems == ()
    assert registry is not None


def test_departments_and_authors_may_come_later() -> None:
    units = read(HERE / "fixtures" / "agency")["registry/units.toml"]
    registry, problems = read_registry({"registry/units.toml": units})
    assert problems == ()
    assert registry is not None
    assert not registry.authors


def test_windows_line_ends_and_byte_order_marks_are_no_mistake() -> None:
    files = read(HERE / "fixtures" / "agency")
    windows = {path: "\ufeff" + text.replace("\n", "\r\n") for path, text in files.items()}
    assert read_registry(windows) == read_registry(files)


def test_problems_come_in_order_of_file_and_line() -> None:
    _, problems = read_registry(read(HERE / "broken" / "registry" / "wrong-type"))
    assert list(problems) == sorted(problems, key=lambda p: (p.path, p.line))


# --- units ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("VKSND thị xã An Khê", "an-khe"),
        ("VKSND huyện An Khê", "an-khe"),
        ("an-khe", "an-khe"),
        ("Viện kiểm sát nhân dân TX. An Khê", "an-khe"),
        ("Viện Kiểm sát nhân dân (VKSND) thị xã An Khê", "an-khe"),
        ("VKSND An Khê", "an-khe"),
        ("VKS thành", "thanh-pho-lam-giang"),
        ("Viện KSND TP. Lâm Giang", "thanh-pho-lam-giang"),
        ("VKSND Tp Lâm Giang", "thanh-pho-lam-giang"),
        ("VKSND  thành\u00a0phố lâm giang", "thanh-pho-lam-giang"),
        ("VKSND tỉnh Lâm Giang", "tinh-lam-giang"),
        ("VKSND tỉnh", "tinh-lam-giang"),
        ("Viện kiểm sát ND huyện Thuỷ Hạ", "thuy-ha"),
        ("Viện kiểm sát huyện Hoà Thượng", "hoa-thuong"),
        (unicodedata.normalize("NFD", "VKS huyện Hoà Thượng"), "hoa-thuong"),
        ("VKSND huyện đảo Ngọc", "dao-ngoc"),
    ],
)
def test_one_unit_is_found_however_the_field_writes_it(
    agency: Registry, written: str, meant: str
) -> None:
    assert agency.match_unit(written, THEN) == Match(id=meant)


def test_a_unit_that_had_ended_is_found_and_said_to_have_ended(agency: Registry) -> None:
    assert agency.match_unit("VKSND huyện Hòa Thủy", THEN) == Match(id="hoa-thuy", ended=True)
    assert agency.match_unit("VKSND khu vực 1", THEN) == Match(id="khu-vuc-1", ended=True)
    assert agency.match_unit("VKSND KV 1 – Lâm Giang", NOW) == Match(id="khu-vuc-1")


def test_a_name_without_its_level_that_fits_two_units_is_left_open(agency: Registry) -> None:
    match = agency.match_unit("VKSND Lâm Giang", THEN)
    assert match == Match(candidates=("thanh-pho-lam-giang", "tinh-lam-giang"))
    assert agency.match_unit("VKSND Lâm Giang", NOW) == Match(id="tinh-lam-giang")


def test_a_bare_place_is_no_unit_but_leads_to_its_procuracy(agency: Registry) -> None:
    assert agency.match_unit("An Khê", THEN) == Match(near=("an-khe",))
    assert agency.match_unit("huyện Thủy Hạ", THEN) == Match(near=("thuy-ha",))


def test_a_slip_or_missing_marks_are_offered_never_taken(agency: Registry) -> None:
    assert agency.match_unit("VKSND thi xa An Khe", THEN) == Match(near=("an-khe",))
    assert agency.match_unit("VKSND thị xã An Khêe", THEN) == Match(near=("an-khe",))
    assert agency.match_unit("Tòa án nhân dân huyện Tiền Hải", THEN) == Match()


# --- departments ----------------------------------------------------------------


@pytest.mark.parametrize("written", ["Phòng 15", "phòng  15", "P15", "P.15", "P. 15", "Phòng15"])
def test_a_numbered_department_is_found_with_any_spacing(agency: Registry, written: str) -> None:
    assert agency.match_department(written, THEN) == Match(id="phong-15")


def test_a_number_is_never_mistaken_for_its_neighbour(agency: Registry) -> None:
    assert agency.match_department("Phòng 1", THEN) == Match()


@pytest.mark.parametrize(
    "written", ["Thanh tra - Khiếu tố", "Thanh tra-Khiếu tố", "thanh tra — khiếu tố"]
)
def test_dashes_of_a_department_may_be_any(agency: Registry, written: str) -> None:
    assert agency.match_department(written, THEN) == Match(id="thanh-tra-khieu-to")


def test_departments_of_one_name_are_told_apart_by_their_unit(agency: Registry) -> None:
    both = ("van-phong", "van-phong-dong-lam")
    assert agency.match_department("Văn phòng", THEN) == Match(candidates=both)
    assert agency.match_department("Văn phòng", THEN, "tinh-dong-lam") == Match(
        id="van-phong-dong-lam"
    )
    assert agency.match_department("Văn phòng", THEN, "an-khe") == Match(near=both)


def test_a_department_that_ended_is_said_to_have_ended(agency: Registry) -> None:
    assert agency.match_department("Phòng 15", NOW) == Match(id="phong-15", ended=True)


# --- authors ----------------------------------------------------------------------


def test_tu_and_tu_are_two_people(agency: Registry) -> None:
    assert agency.match_author("Nguyễn Văn Tú", THEN) == Match(id="nguyen-van-tu-1")
    assert agency.match_author("NGUYỄN VĂN TƯ", THEN) == Match(id="nguyen-van-tu-2")
    assert agency.match_author("Nguyen Van Tu", THEN) == Match(
        near=("nguyen-van-tu-1", "nguyen-van-tu-2")
    )
    assert agency.homonyms("nguyen-van-tu-1") == ()


def test_homonyms_are_narrowed_by_date_department_and_unit(agency: Registry) -> None:
    match = agency.match_author("Minh Anh", THEN)
    assert match == Match(candidates=("minh-anh-phong-8", "minh-anh-van-phong"))
    assert agency.match_author("Minh Anh", THEN, department="phong-8").id == "minh-anh-phong-8"
    assert agency.match_author("Minh Anh", THEN, department="phong-15").id == "minh-anh-phong-8"
    early = agency.match_author("Minh Anh", date(2010, 1, 1), unit="hoa-thuong")
    assert early == Match(id="minh-anh-hoa-thuong")
    assert agency.homonyms("minh-anh-phong-8") == ("minh-anh-hoa-thuong", "minh-anh-van-phong")


def test_a_single_author_may_sign_from_anywhere(agency: Registry) -> None:
    assert agency.match_author("Thúy Kiều", THEN, department="phong-8") == Match(id="thuy-kieu")


@pytest.mark.parametrize("written", ["P.V", "PV", "P.V.", "pv"])
def test_initials_are_one_with_and_without_dots(agency: Registry, written: str) -> None:
    assert agency.match_author(written, THEN) == Match(id="pv")


# --- lineage ------------------------------------------------------------------------


def test_predecessors_go_back_to_the_beginning_nearest_first(agency: Registry) -> None:
    assert agency.predecessors("khu-vuc-2") == ("hoa-thuong", "thuy-ha", "hoa-thuy")
    assert agency.predecessors("phong-8") == ("phong-15",)
    assert agency.predecessors("hoa-thuy") == ()


def test_heirs_are_those_in_being_today(agency: Registry) -> None:
    assert agency.heirs("hoa-thuy") == ("khu-vuc-2", "khu-vuc-1")
    assert agency.heirs("an-khe") == ("khu-vuc-1",)
    assert agency.heirs("khu-vuc-1") == ()
    assert agency.heirs("dao-ngoc") == ()
    assert agency.heirs("nobody") == ()


def test_lineage_links_what_succession_links(agency: Registry) -> None:
    assert agency.same_lineage("hoa-thuy", "khu-vuc-2")
    assert agency.same_lineage("an-khe", "thuy-ha")
    assert not agency.same_lineage("an-khe", "dao-ngoc")
    assert agency.root("nobody") == "nobody"


def test_children_and_departments_come_in_vietnamese_order(agency: Registry) -> None:
    assert agency.children("tinh-lam-giang")[:3] == ("an-khe", "hoa-thuy", "hoa-thuong")
    assert agency.departments_of("tinh-lam-giang") == (
        "phong-8",
        "phong-15",
        "thanh-tra-khieu-to",
        "van-phong",
    )


def test_equal_content_has_an_equal_digest_and_a_change_another() -> None:
    files = read(HERE / "fixtures" / "agency")
    one, _ = read_registry(files)
    same, _ = read_registry({k: f"# Ghi chú\n{v}" for k, v in reversed(files.items())})
    authors = files["registry/authors.toml"].replace("Thuý Kiều", "Thúy Kiều")
    other, _ = read_registry(files | {"registry/authors.toml": authors})
    assert one is not None
    assert same is not None
    assert other is not None
    assert one.digest == same.digest != other.digest


def test_a_file_that_cannot_be_read_hides_no_fault_of_another(tmp_path: Path) -> None:
    write_agency(tmp_path)
    folder = tmp_path / "registry"
    (folder / "departments.toml").write_bytes(b"# ph\xf2ng")
    authors = (folder / "authors.toml").read_text("utf-8")
    (folder / "authors.toml").write_text(
        authors + '\n[[author]]\nid = "Moi"\nname = "Mới"\n', "utf-8"
    )
    found = read_agency(tmp_path)
    assert found.registry is None
    assert [one.path.rpartition("/")[2] for one in found.problems] == [
        "departments.toml",
        "authors.toml",
    ]
