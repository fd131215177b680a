package dev.gradus.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.UndefinedGradientException;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.node.UnaryOp;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Jacobian;
import dev.gradus.run.Plan;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ScanTest {
    private final Input x = Input.of("x", 3, 2);
    private final Parameter start = Parameter.of("s", Tensor.of(new double[] {1, 2}));
    private static final Tensor ROWS = Tensor.of(new double[][] {{1, 10}, {2, 20}, {3, 30}});

    private Evaluator fed(Node node) {
        return Evaluator.of(Graph.of(node)).feed(x, ROWS);
    }

    @Test
    void handsACarryFromStepToStep() {
        Scan scan =
                Scan.over(x, 0).carry("s", start).body((s, row) -> s.multiply(2).add(row));
        assertThat(fed(scan.carry()).value(scan.carry())).isEqualTo(Tensor.of(new double[] {19, 126}));
        assertThat(fed(scan.output()).value(scan.output())).isEqualTo(Tensor.of(new double[][] {
            {3, 14}, {8, 48}, {19, 126}
        }));
    }

    @Test
    void inReverseBeginsWithTheLastElements() {
        Scan scan = Scan.over(x, 0)
                .carry("s", start)
                .reverse()
                .body((s, row) -> s.multiply(2).add(row));
        assertThat(fed(scan.output()).value(scan.output())).isEqualTo(Tensor.of(new double[][] {
            {25, 186}, {12, 88}, {5, 34}
        }));
    }

    @Test
    void runsOverAnyAxis() {
        Scan scan = Scan.over(x, -1).carry("s", Constant.of(Tensor.zeros(3))).body(Node::add);
        assertThat(fed(scan.carry()).value(scan.carry())).isEqualTo(Tensor.of(new double[] {11, 22, 33}));
    }

    @Test
    void withoutACarryItIsAFunctionOfEachElement() {
        Scan scan = Scan.over("row", x, 0)
                .steps(step -> step.output("sum", step.element("row").sum()));
        assertThat(fed(scan.output()).value(scan.output())).isEqualTo(Tensor.of(new double[] {11, 22, 33}));
    }

    @Test
    void severalSequencesCarriesAndOutputs() {
        Scan scan = Scan.over("a", x, 0)
                .over("b", x, 0)
                .carry("sum", start)
                .carry("count", Constant.of(0))
                .steps(step -> step.next("sum", step.carry("sum").add(step.element("a")))
                        .next("count", step.carry("count").add(1))
                        .output("b", step.element("b"))
                        .output("t", step.index()));
        assertThat(fed(scan.carry("count")).value(scan.carry("count")).item()).isEqualTo(3);
        assertThat(fed(scan.output("b")).value(scan.output("b"))).isEqualTo(ROWS);
        assertThat(fed(scan.output("b")).value(scan.output("t"))).isEqualTo(Tensor.of(new double[] {0, 1, 2}));
    }

    /** Two sequences of lengths 3 and 1: the second keeps its last carry. */
    @Test
    void aMaskServesSequencesOfSeveralLengths() {
        Constant lengths = Constant.of(Tensor.of(new double[] {3, 1}));
        Scan scan = Scan.over("x", x, 0).carry("s", start).steps(step -> {
            Node s = step.carry("s");
            step.next("s", step.index().less(lengths).where(s.add(step.element("x")), s));
        });
        Node last = scan.carry();
        assertThat(fed(last).value(last)).isEqualTo(Tensor.of(new double[] {7, 12}));
        Node gradient = Gradients.of(last.sum()).wrt(x);
        assertThat(fed(last).value(gradient)).isEqualTo(Tensor.of(new double[][] {{1, 1}, {1, 0}, {1, 0}}));
    }

    @Test
    void whatDependsOnNoStepIsComputedOutside() {
        Parameter w = Parameter.of("w", Tensor.of(new double[] {3, 5}));
        Scan scan =
                Scan.times(4).carry("s", start).body(s -> s.multiply(w.square().exp()));
        assertThat(scan).hasToString("""
                scan(s, exp(w²), 4 steps) (18)
                    sₜ:(2) input
                    exp(w²):(2) input
                    sₜ₊₁:(2) = sₜ ∗ exp(w²)""");
    }

    /** Otherwise, a graph of both scans would have two nodes of one name. */
    @Test
    void anOutputThatDependsOnNoStepGetsNoName() {
        Node sum = Constant.of(0);
        for (Node outer : List.of(start.sin(), start.cos())) {
            Scan scan = Scan.times(2)
                    .carry("s", start)
                    .steps(step -> step.next("s", step.carry("s")).output("y", outer));
            sum = sum.add(scan.output("y").sum());
            assertThat(outer.isNamed()).isFalse();
        }
        double expected = Math.sin(1) + Math.sin(2) + Math.cos(1) + Math.cos(2);
        assertThat(Evaluator.of(Graph.of(sum)).value(sum).item()).isCloseTo(2 * expected, within(1e-15));
    }

    @Test
    void aGraphPrintsTheStepBelowTheLoop() {
        Scan scan = Scan.over(x, 0).carry("s", start).body((s, row) -> s.multiply(row));
        assertThat(Graph.of(scan.carry().named("end"))).hasToString("""
                s:(2) parameter
                x:(3, 2) input
                v1:(14) = scan(s, x, 3 steps)
                    sₜ:(2) input
                    xₜ:(2) input
                    sₜ₊₁:(2) = sₜ ∗ xₜ
                end:(2) = last(v1, sₜ)""");
    }

    @Test
    void scansNest() {
        Node table = x.reshape(3, 2);
        Scan outer = Scan.over("row", table, 0).carry("sum", Constant.of(0)).steps(step -> {
            Scan inner = Scan.over(step.element("row"), 0)
                    .carry("product", Constant.of(1))
                    .body((product, each) -> product.multiply(each));
            step.next("sum", step.carry("sum").add(inner.carry()));
        });
        Node sum = outer.carry();
        assertThat(fed(sum).value(sum).item()).isEqualTo(10 + 40 + 90);
        Run run = Run.builder(Graph.of(sum)).gradients(x).build().feed(x, ROWS);
        assertThat(run.forward()).isEqualTo(140);
        run.backward();
        assertThat(run.gradient(x)).isEqualTo(Tensor.of(new double[][] {{10, 1}, {20, 2}, {30, 3}}));
    }

    /** Each differentiation adds inputs to all steps, which need names of their own. */
    @Test
    void nestedScansHaveDerivativesOfEveryOrder() {
        Parameter w = Parameter.of("w", Tensor.scalar(0.5));
        UnaryOperator<Node> innermost = u -> Checkpoint.of(u.multiply(w).sin());
        UnaryOperator<Node> inner =
                v -> Scan.times(2).carry("v", v).body(innermost).output("v").sum();
        Node derivative = Scan.times(2)
                .carry("v", w)
                .body(v -> Scan.times(2).carry("u", v).body(inner).carry())
                .carry();
        Node unrolled = w;
        for (int i = 0; i < 4; i++) {
            Node first = unrolled.multiply(w).sin();
            unrolled = first.add(first.multiply(w).sin());
        }
        for (int order = 1; order <= 3; order++) {
            derivative = Gradients.of(derivative).wrt(w);
            unrolled = Gradients.of(unrolled).wrt(w);
            Graph graph = Graph.of(derivative);
            assertThat(graph.toString()).contains("w:() parameter");
            double expected = Evaluator.of(Graph.of(unrolled)).value(unrolled).item();
            assertThat(Evaluator.of(graph).value(derivative).item()).isCloseTo(expected, within(1e-12));
            assertThat(Run.of(graph).forward()).isCloseTo(expected, within(1e-12));
        }
    }

    /** √2 by Newton's method, whose derivative is 1 / (2 √a) after convergence. */
    @Test
    void newtonsIteration() {
        Parameter a = Parameter.of("a", Tensor.scalar(2));
        Node root = Scan.times(7)
                .carry("r", a)
                .body(r -> r.add(a.divide(r)).multiply(0.5))
                .carry();
        Run run = Run.of(Graph.of(root));
        assertThat(run.forward()).isCloseTo(Math.sqrt(2), within(1e-15));
        run.backward();
        assertThat(run.gradient(a).item()).isCloseTo(0.5 / Math.sqrt(2), within(1e-15));
        assertThat(Jacobian.of(Gradients.of(root).wrt(a)).wrt(a).value().item())
                .isCloseTo(-0.25 / Math.sqrt(8), within(1e-15));
    }

    /** u′ = −k u over 100,000 steps of the classical Runge–Kutta method: u(1) = u₀ e⁻ᵏ and ∂u/∂k = −u. */
    @Test
    void anInitialValueProblemOfManySteps() {
        int n = 100_000;
        for (int every : new int[] {n, 316, 250}) {
            Parameter k = Parameter.of("k", Tensor.scalar(1.5)), u0 = Parameter.of("u0", Tensor.scalar(2));
            Node u = Scan.times(n)
                    .carry("u", u0)
                    .checkpoint(every)
                    .body(v -> rungeKutta(v, k, 1.0 / n))
                    .carry();
            Run run = Run.of(Graph.of(u));
            double value = run.forward();
            run.backward();
            double exact = 2 * Math.exp(-1.5);
            assertThat(value).isCloseTo(exact, within(1e-12));
            assertThat(run.gradient(k).item()).isCloseTo(-exact, within(1e-12));
            assertThat(run.gradient(u0).item()).isCloseTo(Math.exp(-1.5), within(1e-12));
            assertThat(run.plan().bytes()).isLessThan(every == n ? 8L * n + 4096 : 32_768);
            Evaluator plain = run.evaluator();
            assertThat(value).isEqualTo(plain.value(u).item());
            assertThat(run.gradient(k)).isEqualTo(plain.gradient(k));
        }
    }

    private static Node rungeKutta(Node u, Node k, double h) {
        Node k1 = k.multiply(u).negate();
        Node k2 = k.multiply(u.add(k1.multiply(h / 2))).negate();
        Node k3 = k.multiply(u.add(k2.multiply(h / 2))).negate();
        Node k4 = k.multiply(u.add(k3.multiply(h))).negate();
        return u.add(k1.add(k2.multiply(2)).add(k3.multiply(2)).add(k4).multiply(h / 6));
    }

    @Test
    void whatNothingReadsIsNotComputed() {
        Parameter w = Parameter.of("W", NumpyRandom.seed(1).randn(50, 50));
        Scan scan = Scan.times(200).carry("s", Constant.of(Tensor.ones(1, 50))).steps(step -> {
            Node s = step.carry("s");
            step.next("s", s.multiply(0.5)).output("product", s.matMul(w)).output("large", s.broadcastTo(w.shape()));
        });
        Run run = Run.of(Graph.of(scan.carry().sum()));
        assertThat(run.plan().bytes()).isLessThan(2_000);
        assertThat(run.plan().toString()).contains("200 × 1 ops");
    }

    @Test
    void planningDoesNotDependOnTheNumberOfSteps() {
        assertThat(plan(10).ops()).isEqualTo(plan(1_000_000).ops());
        assertThat(plan(1_000_000).bytes() - plan(10).bytes()).isEqualTo(999_990L * 2 * Double.BYTES);
    }

    private Plan plan(int steps) {
        Node last = Scan.times(steps)
                .carry("s", start)
                .body(s -> s.sin().multiply(s))
                .carry();
        return Run.of(Graph.of(last.sum())).plan();
    }

    @Test
    void aLoopIsMadeAgainForOtherShapes() {
        Loop loop = Scan.over(x, 0)
                .carry("s", start)
                .body((s, row) -> s.multiply(row).named("z"))
                .loop();
        Input longer = Input.of("longer", 5, 3), of = Input.of("of", 3);
        Loop other = loop.withInputs(List.of(of, longer));
        assertThat(other.steps()).isEqualTo(5);
        assertThat(other.shape().elements()).isEqualTo(3 + 15 + 15);
        assertThat(other.body()).hasToString("sₜ:(3) input\nxₜ:(3) input\nz:(3) = sₜ ∗ xₜ");
        assertThatThrownBy(() -> loop.withInputs(List.of(of, Input.of("scalar"))))
                .hasMessageContaining("the sequence scalar () does not have an element for each of 3 steps");
        assertThatThrownBy(() -> loop.withInputs(List.of(Input.of("one", 1), longer)))
                .hasMessage("Loop: the carry sₜ would have the shape (1) before a step and (3) after it");
    }

    @Test
    void aStepOpens() {
        Scan scan = Scan.over(x, 0)
                .carry("s", start)
                .body((s, row) -> s.multiply(2).add(row).named("next"));
        Evaluator second = fed(scan.carry()).step(scan.loop(), 1);
        Graph body = second.graph();
        assertThat(second.value(body.outputs().get(0))).isEqualTo(Tensor.of(new double[] {8, 48}));
        assertThat(second.value(body.inputs().get(0))).isEqualTo(Tensor.of(new double[] {3, 14}));
        assertThatThrownBy(() -> fed(scan.carry()).step(scan.loop(), 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aStepWithoutDerivativeSaysSo() {
        Node last = Scan.times(3).carry("s", start).body(s -> s.add(s.floor())).carry();
        assertThat(Gradients.of(last.sum()).reaches(start)).isTrue();
        Node counted =
                Scan.times(3).carry("s", start).body(s -> s.then(Jump::new)).carry();
        assertThatThrownBy(() -> Gradients.of(counted.sum()).wrt(start))
                .isInstanceOf(UndefinedGradientException.class)
                .hasMessageContaining("Loop has no derivative")
                .hasMessageContaining("it jumps");
    }

    private static final class Jump extends UnaryOp {
        Jump(Node x) {
            super(x, Jump::new);
        }

        @Override
        public double apply(double x) {
            return Math.rint(x);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(undefined("it jumps"));
        }
    }

    @Test
    void wrongUsesAreRefusedWhereTheyAreMade() {
        assertThatThrownBy(() -> Scan.times(0)).hasMessage("Scan: times(0) gives 0 steps, but a scan needs at least 1");
        assertThatThrownBy(() -> Scan.over(x, 2)).hasMessage("Scan: x (3, 2) has no axis 2 to run over: it has rank 2");
        assertThatThrownBy(() -> Scan.over(Constant.of(1), 0))
                .hasMessage("Scan: 1 () has no axis 0 to run over; times(n) repeats a step without a sequence");
        assertThatThrownBy(() -> Scan.over(x, 0).over("y", x, 1))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Scan: axis 0 of x (3, 2) gives 3 steps, but axis 1 of x (3, 2) gives 2; every step takes one"
                                + " element of each sequence");
        assertThatThrownBy(() -> Scan.over(x, 0).over("x", x, 0))
                .hasMessageContaining("two sequences are named x; rename one of them");
        assertThatThrownBy(() -> Scan.times(2).carry("s", start).carry("s", start))
                .hasMessage("Scan: two carries are named s");
        assertThatThrownBy(() -> Scan.times(2).carry("s", start).checkpoint(0))
                .hasMessageContaining("k must be at least 1");
        assertThatThrownBy(() -> Scan.times(2).carry("s", start).body(s -> s.reshape(1, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Scan: the carry s has the shape (2) before a step and (1, 2) after it, as"
                        + " reshape(sₜ, (1, 2)); the shape of a carry must not change: reshape(2) would restore"
                        + " it");
        assertThatThrownBy(() -> Scan.times(2).carry("s", start).steps(step -> step.output("y", step.carry("s"))))
                .hasMessage("Scan: the body does not pass on the carry s; call step.next(\"s\", …), or use its"
                        + " start, s, if it does not change");
        assertThatThrownBy(() -> Scan.times(2).carry("s", start).steps(step -> step.carry("h")))
                .hasMessage("Scan: there is no carry named h; there are [s]");
        assertThatThrownBy(() -> Scan.over(x, 0).steps(step -> {})).hasMessageContaining("the body has no result");
        assertThatThrownBy(() -> Scan.over(x, 0).body(s -> s))
                .hasMessage("Scan: body(h -> …) needs 1 carry and 0 sequences, but there are carries [] and"
                        + " sequences [x]; use steps(step -> …) instead");
        assertThatThrownBy(() -> Scan.times(2).steps(step -> {}))
                .hasMessageContaining("there is neither a carry nor a sequence");
        assertThatThrownBy(() -> Scan.times(2)
                        .carry("s", start)
                        .steps(step -> step.next("s", step.carry("s")).next("s", start)))
                .hasMessage("Scan: a step passes on the carry s twice, as sₜ and as s");
        Scan scan = Scan.times(2).carry("s", start).body(s -> s.sin());
        assertThatThrownBy(() -> scan.carry("h")).hasMessage("Scan: there is no carry named h; there are [s]");
    }

    @Test
    void moreNumbersThanAnArrayHoldsAreRefused() {
        assertThatThrownBy(() -> Scan.times(2_000_000_000).carry("s", start).body(s -> s.sin()))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Scan: the carries and outputs of all steps exceed the maximum size of an array; use"
                        + " checkpoint(k) to keep the carries of every k-th step only, and do not use"
                        + " keepIntermediates()");
    }

    @Test
    void whatIsKeptIsReadInsteadOfComputedAgain() {
        Scan again = damped(Scan.over(x, 0).carry("s", start));
        Scan kept = damped(Scan.over(x, 0).carry("s", start).keepIntermediates());
        assertThat(kept.loop().body()).hasToString(again.loop().body().toString());
        assertThat(opsOfBackward(again)).contains("Tanh");
        assertThat(opsOfBackward(kept)).doesNotContain("Tanh").isNotEmpty();
        Evaluator one = fed(again.carry().sum()), other = fed(kept.carry().sum());
        assertThat(other.gradient(start)).isEqualTo(one.gradient(start));
    }

    private static Scan damped(ScanBuilder builder) {
        return builder.body((s, row) -> s.multiply(row).tanh().multiply(row));
    }

    private static List<String> opsOfBackward(Scan scan) {
        Node gradient = Gradients.of(scan.carry().sum())
                .wrt(List.of((Node) scan.loop().input(0)))
                .get(0);
        return Graph.of(gradient).nodes().stream()
                .filter(node -> node instanceof Loop loop && loop.isReversed())
                .flatMap(loop -> ((Loop) loop).body().nodes().stream())
                .filter(Op.class::isInstance)
                .map(op -> op.getClass().getSimpleName())
                .toList();
    }

    /** A node of the step that is used outside does not denote any particular step. */
    @Test
    void aNodeOfTheStepHasNoValueOutside() {
        Node[] leaked = new Node[1];
        Scan.times(2).carry("s", start).body(s -> {
            leaked[0] = s;
            return s.sin();
        });
        assertThatThrownBy(() -> Run.of(Graph.of(leaked[0].sum())).forward()).hasMessageContaining("sₜ (2)");
    }
}
