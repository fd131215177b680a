package dev.gradus.onnx.write;

import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.OnnxFile;
import dev.gradus.onnx.file.OnnxNode;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.onnx.file.TensorData;
import dev.gradus.onnx.file.ValueInfo;
import dev.gradus.onnx.file.ValueInfo.Dimension;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One file for graphs of any size. The graph is written for two sizes. They must be the same but for numbers, of which each
 * is taken to be k n + c for the size n: two sizes give k and c, and a third one must confirm them. In the file these numbers
 * are computed from the size of an input.
 */
public final class OpenSize {
    /** Primes, so that few sizes of a model are the same by accident. */
    private static final int[] SIZES = {101, 103, 107};

    private final String name;
    private final List<OnnxFile> files;
    private final Set<String> taken = new HashSet<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private String size = "";
    private String realSize = "";

    private OpenSize(String name, List<OnnxFile> files) {
        this.name = name;
        this.files = files;
        for (OnnxNode node : files.get(0).nodes()) {
            taken.addAll(node.outputs());
            taken.addAll(node.inputs());
        }
    }

    /**
     * The file of all sizes.
     *
     * @param name what the open size is called
     * @throws Refusal if the files of different sizes differ in more than numbers
     */
    public static OnnxFile unite(String name, IntFunction<OnnxFile> fileOfSize) {
        return new OpenSize(name, Arrays.stream(SIZES).mapToObj(fileOfSize).toList()).united();
    }

    private OnnxFile united() {
        OnnxFile first = files.get(0);
        checkSame("initializers", OnnxFile::initializers);
        checkCount("nodes", file -> file.nodes().size());
        checkCount("inputs", file -> file.inputs().size());
        List<ValueInfo> inputs = infos(OnnxFile::inputs);
        writeSize(inputs);
        for (int i = 0; i < first.nodes().size(); i++) {
            write(i);
        }
        return new OnnxFile(first.opsets(), nodes, first.initializers(), inputs, infos(OnnxFile::outputs), List.of());
    }

    private interface Part<T> {
        T of(OnnxFile file);
    }

    private void checkSame(String what, Part<?> part) {
        if (files.stream().map(part::of).distinct().count() > 1) {
            throw differ("have other " + what);
        }
    }

    private void checkCount(String what, Part<Integer> count) {
        if (files.stream().map(count::of).distinct().count() > 1) {
            throw differ("have "
                    + files.stream().map(file -> count.of(file).toString()).toList() + " " + what);
        }
    }

    private static Refusal differ(String how) {
        return new Refusal("The size cannot be left open: the graphs of " + SIZES[0] + ", " + SIZES[1] + " and "
                + SIZES[2] + " examples " + how + "; export a graph of one size with OnnxExport.of");
    }

    /** Reads the size off the first axis that has it. */
    private void writeSize(List<ValueInfo> inputs) {
        for (ValueInfo input : inputs) {
            List<Dimension> dimensions = input.dimensions().orElseThrow();
            for (int axis = 0; axis < dimensions.size(); axis++) {
                if (dimensions.get(axis).parameter().equals(name)) {
                    String vector = add("Shape", List.of(input.name()), Map.of("start", (long) axis, "end", axis + 1L));
                    size = add("Squeeze", List.of(vector), Map.of());
                    return;
                }
            }
        }
        throw differ("have no input with an axis of that size");
    }

    private void write(int place) {
        List<OnnxNode> all = files.stream().map(file -> file.nodes().get(place)).toList();
        OnnxNode node = all.get(0);
        if (all.stream().distinct().count() == 1) {
            nodes.add(node);
        } else if (all.stream().allMatch(other -> other.opType().equals("Constant"))
                && all.stream().map(OnnxNode::outputs).distinct().count() == 1) {
            List<TensorData> values = all.stream()
                    .map(other -> (TensorData) other.attributes().get("value"))
                    .toList();
            constant(node.outputs().get(0), values);
        } else {
            throw differ("differ in the " + node.describe());
        }
    }

    /** A constant that depends on the size, as what computes it. */
    private void constant(String output, List<TensorData> values) {
        ElementType type = values.get(0).type();
        List<Shape> shapes = values.stream().map(each -> each.value().shape()).toList();
        if (shapes.stream().distinct().count() > 1) {
            double number = uniform(output, values);
            List<Tensor> sizes = shapes.stream()
                    .map(shape -> Tensor.of(
                            Arrays.stream(shape.sizes()).asDoubleStream().toArray()))
                    .toList();
            String shape = numbers(output, ElementType.INT64, sizes, fresh());
            String one = add("Constant", List.of(), Map.of("value", new TensorData("", type, Tensor.scalar(number))));
            nodes.add(OnnxNode.of("Expand", List.of(one, shape), output, Map.of()));
            return;
        }
        List<Tensor> tensors = values.stream().map(TensorData::value).toList();
        if (!isLeftToReshape(output, type, tensors)) {
            numbers(output, type, tensors, output);
        }
    }

    private static double uniform(String output, List<TensorData> values) {
        double[] numbers = values.stream()
                .flatMapToDouble(each -> Arrays.stream(each.value().toArray()))
                .distinct()
                .toArray();
        if (numbers.length != 1) {
            throw differ("have in the constant '" + output + "' numbers of their own for each example");
        }
        return numbers[0];
    }

    /** Of a shape with one open size, a reshape finds that by itself. */
    private boolean isLeftToReshape(String output, ElementType type, List<Tensor> values) {
        double[] first = values.get(0).toArray(), second = values.get(1).toArray();
        int[] open = IntStream.range(0, first.length)
                .filter(i -> first[i] != second[i])
                .toArray();
        boolean isForReshapes = files.get(0).nodes().stream()
                .filter(node -> node.inputs().contains(output))
                .allMatch(
                        node -> node.opType().equals("Reshape") && node.inputs().indexOf(output) == 1);
        boolean isZero = Arrays.stream(first).anyMatch(each -> each == 0);
        if (type != ElementType.INT64 || open.length != 1 || isZero || !isForReshapes) {
            return false;
        }
        first[open[0]] = -1;
        nodes.add(OnnxNode.constant(
                new TensorData(output, type, Tensor.of(values.get(0).shape(), first))));
        return true;
    }

    /** k n + c, element by element. */
    private String numbers(String what, ElementType type, List<Tensor> values, String output) {
        int count = values.get(0).shape().elements();
        double[] factors = new double[count], rests = new double[count];
        double[][] all = values.stream().map(Tensor::toArray).toArray(double[][]::new);
        for (int i = 0; i < count; i++) {
            int element = i;
            Line line = Line.through(size -> all[size][element])
                    .orElseThrow(() -> differ("have in the constant '" + what + "' the numbers "
                            + Arrays.toString(Arrays.stream(all)
                                    .mapToDouble(each -> each[element])
                                    .toArray())
                            + ", which do not grow evenly"));
            factors[i] = line.factor;
            rests[i] = line.rest;
        }
        Shape shape = values.get(0).shape();
        String n = type == ElementType.INT64 ? size : realSize(type);
        String factor = constant(type, shape, factors);
        if (Arrays.stream(rests).allMatch(rest -> rest == 0)) {
            nodes.add(OnnxNode.of("Mul", List.of(factor, n), output, Map.of()));
        } else {
            String product = add("Mul", List.of(factor, n), Map.of());
            nodes.add(OnnxNode.of("Add", List.of(product, constant(type, shape, rests)), output, Map.of()));
        }
        return output;
    }

    private String constant(ElementType type, Shape shape, double... numbers) {
        return add("Constant", List.of(), Map.of("value", new TensorData("", type, Tensor.of(shape, numbers))));
    }

    private String realSize(ElementType type) {
        if (realSize.isEmpty()) {
            realSize = add("Cast", List.of(size), Map.of("to", (long) type.code()));
        }
        return realSize;
    }

    /** What k n + c is at each of the sizes. */
    private record Line(double factor, double rest) {
        static Optional<Line> through(IntFunction<Double> values) {
            double first = values.apply(0);
            double factor = (values.apply(1) - first) / (SIZES[1] - SIZES[0]);
            double rest = first - factor * SIZES[0];
            return Optional.of(new Line(factor, rest))
                    .filter(line -> IntStream.range(0, SIZES.length)
                            .allMatch(i -> line.factor * SIZES[i] + line.rest == values.apply(i)));
        }
    }

    private List<ValueInfo> infos(Part<List<ValueInfo>> part) {
        List<List<ValueInfo>> all = files.stream().map(part::of).toList();
        List<ValueInfo> infos = new ArrayList<>();
        for (int i = 0; i < all.get(0).size(); i++) {
            int place = i;
            infos.add(info(all.stream().map(each -> each.get(place)).toList()));
        }
        return infos;
    }

    private ValueInfo info(List<ValueInfo> same) {
        ValueInfo first = same.get(0);
        List<List<Dimension>> all =
                same.stream().map(each -> each.dimensions().orElseThrow()).toList();
        List<Dimension> dimensions = new ArrayList<>();
        for (int axis = 0; axis < all.get(0).size(); axis++) {
            int place = axis;
            if (all.stream().anyMatch(each -> each.size() != all.get(0).size())) {
                throw differ("have '" + first.name() + "' in other ranks");
            }
            Line line = Line.through(size -> (double) all.get(size).get(place).size())
                    .orElseThrow(() -> differ("have sizes of '" + first.name() + "' that do not grow evenly"));
            Dimension dimension = all.get(0).get(axis);
            dimensions.add(line.factor == 0 ? dimension : new Dimension(-1, text(line), dimension.denotation()));
        }
        return new ValueInfo(first.name(), first.type(), Optional.of(dimensions));
    }

    private String text(Line line) {
        String product = line.factor == 1 ? name : (long) line.factor + "*" + name;
        return line.rest == 0 ? product : product + (line.rest < 0 ? " - " : " + ") + (long) Math.abs(line.rest);
    }

    private String add(String opType, List<String> inputs, Map<String, Object> attributes) {
        String output = fresh();
        nodes.add(OnnxNode.of(opType, inputs, output, attributes));
        return output;
    }

    private String fresh() {
        String fresh = OnnxFile.UNNAMED + name;
        for (int k = 1; !taken.add(fresh); k++) {
            fresh = OnnxFile.UNNAMED + name + k;
        }
        return fresh;
    }
}
