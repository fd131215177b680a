package dev.gradus.kernel.host;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnrolledStep;
import dev.gradus.kernel.loop.LoopClass;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.SharedLoops;
import dev.gradus.kernel.loop.UnrolledClass;
import dev.gradus.kernel.loop.UnrolledLoop;
import dev.gradus.kernel.loop.Warming;
import dev.gradus.kernel.simd.Simd;
import dev.gradus.kernel.simd.SimdKernels;
import dev.gradus.kernel.simd.VectorLoops;
import dev.gradus.kernel.thread.ThreadPool;
import dev.gradus.kernel.thread.ThreadedKernels;
import dev.gradus.kernel.thread.WarmerThread;
import java.lang.System.Logger.Level;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The only access to the features that depend on the JVM: vectors, generated classes, threads, reflection, logging. The
 * browser build replaces this class by one with scalar kernels, one thread and no generated loops.
 */
public final class Host {
    private static final String VECTOR_CLASS = "jdk.incubator.vector.DoubleVector";

    private Host() {}

    /**
     * Returns why there are no SIMD kernels, with the remedy if there is one; empty if there are.
     *
     * @param loads whether to load vectors, to see whether they are wide enough. It takes longer than many small programs.
     */
    static Optional<String> simdRefusal(boolean loads) {
        if (!loadsGeneratedClasses()) {
            return Optional.of(
                    "No SIMD kernels; scalar kernels compute the same results more slowly: SIMD kernels need "
                            + "generated classes, which a native image and Android cannot load");
        }
        if (!hasVectorModule()) {
            return Optional.of("No SIMD kernels; scalar kernels compute the same results more slowly: the module "
                    + "jdk.incubator.vector is not present. Start Java with --add-modules jdk.incubator.vector");
        }
        return !loads || Simd.isWide()
                ? Optional.empty()
                : Optional.of("No SIMD kernels; scalar kernels compute the same results: vectors of " + Simd.LANES
                        + " numbers are too narrow to be faster");
    }

    /** Looks for a class of the module, which is faster at startup than querying the module layer. */
    static boolean hasVectorModule() {
        try {
            Class.forName(VECTOR_CLASS, false, Host.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    static Kernels simd() {
        return new SimdKernels(VectorLoops.atOnce());
    }

    /** Returns SIMD kernels, each used as soon as it is faster than the scalar one. */
    static Kernels simdOnceFaster() {
        return new SimdKernels(VectorLoops.onceFast());
    }

    /**
     * Returns kernels that share large work among at most {@code threads} threads, limited by the number of processors.
     *
     * @param one supplies the kernels of one thread
     */
    public static Kernels threaded(int threads, Supplier<Kernels> one) {
        int used = Math.min(threads, processors());
        return used <= 1
                ? one.get()
                : new ThreadedKernels(
                        ThreadPool.ofThisJvm(), Stream.generate(one).limit(used).toArray(Kernels[]::new));
    }

    /**
     * Calls the chunk for each number from 0 to {@code count} − 1, on at most {@code threads} threads including the caller,
     * limited by the number of processors. Kernels that the chunks call share no work with other threads. If another caller
     * occupies the threads, this one does everything alone.
     */
    public static void forEach(int threads, int count, IntConsumer chunk) {
        if (threads <= 1
                || count <= 1
                || !ThreadPool.ofThisJvm().run((thread, number) -> chunk.accept(number), count, threads)) {
            IntStream.range(0, count).forEach(chunk);
        }
    }

    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Combines the ops, in order, into generated methods, if any op can be written out. */
    public static Optional<BoundOp> unrolled(BoundOp... ops) {
        return UnrolledClass.of(ops);
    }

    /**
     * Combines the steps of a loop into one generated method, if the step can be written out.
     *
     * @param count contains the maximum number of steps before the loop, and the number that were made after it
     * @param condition an array of one number, and there is a step only if it is 1; or an empty one
     * @param isReversed whether the last row comes first
     * @param kept the arrays that are read after the loop, in addition to rows
     * @param step writes one step, or returns false
     */
    public static Optional<BoundOp> unrolledLoop(
            double[] count, double[] condition, boolean isReversed, List<double[]> kept, Predicate<UnrolledStep> step) {
        return UnrolledLoop.of(count, condition, isReversed, kept, step);
    }

    /**
     * Creates a loop that is loaded as a separate class and warmed up on another thread.
     *
     * @param onVectors whether it may use vectors, which are loaded with the loop
     */
    public static Warming warming(LoopCode code, boolean onVectors) {
        return new Warming(
                code, () -> onVectors && Simd.isWide() ? Simd.LANES : 1, LoopClass::load, WarmerThread.ofThisJvm());
    }

    /** Returns the same for a code without users' formulas, which other plans may have used already. */
    public static Warming sharedLoop(LoopCode code, boolean onVectors) {
        return SharedLoops.of(code, () -> warming(code, onVectors));
    }

    /** Returns whether this program can load classes that it generates. A native image and Android cannot. */
    public static boolean loadsGeneratedClasses() {
        return System.getProperty("org.graalvm.nativeimage.imagecode") == null
                && !"Dalvik".equals(System.getProperty("java.vm.name"));
    }

    /** Returns whether all fields that the class itself declares are final and primitive. */
    public static boolean hasOnlyFinalNumbers(Class<?> type) {
        return Stream.of(type.getDeclaredFields())
                .allMatch(field -> Modifier.isFinal(field.getModifiers())
                        && field.getType().isPrimitive());
    }

    static void log(String message) {
        System.getLogger("dev.gradus").log(Level.INFO, message);
    }
}
