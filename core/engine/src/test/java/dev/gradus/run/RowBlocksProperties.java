package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** Ops on rows give the same bits for a block of rows at a time as for all of them. */
class RowBlocksProperties {
    private static final double[] SPECIAL = {0, -0.0, 1, -1, 700, -700, 1e300, 1e-300, Double.NaN, -1 / 0.0, 1 / 0.0};
    private static final int STEPS = 16;
    private static final int ENDS = 13;
    private static final int INNER = 2;

    @Property(tries = 300)
    void theSameBitsAsTheEvaluator(
            @ForAll @IntRange(min = 1, max = 20) int n,
            @ForAll @IntRange(min = 1, max = 20) int k,
            @ForAll @Size(max = 5) List<@IntRange(max = STEPS - 1) Integer> steps,
            @ForAll @IntRange(max = ENDS - 1) int end,
            @ForAll Set<Optimization> off,
            @ForAll KernelChoice kernels,
            @ForAll @IntRange(max = 20) int kept,
            @ForAll boolean special) {
        Input x = Input.of("x", n, INNER), w = Input.of("w", INNER, k), v = Input.of("v", k, 2);
        Input row = Input.of("row", k), column = Input.of("column", n, 1), full = Input.of("full", n, k);
        List<Node> nodes = new ArrayList<>(List.of(x.matMul(w)));
        for (int step : steps) {
            Node a = nodes.get(nodes.size() - 1), b = nodes.get(nodes.size() / 2);
            nodes.add(step(step, a, b, row, column, full));
        }
        Node last = end(end, nodes.get(nodes.size() - 1), v);
        Node J = last.multiply(last).sum().add(x.sum()); // argMax has no gradient
        Node[] keep = kept < nodes.size() ? new Node[] {nodes.get(kept), last} : new Node[] {last};
        Graph graph = Graph.of(J);
        Run run = Run.builder(graph)
                .without(off.stream()
                        .filter(one -> one != Optimization.ROW_BLOCKS)
                        .toArray(Optimization[]::new))
                .kernels(kernels)
                .keep(keep)
                .loopsAtOnce()
                .gradients(graph.inputs().toArray(Node[]::new))
                .build();
        for (Input input : graph.inputs()) {
            run.feed(input, numbers(input.shape(), input.label().length(), special));
        }
        Statistics.label("in blocks").collect(run.plan().toString().contains("rows at a time"));
        Evaluator plain = run.evaluator();
        run.forward();
        assertThat(run.value(J)).isEqualTo(plain.value(J));
        run.backward();
        for (Node node : keep) {
            assertThat(run.value(node)).isEqualTo(plain.value(node));
        }
        for (Input input : graph.inputs()) {
            assertThat(run.gradient(input)).isEqualTo(plain.gradient(input));
        }
    }

    /** Of the two threads, the one that computes the last block repeats rows that the other may compute. */
    @Example
    void threadsShareTheBlocks() {
        Input x = Input.of("x", 5001, 2), w = Input.of("w", 2, 33), row = Input.of("row", 33);
        Node nearness = x.matMul(w).subtract(row);
        Graph graph = Graph.of(nearness.argMax(1), nearness.exp().logSumExp(1));
        for (Node output : graph.outputs()) {
            Run run = Run.builder(Graph.of(output)).threads(2).build();
            for (Input input : run.graph().inputs()) {
                run.feed(input, numbers(input.shape(), input.label().length(), true));
            }
            run.forward();
            assertThat(run.plan().toString()).contains("rows at a time");
            assertThat(run.value(output)).isEqualTo(run.evaluator().value(output));
        }
    }

    /** Any thread may take a block, even if there are more threads than blocks. */
    @Example
    void theLastOfManyThreadsComputesAllBlocks() {
        Input x = Input.of("x", 200, 2), w = Input.of("w", 2, 1000);
        Node output = x.matMul(w).argMax(1);
        double[] ofX = numbers(x.shape(), 1, false).toArray(),
                ofW = numbers(w.shape(), 2, false).toArray();
        Graph graph = Graph.of(output);
        PlanOptions options = new PlanOptions(
                Objective.of(graph),
                Set.of(),
                Set.of(),
                Optimization.defaults(),
                () -> computingOnThread(7),
                1,
                false,
                false,
                false,
                RowBlocks::new);
        Plan plan = new Plan(graph, leaf -> leaf == x ? ofX : ofW, options);
        assertThat(plan.toString()).contains("2 ops on 48 of 200 rows at a time");
        plan.forward();
        assertThat(plan.value(output))
                .isEqualTo(Run.of(graph)
                        .feed(x, ofX)
                        .feed(w, ofW)
                        .evaluator()
                        .value(output)
                        .toArray());
    }

    /** Kernels with several threads. The last one computes all chunks. */
    private static Kernels computingOnThread(int last) {
        Kernels plain = AvailableKernels.scalar();
        InvocationHandler handler = (self, method, arguments) -> {
            if (method.getName().equals("threads")) {
                return last + 1;
            }
            if (!method.getName().equals("forEach")) {
                return method.invoke(plain, arguments);
            }
            for (int chunk = 0; chunk < (int) arguments[0]; chunk++) {
                ((Kernels.Chunks) arguments[1]).run(plain, last, chunk);
            }
            return null;
        };
        return (Kernels)
                Proxy.newProxyInstance(Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, handler);
    }

    private static Node step(int kind, Node a, Node b, Node row, Node column, Node full) {
        return switch (kind) {
            case 0 -> a.add(b);
            case 1 -> a.subtract(row);
            case 2 -> row.subtract(a);
            case 3 -> a.multiply(column);
            case 4 -> a.tanh();
            case 5 -> a.maximum(full);
            case 6 -> a.greater(b).where(row, a);
            case 7 -> a.greater(0).where(a, full);
            case 8 -> a.softmax(1);
            case 9 -> a.cumulativeSum(1);
            case 10 -> a.subtract(a.max(1).keepDims());
            case 11 -> a.reshape(a.shape().size(0), 1, a.shape().size(1)).exp().reshape(a.shape());
            case 12 -> a.divide(a.square().sum(1).keepDims());
            case 13 -> a.add(a.sum(0)); // reads all rows
            case 14 -> column.broadcastTo(a.shape()).subtract(a);
            default -> a.multiply(0.5);
        };
    }

    private static Node end(int kind, Node a, Node v) {
        return switch (kind) {
            case 0 -> a.argMax(1);
            case 1 -> a.argMin(1);
            case 2 -> a.max(1);
            case 3 -> a.min(1).keepDims();
            case 4 -> a.sum(1);
            case 5 -> a.mean(1);
            case 6 -> a.logSumExp(1);
            case 7 -> a.norm(1);
            case 8 -> a.prod(1);
            case 9 -> a.softmax(1);
            case 10 -> a.logSoftmax(1);
            case 11 -> a.matMul(v);
            default -> a.max(0);
        };
    }

    private static Tensor numbers(Shape shape, int seed, boolean special) {
        return Tensor.generate(
                shape,
                i -> special && i % 19 == 3 ? SPECIAL[(i + seed) % SPECIAL.length] : StrictMath.sin(i * seed + 1.0));
    }

    @Example
    void onlyOneBlockOfALargeValueIsStored() {
        Input x = Input.of("x", 2000, 4), w = Input.of("w", 4, 1000), b = Input.of("b", 1000);
        Graph graph = Graph.of(x.matMul(w).subtract(b).argMax(1));
        Plan blocks = Run.of(graph).plan(),
                whole =
                        Run.builder(graph)
                                .without(Optimization.ROW_BLOCKS)
                                .build()
                                .plan();
        assertThat(whole.bytes()).isEqualTo((2_000_000 + 2000) * Double.BYTES);
        assertThat(blocks.bytes()).isEqualTo((2000 + 48 * (1000 + 4 + 1)) * Double.BYTES);
        assertThat(blocks.toString())
                .contains(
                        "\nrow blocks              3 ops\n",
                        "\nrow blocks              3 ops on 48 of 2,000 rows at a time");
        assertThat(whole.toString()).doesNotContain("row blocks");
        assertThat(blocks.ops()).isEqualTo(1);
    }

    @Example
    void aValueThatIsReadElsewhereIsStored() {
        Input x = Input.of("x", 2000, 4), w = Input.of("w", 4, 1000);
        Node product = x.matMul(w), all = product.exp();
        assertThat(inBlocks(all.sum(1))).isEqualTo(3);
        assertThat(inBlocks(all.sum(1), all.sum(0))).isZero();
        assertThat(inBlocks(all.sum(1), product))
                .as("copying the product takes as long")
                .isZero();
    }

    private static int inBlocks(Node... outputs) {
        String plan = Run.of(Graph.of(outputs)).plan().toString();
        return Integer.parseInt(plan.replaceFirst("(?s).*\\nrow blocks +(\\d+) ops\\n.*", "$1"));
    }
}
