package dev.gradus.explorer;

import dev.gradus.check.GradientCheck;
import dev.gradus.flow.Scan;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Tangents;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.FirstOrderOptimizer;
import dev.gradus.train.GradientDescent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pages that are looked at closely. */
final class Pages {
    private Pages() {}

    static Map<String, Explorer> all() {
        Map<String, Explorer> pages = new LinkedHashMap<>();
        pages.put("and", and());
        pages.put("admissions", admissions());
        pages.put("two-layers", checked(Examples.twoLayers()).titled("Two layers", "softmax and cross-entropy"));
        pages.put("recurrent", checked(recurrent()).titled("A recurrent network", "unrolled over three times"));
        pages.put(
                "not-a-number",
                Explorer.of(notANumber()).titled("Where NaN begins", "the logarithm of a negative number"));
        pages.put("blamed", checked(blamed()).titled("A wrong rule", "found by the local check"));
        pages.put("training", training(20));
        pages.put("scopes", scopes());
        pages.put("scan", scan());
        pages.put("tangent", tangent());
        return pages;
    }

    static Explorer and() {
        Run run = Examples.lesson();
        return Explorer.of(
                        GradientCheck.of(run).check().mark(GradientDescent.of(1).trace(run)))
                .titled("Logical AND", "one layer, step by step");
    }

    /** A page that knows all operations, those too that few graphs have. */
    static Explorer ofAllOperations() {
        Parameter x = Parameter.of("x", Tensor.of(new double[] {0.5, 1}));
        return Explorer.of(Trace.of(Run.of(Graph.of(x.erf().sum()))));
    }

    /** A recurrent network over five words, as a loop. */
    static Explorer scan() {
        return Explorer.of(scanTrace()).titled("A loop", "a recurrent network over five words");
    }

    static Trace scanTrace() {
        Parameter W = Parameter.of("W", NumpyRandom.seed(0).randn(2, 3));
        Parameter U = Parameter.of("U", NumpyRandom.seed(1).randn(3, 3));
        Input words = Input.of("words", 5, 2);
        Scan rnn = Scan.over("x", words.reshape(5, 1, 2), 0)
                .carry("h", Constant.of(Tensor.zeros(1, 3)))
                .body((h, x) -> x.matMul(W).add(h.matMul(U)).named("z").tanh());
        Node loss = rnn.output("h").square().mean().named("loss");
        return Trace.of(
                Evaluator.of(Graph.of(loss)).feed(words, NumpyRandom.seed(2).randn(5, 2)));
    }

    /** The value and J·v beside it. */
    static Explorer tangent() {
        return Explorer.of(tangentTrace()).titled("J·v", "a layer and its tangent");
    }

    static Trace tangentTrace() {
        Input x = Input.of("x", 3, 2), v = Input.of("v", 3, 2);
        Parameter W = Parameter.of("W", Tensor.of(new double[][] {{1, -0.5}, {0.25, 2}}));
        Node y = x.matMul(W).named("z").tanh().named("y");
        Node tangent = Tangents.of(y).along(x, v).named("ẏ");
        return Trace.forward(Evaluator.of(Graph.of(y, tangent))
                .feed(x, Tensor.of(new double[][] {{1, 0}, {0.5, -1}, {-1, 2}}))
                .feed(v, Tensor.of(new double[][] {{1, 0}, {0, 1}, {1, 1}})));
    }

    /** The steps of the passes, with the verdict of a numerical check on each. */
    static Explorer checked(Run run) {
        return Explorer.of(GradientCheck.of(run).check().mark(Trace.of(run)));
    }

    /** One layer on 360 examples of 6 features. */
    static Explorer admissions() {
        Run run = admissionsRun();
        return Explorer.of(
                        GradientCheck.of(run).check().mark(GradientDescent.of(1).trace(run)))
                .titled("College admissions", "one layer, 360 students");
    }

    static Run admissionsRun() {
        Shape rows = Shape.of(360, 6).named("n_batch", "n_in");
        Input x = Input.of("x", rows);
        Input y = Input.of("y", Shape.of(360, 1).named("n_batch", "n_out"));
        Parameter W = Parameter.of(
                "W", Examples.wave(Shape.of(6, 1)).map(value -> 0.4 * value).named("n_in", "n_out"));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1).named("", "n_out"));
        Node yHat = x.matMul(W).add(b).named("z").sigmoid().named("ŷ");
        return Run.of(Graph.of(new MseLoss(yHat, y).named("J")))
                .feed(
                        x,
                        Tensor.generate(
                                rows, i -> i % 6 < 2 ? StrictMath.sin(1.3 * i) : i / 6 % 4 == i % 6 - 2 ? 1 : 0))
                .feed(y, Tensor.generate(Shape.of(360, 1), i -> StrictMath.sin(2.9 * i * i) > 0.4 ? 1 : 0));
    }

    /** The same weights at three times, so that their gradients add up. */
    static Run recurrent() {
        Parameter W = Parameter.of(
                "W", Examples.wave(Shape.of(2, 3)).map(value -> 0.6 * value).named("n_in", "n_h"));
        Parameter U = Parameter.of(
                "U", Examples.wave(Shape.of(3, 3)).map(value -> 0.5 * value).named("n_h", "n_h"));
        Input y = Input.of("y", Shape.of(4, 3).named("n_batch", "n_h"));
        Node h = Input.of("h₀", Shape.of(4, 3).named("n_batch", "n_h"));
        Map<Input, Tensor> feeds = new LinkedHashMap<>();
        feeds.put((Input) h, Tensor.zeros(4, 3));
        feeds.put(y, Examples.wave(Shape.of(4, 3)).map(value -> 0.7 * value));
        for (int time = 1; time <= 3; time++) {
            int now = time;
            Input x = Input.of("x" + "₀₁₂₃".charAt(time), Shape.of(4, 2).named("n_batch", "n_in"));
            feeds.put(x, Tensor.generate(Shape.of(4, 2), i -> StrictMath.cos(i + 2.1 * now)));
            h = x.matMul(W).add(h.matMul(U)).tanh().named("h" + "₀₁₂₃".charAt(time));
        }
        Run run = Run.of(Graph.of(new MseLoss(h, y).named("J")));
        feeds.forEach(run::feed);
        return run;
    }

    static Run notANumber() {
        Input x = Input.of("x", Shape.of(3, 2).named("n", "k"));
        Parameter w = Parameter.of("w", Tensor.of(new double[] {1, 0.5}).named("k"));
        Node a = x.multiply(w).named("a");
        return Run.of(Graph.of(a.log().named("p").mean().named("J"))).feed(x, new double[][] {
            {1, 2}, {-1, 3}, {0.5, 0.25}
        });
    }

    /** Four times too large. */
    static final class Softsign extends UnaryOp {
        Softsign(Node x) {
            super(x, Softsign::new);
        }

        @Override
        public double apply(double x) {
            return x / (1 + Math.abs(x));
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.divide(x().abs().add(1).square()).multiply(4));
        }
    }

    static Run blamed() {
        Input x = Input.of("x", Shape.of(4, 2).named("n_batch", "n_in"));
        Input y = Input.of("y", Shape.of(4, 3).named("n_batch", "n_out"));
        Parameter W = Parameter.of("W", Examples.wave(Shape.of(2, 3)).named("n_in", "n_out"));
        Node yHat = x.matMul(W).named("z").then(Softsign::new).named("ŷ");
        return Run.of(Graph.of(new MseLoss(yHat, y).named("J")))
                .feed(x, Examples.wave(Shape.of(4, 2)))
                .feed(y, Tensor.zeros(4, 3));
    }

    /** Two layers, each a scope, and the loss in one of its own. */
    static Explorer scopes() {
        Run run = Examples.twoLayers();
        return checked(run)
                .titled("Two layers", "in scopes")
                .scope("hidden layer", Examples.named(run, "h"))
                .scope("output layer", Examples.named(run, "z"));
    }

    /** A scope for every step of time and one for the loss. */
    static Explorer steps(int times) {
        Run run = Examples.recurrent(times);
        Explorer page = Explorer.of(run).titled("A recurrent network", "a scope for each step of time");
        for (int t = 1; t <= times; t++) {
            page = page.scope("step " + t, Examples.named(run, "h_" + t));
        }
        return page;
    }

    /** Several iterations of the lesson. */
    static Explorer training(int iterations) {
        return Explorer.of(iterations(GradientDescent.of(1), iterations))
                .titled("Logical AND", iterations + " iterations");
    }

    static List<Trace> iterations(FirstOrderOptimizer optimizer, int iterations) {
        Run run = Examples.lesson();
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < iterations; i++) {
            traces.add(optimizer.trace(run));
        }
        return traces;
    }
}
