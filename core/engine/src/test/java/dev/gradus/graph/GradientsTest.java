package dev.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients.Contribution;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.node.Sigmoid;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class GradientsTest {
    private final Input x = Input.of("x", 2, 3), y = Input.of("y", 2, 3);

    /** Asking for a gradient changes nothing: the same gradients return the same node, and a new sweep the same formulas. */
    @Property
    @Domain(RandomGraph.Domain.class)
    void askingAgainGivesTheSame(@ForAll RandomGraph graph) {
        Node J = graph.objective();
        Gradients gradients = Gradients.of(J);
        List<Node> first = gradients.wrt(nodes(graph));
        assertThat(gradients.wrt(nodes(graph))).isEqualTo(first);
        assertThat(Gradients.of(J).wrt(nodes(graph)))
                .extracting(Node::toString)
                .isEqualTo(first.stream().map(Node::toString).toList());
    }

    @Property
    @Domain(RandomGraph.Domain.class)
    void everyGradientHasTheShapeOfItsNode(@ForAll RandomGraph graph) {
        Gradients gradients = Gradients.of(graph.objective());
        assertThat(nodes(graph))
                .allSatisfy(node -> assertThat(gradients.wrt(node).shape()).isEqualTo(node.shape()));
    }

    @Property
    @Domain(RandomGraph.Domain.class)
    void aGradientIsTheSumOfWhatTheUsesHandIn(@ForAll RandomGraph graph) {
        Gradients gradients = Gradients.of(graph.objective());
        Evaluator numbers = graph.evaluator();
        for (Node node : nodes(graph)) {
            double[] sum = gradients.contributions().stream()
                    .filter(contribution -> node.equals(contribution.op().input(contribution.input())))
                    .map(contribution -> numbers.value(contribution.gradient()).toArray())
                    .reduce(GradientsTest::sum)
                    .orElse(new double[node.shape().elements()]);
            assertThat(numbers.value(gradients.wrt(node)).toArray()).isEqualTo(sum);
        }
    }

    /** Excludes nodes that nothing uses if others of the same expression are used. */
    private static List<Node> nodes(RandomGraph random) {
        Graph graph = random.graph();
        return random.nodes().stream()
                .filter(node -> Lookalikes.of(node, graph.nodes()).isEmpty())
                .toList();
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    @Test
    void startsWithOne() {
        Node J = x.sum();
        assertThat(value(Gradients.of(J).wrt(J))).isEqualTo(Tensor.scalar(1));
        Node keptDims = x.sum(0, 1).keepDims();
        assertThat(value(Gradients.of(keptDims).wrt(keptDims))).isEqualTo(Tensor.ones(1, 1));
    }

    @Test
    void severalAreGivenInTheOrderAskedFor() {
        Gradients gradients = Gradients.of(x.multiply(y).sum());
        assertThat(gradients.wrt(List.of(y, x))).containsExactly(gradients.wrt(y), gradients.wrt(x));
    }

    @Test
    void withRespectToAnyNode() {
        Node square = x.multiply(x);
        Node J = square.multiply(y).sum();
        Gradients gradients = Gradients.of(J);
        assertThat(value(gradients.wrt(square))).isEqualTo(Y);
        assertThat(value(gradients.wrt(y))).isEqualTo(X.map(value -> value * value));
        assertThat(value(gradients.wrt(x))).isEqualTo(Tensor.of(new double[][] {{2, 16, 60}, {4, 20, 48}}));
    }

    @Test
    void theVectorJacobianProductStartsWithTheUpstreamGiven() {
        Node square = x.multiply(x);
        Gradients gradients = Gradients.of(square, y);
        assertThat(gradients.wrt(square)).isSameAs(y);
        assertThat(value(gradients.wrt(x))).isEqualTo(Tensor.of(new double[][] {{2, 16, 60}, {4, 20, 48}}));
    }

    @Test
    void ofWhatIsNotOneNumberThereIsNoGradient() {
        assertThatThrownBy(() -> Gradients.of(x.exp()))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Gradients: exp(x) (2, 3) has 6 elements, but only a single number has a gradient;"
                        + " use its sum() or mean(), or pass the upstream gradient: Gradients.of(y, upstream)");
        assertThatThrownBy(() -> Gradients.of(Input.of("e", 0))).isInstanceOf(ShapeException.class);
    }

    @Test
    void ofAGraphTheyAreThoseOfItsOneOutput() {
        Node J = x.multiply(y).sum();
        assertThat(Gradients.of(Graph.of(J)).wrt(x))
                .hasToString(Gradients.of(J).wrt(x).toString());
        assertThatThrownBy(() -> Gradients.of(Graph.of(x.exp()))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Gradients.of(Graph.of(J, x.exp())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Gradients: the graph must have exactly one output, but has 2; create a graph of one of"
                        + " them");
    }

    @Test
    void anUpstreamOfAnotherShapeIsRefused() {
        assertThatThrownBy(() -> Gradients.of(x.exp(), Constant.of(1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Gradients: the upstream gradient 1 () must have the shape of exp(x) (2, 3)");
    }

    @Test
    void aNodeThatNothingDependsOnGetsZerosAndIsReported() {
        Gradients gradients = Gradients.of(x.sum());
        assertThat(gradients.disconnected()).isEmpty();
        Node zeros = gradients.wrt(y);
        assertThat(value(zeros)).isEqualTo(Tensor.zeros(2, 3));
        assertThat(gradients.wrt(y)).isSameAs(zeros);
        assertThat(gradients.disconnected()).containsExactly(y);
        assertThat(Gradients.of(x.sum()).disconnected()).isEmpty();
    }

    /** The output does not depend on its users or on unrelated nodes. */
    @Test
    void whatUsesTheOutputIsDisconnected() {
        Node J = x.sum();
        Node after = J.exp();
        Gradients gradients = Gradients.of(J);
        gradients.wrt(after);
        assertThat(gradients.disconnected()).containsExactly(after);
    }

    @Test
    void strictRefusesADisconnectedNode() {
        Gradients relaxed = Gradients.of(x.sum().named("J"));
        relaxed.wrt(y);
        Gradients strict = relaxed.strict();
        assertThatThrownBy(() -> strict.wrt(y))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("J does not depend on y (2, 3); its gradient would be zeros");
        assertThat(strict.wrt(x)).isSameAs(relaxed.wrt(x));
    }

    @Test
    void whereTheOutputIsLocallyConstantTheGradientIsZeroAndNothingIsReported() {
        Node J = x.greater(y).sum().add(x.stopGradient().sum());
        Gradients gradients = Gradients.of(J).strict();
        assertThat(value(gradients.wrt(x))).isEqualTo(Tensor.zeros(2, 3));
        assertThat(value(gradients.wrt(y))).isEqualTo(Tensor.zeros(2, 3));
        assertThat(gradients.disconnected()).isEmpty();
    }

    @Test
    void behindALocallyConstantOpNoRuleIsAsked() {
        Node never = new BrokenOp(x);
        assertThat(value(Gradients.of(never.stopGradient().sum()).wrt(x))).isEqualTo(Tensor.zeros(2, 3));
    }

    @Test
    void everyStepOfTheSweepIsKept() {
        Sigmoid sigmoid = new Sigmoid(x);
        Node J = sigmoid.multiply(y).sum();
        Gradients gradients = Gradients.of(J);
        List<Contribution> steps = gradients.contributions();
        assertThat(steps)
                .extracting(step -> step.op().input(step.input()))
                .containsExactly(J.inputs().get(0), sigmoid, y, x);
        Contribution last = steps.get(3);
        assertThat(last.op()).isSameAs(sigmoid);
        assertThat(last.upstream()).isSameAs(gradients.wrt(sigmoid));
        assertThat(last.gradient()).isSameAs(gradients.wrt(x));
        assertThat(last.gradient().madeBy()).contains(sigmoid);
        assertThatThrownBy(steps::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    private static final Tensor X = Tensor.of(new double[][] {{1, 2, 3}, {-1, -2, -3}});
    private static final Tensor Y = Tensor.of(new double[][] {{1, 4, 10}, {-2, -5, -8}});

    private Tensor value(Node node) {
        return Evaluator.of(Graph.of(x, y)).feed(x, X).feed(y, Y).value(node);
    }

    @Test
    void gradientsKeepDisplayNamesOutOfTheirComparisons() {
        Input named = Input.of("x", Shape.of(2, 3).named("n", "m"));
        assertThat(Gradients.of(named.exp(), y).wrt(named).shape()).isEqualTo(named.shape());
    }

    /**
     * A rule did not create the nodes it reaches beyond its op's inputs and upstream, nor the sums that the sweep creates.
     */
    @Test
    void onlyTheNodesOfARuleAreMarked() {
        Node inner = x.exp();
        Op outer = new Farsighted(inner.square());
        Node usedTwice = outer.negate();
        Gradients gradients = Gradients.of(usedTwice.sin().add(usedTwice.cos()).sum());
        Node made = gradients.wrt(outer.input(0));
        Node sum = gradients.wrt(usedTwice);
        assertThat(made.inputs()).containsExactly(sum, inner);
        assertThat(made.madeBy()).contains(outer);
        assertThat(sum.madeBy()).isEmpty();
        assertThat(inner.madeBy()).isEmpty();
    }

    /** Its rule inspects the nodes from which its input and upstream are computed. */
    private static final class Farsighted extends UnaryOp {
        Farsighted(Node x) {
            super(x, Farsighted::new);
        }

        @Override
        public double apply(double x) {
            return x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.inputs().get(0).multiply(x().inputs().get(0)));
        }
    }
}
