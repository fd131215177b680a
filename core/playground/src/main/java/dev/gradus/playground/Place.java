package dev.gradus.playground;

/** A place in a text: line and column, from 0, the column in UTF-16 units. */
record Place(int line, int column) {}
