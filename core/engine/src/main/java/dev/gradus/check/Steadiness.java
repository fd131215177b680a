package dev.gradus.check;

import dev.gradus.kernel.BoundOp;
import dev.gradus.node.Op;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tests whether an op is a function of its inputs. The slopes of an op that is random or keeps state between calls are
 * meaningless, so nothing else can be said about its rule.
 */
final class Steadiness {
    private final Op op;
    private final Computing computing;

    Steadiness(Op op, Computing computing) {
        this.op = op;
        this.computing = computing;
    }

    /** Returns in what way the op is not a function, if it is not, as a clause without a period. */
    Optional<String> broken(double[][] in, double[] value) {
        if (op.isBuiltIn()) {
            return Optional.empty();
        }
        if (!isSame(computing.value(op, in), value)) {
            return Optional.of(
                    "two runs with the same inputs differ: the op is random, or keeps something between calls");
        }
        return isStale(in)
                ? Optional.of("the value stays when numbers in its inputs change: the op keeps it between calls")
                : Optional.empty();
    }

    /** Returns whether new numbers in the same arrays give a different value than in other arrays. */
    private boolean isStale(double[][] in) {
        double[][] changing = copy(in);
        double[] out = new double[op.shape().elements()];
        try {
            BoundOp bound = computing.bind(op, changing, out);
            bound.run();
            for (double[] array : changing) {
                for (int i = 0; i < array.length; i++) {
                    array[i] += array[i] / 128;
                }
            }
            bound.run();
            return !isSame(out, computing.value(op, copy(changing)));
        } catch (RuntimeException refusesThese) {
            return false;
        }
    }

    private static double[][] copy(double[][] arrays) {
        return Arrays.stream(arrays).map(double[]::clone).toArray(double[][]::new);
    }

    private static boolean isSame(double[] some, double[] others) {
        return Arrays.equals(some, others);
    }
}
