package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevenbergMarquardtTest {
    private static Node model(String name, Node[] p, Node x) {
        return switch (name) {
            case "decay" -> x.multiply(p[1]).negate().exp().multiply(p[0]).add(p[2]);
            case "saturation" ->
                Constant.of(1).subtract(x.multiply(p[1]).negate().exp()).multiply(p[0]);
            case "line" -> x.multiply(p[1]).add(p[0]);
            default -> throw new AssertionError(name);
        };
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(" "))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /**
     * The minimum to twelve digits. Both methods judge by it, and near a minimum it does not distinguish numbers that differ
     * in the second half of their digits.
     */
    @Test
    void findsTheMinimaThatSciPyFinds() throws IOException {
        List<String> lines;
        try (InputStream in = LevenbergMarquardtTest.class.getResourceAsStream("least-squares-golden.txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(lines).hasSize(18);
        for (int i = 0; i < lines.size(); i += 6) {
            String name = lines.get(i).split(" ")[1];
            double[] start = numbers(lines.get(i + 3)), found = numbers(lines.get(i + 4));
            Parameter[] p = new Parameter[start.length];
            for (int k = 0; k < p.length; k++) {
                p[k] = Parameter.of("p" + k, Tensor.scalar(start[k]));
            }
            Input x = Input.of("x", 25), y = Input.of("y", 25);
            Parameters parameters = Parameters.of(List.of(p));
            LevenbergMarquardt fit = LevenbergMarquardt.of(model(name, p, x).subtract(y), parameters)
                    .feed(x, Tensor.of(numbers(lines.get(i + 1))))
                    .feed(y, Tensor.of(numbers(lines.get(i + 2))));
            double cost = fit.minimize(200);
            assertThat(fit.isConverged()).isTrue();
            double expected = numbers(lines.get(i + 5))[0];
            assertThat(cost).as(name).isCloseTo(expected, within(1e-12 * expected));
            for (int k = 0; k < p.length; k++) {
                assertThat(parameters.get(p[k]).item())
                        .as("%s: p%d", name, k)
                        .isCloseTo(found[k], within(1e-8 * Math.abs(found[k])));
            }
        }
    }

    /** The residuals vanish, so the minimum is exact. */
    @Test
    void rosenbrocksValleyEndsAtOnes() {
        Parameter a = Parameter.of("a", Tensor.scalar(-1.2)), b = Parameter.of("b", Tensor.of(new double[] {1}));
        Node r1 = b.subtract(a.square()).multiply(10),
                r2 = Constant.of(1).subtract(a).reshape(1);
        Parameters parameters = Parameters.of(List.of(a, b));
        LevenbergMarquardt fit = LevenbergMarquardt.of(r1.concat(0, r2), parameters);
        double before = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 60 && !fit.isConverged(); i++) {
            double now = fit.step();
            assertThat(now).isLessThanOrEqualTo(before);
            before = now;
        }
        assertThat(parameters.get(a).item()).isCloseTo(1, within(1e-12));
        assertThat(parameters.get(b).item()).isCloseTo(1, within(1e-12));
    }

    /** At the minimum no step decreases the sum, whatever the damping, which must not grow with each attempt. */
    @Test
    void aStepAtTheMinimumChangesNothingAndNewDataAreFitted() {
        Parameter a = Parameter.of("a", Tensor.of(new double[] {3, -0.0}));
        Input x = Input.of("x", 2), y = Input.of("y", 2);
        Parameters parameters = Parameters.of(List.of(a));
        LevenbergMarquardt fit = LevenbergMarquardt.of(
                        x.multiply(a.slice(0, 0, 1)).subtract(y).concat(0, a.slice(0, 1, 2)), parameters)
                .feed(x, Tensor.of(new double[] {1, 2}))
                .feed(y, Tensor.of(new double[] {1, 3}));
        fit.minimize(50);
        Tensor found = parameters.get(a);
        for (int i = 0; i < 60; i++) {
            fit.step();
            assertThat(fit.isConverged()).isTrue();
            assertThat(parameters.get(a)).isEqualTo(found);
        }
        fit.feed(y, Tensor.of(new double[] {10, 30}));
        assertThat(fit.isConverged()).isFalse();
        fit.minimize(50);
        assertThat(parameters.get(a).get(0)).isCloseTo(14, within(1e-7));
    }

    @Test
    void frozenParametersStayAndWrongUseIsRefused() {
        Parameter a = Parameter.of("a", Tensor.scalar(3)), b = Parameter.of("b", Tensor.scalar(5));
        Parameters parameters = Parameters.of(List.of(a, b));
        parameters.freeze(b);
        LevenbergMarquardt fit = LevenbergMarquardt.of(a.multiply(b).subtract(1), parameters);
        assertThat(fit.minimize(50)).isLessThan(1e-28);
        assertThat(parameters.get(b).item()).isEqualTo(5);
        assertThat(parameters.get(a).item()).isCloseTo(0.2, within(1e-14));
        assertThatThrownBy(() -> fit.minimize(0))
                .hasMessage("LevenbergMarquardt: the number of steps must be at least 1, but is 0");
        parameters.freeze(a);
        assertThatThrownBy(fit::step)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("LevenbergMarquardt: a () was frozen after this fit was created");
        assertThat(parameters.get(a).item()).isCloseTo(0.2, within(1e-14));
        assertThatThrownBy(() -> LevenbergMarquardt.of(a.multiply(b), parameters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LevenbergMarquardt: a ∗ b () depends on no parameter that may change");
        parameters.unfreeze(a);
        parameters.set(a, Tensor.scalar(-1));
        LevenbergMarquardt nowhere = LevenbergMarquardt.of(a.log(), parameters);
        assertThatThrownBy(nowhere::step).isInstanceOf(DivergedException.class);
    }

    private static Node growth(Node rate, Tensor x, double factor) {
        return Constant.of(x).multiply(rate).exp().multiply(factor);
    }

    private static Tensor grid(int count, double step) {
        return Tensor.generate(Shape.of(count), i -> i * step);
    }

    /** Currents in amperes are small numbers, and the slopes of their squares are smaller. */
    @ParameterizedTest
    @ValueSource(doubles = {5e-8, 1e-7, 5e-150, 1, 5e140})
    void smallAndLargeDataAreFitted(double unit) {
        Tensor t = grid(20, 0.1), noise = Tensor.generate(Shape.of(20), i -> unit * 1e-3 * Math.cos(7.0 * i));
        Parameter k = Parameter.of("k", Tensor.scalar(1));
        Parameters parameters = Parameters.of(List.of(k));
        Node measured = growth(Node.of(-2), t, unit).add(Constant.of(noise));
        LevenbergMarquardt fit =
                LevenbergMarquardt.of(growth(k.negate(), t, unit).subtract(measured), parameters);
        fit.minimize(100);
        assertThat(fit.isConverged()).isTrue();
        assertThat(parameters.get(k).item()).isCloseTo(2.0003620499531, within(1e-12));
        assertThat(fit.standardErrors(k).item()).isCloseTo(0.00133004689178, within(1e-13));
    }

    /** The derivatives are up to 10¹⁵⁴ times as large at the start as at the minimum. */
    @ParameterizedTest
    @CsvSource({"5, 1", "-5, 1", "35.3, 1", "5, 1e150", "20, 1e-150", "35.3, 1e-150", "70, 1"})
    void aStartThatIsTooSteepIsLeft(double start, double unit) {
        Tensor x = grid(11, 1);
        Parameter k = Parameter.of("k", Tensor.scalar(start));
        Parameters parameters = Parameters.of(List.of(k));
        LevenbergMarquardt fit =
                LevenbergMarquardt.of(growth(k, x, unit).subtract(growth(Node.of(0.3), x, unit)), parameters);
        fit.minimize(1000);
        assertThat(fit.isConverged()).isTrue();
        assertThat(parameters.get(k).item()).isCloseTo(0.3, within(1e-14));
    }

    @Test
    void aStartBeyondTheLargestNumberIsRefused() {
        Tensor x = grid(11, 1);
        Parameter k = Parameter.of("k", Tensor.scalar(70.9));
        LevenbergMarquardt fit = LevenbergMarquardt.of(growth(k, x, 1).subtract(1), Parameters.of(List.of(k)));
        assertThatThrownBy(fit::step).isInstanceOf(DivergedException.class).hasMessageContaining("start where");
    }

    @Test
    void parametersOfDifferentUnitsHaveACovariance() {
        Tensor x = grid(20, 0.1), y = Tensor.generate(Shape.of(20), i -> 2 + 0.3 * i + 0.01 * Math.cos(7.0 * i));
        Parameter a = Parameter.of("a", Tensor.scalar(1)), b = Parameter.of("b", Tensor.scalar(1));
        double[] errors = new double[4];
        double[][] units = {{1, 1}, {1e7, 1e-7}};
        for (int i = 0; i < 2; i++) {
            Parameters parameters = Parameters.of(List.of(a, b));
            Node line = a.multiply(units[i][0]).add(Constant.of(x).multiply(b).multiply(units[i][1]));
            LevenbergMarquardt fit = LevenbergMarquardt.of(line.subtract(Constant.of(y)), parameters);
            fit.minimize(100);
            errors[2 * i] = fit.standardErrors(a).item() * units[i][0];
            errors[2 * i + 1] = fit.standardErrors(b).item() * units[i][1];
        }
        assertThat(errors[2]).isCloseTo(errors[0], within(1e-12 * errors[0]));
        assertThat(errors[3]).isCloseTo(errors[1], within(1e-12 * errors[1]));
    }

    /** The decrease is less than the rounding of the sum, and the Gauss–Newton step ends where the logarithm is NaN. */
    @Test
    void aStepToNoNumberIsRefusedThoughTheSumIsLarge() {
        Parameter a = Parameter.of("a", Tensor.of(1100));
        Parameters parameters = Parameters.of(List.of(a));
        LevenbergMarquardt fit =
                LevenbergMarquardt.of(a.log().subtract(5).concat(0, Constant.of(Tensor.of(1e9))), parameters);
        assertThat(fit.minimize(100)).isEqualTo(5e17);
        assertThat(parameters.get(a).item()).isCloseTo(Math.exp(5), within(1e-2));
    }
}
