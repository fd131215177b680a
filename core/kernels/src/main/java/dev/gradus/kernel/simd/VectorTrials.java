package dev.gradus.kernel.simd;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.thread.Warmer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A trial for each kind of work for which {@link SimdKernels} have handwritten vector loops. The trials that have
 * started and generated loops take turns, so that each continues while the JVM compiles the loops of the others.
 */
final class VectorTrials implements Warmer.Task {
    /**
     * The number of elements that justifies a trial. Computed one by one they take a hundredth of a second; a program
     * with fewer ends before its trials do.
     */
    static final long ENOUGH = 1 << 22;

    /** The number of multiplications of a product in the time of one element. */
    private static final int MULTIPLICATIONS = 8;

    /**
     * The maximum duration of an attempt: processor time and rests. Loops are fast after a second or two; if only the first
     * compiler is available, they never are.
     */
    static final long PATIENCE_NANOS = 4_000_000_000L;

    private static final int WHOLE_ROWS = Math.max(2 * SimdTiles.MOST_ROWS, Kernels.FEWEST_FOR_VECTORS);

    /** A product of these sizes copies its operands. The rest of its rows and of fewer ones use different tiles. */
    private static final int ROWS = WHOLE_ROWS + 7;

    private static final int FEWER_ROWS = WHOLE_ROWS + 2;
    private static final int INNER = 160;
    private static final int COLUMNS = 80;

    /** So few columns that rows are not copied. */
    private static final int FEW_COLUMNS = 24;

    /** The lengths of rows of both kinds for {@link SimdArgMax}. */
    private static final int LONG_ROW = 64;

    private static final int SHORT_ROW = 8;

    private static final int TRANSPOSED_A = 1;
    private static final int TRANSPOSED_B = 2;
    private static final int NARROW = 4;
    private static final int KINDS = 8;

    /** With the calls for no elements, few others are enough. */
    private static final int ENOUGH_CALLS = 120;

    /** {@link SimdArgMax} examines two pieces of long rows in each call; the second compiler starts after 5,000. */
    private static final int ENOUGH_CALLS_OF_ROWS = 2600;

    private static final int ENOUGH_PRODUCTS = 900;

    private static final double[] NONE = {};

    private final long enough;
    private final long patience;
    private final LongSupplier processorNanos;
    private final Warmer warmer;
    private final Queue<VectorTrial> begun = new ArrayDeque<>();
    private Optional<VectorTrial.Bench> bench = Optional.empty();
    private final VectorTrial[] unary;
    private final VectorTrial[] binary;
    private final VectorTrial column;
    private final VectorTrial[] products;

    final VectorTrial select;
    final VectorTrial sum;
    final VectorTrial squaredErrors;
    final VectorTrial sumColumns;
    final VectorTrial argMax;

    /**
     * Creates the trials, none of which has begun.
     *
     * @param enough the number of elements of one kind that justifies a trial
     * @param patience the maximum duration of an attempt in nanoseconds: processor time and rests
     * @param processorNanos the processor time of the calling thread
     */
    VectorTrials(long enough, long patience, LongSupplier processorNanos, Warmer warmer) {
        this.enough = enough;
        this.patience = patience;
        this.processorNanos = processorNanos;
        this.warmer = warmer;
        unary = Stream.of(UnaryFunction.values()).map(this::trial).toArray(VectorTrial[]::new);
        binary = Stream.of(BinaryFunction.values()).map(this::trial).toArray(VectorTrial[]::new);
        select = ofElements(
                (kernels, a, b, c, out, elements) -> kernels.select(a, 0, 1, b, 0, 1, c, 0, 1, out, 0, elements),
                () -> SimdArithmetic.select(NONE, 0, 1, NONE, 0, 1, NONE, 0, 1, NONE, 0, 0));
        sum = ofElements(
                (kernels, a, b, c, out, elements) -> out[0] = kernels.sum(a, 0, elements),
                () -> SimdReduction.sum(NONE, 0, 0));
        squaredErrors = ofElements(
                (kernels, a, b, c, out, elements) -> out[0] = kernels.squaredErrors(a, 0, b, 0, elements),
                () -> SimdSquaredError.ofBlock(NONE, 0, NONE, 0, 0));
        int columns = 2 * Simd.LANES;
        sumColumns = ofElements(
                (kernels, a, b, c, out, elements) -> kernels.sumColumns(a, 0, elements, columns, out, 0, columns),
                () -> SimdReduction.sumColumns(NONE, 0, 0, 0, NONE, 0, NONE, 0));
        argMax = new VectorTrial(
                (kernels, a, b, c, out, elements) -> {
                    kernels.argMax(a, 0, elements / LONG_ROW, LONG_ROW, out, 0);
                    kernels.argMax(a, 0, elements / SHORT_ROW, SHORT_ROW, out, 0);
                },
                () -> {},
                ENOUGH_CALLS_OF_ROWS,
                enough,
                patience,
                processorNanos,
                this::begin);
        column = ofProduct(new MatrixProduct(INNER, COLUMNS, 1, true, false));
        products = IntStream.range(0, KINDS)
                .mapToObj(kind -> ofProduct(new MatrixProduct(
                        ROWS,
                        INNER,
                        (kind & NARROW) == 0 ? COLUMNS : Simd.LANES,
                        (kind & TRANSPOSED_A) != 0,
                        (kind & TRANSPOSED_B) != 0)))
                .toArray(VectorTrial[]::new);
    }

    private VectorTrial trial(UnaryFunction f) {
        return ofElements((kernels, a, b, c, out, elements) -> kernels.unary(f, a, 0, out, 0, elements), () -> {
            for (SimdLoop loop : SimdFunctions.of(f)) {
                loop.run(NONE, 0, NONE, NONE, 0, 0);
            }
        });
    }

    private VectorTrial trial(BinaryFunction f) {
        return ofElements(
                (kernels, a, b, c, out, elements) -> {
                    kernels.binary(f, a, 0, 1, b, 0, 1, out, 0, elements);
                    kernels.binary(f, a, 0, 0, b, 0, 1, out, 0, elements);
                    kernels.binary(f, a, 0, 1, b, 0, 0, out, 0, elements);
                },
                () -> SimdKernels.vectors(f, NONE, 0, 1, NONE, 0, 1, NONE, 0, 0));
    }

    private VectorTrial ofElements(VectorTrial.Work work, Runnable touch) {
        return new VectorTrial(work, touch, ENOUGH_CALLS, enough, patience, processorNanos, this::begin);
    }

    private VectorTrial ofProduct(MatrixProduct product) {
        MatrixProduct smaller = new MatrixProduct(
                FEWER_ROWS,
                product.inner(),
                Math.min(FEW_COLUMNS, product.columns()),
                product.transposedA(),
                product.transposedB());
        return new VectorTrial(
                (kernels, a, b, c, out, elements) -> {
                    kernels.multiply(product, a, 0, b, 0, out, 0, 0, product.rows());
                    kernels.multiply(smaller, a, 0, b, 0, out, 0, 0, smaller.rows());
                },
                () -> {},
                ENOUGH_PRODUCTS,
                MULTIPLICATIONS * enough,
                patience,
                processorNanos,
                this::begin);
    }

    synchronized void begin(VectorTrial trial) {
        begun.add(trial);
        if (begun.size() == 1) {
            warmer.accept(this);
        } else {
            warmer.ensureRunning();
        }
    }

    synchronized List<VectorTrial> begun() {
        return List.copyOf(begun);
    }

    /** Advances one trial. The others wait in the queue of the warmer, so that generated loops get their turn, too. */
    @Override
    public void warmUp() {
        Optional<VectorTrial> next = next();
        if (next.isPresent()) {
            next.get().advance(bench());
            putBack(next.get());
        }
    }

    private synchronized Optional<VectorTrial> next() {
        return Optional.ofNullable(begun.peek());
    }

    private VectorTrial.Bench bench() {
        if (bench.isEmpty()) {
            bench = Optional.of(new VectorTrial.Bench(System::nanoTime));
        }
        return bench.get();
    }

    /** Moves the first trial to the end of the queue unless it is over. */
    private synchronized void putBack(VectorTrial first) {
        begun.remove();
        if (first.isOver()) {
            first.end();
        } else {
            begun.add(first);
        }
        if (begun.isEmpty()) {
            bench = Optional.empty();
        } else {
            warmer.accept(this);
        }
    }

    VectorTrial of(UnaryFunction f) {
        return unary[f.ordinal()];
    }

    VectorTrial of(BinaryFunction f) {
        return binary[f.ordinal()];
    }

    VectorTrial of(MatrixProduct product) {
        if (product.columns() == 1) {
            return column;
        }
        int kind = (product.transposedA() ? TRANSPOSED_A : 0)
                | (product.transposedB() ? TRANSPOSED_B : 0)
                | (product.columns() <= Simd.LANES ? NARROW : 0);
        return products[kind];
    }
}
