package dev.gradus.properties.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.explain.CodeVariable;
import dev.gradus.explain.Equation;
import dev.gradus.explain.Explanation;
import dev.gradus.flow.Loop;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The NumPy code that explains some traces, run by Python, where every statement must come to the trace's numbers. */
public final class NumpyProgram {
    private static final Optional<String> PYTHON = Stream.of("python3", "/usr/bin/python3")
            .filter(NumpyProgram::hasNumpy)
            .findFirst();

    /** A name that no statement defined is not to mean what it meant in another program. */
    private static final String FORGET = "known.clear()\n";

    private final StringBuilder program = new StringBuilder();

    /** Skips the test where there is no Python with NumPy. */
    public NumpyProgram() {
        assumeTrue(PYTHON.isPresent(), "python3 with numpy is not installed, so the NumPy code is not run");
    }

    /** Adds the statements of one trace. */
    public void add(Trace trace) {
        program.append(FORGET);
        Explanation explanation = Explanation.of(trace);
        for (CodeVariable given : explanation.given()) {
            program.append("known['" + given.numpy() + "'] = " + array(value(trace, given.node())) + "\n");
        }
        for (Equation equation : explanation.equations()) {
            String statement = equation.numpy();
            if (!statement.isEmpty()) {
                Step last = equation.steps().get(equation.steps().size() - 1);
                // What a loop gives is known by its parts.
                program.append(
                        last.result() instanceof Loop
                                ? "define(\"\"\"" + statement + "\"\"\")\n"
                                : "check(\"\"\"" + statement + "\"\"\", '" + variable(statement) + "', "
                                        + array(last.value()) + ")\n");
            }
        }
    }

    /** A constant in a step of a loop has no part in the trace. */
    private static Tensor value(Trace trace, Node node) {
        return node instanceof Constant constant ? constant.value() : trace.value(node);
    }

    /** What the last statement outside of loops gives a value. */
    private static String variable(String numpy) {
        return numpy.lines()
                .filter(line -> !line.startsWith(" ") && line.contains(" = "))
                .map(line -> line.split(" = ", 2)[0])
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    /** Adds one expression of these operands. */
    public void add(Map<String, Tensor> operands, String expression, Tensor value) {
        program.append(FORGET);
        operands.forEach((name, tensor) -> program.append("known['" + name + "'] = " + array(tensor) + "\n"));
        program.append("check(\"\"\"value = " + expression + "\"\"\", 'value', " + array(value) + ")\n");
    }

    /** Runs them all and tells of those that do not come to the trace's numbers. */
    public List<String> mistakes(Path folder) throws IOException, InterruptedException {
        try (InputStream checks = NumpyProgram.class.getResourceAsStream("../written_code.py")) {
            String source = new String(checks.readAllBytes(), UTF_8) + program + "finish()\n";
            return run(Files.writeString(folder.resolve("written.py"), source), folder);
        }
    }

    private static String array(Tensor tensor) {
        String values = DoubleStream.of(tensor.toArray())
                .mapToObj(value ->
                        String.valueOf(value).replace("Infinity", "np.inf").replace("NaN", "np.nan"))
                .collect(Collectors.joining(", "));
        String shape = tensor.shape().toString().replaceAll("[A-Za-z_]+=", "");
        return "np.array([" + values + "], float).reshape(" + shape + ")";
    }

    private static boolean hasNumpy(String python) {
        try {
            Process process = new ProcessBuilder(python, "-c", "import numpy")
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> run(Path program, Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process python = new ProcessBuilder(PYTHON.orElseThrow(), program.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = python.waitFor();
        List<String> lines = Files.readAllLines(output);
        assertThat(exit)
                .as(() -> String.join("\n", lines.subList(Math.max(0, lines.size() - 9), lines.size())))
                .isZero();
        return lines;
    }
}
