package dev.gradus.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.lift.Lift;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.MaxIter;
import org.hipparchus.optim.OptimizationData;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.vector.constrained.ConstraintOptimizer;
import org.hipparchus.optim.nonlinear.vector.constrained.LagrangeSolution;
import org.hipparchus.optim.nonlinear.vector.constrained.SQPOptimizerGM;
import org.hipparchus.optim.nonlinear.vector.constrained.SQPOptimizerS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Problems of W. Hock and K. Schittkowski, "Test Examples for Nonlinear Programming Codes", 1981, as plain Java methods that are
 * lifted. Bounds of variables are constraints.
 */
class HockSchittkowskiTest {
    /** The first optimizer expects matrices that are symmetric to the last bit, and stops here because its own are not. */
    private static final Set<String> SECOND = Set.of("HS7", "HS29", "HS39", "HS40");

    /** A problem: its objective, its start, its constraints and the value of its solution. */
    private record Problem(
            String name,
            double[] start,
            Lift.Method1<double[], Double> objective,
            double solution,
            List<Constraints> all) {
        @Override
        public String toString() {
            return name;
        }

        /** In Hipparchus 4.0.1 each of the two fails for some problems; the first one has more digits. */
        ConstraintOptimizer optimizer() {
            return SECOND.contains(name) ? new SQPOptimizerGM() : new SQPOptimizerS();
        }
    }

    private record Constraints(int count, boolean areEqualities, Lift.Method1<double[], double[]> of) {}

    private static Constraints zero(int count, Lift.Method1<double[], double[]> of) {
        return new Constraints(count, true, of);
    }

    private static Constraints notNegative(int count, Lift.Method1<double[], double[]> of) {
        return new Constraints(count, false, of);
    }

    private static Problem problem(
            int number,
            double[] start,
            Lift.Method1<double[], Double> objective,
            double solution,
            Constraints... constraints) {
        return new Problem("HS" + number, start, objective, solution, List.of(constraints));
    }

    static List<Problem> problems() {
        return List.of(
                problem(6, new double[] {-1.2, 1}, x -> (1 - x[0]) * (1 - x[0]), 0, zero(1, x ->
                        new double[] {10 * (x[1] - x[0] * x[0])})),
                problem(7, new double[] {2, 2}, x -> Math.log(1 + x[0] * x[0]) - x[1], -Math.sqrt(3), zero(1, x ->
                        new double[] {Math.pow(1 + x[0] * x[0], 2) + x[1] * x[1] - 4})),
                problem(
                        27,
                        new double[] {2, 2, 2},
                        x -> 0.01 * Math.pow(x[0] - 1, 2) + Math.pow(x[1] - x[0] * x[0], 2),
                        0.04,
                        zero(1, x -> new double[] {x[0] + x[2] * x[2] + 1})),
                problem(
                        28,
                        new double[] {-4, 1, 1},
                        x -> Math.pow(x[0] + x[1], 2) + Math.pow(x[1] + x[2], 2),
                        0,
                        zero(1, x -> new double[] {x[0] + 2 * x[1] + 3 * x[2] - 1})),
                problem(29, new double[] {1, 1, 1}, x -> -x[0] * x[1] * x[2], -16 * Math.sqrt(2), notNegative(1, x ->
                        new double[] {48 - x[0] * x[0] - 2 * x[1] * x[1] - 4 * x[2] * x[2]})),
                problem(
                        35,
                        new double[] {0.5, 0.5, 0.5},
                        x -> 9
                                - 8 * x[0]
                                - 6 * x[1]
                                - 4 * x[2]
                                + 2 * x[0] * x[0]
                                + 2 * x[1] * x[1]
                                + x[2] * x[2]
                                + 2 * x[0] * x[1]
                                + 2 * x[0] * x[2],
                        1.0 / 9,
                        notNegative(4, x -> new double[] {3 - x[0] - x[1] - 2 * x[2], x[0], x[1], x[2]})),
                problem(39, new double[] {2, 2, 2, 2}, x -> -x[0], -1, zero(2, x ->
                        new double[] {x[1] - Math.pow(x[0], 3) - x[2] * x[2], x[0] * x[0] - x[1] - x[3] * x[3]})),
                problem(
                        40,
                        new double[] {0.8, 0.8, 0.8, 0.8},
                        x -> -x[0] * x[1] * x[2] * x[3],
                        -0.25,
                        zero(3, x -> new double[] {
                            Math.pow(x[0], 3) + x[1] * x[1] - 1, x[0] * x[0] * x[3] - x[2], x[3] * x[3] - x[1]
                        })),
                problem(
                        43,
                        new double[] {0, 0, 0, 0},
                        x -> x[0] * x[0]
                                + x[1] * x[1]
                                + 2 * x[2] * x[2]
                                + x[3] * x[3]
                                - 5 * x[0]
                                - 5 * x[1]
                                - 21 * x[2]
                                + 7 * x[3],
                        -44,
                        notNegative(3, x -> new double[] {
                            8 - x[0] * x[0] - x[1] * x[1] - x[2] * x[2] - x[3] * x[3] - x[0] + x[1] - x[2] + x[3],
                            10 - x[0] * x[0] - 2 * x[1] * x[1] - x[2] * x[2] - 2 * x[3] * x[3] + x[0] + x[3],
                            5 - 2 * x[0] * x[0] - x[1] * x[1] - x[2] * x[2] - 2 * x[0] + x[1] + x[3]
                        })),
                problem(
                        48,
                        new double[] {3, 5, -3, 2, -2},
                        x -> Math.pow(x[0] - 1, 2) + Math.pow(x[1] - x[2], 2) + Math.pow(x[3] - x[4], 2),
                        0,
                        zero(2, x ->
                                new double[] {x[0] + x[1] + x[2] + x[3] + x[4] - 5, x[2] - 2 * (x[3] + x[4]) + 3})),
                problem(
                        71,
                        new double[] {1, 5, 5, 1},
                        x -> x[0] * x[3] * (x[0] + x[1] + x[2]) + x[2],
                        17.0140173,
                        zero(1, x -> new double[] {x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3] - 40}),
                        notNegative(9, x -> new double[] {
                            x[0] * x[1] * x[2] * x[3] - 25,
                            x[0] - 1,
                            x[1] - 1,
                            x[2] - 1,
                            x[3] - 1,
                            5 - x[0],
                            5 - x[1],
                            5 - x[2],
                            5 - x[3]
                        })));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void sequentialQuadraticProgrammingFindsThePublishedValue(Problem problem) {
        int n = problem.start().length;
        List<OptimizationData> data = new ArrayList<>(List.of(
                new InitialGuess(problem.start()),
                new ObjectiveFunction(ScalarFunction.of(n, Lift.of(problem.objective()))),
                new MaxIter(1000),
                new MaxEval(100_000)));
        for (Constraints each : problem.all()) {
            VectorFunction function = VectorFunction.of(n, each.count(), Lift.of(each.of()));
            double[] zeros = new double[each.count()];
            data.add(each.areEqualities() ? function.equalTo(zeros) : function.atLeast(zeros));
        }
        LagrangeSolution solution = problem.optimizer().optimize(data.toArray(OptimizationData[]::new));
        assertThat(solution.getValue())
                .isCloseTo(problem.solution(), within(3e-5 * Math.max(1, Math.abs(problem.solution()))));
    }
}
