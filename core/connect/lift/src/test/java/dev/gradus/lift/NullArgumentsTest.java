package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Null as any argument of the public API is refused at once by an exception that names it. */
class NullArgumentsTest {
    static double method(double[] x) {
        return x[0];
    }

    @TestFactory
    Stream<DynamicTest> isRefusedByName() {
        Lifted f = Lift.of(NullArgumentsTest::method);
        double[] x = {1};
        Map<String, ThrowingCallable> calls = Map.ofEntries(
                Map.entry("of: method", () -> Lift.of((Lift.Method1<Double, Double>) null)),
                Map.entry("value: argument 0", () -> f.value(null)),
                Map.entry("value: others", () -> f.value(x, (Object[]) null)),
                Map.entry("apply: argument 0", () -> f.apply(null)),
                Map.entry("gradient: argument 0", () -> f.gradient(null)),
                Map.entry("valueAndGradient: argument 0", () -> f.valueAndGradient(null)),
                Map.entry("gradients: argument 0", () -> f.gradients(null)),
                Map.entry("hessian: argument 0", () -> f.hessian(null)),
                Map.entry("hessianTimes: argument 0", () -> f.hessianTimes(null, x)),
                Map.entry("hessianTimes: vector", () -> f.hessianTimes(x, null)),
                Map.entry("jacobian: argument 0", () -> f.jacobian(null)),
                Map.entry("on: argument 0", () -> f.on(null)),
                Map.entry("wrt: arguments", () -> f.wrt((int[]) null)),
                Map.entry("wrt: components", () -> f.wrt((String[]) null)));
        return calls.entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(
                        call.getKey(),
                        () -> assertThatThrownBy(call.getValue())
                                .isInstanceOf(NullPointerException.class)
                                .hasMessageNotContaining("Cannot ")
                                .hasMessageContaining(call.getKey().replaceFirst(".*: ", ""))));
    }
}
