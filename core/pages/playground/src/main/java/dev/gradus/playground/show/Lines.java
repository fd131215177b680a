package dev.gradus.playground.show;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Converts offsets in a text to lines and columns. */
final class Lines {
    private final int length;

    /** The offset of the first letter of each line. */
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

    /** The position of an offset; of the end of the text if the offset is beyond it. */
    Position position(int offset) {
        int at = Math.min(offset, length);
        int found = Arrays.binarySearch(starts, at);
        int line = found < 0 ? -found - 2 : found;
        return new Position(line, at - starts[line]);
    }
}
