package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.flow.Scan;
import dev.gradus.graph.Graph;
import dev.gradus.nn.Activations;
import dev.gradus.node.Constant;
import dev.gradus.node.HypotBroadcast;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A checked run names the first number that is infinite or NaN, and what it was made from. */
class CheckedTest {
    private final Input x = Input.of("x", 2), y = Input.of("y", 2);

    @Test
    void namesTheFirstNodeTheIndexAndTheOperand() {
        Run run = checked(x.log().named("u").exp().sum()).feed(x, new double[] {1, 0});
        assertThatThrownBy(run::forward)
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("u (2) is -Infinity at [1], from x = 0.0."
                        + " It was masked later: the results are finite, but gradients may not be");
    }

    /** The textbook's rules divide by 0 here and take the logarithm of 0; the run's rules mask both. */
    @Test
    void theWrittenFormOfARuleIsNotComputed() {
        Run power = Run.builder(Graph.of(x.pow(y).sum()))
                .gradients(x, y)
                .checked()
                .build()
                .feed(x, new double[] {0, 2})
                .feed(y, new double[] {2, 3});
        assertThat(power.forward()).isEqualTo(8);
        power.backward();
        assertThat(power.gradient(x)).isEqualTo(Tensor.of(0, 12));
        assertThat(power.gradient(y)).isEqualTo(Tensor.of(0, 8 * Math.log(2)));
        Run length = Run.builder(Graph.of(new HypotBroadcast(x, y).sum()))
                .gradients(x)
                .checked()
                .build()
                .feed(x, new double[] {0, 3})
                .feed(y, new double[] {0, 4});
        assertThat(length.forward()).isEqualTo(5);
        length.backward();
        assertThat(length.gradient(x)).isEqualTo(Tensor.of(0, 0.6));
    }

    @Test
    void namesTheStepOfALoopAndTheOpInIt() {
        Input start = Input.of("start");
        Scan scan =
                Scan.times(5).carry("h", start).body(h -> h.subtract(1).log().add(h));
        Run run = checked(scan.carry()).feed(start, new double[] {1.5});
        assertThatThrownBy(run::forward)
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("log(hₜ − 1) () is NaN, from hₜ − 1 = -0.1931471805599453,"
                        + " in step 1 of scan(start, 5 steps) (11), counted from 0");
    }

    @Test
    void namesTheStepsOfLoopsInLoops() {
        Scan outer = Scan.times(3)
                .carry("a", x)
                .body(a -> Scan.times(4)
                        .carry("b", a)
                        .body(b -> b.exp().named("e"))
                        .carry());
        Run run = checked(outer.carry()).feed(x, new double[] {0, -1});
        assertThatThrownBy(run::forward)
                .hasMessageStartingWith("e (2) is Infinity at [0], from bₜ = 3814279.1047")
                .hasMessageContaining(
                        ", in step 0 of scan(aₜ, 4 steps) (18), counted from 0, in step 1 of scan(x, 3 steps) ")
                .hasMessageEndingWith(", counted from 0");
    }

    @Test
    void whatAStepMasksIsNamedToo() {
        Scan scan = Scan.over("x", x, 0).steps(step -> {
            Node each = step.element("x");
            step.output("y", each.greater(0).where(each.log(), Constant.of(0)));
        });
        Run run = checked(scan.output().sum()).feed(x, new double[] {1, 0});
        assertThatThrownBy(run::forward)
                .hasMessageStartingWith("log(xₜ) () is -Infinity, from xₜ = 0.0, in step 1 of scan(x, 2 steps) (2),"
                        + " counted from 0. It was masked later")
                .hasMessageEndingWith(CURE);
    }

    @Test
    void inTheBackwardPassTheLoopIsNamedWhoseRuleItWas() {
        Scan scan = Scan.over("x", x, 0)
                .steps(step -> step.output("y", step.element("x").sqrt()));
        Run run = Run.builder(Graph.of(scan.output().sum()))
                .gradients(x)
                .checked()
                .build()
                .feed(x, new double[] {1, 0});
        run.forward();
        assertThatThrownBy(run::backward)
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining(" is Infinity, from ")
                .hasMessageContaining("in step 0 of the backward pass through scan(x, 2 steps) (2), counted from 0");
    }

    @Test
    void namesBothOperands() {
        Run run = checked(x.multiply(y).sum())
                .feed(x, new double[] {1, 0})
                .feed(y, new double[] {2, Double.POSITIVE_INFINITY});
        assertThatThrownBy(run::forward).hasMessage("x ∗ y (2) is NaN at [1], from x = 0.0, y = Infinity (0 · ∞)");
    }

    @Test
    void namesOperandsThatWereBroadcast() {
        Input column = Input.of("column", 2, 1), row = Input.of("row", 1, 3), s = Input.of("s");
        Run run = checked(s.greater(0).where(column.divide(row), s))
                .feed(column, new double[] {1, 2})
                .feed(row, new double[] {1, 0, 2})
                .feed(s, new double[] {1});
        assertThatThrownBy(run::forward)
                .hasMessage("column / row (2, 3) is Infinity at [0, 1], from column = 1.0, row = 0.0");
        run.feed(row, new double[] {1, 1, 1}).feed(s, new double[] {Double.POSITIVE_INFINITY});
        run.forward(); // what is not chosen does not count
        run.feed(s, new double[] {Double.NaN});
        assertThatThrownBy(run::forward)
                .hasMessage("where(s > 0, column / row, s) (2, 3) is NaN at [0, 0],"
                        + " from s > 0 = 0.0, column / row = 1.0, s = NaN");
    }

    @Test
    void namesOperandsOfLowerRank() {
        Input matrix = Input.of("matrix", 2, 3), row = Input.of("row", 3);
        Run run = checked(matrix.divide(row))
                .feed(matrix, new double[] {1, 1, 1, 1, 1, 7})
                .feed(row, new double[] {1, 1, 0});
        assertThatThrownBy(run::forward)
                .hasMessage("matrix / row (2, 3) is Infinity at [0, 2], from matrix = 1.0, row = 0.0");
    }

    @Test
    void aSingleNumberHasNoIndex() {
        Input e = Input.of("e");
        Run run = checked(e.exp()).feed(e, new double[] {1000});
        assertThatThrownBy(run::forward).hasMessage("exp(e) () is Infinity, from e = 1000.0");
    }

    /** Element (0, 1) of a product is not made from element (0, 1) of its operands, even where they have one. */
    @Test
    void namesNoElementsThatHadNothingToDoWithIt() {
        Input a = Input.of("a", 2, 2), b = Input.of("b", 2, 2);
        Run product = checked(a.matMul(b).sum())
                .feed(a, new double[] {1e200, 1, 1, 1})
                .feed(b, new double[] {1, 1e200, 1, 1});
        assertThatThrownBy(product::forward).hasMessage("a @ b (2, 2) is Infinity at [0, 1]");
        Run transposed = checked(a.transpose().sum()).feed(a, new double[] {1, Double.NaN, 1, 1});
        assertThatThrownBy(transposed::forward).hasMessage("aᵀ (2, 2) is NaN at [1, 0]");
        Run sum = checked(a.sum(0, 1).keepDims()).feed(a, new double[] {Double.MAX_VALUE, Double.MAX_VALUE, 1, 1});
        assertThatThrownBy(sum::forward).hasMessage("sum(a, keep dims) (1, 1) is Infinity at [0, 0]");
    }

    @Test
    void inTheBackwardPassNamesTheOpWhoseRuleItWas() {
        Node positive = x.greater(0);
        Node root = x.exp().subtract(1).log().named("root"); // −∞ at 0, which where masks
        Run run = Run.builder(Graph.of(positive.where(root, Constant.of(0)).sum()))
                .gradients(x)
                .build()
                .feed(x, new double[] {1, 0});
        run.forward();
        run.backward();
        assertThat(run.gradient(x).toArray()[1]).isNaN();

        Node safe = x.add(1e-308);
        Run checked = Run.builder(
                        Graph.of(Constant.of(1e300).multiply(safe.log()).sum()))
                .gradients(x)
                .checked()
                .build()
                .feed(x, new double[] {1, 0});
        checked.forward();
        assertThatThrownBy(checked::backward)
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("In the backward pass through log(x + 1e−308) (2),"
                        + " broadcastTo(1, (2)) ∗ 1e+300 / (x + 1e−308) is Infinity at [1],"
                        + " from broadcastTo(1, (2)) ∗ 1e+300 = 1.0E300, x + 1e−308 = 1.0E-308");
    }

    /** The root is finite at 0, its slope is not: what where does not choose comes back as 0 · ∞. */
    @Test
    void tellsOfTheDoubleWhereWhenAMaskComesTooLate() {
        Node root = x.greater(0).where(x.sqrt(), Constant.of(0)).named("root");
        Run run =
                Run.builder(Graph.of(root.sum())).gradients(x).checked().build().feed(x, new double[] {1, 0});
        run.forward();
        assertThatThrownBy(run::backward)
                .hasMessageStartingWith("In the backward pass through √(x) (2), ")
                .hasMessageContaining(" is NaN at [1], from ")
                .hasMessageEndingWith(" (0 / 0). " + CURE);
        Node safe = x.greater(0).where(x.greater(0).where(x, Constant.of(1)).sqrt(), Constant.of(0));
        Run cured =
                Run.builder(Graph.of(safe.sum())).gradients(x).checked().build().feed(x, new double[] {1, 0});
        cured.forward();
        cured.backward();
        assertThat(cured.gradient(x).toArray()).containsExactly(0.5, 0);
    }

    @Test
    void saysWhetherItWasMaskedLater() {
        Run run = checked(x.greater(0).where(x.log(), Constant.of(0)).sum()).feed(x, new double[] {1, 0});
        assertThatThrownBy(run::forward)
                .hasMessage("log(x) (2) is -Infinity at [1], from x = 0.0. It was masked later: the results are finite,"
                        + " but gradients may not be. " + CURE);
    }

    private static final String CURE = "The usual cure is the double where, which masks the argument too:"
            + " c.where(f(c.where(x, safe)), other) instead of c.where(f(x), other)";

    @Test
    void afterATroubledForwardThereIsNothingToRead() {
        Node J = x.log().sum();
        Run run = Run.builder(Graph.of(J)).gradients(x).checked().build().feed(x, new double[] {1, 1});
        run.forward();
        run.backward();
        run.feed(x, new double[] {0, 1});
        assertThatThrownBy(run::forward).isInstanceOf(NonFiniteException.class);
        assertThatThrownBy(() -> run.value(J)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> run.gradient(x)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(run::backward).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void finiteNumbersPassAndUncheckedRunsDoNotLook() {
        Node J = x.log().sum();
        assertThat(checked(J).feed(x, new double[] {1, 1}).forward()).isZero();
        assertThat(Run.of(Graph.of(J)).feed(x, new double[] {0, 1}).forward()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    private static Run checked(Node... outputs) {
        return Run.builder(Graph.of(outputs)).checked().build();
    }

    // Infinity that is meant

    @Test
    void aMaskIsNoComplaint() {
        Input mask = Input.of("mask", 2, 2), s = Input.of("s", 2, 2);
        Node masked = mask.where(s, Constant.of(Double.NEGATIVE_INFINITY));
        Node weights = Activations.softmax(masked, 1);
        Run run = Run.builder(Graph.of(weights.square().sum()))
                .gradients(s)
                .checked()
                .build();
        run.feed(s, new double[][] {{1, 2}, {3, 4}}).feed(mask, new double[][] {{1, 0}, {1, 1}});
        run.forward();
        run.backward();
        run.feed(mask, new double[][] {{0, 0}, {1, 1}});
        assertThatThrownBy(run::forward).hasMessageContaining("softmax(").hasMessageContaining(" is NaN at [0, 0]");

        Node shifted = masked.subtract(masked.max(1).keepDims());
        Run ofShifted = checked(shifted.exp().sum());
        ofShifted.feed(s, new double[][] {{1, 2}, {3, 4}}).feed(mask, new double[][] {{0, 0}, {1, 1}});
        assertThatThrownBy(ofShifted::forward)
                .hasMessageContaining(" is NaN at [0, 0]")
                .hasMessageContaining("= -Infinity")
                .hasMessageContaining("(∞ − ∞)");
    }

    @Test
    void anInfinityBesideThatOfAMaskIsFound() {
        Run run = checked(x.greater(0)
                .where(x, Constant.of(Double.NEGATIVE_INFINITY))
                .exp()
                .sum());
        run.feed(x, new double[] {-1, 1}).forward();
        run.feed(x, new double[] {-1, 1000});
        assertThatThrownBy(run::forward)
                .hasMessageContaining(" is Infinity at [1]")
                .hasMessageContaining("= 1000.0");
    }

    @Test
    void anInfiniteGradientIsNeverMeant() {
        Run run = Run.builder(Graph.of(
                        x.multiply(Constant.of(Double.POSITIVE_INFINITY)).sum()))
                .gradients(x)
                .checked()
                .build();
        run.feed(x, new double[] {1, 2}).forward();
        assertThatThrownBy(run::backward).hasMessageContaining("is Infinity at [0]");
    }
}
