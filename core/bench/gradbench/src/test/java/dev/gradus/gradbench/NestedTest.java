package dev.gradus.gradbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The evals that nest gradients give what GradBench expects, whichever mode is nested in which. */
@Tag("long")
class NestedTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"ff", "fr", "rf", "rr"})
    void particleLandsAtTheOrigin(String modes) throws IOException {
        JsonNode output = output("particle", modes, "{\"w\": 0.0}");
        assertThat(output.doubleValue()).isCloseTo(0.2071918746486116, within(1e-8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "fr", "rf", "rr"})
    void saddleIsFound(String modes) throws IOException {
        JsonNode output = output("saddle", modes, "{\"start\": [1.0, 1.0]}");
        assertThat(MAPPER.treeToValue(output, double[].class))
                .hasSize(4)
                .satisfies(point -> assertThat(Arrays.stream(point).boxed())
                        .allSatisfy(number -> assertThat(number).isCloseTo(8.246324826140356e-06, within(1e-13))));
    }

    @ParameterizedTest
    @CsvSource({"square, 3, 9", "double, 3, 6", "double, -0.5, -1"})
    void helloDoublesByItsDerivative(String function, double x, double expected) throws IOException {
        assertThat(output("hello", function, Double.toString(x)).doubleValue()).isEqualTo(expected);
    }

    private static JsonNode output(String module, String function, String input) throws IOException {
        String answer = new Session(Evals.all())
                .answer("{\"id\": 1, \"kind\": \"evaluate\", \"module\": \"" + module + "\", \"function\": \""
                        + function + "\", \"input\": " + input + "}");
        JsonNode tree = MAPPER.readTree(answer);
        assertThat(tree.path("error").asString()).isEmpty();
        return tree.get("output");
    }
}
