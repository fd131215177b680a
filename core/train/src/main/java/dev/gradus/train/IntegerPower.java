package dev.gradus.train;

/** Computes xⁿ by repeated squaring, with the same bits everywhere and without allocating. */
final class IntegerPower {
    private IntegerPower() {}

    /** Returns xⁿ for n ≥ 0, to within about n/2 units in the last place. */
    static double of(double x, long n) {
        double power = 1, square = x;
        for (long rest = n; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                power *= square;
            }
            square *= square;
        }
        return power;
    }
}
