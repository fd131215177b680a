package dev.gradus.playground;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The lines of a text, for finding places in it. */
final class Lines {
    private final int length;

    /** Where each line begins. */
    private final int[] starts;

    Lines(String text) {
        length = text.length();
        starts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, length)
                                .filter(i -> text.charAt(i) == '\n')
                                .map(i -> i + 1))
                .toArray();
    }

    /** The place of a letter, or of the end for what lies behind it. */
    Place place(int offset) {
        int at = Math.min(offset, length);
        int found = Arrays.binarySearch(starts, at);
        int line = found < 0 ? -found - 2 : found;
        return new Place(line, at - starts[line]);
    }
}
