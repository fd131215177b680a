package dev.gradus.testkit.law;

import dev.gradus.node.Op;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Bits;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.domain.Text;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks that an op is a function: it changes only its output, retains nothing, and always computes the same value. */
public final class PurityLaws {
    private static final int ROUNDS = 1000;

    /** Operands of more elements have fewer rounds, because each takes longer. */
    private static final int ELEMENTS = 20_000;

    private PurityLaws() {}

    /**
     * Checks that inputs and upstream stay unchanged, all of the output is written, and nothing is retained between
     * calls.
     */
    public static Optional<Finding> leavesNoTrace(Case where) {
        return forwardTouchesOnlyItsOutput(where)
                .or(() -> forwardKeepsNothing(where))
                .or(() -> backwardTouchesNothing(where))
                .or(() -> backwardKeepsNothing(where));
    }

    /** Checks that neither pass retains anything between calls. */
    public static Optional<Finding> keepsNothing(Case where) {
        return forwardKeepsNothing(where).or(() -> backwardKeepsNothing(where));
    }

    private static Optional<Finding> forwardTouchesOnlyItsOutput(Case where) {
        Op op = where.op();
        double[][] in = where.arrays();
        Execution.forward(op, in);
        for (int input = 0; input < in.length; input++) {
            int changed =
                    Bits.firstDifference(in[input], where.values().get(input).toArray());
            if (changed >= 0) {
                return Optional.of(Finding.of("forward changes its input " + where.element(input, changed))
                        .with("after", Text.number(in[input][changed])));
            }
        }
        return unwritten(where).map(Finding::of);
    }

    /** Says where the value depends on the previous contents of the output array, if it does. */
    public static Optional<String> unwritten(Case where) {
        Op op = where.op();
        double[] out = Execution.forward(op, where.arrays());
        double[] other = new double[out.length];
        Arrays.fill(other, 12345);
        op.forward(where.arrays(), other);
        int unwritten = Bits.firstDifference(out, other);
        return unwritten < 0
                ? Optional.empty()
                : Optional.of("forward does not write its output at " + Text.place(op.shape(), unwritten)
                        + ", or reads what was in it");
    }

    private static Optional<Finding> forwardKeepsNothing(Case where) {
        Op op = where.op();
        double[][] in = where.arrays();
        double[] out = Execution.forward(op, in);
        double[] before = out.clone();
        Execution.forward(op, others(where));
        if (Bits.firstDifference(out, before) >= 0) {
            return Optional.of(Finding.of("forward keeps its output array and writes to it in the next call"));
        }
        for (double[] array : in) {
            Arrays.fill(array, Double.NaN);
        }
        return difference(
                op, Execution.forward(op, where.arrays()), before, "after a call with other inputs in between");
    }

    /** Other numbers of the domain, so that a value retained from them shows. */
    private static double[][] others(Case where) {
        double[][] others = where.arrays();
        for (int input = 0; input < others.length; input++) {
            others[input] = where.domain(input)
                    .another(where.values().get(input), where.layout())
                    .toArray();
        }
        return others;
    }

    private static Optional<Finding> backwardTouchesNothing(Case where) {
        Backward rule = Backward.of(where.op());
        double[][] in = where.arrays();
        double[] upstream = where.upstream().toArray();
        Optional<String> touched = rule.touched(in, upstream);
        return touched.map(what -> Finding.of("in the backward pass " + what));
    }

    /** Checks that the gradients do not depend on whether the op has computed its value, or another one, before. */
    private static Optional<Finding> backwardKeepsNothing(Case where) {
        double[] upstream = where.upstream().toArray();
        Backward rule = Backward.of(where.op());
        double[] value = Execution.forward(where.op(), where.arrays());
        double[][] expected = rule.from(where.arrays(), value, upstream);
        Execution.forward(where.op(), others(where));
        double[][] later = rule.from(where.arrays(), value, upstream);
        double[][] fresh = Backward.of(where.anotherOp()).from(where.arrays(), value, upstream);
        for (int input = 0; input < expected.length; input++) {
            int wrong = Bits.firstDifference(later[input], expected[input]);
            int wrongFresh = Bits.firstDifference(fresh[input], expected[input]);
            if (wrong >= 0 || wrongFresh >= 0) {
                return Optional.of(Finding.of("∂J/∂" + where.element(input, Math.max(wrong, wrongFresh))
                        + " depends on what forward computed last, not on its inputs"));
            }
        }
        return Optional.empty();
    }

    /** Checks that the value is the same in every call and from every instance. */
    public static Optional<Finding> isDeterministic(Case where) {
        Op op = where.op();
        double[] expected = Execution.forward(op, where.arrays());
        return difference(op, Execution.forward(op, where.arrays()), expected, "in a second call")
                .or(() -> difference(
                        op, Execution.forward(where.anotherOp(), where.arrays()), expected, "in another instance"))
                .or(() -> isTheSameAmidOthers(where));
    }

    /** Checks that other instances, constructed and computed later, do not change an op. */
    private static Optional<Finding> isTheSameAmidOthers(Case where) {
        Op op = where.anotherOp();
        double[] upstream = where.upstream().toArray();
        double[] value = Execution.forward(op, where.arrays());
        double[][] gradients = Backward.of(op).at(where.arrays(), upstream);
        for (Case other : CaseGenerator.others(where)) {
            compute(other);
            Optional<Finding> changed = difference(
                    op,
                    Execution.forward(op, where.arrays()),
                    value,
                    "after another instance is constructed and computed");
            if (changed.isPresent()) {
                return changed.map(finding -> finding.with("other", other.op() + ", " + other));
            }
            double[][] later = Backward.of(op).at(where.arrays(), upstream);
            for (int input = 0; input < later.length; input++) {
                int wrong = Bits.firstDifference(later[input], gradients[input]);
                if (wrong >= 0) {
                    return Optional.of(Finding.of("∂J/∂" + where.element(input, wrong)
                                    + " differs after another instance is constructed and computed")
                            .with("first", Text.number(gradients[input][wrong]))
                            .with("then", Text.number(later[input][wrong]))
                            .with("other", other.op() + ", " + other));
                }
            }
        }
        return Optional.empty();
    }

    private static void compute(Case other) {
        try {
            Execution.forward(other.op(), other.arrays());
            Backward.of(other.op()).at(other.arrays(), other.upstream().toArray());
        } catch (RuntimeException anotherLawsBusiness) {
            // it was made and called
        }
    }

    /** Checks that the value is correct while another thread computes another one. */
    public static Optional<Finding> standsTwoThreads(Case where) {
        Op op = where.op();
        double[] expected = Execution.forward(op, where.arrays());
        double[][] others = others(where);
        double[] expectedOfOthers = Execution.forward(op, others);
        AtomicInteger ready = new AtomicInteger();
        // Not in the common pool, whose threads may all be busy.
        Executor inAThreadOfItsOwn = task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        };
        CompletableFuture<Boolean> otherThread =
                CompletableFuture.supplyAsync(() -> isAlways(expectedOfOthers, op, others, ready), inAThreadOfItsOwn);
        boolean always = isAlways(expected, op, where.arrays(), ready);
        return otherThread.join() && always
                ? Optional.empty()
                : Optional.of(Finding.of("forward computes another value when two threads call it at once"));
    }

    private static boolean isAlways(double[] expected, Op op, double[][] in, AtomicInteger ready) {
        ready.incrementAndGet();
        while (ready.get() < 2) {
            Thread.yield();
        }
        boolean same = true;
        int rounds = Math.min(ROUNDS, 1 + ELEMENTS / Math.max(1, expected.length));
        for (int round = 0; round < rounds; round++) {
            same &= Bits.firstDifference(Execution.forward(op, in), expected) < 0;
        }
        return same;
    }

    private static Optional<Finding> difference(Op op, double[] actual, double[] expected, String when) {
        int wrong = Bits.firstDifference(actual, expected);
        return wrong < 0
                ? Optional.empty()
                : Optional.of(Finding.of("the value at " + Text.place(op.shape(), wrong) + " differs " + when)
                        .with("first", Text.number(expected[wrong]))
                        .with("then", Text.number(actual[wrong])));
    }
}
