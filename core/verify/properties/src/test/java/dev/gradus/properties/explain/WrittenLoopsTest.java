package dev.gradus.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.Explanation;
import dev.gradus.flow.Checkpoint;
import dev.gradus.flow.Implicit;
import dev.gradus.flow.Scan;
import dev.gradus.flow.ScanBuilder;
import dev.gradus.flow.While;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code that explains loops and solutions computes what they compute: a scan in Java, a loop of Python's in NumPy. */
class WrittenLoopsTest {
    private static final int SCANS = 40;
    private static final long SEED = Long.getLong("gradus.seed", new Random().nextLong());
    private static final String TO_REPEAT = "-Dgradus.seed=" + SEED;

    private static List<Evaluator> graphs() {
        List<Evaluator> graphs = new ArrayList<>();
        Random random = new Random(SEED);
        for (int i = 0; i < SCANS; i++) {
            Parameter start = Parameter.of("start", NumpyRandom.seed(i).randn(1 + i % 2, 2));
            Node number = scanned(random, start);
            Node slope = Gradients.of(number).wrt(start);
            graphs.add(Evaluator.of(
                    Graph.of((i % 4 == 0 ? slope.multiply(0.1).sin().sum() : number).named("K"))));
        }
        graphs.add(network());
        graphs.add(nested());
        graphs.add(checkpointed());
        graphs.add(whiles());
        graphs.add(implicit());
        graphs.add(perExample());
        graphs.add(ofTheLoopItself());
        return graphs;
    }

    /** A random step of two carries and a sequence, in either direction and perhaps in groups. */
    private static Node scanned(Random random, Parameter start) {
        int steps = 1 + random.nextInt(6);
        long choices = random.nextLong();
        int rows = start.shape().size(0);
        Parameter w =
                Parameter.of("w", NumpyRandom.seed(random.nextInt(1 << 20)).randn(2, 2));
        Parameter x =
                Parameter.of("x", NumpyRandom.seed(random.nextInt(1 << 20)).randn(steps, rows, 2));
        ScanBuilder builder = Scan.over("x", x, 0).carry("a", start).carry("b", start.cos());
        if (random.nextBoolean()) {
            builder.reverse();
        }
        if (random.nextBoolean()) {
            builder.checkpoint(2);
        }
        Scan scan = builder.steps(step -> {
            Random choice = new Random(choices);
            List<Node> values = new ArrayList<>(List.of(step.carry("a"), step.carry("b"), step.element("x")));
            for (int i = 0; i < 6; i++) {
                Node some = values.get(choice.nextInt(values.size())),
                        other = values.get(choice.nextInt(values.size()));
                values.add(
                        switch (choice.nextInt(7)) {
                            case 0 -> some.matMul(w);
                            case 1 -> some.multiply(other).sin();
                            case 2 -> some.subtract(other).sigmoid();
                            case 3 -> some.add(w.sum()).tanh();
                            case 4 -> some.softmax(1);
                            case 5 -> some.multiply(step.index().add(1)).cos();
                            default -> some.add(other).multiply(0.5);
                        });
            }
            boolean swaps = choice.nextBoolean();
            step.next("a", swaps ? step.carry("b") : values.get(8).tanh());
            step.next(
                    "b",
                    choice.nextInt(3) == 0
                            ? step.carry("b").add(values.get(7))
                            : values.get(6).sin());
            step.output("y", values.get(8)).output("z", step.carry("a"));
        });
        Node sum = scan.carry("a").multiply(0.5).add(scan.carry("b")).sum();
        return sum.add(scan.output(random.nextBoolean() ? "y" : "z").square().mean());
    }

    private static Evaluator network() {
        Parameter W = Parameter.of("W", NumpyRandom.seed(0).randn(2, 3));
        Parameter U = Parameter.of("U", NumpyRandom.seed(1).randn(3, 3));
        Input words = Input.of("words", 5, 2);
        Scan rnn = Scan.over("x", words.reshape(5, 1, 2), 0)
                .carry("h", Constant.of(Tensor.zeros(1, 3)))
                .body((h, w) -> w.matMul(W).add(h.matMul(U)).tanh());
        Node loss = rnn.output("h").square().mean().named("loss");
        return Evaluator.of(Graph.of(loss)).feed(words, NumpyRandom.seed(2).randn(5, 2));
    }

    /** With an index, a mask, a constant of several elements in the step, and carries that change places. */
    private static Evaluator nested() {
        Parameter a = Parameter.of("a", Tensor.of(new double[] {0.3, -0.2}));
        Constant weights = Constant.of(Tensor.of(new double[] {0.5, 1.5}));
        Scan outer = Scan.times(3).carry("p", a).carry("q", a.exp()).steps(step -> {
            Scan inner = Scan.times(4)
                    .carry("r", step.carry("p"))
                    .reverse()
                    .steps(one -> one.next(
                                    "r",
                                    one.carry("r")
                                            .multiply(weights)
                                            .sin()
                                            .add(step.carry("q").multiply(0.1)))
                            .output("seen", one.carry("r").multiply(one.index())));
            step.next("p", step.index().less(2).where(step.carry("q"), step.carry("p")));
            step.next("q", inner.carry("r").add(inner.output("seen").sum(0)));
        });
        return Evaluator.of(
                Graph.of(outer.carry("p").multiply(outer.carry("q")).sum().named("J")));
    }

    /** Loops whose number of steps depends on the data, one in the other, with an index, rows and the count. */
    private static Evaluator whiles() {
        Parameter a = Parameter.of("a", Tensor.of(new double[] {0.3, -0.2}));
        While outer = While.carry("p", a)
                .carry("q", a.exp())
                .most(9)
                .steps(step -> step.carry("q").sum().less(20), step -> {
                    Node inner = While.carry("r", step.carry("p"))
                            .body(r -> r.square().sum().greater(0.05), r -> r.multiply(a.sin()))
                            .carry();
                    step.next("p", step.carry("q").multiply(0.5).add(inner));
                    step.next("q", step.carry("q").multiply(1.5).add(step.index()));
                    step.output("seen", step.carry("p").multiply(step.index()));
                });
        Node sum = outer.output("seen").multiply(outer.carry("p")).sum();
        return Evaluator.of(Graph.of(sum.add(outer.steps()).named("J")));
    }

    private static Evaluator checkpointed() {
        Node h = Constant.of(NumpyRandom.seed(0).randn(2, 3));
        for (int layer = 1; layer <= 6; layer++) {
            Parameter w = Parameter.of("w" + layer, NumpyRandom.seed(layer).normal(0, 0.4, Shape.of(3, 3)));
            h = h.matMul(w).tanh();
            h = layer % 2 == 0 ? Checkpoint.of(h) : h;
        }
        return Evaluator.of(Graph.of(h.square().mean().named("J")));
    }

    private static Evaluator implicit() {
        Parameter theta = Parameter.of("θ", Tensor.of(new double[] {1, 2}));
        Node root = Implicit.root(
                        Constant.of(Tensor.of(new double[] {0.5, 1})),
                        w -> w.multiply(w.exp()).subtract(theta))
                .solution();
        Node least = Implicit.minimum(
                        root,
                        w -> w.subtract(theta)
                                .square()
                                .square()
                                .sum()
                                .add(w.square().sum()))
                .solution();
        return Evaluator.of(Graph.of(root.multiply(least).square().sum().named("J")));
    }

    private static Evaluator perExample() {
        Parameter q = Parameter.of("q", Tensor.of(new double[] {1, -1}));
        Input examples = Input.of("examples", 3, 2);
        Scan each = Scan.over("x", examples, 0)
                .steps(example -> example.output(
                        "gradient",
                        Gradients.of(example.element("x").multiply(q).sum().square())
                                .wrt(q)));
        return Evaluator.of(Graph.of(each.output().sin().sum().named("J"))).feed(examples, Tensor.of(new double[][] {
            {1, 0}, {2, 1}, {0, 3}
        }));
    }

    private static Evaluator ofTheLoopItself() {
        Parameter a = Parameter.of("a", Tensor.of(new double[] {0.3, -0.2}));
        Scan scan = Scan.times(3).carry("p", a).body(p -> p.sin().add(0.5));
        return Evaluator.of(Graph.of(scan.loop().multiply(2).sum().named("J")));
    }

    @Tag("long")
    @Test
    void javaComputesTheSameBits(@TempDir Path folder) throws Exception {
        JavaProgram program = new JavaProgram();
        graphs().forEach(program::add);
        assertThat(program.mistakes(folder)).as(TO_REPEAT).isEmpty();
    }

    @Tag("long")
    @Test
    void numpyComputesTheSameNumbers(@TempDir Path folder) throws Exception {
        NumpyProgram program = new NumpyProgram();
        graphs().forEach(graph -> program.add(Trace.of(graph)));
        assertThat(program.mistakes(folder)).as(TO_REPEAT).isEmpty();
    }

    @Test
    void aConditionReadsAsItIsWritten() {
        Parameter a = Parameter.of("a", Tensor.scalar(2));
        While newton = While.carry("x", a)
                .most(50)
                .body(
                        x -> x.square().subtract(a).abs().greater(1e-9),
                        x -> x.add(a.divide(x)).multiply(0.5));
        Explanation explanation = Explanation.of(Trace.of(
                Evaluator.of(Graph.of(newton.carry().multiply(newton.steps()).named("J")))));
        assertThat(explanation.java()).startsWith("""
                Node v1 = a.square().subtract(a).abs().greater(Constant.of(1E-9));
                While v2 = While.carry("x", a).carry("goesOn", v1).most(50).steps(step -> step.carry("goesOn"), step -> {
                    Node x = step.carry("x");
                    Node goesOn = step.carry("goesOn");
                    Node xNext = x.add(a.divide(x)).multiply(0.5);
                    Node goesOnNext = xNext.square().subtract(a).abs().greater(Constant.of(1E-9));
                    step.next("x", xNext);
                    step.next("goesOn", goesOnNext);
                    step.output("xBefore", x);
                });
                """);
        assertThat(explanation.numpy()).contains("""
                x_before = np.zeros((50,))
                x = a
                goesOn = v_1
                t = 0
                while goesOn:
                    if t == 50:
                        raise RuntimeError("no end after 50 steps")
                    x_next = (x + a / x) * 0.5
                    goesOn_next = np.where(np.abs(np.square(x_next) - a) > 1E-9, 1.0, 0.0)
                    x_before[t] = x
                    x, goesOn = x_next, goesOn_next
                    t += 1
                """).contains("for t_2 in reversed(range(int(t))):");
    }

    @Test
    void aStepReadsAsItIsWritten() {
        Explanation explanation = Explanation.of(Trace.of(network()));
        assertThat(explanation.java()).startsWith("""
                Node v1 = words.reshape(Shape.of(5, 1, 2));
                Scan v2 = Scan.over("x", v1, 0).carry("h", c1).steps(step -> {
                    Node x = step.element("x");
                    Node h = step.carry("h");
                    Node hNext = x.matMul(W).add(h.matMul(U)).tanh();
                    step.next("h", hNext);
                    step.output("allH", hNext);
                    step.output("hBefore", h);
                });
                Node v3 = v2.output("allH");
                Node loss = v3.square().mean();
                """);
        assertThat(explanation.numpy()).contains("""
                all_h = np.empty((5, 1, 3))
                h_before = np.empty((5, 1, 3))
                h = c_1
                for t in range(5):
                    x = v_1[t]
                    h_next = np.tanh(x @ W + h @ U)
                    all_h[t] = h_next
                    h_before[t] = h
                    h = h_next
                v_3 = all_h
                """);
    }
}
