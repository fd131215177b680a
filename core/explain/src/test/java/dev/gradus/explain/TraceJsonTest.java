package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Check;
import dev.gradus.run.Step.Mistake;
import dev.gradus.run.Trace;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class TraceJsonTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static JsonNode parsed(Trace trace) {
        return JSON.readTree(TraceJson.of(trace));
    }

    private static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    @Test
    void holdsEveryStepWithTheVeryNumbers() {
        LessonGraph lesson = new LessonGraph();
        Trace trace = lesson.training();
        JsonNode json = parsed(trace);
        assertThat(json.get("format").stringValue()).isEqualTo("gradus-trace");
        assertThat(json.get("version").intValue()).isEqualTo(1);
        JsonNode nodes = json.get("nodes");
        JsonNode steps = json.get("steps");
        assertThat(steps).hasSameSizeAs(trace.steps());
        for (int i = 0; i < steps.size(); i++) {
            Step step = trace.steps().get(i);
            JsonNode written = steps.get(i);
            assertThat(written.get("phase").stringValue())
                    .isEqualTo(step.phase().name());
            assertThat(numbers(written.get("value"))).isEqualTo(step.value().toArray());
            assertThat(nodes.get(written.get("node").intValue()).get("name").stringValue())
                    .isEqualTo(step.node().label());
            step.check().ifPresent(check -> {
                JsonNode verdict = written.get("check");
                assertThat(verdict.propertyNames()).containsExactlyInAnyOrder("verdict", "relativeError");
                assertThat(verdict.get("verdict").stringValue())
                        .isEqualTo(check.verdict().name());
                assertThat(verdict.get("relativeError").doubleValue()).isEqualTo(check.relativeError());
            });
        }
        JsonNode x = nodes.get(0);
        assertThat(x.get("kind").stringValue()).isEqualTo("input");
        assertThat(x.get("axes")).extracting(JsonNode::stringValue).containsExactly("n_batch", "n_in");
        assertThat(numbers(x.get("value"))).containsExactly(0, 0, 0, 1, 1, 0, 1, 1);
        assertThat(json.get("equations")).hasSize(13);
    }

    private static Trace blamed(Trace trace) {
        Mistake mistake = new Mistake("CONSTANT_FACTOR", 4, "the gradient is 4 times what it should be");
        Check check = new Check(Verdict.WRONG, 3, Optional.of(mistake));
        return trace.map(step -> step.with(step.flags(), Optional.of(check)));
    }

    @Test
    void tellsTheLikelyCauseOfAWrongRule() {
        assertThat(parsed(blamed(new LessonGraph().training())).get("steps"))
                .allSatisfy(step -> assertThat(step.get("check"))
                        .isEqualTo(JSON.readTree("{\"verdict\":\"WRONG\",\"relativeError\":3,"
                                + "\"kind\":\"CONSTANT_FACTOR\",\"ratio\":4,"
                                + "\"cause\":\"the gradient is 4 times what it should be\"}")));
    }

    /** Between the traces, checks appear and disappear, and numbers change. */
    @Test
    void furtherTracesHoldOnlyWhatDiffersFromTheFirst() {
        Trace plain = new LessonGraph().training();
        List<Trace> traces = List.of(plain, blamed(plain), plain, blamed(new LessonGraph().training()));
        for (List<Trace> several : List.of(traces, List.of(blamed(plain), plain))) {
            JsonNode written = JSON.readTree(TraceJson.brief(several, 4096));
            assertThat(written).hasSameSizeAs(several);
            for (int i = 0; i < several.size(); i++) {
                JsonNode whole = i == 0 ? written.get(0) : laidOver(written.get(0), written.get(i));
                assertThat(whole).isEqualTo(JSON.readTree(TraceJson.brief(several.get(i), 4096)));
            }
        }
        assertThat(TraceJson.brief(List.of(plain, plain), 4096)).isEqualTo("[" + TraceJson.brief(plain, 4096) + ",{}]");
        assertThat(TraceJson.brief(List.of(), 4096)).isEqualTo("[]");
    }

    private static JsonNode laidOver(JsonNode before, JsonNode change) {
        if (!change.isObject()) {
            return change;
        }
        JsonNode after = before.deepCopy();
        change.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (after instanceof ArrayNode elements) {
                int index = Integer.parseInt(name);
                elements.set(index, laidOver(elements.get(index), value));
            } else if (value.isNull()) {
                ((ObjectNode) after).remove(name);
            } else {
                ((ObjectNode) after).set(name, after.has(name) ? laidOver(after.get(name), value) : value);
            }
        });
        return after;
    }

    @Test
    void namesCannotEndTheStringOrTheScriptThatHoldsIt() {
        String wicked = "</script>\"\\";
        Parameter w = Parameter.of(wicked, Tensor.of(new double[] {1e300, -0.0}));
        Trace trace = Trace.of(Evaluator.of(Graph.of(w.square().sum().named("J"))));
        String json = TraceJson.of(trace);
        assertThat(json).doesNotContain("<").doesNotContain("\n");
        JsonNode leaf = parsed(trace).get("nodes").get(0);
        assertThat(leaf.get("name").stringValue()).isEqualTo(wicked);
        assertThat(numbers(leaf.get("value"))).containsExactly(1e300, -0.0);
        assertThat(json).contains("\"Infinity\"");
    }

    /** The names of nodes in the code let a page link its variables. */
    @Test
    void pagesAreToldTheVariablesOfTheCode() {
        String brief = TraceJson.brief(new LessonGraph().training(), 1000);
        assertThat(JSON.readTree(brief).get("nodes"))
                .extracting(node -> node.get("variables"))
                .contains(JSON.readTree("[\"yHat\",\"y_hat\"]"), JSON.readTree("[\"dW\",\"dW\"]"), JSON.readTree("[]"));
    }

    private enum Mode {
        LEFT
    }

    private record Nested(List<Integer> axes, Shape shape) {}

    private record Everything(
            int whole, long seed, double limit, boolean keeps, Mode mode, String word, int[] sizes, Nested nested) {}

    private record Hidden(int axis) {
        @Override
        public int axis() {
            throw new UnsupportedOperationException("hidden");
        }
    }

    private static final class Attributed extends UnaryOp {
        private final Record attributes;

        Attributed(Node x, Record attributes) {
            super(x, in -> new Attributed(in, attributes));
            this.attributes = attributes;
        }

        @Override
        public double apply(double x) {
            return x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream);
        }

        @Override
        public Record attributes() {
            return attributes;
        }
    }

    private static Trace attributed(Record attributes) {
        Parameter w = Parameter.of("w", Tensor.scalar(1));
        return Trace.of(Evaluator.of(Graph.of(new Attributed(w, attributes))));
    }

    @Test
    void attributesStandByTheNamesOfTheirComponents() {
        Record attributes = new Everything(
                3,
                Long.MAX_VALUE,
                Double.NEGATIVE_INFINITY,
                true,
                Mode.LEFT,
                "\"word\"",
                new int[] {1, 2},
                new Nested(List.of(0, 2), Shape.of(2, 3).named("n", "m")));
        String written =
                "\"attributes\":{\"whole\":3,\"seed\":9223372036854775807,\"limit\":\"-Infinity\",\"keeps\":true,"
                        + "\"mode\":\"LEFT\",\"word\":\"\\\"word\\\"\",\"sizes\":[1,2],"
                        + "\"nested\":{\"axes\":[0,2],\"shape\":[2,3]}}";
        assertThat(TraceJson.of(attributed(attributes))).contains(written);
        assertThat(TraceJson.brief(attributed(attributes), 4)).contains(written);
    }

    private static Trace ofMovesAndSums() {
        Parameter x = Parameter.of("x", Tensor.ones(2, 3));
        Node y = x.transpose(1, 0).slice(new int[] {0, 0}, new int[] {3, 2}, new int[] {2, 1});
        return Trace.of(Evaluator.of(Graph.of(y.clip(-1, 0.5).sum(1).keepDims().sum())));
    }

    @Test
    void ofABuiltInOpTheyAreWhatItWasMadeWith() {
        assertThat(TraceJson.of(ofMovesAndSums()))
                .contains("\"attributes\":{\"axes\":[1,0]}")
                .contains("\"attributes\":{\"start\":[0,0],\"stop\":[3,2],\"step\":[2,1]}")
                .contains("\"attributes\":{\"low\":-1,\"high\":0.5}")
                .contains("\"attributes\":{\"axes\":[1],\"keepDims\":true}");
    }

    @Test
    void anAttributeThatThrowsIsNamed() {
        assertThatThrownBy(() -> TraceJson.of(attributed(new Hidden(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The attribute axis of ")
                .hasMessageContaining("Hidden cannot be read")
                .hasRootCauseMessage("hidden");
    }

    /** Readers cannot rely on anything that the reference does not document. */
    @Test
    void everyMemberIsDocumented() throws IOException {
        String page = Files.readString(Path.of("../../docs/trace-json.md"));
        Trace trace = blamed(new LessonGraph().training());
        Set<String> members = new TreeSet<>();
        Matcher names = Pattern.compile("\"(\\w+)\":")
                .matcher(TraceJson.of(trace) + TraceJson.brief(trace, 4) + TraceJson.of(ofMovesAndSums()));
        while (names.find()) {
            members.add(names.group(1));
        }
        assertThat(members)
                .hasSizeGreaterThan(30)
                .allSatisfy(member -> assertThat(page).contains("`" + member + "`"));
        assertThat(page).contains("Version 1 has these members");
    }
}
