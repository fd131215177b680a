package dev.gradus.playground.build.browser.dev.gradus.kernel;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.thread.Warmer;
import java.util.Optional;
import java.util.function.Supplier;

/** Stands in for the engine's class: scalar kernels, one thread, no generated code. */
public final class Host {
    private static final String WHY = "there are none in a browser";

    private Host() {}

    static Optional<String> simdRefusal() {
        return Optional.of("No SIMD kernels, the scalar ones compute the same more slowly: " + WHY);
    }

    /** A browser's user can do nothing about it, so that nothing is to be logged. */
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

    public static int processors() {
        return 1;
    }

    public static Optional<BoundOp> unrolled(BoundOp... ops) {
        return Optional.empty();
    }

    public static FusedLoop loop(LoopCode code, int lanes) {
        throw new IllegalStateException("No generated loops: " + WHY);
    }

    /** Refuses every loop, so that the plan goes on without. */
    public static Warmer warmer() {
        return new Warmer() {
            @Override
            public void accept(Task loop) {
                loop.refuse("no loop can be generated in a browser");
            }

            @Override
            public void look() {
                // Nothing is waited for.
            }
        };
    }

    public static boolean hasOnlyFinalNumbers(Class<?> type) {
        return false;
    }

    static void log(String message) {
        throw new IllegalStateException(message);
    }
}
