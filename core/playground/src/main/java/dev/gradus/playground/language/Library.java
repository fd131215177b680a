package dev.gradus.playground.language;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.linalg.Lu;
import dev.gradus.linalg.Qr;
import dev.gradus.linalg.Svd;
import dev.gradus.linalg.SymmetricEigen;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.ClassLosses;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.Losses;
import dev.gradus.loss.MseLoss;
import dev.gradus.loss.ProbabilityCrossEntropy;
import dev.gradus.loss.Reduction;
import dev.gradus.nn.Activations;
import dev.gradus.nn.Attention;
import dev.gradus.nn.ConvolutionOptions;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.Elu;
import dev.gradus.nn.Norms;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.AxisReduction;
import dev.gradus.node.Calculus;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Indexing;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Orders;
import dev.gradus.node.Reductions;
import dev.gradus.node.Scans;
import dev.gradus.node.ScatterAlong;
import dev.gradus.node.ScatterMax;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The functions of the language: this library's own under their own names, and under NumPy's and PyTorch's. A function is
 * also a method of its first argument. A name that means something else in PyTorch stands with {@code torch.} before it.
 */
final class Library {
    /** A function: its names, ours first, its arguments in order, and what it makes. */
    record Entry(List<String> names, List<String> parameters, Function<Arguments, Value> make) {
        String name() {
            return names.get(0);
        }
    }

    private static final Map<String, Entry> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, Set<Entry>> BY_LETTERS = new LinkedHashMap<>();

    static {
        elementwise();
        activations();
        reductions();
        ordersAndScans();
        moves();
        indexing();
        linearAlgebra();
        layers();
        losses();
        comparisons();
    }

    private Library() {}

    private static void elementwise() {
        two("add", Node::add);
        two("subtract sub", Node::subtract);
        two("multiply mul", Node::multiply);
        two("divide true_divide div", Node::divide);
        two("pow power float_power", Node::pow);
        two("maximum", Node::maximum);
        two("minimum", Node::minimum);
        two("maximumNumber fmax", Functions::fmax);
        two("minimumNumber fmin", Functions::fmin);
        two("copySign copysign", Functions::copySign);
        two("remainder mod", Functions::remainder);
        two("truncatedRemainder fmod", Functions::fmod);
        two("logAddExp logaddexp", Functions::logAddExp);
        two("logAddExp2 logaddexp2", Functions::logAddExp2);
        two("xlogy", Functions::xlogy);
        two("xlog1py", Functions::xlog1py);
        two("relativeEntropy rel_entr", Functions::relativeEntropy);
        two("atan2 arctan2", Functions::atan2);
        two("hypot", Functions::hypot);
        two("zeta", Functions::zeta);
        two("gammaP gammainc", Functions::gammaP);
        two("gammaQ gammaincc", Functions::gammaQ);
        two("beta", Functions::beta);
        two("logBeta betaln", Functions::logBeta);
        one("negate negative neg", Node::negate);
        one("reciprocal", Node::reciprocal);
        one("abs absolute fabs", Node::abs);
        one("square", Node::square);
        one("sqrt √", Node::sqrt);
        one("exp", Node::exp);
        one("expm1", Node::expm1);
        one("log ln", Node::log);
        one("log1p", Node::log1p);
        one("sin", Node::sin);
        one("cos", Node::cos);
        one("tan", Node::tan);
        one("asin arcsin", Node::asin);
        one("acos arccos", Node::acos);
        one("atan arctan", Node::atan);
        one("sinh", Node::sinh);
        one("cosh", Node::cosh);
        one("tanh", Node::tanh);
        one("erf", Node::erf);
        one("fraction frac", Functions::fraction);
        one("toRadians radians deg2rad", Functions::deg2rad);
        one("toDegrees degrees rad2deg", Functions::rad2deg);
        one("rsqrt", Functions::rsqrt);
        one("cbrt", Functions::cbrt);
        one("exp2", Functions::exp2);
        one("log2", Functions::log2);
        one("log10", Functions::log10);
        one("entropy entr", Functions::entropy);
        one("sinc", Functions::sinc);
        one("asinh arcsinh", Functions::asinh);
        one("acosh arccosh", Functions::acosh);
        one("atanh arctanh", Functions::atanh);
        one("erfc", Functions::erfc);
        one("erfinv", Functions::erfinv);
        one("erfcinv", Functions::erfcinv);
        one("erfcx", Functions::erfcx);
        one("lambertw lambertW", Functions::lambertw);
        one("lgamma gammaln", Functions::lgamma);
        one("digamma psi", Functions::digamma);
        one("normalCdf ndtr", Functions::normalCdf);
        one("logNormalCdf log_ndtr", Functions::logNormalCdf);
        one("normalQuantile ndtri", Functions::normalQuantile);
        node("polygamma", "x order", a -> Functions.polygamma(a.node("x"), a.whole("order")));
        node("besselI", "x order", a -> Functions.besselI(a.node("x"), a.whole("order")));
        node("scaledBesselI", "x order", a -> Functions.scaledBesselI(a.node("x"), a.whole("order")));
        node("iv", "order x", a -> Functions.besselI(a.node("x"), a.whole("order")));
        node("ive", "order x", a -> Functions.scaledBesselI(a.node("x"), a.whole("order")));
        node("scipy.polygamma", "order x", a -> Functions.polygamma(a.node("x"), a.whole("order")));
        node(
                "multivariateLgamma mvlgamma multigammaln",
                "x p",
                a -> Functions.multivariateLgamma(a.node("x"), a.whole("p")));
        node("betaP betainc", "a b x", a -> Functions.betaP(a.node("a"), a.node("b"), a.node("x")));
        node("lerp", "a b weight", a -> Functions.lerp(a.node("a"), a.node("b"), a.node("weight")));
        node(
                "clamp clip",
                "x low high",
                a -> a.node("x")
                        .clip(a.number("low", Double.NEGATIVE_INFINITY), a.number("high", Double.POSITIVE_INFINITY)));
        node(
                "replaceNonFinite nan_to_num",
                "x nan high low",
                a -> Functions.nanToNum(
                        a.node("x"),
                        a.number("nan", 0),
                        a.number("high", Double.MAX_VALUE),
                        a.number("low", -Double.MAX_VALUE)));
        node("where", "condition a b", a -> a.node("condition").where(a.node("a"), a.node("b")));
        one("stopGradient stop_gradient detach", Node::stopGradient);
    }

    private static void activations() {
        one("sigmoid σ expit", Node::sigmoid);
        one("logit", Functions::logit);
        one("logSigmoid logsigmoid log_expit", Activations::logSigmoid);
        one("softplus", Node::softplus);
        one("relu ReLU", Node::relu);
        node("leakyRelu leaky_relu", "x slope", a -> a.node("x").leakyRelu(a.number("slope", 0.01)));
        two("prelu", Activations::prelu);
        one("relu6", Activations::relu6);
        node("elu", "x alpha", a -> Activations.elu(a.node("x"), a.number("alpha", 1)));
        node("Elu", "x alpha beta", a -> new Elu(a.node("x"), a.number("alpha"), a.number("beta")));
        node("celu", "x alpha", a -> Activations.celu(a.node("x"), a.number("alpha", 1)));
        one("selu", Activations::selu);
        node(
                "gelu",
                "x approximate",
                a -> a.has("approximate") && a.text("approximate").equals("tanh")
                        ? Activations.geluTanh(a.node("x"))
                        : Activations.gelu(a.node("x")));
        one("geluTanh", Activations::geluTanh);
        one("silu swish", Activations::silu);
        one("mish", Activations::mish);
        one("softsign", Activations::softsign);
        one("tanhshrink", Activations::tanhshrink);
        one("hardTanh hardtanh", Activations::hardTanh);
        one("hardSigmoid hardsigmoid", Activations::hardSigmoid);
        one("hardSwish hardswish", Activations::hardSwish);
        node(
                "softShrink softshrink",
                "x distance",
                a -> Activations.softShrink(a.node("x"), a.number("distance", 0.5)));
        node(
                "hardShrink hardshrink",
                "x distance",
                a -> Activations.hardShrink(a.node("x"), a.number("distance", 0.5)));
        node(
                "threshold",
                "x threshold value",
                a -> Activations.threshold(a.node("x"), a.number("threshold"), a.number("value")));
        node("softmax", "x axis", a -> Activations.softmax(a.node("x"), a.whole("axis", -1)));
        node("softmin", "x axis", a -> Activations.softmin(a.node("x"), a.whole("axis", -1)));
        node("logSoftmax log_softmax", "x axis", a -> Activations.logSoftmax(a.node("x"), a.whole("axis", -1)));
        node(
                "gumbelSoftmax",
                "z noise temperature axis",
                a -> Activations.gumbelSoftmax(
                        a.node("z"), a.node("noise"), a.number("temperature"), a.whole("axis", -1)));
        node("glu", "x axis", a -> Activations.glu(a.node("x"), a.whole("axis", -1)));
    }

    private static void reductions() {
        reduction("sum", Node::sum, Node::sum);
        reduction("mean average", Node::mean, Node::mean);
        reduction("product prod", Node::prod, Node::prod);
        reduction("max amax", Node::max, Node::max);
        reduction("min amin", Node::min, Node::min);
        reduction("logSumExp logsumexp logaddexp.reduce", Node::logSumExp, Node::logSumExp);
        node("norm vector_norm", "x ord axis keepdims", Library::norm);
        node("keepDims", "x", a -> keptDims(a.node("x"), a));
        spread(
                "variance var",
                "axis* ddof keepdims",
                0,
                (a, ddof) -> Reductions.variance(a.node("x"), ddof, a.truth("keepdims", false), axes(a)));
        spread(
                "standardDeviation std",
                "axis* ddof keepdims",
                0,
                (a, ddof) -> Reductions.std(a.node("x"), ddof, a.truth("keepdims", false), axes(a)));
        spread(
                "torch.var",
                "axis* ddof keepdims",
                1,
                (a, ddof) -> Reductions.variance(a.node("x"), ddof, a.truth("keepdims", false), axes(a)));
        spread(
                "torch.std",
                "axis* ddof keepdims",
                1,
                (a, ddof) -> Reductions.std(a.node("x"), ddof, a.truth("keepdims", false), axes(a)));
        node("normalize", "x axis", a -> Reductions.normalize(a.node("x"), a.whole("axis", 1)));
        node(
                "cosineSimilarity cosine_similarity",
                "a b axis",
                a -> Reductions.cosineSimilarity(a.node("a"), a.node("b"), a.whole("axis", 1)));
        node(
                "pairwiseDistances cdist",
                "a b p",
                a -> Reductions.pairwiseDistances(a.node("a"), a.node("b"), a.number("p", 2)));
        node("condensedDistances pdist", "x p", a -> Reductions.condensedDistances(a.node("x"), a.number("p", 2)));
        node(
                "distance dist",
                "a b p axis keepdims",
                a -> Reductions.distance(
                        a.node("a"), a.node("b"), a.number("p", 2), a.truth("keepdims", false), axes(a.node("a"), a)));
        node(
                "renormalize renorm",
                "x p axis most",
                a -> Reductions.renormalize(a.node("x"), a.number("p"), a.whole("axis"), a.number("most")));
        node(
                "nanSum nansum",
                "x axis* keepdims",
                a -> Reductions.nanSum(a.node("x"), a.truth("keepdims", false), axes(a)));
        node(
                "nanMean nanmean",
                "x axis* keepdims",
                a -> Reductions.nanMean(a.node("x"), a.truth("keepdims", false), axes(a)));
        node("covariance cov", "x ddof", a -> Reductions.cov(a.node("x"), a.whole("ddof", 1)));
        one("correlation corrcoef", Reductions::corrcoef);
    }

    private static Node norm(Arguments a) {
        Node x = a.node("x");
        boolean keepDims = a.truth("keepdims", false);
        if (a.has("ord")) {
            return Reductions.norm(x, a.number("ord"), keepDims, axes(a));
        }
        AxisReduction norm = a.axes("axis").map(x::norm).orElseGet(x::norm);
        return keepDims ? norm.keepDims() : norm;
    }

    private static Node keptDims(Node x, Arguments a) {
        if (x instanceof AxisReduction reduction) {
            return reduction.keepDims();
        }
        throw Problem.at(a.span(), "nothing to keep", "keepDims() follows a sum, a mean or another reduction.");
    }

    private static int[] axes(Arguments a) {
        return axes(a.node("x"), a);
    }

    private static int[] axes(Node x, Arguments a) {
        return a.axes("axis")
                .orElseGet(() -> IntStream.range(0, x.shape().rank()).toArray());
    }

    private static void ordersAndScans() {
        node(
                "sort",
                "x axis descending",
                a -> Orders.sort(a.node("x"), a.whole("axis", -1), a.truth("descending", false)));
        node(
                "argSort argsort",
                "x axis descending",
                a -> Orders.argSort(a.node("x"), a.whole("axis", -1), a.truth("descending", false)));
        node(
                "topK",
                "x k axis largest",
                a -> Orders.topK(a.node("x"), a.whole("k"), a.whole("axis", -1), a.truth("largest", true))
                        .values());
        node(
                "kthValue",
                "x k axis",
                a -> Orders.kthValue(a.node("x"), a.whole("k"), a.whole("axis", -1))
                        .values());
        node(
                "mode",
                "x axis",
                a -> Orders.mode(a.node("x"), a.whole("axis", -1)).values());
        node("median", "x axis* keepdims", a -> Orders.median(a.node("x"), a.truth("keepdims", false), axes(a)));
        node(
                "quantile",
                "x q axis keepdims",
                a -> Orders.quantile(a.node("x"), a.number("q"), a.truth("keepdims", false), axes(a)));
        node(
                "nanMedian nanmedian",
                "x axis* keepdims",
                a -> Orders.nanMedian(a.node("x"), a.truth("keepdims", false), axes(a)));
        node(
                "nanQuantile nanquantile",
                "x q axis keepdims",
                a -> Orders.nanQuantile(a.node("x"), a.number("q"), a.truth("keepdims", false), axes(a)));
        node(
                "searchSorted searchsorted",
                "sorted x right",
                a -> Orders.searchSorted(a.node("sorted"), a.node("x"), a.truth("right", false)));
        node("cumulativeSum cumsum", "x axis", a -> a.node("x").cumulativeSum(a.whole("axis")));
        node("cumulativeProduct cumprod", "x axis", a -> Scans.cumulativeProd(a.node("x"), a.whole("axis")));
        node("cumulativeMax maximum.accumulate", "x axis", a -> Scans.cumulativeMax(a.node("x"), a.whole("axis")));
        node("cumulativeMin minimum.accumulate", "x axis", a -> Scans.cumulativeMin(a.node("x"), a.whole("axis")));
        node(
                "cumulativeLogSumExp logcumsumexp logaddexp.accumulate",
                "x axis",
                a -> Scans.cumulativeLogSumExp(a.node("x"), a.whole("axis")));
        node("linearRecurrence", "a b axis", a -> Scans.linearRecurrence(a.node("a"), a.node("b"), a.whole("axis")));
        node("difference diff", "x n axis", a -> Calculus.diff(a.node("x"), a.whole("axis", -1), a.whole("n", 1)));
        node(
                "gradient",
                "x spacing axis",
                a -> Calculus.gradient(a.node("x"), a.number("spacing", 1), a.whole("axis", -1)));
        node(
                "trapezoid trapz",
                "y x dx axis",
                a -> a.has("x")
                        ? Calculus.trapezoid(a.node("y"), a.node("x"), a.whole("axis", -1))
                        : Calculus.trapezoid(a.node("y"), a.number("dx", 1), a.whole("axis", -1)));
        node(
                "cumulativeTrapezoid cumulative_trapezoid",
                "y x dx axis",
                a -> a.has("x")
                        ? Calculus.cumulativeTrapezoid(a.node("y"), a.node("x"), a.whole("axis", -1))
                        : Calculus.cumulativeTrapezoid(a.node("y"), a.number("dx", 1), a.whole("axis", -1)));
    }

    private static void moves() {
        node("reshape view", "x shape*", a -> reshaped(a));
        node(
                "transpose permute t",
                "x axis*",
                a -> a.axes("axis").map(a.node("x")::transpose).orElseGet(() -> turned(a)));
        node(
                "squeeze",
                "x axis*",
                a -> a.axes("axis")
                        .map(a.node("x")::squeeze)
                        .orElseGet(() -> a.node("x").squeeze()));
        node("unsqueeze expand_dims", "x axis", a -> a.node("x").expandDims(a.whole("axis")));
        node("flatten ravel", "x first last", a -> flattened(a));
        node("unflatten", "x axis shape*", a -> Moves.unflatten(a.node("x"), a.whole("axis"), a.wholes("shape")));
        node(
                "moveAxis moveaxis movedim",
                "x from to",
                a -> Moves.moveAxis(a.node("x"), a.whole("from"), a.whole("to")));
        node("swapAxes swapaxes swapdims", "x a b", a -> Moves.swapAxes(a.node("x"), a.whole("a"), a.whole("b")));
        node(
                "broadcastTo broadcast_to expand",
                "x shape*",
                a -> a.node("x").broadcastTo(a.sizes("shape").shape()));
        node(
                "sumTo sum_to sum_to_size",
                "x shape*",
                a -> a.node("x").sumTo(a.sizes("shape").shape()));
        node("concat concatenate cat", "parts axis", a -> Moves.concat(a.whole("axis", 0), a.nodes("parts")));
        node("stack", "parts axis", a -> Moves.stack(a.whole("axis", 0), a.nodes("parts")));
        node("select", "x axis index", a -> a.node("x").select(a.whole("axis"), a.whole("index")));
        node(
                "slice",
                "x axis start stop step",
                a -> a.node("x").slice(a.whole("axis"), a.whole("start"), a.whole("stop"), a.whole("step", 1)));
        list("split", "x sizes axis", a -> Moves.split(a.node("x"), a.whole("axis", 0), splitSizes(a)));
        list("chunk array_split", "x parts axis", a -> Moves.chunk(a.node("x"), a.whole("axis", 0), a.whole("parts")));
        list("unstack unbind", "x axis", a -> Moves.unstack(a.node("x"), a.whole("axis", 0)));
        list(
                "meshGrid meshgrid",
                "vectors*",
                a -> Moves.meshGrid(a.nodes("vectors").toArray(Node[]::new)));
        node("tile", "x repeats*", a -> Moves.tile(a.node("x"), a.wholes("repeats")));
        node(
                "repeat repeat_interleave",
                "x count axis",
                a -> Moves.repeat(a.node("x"), a.whole("axis"), a.whole("count")));
        node("roll", "x shift axis", a -> Moves.roll(a.node("x"), a.whole("axis"), a.whole("shift")));
        node(
                "rotate90 rot90",
                "x quarters from to",
                a -> Moves.rot90(a.node("x"), a.whole("quarters", 1), a.whole("from", 0), a.whole("to", 1)));
        node("flip", "x axis*", a -> a.node("x").flip(axes(a)));
        one("diagonal", Moves::diagonal);
        node("diag diag_embed", "x offset", a -> Moves.diag(a.node("x"), a.whole("offset", 0)));
        node("tril lowerTriangle", "x diagonal", a -> LinearAlgebra.tril(a.node("x"), a.whole("diagonal", 0)));
        node("triu upperTriangle", "x diagonal", a -> LinearAlgebra.triu(a.node("x"), a.whole("diagonal", 0)));
        node("pad", "x widths constant_values", Library::padded);
        node(
                "padConstant",
                "x axis low high value",
                a -> Moves.padConstant(
                        a.node("x"), a.whole("axis"), a.whole("low"), a.whole("high"), a.number("value")));
        node(
                "padReflect",
                "x axis low high",
                a -> Moves.padReflect(a.node("x"), a.whole("axis"), a.whole("low"), a.whole("high")));
        node(
                "padReplicate",
                "x axis low high",
                a -> Moves.padReplicate(a.node("x"), a.whole("axis"), a.whole("low"), a.whole("high")));
        node(
                "padCircular",
                "x axis low high",
                a -> Moves.padCircular(a.node("x"), a.whole("axis"), a.whole("low"), a.whole("high")));
        node(
                "unfold",
                "x axis size step dilation",
                a -> Moves.unfold(
                        a.node("x"), a.whole("axis"), a.whole("size"), a.whole("step", 1), a.whole("dilation", 1)));
        node(
                "fold",
                "x axis length step dilation",
                a -> Moves.fold(
                        a.node("x"), a.whole("axis"), a.whole("length"), a.whole("step", 1), a.whole("dilation", 1)));
        node(
                "blockDiagonal block_diag",
                "matrices*",
                a -> Moves.blockDiagonal(a.nodes("matrices").toArray(Node[]::new)));
        node(
                "cartesianProduct cartesian_prod",
                "vectors*",
                a -> Moves.cartesianProduct(a.nodes("vectors").toArray(Node[]::new)));
        node("combinations", "x count", a -> Moves.combinations(a.node("x"), a.whole("count", 2)));
    }

    private static Node turned(Arguments a) {
        Node x = a.node("x");
        return x.shape().rank() == 2
                ? x.transpose()
                : x.transpose(IntStream.range(0, x.shape().rank())
                        .map(axis -> x.shape().rank() - 1 - axis)
                        .toArray());
    }

    private static Node reshaped(Arguments a) {
        Arguments.Sizes sizes = a.sizes("shape");
        boolean isOpen = IntStream.of(sizes.sizes()).anyMatch(size -> size < 0);
        return isOpen ? a.node("x").reshape(sizes.sizes()) : a.node("x").reshape(sizes.shape());
    }

    private static Node flattened(Arguments a) {
        Node x = a.node("x");
        return a.has("first")
                ? Moves.flatten(x, a.whole("first"), a.whole("last", -1))
                : x.reshape(x.shape().elements());
    }

    /** NumPy's split takes a number of equal parts or the places between them, PyTorch's and ours the sizes. */
    private static int[] splitSizes(Arguments a) {
        int[] sizes = a.wholes("sizes");
        int whole = a.node("x").shape().size(a.whole("axis", 0));
        if (a.raw("sizes") instanceof Value.Items || sizes[0] < 1 || whole % sizes[0] != 0) {
            return sizes;
        }
        int[] equal = new int[sizes[0]];
        Arrays.fill(equal, whole / sizes[0]);
        return equal;
    }

    private static Node padded(Arguments a) {
        Node x = a.node("x");
        int rank = x.shape().rank();
        int[] low = new int[rank];
        int[] high = new int[rank];
        List<Value> widths = a.raw("widths") instanceof Value.Items items ? items.items() : List.of(a.raw("widths"));
        boolean isPerAxis = !widths.isEmpty() && widths.get(0) instanceof Value.Items;
        if (isPerAxis && widths.size() != rank) {
            throw Problem.at(
                    a.span(), "widths do not fit", "pad takes a pair of widths for each of the " + rank + " axes.");
        }
        for (int axis = 0; axis < rank; axis++) {
            List<Value> pair = isPerAxis ? ((Value.Items) widths.get(axis)).items() : widths;
            low[axis] = width(pair, 0, a);
            high[axis] = width(pair, pair.size() - 1, a);
        }
        if (!a.has("constant_values") || a.number("constant_values") == 0) {
            return x.pad(low, high, new int[rank]);
        }
        Node padded = x;
        for (int axis = 0; axis < rank; axis++) {
            padded = low[axis] + high[axis] == 0
                    ? padded
                    : Moves.padConstant(padded, axis, low[axis], high[axis], a.number("constant_values"));
        }
        return padded;
    }

    private static int width(List<Value> pair, int place, Arguments a) {
        if (place >= 0
                && pair.get(place) instanceof Value.Scalar number
                && number.value() == Math.floor(number.value())) {
            return (int) number.value();
        }
        throw Problem.at(a.span(), "widths do not fit", "pad takes pairs of whole numbers: ((0, 0), (1, 2)).");
    }

    private static void indexing() {
        node(
                "gather take index_select",
                "x indices axis",
                a -> a.has("axis")
                        ? a.node("x").take(a.node("indices"), a.whole("axis"))
                        : Indexing.take(a.node("x"), a.node("indices")));
        node("torch.index_select", "x axis indices", a -> a.node("x").take(a.node("indices"), a.whole("axis")));
        node("torch.gather", "x axis indices", a -> a.node("x").takeAlongAxis(a.node("indices"), a.whole("axis")));
        node(
                "takeAlong take_along_axis",
                "x indices axis",
                a -> a.node("x").takeAlongAxis(a.node("indices"), a.whole("axis")));
        node(
                "scatterAdd",
                "x indices axis size",
                a -> a.node("x").scatterAdd(a.node("indices"), a.whole("axis"), a.whole("size")));
        node(
                "ScatterAlong",
                "x indices axis size",
                a -> new ScatterAlong(a.node("x"), a.node("indices"), a.whole("axis"), a.whole("size")));
        node(
                "ScatterMax",
                "x updates indices axis",
                a -> new ScatterMax(a.node("x"), a.node("updates"), a.node("indices"), a.whole("axis")));
        node(
                "scatter",
                "x axis indices updates",
                a -> Indexing.scatter(a.node("x"), a.whole("axis"), a.node("indices"), a.node("updates")));
        node(
                "scatterReduce",
                "x axis indices updates reduction includeX",
                a -> Indexing.scatterReduce(
                        a.node("x"),
                        a.whole("axis"),
                        a.node("indices"),
                        a.node("updates"),
                        named(a, "reduction", Indexing.ScatterReduction.values()),
                        a.truth("includeX", true)));
        node(
                "indexCopy index_copy",
                "x axis indices slices",
                a -> Indexing.indexCopy(a.node("x"), a.whole("axis"), a.node("indices"), a.node("slices")));
        node(
                "withSlice",
                "x axis start part",
                a -> Indexing.withSlice(a.node("x"), a.whole("axis"), a.whole("start"), a.node("part")));
        node(
                "withSelected",
                "x axis index part",
                a -> Indexing.withSelected(a.node("x"), a.whole("axis"), a.whole("index"), a.node("part")));
        node(
                "withDiagonal",
                "x values offset",
                a -> Indexing.withDiagonal(a.node("x"), a.node("values"), a.whole("offset", 0)));
        node("maskedSelect masked_select", "x mask", a -> Indexing.maskedSelect(a.node("x"), tensor(a, "mask")));
        node(
                "maskedScatter masked_scatter",
                "x mask source",
                a -> Indexing.maskedScatter(a.node("x"), a.node("mask"), a.node("source")));
        node(
                "maskedFill masked_fill",
                "x mask value",
                a -> Moves.maskedFill(a.node("x"), a.node("mask"), a.number("value")));
        node(
                "indexFill index_fill",
                "x axis indices value",
                a -> Moves.indexFill(a.node("x"), a.whole("axis"), a.node("indices"), a.number("value")));
        node(
                "indexAdd index_add",
                "x axis indices slices",
                a -> Moves.indexAdd(a.node("x"), a.whole("axis"), a.node("indices"), a.node("slices")));
        node("oneHot one_hot", "x depth", a -> a.node("x").oneHot(a.whole("depth")));
        node("argMax argmax", "x axis", a -> a.node("x").argMax(a.whole("axis")));
        node("argMin argmin", "x axis", a -> a.node("x").argMin(a.whole("axis")));
    }

    private static Tensor tensor(Arguments a, String name) {
        if (a.node(name) instanceof Constant constant) {
            return constant.value();
        }
        throw Problem.at(
                a.span(),
                "not known beforehand",
                "The argument " + name + " decides about a shape, so it must be written as numbers.");
    }

    private static <E extends Enum<E>> E named(Arguments a, String name, E[] all) {
        String wanted = letters(a.text(name));
        for (E one : all) {
            if (letters(one.name()).equals(wanted)) {
                return one;
            }
        }
        throw Problem.at(
                a.span(),
                "name not known",
                "The argument " + name + " is one of "
                        + Arrays.stream(all)
                                .map(one -> "\"" + one.name().toLowerCase(Locale.ROOT) + "\"")
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private static void linearAlgebra() {
        two("matMul matmul mm", Node::matMul);
        two("batchMatMul bmm", Node::batchMatMul);
        two("dot vdot inner", LinearAlgebra::dot);
        two("outer", LinearAlgebra::outer);
        two("kronecker kron", LinearAlgebra::kron);
        two("solve", LinearAlgebra::solve);
        two("choleskySolve", LinearAlgebra::choleskySolve);
        two("torch.cholesky_solve", (b, l) -> LinearAlgebra.choleskySolve(l, b));
        two("tensorSolve tensorsolve", LinearAlgebra::tensorSolve);
        two("leastSquares", LinearAlgebra::lstsq);
        two("householderProduct householder_product", LinearAlgebra::householderProduct);
        one("inverse inv", LinearAlgebra::inv);
        one("choleskyInverse cholesky_inverse", LinearAlgebra::choleskyInverse);
        one("pseudoInverse pinv", LinearAlgebra::pinv);
        one("determinant det", LinearAlgebra::det);
        one("logDeterminant logdet", LinearAlgebra::logDeterminant);
        one("signOfDeterminant signdet", LinearAlgebra::signOfDeterminant);
        one("matrixExponential expm matrix_exp", LinearAlgebra::matrixExponential);
        one("trace", LinearAlgebra::trace);
        one("cholesky", LinearAlgebra::cholesky);
        one("symmetricEigenvalues eigvalsh", LinearAlgebra::eigvalsh);
        one("singularValues svdvals", LinearAlgebra::svdvals);
        one("nuclearNorm", LinearAlgebra::nuclearNorm);
        one("spectralNorm", LinearAlgebra::spectralNorm);
        one("conditionNumber cond", LinearAlgebra::cond);
        node("cross", "a b axis", a -> LinearAlgebra.cross(a.node("a"), a.node("b"), a.whole("axis", -1)));
        node("vandermonde vander", "x columns", a -> LinearAlgebra.vander(a.node("x"), a.whole("columns")));
        node(
                "multiDot multi_dot",
                "matrices*",
                a -> LinearAlgebra.multiDot(a.nodes("matrices").toArray(Node[]::new)));
        node("tensorDot tensordot", "a b axis", Library::tensorDot);
        node(
                "einsum",
                "formula operands*",
                a -> LinearAlgebra.einsum(a.text("formula"), a.nodes("operands").toArray(Node[]::new)));
        node("bilinear", "x w y", a -> LinearAlgebra.bilinear(a.node("x"), a.node("w"), a.node("y")));
        node(
                "triangularSolve solve_triangular",
                "a b upper",
                a -> LinearAlgebra.triangularSolve(a.node("a"), a.node("b"), a.truth("upper", false)));
        node("tensorInverse tensorinv", "a axis", a -> LinearAlgebra.tensorInv(a.node("a"), a.whole("axis")));
        node(
                "matrixPower matrix_power",
                "a exponent",
                a -> LinearAlgebra.matrixPower(a.node("a"), a.whole("exponent")));
        several("lu", a -> {
            Lu lu = LinearAlgebra.lu(a.node("a"));
            return results("P", lu.p(), "L", lu.l(), "U", lu.u());
        });
        several("qr", a -> {
            Qr qr = LinearAlgebra.qr(a.node("a"));
            return results("Q", qr.q(), "R", qr.r());
        });
        several("svd", a -> {
            Svd svd = LinearAlgebra.svd(a.node("a"));
            return results("U", svd.u(), "S", svd.values(), "Vh", svd.v().transpose());
        });
        several("symmetricEigen eigh", a -> {
            SymmetricEigen eigen = LinearAlgebra.eigh(a.node("a"));
            return results("eigenvalues", eigen.values(), "eigenvectors", eigen.vectors());
        });
    }

    private static Node tensorDot(Arguments a) {
        if (a.raw("axis") instanceof Value.Items items && items.items().size() == 2) {
            return LinearAlgebra.tensorDot(
                    a.node("a"),
                    a.node("b"),
                    wholes(items.items().get(0), a),
                    wholes(items.items().get(1), a));
        }
        return LinearAlgebra.tensorDot(a.node("a"), a.node("b"), a.whole("axis", 2));
    }

    private static int[] wholes(Value value, Arguments a) {
        List<Value> items = value instanceof Value.Items list ? list.items() : List.of(value);
        return items.stream()
                .mapToInt(item -> {
                    if (item instanceof Value.Scalar number && number.value() == Math.floor(number.value())) {
                        return (int) number.value();
                    }
                    throw Problem.at(a.span(), "axes do not fit", "Axes are whole numbers, or tuples of them.");
                })
                .toArray();
    }

    private static void layers() {
        convolution("conv1d", Convolutions::conv1d);
        convolution("conv2d", Convolutions::conv2d);
        convolution("conv3d", Convolutions::conv3d);
        node(
                "transposed conv_transpose1d conv_transpose2d conv_transpose3d",
                "x w stride padding dilation groups surplus",
                a -> Convolutions.transposed(
                        a.node("x"),
                        a.node("w"),
                        options(a),
                        a.has("surplus") ? a.wholes("surplus") : new int[planes(a)]));
        node(
                "maxPool max_pool1d max_pool2d max_pool3d",
                "x size stride padding",
                a -> Pools.maxPool(a.node("x"), windows(a)));
        node(
                "averagePool avg_pool1d avg_pool2d avg_pool3d",
                "x size stride padding",
                a -> Pools.averagePool(a.node("x"), windows(a)));
        node("upsampleNearest", "x sizes*", a -> Pools.upsampleNearest(a.node("x"), a.wholes("sizes")));
        node(
                "upsampleLinear",
                "x alignCorners sizes*",
                a -> Pools.upsampleLinear(a.node("x"), a.truth("alignCorners", false), a.wholes("sizes")));
        node(
                "upsampleCubic",
                "x alignCorners sizes*",
                a -> Pools.upsampleCubic(a.node("x"), a.truth("alignCorners", false), a.wholes("sizes")));
        node(
                "gridSample grid_sample",
                "x grid align_corners",
                a -> Pools.gridSample(a.node("x"), a.node("grid"), a.truth("align_corners", false)));
        node(
                "gridSampleCubic",
                "x grid align_corners",
                a -> Pools.gridSampleCubic(a.node("x"), a.node("grid"), a.truth("align_corners", false)));
        node("channelShuffle channel_shuffle", "x groups", a -> Pools.channelShuffle(a.node("x"), a.whole("groups")));
        node("maxUnpool", "x places sizes*", a -> Pools.maxUnpool(a.node("x"), a.node("places"), a.wholes("sizes")));
        node("pixelShuffle pixel_shuffle", "x factor", a -> Pools.pixelShuffle(a.node("x"), a.whole("factor")));
        node("pixelUnshuffle pixel_unshuffle", "x factor", a -> Pools.pixelUnshuffle(a.node("x"), a.whole("factor")));
        node("standardize", "x epsilon axis*", a -> Norms.standardize(a.node("x"), a.number("epsilon", 1e-5), axes(a)));
        node(
                "layerNorm",
                "x gain shift epsilon",
                a -> Norms.layerNorm(a.node("x"), a.node("gain"), a.node("shift"), a.number("epsilon", 1e-5)));
        node("rmsNorm", "x gain epsilon", a -> Norms.rmsNorm(a.node("x"), a.node("gain"), a.number("epsilon", 1e-5)));
        node(
                "groupNorm",
                "x groups gain shift epsilon",
                a -> Norms.groupNorm(
                        a.node("x"), a.whole("groups"), a.node("gain"), a.node("shift"), a.number("epsilon", 1e-5)));
        node(
                "instanceNorm",
                "x gain shift epsilon",
                a -> Norms.instanceNorm(a.node("x"), a.node("gain"), a.node("shift"), a.number("epsilon", 1e-5)));
        node(
                "batchNorm",
                "x gain shift epsilon",
                a -> Norms.batchNorm(a.node("x"), a.node("gain"), a.node("shift"), a.number("epsilon", 1e-5)));
        node(
                "localResponseNorm local_response_norm",
                "x channels alpha beta k",
                a -> Norms.localResponseNorm(
                        a.node("x"),
                        a.whole("channels"),
                        a.number("alpha", 1e-4),
                        a.number("beta", 0.75),
                        a.number("k", 1)));
        node(
                "scaledDotProduct scaled_dot_product_attention",
                "q k v mask",
                a -> a.has("mask")
                        ? Attention.scaledDotProduct(a.node("q"), a.node("k"), a.node("v"), a.node("mask"))
                        : Attention.scaledDotProduct(a.node("q"), a.node("k"), a.node("v")));
        node("causalMask", "positions", a -> Attention.causalMask(a.whole("positions")));
        node("splitHeads", "x heads", a -> Attention.splitHeads(a.node("x"), a.whole("heads")));
        one("mergeHeads", Attention::mergeHeads);
        node(
                "linear",
                "x w b",
                a -> a.has("b")
                        ? a.node("x").matMul(a.node("w")).add(a.node("b"))
                        : a.node("x").matMul(a.node("w")));
        node(
                "torch.linear",
                "x w b",
                a -> a.has("b")
                        ? a.node("x").matMul(a.node("w").transpose()).add(a.node("b"))
                        : a.node("x").matMul(a.node("w").transpose()));
        node("embedding", "indices weights", a -> a.node("weights").take(a.node("indices"), 0));
    }

    private interface Convolution {
        Node of(Node x, Node w, ConvolutionOptions options);
    }

    private static void convolution(String name, Convolution convolution) {
        node(name, "x w bias stride padding dilation groups", a -> {
            Node result = convolution.of(a.node("x"), a.node("w"), options(a));
            return a.has("bias") ? result.add(biasOfChannels(a.node("bias"), planes(a))) : result;
        });
    }

    private static Node biasOfChannels(Node bias, int planes) {
        int[] sizes = new int[planes + 1];
        Arrays.fill(sizes, 1);
        sizes[0] = bias.shape().elements();
        return bias.reshape(sizes);
    }

    /** The number of axes over which windows move. */
    private static int planes(Arguments a) {
        return Math.max(0, a.node("w").shape().rank() - 2);
    }

    private static ConvolutionOptions options(Arguments a) {
        ConvolutionOptions options = ConvolutionOptions.of().groups(a.whole("groups", 1));
        options = a.has("stride") ? options.stride(a.wholes("stride")) : options;
        options = a.has("padding") ? options.padding(a.wholes("padding")) : options;
        return a.has("dilation") ? options.dilation(a.wholes("dilation")) : options;
    }

    private static PoolWindows windows(Arguments a) {
        int[] sizes = a.wholes("size");
        int planes = a.node("x").shape().rank() - 2;
        int[] all = sizes.length == 1 && planes > 1
                ? IntStream.generate(() -> sizes[0]).limit(planes).toArray()
                : sizes;
        PoolWindows windows = PoolWindows.of(all);
        windows = a.has("stride") ? windows.stride(a.wholes("stride")) : windows;
        return a.has("padding") ? windows.padding(a.wholes("padding")) : windows;
    }

    private static void losses() {
        two("MseLoss", MseLoss::new);
        two("L1Loss", L1Loss::new);
        two("CrossEntropyLoss", CrossEntropyLoss::new);
        two("BinaryCrossEntropyLoss", BinaryCrossEntropyLoss::new);
        two("ProbabilityCrossEntropy", ProbabilityCrossEntropy::new);
        node("HuberLoss", "x y delta", a -> new HuberLoss(a.node("x"), a.node("y"), a.number("delta", 1)));
        loss("squaredError mse_loss", Losses::squaredError);
        loss("absoluteError l1_loss", Losses::absoluteError);
        loss("huber huber_loss", "delta", 1, Losses::huber);
        loss("pseudoHuber", "delta", 1, Losses::pseudoHuber);
        loss("smoothAbsoluteError smooth_l1_loss", "delta", 1, Losses::smoothAbsoluteError);
        loss("poisson", Losses::poisson);
        loss("hinge", Losses::hinge);
        loss("squaredHinge", Losses::squaredHinge);
        loss("softMargin soft_margin_loss", Losses::softMargin);
        loss("hingeEmbedding hinge_embedding_loss", "margin", 1, Losses::hingeEmbedding);
        loss("klDivergence", Losses::klDivergence);
        loss("crossEntropy cross_entropy", ClassLosses::crossEntropy);
        loss("negativeLogLikelihood nll_loss", ClassLosses::negativeLogLikelihood);
        loss("binaryCrossEntropyOfLogits binary_cross_entropy_with_logits", ClassLosses::binaryCrossEntropyOfLogits);
        loss("binaryCrossEntropy binary_cross_entropy", ClassLosses::binaryCrossEntropy);
        loss("multiMargin multi_margin_loss", "margin", 1, ClassLosses::multiMargin);
        loss("multiLabelMargin multilabel_margin_loss", ClassLosses::multiLabelMargin);
        loss("multiLabelSoftMargin multilabel_soft_margin_loss", ClassLosses::multiLabelSoftMargin);
        node(
                "quantileLoss",
                "x y q reduction",
                a -> Losses.quantile(a.node("x"), a.node("y"), a.number("q"), reduction(a)));
        node(
                "gaussian",
                "mu v y reduction",
                a -> Losses.gaussian(a.node("mu"), a.node("v"), a.node("y"), reduction(a)));
        node(
                "marginRanking margin_ranking_loss",
                "a b y margin reduction",
                a -> Losses.marginRanking(a.node("a"), a.node("b"), a.node("y"), a.number("margin", 0), reduction(a)));
        node(
                "tripletMargin triplet_margin_loss",
                "anchor positive negative margin reduction",
                a -> Losses.tripletMargin(
                        a.node("anchor"), a.node("positive"), a.node("negative"), a.number("margin", 1), reduction(a)));
        node(
                "cosineEmbedding cosine_embedding_loss",
                "a b y margin reduction",
                a -> Losses.cosineEmbedding(
                        a.node("a"), a.node("b"), a.node("y"), a.number("margin", 0), reduction(a)));
        node(
                "ctc",
                "logP labels steps counts blank reduction",
                a -> ClassLosses.ctc(
                        a.node("logP"),
                        a.node("labels"),
                        a.node("steps"),
                        a.node("counts"),
                        a.whole("blank", 0),
                        reduction(a)));
    }

    private interface PlainLoss {
        Node of(Node x, Node y, Reduction reduction);
    }

    private interface LossWithNumber {
        Node of(Node x, Node y, double number, Reduction reduction);
    }

    private static void loss(String names, PlainLoss loss) {
        node(names, "x y reduction", a -> loss.of(a.node("x"), a.node("y"), reduction(a)));
    }

    private static void loss(String names, String number, double usual, LossWithNumber loss) {
        node(
                names,
                "x y " + number + " reduction",
                a -> loss.of(a.node("x"), a.node("y"), a.number(number, usual), reduction(a)));
    }

    private static Reduction reduction(Arguments a) {
        return a.has("reduction") ? named(a, "reduction", Reduction.values()) : Reduction.MEAN;
    }

    private static void comparisons() {
        two("greater gt", Node::greater);
        two("greaterOrEqual greater_equal ge", Node::greaterEqual);
        two("less lt", Node::less);
        two("lessOrEqual less_equal le", Node::lessEqual);
        two("equal eq", Node::equal);
        two("notEqual not_equal ne", Node::notEqual);
        node("heaviside", "x atZero", a -> Functions.heaviside(a.node("x"), a.number("atZero")));
        one("sign", Node::sign);
        one("floor", Node::floor);
        one("ceil", Functions::ceil);
        one("truncate trunc fix", Functions::trunc);
        one("round rint", Functions::round);
    }

    // How entries are made

    private static void one(String names, UnaryOperator<Node> make) {
        node(names, "x", a -> make.apply(a.node("x")));
    }

    private static void two(String names, BinaryOperator<Node> make) {
        node(names, "x y", a -> make.apply(a.node("x"), a.node("y")));
    }

    private static void reduction(
            String names, Function<Node, AxisReduction> all, BiFunction<Node, int[], AxisReduction> some) {
        node(names, "x axis* keepdims", a -> {
            Node x = a.node("x");
            AxisReduction reduced =
                    a.axes("axis").map(axes -> some.apply(x, axes)).orElseGet(() -> all.apply(x));
            return a.truth("keepdims", false) ? reduced.keepDims() : reduced;
        });
    }

    private static void spread(String names, String parameters, int ddof, BiFunction<Arguments, Integer, Node> make) {
        node(names, "x " + parameters, a -> make.apply(a, a.whole("ddof", ddof)));
    }

    private static void node(String names, String parameters, Function<Arguments, Node> make) {
        add(names, parameters, a -> new Value.Of(make.apply(a)));
    }

    private static void list(String names, String parameters, Function<Arguments, List<Node>> make) {
        add(
                names,
                parameters,
                a -> new Value.Items(
                        make.apply(a).stream()
                                .map(node -> (Value) new Value.Of(node))
                                .toList(),
                        true));
    }

    private static void several(String names, Function<Arguments, Value> make) {
        add(names, "a", make);
    }

    private static Value results(Object... namesAndNodes) {
        Map<String, Node> byName = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNodes.length; i += 2) {
            byName.put((String) namesAndNodes[i], (Node) namesAndNodes[i + 1]);
        }
        return new Value.Several(byName);
    }

    private static void add(String names, String parameters, Function<Arguments, Value> make) {
        List<String> all = List.of(names.split(" "));
        Entry entry = new Entry(all, parameters.isEmpty() ? List.of() : List.of(parameters.split(" ")), make);
        all.forEach(name -> {
            BY_NAME.put(name, entry);
            BY_LETTERS
                    .computeIfAbsent(letters(name), key -> new LinkedHashSet<>())
                    .add(entry);
        });
    }

    /** The letters and digits of a name, small: what {@code logSumExp} and {@code log_sum_exp} have in common. */
    static String letters(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    // What callers ask

    /**
     * The function of this name: as it stands, with the library's name before it, or the only one that differs by
     * capitals and underscores.
     */
    static Optional<Entry> find(String library, String name) {
        Entry own = BY_NAME.get(library + "." + name);
        Entry exact = own != null ? own : BY_NAME.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        Set<Entry> alike = BY_LETTERS.getOrDefault(letters(name), Set.of());
        return alike.size() == 1 ? Optional.of(alike.iterator().next()) : Optional.empty();
    }

    /** All names. */
    static List<String> names() {
        return new ArrayList<>(BY_NAME.keySet());
    }
}
