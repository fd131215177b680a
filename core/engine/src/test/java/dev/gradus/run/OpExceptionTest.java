package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.flow.Implicit;
import dev.gradus.flow.Scan;
import dev.gradus.graph.Graph;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.node.BackwardRuleException;
import dev.gradus.node.Constant;
import dev.gradus.node.Custom;
import dev.gradus.node.Gather;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.OpException;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user's op throws comes out with the op's node. */
class OpExceptionTest {
    private static final int LARGE = 40_000;

    /** Its attribute is the only number that it does not take. */
    static final class Picky extends UnaryOp {
        private final double refused;

        record Refused(double refused) {}

        Picky(Node x, double refused) {
            super(x, in -> new Picky(in, refused));
            this.refused = refused;
        }

        @Override
        public double apply(double x) {
            if (x == refused) {
                throw new ArithmeticException("not this one");
            }
            return x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return refused == 0 ? List.of(upstream.multiply(Constant.of(Tensor.ones(7, 7)))) : List.of(upstream);
        }

        @Override
        public Record attributes() {
            return new Refused(refused);
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesTheNodeHoweverItIsComputed(InjectedFaultsProperties.Way way) {
        for (int elements : new int[] {3, LARGE}) {
            assertNamed(elements, way::configured);
        }
    }

    private static void assertNamed(int elements, UnaryOperator<Run.Builder> way) {
        Input x = Input.of("x", elements);
        Node p = new Picky(x.add(1), 5).named("p");
        Run run = way.apply(Run.builder(Graph.of(p.multiply(2).sum()))).build();
        double[] numbers = new double[elements];
        numbers[elements - 2] = 4;
        run.feed(x, numbers);
        String message = "Picky.forward: p:(" + elements + ") = Picky(x + 1) with Refused[refused=5.0] threw"
                + " java.lang.ArithmeticException: not this one";
        assertThatThrownBy(run::forward)
                .isInstanceOf(OpException.class)
                .hasMessage(message)
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> run.evaluator().value(p)).hasMessage(message);
    }

    /** A plan computes it while it is built, and a run that folds nothing in its forward pass. */
    @Test
    void namesTheNodeOfAConstantThatIsFolded() {
        Node p = new Picky(Constant.of(4).add(1), 5).named("p");
        Input x = Input.of("x");
        String message = "Picky.forward: p:() = Picky(4 + 1) with Refused[refused=5.0] threw"
                + " java.lang.ArithmeticException: not this one";
        for (Graph graph : List.of(
                Graph.of(p), Graph.of(x.multiply(p)), Graph.of(x.greater(p).where(x, p.exp())))) {
            for (Run.Builder options : List.of(
                    Run.builder(graph),
                    Run.builder(graph).forwardOnly(),
                    Run.builder(graph).without(Optimization.GENERATED_LOOPS))) {
                assertThatThrownBy(options::build)
                        .isInstanceOf(OpException.class)
                        .hasMessage(message)
                        .hasCauseInstanceOf(ArithmeticException.class);
            }
            for (Run.Builder options : List.of(
                    Run.builder(graph).without(Optimization.values()),
                    Run.builder(graph).checked())) {
                Run run = options.build();
                graph.inputs().forEach(input -> run.feed(input, Tensor.scalar(1)));
                assertThatThrownBy(run::forward).isInstanceOf(OpException.class).hasMessage(message);
            }
            Evaluator evaluator = Evaluator.of(graph);
            graph.inputs().forEach(input -> evaluator.feed(input, Tensor.scalar(1)));
            assertThatThrownBy(() -> evaluator.value(graph.outputs().get(0)))
                    .isInstanceOf(OpException.class)
                    .hasMessage(message);
        }
        assertThatThrownBy(() -> Jacobian.of(x.multiply(p)).sparse().wrt(x)).hasMessage(message);
        assertThatThrownBy(() -> Jacobian.of(x.multiply(p)).wrt(x)).hasMessage(message);
    }

    /** The engine's own ops name themselves. */
    @Test
    void namesBuiltInOpsOfConstantsToo() {
        Node gathered = new Gather(Constant.of(Tensor.ones(3)), Constant.of("places", Tensor.scalar(7)), 0);
        Node factor = LinearAlgebra.cholesky(Constant.of("M", Tensor.of(new double[][] {{1, 2}, {2, 1}})));
        for (Node node : List.of(gathered, factor)) {
            Throwable atBuild = catchThrowable(() -> Run.of(Graph.of(node)));
            assertThat(atBuild).hasMessageStartingWith(((Op) node).name()).hasMessageMatching("(?s).*(places|M).*");
            assertThatThrownBy(() -> Evaluator.of(Graph.of(node)).value(node)).hasMessage(atBuild.getMessage());
        }
    }

    @Test
    void anErrorOfAConstantComesOutAsItIs() {
        Node fails = Custom.of(
                List.of(Constant.of(1)),
                (in, out) -> {
                    throw new StackOverflowError("on purpose");
                },
                (op, upstream) -> List.of(upstream));
        assertThatThrownBy(() -> Run.of(Graph.of(fails)))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("on purpose");
    }

    @Test
    void namesTheOpWhoseRuleThrows() {
        Node p = new Picky(Input.of("x", 3), 0).named("p");
        assertThatThrownBy(() -> Run.builder(Graph.of(p.sum()))
                        .gradients(p.inputs().get(0))
                        .build())
                .isInstanceOf(BackwardRuleException.class)
                .hasMessageStartingWith(
                        "Picky.backward: the rule of p (3) threw dev.gradus.node.ShapeException: MultiplyBroadcast: ");
    }

    /** Step 2 hands it the number 3 that it refuses. */
    @Test
    void inALoopTheStepIsNamed() {
        Input start = Input.of("start");
        Node last = Scan.times(5)
                .carry("h", start)
                .body(h -> new Picky(h.add(1), 4).named("picky"))
                .carry();
        Graph graph = Graph.of(last);
        String message = "Picky.forward: picky:() = Picky(hₜ + 1) with Refused[refused=4.0] threw"
                + " java.lang.ArithmeticException: not this one in step 2 of scan(start, 5 steps) (11), counted from 0";
        assertThatThrownBy(() -> Run.of(graph).feed(start, Tensor.scalar(1)).forward())
                .isInstanceOf(OpException.class)
                .hasMessage(message)
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThatThrownBy(
                        () -> Evaluator.of(graph).feed(start, Tensor.scalar(1)).value(last))
                .hasMessage(message);
    }

    @Test
    void inAnIterationTheStepIsNamed() {
        Input start = Input.of("start");
        Node fixed =
                Implicit.fixedPoint(start, x -> new Picky(x.multiply(0.5), 1)).solution();
        assertThatThrownBy(() ->
                        Run.of(Graph.of(fixed)).feed(start, Tensor.scalar(8)).forward())
                .isInstanceOf(OpException.class)
                .hasMessageEndingWith(
                        "not this one in step 0 of scan(start, 1 step) (2), counted from 0 in iteration 3 of"
                                + " solution(start) ()");
    }
}
