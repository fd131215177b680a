package dev.gradus.onnx.write;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.onnx.compose.Compositions;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.OnnxFile;
import dev.gradus.onnx.file.OnnxNode;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.onnx.file.TensorData;
import dev.gradus.onnx.file.ValueInfo;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the nodes of a graph, each after its inputs: an op as the ONNX operator that computes it, else as the nodes that it
 * is composed of, and so on.
 */
public final class GraphWriter {
    private static final long OPSET = 18;

    private final ElementType type;
    private final Parameters parameters;
    private final Compositions compositions;
    private final Map<Node, String> wanted = new HashMap<>();
    private final Map<Node, String> values = new HashMap<>();
    private final Map<Node, String> truths = new HashMap<>();
    private final Map<Node, Node> standIns = new HashMap<>();

    /** Where a stand-in was written, what it is. */
    private final Map<Node, Node> written = new HashMap<>();

    /** The names that truths get as numbers. */
    private final Map<String, String> numbersOfTruths = new HashMap<>();

    /** Names that are used or kept for a node. */
    private final Set<String> taken = new HashSet<>();

    /** Names of tensors that there are. */
    private final Set<String> produced = new HashSet<>();

    private final List<OnnxNode> nodes = new ArrayList<>();
    private final List<TensorData> initializers = new ArrayList<>();
    private int unnamed;

    private GraphWriter(ElementType type, Parameters parameters) {
        this.type = type;
        this.parameters = parameters;
        this.compositions = new Compositions();
    }

    /**
     * A file with these inputs and outputs.
     *
     * @param nodes all nodes that the user made, whose names are kept
     */
    public static OnnxFile write(
            ElementType type,
            Parameters parameters,
            Collection<? extends Node> nodes,
            List<Input> inputs,
            Map<String, Node> outputs) {
        GraphWriter writer = new GraphWriter(type, parameters);
        for (Node node : nodes) {
            if (node.isNamed()) {
                writer.wanted.put(node, node.label());
                writer.taken.add(node.label());
            }
        }
        outputs.forEach((name, node) -> {
            if (node instanceof Op && writer.wanted.putIfAbsent(node, name) == null) {
                writer.taken.add(name);
            }
        });
        List<ValueInfo> ins = new ArrayList<>();
        for (Input input : inputs) {
            writer.values.put(input, writer.nameOf(input));
            writer.produced.add(writer.values.get(input));
            ins.add(writer.info(writer.values.get(input), input));
        }
        List<ValueInfo> outs = new ArrayList<>();
        outputs.forEach((name, node) -> outs.add(writer.output(name, node)));
        return new OnnxFile(Map.of("", OPSET), writer.nodes, writer.initializers, ins, outs, List.of());
    }

    private ValueInfo output(String name, Node node) {
        write(node);
        String value = value(node);
        if (value.equals(name) && node instanceof Op) {
            return info(name, node);
        }
        String copy = produced.contains(name) ? fresh(name) : name;
        node("Identity", List.of(value), copy, Map.of());
        return info(copy, node);
    }

    private ValueInfo info(String name, Node node) {
        List<ValueInfo.Dimension> dimensions = new ArrayList<>();
        for (int axis = 0; axis < node.shape().rank(); axis++) {
            dimensions.add(new ValueInfo.Dimension(
                    node.shape().size(axis), "", node.shape().name(axis)));
        }
        return new ValueInfo(name, Optional.of(type), Optional.of(dimensions));
    }

    /** The type of all numbers. */
    ElementType type() {
        return type;
    }

    /** Writes a node and all that it is computed from. */
    private void write(Node target) {
        Deque<Node> open = new ArrayDeque<>(List.of(target));
        while (!open.isEmpty()) {
            Node node = open.element();
            if (isWritten(node) || !pushMissing(needed(node), open)) {
                if (!isWritten(node)) {
                    writeOne(node);
                }
                open.pop();
            }
        }
    }

    private boolean isWritten(Node node) {
        return values.containsKey(node) || truths.containsKey(node) || written.containsKey(node);
    }

    /** The node that was written in the place of this one, or itself. */
    private Node resolved(Node node) {
        return written.getOrDefault(node, node);
    }

    private boolean pushMissing(List<Node> needed, Deque<Node> open) {
        int before = open.size();
        for (int i = needed.size() - 1; i >= 0; i--) {
            if (!isWritten(needed.get(i))) {
                open.push(needed.get(i));
            }
        }
        return open.size() > before;
    }

    /** What has to be written first: the inputs, or the node that stands for an op without an operator. */
    private List<Node> needed(Node node) {
        if (!(node instanceof Op op)) {
            return List.of();
        } else if (NativeOps.find(op, type).isPresent()) {
            return NativeOps.operands(op);
        }
        return List.of(standIns.computeIfAbsent(node, missing -> standIn(op)));
    }

    private Node standIn(Op op) {
        Node composed = compositions
                .of(op)
                .orElseThrow(
                        () -> new Refusal("The node " + op.describe() + " cannot be written: ONNX has no operator for "
                                + op.name() + ", nor is it composed of others" + remedy(op)));
        String name = wanted.get(op);
        if (name != null && composed instanceof Op && !isWritten(composed)) {
            wanted.putIfAbsent(composed, name);
        }
        return composed;
    }

    private static String remedy(Op op) {
        return op.isBuiltIn() ? "" : "; override definition() to give the same value in simpler ops";
    }

    private void writeOne(Node node) {
        if (node instanceof Parameter parameter) {
            String name = nameOf(parameter);
            initializers.add(new TensorData(name, type, parameters.get(parameter)));
            produced.add(name);
            values.put(node, name);
        } else if (node instanceof Constant constant) {
            values.put(node, constant(nameOf(constant), type, constant.value()));
        } else if (node instanceof Op op) {
            Optional<NativeOps.Writing> writing = NativeOps.find(op, type);
            if (writing.isPresent()) {
                String name = nameOf(op);
                writing.get().write(op, new Emitter(this, op, name));
                if (!truths.containsKey(op)) {
                    values.put(op, name);
                }
            } else {
                written.put(op, resolved(Objects.requireNonNull(standIns.get(op))));
            }
        } else {
            throw new Refusal("The input " + node.describe() + " is not among the inputs of the graph");
        }
    }

    private String nameOf(Node node) {
        String name = wanted.get(node);
        return name == null ? fresh() : name;
    }

    /** The name of a node's value, which is written. */
    String value(Node read) {
        Node node = resolved(read);
        String value = values.get(node);
        if (value == null) {
            value = node(
                    "Cast",
                    List.of(truth(node)),
                    Objects.requireNonNull(numbersOfTruths.get(truth(node))),
                    Map.of("to", (long) type.code()));
            values.put(node, value);
        }
        return value;
    }

    /** The name of a node's value as booleans. */
    String truth(Node read) {
        Node node = resolved(read);
        String truth = truths.get(node);
        if (truth == null) {
            truth = node("Cast", List.of(value(node)), fresh(), Map.of("to", (long) ElementType.BOOL.code()));
            truths.put(node, truth);
        }
        return truth;
    }

    /** A node's value is written as booleans; as numbers it will have this name. */
    void isTruth(Node node, String truth, String number) {
        truths.put(node, truth);
        numbersOfTruths.put(truth, number);
    }

    String constant(String name, ElementType ofElements, Tensor value) {
        Tensor written = ofElements == ElementType.FLOAT ? value.map(GraphWriter::notZero) : value;
        add(OnnxNode.constant(new TensorData(name, ofElements, written)));
        return name;
    }

    /** A number that would be 0 in single precision, by which something may be divided, is its smallest normal one. */
    private static double notZero(double number) {
        return number != 0 && Math.abs(number) < Float.MIN_NORMAL ? Math.copySign(Float.MIN_NORMAL, number) : number;
    }

    String node(String opType, List<String> inputs, String output, Map<String, Object> attributes) {
        add(OnnxNode.of(opType, inputs, output, attributes));
        return output;
    }

    void add(OnnxNode node) {
        nodes.add(node);
        produced.addAll(node.outputs());
    }

    /** A name that nothing has. */
    String fresh() {
        String name;
        do {
            name = OnnxFile.UNNAMED + ++unnamed;
        } while (!taken.add(name));
        return name;
    }

    private String fresh(String base) {
        String name = base;
        for (int copy = 2; !taken.add(name); copy++) {
            name = base + " (" + copy + ")";
        }
        return name;
    }
}
