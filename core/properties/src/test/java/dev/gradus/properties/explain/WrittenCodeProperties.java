package dev.gradus.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.CodeVariable;
import dev.gradus.explain.Equation;
import dev.gradus.explain.Explanation;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
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
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java and NumPy code that explains a graph computes the graph's numbers. */
class WrittenCodeProperties {
    private static final int GRAPHS = 60;
    private static final long SEED = Long.getLong("gradus.seed", new Random().nextLong());
    private static final String TO_REPEAT = "-Dgradus.seed=" + SEED;

    private static List<RandomGraph> sample() {
        return GradusArbitraries.graphs().generator(GRAPHS).stream(new Random(SEED))
                .limit(GRAPHS)
                .map(Shrinkable::value)
                .toList();
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
                .as(() -> TO_REPEAT + "\n" + source)
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
        Object[] leaves = explanation.given().stream().map(CodeVariable::node).toArray();
        Class<?>[] types = new Class<?>[leaves.length];
        java.util.Arrays.fill(types, Node.class);
        List<?> results = (List<?>) written.getMethod(method, types).invoke(null, leaves);
        List<Assigned> expected = assigned(explanation, Equation::java);
        assertThat(results).hasSameSizeAs(expected);
        for (int i = 0; i < results.size(); i++) {
            assertThat(numbers.value((Node) results.get(i)))
                    .as(TO_REPEAT + "\n" + explanation.java())
                    .isEqualTo(expected.get(i).value());
        }
    }

    @Test
    void numpyComputesTheSameNumbers(@TempDir Path folder) throws Exception {
        NumpyProgram program = new NumpyProgram();
        for (RandomGraph random : sample()) {
            program.add(Trace.of(random.evaluator()));
        }
        assertThat(program.mistakes(folder)).as(TO_REPEAT).isEmpty();
    }

    /** The last bit of NumPy's tanh is another one than the engine's now and then. */
    @Test
    void atTiesRoundingDecides(@TempDir Path folder) throws Exception {
        Parameter W = Parameter.of("W", NumpyRandom.seed(0).randn(1000));
        Tensor tie = Evaluator.of(Graph.of(W.tanh())).value(W.tanh());
        NumpyProgram program = new NumpyProgram();
        Node larger = W.tanh().greater(Constant.of("c", tie)).named("larger");
        program.add(Trace.of(Evaluator.of(Graph.of(larger.sum()))));
        assertThat(program.mistakes(folder)).isEmpty();
    }
}
