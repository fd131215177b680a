package dev.gradus.testkit.cases;

import java.util.Random;

/**
 * Moves every number on the way to a result by a small part of itself, up or down, and so finds out how large the terms
 * are that the result is made of. No two are moved by the same part, or opposite terms would go on to cancel. In 1 − (1 − x) the terms are near 1 however small x is, and so is the rounding that
 * the result keeps.
 */
public final class Jitter {
    /** Large beside rounding, small beside everything else. */
    private static final double PART = 0x1p-26;

    /** Parts are random, so that one draw may nearly cancel by chance. */
    private static final int DRAWS = 3;

    private final Random random;

    private Jitter(long seed) {
        this.random = new Random(seed);
    }

    /** Some results, given what moves the numbers on the way. */
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

    /** For each of these exact results the magnitude of the terms that make it up. */
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
