package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.run.Verdict;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs, lifted, give the numbers of the JVM, bit for bit, and their slopes. */
class RandomProgramProperties {
    private static final int MANY = 500;
    private static final String NAME = "Generated";
    private static final double RIGHT = 1e-6;
    private static final double NEAR = 1e-7;
    private static final Set<String> ROUNDING = Set.of("floor", "ceil", "rint", "remainder");

    /** If a rounding function takes more steps, they are narrower than those of a numerical derivative. */
    private static final double MOST_STEPS = 1e6;

    private int values;
    private int withoutSlopes;
    private int slopes;
    private int undecided;
    private int decidedNearby;

    @Property(tries = 2)
    void haveTheirValuesAndSlopes(@ForAll long seed) throws Exception {
        check(seed, 10);
    }

    /** In 750 methods; {@code -Dgradus.methods=10000} checks 10,000. */
    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    @Tag("long")
    void haveTheirValuesAndSlopesInManyMethods(@ForAll long seed) throws Exception {
        int programs = Integer.getInteger("gradus.methods", 750) / 25;
        for (int i = 0; i < programs; i++) {
            check(seed + i, 25);
        }
    }

    private static double remaindersInTurn(double[] x, int n) {
        double v = 1 / x[0];
        for (int i = 0; i < n; i++) {
            v *= 0.5 * ((0.25 * x[0] + 0.5) % v);
        }
        return x[0] + v;
    }

    /** Each remainder has more steps than the one before, at last more than doubles can tell apart. */
    @ParameterizedTest
    @ValueSource(doubles = {1.2382656968371508, 1.5990183946343517})
    void haveSlopesWhereStepsAreNarrow(double at) {
        double v = 1 / at;
        double slope = -v * v;
        for (int i = 0; i < 4; i++) {
            double a = 0.25 * at + 0.5;
            double factor = 0.5 * (a % v);
            slope = slope * factor + v * 0.5 * (0.25 - Math.floor(a / v) * slope);
            v *= factor;
        }
        double[] x = {at};
        Lifted f = Lift.of(RandomProgramProperties::remaindersInTurn);
        assertThat(f.value(x, 4)).isEqualTo(Double.valueOf(at + v));
        assertThat(f.<double[]>gradient(x, 4)[0]).isCloseTo(1 + slope, withinPercentage(1e-9));
        compareSlopes(RandomProgramProperties::remaindersInTurn, f, x, 4, false, "remainders in turn");
    }

    /**
     * Few methods overflow or round large numbers, and numerical derivatives are undecided at few points, such as those
     * next to a jump: 2 % and 0.2 % in 3,000 methods. In fewer than {@value #MANY} methods chance decides.
     */
    @AfterProperty
    void mostSlopesAreCompared() {
        if (values < MANY) {
            return;
        }
        String counts = "%d values, %d without slopes, %d slopes, %d undecided, %d decided nearby"
                .formatted(values, withoutSlopes, slopes, undecided, decidedNearby);
        assertThat(withoutSlopes).as(counts).isLessThanOrEqualTo(2 + values / 25);
        assertThat(undecided).as(counts).isLessThanOrEqualTo(2 + slopes / 200);
        assertThat(decidedNearby).as(counts).isLessThanOrEqualTo(2 + slopes / 500);
    }

    private void check(long seed, int methods) throws Exception {
        Random random = new Random(seed);
        String source = new RandomProgram(seed).source(NAME, methods);
        Class<?> program = InMemoryCompiler.compiled(NAME, source, random.nextBoolean() ? "-g" : "-g:none");
        Method method = program.getMethod("method", int.class);
        for (int i = 0; i < methods; i++) {
            @SuppressWarnings("unchecked") // the program says so
            Lift.Method2<double[], Integer, Double> plain =
                    (Lift.Method2<double[], Integer, Double>) method.invoke(program, i);
            Lifted f = Lift.of(plain).piecewise();
            int size = 1 + random.nextInt(7);
            int n = random.nextInt(6);
            for (int times = 0; times < 4; times++) { // of one size, so that graphs are used again
                double[] x = random.doubles(size, -2, 2).toArray();
                if (times == 3) {
                    x[0] = random.nextInt(3) - 1; // ties and zeros
                }
                Double expected = plain.call(x, n);
                String description = "f%d(%s, %d), seed %d%n%s".formatted(i, Arrays.toString(x), n, seed, source);
                assertThat(f.value(x, n)).as(description).isEqualTo(expected);
                if (times == 0) {
                    values++;
                    compareSlopes(plain, f, x, n, random.nextInt(10) == 0, description);
                }
            }
        }
    }

    /** Compares the gradient, and the second derivatives if wanted. */
    private void compareSlopes(
            Lift.Method2<double[], Integer, Double> plain,
            Lifted f,
            double[] x,
            int n,
            boolean second,
            String description) {
        Function<double[], Computed> computed = at -> Computed.by(plain, at, n);
        Computed here = computed.apply(x);
        if (!(here.steps.stream().allMatch(step -> Math.abs(step) <= MOST_STEPS)
                && here.largest < Double.POSITIVE_INFINITY)) {
            withoutSlopes++;
            return;
        }
        double noise = Math.ulp(here.largest);
        double[] gradient = f.gradient(x, n);
        double[][] hessian = second ? f.hessian(x, n) : new double[x.length][0];
        for (int k = 0; k < x.length; k++) {
            compare(at -> plain.call(at, n), computed, noise, x, k, gradient[k], "∂/∂x" + k + " of " + description);
            for (int j = 0; j < hessian[k].length; j++) {
                int row = k;
                ToDoubleFunction<double[]> slope = at -> f.<double[]>gradient(at, n)[row];
                compare(slope, computed, 0, x, j, hessian[k][j], "∂²/∂x" + k + "∂x" + j + " of " + description);
            }
        }
    }

    private void compare(
            ToDoubleFunction<double[]> f,
            Function<double[], Computed> computed,
            double noise,
            double[] x,
            int k,
            double slope,
            String description) {
        DoubleUnaryOperator along = t -> f.applyAsDouble(moved(x, k, t));
        Estimate estimate =
                NumericalDerivative.of(along, x[k], Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, noise);
        Verdict verdict = estimate.judge(slope, RIGHT, 1);
        if (verdict == Verdict.WRONG) { // wide steps are deceived by a function that oscillates fast
            decidedNearby++;
            double low = x[k] - NEAR;
            double high = x[k] + NEAR;
            estimate = NumericalDerivative.of(along, x[k], low, high, noise);
            boolean isOneStep = computed.apply(moved(x, k, low)).steps.equals(computed.apply(moved(x, k, high)).steps);
            verdict = isOneStep && estimate.error() < 1e-3 * Math.max(1, Math.abs(slope))
                    ? estimate.judge(slope, RIGHT, 1)
                    : Verdict.INCONCLUSIVE;
        }
        slopes++;
        undecided += verdict == Verdict.INCONCLUSIVE ? 1 : 0;
        assertThat(verdict).as("%s is %s, but %s", description, slope, estimate).isNotEqualTo(Verdict.WRONG);
    }

    private static double[] moved(double[] x, int k, double to) {
        double[] moved = x.clone();
        moved[k] = to;
        return moved;
    }

    /**
     * What a method computes on the path of its arguments: the largest number, and the step of each rounding function
     * on which the arguments are, a whole number.
     */
    private record Computed(double largest, List<Double> steps) {
        static Computed by(Lift.Method2<double[], Integer, Double> method, double[] x, int n) {
            Object[] arguments = {x, n};
            Trace trace = new Trace(arguments, Set.of(), 1_000_000);
            Interpreter interpreter = new Interpreter(trace, new ClassFiles(), new HashSet<>(), true, 100_000);
            Object[] traced = {trace.argument(0, true), trace.argument(1, false)};
            Deque<Object> waiting = new ArrayDeque<>();
            waiting.push(interpreter.start(Methods.closure(method, trace::captured), traced));
            Set<Object> seen = new HashSet<>();
            double largest = 0;
            List<Double> steps = new ArrayList<>();
            while (!waiting.isEmpty()) {
                Object number = waiting.pop();
                largest = Math.max(largest, Math.abs(Expr.valueOf(number)));
                if (number instanceof Expr e && seen.add(e)) {
                    Arrays.stream(e.in()).forEach(waiting::push);
                    if (ROUNDING.contains(e.fn().name())) {
                        steps.add(step(e));
                    }
                }
            }
            return new Computed(largest, steps);
        }

        private static double step(Expr e) {
            double value = Expr.valueOf(e);
            return e.fn() == Fn.REMAINDER
                    ? Math.rint((Expr.valueOf(e.in()[0]) - value) / Expr.valueOf(e.in()[1]))
                    : value;
        }
    }
}
