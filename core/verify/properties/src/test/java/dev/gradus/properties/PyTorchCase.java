package dev.gradus.properties;

import dev.gradus.graph.Graph;
import dev.gradus.linalg.*;
import dev.gradus.loss.*;
import dev.gradus.nn.*;
import dev.gradus.node.*;
import dev.gradus.run.Evaluator;
import dev.gradus.store.Attributes;
import dev.gradus.store.Ops;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** One case of the golden files: an op with its attributes, the inputs, and what PyTorch made of them. */
record PyTorchCase(
        String op,
        Map<String, String> attributes,
        List<Tensor> inputs,
        Tensor value,
        Tensor upstream,
        List<Optional<Tensor>> gradients) {

    /** The files whose cases are single ops. */
    private static final List<String> FILES =
            List.of("pytorch-golden.txt", "pytorch-layer-ops.txt", "linalg-golden.txt", "functions-golden.txt");

    /** The ops whose second input may hold indices. */
    private static final Set<String> INDEXED =
            Set.of("Gather", "ScatterAdd", "TakeAlong", "ScatterAlong", "CrossEntropyLoss");

    /** The ops that are not differentiated by their first inputs, and how many these are. */
    private static final Map<String, Integer> OF_CONSTANTS = Map.of("IncompleteBetaBroadcast", 2);

    /** PyTorch's figures, and mpmath's of functions that PyTorch lacks or computes less well. */
    static List<PyTorchCase> all() {
        return FILES.stream().flatMap(file -> in(file).stream()).toList();
    }

    /** Ops of the vocabulary that nobody was asked about, on the operands of their samples. */
    static List<PyTorchCase> notAsked() {
        Set<String> asked = all().stream().map(PyTorchCase::op).collect(Collectors.toSet());
        return FunctionTable.rows().stream()
                .filter(row -> !row.entry().op().isEmpty()
                        && !asked.contains(row.entry().op()))
                .map(row -> {
                    List<Tensor> inputs = row.sample().operands().stream()
                            .map(operand -> operand.draw(new Random(1)))
                            .toList();
                    Node op = row.entry()
                            .apply(inputs.stream()
                                    .map(input -> (Node) Constant.of(input))
                                    .toList());
                    Tensor value = Evaluator.of(Graph.of(op)).value(op);
                    return new PyTorchCase(
                            row.entry().op(),
                            Map.of(),
                            inputs,
                            value,
                            Tensor.ones(value.shape()),
                            inputs.stream()
                                    .map(input -> Optional.<Tensor>empty())
                                    .toList());
                })
                .toList();
    }

    /** All cases of a file. */
    static List<PyTorchCase> in(String file) {
        try (InputStream stream = Objects.requireNonNull(PyTorchCase.class.getResourceAsStream(file));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            List<PyTorchCase> cases = new ArrayList<>();
            List<String> block = new ArrayList<>();
            for (String line : reader.lines().toList()) {
                if (line.startsWith("case ") && !block.isEmpty()) {
                    cases.add(parse(block));
                    block.clear();
                }
                block.add(line);
            }
            cases.add(parse(block));
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PyTorchCase parse(List<String> block) {
        String[] head = block.get(0).split(" ", -1);
        Map<String, String> attributes = new HashMap<>();
        Arrays.stream(head).skip(2).forEach(attribute -> {
            int equals = attribute.indexOf('=');
            attributes.put(attribute.substring(0, equals), attribute.substring(equals + 1));
        });
        List<Optional<Tensor>> gradients = block.stream()
                .filter(line -> line.equals("none") || line.startsWith("grad "))
                .map(line -> line.equals("none") ? Optional.<Tensor>empty() : Optional.of(tensor(line)))
                .toList();
        return new PyTorchCase(
                head[1],
                attributes,
                tensors(block, "in "),
                tensors(block, "out ").get(0),
                tensors(block, "up ").get(0),
                gradients);
    }

    private static List<Tensor> tensors(List<String> block, String word) {
        return block.stream()
                .filter(line -> line.startsWith(word))
                .map(PyTorchCase::tensor)
                .toList();
    }

    private static Tensor tensor(String line) {
        String shape = line.substring(line.indexOf(' ') + 1, line.indexOf(':'));
        String numbers = line.substring(line.indexOf(':') + 1).trim();
        double[] values = numbers.isEmpty()
                ? new double[0]
                : Arrays.stream(numbers.split(" ", -1))
                        .mapToDouble(PyTorchCase::number)
                        .toArray();
        return Tensor.of(Shape.of(ints(shape)), values);
    }

    private static double number(String python) {
        return switch (python) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(python);
        };
    }

    private static int[] ints(String list) {
        return list.isEmpty()
                ? new int[0]
                : Arrays.stream(list.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }

    /** Whether this input holds indices, which have no gradient. */
    boolean isIndex(int input) {
        return input == 1 && INDEXED.contains(op) || input == 2 && op.equals("ScatterMax");
    }

    /** Whether this input has a gradient, if only zeros. */
    boolean isDifferentiated(int input) {
        return gradients.get(input).isPresent() || !isIndex(input) && input >= OF_CONSTANTS.getOrDefault(op, 0);
    }

    int integer(String attribute) {
        return Integer.parseInt(Objects.requireNonNull(attributes.get(attribute)));
    }

    int[] integers(String attribute) {
        return ints(Objects.requireNonNull(attributes.get(attribute)));
    }

    boolean flag(String attribute) {
        return Boolean.parseBoolean(attributes.get(attribute));
    }

    double real(String attribute) {
        return Double.parseDouble(attributes.get(attribute));
    }

    PoolWindows windows() {
        return attributes.containsKey("stride")
                ? PoolWindows.of(integers("size"))
                        .stride(integers("stride"))
                        .padding(integers("padding"))
                        .dilation(integers("dilation"))
                : PoolWindows.adaptive(integers("size"));
    }

    /** The same op of ours. */
    Node build(List<? extends Node> in) {
        Node x = in.get(0);
        Node y = in.get(in.size() - 1);
        return switch (op) {
            case "LeakyRelu" -> new LeakyRelu(x, real("slope"));
            case "Clamp" -> new Clamp(x, real("low"), real("high"));
            case "Erfcx" -> new Erfcx(x, integer("order"));
            case "BesselI" -> new BesselI(x, integer("order"), flag("scaled"));
            case "ZetaBroadcast" -> new ZetaBroadcast(x, y, integer("order"));
            case "IncompleteGammaBroadcast" -> new IncompleteGammaBroadcast(x, y, flag("upper"), integer("order"));
            case "ScatterMax" -> new ScatterMax(x, in.get(1), y, integer("axis"));
            case "ArgMode" -> new ArgMode(x, integer("axis"));
            case "Polygamma" -> new Polygamma(x, integer("order"));
            case "Sinc" -> new Sinc(x, integer("order"));
            case "Sum" -> new Sum(x, flag("keep"), integers("axes"));
            case "Mean" -> new Mean(x, flag("keep"), integers("axes"));
            case "Max" -> new Max(x, flag("keep"), integers("axes"));
            case "Min" -> new Min(x, flag("keep"), integers("axes"));
            case "Product" -> new Product(x, flag("keep"), integers("axes"));
            case "LogSumExp" -> new LogSumExp(x, flag("keep"), integers("axes"));
            case "ArgMax" -> new ArgMax(x, integer("axis"));
            case "Transpose" -> new Transpose(x, integers("axes"));
            case "Reshape" -> new Reshape(x, Shape.of(integers("shape")));
            case "BroadcastTo" -> new BroadcastTo(x, Shape.of(integers("shape")));
            case "SumTo" -> new SumTo(x, Shape.of(integers("shape")));
            case "Concat" -> new Concat(integer("axis"), List.copyOf(in));
            case "Stack" -> new Stack(integer("axis"), List.copyOf(in));
            case "Flip" -> new Flip(x, integers("axes"));
            case "CumulativeSum" -> new CumulativeSum(x, integer("axis"), flag("exclusive"), flag("reverse"));
            case "Pad" -> new Pad(x, integer("axis"), integer("low"), integer("high"));
            case "Slice" -> new Slice(x, integer("axis"), integer("start"), integer("stop"), integer("step"));
            case "Gather" -> new Gather(x, y, integer("axis"));
            case "ScatterAdd" -> new ScatterAdd(x, y, integer("axis"), integer("size"));
            case "TakeAlong" -> new TakeAlong(x, y, integer("axis"));
            case "ScatterAlong" -> new ScatterAlong(x, y, integer("axis"), integer("size"));
            case "Softmax" -> new Softmax(x, integer("axis"));
            case "LogSoftmax" -> new LogSoftmax(x, integer("axis"));
            case "Elu" -> new Elu(x, real("alpha"), real("beta"));
            case "Norm" -> new Norm(x, flag("keep"), integers("axes"));
            case "ArgSort" -> new ArgSort(x, integer("axis"), flag("descending"));
            case "CumulativeArgMax" -> new CumulativeArgMax(x, integer("axis"));
            case "CumulativeProduct" -> new CumulativeProduct(x, integer("axis"));
            case "CumulativeLogSumExp" -> new CumulativeLogSumExp(x, integer("axis"));
            case "LinearRecurrence" -> new LinearRecurrence(x, y, integer("axis"), flag("reverse"));
            case "OneHot" -> new OneHot(x, integer("depth"));
            case "HuberLoss" -> new HuberLoss(x, y, real("delta"));
            case "TriangularSolve" -> new TriangularSolve(x, y, flag("upper"), flag("transposed"), flag("unit"));
            case "Triangle" -> new Triangle(x, flag("upper"), integer("diagonal"));
            case "Determinant" -> new Determinant(x, Determinant.Part.valueOf(attributes.get("part")));
            case "SpectralGradient" -> new SpectralGradient(x, y, SpectralGradient.Of.valueOf(attributes.get("of")));
            case "MaxPool" -> new MaxPool(x, windows());
            case "ArgMaxPool" -> new ArgMaxPool(x, windows());
            case "Convolution" ->
                new Convolution(
                        x,
                        y,
                        integers("stride"),
                        integers("padding"),
                        integers("padding"),
                        integers("dilation"),
                        integer("groups"));
            default ->
                Ops.builtIn()
                        .make(op, List.copyOf(in), Attributes.of(Map.of()))
                        .orElseThrow(() -> new IllegalArgumentException("No op of ours is known for " + op));
        };
    }

    @Override
    public String toString() {
        return op + attributes + inputs.stream().map(Tensor::shape).toList();
    }
}
