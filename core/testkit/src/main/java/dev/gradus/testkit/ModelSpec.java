package dev.gradus.testkit;

import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.ModelOp;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The specification of a composed graph: how it is built from its inputs, their shapes and domains, and optionally a
 * reference for its value. {@link ModelContract} and {@link Laws#check(ModelSpec, long)} check the graph against it.
 *
 * <pre>{@code
 * ModelSpec.of(in -> in.get(0).matMul(in.get(1)).tanh())
 *         .input("x", dims("n", "k"), Values.any())
 *         .input("W", dims("k", "m"), Values.between(-1, 1))
 * }</pre>
 *
 * <p>Parameters that the model creates keep their initial values. To try others, make them inputs. Immutable: each
 * method returns another spec.
 */
public final class ModelSpec {
    private final OpSpec op;

    private ModelSpec(OpSpec op) {
        this.op = op;
    }

    /** A model, given the nodes of its inputs. It has one output of any shape. */
    public static ModelSpec of(Function<? super List<Node>, ? extends Node> model) {
        Objects.requireNonNull(model, "model");
        return new ModelSpec(OpSpec.nary(inputs ->
                        new ModelOp(nodes -> Objects.requireNonNull(model.apply(nodes), "the model's output"), inputs))
                .named("The model")
                .ofModel());
    }

    /** The next input: its name in reports, its axes and its domain. */
    public ModelSpec input(String name, Dims dims, Values values) {
        return new ModelSpec(op.input(name, dims, values));
    }

    /** The next input, with respect to which the model has no derivative, such as class labels. */
    public ModelSpec inputWithoutDerivative(String name, Dims dims, Values values) {
        return new ModelSpec(op.inputWithoutDerivative(name, dims, values));
    }

    /** The output's value, given the inputs' values. */
    public ModelSpec reference(Function<? super List<Tensor>, Tensor> value) {
        return new ModelSpec(op.referenceTensor(value));
    }

    /** See {@link OpSpec#tolerance}. */
    public ModelSpec tolerance(double relative, double absolute) {
        return new ModelSpec(op.tolerance(relative, absolute));
    }

    /** See {@link OpSpec#size}. */
    public ModelSpec size(String symbol, int smallest, int largest) {
        return new ModelSpec(op.size(symbol, smallest, largest));
    }

    /** See {@link OpSpec#apart}. */
    public ModelSpec apart(String... names) {
        return new ModelSpec(op.apart(names));
    }

    /** The model as an op. */
    OpSpec asOp() {
        return op;
    }
}
