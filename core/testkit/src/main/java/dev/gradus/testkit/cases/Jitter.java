package dev.gradus.testkit.cases;

import java.util.Random;

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

    private final Random random;

    private Jitter(long seed) {
        this.random = new Random(seed);
    }

    /** Computes results with jitter in the intermediate numbers. */
    @FunctionalInterface
    public interface Computation {
        double[] with(Jitter jitter);
    }

    void move(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= 1 + (random.nextDouble() < 0.5 ? -1 : 1) * (0.5 + random.nextDouble() / 2) * PART;
        }
    }

    public double[] moved(double[] values) {
        double[] moved = values.clone();
        move(moved);
        return moved;
    }

    /** The magnitude of the terms of each of these exact results. */
    public static double[] terms(double[] exact, Computation computation) {
        double[] terms = new double[exact.length];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] moved = computation.with(new Jitter(draw));
            for (int i = 0; i < terms.length; i++) {
                double apart = moved[i] == exact[i] ? 0 : Math.abs(moved[i] - exact[i]) / PART;
                terms[i] = Math.max(terms[i], Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart);
            }
        }
        return terms;
    }
}
