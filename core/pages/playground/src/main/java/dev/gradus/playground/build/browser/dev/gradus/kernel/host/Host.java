package dev.gradus.playground.build.browser.dev.gradus.kernel.host;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnrolledStep;
import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.Warming;
import dev.gradus.kernel.thread.Warmer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Replaces the engine's class: scalar kernels, one thread, no generated code. */
public final class Host {
    private static final String WHY = "a browser has none";

    private Host() {}

    static Optional<String> simdRefusal(boolean loads) {
        return Optional.of("No SIMD kernels; scalar kernels compute the same results more slowly: " + WHY);
    }

    /** Nothing is logged, because the user of a browser can do nothing about it. */
    static boolean hasVectorModule() {
        return true;
    }

    static Kernels simd() {
        throw new IllegalStateException("No SIMD kernels: " + WHY);
    }

    static Kernels simdOnceFaster() {
        return simd();
    }

    public static Kernels threaded(int threads, Supplier<Kernels> one) {
        return one.get();
    }

    public static void forEach(int threads, int count, IntConsumer chunk) {
        IntStream.range(0, count).forEach(chunk);
    }

    public static int processors() {
        return 1;
    }

    public static Optional<BoundOp> unrolled(BoundOp... ops) {
        return Optional.empty();
    }

    public static Optional<BoundOp> unrolledLoop(
            double[] count, double[] condition, boolean isReversed, List<double[]> kept, Predicate<UnrolledStep> step) {
        return Optional.empty();
    }

    /** A loop that is refused, so that the plan continues without it. */
    public static Warming warming(LoopCode code, boolean onVectors) {
        return new Warming(code, () -> 1, Host::noLoop, new Warmer() {
            @Override
            public void accept(Task loop) {
                loop.refuse("a browser cannot load generated code");
            }

            @Override
            public void ensureRunning() {
                // No other thread warms up loops.
            }
        });
    }

    public static Warming sharedLoop(LoopCode code, boolean onVectors) {
        return warming(code, onVectors);
    }

    private static FusedLoop noLoop(LoopCode code, int lanes) {
        throw new IllegalStateException("No generated loops: " + WHY);
    }

    /** Each of them is refused, with a reason that the plan shows. */
    public static boolean loadsGeneratedClasses() {
        return true;
    }

    public static boolean hasOnlyFinalNumbers(Class<?> type) {
        return false;
    }

    static void log(String message) {
        throw new IllegalStateException(message);
    }
}
