package dev.gradus.train;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Presents gradients given as numbers, such as a mean over batches or the results of other machines, to any {@link
 * Optimizer}. They are the gradients of J = Σ gᵢ · Wᵢ, whose ∂J/∂W is g, bit for bit:
 *
 * <pre>{@code
 * GivenGradients given = GivenGradients.of(parameters, parameters.all());
 * double[] numbers = new double[given.length()];
 * given.read(run, numbers);               // the gradients of a run, one parameter after the other
 * …
 * optimizer.step(given.run(numbers));
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class GivenGradients {
    private final Run run;
    private final Map<Parameter, Input> inputs = new LinkedHashMap<>();
    private final int length;

    private GivenGradients(Parameters parameters, List<Parameter> some) {
        Node[] products = new Node[some.size()];
        int elements = 0;
        for (int i = 0; i < products.length; i++) {
            Parameter parameter = some.get(i);
            Input gradient = Input.of("∂J/∂" + parameter.label(), parameter.shape());
            inputs.put(parameter, gradient);
            products[i] = gradient.multiply(parameter).sum();
            elements = Math.addExact(elements, parameter.shape().elements());
        }
        length = elements;
        run = Run.of(Graph.of(Arrays.stream(products).reduce(Node::add).orElseThrow()), parameters);
    }

    /**
     * Creates gradients for some of the parameters.
     *
     * @throws IllegalArgumentException if there are none, or one is not among the parameters
     */
    public static GivenGradients of(Parameters parameters, List<Parameter> some) {
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(some, "some");
        if (some.isEmpty()) {
            throw new IllegalArgumentException("GivenGradients: there are no parameters to change");
        }
        return new GivenGradients(parameters, List.copyOf(some));
    }

    boolean isOf(Parameters parameters, List<Parameter> some) {
        return run.parameters() == parameters && inputs.keySet().equals(new HashSet<>(some));
    }

    /** Returns the number of elements of all gradients. */
    public int length() {
        return length;
    }

    /**
     * Copies the gradients of a run's last backward pass, one parameter after the other, to the beginning of an array.
     *
     * @throws IllegalArgumentException if the array is shorter than {@link #length()}, or the run does not have these
     *     parameters
     * @throws IllegalStateException if there was no backward pass since the last forward pass
     */
    public void read(Run of, double[] numbers) {
        Objects.requireNonNull(of, "of");
        checkLength(numbers);
        int at = 0;
        for (Parameter parameter : inputs.keySet()) {
            double[] gradient = new double[parameter.shape().elements()];
            of.readGradient(parameter, gradient);
            System.arraycopy(gradient, 0, numbers, at, gradient.length);
            at += gradient.length;
        }
    }

    /**
     * Returns a run whose last backward pass computed these gradients at the current parameters; pass it to an optimizer.
     *
     * @param numbers the gradients, one parameter after the other; additional elements are ignored
     * @throws IllegalArgumentException if there are fewer than {@link #length()}
     */
    public Run run(double[] numbers) {
        checkLength(numbers);
        int at = 0;
        for (Input input : inputs.values()) {
            int end = at + input.shape().elements();
            run.feed(input, Arrays.copyOfRange(numbers, at, end));
            at = end;
        }
        run.forward();
        run.backward();
        return run;
    }

    /** Splits numbers, one parameter after the other, into the gradient of each parameter. */
    Map<Parameter, Tensor> split(double[] numbers) {
        Map<Parameter, Tensor> gradients = new LinkedHashMap<>();
        int at = 0;
        for (Parameter parameter : inputs.keySet()) {
            int end = at + parameter.shape().elements();
            gradients.put(parameter, Tensor.of(parameter.shape(), Arrays.copyOfRange(numbers, at, end)));
            at = end;
        }
        return gradients;
    }

    private void checkLength(double[] numbers) {
        Objects.requireNonNull(numbers, "numbers");
        if (numbers.length < length) {
            throw new IllegalArgumentException("GivenGradients: the parameters have " + length
                    + " numbers, but the array has only " + numbers.length);
        }
    }
}
