package dev.gradus.onnx.read;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.OnnxFile;
import dev.gradus.onnx.file.OnnxNode;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.onnx.file.TensorData;
import dev.gradus.onnx.file.ValueInfo;
import dev.gradus.onnx.file.ValueInfo.Dimension;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Labels;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a graph of a file: each of its nodes becomes the node, or the few nodes, that compute the same. */
public final class GraphReader {
    /** Larger values are not computed while a file is read: they are no shapes. */
    private static final int MOST_KNOWN = 1 << 16;

    /** What reading a node of a body costs, because a loop may repeat it. */
    private static final int STEPS_OF_NODE = 256;

    /** As many as NumPy and PyTorch know. */
    private static final int MOST_AXES = 64;

    /** A name that PyTorch's exporter makes up: the module, if the value is computed in one, the operator, and numbers. */
    private static final Pattern OF_PYTORCH = Pattern.compile("/(?:(.+)/)?\\w+_output_\\d+");

    private final String file;
    private final OnnxFile content;
    private final Map<String, Integer> openSizes;
    private final Map<String, Tensor> fixedInputs;
    private final boolean constantsAreWeights;

    /** The graph that is being read, the file's or the body of a node, and its values. */
    private Scope scope;

    private final Map<String, Input> inputs = new LinkedHashMap<>();
    private final Map<String, Node> outputs = new LinkedHashMap<>();
    private final Set<String> labels = new HashSet<>();

    /** The parameters by the initializers or nodes that they are in the file. */
    private final Map<Object, Value> weights = new IdentityHashMap<>();

    /** For each kind of node how many names were made up. */
    private final Map<String, Integer> madeUp = new HashMap<>();

    private final Work work = new Work();

    /** For each module of PyTorch the last value that is computed in it. */
    private final Map<String, Node> modules = new LinkedHashMap<>();

    /**
     * Prepares to read a file.
     *
     * @param file what is read, for messages
     * @param openSizes the sizes of axes that the file leaves open, by their names
     * @param fixedInputs the inputs that become constants
     * @param constantsAreWeights whether real numbers in {@code Constant} nodes become parameters
     */
    public GraphReader(
            String file,
            OnnxFile content,
            Map<String, Integer> openSizes,
            Map<String, Tensor> fixedInputs,
            boolean constantsAreWeights) {
        this.file = file;
        this.content = content;
        this.openSizes = openSizes;
        this.fixedInputs = fixedInputs;
        this.constantsAreWeights = constantsAreWeights;
        this.scope = new Scope(content, Optional.empty());
    }

    /** A graph while it is read. The body of a node may use the values of the graph that the node is in. */
    private record Scope(OnnxFile graph, Map<String, Value> values, Set<String> settings, Optional<Scope> outer) {
        Scope(OnnxFile graph, Optional<Scope> outer) {
            this(graph, new HashMap<>(), settings(graph), outer);
        }

        private static Set<String> settings(OnnxFile graph) {
            Set<String> settings = new HashSet<>(), weights = new HashSet<>();
            for (OnnxNode node : graph.nodes()) {
                Optional<Signature> signature = ReadOps.find(node).map(ReadOps.Row::signature);
                for (int i = 0; i < node.inputs().size(); i++) {
                    int input = i;
                    boolean isSetting =
                            signature.filter(each -> each.isSetting(input)).isPresent();
                    (isSetting ? settings : weights).add(node.inputs().get(i));
                }
            }
            settings.removeAll(weights);
            return settings;
        }

        boolean isWeight(String name, ElementType type) {
            return type.isReal() && !settings.contains(name);
        }

        Optional<Value> find(String name) {
            Value value = values.get(name);
            return value != null ? Optional.of(value) : outer.flatMap(scope -> scope.find(name));
        }
    }

    /** Reads all nodes. */
    public GraphReader read() {
        if (!content.functions().isEmpty()) {
            throw new Refusal(file + " has functions of its own, such as "
                    + content.functions().get(0) + ", which are not supported; replace their calls by their nodes, with"
                    + " Python's onnx.inliner.inline_local_functions(onnx.load(file))");
        }
        readInitializers();
        for (ValueInfo input : content.inputs()) {
            if (!scope.values.containsKey(input.name())) {
                define(input.name(), input(input));
            }
        }
        checkFixedInputs();
        content.nodes().forEach(this::read);
        modules.forEach(this::nameModule);
        for (ValueInfo output : content.outputs()) {
            outputs.put(output.name(), result(output).node());
        }
        if (outputs.isEmpty()) {
            throw new Refusal(file + ": the graph has no outputs");
        }
        return this;
    }

    private Value result(ValueInfo output) {
        return scope.find(output.name())
                .orElseThrow(() -> new Refusal(file + ": the output '" + output.name() + "' is made by no node"));
    }

    /** The results of a node's body, such as a branch, for these arguments. */
    private List<Value> read(OnnxFile body, List<Value> arguments) {
        if (arguments.size() != body.inputs().size()) {
            throw new Refusal(
                    "its body has " + body.inputs().size() + " inputs, but " + arguments.size() + " values are given");
        }
        Scope outer = scope;
        scope = new Scope(body, Optional.of(outer));
        try {
            for (int i = 0; i < arguments.size(); i++) {
                define(body.inputs().get(i).name(), arguments.get(i));
            }
            readInitializers();
            for (OnnxNode node : body.nodes()) {
                work.take(STEPS_OF_NODE);
                read(node);
            }
            return body.outputs().stream().map(this::result).toList();
        } finally {
            scope = outer;
        }
    }

    /** The outputs by name, in the order of the file. */
    public Map<String, Node> outputs() {
        return outputs;
    }

    /** The inputs by name, in the order of the file. */
    public Map<String, Input> inputs() {
        return inputs;
    }

    /** The nodes by the names that their values have in the file. */
    public Map<String, Node> nodes() {
        Map<String, Node> nodes = new HashMap<>();
        scope.values.forEach((name, value) -> nodes.put(name, value.node()));
        return nodes;
    }

    private void readInitializers() {
        for (TensorData tensor : scope.graph.initializers()) {
            boolean isWeight = scope.isWeight(tensor.name(), tensor.type());
            work.take(scope.outer.isPresent() ? STEPS_OF_NODE : 0);
            define(tensor.name(), isWeight ? weight(tensor, tensor) : constant(tensor));
        }
    }

    /** The parameter that stands in this place of the file, once for all steps of a loop. */
    private Value weight(Object place, TensorData tensor) {
        return weights.computeIfAbsent(place, key -> parameter(tensor));
    }

    private Value parameter(TensorData tensor) {
        String name = label(tensor.name()).orElseGet(() -> unused("parameter"));
        return new Value(Parameter.of(name, tensor.value()), tensor.type());
    }

    private Value constant(TensorData tensor) {
        Node node = label(tensor.name())
                .map(name -> Constant.of(name, tensor.value()))
                .orElseGet(() -> Constant.of(tensor.value()));
        return new Value(node, tensor.type());
    }

    private Value input(ValueInfo info) {
        ElementType type = info.type()
                .orElseThrow(() -> new Refusal(
                        file + ": the input '" + info.name() + "' is not a tensor of numbers of a supported type"));
        List<Dimension> dimensions = info.dimensions()
                .orElseThrow(() -> new Refusal(file + ": the input '" + info.name() + "' has no shape"));
        Tensor fixed = fixedInputs.get(info.name());
        if (fixed != null) {
            return constant(new TensorData(info.name(), type, fits(info.name(), fixed, dimensions)));
        }
        int[] numbers = new int[dimensions.size()];
        String[] names = new String[numbers.length];
        for (int axis = 0; axis < numbers.length; axis++) {
            Dimension dimension = dimensions.get(axis);
            numbers[axis] = size(info.name(), axis, dimension);
            String name = dimension.denotation().isEmpty() ? dimension.parameter() : dimension.denotation();
            names[axis] = Labels.printable(name);
        }
        if (Shape.isTooLarge(numbers)) {
            throw new Refusal(file + ": the input '" + info.name() + "' " + Arrays.toString(numbers)
                    + " has more elements than an array can hold");
        }
        Input input = Input.of(
                label(info.name()).orElseGet(() -> unused("input")),
                Shape.of(numbers).named(names));
        inputs.put(info.name(), input);
        return new Value(input, type);
    }

    private Tensor fits(String input, Tensor value, List<Dimension> dimensions) {
        int[] sizes = value.shape().sizes();
        boolean fits = sizes.length == dimensions.size();
        for (int axis = 0; fits && axis < sizes.length; axis++) {
            fits = dimensions.get(axis).isOpen() || dimensions.get(axis).size() == sizes[axis];
        }
        if (!fits) {
            throw new Refusal(file + ": the value for the input '" + input + "' has the shape " + value.shape()
                    + ", which does not fit the file's "
                    + dimensions.stream()
                            .map(each -> each.isOpen() ? "open" : String.valueOf(each.size()))
                            .toList());
        }
        return value;
    }

    private void checkFixedInputs() {
        for (String name : fixedInputs.keySet()) {
            if (content.inputs().stream().noneMatch(input -> input.name().equals(name))) {
                throw new Refusal(file + " has no input '" + name + "'; it has "
                        + content.inputs().stream().map(ValueInfo::name).toList());
            }
        }
    }

    private int size(String input, int axis, Dimension dimension) {
        if (!dimension.isOpen()) {
            return (int) dimension.size();
        }
        String name = dimension.parameter().isEmpty() ? input + "[" + axis + "]" : dimension.parameter();
        Integer size = openSizes.get(name);
        if (size == null) {
            throw new Refusal(file + ": the input '" + input + "' leaves the size '" + name + "' of axis " + axis
                    + " open; say what it is: read(file, Map.of(\"" + name + "\", 1))");
        }
        if (size < 0) {
            throw new Refusal(file + ": the size '" + name + "' cannot be " + size);
        }
        return size;
    }

    private void define(String name, Value value) {
        int rank = value.node().shape().rank();
        if (rank > MOST_AXES) {
            throw new Refusal(file + ": the tensor '" + name + "' has " + rank + " axes, more than the " + MOST_AXES
                    + " that are supported");
        }
        if (scope.values.putIfAbsent(name, value) != null) {
            throw new Refusal(file + ": there are two tensors '" + name + "'");
        }
    }

    private void read(OnnxNode node) {
        ReadOps.Row row = ReadOps.find(node)
                .orElseThrow(() ->
                        new Refusal(file + ": the " + node.describe() + " is of an operator that is not supported"));
        List<Optional<Value>> operands = new ArrayList<>();
        for (String input : node.inputs()) {
            operands.add(input.isEmpty() ? Optional.empty() : Optional.of(operand(node, input)));
        }
        List<Value> results;
        try {
            long version = content.opsets().getOrDefault("", 1L);
            results = row.reading().read(new Call(node, row.signature(), operands, version, work, this::read));
        } catch (RuntimeException fault) {
            String message = fault.getMessage() == null ? fault.toString() : fault.getMessage();
            String why = message.startsWith(file + ": ") ? message.substring(file.length() + 2) : message; // of a body
            throw new Refusal(file + ": the " + node.describe() + " cannot be read: " + why, fault);
        }
        boolean hasBody = node.attributes().values().stream().anyMatch(OnnxFile.class::isInstance);
        boolean isKnown = !operands.isEmpty()
                && !hasBody // it may use other values
                && operands.stream()
                        .flatMap(Optional::stream)
                        .allMatch(value -> value.known().isPresent());
        for (int i = 0; i < node.outputs().size(); i++) {
            String name = node.outputs().get(i);
            if (!name.isEmpty()) {
                if (i >= results.size()) {
                    throw new Refusal(file + ": the " + node.describe() + " has the output '" + name
                            + "', which is not supported");
                }
                Value result = isKnown ? known(results.get(i)) : results.get(i);
                boolean isWeight =
                        constantsAreWeights && node.opType().equals("Constant") && scope.isWeight(name, result.type());
                define(
                        name,
                        isWeight
                                ? weight(
                                        node,
                                        new TensorData(
                                                name,
                                                result.type(),
                                                result.known().orElseThrow()))
                                : named(name, result));
            }
        }
    }

    private Value operand(OnnxNode node, String input) {
        return scope.find(input).orElseThrow(() -> {
            boolean isLater = scope.graph.nodes().stream()
                    .anyMatch(other -> other.outputs().contains(input));
            return new Refusal(file + ": the " + node.describe() + " reads '" + input + "', "
                    + (isLater
                            ? "which this node or a later one makes: the nodes are not in order, or form a cycle"
                            : "which is made by no node"));
        });
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
        boolean isUnnamed = value.node() instanceof Op && !value.node().isNamed() && !name.startsWith(OnnxFile.UNNAMED);
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
    public Set<Node> results() {
        return new LinkedHashSet<>(outputs.values());
    }
}
