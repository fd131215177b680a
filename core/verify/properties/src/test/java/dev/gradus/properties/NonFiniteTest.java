package dev.gradus.properties;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.nn.Activations;
import dev.gradus.node.Calculus;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Orders;
import dev.gradus.node.Reductions;
import dev.gradus.node.Scans;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Functions of infinite elements, NaN, zeros and ties, compared with the results of NumPy and SciPy that {@code
 * src/test/python/non_finite_golden.py} wrote down.
 */
class NonFiniteTest {
    private static final Node SORTED =
            Constant.of(Tensor.of(Double.NEGATIVE_INFINITY, -2, 0, 3, Double.NaN, Double.NaN));

    /** Each computes all rows of a matrix at once. */
    private static final Map<String, UnaryOperator<Node>> FUNCTIONS = Map.ofEntries(
            of("abs", Node::abs),
            of("sign", Node::sign),
            of("floor", Node::floor),
            of("ceil", Functions::ceil),
            of("truncate", Functions::trunc),
            of("round", Functions::round),
            of("heaviside", x -> Functions.heaviside(x, 0.5)),
            of("clamp", x -> x.clip(-1, 2)),
            of("square", Node::square),
            of("sqrt", Node::sqrt),
            of("rsqrt", Functions::rsqrt),
            of("reciprocal", Node::reciprocal),
            of("cbrt", Functions::cbrt),
            of("exp", Node::exp),
            of("exp2", Functions::exp2),
            of("expm1", Node::expm1),
            of("log", Node::log),
            of("log2", Functions::log2),
            of("log10", Functions::log10),
            of("log1p", Node::log1p),
            of("sin", Node::sin),
            of("cos", Node::cos),
            of("tan", Node::tan),
            of("asin", Node::asin),
            of("acos", Node::acos),
            of("atan", Node::atan),
            of("sinh", Node::sinh),
            of("cosh", Node::cosh),
            of("tanh", Node::tanh),
            of("asinh", Functions::asinh),
            of("acosh", Functions::acosh),
            of("atanh", Functions::atanh),
            of("erf", Node::erf),
            of("erfc", Functions::erfc),
            of("erfinv", Functions::erfinv),
            of("erfcinv", Functions::erfcinv),
            of("erfcx", Functions::erfcx),
            of("digamma", Functions::digamma),
            of("logit", Functions::logit),
            of("sigmoid", Node::sigmoid),
            of("logSigmoid", Activations::logSigmoid),
            of("softplus", Node::softplus),
            of("normalCdf", Functions::normalCdf),
            of("logNormalCdf", Functions::logNormalCdf),
            of("normalQuantile", Functions::normalQuantile),
            of("entropy", Functions::entropy),
            of("toRadians", Functions::deg2rad),
            of("toDegrees", Functions::rad2deg),
            of("relu", Node::relu),
            of("replaceNonFinite", x -> Functions.nanToNum(x, 1, 2, 3)),
            of("fraction", Functions::fraction),
            both("add", Node::add),
            both("subtract", Node::subtract),
            both("multiply", Node::multiply),
            both("divide", Node::divide),
            both("pow", Node::pow),
            both("maximum", Node::maximum),
            both("minimum", Node::minimum),
            both("maximumNumber", Functions::fmax),
            both("minimumNumber", Functions::fmin),
            both("copySign", Functions::copySign),
            both("remainder", Functions::remainder),
            both("truncatedRemainder", Functions::fmod),
            both("hypot", Functions::hypot),
            both("atan2", Functions::atan2),
            both("logAddExp", Functions::logAddExp),
            both("logAddExp2", Functions::logAddExp2),
            both("xlogy", Functions::xlogy),
            both("xlog1py", Functions::xlog1py),
            both("relativeEntropy", Functions::relativeEntropy),
            both("greater", Node::greater),
            both("greaterOrEqual", Node::greaterEqual),
            both("less", Node::less),
            both("lessOrEqual", Node::lessEqual),
            both("equal", Node::equal),
            both("notEqual", Node::notEqual),
            both("gammaP", Functions::gammaP),
            both("gammaQ", Functions::gammaQ),
            of("sum", x -> x.sum(1)),
            of("mean", x -> x.mean(1)),
            of("product", x -> x.prod(1)),
            of("max", x -> x.max(1)),
            of("min", x -> x.min(1)),
            of("variance", x -> Reductions.variance(x, 0, false, 1)),
            of("standardDeviation", x -> Reductions.std(x, 0, false, 1)),
            of("norm1", x -> Reductions.norm(x, 1, false, 1)),
            of("norm1.5", x -> Reductions.norm(x, 1.5, false, 1)),
            of("norm2", x -> Reductions.norm(x, 2, false, 1)),
            of("norm3", x -> Reductions.norm(x, 3, false, 1)),
            of("normMax", x -> Reductions.norm(x, Double.POSITIVE_INFINITY, false, 1)),
            of("logSumExp", x -> x.logSumExp(1)),
            of(
                    "weightedLogSumExp",
                    x -> Reductions.logSumExp(x, Constant.of(1), false, 1).logarithm()),
            of("nanSum", x -> Reductions.nanSum(x, false, 1)),
            of("nanMean", x -> Reductions.nanMean(x, false, 1)),
            of("median", x -> Orders.median(x, false, 1)),
            of("nanMedian", x -> Orders.nanMedian(x, false, 1)),
            of("quantile0", x -> Orders.quantile(x, 0, false, 1)),
            of("quantile1", x -> Orders.quantile(x, 1, false, 1)),
            of("nanQuantile0", x -> Orders.nanQuantile(x, 0, false, 1)),
            of("nanQuantile1", x -> Orders.nanQuantile(x, 1, false, 1)),
            of("argMax", x -> x.argMax(1)),
            of("argMin", x -> x.argMin(1)),
            of("sort", x -> Orders.sort(x, 1, false)),
            of("argSort", x -> Orders.argSort(x, 1, false)),
            of("softmax", x -> x.softmax(1)),
            of("logSoftmax", x -> x.logSoftmax(1)),
            of("searchSorted", x -> Orders.searchSorted(SORTED, x, false)),
            of("searchSortedRight", x -> Orders.searchSorted(SORTED, x, true)),
            of("cumulativeSum", x -> x.cumulativeSum(1)),
            of("cumulativeProduct", x -> Scans.cumulativeProd(x, 1)),
            of("cumulativeMax", x -> Scans.cumulativeMax(x, 1)),
            of("cumulativeMin", x -> Scans.cumulativeMin(x, 1)),
            of("cumulativeLogSumExp", x -> Scans.cumulativeLogSumExp(x, 1)),
            of("difference", x -> Calculus.diff(x, 1, 1)),
            of("gradient", x -> Calculus.gradient(x, 1, 1)),
            of("trapezoid", x -> Calculus.trapezoid(x, 1, 1)));

    private static Entry<String, UnaryOperator<Node>> of(String name, UnaryOperator<Node> function) {
        return entry(name, function);
    }

    private static Entry<String, UnaryOperator<Node>> both(String name, BinaryOperator<Node> function) {
        return entry(name, x -> function.apply(x.select(1, 0), x.select(1, 1)));
    }

    /** What one function is applied to, and the elements of all its results. */
    private record Golden(String function, List<double[]> operands, double[] results) {}

    private static List<Golden> golden() {
        List<Golden> golden = new ArrayList<>();
        List<double[]> operands = List.of();
        for (String line : lines()) {
            String name = line.substring(0, line.indexOf(':'));
            String rest = line.substring(line.indexOf(':') + 2);
            if (name.equals("operands")) {
                operands =
                        Stream.of(rest.split(";")).map(NonFiniteTest::numbers).toList();
            } else {
                golden.add(new Golden(name, operands, numbers(rest)));
            }
        }
        return golden;
    }

    private static List<String> lines() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(NonFiniteTest.class.getResourceAsStream("non-finite-golden.txt")),
                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] numbers(String text) {
        return Stream.of(text.split(" "))
                .mapToDouble(number -> switch (number) {
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    case "nan" -> Double.NaN;
                    default -> Double.parseDouble(number);
                })
                .toArray();
    }

    @Test
    void everyFunctionHasResults() {
        assertThat(golden().stream().map(Golden::function)).containsExactlyInAnyOrderElementsOf(FUNCTIONS.keySet());
    }

    @TestFactory
    Stream<DynamicTest> functionsComputeWhatNumpyDoes() {
        return golden().stream().map(each -> DynamicTest.dynamicTest(each.function(), () -> check(each)));
    }

    private static void check(Golden golden) {
        List<String> wrong = new ArrayList<>();
        int at = 0;
        for (List<double[]> rows : byLength(golden.operands())) {
            double[] results = computed(Objects.requireNonNull(FUNCTIONS.get(golden.function())), rows);
            int each = results.length / rows.size();
            for (int row = 0; row < rows.size(); row++, at += each) {
                double[] expected = Arrays.copyOfRange(golden.results(), at, at + each);
                double[] computed = Arrays.copyOfRange(results, row * each, (row + 1) * each);
                if (!areEqual(computed, expected)) {
                    wrong.add(Arrays.toString(rows.get(row)) + " gives " + Arrays.toString(computed) + ", not "
                            + Arrays.toString(expected));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(at).isEqualTo(golden.results().length);
    }

    /** The lists are in order of their lengths. */
    private static Iterable<List<double[]>> byLength(List<double[]> operands) {
        return operands.stream()
                .collect(Collectors.groupingBy(row -> row.length, java.util.TreeMap::new, Collectors.toList()))
                .values();
    }

    private static double[] computed(UnaryOperator<Node> function, List<double[]> rows) {
        Input x = Input.of("x", rows.size(), rows.get(0).length);
        Node result = function.apply(x);
        Tensor fed = Tensor.of(
                Shape.of(rows.size(), rows.get(0).length),
                rows.stream().flatMapToDouble(DoubleStream::of).toArray());
        return Evaluator.of(Graph.of(result)).feed(x, fed).value(result).toArray();
    }

    private static boolean areEqual(double[] computed, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            boolean isClose = Math.abs(computed[i] - expected[i]) <= 1e-12 * Math.abs(expected[i]);
            if (!isClose && computed[i] != expected[i] && !(Double.isNaN(computed[i]) && Double.isNaN(expected[i]))) {
                return false;
            }
        }
        return true;
    }
}
