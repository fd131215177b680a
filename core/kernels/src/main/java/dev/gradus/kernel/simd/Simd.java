package dev.gradus.kernel.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of the SIMD kernels. They are as wide as the processor's, but at most as wide as the lanes of a sum. */
public final class Simd {
    public static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;

    public static final VectorSpecies<Long> BITS = VectorSpecies.of(long.class, SPECIES.vectorShape());

    /**
     * The class of a vector of numbers, to which large loops cast the receivers of operations; see {@code
     * VectorLoopWriter}. The cast is written out in each loop, because in large code a helper method would not be
     * inlined.
     */
    public static final Class<? extends DoubleVector> NUMBER_CLASS =
            SPECIES.vectorType().asSubclass(DoubleVector.class);

    /** The class of a vector of bits. */
    public static final Class<?> BITS_CLASS = BITS.vectorType();

    public static final int LANES = SPECIES.length();

    /** Whether the minimum of 64-bit integers is a single instruction, as with AVX-512. */
    public static final boolean HAS_LONG_MINIMUM = LANES == 8;

    private static final int FEWEST_LANES = 4;

    private Simd() {}

    /** Returns whether vectors are faster than numbers. */
    public static boolean isWide() {
        return LANES >= FEWEST_LANES;
    }

    /** Returns the number of elements that fill whole vectors. */
    static int whole(int count) {
        return count & -LANES;
    }
}
