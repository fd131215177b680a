package dev.gradus.benchmarks;

import dev.gradus.explain.Explanation;
import dev.gradus.graph.Graph;
import dev.gradus.node.Concat;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Prints what a node costs in graphs of 1,000 to 64,000 nodes and of several shapes: to build, to plan, to trace and to print
 * as text and as NumPy code. The last column is the ratio of the largest graph to the smallest: 1 if cost is linear.
 *
 * <p>Each figure is the median of several repetitions, in processor time of the thread: other programs hardly matter, and
 * the garbage collector, whose work depends on the heap, is left out. Arguments choose shapes and works by name.
 */
final class LargeGraphs {
    private static final int[] SIZES = {1_000, 4_000, 16_000, 64_000};
    private static final List<String> WORKS = List.of("build", "plan", "trace", "text", "numpy");

    /** How often each size has its turn; the first turns warm up. */
    private static final int ROUNDS = 7;

    private static final int WARM_UP = 3;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private LargeGraphs() {}

    /** The shapes of graphs, each with about as many nodes as asked for. */
    private enum Form {
        CHAIN(LargeGraphs::chain),
        RECURRENCE(LargeGraphs::recurrence),
        CONCAT(LargeGraphs::concat),
        FAN_OUT(LargeGraphs::fanOut),
        TREE(LargeGraphs::tree);

        private final IntFunction<Node> make;

        Form(IntFunction<Node> make) {
            this.make = make;
        }

        Graph of(int nodes) {
            return Graph.of(make.apply(nodes));
        }
    }

    public static void main(String[] chosen) {
        List<String> wanted = List.of(chosen);
        System.out.println("| graph | work | 1,000 nodes, ns a node | 4,000 | 16,000 | 64,000 | ratio |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Form form : Form.values()) {
            for (String work : WORKS) {
                if (isChosen(wanted, form.name()) && isChosen(wanted, work)) {
                    print(form, work);
                }
            }
        }
    }

    /** Names of shapes choose among shapes, names of works among works. */
    private static boolean isChosen(List<String> wanted, String name) {
        boolean isWork = WORKS.contains(name);
        List<String> ofItsKind = wanted.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> WORKS.contains(word) == isWork)
                .toList();
        return ofItsKind.isEmpty() || ofItsKind.contains(name.toLowerCase(Locale.ROOT));
    }

    private static void print(Form form, String work) {
        double[] nanos = nanosPerNode(form, work);
        StringBuilder line =
                new StringBuilder("| " + form.name().toLowerCase(Locale.ROOT).replace('_', '-') + " | " + work + " |");
        for (double each : nanos) {
            line.append(String.format(Locale.ROOT, " %,.0f |", each));
        }
        System.out.printf(Locale.ROOT, "%s %.2f |%n", line, nanos[nanos.length - 1] / nanos[0]);
    }

    /** Sizes take turns, so that all are measured with the same compiled code; each turn has as many nodes. */
    private static double[] nanosPerNode(Form form, String work) {
        List<List<Double>> nanos = new ArrayList<>();
        List<Graph> graphs = new ArrayList<>();
        for (int size : SIZES) {
            nanos.add(new ArrayList<>());
            graphs.add(form.of(size));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < SIZES.length; i++) {
                for (int nodes = 0; nodes < SIZES[SIZES.length - 1]; nodes += SIZES[i]) {
                    double each = nanosPerNode(body(form, work, SIZES[i], graphs.get(i)), graphs.get(i));
                    if (round >= WARM_UP) {
                        nanos.get(i).add(each);
                    }
                }
            }
        }
        return nanos.stream().mapToDouble(LargeGraphs::median).toArray();
    }

    private static double nanosPerNode(Supplier<Object> body, Graph graph) {
        long start = THREADS.getCurrentThreadCpuTime();
        Object made = body.get();
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        if (made.equals("")) {
            throw new AssertionError("Nothing was made");
        }
        return (double) nanos / graph.nodes().size();
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }

    /** What is timed; what goes before is not. */
    private static Supplier<Object> body(Form form, String work, int size, Graph graph) {
        return switch (work) {
            case "build" -> () -> form.of(size);
            case "plan" -> () -> Run.of(graph);
            case "trace" -> {
                Run run = fed(graph);
                yield () -> Trace.of(run);
            }
            case "text" -> {
                Trace trace = Trace.of(fed(graph));
                yield () -> Explanation.of(trace).text();
            }
            default -> {
                Trace trace = Trace.of(fed(graph));
                yield () -> Explanation.of(trace).numpy();
            }
        };
    }

    private static Run fed(Graph graph) {
        Run run = Run.of(graph);
        for (Input input : graph.inputs()) {
            run.feed(input, NumpyRandom.seed(0).randn(input.shape().sizes()));
        }
        return run;
    }

    private static Node chain(int nodes) {
        return ScalarChain.on(Parameter.of("x", Tensor.scalar(0.5)), nodes * 3 / 5);
    }

    /** Two gates, cut out of a vector that is computed from the state and the next element of a sequence. */
    private static Node recurrence(int nodes) {
        int steps = nodes / 8;
        Input sequence = Input.of("sequence", steps, 4);
        Parameter weights = Parameter.of("W", NumpyRandom.seed(0).randn(4));
        Node state = Constant.of(Tensor.zeros(2));
        for (int step = 0; step < steps; step++) {
            Node element = sequence.slice(0, step, step + 1).reshape(4);
            Node gates = element.multiply(weights).sigmoid();
            state = gates.slice(0, 0, 2).multiply(state).add(gates.slice(0, 2, 4));
        }
        return state.sum();
    }

    private static Node concat(int nodes) {
        Parameter x = Parameter.of("x", Tensor.of(new double[] {0.5}));
        List<Node> parts = new ArrayList<>();
        for (int i = 0; i < nodes / 2; i++) {
            parts.add(x.multiply(1 + 1e-6 * i));
        }
        return new Concat(0, parts).sum();
    }

    private static Node fanOut(int nodes) {
        Parameter x = Parameter.of("x", Tensor.scalar(0.5));
        Node sum = x;
        for (int i = 0; i < nodes / 3; i++) {
            sum = sum.add(x.multiply(1 + 1e-6 * i));
        }
        return sum;
    }

    private static Node tree(int nodes) {
        List<Node> level = new ArrayList<>();
        for (int i = 0; i < nodes / 2; i++) {
            level.add(Parameter.of("p" + i, Tensor.scalar(1 + 1e-6 * i)));
        }
        while (level.size() > 1) {
            List<Node> next = new ArrayList<>();
            for (int i = 0; i + 1 < level.size(); i += 2) {
                next.add(level.get(i).add(level.get(i + 1)));
            }
            if (level.size() % 2 == 1) {
                next.add(level.get(level.size() - 1));
            }
            level = next;
        }
        return level.get(0);
    }
}
