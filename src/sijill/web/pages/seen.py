"""What of a place somebody may see: a name that no gazetteer has may be a private person's house."""

from sijill.record import Place
from sijill.web.asking import Viewer
from sijill.web.desk.showing import sees_names


def place_for(place: Place | None, viewer: Viewer) -> Place | None:
    """The place, unless its name is a word of a report that the viewer may not see."""
    return place if place is None or place.id is not None or sees_names(viewer) else None
