package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.flow.Checkpoint;
import dev.gradus.flow.ConvergenceException;
import dev.gradus.flow.Implicit;
import dev.gradus.flow.Scan;
import dev.gradus.flow.While;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Custom;
import dev.gradus.node.Input;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Evaluator;
import dev.gradus.store.GraphReader;
import dev.gradus.store.GraphWriter;
import dev.gradus.store.Ops;
import dev.gradus.store.UnknownOpException;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.ContractCases;
import dev.gradus.testkit.GradusArbitraries;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.RandomGraph;
import dev.gradus.testkit.cases.Case;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** A graph that was saved and read computes the bits of the original, forward and backward, for every op of the library. */
class SavedGraphProperties {
    private static final TreeSet<String> HOLD_FUNCTIONS = new TreeSet<>(List.of("Custom", "WithGradient"));

    private static final List<OpContract> CONTRACTS = contractsOfTheLibrary();

    /** Walks the folder of the classes of tests, which is faster than importing them. */
    private static List<OpContract> contractsOfTheLibrary() {
        Path folder = Path.of(URI.create(Objects.requireNonNull(SavedGraphProperties.class.getResource("."))
                .toString()));
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith("Properties.class") && !name.startsWith("foreign"))
                    .sorted()
                    .map(name -> name.replace(".class", "").replace(File.separatorChar, '.'))
                    .filter(name -> !HOLD_FUNCTIONS.contains(name.replaceAll(".*\\.|Properties", "")))
                    .flatMap(name -> made("dev.gradus.properties." + name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<OpContract> made(String name) {
        try {
            Class<?> type = Class.forName(name, false, SavedGraphProperties.class.getClassLoader());
            if (!OpContract.class.isAssignableFrom(type)) {
                return Stream.empty();
            }
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return Stream.of((OpContract) constructor.newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** A graph that was read, with the original's nodes in the same order. */
    private static Graph saved(Graph graph, Ops ops) {
        GraphWriter writer = new GraphWriter();
        String json = Json.of(writer.write(graph, graph.inputs()));
        Map<String, Tensor> arrays = new HashMap<>(writer.constants());
        writer.parameters().forEach((name, parameter) -> arrays.put(name, parameter.initialValue()));
        GraphReader.Read read = new GraphReader(ops, arrays).read(Json.parse(json));
        GraphWriter again = new GraphWriter();
        assertThat(Json.of(again.write(read.graph(), read.inputs()))).isEqualTo(json);
        assertThat(again.constants()).isEqualTo(writer.constants());
        return read.graph();
    }

    private static Graph saved(Graph graph) {
        return saved(graph, Ops.builtIn());
    }

    @Example
    void everyOpOfTheLibraryCanBeMadeByName() {
        TreeSet<String> expected = new TreeSet<>();
        for (Class<?> type : ClassesBeside.of(
                Op.class,
                "dev.gradus.node",
                "dev.gradus.nn",
                "dev.gradus.loss",
                "dev.gradus.linalg",
                "dev.gradus.flow")) {
            if (Op.class.isAssignableFrom(type)
                    && !Modifier.isAbstract(type.getModifiers())
                    && type != NoGradient.class
                    && !HOLD_FUNCTIONS.contains(type.getSimpleName())) {
                expected.add(type.getSimpleName());
            }
        }
        assertThat(Ops.builtIn().names()).isEqualTo(expected);
    }

    @Provide
    Arbitrary<OpContract> contracts() {
        return Arbitraries.of(CONTRACTS);
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void anyOpHasTheSameBits(@ForAll("contracts") OpContract contract, @ForAll long seed) {
        check(contract, seed);
    }

    @Example
    void eachOpHasTheSameBits() {
        for (OpContract contract : CONTRACTS) {
            check(contract, 1);
        }
    }

    @Example
    void thereIsACaseOfEachOp() {
        assertThat(CONTRACTS).hasSizeGreaterThan(150);
    }

    private static void check(OpContract contract, long seed) {
        Case where = ContractCases.drawn(contract, seed);
        if (!where.couldBeMade() || !where.op().isBuiltIn()) { // one of the contracts is of a rule
            return;
        }
        Op op = where.anotherOp();
        List<Node> inputs = new ArrayList<>();
        Map<Node, Node> known = new HashMap<>();
        for (int i = 0; i < op.inputs().size(); i++) {
            Node input = op.input(i);
            if (input instanceof Input) {
                inputs.add(known.computeIfAbsent(input, one -> Input.of("x" + known.size(), one.shape())));
            } else {
                inputs.add(input);
            }
        }
        Op original = op.withInputs(inputs);
        Input upstream = Input.of("upstream", op.shape());
        Graph graph = Graph.of(original, original.multiply(upstream).sum());
        Graph read = saved(graph);
        assertThat(read).hasToString(graph.toString());
        assertThat(results(read, where)).as(contract.getClass().getSimpleName()).isEqualTo(results(graph, where));
    }

    /** The value and the gradients, or why there are none. */
    private static List<Object> results(Graph graph, Case where) {
        Op op = (Op) graph.outputs().get(0);
        Node objective = graph.outputs().get(1);
        List<Object> results =
                new ArrayList<>(List.of(op.attributes().toString().replaceAll("@[0-9a-f]+", "")));
        try {
            Evaluator run = Evaluator.of(Graph.of(objective));
            for (int i = 0; i < where.values().size(); i++) {
                if (op.input(i) instanceof Input input) {
                    run.feed(input, where.values().get(i));
                }
            }
            graph.inputs().stream()
                    .filter(input -> input.label().equals("upstream"))
                    .forEach(input -> run.feed(input, where.upstream()));
            results.add(run.value(op));
            for (int i = 0; i < where.values().size(); i++) {
                if (where.spec().inputs().get(i).hasDerivative()) {
                    results.add(run.gradient(op.input(i)));
                }
            }
        } catch (RuntimeException refused) {
            results.add(String.valueOf(refused.getMessage()));
        }
        return results;
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void anyGraphHasTheSameBits(@ForAll("graphs") RandomGraph graph) {
        Graph read = saved(graph.graph());
        assertThat(read).hasToString(graph.graph().toString());
        Evaluator original = graph.evaluator(), other = Evaluator.of(read);
        for (Input input : read.inputs()) {
            graph.feeds().forEach((fed, value) -> {
                if (fed.label().equals(input.label())) {
                    other.feed(input, value);
                }
            });
        }
        assertThat(other.value(read.outputs().get(0))).isEqualTo(original.value(graph.objective()));
    }

    @Provide
    Arbitrary<RandomGraph> graphs() {
        return GradusArbitraries.graphs();
    }

    private static double loss(Graph graph, Map<String, Tensor> feeds) {
        Evaluator run = Evaluator.of(graph);
        graph.inputs().forEach(input -> run.feed(input, feeds.get(input.label())));
        return run.value(graph.outputs().get(0)).item();
    }

    @Example
    void loopsSegmentsAndSolutionsHaveTheSameBitsAndSoDoTheirGradientsAsGraphs() {
        Input x = Input.of("x", Shape.of(5, 2).named("time", ""));
        Parameter w = Parameter.of("w", Tensor.of(0.3, -0.7));
        Node hidden = Scan.over(x, 0)
                .carry("h", Constant.of(Tensor.zeros(2)))
                .keepIntermediates()
                .body((h, each) -> h.multiply(w).add(each).tanh())
                .carry();
        Node deep = Checkpoint.of(hidden.multiply(w).sigmoid());
        Node root = Implicit.root(
                        Constant.of(Tensor.zeros(2)), r -> r.exp().add(r).subtract(deep.add(2)))
                .solution();
        Node grown = While.carry("g", root)
                .body(g -> g.square().sum().less(50), g -> g.multiply(1.5).subtract(w))
                .carry();
        Node loss = grown.square().sum().add(Constant.sizeOf(x.shape(), 0)).named("J");
        Node slope = Gradients.of(loss).wrt(w);
        Graph second = Graph.of(Gradients.of(slope.square().sum()).wrt(w).sum());
        Map<String, Tensor> feeds = Map.of("x", Tensor.of(Shape.of(5, 2), 1, 2, 3, 4, -5, 6, 7, -8, 9, 0.1));
        for (Graph graph : List.of(Graph.of(loss), second)) {
            assertThat(loss(saved(graph), feeds)).isEqualTo(loss(graph, feeds));
        }
    }

    @Example
    void aSavedMinimumIsStillChecked() {
        Node found = Implicit.minimum(Constant.of(0.3), Node::cos).solution();
        assertThatThrownBy(() -> loss(saved(Graph.of(found)), Map.of()))
                .isInstanceOf(ConvergenceException.class)
                .hasMessageContaining("the second derivative along x is -1.0");
    }

    @Example
    void constantsKeepTheirBits() {
        double[] large = new double[100];
        large[3] = -0.0;
        large[4] = Double.NEGATIVE_INFINITY;
        Node sum = Constant.of("c", Tensor.of(-0.0, 1e-320, Double.NaN, Double.POSITIVE_INFINITY, 0.1))
                .sum()
                .add(Constant.of(Tensor.of(large)));
        Graph read = saved(Graph.of(sum));
        assertThat(Evaluator.of(read).value(read.outputs().get(0)))
                .isEqualTo(Evaluator.of(Graph.of(sum)).value(sum));
    }

    private static final class Shifted extends UnaryOp {
        private final double by;

        private record Shift(double by) {}

        Shifted(Node x, double by) {
            super(x, in -> new Shifted(in, by));
            this.by = by;
        }

        @Override
        public double apply(double x) {
            return x + by;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream);
        }

        @Override
        public Record attributes() {
            return new Shift(by);
        }
    }

    @Example
    void aUsersOpIsAskedForByName() {
        Graph graph = Graph.of(new Shifted(Input.of("x", 3), 0.1).sum());
        assertThatThrownBy(() -> saved(graph))
                .isInstanceOf(UnknownOpException.class)
                .hasMessage("The graph contains the op " + Shifted.class.getName()
                        + ", which is not part of Gradus. Supply it with Ops.builtIn().with(\""
                        + Shifted.class.getName()
                        + "\", (inputs, attributes) -> new Shifted(inputs.get(0))), where the constructor takes this op's"
                        + " inputs and attributes.");
        Ops ops = Ops.builtIn().with(Shifted.class.getName(), (in, of) -> new Shifted(in.get(0), of.number("by")));
        Map<String, Tensor> feeds = Map.of("x", Tensor.of(1, 2, 3));
        assertThat(loss(saved(graph, ops), feeds)).isEqualTo(loss(graph, feeds));
    }

    @Example
    void anOpThatHoldsFunctionsIsRefused() {
        Node custom = Custom.of(
                List.of(Input.of("x", 2)), (in, out) -> out[0] = in[0][0], (op, upstream) -> List.of(upstream));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> saved(Graph.of(custom)))
                .withMessageStartingWith("The op " + custom.describe() + " has the attribute 'shape' of the type ")
                .withMessageEndingWith("write the op as a class with such attributes.");
    }

    /** Whatever a file says, reading it makes a graph or says what is wrong, in a moment and little memory. */
    @Property(shrinking = ShrinkingMode.OFF)
    void aChangedGraphIsReadOrRefused(
            @ForAll("contracts") OpContract contract, @ForAll long seed, @ForAll Random random) {
        Case where = ContractCases.drawn(contract, seed);
        if (!where.couldBeMade() || !where.op().isBuiltIn()) {
            return;
        }
        Graph graph = Graph.of(where.anotherOp().sum());
        GraphWriter writer = new GraphWriter();
        Object json = Json.parse(Json.of(writer.write(graph, graph.inputs())));
        for (int change = 0; change < 20; change++) {
            try {
                Object changed = changed(json, random);
                new GraphReader(Ops.builtIn(), writer.constants()).read(changed);
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage())
                        .isNotBlank()
                        .doesNotContain("null")
                        .doesNotContain("Exception");
            }
        }
    }

    /** A copy with one value changed, removed or exchanged. */
    private static Object changed(Object json, Random random) {
        if (json instanceof Map<?, ?> object && !object.isEmpty() && random.nextInt(8) > 0) {
            Map<Object, Object> copy = new LinkedHashMap<>(object);
            List<Object> names = List.copyOf(copy.keySet());
            Object name = names.get(random.nextInt(names.size()));
            if (random.nextInt(12) == 0) {
                copy.remove(name);
            } else {
                copy.put(name, changed(copy.get(name), random));
            }
            return copy;
        } else if (json instanceof List<?> list && !list.isEmpty() && random.nextInt(8) > 0) {
            List<Object> copy = new ArrayList<>(list);
            int index = random.nextInt(copy.size());
            switch (random.nextInt(12)) {
                case 0 -> copy.remove(index);
                case 1 -> copy.add(index, copy.get(random.nextInt(copy.size())));
                default -> copy.set(index, changed(copy.get(index), random));
            }
            return copy;
        }
        List<Object> others = List.of(
                0.0,
                1.0,
                -1.0,
                2.0,
                3.0,
                0.5,
                46341.0,
                2147483639.0,
                2147483647.0,
                -2147483648.0,
                1e300,
                "NaN",
                "",
                "Sum",
                "Concat",
                "x",
                true,
                false,
                Optional.empty(),
                List.of(),
                List.of(1.0),
                List.of(65536.0, 16384.0),
                Map.of());
        return others.get(random.nextInt(others.size()));
    }
}
