package dev.gradus.explorer;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An op of another program, of which nothing is known but its name, its value and what it handed to its inputs. */
final class RecordedOp extends Op {
    private final Recorded recorded;

    /**
     * What was recorded.
     *
     * @param handed what it handed to its inputs, by their index
     */
    record Recorded(String name, Tensor value, Map<Integer, Tensor> handed) {}

    RecordedOp(Recorded recorded, List<Node> inputs) {
        super(recorded.value().shape(), inputs, in -> new RecordedOp(recorded, in));
        this.recorded = recorded;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        recorded.value().copyTo(out);
    }

    /** What was not handed anything was locally constant, or not asked for. */
    @Override
    public List<Node> backward(Node upstream) {
        List<Node> gradients = new ArrayList<>();
        for (int input = 0; input < inputs().size(); input++) {
            Tensor handed = recorded.handed().get(input);
            if (handed == null) {
                gradients.add(zero());
            } else {
                List<Node> operands = new ArrayList<>(List.of(upstream));
                operands.addAll(inputs());
                Node gradient = new RecordedOp(new Recorded(recorded.name() + "′", handed, Map.of()), operands);
                gradients.add(gradient.sumTo(input(input).shape()));
            }
        }
        return gradients;
    }

    @Override
    public Record attributes() {
        return recorded;
    }

    @Override
    public Notation notation() {
        return Notation.function(recorded.name());
    }
}
