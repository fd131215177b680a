package dev.gradus.kernel.math;

/** ln(e^a + e^b) = max(a, b) + ln(1 + e^(−|a − b|)), where {@link Logarithm#softplus} computes the second term. */
public final class LogAddExp {
    private LogAddExp() {}

    public static double logaddexp(double a, double b) {
        double greater = Math.max(a, b);
        double difference = a == b ? 0 : -Math.abs(a - b);
        return greater + Logarithm.softplus(difference);
    }
}
