package dev.gradus.testkit;

import dev.gradus.tensor.Tensor;
import java.util.List;

/** Directions in which inputs move, and how far they may. */
final class Directions {
    /** Its multiples, without their integer parts, are spread evenly and follow no pattern that an op could have. */
    private static final double GOLDEN = 0.6180339887498949;

    private Directions() {}

    /** Numbers between −1 and 1, all different, none near 0. */
    static double[] golden(int count, int start) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            double spread = (start + i + 1) * GOLDEN % 1;
            numbers[i] = spread < 0.5 ? spread - 1 : spread;
        }
        return numbers;
    }

    /** A direction for every input that has a derivative, zeros for the others. */
    static double[][] golden(OpCase where) {
        List<Tensor> values = where.values();
        double[][] direction = new double[values.size()][];
        int start = 0;
        for (int input = 0; input < direction.length; input++) {
            int count = values.get(input).shape().elements();
            direction[input] =
                    where.spec().inputs().get(input).hasDerivative() ? golden(count, start) : new double[count];
            start += count;
        }
        return direction;
    }

    /** The t for which x + t·direction stays within the smooth surroundings of x, direction ≤ 1, whatever else moves. */
    static Interval smoothAlong(OpCase where, double[][] direction) {
        double reach = Double.POSITIVE_INFINITY;
        for (int input = 0; input < where.values().size(); input++) {
            double[] x = where.values().get(input).toArray();
            for (int i = 0; i < x.length && !where.domain(input).constraint().hasSpace(); i++) {
                if (direction[input][i] != 0) {
                    Interval around = where.smoothAround(input, i);
                    reach = Math.min(reach, Math.min(x[i] - around.lower(), around.upper() - x[i]) / 2);
                }
            }
            Values domain = where.domain(input);
            if (!domain.constraint().isNone()) {
                reach = Math.min(reach, domain.reach(where.values().get(input), direction[input], 1));
            }
        }
        return new Interval(-reach, reach);
    }

    static double dot(double[][] some, double[][] others) {
        double sum = 0;
        for (int k = 0; k < some.length; k++) {
            sum += dot(some[k], others[k]);
        }
        return sum;
    }

    static double dot(double[] some, double[] others) {
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += some[i] * others[i];
        }
        return sum;
    }

    /** The sum of the products' magnitudes, on whose scale a scalar product is exact. */
    static double magnitude(double[][] some, double[][] others) {
        double sum = 0;
        for (int k = 0; k < some.length; k++) {
            for (int i = 0; i < some[k].length; i++) {
                sum += Math.abs(some[k][i] * others[k][i]);
            }
        }
        return sum;
    }
}
