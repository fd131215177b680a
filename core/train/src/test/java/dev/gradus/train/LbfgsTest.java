package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LbfgsTest {
    private static Node function(String name, Parameter x) {
        int n = x.shape().elements();
        Node c = Constant.of(Tensor.generate(x.shape(), i -> i + 1));
        return switch (name) {
            case "rosenbrock" -> {
                Node tail = x.slice(0, 1, n), head = x.slice(0, 0, n - 1);
                yield tail.subtract(head.square())
                        .square()
                        .multiply(100)
                        .add(Constant.of(1).subtract(head).square())
                        .sum();
            }
            case "quartic" ->
                c.multiply(x.subtract(1).square().square()).sum().add(x.square().sum());
            case "logistic" ->
                c.multiply(x)
                        .softplus()
                        .sum()
                        .subtract(c.multiply(x).sum().multiply(0.5))
                        .add(x.subtract(1).square().sum().multiply(0.05));
            default -> throw new AssertionError(name);
        };
    }

    private static void step(Run run, Optimizer optimizer) {
        run.forward();
        run.backward();
        optimizer.step(run);
    }

    @TestFactory
    Stream<DynamicTest> goesThroughPyTorchsPoints() throws IOException {
        List<String> lines;
        try (InputStream in = LbfgsTest.class.getResourceAsStream("lbfgs-golden.txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < lines.size(); ) {
            String[] head = lines.get(i).split(" ");
            int end = i + 2;
            while (end < lines.size() && lines.get(end).startsWith("point")) {
                end++;
            }
            List<Tensor> points =
                    lines.subList(i + 1, end).stream().map(LbfgsTest::numbers).toList();
            tests.add(DynamicTest.dynamicTest(
                    String.join(" ", head), () -> follow(head[1], Integer.parseInt(head[2]), points)));
            i = end;
        }
        assertThat(tests).hasSize(5);
        return tests.stream();
    }

    private static Tensor numbers(String line) {
        return Tensor.of(Arrays.stream(line.split(" "))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray());
    }

    private static void follow(String name, int history, List<Tensor> points) {
        Parameter x = Parameter.of("x", points.get(0));
        Run run = Run.of(Graph.of(function(name, x)));
        Lbfgs optimizer = Lbfgs.of(history, 1e-7, 1e-9);
        for (Tensor point : points.subList(1, points.size())) {
            step(run, optimizer);
            assertThat(run.parameters().get(x).difference(point).within(1e-12, 1e-12))
                    .as("%s, not %s", run.parameters().get(x), point)
                    .isTrue();
        }
    }

    @Test
    void findsTheMinimumOfRosenbrocksValley() {
        Parameter x = Parameter.of("x", Tensor.of(new double[] {-1.2, 1}));
        Run run = Run.of(Graph.of(function("rosenbrock", x)));
        Lbfgs optimizer = Lbfgs.of(10, 1e-9, 0);
        int steps = 0;
        do {
            step(run, optimizer);
            steps++;
        } while (!optimizer.isConverged());
        assertThat(steps).isLessThan(50);
        assertThat(run.parameters().get(x).difference(Tensor.ones(2)).within(0, 1e-9))
                .isTrue();

        Run other = Run.of(run.graph());
        Lbfgs whole = Lbfgs.of(10, 1e-9, 0);
        assertThat(whole.minimize(other, 50)).isEqualTo(run.forward()).isEqualTo(other.forward());
        assertThat(whole.isConverged()).isTrue();
        assertThat(other.parameters().get(x)).isEqualTo(run.parameters().get(x));
        Lbfgs brief = Lbfgs.of(10, 1e-9, 0);
        assertThat(brief.minimize(Run.of(run.graph()), 3)).isGreaterThan(1e-3);
        assertThat(brief.isConverged()).isFalse();
        assertThatThrownBy(() -> whole.minimize(other, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lbfgs: the number of steps must be at least 1, but is 0");
    }

    @Property
    void everyStepGoesDown(@ForAll @Size(4) List<@DoubleRange(min = -5, max = 5) Double> start) {
        Parameter x = Parameter.of(
                "x", Tensor.of(start.stream().mapToDouble(each -> each).toArray()));
        Run run = Run.of(Graph.of(function("rosenbrock", x)));
        Lbfgs optimizer = Lbfgs.of();
        double before = run.forward();
        for (int i = 0; i < 20 && !optimizer.isConverged(); i++) {
            step(run, optimizer);
            double after = run.forward();
            assertThat(after).isLessThanOrEqualTo(before);
            before = after;
        }
    }

    @Property(tries = 20)
    void goesOnFromItsMemory(@ForAll @IntRange(max = 14) int before) {
        Parameter x = Parameter.of("x", Tensor.of(new double[] {-1.2, 1, 0.5}));
        Run whole = Run.of(Graph.of(function("rosenbrock", x))), parts = Run.of(whole.graph());
        Lbfgs one = Lbfgs.of(4, 1e-9, 1e-9), first = Lbfgs.of(4, 1e-9, 1e-9), second = Lbfgs.of(4, 1e-9, 1e-9);
        for (int i = 0; i < before + 5; i++) {
            step(whole, one);
        }
        for (int i = 0; i < before; i++) {
            step(parts, first);
        }
        second.memory(parts.parameters())
                .restore(first.memory(parts.parameters()).state());
        for (int i = 0; i < 5; i++) {
            step(parts, second);
        }
        assertThat(parts.parameters().get(x)).isEqualTo(whole.parameters().get(x));
    }

    /** The graph has another order of parameters. */
    @Test
    void asksForItsMemoryInAnyOrder() {
        Parameter a = Parameter.of("a", Tensor.of(new double[] {-1.2, 3})), b = Parameter.of("b", Tensor.scalar(0.5));
        Graph graph = Graph.of(a.sum().subtract(1).square().add(b.square()));
        Run asked = Run.of(graph, Parameters.of(List.of(b, a))), notAsked = Run.of(graph);
        Lbfgs one = Lbfgs.of(), two = Lbfgs.of();
        one.memory(asked.parameters());
        for (int i = 0; i < 4; i++) {
            step(asked, one);
            step(notAsked, two);
        }
        for (Parameter each : List.of(a, b)) {
            assertThat(asked.parameters()
                            .get(each)
                            .difference(notAsked.parameters().get(each))
                            .within(1e-12, 1e-12))
                    .isTrue();
        }
    }

    /** The slope along the direction is within the tolerance, while the gradient is not. */
    @Test
    void aStepAfterTheLastOneChangesNothing() {
        Parameter x = Parameter.of("x", Tensor.of(new double[] {-1.2, 1}));
        Run run = Run.of(Graph.of(function("rosenbrock", x)));
        Lbfgs optimizer = Lbfgs.of(10, 0, 1e-9);
        do {
            step(run, optimizer);
        } while (!optimizer.isConverged());
        step(run, optimizer);
        assertThat(optimizer.isConverged()).isTrue();
        Tensor found = run.parameters().get(x);
        Map<String, Tensor> memory = optimizer.memory(run.parameters()).state();
        for (int i = 0; i < 3; i++) {
            step(run, optimizer);
            assertThat(run.parameters().get(x)).isEqualTo(found);
            assertThat(optimizer.memory(run.parameters()).state()).isEqualTo(memory);
        }
    }

    @Test
    void aStateOfOtherSizesIsRefusedAndChangesNothing() {
        Parameter x = Parameter.of("x", Tensor.of(new double[] {-1.2, 1}));
        Run run = Run.of(Graph.of(function("rosenbrock", x)));
        Lbfgs optimizer = Lbfgs.of(4, 1e-9, 1e-9);
        for (int i = 0; i < 5; i++) {
            step(run, optimizer);
        }
        Resumable memory = optimizer.memory(run.parameters());
        Map<String, Tensor> before = memory.state();
        before.forEach((name, value) -> {
            Map<String, Tensor> broken = new HashMap<>(before);
            broken.put(name, Tensor.full(Shape.of(7, 7), 9));
            assertThatThrownBy(() -> memory.restore(broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
            assertThat(memory.state()).isEqualTo(before);
        });
    }

    @Test
    void gradientsFromElsewhereMakeTheSameStep() {
        Parameter x = Parameter.of("x", Tensor.of(new double[] {-1.2, 1}));
        Run run = Run.of(Graph.of(function("rosenbrock", x))), other = Run.of(run.graph());
        Lbfgs one = Lbfgs.of(), two = Lbfgs.of();
        for (int i = 0; i < 10; i++) {
            step(run, one);
            two.step(other.parameters(), numbers -> {
                double loss = other.forward();
                other.backward();
                other.readGradient(x, numbers);
                return loss;
            });
        }
        assertThat(other.parameters().get(x)).isEqualTo(run.parameters().get(x));
    }

    /** log x is undefined on the path, and e^{e^x} overflows. */
    @Test
    void pointsWithoutAFiniteLossAreTooFar() {
        Parameter x = Parameter.of("x", Tensor.scalar(1e-3));
        Run run = Run.of(Graph.of(x.subtract(x.log()).add(x.multiply(5).exp().exp())));
        Lbfgs optimizer = Lbfgs.of();
        for (int i = 0; i < 100 && !optimizer.isConverged(); i++) {
            step(run, optimizer);
            assertThat(run.parameters().get(x).item()).isPositive().isFinite();
        }
        run.forward();
        run.backward();
        assertThat(run.gradient(x).item()).isBetween(-1e-3, 1e-3);
    }

    @Test
    void frozenParametersStay() {
        Parameter a = Parameter.of("a", Tensor.scalar(3)), b = Parameter.of("b", Tensor.scalar(5));
        Run run = Run.of(Graph.of(a.multiply(b).subtract(1).square()));
        run.parameters().freeze(b);
        Lbfgs optimizer = Lbfgs.of();
        for (int i = 0; i < 10; i++) {
            step(run, optimizer);
        }
        assertThat(run.parameters().get(b).item()).isEqualTo(5);
        assertThat(run.parameters().get(a).item()).isBetween(0.199999, 0.200001);
        run.parameters().freeze(a);
        run.forward();
        run.backward();
        assertThatThrownBy(() -> optimizer.step(run)).hasMessage("Lbfgs: there are no parameters to change");
    }

    @Test
    void wrongUseIsRefused() {
        assertThatThrownBy(() -> Lbfgs.of(0, 1, 1)).hasMessage("Lbfgs: the history must be positive, not 0");
        Parameter x = Parameter.of("x", Tensor.scalar(-1));
        Run run = Run.of(Graph.of(x.log()));
        Lbfgs optimizer = Lbfgs.of();
        assertThatThrownBy(() -> optimizer.step(run)).isInstanceOf(IllegalStateException.class);
        run.forward();
        run.backward();
        assertThatThrownBy(() -> optimizer.step(run))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("Lbfgs: the loss is NaN");
        assertThat(run.parameters().get(x).item()).isEqualTo(-1);
        Parameters other = Parameters.of(List.of(x));
        optimizer.memory(run.parameters());
        Run good = Run.of(Graph.of(x.square()), other);
        good.forward();
        good.backward();
        optimizer.step(good);
        run.parameters().set(x, Tensor.scalar(2));
        run.forward();
        run.backward();
        assertThatThrownBy(() -> optimizer.step(run)).hasMessageContaining("belongs to other parameters");
    }
}
