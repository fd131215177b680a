package dev.gradus.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Jacobian;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class WhileTest {
    private final Input a = Input.of("a");
    private final While newton = While.carry("x", a)
            .body(
                    x -> x.square().subtract(a).abs().greater(a.multiply(1e-12)),
                    x -> x.add(a.divide(x)).multiply(0.5));

    private static double number(Node node, Input input, double value) {
        return Evaluator.of(Graph.of(node))
                .feed(input, Tensor.scalar(value))
                .value(node)
                .item();
    }

    @Test
    void computesWhatAJavaLoopComputes() {
        for (double value : new double[] {0.01, 1, 2, 3, 1e4}) {
            double x = value;
            int steps = 0;
            for (; Math.abs(x * x - value) > value * 1e-12; steps++) {
                x = (x + value / x) * 0.5;
            }
            assertThat(number(newton.carry(), a, value)).isEqualTo(x);
            assertThat(number(newton.steps(), a, value)).isEqualTo(steps);
        }
    }

    @Test
    void hasDerivativesOfEveryOrder() {
        Node first = Gradients.of(newton.carry()).wrt(a);
        Node second = Gradients.of(first).wrt(a);
        Node third = Gradients.of(second).wrt(a);
        assertThat(number(first, a, 2)).isCloseTo(0.5 / Math.sqrt(2), within(1e-12));
        assertThat(number(second, a, 2)).isCloseTo(-0.25 * Math.pow(2, -1.5), within(1e-9));
        assertThat(number(third, a, 2)).isCloseTo(0.375 * Math.pow(2, -2.5), within(1e-6));
    }

    @Test
    void withoutAStepTheLastCarryIsTheStart() {
        assertThat(number(newton.steps(), a, 1)).isZero();
        assertThat(number(newton.carry(), a, 1)).isEqualTo(1);
        assertThat(number(Gradients.of(newton.carry()).wrt(a), a, 1)).isEqualTo(1);
    }

    /** The greatest common divisor, by Euclid's algorithm: carries that trade places. */
    @Test
    void hasSeveralCarries() {
        Input b = Input.of("b");
        While gcd = While.carry("a", a)
                .carry("b", b)
                .steps(
                        step -> step.carry("b").greater(0),
                        step -> step.next("a", step.carry("b"))
                                .next("b", Functions.remainder(step.carry("a"), step.carry("b"))));
        Run run = Run.of(Graph.of(gcd.carry("a"), gcd.steps()));
        run.feed(a, Tensor.scalar(84)).feed(b, Tensor.scalar(36)).forward();
        assertThat(run.value(gcd.carry("a")).item()).isEqualTo(12);
        assertThat(run.value(gcd.steps()).item()).isEqualTo(2);
        run.feed(b, Tensor.scalar(0)).forward();
        assertThat(run.value(gcd.carry("a")).item()).isEqualTo(84);
    }

    @Test
    void outputsOfStepsThatAreNotMadeAreZero() {
        While powers = While.carry("x", a)
                .most(5)
                .steps(
                        step -> step.carry("x").less(10),
                        step -> step.next("x", step.carry("x").multiply(2))
                                .output("x", step.carry("x").add(step.index())));
        Node all = powers.output("x");
        Run run = Run.of(Graph.of(all));
        for (double start : new double[] {1, 3, 11, 1}) {
            run.feed(a, Tensor.scalar(start)).forward();
            double[] rows = new double[5];
            double x = start;
            for (int step = 0; x < 10; step++, x *= 2) {
                rows[step] = x + step;
            }
            assertThat(run.value(all)).isEqualTo(Tensor.of(rows));
        }
        Node gradient = Gradients.of(all.multiply(Constant.of(Tensor.of(new double[] {1, 10, 100, 1000, 1e4})))
                        .sum())
                .wrt(a);
        assertThat(number(gradient, a, 3)).isEqualTo(1 + 2 * 10);
    }

    @Test
    void aLoopInALoop() {
        While halvings = While.carry("x", a)
                .carry("n", Constant.of(0))
                .steps(
                        step -> step.carry("n").less(3),
                        step -> step.next("n", step.carry("n").add(1))
                                .next(
                                        "x",
                                        While.carry("y", step.carry("x").multiply(5))
                                                .body(y -> y.greater(2), y -> y.multiply(0.5))
                                                .carry()));
        double x = 1.3;
        double slope = 1;
        for (int n = 0; n < 3; n++) {
            x *= 5;
            slope *= 5;
            for (; x > 2; slope *= 0.5) {
                x *= 0.5;
            }
        }
        assertThat(number(halvings.carry("x"), a, 1.3)).isEqualTo(x);
        assertThat(number(Gradients.of(halvings.carry("x")).wrt(a), a, 1.3)).isEqualTo(slope);
        assertThat(number(
                        Gradients.of(Gradients.of(halvings.carry("x").square()).wrt(a))
                                .wrt(a),
                        a,
                        1.3))
                .isCloseTo(2 * slope * slope, within(1e-12));
    }

    @Test
    void aScanMayMakeOnlyItsFirstSteps() {
        Input n = Input.of("n");
        Parameter x = Parameter.of("x", Tensor.of(new double[] {1, 2, 4, 8}));
        for (boolean reversed : new boolean[] {false, true}) {
            ScanBuilder builder = Scan.over(x, 0).carry("s", Constant.of(10)).first(n);
            Scan scan = (reversed ? builder.reverse() : builder)
                    .body((s, each) -> s.multiply(2).add(each));
            Evaluator two = Evaluator.of(Graph.of(scan.carry())).feed(n, Tensor.scalar(2));
            double first = reversed ? 22 : 21;
            double last = reversed ? 45 : 44;
            assertThat(two.value(scan.output()))
                    .isEqualTo(
                            Tensor.of(reversed ? new double[] {last, first, 0, 0} : new double[] {first, last, 0, 0}));
            assertThat(two.value(scan.carry()).item()).isEqualTo(last);
            assertThat(two.gradient(x))
                    .isEqualTo(Tensor.of(reversed ? new double[] {1, 2, 0, 0} : new double[] {2, 1, 0, 0}));
            assertThatThrownBy(() -> two.feed(n, Tensor.scalar(5)).value(scan.carry()))
                    .hasMessage("Loop: n () is 5.0, but a number of steps must be an integer from 0 to 4");
        }
    }

    @Test
    void jacobiansKnowWhatDependsOnWhat() {
        Parameter start = Parameter.of("start", Tensor.of(new double[] {1, 2}));
        Node last = While.carry("x", start)
                .body(x -> x.sum().less(20), x -> x.square())
                .carry();
        assertThat(Jacobian.of(last).wrt(start).value()).isEqualTo(Tensor.of(new double[][] {{8, 0}, {0, 8 * 128}}));
    }

    @Test
    void printsItsSteps() {
        assertThat(Graph.of(newton.carry().named("root"))).hasToString("""
                a:() input
                v1:(2003) = while(a, abs(a² − a) > a ∗ 1e−12, a, a ∗ 1e−12, at most 1000 steps)
                    xₜ:() input
                    a:() input
                    xₜ₊₁:() = (xₜ + a / xₜ) ∗ 0.5
                    v1:() input
                    goesOnₜ₊₁:() = abs(xₜ₊₁² − a) > v1
                root:() = last(v1, xₜ)""");
    }

    @Test
    void anEndlessLoopNamesTheLimit() {
        Node endless = While.carry("x", a)
                .most(7)
                .body(x -> x.greater(0), x -> x.add(1))
                .carry();
        assertThat(number(endless, a, -1)).isEqualTo(-1);
        Run run = Run.of(Graph.of(endless)).feed(a, Tensor.scalar(1));
        assertThatThrownBy(run::forward)
                .isInstanceOf(StepLimitException.class)
                .hasMessage(
                        "While: the condition of while(a, a > 0, at most 7 steps) (17) is still true after 7 steps; allow more steps with most(n), or check that they can make it false: a tolerance below the rounding errors is never reached");
        assertThatThrownBy(() -> number(endless, a, 1)).isInstanceOf(StepLimitException.class);
    }

    @Test
    void aConditionMustBeZeroOrOne() {
        Node odd = While.carry("x", a).body(x -> x, x -> x.subtract(1)).carry();
        assertThat(number(odd, a, 1)).isZero();
        assertThatThrownBy(() -> number(odd, a, 2))
                .hasMessage(
                        "While: after 0 steps, the condition of while(a, at most 1000 steps) (1002) is 2.0, but must be 0 or 1; compare numbers, for example with greater(0)");
    }

    @Test
    void wrongLoopsAreRejectedWhenTheyAreBuilt() {
        Input v = Input.of("v", 3);
        assertThatThrownBy(() -> While.carry("v", v).body(x -> x.greater(0), x -> x.multiply(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "While: the condition must be one number of rank 0, but is vₜ > 0 (3); use max() on it for \"any\", min() for \"all\"");
        assertThatThrownBy(() -> While.carry("v", v).body(x -> x.slice(0, 0, 1).greater(0), x -> x.multiply(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "While: the condition must be one number of rank 0, but is vₜ[0:1] > 0 (1); use reshape() on it");
        assertThatThrownBy(() -> While.carry("v", v).body(x -> x.sum().greater(0), x -> x.sum()))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "While: the carry v has the shape (3) before a step and () after it, as sum(vₜ); the shape of a carry must not change");
        assertThatThrownBy(() -> While.carry("v", v).body(x -> a.greater(0), x -> x.multiply(2)))
                .hasMessage("While: the condition, a > 0 (), depends on no carry, so no step would change it");
        assertThatThrownBy(() -> While.carry("v", v)
                        .steps(step -> step.index().less(3), step -> step.next("v", step.carry("v"))))
                .hasMessage("While: the condition may only read carries, with carry(name)");
        assertThatThrownBy(() -> While.carry("v", v).steps(step -> step.carry("w"), step -> {}))
                .hasMessage("While: there is no carry named w; there are [v]");
        assertThatThrownBy(
                        () -> While.carry("v", v).steps(step -> step.carry("v").sum(), step -> {}))
                .hasMessage(
                        "While: the body does not pass on the carry v; call step.next(\"v\", …), or use its start, v, if it does not change");
        assertThatThrownBy(() -> While.carry("v", v).carry("v", a)).hasMessage("While: two carries are named v");
        assertThatThrownBy(() -> While.carry("v", v).carry("a", a).body(x -> x, x -> x))
                .hasMessage(
                        "While: body(x -> …, x -> …) needs 1 carry, but there are [v, a]; use steps(step -> …, step -> …) instead");
        assertThatThrownBy(() -> While.carry("v", v).most(0))
                .hasMessage("While: most(0): the number of steps must be at least 1");
        assertThatThrownBy(() -> While.carry("v", v)
                        .most(Integer.MAX_VALUE)
                        .body(x -> x.max().less(1), Node::exp))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "While: the carries and outputs of 2147483647 steps exceed the maximum size of an array; allow fewer steps with most(n)");
        assertThatThrownBy(() -> newton.carry("y")).hasMessage("While: there is no carry named y; there are [x]");
        assertThatThrownBy(() -> Scan.times(3).first(v))
                .hasMessage("Scan: first(n): the number of steps must have rank 0, but is v (3)");
        assertThatThrownBy(
                        () -> Scan.times(3).carry("a", a).first(a).checkpoint(2).body(x -> x))
                .hasMessage("Scan: checkpoint(k) needs a fixed number of steps; omit it, or first(n)");
    }
}
