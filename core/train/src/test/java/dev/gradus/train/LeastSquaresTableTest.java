package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compares {@link LevenbergMarquardt} with SciPy on all problems of NIST and Moré. With {@code -Dgradus.update=true} it writes
 * the table.
 */
@Tag("long")
class LeastSquaresTableTest {
    private static final Path TABLE = Path.of("../bench/benchmarks/measurements/least-squares.md");

    /** The identity, which counts the different arguments that it is computed for. */
    private static final class Counted extends Op {
        private static int count;
        private static double[] last = {};

        Counted(Node x) {
            super(x.shape(), x);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            System.arraycopy(in[0], 0, out, 0, out.length);
            count += Arrays.equals(in[0], last) ? 0 : 1;
            last = in[0].clone();
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream);
        }

        @Override
        public Counted withInputs(List<Node> inputs) {
            return new Counted(inputs.get(0));
        }
    }

    /** What a fit found in {@code evaluations} of the residuals. */
    private record Found(int evaluations, double sum, double[] x) {}

    /** Fits parameters in other units, where a unit of the residuals is {@code factor} as large. */
    private static Found fit(double[] start, double[] units, double factor, Function<List<Node>, Node> residuals) {
        List<Parameter> all = new ArrayList<>();
        List<Node> x = new ArrayList<>();
        for (int i = 0; i < start.length; i++) {
            all.add(Parameter.of("x" + (i + 1), Tensor.scalar(start[i] / units[i])));
            x.add(units[i] == 1 ? all.get(i) : all.get(i).multiply(units[i]));
        }
        Parameters parameters = Parameters.of(all);
        Node r = residuals.apply(x);
        LevenbergMarquardt fit = LevenbergMarquardt.of(new Counted(factor == 1 ? r : r.multiply(factor)), parameters);
        Counted.count = 0;
        double sum = 2 * fit.minimize(2000) / factor / factor;
        return new Found(
                Counted.count,
                sum,
                IntStream.range(0, start.length)
                        .mapToDouble(i -> parameters.get(all.get(i)).item() * units[i])
                        .toArray());
    }

    private static double[] units(int n, double unit) {
        return IntStream.range(0, n)
                .mapToDouble(i -> i % 2 == 0 ? unit : 1 / unit)
                .toArray();
    }

    private static double digits(double[] found, double[] certified) {
        double digits = 11;
        for (int i = 0; i < found.length; i++) {
            double error = Math.abs(found[i] - certified[i]) / Math.abs(certified[i]);
            digits = Math.min(digits, -Math.log10(Math.max(error, 1e-11)));
        }
        return digits;
    }

    private static String cell(double digits) {
        return String.format(Locale.ROOT, "%.1f", digits);
    }

    private static String sum(double sum) {
        return sum < 1e-24 ? "0" : String.format(Locale.ROOT, "%.9g", sum);
    }

    private static Map<String, String[]> scipy() throws IOException {
        byte[] bytes = Objects.requireNonNull(
                        LeastSquaresTableTest.class.getResourceAsStream("least-squares-scipy.txt"))
                .readAllBytes();
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(words -> words[0], words -> words));
    }

    @Test
    void theTableSaysHowFitsEnd() throws IOException {
        Map<String, String[]> scipy = scipy();
        StringBuilder table = new StringBuilder(HEAD);
        for (CalibrationProblem problem : CalibrationProblem.read("nist-strd.txt")) {
            for (int k = 0; k < 2; k++) {
                double[] start = problem.get("start", k), certified = problem.get("certified");
                Found found = fit(start, units(start.length, 1), 1, problem::residuals);
                double digits = digits(found.x, certified), others = 11;
                for (double unit : new double[] {1e-9, 1, 1e9}) {
                    for (double factor : new double[] {1e-9, 1, 1e9}) {
                        Found other = fit(start, units(start.length, unit), factor, problem::residuals);
                        others = Math.min(others, digits(other.x, certified));
                    }
                }
                String name = problem.name() + "-" + (k + 1);
                assertThat(others).as(name).isGreaterThan(8);
                String[] theirs = Objects.requireNonNull(scipy.get(name));
                table.append(row(
                        name.replace("-", " | "),
                        found.evaluations,
                        cell(digits),
                        cell(others),
                        theirs[1],
                        theirs[2],
                        theirs[3],
                        theirs[4]));
            }
        }
        table.append(MORE);
        for (MoreProblem problem : MoreProblem.all()) {
            Found found = fit(problem.start(), units(problem.start().length, 1), 1, problem::residuals);
            String[] theirs =
                    Objects.requireNonNull(scipy.get(problem.toString().replace(' ', '-')), problem::toString);
            table.append(row(
                    problem.toString().replace(" ", " | "),
                    found.evaluations,
                    sum(found.sum),
                    theirs[1],
                    sum(Double.parseDouble(theirs[2])),
                    theirs[3],
                    sum(Double.parseDouble(theirs[4]))));
        }
        if (Boolean.getBoolean("gradus.update")) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE)).isEqualTo(table.toString());
    }

    private static String row(Object... cells) {
        return Arrays.stream(cells).map(Object::toString).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static final String HEAD = """
            # Least squares compared with SciPy

            `LevenbergMarquardt` and SciPy 1.15.3's `least_squares(method="lm", x_scale="jac")`, which is MINPACK's `lmder`, solve the
            same problems with exact derivatives. A column *evaluations* counts how often the residuals were computed at different
            points, at most 2,000 steps. SciPy runs with its default tolerances, 10⁻⁸, and with 10⁻¹⁵; Gradus with its
            defaults.

            ```
            mvn -q -pl :gradus-train -am test -Plong -Dtest=LeastSquaresTableTest -Dgradus.update=true -Dsurefire.failIfNoSpecifiedTests=false
            ```

            writes this page. `core/train/src/test/python/least_squares_problems.py` computes SciPy's columns.

            ## NIST's nonlinear problems

            *Digits* is the smallest number of correct digits of a parameter; NIST certifies 11. *Other units* is the smallest
            number of digits if residuals are multiplied by 10⁻⁹, 1 or 10⁹, and parameters alternately multiplied and divided by
            the same numbers.

            | problem | start | evaluations | digits | other units | SciPy 10⁻⁸ | digits | SciPy 10⁻¹⁵ | digits |
            |---|---|---|---|---|---|---|---|---|
            """;

    private static final String MORE = """

            ## Moré, Garbow and Hillstrom's problems

            The start is the standard one, multiplied. The table shows Σ r² at the end, where less than 10⁻²⁴ counts as 0.
            Several problems have other minima than the lowest: `freudenstein-roth`, `bard`, `kowalik-osborne` and
            `brown-almost-linear`.

            | problem | n | m | start | evaluations | Σ r² | SciPy 10⁻⁸ | Σ r² | SciPy 10⁻¹⁵ | Σ r² |
            |---|---|---|---|---|---|---|---|---|---|
            """;
}
