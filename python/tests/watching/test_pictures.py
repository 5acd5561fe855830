"""Frames become one picture of a bounded size, and PNG."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from javagym.watching.pictures import MAX_PIXELS, picture, png
from tests.watching.page import decoded


def frame(*shape: int) -> Any:
    return np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_png_holds_the_very_pixels(channels: int) -> None:
    pixels = frame(7, 13, channels)
    read = decoded(png(pixels))
    np.testing.assert_array_equal(read.reshape(pixels.shape), pixels)


def test_a_picture_is_a_copy_of_the_frame() -> None:
    original = frame(4, 5, 3)
    made = picture([original])
    np.testing.assert_array_equal(made, original)
    assert not np.shares_memory(made, original)


def test_a_gray_frame_gets_its_channel() -> None:
    assert picture([frame(4, 5)]).shape == (4, 5, 1)


def test_a_frame_that_is_not_contiguous_is_drawn_as_it_looks() -> None:
    turned = frame(5, 4, 3).swapaxes(0, 1)
    np.testing.assert_array_equal(decoded(png(picture([turned]))), turned)


def test_frames_stand_side_by_side_in_their_order() -> None:
    frames = [np.full((2, 3, 3), value, dtype=np.uint8) for value in (10, 20, 30)]
    made = picture(frames)
    assert made.shape == (2 + 4 + 2, 3 + 4 + 3, 3)
    assert made[0, 0, 0] == 10
    assert made[0, -1, 0] == 20
    assert made[-1, 0, 0] == 30
    assert made[-1, -1, 0] == 128  # there is no fourth


@pytest.mark.parametrize(("count", "shape"), [(1, (4000, 3000, 3)), (16, (1080, 1920, 3))])
def test_a_picture_is_never_larger_than_its_bound(count: int, shape: tuple[int, ...]) -> None:
    made = picture([np.zeros(shape, dtype=np.uint8)] * count)
    height, width, _ = made.shape
    assert MAX_PIXELS / 8 < height * width <= MAX_PIXELS * 1.05  # and the gaps of a mosaic


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((4, 5, 3), dtype=np.float32),
        np.zeros((4, 5, 2), dtype=np.uint8),
        np.zeros((4,), dtype=np.uint8),
        np.zeros((0, 5, 3), dtype=np.uint8),
        "a drawing in letters",
    ],
    ids=lambda value: getattr(value, "shape", "text"),
)
def test_other_kinds_of_frames_are_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"expected"):
        picture([wrong])


def test_frames_of_several_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match=r"expected one or more of one shape"):
        picture([frame(4, 5, 3), frame(5, 4, 3)])
