package dev.gradus.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.GradientCheck;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Custom;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Loops in the bodies of loops. */
class NestedLoopsTest {
    private final Parameter a = Parameter.of("a", Tensor.scalar(0.75));
    private final Parameter b = Parameter.of("b", Tensor.scalar(0.5));

    private static double value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node).item();
    }

    @Test
    void anInnerLoopMayBeginWithTheOuterCarryAndReadIt() {
        Node square = Scan.times(1)
                .carry("h", a)
                .body(h -> Scan.times(1).carry("g", h).body(g -> g.multiply(h)).carry())
                .carry();
        Run run = Run.of(Graph.of(square));
        assertThat(run.forward()).isEqualTo(0.75 * 0.75);
        run.backward();
        assertThat(run.gradient(a).item()).isEqualTo(2 * 0.75);
        assertThat(value(Gradients.of(Gradients.of(square).wrt(a)).wrt(a))).isEqualTo(2);
    }

    /** A loop of one step with the results x² and −0 + x. */
    private static Scan squareAndSum(Node x) {
        return Scan.times(1)
                .carry("square", x)
                .carry("sum", Loop.emptySum(x.shape()))
                .steps(step -> step.next("square", step.carry("square").square())
                        .next("sum", step.carry("sum").add(x)));
    }

    @Test
    void aLoopContinuesASumThatDoesNotDependOnIt() {
        Scan first = squareAndSum(a), second = squareAndSum(first.carry("square"));
        Node sum = b.add(first.carry("sum")).add(second.carry("sum"));
        List<Node> joined = JoinedSums.in(List.of(second.carry("square"), sum));
        assertThat(joined.get(1)).isInstanceOf(LoopResult.class);
        Loop last = (Loop) joined.get(1).inputs().get(0);
        assertThat(last.input(1)).isInstanceOf(LoopResult.class);
        assertThat(last.input(1).inputs().get(0).inputs().get(1)).isSameAs(b);
        assertThat(value(joined.get(1))).isEqualTo(0.5 + 0.75 + 0.75 * 0.75);
    }

    @Test
    void aLoopDoesNotContinueASumOfItsOwnResults() {
        Scan loop = squareAndSum(a);
        Node sum = loop.carry("square").add(loop.carry("sum"));
        assertThat(JoinedSums.in(List.of(sum))).containsExactly(sum);
    }

    /** Each loop could continue a sum of the next one, and the last one a sum of the first. */
    @Test
    void loopsDoNotContinueSumsInACircle() {
        for (int count : new int[] {2, 3, 200}) {
            List<Scan> loops = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                loops.add(squareAndSum(i % 2 == 0 ? a : b));
            }
            List<Node> sums = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Scan next = loops.get((i + 1) % count);
                sums.add(next.carry("square").add(loops.get(i).carry("sum")));
            }
            List<Node> joined = JoinedSums.in(sums);
            assertThat(joined).filteredOn(LoopResult.class::isInstance).hasSize(count - 1);
            for (int i = 0; i < count; i++) {
                assertThat(value(joined.get(i))).isEqualTo(value(sums.get(i)));
            }
        }
    }

    /** Each level repeats the loop inside it, which begins with the level's carry. */
    private static Node nest(int depth, Node start, UnaryOperator<Node> innermost) {
        return depth == 0
                ? innermost.apply(start)
                : Scan.times(2)
                        .carry("c" + depth, start)
                        .body(c -> nest(depth - 1, c.sin(), innermost))
                        .carry();
    }

    /** One call finds out which inputs have a derivative, and the other differentiates. */
    @Test
    void aRuleIsCalledTwiceAtAnyDepth() {
        for (int depth : new int[] {1, 4, 12}) {
            AtomicInteger calls = new AtomicInteger();
            Node y = nest(
                    depth,
                    a,
                    x -> Custom.of(List.of(x, b), (in, out) -> out[0] = in[0][0] * in[1][0], (op, upstream) -> {
                        calls.incrementAndGet();
                        return List.of(upstream.multiply(op.input(1)), upstream.multiply(op.input(0)));
                    }));
            Gradients.of(y);
            assertThat(calls).as("depth %d", depth).hasValue(2);
        }
    }

    /** The same of equations in equations, in which the matrix of derivatives and the gradients are of one sweep. */
    @Test
    void aRuleInEquationsIsCalledAsOftenAsThereAreLevels() {
        for (int depth : new int[] {1, 3, 6}) {
            AtomicInteger calls = new AtomicInteger();
            Node y = equations(depth, a, calls);
            calls.set(0);
            Gradients.of(y);
            assertThat(calls).as("depth %d", depth).hasValueLessThanOrEqualTo(2);
        }
    }

    private static Node equations(int depth, Node c, AtomicInteger calls) {
        if (depth == 0) {
            return Custom.of(List.of(c), (in, out) -> out[0] = in[0][0] / 4, (op, upstream) -> {
                calls.incrementAndGet();
                return List.of(upstream.multiply(0.25));
            });
        }
        return Implicit.fixedPoint(c, x -> c.add(equations(depth - 1, x, calls)))
                .solution();
    }

    /** A reversed body repeats the inner loops of a step, and then reverses them. */
    @Test
    void everyBodyIsPlannedOnce() {
        for (int depth : new int[] {1, 4, 9}) {
            Run run = Run.of(Graph.of(nest(depth, a, x -> x.multiply(b))));
            long bodies = run.plan()
                    .toString()
                    .lines()
                    .filter(line -> line.contains(" × "))
                    .count();
            assertThat(bodies).isEqualTo(depth + depth * (depth + 1) / 2);
        }
    }

    /** The gradient of a loop's value is split into those of its results, unless that takes a long time. */
    @Test
    void aGradientThatIsASumOfSharedSumsIsNotFollowedAlongAllPaths() {
        Scan scan = Scan.times(1).carry("c", a).body(c -> c.multiply(b));
        Node upstream = Gradients.of(scan.carry()).wrt(scan.loop());
        for (int doubled = 0; doubled < 60; doubled++) {
            upstream = upstream.add(upstream);
        }
        assertThat(value(Gradients.of(scan.loop(), upstream).wrt(b))).isEqualTo(Math.scalb(0.75, 60));
    }

    /** ẏ = −k y³ by the implicit Euler method, whose equation Newton's method solves in each step. */
    @Test
    void implicitEulerWithNewtonsMethodHasTheRightGradient() {
        Parameter k = Parameter.of("k", Tensor.scalar(1.5)), start = Parameter.of("y", Tensor.scalar(-2));
        double dt = 0.1;
        UnaryOperator<Node> byScan =
                y -> Scan.times(6).carry("z", y).body(z -> newton(z, y, k, dt)).carry();
        UnaryOperator<Node> byWhile = y -> While.carry("z", y)
                .most(9)
                .body(z -> residual(z, y, k, dt).abs().greater(1e-13), z -> newton(z, y, k, dt))
                .carry();
        UnaryOperator<Node> byEquation =
                y -> Implicit.root(y, z -> residual(z, y, k, dt)).solution();
        for (UnaryOperator<Node> step : List.of(byScan, byWhile, byEquation)) {
            Node loss =
                    Scan.times(3).carry("y", start).body(step).output().square().sum();
            GradientCheck.of(Run.of(Graph.of(loss))).check().assertPassed();
            Node slopes = Gradients.of(loss).wrt(start).square().sum();
            GradientCheck.of(Run.of(Graph.of(slopes))).check().assertPassed();
        }
    }

    private static Node residual(Node z, Node y, Node k, double dt) {
        return z.subtract(y).add(k.multiply(z.square().multiply(z)).multiply(dt));
    }

    private static Node newton(Node z, Node y, Node k, double dt) {
        Node slope = Constant.of(1).add(k.multiply(z.square()).multiply(3 * dt));
        return z.subtract(residual(z, y, k, dt).divide(slope));
    }
}
