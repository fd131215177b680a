package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Prints how cost grows with nodes, elements, threads and depth: of several repetitions the fastest. */
final class Growth {
    private Growth() {}

    public static void main(String[] unused) {
        nodes();
        elements();
        depth();
    }

    private static void nodes() {
        System.out.println("| scalar ops in a chain | nodes, ms | graph | plan | forward | backward | all |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int length : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            print(length, fastest(length < 1_000_000 ? 60 : 8, chain -> chainMillis(length)));
        }
    }

    private static double[] chainMillis(int length) {
        long start = System.nanoTime();
        Parameter x = Parameter.of("x", Tensor.scalar(0.5));
        Node end = ScalarChain.on(x, length);
        long built = System.nanoTime();
        Graph graph = Graph.of(end);
        long sorted = System.nanoTime();
        Run run = Run.of(graph);
        long planned = System.nanoTime();
        run.forward();
        long forward = System.nanoTime();
        run.backward();
        long backward = System.nanoTime();
        return Arrays.stream(new long[] {
                    built - start,
                    sorted - built,
                    planned - sorted,
                    forward - planned,
                    backward - forward,
                    backward - start
                })
                .mapToDouble(nanos -> nanos / 1e6)
                .toArray();
    }

    private static void elements() {
        System.out.println();
        System.out.println("| elements of Σ σ(a·b + c)·tanh(a) | one thread, ms | two threads | ns an element |");
        System.out.println("|---|---|---|---|");
        for (int size : new int[] {1_000, 10_000, 100_000, 1_000_000, 4_000_000}) {
            double one = stepMillis(LongVectors.sum(size), 1, 4_000_000 / size);
            double two = stepMillis(LongVectors.sum(size), 2, 4_000_000 / size);
            print(size, one, two, one * 1e6 / size);
        }
    }

    private static void depth() {
        System.out.println();
        System.out.println(
                "| layers of 64 × 64 with tanh, batch 64 | planned, ms | a step, one thread | two threads |");
        System.out.println("|---|---|---|---|");
        for (int layers : new int[] {1, 10, 100, 1_000}) {
            double plan = fastest(20, again -> new double[] {planMillis(layers(layers))})[0];
            double one = stepMillis(layers(layers), 1, 4_000 / layers);
            double two = stepMillis(layers(layers), 2, 4_000 / layers);
            print(layers, plan, one, two);
        }
    }

    private static Graph layers(int count) {
        Node h = Parameter.of("x", NumpyRandom.seed(0).randn(64, 64));
        for (int layer = 0; layer < count; layer++) {
            Tensor weights = NumpyRandom.seed(layer).normal(0, 0.1, Shape.of(64, 64));
            h = h.matMul(Parameter.of("W" + layer, weights)).tanh();
        }
        return Graph.of(h.sum());
    }

    private static double planMillis(Graph graph) {
        long start = System.nanoTime();
        Run.of(graph);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double stepMillis(Graph graph, int threads, int times) {
        Run run = Run.builder(graph).threads(threads).build();
        int repeat = Math.max(1, times);
        return fastest(12, again -> {
            long start = System.nanoTime();
            for (int i = 0; i < repeat; i++) {
                run.forward();
                run.backward();
            }
            return new double[] {(System.nanoTime() - start) / 1e6 / repeat};
        })[0];
    }

    /** The repetition whose last number is least. */
    private static double[] fastest(int times, IntFunction<double[]> measure) {
        return IntStream.range(0, times)
                .mapToObj(measure)
                .min((a, b) -> Double.compare(a[a.length - 1], b[b.length - 1]))
                .orElseThrow();
    }

    private static void print(int size, double... numbers) {
        System.out.println(BenchmarkTable.row(String.format(Locale.ROOT, "%,d", size), numbers));
    }
}
