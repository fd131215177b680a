package dev.gradus.playground.show;

/** A position in a text. Line and column count from 0, the column in UTF-16 code units. */
record Position(int line, int column) {}
