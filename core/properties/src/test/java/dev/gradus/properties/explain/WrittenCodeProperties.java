package dev.gradus.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.explain.Equation;
import dev.gradus.explain.Explanation;
import dev.gradus.explain.Given;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.GradusArbitraries;
import dev.gradus.testkit.RandomGraph;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
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
        assumeTrue(hasNumpy(), "python3 with numpy is not installed, so the NumPy code is not run");
        List<RandomGraph> graphs = sample();
        StringBuilder program = new StringBuilder("import numpy as np\nnp.seterr(all='ignore')\n"
                + "def show(v):\n    print(' '.join(float(e).hex() for e in np.asarray(v, float).ravel()))\n");
        List<Assigned> expected = new ArrayList<>();
        for (RandomGraph random : graphs) {
            Evaluator numbers = random.evaluator();
            Explanation explanation = Explanation.of(Trace.of(numbers));
            if (!numpyHasAll(explanation.trace())) {
                continue;
            }
            for (Given given : explanation.given()) {
                program.append(given.numpy() + " = " + array(numbers.value(given.node())) + "\n");
            }
            explanation
                    .numpy()
                    .lines()
                    .forEach(line -> program.append(line + "\nshow(" + line.split(" = ", 2)[0] + ")\n"));
            expected.addAll(assigned(explanation, Equation::numpy));
        }
        assertThat(expected).hasSizeGreaterThan(GRAPHS);
        List<String> lines = run(Files.writeString(folder.resolve("written.py"), program), folder);
        assertThat(lines).hasSameSizeAs(expected);
        for (int i = 0; i < lines.size(); i++) {
            compare(lines.get(i), expected.get(i));
        }
    }

    /** NumPy has no error function, for instance. */
    private static boolean numpyHasAll(Trace trace) {
        List<Node> results = trace.steps().stream().map(Step::result).toList();
        return TopologicalOrder.of(results).stream()
                .allMatch(node ->
                        !(node instanceof Op op) || !op.notation().numpy().isEmpty());
    }

    private static void compare(String line, Assigned assigned) {
        double[] expected = assigned.value().toArray();
        String[] actual = line.isEmpty() ? new String[0] : line.split(" ", -1);
        assertThat(actual).hasSameSizeAs(expected);
        double scale = DoubleStream.of(expected)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        for (int i = 0; i < expected.length; i++) {
            double value =
                    Double.parseDouble(actual[i].replace("inf", "Infinity").replace("nan", "NaN"));
            if (Double.isFinite(expected[i])) {
                assertThat(value)
                        .as(assigned.node().describe())
                        .isCloseTo(expected[i], within(1e-10 * Math.max(1, scale)));
            } else {
                assertThat(value).as(assigned.node().describe()).isEqualTo(expected[i]);
            }
        }
    }

    private static String array(Tensor tensor) {
        String values =
                DoubleStream.of(tensor.toArray()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String shape = tensor.shape().toString().replaceAll("[A-Za-z_]+=", "");
        return String.format(Locale.ROOT, "np.array([%s], float).reshape(%s)", values, shape);
    }

    private static boolean hasNumpy() throws IOException, InterruptedException {
        try {
            Process python = new ProcessBuilder("python3", "-c", "import numpy")
                    .redirectErrorStream(true)
                    .start();
            return python.waitFor(60, TimeUnit.SECONDS) && python.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static List<String> run(Path program, Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process python = new ProcessBuilder("python3", program.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(python.waitFor(120, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(output);
        assertThat(python.exitValue())
                .as(() -> String.join("\n", lines.subList(Math.max(0, lines.size() - 9), lines.size())))
                .isZero();
        return lines;
    }
}
