package dev.gradus.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.Equation;
import dev.gradus.explain.Explanation;
import dev.gradus.explain.Given;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.GradusArbitraries;
import dev.gradus.testkit.RandomGraph;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java and NumPy code that explains a graph computes the graph's numbers. */
class WrittenCodeProperties {
    private static final int GRAPHS = 60;

    private static List<RandomGraph> sample() {
        Arbitrary<RandomGraph> graphs = GradusArbitraries.graphs();
        return graphs.list().ofSize(GRAPHS).sample();
    }

    /** A statement's result, if it assigns one. */
    private record Assigned(Node node, Tensor value) {}

    private static List<Assigned> assigned(Explanation explanation, Function<Equation, String> language) {
        List<Assigned> assigned = new ArrayList<>();
        for (Equation equation : explanation.equations()) {
            if (!language.apply(equation).isEmpty()) {
                Step last = equation.steps().get(equation.steps().size() - 1);
                assigned.add(new Assigned(last.result(), last.value()));
            }
        }
        return assigned;
    }

    @Test
    void javaComputesTheSameBits(@TempDir Path folder) throws Exception {
        List<RandomGraph> graphs = sample();
        StringBuilder source =
                new StringBuilder("import dev.gradus.node.*; import dev.gradus.loss.*; import dev.gradus.nn.*;"
                        + " import dev.gradus.tensor.*; import java.util.List;\npublic class Written {\n");
        List<Explanation> explanations = new ArrayList<>();
        for (int i = 0; i < graphs.size(); i++) {
            Explanation explanation = Explanation.of(Trace.of(graphs.get(i).evaluator()));
            explanations.add(explanation);
            String parameters = explanation.given().stream()
                    .map(given -> "Node " + given.java())
                    .collect(Collectors.joining(", "));
            String results = explanation
                    .java()
                    .lines()
                    .map(line -> line.substring("Node ".length(), line.indexOf(" =")))
                    .collect(Collectors.joining(", "));
            source.append("public static List<Node> g" + i + "(" + parameters + ") {\n" + explanation.java()
                    + "return List.of(" + results + ");\n}\n");
        }
        Path file = Files.writeString(folder.resolve("Written.java"), source.append("}\n"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assertThat(compiler.run(null, null, null, "-cp", classPath, "-d", folder.toString(), file.toString()))
                .as(() -> source.toString())
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> written = loader.loadClass("Written");
            for (int i = 0; i < graphs.size(); i++) {
                compareBits(graphs.get(i).evaluator(), explanations.get(i), written, "g" + i);
            }
        }
    }

    private static void compareBits(Evaluator numbers, Explanation explanation, Class<?> written, String method)
            throws ReflectiveOperationException {
        Object[] leaves = explanation.given().stream().map(Given::node).toArray();
        Class<?>[] types = new Class<?>[leaves.length];
        java.util.Arrays.fill(types, Node.class);
        List<?> results = (List<?>) written.getMethod(method, types).invoke(null, leaves);
        List<Assigned> expected = assigned(explanation, Equation::java);
        assertThat(results).hasSameSizeAs(expected);
        for (int i = 0; i < results.size(); i++) {
            assertThat(numbers.value((Node) results.get(i)))
                    .as(explanation.java())
                    .isEqualTo(expected.get(i).value());
        }
    }

    @Test
    void numpyComputesTheSameNumbers(@TempDir Path folder) throws Exception {
        NumpyProgram program = new NumpyProgram();
        for (RandomGraph random : sample()) {
            program.add(Trace.of(random.evaluator()));
        }
        program.check(folder);
    }
}
