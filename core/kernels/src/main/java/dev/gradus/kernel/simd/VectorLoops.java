package dev.gradus.kernel.simd;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.Scratch;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.loop.FunctionCode;
import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import dev.gradus.kernel.loop.Warming;
import dev.gradus.kernel.thread.Warmer;
import dev.gradus.kernel.thread.WarmerThread;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The vector loops of the kernels of a JVM, generated and handwritten. Each is warmed up once its kernel has computed many
 * elements, and used once it is fast.
 */
public final class VectorLoops {
    /** The numbers of steps of samples, which only have to distinguish compiled loops from others. */
    private static final int STEPS_OF_FUNCTION = 40;

    private static final int STEPS = 4;

    /** A sample of a product takes many times as long as one of a sum. */
    private static final int STEPS_OF_PRODUCT = 3000;

    /**
     * The number of calls for a few elements. Most loops do not name the classes of their vectors, so the JVM has to see
     * them: it inlines nothing that was called less than 250 times in all.
     */
    private static final int CALLS = 60;

    private static final int CALLS_OF_PRODUCT = 6;

    private static final int TRANSPOSED_A = 1;
    private static final int TRANSPOSED_B = 2;
    private static final int NARROW = 4;
    private static final int KINDS = 8;

    private final Warmer warmer;
    private final boolean handwrittenAtOnce;
    private final Warming[] unary;
    private final Warming[][] binary;
    private final Warming column;
    private final Warming[] products;

    final Warming select;
    final Warming sum;
    final Warming squaredErrors;
    final Warming sumColumns;
    final Warming argMax;

    /**
     * Creates the loops, all of which are cold.
     *
     * @param handwrittenAtOnce whether the handwritten loops are used from the first call on
     */
    public VectorLoops(Warmer warmer, boolean handwrittenAtOnce) {
        this.warmer = warmer;
        this.handwrittenAtOnce = handwrittenAtOnce;
        unary = Stream.of(UnaryFunction.values()).map(this::loop).toArray(Warming[]::new);
        binary = Stream.of(BinaryFunction.values()).map(this::loops).toArray(Warming[][]::new);
        select = handwritten(
                4,
                STEPS,
                (x, start, from, to) ->
                        SimdArithmetic.select(x[0], from, 1, x[1], from, 1, x[2], from, 1, x[3], from, to - from));
        sum = handwritten(1, STEPS, (x, start, from, to) -> x[0][0] = SimdReduction.sum(x[0], from, to - from));
        squaredErrors = handwritten(
                2,
                STEPS,
                (x, start, from, to) -> x[0][0] = SimdSquaredError.ofBlock(x[0], from, x[1], from, to - from));
        sumColumns = handwritten(
                3,
                STEPS_OF_FUNCTION,
                (x, start, from, to) -> SimdReduction.sumColumns(x[0], from, to - from, 1, x[1], 0, x[2], 0));
        argMax = handwritten(2, STEPS_OF_FUNCTION, SimdArgMax::sample);
        column = ofProduct(1, true, false);
        products = IntStream.range(0, KINDS)
                .mapToObj(kind -> ofProduct(
                        (kind & NARROW) == 0 ? SimdProductSample.COLUMNS : SimdProductSample.NARROW_COLUMNS,
                        (kind & TRANSPOSED_A) != 0,
                        (kind & TRANSPOSED_B) != 0))
                .toArray(Warming[]::new);
    }

    /** Returns the loops of this JVM, each of which is used once it is fast. */
    public static VectorLoops onceFast() {
        return OnceFast.LOOPS;
    }

    /** Returns the loops of this JVM, of which the handwritten ones are used from the first call on. */
    public static VectorLoops atOnce() {
        return AtOnce.LOOPS;
    }

    private static final class OnceFast {
        static final VectorLoops LOOPS = new VectorLoops(WarmerThread.ofThisJvm(), false);
    }

    private static final class AtOnce {
        static final VectorLoops LOOPS = new VectorLoops(WarmerThread.ofThisJvm(), true);
    }

    private Warming handwritten(int arrays, int steps, FusedLoop sample) {
        return handwritten(arrays, steps, CALLS, () -> sample);
    }

    private Warming ofProduct(int columns, boolean transposedA, boolean transposedB) {
        return handwritten(
                0, STEPS_OF_PRODUCT, CALLS_OF_PRODUCT, () -> new SimdProductSample(columns, transposedA, transposedB));
    }

    private Warming handwritten(int arrays, int steps, int calls, Supplier<FusedLoop> sample) {
        Warming loop = new Warming(() -> checked(sample), arrays, steps, calls, warmer);
        if (handwrittenAtOnce) {
            loop.useAtOnce();
        }
        return loop;
    }

    private Warming generated(Supplier<LoopCode> code) {
        return new Warming(() -> checked(code), () -> Simd.LANES, warmer);
    }

    private static <T> T checked(Supplier<T> loop) {
        if (!Simd.isWide()) {
            throw new UnsupportedOperationException("vectors are too narrow to be faster");
        }
        return loop.get();
    }

    private Warming loop(UnaryFunction f) {
        Scratch scratch = new Scratch();
        return SimdFunctions.isGenerated(f)
                ? generated(() -> code(f))
                : handwritten(
                        2,
                        STEPS_OF_FUNCTION,
                        (x, start, from, to) -> SimdFunctions.run(
                                f, x[0], from, scratch.ofAtLeast(3 * SimdLoop.BLOCK), x[1], from, to - from));
    }

    private Warming[] loops(BinaryFunction f) {
        if (SimdFunctions.isGenerated(f)) {
            return IntStream.range(0, 4)
                    .mapToObj(steps -> generated(() -> code(f, steps / 2, steps % 2)))
                    .toArray(Warming[]::new);
        }
        return new Warming[] {
            handwritten(
                    3,
                    STEPS,
                    (x, start, from, to) ->
                            SimdArithmetic.binary(f, x[0], from, 1, x[1], from, 1, x[2], from, to - from))
        };
    }

    private static LoopCode code(UnaryFunction f) {
        LoopCode code = new LoopCode();
        code.store(FunctionCode.of(f, code.block()));
        return code;
    }

    private static LoopCode code(BinaryFunction f, int stepA, int stepB) {
        LoopCode code = new LoopCode();
        LoopValue a = stepA == 0 ? code.number() : code.block();
        LoopValue b = stepB == 0 ? code.number() : code.block();
        code.store(FunctionCode.of(f, a, b));
        return code;
    }

    /** Loads all loops and uses them from now on, whether they are fast or not. For tests. */
    public void useAll() {
        all().forEach(Warming::useAtOnce);
    }

    Stream<Warming> all() {
        return Stream.of(
                        Stream.of(unary),
                        Stream.of(binary).flatMap(Stream::of),
                        Stream.of(products),
                        Stream.of(column, select, sum, squaredErrors, sumColumns, argMax))
                .flatMap(each -> each);
    }

    /** Returns the loop over the arrays x, as a block, and out. */
    Warming of(UnaryFunction f) {
        return unary[f.ordinal()];
    }

    /** Returns a handwritten loop. */
    Warming of(BinaryFunction f) {
        return binary[f.ordinal()][0];
    }

    /**
     * Returns the generated loop over the arrays a and b, each a block or a single number, and out.
     *
     * @param stepA 0 if one element of a is used throughout, otherwise 1
     * @param stepB the same for b
     */
    Warming of(BinaryFunction f, int stepA, int stepB) {
        return binary[f.ordinal()][2 * stepA + stepB];
    }

    Warming of(MatrixProduct product) {
        if (product.columns() == 1) {
            return column;
        }
        int kind = (product.transposedA() ? TRANSPOSED_A : 0)
                | (product.transposedB() ? TRANSPOSED_B : 0)
                | (product.columns() <= Simd.LANES ? NARROW : 0);
        return products[kind];
    }
}
