package dev.gradus.loss;

import dev.gradus.node.Op;
import java.util.Arrays;

/** Checks the values of losses' targets. */
final class Targets {
    private Targets() {}

    /** Rejects a target that is not a probability, such as a label −1 or a NaN in the data, instead of learning from it. */
    static void checkProbabilities(Op loss, int input, double[] values) {
        int wrong = firstInvalid(values);
        if (wrong >= 0) {
            int[] index = loss.input(input).shape().index(wrong);
            throw new IllegalArgumentException(
                    loss.name() + ": " + loss.input(input).describe() + " holds "
                            + values[wrong] + (index.length == 0 ? "" : " at " + Arrays.toString(index))
                            + ", but targets are probabilities, from 0 to 1");
        }
    }

    private static int firstInvalid(double... values) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                return i;
            }
        }
        return -1;
    }
}
