package dev.gradus.kernel;

import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Which kernels this JVM has and which of them it is to use, found out once.
 *
 * @param simd whether it is to use the SIMD kernels
 * @param problem why it cannot use what it was told to
 */
record KernelChoice(boolean simd, Optional<String> problem) {
    /** The system property that names the kernels to use: {@code scalar} or {@code simd}. */
    static final String PROPERTY = "dev.gradus.kernels";

    private static final String A_CLASS_OF_THE_MODULE = "jdk.incubator.vector.DoubleVector";
    private static final int FEWEST_LANES = 4;

    /** Kernels of the chosen kind. */
    static Kernels chosen() {
        KernelChoice choice = Holder.CHOICE;
        choice.problem.ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        return choice.simd ? new SimdKernels() : new ScalarKernels();
    }

    /** SIMD kernels, whatever the choice. */
    static Kernels newSimd() {
        simdRefusal().ifPresent(refusal -> {
            throw new IllegalStateException(refusal);
        });
        return new SimdKernels();
    }

    /** Why there are no SIMD kernels, and the remedy. */
    static Optional<String> simdRefusal() {
        return Refusal.REASON;
    }

    /** What the property's value asks for where SIMD kernels are refused or not. */
    static KernelChoice of(String value, Optional<String> refusal) {
        return switch (value) {
            case "" -> new KernelChoice(refusal.isEmpty(), Optional.empty());
            case "scalar" -> new KernelChoice(false, Optional.empty());
            case "simd" -> new KernelChoice(true, refusal);
            default ->
                new KernelChoice(
                        false,
                        Optional.of(
                                "The system property " + PROPERTY + " is \"" + value + "\"; it may be scalar or simd"));
        };
    }

    /**
     * Looks at the property's word alone, for runs that may never need the kernels.
     *
     * @throws IllegalStateException if there are no kernels of that name
     */
    static void checkProperty() {
        of(System.getProperty(PROPERTY, ""), Optional.empty()).problem().ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
    }

    private static KernelChoice choose() {
        String value = System.getProperty(PROPERTY, "");
        Optional<String> refusal = value.equals("scalar") ? Optional.empty() : simdRefusal();
        if (value.isEmpty() && refusal.isPresent()) {
            System.getLogger("dev.gradus").log(Level.INFO, refusal.get());
        }
        return of(value, refusal);
    }

    /** Asks for the module by a class, which starts faster than asking the layer of modules. */
    private static Optional<String> lookForSimd() {
        try {
            Class.forName(A_CLASS_OF_THE_MODULE, false, KernelChoice.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            return Optional.of("No SIMD kernels, the scalar ones compute the same more slowly: the module "
                    + "jdk.incubator.vector is not there. Start Java with --add-modules jdk.incubator.vector");
        }
        return Simd.LANES >= FEWEST_LANES
                ? Optional.empty()
                : Optional.of("No SIMD kernels, the scalar ones compute the same: vectors of " + Simd.LANES
                        + " numbers are too narrow to be faster");
    }

    /** Made when first asked for. */
    private static final class Holder {
        static final KernelChoice CHOICE = choose();
    }

    /** Made when first asked for: not at all where scalar kernels are forced. */
    private static final class Refusal {
        static final Optional<String> REASON = lookForSimd();
    }
}
