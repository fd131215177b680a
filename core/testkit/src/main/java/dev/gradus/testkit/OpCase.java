package dev.gradus.testkit;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Shrinkable;

/**
 * One try of a law: an op, the values of its inputs, and the upstream gradient. The parameter of each property of {@link
 * OpContract}, and of the laws that a spec {@linkplain OpSpec#law adds}.
 *
 * <p>A case that no law tries is not even drawn. {@link ContractHook} shrinks cases, because jqwik would do so in a thread
 * that outlives its time limit.
 */
public final class OpCase {
    private final long seed;
    private Optional<CaseGenerator> generator = Optional.empty();
    private Optional<Shrinkable<Case>> drawn = Optional.empty();

    /** A case that is not drawn yet. */
    OpCase(long seed) {
        this.seed = seed;
    }

    static OpCase of(Case where) {
        OpCase made = new OpCase(0);
        made.drawn = Optional.of(Shrinkable.unshrinkable(where));
        return made;
    }

    /** Chooses what draws the case. */
    void from(CaseGenerator chosen) {
        generator = Optional.of(chosen);
    }

    /** The case, with the smaller cases to which it shrinks. */
    Shrinkable<Case> drawn() {
        Shrinkable<Case> known = drawn.orElseGet(() -> generator
                .orElseThrow(() -> new IllegalStateException("an OpCase is drawn for a property of a class that"
                        + " implements OpContract or ModelContract, and only there"))
                .next(new Random(seed)));
        drawn = Optional.of(known);
        return known;
    }

    Case where() {
        return drawn().value();
    }

    /** The op, on input nodes of its own. */
    public Op op() {
        return where().op();
    }

    /** The values of the inputs, in order. */
    public List<Tensor> values() {
        return where().values();
    }

    /** What the spec has drawn besides the inputs, such as axes, if it {@linkplain OpSpec#drawing draws} something. */
    public Optional<Object> attribute() {
        return where().drawn();
    }

    /** The upstream gradient ∂J/∂y, of the shape of the op. */
    public Tensor upstream() {
        return where().upstream();
    }

    /** The value y that the op computes from the values of its inputs. */
    public Tensor value() {
        return value(values());
    }

    /**
     * The value that the op computes from other values of its inputs.
     *
     * @throws IllegalArgumentException if there are not as many as inputs, or one has another shape than its input
     */
    public Tensor value(List<Tensor> inputs) {
        return Tensor.of(op().shape(), Execution.forward(op(), arrays(inputs)));
    }

    /** The gradients ∂J/∂x that the rule computes for each input; zeros where it returns none. */
    public List<Tensor> gradients() {
        return gradients(values(), upstream());
    }

    /**
     * The gradients that the rule computes for other values of the inputs and of the upstream gradient.
     *
     * @throws IllegalArgumentException if a value has another shape than its input, or upstream than the op
     */
    public List<Tensor> gradients(List<Tensor> inputs, Tensor upstream) {
        if (!upstream.shape().equals(op().shape())) {
            throw new IllegalArgumentException(
                    "upstream must have the op's shape " + op().shape() + ", but has " + upstream.shape());
        }
        double[][] gradients = Backward.of(op()).at(arrays(inputs), upstream.toArray());
        List<Tensor> tensors = new ArrayList<>();
        for (int input = 0; input < gradients.length; input++) {
            tensors.add(Tensor.of(op().input(input).shape(), gradients[input]));
        }
        return tensors;
    }

    private double[][] arrays(List<Tensor> inputs) {
        if (!inputs.stream().map(Tensor::shape).toList().equals(shapes())) {
            throw new IllegalArgumentException("the values must have the shapes of the inputs, " + shapes()
                    + ", but have " + inputs.stream().map(Tensor::shape).toList());
        }
        return inputs.stream().map(Tensor::toArray).toArray(double[][]::new);
    }

    private List<Shape> shapes() {
        return op().inputs().stream().map(Node::shape).toList();
    }

    /** All tensors on one line, as {@code x = [[-1.0]], upstream = [[1.0]]}. */
    @Override
    public String toString() {
        return where().toString();
    }
}
