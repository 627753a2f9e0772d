"""Tell whether a window could be shown at all, before Qt is asked and would abort the process.

There is no display where neither an X nor a Wayland server answers, or where Qt is told to draw nowhere.
"""

import ctypes
import os
import sys

NOWHERE = frozenset({"offscreen", "minimal", "minimalegl", "vnc"})
"""Qt platforms that show nothing on this machine's screen."""


def has_display() -> bool:
    """Return whether a window would be seen."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if platform in NOWHERE:
        return False
    if not sys.platform.startswith("linux"):
        return True
    return _wayland_answers() or _x_answers()


def _x_answers() -> bool:
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    if xcb.xcb_connection_has_error(connection):
        xcb.xcb_disconnect(connection)
        return False
    # It stays open: a server whose last client leaves resets itself, and turns away who comes just then, as Qt would.
    return True


def _wayland_answers() -> bool:
    if not os.environ.get("WAYLAND_DISPLAY"):
        return False
    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return False
    wayland.wl_display_connect.restype = ctypes.c_void_p
    display = wayland.wl_display_connect(None)
    if not display:
        return False
    wayland.wl_display_disconnect(ctypes.c_void_p(display))
    return True
