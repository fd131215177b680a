package dev.gradus.playground.training;

import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The state before an iteration: the numbers of the parameters and the optimizer's memory.
 *
 * @param isPinned whether it must not be forgotten
 */
record Moment(Map<Parameter, Tensor> parameters, Map<String, Tensor> memory, Settings settings, boolean isPinned) {
    /**
     * Creates a state from its {@link #numbers}.
     *
     * @param memory an optimizer's memory of the same shapes
     * @throws IllegalArgumentException if there are too few numbers, or too many
     */
    static Moment of(List<Parameter> parameters, Map<String, Tensor> memory, Settings settings, double... numbers) {
        int from = 0;
        Map<Parameter, Tensor> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            values.put(parameter, part(numbers, from, parameter.shape()));
            from += parameter.shape().elements();
        }
        Map<String, Tensor> remembered = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> each : memory.entrySet()) {
            Shape shape = each.getValue().shape();
            remembered.put(each.getKey(), part(numbers, from, shape));
            from += shape.elements();
        }
        if (from != numbers.length) {
            throw new IllegalArgumentException("too many numbers");
        }
        return new Moment(values, remembered, settings, true);
    }

    private static Tensor part(double[] numbers, int from, Shape shape) {
        if (numbers.length < from + shape.elements()) {
            throw new IllegalArgumentException("too few numbers");
        }
        return Tensor.of(shape, Arrays.copyOfRange(numbers, from, from + shape.elements()));
    }

    /** Those of the parameters and then those of the memory. */
    double[] numbers() {
        return Stream.concat(parameters.values().stream(), memory.values().stream())
                .flatMapToDouble(tensor -> Arrays.stream(tensor.toArray()))
                .toArray();
    }
}
