package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonTextTest {
    /** How the python3 ends that Windows has where Python is not installed. */
    private static final int PLACEHOLDER = 9009;

    @TempDir
    private Path folder;

    @Test
    void asReprWritesIt() {
        assertThat(PythonText.literal("axis 1")).isEqualTo("'axis 1'");
        assertThat(PythonText.literal("ŷ 𝛼")).isEqualTo("'ŷ 𝛼'");
        assertThat(PythonText.literal("\\")).isEqualTo("'\\\\'");
        assertThat(PythonText.literal("it's\n\r\t\0\u0085\u2028\ud800"))
                .isEqualTo("'it\\'s\\n\\r\\t\\x00\\x85\\u2028\\ud800'");
        assertThat(PythonText.literal("\udb40\udc01")).isEqualTo("'\\U000e0001'");
    }

    @Property
    void aLiteralIsOneLineThatEndsWhereItShould(@ForAll String text) {
        String literal = PythonText.literal(text);
        assertThat(literal).matches("'([^'\\\\\\p{Cc}\\x{2028}\\x{2029}]|\\\\.)*'");
    }

    /** Python reads what was written. */
    @Test
    void pythonReadsTheSameText() throws IOException, InterruptedException {
        Random random = new Random(16);
        List<String> texts = new ArrayList<>(List.of("", "\\", "a\\", "'", "\"", "'''", "\r\n", "\\N{DASH}", "{0}"));
        for (int i = 0; i < 2000; i++) {
            int bound = i % 2 == 0 ? 0x80 : i % 4 == 1 ? 0x3000 : 0x110000;
            texts.add(random.ints(random.nextInt(12), 0, bound)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));
        }
        StringBuilder program = new StringBuilder("import sys\n");
        for (String text : texts) {
            String units = text.chars().mapToObj(String::valueOf).collect(Collectors.joining(","));
            program.append("t = ").append(PythonText.literal(text)).append('\n');
            program.append("u = t.encode('utf-16-le', 'surrogatepass')\n");
            program.append("assert [u[i] + 256 * u[i + 1] for i in range(0, len(u), 2)] == [")
                    .append(units)
                    .append("], t\n");
        }
        Path file = Files.writeString(folder.resolve("literals.py"), program.append("print('read')\n"));
        assertThat(python(file)).isEqualTo("read");
    }

    private static String python(Path file) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("python3", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException notInstalled) {
            assumeTrue(false, "python3 is not installed");
            throw notInstalled;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assumeTrue(process.waitFor() != PLACEHOLDER, "python3 is not installed");
        return output;
    }

    /** An op with arguments to print and without its own NumPy code. */
    private static final class Quoted extends UnaryOp {
        private final List<String> arguments;

        Quoted(Node x, List<String> arguments) {
            super(x, in -> new Quoted(in, arguments));
            this.arguments = arguments;
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
        public Notation notation() {
            return Notation.function("quoted").arguments(arguments);
        }
    }

    @Test
    void argumentsOfANotationStayArguments() {
        Node x = Parameter.of("x", Tensor.scalar(1));
        Node f = new Quoted(x, List.of("a\\", ", __import__(\"os\").abort(), ", "two\nlines")).named("f");
        Explanation explanation = Explanation.of(Trace.of(Evaluator.of(Graph.of(f))));
        assertThat(explanation.numpy().lines())
                .contains("f = Quoted(x, 'a\\\\', ', __import__(\"os\").abort(), ', 'two\\nlines')");
        assertThat(explanation.text()).contains("quoted(x, a\\, , __import__(\"os\").abort(), , two lines)");
        assertThat(explanation.latex()).contains("\\text{two lines}");
        assertThat(Graph.of(f).toString().lines()).hasSize(2);
    }
}
