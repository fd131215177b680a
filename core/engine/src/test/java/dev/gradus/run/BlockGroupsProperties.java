package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.plan.fuse.BlockGroups;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Ops on large values give the same bits block by block as one after the other. */
class BlockGroupsProperties {
    private static final double[] SPECIAL = {0, -0.0, 1, -1, 700, -700, 1e300, 1e-300, Double.MIN_VALUE, 40, 0.5};
    private static final int KINDS = 14;

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.of(
                2 * BlockGroups.BLOCK - 1,
                2 * BlockGroups.BLOCK,
                2 * BlockGroups.BLOCK + 1,
                5003,
                BlockGroups.MANY,
                BlockGroups.MANY + 5003);
    }

    @Property(tries = 60)
    void theSameBitsAsTheEvaluator(
            @ForAll("sizes") int size,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 1 << 20) Integer> choices,
            @ForAll Set<Optimization> off,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll boolean keepAll) {
        Input x = Input.of("x", size), y = Input.of("y", size), number = Input.of("number");
        List<Node> nodes = new ArrayList<>(List.of(x, y, number, x.add(y)));
        for (int choice : choices) {
            int operands = choice / KINDS;
            Node a = nodes.get(operands % nodes.size()), b = nodes.get(operands / 31 % nodes.size());
            nodes.add(op(choice % KINDS, a, b));
        }
        Node J = nodes.get(nodes.size() - 1).add(nodes.get(nodes.size() - 2)).sum();
        Graph graph = Graph.of(J);
        Node[] kept = keepAll ? graph.nodes().toArray(Node[]::new) : new Node[0];
        Run run = Run.builder(graph)
                .without(off.toArray(Optimization[]::new))
                .threads(threads)
                .keep(kept)
                .gradients(graph.inputs().toArray(Node[]::new))
                .build();
        for (Input input : graph.inputs()) {
            run.feed(input, numbers(input.shape(), input.label().length()));
        }
        Evaluator plain = run.evaluator();
        run.forward();
        assertThat(run.value(J)).isEqualTo(plain.value(J));
        run.backward();
        for (Node node : kept) {
            assertThat(run.value(node)).isEqualTo(plain.value(node));
        }
        for (Input input : graph.inputs()) {
            assertThat(run.gradient(input)).isEqualTo(plain.gradient(input));
        }
    }

    private static Node op(int kind, Node a, Node b) {
        return switch (kind) {
            case 0 -> a.add(b);
            case 1 -> a.subtract(b);
            case 2 -> a.multiply(b);
            case 3 -> a.divide(b);
            case 4 -> a.tanh();
            case 5 -> a.sigmoid();
            case 6 -> a.relu();
            case 7 -> a.greater(b).where(a, b);
            case 8 -> a.maximum(b);
            case 9 -> a.softplus();
            case 10 -> a.negate().exp();
            case 11 -> a.abs();
            case 12 -> a.sin().add(b);
            default -> a.subtract(b.mean());
        };
    }

    private static Tensor numbers(Shape shape, int seed) {
        return Tensor.generate(
                shape, i -> i % 7 == 3 ? SPECIAL[(i + seed) % SPECIAL.length] : StrictMath.sin(i * seed));
    }
}
