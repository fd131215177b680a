package dev.gradus.sparse;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Caches the answers of ops' rules, because an op in a loop occurs in each step. */
final class Rules {
    private final Map<Op, BitSet> withoutDerivative = new HashMap<>();
    private final Map<Op, List<DependencySets>> influences = new HashMap<>();

    /** Returns the inputs with respect to which the op's derivative is 0 everywhere. */
    BitSet withoutDerivative(Op op) {
        return withoutDerivative.computeIfAbsent(op, any -> {
            BitSet none = new BitSet();
            List<Node> gradients = op.gradients(upstream(op));
            for (int i = 0; i < gradients.size(); i++) {
                none.set(i, gradients.get(i) instanceof NoGradient mark && mark.isZero());
            }
            return none;
        });
    }

    private static Input upstream(Op op) {
        return Input.of("upstream of " + op.name(), op.shape());
    }

    /** Returns, for each operand, the elements of the upstream gradient on which those of its gradient depend. */
    List<DependencySets> influences(Op op) {
        List<DependencySets> found = influences.get(op);
        if (found == null) {
            found = follow(op);
            influences.put(op, found);
        }
        return found;
    }

    private List<DependencySets> follow(Op op) {
        Input upstream = upstream(op);
        List<Node> gradients = apart(op).gradients(upstream);
        List<Node> values = gradients.stream()
                .filter(gradient -> !(gradient instanceof NoGradient))
                .toList();
        Influences inside = Influences.ofValues(op.shape().elements(), this);
        inside.startWith(upstream);
        inside.follow(TopologicalOrder.of(values), values);
        return gradients.stream().map(inside::of).toList();
    }

    /**
     * Copies the op with separate inputs, so that the nodes of its rule end there and not at the leaves of the graph.
     * Constants remain, because they may contain zeros. A user-defined op that cannot be copied is used as it is.
     */
    private static Op apart(Op op) {
        List<Node> inputs = op.inputs().stream()
                .map(input -> input instanceof Constant ? input : Input.of("operand", input.shape()))
                .toList();
        try {
            return op.withInputs(inputs);
        } catch (RuntimeException ofTheUser) {
            return op;
        }
    }
}
