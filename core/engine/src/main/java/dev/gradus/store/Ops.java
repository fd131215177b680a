package dev.gradus.store;

import dev.gradus.flow.Loop;
import dev.gradus.flow.LoopResult;
import dev.gradus.flow.Solution;
import dev.gradus.linalg.Cholesky;
import dev.gradus.linalg.Determinant;
import dev.gradus.linalg.Inverse;
import dev.gradus.linalg.InverseGaps;
import dev.gradus.linalg.Lu;
import dev.gradus.linalg.MatrixExponential;
import dev.gradus.linalg.Qr;
import dev.gradus.linalg.SingularValues;
import dev.gradus.linalg.Solve;
import dev.gradus.linalg.SpectralGradient;
import dev.gradus.linalg.Svd;
import dev.gradus.linalg.SymmetricEigen;
import dev.gradus.linalg.SymmetricEigenvalues;
import dev.gradus.linalg.Triangle;
import dev.gradus.linalg.TriangularSolve;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.loss.ProbabilityCrossEntropy;
import dev.gradus.nn.ArgMaxPool;
import dev.gradus.nn.Convolution;
import dev.gradus.nn.DropoutMask;
import dev.gradus.nn.Elu;
import dev.gradus.nn.MaxPool;
import dev.gradus.nn.PoolWindows;
import dev.gradus.node.ArgMax;
import dev.gradus.node.ArgMode;
import dev.gradus.node.ArgSort;
import dev.gradus.node.BatchMatMul;
import dev.gradus.node.BesselI;
import dev.gradus.node.BetaDensityBroadcast;
import dev.gradus.node.BroadcastTo;
import dev.gradus.node.Clamp;
import dev.gradus.node.Concat;
import dev.gradus.node.CumulativeArgMax;
import dev.gradus.node.CumulativeLogSumExp;
import dev.gradus.node.CumulativeProduct;
import dev.gradus.node.CumulativeSum;
import dev.gradus.node.Erfcx;
import dev.gradus.node.Flip;
import dev.gradus.node.GammaDensityBroadcast;
import dev.gradus.node.Gather;
import dev.gradus.node.IncompleteBetaBroadcast;
import dev.gradus.node.IncompleteGammaBroadcast;
import dev.gradus.node.LeakyRelu;
import dev.gradus.node.LinearRecurrence;
import dev.gradus.node.LogSoftmax;
import dev.gradus.node.LogSumExp;
import dev.gradus.node.MatMul;
import dev.gradus.node.Max;
import dev.gradus.node.Mean;
import dev.gradus.node.Min;
import dev.gradus.node.Node;
import dev.gradus.node.Norm;
import dev.gradus.node.OneHot;
import dev.gradus.node.Op;
import dev.gradus.node.Pad;
import dev.gradus.node.Polygamma;
import dev.gradus.node.Product;
import dev.gradus.node.Reshape;
import dev.gradus.node.ScatterAdd;
import dev.gradus.node.ScatterAlong;
import dev.gradus.node.ScatterMax;
import dev.gradus.node.Sinc;
import dev.gradus.node.Slice;
import dev.gradus.node.Softmax;
import dev.gradus.node.Stack;
import dev.gradus.node.Sum;
import dev.gradus.node.SumTo;
import dev.gradus.node.TakeAlong;
import dev.gradus.node.TextbookForm;
import dev.gradus.node.Transpose;
import dev.gradus.node.Where;
import dev.gradus.node.ZetaBroadcast;
import dev.gradus.tensor.JsonObject;
import dev.gradus.vocabulary.Vocabulary;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Creates ops by name. The name of a built-in op is the simple name of its class, that of a user's op the full name.
 *
 * <pre>{@code
 * Ops ops = Ops.builtIn().with("com.example.Swish", (inputs, attributes) -> new Swish(inputs.get(0), attributes.number("beta")));
 * }</pre>
 *
 * <p>Names in a file never load classes: only these ops can be created. Immutable.
 */
public final class Ops {
    private static final Map<String, Maker> BUILT_IN = Collections.unmodifiableMap(new BuiltIn().makers);

    private final Map<String, Maker> makers;

    /** Creates ops of one class. */
    public interface Maker {
        /** Returns the op with these inputs and attributes. */
        Node make(List<Node> inputs, Attributes attributes);
    }

    private Ops(Map<String, Maker> makers) {
        this.makers = makers;
    }

    /** Returns the ops of this library, except {@code Custom} and {@code WithGradient}, which hold functions. */
    public static Ops builtIn() {
        return new Ops(BUILT_IN);
    }

    /**
     * Returns these ops and a user's.
     *
     * @param name the full name of the op's class, {@code Swish.class.getName()}
     * @throws IllegalArgumentException if there is already an op of this name
     */
    public Ops with(String name, Maker maker) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(maker, "maker");
        Map<String, Maker> more = new HashMap<>(makers);
        if (more.put(name, maker) != null) {
            throw new IllegalArgumentException("Ops: there is already an op '" + name + "'");
        }
        return new Ops(more);
    }

    /** Returns the name of an op's class in a saved graph. */
    public static String name(Op op) {
        Objects.requireNonNull(op, "op");
        return op.isBuiltIn() ? op.name() : op.getClass().getName();
    }

    /** Returns the names of these ops in alphabetical order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(new TreeSet<>(makers.keySet()));
    }

    /**
     * Creates an op. The result is empty if there is no op with this name.
     *
     * @throws RuntimeException if the op rejects these inputs or attributes
     */
    public Optional<Node> make(String name, List<Node> inputs, Attributes attributes) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(attributes, "attributes");
        return Optional.ofNullable(makers.get(name)).map(maker -> maker.make(inputs, attributes));
    }

    /** Checks the number of inputs. */
    private static List<Node> take(List<Node> inputs, int count) {
        if (inputs.size() != count) {
            throw new IllegalArgumentException("it takes " + count + " inputs, but has " + inputs.size());
        }
        return inputs;
    }

    private interface OfOne {
        Node make(Node x, Attributes attributes);
    }

    private interface OfTwo {
        Node make(Node a, Node b, Attributes attributes);
    }

    private interface OfThree {
        Node make(Node a, Node b, Node c, Attributes attributes);
    }

    private static final class BuiltIn {
        private final Map<String, Maker> makers = new HashMap<>();

        BuiltIn() {
            functions();
            binaries();
            reductions();
            moves();
            lookups();
            matrices();
            layers();
            loops();
        }

        private void plain(String name, UnaryOperator<Node> op) {
            one(name, (x, attributes) -> op.apply(x));
        }

        private void pair(String name, BinaryOperator<Node> op) {
            two(name, (a, b, attributes) -> op.apply(a, b));
        }

        private void one(String name, OfOne op) {
            makers.put(name, (in, of) -> op.make(take(in, 1).get(0), of));
        }

        private void two(String name, OfTwo op) {
            makers.put(name, (in, of) -> op.make(take(in, 2).get(0), in.get(1), of));
        }

        private void three(String name, OfThree op) {
            makers.put(name, (in, of) -> op.make(take(in, 3).get(0), in.get(1), in.get(2), of));
        }

        private void functions() {
            Vocabulary.ops().forEach(entry -> makers.put(entry.op(), (in, of) -> entry.apply(in)));
            one("BesselI", (x, of) -> new BesselI(x, of.whole("order"), of.flag("scaled")));
            one("Clamp", (x, of) -> new Clamp(x, of.number("low"), of.number("high")));
            one("Elu", (x, of) -> new Elu(x, of.number("alpha"), of.number("beta")));
            one("Erfcx", (x, of) -> new Erfcx(x, of.whole("order")));
            one("LeakyRelu", (x, of) -> new LeakyRelu(x, of.number("slope")));
            one("Polygamma", (x, of) -> new Polygamma(x, of.whole("order")));
            one("Sinc", (x, of) -> new Sinc(x, of.whole("order")));
        }

        private void binaries() {
            pair("GammaDensityBroadcast", GammaDensityBroadcast::new);
            pair("BatchMatMul", BatchMatMul::new);
            pair("MatMul", MatMul::new);
            pair("TextbookForm", TextbookForm::new);
            pair("BinaryCrossEntropyLoss", BinaryCrossEntropyLoss::new);
            pair("CrossEntropyLoss", CrossEntropyLoss::new);
            pair("L1Loss", L1Loss::new);
            pair("MseLoss", MseLoss::new);
            pair("ProbabilityCrossEntropy", ProbabilityCrossEntropy::new);
            two(
                    "IncompleteGammaBroadcast",
                    (a, x, of) -> new IncompleteGammaBroadcast(a, x, of.flag("upper"), of.whole("order")));
            two("ZetaBroadcast", (s, x, of) -> new ZetaBroadcast(s, x, of.whole("order")));
            two("HuberLoss", (yHat, y, of) -> new HuberLoss(yHat, y, of.number("delta")));
            three("BetaDensityBroadcast", (a, b, x, of) -> new BetaDensityBroadcast(a, b, x));
            three("IncompleteBetaBroadcast", (a, b, x, of) -> new IncompleteBetaBroadcast(a, b, x));
            three("Where", (condition, a, b, of) -> new Where(condition, a, b));
        }

        private void reductions() {
            one("LogSumExp", (x, of) -> new LogSumExp(x, of.flag("keepDims"), of.wholes("axes")));
            one("Max", (x, of) -> new Max(x, of.flag("keepDims"), of.wholes("axes")));
            one("Mean", (x, of) -> new Mean(x, of.flag("keepDims"), of.wholes("axes")));
            one("Min", (x, of) -> new Min(x, of.flag("keepDims"), of.wholes("axes")));
            one("Norm", (x, of) -> new Norm(x, of.flag("keepDims"), of.wholes("axes")));
            one("Product", (x, of) -> new Product(x, of.flag("keepDims"), of.wholes("axes")));
            one("Sum", (x, of) -> new Sum(x, of.flag("keepDims"), of.wholes("axes")));
            one("ArgMax", (x, of) -> new ArgMax(x, of.whole("axis")));
            one("ArgMode", (x, of) -> new ArgMode(x, of.whole("axis")));
            one("ArgSort", (x, of) -> new ArgSort(x, of.whole("axis"), of.flag("descending")));
            one("CumulativeArgMax", (x, of) -> new CumulativeArgMax(x, of.whole("axis")));
            one("CumulativeLogSumExp", (x, of) -> new CumulativeLogSumExp(x, of.whole("axis")));
            one("CumulativeProduct", (x, of) -> new CumulativeProduct(x, of.whole("axis")));
            one(
                    "CumulativeSum",
                    (x, of) -> new CumulativeSum(x, of.whole("axis"), of.flag("exclusive"), of.flag("reverse")));
            one("LogSoftmax", (x, of) -> new LogSoftmax(x, of.whole("axis")));
            one("Softmax", (x, of) -> new Softmax(x, of.whole("axis")));
            two("LinearRecurrence", (a, b, of) -> new LinearRecurrence(a, b, of.whole("axis"), of.flag("reverse")));
        }

        private void moves() {
            one("BroadcastTo", (x, of) -> new BroadcastTo(x, of.shape("shape")));
            one("Flip", (x, of) -> new Flip(x, of.wholes("axes")));
            one("Pad", (x, of) -> new Pad(x, of.wholes("low"), of.wholes("high"), of.wholes("interior")));
            one("Reshape", (x, of) -> new Reshape(x, of.shape("shape")));
            one("Slice", (x, of) -> new Slice(x, of.wholes("start"), of.wholes("stop"), of.wholes("step")));
            one("SumTo", (x, of) -> new SumTo(x, of.shape("shape")));
            one("Transpose", (x, of) -> new Transpose(x, of.wholes("axes")));
            makers.put("Concat", (in, of) -> new Concat(of.whole("axis"), in));
            makers.put("Stack", (in, of) -> new Stack(of.whole("axis"), in));
        }

        private void lookups() {
            two("Gather", (x, indices, of) -> new Gather(x, indices, of.whole("axis")));
            two("TakeAlong", (x, indices, of) -> new TakeAlong(x, indices, of.whole("axis")));
            two(
                    "ScatterAdd",
                    (updates, indices, of) -> new ScatterAdd(updates, indices, of.whole("axis"), of.whole("size")));
            two(
                    "ScatterAlong",
                    (updates, indices, of) -> new ScatterAlong(updates, indices, of.whole("axis"), of.whole("size")));
            three("ScatterMax", (x, updates, indices, of) -> new ScatterMax(x, updates, indices, of.whole("axis")));
            one("OneHot", (indices, of) -> new OneHot(indices, of.whole("depth")));
        }

        private void matrices() {
            plain("Cholesky", Cholesky::new);
            plain("Inverse", Inverse::new);
            plain("Lu", Lu::new);
            plain("MatrixExponential", MatrixExponential::new);
            plain("Qr", Qr::new);
            plain("SingularValues", SingularValues::new);
            plain("Svd", Svd::new);
            plain("SymmetricEigen", SymmetricEigen::new);
            plain("SymmetricEigenvalues", SymmetricEigenvalues::new);
            pair("Solve", Solve::new);
            one("Determinant", (a, of) -> new Determinant(a, of.constant("part", Determinant.Part.class)));
            makers.put(
                    "InverseGaps",
                    (in, of) -> in.size() == 1
                            ? new InverseGaps(in.get(0))
                            : new InverseGaps(take(in, 2).get(0), in.get(1), of.constant("of", InverseGaps.Of.class)));
            two(
                    "SpectralGradient",
                    (a, w, of) -> new SpectralGradient(a, w, of.constant("of", SpectralGradient.Of.class)));
            one("Triangle", (a, of) -> new Triangle(a, of.flag("upper"), of.whole("diagonal")));
            two(
                    "TriangularSolve",
                    (a, b, of) -> new TriangularSolve(a, b, of.flag("upper"), of.flag("transposed"), of.flag("unit")));
        }

        private void layers() {
            one("ArgMaxPool", (x, of) -> new ArgMaxPool(x, windows(of)));
            one("MaxPool", (x, of) -> new MaxPool(x, windows(of)));
            two(
                    "Convolution",
                    (x, w, of) -> new Convolution(
                            x,
                            w,
                            of.wholes("stride"),
                            of.wholes("low"),
                            of.wholes("high"),
                            of.wholes("dilation"),
                            of.whole("groups")));
            one(
                    "DropoutMask",
                    (step, of) -> new DropoutMask(step, of.shape("sizes"), of.number("p"), of.large("seed")));
        }

        private static PoolWindows windows(Attributes of) {
            return new PoolWindows(
                    of.integers("sizes"),
                    of.integers("strides"),
                    of.integers("paddings"),
                    of.integers("dilations"),
                    of.flag("isAdaptive"));
        }

        private void loops() {
            makers.put(
                    "Loop",
                    (in, of) -> Loop.of(
                            of.body("body"),
                            of.whole("steps"),
                            of.flag("isReversed"),
                            of.optional("length", name -> of.constant(name, Loop.Length.class), Loop.Length.FIXED),
                            in));
            one("LoopResult", (loop, of) -> {
                JsonObject result = of.object("result");
                return LoopResult.of(
                        loop,
                        new Loop.Result(
                                result.constant("kind", Loop.Kind.class),
                                result.whole("of"),
                                result.whole("start"),
                                result.shape("shape")),
                        of.text("label"));
            });
            makers.put(
                    "Solution",
                    (in, of) -> Solution.of(
                            of.body("equation"),
                            of.body("iteration"),
                            of.number("tolerance"),
                            of.whole("most"),
                            of.optional("isMinimum", of::flag, false),
                            in));
        }
    }
}
