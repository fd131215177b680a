package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.nn.DropoutMask;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.run.UnreachedException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The sum of every op's values on matrices of 100 × 100 between 0 and 1: forward, and forward and backward. */
@State(Scope.Benchmark)
public class Ops {
    private static final int SIZE = 100;

    /** Every op by its name; what takes one operand takes the first. */
    static final Map<String, BinaryOperator<Node>> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("Abs", (a, b) -> a.abs()),
            Map.entry("Acos", (a, b) -> a.acos()),
            Map.entry("AddBroadcast", Node::add),
            Map.entry("ArgMax", (a, b) -> a.argMax(1)),
            Map.entry("Asin", (a, b) -> a.asin()),
            Map.entry("Atan", (a, b) -> a.atan()),
            Map.entry("BatchMatMul", (a, b) -> a.reshape(4, 50, 50).batchMatMul(b.reshape(4, 50, 50))),
            Map.entry("BroadcastTo", (a, b) -> a.broadcastTo(Shape.of(4, SIZE, SIZE))),
            Map.entry("Clamp", (a, b) -> a.clip(0.2, 0.8)),
            Map.entry("Concat", (a, b) -> a.concat(1, b)),
            Map.entry("Cos", (a, b) -> a.cos()),
            Map.entry("Cosh", (a, b) -> a.cosh()),
            Map.entry("CumulativeSum", (a, b) -> a.cumulativeSum(1)),
            Map.entry("DivideBroadcast", Node::divide),
            Map.entry("DropoutMask", (a, b) -> a.multiply(new DropoutMask(Constant.of(1), a.shape(), 0.5, 1))),
            Map.entry("EqualBroadcast", Node::equal),
            Map.entry("Erf", (a, b) -> a.erf()),
            Map.entry("Exp", (a, b) -> a.exp()),
            Map.entry("Expm1", (a, b) -> a.expm1()),
            Map.entry("Flip", (a, b) -> a.flip(1)),
            Map.entry("Floor", (a, b) -> a.floor()),
            Map.entry("Gather", (a, b) -> a.take(labels(), 0)),
            Map.entry("GreaterBroadcast", Node::greater),
            Map.entry("GreaterOrEqualBroadcast", Node::greaterEqual),
            Map.entry("LeakyRelu", (a, b) -> a.leakyRelu(0.1)),
            Map.entry("LessBroadcast", Node::less),
            Map.entry("LessOrEqualBroadcast", Node::lessEqual),
            Map.entry("Log", (a, b) -> a.log()),
            Map.entry("Log1p", (a, b) -> a.log1p()),
            Map.entry("LogSumExp", (a, b) -> a.logSumExp(1)),
            Map.entry("MatMul", Node::matMul),
            Map.entry("Max", (a, b) -> a.max(1)),
            Map.entry("MaximumBroadcast", Node::maximum),
            Map.entry("Mean", (a, b) -> a.mean(1)),
            Map.entry("Min", (a, b) -> a.min(1)),
            Map.entry("MinimumBroadcast", Node::minimum),
            Map.entry("MultiplyBroadcast", Node::multiply),
            Map.entry("Negate", (a, b) -> a.negate()),
            Map.entry("NotEqualBroadcast", Node::notEqual),
            Map.entry("OneHot", (a, b) -> a.multiply(labels().oneHot(SIZE))),
            Map.entry("Pad", (a, b) -> a.pad(1, 3, 3)),
            Map.entry("PowBroadcast", Node::pow),
            Map.entry("Product", (a, b) -> a.prod(1)),
            Map.entry("Reciprocal", (a, b) -> a.reciprocal()),
            Map.entry("Relu", (a, b) -> a.relu()),
            Map.entry("Reshape", (a, b) -> a.reshape(SIZE * SIZE)),
            Map.entry("ScatterAdd", (a, b) -> a.scatterAdd(labels(), 0, SIZE)),
            Map.entry("Sigmoid", (a, b) -> a.sigmoid()),
            Map.entry("Sign", (a, b) -> a.sign()),
            Map.entry("Sin", (a, b) -> a.sin()),
            Map.entry("Sinh", (a, b) -> a.sinh()),
            Map.entry("Slice", (a, b) -> a.slice(1, 10, 90)),
            Map.entry("Softplus", (a, b) -> a.softplus()),
            Map.entry("Sqrt", (a, b) -> a.sqrt()),
            Map.entry("Square", (a, b) -> a.square()),
            Map.entry("Stack", (a, b) -> a.stack(0, b)),
            Map.entry("StopGradient", (a, b) -> a.multiply(b.stopGradient())),
            Map.entry("SubtractBroadcast", Node::subtract),
            Map.entry("Sum", (a, b) -> a.sum(1)),
            Map.entry("SumTo", (a, b) -> a.sumTo(Shape.of(1, SIZE))),
            Map.entry("Tan", (a, b) -> a.tan()),
            Map.entry("Tanh", (a, b) -> a.tanh()),
            Map.entry("Transpose", (a, b) -> a.transpose()),
            Map.entry("Where", (a, b) -> a.greater(b).where(a, b)),
            Map.entry("BinaryCrossEntropyLoss", BinaryCrossEntropyLoss::new),
            Map.entry("CrossEntropyLoss", (a, b) -> new CrossEntropyLoss(a, labels())),
            Map.entry("HuberLoss", (a, b) -> new HuberLoss(a, b, 1)),
            Map.entry("L1Loss", L1Loss::new),
            Map.entry("MseLoss", MseLoss::new)));

    @Param("Exp")
    public String op;

    private Run run;

    private static Node labels() {
        return Constant.of(Tensor.generate(Shape.of(SIZE), i -> (i * 37) % SIZE));
    }

    @Setup
    public void prepare() {
        NumpyRandom random = NumpyRandom.seed(0);
        Parameter a = Parameter.of("a", random.uniform(0.01, 0.99, Shape.of(SIZE, SIZE)));
        Parameter b = Parameter.of("b", random.uniform(0.01, 0.99, Shape.of(SIZE, SIZE)));
        Node value = ALL.getOrDefault(op, Node::add).apply(a, b);
        run = Run.of(Graph.of(value.sum()));
    }

    /** The ops whose gradient reaches an operand: from the others a run refuses to go back. */
    static String[] withGradient() {
        return ALL.keySet().stream().filter(Ops::hasGradient).toArray(String[]::new);
    }

    private static boolean hasGradient(String op) {
        Ops ops = new Ops();
        ops.op = op;
        ops.prepare();
        try {
            ops.bothPasses();
            return true;
        } catch (UnreachedException locallyConstant) {
            return false;
        }
    }

    @Benchmark
    public double forward() {
        return run.forward();
    }

    @Benchmark
    public double bothPasses() {
        double value = run.forward();
        run.backward();
        return value;
    }
}
