package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Formula.Reading;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What a node prints is its formula: nothing else can be read from it, and no parenthesis is idle. */
class ExpressionProperties {
    private static final Map<String, Double> NAMES = Map.of("a", 0.1, "b", -7.25, "c", 3e15, "d", 1e-9);

    /** A formula and the number that it has when it is computed step by step. */
    record Computed(Node node, double value) {
        @Override
        public String toString() {
            return node.expression() + " is " + value;
        }
    }

    @Property
    void whatIsPrintedMeansTheSameNumber(@ForAll("formulas") Computed formula) {
        Reading reading = Formula.read(formula.node().expression(), NAMES);
        assertThat(reading.value()).isEqualTo(Double.valueOf(formula.value()));
    }

    @Property
    void withoutAnyPairOfParenthesesItMeansSomethingElse(@ForAll("formulas") Computed formula) {
        String text = formula.node().expression();
        String structure = Formula.read(text, NAMES).structure();
        for (int open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
            int close = closing(text, open);
            String without = text.substring(0, open) + text.substring(open + 1, close) + text.substring(close + 1);
            if (!without.contains("−−")) { // two signs do not meet, though −−a could be read
                assertThat(Formula.read(without, NAMES).structure()).as(without).isNotEqualTo(structure);
            }
        }
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; ; i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
    }

    /** Four levels, as deep as a formula prints. */
    @Provide
    Arbitrary<Computed> formulas() {
        return formulas(4).withoutEdgeCases();
    }

    private static Arbitrary<Computed> formulas(int levels) {
        if (levels == 0) {
            return leaves();
        }
        Arbitrary<Computed> below = formulas(levels - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(1, leaves()),
                Tuple.of(1, below.map(x -> new Computed(x.node().negate(), -x.value()))),
                Tuple.of(
                        4,
                        Combinators.combine(Arbitraries.of('+', '−', '∗', '/'), below, below)
                                .as(ExpressionProperties::combined)));
    }

    private static Computed combined(char operator, Computed x, Computed y) {
        return switch (operator) {
            case '+' -> new Computed(x.node().add(y.node()), x.value() + y.value());
            case '−' -> new Computed(x.node().subtract(y.node()), x.value() - y.value());
            case '∗' -> new Computed(x.node().multiply(y.node()), x.value() * y.value());
            default -> new Computed(x.node().divide(y.node()), x.value() / y.value());
        };
    }

    private static Arbitrary<Computed> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.of(NAMES.keySet()).map(name -> new Computed(Input.of(name), NAMES.get(name))),
                Arbitraries.oneOf(
                                Arbitraries.integers().between(-20, 20).map(Integer::doubleValue),
                                Arbitraries.doubles().between(-2, 2).ofScale(15),
                                Arbitraries.of(
                                        0.0, -0.0, 1e15, -1e15, 1e-7, 0x1p-44, Double.MIN_VALUE, Double.MAX_VALUE))
                        .map(number -> new Computed(Constant.of(number), number)));
    }
}
