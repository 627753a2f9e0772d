"""The timeline without a screen: scale, ticks, index, lanes and scene. No Qt, no SQLAlchemy."""
