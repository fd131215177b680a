package dev.gradus.properties;

import static dev.gradus.nn.Activations.*;
import static dev.gradus.node.Moves.*;
import static dev.gradus.node.Orders.*;
import static dev.gradus.node.Reductions.*;
import static dev.gradus.node.Scans.*;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.loss.ClassLosses;
import dev.gradus.loss.Reduction;
import dev.gradus.nn.ArgMaxPool;
import dev.gradus.nn.Norms;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.Calculus;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Indexing;
import dev.gradus.node.Indexing.ScatterReduction;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Orders;
import dev.gradus.node.Reductions;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Values and gradients of functions that are composed of ops, beside those of PyTorch's float64, which {@code
 * src/test/python/pytorch_functions.py} wrote down.
 */
class PyTorchFunctionsTest {
    private static final List<PyTorchCase> CASES = PyTorchCase.in("pytorch-functions.txt");

    private static final Tensor MASK = Tensor.of(Shape.of(3, 3), 1, 0, 1, 1, 1, 1, 0, 1, 1);

    private static final Map<String, Function<List<Input>, Node>> FUNCTIONS = Map.ofEntries(
            of("logSigmoid", x -> logSigmoid(x)),
            of("silu", x -> silu(x)),
            of("mish", x -> mish(x)),
            of("gelu", x -> gelu(x)),
            of("geluTanh", x -> geluTanh(x)),
            of("elu", x -> elu(x, 0.7)),
            of("celu", x -> celu(x, 0.5)),
            of("selu", x -> selu(x)),
            of("threshold", x -> threshold(x, 0.1, -2)),
            of("relu6", x -> relu6(x)),
            of("hardTanh", x -> hardTanh(x)),
            of("hardSigmoid", x -> hardSigmoid(x)),
            of("hardSwish", x -> hardSwish(x)),
            of("softShrink", x -> softShrink(x, 0.25)),
            of("hardShrink", x -> hardShrink(x, 0.25)),
            of("softsign", x -> softsign(x)),
            both("prelu", (x, a) -> prelu(x, a)),
            of("softmin", x -> softmin(x, 0)),
            of("glu", x -> glu(x, -1)),
            of("squeeze", x -> x.expandDims(1).squeeze(1)),
            of("moveAxis", x -> moveAxis(x, 0, -1)),
            of("select", x -> x.select(1, -2)),
            of("slice", x -> x.slice(1, -3, -1)),
            of("tile", x -> tile(x, 2, 3)),
            of("repeat", x -> Moves.repeat(x, 1, 3)),
            of("roll", x -> roll(x, 1, -3)),
            of("rotate90", x -> rot90(x, 1, 0, 1)),
            of("diagonal", x -> diagonal(x, 1, 0, 1)),
            of("diag", x -> diag(x, -1)),
            of("tril", x -> LinearAlgebra.tril(x, -1)),
            of("triu", x -> LinearAlgebra.triu(x, 1)),
            of("padConstant", x -> padConstant(x, 1, 2, 1, -1.5)),
            of("padReflect", x -> padReflect(x, 1, 2, 3)),
            of("padReplicate", x -> padReplicate(x, 1, 2, 3)),
            of("padCircular", x -> padCircular(x, 1, 2, 3)),
            of("unfold", x -> unfold(x, 1, 3, 1, 1)),
            of("chunk", x -> chunk(x, 1, 2).get(1)),
            of("unstack", x -> unstack(x, 0).get(2)),
            of("variance", x -> variance(x, 1, false, 1)),
            of("varianceOfAll", x -> variance(x, 0, false, 0, 1)),
            of("standardDeviation", x -> std(x, 1, true, 0)),
            of("standardDeviationOfZeros", x -> std(x, 1, false, 0, 1)),
            of("norm1", x -> Reductions.norm(x, 1, false, 1)),
            of("norm2", x -> x.norm()),
            of("norm3", x -> Reductions.norm(x, 3, false, 0)),
            of("normMax", x -> Reductions.norm(x, Double.POSITIVE_INFINITY, true, 1)),
            of("sort", x -> sort(x, 1, false)),
            of("sortDown", x -> sort(x, 0, true)),
            of("topK", x -> topK(x, 2, 1, true).values()),
            of("kthValue", x -> kthValue(x, 1, 1).values()),
            of("quantile", x -> quantile(x, 0.3, false, 1)),
            of("median", x -> Orders.median(x, false, 0, 1)),
            of("cumulativeMax", x -> cumulativeMax(x, 1)),
            of("cumulativeMin", x -> cumulativeMin(x, 0)),
            of("normalize", x -> Reductions.normalize(x, 1)),
            both("cosineSimilarity", (a, b) -> cosineSimilarity(a, b, 1)),
            both("pairwiseDistances", (a, b) -> pairwiseDistances(a, b, 2)),
            both("pairwiseDistances1", (a, b) -> pairwiseDistances(a, b, 1)),
            both("pairwiseDistances3", (a, b) -> pairwiseDistances(a, b, 3)),
            of("normalCdf", x -> Functions.normalCdf(x)),
            of("fraction", x -> Functions.fraction(x)),
            of("truncate", x -> Functions.trunc(x)),
            of("ceil", x -> Functions.ceil(x)),
            of("round", x -> Functions.round(x)),
            of("toRadians", x -> Functions.deg2rad(x)),
            of("toDegrees", x -> Functions.rad2deg(x)),
            of("heaviside", x -> Functions.heaviside(x, 0.5)),
            of("replaceNonFinite", x -> Functions.nanToNum(x, 7, 8, -8)),
            of("multivariateLgamma", x -> Functions.multivariateLgamma(x, 3)),
            both("logAddExp2", (a, b) -> Functions.logAddExp2(a, b)),
            both("xlog1py", (x, y) -> Functions.xlog1py(x, y)),
            entry("lerp", in -> Functions.lerp(in.get(0), in.get(1), in.get(2))),
            both("copySign", (a, b) -> Functions.copySign(a, b)),
            both("truncatedRemainder", (a, b) -> Functions.fmod(a, b)),
            of("nanSum", x -> nanSum(x, false, 1)),
            of("nanMean", x -> nanMean(x, false, 1)),
            of("covariance", x -> cov(x, 1)),
            of("correlation", x -> corrcoef(x)),
            of("renormalize", x -> renormalize(x, 2, 0, 3)),
            both("distance", (a, b) -> distance(a, b, 3, false, 0, 1)),
            of("difference", x -> Calculus.diff(x, 1, 2)),
            of("gradient", x -> Calculus.gradient(x, 0.5, 1)),
            of("trapezoid", x -> Calculus.trapezoid(x, 0.5, 0)),
            both("trapezoidAt", (y, x) -> Calculus.trapezoid(y, x, 0)),
            of("cumulativeTrapezoid", x -> Calculus.cumulativeTrapezoid(x, 0.5, 1)),
            both("cumulativeTrapezoidAt", (y, x) -> Calculus.cumulativeTrapezoid(y, x, 1)),
            of("unflatten", x -> unflatten(x, 0, 2, -1)),
            of("maskedFill", x -> maskedFill(x, x.less(0), 3)),
            of("indexFill", x -> indexFill(x, 1, places(), 3)),
            both("indexAdd", (x, y) -> indexAdd(x, 1, places(), y)),
            both("blockDiagonal", (a, b) -> blockDiagonal(a, b)),
            of("trace", x -> LinearAlgebra.trace(x)),
            of("nuclearNorm", x -> LinearAlgebra.nuclearNorm(x)),
            of("spectralNorm", x -> LinearAlgebra.spectralNorm(x)),
            of("conditionNumber", x -> LinearAlgebra.cond(x)),
            of("pseudoInverse", x -> LinearAlgebra.pinv(x)),
            both("leastSquares", (a, b) -> LinearAlgebra.lstsq(a, b)),
            both("leastSquaresOfWide", (a, b) -> LinearAlgebra.lstsq(a, b)),
            of("vandermonde", x -> LinearAlgebra.vander(x, 4)),
            both("cross", (a, b) -> LinearAlgebra.cross(a, b, 0)),
            entry("multiDot", in -> LinearAlgebra.multiDot(in.get(0), in.get(1), in.get(2))),
            of("pixelShuffle", x -> Pools.pixelShuffle(x, 2)),
            of("pixelUnshuffle", x -> Pools.pixelUnshuffle(x, 2)),
            of("localResponseNorm", x -> Norms.localResponseNorm(x, 3, 0.1, 0.75, 2)),
            both("gridSample", (x, grid) -> Pools.gridSample(x, grid, false)),
            both("gridSampleOfCorners", (x, grid) -> Pools.gridSample(x, grid, true)),
            of("normalQuantile", p -> Functions.normalQuantile(p)),
            of("logNormalCdf", x -> Functions.logNormalCdf(x)),
            of("entropy", x -> Functions.entropy(x)),
            of("besselI0", x -> Functions.besselI(x, 0)),
            of("besselI1", x -> Functions.besselI(x, 1)),
            of("scaledBesselI0", x -> Functions.scaledBesselI(x, 0)),
            of("scaledBesselI1", x -> Functions.scaledBesselI(x, 1)),
            both("maximumNumber", (a, b) -> Functions.fmax(a, b)),
            both("minimumNumber", (a, b) -> Functions.fmin(a, b)),
            both("gumbelSoftmax", (z, noise) -> gumbelSoftmax(z, noise, 0.7, 1)),
            of("condensedDistances", x -> condensedDistances(x, 2)),
            of("condensedDistances3", x -> condensedDistances(x, 3)),
            of("nanQuantile", x -> nanQuantile(x, 0.3, false, 1)),
            of("nanMedian", x -> nanMedian(x, true, 0)),
            of("mode", x -> mode(x, 1).values()),
            both("scatter", (x, u) -> Indexing.scatter(x, 1, table(3, 3, 2, 0, 1, 1, 3, 0, 0, 2, 1), u)),
            reduced("SUM", true),
            reduced("SUM", false),
            reduced("MEAN", true),
            reduced("MEAN", false),
            reduced("MAX", true),
            reduced("MAX", false),
            reduced("MIN", true),
            reduced("MIN", false),
            reduced("PRODUCT", true),
            reduced("PRODUCT", false),
            both("indexCopy", (x, y) -> Indexing.indexCopy(x, 1, Constant.of(Tensor.of(Shape.of(2), 2, 0)), y)),
            both("withSlice", (x, y) -> Indexing.withSlice(x, 1, 1, y)),
            both("withSelected", (x, y) -> Indexing.withSelected(x, 0, -1, y)),
            both("withDiagonal", (x, y) -> Indexing.withDiagonal(x, y, 1)),
            of("take", x -> Indexing.take(x, ones())),
            of("maskedSelect", x -> Indexing.maskedSelect(x, MASK)),
            both("maskedScatter", (x, y) -> Indexing.maskedScatter(x, Constant.of(MASK), y)),
            entry(
                    "meshGrid",
                    in -> meshGrid(in.get(0), in.get(1), in.get(2)).stream()
                            .reduce(Node::multiply)
                            .orElseThrow()),
            both("cartesianProduct", (a, b) -> cartesianProduct(a, b)),
            of("combinations", x -> combinations(x, 3)),
            of("choleskyInverse", l -> LinearAlgebra.choleskyInverse(l)),
            both("householderProduct", (a, t) -> LinearAlgebra.householderProduct(a, t)),
            both("tensorSolve", (a, b) -> LinearAlgebra.tensorSolve(a, b)),
            of("tensorInverse", a -> LinearAlgebra.tensorInv(a, 1)),
            of("upsampleCubic", x -> Pools.upsampleCubic(x, false, 5, 4)),
            of("upsampleCubicOfCorners", x -> Pools.upsampleCubic(x, true, 5, 4)),
            both("gridSampleCubic", (x, grid) -> Pools.gridSampleCubic(x, grid, false)),
            both("gridSampleCubicOfCorners", (x, grid) -> Pools.gridSampleCubic(x, grid, true)),
            of("channelShuffle", x -> Pools.channelShuffle(x, 2)),
            of(
                    "maxUnpool",
                    x -> Pools.maxUnpool(
                            Pools.maxPool(x, PoolWindows.of(2)), new ArgMaxPool(x, PoolWindows.of(2)), 4, 4)),
            entry("instanceNorm", in -> Norms.instanceNorm(in.get(0), in.get(1), in.get(2), 1e-5)),
            of("multiLabelMargin", s -> ClassLosses.multiLabelMargin(s, classes(), Reduction.MEAN)),
            of("multiLabelSoftMargin", s -> ClassLosses.multiLabelSoftMargin(s, classes(), Reduction.MEAN)),
            of("ctcnone", z -> ctc(z, Reduction.NONE)),
            of("ctcmean", z -> ctc(z, Reduction.MEAN)),
            of("ctcsum", z -> ctc(z, Reduction.SUM)));

    private static Entry<String, Function<List<Input>, Node>> reduced(String reduction, boolean includeX) {
        ScatterReduction kind = ScatterReduction.valueOf(reduction);
        return both(
                "scatterReduce" + reduction + (includeX ? "WithX" : ""),
                (x, u) -> Indexing.scatterReduce(x, 1, ones(), u, kind, includeX));
    }

    private static Node ones() {
        return table(3, 3, 2, 0, 2, 1, 1, 1, 0, 2, 1);
    }

    private static Node classes() {
        return table(2, 4, 1, 0, 1, 0, 0, 0, 1, 0);
    }

    private static Node ctc(Node z, Reduction reduction) {
        Node labels = table(3, 3, 1, 1, 3, 2, 1, 0, 3, 0, 0);
        Node steps = Constant.of(Tensor.of(Shape.of(3), 6, 5, 4)),
                counts = Constant.of(Tensor.of(Shape.of(3), 3, 2, 1));
        return ClassLosses.ctc(z.logSoftmax(2), labels, steps, counts, 0, reduction);
    }

    private static Node table(int rows, int columns, double... values) {
        return Constant.of(Tensor.of(Shape.of(rows, columns), values));
    }

    private static Node places() {
        return Constant.of(Tensor.of(Shape.of(3), 2, 0, 2));
    }

    private static Entry<String, Function<List<Input>, Node>> of(String name, UnaryOperator<Node> function) {
        return entry(name, in -> function.apply(in.get(0)));
    }

    private static Entry<String, Function<List<Input>, Node>> both(String name, BinaryOperator<Node> function) {
        return entry(name, in -> function.apply(in.get(0), in.get(1)));
    }

    @TestFactory
    Stream<DynamicTest> agreesWithPyTorch() {
        return CASES.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.toString(),
                        () -> PyTorchTest.check(one, Objects.requireNonNull(FUNCTIONS.get(one.op()), one.op()))));
    }

    @Test
    void pyTorchWasAskedAboutEachFunction() {
        assertThat(CASES.stream().map(PyTorchCase::op).collect(Collectors.toSet()))
                .isEqualTo(FUNCTIONS.keySet());
    }
}
