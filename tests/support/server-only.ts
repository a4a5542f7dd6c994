// Stands in for Next's marker, which refuses to load outside a server component.
