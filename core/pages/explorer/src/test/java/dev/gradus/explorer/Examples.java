package dev.gradus.explorer;

import dev.gradus.check.GradientCheck;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Graphs that are drawn in tests and documents. */
final class Examples {
    private Examples() {}

    /** All that are looked at closely. */
    static Map<String, Diagram> diagrams() {
        Run lesson = lesson();
        Map<String, Diagram> diagrams = new TreeMap<>();
        diagrams.put("lesson-forward", Diagram.of(lesson.graph()));
        diagrams.put("lesson", Diagram.of(GradientCheck.of(lesson).check().mark(Trace.of(lesson))));
        diagrams.put("two-layers", Diagram.of(twoLayers()));
        diagrams.put("fan-out", Diagram.of(fanOut()));
        diagrams.put("second-derivative", Diagram.of(secondDerivative()));
        diagrams.put("thirty-nodes", Diagram.of(deep(6, 5)));
        diagrams.put("thirty-nodes-closed", Diagram.of(deep(6, 5)).closed());
        diagrams.put("scopes", scopes());
        diagrams.put("scopes-closed", scopes().closed());
        diagrams.put("recurrent", steps(recurrent(5)).closed());
        diagrams.put("recurrent-steps", steps(recurrent(3)));
        return diagrams;
    }

    static Run lesson() {
        Input x = Input.of("x", Shape.of(4, 2).named("n_batch", "n_in"));
        Input y = Input.of("y", Shape.of(4, 1).named("n_batch", "n_out"));
        Parameter W = Parameter.of(
                "W",
                Tensor.of(new double[][] {{1.2473733762017727}, {0.28295387557714186}})
                        .named("n_in", "n_out"));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1).named("", "n_out"));
        Node yHat = x.matMul(W).add(b).named("z").sigmoid().named("ŷ");
        return Run.of(Graph.of(new MseLoss(yHat, y).named("J")))
                .feed(x, new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})
                .feed(y, new double[][] {{0}, {0}, {0}, {1}});
    }

    static Run twoLayers() {
        Input x = Input.of("x", Shape.of(5, 3).named("n_batch", "n_in"));
        Input y = Input.of("y", Shape.of(5).named("n_batch"));
        Node h = layer(x, 1, "n_hidden", 4).named("a").relu().named("h");
        Node z = layer(h, 2, "n_out", 3).named("z");
        return Run.of(Graph.of(new CrossEntropyLoss(z, y).named("J")))
                .feed(x, wave(Shape.of(5, 3)))
                .feed(y, new double[] {0, 1, 2, 0, 1});
    }

    private static Node layer(Node x, int number, String outputs, int size) {
        Shape shape = Shape.of(x.shape().size(1), size).named(x.shape().name(1), outputs);
        String index = "₀₁₂".substring(number, number + 1);
        Parameter W = Parameter.of(
                "W" + index,
                wave(shape).map(value -> 0.5 * value).named(x.shape().name(1), outputs));
        Parameter b = Parameter.of("b" + index, Tensor.zeros(1, size).named("", outputs));
        return x.matMul(W).add(b);
    }

    static Diagram scopes() {
        Run run = twoLayers();
        return Diagram.of(run).scope("hidden layer", named(run, "h")).scope("output layer", named(run, "z"));
    }

    static Node named(Run run, String name) {
        return run.graph().nodes().stream()
                .filter(node -> node.label().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A scope for every step of time. */
    private static Diagram steps(Run run) {
        Diagram diagram = Diagram.of(run);
        for (int t = 1; t < run.graph().inputs().size(); t++) {
            diagram = diagram.scope("step " + t, named(run, "h_" + t));
        }
        return diagram;
    }

    /** The same weights in every step of time. */
    static Run recurrent(int steps) {
        Parameter W = Parameter.of("W", wave(Shape.of(3, 3)));
        Parameter U = Parameter.of("U", wave(Shape.of(2, 3)));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 3));
        Input start = Input.of("h_0", 4, 3);
        Node h = start;
        for (int t = 1; t <= steps; t++) {
            Input x = Input.of("x_" + t, 4, 2);
            h = h.matMul(W).add(x.matMul(U)).add(b).tanh().named("h_" + t);
        }
        Run run = Run.of(Graph.of(h.square().sum().named("J")));
        run.graph().inputs().forEach(input -> run.feed(input, wave(input.shape())));
        return run;
    }

    static Run fanOut() {
        Input x = Input.of("x", Shape.of(2, 3).named("n", "n_in"));
        Parameter W = Parameter.of("W", wave(Shape.of(3, 2)));
        Parameter V = Parameter.of("V", wave(Shape.of(2, 2)));
        Node h = x.matMul(W).named("h");
        Node gated = h.multiply(h.sigmoid().named("g")).matMul(V);
        return Run.of(Graph.of(gated.add(h).named("u").sum().named("J"))).feed(x, wave(Shape.of(2, 3)));
    }

    static Run secondDerivative() {
        Parameter w = Parameter.of("w", Tensor.of(new double[] {1, 2, -3}));
        Input v = Input.of("v", 3);
        Node slope =
                Gradients.of(w.square().multiply(w).sum().named("f")).wrt(w).named("∇f");
        return Run.of(Graph.of(slope.multiply(v).sum().named("J"))).feed(v, new double[] {1, 0, 2});
    }

    /** Layers of tanh, every second with a connection past it. */
    static Run deep(int layers, int size) {
        Input x = Input.of("x", Shape.of(8, size).named("n_batch", "n_in"));
        Input y = Input.of("y", 8, size);
        Node h = x;
        for (int layer = 1; layer <= layers; layer++) {
            Parameter W = Parameter.of("W_" + layer, wave(Shape.of(size, size)).map(value -> 0.4 * value));
            Parameter b = Parameter.of("b_" + layer, Tensor.zeros(size));
            Node next = h.matMul(W).add(b).tanh().named("h_" + layer);
            h = layer % 2 == 0 ? next.add(h).named("r_" + layer) : next;
        }
        return Run.of(Graph.of(new MseLoss(h, y).named("J")))
                .feed(x, wave(Shape.of(8, size)))
                .feed(y, Tensor.zeros(8, size));
    }

    static Tensor wave(Shape shape) {
        return Tensor.generate(shape, i -> StrictMath.sin(1.7 * i + 0.4));
    }
}
