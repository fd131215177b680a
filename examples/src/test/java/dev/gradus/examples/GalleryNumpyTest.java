package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.examples.gallery.Exhibit;
import dev.gradus.examples.gallery.Exhibits;
import dev.gradus.explain.TraceJson;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** NumPy computes every number of the gallery's pages again, forward and back, from the leaves alone. */
@Tag("long")
class GalleryNumpyTest {
    /** Ops for which NumPy has no expression: a loop is checked by the statements of the page's listing. */
    private static final List<String> WITHOUT_EXPRESSION = List.of("Loop", "LoopResult");

    private static final String BEGINNING = """
            import math
            import numpy as np
            nan, inf = np.nan, np.inf
            count = 0
            def check(name, found, expected):
                global count
                expected = np.array(expected).reshape(np.shape(found))
                count += expected.size
                if not np.allclose(found, expected, rtol=1e-10, atol=1e-13, equal_nan=True):
                    print(name, found, expected)
            """;

    @Test
    void everyNumberIsNumpysToo() {
        assumeTrue(PythonBlocks.isThere(), "python3 with numpy is not installed");
        List<String> wrong = new ArrayList<>();
        for (Exhibit page : Exhibits.all()) {
            Recomputed numpy = Recomputed.of(page.trace());
            String printed = PythonBlocks.printed(numpy.program());
            if (!printed.equals(numpy.count() + "\n") || !WITHOUT_EXPRESSION.containsAll(numpy.left())) {
                wrong.add(page.file() + ": " + printed + " of " + numpy.count() + ", without " + numpy.left());
            }
        }
        assertThat(wrong).isEmpty();
    }

    /**
     * A program that computes every node of a trace from the leaves.
     *
     * @param count how many numbers it compares
     * @param left the ops whose numbers it takes as they are
     */
    private record Recomputed(String program, long count, List<String> left) {
        static Recomputed of(Trace trace) {
            StringBuilder program = new StringBuilder(BEGINNING);
            Map<Node, String> names = new HashMap<>();
            List<String> left = new ArrayList<>();
            long count = 0;
            for (Node node : TraceJson.nodes(trace)) {
                String name = "n" + names.size();
                names.put(node, name);
                Tensor value = trace.value(node);
                String shape = "("
                        + IntStream.of(node.shape().sizes())
                                .mapToObj(size -> size + ",")
                                .collect(Collectors.joining()) + ")";
                String numbers = "np.array(["
                        + DoubleStream.of(value.toArray())
                                .mapToObj(GalleryNumpyTest::python)
                                .collect(Collectors.joining(", "))
                        + "]).reshape(" + shape + ")";
                String template = node instanceof Op op ? op.notation().numpy() : "";
                if (template.isEmpty()) {
                    if (node instanceof Op op) {
                        left.add(op.name());
                    }
                    program.append(name).append(" = ").append(numbers).append("\n");
                } else {
                    String expression = template;
                    for (int i = 0; i < node.inputs().size(); i++) {
                        expression = expression.replace(
                                "{" + i + "}", names.get(node.inputs().get(i)));
                    }
                    count += node.shape().elements();
                    program.append(name).append(" = ").append(expression).append("\n");
                    program.append("check('")
                            .append(node.getClass().getSimpleName())
                            .append("', ")
                            .append(name)
                            .append(", ")
                            .append(numbers)
                            .append(")\n");
                }
            }
            return new Recomputed(program.append("print(count)\n").toString(), count, left);
        }
    }

    private static String python(double value) {
        return Double.isNaN(value)
                ? "nan"
                : Double.isInfinite(value) ? value > 0 ? "inf" : "-inf" : Double.toString(value);
    }
}
