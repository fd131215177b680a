package dev.gradus.testkit.cases;

import java.util.OptionalDouble;
import java.util.Random;

/** The magnitude of the elements of a case. */
enum Magnitude {
    /** As people write them, mostly between −3 and 3. */
    ORDINARY,
    /** From 10⁻⁹ to 10⁹; or the elements of a tensor share an exponent from −50 to 100. */
    ANY,
    /** Less than 2⁻¹⁰²², so that some digits, or all but one, are lost to underflow. */
    SUBNORMAL,
    /** The largest and smallest magnitudes of the domain, its edges and kinks. */
    EXTREME;

    private static final int DIGITS = 52;

    /** Sometimes a number that all elements of a tensor share the exponent of. */
    static OptionalDouble sharedExponent(Random random) {
        return random.nextInt(3) == 0
                ? OptionalDouble.of(random.nextInt(4) == 0 ? -50 * random.nextDouble() : 100 * random.nextDouble())
                : OptionalDouble.empty();
    }

    /** A number of any magnitude, or of this exponent, or 0, of either sign. */
    static double any(OptionalDouble exponent, Random random) {
        double power =
                exponent.isPresent() ? exponent.getAsDouble() + random.nextDouble() : 18 * random.nextDouble() - 9;
        double magnitude = random.nextInt(8) == 0 ? 0 : StrictMath.pow(10, power);
        return random.nextBoolean() ? magnitude : -magnitude;
    }

    /** A subnormal number; all numbers of digits and both signs are equally likely. */
    static double subnormal(Random random) {
        long digits = 1L + (random.nextLong() >>> Long.SIZE - DIGITS) >>> random.nextInt(DIGITS);
        double x = Double.longBitsToDouble(Math.max(1, digits));
        return random.nextBoolean() ? x : -x;
    }
}
