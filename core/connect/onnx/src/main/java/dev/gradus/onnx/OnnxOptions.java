package dev.gradus.onnx;

import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How a model is read.
 *
 * <pre>{@code
 * OnnxModel model = OnnxModel.read(file, OnnxOptions.of().size("batch", 4).input("sr", Tensor.scalar(16_000)));
 * }</pre>
 */
public final class OnnxOptions {
    private final Map<String, Integer> sizes;
    private final Map<String, Tensor> inputs;
    private final boolean constantsAreWeights;

    private OnnxOptions(Map<String, Integer> sizes, Map<String, Tensor> inputs, boolean constantsAreWeights) {
        this.sizes = Map.copyOf(sizes);
        this.inputs = Map.copyOf(inputs);
        this.constantsAreWeights = constantsAreWeights;
    }

    /** Returns the options of a model whose inputs have fixed sizes and are all fed. */
    public static OnnxOptions of() {
        return new OnnxOptions(Map.of(), Map.of(), false);
    }

    /** Returns these options with the sizes of axes that the file leaves open, by their names there; {@code x[0]} without one. */
    public OnnxOptions sizes(Map<String, Integer> more) {
        return new OnnxOptions(with(sizes, more), inputs, constantsAreWeights);
    }

    /** Returns these options with the size of an axis that the file leaves open. */
    public OnnxOptions size(String name, int size) {
        return sizes(Map.of(Objects.requireNonNull(name, "name"), size));
    }

    /**
     * Returns these options with a value for an input, which becomes a constant of the graph. An input that decides a shape, a
     * branch or a number of steps must be known when the model is read.
     */
    public OnnxOptions input(String name, Tensor value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return new OnnxOptions(sizes, with(inputs, Map.of(name, value)), constantsAreWeights);
    }

    /** Returns these options, by which real numbers in {@code Constant} nodes become parameters, as those of initializers do. */
    public OnnxOptions constantsAsParameters() {
        return new OnnxOptions(sizes, inputs, true);
    }

    private static <T> Map<String, T> with(Map<String, T> known, Map<String, T> more) {
        Map<String, T> all = new LinkedHashMap<>(known);
        all.putAll(Objects.requireNonNull(more, "more"));
        return all;
    }

    Map<String, Integer> sizes() {
        return sizes;
    }

    Map<String, Tensor> inputs() {
        return inputs;
    }

    boolean constantsAreWeights() {
        return constantsAreWeights;
    }
}
