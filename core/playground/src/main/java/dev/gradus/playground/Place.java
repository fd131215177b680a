package dev.gradus.playground;

/** A place in a text: line and column, from 0, the column in UTF-16 units. */
record Place(int line, int column) {
    static Place of(String text, int offset) {
        int at = Math.min(offset, text.length());
        int line = 0;
        int start = 0;
        for (int i = 0; i < at; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Place(line, at - start);
    }
}
