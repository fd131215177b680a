package dev.gradus.check;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

final class Sample {
    private Sample() {}

    /** Returns the positions 0 to size − 1 in order, or a sorted random sample of {@code most} of them. */
    static int[] of(int size, int most, SplittableRandom random) {
        int[] positions = IntStream.range(0, size).toArray();
        if (size <= most) {
            return positions;
        }
        for (int i = 0; i < most; i++) {
            int other = random.nextInt(i, size);
            int chosen = positions[other];
            positions[other] = positions[i];
            positions[i] = chosen;
        }
        return IntStream.of(positions).limit(most).sorted().toArray();
    }
}
