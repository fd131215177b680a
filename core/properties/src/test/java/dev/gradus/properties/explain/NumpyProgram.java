package dev.gradus.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.explain.Equation;
import dev.gradus.explain.Explanation;
import dev.gradus.explain.Given;
import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The NumPy code that explains some traces, run by Python, where every statement must come to the trace's numbers. */
public final class NumpyProgram {
    private static final Optional<String> PYTHON = Stream.of("python3", "/usr/bin/python3")
            .filter(NumpyProgram::hasNumpy)
            .findFirst();

    private final StringBuilder program = new StringBuilder("import math\nimport numpy as np\nnp.seterr(all='ignore')\n"
            + "def show(v):\n    print(' '.join(float(e).hex() for e in np.asarray(v, float).ravel()))\n");
    private final List<Expected> expected = new ArrayList<>();

    private record Expected(String statement, Tensor value) {}

    /** Skips the test where there is no Python with NumPy. */
    public NumpyProgram() {
        assumeTrue(PYTHON.isPresent(), "python3 with numpy is not installed, so the NumPy code is not run");
    }

    /** Adds the statements of one trace. */
    public void add(Trace trace) {
        Explanation explanation = Explanation.of(trace);
        for (Given given : explanation.given()) {
            program.append(given.numpy() + " = " + array(trace.value(given.node())) + "\n");
        }
        for (Equation equation : explanation.equations()) {
            String statement = equation.numpy();
            if (!statement.isEmpty()) {
                Step last = equation.steps().get(equation.steps().size() - 1);
                program.append(statement + "\nshow(" + statement.split(" = ", 2)[0] + ")\n");
                expected.add(new Expected(statement, last.value()));
            }
        }
    }

    /** Runs them all and compares. */
    public void check(Path folder) throws IOException, InterruptedException {
        List<String> lines = run(Files.writeString(folder.resolve("written.py"), program), folder);
        assertThat(lines).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < lines.size(); i++) {
            compare(lines.get(i), expected.get(i));
        }
    }

    private static void compare(String line, Expected statement) {
        double[] expected = statement.value().toArray();
        String[] actual = line.isEmpty() ? new String[0] : line.split(" ", -1);
        assertThat(actual).as(statement.statement()).hasSameSizeAs(expected);
        double scale = DoubleStream.of(expected)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        for (int i = 0; i < expected.length; i++) {
            double value =
                    Double.parseDouble(actual[i].replace("inf", "Infinity").replace("nan", "NaN"));
            if (Double.isFinite(expected[i])) {
                assertThat(value).as(statement.statement()).isCloseTo(expected[i], within(1e-10 * Math.max(1, scale)));
            } else {
                assertThat(value).as(statement.statement()).isEqualTo(expected[i]);
            }
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
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
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
        assertThat(python.waitFor(120, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(output);
        assertThat(python.exitValue())
                .as(() -> String.join("\n", lines.subList(Math.max(0, lines.size() - 9), lines.size())))
                .isZero();
        return lines;
    }
}
