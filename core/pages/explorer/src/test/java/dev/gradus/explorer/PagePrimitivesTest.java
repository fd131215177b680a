package dev.gradus.explorer;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.explain.TraceJson;
import dev.gradus.flow.Scan;
import dev.gradus.graph.Graph;
import dev.gradus.linalg.*;
import dev.gradus.loss.*;
import dev.gradus.nn.*;
import dev.gradus.node.*;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.vocabulary.Entry;
import dev.gradus.vocabulary.Vocabulary;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page's definition of each op, which follows a changed number, is the engine's. */
@Tag("long")
class PagePrimitivesTest {
    private static final String SPECIAL = "a special function of few graphs, with the series of the engine";

    /** Why the page does not compute these anew. A graph with one of them is read only, and says so. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            entry("Custom", "what it computes is a function of Java"),
            entry("DropoutMask", "its random bits take integers of 64 bits"),
            entry("Loop", "its steps are a graph of their own"),
            entry("LoopResult", "its steps are a graph of their own"),
            entry("Solution", "its iteration is a graph of its own"),
            entry("Lu", "a factorization of several parts"),
            entry("Qr", "a factorization of several parts"),
            entry("SymmetricEigen", "an iteration, whose signs are a convention"),
            entry("SymmetricEigenvalues", "an iteration"),
            entry("Svd", "an iteration, whose signs are a convention"),
            entry("SingularValues", "an iteration"),
            entry("SpectralGradient", "an iteration"),
            entry("Erfcx", SPECIAL),
            entry("Polygamma", SPECIAL),
            entry("BesselI", SPECIAL),
            entry("ZetaBroadcast", SPECIAL),
            entry("IncompleteGammaBroadcast", SPECIAL),
            entry("IncompleteBetaBroadcast", SPECIAL));

    private static final Parameter X = Parameter.of("X", wave(Shape.of(2, 3), -3, 3));
    private static final Parameter Y = Parameter.of("Y", wave(Shape.of(2, 3), 0.3, 4));
    private static final Parameter UNIT = Parameter.of("U", wave(Shape.of(2, 3), 0.05, 0.95));
    private static final Parameter ABOVE = Parameter.of("A", wave(Shape.of(2, 3), 1.1, 5));
    private static final Parameter CUBE = Parameter.of("C", wave(Shape.of(2, 3, 4), -2, 2));
    private static final Parameter IMAGES = Parameter.of("I", wave(Shape.of(2, 4, 5, 6), -2, 2));
    private static final Parameter SQUARES = Parameter.of(
            "S", Tensor.generate(Shape.of(2, 3, 3), i -> (i % 9 % 4 == 0 ? 3 + i % 5 : 0.2 * (i % 9 % 4 + i % 9 / 4))));
    private static final Parameter RIGHT = Parameter.of("R", wave(Shape.of(2, 3, 2), -2, 2));
    private static final Constant PLACES = Constant.of(Tensor.of(Shape.of(2, 2), 2, 0, 1, 1));
    private static final Constant INDICES = Constant.of(Tensor.of(Shape.of(3), 2, 0, 2));
    private static final Constant LABELS = Constant.of(Tensor.of(Shape.of(2), 2, 0));

    private final Browser browser = Browser.shared();

    @BeforeEach
    void open() {
        browser.show(Pages.ofAllOperations());
    }

    @Test
    void everyOpOfTheEngineIsComputedOrRefused() throws IOException, URISyntaxException {
        Set<String> known = new TreeSet<>(REFUSED.keySet());
        samples().forEach((name, nodes) -> known.add(name));
        Set<String> others = new TreeSet<>(engineOps());
        others.removeAll(known);
        Vocabulary.ofElements().filter(entry -> others.remove(entry.op())).forEach(this::assertRefused);
        assertThat(others).as("ops that no sample has").isEmpty();
        known.removeAll(engineOps());
        assertThat(known).as("no ops any more").isEmpty();
        assertThat(samples()).doesNotContainKeys(REFUSED.keySet().toArray(String[]::new));
    }

    /** The page may lack a rare function of single elements. */
    private void assertRefused(Entry entry) {
        Node op = entry.apply(
                entry.parameters().stream().map(parameter -> (Node) X).toList());
        assertThatThrownBy(() -> difference(List.of(op))).as(entry.op()).hasMessageContaining("compute");
    }

    @TestFactory
    Stream<DynamicTest> whatThePageComputesIsWhatTheEngineComputes() {
        return samples().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.getKey(),
                        () -> assertThat(difference(sample.getValue())).isLessThan(1e-12)));
    }

    /** An op that the page has learnt is refused no longer. */
    @Test
    void whatIsRefusedIsUnknown() {
        Node loop = Scan.over(X, 0)
                .carry("h", Y.select(0, 0))
                .body((h, x) -> h.add(x))
                .output();
        List<Node> refused = List.of(
                new Lu(SQUARES),
                new Qr(SQUARES),
                new SymmetricEigen(SQUARES),
                new SymmetricEigenvalues(SQUARES),
                new Svd(SQUARES),
                new SingularValues(SQUARES),
                new SpectralGradient(SQUARES, new SingularValues(SQUARES), SpectralGradient.Of.SINGULAR_VALUES),
                loop,
                new DropoutMask(Constant.of(1), Shape.of(2), 0.5, 1),
                Custom.of(List.of(X), (in, out) -> System.arraycopy(in[0], 0, out, 0, 6), (op, up) -> List.of(up)));
        assertThat(refused)
                .allSatisfy(node ->
                        assertThatThrownBy(() -> difference(List.of(node))).hasMessageContaining("compute"));
    }

    private double difference(List<Node> nodes) {
        Node J = nodes.stream()
                .<Node>map(node -> node.multiply(0.5).sin().sum())
                .reduce(Node::add)
                .orElseThrow();
        String trace = TraceJson.brief(Trace.of(Run.of(Graph.of(J))), 4096);
        return ((Number) browser.run("return gradus.largestDifference(arguments[0]);", trace)).doubleValue();
    }

    /** Nodes of each op, under its name. */
    private static Map<String, List<Node>> samples() {
        return Stream.of(elementwise(), pairs(), moves(), reductions(), matrices(), layers())
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(node -> ((Op) node).name(), LinkedHashMap::new, Collectors.toList()));
    }

    private static List<Node> elementwise() {
        return List.of(
                X.negate(),
                X.abs(),
                X.square(),
                Y.sqrt(),
                Y.reciprocal(),
                X.exp(),
                X.expm1(),
                Y.log(),
                Y.log1p(),
                X.sin(),
                X.cos(),
                X.tan(),
                UNIT.asin(),
                UNIT.acos(),
                X.atan(),
                X.sinh(),
                X.cosh(),
                X.tanh(),
                X.sigmoid(),
                X.softplus(),
                X.relu(),
                X.leakyRelu(0.1),
                X.clip(-1, 2),
                X.erf(),
                X.sign(),
                X.floor(),
                X.stopGradient(),
                X.withGradient(upstream -> upstream),
                new TextbookForm(X, Y),
                new Asinh(X),
                new Acosh(ABOVE),
                new Atanh(UNIT),
                new Exp2(X),
                new Log2(Y),
                new Log10(Y),
                new Cbrt(X),
                new Rsqrt(Y),
                new Erfc(X),
                new Erfc(Y.multiply(5)),
                new Lgamma(Y),
                new Lgamma(X.subtract(0.1)),
                new Logit(UNIT),
                new Sinc(X, 0),
                new Sinc(X, 1),
                new Sinc(X.multiply(5), 3),
                new Elu(X, 1 / 3.0, 1 / 7.0),
                new Softsign(X),
                new Tanhshrink(X));
    }

    private static List<Node> pairs() {
        Node s = Constant.of(Tensor.of(Shape.of(3), 1.5, 2, 6));
        return List.of(
                X.add(Y),
                X.subtract(Y),
                X.multiply(Y),
                X.divide(Y),
                Y.pow(X),
                X.maximum(Y),
                X.minimum(Y),
                X.equal(Y),
                X.notEqual(Y),
                X.greater(Y),
                X.greaterEqual(Y),
                X.less(Y),
                X.lessEqual(Y),
                X.greater(0).where(X, Y),
                new HypotBroadcast(X, Y),
                new Atan2Broadcast(X, Y),
                new LogAddExpBroadcast(X, Y),
                new XlogyBroadcast(X, Y),
                new RemainderBroadcast(X, Y),
                new RemainderBroadcast(X, Y.negate()),
                new LogBetaBroadcast(s, Y),
                new GammaDensityBroadcast(s, Y),
                new BetaDensityBroadcast(s, Y, UNIT),
                new ProbabilityCrossEntropy(UNIT, X.greater(0)));
    }

    private static List<Node> moves() {
        return List.of(
                CUBE.transpose(2, 0, 1),
                CUBE.reshape(6, 4),
                CUBE.slice(1, 1, 3),
                X.concat(0, Y),
                X.stack(1, Y),
                CUBE.pad(new int[] {1, 0, 0}, new int[] {0, 2, 0}, new int[] {0, 1, 2}),
                CUBE.flip(0, 2),
                X.broadcastTo(Shape.of(4, 2, 3)),
                CUBE.take(INDICES, 1),
                CUBE.scatterAdd(INDICES, 1, 5),
                X.takeAlongAxis(PLACES, 1),
                new ScatterAlong(X.takeAlongAxis(PLACES, 1), PLACES, 1, 4),
                new ScatterMax(X, Y.takeAlongAxis(PLACES, 1), PLACES, 1),
                INDICES.oneHot(4),
                new Triangle(CUBE, true, 1),
                new Triangle(CUBE, false, 0));
    }

    private static List<Node> reductions() {
        Node repeated = X.floor();
        return List.of(
                CUBE.sum(0, 2),
                X.sumTo(Shape.of(3)),
                CUBE.mean(1),
                CUBE.prod(1),
                CUBE.max(1),
                CUBE.min(2).keepDims(),
                CUBE.logSumExp(1),
                CUBE.norm(0, 2),
                CUBE.argMax(1),
                new ArgMode(repeated, 1),
                CUBE.softmax(1),
                CUBE.logSoftmax(0),
                new ArgSort(CUBE, 1, true),
                CUBE.cumulativeSum(1, true, true),
                Scans.cumulativeProd(CUBE, 1),
                new CumulativeArgMax(CUBE, 2),
                Scans.cumulativeLogSumExp(CUBE, 2),
                new LinearRecurrence(CUBE, CUBE.sin(), 1, true));
    }

    private static List<Node> matrices() {
        return List.of(
                X.matMul(Y.transpose()),
                CUBE.batchMatMul(CUBE.transpose(0, 2, 1)),
                new Cholesky(SQUARES),
                new Solve(SQUARES, RIGHT),
                new TriangularSolve(SQUARES, RIGHT, true, false, false),
                new TriangularSolve(SQUARES, RIGHT, false, true, true),
                new Inverse(SQUARES),
                new Determinant(SQUARES, Determinant.Part.VALUE),
                new Determinant(SQUARES, Determinant.Part.LOG_MAGNITUDE),
                new Determinant(SQUARES, Determinant.Part.SIGN),
                new MatrixExponential(SQUARES.multiply(0.3)),
                new InverseGaps(X));
    }

    private static List<Node> layers() {
        Node kernels = IMAGES.slice(2, 0, 3).slice(3, 0, 2).slice(1, 0, 2);
        ConvolutionOptions options = ConvolutionOptions.of()
                .stride(2, 1)
                .padding(1, 0)
                .dilation(1, 2)
                .groups(2);
        PoolWindows padded = PoolWindows.of(3, 2).stride(2, 1).padding(1, 0).dilation(1, 2);
        return List.of(
                Convolutions.conv2d(IMAGES, kernels, options),
                Pools.maxPool(IMAGES, padded),
                Pools.maxPool(IMAGES, PoolWindows.adaptive(2, 4)),
                new ArgMaxPool(IMAGES, padded),
                new MseLoss(X, Y),
                new L1Loss(X, Y),
                new HuberLoss(X, Y, 1 / 3.0),
                new BinaryCrossEntropyLoss(X, UNIT),
                new CrossEntropyLoss(X, LABELS));
    }

    private static Tensor wave(Shape shape, double low, double high) {
        return Tensor.generate(shape, i -> low + (high - low) * (0.5 + 0.5 * Math.sin(1 + 2.3 * i)));
    }

    private static Set<String> engineOps() throws IOException, URISyntaxException {
        URI engine =
                Op.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path place = Path.of(engine);
        if (Files.isDirectory(place)) {
            return ops(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return ops(jar.getPath("/"));
        }
    }

    private static Set<String> ops(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.startsWith("dev/gradus/") && name.endsWith(".class"))
                    .map(name -> type(name.replace(".class", "").replace('/', '.')))
                    .filter(type -> Op.class.isAssignableFrom(type) && type != NoGradient.class)
                    .filter(type -> !Modifier.isAbstract(type.getModifiers()) && !type.isAnonymousClass())
                    .map(Class::getSimpleName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, Op.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
