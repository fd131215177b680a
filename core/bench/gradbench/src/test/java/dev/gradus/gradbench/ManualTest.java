package dev.gradus.gradbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Functions for GradBench's default sizes give what GradBench's tool manual gives, to 1e-8 of GradBench's measure: derivatives
 * written by hand in C++, kept by {@code src/test/python/golden.py}.
 */
@Tag("long")
class ManualTest {
    private static final double TOLERANCE = 1e-8;
    private static final int PROBES = 7;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The first size of each eval; the others take minutes. */
    @TestFactory
    Stream<DynamicTest> firstSizesAsManual() throws IOException {
        Map<String, String> first = new HashMap<>();
        return tests(expected()
                .filter(line ->
                        first.computeIfAbsent(line.eval, eval -> line.size).equals(line.size)));
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> asManual() throws IOException {
        return tests(expected());
    }

    private static Stream<DynamicTest> tests(Stream<Line> lines) {
        Map<String, Map<String, Object>> inputs = new LinkedHashMap<>();
        Session session = new Session(Evals.all());
        return lines.map(line -> DynamicTest.dynamicTest(line.eval + " " + line.function + " " + line.size, () -> {
            Object input = inputs.computeIfAbsent(line.eval, Inputs::of).get(line.size);
            assertAsExpected(evaluated(session, line, input), line);
        }));
    }

    private record Line(
            String eval, String function, String size, int length, double[] probes, double sum, double magnitude) {}

    private static Stream<Line> expected() throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(ManualTest.class.getResourceAsStream("manual.jsonl"), StandardCharsets.UTF_8))) {
            List<Line> all = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.add(MAPPER.readValue(line, Line.class));
            }
            return all.stream();
        }
    }

    private static double[] evaluated(Session session, Line line, Object input) throws IOException {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", 1);
        message.put("kind", "evaluate");
        message.put("module", line.eval);
        message.put("function", line.function);
        message.put("input", input);
        JsonNode answer = MAPPER.readTree(session.answer(MAPPER.writeValueAsString(message)));
        assertThat(answer.path("error").asString()).isEmpty();
        List<Double> numbers = new ArrayList<>();
        collect(answer.get("output"), numbers);
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** All numbers in order; of an object's fields in the order of their names. */
    private static void collect(JsonNode value, List<Double> numbers) {
        if (value.isNumber()) {
            numbers.add(value.doubleValue());
        } else if (value.isObject()) {
            Set<String> names = new TreeSet<>(value.propertyNames());
            names.forEach(name -> collect(value.get(name), numbers));
        } else {
            assertThat(value.isArray()).as("%s", value).isTrue();
            value.forEach(each -> collect(each, numbers));
        }
    }

    private static void assertAsExpected(double[] output, Line line) {
        assertThat(output).hasSize(line.length);
        double sum = 0;
        for (int i = 0; i < output.length; i++) {
            sum += output[i] * Math.cos(i);
        }
        for (int probe = 0; probe < PROBES; probe++) {
            int place = (int) ((long) probe * (output.length - 1) / (PROBES - 1));
            double expected = line.probes[probe];
            assertThat(Math.abs(output[place] - expected) / Math.max(1, Math.abs(output[place]) + Math.abs(expected)))
                    .as("number %d, which is %s and was %s by hand", place, output[place], expected)
                    .isLessThan(TOLERANCE);
        }
        assertThat(Math.abs(sum - line.sum) / Math.max(1, line.magnitude))
                .as("the weighted sum, which is %s and was %s by hand", sum, line.sum)
                .isLessThan(TOLERANCE);
    }
}
