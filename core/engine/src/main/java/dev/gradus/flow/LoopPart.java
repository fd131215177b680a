package dev.gradus.flow;

import dev.gradus.flow.Loop.Part;
import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import java.util.List;
import java.util.Locale;

/**
 * One result of a {@link Loop}: a carry after the last step, or an output or a carry of all steps.
 *
 * <p>The gradient of the loop has the upstream gradient at the position of this part and 0 elsewhere.
 */
public final class LoopPart extends Op {
    private final Part part;
    private final String label;

    private record Of(Part part) {}

    /**
     * Extracts a part of a loop's value.
     *
     * @throws ShapeException if the value is too short
     */
    LoopPart(Node loop, Part part, String label) {
        super(part.shape(), loop);
        this.part = part;
        this.label = label;
        if (loop.shape().rank() != 1 || loop.shape().elements() < part.stop()) {
            throw new ShapeException("LoopPart: " + loop.describe() + " is not the value of a loop with " + part);
        }
    }

    /** Returns the part of the loop. */
    public Part part() {
        return part;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        System.arraycopy(in[0], part.start(), out, 0, out.length);
    }

    @Override
    public List<Node> backward(Node upstream) {
        int after = input(0).shape().elements() - part.stop();
        return List.of(upstream.reshape(shape().elements()).pad(0, part.start(), after));
    }

    @Override
    public LoopPart withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new LoopPart(inputs.get(0), part, label);
    }

    @Override
    public Record attributes() {
        return new Of(part);
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
        String name = part.kind().name().toLowerCase(Locale.ROOT);
        String shape = part.shape().toString().replace("(", "").replace(")", "");
        return Notation.function(name)
                .arguments(List.of(label))
                .numpy("{0}[" + part.start() + ":" + part.stop() + "].reshape((" + shape
                        + (part.shape().rank() == 1 ? ",))" : "))"));
    }
}
