package dev.gradus.lift;

import dev.gradus.lift.Trace.Guard;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.List;

/** A value that is right only while comparisons of doubles have the outcomes for which it was lifted. */
final class Guarded extends Op {
    private final List<Guard> guards;

    /**
     * The value y.
     *
     * @param conditions the outcomes, 1 or 0
     */
    Guarded(Node y, Node conditions, List<Guard> guards) {
        super(y.shape(), y, conditions);
        this.guards = new ArrayList<>(guards);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        for (int i = 0; i < guards.size(); i++) {
            if ((in[1][i] != 0) != guards.get(i).expected()) {
                throw new LiftException(guards.get(i).place() + ": the comparison has another outcome than for the"
                        + " values that the graph was lifted with; call Lifted.on again with values that take this"
                        + " side, write the branch as ?: with short operands, or build a loop whose number of steps"
                        + " varies with While.");
            }
        }
        System.arraycopy(in[0], 0, out, 0, out.length);
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream, zero());
    }

    @Override
    public Guarded withInputs(List<Node> inputs) {
        checkCount(inputs);
        return new Guarded(inputs.get(0), inputs.get(1), guards);
    }

    @Override
    public List<String> operands() {
        return List.of("y", "conditions");
    }

    @Override
    public Notation notation() {
        return Notation.function("guarded");
    }
}
