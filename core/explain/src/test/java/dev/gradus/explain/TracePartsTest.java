package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Trace;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TracePartsTest {
    /** Of an equation, what a page asks for later. */
    private static final String[] LATER = {"withShapes", "element", "java", "numpy"};

    private static final int MOST_ELEMENTS = 4096;

    private final JsonMapper mapper = new JsonMapper();

    @Test
    void partsTogetherAreTheShorterForm() {
        Trace trace = new LessonGraph().training();
        TraceParts parts = TraceParts.of(trace, MOST_ELEMENTS);
        JsonNode whole = mapper.readTree(TraceJson.brief(trace, MOST_ELEMENTS));
        JsonNode graph = mapper.readTree(parts.graph());
        JsonNode formulas = mapper.readTree(parts.formulas());
        double[] values = parts.values();
        int from = 0;
        for (int i = 0; i < whole.get("nodes").size(); i++) {
            ObjectNode node = (ObjectNode) graph.get("nodes").get(i);
            if (node.has("valueIndex")) {
                int count = node.get("shape")
                        .valueStream()
                        .mapToInt(JsonNode::intValue)
                        .reduce(1, (a, b) -> a * b);
                node.set("value", mapper.valueToTree(Arrays.copyOfRange(values, from, from + count)));
                node.remove("valueIndex");
                from += count;
            }
            ObjectNode expected = (ObjectNode) whole.get("nodes").get(i);
            node.set("variables", formulas.get("variables").get(i));
            assertThat(numbers(node)).isEqualTo(numbers(expected));
            assertThat(without(node, "value")).isEqualTo(without(expected, "value"));
        }
        assertThat(from).isEqualTo(values.length);
        JsonNode equations = mapper.readTree(parts.equations());
        for (int e = 0; e < whole.get("equations").size(); e++) {
            ObjectNode equation = (ObjectNode) formulas.get("equations").get(e);
            equation.setAll((ObjectNode) equations.get(e));
            assertThat(equation)
                    .isEqualTo(without((ObjectNode) whole.get("equations").get(e), "asRun", "proof"));
            assertThat(equation.propertyNames()).contains(LATER);
        }
        for (int s = 0; s < whole.get("steps").size(); s++) {
            ((ObjectNode) graph.get("steps").get(s))
                    .set("equation", formulas.get("ofSteps").get(s));
        }
        assertThat(without((ObjectNode) graph, "nodes")).isEqualTo(without((ObjectNode) whole, "nodes", "equations"));
    }

    private static double[] numbers(JsonNode node) {
        return node.has("value")
                ? node.get("value")
                        .valueStream()
                        .mapToDouble(JsonNode::doubleValue)
                        .toArray()
                : new double[0];
    }

    private static ObjectNode without(ObjectNode object, String... members) {
        ObjectNode rest = object.deepCopy();
        rest.remove(List.of(members));
        return rest;
    }
}
