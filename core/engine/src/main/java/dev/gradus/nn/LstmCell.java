package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * One step of a long short-term memory (Hochreiter and Schmidhuber, Neural Computation 9, 1997; with the forget gate of
 * Gers, Schmidhuber and Cummins, 2000):
 *
 * <pre>{@code
 * (i, f, g, o) = x @ W + h @ U + b
 * c′ = σ(f) ∗ c + σ(i) ∗ tanh(g)
 * h′ = σ(o) ∗ tanh(c′)
 * }</pre>
 *
 * <p>The gates are in PyTorch's order. PyTorch has two biases, whose sum is b, and its weights are the transposes of these.
 *
 * @param inputWeights W, of shape (n_in, 4 n_hidden)
 * @param stateWeights U, of shape (n_hidden, 4 n_hidden)
 * @param bias b, of shape (1, 4 n_hidden)
 */
public record LstmCell(Parameter inputWeights, Parameter stateWeights, Parameter bias) {

    /**
     * The state that is passed from step to step.
     *
     * @param h the output, of shape (n_batch, n_hidden)
     * @param c the memory, of the same shape
     */
    public record State(Node h, Node c) {}

    /**
     * Creates a cell with these parameters.
     *
     * @throws ShapeException if the shapes do not match
     */
    public LstmCell {
        Gates.check("LstmCell", 4, inputWeights, stateWeights, bias);
    }

    /**
     * Creates a cell whose parameters are named {@code name.W}, {@code name.U} and {@code name.b}.
     * The weights of each gate are drawn by {@link Initializers#xavierUniform}; the bias is initially zero.
     *
     * @throws IllegalArgumentException if a size is negative
     */
    public static LstmCell of(String name, int in, int hidden, RandomGenerator generator) {
        Tensor inputWeights = Gates.initial(generator, in, hidden, 4);
        return of(name, inputWeights, Gates.initial(generator, hidden, hidden, 4));
    }

    /**
     * Creates a cell whose parameters are named {@code name.W}, {@code name.U} and {@code name.b}. b is initially zero.
     *
     * @throws ShapeException if the shapes do not match
     */
    public static LstmCell of(String name, Tensor inputWeights, Tensor stateWeights) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(inputWeights, "inputWeights");
        Objects.requireNonNull(stateWeights, "stateWeights");
        Parameter u = Parameter.of(name + ".U", stateWeights);
        return new LstmCell(
                Parameter.of(name + ".W", inputWeights),
                u,
                Parameter.of(name + ".b", Tensor.zeros(Shape.of(1, 4 * u.shape().size(0)))));
    }

    /**
     * Computes the state after x.
     *
     * @param x of shape (n_batch, n_in)
     * @throws ShapeException if x or the state do not match the weights
     */
    public State next(Node x, State state) {
        Node gates = x.matMul(inputWeights).add(state.h().matMul(stateWeights)).add(bias);
        Node input = gate(gates, 0).sigmoid();
        Node forget = gate(gates, 1).sigmoid();
        Node candidate = gate(gates, 2).tanh();
        Node output = gate(gates, 3).sigmoid();
        Node c = forget.multiply(state.c()).add(input.multiply(candidate));
        return new State(output.multiply(c.tanh()), c);
    }

    private Node gate(Node gates, int index) {
        return Gates.gate(gates, index, stateWeights);
    }
}
