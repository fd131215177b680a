package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Mean;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Generated loops give the bits of the plain evaluator: any ops, operands repeated in any way, sums, kernels, threads. */
class LoopsProperties {
    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        700,
        -745.2,
        1e300,
        -1e300,
        1e-300,
        Double.MIN_VALUE,
        -0x1p-1060,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };
    private static final int KINDS = 37;

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.of(
                Shape.of(5),
                Shape.of(8),
                Shape.of(1, 9),
                Shape.of(17, 59),
                Shape.of(3, 5, 7),
                Shape.of(1003),
                Shape.of(2, 2048),
                Shape.of(300, 4, 9),
                Shape.of(40, 1100),
                Shape.of(70, 40),
                Shape.of(5, 16, 3, 50),
                Shape.of(67, 301),
                Shape.of(4099, 33),
                Shape.of(100_007));
    }

    @Property(tries = 50)
    void theSameBitsAsTheEvaluator(
            @ForAll("shapes") Shape shape,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 1 << 20) Integer> choices,
            @ForAll Set<Optimization> off,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll KernelChoice kernels,
            @ForAll boolean keepAll,
            @ForAll @Size(min = 1, max = 4) List<Boolean> backward,
            @ForAll long seed) {
        List<Node> nodes = new ArrayList<>(List.of(Input.of("x", shape), Input.of("y", shape), Input.of("number")));
        for (int pattern = 0; pattern < 1 << shape.rank(); pattern++) {
            nodes.add(Input.of("repeated" + pattern, repeated(shape, pattern)));
        }
        for (int choice : choices) {
            int operands = choice / KINDS;
            Node a = nodes.get(operands % nodes.size()), b = nodes.get(operands / 31 % nodes.size());
            nodes.add(op(choice % KINDS, a, b));
        }
        Node J = nodes.get(nodes.size() - 1).add(nodes.get(nodes.size() - 2)).sum();
        Graph graph = Graph.of(J);
        Node[] kept = keepAll ? graph.nodes().toArray(Node[]::new) : new Node[0];
        off.remove(Optimization.GENERATED_LOOPS);
        Run run = Run.builder(graph)
                .without(off.toArray(Optimization[]::new))
                .loopsAtOnce()
                .kernels(kernels.refusal().isEmpty() ? kernels : KernelChoice.SCALAR)
                .threads(threads)
                .keep(kept)
                .gradients(graph.inputs().toArray(Node[]::new))
                .build();
        Random random = new Random(seed);
        for (int step = 0; step < 4; step++) {
            graph.inputs().forEach(input -> run.feed(input, numbers(input.shape(), random)));
            Evaluator plain = run.evaluator();
            run.forward();
            assertThat(run.value(J)).isEqualTo(plain.value(J));
            for (Node node : kept) {
                assertThat(run.value(node)).isEqualTo(plain.value(node));
            }
            if (backward.get(step % backward.size())
                    && run.unreached().size() < graph.inputs().size()) {
                run.backward();
                for (Input input : graph.inputs()) {
                    assertThat(run.gradient(input)).isEqualTo(plain.gradient(input));
                }
            }
        }
    }

    private static Shape repeated(Shape shape, int pattern) {
        int[] sizes = shape.sizes();
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = (pattern >> axis & 1) == 0 ? sizes[axis] : 1;
        }
        return Shape.of(sizes);
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
            case 13 -> a.minimum(b);
            case 14 -> a.lessEqual(b).multiply(a);
            case 15 -> a.notEqual(b).where(b, a);
            case 16 -> a.log();
            case 17 -> a.log1p();
            case 18 -> a.expm1();
            case 19 -> a.erf();
            case 20 -> a.square().add(b);
            case 21 -> a.reciprocal();
            case 22 -> a.abs().sqrt();
            case 23 -> a.multiply(b.sum());
            case 24 -> a.add(b.multiply(a).sum().broadcastTo(a.shape()));
            case 25 -> a.equal(b).add(a);
            case 29 -> a.leakyRelu(0.1);
            case 30 -> new OpByFormulaTest.Distance(a, b);
            case 31 -> a.floor();
            case 32 -> a.multiply(new MseLoss(a.add(b), a.subtract(b)));
            case 33 -> a.multiply(new L1Loss(a.add(b), a.subtract(b)));
            case 34 -> a.multiply(new HuberLoss(a.add(b), a.subtract(b), 0.7));
            case 35 -> a.multiply(a.add(b).then(z -> new BinaryCrossEntropyLoss(z, probabilities(z.shape()))));
            case 36 -> a.multiply(new BinaryCrossEntropyLoss(a.subtract(b), a.less(b)));
            case 26 -> a.add(b.multiply(a).sumTo(lastAxes(a.shape(), 1)));
            case 27 -> a.multiply(a.shape().rank() == 0 ? b : new Mean(b.add(a), true, 0).sigmoid());
            default -> a.subtract(b.mean());
        };
    }

    private static Node probabilities(Shape shape) {
        return Constant.of(Tensor.generate(shape, i -> i % 5 / 4.0));
    }

    /** These sizes, but 1 for all axes in front of the last ones. */
    private static Shape lastAxes(Shape shape, int axes) {
        int[] sizes = shape.sizes();
        Arrays.fill(sizes, 0, Math.max(0, sizes.length - axes), 1);
        return Shape.of(sizes);
    }

    /** A matrix as it is and added up, in one block of the sums' order or more. */
    @Property(tries = 20)
    void columnsAreAddedUpInTheOrderOfTheKernels(
            @ForAll @IntRange(min = 1, max = 9000) int rows,
            @ForAll @IntRange(min = 2, max = 1100) int columns,
            @ForAll @IntRange(max = 2) int what,
            @ForAll @IntRange(min = 1, max = 3) int threads,
            @ForAll long seed) {
        int fewer = Math.min(rows, 300_000 / columns);
        Input x = Input.of("x", fewer, columns),
                row = Input.of("row", 1, columns),
                column = Input.of("column", fewer, 1);
        Node y = x.multiply(row).add(column);
        Node more = what == 0 ? y.tanh() : y.abs();
        Node sums = more.sumTo(row.shape()), means = y.mean(0);
        Graph graph = what == 1 ? Graph.of(sums, means) : Graph.of(more, sums, means);
        Run run = Run.builder(graph).loopsAtOnce().threads(threads).build();
        Random random = new Random(seed);
        for (int step = 0; step < 2; step++) {
            graph.inputs().forEach(input -> run.feed(input, numbers(input.shape(), random)));
            run.forward();
            for (Node output : graph.outputs()) {
                assertThat(run.value(output)).isEqualTo(run.evaluator().value(output));
            }
        }
    }

    private static Tensor numbers(Shape shape, Random random) {
        boolean special = random.nextBoolean();
        return Tensor.generate(
                shape,
                i -> special && random.nextInt(9) == 0
                        ? SPECIAL[random.nextInt(SPECIAL.length)]
                        : random.nextGaussian());
    }
}
