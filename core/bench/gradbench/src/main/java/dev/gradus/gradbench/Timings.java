package dev.gradus.gradbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Times the parts of an evaluation by what they are. {@code prepare} is all that is done once for an input: arrays are made
 * of JSON, the graph is built and planned. {@code warmup} is there once for each call in which the JVM compiles; they take as
 * long as is measured afterwards. {@code evaluate} is there once for each call that counts.
 */
final class Timings {
    private final Repetitions repetitions;
    private final List<Timing> all = new ArrayList<>();

    /** One part, as the protocol has it. */
    record Timing(String name, long nanoseconds) {}

    Timings(Repetitions repetitions) {
        this.repetitions = repetitions;
    }

    List<Timing> all() {
        return List.copyOf(all);
    }

    /** Does this once. */
    <T> T prepare(Supplier<T> preparation) {
        return timed("prepare", preparation);
    }

    /** Does this until it is warm, and then as often as was asked for; what it gave last. */
    <T> T evaluate(Supplier<T> evaluation) {
        repeat(() -> timed("warmup", evaluation));
        return repeat(() -> timed("evaluate", evaluation));
    }

    private <T> T repeat(Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        for (int run = 1; !repetitions.suffice(run, (System.nanoTime() - start) / 1e9); run++) {
            result = work.get();
        }
        return result;
    }

    private <T> T timed(String name, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        all.add(new Timing(name, System.nanoTime() - start));
        return result;
    }
}
