"""Small widgets that several panels are set from: links, flowing lines, prose, hairlines."""
