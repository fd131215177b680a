package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.fit.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fits end where NIST and SciPy say that they end. */
class CalibrationTest {
    static Stream<Arguments> certified() {
        return CalibrationProblem.read("nist-strd.txt").stream()
                .flatMap(problem ->
                        IntStream.range(0, 2).mapToObj(start -> Arguments.of(problem.name(), problem, start)));
    }

    /** All digits that NIST certifies of the residuals, and ten of each parameter and its standard deviation. */
    @ParameterizedTest(name = "{0} from start {2}")
    @MethodSource("certified")
    void levenbergMarquardtReachesTheCertifiedDigits(String name, CalibrationProblem problem, int start) {
        List<Parameter> b = problem.parameters(start);
        Parameters parameters = Parameters.of(b);
        LevenbergMarquardt fit = LevenbergMarquardt.of(problem.residuals(b), parameters);
        double rss = 2 * fit.minimize(2000);
        double[] certified = problem.get("certified"), deviation = problem.get("deviation");
        double[] y = problem.get("y");
        double expected = problem.get("rss")[0], rounding = 1e-15 * Vectors.largest(y) * Math.sqrt(y.length * expected);
        assertThat(rss).isCloseTo(expected, within(1e-10 * expected + rounding));
        for (int i = 0; i < certified.length; i++) {
            assertThat(parameters.get(b.get(i)).item())
                    .as("b%d", i + 1)
                    .isCloseTo(certified[i], within(2e-10 * Math.abs(certified[i])));
            assertThat(fit.standardErrors(b.get(i)).item())
                    .as("error of b%d", i + 1)
                    .isCloseTo(deviation[i], within((1e-7 + rounding / expected) * deviation[i]));
        }
    }

    static Stream<Arguments> bounded() {
        return CalibrationProblem.read("more-garbow-hillstrom.txt").stream()
                .map(problem -> Arguments.of(problem.name(), problem));
    }

    private static void assertFound(
            CalibrationProblem problem, List<Parameter> x, Parameters parameters, double cost, double digits) {
        double expected = problem.get("cost")[0];
        assertThat(cost).isCloseTo(expected, within(1e-12 * expected));
        double[] found = problem.get("found");
        for (int i = 0; i < found.length; i++) {
            double value = parameters.get(x.get(i)).item();
            assertThat(value).as("x%d", i + 1).isCloseTo(found[i], within(digits * Math.abs(found[i])));
            assertThat(value).isBetween(problem.get("lower")[i], problem.get("upper")[i]);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bounded")
    void levenbergMarquardtFindsTheBoundedMinimaThatSciPyFinds(String name, CalibrationProblem problem) {
        List<Parameter> x = problem.parameters(0);
        Parameters parameters = Parameters.of(x);
        LevenbergMarquardt fit = LevenbergMarquardt.of(problem.residuals(x), parameters);
        for (int i = 0; i < x.size(); i++) {
            fit.between(x.get(i), problem.get("lower")[i], problem.get("upper")[i]);
        }
        double cost = fit.minimize(200);
        assertThat(fit.isConverged()).isTrue();
        assertFound(problem, x, parameters, cost, 1e-7);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bounded")
    void lbfgsBFindsTheBoundedMinimaThatSciPyFinds(String name, CalibrationProblem problem) {
        List<Parameter> x = problem.parameters(0);
        Run run = Run.of(Graph.of(problem.residuals(x).square().sum().multiply(0.5)), Parameters.of(x));
        LbfgsB method = LbfgsB.of(10, 1e-12, 0);
        for (int i = 0; i < x.size(); i++) {
            method.between(x.get(i), problem.get("lower")[i], problem.get("upper")[i]);
        }
        double cost = method.minimize(run, 500);
        assertFound(problem, x, run.parameters(), cost, 1e-6);
    }

    private final Input x = Input.of("x", 6);
    private final Parameter slope = Parameter.of("slope", Tensor.scalar(0)),
            shift = Parameter.of("shift", Tensor.scalar(0));
    private final Tensor xs = Tensor.of(1, 2, 3, 4, 5, 6), ys = Tensor.of(2, 3.9, 6.2, 7.8, 10.1, 12.2);

    private LevenbergMarquardt line(Parameters parameters) {
        Node yHat = x.multiply(slope).add(shift);
        return LevenbergMarquardt.of(yHat.subtract(Constant.of(ys)), parameters).feed(x, xs);
    }

    /** The textbook's formulas for a line. */
    @Test
    void covarianceOfALineIsThatOfItsFormulas() {
        Parameters parameters = Parameters.of(List.of(slope, shift));
        LevenbergMarquardt fit = line(parameters);
        double s2 = 2 * fit.minimize(20) / 4, sxx = 17.5, mean = 3.5;
        assertThat(fit.fitted()).containsExactly(slope, shift);
        double[] covariance = {s2 / sxx, -mean * s2 / sxx, -mean * s2 / sxx, s2 * (1.0 / 6 + mean * mean / sxx)};
        assertThat(fit.covariance().toArray()).containsExactly(covariance, within(1e-15));
        assertThat(fit.standardErrors(shift).item()).isCloseTo(Math.sqrt(covariance[3]), within(1e-15));
    }

    /** An example of weight 2 is two examples. */
    @Test
    void weightsCountExamples() {
        Parameters weighted = Parameters.of(List.of(slope, shift)), repeated = weighted.snapshot();
        double one = line(weighted).weights(Tensor.of(2, 1, 1, 1, 1, 0)).minimize(20);
        Tensor twice = Tensor.of(1, 1, 2, 3, 4, 5), ofTwice = Tensor.of(2, 2, 3.9, 6.2, 7.8, 10.1);
        Node r = x.multiply(slope).add(shift).subtract(Constant.of(ofTwice));
        double other = LevenbergMarquardt.of(r, repeated).feed(x, twice).minimize(20);
        assertThat(one).isCloseTo(other, within(1e-15));
        assertThat(weighted.get(slope).item()).isCloseTo(repeated.get(slope).item(), within(1e-13));
    }

    @Test
    void aNumberAtABoundIsKnown() {
        Parameters parameters = Parameters.of(List.of(slope, shift));
        LevenbergMarquardt fit = line(parameters).between(slope, 0, 1.5);
        fit.minimize(20);
        assertThat(parameters.get(slope).item()).isEqualTo(1.5);
        assertThat(parameters.get(shift).item()).isCloseTo(1.7833333333333333, within(1e-12));
        assertThat(fit.standardErrors(slope).item()).isZero();
        assertThat(fit.standardErrors(shift).item()).isPositive();
    }

    @Test
    void wrongUseIsRefused() {
        Parameters parameters = Parameters.of(List.of(slope, shift));
        LevenbergMarquardt fit = line(parameters);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.between(slope, 1, Double.NaN))
                .withMessage(
                        "LevenbergMarquardt: the lower bound of slope () must be at most the upper one, but they are 1.0"
                                + " and NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LbfgsB.of().between(slope, Tensor.ones(2), Tensor.ones(2)))
                .withMessage("LbfgsB: the bounds of slope () must have its shape, but have (2) and (2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.weights(Tensor.ones(5)))
                .withMessageContaining("the weights must have the shape of");
        assertThatIllegalArgumentException().isThrownBy(() -> fit.weights(Tensor.full(Shape.of(6), -1)));
        Parameter other = Parameter.of("other", Tensor.scalar(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.standardErrors(other))
                .withMessageStartingWith("LevenbergMarquardt: other () is not fitted");
        Node both = x.multiply(slope.add(other)).subtract(Constant.of(ys));
        LevenbergMarquardt undetermined = LevenbergMarquardt.of(both, Parameters.of(List.of(slope, other)))
                .feed(x, xs);
        undetermined.minimize(20);
        assertThatIllegalStateException()
                .isThrownBy(undetermined::covariance)
                .withMessageStartingWith("LevenbergMarquardt: the residuals do not determine the number 1");
        LevenbergMarquardt few = LevenbergMarquardt.of(slope.subtract(1), parameters);
        assertThatIllegalStateException()
                .isThrownBy(few::covariance)
                .withMessage(
                        "LevenbergMarquardt: a covariance needs more residuals than numbers, but there are 1 for 1");
    }

    /** A strictly convex quadratic has one minimum in a box, and there no slope leads on. */
    @Property
    void bothMethodsEndAtTheMinimumInTheBox(@ForAll Random random) {
        int n = 1 + random.nextInt(5);
        double[] start = new double[n], low = new double[n], high = new double[n];
        for (int i = 0; i < n; i++) {
            start[i] = 4 * random.nextGaussian();
            low[i] = random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian();
            high[i] = random.nextInt(4) == 0
                    ? Double.POSITIVE_INFINITY
                    : low[i] + random.nextInt(3) * random.nextDouble();
            high[i] = low[i] == Double.NEGATIVE_INFINITY ? random.nextGaussian() : high[i];
        }
        Parameter b = Parameter.of("b", Tensor.of(start));
        Tensor a = Tensor.generate(Shape.of(n + 2, n), i -> random.nextGaussian() + (i % (n + 1) == 0 ? 3 : 0));
        Tensor y = Tensor.generate(Shape.of(n + 2), i -> 3 * random.nextGaussian());
        Node r = Constant.of(a).matMul(b.reshape(n, 1)).reshape(n + 2).subtract(Constant.of(y));
        Parameters one = Parameters.of(List.of(b)), other = one.snapshot();
        LevenbergMarquardt fit = LevenbergMarquardt.of(r, one).between(b, Tensor.of(low), Tensor.of(high));
        fit.minimize(500);
        assertThat(fit.isConverged()).isTrue();
        Run run = Run.of(Graph.of(r.square().sum().multiply(0.5)), other);
        LbfgsB method = LbfgsB.of(5, 1e-11, 0).between(b, Tensor.of(low), Tensor.of(high));
        double loss = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 200 && !method.isConverged(); i++) {
            double now = run.forward();
            assertThat(i < 2 || now <= loss).isTrue();
            loss = now;
            run.backward();
            method.step(run);
            assertInside(other.get(b), low, high);
        }
        double squares = Arrays.stream(a.toArray()).map(each -> each * each).sum();
        double visible = 4 * Math.sqrt(Math.ulp(loss) * squares); // a smaller slope changes no digit of the loss
        for (Parameters found : List.of(one, other)) {
            assertInside(found.get(b), low, high);
            Run at = Run.of(run.graph(), found);
            at.forward();
            at.backward();
            double[] slopes = at.gradient(b).toArray(), value = found.get(b).toArray();
            for (int i = 0; i < n; i++) {
                double far = Math.min(Math.max(value[i] - slopes[i], low[i]), high[i]);
                assertThat(far).isCloseTo(value[i], within(found == one ? 1e-9 : visible));
            }
        }
    }

    private static void assertInside(Tensor value, double[] low, double[] high) {
        for (int i = 0; i < low.length; i++) {
            assertThat(value.get(i)).isBetween(low[i], high[i]);
        }
    }

    @Test
    void lbfgsBLeavesFrozenParametersAndGoesOnWithOthers() {
        Parameter a = Parameter.of("a", Tensor.of(-1.2, 1)), c = Parameter.of("c", Tensor.scalar(2));
        Node x1 = a.slice(0, 0, 1), x2 = a.slice(0, 1, 2);
        Node valley = x2.subtract(x1.square())
                .square()
                .multiply(100)
                .add(x1.subtract(1).square())
                .sum();
        Run run = Run.of(Graph.of(valley.add(c.square())));
        run.parameters().freeze(c);
        LbfgsB method = LbfgsB.of();
        assertThat(method.minimize(run, 200)).isCloseTo(4, within(1e-12));
        assertThat(method.isConverged()).isTrue();
        assertThat(run.parameters().get(c).item()).isEqualTo(2);
        run.parameters().unfreeze(c);
        assertThat(method.minimize(run, 200)).isCloseTo(0, within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> method.minimize(run, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> LbfgsB.of(0, 0, 0));
    }
}
