package dev.gradus.explorer;

import static dev.gradus.explorer.Examples.wave;

import dev.gradus.check.GradientCheck;
import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.Activations;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.GradientDescent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One small graph for each family of ops that the page draws in a manner of its own. */
final class Families {
    private Families() {}

    static Map<String, Trace> all() {
        Map<String, Trace> families = new TreeMap<>();
        families.put("elementwise", checked(elementwise()));
        families.put("matmul", checked(Examples.lesson()));
        families.put("batch-matmul", checked(batchMatMul()));
        families.put("broadcast", checked(broadcast()));
        families.put("broadcast-both", checked(broadcastBoth()));
        families.put("mean", checked(mean()));
        families.put("sum-all", checked(sumAll()));
        families.put("gather", checked(gather()));
        families.put("slice", checked(slice()));
        families.put("scatter", checked(scatter()));
        families.put("max", checked(max()));
        families.put("relu", checked(relu()));
        families.put("clamp", checked(clamp()));
        families.put("where", checked(where()));
        families.put("maximum", checked(maximum()));
        families.put("moved", checked(moved()));
        families.put("joined", checked(joined()));
        families.put("joined-rows", checked(joinedRows()));
        families.put("loss-mse", checked(loss(MseLoss::new)));
        families.put("loss-l1", checked(loss(L1Loss::new)));
        families.put("loss-huber", checked(loss((yHat, y) -> new HuberLoss(yHat, y, 0.5))));
        families.put("loss-logistic", Trace.of(loss(BinaryCrossEntropyLoss::new)));
        families.put("cross-entropy", checked(crossEntropy()));
        families.put("distributions", Trace.of(distributions()));
        families.put("softmax", checked(softmaxByHand()));
        families.put("softmax-at-once", checked(softmax()));
        families.put("log-sum-exp", checked(logSumExp()));
        families.put("cumulative", checked(cumulative()));
        families.put("product", checked(product()));
        families.put("fan-out", checked(Examples.fanOut()));
        families.put("second-derivative", checked(Examples.secondDerivative()));
        families.put("update", GradientDescent.of(0.5).trace(broadcast()));
        families.put("adam", Adam.of(0.1).trace(broadcast()));
        families.put("unknown", checked(unknown()));
        families.put("stopped", checked(stopped()));
        families.put("rank-three", checked(rankThree()));
        families.put("rank-four", checked(rankFour()));
        families.put("long", checked(longBatch()));
        families.put("large", Trace.of(large()));
        families.put("deep", Trace.of(Examples.deep(4, 3)));
        return families;
    }

    private static Trace checked(Run run) {
        return GradientCheck.of(run).check().mark(Trace.of(run));
    }

    private static Run run(Node objective) {
        return Run.of(Graph.of(objective.named("J")));
    }

    private static Parameter parameter(String name, int... sizes) {
        return Parameter.of(name, wave(Shape.of(sizes)));
    }

    static Run elementwise() {
        Input x = Input.of("x", 2, 3);
        Node z = x.multiply(parameter("w", 2, 3)).named("z");
        return run(z.exp()
                        .named("e")
                        .divide(parameter("v", 2, 3).square().add(1).named("s"))
                        .named("q")
                        .tanh()
                        .sum())
                .feed(x, wave(Shape.of(2, 3)));
    }

    static Run batchMatMul() {
        Input x = Input.of("x", Shape.of(2, 3, 2).named("n", "t", "d"));
        return run(x.batchMatMul(parameter("K", 2, 2, 2)).named("S").square().sum())
                .feed(x, wave(Shape.of(2, 3, 2)));
    }

    static Run broadcast() {
        Input x = Input.of("x", Shape.of(4, 3).named("n_batch", "n_out"));
        return run(x.add(parameter("b", 3)).named("z").square().named("s").sum())
                .feed(x, wave(Shape.of(4, 3)));
    }

    static Run broadcastBoth() {
        return run(parameter("u", 3, 1)
                .multiply(parameter("v", 1, 4))
                .named("p")
                .sin()
                .sum());
    }

    static Run mean() {
        return run(parameter("X", 4, 3).mean(0).named("m").square().named("s").sum());
    }

    static Run sumAll() {
        return run(parameter("X", 2, 3).sum(1).named("r").exp().mean());
    }

    static Run gather() {
        Input words = Input.of("words", Shape.of(4).named("t"));
        Parameter E = Parameter.of("E", wave(Shape.of(5, 2)).named("word", "d"));
        return run(E.take(words, 0).named("h").square().named("s").sum()).feed(words, new double[] {2, 0, 2, 3});
    }

    static Run slice() {
        return run(parameter("X", 4, 3)
                .slice(new int[] {0, 0}, new int[] {4, 2}, new int[] {2, 1})
                .named("part")
                .square()
                .sum());
    }

    static Run scatter() {
        Input at = Input.of("at", 3);
        return run(parameter("U", 3, 2).scatterAdd(at, 0, 4).named("T").square().sum())
                .feed(at, new double[] {1, 3, 1});
    }

    static Run max() {
        Parameter X = Parameter.of("X", Tensor.of(new double[][] {{0.3, 1.2, -0.4}, {2, 0.5, 2}, {-1, -3, -2}}));
        return run(X.max(1).named("m").square().named("s").sum());
    }

    static Run relu() {
        Parameter X = Parameter.of("X", Tensor.of(new double[][] {{0.3, -1.2}, {0, 0.5}, {-1, 2}}));
        return run(X.relu().named("h").square().named("s").sum());
    }

    static Run clamp() {
        return run(parameter("X", 3, 2).clip(-0.5, 0.5).named("c").exp().sum());
    }

    static Run where() {
        Input c = Input.of("c", 3, 2);
        return run(c.where(parameter("A", 3, 2), parameter("B", 2))
                        .named("h")
                        .exp()
                        .sum())
                .feed(c, new double[] {1, 0, 0, 1, 1, 1});
    }

    static Run maximum() {
        Parameter A = Parameter.of("A", Tensor.of(new double[] {1, 2, 3}));
        Parameter B = Parameter.of("B", Tensor.of(new double[] {2, 2, 1}));
        return run(A.maximum(B).named("m").square().sum());
    }

    static Run moved() {
        Node x = parameter("X", 2, 3)
                .transpose()
                .named("T")
                .reshape(2, 3)
                .named("R")
                .pad(1, 1, 1)
                .named("P");
        return run(x.flip(1).named("F").square().sum());
    }

    static Run joined() {
        Node left = parameter("A", 2, 2);
        Node right = parameter("B", 2, 1);
        return run(left.concat(1, right)
                .named("C")
                .stack(0, parameter("D", 2, 3))
                .named("S")
                .square()
                .sum());
    }

    /** Parts below each other, and vectors that become rows or columns. */
    static Run joinedRows() {
        Node matrix = parameter("A", 2, 3).concat(0, parameter("B", 1, 3)).named("C");
        Node rows = parameter("u", 3).stack(0, parameter("v", 3)).named("R");
        Node columns = parameter("p", 3).stack(1, parameter("q", 3)).named("K");
        return run(matrix.square()
                .sum()
                .add(rows.square().sum())
                .add(columns.square().sum()));
    }

    /** Parts of rank 3, joined along each of their axes. */
    static Run joinedSheets() {
        Node A = parameter("A", 2, 2, 3);
        Node sheets = A.concat(0, parameter("B", 1, 2, 3)).named("C");
        Node rows = A.concat(1, parameter("D", 2, 1, 3)).named("R");
        Node columns = A.concat(2, parameter("E", 2, 2, 1)).named("K");
        return run(sheets.square()
                .sum()
                .add(rows.square().sum())
                .add(columns.square().sum()));
    }

    /** Joins of larger matrices and stacks of them, along each of their axes. */
    static Run joinedLarge() {
        Node sheets = matrices("A").concat(0, matrices("B"), matrices("C"));
        Node rows = matrices("D").concat(1, matrices("E"), matrices("F"));
        Node columns = matrices("G").concat(2, matrices("H"), matrices("K"));
        Node stacked = parameter("P", 7, 9).stack(0, parameter("Q", 7, 9));
        Node beside = parameter("U", 7, 9).stack(2, parameter("V", 7, 9));
        return run(Stream.of(sheets, rows, columns, stacked, beside)
                .<Node>map(join -> join.square().sum())
                .reduce(Node::add)
                .orElseThrow());
    }

    private static Parameter matrices(String name) {
        return parameter(name, 4, 7, 9);
    }

    private interface Loss {
        Node of(Node yHat, Node y);
    }

    private static Run loss(Loss loss) {
        Input y = Input.of("y", Shape.of(4, 1).named("n_batch", "n_out"));
        Parameter yHat = Parameter.of("ŷ", Tensor.of(new double[][] {{0.2}, {0.9}, {-0.6}, {1.4}}));
        return run(loss.of(yHat, y)).feed(y, new double[][] {{0}, {1}, {0}, {1}});
    }

    static Run crossEntropy() {
        Input y = Input.of("y", Shape.of(3).named("n_batch"));
        Parameter z = Parameter.of("z", wave(Shape.of(3, 4)).named("n_batch", "n_classes"));
        return run(new CrossEntropyLoss(z, y)).feed(y, new double[] {2, 0, 3});
    }

    static Run distributions() {
        Input y = Input.of("y", Shape.of(2, 3));
        return run(new CrossEntropyLoss(parameter("z", 2, 3), y)).feed(y, new double[][] {{1, 0, 0}, {0.2, 0.3, 0.5}});
    }

    /** Written out, as a lesson opens it. */
    static Run softmaxByHand() {
        Node z = parameter("z", 2, 3);
        Node exp = z.subtract(z.max(1).keepDims().stopGradient()).exp();
        return run(exp.divide(exp.sum(1).keepDims()).named("p").square().sum());
    }

    static Run softmax() {
        Node p = Activations.softmax(parameter("z", 2, 3), 1).named("p");
        return run(p.square().sum());
    }

    static Run logSumExp() {
        return run(parameter("z", 2, 3).logSumExp(1).named("l").square().sum());
    }

    static Run cumulative() {
        return run(parameter("X", 4).cumulativeSum(0).named("c").square().sum());
    }

    static Run product() {
        return run(parameter("X", 2, 3).prod(1).named("p").square().sum());
    }

    /** An op without a formula. */
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
            return List.of(upstream.divide(x().abs().add(1).square()));
        }
    }

    static Run unknown() {
        return run(parameter("X", 2, 3).then(Softsign::new).named("h").square().sum());
    }

    static Run stopped() {
        Node w = parameter("w", 3);
        return run(w.multiply(w.exp().stopGradient().named("held")).named("p").sum());
    }

    static Run rankThree() {
        Parameter X = Parameter.of("X", wave(Shape.of(3, 3, 4)).named("c", "h", "w"));
        return run(X.tanh().named("T").sum(0).named("M").square().sum());
    }

    static Run rankFour() {
        Parameter X = Parameter.of("X", wave(Shape.of(2, 3, 2, 4)).named("n", "c", "h", "w"));
        return run(X.sigmoid().named("T").mean(0, 1).named("M").square().sum());
    }

    static Run longBatch() {
        Input x = Input.of("x", Shape.of(360, 6).named("n_batch", "n_in"));
        Input y = Input.of("y", Shape.of(360, 1).named("n_batch", "n_out"));
        Parameter W = Parameter.of("W", wave(Shape.of(6, 1)).named("n_in", "n_out"));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1).named("", "n_out"));
        Node yHat = x.matMul(W).add(b).named("z").sigmoid().named("ŷ");
        return run(new MseLoss(yHat, y))
                .feed(x, wave(Shape.of(360, 6)))
                .feed(y, Tensor.generate(Shape.of(360, 1), i -> i % 3 == 0 ? 1 : 0));
    }

    static Run large() {
        Input x = Input.of("x", Shape.of(1000, 1000).named("n_batch", "n_in"));
        Parameter w = Parameter.of("W", wave(Shape.of(1000, 20)).named("n_in", "n_out"));
        return run(x.matMul(w).named("z").tanh().mean()).feed(x, wave(Shape.of(1000, 1000)));
    }
}
