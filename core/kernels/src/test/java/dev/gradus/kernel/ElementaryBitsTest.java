package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the bits, which must be the same on every JVM. Changing them would change every trained model. */
class ElementaryBitsTest {
    private static final int ARGUMENTS = 100_000;

    @ParameterizedTest
    @CsvSource({
        "EXP, 565b5791f7259f0f",
        "EXPM1, 1ed117ebe33032bb",
        "LOG, 3950ac57268f2d88",
        "LOG1P, a4b2f93c4c26498c",
        "TANH, 977c34eafdb252c4",
        "SIGMOID, 9e0099d31fd0fe44",
        "SOFTPLUS, 3dd06d3e57aade00",
        "ERF, 743c822d0109f60b"
    })
    void neverChange(Subject subject, String expected) {
        assertThat(Long.toHexString(hash(subject))).isEqualTo(expected);
    }

    /** Returns a hash of the bits of the results. All NaNs count as equal, because their payload is not defined. */
    private static long hash(Subject subject) {
        long hash = 0;
        for (int i = 0; i < ARGUMENTS; i++) {
            hash = mix(hash + Double.doubleToLongBits(subject.apply(argument(i))));
        }
        return hash;
    }

    /** Half of the arguments have arbitrary bits, the other half are uniform in [−50, 50). */
    private static double argument(int i) {
        long bits = mix(i + 1);
        return i % 2 == 0 ? Double.longBitsToDouble(bits) : (bits >>> 11) * 0x1p-53 * 100 - 50;
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
