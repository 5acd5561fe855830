"""Frames as one picture of a bounded size, and as PNG."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

MAX_PIXELS = 1280 * 1024
_GAP = 4  # pixels between the frames of a mosaic
_GRAY = 128  # of the gaps, which then show between black frames and between white ones
_COLOR_TYPES = {1: 0, 3: 2, 4: 6}  # PNG's, by channels
_FAST = 1  # zlib's level: frames are mostly flat, and a picture is read once


def picture(frames: Sequence[Any]) -> Any:
    """Return frames side by side, as a new array uint8 [height, width, channels].

    Args:
        frames: arrays uint8 [height, width] or [height, width, 1, 3 or 4], all of one shape.

    Raises:
        ValueError: for frames of another kind.
    """
    arrays = [_checked(frame) for frame in frames]
    shapes = {array.shape for array in arrays}
    if len(shapes) != 1:
        raise ValueError(
            f"frames of the shapes {sorted(shapes)}, expected one or more of one shape"
        )
    (height, width, channels) = shapes.pop()
    columns = math.ceil(math.sqrt(len(arrays)))
    rows = math.ceil(len(arrays) / columns)
    step = math.ceil(math.sqrt(rows * columns * height * width / MAX_PIXELS))
    if len(arrays) == 1:
        return arrays[0][::step, ::step].copy()
    arrays = [array[::step, ::step] for array in arrays]
    height, width = arrays[0].shape[:2]
    down, across = height + _GAP, width + _GAP
    shape = (rows * down - _GAP, columns * across - _GAP, channels)
    mosaic = np.full(shape, _GRAY, dtype=np.uint8)
    for index, array in enumerate(arrays):
        row, column = divmod(index, columns)
        mosaic[row * down : row * down + height, column * across : column * across + width] = array
    return mosaic


def _checked(frame: Any) -> Any:
    array = np.asarray(frame)
    if array.ndim == 2:
        array = array[:, :, None]
    if array.dtype != np.uint8 or array.ndim != 3 or array.shape[2] not in _COLOR_TYPES:
        raise ValueError(
            f"a frame of the shape {array.shape} and the dtype {array.dtype}, expected"
            " (height, width, 3) and uint8"
        )
    if 0 in array.shape:
        raise ValueError(f"a frame of the shape {array.shape}, expected one pixel or more")
    return array


def png(array: Any) -> bytes:
    """Return a picture as PNG.

    Args:
        array: uint8 [height, width, 1, 3 or 4].
    """
    height, width, channels = array.shape
    lines = np.zeros((height, 1 + width * channels), dtype=np.uint8)  # each begins with its filter
    lines[:, 1:] = array.reshape(height, -1)
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOR_TYPES[channels], 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(lines.data, _FAST)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(data, zlib.crc32(kind))
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
