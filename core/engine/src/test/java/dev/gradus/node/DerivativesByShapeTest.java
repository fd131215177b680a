package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.kernel.math.Elementary;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The derivatives of zeta and the incomplete gamma functions by their first arguments, where something is special. */
class DerivativesByShapeTest {
    private final Input a = Input.of("a"), x = Input.of("x");

    @Test
    void negativeOrdersAreRefused() {
        assertThatThrownBy(() -> new ZetaBroadcast(a, x, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ZetaBroadcast: the order must be 0 or more, not -1");
        assertThatThrownBy(() -> new IncompleteGammaBroadcast(a, x, true, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("IncompleteGammaBroadcast: the order must be 0 or more, not -1");
    }

    /** Of a greatest order, the derivative would be refused. */
    @Test
    void thereIsNoGreatestOrder() {
        List<IntFunction<Node>> families = List.of(
                n -> new BesselI(x, n, false),
                n -> new BesselI(x, n, true),
                n -> new Polygamma(x, n),
                n -> new Sinc(x, n),
                n -> new Erfcx(x, n));
        for (IntFunction<Node> family : families) {
            for (int order : new int[] {30, 100, 150}) {
                Node node = family.apply(order);
                Node slope = Gradients.of(node).wrt(x);
                for (double at : new double[] {3.25, 60}) {
                    double h = at * 1e-5;
                    double secant = (valueAt(node, at + h) - valueAt(node, at - h)) / (2 * h);
                    assertThat(valueAt(slope, at))
                            .as("%s at %s", node, at)
                            .isCloseTo(secant, within(1e-4 * Math.abs(secant) + Double.MIN_NORMAL));
                }
            }
        }
    }

    /** Terms cancel, so a secant would say nothing. */
    @Test
    void noOrderByShapeIsTheGreatest() {
        Node shape = Constant.of(2.5);
        for (Node node : List.of(new ZetaBroadcast(shape, x, 30), new IncompleteGammaBroadcast(shape, x, true, 30))) {
            Node slope = Gradients.of(node).wrt(x);
            assertThat(valueAt(slope, 3.25)).isFinite();
        }
    }

    private double valueAt(Node node, double at) {
        return Evaluator.of(Graph.of(node))
                .feed(x, Tensor.scalar(at))
                .value(node)
                .item();
    }

    /** The continued fraction of an integer a ends, those of its derivatives do not. */
    @Test
    void bothFormsMeetAtAnIntegerShape() {
        for (double shape = 1; shape < 40; shape++) {
            double border = shape + 1;
            double below = Elementary.incompleteGamma(1, shape, Math.nextDown(border));
            assertThat(Elementary.incompleteGamma(1, shape, border))
                    .as("a = %s", shape)
                    .isCloseTo(below, within(1e-13));
        }
    }

    @Test
    void edges() {
        assertThat(Elementary.incompleteGamma(1, 2, 0)).isZero();
        assertThat(Elementary.incompleteGamma(1, 2, Double.POSITIVE_INFINITY)).isZero();
        assertThat(Elementary.incompleteGamma(1, 1e11, 1e11)).isNaN();
        assertThat(Elementary.incompleteGamma(1, -1, 2)).isNaN();
        assertThat(Elementary.zeta(1, 1, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Elementary.zeta(2, 1, 2)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Elementary.zeta(1, 0.5, 2)).isNaN();
    }
}
