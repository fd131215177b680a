package dev.gradus.kernel.host;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.scalar.ScalarKernels;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which kernels this JVM has, and which of them it uses; found out once.
 *
 * @param use which it uses
 * @param problem why it cannot use the requested ones
 */
public record AvailableKernels(Choice use, Optional<String> problem) {
    enum Choice {
        SCALAR,
        /** From the first call on. */
        SIMD,
        /** Each as soon as it is faster than the scalar one. */
        SIMD_ONCE_FASTER
    }

    /** The system property that names the kernels to use: {@code scalar} or {@code simd}. */
    static final String PROPERTY = "dev.gradus.kernels";

    /** A log entry where nothing can be done would only be in the way: processors with narrow vectors get none. */
    private static final String IF_MEANT =
            " (in builds: in the argLine of Maven's Surefire, the jvmArgs of Gradle's test" + " tasks), or with -D"
                    + PROPERTY + "=scalar if this is meant";

    /** Kernels in plain Java, which run on any JVM. */
    public static Kernels scalar() {
        return new ScalarKernels();
    }

    /**
     * Kernels on vectors of 256 or more bits, from the first call on; generated loops once they are fast.
     *
     * @throws IllegalStateException if {@link #simdRefusal} says why there are none
     */
    public static Kernels simd() {
        check(simdRefusal());
        return Host.simd();
    }

    /** Why there are no SIMD kernels in this JVM, and the remedy; empty if there are. */
    public static Optional<String> simdRefusal() {
        return Refusal.REASON;
    }

    /**
     * The kernels that the system property {@value #PROPERTY} names, or else SIMD kernels if this JVM has them, each as
     * soon as it is faster, or else scalar ones.
     */
    public static Kernels chosen() {
        AvailableKernels available = Holder.CHOICE;
        check(available.problem);
        return switch (available.use) {
            case SCALAR -> scalar();
            case SIMD -> Host.simd();
            case SIMD_ONCE_FASTER -> Host.simdOnceFaster();
        };
    }

    /**
     * Makes the {@link #chosen} kernels, which are found out only when needed.
     *
     * @throws IllegalStateException if the system property {@value #PROPERTY} names no kernels
     */
    public static Supplier<Kernels> choice() {
        checkProperty();
        return AvailableKernels::chosen;
    }

    /** The choice for a value of the property and a refusal of SIMD kernels. */
    static AvailableKernels of(String value, Optional<String> refusal) {
        return switch (value) {
            case "" ->
                new AvailableKernels(refusal.isEmpty() ? Choice.SIMD_ONCE_FASTER : Choice.SCALAR, Optional.empty());
            case "scalar" -> new AvailableKernels(Choice.SCALAR, Optional.empty());
            case "simd" -> new AvailableKernels(Choice.SIMD, refusal);
            default ->
                new AvailableKernels(
                        Choice.SCALAR,
                        Optional.of(
                                "The system property " + PROPERTY + " is \"" + value + "\"; it may be scalar or simd"));
        };
    }

    /**
     * Checks the property's spelling alone, for runs that may never need the kernels.
     *
     * @throws IllegalStateException if there are no kernels of that name
     */
    static void checkProperty() {
        check(of(System.getProperty(PROPERTY, ""), Optional.empty()).problem);
    }

    private static void check(Optional<String> problem) {
        if (problem.isPresent()) {
            throw new IllegalStateException(problem.get());
        }
    }

    private static AvailableKernels choose() {
        String value = System.getProperty(PROPERTY, "");
        Optional<String> refusal = value.equals("scalar") ? Optional.empty() : simdRefusal();
        if (value.isEmpty() && refusal.isPresent() && !Host.hasVectorModule()) {
            Host.log(refusal.get() + IF_MEANT);
        }
        return of(value, refusal);
    }

    private static final class Holder {
        static final AvailableKernels CHOICE = choose();
    }

    /** Made when first asked for: never if scalar kernels are forced. */
    private static final class Refusal {
        static final Optional<String> REASON = Host.simdRefusal();
    }
}
