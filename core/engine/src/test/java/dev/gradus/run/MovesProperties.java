package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.flow.Scan;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Slices, pads, joins and gathers between elementwise ops give the bits of the plain evaluator, in blocks and in loops. */
class MovesProperties {
    private static final int KINDS = 13;

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.of(4, 300, 1003, 1025, 2049, 5000, 40_001, 32 * 1024 + 5);
    }

    @Property(tries = 40)
    void theSameBitsAsTheEvaluator(
            @ForAll("lengths") int n,
            @ForAll @Size(min = 1, max = 14) List<@IntRange(max = 1 << 20) Integer> choices,
            @ForAll Set<Optimization> off,
            @ForAll @IntRange(min = 1, max = 3) int threads,
            @ForAll KernelChoice kernels,
            @ForAll boolean inLoops,
            @ForAll boolean repeated,
            @ForAll long seed) {
        Input x = Input.of("x", n), y = Input.of("y", n);
        Node last = repeated
                ? Scan.times(3)
                        .carry("state", x)
                        .body(state -> last(choices, state, y, new Random(seed)))
                        .carry()
                : last(choices, x, y, new Random(seed));
        Graph graph = Graph.of(last.sum());
        if (inLoops) {
            off.remove(Optimization.GENERATED_LOOPS);
        }
        Run.Builder builder = Run.builder(graph)
                .without(off.toArray(Optimization[]::new))
                .kernels(kernels.refusal().isEmpty() ? kernels : KernelChoice.SCALAR)
                .threads(threads)
                .keep(last)
                .gradients(graph.inputs().toArray(Node[]::new));
        Run run = inLoops ? builder.loopsAtOnce().build() : builder.build();
        Random random = new Random(seed);
        for (int step = 0; step < 3; step++) {
            for (Input input : graph.inputs()) {
                run.feed(input, Tensor.generate(input.shape(), i -> random.nextGaussian()));
            }
            Evaluator plain = run.evaluator();
            run.forward();
            assertThat(run.value(last)).isEqualTo(plain.value(last));
            run.backward();
            for (Input input : graph.inputs()) {
                assertThat(run.gradient(input)).isEqualTo(plain.gradient(input));
            }
        }
    }

    /** Returns a value of the length of x that is computed by these ops. */
    private static Node last(List<Integer> choices, Node x, Node y, Random random) {
        int n = x.shape().elements();
        List<Node> nodes = new ArrayList<>(List.of(x, y));
        for (int choice : choices) {
            int operands = choice / KINDS;
            Node a = nodes.get(nodes.size() - 1 - operands % Math.min(3, nodes.size()));
            Node b = nodes.get(operands / 31 % nodes.size());
            nodes.add(op(choice % KINDS, a, b, n, random));
        }
        return nodes.get(nodes.size() - 1).add(nodes.get(nodes.size() - 2)).multiply(x);
    }

    /** An op on two values of length n, whose result has that length too. */
    private static Node op(int kind, Node a, Node b, int n, Random random) {
        int cut = 1 + random.nextInt(n - 1);
        int other = 1 + random.nextInt(n - 1);
        int near = 1 + random.nextInt(Math.min(n - 1, 40));
        return switch (kind) {
            case 0 -> a.multiply(b);
            case 1 -> a.subtract(b).multiply(0.5);
            case 2 -> a.slice(0, cut, n).concat(0, b.slice(0, 0, cut));
            case 3 -> a.slice(0, 0, cut).pad(0, n - cut, 0);
            case 4 -> a.slice(0, 1, n).subtract(b.slice(0, 0, n - 1).square()).pad(0, 0, 1);
            case 5 -> a.take(indices(n, random), 0);
            case 6 -> Moves.stack(0, a, b).reshape(Shape.of(2 * n)).slice(0, cut, cut + n);
            case 7 -> Moves.stack(0, b, a).take(indices(n, random), 1).select(0, other % 2);
            case 8 ->
                a.pad(0, other, cut).slice(0, cut, cut + n).slice(0, 0, other).concat(0, b.slice(0, other, n));
            case 9 -> Moves.stack(1, a, b).slice(0, 0, n).sum(1).tanh();
            case 10 ->
                a.slice(0, near, n).pad(0, 0, near).add(b.slice(0, 0, n - near).pad(0, near, 0));
            case 11 -> Moves.stack(1, a, b, a.multiply(b)).select(1, other % 3);
            default -> Node.of(1).subtract(a.slice(0, 0, n - 1)).pad(0, 1, 0).add(b);
        };
    }

    private static Constant indices(int n, Random random) {
        return Constant.of(Tensor.generate(Shape.of(n), i -> random.nextInt(n)));
    }
}
