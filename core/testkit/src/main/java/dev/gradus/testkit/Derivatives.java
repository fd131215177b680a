package dev.gradus.testkit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks derivatives that are written by hand, in any program:
 *
 * <pre>{@code
 * System.out.println(Derivatives.check(FunctionSpec.of("x", x -> x * Math.sin(x))
 *         .derivative(x -> Math.sin(x) + Math.cos(x))));
 * }</pre>
 *
 * <p>{@link DerivativeContract} does the same as a test class.
 */
public final class Derivatives {
    /** The laws about functions. */
    static final Set<Law> LAWS = EnumSet.of(
            Law.GRADIENT,
            Law.SECOND_ORDER,
            Law.ADJOINT,
            Law.MAGNITUDES,
            Law.EVERYWHERE,
            Law.NEAR_EDGES,
            Law.DEGENERATE,
            Law.KINKS,
            Law.EXTREMES,
            Law.NO_TRACE,
            Law.DETERMINISTIC,
            Law.NO_MEMORY,
            Law.OWN);

    private static final int TRIES = 100;

    private Derivatives() {}

    /** Checks the derivatives of a function with a fixed seed. */
    public static Report check(FunctionSpec function) {
        return check(function, 1, TRIES);
    }

    /**
     * Checks the derivatives of a function.
     *
     * @param seed the same arguments are drawn for the same seed
     * @param tries the number of tries of each law; laws that examine many numbers at once have fewer
     * @throws IllegalArgumentException if {@code tries} is less than 1, or no derivative is given
     */
    public static Report check(FunctionSpec function, long seed, int tries) {
        Objects.requireNonNull(function, "function");
        if (tries < 1) {
            throw new IllegalArgumentException("tries must be at least 1, but is " + tries);
        }
        OpSpec spec = function.asOp();
        List<BrokenLawError> broken = new ArrayList<>();
        List<Law> checked = new ArrayList<>();
        for (Law law : LAWS) {
            if (Laws.excuse(spec, law).isEmpty()) {
                checked.add(law);
                Optional<BrokenLawError> found = Laws.broken(spec, law, seed, tries, broken.isEmpty(), () -> false);
                found.ifPresent(error -> broken.add(
                        error.after(broken.size(), "Derivatives.check(function, " + seed + ", " + tries + ")")));
            }
        }
        return new Report(checked, List.copyOf(broken));
    }

    /**
     * What a check found. Immutable; {@code toString()} is the whole text.
     *
     * @param checked the laws that were checked
     * @param broken those that are broken, the simplest first, with their reports
     */
    public record Report(List<Law> checked, List<BrokenLawError> broken) {
        /** Copies the lists. */
        public Report {
            checked = List.copyOf(checked);
            broken = List.copyOf(broken);
        }

        /** Whether no law is broken. */
        public boolean isRight() {
            return broken.isEmpty();
        }

        /** The complete report of the first broken law, and one line for each other one. */
        @Override
        public String toString() {
            return isRight()
                    ? "right: " + checked.size() + " laws hold"
                    : broken.stream().map(BrokenLawError::report).collect(Collectors.joining("\n\n"));
        }
    }
}
