package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gradus.node.Node;
import dev.gradus.testkit.cases.Precision;
import dev.gradus.testkit.law.HigherOrderLaw;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ops that round inputs and results to float32, float16 or bfloat16: right ones hold, wrong ones are found. */
class LowPrecisionTest {
    private static final int SEEDS = Integer.getInteger("gradus.seeds", 3);
    private static final int TRIES = 40;
    private static final Map<Precision, UnaryOperator<OpSpec>> PRECISIONS = Map.of(
            Precision.FLOAT32, OpSpec::float32,
            Precision.FLOAT16, OpSpec::float16,
            Precision.BFLOAT16, OpSpec::bfloat16);

    /** An op and the mistake that it has, if any. */
    private record Sample(
            String name, DoubleUnaryOperator value, Formula.Rule<Formula.Unary> rule, DoubleUnaryOperator reference) {

        OpSpec spec(Precision precision, Values domain) {
            return PRECISIONS
                    .get(precision)
                    .apply(OpSpec.unary(Formula.unary(
                                    x -> precision.nearest(value.applyAsDouble(precision.nearest(x))), rule))
                            .input("x", Dims.anyShape(), domain)
                            .reference(reference));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Sample of(String name, DoubleUnaryOperator value, Formula.Rule<Formula.Unary> rule) {
        return new Sample(name, value, rule, value);
    }

    private static Node square(Formula.Unary f, Node u) {
        return u.multiply(f.x()).multiply(2);
    }

    private static Stream<Arguments> each(List<Sample> samples) {
        return Stream.of(Precision.FLOAT32, Precision.FLOAT16, Precision.BFLOAT16)
                .flatMap(precision -> samples.stream().map(sample -> Arguments.of(precision, sample)));
    }

    static Stream<Arguments> right() {
        return each(List.of(
                of("x²", x -> x * x, LowPrecisionTest::square),
                of("eˣ", StrictMath::exp, (f, u) -> u.multiply(f)),
                of("√x", Math::sqrt, (f, u) -> u.divide(f.multiply(2))),
                of("1/x", x -> 1 / x, (f, u) -> u.multiply(f.square()).negate()),
                of("log x", StrictMath::log, (f, u) -> u.divide(f.x())),
                of("tanh x", StrictMath::tanh, (f, u) -> u.subtract(u.multiply(f.square())))));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("right")
    void rightOpsHold(Precision precision, Sample sample) {
        OpSpec spec = sample.spec(precision, Values.between(0.1, 8));
        for (int seed = 1; seed <= SEEDS; seed++) {
            int current = seed;
            assertThatCode(() -> Laws.check(spec, current, TRIES)).doesNotThrowAnyException();
        }
    }

    static Stream<Arguments> wrongRules() {
        return each(List.of(
                of("−2x", x -> x * x, (f, u) -> square(f, u).negate()),
                of("x", x -> x * x, (f, u) -> square(f, u).multiply(0.5)),
                of("2.5 x", x -> x * x, (f, u) -> square(f, u).multiply(1.25)),
                of("2x + 1", x -> x * x, (f, u) -> square(f, u).add(u)),
                of("0", x -> x * x, (f, u) -> u.multiply(0))));
    }

    @ParameterizedTest
    @MethodSource("wrongRules")
    void wrongRulesAreFound(Precision precision, Sample sample) {
        assertIsBroken(Law.GRADIENT, sample.spec(precision, Values.between(-8, 8)));
    }

    static Stream<Arguments> wrongValues() {
        return each(List.of(
                new Sample("0", x -> 0, LowPrecisionTest::square, x -> x * x),
                new Sample("1.05 x²", x -> 1.05 * x * x, LowPrecisionTest::square, x -> x * x),
                new Sample("x² beyond 4", x -> Math.min(x * x, 16), LowPrecisionTest::square, x -> x * x)));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void wrongValuesAreFound(Precision precision, Sample sample) {
        assertIsBroken(Law.VALUE, sample.spec(precision, Values.between(-8, 8)));
    }

    /** √(x² + 10⁻⁶) bends within 0.001, and the steps of float32 are longer. */
    @Test
    void aSharpBendIsNoKinkOfTheRule() {
        OpSpec spec = of(
                        "√(x² + 10⁻⁶)",
                        x -> Math.sqrt(x * x + 1e-6),
                        (f, u) -> u.multiply(f.x()).divide(f))
                .spec(Precision.FLOAT32, Values.any());

        assertThat(HigherOrderLaw.secondOrder(Cases.of(spec, new double[] {1}, new double[] {0})))
                .isEmpty();
    }

    private static void assertIsBroken(Law law, OpSpec spec) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            assertThat(Trial.of(spec, law, TRIES, seed)).isPresent();
        }
    }
}
