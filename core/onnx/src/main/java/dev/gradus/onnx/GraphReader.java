package dev.gradus.onnx;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.onnx.ValueInfo.Dimension;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Labels;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a graph of a file: each of its nodes becomes the node, or the few nodes, that compute the same. */
final class GraphReader {
    /** Inputs of operators that are settings, although they may be initializers: they do not become parameters. */
    private static final Map<String, Set<Integer>> SETTINGS =
            Map.of("BatchNormalization", Set.of(3, 4), "Clip", Set.of(1, 2), "Pad", Set.of(2), "Dropout", Set.of(1, 2));

    /** Larger values are not computed while a file is read: they are no shapes. */
    private static final int MOST_KNOWN = 1 << 16;

    /** As many as NumPy and PyTorch know. */
    private static final int MOST_AXES = 64;

    /** A name that PyTorch's exporter makes up: the module, if the value is computed in one, the operator, and numbers. */
    private static final Pattern OF_PYTORCH = Pattern.compile("/(?:(.+)/)?\\w+_output_\\d+");

    private final String file;
    private final OnnxFile content;
    private final Map<String, Integer> sizes;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Input> inputs = new LinkedHashMap<>();
    private final Map<String, Node> outputs = new LinkedHashMap<>();
    private final Set<String> labels = new HashSet<>();

    /** For each kind of node how many names were made up. */
    private final Map<String, Integer> madeUp = new HashMap<>();

    private final Work work = new Work();

    /** For each module of PyTorch the last value that is computed in it. */
    private final Map<String, Node> modules = new LinkedHashMap<>();

    GraphReader(String file, OnnxFile content, Map<String, Integer> sizes) {
        this.file = file;
        this.content = content;
        this.sizes = sizes;
    }

    /** Reads all nodes. */
    GraphReader read() {
        if (!content.functions().isEmpty()) {
            throw new OnnxException(file + " has functions of its own, such as "
                    + content.functions().get(0) + ", which are not supported; export the model without them");
        }
        readInitializers();
        for (ValueInfo input : content.inputs()) {
            if (!values.containsKey(input.name())) {
                define(input.name(), input(input));
            }
        }
        content.nodes().forEach(this::read);
        modules.forEach(this::nameModule);
        for (ValueInfo output : content.outputs()) {
            Value value = values.get(output.name());
            if (value == null) {
                throw new OnnxException(file + ": the output '" + output.name() + "' is made by no node");
            }
            outputs.put(output.name(), value.node());
        }
        if (outputs.isEmpty()) {
            throw new OnnxException(file + ": the graph has no outputs");
        }
        return this;
    }

    Map<String, Node> outputs() {
        return outputs;
    }

    Map<String, Input> inputs() {
        return inputs;
    }

    /** The nodes by the names that their values have in the file. */
    Map<String, Node> nodes() {
        Map<String, Node> nodes = new HashMap<>();
        values.forEach((name, value) -> nodes.put(name, value.node()));
        return nodes;
    }

    private void readInitializers() {
        Set<String> settings = new HashSet<>(), weights = new HashSet<>();
        for (OnnxNode node : content.nodes()) {
            Set<Integer> places = SETTINGS.getOrDefault(node.opType(), Set.of());
            for (int i = 0; i < node.inputs().size(); i++) {
                (places.contains(i) ? settings : weights).add(node.inputs().get(i));
            }
        }
        settings.removeAll(weights);
        for (TensorData tensor : content.initializers()) {
            boolean isParameter = tensor.type().isReal() && !settings.contains(tensor.name());
            Optional<String> label = label(tensor.name());
            Node node = isParameter
                    ? Parameter.of(label.orElseGet(() -> unused("parameter")), tensor.value())
                    : label.map(name -> Constant.of(name, tensor.value())).orElseGet(() -> Constant.of(tensor.value()));
            define(tensor.name(), new Value(node, tensor.type()));
        }
    }

    private Value input(ValueInfo info) {
        ElementType type = info.type()
                .orElseThrow(() -> new OnnxException(
                        file + ": the input '" + info.name() + "' is no tensor of numbers, which is not supported"));
        List<Dimension> dimensions = info.dimensions()
                .orElseThrow(() -> new OnnxException(file + ": the input '" + info.name() + "' has no shape"));
        int[] numbers = new int[dimensions.size()];
        String[] names = new String[numbers.length];
        for (int axis = 0; axis < numbers.length; axis++) {
            Dimension dimension = dimensions.get(axis);
            numbers[axis] = size(info.name(), axis, dimension);
            String name = dimension.denotation().isEmpty() ? dimension.parameter() : dimension.denotation();
            names[axis] = Labels.printable(name);
        }
        if (Shape.isTooLarge(numbers)) {
            throw new OnnxException(file + ": the input '" + info.name() + "' " + Arrays.toString(numbers)
                    + " has more elements than an array can hold");
        }
        Input input = Input.of(
                label(info.name()).orElseGet(() -> unused("input")),
                Shape.of(numbers).named(names));
        inputs.put(info.name(), input);
        return new Value(input, type);
    }

    private int size(String input, int axis, Dimension dimension) {
        if (!dimension.isOpen()) {
            return (int) dimension.size();
        }
        String name = dimension.parameter().isEmpty() ? input + "[" + axis + "]" : dimension.parameter();
        Integer size = sizes.get(name);
        if (size == null) {
            throw new OnnxException(file + ": the input '" + input + "' leaves the size '" + name + "' of axis " + axis
                    + " open; say what it is: read(file, Map.of(\"" + name + "\", 1))");
        }
        if (size < 0) {
            throw new OnnxException(file + ": the size '" + name + "' cannot be " + size);
        }
        return size;
    }

    private void define(String name, Value value) {
        int rank = value.node().shape().rank();
        if (rank > MOST_AXES) {
            throw new OnnxException(file + ": the tensor '" + name + "' has " + rank + " axes, more than the "
                    + MOST_AXES + " that are supported");
        }
        if (values.putIfAbsent(name, value) != null) {
            throw new OnnxException(file + ": there are two tensors '" + name + "'");
        }
    }

    private void read(OnnxNode node) {
        ReadOps.Reading reading = ReadOps.find(node)
                .orElseThrow(() -> new OnnxException(
                        file + ": the " + node.describe() + " is of an operator that is not" + " supported"));
        List<Optional<Value>> operands = new ArrayList<>();
        for (String input : node.inputs()) {
            operands.add(input.isEmpty() ? Optional.empty() : Optional.of(operand(node, input)));
        }
        List<Value> results;
        try {
            results = reading.read(new Call(node, operands, content.opsets().getOrDefault("", 1L), work));
        } catch (RuntimeException fault) {
            String why = fault.getMessage() == null ? fault.toString() : fault.getMessage();
            throw new OnnxException(file + ": the " + node.describe() + " cannot be read: " + why, fault);
        }
        boolean isKnown = !operands.isEmpty()
                && operands.stream()
                        .flatMap(Optional::stream)
                        .allMatch(value -> value.known().isPresent());
        for (int i = 0; i < node.outputs().size(); i++) {
            String name = node.outputs().get(i);
            if (!name.isEmpty()) {
                if (i >= results.size()) {
                    throw new OnnxException(file + ": the " + node.describe() + " has the output '" + name
                            + "', which is not supported");
                }
                define(name, named(name, isKnown ? known(results.get(i)) : results.get(i)));
            }
        }
    }

    private Value operand(OnnxNode node, String input) {
        Value value = values.get(input);
        if (value == null) {
            boolean isLater =
                    content.nodes().stream().anyMatch(other -> other.outputs().contains(input));
            throw new OnnxException(file + ": the " + node.describe() + " reads '" + input + "', "
                    + (isLater
                            ? "which this node or a later one makes: the nodes are not in order, or form a cycle"
                            : "which is made by no node"));
        }
        return value;
    }

    /** What follows from constants alone is a constant: shapes are computed while a file is read. */
    private Value known(Value value) {
        if (!(value.node() instanceof Op) || value.node().shape().elements() > MOST_KNOWN) {
            return value;
        }
        if (!work.isLeft(Work.steps(value.node()))) {
            return value;
        }
        Tensor number = Evaluator.of(Graph.of(value.node())).value(value.node());
        return Value.of(number, value.type());
    }

    private Value named(String name, Value value) {
        boolean isUnnamed =
                value.node() instanceof Op && !value.node().isNamed() && !name.startsWith(GraphWriter.UNNAMED);
        if (isUnnamed) {
            Matcher ofPyTorch = OF_PYTORCH.matcher(name);
            if (!ofPyTorch.matches()) {
                label(name).ifPresent(value.node()::named);
            } else if (ofPyTorch.group(1) != null) {
                modules.put(ofPyTorch.group(1).replace('/', '.'), value.node());
            }
        }
        return value;
    }

    private void nameModule(String module, Node result) {
        if (!result.isNamed()) {
            label(module).ifPresent(result::named);
        }
    }

    /** The name as a label, if it is one and no other node has it. */
    private Optional<String> label(String name) {
        String label = Labels.printable(name);
        return Optional.of(label).filter(text -> !text.isBlank() && labels.add(text));
    }

    private String unused(String kind) {
        String name;
        do {
            int number = madeUp.merge(kind, 1, Integer::sum);
            name = number == 1 ? kind : kind + " " + number;
        } while (!labels.add(name));
        return name;
    }

    /** The outputs, each once. */
    Set<Node> results() {
        return new LinkedHashSet<>(outputs.values());
    }
}
