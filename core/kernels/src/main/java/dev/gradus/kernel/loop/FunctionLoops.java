package dev.gradus.kernel.loop;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.thread.Warmer;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link FunctionLoop} for each function. */
public final class FunctionLoops {
    private final FunctionLoop[] unary;
    private final FunctionLoop[][] binary;

    /**
     * Creates the loops, none of which is generated yet.
     *
     * @param lanes the number of elements in a vector
     */
    public FunctionLoops(int lanes, Warmer warmer) {
        unary = Stream.of(UnaryFunction.values())
                .map(f -> FunctionLoop.of(f, lanes, warmer))
                .toArray(FunctionLoop[]::new);
        binary = Stream.of(BinaryFunction.values())
                .map(f -> new FunctionLoop[] {
                    FunctionLoop.of(f, 0, 0, lanes, warmer),
                    FunctionLoop.of(f, 0, 1, lanes, warmer),
                    FunctionLoop.of(f, 1, 0, lanes, warmer),
                    FunctionLoop.of(f, 1, 1, lanes, warmer)
                })
                .toArray(FunctionLoop[][]::new);
    }

    /** Generates all loops and uses them from now on, whether they are fast or not. For tests. */
    public void useAll() {
        for (FunctionLoop loop : unary) {
            loop.use();
        }
        for (FunctionLoop[] loops : binary) {
            for (FunctionLoop loop : loops) {
                loop.use();
            }
        }
    }

    /** Returns the loop of a function if it is fast by now; see {@link FunctionLoop#ifWarm}. */
    public Optional<FusedLoop> ifWarm(UnaryFunction f, int count) {
        return unary[f.ordinal()].ifWarm(count);
    }

    public Optional<FusedLoop> ifWarm(BinaryFunction f, int stepA, int stepB, int count) {
        return binary[f.ordinal()][2 * stepA + stepB].ifWarm(count);
    }
}
