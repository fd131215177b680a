package dev.gradus.testkit.law;

import dev.gradus.node.Op;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Bits;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.domain.Directions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Checks that two threads may compute an op and its gradients at once, from its first use on.
 *
 * <p>Both threads go through the same ops in the same order, without waiting for each other. Half of the ops are new.
 * The thread that is ahead prepares what an op prepares when it is first used, and so is slower: the other one catches
 * up and meets it there. In every other call both use the same input arrays. What the ops computed is compared
 * afterwards, so that nothing is prepared before.
 */
public final class TwoThreadsLaw {
    private static final int ROUNDS = 1000;

    /** Gradients take longer than values. */
    private static final int ROUNDS_OF_GRADIENTS = 200;

    /** The time after which there is no further attempt, in nanoseconds. */
    private static final long TIME_OF_ATTEMPTS = 100_000_000;

    /** The time for all rounds of gradients, in nanoseconds, as one gradient tells. */
    private static final long TIME_OF_GRADIENTS = 20_000_000;

    /** On a busy machine one thread may be done before the other one starts. */
    private static final int ATTEMPTS = 5;

    /** Operands of more elements have fewer rounds, because each takes longer. */
    private static final int ELEMENTS = 200_000;

    private final Case where;
    private final Numbers usual;
    private final Numbers others;
    private final int share;

    /** What an op and its rule are computed with. */
    private record Numbers(double[][] in, double[] upstream) {}

    private TwoThreadsLaw(Case where) {
        this.where = where;
        int elements = where.upstream().shape().elements();
        this.usual = new Numbers(where.arrays(), where.upstream().toArray());
        this.others = new Numbers(where.otherArrays(), Directions.golden(elements, 0));
        this.share = 1 + ELEMENTS / Math.max(1, Math.max(largest(usual.in), elements));
    }

    private static int largest(double[][] arrays) {
        return Arrays.stream(arrays).mapToInt(array -> array.length).max().orElse(0);
    }

    public static Optional<Finding> check(Case where) {
        TwoThreadsLaw law = new TwoThreadsLaw(where);
        return law.inputs(law.values()).or(() -> law.inputs(law.gradients()));
    }

    private Optional<Finding> values() {
        int rounds = Math.min(ROUNDS, share);
        return difference(
                "forward computes another value",
                rounds,
                () -> {
                    List<Op> ops = newOps(rounds);
                    Computation forward =
                            (round, numbers) -> new double[][] {Execution.forward(ops.get(round), numbers.in)};
                    return List.of(forward, forward);
                },
                numbers -> new double[][] {Execution.forward(where.anotherOp(), numbers.in)});
    }

    private Optional<Finding> gradients() {
        int rounds = Math.min(Math.min(ROUNDS_OF_GRADIENTS, share), affordableGradients());
        Function<Numbers, double[][]> alone =
                numbers -> Backward.of(where.anotherOp()).at(numbers.in, numbers.upstream);
        return difference(
                        "the rule, asked by both, gives another gradient",
                        rounds,
                        () -> {
                            List<Op> ops = newOps(rounds);
                            Computation asked = (round, numbers) ->
                                    Backward.of(ops.get(round)).at(numbers.in, numbers.upstream);
                            return List.of(asked, asked);
                        },
                        alone)
                .or(() -> difference(
                        "the backward pass computes another gradient",
                        rounds,
                        () -> {
                            List<Backward> rules = half(rounds, () -> Backward.of(where.op()));
                            return List.of(passes(rules), passes(rules));
                        },
                        alone));
    }

    /** As the fastest of three tells: on a busy machine one alone may have waited for a processor. */
    private int affordableGradients() {
        long shortest = LongStream.range(0, 3)
                .map(attempt -> {
                    long start = System.nanoTime();
                    Backward.of(where.anotherOp()).at(others.in, others.upstream);
                    return System.nanoTime() - start;
                })
                .min()
                .getAsLong();
        return (int) Math.min(ROUNDS_OF_GRADIENTS, 2 + TIME_OF_GRADIENTS / (1 + shortest));
    }

    private List<Op> newOps(int rounds) {
        return half(rounds, () -> where.spec().make(where.inputs(), where.attribute()));
    }

    /** New ones for the first half of the rounds, and the last of them for the others. */
    private static <T> List<T> half(int rounds, Supplier<T> made) {
        List<T> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            all.add(round == 0 || round < rounds / 2 ? made.get() : all.get(round - 1));
        }
        return all;
    }

    /** The same rules, computed with arrays of one thread. */
    private Computation passes(List<Backward> rules) {
        List<Backward> own = new ArrayList<>();
        for (int round = 0; round < rules.size(); round++) {
            boolean isSame = round > 0 && rules.get(round) == rules.get(round - 1);
            own.add(isSame ? own.get(round - 1) : rules.get(round).inAnotherPass());
        }
        return (round, numbers) -> own.get(round).at(numbers.in, numbers.upstream);
    }

    /** What one thread computes in a round from these numbers. */
    @FunctionalInterface
    private interface Computation {
        double[][] at(int round, Numbers numbers);
    }

    /**
     * Compares what two threads compute with what one computes alone.
     *
     * @param computations makes new ops, and returns what each thread computes with them
     */
    private Optional<Finding> difference(
            String what, int rounds, Supplier<List<Computation>> computations, Function<Numbers, double[][]> alone) {
        int together = 0;
        long start = System.nanoTime();
        boolean isAffordable = true;
        for (int attempt = 0; attempt < ATTEMPTS && together < rounds / 2 && isAffordable; attempt++) {
            List<Computation> both = computations.get();
            Race race = new Race();
            CompletableFuture<List<double[][]>> otherThread = CompletableFuture.supplyAsync(
                    () -> race.run(1, rounds, round -> both.get(1).at(round, isOther(round) ? others : usual)),
                    inAThreadOfItsOwn());
            List<double[][]> here = race.run(0, rounds, round -> both.get(0).at(round, usual));
            List<double[][]> there = otherThread.join();
            together += race.together.get();
            double[][] ofUsual = alone.apply(new Numbers(where.arrays(), usual.upstream));
            double[][] ofOthers = alone.apply(others);
            boolean same = IntStream.range(0, rounds)
                    .allMatch(round -> Bits.areSame(here.get(round), ofUsual)
                            && Bits.areSame(there.get(round), isOther(round) ? ofOthers : ofUsual));
            if (!same) {
                return Optional.of(Finding.of(what + " when two threads call it at once"));
            }
            isAffordable = System.nanoTime() - start < TIME_OF_ATTEMPTS;
        }
        return Optional.empty();
    }

    /** Two threads that start at the same time, and the number of rounds in which both were running. */
    private static final class Race {
        private final AtomicInteger ready = new AtomicInteger();
        private final AtomicIntegerArray done = new AtomicIntegerArray(2);
        private final AtomicInteger together = new AtomicInteger();

        private List<double[][]> run(int thread, int rounds, IntFunction<double[][]> computation) {
            List<double[][]> results = new ArrayList<>(rounds);
            ready.incrementAndGet();
            while (ready.get() < 2) {
                Thread.yield();
            }
            int before = done.get(1 - thread);
            for (int round = 0; round < rounds; round++) {
                results.add(computation.apply(round));
                done.lazySet(thread, round + 1);
            }
            together.accumulateAndGet(done.get(1 - thread) - before, Math::max);
            return results;
        }
    }

    private static boolean isOther(int round) {
        return round % 2 == 0;
    }

    /** Not in the common pool, whose threads may all be busy. */
    private static Executor inAThreadOfItsOwn() {
        return task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        };
    }

    /** Checks that the inputs of both threads are as before. If not, this is the cause of the other finding. */
    private Optional<Finding> inputs(Optional<Finding> otherwise) {
        return PurityLaws.changed(
                        where,
                        usual.in,
                        element -> "the input " + element
                                + " has changed after two threads have read it at once; an op must not change its inputs,"
                                + " not even for a moment")
                .or(() -> otherwise);
    }
}
