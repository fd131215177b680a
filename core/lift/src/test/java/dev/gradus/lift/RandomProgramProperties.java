package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.run.Verdict;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterProperty;

/** Random programs, lifted, give the numbers of the JVM, bit for bit, and their slopes. */
class RandomProgramProperties {
    private static final int METHODS = 25;
    /** Beyond 2⁵², rint(x) = x for all numbers, though its slope is 0. */
    private static final double LARGEST = 1e9;

    private static final double NEAR = 1e-7;
    private static final String NAME = "Generated";

    private final int[] verdicts = new int[Verdict.values().length];

    @Property
    void haveTheirValuesAndSlopes(@ForAll long seed) throws Throwable {
        check(seed);
    }

    @Property(tries = 400)
    @Tag("long")
    void haveTheirValuesAndSlopesInTenThousandMethods(@ForAll long seed) throws Throwable {
        check(seed);
    }

    /** The numerical derivative is undetermined at few points, such as those next to a jump. */
    @AfterProperty
    void mostSlopesAreCompared() {
        assertThat(verdicts[Verdict.INCONCLUSIVE.ordinal()]
                        / (double) Arrays.stream(verdicts).sum())
                .isLessThan(0.01);
    }

    private void check(long seed) throws Throwable {
        Random random = new Random(seed);
        String source = new RandomProgram(seed).source(NAME, METHODS);
        Class<?> program = InMemoryCompiler.compiled(NAME, source, random.nextBoolean() ? "-g" : "-g:none");
        MethodHandle call = MethodHandles.lookup()
                .findStatic(program, "call", MethodType.methodType(double.class, int.class, double[].class, int.class));
        MethodHandle lifted =
                MethodHandles.lookup().findStatic(program, "lifted", MethodType.methodType(Lifted.class, int.class));
        for (int i = 0; i < METHODS; i++) {
            Lifted f = (Lifted) lifted.invoke(i);
            int size = 1 + random.nextInt(7);
            int n = random.nextInt(6);
            for (int times = 0; times < 4; times++) { // of one size, so that graphs are used again
                double[] x = random.doubles(size, -2, 2).toArray();
                if (times == 3) {
                    x[0] = random.nextInt(3) - 1; // ties and zeros
                }
                double expected = (double) call.invoke(i, x, n);
                String description = "f%d(%s, %d), seed %d%n%s".formatted(i, Arrays.toString(x), n, seed, source);
                assertThat(f.value(x, n)).as(description).isEqualTo(Double.valueOf(expected));
                if (Math.abs(expected) < LARGEST && times == 0) {
                    count(f, call, i, x, n, description);
                }
            }
        }
    }

    /** Judges the gradient and, of each tenth method, the second derivatives. */
    private void count(Lifted f, MethodHandle call, int i, double[] x, int n, String description) {
        double[] gradient = f.gradient(x, n);
        double[][] hessian = i % 10 == 0 ? f.hessian(x, n) : new double[x.length][0];
        for (int k = 0; k < x.length; k++) {
            judge(at -> value(call, i, at, n), x, k, gradient[k], "∂/∂x" + k + " of " + description);
            for (int j = 0; j < hessian[k].length; j++) {
                int row = k;
                ToDoubleFunction<double[]> slope = at -> f.<double[]>gradient(at, n)[row];
                judge(slope, x, j, hessian[k][j], "∂²/∂x" + k + "∂x" + j + " of " + description);
            }
        }
    }

    private static double value(MethodHandle call, int i, double[] x, int n) {
        try {
            return (double) call.invoke(i, x, n);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void judge(ToDoubleFunction<double[]> function, double[] x, int k, double slope, String description) {
        DoubleUnaryOperator along = t -> {
            double[] moved = x.clone();
            moved[k] = t;
            return function.applyAsDouble(moved);
        };
        NumericalDerivative.Estimate estimate = NumericalDerivative.of(along, x[k]);
        Verdict verdict = estimate.judge(slope, 1e-6, 1);
        if (verdict == Verdict.WRONG) { // wide steps are deceived by a function that oscillates fast
            estimate = NumericalDerivative.of(along, x[k], x[k] - NEAR, x[k] + NEAR);
            verdict = estimate.judge(slope, 1e-6, 1);
        }
        verdicts[verdict.ordinal()]++;
        assertThat(verdict).as("%s is %s, but %s", description, slope, estimate).isNotEqualTo(Verdict.WRONG);
    }
}
