package dev.gradus.testkit.law;

import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.cases.ForeignOp;
import dev.gradus.testkit.cases.LongLayouts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks long tensors, of one element more than a power of two for example: the value, the gradient along one
 * direction, and which elements depend on which.
 */
public final class LongTensorLaw {
    /** Shorter tensors are checked by the other laws. */
    private static final int LONG = 64;

    /** The longest time for a value and its reference, in nanoseconds, if the tensors are this many times shorter. */
    private static final Map<Integer, Long> LONGEST_TIMES = times();

    /**
     * The same for a foreign op, which says how long its tensors may be. Only an op that is far too slow for these is left
     * out.
     */
    private static final Map<Integer, Long> LONGEST_FOREIGN_TIMES = Map.of(16, 2_000_000_000L);

    /** A time that is longer than the longest one by this factor is not measured again. */
    private static final int FAR = 5;

    private static final int ATTEMPTS = 3;

    private LongTensorLaw() {}

    /** The shortest tensors first. */
    private static Map<Integer, Long> times() {
        Map<Integer, Long> times = new LinkedHashMap<>();
        times.put(64, 2_000_000L);
        times.put(16, 4_000_000L);
        return times;
    }

    public static Optional<Finding> check(Case where) {
        if (where.values().stream().noneMatch(value -> value.shape().elements() > LONG) || takesLong(where)) {
            return Optional.empty();
        }
        return unless(where, "VALUE", () -> ValueLaws.equalsReferenceOfManyTerms(where))
                .or(() ->
                        unless(where, "GRADIENT", () -> unless(where, "ADJOINT", () -> AdjointLaw.checkBriefly(where))))
                .or(() -> unless(where, "DEPENDENCE", () -> DependenceLaw.check(where)));
    }

    private static Optional<Finding> unless(Case where, String excused, Check check) {
        return where.spec().excuse(excused).isPresent() ? Optional.empty() : check.find();
    }

    /** Finds what is wrong, if anything is. */
    @FunctionalInterface
    private interface Check {
        Optional<Finding> find();
    }

    /**
     * Whether the op or its reference takes too long for these tensors, as measured with shorter ones. The time of an op
     * may grow with the square of the number of elements, or its cube.
     */
    private static boolean takesLong(Case where) {
        Map<Integer, Long> longest = where.op() instanceof ForeignOp ? LONGEST_FOREIGN_TIMES : LONGEST_TIMES;
        return longest.entrySet().stream()
                .anyMatch(entry -> LongLayouts.shorter(where, entry.getKey())
                        .filter(shorter -> takesLonger(shorter, entry.getValue()))
                        .isPresent());
    }

    private static boolean takesLonger(Case where, long longest) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long start = System.nanoTime();
            Execution.forward(where.op(), where.arrays());
            where.referenceValue();
            long time = System.nanoTime() - start;
            if (time < longest) {
                return false;
            }
            if (time > FAR * longest) {
                return true;
            }
        }
        return true;
    }
}
