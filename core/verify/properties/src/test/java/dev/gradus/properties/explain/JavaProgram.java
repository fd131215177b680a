package dev.gradus.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.CodeVariable;
import dev.gradus.explain.Equation;
import dev.gradus.explain.Explanation;
import dev.gradus.flow.Loop;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The Java code that explains some graphs, compiled, where every statement must come to the engine's bits, for an op that is written in its textbook
 * form to the bits of that.
 */
public final class JavaProgram {
    private final List<Evaluator> numbers = new ArrayList<>();
    private final List<Explanation> explanations = new ArrayList<>();
    private final StringBuilder source =
            new StringBuilder("import dev.gradus.flow.*; import dev.gradus.linalg.*; import dev.gradus.loss.*;"
                    + " import dev.gradus.nn.*; import dev.gradus.node.*; import dev.gradus.tensor.*; import java.util.List;\n"
                    + "public class Written {\n");

    /** Adds the statements that explain this graph, as a method. */
    public void add(Evaluator evaluator) {
        Explanation explanation = Explanation.of(Trace.of(evaluator));
        String parameters = explanation.given().stream()
                .map(given -> "Node " + given.java())
                .collect(Collectors.joining(", "));
        String results = statements(explanation).stream()
                .map(equation -> variable(equation.java()))
                .collect(Collectors.joining(", "));
        source.append("public static List<Node> g" + numbers.size() + "(" + parameters + ") {\n" + explanation.java()
                + "return List.of(" + results + ");\n}\n");
        numbers.add(evaluator);
        explanations.add(explanation);
    }

    /** Those that give a value; what a loop gives is known by its parts. */
    private static List<Equation> statements(Explanation explanation) {
        return explanation.equations().stream()
                .filter(equation ->
                        !equation.java().isEmpty() && !(last(equation).result() instanceof Loop))
                .toList();
    }

    private static Step last(Equation equation) {
        return equation.steps().get(equation.steps().size() - 1);
    }

    /** What the last statement outside of loops gives a value. */
    private static String variable(String java) {
        return java.lines()
                .filter(line -> line.startsWith("Node "))
                .map(line -> line.substring("Node ".length(), line.indexOf(" =")))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    /** Runs them all and tells of those that do not come to the engine's bits. */
    public List<String> mistakes(Path folder) throws IOException, ReflectiveOperationException {
        Path file = Files.writeString(folder.resolve("Written.java"), source + "}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assertThat(compiler.run(null, null, null, "-cp", classPath, "-d", folder.toString(), file.toString()))
                .as(source::toString)
                .isZero();
        List<String> mistakes = new ArrayList<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> written = loader.loadClass("Written");
            for (int i = 0; i < numbers.size(); i++) {
                mistakes.addAll(mistakes(numbers.get(i), explanations.get(i), written, "g" + i));
            }
        }
        return mistakes;
    }

    private static List<String> mistakes(Evaluator numbers, Explanation explanation, Class<?> written, String method)
            throws ReflectiveOperationException {
        Object[] leaves = explanation.given().stream().map(CodeVariable::node).toArray();
        Class<?>[] types = new Class<?>[leaves.length];
        Arrays.fill(types, Node.class);
        List<?> results = (List<?>) written.getMethod(method, types).invoke(null, leaves);
        List<Equation> statements = statements(explanation);
        assertThat(results).hasSameSizeAs(statements);
        List<String> mistakes = new ArrayList<>();
        WrittenForms forms = new WrittenForms();
        for (int i = 0; i < results.size(); i++) {
            Node expected = forms.of(last(statements.get(i)).result());
            if (!forms.agree(expected, numbers.value((Node) results.get(i)), numbers.value(expected))) {
                mistakes.add(statements.get(i).java() + "\nin\n" + explanation.java());
            }
        }
        return mistakes;
    }
}
