"""Boxes from one system of coordinates to another: a page as one reads it, and as it is shown."""

from __future__ import annotations

import math
from dataclasses import dataclass

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Affine:
    """The map of a point x, y to a * x + b * y + c, d * x + e * y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where the point goes."""
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def box(self, box: Box) -> Box:
        """The box around the corners of `box` where they go."""
        left, top, right, bottom = box
        xs, ys = zip(*(self.point(x, y) for x in (left, right) for y in (top, bottom)), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def then(self, other: Affine) -> Affine:
        """This map and `other` after it."""
        (c, f), (ac, df), (bc, ef) = (other.point(*self.point(*each)) for each in ((0, 0), (1, 0), (0, 1)))
        return Affine(ac - c, bc - c, c, df - f, ef - f, f)


def scaled(by: float) -> Affine:
    """A map to coordinates `by` times as large."""
    return Affine(a=by, e=by)


def unturned(degrees: float, before: tuple[int, int], after: tuple[int, int]) -> Affine:
    """From a picture of the size `after` back to the one of the size `before` that was turned so far against the clock,
    both about their middles."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = after[0] / 2, after[1] / 2
    return Affine(cosine, -sine, before[0] / 2 - cosine * x + sine * y, sine, cosine, before[1] / 2 - sine * x - cosine * y)
