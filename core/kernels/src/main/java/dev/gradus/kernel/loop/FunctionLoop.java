package dev.gradus.kernel.loop;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.thread.Warmer;
import dev.gradus.kernel.thread.WorkThreshold;
import java.util.Optional;

/**
 * The generated loop of one function, shared by all kernels of a JVM. It is generated once the function has been
 * computed for many elements, and used once it is fast.
 */
public final class FunctionLoop implements Warmer.Task {
    /** Generating the loop takes about as long as computing this number of elements one by one. */
    private static final long WORTH_IT = 1 << 22;

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final LoopMaker maker;
    private final int lanes;
    private final WorkThreshold threshold;
    private volatile Optional<FusedLoop> loop = Optional.empty();

    /** Creates the code on demand. */
    private interface LoopMaker {
        LoopCode make();
    }

    private FunctionLoop(LoopMaker maker, int lanes, Warmer warmer) {
        this.maker = maker;
        this.lanes = lanes;
        this.threshold = new WorkThreshold(WORTH_IT, () -> warmer.accept(this));
    }

    /** Creates a loop over the arrays x, as a block, and out. */
    public static FunctionLoop of(UnaryFunction f, int lanes, Warmer warmer) {
        return new FunctionLoop(
                () -> {
                    LoopCode code = new LoopCode();
                    code.store(FunctionCode.of(f, code.block()));
                    return code;
                },
                lanes,
                warmer);
    }

    /**
     * Creates a loop over the arrays a and b, each a block or a single number, and out.
     *
     * @param stepA 0 if one element of a is used throughout, otherwise 1
     * @param stepB the same for b
     */
    public static FunctionLoop of(BinaryFunction f, int stepA, int stepB, int lanes, Warmer warmer) {
        return new FunctionLoop(
                () -> {
                    LoopCode code = new LoopCode();
                    LoopValue a = stepA == 0 ? code.number() : code.block();
                    LoopValue b = stepB == 0 ? code.number() : code.block();
                    code.store(FunctionCode.of(f, a, b));
                    return code;
                },
                lanes,
                warmer);
    }

    /**
     * Returns the loop if it is fast by now.
     *
     * @param count the number of elements to compute, which counts toward generating the loop
     */
    public Optional<FusedLoop> ifWarm(int count) {
        if (loop.isEmpty()) {
            threshold.add(count);
        }
        return loop;
    }

    /** Generates the loop and uses it from now on, whether it is fast or not. */
    void use() {
        loop = Optional.of(LoopClass.load(maker.make(), lanes));
    }

    @Override
    public void warmUp() {
        LoopCode code = maker.make();
        FusedLoop made = LoopClass.load(code, lanes);
        if (WarmUp.makesFast(
                made, code.size(), WarmUp.validArguments(code.uses().size()), PATIENCE_NANOS)) {
            loop = Optional.of(made);
        }
    }
}
