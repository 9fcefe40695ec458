"""The illustrations of the sample newsroom, drawn from geometry: cut paper, one hand, few colours.

``python tests/support/draw_pictures.py [folder]`` draws all of them again into
the fixture newsroom (or ``folder``), byte for byte the same with the same Pillow.
Some carry what a camera or an editor leaves in a file (EXIF with a position,
a turned frame, XMP, PNG text), so that taking it away can be shown and tested.
The cameras, positions and remarks in them are invented.

A scene is a function that lays cuts on a ``Sheet``. A shape is a list of
polygons in a frame of 1600 × 1000, whatever the size of the file.
"""

from __future__ import annotations

import io
import math
import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, PngImagePlugin

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "newsroom" / "content" / "anh"

Point = tuple[float, float]
Shape = list[list[Point]]

WIDTH, HEIGHT = 1600, 1000
OVERSAMPLING = 1.5

PAPER = "#f4ead6"
CREAM = "#fbf5e8"
SAND = "#e7d8b8"
STRAW = "#d6c08f"
GOLD = "#bf9546"
LACQUER = "#9c2a24"
WINE = "#6d1d1c"
CLAY = "#b9654a"
INK = "#26221f"
UMBER = "#55483c"
STONE = "#a89f8e"
MIST = "#dde0d0"
WATER = "#a3b9b0"
DEEP = "#5f7f7b"
SPROUT = "#b4c288"
PADDY = "#83a05a"
LEAF = "#557846"
PINE = "#34503a"


# --- shapes -------------------------------------------------------------------


def poly(*points: Point) -> Shape:
    return [list(points)]


def rect(left: float, top: float, right: float, bottom: float) -> Shape:
    return poly((left, top), (right, top), (right, bottom), (left, bottom))


def disc(x: float, y: float, rx: float, ry: float | None = None) -> Shape:
    ry = rx if ry is None else ry
    turns = [math.tau * i / 72 for i in range(72)]
    return [[(x + rx * math.cos(t), y + ry * math.sin(t)) for t in turns]]


def rounded(left: float, top: float, right: float, bottom: float, r: float) -> Shape:
    corners = ((right - r, bottom - r, 0), (left + r, bottom - r, 1))
    corners += ((left + r, top + r, 2), (right - r, top + r, 3))
    return [
        [
            (x + r * math.cos(t), y + r * math.sin(t))
            for x, y, quarter in corners
            for t in (math.pi / 2 * (quarter + i / 8) for i in range(9))
        ]
    ]


def smooth(points: Iterable[Point], *, closed: bool = False) -> list[Point]:
    """A Catmull-Rom curve through ``points``."""
    known = list(points)
    around = [known[-1], *known, *known[:2]] if closed else [known[0], *known, known[-1]]
    curve: list[Point] = []
    for before, start, end, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        for step in range(12):
            t = step / 12
            curve.append(
                tuple(  # type: ignore[arg-type]
                    0.5
                    * (
                        2 * b
                        + (c - a) * t
                        + (2 * a - 5 * b + 4 * c - d) * t**2
                        + (3 * b - a - 3 * c + d) * t**3
                    )
                    for a, b, c, d in zip(before, start, end, after, strict=True)
                )
            )
    if not closed:
        curve.append(known[-1])
    return curve


def blob(*points: Point) -> Shape:
    return [smooth(points, closed=True)]


def ridge(*points: Point, bottom: float = HEIGHT + 20) -> Shape:
    """Everything under a curve."""
    return [[*smooth(points), (points[-1][0], bottom), (points[0][0], bottom)]]


def stroke(points: Iterable[Point], width: float, *, end: float | None = None) -> Shape:
    """A line of ``width`` that narrows or widens to ``end``."""
    path = list(points)
    end = width if end is None else end
    made: Shape = []
    last = len(path) - 1
    for i, ((ax, ay), (bx, by)) in enumerate(pairwise(path)):
        a = (width + (end - width) * i / last) / 2
        b = (width + (end - width) * (i + 1) / last) / 2
        along = math.hypot(bx - ax, by - ay) or 1.0
        nx, ny = (ay - by) / along, (bx - ax) / along
        made.append(
            [
                (ax + nx * a, ay + ny * a),
                (bx + nx * b, by + ny * b),
                (bx - nx * b, by - ny * b),
                (ax - nx * a, ay - ny * a),
            ]
        )
        made += disc(ax, ay, a)
    made += disc(*path[-1], end / 2)
    return made


def line(width: float, *points: Point, end: float | None = None) -> Shape:
    return stroke(smooth(points), width, end=end)


def leaf(x: float, y: float, length: float, angle: float, width: float) -> Shape:
    """A pointed leaf growing from (x, y) at ``angle`` degrees, 0 to the right, 90 up."""
    made = []
    for side in (1, -1):
        steps = range(13) if side == 1 else range(12, -1, -1)
        for i in steps:
            t = i / 12
            made.append((length * t, side * width / 2 * math.sin(math.pi * t**0.8)))
    return shift(turn([made], -angle), x, y)


def turn(shape: Shape, degrees: float, x: float = 0, y: float = 0) -> Shape:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [
        [(x + (px - x) * c - (py - y) * s, y + (px - x) * s + (py - y) * c) for px, py in part]
        for part in shape
    ]


def shift(shape: Shape, dx: float, dy: float) -> Shape:
    return [[(x + dx, y + dy) for x, y in part] for part in shape]


def star(x: float, y: float, r: float) -> Shape:
    return [
        [
            (
                x + (r if i % 2 == 0 else r * 0.382) * math.sin(math.pi * i / 5),
                y - (r if i % 2 == 0 else r * 0.382) * math.cos(math.pi * i / 5),
            )
            for i in range(10)
        ]
    ]


# --- paper ----------------------------------------------------------------------


def rgb(colour: str) -> tuple[int, int, int]:
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


class Sheet:
    """A picture in the making: cuts of paper one upon another, each with its own soft shadow."""

    def __init__(self, ground: str, seed: str) -> None:
        self.size = (round(WIDTH * OVERSAMPLING), round(HEIGHT * OVERSAMPLING))
        self.image = Image.new("RGB", self.size, rgb(ground))
        self.chance = random.Random(seed)

    def cut(
        self, colour: str, *shapes: Shape, lift: float = 5, without: Shape | None = None
    ) -> None:
        """Lay paper of ``colour`` in these shapes; ``lift`` is how far it stands off the sheet."""
        mask = self._mask([part for shape in shapes for part in shape])
        if without is not None:
            mask = ImageChops.subtract(mask, self._mask(without))
        if lift:
            # The shadow is soft, so it is made small and enlarged: same look, a tenth of the time.
            small = mask.resize((self.size[0] // 4, self.size[1] // 4), Image.Resampling.BOX)
            reach = lift * OVERSAMPLING / 4
            soft = small.filter(ImageFilter.GaussianBlur(reach * 0.9))
            soft = soft.transform(
                soft.size, Image.Transform.AFFINE, (1, 0, -reach * 0.35, 0, 1, -reach * 0.75)
            )
            shade = soft.resize(self.size, Image.Resampling.BILINEAR).point(lambda v: v * 0.30)
            self.image.paste(rgb("#2a1d10"), (0, 0), shade)
        self.image.paste(rgb(colour), (0, 0), mask)

    def glow(self, colour: str, shape: Shape, strength: float, blur: float) -> None:
        """Light or dusk: a blurred, translucent patch."""
        mask = self._mask(shape).resize((self.size[0] // 8, self.size[1] // 8))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * OVERSAMPLING / 8))
        mask = mask.resize(self.size, Image.Resampling.BICUBIC).point(lambda v: v * strength)
        self.image.paste(rgb(colour), (0, 0), mask)

    def _mask(self, parts: Shape) -> Image.Image:
        mask = Image.new("L", self.size, 0)
        pen = ImageDraw.Draw(mask)
        for part in parts:
            pen.polygon(
                [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in self._by_hand(part)], fill=255
            )
        return mask

    def _by_hand(self, part: list[Point]) -> list[Point]:
        """Long straight edges waver a little, as scissors do."""
        made: list[Point] = []
        for (ax, ay), (bx, by) in zip(part, [*part[1:], part[0]], strict=True):
            pieces = min(40, int(math.hypot(bx - ax, by - ay) // 45))
            made.append((ax, ay))
            for i in range(1, pieces):
                t = i / pieces
                made.append(
                    (
                        ax + (bx - ax) * t + self.chance.uniform(-0.9, 0.9),
                        ay + (by - ay) * t + self.chance.uniform(-0.9, 0.9),
                    )
                )
        return made

    def finish(self, *, grain: bool = True) -> Image.Image:
        """The sheet at its final size, with the tooth of the paper."""
        image = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        if not grain:
            return image
        tooth = Image.frombytes(
            "L", (WIDTH // 2, HEIGHT // 2), self.chance.randbytes(WIDTH * HEIGHT // 4)
        )
        tooth = tooth.filter(ImageFilter.GaussianBlur(0.9)).resize(
            (WIDTH, HEIGHT), Image.Resampling.BICUBIC
        )
        tooth = tooth.point(lambda v: 128 + (v - 128) * 0.16)
        lighter = ImageChops.soft_light(image, Image.merge("RGB", (tooth,) * 3))
        return Image.blend(image, lighter, 0.75)


# --- things that recur -----------------------------------------------------------


def sky(sheet: Sheet, horizon: float, *colours: str) -> None:
    """Bands of paper from the top down to ``horizon``, each torn along a long wave."""
    for i, colour in enumerate(colours):
        top = horizon * (0.25 + 0.75 * i / max(1, len(colours)))
        sway = [(x, top + sheet.chance.uniform(-22, 22)) for x in range(-100, 1801, 260)]
        sheet.cut(colour, ridge(*sway), lift=7)


def tree(sheet: Sheet, x: float, ground: float, height: float, *, dark: bool = False) -> None:
    greens = (PINE, LEAF, PADDY) if not dark else (INK, PINE, LEAF)
    sheet.cut(
        UMBER,
        line(
            height * 0.07,
            (x, ground),
            (x + height * 0.02, ground - height * 0.6),
            end=height * 0.03,
        ),
        lift=4,
    )
    crown = ground - height * 0.68
    for i, green in enumerate(greens):
        spread = height * (0.36 - 0.09 * i)
        tufts: Shape = []
        for k in range(9):
            a = math.tau * k / 9
            tufts += disc(
                x - spread * 0.18 * i + spread * 0.75 * math.cos(a),
                crown - spread * 0.16 * i + spread * 0.55 * math.sin(a),
                spread * sheet.chance.uniform(0.34, 0.46),
            )
        tufts += disc(x - spread * 0.18 * i, crown - spread * 0.16 * i, spread * 0.8, spread * 0.6)
        sheet.cut(green, tufts, lift=5)


def palm(sheet: Sheet, x: float, ground: float, height: float, colour: str = PINE) -> None:
    """An areca palm: a ringed pole and drooping fronds."""
    top = ground - height
    sheet.cut(UMBER, line(13, (x, ground), (x + 8, ground - height / 2), (x, top), end=8), lift=3)
    fronds: Shape = []
    for angle in (8, 35, 62, 92, 120, 148, 174):
        reach = height * 0.34
        a = math.radians(angle)
        tip = (
            x + reach * math.cos(a),
            top - reach * 0.75 * math.sin(a) + reach * 0.22 * abs(math.cos(a)),
        )
        mid = (x + reach * 0.55 * math.cos(a), top - reach * 0.62 * math.sin(a) - reach * 0.08)
        fronds += line(17, (x, top), mid, tip, end=2)
    sheet.cut(colour, fronds, lift=4)


def bamboo(sheet: Sheet, x: float, ground: float, height: float, lean: float) -> None:
    for k, colour in enumerate((LEAF, PADDY, LEAF)):
        base = x + k * 26
        tip = (base + lean * (0.7 + 0.25 * k), ground - height * (0.85 + 0.1 * k))
        mid = (base + lean * 0.25, ground - height * 0.55)
        sheet.cut(colour, line(12, (base, ground), mid, tip, end=3), lift=3)
        blades: Shape = []
        for i in range(10):
            t = 0.4 + 0.06 * i
            px = base + (tip[0] - base) * t**1.5
            py = ground + (tip[1] - ground) * t
            blades += leaf(px, py, 74, sheet.chance.choice((-28, -50, 205, 228)), 15)
        sheet.cut(PINE if k % 2 else LEAF, blades, lift=3)


def flag(sheet: Sheet, x: float, ground: float, top: float, width: float = 150) -> None:
    sheet.cut(UMBER, rect(x - 5, top, x + 5, ground), lift=4)
    sheet.cut(GOLD, disc(x, top - 4, 9), lift=2)
    h = width * 0.64
    upper = [
        (x + 5 + width * t, top + 12 + 9 * math.sin(t * 5.2)) for t in (i / 16 for i in range(17))
    ]
    sheet.cut(LACQUER, [upper + [(px, py + h) for px, py in reversed(upper)]], lift=5)
    sheet.cut(GOLD, star(x + 5 + width * 0.5, top + 16 + h * 0.5, h * 0.29), lift=0)


def tiles(
    sheet: Sheet, left: float, top: float, right: float, bottom: float, colour: str, under: str
) -> None:
    """A roof of scale tiles, row over row from the eave up."""
    rows = max(3, int((bottom - top) / 34))
    step = (bottom - top) / rows
    for row in range(rows, 0, -1):
        y = top + step * (row - 1)
        slope = 70 * (1 - (row - 1) / rows)
        scales: Shape = rect(left + slope, y - 4, right - slope, y + step * 0.55)
        count = max(4, int((right - left - 2 * slope) / 46))
        wide = (right - left - 2 * slope) / count
        for k in range(count + (row % 2)):
            cx = left + slope + wide * (k + (0.5 if row % 2 == 0 else 0))
            if left + slope <= cx <= right - slope:
                scales += disc(cx, y + step * 0.55, wide * 0.49, step * 0.55)
        sheet.cut(colour if row % 2 else under, scales, lift=3)


def papers(sheet: Sheet, x: float, y: float, width: float, angle: float, rows: int = 7) -> None:
    """A written page: lines, no letters."""
    height = width * 1.38
    sheet.cut(CREAM, turn(rect(x, y, x + width, y + height), angle, x, y), lift=6)
    writing: Shape = []
    for i in range(rows):
        ly = y + height * (0.16 + 0.1 * i)
        long = width * (0.82 if i % 3 != 2 else 0.55)
        writing += turn(
            rect(x + width * 0.12, ly, x + long, ly + max(3, width * 0.02)), angle, x, y
        )
    sheet.cut(STONE, writing, lift=0)


def cup(sheet: Sheet, x: float, y: float, size: float) -> None:
    sheet.cut(SAND, disc(x, y + size * 0.55, size * 0.95, size * 0.26), lift=4)
    sheet.cut(
        CREAM,
        [
            *poly(
                (x - size * 0.6, y - size * 0.35),
                (x + size * 0.6, y - size * 0.35),
                (x + size * 0.42, y + size * 0.45),
                (x - size * 0.42, y + size * 0.45),
            )
        ],
        disc(x, y + size * 0.42, size * 0.42, size * 0.14),
        lift=4,
    )
    sheet.cut(GOLD, disc(x, y - size * 0.35, size * 0.6, size * 0.17), lift=0)
    sheet.cut(UMBER, disc(x, y - size * 0.34, size * 0.5, size * 0.12), lift=0)


def lotus(sheet: Sheet, x: float, y: float, size: float) -> None:
    for spread, colour, reach in ((78, CLAY, 1.0), (46, LACQUER, 1.08), (16, CLAY, 1.12)):
        petals: Shape = []
        for angle in (90 - spread, 90 + spread) if spread > 20 else (90 - spread, 90 + spread, 90):
            petals += leaf(x, y, size * reach, angle, size * 0.5)
        sheet.cut(colour, petals, lift=4)


def books(sheet: Sheet, x: float, floor: float, count: int, height: float) -> float:
    """A row of law books from ``x``; returns where it ends."""
    for _ in range(count):
        wide = sheet.chance.uniform(34, 66)
        tall = height * sheet.chance.uniform(0.78, 1.0)
        colour = sheet.chance.choice((LACQUER, WINE, PINE, UMBER, GOLD, STRAW, CLAY, DEEP))
        sheet.cut(colour, rect(x, floor - tall, x + wide, floor), lift=4)
        band = CREAM if colour in {LACQUER, WINE, PINE, UMBER, DEEP} else WINE
        sheet.cut(
            band,
            rect(x + 7, floor - tall * 0.84, x + wide - 7, floor - tall * 0.8),
            rect(x + 7, floor - tall * 0.24, x + wide - 7, floor - tall * 0.2),
            lift=0,
        )
        x += wide + 3
    return x


# --- scenes -----------------------------------------------------------------------


def court_house(s: Sheet) -> None:
    sky(s, 620, PAPER, CREAM)
    s.cut(STRAW, disc(1270, 250, 92), lift=4)
    s.cut(
        SPROUT,
        ridge((-50, 640), (250, 560), (560, 610), (900, 570), (1250, 600), (1650, 540)),
        lift=5,
    )
    for x, h in ((120, 330), (1490, 360), (1370, 250)):
        tree(s, x, 760, h)
    s.cut(SAND, rect(240, 420, 1360, 780), lift=9)
    s.cut(STRAW, rect(240, 700, 1360, 780), lift=0)
    for x in (290, 400, 1130, 1240):
        s.cut(UMBER, rounded(x, 500, x + 70, 660, 12), lift=0)
        s.cut(WATER, rect(x + 10, 512, x + 60, 650), lift=0)
        s.cut(UMBER, rect(x + 31, 505, x + 39, 655), rect(x + 5, 575, x + 65, 583), lift=0)
        s.cut(CREAM, rect(x - 10, 660, x + 80, 674), lift=3)
    s.cut(STRAW, rect(520, 430, 1080, 780), lift=6)
    s.cut(WINE, rect(730, 520, 870, 780), lift=0)
    s.cut(LACQUER, rect(738, 530, 797, 780), rect(803, 530, 862, 780), lift=0)
    s.cut(GOLD, disc(790, 660, 6), disc(810, 660, 6), lift=0)
    for x in (560, 660, 910, 1010):
        s.cut(
            CREAM,
            rect(x - 2, 440, x + 42, 780),
            rect(x - 12, 440, x + 52, 466),
            rect(x - 12, 756, x + 52, 780),
            lift=7,
        )
    s.cut(CREAM, rect(490, 390, 1110, 444), lift=7)
    s.cut(GOLD, rect(490, 430, 1110, 438), lift=0)
    tiles(s, 200, 330, 540, 420, CLAY, LACQUER)
    tiles(s, 1060, 330, 1400, 420, CLAY, LACQUER)
    s.cut(LACQUER, poly((460, 394), (800, 235), (1140, 394)), lift=8)
    s.cut(SAND, poly((540, 380), (800, 262), (1060, 380)), lift=0)
    s.cut(GOLD, disc(800, 338, 30), lift=2)
    s.cut(SAND, disc(800, 338, 20), lift=0)
    flag(s, 800, 240, 90, 120)
    for i, (left, colour) in enumerate(((480, CREAM), (440, SAND), (400, CREAM))):
        s.cut(colour, rect(left, 778 + i * 28, 1600 - left, 810 + i * 28), lift=5)
    s.cut(STRAW, ridge((-50, 850), (400, 862), (800, 858), (1200, 862), (1650, 846)), lift=6)
    s.cut(SAND, poly((640, 862), (960, 862), (1180, 1010), (420, 1010)), lift=0)
    for x in (130, 260, 375, 1225, 1340, 1475):
        s.cut(PINE, disc(x, 880, 62, 48), lift=6)
        s.cut(LEAF, disc(x - 8, 866, 46, 32), lift=3)


def rice_fields(s: Sheet) -> None:
    sky(s, 430, PAPER, CREAM)
    s.cut(LACQUER, disc(1120, 300, 96), lift=4)
    s.cut(MIST, ridge((-50, 400), (300, 380), (700, 405), (1100, 378), (1650, 400)), lift=5)
    s.cut(
        DEEP,
        ridge((-50, 440), (160, 405), (330, 432), (600, 415), (900, 440), (1250, 410), (1650, 436)),
        lift=5,
    )
    tufts: Shape = []
    for x in range(-20, 1640, 42):
        if not 560 < x < 980:
            tufts += disc(
                x,
                448 + s.chance.uniform(-10, 6),
                s.chance.uniform(24, 44),
                s.chance.uniform(20, 40),
            )
    s.cut(PINE, tufts, rect(-10, 446, 1610, 470), lift=4)
    s.cut(
        CLAY,
        poly((240, 446), (285, 414), (330, 446)),
        poly((330, 448), (368, 422), (406, 448)),
        lift=2,
    )
    s.cut(CREAM, rect(255, 446, 315, 466), rect(342, 448, 396, 466), lift=0)
    bands = ((462, SPROUT), (500, PADDY), (556, WATER), (622, SPROUT), (712, PADDY), (830, LEAF))
    for y, colour in bands:
        s.cut(
            colour,
            ridge((-50, y + 8), (380, y - 6), (820, y + 6), (1250, y - 8), (1650, y + 4)),
            lift=6,
        )
    s.cut(LACQUER, disc(1120, 592, 78, 12), rect(1075, 604, 1165, 608), lift=0)
    s.cut(CREAM, rect(300, 584, 520, 588), rect(700, 600, 860, 604), lift=0)
    dyke = [(700, 470), (640, 540), (770, 640), (560, 780), (700, 1030)]
    far = [(712, 470), (668, 540), (830, 640), (720, 780), (1010, 1030)]
    s.cut(STRAW, [smooth(dyke) + smooth(far)[::-1]], lift=8)
    s.cut(
        SAND,
        [
            smooth([(706, 470), (652, 540), (790, 640), (620, 780), (800, 1030)])
            + smooth([(709, 470), (660, 540), (812, 640), (678, 780), (915, 1030)])[::-1]
        ],
        lift=0,
    )
    for row, (y, size) in enumerate(((660, 24), (750, 36), (860, 52), (960, 70))):
        blades: Shape = []
        for x in range(-20, 1640, int(size * 1.35)):
            if not 520 < x < 1040:
                for angle in (62, 90, 118):
                    blades += leaf(
                        x + s.chance.uniform(-8, 8),
                        y + 14,
                        size,
                        angle + s.chance.uniform(-9, 9),
                        size * 0.17,
                    )
        s.cut(PINE if row % 2 else LEAF, blades, lift=2)
    for x, y, k in ((420, 220, 1.0), (510, 180, 0.8), (580, 246, 0.7)):
        s.cut(
            CREAM,
            line(9 * k, (x - 52 * k, y - 16 * k), (x - 20 * k, y - 24 * k), (x, y), end=7 * k),
            line(9 * k, (x + 52 * k, y - 20 * k), (x + 20 * k, y - 26 * k), (x, y), end=7 * k),
            leaf(x - 12 * k, y - 4, 40 * k, -12, 14 * k),
            lift=3,
        )


def meeting_table(s: Sheet) -> None:
    s.cut(SAND, rect(-10, -10, 1610, 560), lift=0)
    for x in (130, 620, 1110):
        s.cut(CREAM, rect(x, 70, x + 360, 420), lift=7)
        s.cut(MIST, rect(x + 18, 88, x + 342, 402), lift=0)
        s.cut(
            SPROUT,
            ridge((x + 18, 330), (x + 120, 290), (x + 230, 322), (x + 342, 280), bottom=402),
            lift=0,
        )
        s.cut(PADDY, ridge((x + 18, 372), (x + 150, 350), (x + 342, 366), bottom=402), lift=0)
        s.cut(CREAM, rect(x + 173, 80, x + 187, 410), rect(x + 10, 238, x + 350, 250), lift=2)
    s.cut(STRAW, rect(-10, 470, 1610, 1010), lift=6)
    for x in (250, 480, 710, 940, 1170):
        s.cut(UMBER, rounded(x, 410, x + 150, 610, 26), lift=7)
        s.cut(GOLD, rounded(x + 18, 430, x + 132, 580, 16), lift=0)
    s.cut(WINE, poly((200, 560), (1400, 560), (1700, 1030), (-100, 1030)), lift=12)
    s.cut(LACQUER, poly((216, 548), (1384, 548), (1660, 980), (-60, 980)), lift=0)
    s.cut(CLAY, poly((640, 548), (960, 548), (1090, 980), (510, 980)), lift=0)
    for x, y, w, a in (
        (300, 590, 92, 6),
        (540, 588, 92, -4),
        (980, 586, 92, 4),
        (1200, 590, 92, -7),
    ):
        papers(s, x, y, w, a, rows=6)
    for x, y, w, a in (
        (120, 770, 150, 5),
        (420, 780, 150, -3),
        (1060, 776, 150, 3),
        (1330, 772, 150, -6),
    ):
        papers(s, x, y, w, a)
    for x, y, k in (
        (450, 640, 27),
        (905, 636, 27),
        (1150, 640, 27),
        (350, 850, 42),
        (1290, 850, 42),
    ):
        cup(s, x, y, k)
    s.cut(
        CREAM,
        blob((750, 690), (770, 800), (800, 815), (850, 800), (868, 690), (845, 660), (775, 660)),
        lift=8,
    )
    s.cut(GOLD, rect(756, 700, 862, 708), lift=0)
    s.cut(
        PINE,
        leaf(806, 670, 170, 130, 62),
        leaf(810, 670, 180, 48, 62),
        leaf(808, 670, 120, 95, 40),
        lift=5,
    )
    for x, y, k in ((742, 560, 62), (812, 522, 78), (886, 568, 60)):
        lotus(s, x, y, k)


def files_and_stamps(s: Sheet) -> None:
    s.cut(SAND, ridge((-50, 620), (500, 600), (1000, 622), (1650, 596)), lift=6)
    s.cut(STRAW, ridge((-50, 660), (500, 640), (1000, 662), (1650, 636)), lift=0)
    left, y = 220, 800
    for i, colour in enumerate((UMBER, STRAW, CLAY, SAND, PINE, STRAW, LACQUER, SAND)):
        dx = (0, 22, -14, 30, 6, -20, 16, 0)[i]
        s.cut(
            colour,
            turn(
                rect(left + dx, y - 52, left + 620 + dx, y), (0.6, -0.8, 0.4, -0.3)[i % 4], left, y
            ),
            lift=7,
        )
        s.cut(CREAM, rect(left + dx + 12, y - 36, left + dx + 606, y - 12), lift=0)
        s.cut(
            STONE,
            rect(left + dx + 12, y - 28, left + dx + 606, y - 26),
            rect(left + dx + 12, y - 20, left + dx + 606, y - 18),
            lift=0,
        )
        s.cut(colour, rect(left + dx, y - 52, left + dx + 620, y - 38), lift=2)
        if i % 2:
            s.cut(
                LACQUER if colour != LACQUER else GOLD,
                poly(
                    (left + dx + 470, y - 46),
                    (left + dx + 520, y - 46),
                    (left + dx + 520, y + 26),
                    (left + dx + 495, y + 8),
                    (left + dx + 470, y + 26),
                ),
                lift=3,
            )
        y -= 54
    for x, k, colour in ((1010, 1.0, WINE), (1190, 0.8, UMBER)):
        base = 800
        s.cut(INK, rounded(x - 82 * k, base - 46 * k, x + 82 * k, base, 10), lift=8)
        s.cut(
            colour,
            blob(
                (x - 58 * k, base - 46 * k),
                (x - 30 * k, base - 130 * k),
                (x - 46 * k, base - 210 * k),
                (x, base - 262 * k),
                (x + 46 * k, base - 210 * k),
                (x + 30 * k, base - 130 * k),
                (x + 58 * k, base - 46 * k),
            ),
            lift=6,
        )
        s.cut(GOLD, rect(x - 60 * k, base - 60 * k, x + 60 * k, base - 48 * k), lift=2)
        s.cut(CLAY, leaf(x - 12 * k, base - 130 * k, 96 * k, 92, 18 * k), lift=0)
    s.cut(INK, rounded(1290, 742, 1500, 806, 14), lift=8)
    s.cut(LACQUER, rounded(1304, 748, 1486, 776, 8), lift=0)
    papers(s, 860, 842, 120, 0, 1)
    s.cut(CREAM, poly((760, 836), (1470, 836), (1570, 1010), (680, 1010)), lift=8)
    s.cut(
        STONE,
        *(rect(830 + i * 4, 862 + 26 * i, 1220 - 60 * (i % 2), 867 + 26 * i) for i in range(5)),
        lift=0,
    )
    ring = disc(1360, 920, 86, 54)
    s.cut(LACQUER, ring, lift=0, without=disc(1360, 920, 74, 45))
    s.cut(LACQUER, disc(1360, 920, 46, 27), lift=0, without=disc(1360, 920, 38, 21))
    s.cut(SAND, rect(860, 110, 1460, 440), lift=7)
    for x, y, a in ((900, 300, 3), (1085, 290, -2), (1265, 302, 2)):
        s.cut(CREAM, turn(rect(x, y - 150, x + 150, y + 50), a, x + 75, y), lift=6)
        s.cut(
            STONE,
            *(
                turn(
                    rect(x + 20, y - 118 + 26 * i, x + 124 - 30 * (i % 3 == 2), y - 113 + 26 * i),
                    a,
                    x + 75,
                    y,
                )
                for i in range(6)
            ),
            lift=0,
        )
        s.cut(LACQUER, disc(x + 75, y - 140, 8), lift=3)


def school_yard(s: Sheet) -> None:
    sky(s, 560, PAPER, CREAM)
    for x, y, k in ((300, 150, 1.0), (1150, 120, 0.8)):
        s.cut(
            CREAM,
            disc(x, y, 110 * k, 34 * k),
            disc(x + 70 * k, y - 26 * k, 74 * k, 36 * k),
            disc(x - 66 * k, y - 14 * k, 60 * k, 28 * k),
            lift=5,
        )
    s.cut(PADDY, ridge((-50, 560), (300, 520), (700, 545), (1200, 510), (1650, 540)), lift=5)
    s.cut(STRAW, rect(180, 330, 1420, 730), lift=8)
    s.cut(SAND, rect(180, 520, 1420, 540), lift=2)
    tiles(s, 130, 240, 1470, 340, CLAY, LACQUER)
    for level in (368, 566):
        for x in range(230, 1380, 165):
            s.cut(
                LEAF if level == 368 else PINE,
                rect(x, level, x + 44, level + 126),
                rect(x + 48, level, x + 92, level + 126),
                lift=3,
            )
            s.cut(
                SPROUT,
                *(rect(x + 6, level + 12 + 19 * i, x + 38, level + 17 + 19 * i) for i in range(6)),
                *(rect(x + 54, level + 12 + 19 * i, x + 86, level + 17 + 19 * i) for i in range(6)),
                lift=0,
            )
    for x in range(200, 1420, 165):
        s.cut(CREAM, rect(x - 8, 340, x + 12, 730), lift=4)
    s.cut(CREAM, rect(170, 500, 1430, 524), lift=4)
    s.cut(SAND, ridge((-50, 730), (800, 722), (1650, 730)), lift=6)
    s.cut(
        CREAM,
        poly((-10, 800), (1610, 780), (1610, 788), (-10, 808)),
        poly((-10, 905), (1610, 880), (1610, 892), (-10, 917)),
        lift=0,
    )
    tree(s, 150, 850, 560)
    tree(s, 1480, 870, 600)
    s.cut(GOLD, disc(800, 838, 150, 40), lift=6)
    s.cut(CREAM, disc(800, 824, 116, 30), lift=4)
    flag(s, 800, 826, 130, 210)
    for i in range(7):
        x = 330 + i * 46 if i < 4 else 1030 + (i - 4) * 46
        s.cut((LACQUER, PINE, GOLD, UMBER)[i % 4], rounded(x, 868, x + 38, 918, 12), lift=5)
        s.cut(CREAM, rect(x + 8, 892, x + 30, 900), lift=0)
    blooms: Shape = []
    for _ in range(46):
        blooms += disc(
            s.chance.uniform(10, 330), s.chance.uniform(300, 520), s.chance.uniform(7, 12)
        )
    s.cut(LACQUER, blooms, lift=2)


def bicycle(s: Sheet, x: float, ground: float, k: float, colour: str) -> None:
    r = 100 * k
    for cx in (x, x + 290 * k):
        s.cut(INK, disc(cx, ground - r, r), lift=5, without=disc(cx, ground - r, r - 10 * k))
        spokes: Shape = []
        for a in range(0, 180, 20):
            dx, dy = (
                (r - 8 * k) * math.cos(math.radians(a)),
                (r - 8 * k) * math.sin(math.radians(a)),
            )
            spokes += stroke([(cx - dx, ground - r - dy), (cx + dx, ground - r + dy)], 2 * k)
        s.cut(STONE, spokes, lift=0)
        s.cut(UMBER, disc(cx, ground - r, 10 * k), lift=0)
        s.cut(
            UMBER,
            [
                smooth(
                    [
                        (cx - r * 0.98, ground - r - 28 * k),
                        (cx - r * 0.5, ground - 2 * r - 2 * k),
                        (cx + r * 0.4, ground - 2 * r - 6 * k),
                        (cx + r * 0.9, ground - 1.6 * r),
                    ]
                )
                + smooth(
                    [
                        (cx + r * 0.84, ground - 1.56 * r),
                        (cx + r * 0.36, ground - 1.94 * r),
                        (cx - r * 0.46, ground - 1.9 * r),
                        (cx - r * 0.88, ground - r - 24 * k),
                    ]
                )
            ],
            lift=2,
        )
    rear, crank = (x, ground - r), (x + 128 * k, ground - r + 6 * k)
    seat, head = (x + 84 * k, ground - 240 * k), (x + 248 * k, ground - 236 * k)
    front = (x + 290 * k, ground - r)
    bar = (x + 236 * k, ground - 292 * k)
    frame: Shape = []
    for a, b in (
        (rear, crank),
        (rear, seat),
        (seat, crank),
        (crank, head),
        (head, front),
        (head, bar),
    ):
        frame += stroke([a, b], 11 * k)
    frame += line(
        11 * k,
        (seat[0] + 12 * k, seat[1] + 40 * k),
        (x + 160 * k, ground - 176 * k),
        (head[0], head[1] + 14 * k),
    )
    s.cut(colour, frame, lift=4)
    s.cut(
        INK,
        line(
            10 * k,
            (bar[0] + 56 * k, bar[1] + 18 * k),
            (bar[0] + 30 * k, bar[1] - 16 * k),
            (bar[0] - 6 * k, bar[1] - 8 * k),
            (bar[0] - 64 * k, bar[1] + 20 * k),
        ),
        stroke([seat, (seat[0] - 8 * k, seat[1] - 24 * k)], 9 * k),
        blob(
            (seat[0] - 62 * k, seat[1] - 34 * k),
            (seat[0] - 10 * k, seat[1] - 44 * k),
            (seat[0] + 46 * k, seat[1] - 32 * k),
            (seat[0] - 16 * k, seat[1] - 20 * k),
        ),
        lift=4,
    )
    s.cut(GOLD, disc(*crank, 24 * k), lift=2, without=disc(*crank, 13 * k))
    s.cut(
        INK,
        stroke([crank, (crank[0] + 26 * k, crank[1] + 44 * k)], 8 * k),
        rect(crank[0] + 8 * k, crank[1] + 42 * k, crank[0] + 48 * k, crank[1] + 50 * k),
        lift=0,
    )
    s.cut(
        UMBER,
        rect(x - 66 * k, ground - 214 * k, x + 70 * k, ground - 204 * k),
        stroke([(x - 50 * k, ground - 206 * k), rear], 5 * k),
        lift=3,
    )


def bicycles(s: Sheet) -> None:
    s.cut(SAND, rect(-10, -10, 1610, 640), lift=0)
    for row in range(9):
        y = 80 + row * 66
        s.cut(
            STRAW,
            *(
                rounded(x + (70 if row % 2 else 0), y, x + 128 + (70 if row % 2 else 0), y + 54, 6)
                for x in range(-140, 1640, 142)
                if s.chance.random() < 0.42
            ),
            lift=0,
        )
    s.cut(CLAY, rect(-10, 40, 1610, 74), lift=6)
    s.cut(LACQUER, *(disc(x, 74, 24, 20) for x in range(0, 1640, 48)), lift=5)
    s.cut(STRAW, ridge((-50, 690), (800, 676), (1650, 694)), lift=6)
    s.cut(SAND, ridge((-50, 760), (800, 772), (1650, 756)), lift=4)
    bicycle(s, 880, 790, 1.05, PINE)
    bicycle(s, 300, 850, 1.28, LACQUER)
    s.cut(GOLD, poly((640, 560), (782, 560), (762, 652), (660, 652)), lift=6)
    s.cut(UMBER, *(rect(642, 574 + 22 * i, 780, 579 + 22 * i) for i in range(4)), lift=0)
    s.cut(INK, disc(1380, 236, 7), lift=3)
    s.cut(UMBER, line(4, (1310, 392), (1352, 300), (1380, 238), (1408, 300), (1450, 392)), lift=2)
    s.cut(STRAW, poly((1270, 392), (1380, 286), (1490, 392)), disc(1380, 392, 110, 20), lift=7)
    s.cut(
        GOLD, *(stroke([(1380, 290), (1380 + dx, 400)], 3) for dx in (-84, -44, 0, 44, 84)), lift=0
    )
    for x, a in (
        (60, -34),
        (180, -60),
        (-20, -18),
        (300, -74),
        (1500, 216),
        (1560, 236),
        (1400, 250),
    ):
        s.cut(PINE if x % 40 else LEAF, leaf(x, -40, 330, a, 74), lift=7)
    petals: Shape = []
    for _ in range(38):
        px, py = s.chance.uniform(20, 1580), s.chance.uniform(800, 980)
        petals += leaf(px, py, s.chance.uniform(14, 24), s.chance.uniform(0, 360), 9)
    s.cut(LACQUER, petals, lift=2)


def planting(s: Sheet) -> None:
    sky(s, 560, PAPER, CREAM)
    s.cut(STRAW, disc(350, 250, 88), lift=4)
    s.cut(MIST, ridge((-50, 520), (400, 440), (800, 500), (1200, 430), (1650, 500)), lift=6)
    s.cut(SPROUT, ridge((-50, 590), (500, 540), (1000, 575), (1650, 530)), lift=6)
    for x, h in ((1160, 200), (1290, 240), (1420, 220), (1540, 270), (80, 230), (200, 190)):
        tree(s, x, 600, h)
    s.cut(PADDY, ridge((-50, 640), (500, 615), (1000, 640), (1650, 610)), lift=6)
    s.cut(
        UMBER,
        ridge((-50, 800), (300, 775), (660, 730), (800, 715), (960, 735), (1300, 785), (1650, 770)),
        lift=9,
    )
    s.cut("#6a5a4a", disc(800, 772, 150, 24), lift=0)
    clods: Shape = []
    for _ in range(70):
        clods += disc(
            s.chance.uniform(0, 1600),
            s.chance.uniform(830, 985),
            s.chance.uniform(5, 17),
            s.chance.uniform(4, 10),
        )
    s.cut("#6a5a4a", clods, lift=2)
    s.cut(LEAF, line(17, (800, 768), (806, 600), (796, 400), end=8), lift=5)
    pairs = ((690, 60), (615, 70), (540, 78), (470, 70), (415, 58))
    for i, (y, w) in enumerate(pairs):
        s.cut(
            (LEAF, PADDY)[i % 2],
            leaf(802, y, 180 - 16 * i, 28 + 8 * i, w),
            leaf(802, y - 22, 180 - 16 * i, 152 - 8 * i, w),
            lift=6,
        )
    s.cut(PADDY, leaf(796, 405, 120, 90, 46), lift=5)
    s.cut(STRAW, stroke([(880, 790), (868, 470)], 12), lift=4)
    s.cut(LACQUER, stroke([(800, 560), (872, 560)], 9), lift=2)
    s.cut(CLAY, stroke([(1165, 300), (1150, 690)], 22), lift=6)
    s.cut(UMBER, line(20, (1118, 300), (1166, 284), (1214, 304)), lift=5)
    s.cut(STONE, blob((1085, 676), (1215, 684), (1222, 800), (1148, 872), (1078, 792)), lift=5)
    s.cut(
        LACQUER,
        poly((330, 700), (560, 700), (540, 880), (350, 880)),
        disc(445, 880, 95, 20),
        lift=8,
    )
    s.cut(WINE, disc(445, 700, 115, 26), lift=0)
    s.cut(
        LACQUER,
        stroke([(352, 820), (250, 730), (216, 668)], 26, end=20),
        poly((180, 684), (246, 640), (234, 622), (168, 668)),
        lift=5,
    )
    s.cut(
        WINE,
        line(17, (372, 696), (420, 590), (510, 600), (545, 700)),
        line(15, (548, 740), (630, 740), (620, 830), (540, 858)),
        lift=4,
    )


def lighthouse(s: Sheet) -> None:
    sky(s, 600, PAPER, CREAM, MIST)
    s.cut(STRAW, poly((1085, 300), (-60, 150), (-60, 330), (1085, 322)), lift=0)
    s.cut(GOLD, disc(330, 590, 120), lift=4)
    s.cut(DEEP, ridge((-50, 596), (400, 590), (900, 598), (1650, 590)), lift=5)
    for y, colour in ((640, WATER), (700, DEEP), (770, WATER)):
        wave = [(x, y + 11 * math.sin(x / 90 + y)) for x in range(-60, 1700, 60)]
        s.cut(colour, ridge(*wave), lift=5)
    s.cut(
        CREAM,
        *(
            line(4, (x, y), (x + w / 2, y - 5), (x + w, y))
            for x, y, w in (
                (120, 660, 150),
                (360, 622, 120),
                (520, 726, 170),
                (90, 740, 110),
                (700, 668, 90),
                (250, 800, 190),
            )
        ),
        lift=0,
    )
    s.cut(WINE, poly((450, 706), (640, 706), (608, 744), (486, 744)), lift=6)
    s.cut(
        CREAM,
        poly((552, 696), (552, 520), (650, 690)),
        poly((538, 696), (538, 550), (470, 690)),
        lift=5,
    )
    s.cut(UMBER, rect(541, 510, 549, 708), lift=0)
    s.cut(
        UMBER,
        ridge((760, 900), (860, 790), (980, 750), (1200, 730), (1420, 760), (1650, 720)),
        lift=8,
    )
    s.cut(PINE, ridge((900, 860), (1010, 800), (1200, 772), (1430, 806), (1650, 770)), lift=5)
    s.cut(CREAM, poly((1020, 770), (1060, 380), (1160, 380), (1200, 770)), lift=9)
    for y0, y1 in ((450, 530), (610, 690)):
        upper, lower = ((y - 380) * 40 / 390 for y in (y0, y1))
        s.cut(
            LACQUER,
            poly((1060 - upper, y0), (1160 + upper, y0), (1160 + lower, y1), (1060 - lower, y1)),
            lift=0,
        )
    s.cut(UMBER, rounded(1094, 705, 1130, 772, 14), rect(1100, 556, 1120, 586), lift=0)
    s.cut(INK, rect(1036, 366, 1184, 384), lift=5)
    s.cut(GOLD, rect(1070, 284, 1150, 366), lift=3)
    s.cut(
        INK,
        *(rect(x, 284, x + 5, 366) for x in (1068, 1093, 1120, 1147)),
        rect(1040, 336, 1180, 341),
        lift=0,
    )
    s.cut(LACQUER, poly((1056, 288), (1110, 220), (1164, 288)), disc(1110, 216, 10), lift=5)
    for x, h in ((1330, 240), (1440, 300), (1540, 250)):
        palm(s, x, 800, h)
    s.cut(STRAW, ridge((-50, 900), (300, 872), (760, 905), (1200, 868), (1650, 890)), lift=8)
    s.cut(SAND, ridge((-50, 945), (400, 930), (900, 955), (1650, 925)), lift=5)
    for x, y, k in ((760, 250, 1.0), (850, 200, 0.75), (640, 330, 0.7)):
        s.cut(
            UMBER,
            line(7 * k, (x - 44 * k, y - 12 * k), (x - 18 * k, y - 18 * k), (x, y)),
            line(7 * k, (x + 44 * k, y - 14 * k), (x + 18 * k, y - 20 * k), (x, y)),
            lift=2,
        )


def rain_on_roofs(s: Sheet) -> None:
    s.cut(WATER, rect(-10, -10, 1610, 1010), lift=0)
    s.cut(
        DEEP,
        ridge((-50, 150), (400, 110), (800, 170), (1200, 100), (1650, 150), bottom=-20),
        lift=6,
    )
    s.cut("#4d6966", ridge((-50, 70), (500, 110), (1000, 50), (1650, 90), bottom=-20), lift=6)
    s.cut(DEEP, ridge((-50, 420), (300, 360), (700, 400), (1200, 350), (1650, 400)), lift=5)
    palm(s, 1330, 560, 400)
    palm(s, 1440, 560, 320)
    palm(s, 130, 560, 360)
    for left, t, r, b, wall in (
        (60, 360, 700, 470, SAND),
        (860, 380, 1560, 500, STRAW),
        (330, 520, 1230, 690, SAND),
    ):
        s.cut(wall, rect(left + 50, b - 20, r - 50, b + 260), lift=7)
        s.cut(
            UMBER,
            *(rect(x, b + 30, x + 70, b + 130) for x in range(int(left) + 110, int(r) - 150, 190)),
            lift=0,
        )
        s.cut(
            GOLD,
            *(
                rect(x + 8, b + 40, x + 62, b + 120)
                for x in range(int(left) + 110, int(r) - 150, 380)
            ),
            lift=0,
        )
        tiles(s, left, t, r, b, CLAY, LACQUER)
        s.cut(
            WINE,
            rounded(left + 56, t - 22, r - 56, t + 6, 10),
            blob(
                (left + 40, t - 44), (left + 66, t - 30), (left + 100, t - 12), (left + 70, t + 6)
            ),
            blob((r - 40, t - 44), (r - 66, t - 30), (r - 100, t - 12), (r - 70, t + 6)),
            lift=5,
        )
    s.cut(
        PINE,
        *(
            disc(
                x,
                960 + s.chance.uniform(-16, 12),
                s.chance.uniform(60, 120),
                s.chance.uniform(50, 90),
            )
            for x in range(0, 1700, 110)
        ),
        lift=8,
    )
    for x in range(40, 1600, 170):
        s.cut(LEAF, leaf(x, 1000, 210, 90 + s.chance.uniform(-46, 46), 66), lift=5)
    drops: Shape = []
    for _ in range(190):
        x, y = s.chance.uniform(-20, 1640), s.chance.uniform(-40, 960)
        long = s.chance.uniform(34, 92)
        drops += stroke([(x, y), (x - long * 0.22, y + long)], 2.6)
    s.cut(CREAM, drops, lift=0)


def loudspeakers(s: Sheet) -> None:
    sky(s, 760, PAPER, CREAM, SAND)
    s.cut(CLAY, disc(1180, 640, 130), lift=4)
    s.cut(SPROUT, ridge((-50, 740), (400, 690), (900, 735), (1650, 680)), lift=6)
    s.cut(CREAM, rect(1000, 690, 1130, 800), rect(1180, 670, 1370, 800), lift=5)
    tiles(s, 970, 640, 1160, 695, CLAY, LACQUER)
    tiles(s, 1150, 610, 1400, 675, CLAY, LACQUER)
    for x, h in ((930, 260), (1440, 300)):
        palm(s, x, 820, h)
    s.cut(PADDY, ridge((-50, 800), (500, 770), (1100, 805), (1650, 770)), lift=6)
    s.cut(LEAF, ridge((-50, 890), (500, 862), (1100, 900), (1650, 860)), lift=6)
    bamboo(s, 30, 930, 700, 230)
    s.cut(UMBER, poly((566, 1010), (578, 90), (602, 90), (618, 1010)), lift=9)
    s.cut(UMBER, rect(440, 190, 740, 206), rect(470, 400, 710, 414), lift=5)
    for x, y, k, d in ((560, 255, 1.15, -1), (620, 255, 1.0, 1), (615, 455, 0.85, 1)):
        s.cut(WINE, rounded(x - 30 * k, y - 30 * k, x + 30 * k, y + 30 * k, 10), lift=6)
        s.cut(
            LACQUER,
            poly(
                (x + d * 20 * k, y - 24 * k),
                (x + d * 200 * k, y - 105 * k),
                (x + d * 200 * k, y + 105 * k),
                (x + d * 20 * k, y + 24 * k),
            ),
            lift=7,
        )
        s.cut(CLAY, disc(x + d * 200 * k, y, 34 * k, 105 * k), lift=5)
        s.cut(WINE, disc(x + d * 203 * k, y, 24 * k, 84 * k), lift=0)
        s.cut(GOLD, disc(x + d * 196 * k, y, 12 * k, 22 * k), lift=0)
        for i in range(3):
            cx = x + d * (270 + 52 * i) * k
            reach = (56 + 34 * i) * k
            s.cut(GOLD, line(7, (cx, y - reach), (cx + d * 22 * k, y), (cx, y + reach)), lift=2)
    for y0, y1 in ((120, 60), (150, 108)):
        s.cut(
            INK,
            line(4, (594, y0), (900, y0 + 50), (1300, y0 + 40), (1650, y1)),
            line(4, (584, y0), (300, y0 + 34), (-30, y1)),
            lift=2,
        )
    s.cut(
        INK,
        *(
            disc(x, y - 13, 15, 11) + leaf(x - 8, y - 12, 34, 196, 10) + disc(x + 12, y - 24, 7)
            for x, y in ((1010, 172), (1060, 178), (1190, 184), (250, 148))
        ),
        lift=2,
    )


def pen_in_hand(s: Sheet) -> None:
    s.cut(LACQUER, rect(-10, -10, 1610, 1010), lift=0)
    s.cut(CLAY, ridge((-50, 120), (500, 150), (1100, 100), (1650, 140), bottom=-20), lift=5)
    papers(s, 1010, 60, 480, 8, rows=8)
    s.cut(CREAM, turn(rect(190, 130, 980, 1200), -5, 580, 560), lift=12)
    rows: Shape = []
    for i in range(10):
        rows += turn(rect(270, 230 + i * 62, 890 - (0, 60, 150)[i % 3], 238 + i * 62), -5, 580, 560)
    s.cut(STONE, rows[:7], lift=0)
    s.cut(
        INK,
        line(
            5,
            (330, 735),
            (370, 660),
            (395, 745),
            (440, 690),
            (470, 742),
            (520, 690),
            (560, 726),
            (640, 700),
        ),
        lift=0,
    )
    sleeve = poly((1250, 700), (1650, 560), (1650, 1030), (1240, 1010))
    s.cut(PINE, sleeve, lift=10)
    s.cut(CREAM, poly((1180, 716), (1262, 692), (1282, 1010), (1196, 1000)), lift=6)
    s.cut(GOLD, disc(1330, 780, 15), disc(1336, 850, 15), lift=3)
    skin, fold = "#d9a67c", "#c08a62"
    s.cut(
        skin,
        blob(
            (1200, 730),
            (1060, 690),
            (930, 690),
            (850, 740),
            (840, 830),
            (900, 900),
            (1040, 930),
            (1200, 950),
        ),
        lift=9,
    )
    s.cut(
        fold,
        line(58, (900, 860), (820, 850), (756, 820)),
        line(54, (930, 900), (850, 900), (790, 872)),
        lift=5,
    )
    s.cut(INK, stroke([(1000, 440), (700, 742)], 30, end=24), lift=7)
    s.cut(
        GOLD,
        stroke([(1000, 440), (1020, 420)], 30, end=26),
        stroke([(724, 716), (700, 742)], 27, end=24),
        lift=0,
    )
    s.cut(UMBER, poly((690, 732), (712, 752), (646, 800)), lift=0)
    s.cut(skin, line(64, (930, 716), (850, 690), (762, 712), end=46), lift=6)
    s.cut(skin, line(62, (900, 830), (830, 790), (760, 766), end=46), lift=6)
    s.cut(CREAM, disc(756, 706, 15, 10), disc(752, 766, 14, 10), lift=0)
    s.cut(fold, line(5, (880, 706), (896, 730)), line(5, (850, 778), (866, 800)), lift=0)


def scanning(s: Sheet) -> None:
    s.cut(MIST, rect(-10, -10, 1610, 700), lift=0)
    s.cut(SAND, rect(90, 80, 690, 120), rect(90, 330, 690, 366), lift=6)
    books(s, 110, 330, 9, 190)
    for i in range(4):
        s.cut((STRAW, SAND)[i % 2], rect(130 + i * 10, 296 - i * 44 + 28, 130, 340), lift=0)
    s.cut(STRAW, rect(-10, 690, 1610, 1010), lift=7)
    s.cut(SAND, rect(-10, 690, 1610, 712), lift=0)
    s.cut(INK, rounded(830, 210, 1450, 610, 20), lift=10)
    s.cut(CREAM, rect(852, 232, 1428, 586), lift=0)
    s.cut(PINE, rect(852, 232, 1428, 268), lift=0)
    s.cut(GOLD, disc(876, 250, 7), disc(900, 250, 7), lift=0)
    for row in range(2):
        for col in range(4):
            x, y = 884 + col * 134, 296 + row * 146
            s.cut(
                SAND,
                poly(
                    (x, y + 12),
                    (x + 36, y + 12),
                    (x + 46, y + 24),
                    (x + 104, y + 24),
                    (x + 104, y + 104),
                    (x, y + 104),
                ),
                lift=3,
            )
            s.cut(
                LACQUER if (row + col) % 3 == 0 else GOLD, rect(x, y + 34, x + 104, y + 104), lift=0
            )
            s.cut(
                CREAM,
                rect(x + 14, y + 56, x + 70, y + 62),
                rect(x + 14, y + 74, x + 54, y + 80),
                lift=0,
            )
    s.cut(
        UMBER,
        poly((1090, 610), (1190, 610), (1210, 730), (1070, 730)),
        rounded(990, 716, 1290, 744, 12),
        lift=5,
    )
    s.cut(CREAM, poly((910, 800), (1400, 800), (1450, 890), (870, 890)), lift=7)
    s.cut(
        STONE,
        *(
            rounded(922 + c * 43 - r * 9, 812 + r * 24, 956 + c * 43 - r * 9, 830 + r * 24, 4)
            for r in range(3)
            for c in range(11)
        ),
        lift=0,
    )
    s.cut(UMBER, rounded(150, 590, 720, 800, 22), lift=10)
    s.cut(INK, rounded(150, 590, 720, 650, 20), lift=0)
    s.cut(GOLD, rect(190, 664, 680, 672), lift=0)
    s.cut(CREAM, poly((250, 440), (610, 440), (630, 650), (236, 650)), lift=6)
    s.cut(
        STONE,
        *(rect(290, 474 + 30 * i, 560 - 70 * (i % 3 == 2), 480 + 30 * i) for i in range(5)),
        lift=0,
    )
    s.cut(LACQUER, disc(520, 590, 34), lift=0, without=disc(520, 590, 27))
    s.cut(SPROUT, disc(650, 736, 12), disc(610, 736, 12), lift=0)
    s.cut(CREAM, poly((230, 780), (640, 780), (700, 930), (170, 930)), lift=6)
    s.cut(
        STONE,
        *(rect(262 - 10 * i, 808 + 26 * i, 560 - 40 * (i % 2), 814 + 26 * i) for i in range(4)),
        lift=0,
    )
    s.cut(SAND, rounded(1490, 640, 1566, 720, 12), lift=6)
    for a in (60, 84, 108, 130):
        s.cut(LEAF, leaf(1528, 646, 170, a, 44), lift=4)


def sports_day(s: Sheet) -> None:
    sky(s, 470, PAPER, CREAM)
    s.cut(STRAW, disc(1330, 210, 84), lift=4)
    s.cut(PADDY, ridge((-50, 480), (400, 440), (900, 470), (1650, 430)), lift=6)
    for x, h in ((90, 300), (240, 240), (1380, 270), (1520, 330), (1180, 210)):
        tree(s, x, 520, h)
    s.cut(CLAY, poly((-10, 520), (1610, 520), (1610, 1010), (-10, 1010)), lift=7)
    s.cut("#c47b5c", poly((250, 600), (1350, 600), (1700, 1030), (-100, 1030)), lift=0)
    s.cut(
        CREAM,
        poly((250, 596), (1350, 596), (1352, 604), (246, 604)),
        stroke([(250, 600), (-100, 1030)], 12),
        stroke([(1350, 600), (1700, 1030)], 12),
        stroke([(30, 770), (1570, 770)], 9),
        lift=0,
    )
    for x in (180, 1420):
        s.cut(UMBER, rect(x - 9, 290, x + 9, 790), lift=6)
        s.cut(INK, disc(x, 792, 40, 13), lift=3)
    mesh: Shape = []
    for x in range(190, 1412, 26):
        mesh += rect(x, 340, x + 3, 540)
    for y in range(345, 540, 26):
        mesh += rect(188, y, 1412, y + 3)
    s.cut(INK, mesh, lift=0)
    s.cut(CREAM, rect(184, 322, 1416, 346), rect(184, 536, 1416, 548), lift=4)
    s.cut(LACQUER, rect(184, 322, 216, 548), rect(1384, 322, 1416, 548), lift=0)
    s.cut(CREAM, disc(800, 200, 92), lift=9)
    s.cut(
        GOLD,
        [
            smooth([(716, 165), (770, 205), (800, 292)])
            + smooth([(770, 288), (735, 250), (708, 200)])
        ],
        lift=0,
    )
    s.cut(
        PADDY,
        [
            smooth([(884, 165), (830, 205), (800, 292)])
            + smooth([(830, 288), (865, 250), (892, 200)])
        ],
        lift=0,
    )
    s.cut(
        UMBER,
        line(4, (716, 164), (775, 205), (800, 292)),
        line(4, (884, 164), (826, 205), (800, 292)),
        line(4, (716, 164), (800, 190), (884, 164)),
        line(4, (800, 108), (800, 150), (800, 190)),
        lift=0,
    )
    for x, colour in ((390, LACQUER), (470, GOLD), (1120, PINE), (1200, LACQUER)):
        s.cut(colour, rounded(x, 850, x + 52, 950, 14), lift=6)
        s.cut(CREAM, rect(x + 14, 828, x + 38, 856), rect(x, 890, x + 52, 902), lift=3)
    s.cut(CREAM, turn(rounded(560, 900, 800, 956, 18), -4, 680, 930), lift=6)
    s.cut(LACQUER, turn(rect(590, 916, 770, 926), -4, 680, 930), lift=0)


def blood_donation(s: Sheet) -> None:
    s.cut(
        SAND,
        blob(
            (240, 300),
            (560, 130),
            (1040, 150),
            (1390, 330),
            (1340, 760),
            (960, 900),
            (480, 880),
            (200, 650),
        ),
        lift=8,
    )
    s.cut(
        PAPER,
        blob(
            (330, 340),
            (600, 210),
            (1010, 220),
            (1290, 370),
            (1250, 720),
            (930, 820),
            (510, 800),
            (300, 630),
        ),
        lift=5,
    )
    for side, flip in ((1, 0), (-1, 1600)):
        for i, (x, y, a, reach) in enumerate(
            (
                (430, 890, 150, 230),
                (330, 800, 130, 240),
                (270, 690, 112, 240),
                (240, 570, 96, 230),
                (250, 450, 78, 200),
                (300, 340, 60, 170),
            )
        ):
            s.cut(
                (LEAF, PINE, PADDY)[i % 3],
                leaf(flip + side * x, y, reach, a if side == 1 else 180 - a, 74),
                leaf(
                    flip + side * x, y, reach * 0.8, (a - 70) if side == 1 else 180 - (a - 70), 60
                ),
                lift=6,
            )
    drop = [
        smooth(
            [
                (800, 210),
                (690, 400),
                (640, 540),
                (690, 680),
                (800, 730),
                (910, 680),
                (960, 540),
                (910, 400),
                (800, 210),
            ]
        )
    ]
    s.cut(WINE, shift(drop, 0, 6), lift=10)
    s.cut(LACQUER, drop, lift=0)
    s.cut(CLAY, [smooth([(700, 560), (720, 640), (775, 690), (745, 640), (728, 560)])], lift=0)
    heart = [
        smooth(
            [
                (800, 640),
                (722, 560),
                (724, 500),
                (766, 484),
                (800, 520),
                (834, 484),
                (876, 500),
                (878, 560),
                (800, 640),
            ]
        )
    ]
    s.cut(CREAM, heart, lift=6)
    palm_shape = blob(
        (560, 830),
        (640, 790),
        (760, 800),
        (900, 790),
        (1010, 760),
        (1050, 790),
        (960, 850),
        (840, 900),
        (660, 910),
        (560, 890),
    )
    s.cut("#d9a67c", palm_shape, line(34, (900, 800), (1000, 762), (1080, 720), end=24), lift=9)
    s.cut("#c08a62", line(5, (700, 838), (800, 838), (930, 800)), lift=0)
    s.cut(PINE, poly((380, 800), (560, 800), (590, 920), (420, 1010), (300, 1010)), lift=8)
    s.cut(CREAM, poly((540, 800), (588, 806), (606, 908), (570, 930)), lift=5)


def gifts(s: Sheet) -> None:
    s.cut(SAND, rect(-10, -10, 1610, 640), lift=0)
    s.cut(CREAM, rect(230, 60, 760, 500), lift=7)
    s.cut(MIST, rect(252, 82, 738, 478), lift=0)
    s.cut(SPROUT, ridge((252, 380), (420, 330), (600, 372), (738, 330), bottom=478), lift=0)
    s.cut(CREAM, rect(487, 76, 503, 484), rect(246, 270, 744, 284), lift=2)
    s.cut(UMBER, rect(-10, 630, 1610, 1010), lift=8)
    s.cut(CLAY, rect(-10, 630, 1610, 664), lift=0)
    s.cut(
        UMBER,
        line(15, (1290, 700), (1270, 470), (1180, 300), (1210, 130), end=6),
        line(10, (1262, 450), (1380, 320), (1440, 180), end=4),
        line(9, (1220, 370), (1090, 280), (1030, 160), end=4),
        line(8, (1372, 330), (1480, 320), (1550, 250), end=4),
        lift=4,
    )
    for x, y in (
        (1210, 150),
        (1180, 290),
        (1232, 380),
        (1440, 190),
        (1400, 280),
        (1340, 372),
        (1030, 170),
        (1090, 276),
        (1150, 322),
        (1540, 256),
        (1480, 318),
        (1068, 220),
        (1196, 212),
        (1424, 232),
    ):
        cx, cy = x + s.chance.uniform(-12, 12), y + s.chance.uniform(-12, 12)
        s.cut(
            CLAY if s.chance.random() < 0.5 else LACQUER,
            *(
                disc(cx + 16 * math.cos(a), cy + 16 * math.sin(a), 14)
                for a in (math.tau * i / 5 for i in range(5))
            ),
            lift=3,
        )
        s.cut(GOLD, disc(cx, cy, 8), lift=0)
    s.cut(
        DEEP,
        blob(
            (1180, 830),
            (1190, 690),
            (1250, 650),
            (1330, 650),
            (1390, 690),
            (1400, 830),
            (1340, 880),
            (1240, 880),
        ),
        lift=9,
    )
    s.cut(CREAM, line(7, (1190, 760), (1250, 730), (1290, 780), (1330, 730), (1394, 760)), lift=0)
    for left, t, r, b, colour, ribbon in (
        (220, 520, 560, 860, LACQUER, GOLD),
        (500, 640, 850, 880, PINE, SAND),
        (330, 760, 600, 920, STRAW, LACQUER),
    ):
        s.cut(colour, rect(left, t, r, b), lift=10)
        m = (left + r) / 2
        s.cut(
            ribbon,
            rect(m - 19, t, m + 19, b),
            rect(left, t + (b - t) * 0.42, r, t + (b - t) * 0.42 + 34),
            lift=0,
        )
        s.cut(ribbon, leaf(m, t, 112, 28, 60), leaf(m, t, 112, 152, 60), disc(m, t - 4, 20), lift=5)
    s.cut(
        CREAM,
        blob(
            (900, 850),
            (910, 770),
            (960, 735),
            (1030, 735),
            (1080, 770),
            (1090, 850),
            (1040, 885),
            (950, 885),
        ),
        line(17, (905, 830), (860, 800), (850, 755)),
        line(14, (1084, 780), (1140, 790), (1130, 850), (1084, 855)),
        lift=8,
    )
    s.cut(GOLD, disc(995, 738, 44, 10), disc(995, 722, 12), lift=3)
    for x in (860, 1000, 1130):
        cup(s, x, 930, 40)


def court_room(s: Sheet) -> None:
    s.cut(SAND, rect(-10, -10, 1610, 700), lift=0)
    for x in range(40, 1600, 190):
        s.cut(STRAW, rect(x, -10, x + 130, 560), lift=3)
        s.cut(SAND, rect(x + 16, 30, x + 114, 540), lift=0)
    s.cut(WINE, rect(520, -10, 1080, 420), lift=8)
    s.cut(LACQUER, *(rect(x, -10, x + 38, 420) for x in range(535, 1070, 72)), lift=0)
    s.cut(GOLD, rect(512, 408, 1088, 428), lift=4)
    c = 800
    s.cut(
        GOLD,
        rect(c - 8, 130, c + 8, 330),
        rect(c - 150, 142, c + 150, 154),
        disc(c, 122, 20),
        rounded(c - 66, 326, c + 66, 346, 8),
        lift=4,
    )
    for x in (c - 142, c + 142):
        s.cut(
            GOLD,
            stroke([(x, 150), (x - 52, 252)], 4),
            stroke([(x, 150), (x + 52, 252)], 4),
            [
                [
                    (x + 60 * math.cos(t), 250 + 34 * math.sin(t))
                    for t in (math.pi * i / 20 for i in range(21))
                ]
            ],
            lift=3,
        )
    s.cut(UMBER, rect(420, 430, 1180, 640), lift=9)
    s.cut(CLAY, rect(400, 420, 1200, 456), lift=6)
    s.cut(STRAW, *(rect(x, 480, x + 130, 610) for x in (450, 640, 830, 1020)), lift=0)
    s.cut(UMBER, *(rect(x + 12, 492, x + 118, 598) for x in (450, 640, 830, 1020)), lift=0)
    for x in (530, 745, 960):
        s.cut(WINE, rounded(x, 290, x + 110, 424, 26), lift=5)
        s.cut(CLAY, rounded(x + 16, 308, x + 94, 424, 18), lift=0)
    for x, y in ((560, 426), (990, 426)):
        s.cut(CREAM, poly((x, y - 8), (x + 90, y - 8), (x + 100, y + 4), (x - 10, y + 4)), lift=2)
    s.cut(STONE, rect(-10, 640, 1610, 1010), lift=6)
    s.cut(
        "#b8af9d",
        *(
            poly(
                (800 + d * 130, 640),
                (800 + d * 130 + 64, 640),
                (800 + d * 340 + 160, 1010),
                (800 + d * 340, 1010),
            )
            for d in range(-6, 7, 1)
            if d % 2
        ),
        lift=0,
    )
    for x0, x1 in ((60, 360), (1240, 1540)):
        s.cut(UMBER, rect(x0, 560, x1, 700), lift=8)
        s.cut(CLAY, rect(x0 - 14, 550, x1 + 14, 578), lift=4)
        s.cut(CREAM, poly((x0 + 80, 540), (x0 + 200, 540), (x0 + 212, 554), (x0 + 68, 554)), lift=3)
    for y, k in ((740, 0.8), (850, 1.0)):
        for left, r in ((90, 690), (910, 1510)):
            s.cut(CLAY, rounded(left, y, r, y + 44 * k, 8), lift=8)
            s.cut(
                UMBER,
                rounded(left, y + 52 * k, r, y + 96 * k, 8),
                *(rect(x, y, x + 16, y + 140 * k) for x in (left + 24, (left + r) / 2, r - 40)),
                lift=5,
            )


def law_books(s: Sheet) -> None:
    s.cut(PINE, rect(-10, -10, 1610, 1010), lift=0)
    s.cut("#3f5d45", ridge((-50, 300), (500, 260), (1100, 310), (1650, 250), bottom=-20), lift=6)
    for y in (400, 800):
        end = books(s, 60 if y == 400 else 640, y, 14 if y == 400 else 16, 260)
        if y == 400:
            s.cut(WINE, turn(rect(end + 30, 150, end + 84, 400), 14, end + 30, 400), lift=5)
            s.cut(GOLD, turn(rect(end + 38, 190, end + 76, 200), 14, end + 30, 400), lift=0)
        s.cut(CLAY, rect(-10, y, 1610, y + 34), lift=8)
        s.cut(UMBER, rect(-10, y + 26, 1610, y + 40), lift=0)
    s.cut(CREAM, disc(1370, 250, 118), lift=8)
    s.cut(GOLD, disc(1370, 250, 118), lift=0, without=disc(1370, 250, 104))
    s.cut(
        INK,
        *(
            stroke(
                [
                    (1370 + 88 * math.sin(a), 250 - 88 * math.cos(a)),
                    (1370 + 98 * math.sin(a), 250 - 98 * math.cos(a)),
                ],
                5,
            )
            for a in (math.tau * i / 12 for i in range(12))
        ),
        stroke([(1370, 250), (1324, 214)], 9),
        stroke([(1370, 250), (1420, 190)], 6),
        lift=0,
    )
    s.cut(
        CREAM,
        poly((110, 760), (330, 700), (330, 800), (110, 800)),
        poly((560, 760), (340, 700), (340, 800), (560, 800)),
        lift=7,
    )
    s.cut(
        CREAM,
        [[*smooth([(120, 752), (220, 690), (335, 720)]), (335, 795), (120, 795)]],
        [[*smooth([(550, 752), (450, 690), (335, 720)]), (335, 795), (550, 795)]],
        lift=5,
    )
    s.cut(
        STONE,
        *(line(4, (160, y), (230, y - 22), (312, y - 12)) for y in (742, 760, 778)),
        *(line(4, (510, y), (440, y - 22), (358, y - 12)) for y in (742, 760, 778)),
        lift=0,
    )
    s.cut(LACQUER, rect(326, 716, 344, 860), poly((326, 860), (335, 846), (344, 860)), lift=3)
    s.cut(STRAW, rect(-10, 930, 1610, 1010), lift=8)


def reception(s: Sheet) -> None:
    s.cut(CREAM, rect(-10, -10, 1610, 720), lift=0)
    s.cut(SPROUT, rect(-10, 430, 1610, 720), lift=4)
    s.cut(PADDY, rect(-10, 430, 1610, 446), lift=0)
    s.cut(SAND, rect(990, 110, 1480, 390), lift=7)
    for i in range(6):
        x, y = 1014 + (i % 3) * 152, 132 + (i // 3) * 128
        s.cut(CREAM, rect(x, y, x + 132, y + 108), lift=3)
        s.cut(
            STONE,
            *(
                rect(x + 16, y + 20 + 20 * k, x + 112 - 24 * (k % 2), y + 25 + 20 * k)
                for k in range(4)
            ),
            lift=0,
        )
        s.cut(LACQUER, disc(x + 66, y + 4, 6), lift=2)
    s.cut(WINE, disc(800, 220, 92), lift=8)
    s.cut(CREAM, disc(800, 220, 78), lift=0)
    s.cut(
        INK,
        *(
            disc(800 + 64 * math.sin(a), 220 - 64 * math.cos(a), 4)
            for a in (math.tau * i / 12 for i in range(12))
        ),
        stroke([(800, 220), (774, 192)], 8),
        stroke([(800, 220), (856, 214)], 5),
        lift=0,
    )
    s.cut(UMBER, rect(160, 90, 560, 720), lift=6)
    s.cut(WATER, rect(184, 114, 350, 700), rect(370, 114, 536, 700), lift=0)
    s.cut(
        MIST,
        poly((184, 330), (350, 160), (350, 300), (184, 470)),
        poly((370, 380), (536, 210), (536, 350), (370, 520)),
        lift=0,
    )
    s.cut(GOLD, rounded(336, 400, 348, 500, 5), rounded(372, 400, 384, 500, 5), lift=2)
    s.cut(STRAW, rect(-10, 712, 1610, 1010), lift=7)
    for x in (640, 1310):
        s.cut(LACQUER, rounded(x, 500, x + 170, 720, 30), lift=8)
        s.cut(
            WINE,
            rounded(x - 10, 690, x + 180, 740, 16),
            rect(x + 8, 730, x + 24, 880),
            rect(x + 146, 730, x + 162, 880),
            lift=5,
        )
    s.cut(CLAY, poly((760, 650), (1370, 650), (1420, 700), (720, 700)), lift=9)
    s.cut(
        UMBER,
        rect(740, 700, 1400, 726),
        rect(770, 726, 800, 930),
        rect(1340, 726, 1370, 930),
        lift=5,
    )
    s.cut(CREAM, poly((1000, 658), (1120, 658), (1134, 690), (990, 690)), lift=3)
    s.cut(INK, stroke([(1140, 684), (1196, 660)], 6), lift=1)
    cup(s, 880, 650, 32)
    cup(s, 1260, 650, 32)
    s.cut(CLAY, poly((40, 800), (160, 800), (142, 930), (58, 930)), lift=7)
    for a in (50, 70, 90, 110, 132):
        s.cut((LEAF, PINE)[a % 20 == 10], leaf(100, 806, 300, a, 76), lift=5)


def assembly_hall(s: Sheet) -> None:
    s.cut(SAND, rect(-10, -10, 1610, 640), lift=0)
    for side in (0, 1):
        for i in range(6):
            x = i * 62 if side == 0 else 1600 - i * 62 - 70
            s.cut(
                LACQUER if i % 2 == 0 else WINE,
                [
                    smooth([(x, -20), (x + 10, 300), (x - 8, 640)])
                    + smooth([(x + 80, 640), (x + 88, 300), (x + 72, -20)])
                ],
                lift=6,
            )
    s.cut(
        WINE,
        *(disc(x, 40, 105, 80) for x in range(60, 1600, 185)),
        rect(-10, -10, 1610, 50),
        lift=8,
    )
    s.cut(GOLD, *(disc(x, 118, 60, 7) for x in range(60, 1600, 185)), lift=0)
    s.cut(CREAM, rect(480, 190, 1120, 400), lift=6)
    s.cut(GOLD, rect(480, 190, 1120, 200), rect(480, 390, 1120, 400), lift=0)
    lotus(s, 800, 362, 110)
    s.cut(CLAY, rect(-10, 600, 1610, 700), lift=8)
    s.cut(UMBER, rect(-10, 640, 1610, 700), lift=0)
    s.cut(LACQUER, poly((560, 480), (1130, 480), (1150, 606), (540, 606)), lift=8)
    s.cut(CREAM, poly((550, 470), (1140, 470), (1150, 500), (540, 500)), lift=4)
    for x in (610, 720, 830, 940, 1050):
        cup(s, x, 462, 20)
    s.cut(
        UMBER,
        poly((390, 430), (510, 430), (498, 606), (402, 606)),
        poly((376, 414), (524, 414), (514, 436), (386, 436)),
        lift=7,
    )
    s.cut(INK, line(5, (450, 414), (462, 372), (488, 356)), disc(492, 354, 9, 7), lift=2)
    for x in (300, 1250):
        s.cut(SAND, poly((x - 42, 530), (x + 42, 530), (x + 28, 606), (x - 28, 606)), lift=5)
        for a in (40, 65, 90, 115, 140):
            s.cut(PINE, leaf(x, 536, 110, a, 34), lift=3)
        s.cut(
            GOLD,
            *(
                disc(x + dx, 450 + dy, 22)
                for dx, dy in ((-50, 20), (0, -10), (52, 18), (-24, -34), (28, -30))
            ),
            lift=3,
        )
    for row, (y, k) in enumerate(((720, 0.8), (790, 0.95), (880, 1.15))):
        for i in range(-1, 14):
            w = 128 * k
            x = 800 + (i - 6.5) * w * 1.06
            if abs(x + w / 2 - 800) > 90 * k:
                s.cut((UMBER, PINE, INK)[row], rounded(x, y, x + w * 0.92, y + 170, 22), lift=5)
                s.cut(
                    ("#6d5d4e", LEAF, UMBER)[row],
                    rounded(x + 12, y + 12, x + w * 0.92 - 12, y + 90, 14),
                    lift=0,
                )


def village_road(s: Sheet) -> None:
    sky(s, 520, PAPER, CREAM)
    s.cut(CLAY, disc(420, 330, 84), lift=4)
    s.cut(MIST, ridge((-50, 480), (400, 430), (900, 470), (1650, 420)), lift=6)
    s.cut(PADDY, ridge((-50, 560), (500, 530), (1000, 560), (1650, 520)), lift=6)
    for x, h in ((180, 330), (290, 270), (1270, 300), (1400, 360)):
        palm(s, x, 600, h)
    s.cut(CREAM, rect(130, 520, 470, 640), rect(1180, 510, 1490, 640), lift=6)
    s.cut(UMBER, *(rect(x, 550, x + 56, 640) for x in (190, 360, 1240, 1380)), lift=0)
    tiles(s, 90, 440, 510, 530, CLAY, LACQUER)
    tiles(s, 1140, 430, 1530, 520, CLAY, LACQUER)
    s.cut(LEAF, ridge((-50, 650), (400, 630), (1000, 645), (1650, 620)), lift=6)
    s.cut(
        SAND,
        [
            smooth([(770, 640), (740, 720), (600, 830), (380, 1030)])
            + smooth([(1260, 1030), (1010, 830), (870, 720), (850, 640)])
        ],
        lift=6,
    )
    s.cut(
        STRAW,
        *(
            poly((a, y), (b, y), (b + 12, y + 8), (a - 12, y + 8))
            for a, b, y in ((730, 870, 725), (660, 930, 785), (560, 1030, 855), (450, 1150, 945))
        ),
        lift=0,
    )
    s.cut(STRAW, rect(560, 330, 660, 680), rect(940, 330, 1040, 680), lift=9)
    s.cut(SAND, rect(576, 360, 644, 640), rect(956, 360, 1024, 640), lift=0)
    s.cut(STRAW, rect(560, 360, 1040, 450), lift=7, without=disc(800, 520, 150, 130))
    tiles(s, 500, 270, 1100, 366, CLAY, LACQUER)
    s.cut(
        WINE,
        rounded(566, 248, 1034, 278, 10),
        blob((540, 214), (566, 246), (610, 262), (560, 276)),
        blob((1060, 214), (1034, 246), (990, 262), (1040, 276)),
        lift=5,
    )
    s.cut(STRAW, rect(690, 190, 910, 258), lift=4)
    tiles(s, 600, 130, 1000, 210, CLAY, LACQUER)
    bamboo(s, 20, 960, 760, 210)
    bamboo(s, 1500, 960, 800, -240)
    s.cut(
        PINE,
        ridge((-50, 900), (150, 860), (330, 960), (380, 1010)),
        ridge((1290, 1010), (1380, 940), (1500, 870), (1650, 880)),
        lift=7,
    )


def kites(s: Sheet) -> None:
    sky(s, 820, MIST, CREAM, PAPER)
    s.cut(DEEP, ridge((-50, 800), (400, 770), (900, 800), (1650, 760)), lift=5)
    s.cut(PADDY, ridge((-50, 850), (500, 815), (1000, 790), (1650, 820)), lift=6)
    s.cut(LEAF, ridge((-50, 930), (500, 900), (1000, 870), (1650, 900)), lift=6)
    for x, y, k, a, colour in (
        (460, 300, 1.2, -16, LACQUER),
        (980, 210, 0.9, 10, GOLD),
        (1270, 420, 0.7, -6, PINE),
    ):
        wing = shift(
            turn(
                [
                    smooth(
                        [
                            (-230 * k, 20 * k),
                            (-120 * k, -56 * k),
                            (0, -30 * k),
                            (120 * k, -56 * k),
                            (230 * k, 20 * k),
                        ]
                    )
                    + smooth(
                        [
                            (230 * k, 20 * k),
                            (110 * k, 22 * k),
                            (0, 52 * k),
                            (-110 * k, 22 * k),
                            (-230 * k, 20 * k),
                        ]
                    )
                ],
                a,
            ),
            x,
            y,
        )
        s.cut(UMBER, shift(turn(stroke([(0, -106 * k), (0, 0)], 8 * k), a), x, y), lift=3)
        s.cut(colour, wing, lift=10)
        s.cut(
            CREAM,
            shift(
                turn(
                    stroke([(0, -40 * k), (0, 70 * k)], 7 * k)
                    + stroke([(-150 * k, -8 * k), (150 * k, -8 * k)], 5 * k),
                    a,
                ),
                x,
                y,
            ),
            lift=0,
        )
        s.cut(
            UMBER,
            shift(
                turn(
                    rounded(-64 * k, -86 * k, 64 * k, -62 * k, 10 * k)
                    + rounded(-40 * k, -112 * k, 40 * k, -92 * k, 9 * k),
                    a,
                ),
                x,
                y,
            ),
            lift=4,
        )
        s.cut(
            UMBER,
            line(3, (x, y + 60 * k), (x + 120, (y + 900) / 2 + 60), (760 + x * 0.06, 872)),
            lift=0,
        )
    s.cut(UMBER, rect(800, 846, 806, 884), rect(826, 846, 832, 884), lift=2)


def bridge_at_dawn(s: Sheet) -> None:
    sky(s, 600, SAND, PAPER, CREAM)
    s.cut(LACQUER, disc(800, 470, 130), lift=4)
    s.cut(MIST, ridge((-50, 560), (300, 520), (700, 552), (1200, 515), (1650, 555)), lift=6)
    s.cut(DEEP, ridge((-50, 600), (300, 580), (800, 600), (1300, 576), (1650, 600)), lift=5)
    s.cut(WATER, ridge((-50, 650), (500, 642), (1000, 652), (1650, 640)), lift=5)
    s.cut(
        CLAY,
        *(
            rounded(800 - w, y, 800 + w, y + 9, 4)
            for w, y in ((120, 672), (96, 700), (130, 730), (70, 762), (100, 800), (50, 840))
        ),
        lift=0,
    )
    s.cut(
        STONE,
        *(
            poly((x - 18, 520), (x + 18, 520), (x + 26, 760), (x - 26, 760))
            for x in (330, 640, 960, 1270)
        ),
        lift=6,
    )
    s.cut(
        UMBER,
        [
            smooth([(-50, 560), (400, 490), (800, 470), (1200, 490), (1650, 560)])
            + smooth([(1650, 596), (1200, 524), (800, 504), (400, 524), (-50, 596)])
        ],
        lift=8,
    )
    s.cut(
        UMBER,
        *(
            rect(
                x - 3,
                496 + abs(x - 800) * 0.00009 * abs(x - 800) - 70,
                x + 3,
                500 + abs(x - 800) * 0.00009 * abs(x - 800),
            )
            for x in range(40, 1600, 80)
        ),
        lift=2,
    )
    s.cut(
        INK,
        blob((980, 850), (1060, 880), (1230, 880), (1320, 842), (1250, 900), (1050, 900)),
        lift=6,
    )
    s.cut(STRAW, blob((1090, 872), (1110, 820), (1180, 820), (1200, 872)), lift=4)
    s.cut(PINE, ridge((-50, 850), (200, 880), (420, 960), (520, 1020)), lift=8)
    for x in (30, 110, 190, 260):
        s.cut(LEAF, *(leaf(x + dx, 960, 240, 90 + dx, 26) for dx in (-24, 0, 22)), lift=4)


# --- what is in the files besides the picture -----------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A scene, where it is filed, and what a camera or an editor left in the file."""

    path: str
    scene: Callable[[Sheet], None]
    ground: str = PAPER
    camera: str = ""
    taken: str = ""
    gps: tuple[float, float] | None = None
    orientation: int = 1
    xmp: str = ""
    text: tuple[tuple[str, str], ...] = ()


PRINTS = (
    Print(path="2019/duong-lang-qua-cong.jpg", scene=village_road, ground=MIST),
    Print(path="2019/tu-sach-phap-luat.jpg", scene=law_books),
    Print(path="2020/hien-mau-tinh-nguyen.jpg", scene=blood_donation, ground=MIST),
    Print(
        path="2020/mua-tren-mai-ngoi.jpg",
        scene=rain_on_roofs,
        camera="So Tay X10",
        taken="2020:08:04 16:42:10",
        gps=(20.4463, 106.3365),
        orientation=6,
    ),
    Print(
        path="2021/tru-so-sang-dau-xuan.jpg",
        scene=court_house,
        ground=MIST,
        camera="Mau Anh M200",
        taken="2021:03:11 08:05:33",
        gps=(20.5921, 106.2234),
    ),
    Print(path="2021/phong-hop-truoc-gio.jpg", scene=meeting_table),
    Print(
        path="2021/dong-lua-ven-de.jpg",
        scene=rice_fields,
        ground=MIST,
        camera="So Tay X10",
        taken="2021:06:02 17:20:48",
        gps=(20.3871, 106.5502),
    ),
    Print(path="2021/hoi-truong-dai-hoi.jpg", scene=assembly_hall),
    Print(path="2022/ho-so-va-con-dau.jpg", scene=files_and_stamps),
    Print(
        path="2022/san-truong-gio-chao-co.jpg",
        scene=school_yard,
        ground=MIST,
        camera="Mau Anh M200",
        taken="2022:10:03 07:10:02",
        gps=(20.4502, 106.3401),
    ),
    Print(
        path="2022/may-quet-ho-so.jpg",
        scene=scanning,
        xmp="Ảnh minh họa. Người chụp: P.V. Ghi chú nội bộ: bản chưa duyệt.",
    ),
    Print(path="2022/trong-cay-dau-nam.jpg", scene=planting, ground=MIST),
    Print(path="2023/phong-xu-an.jpg", scene=court_room),
    Print(path="2023/loa-truyen-thanh.jpg", scene=loudspeakers, ground=MIST),
    Print(path="2023/qua-tet.jpg", scene=gifts),
    Print(path="2023/san-bong-chuyen.jpg", scene=sports_day, ground=MIST),
    Print(
        path="2024/phong-tiep-cong-dan.png",
        scene=reception,
        text=(("Author", "Văn phòng"), ("Comment", "Ghi chú nội bộ: chụp lại khi đủ ghế")),
    ),
    Print(path="2024/hai-dang-ven-bien.jpg", scene=lighthouse, ground=SAND),
    Print(path="2024/xe-dap-duoi-hien.jpg", scene=bicycles),
    Print(path="2025/cam-but.jpg", scene=pen_in_hand),
    Print(path="2025/dieu-sao-tren-de.jpg", scene=kites, ground=MIST),
    Print(path="2025/cau-qua-song-binh-minh.jpg", scene=bridge_at_dawn, ground=STRAW),
)


def exif_of(job: Print) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Mau"
    exif[0x0110] = job.camera
    exif[0x0112] = job.orientation
    exif[0x0132] = job.taken
    exif.get_ifd(0x8769)[0x9003] = job.taken
    if job.gps is not None:
        north, east = job.gps
        exif.get_ifd(0x8825).update(
            {1: "N", 2: _degrees(north), 3: "E", 4: _degrees(east)},
        )
    return exif


def _degrees(value: float) -> tuple[float, float, float]:
    whole = int(value)
    minutes = int((value - whole) * 60)
    return (float(whole), float(minutes), round((value - whole) * 3600 - minutes * 60, 2))


def xmp_of(remark: str) -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:description><rdf:Alt><rdf:li xml:lang="vi">{remark}</rdf:li></rdf:Alt>'
        "</dc:description>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()


def printed(job: Print) -> bytes:
    """The file of one print, with everything that must never reach a reader."""
    sheet = Sheet(job.ground, job.path)
    job.scene(sheet)
    out = io.BytesIO()
    if job.path.endswith(".png"):
        info = PngImagePlugin.PngInfo()
        for key, value in job.text:
            info.add_itxt(key, value)
        flat = sheet.finish(grain=False).quantize(96, dither=Image.Dither.NONE)
        flat.save(out, "PNG", pnginfo=info, optimize=True)
        return out.getvalue()
    image = sheet.finish()
    if job.orientation == 6:
        # Orientation 6 means "turn me clockwise to see me upright", so the stored frame lies.
        image = image.transpose(Image.Transpose.ROTATE_90)
    extra: dict[str, object] = {}
    if job.camera:
        extra["exif"] = exif_of(job)
    if job.xmp:
        extra["xmp"] = xmp_of(job.xmp)
    image.save(out, "JPEG", quality=80, optimize=True, progressive=True, **extra)
    return out.getvalue()


def main(folder: Path, only: str = "") -> None:
    for job in PRINTS:
        if only in job.path:
            target = folder / job.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(printed(job))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, *sys.argv[2:3])
