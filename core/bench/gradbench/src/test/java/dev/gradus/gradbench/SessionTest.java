package dev.gradus.gradbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Each message has the answer that GradBench's protocol wants, and a wrong one says what is wrong. */
class SessionTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Session session = new Session(Evals.all());

    @Test
    void startsWithTheNameOfTheTool() throws IOException {
        assertThat(answer("{\"id\": 0, \"kind\": \"start\", \"eval\": \"gmm\"}"))
                .isEqualTo(MAPPER.readTree("{\"id\": 0, \"tool\": \"gradus\"}"));
    }

    @Test
    void definesTheModulesThatThereAre() throws IOException {
        assertThat(answer("{\"id\": 1, \"kind\": \"define\", \"module\": \"gmm\"}"))
                .isEqualTo(MAPPER.readTree("{\"id\": 1, \"success\": true}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"analysis", "a kind of tomorrow"})
    void acknowledgesWhatNeedsNoAnswer(String kind) throws IOException {
        assertThat(answer("{\"id\": 7, \"kind\": \"" + kind + "\", \"of\": 2, \"valid\": false, \"error\": \"no\"}"))
                .isEqualTo(MAPPER.readTree("{\"id\": 7}"));
    }

    @Test
    void evaluatesAsOftenAsIsAsked() throws IOException {
        JsonNode answer = answer("{\"id\": 2, \"kind\": \"evaluate\", \"module\": \"lse\", \"function\": \"gradient\","
                + " \"input\": {\"x\": [1, 1], \"min_runs\": 3, \"min_seconds\": 0}}");
        assertThat(answer.get("output")).isEqualTo(MAPPER.readTree("[0.5, 0.5]"));
        assertThat(answer.get("success").booleanValue()).isTrue();
        assertThat(answer.get("timings").findValuesAsString("name"))
                .containsExactly("prepare", "warmup", "warmup", "warmup", "evaluate", "evaluate", "evaluate");
        assertThat(answer.get("timings").findValues("nanoseconds"))
                .allSatisfy(time -> assertThat(time.longValue()).isPositive());
    }

    @Test
    void evaluatesForAsLongAsIsAsked() throws IOException {
        JsonNode answer = answer("{\"id\": 2, \"kind\": \"evaluate\", \"module\": \"lse\", \"function\": \"primal\","
                + " \"input\": {\"x\": [1, 1], \"min_runs\": 1, \"min_seconds\": 0.01}}");
        for (String name : List.of("warmup", "evaluate")) {
            long[] times = answer.get("timings")
                    .valueStream()
                    .filter(timing -> timing.get("name").asString().equals(name))
                    .mapToLong(timing -> timing.get("nanoseconds").longValue())
                    .toArray();
            // On a busy machine the first call may take all of the time.
            assertThat(times.length > 1 || times[0] >= 10_000_000).as(name).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            no JSON;                                                        Unrecognized token 'no'
            {"id": 3};                                                      the message has no text "kind"
            {"id": 3, "kind": "define"};                                    the message has no text "module"
            {"id": 3, "kind": "define", "module": "foo"};                   there is no module foo; there are [ba, det, gmm,
            {"id": 3, "kind": "evaluate", "module": "lse", "function": "f"}; there is no function f; there are [primal, gradient]
            {"id": 3, "kind": "evaluate", "module": "hello", "function": "square"}; there is no input
            {"id": 3, "kind": "evaluate", "module": "hello", "function": "square", "input": "1"}; Cannot coerce String value
            {"id": 3, "kind": "evaluate", "module": "lse", "function": "primal", "input": {}}; input.x: Missing creator property 'x'
            {"id": 3, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": [1, {}]}}; input.x[1]: Cannot deserialize
            {"id": 3, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": []}}; the length of x is 0, and must be at least 1
            {"id": 3, "kind": "evaluate", "module": "ode", "function": "primal", "input": {"x": [1], "s": 0}}; s is 0, and must be at least 1
            {"id": 3, "kind": "evaluate", "module": "ode", "function": "primal", "input": {"x": [1], "s": 1.5}}; input.s: Cannot coerce Floating-point value
            {"id": 3, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": [1], "min_runs": "many"}}; min_runs is "many"
            {"id": 3, "kind": "evaluate", "module": "det", "function": "primal", "input": {"A": [1, 2, 3], "ell": 2}}; A has 3 numbers, not 4
            {"id": 3, "kind": "evaluate", "module": "kmeans", "function": "cost", "input": {"points": [[1, 2], [3]], "centroids": [[1, 2]]}}; points[1] has 1 numbers, not 2
            {"id": 3, "kind": "evaluate", "module": "kmeans", "function": "cost", "input": {"points": [[1, 2]], "centroids": [[1, 2, 3]]}}; centroids[0] has 3 numbers, not 2
            """)
    void saysWhatIsWrong(String message, String error) throws IOException {
        JsonNode answer = answer(message);
        assertThat(answer.get("success").booleanValue()).isFalse();
        assertThat(answer.get("error").stringValue()).contains(error);
        assertThat(answer.path("id").asInt(3)).isEqualTo(3);
    }

    @Test
    void goesOnAfterAnError() throws IOException {
        answer("[");
        startsWithTheNameOfTheTool();
    }

    private JsonNode answer(String message) throws IOException {
        String line = session.answer(message);
        assertThat(line).doesNotContain("\n");
        return MAPPER.readTree(line);
    }
}
