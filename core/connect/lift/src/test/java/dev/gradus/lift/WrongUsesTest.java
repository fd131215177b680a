package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wrong use has a message that names the line, the reason and a remedy. */
class WrongUsesTest {
    static double counter;

    static double writesAStaticField(double x) {
        counter = x;
        return x;
    }

    static double writesItsArgument(double[] x) {
        x[0] = 2;
        return x[0];
    }

    static final class Box {
        double content;
    }

    static double writesAFieldOfItsArgument(double x, Box box) {
        box.content = x;
        return x;
    }

    static double writesAnIntArray(double x, int[] k) {
        k[0]++;
        return x * k[0];
    }

    static double prints(double x) {
        System.out.println("computing");
        return x;
    }

    static double readsTheClock(double x) {
        return x * System.nanoTime();
    }

    static double draws(double x) {
        return x * Math.random();
    }

    static double usesARandom(double x) {
        return x * new Random(1).nextDouble();
    }

    static double usesAList(double x) {
        List<Double> all = new ArrayList<>();
        all.add(x);
        return all.get(0);
    }

    static double usesAStream(double[] x) {
        return Arrays.stream(x).sum();
    }

    static double usesFloats(double x) {
        return (float) x;
    }

    static double takesABit(double x) {
        return Double.doubleToLongBits(x);
    }

    static double takesTheUlp(double x) {
        return Math.ulp(x);
    }

    static double parses(double x) {
        return Double.parseDouble("" + x);
    }

    static synchronized double isSynchronized(double x) {
        return x;
    }

    static double locks(double x) {
        synchronized (WrongUsesTest.class) {
            return x;
        }
    }

    static double recursDeeply(double x) {
        return callsItself(x, 100_000);
    }

    static double callsItself(double x, int n) {
        return n == 0 ? x : callsItself(x, n - 1) + 1;
    }

    static double neverConverges(double x) {
        double y = x;
        while (y > 0) {
            y = y + 1;
        }
        return y;
    }

    static double startsAThread(double x) {
        new Thread(() -> {}).start();
        return x;
    }

    static double comparesRecords(double x) {
        record Point(double x) {}
        return new Point(x).equals(new Point(1)) ? x : 0;
    }

    static double reflects(double x) {
        return WrongUsesTest.class.getDeclaredMethods().length * x;
    }

    static double callsACapturedLambda(double x, DoubleUnaryOperator g) {
        return g.applyAsDouble(x);
    }

    static double identifies(double[] x, double[] y) {
        return x == y ? 1 : x[0];
    }

    static int countsPositive(double x) {
        return x > 0 ? 1 : 0;
    }

    static double multiplies(double x, double y) {
        return x * y;
    }

    static double ofAFloat(float x) {
        return x;
    }

    static Arguments wrong(String name, ThrowingCallable use, String... message) {
        return Arguments.of(name, use, message);
    }

    static Stream<Arguments> inTheMethod() {
        double[] two = {1, 2};
        return Stream.of(
                wrong(
                        "static field",
                        () -> Lift.of(WrongUsesTest::writesAStaticField).value(1.0),
                        "the static field counter is written",
                        "return the value"),
                wrong(
                        "argument",
                        () -> Lift.of(WrongUsesTest::writesItsArgument).value(two),
                        "an element of argument 0 is written",
                        "write to a copy: array.clone()"),
                wrong(
                        "field",
                        () -> Lift.of(WrongUsesTest::writesAFieldOfItsArgument).value(1.0, new Box()),
                        "a field of argument 1 is written",
                        "create a new object"),
                wrong(
                        "ints",
                        () -> Lift.of(WrongUsesTest::writesAnIntArray).value(1.0, new int[1]),
                        "an array is written that exists outside the method",
                        "array.clone()"),
                wrong(
                        "output",
                        () -> Lift.of(WrongUsesTest::prints).value(1.0),
                        "System.out is used",
                        "do input and output outside it"),
                wrong(
                        "clock",
                        () -> Lift.of(WrongUsesTest::readsTheClock).value(1.0),
                        "System.nanoTime is called",
                        "pass the result as an argument"),
                wrong(
                        "Math.random",
                        () -> Lift.of(WrongUsesTest::draws).value(1.0),
                        "Math.random is called",
                        "draw the numbers outside the method"),
                wrong(
                        "Random",
                        () -> Lift.of(WrongUsesTest::usesARandom).value(1.0),
                        "an object of java.util.Random is created",
                        "use arrays and records"),
                wrong(
                        "List",
                        () -> Lift.of(WrongUsesTest::usesAList).value(1.0),
                        "an object of java.util.ArrayList is created",
                        "use arrays and records"),
                wrong(
                        "stream",
                        () -> Lift.of(WrongUsesTest::usesAStream).value(two),
                        "Arrays.stream is called",
                        "use arrays and records"),
                wrong("float", () -> Lift.of(WrongUsesTest::usesFloats).value(1.0), "a float is used", "use double"),
                wrong(
                        "bits",
                        () -> Lift.of(WrongUsesTest::takesABit).value(1.0),
                        "Double.doubleToLongBits is called",
                        "compute with them as numbers"),
                wrong(
                        "ulp",
                        () -> Lift.of(WrongUsesTest::takesTheUlp).value(1.0),
                        "Math.ulp has no derivative here",
                        "one of Math's abs, "),
                wrong(
                        "text",
                        () -> Lift.of(WrongUsesTest::parses).value(1.0),
                        "Double.parseDouble is called",
                        "compute with them as numbers"),
                wrong(
                        "synchronized method",
                        () -> Lift.of(WrongUsesTest::isSynchronized).value(1.0),
                        "isSynchronized is synchronized",
                        "remove the modifier"),
                wrong(
                        "synchronized block",
                        () -> Lift.of(WrongUsesTest::locks).value(1.0),
                        "a synchronized block is entered",
                        "remove it"),
                wrong(
                        "recursion",
                        () -> Lift.of(WrongUsesTest::recursDeeply).value(1.0),
                        "the recursion is deeper than 200 calls",
                        "write a loop"),
                wrong(
                        "endless loop",
                        () -> Lift.of(WrongUsesTest::neverConverges).value(1.0),
                        "the path depends on more than 100000 comparisons",
                        "bound the loop by a counter"),
                wrong(
                        "thread",
                        () -> Lift.of(WrongUsesTest::startsAThread).value(1.0),
                        "an object of java.lang.Thread is created",
                        "use arrays and records"),
                wrong(
                        "equals of a record",
                        () -> Lift.of(WrongUsesTest::comparesRecords).value(1.0),
                        "equals is called, which java.lang.runtime.ObjectMethods generates",
                        "as conditions on the components"),
                wrong(
                        "reflection",
                        () -> Lift.of(WrongUsesTest::reflects).value(1.0),
                        "Class.getDeclaredMethods is called, which cannot be lifted",
                        "call it outside the method"),
                wrong(
                        "identity",
                        () -> Lift.of(WrongUsesTest::identifies).value(two, two),
                        "two objects are compared by identity",
                        "compare what they contain"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inTheMethod")
    void isRefusedWithItsLineAndARemedy(String name, ThrowingCallable use, String... message) {
        assertThatThrownBy(use)
                .isInstanceOf(LiftException.class)
                .hasMessageMatching("(?s)WrongUsesTest\\.java:\\d+: .+; .+\\.")
                .hasMessageContainingAll(message);
    }

    @Test
    void namesTheExactLine() {
        StackTraceElement here = new Throwable().getStackTrace()[0];
        Lifted f = Lift.of((Double x) -> {
            System.gc();
            return x;
        });
        assertThatThrownBy(() -> f.value(1.0))
                .hasMessage("WrongUsesTest.java:" + (here.getLineNumber() + 2)
                        + ": System.gc is called, which cannot be lifted; call it outside the method and pass the"
                        + " result as an argument.");
    }

    static Stream<Arguments> ofTheInterface() {
        Lifted f = Lift.of(WrongUsesTest::multiplies);
        DoubleUnaryOperator square = x -> x * x;
        return Stream.of(
                wrong(
                        "int for double",
                        () -> f.value(1, 2.0),
                        "argument 0 must be a Double, but is a Integer; write 1.0"),
                wrong("too few arguments", () -> f.value(1.0), "the method has 2 arguments, but 1 were given"),
                wrong("null", () -> f.value(1.0, (Object) null), "argument 1"),
                wrong("position", () -> f.wrt(2), "wrt: there is no argument at the position 2; the method has 2"),
                wrong(
                        "int argument",
                        () -> Lift.of(WrongUsesTest::writesAnIntArray).wrt(1).gradients(1.0, new int[1]),
                        "argument 1 is of the type int[], which has no derivative; choose others with wrt"),
                wrong(
                        "component",
                        () -> Lift.of(WrongUsesTest::ofARecord).wrt("scael").gradient(new Scaled(1, 2)),
                        "wrt: no argument has a record component named scael; the components are [scale, x]"),
                wrong(
                        "second argument",
                        () -> f.wrt(1).gradient(1.0, 2.0),
                        "gradient is with respect to the first argument",
                        "call gradients"),
                wrong(
                        "int result",
                        () -> Lift.of(WrongUsesTest::countsPositive).value(1.0),
                        "The method returns no double; return a double"),
                wrong(
                        "float parameter",
                        () -> Lift.of(WrongUsesTest::ofAFloat),
                        "WrongUsesTest.ofAFloat has a float parameter; use double"),
                wrong(
                        "captured lambda",
                        () -> Lift.of(WrongUsesTest::callsACapturedLambda).value(1.0, square),
                        "java.util.function.DoubleUnaryOperator does not say which method it calls; create it inside"),
                wrong(
                        "vector of another length",
                        () -> Lift.of(WrongUsesTest::writesNothing).hessianTimes(new double[2], new double[3]),
                        "hessianTimes: the vector has 3 differentiated numbers, but the first argument has 2"),
                wrong(
                        "not a lambda",
                        () -> Lift.of(new NoLambda()),
                        "NoLambda",
                        "pass a lambda or a method reference"));
    }

    record Scaled(double scale, double x) {}

    static double ofARecord(Scaled scaled) {
        return scaled.scale * scaled.x;
    }

    static double writesNothing(double[] x) {
        return x[0] * x[1];
    }

    static final class NoLambda extends Squaring {
        private static final long serialVersionUID = 1;
    }

    static class Squaring implements Lift.Method1<Double, Double> {
        private static final long serialVersionUID = 1;

        @Override
        public Double call(Double x) {
            return x * x;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofTheInterface")
    void isRefusedWithARemedy(String name, ThrowingCallable use, String... message) {
        assertThatThrownBy(use).hasMessageContainingAll(message);
    }

    static double checks(double x) {
        if (x < 0) {
            throw new IllegalArgumentException("x must not be negative, but is " + x);
        }
        return Math.sqrt(x);
    }

    @Test
    void anExceptionOfTheMethodIsThatOfTheMethod() {
        Lifted f = Lift.of(WrongUsesTest::checks);
        assertThat(f.value(4.0)).isEqualTo(2);
        assertThatThrownBy(() -> f.value(-4.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x must not be negative, but is -4.0");
    }
}
