package dev.gradus.kernel.loop;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.thread.Warmer;
import java.util.stream.Stream;

/**
 * The generated loop of each function, shared by all kernels of a JVM. A loop is generated once its function has been
 * computed for many elements, and used once it is fast.
 */
public final class FunctionLoops {
    private final Warming[] unary;
    private final Warming[][] binary;

    /**
     * Creates the loops, none of which is generated yet.
     *
     * @param lanes the number of elements in a vector
     */
    public FunctionLoops(int lanes, Warmer warmer) {
        unary = Stream.of(UnaryFunction.values())
                .map(f -> new Warming(() -> code(f), lanes, warmer))
                .toArray(Warming[]::new);
        binary = Stream.of(BinaryFunction.values())
                .map(f -> new Warming[] {
                    new Warming(() -> code(f, 0, 0), lanes, warmer),
                    new Warming(() -> code(f, 0, 1), lanes, warmer),
                    new Warming(() -> code(f, 1, 0), lanes, warmer),
                    new Warming(() -> code(f, 1, 1), lanes, warmer)
                })
                .toArray(Warming[][]::new);
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

    /** Generates all loops and uses them from now on, whether they are fast or not. For tests. */
    public void useAll() {
        Stream.concat(Stream.of(unary), Stream.of(binary).flatMap(Stream::of)).forEach(Warming::useAtOnce);
    }

    /** Returns the loop over the arrays x, as a block, and out. */
    public Warming of(UnaryFunction f) {
        return unary[f.ordinal()];
    }

    /**
     * Returns the loop over the arrays a and b, each a block or a single number, and out.
     *
     * @param stepA 0 if one element of a is used throughout, otherwise 1
     * @param stepB the same for b
     */
    public Warming of(BinaryFunction f, int stepA, int stepB) {
        return binary[f.ordinal()][2 * stepA + stepB];
    }
}
