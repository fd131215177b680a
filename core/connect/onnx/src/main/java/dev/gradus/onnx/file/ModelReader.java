package dev.gradus.onnx.file;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Reads a model in the format that onnx.proto describes. Functions are noted, not read. */
public final class ModelReader {
    private static final String[] KINDS = {
        "nothing",
        "a float",
        "an integer",
        "a text",
        "a tensor",
        "a graph",
        "floats",
        "integers",
        "texts",
        "tensors",
        "graphs",
        "a sparse tensor",
        "sparse tensors",
        "a type",
        "types"
    };

    /** Graphs inside of graphs: no exporter nests as many, and a reader of many more runs out of stack. */
    private static final int MOST_LEVELS = 32;

    private final String file;
    private final int level;
    private final Map<String, Long> opsets = new HashMap<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final List<TensorData> initializers = new ArrayList<>();
    private final List<ValueInfo> inputs = new ArrayList<>();
    private final List<ValueInfo> outputs = new ArrayList<>();
    private final List<String> functions = new ArrayList<>();
    private boolean hasGraph;

    private ModelReader(String file, int level) {
        this.file = file;
        this.level = level;
    }

    /**
     * Reads the content of a file.
     *
     * @param file what is read, for messages
     * @throws Refusal if these bytes are no model
     */
    public static OnnxFile read(String file, byte[] bytes) {
        ModelReader reader = new ModelReader(file, 0);
        reader.model(new ProtoReader(file, "the model", ByteBuffer.wrap(bytes)));
        if (!reader.hasGraph) {
            throw new Refusal(file + " is no ONNX model, or a broken one: it has no graph");
        }
        return reader.content();
    }

    private OnnxFile content() {
        return new OnnxFile(opsets, nodes, initializers, inputs, outputs, functions);
    }

    /** A graph that is an attribute: a branch, or the body of a loop. */
    private OnnxFile body(ProtoReader graph) {
        if (level == MOST_LEVELS) {
            throw graph.unsupported("graphs are nested more than " + MOST_LEVELS + " times");
        }
        ModelReader reader = new ModelReader(file, level + 1);
        reader.graph(graph);
        return reader.content();
    }

    private void model(ProtoReader model) {
        while (model.next()) {
            switch (model.field()) {
                case 7 -> graph(model.message("the graph"));
                case 8 -> opset(model.message("the operator sets"));
                case 25 -> functions.add(functionName(model.message("a function")));
                default -> model.skip();
            }
        }
    }

    private void opset(ProtoReader opset) {
        String domain = "";
        long version = 0;
        while (opset.next()) {
            switch (opset.field()) {
                case 1 -> domain = opset.text();
                case 2 -> version = opset.integer();
                default -> opset.skip();
            }
        }
        opsets.put(domain.equals("ai.onnx") ? "" : domain, version);
    }

    private static String functionName(ProtoReader function) {
        String name = "";
        while (function.next()) {
            if (function.field() == 1) {
                name = function.text();
            } else {
                function.skip();
            }
        }
        return name;
    }

    private void graph(ProtoReader graph) {
        hasGraph = true;
        while (graph.next()) {
            switch (graph.field()) {
                case 1 -> nodes.add(node(graph.message("node " + nodes.size())));
                case 5 -> initializers.add(tensor(graph.message("initializer " + initializers.size())));
                case 11 -> inputs.add(valueInfo(graph.message("input " + inputs.size())));
                case 12 -> outputs.add(valueInfo(graph.message("output " + outputs.size())));
                case 15 ->
                    throw graph.unsupported("the graph has a sparse initializer, which is not supported; store its"
                            + " elements, zeros included, in an initializer");
                default -> graph.skip();
            }
        }
    }

    private OnnxNode node(ProtoReader node) {
        String name = "", opType = "", domain = "";
        List<String> ins = new ArrayList<>(), outs = new ArrayList<>();
        Map<String, Object> attributes = new LinkedHashMap<>();
        while (node.next()) {
            switch (node.field()) {
                case 1 -> ins.add(node.text());
                case 2 -> outs.add(node.text());
                case 3 -> name = node.text();
                case 4 -> opType = node.text();
                case 5 -> attribute(node.message("an attribute of node " + nodes.size()), attributes);
                case 7 -> domain = node.text();
                default -> node.skip();
            }
        }
        return new OnnxNode(name, domain.equals("ai.onnx") ? "" : domain, opType, ins, outs, attributes);
    }

    private void attribute(ProtoReader attribute, Map<String, Object> attributes) {
        String name = "", text = "", reference = "";
        float number = 0;
        long integer = 0, kind = 0;
        Optional<TensorData> tensor = Optional.empty();
        Optional<OnnxFile> graph = Optional.empty();
        List<Float> floats = new ArrayList<>();
        List<Long> integers = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        while (attribute.next()) {
            switch (attribute.field()) {
                case 1 -> name = attribute.text();
                case 2 -> number = attribute.number();
                case 3 -> integer = attribute.integer();
                case 4 -> text = attribute.text();
                case 5 -> tensor = Optional.of(tensor(attribute.message("the tensor of an attribute")));
                case 6 -> graph = Optional.of(body(attribute.message("the graph of an attribute")));
                case 7 -> attribute.floats(each -> floats.add((float) each));
                case 8 -> attribute.integers(integers::add);
                case 9 -> texts.add(attribute.text());
                case 20 -> kind = attribute.integer();
                case 21 -> reference = attribute.text();
                default -> attribute.skip();
            }
        }
        Object value = switch ((int) kind) {
            case 1 -> number;
            case 2 -> integer;
            case 3 -> text;
            case 6 -> List.copyOf(floats);
            case 7 -> List.copyOf(integers);
            case 8 -> List.copyOf(texts);
            default -> new OnnxNode.Unread(kind > 0 && kind < KINDS.length ? KINDS[(int) kind] : "of kind " + kind);
        };
        Optional<?> structure = kind == 4 ? tensor : kind == 5 ? graph : Optional.empty();
        attributes.put(
                name,
                structure.isPresent()
                        ? structure.get()
                        : reference.isEmpty() ? value : new OnnxNode.Unread("a reference"));
    }

    private TensorData tensor(ProtoReader tensor) {
        String name = "", location = "";
        long code = 0;
        boolean isExternal = false;
        LongStream.Builder sizes = LongStream.builder();
        LongStream.Builder integers = LongStream.builder();
        DoubleStream.Builder reals = DoubleStream.builder();
        Optional<ByteBuffer> raw = Optional.empty();
        while (tensor.next()) {
            switch (tensor.field()) {
                case 1 -> tensor.integers(sizes);
                case 2 -> code = tensor.integer();
                case 4 -> tensor.floats(reals);
                case 5, 7, 11 -> tensor.integers(integers);
                case 8 -> name = tensor.text();
                case 9 -> raw = Optional.of(tensor.content("raw data"));
                case 10 -> tensor.doubles(reals);
                case 13 -> location += location(tensor.message("the place of external data"));
                case 14 -> isExternal = tensor.integer() != 0;
                default -> tensor.skip();
            }
        }
        String what = "the tensor '" + name + "' ";
        if (isExternal) {
            throw tensor.unsupported(what + "has its numbers in another file" + location + " (ONNX calls this external"
                    + " data), which is not supported; save the model as one file, with torch.onnx.export(…,"
                    + " external_data=False) or with Python's onnx.save(onnx.load(file), \"one-file.onnx\")");
        }
        long unread = code;
        ElementType type = ElementType.of(code)
                .orElseThrow(() -> tensor.unsupported(
                        what + "has elements of type " + ElementType.describe(unread) + ", which is not supported"));
        Shape shape = shape(tensor, what, sizes.build().toArray());
        return new TensorData(name, type, Tensor.of(shape, values(tensor, what, type, shape, raw, integers, reals)));
    }

    /** The name of the file if this entry has it, for messages. */
    private static String location(ProtoReader entry) {
        String key = "", value = "";
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = entry.text();
                case 2 -> value = entry.text();
                default -> entry.skip();
            }
        }
        return key.equals("location") ? ", '" + value + "'" : "";
    }

    private static Shape shape(ProtoReader tensor, String what, long... sizes) {
        for (long size : sizes) {
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw tensor.fault(what + "has the size " + size);
            }
        }
        int[] narrow = Arrays.stream(sizes).mapToInt(size -> (int) size).toArray();
        if (Shape.isTooLarge(narrow)) {
            throw tensor.fault(what + Arrays.toString(sizes) + " has more elements than an array can hold");
        }
        return Shape.of(narrow);
    }

    private static double[] values(
            ProtoReader tensor,
            String what,
            ElementType type,
            Shape shape,
            Optional<ByteBuffer> raw,
            LongStream.Builder integers,
            DoubleStream.Builder reals) {
        long expected = shape.elements();
        if (raw.isPresent()) {
            ByteBuffer bytes = raw.get();
            long taken = type.isHalfByte() ? (expected + 1) / 2 : expected * type.bytes();
            if (bytes.remaining() != taken) {
                throw tensor.fault(
                        what + shape + " of type " + type + " takes " + taken + " bytes, but has " + bytes.remaining());
            }
            int start = bytes.position();
            return each(
                    tensor,
                    what,
                    shape,
                    i -> type.isHalfByte() ? type.ofInteger(half(bytes.get(start + i / 2), i)) : type.read(bytes));
        }
        boolean isReal = type == ElementType.FLOAT || type == ElementType.DOUBLE;
        double[] numbers = reals.build().toArray();
        long[] whole = integers.build().toArray();
        int count = isReal ? numbers.length : whole.length;
        if (type.isHalfByte() && count == (expected + 1) / 2) {
            return each(tensor, what, shape, i -> type.ofInteger(half(whole[i / 2], i)));
        }
        if (count != expected) {
            throw tensor.fault(what + shape + " has " + expected + " elements, but " + count + " numbers");
        }
        return isReal ? numbers : each(tensor, what, shape, i -> type.ofInteger(whole[i]));
    }

    /** The lower half of a byte is the element before the upper one. */
    private static long half(long pair, int element) {
        return element % 2 == 0 ? pair : pair >> 4;
    }

    private static double[] each(ProtoReader tensor, String what, Shape shape, IntToDoubleFunction element) {
        double[] values = new double[shape.elements()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = element.applyAsDouble(i);
            } catch (ArithmeticException inexact) {
                throw tensor.unsupported(what + shape + " has at " + Arrays.toString(shape.index(i)) + " the integer "
                        + inexact.getMessage() + ", which is not exactly a float64");
            }
        }
        return values;
    }

    private static ValueInfo valueInfo(ProtoReader info) {
        String name = "";
        Optional<ElementType> type = Optional.empty();
        Optional<List<ValueInfo.Dimension>> dimensions = Optional.empty();
        while (info.next()) {
            if (info.field() == 1) {
                name = info.text();
            } else if (info.field() == 2) {
                ProtoReader kind = info.message("a type");
                while (kind.next()) {
                    if (kind.field() != 1) {
                        kind.skip();
                        continue;
                    }
                    ProtoReader tensor = kind.message("a tensor's type");
                    while (tensor.next()) {
                        switch (tensor.field()) {
                            case 1 -> type = ElementType.of(tensor.integer());
                            case 2 -> dimensions = Optional.of(dimensions(tensor.message("a shape")));
                            default -> tensor.skip();
                        }
                    }
                }
            } else {
                info.skip();
            }
        }
        return new ValueInfo(name, type, dimensions);
    }

    private static List<ValueInfo.Dimension> dimensions(ProtoReader shape) {
        List<ValueInfo.Dimension> dimensions = new ArrayList<>();
        while (shape.next()) {
            if (shape.field() == 1) {
                dimensions.add(dimension(shape.message("a dimension")));
            } else {
                shape.skip();
            }
        }
        return dimensions;
    }

    private static ValueInfo.Dimension dimension(ProtoReader dimension) {
        long size = -1;
        String parameter = "", denotation = "";
        while (dimension.next()) {
            switch (dimension.field()) {
                case 1 -> {
                    size = dimension.integer();
                    if (size < 0 || size > Integer.MAX_VALUE) {
                        throw dimension.fault("there is no size " + size);
                    }
                }
                case 2 -> parameter = dimension.text();
                case 3 -> denotation = dimension.text();
                default -> dimension.skip();
            }
        }
        return new ValueInfo.Dimension(size, parameter, denotation);
    }

    @Override
    public String toString() {
        return file;
    }
}
