package dev.gradus.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Hessian;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.Field;
import org.hipparchus.FieldElement;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.analysis.differentiation.GradientField;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowFieldMatrix;
import org.hipparchus.linear.ArrayFieldVector;
import org.hipparchus.linear.FieldLUDecomposition;
import org.hipparchus.linear.FieldMatrix;
import org.hipparchus.ode.FieldExpandableODE;
import org.hipparchus.ode.FieldODEState;
import org.hipparchus.ode.FieldOrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853FieldIntegrator;
import org.hipparchus.util.FieldSinCos;
import org.hipparchus.util.FieldSinhCosh;
import org.hipparchus.util.MathArrays;
import org.junit.jupiter.api.Test;

class TapedTest {
    /** The elements of each call: two variables, and results that depend on both. */
    private static <T extends CalculusFieldElement<T>> List<T> elements(T x, T y) {
        return List.of(x, y, x.multiply(y).add(x), y.subtract(x.square()));
    }

    @Test
    void everyMethodOfAFieldElementHasTheValueAndTheDerivativesOfGradient() throws ReflectiveOperationException {
        Random random = new Random(1);
        List<String> called = new ArrayList<>();
        for (Method method : methods()) {
            for (int round = 0; round < 40; round++) {
                double x = 0.05 + 0.9 * random.nextDouble(), y = 0.05 + 0.9 * random.nextDouble();
                if (method.getName().equals("acosh")) {
                    x = 1 / x + 1;
                } else if (round % 2 == 0 && !method.getName().matches("log.*|sqrt|pow|rootN")) {
                    x = -x;
                }
                Object[] numbers = numbers(method, random);
                Tape tape = new Tape();
                List<Taped> ours = elements(tape.variable(x), tape.variable(y));
                List<Gradient> theirs = elements(Gradient.variable(2, 0, x), Gradient.variable(2, 1, y));
                Object actual = method.invoke(ours.get(0), arguments(method, ours, numbers));
                Object expected = method.invoke(theirs.get(0), arguments(method, theirs, numbers));
                assertSame(method + " at " + x + ", " + y + " " + Arrays.deepToString(numbers), actual, expected);
            }
            called.add(method.getName());
        }
        assertThat(called)
                .contains("atanh", "linearCombination", "remainder", "rootN", "sinhCosh")
                .hasSizeGreaterThan(60);
    }

    /** All methods of the interfaces that compute. */
    private static List<Method> methods() {
        return Arrays.stream(CalculusFieldElement.class.getMethods())
                .filter(method -> !method.isBridge() && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.getName().equals("getField"))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    /** A number for each parameter, whichever kind it needs. */
    private static Object[] numbers(Method method, Random random) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> type == int.class
                        ? (Object) (1 + random.nextInt(5))
                        : type == double[].class
                                ? new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()}
                                : (Object) (random.nextGaussian()))
                .toArray();
    }

    private static <T> Object[] arguments(Method method, List<T> elements, Object[] numbers) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = numbers.clone();
        for (int i = 0; i < types.length; i++) {
            if (types[i].isArray() && !types[i].getComponentType().isPrimitive()) {
                Object array = Array.newInstance(elements.get(0).getClass(), 3);
                for (int k = 0; k < 3; k++) {
                    Array.set(array, k, elements.get((i + k) % elements.size()));
                }
                arguments[i] = array;
            } else if (FieldElement.class.isAssignableFrom(types[i])) {
                arguments[i] = elements.get((i + 1) % elements.size());
            }
        }
        return arguments;
    }

    private static void assertSame(String what, Object actual, Object expected) {
        if (expected instanceof FieldSinCos<?> pair) {
            FieldSinCos<?> ours = (FieldSinCos<?>) actual;
            assertSame(what, ours.sin(), pair.sin());
            assertSame(what, ours.cos(), pair.cos());
        } else if (expected instanceof FieldSinhCosh<?> pair) {
            FieldSinhCosh<?> ours = (FieldSinhCosh<?>) actual;
            assertSame(what, ours.sinh(), pair.sinh());
            assertSame(what, ours.cosh(), pair.cosh());
        } else if (expected instanceof Gradient gradient) {
            Taped ours = (Taped) actual;
            assertClose(what, ours.getReal(), gradient.getReal());
            double[] derivatives = ours.gradient();
            for (int i = 0; i < 2; i++) {
                assertClose(what, derivatives[i], gradient.getPartialDerivative(i));
            }
        } else {
            assertThat(actual).as(what).isEqualTo(expected);
        }
    }

    private static void assertClose(String what, double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).as(what).isNaN();
        } else {
            assertThat(actual).as(what).isCloseTo(expected, within(1e-13 * Math.max(1, Math.abs(expected))));
        }
    }

    /** Coupled oscillators: q_i″ = −p_i q_i + 0.1 q_(i+1), whose frequencies are the parameters. */
    static <T extends CalculusFieldElement<T>> T energyOfOscillators(Field<T> field, T[] p, double end) {
        int n = p.length;
        T[] start = MathArrays.buildArray(field, 2 * n);
        for (int i = 0; i < n; i++) {
            start[i] = field.getOne();
            start[n + i] = field.getZero();
        }
        FieldOrdinaryDifferentialEquation<T> equation = new FieldOrdinaryDifferentialEquation<>() {
            @Override
            public int getDimension() {
                return 2 * n;
            }

            @Override
            public T[] computeDerivatives(T time, T[] q) {
                T[] slopes = MathArrays.buildArray(field, 2 * n);
                for (int i = 0; i < n; i++) {
                    slopes[i] = q[n + i];
                    slopes[n + i] = q[(i + 1) % n].multiply(0.1).subtract(p[i].multiply(q[i].sin()));
                }
                return slopes;
            }
        };
        T[] state = new DormandPrince853FieldIntegrator<>(field, 1e-6, 1, 1e-10, 1e-10)
                .integrate(
                        new FieldExpandableODE<>(equation),
                        new FieldODEState<>(field.getZero(), start),
                        field.getZero().add(end))
                .getPrimaryState();
        T energy = field.getZero();
        for (T each : state) {
            energy = energy.add(each.square());
        }
        return energy;
    }

    @Test
    void anAdaptiveIntegratorHasTheGradientThatForwardModeHas() {
        double[] p = new Random(2).doubles(10, 0.5, 2).toArray();
        Tape tape = new Tape();
        Taped energy = energyOfOscillators(tape, tape.variables(p), 3);
        Gradient[] theirs = new Gradient[p.length];
        Arrays.setAll(theirs, i -> Gradient.variable(p.length, i, p[i]));
        Gradient expected = energyOfOscillators(GradientField.getField(p.length), theirs, 3);

        assertThat(energy.getReal()).isCloseTo(expected.getReal(), within(1e-12));
        assertThat(energy.gradient()).containsExactly(expected.getGradient(), within(1e-12));
    }

    private static Taped[] variables(double... values) {
        return new Tape().variables(values);
    }

    @Test
    void aLinearSystemIsSolvedByAnotherLibrarysDecomposition() {
        Taped[] a = variables(4, 1, 2, 3);
        FieldMatrix<Taped> matrix = new Array2DRowFieldMatrix<>(new Taped[][] {{a[0], a[1]}, {a[2], a[3]}});
        Taped x = new FieldLUDecomposition<>(matrix)
                .getSolver()
                .solve(new ArrayFieldVector<>(new Taped[] {a[0].newInstance(1), a[0].newInstance(2)}))
                .getEntry(0);

        // x₀ = (a₃ − 2 a₁) / (a₀ a₃ − a₁ a₂)
        assertThat(x.getReal()).isCloseTo(0.1, within(1e-15));
        assertThat(x.gradient()).containsExactly(new double[] {-0.03, -0.18, 0.01, 0.06}, within(1e-15));
    }

    @Test
    void aMillionStepsNeitherOverflowTheStackNorLoseAnything() {
        Tape tape = new Tape();
        Taped x = tape.variable(1), rate = tape.variable(0.5), start = x;
        int steps = 1_000_000;
        for (int i = 0; i < steps; i++) {
            x = x.subtract(rate.multiply(x).multiply(1.0 / steps));
        }
        double[] gradient = x.gradient();

        assertThat(tape.size()).isEqualTo(2 + 3 * steps);
        assertThat(start.getReal()).isEqualTo(1);
        assertThat(gradient[0]).isCloseTo(x.getReal(), within(1e-12));
        assertThat(gradient[1]).isCloseTo(-Math.exp(-0.5), within(1e-6));
    }

    @Test
    void aFullTapeSaysWhatToDo() {
        Tape tape = new Tape(3);
        Taped x = tape.variable(1);
        Taped squared = x.multiply(x).multiply(x);
        assertThatThrownBy(squared::exp)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the tape is full: it has recorded 3 operations, which take 40 bytes each; give the JVM more"
                                + " memory (-Xmx) or the tape a larger limit (new Tape(mostOperations)), or take fewer steps");
        assertThat(squared.gradient()).containsExactly(3);
        assertThatThrownBy(() -> new Tape(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mostOperations must be at least 1, but is 0");
    }

    @Test
    void elementsOfTwoTapesDoNotMix() {
        Taped x = new Tape().variable(1), y = new Tape().variable(2);
        assertThatThrownBy(() -> x.add(y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an operand with the value 2.0 is on another tape; create all variables of a computation with"
                                + " one tape");
        Taped two = new Tape().constant(2);
        assertThatThrownBy(() -> x.linearCombination(new Taped[] {x}, new Taped[] {x, two}))
                .isInstanceOf(MathIllegalArgumentException.class);
    }

    @Test
    void whatWasRecordedIsAGraphForSecondDerivatives() {
        Taped[] p = variables(2, 3);
        Taped y = p[0].square().multiply(p[1].sin()).add(1);
        Input a = Input.of("a"), b = Input.of("b");
        Node graph = y.on(List.of(a, b));
        double[] hessian = Hessian.of(graph)
                .wrt(List.of(a, b))
                .feed(a, new double[] {2})
                .feed(b, new double[] {3})
                .value()
                .toArray();

        double mixed = 4 * Math.cos(3);
        assertThat(hessian)
                .containsExactly(new double[] {2 * Math.sin(3), mixed, mixed, -4 * Math.sin(3)}, within(1e-14));
        assertThat(p[0].newInstance(5).on(List.of(a, b)).toString()).contains("5");
        assertThatThrownBy(() -> y.on(List.of(a)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("on: the tape has 2 variables, but 1 nodes were given");
    }

    @Test
    void variablesThatAResultDoesNotDependOnHaveTheDerivativeZero() {
        Tape tape = new Tape();
        Taped x = tape.variable(0), y = tape.variable(4), root = x.sqrt();
        Taped z = tape.variable(5);
        // root has the slope ∞ at 0, which must not become NaN in the other derivatives
        assertThat(root.getReal()).isZero();
        assertThat(y.multiply(2).gradient()).containsExactly(0, 2, 0);
        assertThat(tape.constant(7).multiply(2).gradient()).containsExactly(0, 0, 0);
        assertThat(z.gradient()).containsExactly(0, 0, 1);
        assertThat(tape.constant(0).isZero()).isTrue();
        assertThat(x.isZero()).isFalse();
        assertThat(x).isNotEqualTo(y).hasToString("0.0");
        assertThat(tape.getRuntimeClass()).isEqualTo(Taped.class);
    }
}
