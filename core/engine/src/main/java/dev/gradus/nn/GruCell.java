package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * One step of a gated recurrent unit (Cho and others, "Learning phrase representations using RNN encoder-decoder", EMNLP
 * 2014), in PyTorch's form:
 *
 * <pre>{@code
 * (rₓ, zₓ, nₓ) = x @ W + b        (rₕ, zₕ, nₕ) = h @ U + a
 * r = σ(rₓ + rₕ),  z = σ(zₓ + zₕ),  n = tanh(nₓ + r ∗ nₕ)
 * h′ = (1 − z) ∗ n + z ∗ h
 * }</pre>
 *
 * <p>PyTorch's weights are the transposes of these.
 *
 * @param inputWeights W, of shape (n_in, 3 n_hidden)
 * @param stateWeights U, of shape (n_hidden, 3 n_hidden)
 * @param inputBias b, of shape (1, 3 n_hidden)
 * @param stateBias a, of shape (1, 3 n_hidden)
 */
public record GruCell(Parameter inputWeights, Parameter stateWeights, Parameter inputBias, Parameter stateBias) {

    /**
     * Creates a cell with these parameters.
     *
     * @throws ShapeException if the shapes do not match
     */
    public GruCell {
        Gates.check("GruCell", 3, inputWeights, stateWeights, inputBias);
        Gates.check("GruCell", 3, inputWeights, stateWeights, stateBias);
    }

    /**
     * Creates a cell whose parameters are named {@code name.W}, {@code name.U}, {@code name.b} and {@code name.a}.
     * The weights of each gate are drawn by {@link Initializers#xavierUniform}; the biases are initially zero.
     *
     * @throws IllegalArgumentException if a size is negative
     */
    public static GruCell of(String name, int in, int hidden, RandomGenerator generator) {
        Tensor inputWeights = Gates.initial(generator, in, hidden, 3);
        return of(name, inputWeights, Gates.initial(generator, hidden, hidden, 3));
    }

    /**
     * Creates a cell whose parameters are named {@code name.W}, {@code name.U}, {@code name.b} and {@code name.a}. The
     * biases are initially zero.
     *
     * @throws ShapeException if the shapes do not match
     */
    public static GruCell of(String name, Tensor inputWeights, Tensor stateWeights) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(inputWeights, "inputWeights");
        Objects.requireNonNull(stateWeights, "stateWeights");
        Parameter u = Parameter.of(name + ".U", stateWeights);
        Tensor zeros = Tensor.zeros(Shape.of(1, 3 * u.shape().size(0)));
        return new GruCell(
                Parameter.of(name + ".W", inputWeights),
                u,
                Parameter.of(name + ".b", zeros),
                Parameter.of(name + ".a", zeros));
    }

    /**
     * Computes the state after x.
     *
     * @param x of shape (n_batch, n_in)
     * @param h the previous state, of shape (n_batch, n_hidden)
     * @throws ShapeException if x or h do not match the weights
     */
    public Node next(Node x, Node h) {
        Node fromX = x.matMul(inputWeights).add(inputBias);
        Node fromH = h.matMul(stateWeights).add(stateBias);
        Node reset = gate(fromX, 0).add(gate(fromH, 0)).sigmoid();
        Node keep = gate(fromX, 1).add(gate(fromH, 1)).sigmoid();
        Node candidate = gate(fromX, 2).add(reset.multiply(gate(fromH, 2))).tanh();
        return Node.of(1).subtract(keep).multiply(candidate).add(keep.multiply(h));
    }

    private Node gate(Node gates, int index) {
        return Gates.gate(gates, index, stateWeights);
    }
}
