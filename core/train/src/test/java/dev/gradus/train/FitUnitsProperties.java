package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other units of the data and of the parameters change nothing about a fit but its units. */
class FitUnitsProperties {
    private static final int COUNT = 12;

    /**
     * A curve through random points, whose numbers are given in units: a number of the fit times its unit is the number of the
     * curve.
     */
    private record Curve(int kind, double[] t, double[] y, double[] start, double[] weights, boolean isBounded) {
        static Curve of(Random random) {
            int kind = random.nextInt(3);
            double[] t = new double[COUNT], y = new double[COUNT], weights = new double[COUNT];
            for (int i = 0; i < COUNT; i++) {
                t[i] = (i + random.nextDouble()) / 4;
                double x = 0.7 * t[i], shape = kind == 0 ? StrictMath.exp(-x) : 1 / StrictMath.pow(x * x + 1, kind);
                y[i] = 3 * shape + 0.5 + 0.02 * random.nextGaussian();
                weights[i] = i > 3 ? 1 : random.nextInt(3);
            }
            double[] start = {2 + 2 * random.nextDouble(), 0.5 + random.nextDouble() / 2, random.nextDouble()};
            return new Curve(kind, t, y, start, weights, random.nextBoolean());
        }

        /** The residuals in a unit of y, and with a unit of t, which the second number of the fit absorbs. */
        Node residuals(Node p, double[] units, double ofY, double ofT) {
            Node[] b = new Node[3];
            for (int i = 0; i < 3; i++) {
                b[i] = p.slice(0, i, i + 1).multiply(units[i]);
            }
            Node x = Constant.of(scaled(t, ofT)).multiply(b[1].divide(ofT));
            Node model = switch (kind) {
                case 0 -> x.negate().exp().multiply(b[0]).add(b[2]);
                case 1 -> b[0].divide(x.square().add(1)).add(b[2]);
                default -> b[0].divide(x.square().add(1).square()).add(b[2]);
            };
            return model.multiply(ofY).subtract(Constant.of(scaled(y, ofY)));
        }

        double[] inUnits(double[] numbers, double[] units) {
            double[] other = numbers.clone();
            Arrays.setAll(other, i -> numbers[i] / units[i]);
            return other;
        }
    }

    private static Tensor scaled(double[] x, double factor) {
        return Tensor.generate(Shape.of(x.length), i -> x[i] * factor);
    }

    /** A fit with its parameter. */
    private record Fit(Parameter p, Parameters parameters, LevenbergMarquardt method) {
        static Fit of(Curve curve, double[] units, double ofY, double ofT) {
            Parameter p = Parameter.of("p", Tensor.of(curve.inUnits(curve.start, units)));
            Parameters parameters = Parameters.of(List.of(p));
            LevenbergMarquardt method = LevenbergMarquardt.of(curve.residuals(p, units, ofY, ofT), parameters)
                    .weights(scaled(curve.weights, 1 / ofY));
            if (curve.isBounded) {
                double[] low = {0.5, 0.1, 0.4}, high = {2.5, 5, 0.6};
                method.between(p, Tensor.of(curve.inUnits(low, units)), Tensor.of(curve.inUnits(high, units)));
            }
            return new Fit(p, parameters, method);
        }

        double[] found(double[] units) {
            double[] x = parameters.get(p).toArray();
            Arrays.setAll(x, i -> x[i] * units[i]);
            return x;
        }

        double[] errors(double[] units) {
            double[] errors = method.standardErrors(p).toArray();
            Arrays.setAll(errors, i -> errors[i] * units[i]);
            return errors;
        }
    }

    private static double[] units(Random random, double base, int most) {
        return random.ints(3, -most, most + 1)
                .mapToDouble(power -> StrictMath.pow(base, power))
                .toArray();
    }

    /** The weights have the inverse unit of the residuals, so that the root of the weights scales with an even power. */
    @Property
    void powersOfTwoChangeNoBitOfALeastSquaresFit(
            @ForAll Random random,
            @ForAll @IntRange(min = -90, max = 90) int ofY,
            @ForAll @IntRange(min = -60, max = 60) int ofT) {
        Curve curve = Curve.of(random);
        double[] ones = {1, 1, 1}, units = units(random, 2, 60);
        Fit one = Fit.of(curve, ones, 1, 1),
                other = Fit.of(curve, units, Math.scalb(1.0, 4 * ofY), Math.scalb(1.0, ofT));
        for (int i = 0; i < 60 && !one.method.isConverged(); i++) {
            double sum = one.method.step(), scaled = other.method.step();
            assertThat(scaled).isEqualTo(Math.scalb(sum, 4 * ofY));
            assertThat(other.found(units)).isEqualTo(one.found(ones));
            assertThat(other.method.isConverged()).isEqualTo(one.method.isConverged());
        }
        assertThat(other.errors(units)).isEqualTo(one.errors(ones));
        double[] covariance = one.method.covariance().toArray(),
                scaled = other.method.covariance().toArray();
        Arrays.setAll(scaled, i -> scaled[i] * units[i / 3] * units[i % 3]);
        assertThat(scaled).isEqualTo(covariance);
    }

    @Property
    void powersOfTenChangeALeastSquaresFitByRounding(
            @ForAll Random random,
            @ForAll @IntRange(min = -30, max = 30) int ofY,
            @ForAll @IntRange(min = -9, max = 9) int ofT) {
        Curve curve = Curve.of(random);
        double[] ones = {1, 1, 1}, units = units(random, 10, 9);
        Fit one = Fit.of(curve, ones, 1, 1),
                other = Fit.of(curve, units, StrictMath.pow(10, ofY), StrictMath.pow(10, ofT));
        one.method.minimize(500);
        other.method.minimize(500);
        assertThat(one.method.isConverged() && other.method.isConverged()).isTrue();
        double[] x = one.found(ones), errors = one.errors(ones), otherErrors = other.errors(units);
        for (int i = 0; i < 3; i++) {
            assertThat(other.found(units)[i]).isCloseTo(x[i], within(1e-6 * (Math.abs(x[i]) + errors[i])));
            assertThat(otherErrors[i]).isCloseTo(errors[i], within(1e-5 * errors[i]));
        }
    }

    /** A valley with its minimum 0 at ones, of parameters in a unit and with a factor. */
    private static Run valley(double[] start, double unit, double factor) {
        Parameter p = Parameter.of("p", Tensor.generate(Shape.of(start.length), i -> start[i] / unit));
        Node x = p.multiply(unit);
        Node head = x.slice(0, 0, start.length - 1), tail = x.slice(0, 1, start.length);
        Node first = tail.subtract(head.square()).square().multiply(100);
        Node second = head.subtract(1).square();
        return Run.of(Graph.of(first.add(second).sum().multiply(factor)));
    }

    private static double[] values(Run run, double unit) {
        double[] x = run.parameters().get(run.parameters().all().get(0)).toArray();
        Arrays.setAll(x, i -> x[i] * unit);
        return x;
    }

    private static double[] randomStart(Random random) {
        return random.doubles(3, -2, 2).toArray();
    }

    private static void step(Run run, Optimizer optimizer) {
        run.forward();
        run.backward();
        optimizer.step(run);
    }

    /** A factor below 1 may let the first step be shorter. */
    @Property
    void factorsOfTheLossChangeNoStepOfLbfgs(@ForAll Random random, @ForAll @IntRange(max = 900) int power) {
        double[] start = randomStart(random);
        Run one = valley(start, 1, 1024), other = valley(start, 1, Math.scalb(1024.0, power));
        Lbfgs first = Lbfgs.of(), second = Lbfgs.of();
        for (int i = 0; i < 30; i++) {
            step(one, first);
            step(other, second);
            if (first.isConverged() || second.isConverged()) {
                break;
            }
            assertThat(values(other, 1)).isEqualTo(values(one, 1));
        }
    }

    private static LbfgsB bounded(Run run) {
        return LbfgsB.of().between(run.parameters().all().get(0), -1.5, 0.8);
    }

    @Property
    void factorsOfTheLossChangeNoStepOfLbfgsB(
            @ForAll Random random, @ForAll @IntRange(min = -900, max = 900) int power) {
        double[] start = randomStart(random);
        Run one = valley(start, 1, 1), other = valley(start, 1, Math.scalb(1.0, power));
        LbfgsB first = bounded(one), second = bounded(other);
        for (int i = 0; i < 30; i++) {
            step(one, first);
            step(other, second);
            if (first.isConverged() || second.isConverged()) {
                break;
            }
            assertThat(values(other, 1)).isEqualTo(values(one, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1e-12", "1, 1e-250", "1, 1e250", "1e9, 1", "1e-9, 1", "1e9, 1e-12", "1e-9, 1e12", "1e-9, 1e-12"})
    void minimaAreFoundInAnyUnits(double unit, double factor) {
        for (Supplier<Optimizer> method : List.<Supplier<Optimizer>>of(Lbfgs::of, LbfgsB::of)) {
            Run run = valley(new double[] {-1.2, 1}, unit, factor);
            Optimizer optimizer = method.get();
            for (int i = 0; i < 200; i++) {
                step(run, optimizer);
            }
            assertThat(values(run, unit))
                    .as("%s", optimizer.getClass())
                    .containsExactly(new double[] {1, 1}, within(1e-4));
        }
    }
}
