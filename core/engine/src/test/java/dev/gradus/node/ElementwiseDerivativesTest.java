package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** Rules against central differences, at random points away from kinks and from the edges of the domain. */
class ElementwiseDerivativesTest {
    record Case(String name, UnaryOperator<Node> function, double low, double high) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Property
    void firstAndSecondDerivativesEqualNumericalOnes(
            @ForAll("cases") Case chosen, @ForAll @DoubleRange(min = 0, max = 1) double place) {
        Scalar f = Scalar.of(chosen.function);
        double x = chosen.low + place * (chosen.high - chosen.low);
        for (int order = 1; order <= 2; order++) {
            double numerical = f.numerical(order, x);
            assertThat(f.derivative(order, x))
                    .as("derivative %d of %s at %s", order, chosen, x)
                    .isCloseTo(numerical, within(1e-8 * (1 + Math.abs(numerical))));
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        Node two = Constant.of(2);
        return Arbitraries.of(
                new Case("maximum, less", x -> x.maximum(two).multiply(x), -3, 1.9),
                new Case("maximum, more", x -> two.maximum(x), 2.1, 5),
                new Case("minimum, less", x -> two.minimum(x), -3, 1.9),
                new Case("minimum, more", x -> x.minimum(two).multiply(x), 2.1, 5),
                new Case("pow 3", x -> x.pow(3), -2, 2),
                new Case("pow -1.5", x -> x.pow(-1.5), 0.3, 4),
                new Case("power of 2", x -> two.pow(x), -3, 3),
                new Case("x to the x", x -> x.pow(x), 0.3, 3),
                new Case("reciprocal", Node::reciprocal, 0.3, 5),
                new Case("square", Node::square, -5, 5),
                new Case("sqrt", Node::sqrt, 0.3, 50),
                new Case("expm1", Node::expm1, -5, 3),
                new Case("log1p", Node::log1p, -0.7, 50),
                new Case("sin", Node::sin, -10, 10),
                new Case("cos", Node::cos, -10, 10),
                new Case("tan", Node::tan, -1.2, 1.2),
                new Case("asin", Node::asin, -0.7, 0.7),
                new Case("acos", Node::acos, -0.7, 0.7),
                new Case("atan", Node::atan, -20, 20),
                new Case("sinh", Node::sinh, -4, 4),
                new Case("cosh", Node::cosh, -4, 4),
                new Case("erf", Node::erf, -6, 6),
                new Case("softplus", Node::softplus, -40, 40),
                new Case("leakyRelu, more", x -> x.leakyRelu(0.01).multiply(x), 0.1, 5),
                new Case("leakyRelu, less", x -> x.leakyRelu(0.01).multiply(x), -5, -0.1),
                new Case("abs, more", x -> x.abs().multiply(x), 0.1, 5),
                new Case("abs, less", x -> x.abs().multiply(x), -5, -0.1),
                new Case("sign", x -> x.sign().multiply(x), 0.1, 5),
                new Case("floor", x -> x.floor().multiply(x), 2.1, 2.9),
                new Case("clamp, inside", x -> x.clamp(-1, 1).multiply(x), -0.9, 0.9),
                new Case("clamp, outside", x -> x.clamp(-1, 1).multiply(x), 1.1, 5));
    }
}
