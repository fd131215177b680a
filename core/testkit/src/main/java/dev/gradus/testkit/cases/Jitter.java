package dev.gradus.testkit.cases;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Estimates the magnitude of the terms of a result by moving every intermediate number up or down by a small fraction
 * of itself. The fractions differ, because opposite terms would otherwise still cancel. In 1 − (1 − x) the terms are
 * near 1 however small x is, and the rounding of the result is relative to them.
 */
public final class Jitter {
    /** Large compared with rounding, small compared with everything else. */
    private static final double PART = 0x1p-26;

    /** Fractions are random, and one draw may nearly cancel by chance. */
    private static final int DRAWS = 3;

    /** Large enough to round each intermediate number anew, small enough for a mistake to stay as it is. */
    private static final double PART_OF_HIDDEN = 0x1p-13;

    /** A second difference rounds four times. Rounding may leave it at 0, but not in all of these draws. */
    private static final int DRAWS_OF_HIDDEN = 16;

    private static final double ROUNDING_OF_HIDDEN = 0x1p-49;

    private static final int DRAWS_OF_SCATTER = 8;

    private final Random random;
    private final double part;

    private Jitter(long seed, double part) {
        this.random = new Random(seed);
        this.part = part;
    }

    /** Computes results with jitter in the intermediate numbers. */
    @FunctionalInterface
    public interface Computation {
        double[] with(Jitter jitter);
    }

    void move(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= 1 + (random.nextDouble() < 0.5 ? -1 : 1) * (0.5 + random.nextDouble() / 2) * part;
        }
    }

    public double[] moved(double[] values) {
        double[] moved = values.clone();
        move(moved);
        return moved;
    }

    /**
     * How far results scatter when the arguments move: their second differences, which of an exact formula are as small as
     * the rounding of its arguments makes them. An algorithm that cancels is wrong by as much, a wrong formula stays as it
     * is.
     *
     * @param ulp the distance of 1 from the next number
     * @param moves the results with arguments that are moved in one direction, and in the other one
     */
    static double[] scatter(double[] results, double ulp, Function<Jitter, List<double[]>> moves) {
        double[] scatter = new double[results.length];
        for (int draw = 0; draw < DRAWS_OF_SCATTER; draw++) {
            List<double[]> moved = moves.apply(new Jitter(draw, Math.sqrt(ulp)));
            for (int i = 0; i < scatter.length; i++) {
                double apart = Math.abs(moved.get(0)[i] - results[i] + (moved.get(1)[i] - results[i]));
                scatter[i] = Math.max(scatter[i], Double.isFinite(apart) ? apart : 0);
            }
        }
        return scatter;
    }

    /** The magnitude of the terms of each of these exact results. */
    public static double[] terms(double[] exact, Computation computation) {
        double[] terms = new double[exact.length];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] moved = computation.with(new Jitter(draw, PART));
            for (int i = 0; i < terms.length; i++) {
                double apart = moved[i] == exact[i] ? 0 : Math.abs(moved[i] - exact[i]) / PART;
                terms[i] = Math.max(terms[i], Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart);
            }
        }
        return terms;
    }

    /**
     * The magnitude of the terms of each of these results of a linear function, which a single op may compute, so that no
     * intermediate number can be moved. The second differences of a linear function are 0 except for rounding of
     * its terms, even if the terms cancel. Those of a function that is not linear are much smaller than its mistake.
     *
     * @param exact the results for these arguments
     */
    static double[] hiddenTerms(double[] exact, double[] arguments, UnaryOperator<double[]> linear) {
        double[] terms = new double[exact.length];
        for (int draw = 0; draw < DRAWS_OF_HIDDEN; draw++) {
            double[] above = new Jitter(draw, PART_OF_HIDDEN).moved(arguments);
            double[] below = new double[above.length];
            Arrays.setAll(below, i -> 2 * arguments[i] - above[i]);
            double[] ofAbove = linear.apply(above);
            double[] ofBelow = linear.apply(below);
            for (int i = 0; i < terms.length; i++) {
                double difference = Math.abs(ofAbove[i] - exact[i] + (ofBelow[i] - exact[i]));
                terms[i] = Math.max(terms[i], Double.isNaN(difference) ? 0 : difference / ROUNDING_OF_HIDDEN);
            }
        }
        return terms;
    }
}
