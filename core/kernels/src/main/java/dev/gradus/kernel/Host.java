package dev.gradus.kernel;

import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.LoopClass;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.UnrolledClass;
import dev.gradus.kernel.simd.Simd;
import dev.gradus.kernel.simd.SimdKernels;
import dev.gradus.kernel.simd.WarmingKernels;
import dev.gradus.kernel.thread.Gang;
import dev.gradus.kernel.thread.ThreadedKernels;
import dev.gradus.kernel.thread.Warmer;
import dev.gradus.kernel.thread.WarmerThread;
import java.lang.System.Logger.Level;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The one way to what only a JVM has: vectors, generated classes, threads, reflection, logging. In a browser another
 * class takes its place, with scalar kernels, one thread and no generated loops.
 */
public final class Host {
    private static final String A_CLASS_OF_THE_MODULE = "jdk.incubator.vector.DoubleVector";
    private static final int FEWEST_LANES = 4;

    private Host() {}

    /** Why there are no SIMD kernels, and the remedy if there is one; empty if there are. */
    static Optional<String> simdRefusal() {
        if (!hasVectorModule()) {
            return Optional.of("No SIMD kernels, the scalar ones compute the same more slowly: the module "
                    + "jdk.incubator.vector is not there. Start Java with --add-modules jdk.incubator.vector");
        }
        return Simd.LANES >= FEWEST_LANES
                ? Optional.empty()
                : Optional.of("No SIMD kernels, the scalar ones compute the same: vectors of " + Simd.LANES
                        + " numbers are too narrow to be faster");
    }

    /** Looking for a class starts faster than asking the layer of modules. */
    static boolean hasVectorModule() {
        try {
            Class.forName(A_CLASS_OF_THE_MODULE, false, Host.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    static Kernels simd() {
        return new SimdKernels();
    }

    /** SIMD kernels, each used as soon as it is faster. */
    static Kernels simdOnceFaster() {
        return new WarmingKernels();
    }

    /**
     * Kernels that share large work between at most {@code threads} threads, and no more than there are processors.
     *
     * @param one makes the kernels of one thread
     */
    public static Kernels threaded(int threads, Supplier<Kernels> one) {
        int all = Math.min(threads, processors());
        return all <= 1
                ? one.get()
                : new ThreadedKernels(
                        Gang.ofThisJvm(), Stream.generate(one).limit(all).toArray(Kernels[]::new));
    }

    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Ops in order as one piece of code, if all can be written out and it is not too long. */
    public static Optional<BoundOp> unrolled(BoundOp... ops) {
        return UnrolledClass.of(ops);
    }

    /**
     * A loop of a class of its own.
     *
     * @param lanes the numbers in a vector; 1 for a loop number by number
     */
    public static FusedLoop loop(LoopCode code, int lanes) {
        return LoopClass.load(code, lanes);
    }

    public static Warmer warmer() {
        return WarmerThread.ofThisJvm();
    }

    /** Whether a class itself declares only final fields of primitive types. */
    public static boolean hasOnlyFinalNumbers(Class<?> type) {
        return Stream.of(type.getDeclaredFields())
                .allMatch(field -> Modifier.isFinal(field.getModifiers())
                        && field.getType().isPrimitive());
    }

    static void log(String message) {
        System.getLogger("dev.gradus").log(Level.INFO, message);
    }
}
