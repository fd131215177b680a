package dev.gradus.properties;

import static dev.gradus.properties.FunctionSample.Operand.between;
import static dev.gradus.properties.FunctionSample.Operand.definite;
import static dev.gradus.properties.FunctionSample.Operand.given;
import static dev.gradus.properties.FunctionSample.Operand.regular;

import dev.gradus.flow.*;
import dev.gradus.linalg.*;
import dev.gradus.loss.*;
import dev.gradus.nn.*;
import dev.gradus.node.*;
import dev.gradus.properties.FunctionSample.Operand;
import dev.gradus.properties.FunctionTable.Row;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.vocabulary.Entry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to call each public function. What the vocabulary knows of functions of single elements need not be said here.
 */
final class FunctionSamples {
    private static final Map<String, FunctionSample> SAMPLES = new LinkedHashMap<>();

    private static final Tensor INDICES = Tensor.of(Shape.of(3), 2, 0, 2);
    private static final Tensor PLACES = Tensor.of(Shape.of(2, 2), 2, 0, 1, 1);
    private static final Tensor LABELS = Tensor.of(Shape.of(4), 2, 0, 1, 2);
    private static final Tensor SIGNS = Tensor.of(Shape.of(4), 1, -1, -1, 1);
    private static final double EPSILON = 1e-5;

    private static final String NUMBER = "(−?[\\d.]+(?:/e|/\\d+)?)";
    private static final Pattern BETWEEN = Pattern.compile(NUMBER + " [<≤] x [<≤] " + NUMBER);
    private static final Pattern ABOVE = Pattern.compile("x [>≥] " + NUMBER);
    private static final Pattern BELOW = Pattern.compile("x [<≤] " + NUMBER);
    private static final Pattern NOT_ZERO = Pattern.compile("x ≠ 0(?:, −1, −2, …)?");

    static {
        elementwise();
        activations();
        reductions();
        ordersAndScans();
        moves();
        indexing();
        products();
        linearAlgebra();
        convolutionsAndPools();
        layers();
        losses();
        loops();
        constants();
        plumbing();
        FunctionTable.rows().forEach(FunctionSamples::addElementwise);
    }

    private FunctionSamples() {}

    static Map<String, FunctionSample> all() {
        return Collections.unmodifiableMap(SAMPLES);
    }

    /** The sample of a row; one of a function of single elements follows from its domain if none is written here. */
    static FunctionSample of(Row row) {
        return Objects.requireNonNull(SAMPLES.get(row.name()), () -> row.name() + " has no sample");
    }

    private static void addElementwise(Row row) {
        Entry entry = row.entry();
        Optional<double[]> domain = domain(entry.domain().split(";", 2)[0]);
        if (entry.isOfNodes() && domain.isPresent() && !SAMPLES.containsKey(row.name())) {
            List<String> names = entry.parameters().size() == 1 ? List.of("x") : List.of("a", "b");
            of(
                    row.name(),
                    in -> entry.apply(List.copyOf(in)),
                    names.stream()
                            .map(name -> between(name, domain.get()[0], domain.get()[1], 2, 3))
                            .toArray(Operand[]::new));
        }
    }

    /** Two ends within a domain such as {@code x > −1}, away from its edges. */
    private static Optional<double[]> domain(String text) {
        Matcher between = BETWEEN.matcher(text);
        Matcher above = ABOVE.matcher(text);
        Matcher below = BELOW.matcher(text);
        if (text.equals("all") || text.equals("finite")) {
            return Optional.of(new double[] {-3, 3});
        } else if (between.matches()) {
            double low = number(between.group(1)), high = number(between.group(2));
            return Optional.of(new double[] {low + (high - low) / 10, high - (high - low) / 10});
        } else if (above.matches()) {
            return Optional.of(new double[] {number(above.group(1)) + 0.3, number(above.group(1)) + 5});
        }
        if (below.matches()) {
            return Optional.of(new double[] {number(below.group(1)) - 5, number(below.group(1)) - 0.3});
        }
        return NOT_ZERO.matcher(text).matches() ? Optional.of(new double[] {0.4, 4}) : Optional.empty();
    }

    private static double number(String text) {
        String[] parts = text.replace('−', '-').split("/", 2);
        return Double.parseDouble(parts[0])
                / (parts.length < 2 ? 1 : parts[1].equals("e") ? Math.E : Double.parseDouble(parts[1]));
    }

    private static void elementwise() {
        of("Node.divide", in -> in.get(0).divide(in.get(1)), between("a", -3, 3, 2, 3), between("b", 0.5, 3, 2, 3));
        of("Node.pow", in -> in.get(0).pow(in.get(1)), between("a", 0.4, 2.5, 2, 3), between("b", -2, 2, 2, 3));
        one("Node.clip", -3, 3, x -> x.clip(-1, 2));
        of(
                "Functions.xlogy",
                in -> Functions.xlogy(in.get(0), in.get(1)),
                between("x", -3, 3, 2, 3),
                between("y", 0.4, 3, 2, 3));
        one("Node.tan", -1.1, 1.1, Node::tan);
        of("Node.atan2", in -> in.get(0).atan2(in.get(1)), between("y", -3, 3, 2, 3), between("x", 0.4, 3, 2, 3));
        one("Functions.erfcx", -1, 3, Functions::erfcx);
        one("Functions.polygamma", 0.5, 5, x -> Functions.polygamma(x, 1));
        of(
                "Node.where",
                in -> in.get(0).where(in.get(1), in.get(2)),
                given("condition", Tensor.of(Shape.of(2, 3), 1, 0, 0, 1, 1, 0)),
                between("a", -3, 3, 2, 3),
                between("b", -3, 3, 2, 3));
        one("Functions.logNormalCdf", -4, -1.1, Functions::logNormalCdf);
        of("Functions.normalQuantile", in -> Functions.normalQuantile(in.get(0)), between("p", 0.1, 0.9, 2, 3));
        one("Functions.besselI", -3, 3, x -> Functions.besselI(x, 1));
        one("Functions.scaledBesselI", 0.4, 4, x -> Functions.scaledBesselI(x, 1));
        Tensor shapes = Tensor.of(Shape.of(3), 1.5, 2, 3.5);
        of(
                "Functions.zeta",
                in -> Functions.zeta(in.get(0), in.get(1)),
                between("s", 1.5, 4, 3),
                between("x", 0.5, 3, 2, 3));
        of(
                "Functions.gammaP",
                in -> Functions.gammaP(in.get(0), in.get(1)),
                between("a", 0.8, 4, 3),
                between("x", 0.4, 4, 2, 3));
        of(
                "Functions.gammaQ",
                in -> Functions.gammaQ(in.get(0), in.get(1)),
                between("a", 0.8, 4, 3),
                between("x", 0.4, 4, 2, 3));
        of(
                "Functions.betaP",
                in -> Functions.betaP(in.get(0), in.get(1), in.get(2)),
                given("a", shapes),
                given("b", Tensor.of(Shape.of(3), 4, 0.7, 2)),
                between("x", 0.1, 0.9, 2, 3));
        of(
                "Functions.beta",
                in -> Functions.beta(in.get(0), in.get(1)),
                between("a", 0.5, 4, 2, 3),
                between("b", 0.5, 4, 2, 3));
        of(
                "Functions.logBeta",
                in -> Functions.logBeta(in.get(0), in.get(1)),
                between("a", 0.5, 4, 2, 3),
                between("b", 0.5, 4, 2, 3));
        of(
                "Functions.relativeEntropy",
                in -> Functions.relativeEntropy(in.get(0), in.get(1)),
                between("x", 0.4, 3, 2, 3),
                between("y", 0.4, 3, 2, 3));
        one("Functions.multivariateLgamma", 1.5, 5, x -> Functions.multivariateLgamma(x, 3));
        of(
                "Functions.xlog1py",
                in -> Functions.xlog1py(in.get(0), in.get(1)),
                between("x", -3, 3, 2, 3),
                between("y", -0.6, 3, 2, 3));
        of(
                "Functions.lerp",
                in -> Functions.lerp(in.get(0), in.get(1), in.get(2)),
                between("a", -3, 3, 2, 3),
                between("b", -3, 3, 2, 3),
                between("weight", 0, 1, 2, 3));
        one("Functions.fraction", 1, 2, Functions::fraction);
        of(
                "Functions.remainder",
                in -> Functions.remainder(in.get(0), in.get(1)),
                between("a", 5, 5.9, 2, 3),
                between("b", 2, 2.4, 2, 3));
        of(
                "Functions.fmod",
                in -> Functions.fmod(in.get(0), in.get(1)),
                between("a", -5.9, -5, 2, 3),
                between("b", 2, 2.4, 2, 3));
        one("Functions.nanToNum", -3, 3, x -> Functions.nanToNum(x, 0, 9, -9));
    }

    private static void activations() {
        one("Node.leakyRelu", -3, 3, x -> x.leakyRelu(0.1));
        of(
                "Activations.prelu",
                in -> Activations.prelu(in.get(0), in.get(1)),
                between("x", -3, 3, 2, 3),
                between("slope", -1, 1, 3));
        one("Activations.elu", -3, 3, x -> Activations.elu(x, 0.5));
        one("Activations.celu", -3, 3, x -> Activations.celu(x, 0.5));
        one("Activations.softShrink", -3, 3, x -> Activations.softShrink(x, 0.5));
        one("Activations.hardShrink", -3, 3, x -> Activations.hardShrink(x, 0.5));
        one("Activations.threshold", -3, 3, x -> Activations.threshold(x, 0.5, -1));
        one("Node.softmax", -3, 3, x -> x.softmax(1));
        one("Activations.softmin", -3, 3, x -> Activations.softmin(x, 1));
        of(
                "Activations.gumbelSoftmax",
                in -> Activations.gumbelSoftmax(in.get(0), in.get(1), 0.7, 1),
                between("z", -3, 3, 2, 3),
                between("noise", -1, 3, 2, 3));
        one("Node.logSoftmax", -3, 3, x -> x.logSoftmax(1));
        of("Activations.glu", in -> Activations.glu(in.get(0), 1), between("x", -3, 3, 2, 4));
    }

    private static void reductions() {
        one("Node.sum", -3, 3, x -> x.sum(1));
        one("Node.mean", -3, 3, x -> x.mean(1));
        one("Node.prod", 0.4, 2, x -> x.prod(1));
        one("Node.max", -3, 3, x -> x.max(1));
        one("Node.min", -3, 3, x -> x.min(1));
        one("Reductions.variance", -3, 3, x -> Reductions.variance(x, 1, false, 1));
        one("Reductions.std", -3, 3, x -> Reductions.std(x, 1, false, 1));
        one("Node.norm", 0.2, 3, x -> x.norm(1));
        one("Reductions.norm", 0.2, 3, x -> Reductions.norm(x, 3, false, 1));
        one("Node.logSumExp", -3, 3, x -> x.logSumExp(1));
        many(
                "Reductions.logSumExp",
                in -> {
                    Reductions.SignedLogarithm sum = Reductions.logSumExp(in.get(0), in.get(1), false, 1);
                    return List.of(sum.logarithm());
                },
                between("x", -3, 3, 2, 3),
                between("w", 0.2, 3, 2, 3));
        one("Reductions.normalize", 0.2, 3, x -> Reductions.normalize(x, 1));
        two("Reductions.cosineSimilarity", (a, b) -> Reductions.cosineSimilarity(a, b, 1));
        of(
                "Reductions.pairwiseDistances",
                in -> Reductions.pairwiseDistances(in.get(0), in.get(1), 2),
                between("a", 1, 3, 2, 3),
                between("b", -3, -1, 4, 3));
        of("Reductions.condensedDistances", in -> Reductions.condensedDistances(in.get(0), 2), regular("x", 3, 2));
        two("Reductions.distance", (a, b) -> Reductions.distance(a, b, 2, false, 1));
        one("Reductions.nanSum", -3, 3, x -> Reductions.nanSum(x, false, 1));
        one("Reductions.nanMean", -3, 3, x -> Reductions.nanMean(x, false, 1));
        one("Reductions.cov", -3, 3, x -> Reductions.cov(x, 1));
        of("Reductions.corrcoef", in -> Reductions.corrcoef(in.get(0)), between("x", -3, 3, 2, 5));
        one("Reductions.renormalize", -3, 3, x -> Reductions.renormalize(x, 2, 0, 2));
    }

    private static void ordersAndScans() {
        one("Orders.sort", -3, 3, x -> Orders.sort(x, 1, false));
        of("Orders.topK", in -> Orders.topK(in.get(0), 2, 1, true).values(), x());
        of("Orders.kthValue", in -> Orders.kthValue(in.get(0), 1, 1).values(), x());
        one("Orders.median", -3, 3, x -> Orders.median(x, false, 1));
        one("Orders.quantile", -3, 3, x -> Orders.quantile(x, 0.3, false, 1));
        one("Orders.nanMedian", -3, 3, x -> Orders.nanMedian(x, false, 1));
        one("Orders.nanQuantile", -3, 3, x -> Orders.nanQuantile(x, 0.3, false, 1));
        of("Orders.mode", in -> Orders.mode(in.get(0), 1).values(), x());
        one("Node.cumulativeSum", -3, 3, x -> x.cumulativeSum(1));
        one("Scans.cumulativeProd", 0.4, 2, x -> Scans.cumulativeProd(x, 1));
        one("Scans.cumulativeMax", -3, 3, x -> Scans.cumulativeMax(x, 1));
        one("Scans.cumulativeMin", -3, 3, x -> Scans.cumulativeMin(x, 1));
        one("Scans.cumulativeLogSumExp", -3, 3, x -> Scans.cumulativeLogSumExp(x, 1));
        two("Scans.linearRecurrence", (a, b) -> Scans.linearRecurrence(a, b, 1));
        of("Calculus.diff", in -> Calculus.diff(in.get(0), 1, 2), between("x", -3, 3, 2, 5));
        of("Calculus.gradient", in -> Calculus.gradient(in.get(0), 0.5, 1), between("x", -3, 3, 2, 5));
        of(
                "Calculus.trapezoid",
                in -> Calculus.trapezoid(in.get(0), in.get(1), 1),
                between("y", -3, 3, 2, 3),
                between("x", -3, 3, 3));
        of(
                "Calculus.cumulativeTrapezoid",
                in -> Calculus.cumulativeTrapezoid(in.get(0), in.get(1), 1),
                between("y", -3, 3, 2, 3),
                between("x", -3, 3, 3));
    }

    private static void moves() {
        one("Node.reshape", -3, 3, x -> x.reshape(3, 2));
        one("Node.squeeze", -3, 3, x -> x.reshape(2, 1, 3).squeeze(1));
        one("Node.expandDims", -3, 3, x -> x.expandDims(1));
        one("Moves.flatten", -3, 3, x -> Moves.flatten(x, 0, 1));
        one("Node.transpose", -3, 3, x -> x.transpose());
        one("Moves.moveAxis", -3, 3, x -> Moves.moveAxis(x, 0, 1));
        one("Moves.swapAxes", -3, 3, x -> Moves.swapAxes(x, 0, 1));
        of("Node.broadcastTo", in -> in.get(0).broadcastTo(Shape.of(2, 3)), between("x", -3, 3, 3));
        two("Node.concat", (a, b) -> a.concat(0, b));
        two("Node.stack", (a, b) -> a.stack(0, b));
        many("Moves.split", in -> Moves.split(in.get(0), 1, 1, 2), x());
        many("Moves.chunk", in -> Moves.chunk(in.get(0), 0, 2), x());
        many("Moves.unstack", in -> Moves.unstack(in.get(0), 0), x());
        one("Node.select", -3, 3, x -> x.select(1, 2));
        one("Node.slice", -3, 3, x -> x.slice(1, 1, 3));
        of("Node.take", in -> in.get(0).take(in.get(1), 1), x(), given("indices", INDICES));
        of("Node.takeAlongAxis", in -> in.get(0).takeAlongAxis(in.get(1), 1), x(), given("indices", PLACES));
        of("Node.scatterAdd", in -> in.get(0).scatterAdd(in.get(1), 1, 4), x(), given("indices", INDICES));
        of(
                "ScatterAlong",
                in -> new ScatterAlong(in.get(0), in.get(1), 1, 4),
                between("x", -3, 3, 2, 2),
                given("indices", PLACES));
        one("Node.pad", -3, 3, x -> x.pad(1, 1, 2));
        one("Moves.padConstant", -3, 3, x -> Moves.padConstant(x, 1, 1, 2, 5));
        one("Moves.padReflect", -3, 3, x -> Moves.padReflect(x, 1, 1, 2));
        one("Moves.padReplicate", -3, 3, x -> Moves.padReplicate(x, 1, 1, 2));
        one("Moves.padCircular", -3, 3, x -> Moves.padCircular(x, 1, 1, 2));
        one("Node.flip", -3, 3, x -> x.flip(1));
        one("Moves.roll", -3, 3, x -> Moves.roll(x, 1, 1));
        one("Moves.rot90", -3, 3, x -> Moves.rot90(x, 1, 0, 1));
        one("Moves.tile", -3, 3, x -> Moves.tile(x, 2, 1));
        one("Moves.repeat", -3, 3, x -> Moves.repeat(x, 1, 2));
        one("Moves.diagonal", -3, 3, x -> Moves.diagonal(x));
        one("Moves.diag", -3, 3, x -> Moves.diag(x));
        one("Moves.unfold", -3, 3, x -> Moves.unfold(x, 1, 2, 1, 1));
        of("Moves.fold", in -> Moves.fold(in.get(0), 0, 3, 1, 1), between("x", -3, 3, 2, 2));
        of("Moves.unflatten", in -> Moves.unflatten(in.get(0), 0, 2, 3), between("x", -3, 3, 6));
        one("Moves.maskedFill", -3, 3, x -> Moves.maskedFill(x, x.less(0), 5));
        of("Moves.indexFill", in -> Moves.indexFill(in.get(0), 1, in.get(1), 5), x(), given("indices", INDICES));
        of(
                "Moves.indexAdd",
                in -> Moves.indexAdd(in.get(0), 1, in.get(1), in.get(2)),
                x(),
                given("indices", INDICES),
                between("slices", -3, 3, 2, 3));
        two("Moves.blockDiagonal", (a, b) -> Moves.blockDiagonal(a, b));
        many(
                "Moves.meshGrid",
                in -> Moves.meshGrid(in.get(0), in.get(1)),
                between("a", -3, 3, 2),
                between("b", -3, 3, 3));
        of(
                "Moves.cartesianProduct",
                in -> Moves.cartesianProduct(in.get(0), in.get(1)),
                between("a", -3, 3, 2),
                between("b", -3, 3, 3));
        of("Moves.combinations", in -> Moves.combinations(in.get(0), 2), between("x", -3, 3, 3));
    }

    private static void indexing() {
        Operand updates = between("updates", -3, 3, 2, 2), places = given("indices", PLACES);
        of("ScatterMax", in -> new ScatterMax(in.get(0), in.get(2), in.get(1), 1), x(), places, updates);
        of("Indexing.scatter", in -> Indexing.scatter(in.get(0), 1, in.get(1), in.get(2)), x(), places, updates);
        of(
                "Indexing.scatterReduce",
                in -> Indexing.scatterReduce(
                        in.get(0), 1, in.get(1), in.get(2), Indexing.ScatterReduction.PRODUCT, true),
                x(),
                places,
                updates);
        of(
                "Indexing.indexCopy",
                in -> Indexing.indexCopy(in.get(0), 1, in.get(1), in.get(2)),
                x(),
                given("indices", INDICES),
                between("slices", -3, 3, 2, 3));
        of(
                "Indexing.withSlice",
                in -> Indexing.withSlice(in.get(0), 1, 1, in.get(1)),
                x(),
                between("part", -3, 3, 2, 2));
        of(
                "Indexing.withSelected",
                in -> Indexing.withSelected(in.get(0), 1, 1, in.get(1)),
                x(),
                between("part", -3, 3, 2));
        of(
                "Indexing.withDiagonal",
                in -> Indexing.withDiagonal(in.get(0), in.get(1), 0),
                between("x", -3, 3, 3, 3),
                between("values", -3, 3, 3));
        of("Indexing.take", in -> Indexing.take(in.get(0), in.get(1)), x(), given("indices", PLACES));
        Tensor mask = Tensor.of(Shape.of(2, 3), 1, 0, 1, 0, 1, 1);
        one("Indexing.maskedSelect", -3, 3, x -> Indexing.maskedSelect(x, mask));
        of(
                "Indexing.maskedScatter",
                in -> Indexing.maskedScatter(in.get(0), in.get(1), in.get(2)),
                x(),
                given("mask", mask),
                between("source", -3, 3, 5));
    }

    private static void products() {
        of("Node.matMul", in -> in.get(0).matMul(in.get(1)), between("a", -2, 2, 2, 3), between("b", -2, 2, 3, 4));
        of(
                "Node.batchMatMul",
                in -> in.get(0).batchMatMul(in.get(1)),
                between("a", -2, 2, 2, 2, 3),
                between("b", -2, 2, 3, 4));
        of(
                "LinearAlgebra.dot",
                in -> LinearAlgebra.dot(in.get(0), in.get(1)),
                between("a", -2, 2, 3),
                between("b", -2, 2, 3));
        of(
                "LinearAlgebra.outer",
                in -> LinearAlgebra.outer(in.get(0), in.get(1)),
                between("a", -2, 2, 3),
                between("b", -2, 2, 2));
        of(
                "LinearAlgebra.tensorDot",
                in -> LinearAlgebra.tensorDot(in.get(0), in.get(1), 1),
                between("a", -2, 2, 2, 3),
                between("b", -2, 2, 3, 2));
        of(
                "LinearAlgebra.einsum",
                in -> LinearAlgebra.einsum("bij,bkj->bik", in.get(0), in.get(1)),
                between("a", -2, 2, 2, 2, 3),
                between("b", -2, 2, 2, 4, 3));
        of(
                "LinearAlgebra.kron",
                in -> LinearAlgebra.kron(in.get(0), in.get(1)),
                between("a", -2, 2, 2, 2),
                between("b", -2, 2, 1, 3));
        of(
                "LinearAlgebra.bilinear",
                in -> LinearAlgebra.bilinear(in.get(0), in.get(1), in.get(2)),
                between("x", -2, 2, 2, 3),
                between("w", -2, 2, 2, 3, 4),
                between("y", -2, 2, 2, 4));
        of(
                "LinearAlgebra.cross",
                in -> LinearAlgebra.cross(in.get(0), in.get(1), 1),
                between("a", -2, 2, 2, 3),
                between("b", -2, 2, 2, 3));
        of(
                "LinearAlgebra.multiDot",
                in -> LinearAlgebra.multiDot(in.get(0), in.get(1), in.get(2)),
                between("a", -2, 2, 2, 3),
                between("b", -2, 2, 3, 2),
                between("c", -2, 2, 2, 4));
        of("LinearAlgebra.vander", in -> LinearAlgebra.vander(in.get(0), 4), between("x", -2, 2, 3));
    }

    private static void linearAlgebra() {
        of(
                "LinearAlgebra.solve",
                in -> LinearAlgebra.solve(in.get(0), in.get(1)),
                regular("a", 3, 3),
                between("b", -2, 2, 3, 2));
        of(
                "LinearAlgebra.triangularSolve",
                in -> LinearAlgebra.triangularSolve(in.get(0), in.get(1), true),
                regular("a", 3, 3),
                between("b", -2, 2, 3, 2));
        of(
                "LinearAlgebra.choleskySolve",
                in -> LinearAlgebra.choleskySolve(in.get(0), in.get(1)),
                regular("l", 3, 3),
                between("b", -2, 2, 3, 2));
        of("LinearAlgebra.choleskyInverse", in -> LinearAlgebra.choleskyInverse(in.get(0)), regular("l", 3, 3));
        of(
                "LinearAlgebra.tensorSolve",
                in -> LinearAlgebra.tensorSolve(in.get(0).reshape(4, 2, 2), in.get(1)),
                regular("a", 4, 4),
                between("b", -2, 2, 4));
        of("LinearAlgebra.tensorInv", in -> LinearAlgebra.tensorInv(in.get(0).reshape(4, 2, 2), 1), regular("a", 4, 4));
        of(
                "LinearAlgebra.householderProduct",
                in -> LinearAlgebra.householderProduct(in.get(0), in.get(1)),
                between("a", -2, 2, 4, 3),
                between("t", -1, 1, 2));
        of("LinearAlgebra.inv", in -> LinearAlgebra.inv(in.get(0)), regular("a", 3, 3));
        of("LinearAlgebra.det", in -> LinearAlgebra.det(in.get(0)), regular("a", 2, 3, 3));
        of("LinearAlgebra.logDeterminant", in -> LinearAlgebra.logDeterminant(in.get(0)), regular("a", 2, 3, 3));
        of("LinearAlgebra.matrixPower", in -> LinearAlgebra.matrixPower(in.get(0), 3), between("a", -1, 1, 2, 2));
        of("LinearAlgebra.cholesky", in -> LinearAlgebra.cholesky(in.get(0)), definite("a", 2, 3, 3));
        of("LinearAlgebra.lu", in -> LinearAlgebra.lu(in.get(0)), regular("a", 3, 3));
        of("LinearAlgebra.qr", in -> LinearAlgebra.qr(in.get(0)), regular("a", 4, 3));
        of("LinearAlgebra.eigh", in -> LinearAlgebra.eigh(in.get(0)), definite("a", 3, 3));
        of("LinearAlgebra.eigvalsh", in -> LinearAlgebra.eigvalsh(in.get(0)), definite("a", 2, 3, 3));
        of("LinearAlgebra.svd", in -> LinearAlgebra.svd(in.get(0)), regular("a", 3, 2));
        of("LinearAlgebra.svdvals", in -> LinearAlgebra.svdvals(in.get(0)), regular("a", 2, 3));
        of("LinearAlgebra.tril", in -> LinearAlgebra.tril(in.get(0), 0), between("a", -2, 2, 3, 3));
        of("LinearAlgebra.triu", in -> LinearAlgebra.triu(in.get(0), 0), between("a", -2, 2, 3, 3));
        of("LinearAlgebra.trace", in -> LinearAlgebra.trace(in.get(0)), between("a", -2, 2, 3, 3));
        of("LinearAlgebra.pinv", in -> LinearAlgebra.pinv(in.get(0)), regular("a", 4, 3));
        of(
                "LinearAlgebra.lstsq",
                in -> LinearAlgebra.lstsq(in.get(0), in.get(1)),
                regular("a", 4, 3),
                between("b", -2, 2, 4, 2));
        of("LinearAlgebra.nuclearNorm", in -> LinearAlgebra.nuclearNorm(in.get(0)), regular("a", 3, 3));
        of("LinearAlgebra.spectralNorm", in -> LinearAlgebra.spectralNorm(in.get(0)), regular("a", 3, 3));
        of("LinearAlgebra.cond", in -> LinearAlgebra.cond(in.get(0)), regular("a", 3, 3));
        of(
                "LinearAlgebra.matrixExponential",
                in -> LinearAlgebra.matrixExponential(in.get(0)),
                between("a", -1, 1, 3, 3));
    }

    private static void convolutionsAndPools() {
        ConvolutionOptions padded = ConvolutionOptions.of().stride(2).padding(1);
        of(
                "Convolutions.conv1d",
                in -> Convolutions.conv1d(in.get(0), in.get(1), padded),
                between("x", -2, 2, 2, 2, 5),
                between("w", -1, 1, 3, 2, 3));
        of(
                "Convolutions.conv2d",
                in -> Convolutions.conv2d(in.get(0), in.get(1)),
                between("x", -2, 2, 1, 2, 3, 4),
                between("w", -1, 1, 2, 2, 2, 2));
        of(
                "Convolutions.conv3d",
                in -> Convolutions.conv3d(in.get(0), in.get(1)),
                between("x", -2, 2, 1, 1, 3, 2, 3),
                between("w", -1, 1, 2, 1, 2, 2, 2));
        of(
                "Convolutions.transposed",
                in -> Convolutions.transposed(in.get(0), in.get(1), padded),
                between("x", -2, 2, 1, 2, 3),
                between("w", -1, 1, 2, 2, 3));
        of("Pools.maxPool", in -> Pools.maxPool(in.get(0), PoolWindows.of(2)), between("x", -2, 2, 1, 2, 2, 4));
        of("Pools.averagePool", in -> Pools.averagePool(in.get(0), PoolWindows.of(2)), between("x", -2, 2, 1, 2, 2, 4));
        of("Pools.upsampleNearest", in -> Pools.upsampleNearest(in.get(0), 3, 4), between("x", -2, 2, 1, 2, 2, 2));
        of("Pools.upsampleLinear", in -> Pools.upsampleLinear(in.get(0), false, 3, 4), between("x", -2, 2, 1, 2, 2, 2));
        of("Pools.pixelShuffle", in -> Pools.pixelShuffle(in.get(0), 2), between("x", -2, 2, 1, 4, 2, 1));
        of("Pools.pixelUnshuffle", in -> Pools.pixelUnshuffle(in.get(0), 2), between("x", -2, 2, 1, 1, 2, 4));
        of("Pools.upsampleCubic", in -> Pools.upsampleCubic(in.get(0), false, 3, 5), between("x", -2, 2, 1, 2, 2, 3));
        of(
                "Pools.gridSampleCubic",
                in -> Pools.gridSampleCubic(in.get(0), in.get(1), false),
                between("x", -2, 2, 1, 2, 3, 2),
                between("grid", 0.1, 0.3, 1, 1, 2, 2));
        of("Pools.channelShuffle", in -> Pools.channelShuffle(in.get(0), 2), between("x", -2, 2, 1, 4, 2));
        of(
                "Pools.maxUnpool",
                in -> Pools.maxUnpool(in.get(0), in.get(1), 4),
                between("x", -2, 2, 1, 2, 2),
                given("indices", Tensor.of(Shape.of(1, 2, 2), 1, 2, 4, 7)));
        of(
                "Pools.gridSample",
                in -> Pools.gridSample(in.get(0), in.get(1), false),
                between("x", -2, 2, 1, 2, 3, 2),
                between("grid", -0.9, 0.9, 1, 2, 2, 2));
    }

    private static void layers() {
        Parameter w = Parameter.of("W", Tensor.generate(Shape.of(3, 2), i -> 0.3 * i - 0.7));
        Parameter b = Parameter.of("b", Tensor.of(Shape.of(1, 2), 0.2, -0.4));
        one("Linear.apply", -2, 2, x -> new Linear(w, b).apply(x));
        of("Embedding.apply", in -> in.get(0).take(in.get(1), 0), between("E", -2, 2, 3, 2), given("indices", INDICES));
        of(
                "Dropout.apply",
                in -> new Dropout(0.5, 7).apply(in.get(0), in.get(1)),
                x(),
                given("step", Tensor.scalar(3)));
        one("Norms.standardize", -3, 3, x -> Norms.standardize(x, EPSILON, 1));
        of(
                "Norms.layerNorm",
                in -> Norms.layerNorm(in.get(0), in.get(1), in.get(2), EPSILON),
                x(),
                between("gain", 0.5, 2, 3),
                between("shift", -1, 1, 3));
        of("Norms.rmsNorm", in -> Norms.rmsNorm(in.get(0), in.get(1), EPSILON), x(), between("gain", 0.5, 2, 3));
        of(
                "Norms.groupNorm",
                in -> Norms.groupNorm(in.get(0), 2, in.get(1), in.get(2), EPSILON),
                between("x", -3, 3, 2, 4, 2),
                between("gain", 0.5, 2, 4),
                between("shift", -1, 1, 4));
        of(
                "Norms.instanceNorm",
                in -> Norms.instanceNorm(in.get(0), in.get(1), in.get(2), EPSILON),
                between("x", -3, 3, 2, 2, 4),
                between("gain", 0.5, 2, 2),
                between("shift", -1, 1, 2));
        of(
                "Norms.batchNorm",
                in -> Norms.batchNorm(in.get(0), in.get(1), in.get(2), EPSILON),
                between("x", -3, 3, 4, 3),
                between("gain", 0.5, 2, 3),
                between("shift", -1, 1, 3));
        many(
                "BatchNorm.training",
                in -> {
                    BatchNorm.Batch batch = BatchNorm.of("norm", 3).training(in.get(0));
                    return List.of(batch.value(), batch.mean(), batch.variance());
                },
                between("x", -3, 3, 4, 3));
        one("BatchNorm.prediction", -3, 3, x -> BatchNorm.of("norm", 3).prediction(x));
        of(
                "Attention.scaledDotProduct",
                in -> Attention.scaledDotProduct(in.get(0), in.get(1), in.get(2)),
                between("q", -2, 2, 2, 3),
                between("k", -2, 2, 4, 3),
                between("v", -2, 2, 4, 2));
        of("Attention.splitHeads", in -> Attention.splitHeads(in.get(0), 2), between("x", -2, 2, 1, 2, 4));
        of("Attention.mergeHeads", in -> Attention.mergeHeads(in.get(0)), between("x", -2, 2, 1, 2, 2, 2));
        Tensor gates = Tensor.generate(Shape.of(2, 8), i -> 0.1 * i - 0.7);
        many(
                "LstmCell.next",
                in -> {
                    LstmCell.State state =
                            LstmCell.of("cell", gates, gates).next(in.get(0), new LstmCell.State(in.get(1), in.get(2)));
                    return List.of(state.h(), state.c());
                },
                between("x", -2, 2, 3, 2),
                between("h", -1, 1, 3, 2),
                between("c", -1, 1, 3, 2));
        Tensor three = Tensor.generate(Shape.of(2, 6), i -> 0.1 * i - 0.5);
        of(
                "GruCell.next",
                in -> GruCell.of("cell", three, three).next(in.get(0), in.get(1)),
                between("x", -2, 2, 3, 2),
                between("h", -1, 1, 3, 2));
        of(
                "Norms.localResponseNorm",
                in -> Norms.localResponseNorm(in.get(0), 3, 0.5, 0.75, 1),
                between("x", -3, 3, 2, 4));
    }

    private static void losses() {
        loss("MseLoss", MseLoss::new);
        loss("L1Loss", L1Loss::new);
        loss("HuberLoss", (yHat, y) -> new HuberLoss(yHat, y, 0.7));
        loss("Losses.squaredError", (yHat, y) -> Losses.squaredError(yHat, y, Reduction.MEAN));
        loss("Losses.absoluteError", (yHat, y) -> Losses.absoluteError(yHat, y, Reduction.MEAN));
        loss("Losses.huber", (yHat, y) -> Losses.huber(yHat, y, 0.7, Reduction.MEAN));
        loss("Losses.pseudoHuber", (yHat, y) -> Losses.pseudoHuber(yHat, y, 0.7, Reduction.MEAN));
        loss("Losses.smoothAbsoluteError", (yHat, y) -> Losses.smoothAbsoluteError(yHat, y, 0.7, Reduction.MEAN));
        loss("Losses.quantile", (yHat, y) -> Losses.quantile(yHat, y, 0.3, Reduction.MEAN));
        of(
                "Losses.poisson",
                in -> Losses.poisson(in.get(0), in.get(1), Reduction.MEAN),
                between("z", -2, 2, 4),
                between("y", 0, 4, 4));
        of(
                "Losses.gaussian",
                in -> Losses.gaussian(in.get(0), in.get(1), in.get(2), Reduction.MEAN),
                between("μ", -2, 2, 4),
                between("v", 0.5, 2, 4),
                between("y", -2, 2, 4));
        signed("Losses.hinge", (s, y) -> Losses.hinge(s, y, Reduction.MEAN));
        signed("Losses.squaredHinge", (s, y) -> Losses.squaredHinge(s, y, Reduction.MEAN));
        signed("Losses.softMargin", (s, y) -> Losses.softMargin(s, y, Reduction.MEAN));
        of(
                "Losses.hingeEmbedding",
                in -> Losses.hingeEmbedding(in.get(0), in.get(1), 1, Reduction.MEAN),
                between("d", 0, 2, 4),
                given("y", SIGNS));
        of(
                "Losses.marginRanking",
                in -> Losses.marginRanking(in.get(0), in.get(1), in.get(2), 0.5, Reduction.MEAN),
                between("a", -2, 2, 4),
                between("b", -2, 2, 4),
                given("y", SIGNS));
        of(
                "Losses.tripletMargin",
                in -> Losses.tripletMargin(in.get(0), in.get(1), in.get(2), 9, Reduction.MEAN),
                between("a", -2, 2, 2, 3),
                between("p", -2, 2, 2, 3),
                between("n", -2, 2, 2, 3));
        of(
                "Losses.cosineEmbedding",
                in -> Losses.cosineEmbedding(in.get(0), in.get(1), in.get(2), -1, Reduction.MEAN),
                between("a", -2, 2, 4, 3),
                between("b", -2, 2, 4, 3),
                given("y", SIGNS));
        of(
                "Losses.klDivergence",
                in -> Losses.klDivergence(in.get(0), in.get(1), Reduction.BATCH_MEAN),
                between("q", -3, -0.1, 2, 3),
                between("p", 0.1, 0.9, 2, 3));
        of(
                "CrossEntropyLoss",
                in -> new CrossEntropyLoss(in.get(0), in.get(1)),
                between("z", -3, 3, 4, 3),
                between("y", 0.1, 0.6, 4, 3));
        labeled("ClassLosses.crossEntropy", (z, y) -> ClassLosses.crossEntropy(z, y, Reduction.MEAN));
        labeled("ClassLosses.negativeLogLikelihood", (z, y) -> ClassLosses.negativeLogLikelihood(z, y, Reduction.MEAN));
        labeled("ClassLosses.multiMargin", (z, y) -> ClassLosses.multiMargin(z, y, 1, Reduction.MEAN));
        Operand classes = given("y", Tensor.of(Shape.of(2, 3), 1, 0, 1, 0, 0, 1));
        of(
                "ClassLosses.multiLabelMargin",
                in -> ClassLosses.multiLabelMargin(in.get(0), in.get(1), Reduction.MEAN),
                between("s", -0.4, 0.4, 2, 3),
                classes);
        of(
                "ClassLosses.multiLabelSoftMargin",
                in -> ClassLosses.multiLabelSoftMargin(in.get(0), in.get(1), Reduction.MEAN),
                between("z", -3, 3, 2, 3),
                classes);
        of(
                "ClassLosses.ctc",
                in -> ClassLosses.ctc(in.get(0), in.get(1), in.get(2), in.get(3), 0, Reduction.MEAN),
                between("logP", -3, -0.1, 5, 2, 3),
                given("labels", Tensor.of(Shape.of(2, 2), 1, 1, 2, 0)),
                given("steps", Tensor.of(Shape.of(2), 5, 4)),
                given("counts", Tensor.of(Shape.of(2), 2, 1)));
        of(
                "BinaryCrossEntropyLoss",
                in -> new BinaryCrossEntropyLoss(in.get(0), in.get(1)),
                between("z", -3, 3, 4),
                between("y", 0, 1, 4));
        of(
                "ClassLosses.binaryCrossEntropyOfLogits",
                in -> ClassLosses.binaryCrossEntropyOfLogits(in.get(0), in.get(1), Reduction.MEAN),
                between("z", -3, 3, 4),
                between("y", 0, 1, 4));
        of(
                "ClassLosses.binaryCrossEntropy",
                in -> ClassLosses.binaryCrossEntropy(in.get(0), in.get(1), Reduction.MEAN),
                between("p", 0.2, 0.8, 4),
                between("y", 0, 1, 4));
        of(
                "ProbabilityCrossEntropy",
                in -> new ProbabilityCrossEntropy(in.get(0), in.get(1)),
                between("p", 0.2, 0.8, 4),
                between("y", 0, 1, 4));
        of("Reduction.of", in -> Reduction.BATCH_MEAN.of(in.get(0)), between("costs", -2, 2, 2, 3));
    }

    private static void loops() {
        of("Scan.over", in -> scan(in).output(), scanned());
        of(
                "While.carry",
                in -> While.carry("c", in.get(0))
                        .body(c -> c.abs().max().less(6), c -> c.multiply(2).add(in.get(1)))
                        .carry(),
                between("c", 1, 1.2, 2),
                between("w", 0, 0.1, 2));
        of(
                "Checkpoint.of",
                in -> Checkpoint.of(in.get(0).sin().multiply(in.get(1))),
                between("x", -3, 3, 2, 3),
                between("y", -3, 3, 2, 3));
        Tensor start = Tensor.of(Shape.of(2), 0.5, 0.5);
        of(
                "Implicit.root",
                in -> Implicit.root(in.get(0), x -> x.exp().add(x).subtract(in.get(1)))
                        .solution(),
                given("start", start),
                between("θ", 1, 4, 2));
        of(
                "Implicit.fixedPoint",
                in -> Implicit.fixedPoint(in.get(0), x -> x.multiply(0.5).sin().add(in.get(1)))
                        .solution(),
                given("start", start),
                between("θ", -1, 1, 2));
        of(
                "Implicit.minimum",
                in -> Implicit.minimum(
                                in.get(0),
                                x -> x.exp().add(x.subtract(in.get(1)).square()).sum())
                        .solution(),
                given("start", start),
                between("θ", -1, 1, 2));
    }

    private static Operand[] scanned() {
        return new Operand[] {between("x", -1, 1, 3, 2), between("c", -1, 1, 2), between("w", -1, 1, 2)};
    }

    private static Scan scan(List<Input> in) {
        return Scan.over(in.get(0), 0)
                .carry("c", in.get(1))
                .body((carry, each) -> carry.multiply(in.get(2)).add(each).tanh());
    }

    private static void constants() {
        one("Node.argMax", -3, 3, x -> x.argMax(1));
        one("Node.argMin", -3, 3, x -> x.argMin(1));
        one("Orders.argSort", -3, 3, x -> Orders.argSort(x, 1, false));
        of(
                "Orders.searchSorted",
                in -> Orders.searchSorted(in.get(0), in.get(1), false),
                given("sorted", Tensor.of(Shape.of(3), -1, 0.5, 2)),
                x());
        of("Node.oneHot", in -> in.get(0).oneHot(4), given("x", INDICES));
        of("LinearAlgebra.signOfDeterminant", in -> LinearAlgebra.signOfDeterminant(in.get(0)), regular("a", 2, 3, 3));
        one("Functions.heaviside", -3, 3, x -> Functions.heaviside(x, 0.5));
    }

    private static void plumbing() {
        of("Node.sumTo", in -> in.get(0).sumTo(Shape.of(3)), x());
        one("Node.withGradient", -3, 3, x -> x.withGradient(upstream -> upstream));
        one(
                "Custom.of",
                -3,
                3,
                x -> Custom.of(
                        List.of(x),
                        (in, out) -> System.arraycopy(in[0], 0, out, 0, out.length),
                        (op, upstream) -> List.of(upstream)));
        of("Loop", in -> scan(in).loop(), scanned());
        of("LoopResult", in -> scan(in).output(), scanned());
        of(
                "SpectralGradient",
                in -> new SpectralGradient(in.get(0), in.get(1), SpectralGradient.Of.EIGENVALUES),
                definite("a", 3, 3),
                between("w", -2, 2, 3));
        of(
                "GammaDensityBroadcast",
                in -> new GammaDensityBroadcast(in.get(0), in.get(1)),
                between("a", 0.5, 4, 2, 3),
                between("x", 0.4, 4, 3));
        of(
                "BetaDensityBroadcast",
                in -> new BetaDensityBroadcast(in.get(0), in.get(1), in.get(2)),
                between("a", 0.5, 4, 3),
                between("b", 0.5, 4, 2, 3),
                between("x", 0.1, 0.9, 2, 3));
        one("TextbookForm", -3, 3, x -> new TextbookForm(x.square(), x.multiply(x)));
        of("InverseGaps", in -> new InverseGaps(in.get(0)), between("λ", -3, 3, 3));
        one("ArgMode", -3, 3, x -> new ArgMode(x, 1));
        one("CumulativeArgMax", -3, 3, x -> new CumulativeArgMax(x, 1));
        of("ArgMaxPool", in -> new ArgMaxPool(in.get(0), PoolWindows.of(2)), between("x", -2, 2, 1, 2, 2, 4));
        of("DropoutMask", in -> new DropoutMask(in.get(0), Shape.of(2, 3), 0.5, 1), given("step", Tensor.scalar(3)));
    }

    // Usual operands

    private static Operand x() {
        return between("x", -3, 3, 2, 3);
    }

    private static void one(String name, double low, double high, UnaryOperator<Node> function) {
        of(name, in -> function.apply(in.get(0)), between("x", low, high, 2, 3));
    }

    private static void two(String name, BinaryOperator<Node> function) {
        of(name, in -> function.apply(in.get(0), in.get(1)), between("a", -3, 3, 2, 3), between("b", -3, 3, 2, 3));
    }

    private static void loss(String name, BinaryOperator<Node> function) {
        of(name, in -> function.apply(in.get(0), in.get(1)), between("ŷ", -2, 2, 4), between("y", -2, 2, 4));
    }

    private static void signed(String name, BinaryOperator<Node> function) {
        of(name, in -> function.apply(in.get(0), in.get(1)), between("s", -3, 3, 4), given("y", SIGNS));
    }

    private static void labeled(String name, BinaryOperator<Node> function) {
        of(name, in -> function.apply(in.get(0), in.get(1)), between("z", -3, 3, 4, 3), given("y", LABELS));
    }

    private static void of(String name, Function<List<Input>, Node> function, Operand... operands) {
        many(name, in -> List.of(function.apply(in)), operands);
    }

    private static void many(String name, Function<List<Input>, List<Node>> function, Operand... operands) {
        if (SAMPLES.put(name, new FunctionSample(List.of(operands), function)) != null) {
            throw new IllegalStateException(name + " has two samples");
        }
    }
}
