package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Asin;
import dev.gradus.node.BinaryOp;
import dev.gradus.node.Constant;
import dev.gradus.node.Dependence;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Tensor;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What each optimization finds, what it must leave alone, and that it says so. */
@DisabledIfSystemProperty(
        named = Optimization.WITHOUT,
        matches = ".+",
        disabledReason = "looks for what optimizations find")
class OptimizationTest {
    private final Input x = Input.of("x", 2, 3), column = Input.of("column", 3, 1);
    private final Parameter W = Parameter.of("W", Tensor.ones(2, 3)), V = Parameter.of("V", Tensor.full(W.shape(), 2));

    @Test
    void whatStandsOnConstantsIsComputedOnce() {
        Node two = Constant.of(1).add(1);
        assertThat(forwardOps(x.multiply(two.exp()))).isEqualTo(1);
        assertThat(forwardOps(x.multiply(two.exp()), Optimization.FOLDED_CONSTANTS))
                .isEqualTo(3);
    }

    @Test
    void aUsersOpThatStatesAWrongDependenceHasItsOwnValue() {
        for (Dependence wrong : List.of(Dependence.VIEW, Dependence.REPETITION, Dependence.ELEMENTWISE)) {
            Node sum = new Flipped(x.exp(), wrong).multiply(W).add(1).square().sum();
            Graph graph = Graph.of(sum);
            Tensor numbers = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
            Run run = Run.builder(graph).loopsAtOnce().build().feed(x, numbers);
            Evaluator evaluator = Evaluator.of(graph).feed(x, numbers);
            assertThat(run.forward()).isEqualTo(evaluator.value(sum).item());
            run.backward();
            assertThat(run.gradient(W)).isEqualTo(evaluator.gradient(W));
        }
    }

    private static final class Flipped extends Op {
        private final Dependence stated;

        Flipped(Node x, Dependence stated) {
            super(x.shape(), x, in -> new Flipped(in, stated));
            this.stated = stated;
        }

        @Override
        public Dependence dependence() {
            return stated;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = in[0][out.length - 1 - i];
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(new Flipped(upstream, stated));
        }
    }

    /** The rule of asin has a textbook form, whose computed form the second derivative computes again. */
    @Test
    void aTextbookFormWhoseComputedFormIsSharedHasItsValue() {
        Parameter b = Parameter.of("b", Tensor.scalar(0.3));
        Node slope = Gradients.of(new Asin(b.tanh().multiply(0.9)).tanh()).wrt(b);
        Graph graph = Graph.of(slope, Gradients.of(slope).wrt(b));
        Run run = Run.of(graph);
        run.forward();
        Evaluator evaluator = Evaluator.of(graph);
        for (Node output : graph.outputs()) {
            assertThat(run.value(output)).isEqualTo(evaluator.value(output));
        }
    }

    @Test
    void aGraphOfConstantsHasItsValue() {
        Run run = Run.of(Graph.of(Constant.of(2).exp()));
        assertThat(run.forward()).isEqualTo(StrictMath.exp(2));
        assertThat(run.plan().ops()).isZero();
    }

    @Test
    void whatIeeeMakesExactIsLeftOut() {
        for (Node same : List.of(
                x.multiply(1),
                Constant.of(Tensor.ones(2, 3)).multiply(x),
                x.divide(1),
                x.subtract(0),
                x.negate().negate(),
                x.transpose().transpose(),
                x.stopGradient())) {
            assertThat(forwardOps(same.exp())).as("%s", same).isEqualTo(1);
        }
    }

    @Test
    void whatIsNotExactStays() {
        for (Node other : List.of(
                x.multiply(0),
                x.add(0),
                x.subtract(-0.0),
                x.multiply(-1),
                Constant.of(1).divide(x),
                Constant.of(0).subtract(x),
                x.sum().multiply(Constant.of(Tensor.ones(2, 3))))) {
            assertThat(forwardOps(other.exp())).as("%s", other).isGreaterThan(1);
        }
    }

    @Test
    void whatMovesNoElementIsAView() {
        assertThat(forwardOps(x.reshape(6).exp())).isEqualTo(1);
        assertThat(forwardOps(column.transpose().exp())).isEqualTo(1);
        assertThat(forwardOps(x.reshape(2, 1, 3).transpose(1, 0, 2).exp())).isEqualTo(1);
        assertThat(forwardOps(x.transpose().exp())).isEqualTo(2);
        assertThat(forwardOps(
                        x.reshape(1, 2, 3).transpose(1, 2, 0).transpose(1, 2, 0).exp()))
                .isEqualTo(2);
        assertThat(forwardOps(x.reshape(2, 1, 3).transpose(1, 2, 0).exp())).isEqualTo(2);
    }

    @Test
    void equalOpsOfEqualInputsAreComputedOnce() {
        assertThat(forwardOps(x.exp().add(x.exp()))).isEqualTo(2);
        assertThat(forwardOps(x.add(2).exp().multiply(x.add(2).exp()))).isEqualTo(3);
        assertThat(forwardOps(x.sum(0).exp().sum().add(x.sum(1).exp().sum()))).isEqualTo(7);
        assertThat(forwardOps(x.exp().add(x.exp()), Optimization.SHARED_SUBEXPRESSIONS))
                .isEqualTo(3);
    }

    /** A view has its own shape, by which an op along an axis, a transpose or a product takes it. */
    @Test
    void aViewIsNotTakenForTheValueThatItLooksAt() {
        Node turned = x.transpose();
        Node J = column.cumulativeSum(0)
                .sum()
                .add(column.transpose().cumulativeSum(0).sum())
                .add(turned.reshape(2, 3)
                        .transpose()
                        .multiply(Constant.of(Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}})))
                        .sum())
                .add(turned.reshape(2, 3).matMul(column).cumulativeSum(0).sum());
        Run run = Run.of(Graph.of(J));
        run.feed(x, new double[] {1, 2, 3, 4, 5, 6}).feed(column, new double[] {1, 2, 3});
        assertThat(run.forward()).isEqualTo(run.evaluator().value(J).item());
    }

    /** It breaks the contract, attributes() should have said so; but it must not lead to another op's value. */
    @Test
    void anOpWithFieldsButNoAttributesIsNotShared() {
        Run run = Run.of(Graph.of(new Scaled(x, 2).add(new Scaled(x, 3)).sum()));
        assertThat(run.feed(x, Tensor.ones(2, 3)).forward()).isEqualTo(30);
    }

    @Test
    void aTransposedMatrixIsReadAsItIsStored() {
        Input y = Input.of("y", 3, 2);
        assertThat(forwardOps(x.transpose().matMul(y.transpose()))).isEqualTo(1);
        assertThat(forwardOps(x.transpose().matMul(y.transpose()), Optimization.ABSORBED_TRANSPOSES))
                .isEqualTo(3);
        Run run = Run.of(Graph.of(x.transpose().matMul(y.transpose())));
        run.feed(x, new double[] {1, 2, 3, 4, 5, 6}).feed(y, new double[] {1, 2, 3, 4, 5, 6});
        run.forward();
        assertThat(run.value(run.graph().outputs().get(0))).isEqualTo(Tensor.of(new double[][] {
            {9, 19, 29}, {12, 26, 40}, {15, 33, 51}
        }));
    }

    @Test
    void neighborsOnLargeValuesAreComputedTogether() {
        Input large = Input.of("large", 100, 100);
        Node J = large.exp().multiply(large.tanh()).add(large).sum();
        assertThat(Run.of(Graph.of(J)).plan().toString()).contains("groups                  1 group");
        assertThat(Run.of(Graph.of(J)).plan().bytes()).isEqualTo((10_000 + 2 * 1024 + 1) * Double.BYTES);
        assertThat(Run.builder(Graph.of(J))
                        .without(Optimization.GROUPS)
                        .build()
                        .plan()
                        .bytes())
                .isEqualTo((2 * 10_000 + 1) * Double.BYTES);
    }

    @Test
    void anArrayIsUsedAgain() {
        Node chain = x;
        for (int i = 0; i < 10; i++) {
            chain = chain.matMul(Constant.of(Tensor.eye(3)));
        }
        Graph graph = Graph.of(chain);
        assertThat(Run.of(graph).plan().bytes()).isEqualTo(2 * 6 * Double.BYTES);
        assertThat(Run.builder(graph)
                        .without(Optimization.REUSED_BUFFERS)
                        .build()
                        .plan()
                        .bytes())
                .isEqualTo(10 * 6 * Double.BYTES);
    }

    @Test
    void anOpOnSingleElementsWritesOverItsOperand() {
        Graph graph = Graph.of(x.exp().tanh().negate().add(x).sum());
        assertThat(Run.of(graph).plan().bytes()).isEqualTo((6 + 1) * Double.BYTES);
    }

    @Test
    void anOutputThatIsAnInputsValueStaysWhenTheInputIsFedAnew() {
        Node same = x.multiply(1);
        Run run = Run.of(Graph.of(same));
        run.feed(x, Tensor.ones(2, 3)).forward();
        run.feed(x, Tensor.zeros(2, 3));
        assertThat(run.value(same)).isEqualTo(Tensor.ones(2, 3));
    }

    @Test
    void aGradientThatIsAParametersValueStaysWhenTheParameterIsUpdated() {
        Run run = Run.of(Graph.of(W.multiply(V).sum()));
        run.forward();
        run.backward();
        run.update(V, (value, gradient) -> value[0] = 7);
        assertThat(run.gradient(W)).isEqualTo(Tensor.full(W.shape(), 2));
    }

    @Test
    void theSameHoldsForARuleThatReturnsTheParameterItself() {
        Run run = Run.of(Graph.of(new Handed(W, V).sum()));
        run.forward();
        run.backward();
        run.update(V, (value, gradient) -> value[0] = 7);
        assertThat(run.gradient(W)).isEqualTo(Tensor.full(W.shape(), 2));
    }

    @Test
    void aPlanSaysWhatItIs() {
        Node z = x.multiply(W).add(1).negate().negate().exp().named("z");
        Node J = z.add(z.reshape(3, 2).reshape(2, 3)).mean().named("J");
        assertThat(Run.of(Graph.of(J)).plan()).hasToString("""
                plan of J               5 ops forward, 2 backward
                folded constants        5 ops
                exact identities        2 ops
                views                   2 ops
                shared subexpressions   0 ops
                row blocks              0 ops
                absorbed transposes     0 ops
                separate results        0 ops
                groups                  0 groups
                in place                4 ops
                buffers                 3 arrays, 104 bytes; at most 104 bytes are live at one time
                generated loops         forward: op by op, written out after 20,000 runs
                generated loops         backward: op by op, written out after 20,000 runs""");
    }

    @Test
    void aLongNameStandsApartFromWhatIsSaidOfIt() {
        assertThat(Run.of(Graph.of(x.sum().named("the sum of all of it")))
                        .plan()
                        .toString())
                .startsWith("plan of the sum of all of it 1 op forward, 0 backward\n");
    }

    @Test
    void aPropertySwitchesPassesOff() {
        assertThat(Optimization.without("")).containsExactlyInAnyOrder(Optimization.values());
        assertThat(Optimization.without("all")).isEmpty();
        assertThat(Optimization.without("groups, in_place,reused buffers"))
                .isEqualTo(EnumSet.complementOf(
                        EnumSet.of(Optimization.GROUPS, Optimization.IN_PLACE, Optimization.REUSED_BUFFERS)));
        assertThatThrownBy(() -> Optimization.without("groups,inplace"))
                .hasMessageStartingWith(
                        "The system property dev.gradus.without contains \"inplace\", which is no optimization; it must be"
                                + " all, or names of [folded constants, exact identities,");
    }

    private static int forwardOps(Node output, Optimization... off) {
        return Run.builder(Graph.of(output)).without(off).build().plan().ops();
    }

    /** k ∗ x, which does not say k. */
    private static final class Scaled extends UnaryOp {
        private final double k;

        Scaled(Node x, double k) {
            super(x, in -> new Scaled(in, k));
            this.k = k;
        }

        @Override
        public double apply(double x) {
            return k * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(k));
        }
    }

    /** a ∗ b with a rule for sums only: the other operand itself. */
    private static final class Handed extends BinaryOp {
        Handed(Node a, Node b) {
            super(a, b, Handed::new);
        }

        @Override
        public double apply(double a, double b) {
            return a * b;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(b(), a());
        }
    }
}
