package dev.gradus.testkit.law;

import dev.gradus.testkit.cases.Case;
import java.util.Random;

/**
 * The slopes of ⟨weights, op(x)⟩ at random points so close to a kink that all smooth pieces of the op meet there.
 * Unless there are too many pieces, every piece is sampled, so the extremes are those of Clarke's generalized gradient.
 */
public final class NearbySlopes {
    private static final double DISTANCE = 1e-4;

    /** Small compared with the distance of almost every point from the nearest kink. */
    private static final double STEP = 1e-7;

    private static final int POINTS = 400;

    /** The fraction of a slope by which slopes over such a distance may differ without a kink. */
    private static final double CURVATURE = 1e-3;

    private final Case where;
    private final Case.Meant meant;

    NearbySlopes(Case where, double[] upstream) {
        this.where = where;
        this.meant = where.meant(upstream);
    }

    /** Whether nearby slopes differ along a direction and this one lies between them. */
    boolean allows(double slope, double[][] direction) {
        Random random = new Random(1);
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int point = 0; point < POINTS; point++) {
            double nearby = along(direction, random);
            least = Math.min(least, nearby);
            most = Math.max(most, nearby);
        }
        double room = CURVATURE * Math.max(Math.abs(least), Math.abs(most));
        return most - least > room && least - room <= slope && slope <= most + room;
    }

    private double along(double[][] direction, Random random) {
        double[][] before = where.arrays();
        double[][] after = where.arrays();
        for (int input = 0; input < before.length; input++) {
            for (int i = 0; i < before[input].length && where.movesByElement(input); i++) {
                double x = before[input][i];
                double y = x + DISTANCE * (2 * random.nextDouble() - 1);
                double within = where.domain(input).definedAround(x).contains(y) ? y : 2 * x - y;
                before[input][i] = within - STEP * direction[input][i];
                after[input][i] = within + STEP * direction[input][i];
            }
        }
        return Slopes.rise(meant.weights(), meant.f().apply(before), meant.f().apply(after)) / (2 * STEP);
    }
}
