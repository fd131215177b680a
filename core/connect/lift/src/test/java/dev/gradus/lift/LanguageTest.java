package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.run.Verdict;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Java's language offers can be lifted, with the bits of the JVM. */
class LanguageTest {
    enum Shape {
        LINE(1),
        SQUARE(2) {
            @Override
            double of(double x) {
                return x * x;
            }
        };

        private final double factor;

        Shape(double factor) {
            this.factor = factor;
        }

        double of(double x) {
            return x * factor;
        }
    }

    static double enums(double x) {
        double sum = 0;
        for (Shape shape : Shape.values()) {
            sum += switch (shape) {
                case LINE -> 3 * x;
                case SQUARE -> shape.ordinal() * x;
            };
            sum *= shape.of(x);
        }
        return sum;
    }

    static double strings(double x) {
        String name = "ab" + 1 + 'c' + true;
        double sum = name.length() * x;
        switch (name.substring(0, 2)) {
            case "ab" -> sum += x * x;
            case "cd" -> sum -= 1;
            default -> sum = 0;
        }
        return sum;
    }

    sealed interface Term permits Power, Product {}

    record Power(double base, int exponent) implements Term {}

    record Product(Term left, Term right) implements Term {}

    static double value(Term term) {
        if (term instanceof Power power) {
            double value = 1;
            for (int i = 0; i < power.exponent; i++) {
                value *= power.base;
            }
            return value;
        } else if (term instanceof Product product) {
            return value(product.left) * value(product.right);
        }
        throw new IllegalArgumentException("unknown " + term);
    }

    static double patterns(double x) {
        return value(new Product(new Power(x, 2), new Product(new Power(x + 1, 1), new Power(2, 3))));
    }

    abstract static class Layer {
        final double scale;

        Layer(double scale) {
            this.scale = scale;
        }

        abstract double raw(double x);

        double apply(double x) {
            return scale * raw(x);
        }
    }

    static final class Bent extends Layer {
        private double calls;

        Bent(double scale) {
            super(scale + 1);
        }

        @Override
        double raw(double x) {
            calls++;
            return x * x + calls;
        }

        @Override
        double apply(double x) {
            return super.apply(x) - 1;
        }
    }

    static double classes(double x) {
        Layer layer = new Bent(x);
        return layer.apply(x) + layer.apply(2);
    }

    interface Scaled {
        double factor();

        default double of(double x) {
            return factor() * x;
        }

        static Scaled by(double factor) {
            return () -> factor;
        }
    }

    static double interfaces(double x) {
        Scaled anonymous = new Scaled() {
            @Override
            public double factor() {
                return x + 1;
            }
        };
        return Scaled.by(x).of(2) + anonymous.of(3);
    }

    static double lambdas(double x) {
        Function<Double, Double> twice = v -> 2 * v;
        BiFunction<Double, Integer, Double> plus = (v, k) -> v + k;
        Supplier<double[]> maker = () -> new double[] {x, x * x};
        Function<Double, Power> power = v -> new Power(v, 2);
        DoubleBinaryOperator larger = Math::max;
        DoubleUnaryOperator negative = LanguageTest::negated;
        BiFunction<Double, Integer, Power> creator = Power::new;
        return plus.apply(twice.andThen(v -> v * x).apply(x), 3)
                + maker.get()[1]
                + power.apply(x).base
                + larger.applyAsDouble(x, 0.25)
                + negative.applyAsDouble(x)
                + creator.apply(x, 1).base();
    }

    private static double negated(double v) {
        return -v;
    }

    static double varied(double... all) {
        double sum = 0;
        for (double v : all) {
            sum += v;
        }
        return sum;
    }

    static double calls(double x) {
        return varied() + varied(x) + varied(x, 2, x);
    }

    static double jumps(double x) {
        double sum = 0;
        int k = 0;
        outer:
        while (true) {
            do {
                k++;
                for (int i = 0; i < 5; i++) {
                    if (i * k == 6) {
                        continue outer;
                    } else if (k > 6) {
                        break outer;
                    }
                    sum += x * i;
                }
            } while (k % 3 != 0);
            sum -= x * x;
        }
        return sum;
    }

    static double longsAndBits(double x) {
        long a = 1L << 40;
        int b = (byte) 200 + (short) 70_000 + (char) -1;
        long c = (a >>> 3) % 1_000_003 ^ b & 0xff | 5;
        boolean odd = (c & 1) == 1 ^ b > 3;
        b = ~b >> 2;
        return x * c + (odd ? b : -b) * x + Long.compare(a, c) + Integer.bitCount(b) + Character.getNumericValue('7');
    }

    static double arrays(double x) {
        double[][][] cube = new double[2][3][];
        cube[1][2] = new double[] {x, 1};
        double[][] copy = cube[1].clone();
        copy[2][1] += x;
        int[][] indices = {{0, 1}, {1, 0}};
        long[] counts = {1, 2};
        boolean[] chosen = new boolean[2];
        chosen[1] = true;
        char[] letters = {'a', 'b'};
        counts[0] += letters[1];
        Power[] powers = new Power[2];
        powers[0] = new Power(x, 1);
        System.arraycopy(powers, 0, powers, 1, 1);
        double[] filled = new double[4];
        java.util.Arrays.fill(filled, 1, 3, x);
        return cube[1][2][indices[1][0]] * counts[0] + (chosen[1] ? powers[1].base : 0) + varied(filled) + copy.length;
    }

    static double exceptions(double x) {
        double sum = x;
        try {
            sum += new double[2][3][0].length == 0 ? x : 1;
            double[] three = {1, 2, x};
            sum += three[three.length];
        } catch (ArrayIndexOutOfBoundsException e) {
            sum *= 2;
        } finally {
            sum += 1;
        }
        try {
            Object text = "text";
            sum += (Integer) text;
        } catch (ClassCastException e) {
            sum *= x;
        }
        try {
            String none = null;
            sum += none.length();
        } catch (NullPointerException e) {
            sum -= 1;
        }
        try {
            throw new IllegalStateException("k = " + sum);
        } catch (IllegalStateException e) {
            return sum * e.getMessage().indexOf('=');
        }
    }

    static double comparisons(double x) {
        int sign = x > 0 ? 1 : x < 0 ? -1 : 0;
        boolean inside = x > -1 && x < 1 || x == 3;
        double[] table = {1, 2, 3};
        return sign * x + (inside ? x * x : 2 * x) + table[sign + 1] + (Double.isNaN(x) ? 1 : 0);
    }

    static double overflowing(double x) {
        return x < 1 ? x : 2 - 1e-300 / (x * x * x * x);
    }

    static Arguments method(String name, Lift.Method1<Double, Double> method) {
        return Arguments.of(name, method);
    }

    static Stream<Arguments> methods() {
        return Stream.of(
                method("enums", LanguageTest::enums),
                method("strings", LanguageTest::strings),
                method("patterns", LanguageTest::patterns),
                method("classes", LanguageTest::classes),
                method("interfaces", LanguageTest::interfaces),
                method("lambdas", LanguageTest::lambdas),
                method("calls", LanguageTest::calls),
                method("jumps", LanguageTest::jumps),
                method("longs and bits", LanguageTest::longsAndBits),
                method("arrays", LanguageTest::arrays),
                method("exceptions", LanguageTest::exceptions),
                method("comparisons", LanguageTest::comparisons),
                method("overflowing", LanguageTest::overflowing));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void hasTheBitsAndTheSlopeOfTheMethod(String name, Lift.Method1<Double, Double> method) {
        Lifted f = Lift.of(method);
        for (double x : new double[] {0.75, -0.5, 3, -2.25}) {
            assertThat(f.value(x)).as("at " + x).isEqualTo(Double.valueOf(method.call(x)));
            double slope = f.gradient(x);
            NumericalDerivative.Estimate estimate = NumericalDerivative.of(method::call, x);
            assertThat(estimate.judge(slope, 1e-8, 1))
                    .as("%s at %s, but %s", slope, x, estimate)
                    .isIn(Verdict.PASS, Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void aSideThatIsNotTakenMayOverflow() {
        Lifted f = Lift.of(LanguageTest::overflowing);
        double slope = f.gradient(-1e200);
        assertThat(slope).isOne();
        assertThat(f.hessian(-1e200)[0]).containsExactly(0);
        assertThat(f.jacobian(-1e200)[0]).containsExactly(1);
        double product = f.hessianTimes(-1e200, 1.0);
        assertThat(product).isZero();
    }
}
