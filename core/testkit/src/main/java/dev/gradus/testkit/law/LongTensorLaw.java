package dev.gradus.testkit.law;

import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.cases.ForeignOp;
import dev.gradus.testkit.cases.LongLayouts;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks long tensors, of one element more than a power of two for example: the value, the gradient along one
 * direction, and which elements depend on which.
 */
public final class LongTensorLaw {
    /** Shorter tensors are checked by the other laws. */
    private static final int LONG = 64;

    /** How often a time is measured before it counts as too long. */
    private static final int ATTEMPTS = 3;

    private LongTensorLaw() {}

    public static Optional<Finding> check(Case where) {
        if (where.values().stream().noneMatch(value -> value.shape().elements() > LONG) || takesLong(where)) {
            return Optional.empty();
        }
        return where.unlessExcused("VALUE", () -> ValueLaws.equalsReferenceOfManyTerms(where))
                .or(() -> where.unlessExcused(
                        "GRADIENT", () -> where.unlessExcused("ADJOINT", () -> AdjointLaw.checkBriefly(where))))
                .or(() -> where.unlessExcused("DEPENDENCE", () -> DependenceLaw.check(where)));
    }

    /**
     * Whether the op or its reference takes too long for these tensors, as measured with shorter ones. The time of an op
     * may grow with the square of the number of elements, or its cube. A foreign op says how long its tensors may be, so
     * only one that is far too slow for these is left out.
     */
    private static boolean takesLong(Case where) {
        return where.op() instanceof ForeignOp
                ? takesLonger(where, 16, 2_000_000_000L)
                : takesLonger(where, 64, 2_000_000) || takesLonger(where, 16, 4_000_000);
    }

    /** Whether a value and its reference take longer than this if the tensors are this many times shorter. */
    private static boolean takesLonger(Case where, int times, long nanos) {
        return LongLayouts.shorter(where, times)
                .filter(shorter ->
                        Stream.generate(() -> time(shorter)).limit(ATTEMPTS).allMatch(time -> time > nanos))
                .isPresent();
    }

    private static long time(Case where) {
        long start = System.nanoTime();
        Execution.forward(where.op(), where.arrays());
        where.referenceValue();
        return System.nanoTime() - start;
    }
}
