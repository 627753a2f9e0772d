"""One drawing for many: clusters with their mix of acts, and strips of bars with peaks."""

from typing import cast

import numpy as np
import numpy.typing as npt
import shiboken6
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.timeline.display import CLUSTER_RULE, Cluster, ClusterItems, Target
from desktop.views.timeline.counts import count_middle, peak_middle
from desktop.views.timeline.frame import Frame
from desktop.views.timeline.numbers import Numbers
from desktop.views.timeline.style import Style, find_ground
from desktop.wording import count

COUNT_BASELINE = 15.0
SELECTED_STRIP = 5.0
GROUND_HEIGHT = 20.0


def cluster_ground(cluster: Cluster, style: Style) -> QRectF:
    """Return the ground of a cluster under the pointer or selected, in the plot: its rule and its count."""
    middle, text = (cluster.x0 + cluster.x1) / 2, style.width(count(cluster.count), "small")
    left = min(cluster.x0, middle - text / 2) - 4
    right = max(cluster.x1, middle + text / 2) + 4
    return QRectF(left, cluster.y - 1, right - left, GROUND_HEIGHT)


def paint_clusters(painter: QPainter, frame: Frame, style: Style, numbers: Numbers) -> None:
    """Paint every cluster in sight; one that holds a selected entry stands on ink, the count of hits on theirs."""
    hit, clusters = frame.hit, frame.display.clusters
    seen = np.flatnonzero((clusters.y + GROUND_HEIGHT > frame.sight[0]) & (clusters.y < frame.sight[1]))
    chosen = {at for at in seen.tolist() if len(frame.selected) and frame.is_selected(clusters.rows[at]).any()}
    found = {at for at in seen.tolist() if len(frame.hits) and frame.is_hit(clusters.rows[at]).any()} - chosen
    hovered = hit.item if hit is not None and hit.target is Target.CLUSTER else None
    for at in chosen | ({hovered} & set(seen.tolist()) if hovered is not None else set()):
        _paint_ground(painter, clusters[at], style, selected=at in chosen)
    _paint_mixes(painter, clusters, seen, frame.colours, style)
    edges = zip(clusters.x0[seen].tolist(), clusters.x1[seen].tolist(), strict=True)
    baselines = (clusters.y[seen] + COUNT_BASELINE).tolist()
    for at, extent, baseline in zip(seen.tolist(), edges, baselines, strict=True):
        number, ink = len(clusters.rows[at]), "ink-2"
        middle = count_middle(extent, numbers.width(number), frame.display.width)
        if middle is None:
            continue
        if at in chosen:
            ink = "select-text"
        elif at in found:
            width, ink = style.width(count(number), "small"), "ink"
            painter.fillRect(find_ground(middle - width / 2, baseline, width, style), style["find"])
        numbers.draw(painter, number, middle, baseline, ink)


def _paint_ground(painter: QPainter, cluster: Cluster, style: Style, *, selected: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style["select" if selected else "hover"])
    painter.drawRoundedRect(cluster_ground(cluster, style), 4, 4)
    painter.restore()
    if selected:
        # On ink, deeds fall under 3:1; on this strip of paper they do not.
        under = QRectF(cluster.x0 - 1, cluster.y, cluster.x1 - cluster.x0 + 2, SELECTED_STRIP)
        painter.fillRect(under, style["select-text"])


def _paint_mixes(
    painter: QPainter,
    clusters: ClusterItems,
    seen: npt.NDArray[np.int64],
    colours: tuple[QColor, ...],
    style: Style,
) -> None:
    """Divide the rules of clusters in proportion by colour, a brush at a time."""
    if not len(seen):
        return
    mixes = clusters.mix[seen].astype(np.float64)
    left, right, top = clusters.x0[seen], clusters.x1[seen], clusters.y[seen] + 1
    ends = np.cumsum(mixes, axis=1) / np.maximum(mixes.sum(axis=1, keepdims=True), 1)
    x1 = left[:, None] + ends * (right - left)[:, None]
    x0 = np.concatenate([left[:, None], x1[:, :-1]], axis=1)
    painter.setPen(Qt.PenStyle.NoPen)
    for tint in np.flatnonzero(mixes.any(axis=0)).tolist():
        there = mixes[:, tint] > 0
        painter.setBrush(colours[tint])
        x1_seen = np.maximum(x1[there, tint], x0[there, tint] + style.hair)
        _draw_rects(painter, x0[there, tint], top[there], x1_seen, top[there] + CLUSTER_RULE, style)


def paint_strips(painter: QPainter, frame: Frame, style: Style) -> None:
    """Paint the bars of all strips, a brush at a time, and the numbers over their peaks."""
    segments = frame.display.segments
    if not len(segments):
        return
    painter.setPen(Qt.PenStyle.NoPen)
    right, bottom = segments.x + segments.width, segments.y + segments.height
    for tint in np.flatnonzero(np.bincount(segments.tint)).tolist():
        there = segments.tint == tint
        painter.setBrush(frame.colours[tint])
        _draw_rects(painter, segments.x[there], segments.y[there], right[there], bottom[there], style)
    painter.setFont(style.font("small"))
    painter.setPen(style["ink-2"])
    for peak in frame.display.peaks:
        text = count(peak.count)
        width = style.width(text, "small")
        middle = peak_middle(peak.x, width, frame.display.width)
        if middle is not None:
            painter.drawText(QPointF(middle - width / 2, peak.y), text)


Floats = npt.NDArray[np.float64]


def _draw_rects(painter: QPainter, x0: Floats, y0: Floats, x1: Floats, y1: Floats, style: Style) -> None:
    """Draw rectangles on device pixels straight from numpy's memory: a QRectF is four doubles."""
    edges = np.round(np.stack([x0, y0, x1, y1], axis=1) * style.ratio) / style.ratio
    rects = np.ascontiguousarray(np.concatenate([edges[:, :2], edges[:, 2:] - edges[:, :2]], axis=1))
    first = cast("QRectF", shiboken6.wrapInstance(rects.ctypes.data, QRectF))
    painter.drawRects(first, len(rects))
