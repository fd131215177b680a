package dev.gradus.check;

import dev.gradus.kernel.BoundOp;
import dev.gradus.node.Op;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether an op is a function of its inputs. One that is random, or keeps something from call to call, has slopes that
 * are chance, so nothing else can be said of its rule.
 */
final class Steadiness {
    private final Op op;
    private final Computing computing;

    Steadiness(Op op, Computing computing) {
        this.op = op;
        this.computing = computing;
    }

    /** How the op is not one, if it is not: as a clause without a full stop. */
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

    /** Whether other numbers in the same arrays give another value than in other arrays. */
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

    /** Of equal bits, where any NaN is any other. */
    private static boolean isSame(double[] some, double[] others) {
        return Arrays.equals(some, others);
    }
}
