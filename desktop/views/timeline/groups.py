"""One drawing for many: clusters with their mix of acts, and strips of bars with peaks."""

from typing import cast

import numpy as np
import numpy.typing as npt
import shiboken6
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.timeline.display import CLUSTER_RULE, Cluster, SegmentItems, Target
from desktop.views.timeline.frame import Frame
from desktop.views.timeline.style import Style
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


def paint_clusters(painter: QPainter, frame: Frame, style: Style) -> None:
    """Paint every cluster; one that holds a selected entry stands on ink."""
    hit = frame.hit
    painter.setFont(style.font("small"))
    for number, cluster in enumerate(frame.display.clusters):
        selected = len(frame.selected) > 0 and bool(frame.is_selected(cluster.rows).any())
        hovered = hit is not None and hit.target is Target.CLUSTER and hit.item == number
        if selected or hovered:
            _paint_ground(painter, cluster_ground(cluster, style), style, selected=selected)
        if selected:
            # On ink, deeds fall under 3:1; on this strip of paper they do not.
            under = QRectF(cluster.x0 - 1, cluster.y, cluster.x1 - cluster.x0 + 2, SELECTED_STRIP)
            painter.fillRect(under, style["select-text"])
        _paint_mix(painter, cluster, style)
        text = count(cluster.count)
        painter.setPen(style["select-text" if selected else "ink-2"])
        x = (cluster.x0 + cluster.x1 - style.width(text, "small")) / 2
        painter.drawText(QPointF(x, cluster.y + COUNT_BASELINE), text)


def _paint_ground(painter: QPainter, ground: QRectF, style: Style, *, selected: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style["select" if selected else "hover"])
    painter.drawRoundedRect(ground, 4, 4)
    painter.restore()


def _paint_mix(painter: QPainter, cluster: Cluster, style: Style) -> None:
    length, total = cluster.x1 - cluster.x0, max(1, sum(cluster.mix))
    x, y = cluster.x0, style.snap(cluster.y + 1)
    for act, number in enumerate(cluster.mix):
        end = x + length * number / total
        if number:
            painter.fillRect(style.snapped(x, y, max(end, x + style.hair), y + CLUSTER_RULE), style.acts[act])
        x = end


def paint_strips(painter: QPainter, frame: Frame, style: Style) -> None:
    """Paint the bars of all strips, a brush at a time, and the numbers over their peaks."""
    segments = frame.display.segments
    if not len(segments):
        return
    painter.setPen(Qt.PenStyle.NoPen)
    for act in np.unique(segments.act).tolist():
        painter.setBrush(style.acts[act])
        _draw_rects(painter, segments, segments.act == act, style)
    painter.setFont(style.font("small"))
    painter.setPen(style["ink-2"])
    for peak in frame.display.peaks:
        text = count(peak.count)
        painter.drawText(QPointF(peak.x - style.width(text, "small") / 2, peak.y), text)


def _draw_rects(painter: QPainter, segments: SegmentItems, chosen: npt.NDArray[np.bool_], style: Style) -> None:
    """Draw rectangles straight from numpy's memory: a QRectF is four doubles."""
    edges = np.stack([segments.x, segments.y, segments.x + segments.width, segments.y + segments.height], axis=1)[
        chosen
    ]
    edges = np.round(edges * style.ratio) / style.ratio
    rects = np.ascontiguousarray(np.concatenate([edges[:, :2], edges[:, 2:] - edges[:, :2]], axis=1))
    first = cast("QRectF", shiboken6.wrapInstance(rects.ctypes.data, QRectF))
    painter.drawRects(first, len(rects))
