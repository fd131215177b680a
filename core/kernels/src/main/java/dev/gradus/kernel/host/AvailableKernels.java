package dev.gradus.kernel.host;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.scalar.ScalarKernels;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The kernels that this JVM offers, and the choice among them, which is made once.
 *
 * @param use the chosen kernels
 * @param problem why the requested kernels cannot be used
 */
public record AvailableKernels(Choice use, Optional<String> problem) {
    enum Choice {
        SCALAR,
        /** SIMD kernels from the first call on. */
        SIMD,
        /** Each SIMD kernel as soon as it is faster than the scalar one. */
        SIMD_ONCE_FASTER
    }

    /** The system property that names the kernels to use: {@code scalar} or {@code simd}. */
    static final String PROPERTY = "dev.gradus.kernels";

    /** Follows the refusal in the log, which has an entry only if the user can do something about it. */
    private static final String REMEDY_IN_BUILDS =
            " (in builds: in the argLine of Maven's Surefire, the jvmArgs of Gradle's test tasks), or with -D"
                    + PROPERTY + "=scalar to use the scalar kernels without this message";

    /** Returns kernels in plain Java, which run on any JVM. */
    public static Kernels scalar() {
        return new ScalarKernels();
    }

    /**
     * Returns SIMD kernels with vectors of at least 256 bits, used from the first call on. Generated loops are used
     * once they are fast.
     *
     * @throws IllegalStateException if there are none, with the reason given by {@link #simdRefusal}
     */
    public static Kernels simd() {
        check(simdRefusal());
        return Host.simd();
    }

    /** Returns why this JVM has no SIMD kernels, with the remedy; empty if it has them. */
    public static Optional<String> simdRefusal() {
        return Refusal.REASON;
    }

    /**
     * Returns the kernels named by the system property {@value #PROPERTY}. Without the property, returns SIMD kernels,
     * each used as soon as it is faster, if this JVM has them, and scalar ones otherwise.
     *
     * @throws IllegalStateException if the requested kernels are unknown or unavailable
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
     * Returns a supplier of the {@link #chosen} kernels. It checks the property's spelling now and defers the choice
     * until the kernels are needed.
     *
     * @throws IllegalStateException if the system property {@value #PROPERTY} names no kernels
     */
    public static Supplier<Kernels> choice() {
        checkProperty();
        return AvailableKernels::chosen;
    }

    /** Chooses by the value of the property and the reason why there are no SIMD kernels, if any. */
    static AvailableKernels of(String value, Optional<String> refusal) {
        return switch (value) {
            case "" ->
                new AvailableKernels(refusal.isEmpty() ? Choice.SIMD_ONCE_FASTER : Choice.SCALAR, Optional.empty());
            case "scalar" -> new AvailableKernels(Choice.SCALAR, Optional.empty());
            case "simd" -> new AvailableKernels(Choice.SIMD, refusal);
            default ->
                new AvailableKernels(
                        Choice.SCALAR,
                        Optional.of("The system property " + PROPERTY + " must be \"scalar\" or \"simd\", but is \""
                                + value + "\""));
        };
    }

    /**
     * Checks only the spelling of the property, for runs that may never need the kernels.
     *
     * @throws IllegalStateException if the property names no kernels
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
        Optional<String> refusal = switch (value) {
            case "scalar" -> Optional.empty();
            case "simd" -> simdRefusal();
            default -> Host.simdRefusal(false);
        };
        boolean hasRemedy = Host.loadsGeneratedClasses() && !Host.hasVectorModule();
        if (value.isEmpty() && refusal.isPresent() && hasRemedy) {
            Host.log(refusal.get() + REMEDY_IN_BUILDS);
        }
        return of(value, refusal);
    }

    private static final class Holder {
        static final AvailableKernels CHOICE = choose();
    }

    /** Initialized on first use, so never if scalar kernels are requested. */
    private static final class Refusal {
        static final Optional<String> REASON = Host.simdRefusal(true);
    }
}
