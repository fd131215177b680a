package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.loss.ProbabilityCrossEntropy;
import dev.gradus.nn.Activations;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** Three derivatives of every op that works element by element, each the numerical derivative of the one before. */
class ThirdDerivativesProperties {
    private static final int ORDERS = 3;
    private static final double RTOL = 1e-8;

    /** What the ops are made of is of ordinary size, and so are the numbers that rounding is a part of. */
    private static final double SCALE = 1;

    /** A function of one number and an interval in which it has no kink, jump or pole. */
    private record Piece(UnaryOperator<Node> function, double low, double high) {
        @Override
        public String toString() {
            return function.apply(Input.of("x")) + " from " + low + " to " + high;
        }
    }

    private static final List<Piece> PIECES = List.of(
            new Piece(Node::exp, -3, 3),
            new Piece(Node::expm1, -3, 3),
            new Piece(Node::log, 0.3, 5),
            new Piece(Node::log1p, -0.7, 5),
            new Piece(Node::sqrt, 0.3, 5),
            new Piece(Node::square, -3, 3),
            new Piece(Node::negate, -3, 3),
            new Piece(Node::reciprocal, 0.4, 4),
            new Piece(Node::reciprocal, -4, -0.4),
            new Piece(Node::sin, -4, 4),
            new Piece(Node::cos, -4, 4),
            new Piece(Node::tan, -1.1, 1.1),
            new Piece(Node::asin, -0.8, 0.8),
            new Piece(Node::acos, -0.8, 0.8),
            new Piece(Node::atan, -4, 4),
            new Piece(Node::sinh, -3, 3),
            new Piece(Node::cosh, -3, 3),
            new Piece(Node::tanh, -3, 3),
            new Piece(Node::sigmoid, -5, 5),
            new Piece(Node::softplus, -5, 5),
            new Piece(Node::erf, -3, 3),
            new Piece(Functions::asinh, -4, 4),
            new Piece(Functions::acosh, 1.3, 5),
            new Piece(Functions::atanh, -0.8, 0.8),
            new Piece(Functions::exp2, -4, 4),
            new Piece(Functions::log2, 0.4, 4),
            new Piece(Functions::log10, 0.4, 4),
            new Piece(Functions::cbrt, 0.4, 4),
            new Piece(Functions::rsqrt, 0.4, 4),
            new Piece(Functions::erfc, -3, 3),
            new Piece(Functions::erfinv, -0.8, 0.8),
            new Piece(Functions::lgamma, 0.5, 5),
            new Piece(Functions::digamma, 0.5, 5),
            new Piece(x -> Functions.polygamma(x, 1), 0.5, 5),
            new Piece(Functions::sinc, -3, 3),
            new Piece(Functions::logit, 0.2, 0.8),
            new Piece(x -> Functions.hypot(x, x.sin()), 0.4, 3),
            new Piece(x -> x.sin().atan2(x), 0.4, 3),
            new Piece(x -> Functions.logAddExp(x.sin(), x), -3, 3),
            new Piece(x -> Functions.xlogy(x.sin(), x), 0.4, 3),
            new Piece(x -> Activations.elu(x.sin(), 0.5), 0.1, 3),
            new Piece(x -> Activations.elu(x.sin(), 0.5), -3, -0.1),
            new Piece(Activations::softsign, 0.1, 3),
            new Piece(Activations::tanhshrink, -3, 3),
            new Piece(x -> x.withGradient(upstream -> upstream).sin(), -3, 3),
            new Piece(x -> x.sin().relu(), 0.1, 3),
            new Piece(x -> x.sin().relu(), -3, -0.1),
            new Piece(x -> x.sin().leakyRelu(0.1), -3, -0.1),
            new Piece(x -> x.sin().leakyRelu(0.1), 0.1, 3),
            new Piece(x -> x.sin().abs(), 0.1, 3),
            new Piece(x -> x.sin().abs(), -3, -0.1),
            new Piece(x -> x.sinh().clamp(-2, 2), -1.4, 1.4),
            new Piece(x -> x.sinh().clamp(-2, 2), 1.5, 3),
            new Piece(x -> x.sign().multiply(x.sin()), 0.1, 3),
            new Piece(x -> x.floor().multiply(x.sin()), 1.1, 1.9),
            new Piece(x -> x.sin().add(x.exp()), -3, 3),
            new Piece(x -> x.sin().subtract(x.exp()), -3, 3),
            new Piece(x -> x.sin().multiply(x.exp()), -3, 3),
            new Piece(x -> x.sin().divide(x.square().add(1)), -3, 3),
            new Piece(x -> x.cosh().pow(2.5), -1, 1),
            new Piece(x -> x.pow(3), -2, 2),
            new Piece(x -> x.pow(x), 0.4, 2.5),
            new Piece(x -> new ProbabilityCrossEntropy(x, x.square()), 0.2, 0.8),
            new Piece(x -> x.exp().maximum(x.sin()), 0.1, 3),
            new Piece(x -> x.exp().minimum(x.sin()), 0.1, 3),
            new Piece(x -> x.greater(0).where(x.sin(), x.cos()), 0.1, 3),
            new Piece(x -> x.greaterOrEqual(0).where(x.sin(), x.cos()), -3, -0.1),
            new Piece(x -> x.less(0).where(x.sin(), x.cos()), -3, -0.1),
            new Piece(x -> x.lessOrEqual(0).where(x.sin(), x.cos()), 0.1, 3),
            new Piece(x -> x.equal(0).where(x.sin(), x.cos()), 0.1, 3),
            new Piece(x -> x.notEqual(0).where(x.sin(), x.cos()), 0.1, 3));

    @Provide
    Arbitrary<Piece> pieces() {
        return Arbitraries.of(PIECES);
    }

    @Property(tries = 1000)
    void eachIsTheSlopeOfTheOneBefore(
            @ForAll("pieces") Piece piece, @ForAll @DoubleRange(min = 0.1, max = 0.9) double place) {
        Input x = Input.of("x");
        double at = piece.low() + place * (piece.high() - piece.low());
        Node function = piece.function().apply(x);
        for (int order = 1; order <= ORDERS; order++) {
            Node before = function;
            Node derivative = Gradients.of(before).wrt(x);
            Estimate slope = NumericalDerivative.of(t -> value(before, x, t), at, piece.low(), piece.high());
            assertThat(slope.judge(value(derivative, x, at), RTOL, SCALE))
                    .as("order %d at %s: %s, numerically %s", order, at, value(derivative, x, at), slope)
                    .isEqualTo(Verdict.PASS);
            function = derivative;
        }
    }

    private static double value(Node node, Input x, double at) {
        return Evaluator.of(Graph.of(x, node))
                .feed(x, Tensor.scalar(at))
                .value(node)
                .item();
    }

    /** But for stopGradient, whose rule is not its derivative. */
    @Example
    void noElementwiseOpIsLeftOut() {
        Set<String> used = new TreeSet<>();
        for (Piece piece : PIECES) {
            Graph.of(piece.function().apply(Input.of("x"))).nodes().stream()
                    .filter(Op.class::isInstance)
                    .forEach(node -> used.add(((Op) node).name()));
        }
        used.add("StopGradient");
        assertThat(used).containsAll(SampleOps.elementwise());
    }
}
