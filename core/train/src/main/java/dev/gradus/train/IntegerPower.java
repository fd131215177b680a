package dev.gradus.train;

/** xⁿ by repeated squaring: the same bits everywhere and it allocates nothing. */
final class IntegerPower {
    private IntegerPower() {}

    /** xⁿ for n ≥ 0, within n/2 units in the last place or so. */
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
