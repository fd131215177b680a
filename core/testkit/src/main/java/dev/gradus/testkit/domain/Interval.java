package dev.gradus.testkit.domain;

/** The numbers strictly between two bounds. */
public record Interval(double lower, double upper) {
    public static final Interval EVERYTHING = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public boolean contains(double x) {
        return lower < x && x < upper;
    }

    /** Whether x is far enough from both ends for a step of a numerical derivative. */
    public boolean containsWithRoom(double x) {
        double room = 0.05 * Math.min(1, upper - lower);
        return lower + room <= x && x <= upper - room;
    }

    /**
     * The part that extends equally far on both sides of x. Where an edge is close to x, a longer step on the other side
     * would miss how the slope changes there.
     */
    public Interval around(double x) {
        double room = Math.min(x - lower, upper - x);
        return new Interval(x - room, x + room);
    }

    public Interval intersect(Interval other) {
        return new Interval(Math.max(lower, other.lower), Math.min(upper, other.upper));
    }

    /** The part below or above a point, whichever contains x. */
    public Interval sideOf(double point, double x) {
        if (x < point) {
            return new Interval(lower, Math.min(upper, point));
        }
        return x > point ? new Interval(Math.max(lower, point), upper) : this;
    }
}
