package dev.gradus.gradbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The tool as GradBench runs it: a process that is told messages one by one, and ends when its input does. */
@Timeout(60)
class ToolTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Process tool;
    private BufferedReader answers;
    private OutputStream messages;

    @BeforeEach
    void start() throws IOException {
        tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        answers = new BufferedReader(new InputStreamReader(tool.getInputStream(), StandardCharsets.UTF_8));
        messages = tool.getOutputStream();
    }

    @AfterEach
    void end() {
        tool.destroyForcibly();
    }

    /** The session of the eval hello: each square is doubled, and that is squared. */
    @Test
    void holdsAWholeSession() throws IOException, InterruptedException {
        assertThat(ask("{\"id\": 0, \"kind\": \"start\", \"eval\": \"hello\"}")
                        .get("tool")
                        .asString())
                .isEqualTo("gradus");
        assertThat(ask("{\"id\": 1, \"kind\": \"define\", \"module\": \"hello\"}")
                        .get("success")
                        .booleanValue())
                .isTrue();
        double x = 1;
        int id = 2;
        for (String function : new String[] {"square", "double", "square", "double", "square", "double"}) {
            JsonNode answer = ask("{\"id\": " + id + ", \"kind\": \"evaluate\", \"module\": \"hello\", \"function\": \""
                    + function + "\", \"input\": " + x + "}");
            double expected = function.equals("square") ? x * x : 2 * x;
            x = answer.get("output").doubleValue();
            assertThat(x).isEqualTo(expected);
            assertThat(ask("{\"id\": " + (id + 1) + ", \"kind\": \"analysis\", \"of\": " + id + ", \"valid\": true}"))
                    .isEqualTo(MAPPER.readTree("{\"id\": " + (id + 1) + "}"));
            id += 2;
        }
        assertThat(ask("nothing that is known").get("success").booleanValue()).isFalse();
        assertThat(ask("{\"id\": 99, \"kind\": \"define\", \"module\": \"ba\"}")
                        .get("success")
                        .booleanValue())
                .isTrue();
        messages.close();
        assertThat(answers.readLine()).isNull();
        assertThat(tool.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(tool.exitValue()).isZero();
    }

    private JsonNode ask(String message) throws IOException {
        messages.write((message + "\n").getBytes(StandardCharsets.UTF_8));
        messages.flush();
        return MAPPER.readTree(answers.readLine());
    }
}
