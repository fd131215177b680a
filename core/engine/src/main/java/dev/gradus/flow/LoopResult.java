package dev.gradus.flow;

import dev.gradus.flow.Loop.Result;
import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Labels;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One result of a {@link Loop}: a carry after the last step, an output or a carry of all steps, or the number of steps.
 *
 * <p>The gradient of the loop has the upstream gradient at the position of this result and 0 elsewhere.
 */
public final class LoopResult extends Op {
    private final Result result;
    private final String label;

    private record Of(Result result, String label) {}

    /**
     * Extracts a result from a loop's value.
     *
     * @throws ShapeException if the value is too short
     */
    LoopResult(Node loop, Result result, String label) {
        super(result.shape(), loop, in -> new LoopResult(in, result, label));
        this.result = result;
        this.label = label;
        if (loop.shape().rank() != 1 || loop.shape().elements() < result.stop()) {
            throw new ShapeException("LoopResult: " + loop.describe() + " is not the value of a loop with " + result);
        }
    }

    /**
     * Extracts the result that a file described.
     *
     * @param loop a loop, or a copy of a loop's value
     * @param label the result's name in formulas
     * @throws ShapeException if the value is too short
     * @throws IllegalArgumentException if the loop has no such result
     */
    public static LoopResult of(Node loop, Result result, String label) {
        Objects.requireNonNull(loop, "loop");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(label, "label");
        Labels.checked("a result", label);
        if (loop instanceof Loop known && !known.results().contains(result)) {
            throw new IllegalArgumentException("LoopResult: " + loop.describe() + " has no " + result);
        }
        if (result.start() < 0
                || (long) result.start() + result.shape().elements()
                        > loop.shape().elements()) {
            throw new ShapeException("LoopResult: " + loop.describe() + " is not the value of a loop with " + result);
        }
        return new LoopResult(loop, result, label);
    }

    /** Returns the result of the loop. */
    public Result result() {
        return result;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        System.arraycopy(in[0], result.start(), out, 0, out.length);
    }

    @Override
    public List<Node> backward(Node upstream) {
        int after = input(0).shape().elements() - result.stop();
        return List.of(upstream.reshape(shape().elements()).pad(0, result.start(), after));
    }

    @Override
    public Record attributes() {
        return new Of(result, label);
    }

    @Override
    public Dependence dependence() {
        return Dependence.MOVE;
    }

    @Override
    public List<String> operands() {
        return List.of("scan");
    }

    @Override
    public Notation notation() {
        String name = result.kind().name().toLowerCase(Locale.ROOT);
        String shape = result.shape().toString().replace("(", "").replace(")", "");
        return Notation.function(name)
                .arguments(List.of(label))
                .numpy("{0}[" + result.start() + ":" + result.stop() + "].reshape((" + shape
                        + (result.shape().rank() == 1 ? ",))" : "))"));
    }
}
