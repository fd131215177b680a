package dev.gradus.explain;

import dev.gradus.run.Trace;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The shorter form of {@link TraceJson} in parts, for a page that shows a new trace at each key: the graph as JSON, the values
 * as numbers, the formulas, and the other forms of the equations, which cost most and are needed only when someone looks at
 * them.
 */
public final class TraceParts {
    private final TraceJson json;
    private final List<Tensor> values = new ArrayList<>();
    private final String graph;

    private TraceParts(Trace trace, int mostElements) {
        json = new TraceJson(trace, OptionalInt.of(mostElements), Optional.of(values), formula -> Optional.empty());
        graph = Json.of(json.graph());
    }

    /** Writes a trace in parts. A tensor with more than {@code mostElements} is reduced to its corners and statistics. */
    public static TraceParts of(Trace trace, int mostElements) {
        return new TraceParts(Objects.requireNonNull(trace, "trace"), mostElements);
    }

    /**
     * The JSON text of the trace without its equations, on one line. Instead of its value, a node has {@code valueIndex}, which
     * counts the nodes in the order of {@link #values}.
     */
    public String graph() {
        return graph;
    }

    /** The values of the nodes, one after the other. */
    public double[] values() {
        double[] numbers = new double
                [values.stream().mapToInt(value -> value.shape().elements()).sum()];
        int from = 0;
        for (Tensor value : values) {
            double[] elements = value.toArray();
            System.arraycopy(elements, 0, numbers, from, elements.length);
            from += elements.length;
        }
        return numbers;
    }

    /**
     * The formulas as a JSON object: {@code equations} with their numbers and formulas, the index of the equation of each step
     * ({@code ofSteps}), and the {@code variables} of each node in Java and NumPy.
     */
    public String formulas() {
        return Json.of(json.formulas());
    }

    /** The other forms of the equations as a JSON array: with shapes, by element, and in Java and NumPy. */
    public String equations() {
        return Json.of(json.equations().stream()
                .map(equation -> Json.object(
                        "withShapes", json.line(equation.withShapes()),
                        "element", json.line(equation.element()),
                        "java", equation.java(),
                        "numpy", equation.numpy()))
                .toList());
    }
}
