package dev.gradus.properties.reading;

import static dev.gradus.properties.reading.Hostile.colliding;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.onnx.OnnxExport;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** ONNX models that are made to take long. */
final class HostileOnnx {
    private static final int FLOAT = 1, INT64 = 7, UINT8 = 2;
    private static final long MOST = Integer.MAX_VALUE;

    private HostileOnnx() {}

    static Hostile all() {
        Hostile all = new Hostile();
        names(all);
        chains(all);
        constants(all);
        sizes(all);
        messages(all);
        for (long huge : new long[] {1 << 16, 1 << 28, MOST, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            huge(all, huge);
        }
        return all.mutations(valid());
    }

    private static byte[] valid() {
        Input x = Input.of("x", 3, 2), y = Input.of("y", 3, 1);
        Parameter w = Parameter.of("W", Tensor.ones(2, 1));
        return OnnxExport.of(Graph.of(new MseLoss(x.matMul(w).sigmoid().named("yHat"), y).named("J")))
                .gradients()
                .toBytes();
    }

    private static void names(Hostile all) {
        all.add("parameters without a name", n -> model(n, i -> parameter(blank(i)), "x"))
                .add("inputs without a name", n -> model(n, i -> input(blank(i)), "x"))
                .add("nodes without a name", n -> model(n, i -> node("Relu", blank(i), "x"), "x"))
                .add("parameters of one printed name", n -> model(n, i -> parameter("a" + blank(i)), "x"))
                .add(
                        "the names that are given to parameters",
                        n -> new Model()
                                .each(n / 2, i -> parameter("parameter " + i))
                                .each(n, i -> parameter(blank(i)))
                                .ends("x"))
                .add("parameters of one hash code", n -> model(n, i -> parameter(colliding(i, 14)), "x"))
                .add("a name of slashes", n -> one(node("Relu", "/".repeat(n), "x")))
                .add("a name as PyTorch's", n -> one(node("Relu", "/" + "a_output_1".repeat(n / 10) + "/", "x")))
                .add("a name of modules", n -> one(node("Relu", "/" + "a/a_output_1".repeat(n / 12) + "!", "x")))
                .add("modules of one name", n -> model(n, i -> node("Relu", "/m/Relu_output_" + i, "x"), "x"))
                .add("modules", n -> model(n, i -> node("Relu", "/m" + i + "/Relu_output_0", "x"), "x"))
                .add("a name of control characters", n -> one(node("Relu", "\u0001".repeat(n), "x")))
                .add("a missing operand of a long name", n -> one(node("Relu", "y", "z".repeat(n))))
                .add(
                        "a missing operand after many nodes",
                        n -> new Model()
                                .each(n, i -> node("Relu", "r" + i, "x"))
                                .with(node("Relu", "y", "z"))
                                .ends("y"))
                .add(
                        "a missing operand that a later node makes",
                        n -> new Model()
                                .with(node("Relu", "y", "z"))
                                .each(n, i -> node("Relu", "r" + i, "x"))
                                .with(node("Relu", "z", "x"))
                                .ends("y"));
    }

    private static void chains(Hostile all) {
        all.add("a chain", n -> model(n, i -> node("Relu", "r" + (i + 1), i == 0 ? "x" : "r" + i), "r1"))
                .add(
                        "a chain without names",
                        n -> model(n, i -> node("Relu", blank(i + 1), i == 0 ? "x" : blank(i)), "x"))
                .add("a chain without names to the output", n -> lasting(n, i -> node("Relu", blank(i + 1), blank(i))))
                .add("sums of a value and itself", n -> lasting(n, i -> node("Add", blank(i + 1), blank(i), blank(i))))
                .add(
                        "sums of a value and itself, before a fault",
                        n -> new Model()
                                .with(node("Relu", blank(0), "x"))
                                .each(n, i -> node("Add", blank(i + 1), blank(i), blank(i)))
                                .with(node("MatMul", "y", blank(9), blank(9)))
                                .ends("y"))
                .add("one sum of the same", n -> one(node("Sum", "y", repeated(n / 3, "x"))))
                .add("the greatest of the same", n -> one(node("Max", "y", repeated(n / 3, "x"))))
                .add(
                        "the same side by side",
                        n -> one(node("Concat", "y", repeated(n / 3, "x")).attribute(integer("axis", 0))))
                .add("a split into many", n -> one(outputs(node("Split", "s", "x"), n / 8)))
                .add("a node of many outputs", n -> one(outputs(node("Relu", "s", "x"), n / 8)))
                .add(
                        "doubled by putting side by side",
                        n -> model(
                                n,
                                i -> node("Concat", "r" + (i + 1), i == 0 ? "x" : "r" + i, i == 0 ? "x" : "r" + i)
                                        .attribute(integer("axis", 0)),
                                "r1"))
                .add("many outputs", n -> {
                    Model model = new Model();
                    while (model.graph.size() < n) {
                        model.graph.message(12, info("x", FLOAT, 2, 3));
                    }
                    return model.ends("x");
                });
    }

    private static void constants(Hostile all) {
        all.add(
                        "products of constants",
                        n -> new Model()
                                .constant("size", 256, 256)
                                .with(node("ConstantOfShape", "c", "size"))
                                .each(n, i -> node("MatMul", "m" + i, "c", "c"))
                                .ends("x"))
                .add(
                        "products of wide constants",
                        n -> new Model()
                                .with(initializer("c", UINT8, new byte[n / 2], 16, n / 32))
                                .with(node("Transpose", "t", "c"))
                                .each(n, i -> node("MatMul", "m" + i, "c", "t"))
                                .ends("x"))
                .add(
                        "sums of a large constant",
                        n -> new Model()
                                .constant("size", 4096, 4096)
                                .with(node("ConstantOfShape", "c", "size"))
                                .each(n, i -> node("ReduceSum", "m" + i, "c"))
                                .ends("x"))
                .add(
                        "ranges",
                        n -> new Model()
                                .constant("0")
                                .scalar("zero", 0)
                                .scalar("most", 1 << 24)
                                .scalar("one", 1)
                                .each(n, i -> node("Range", "m" + i, "zero", "most", "one"))
                                .ends("x"))
                .add(
                        "powers of constants",
                        n -> new Model()
                                .constant("size", 256, 256)
                                .with(node("ConstantOfShape", "c", "size"))
                                .each(n, i -> node("Pow", "m" + i, "c", "c"))
                                .ends("x"))
                .add(
                        "determinants of constants",
                        n -> new Model()
                                .constant("size", 256, 256)
                                .with(node("ConstantOfShape", "c", "size"))
                                .each(n, i -> node("Det", "m" + i, "c"))
                                .ends("x"))
                .add(
                        "outer products in an einsum",
                        n -> new Model()
                                .constant("size", 256)
                                .with(node("ConstantOfShape", "c", "size"))
                                .each(
                                        n,
                                        i -> node("Einsum", "m" + i, "c", "c", "c")
                                                .attribute(text("equation", "a,b,c->")))
                                .ends("x"))
                .add(
                        "a chain of constants",
                        n -> new Model()
                                .constant("r0", 1, 2, 3)
                                .each(n, i -> node("Neg", "r" + (i + 1), "r" + i))
                                .ends("x"))
                .add(
                        "tiled constants",
                        n -> new Model()
                                .constant("size", 65536)
                                .constant("times", 1 << 10)
                                .with(node("ConstantOfShape", "c", "size"))
                                .each(n, i -> node("Tile", "m" + i, "c", "times"))
                                .ends("x"))
                .add(
                        "sorted constants",
                        n -> new Model()
                                .constant("size", 65536)
                                .constant("k", 1000)
                                .with(node("ConstantOfShape", "c", "size"))
                                .each(n, i -> node("TopK", "m" + i, "c", "k"))
                                .ends("x"))
                .add(
                        "one-hot constants",
                        n -> new Model()
                                .constant("size", 60)
                                .constant("depth", 1000)
                                .constant("values", 0, 1)
                                .with(node("ConstantOfShape", "c", "size"))
                                .each(n, i -> node("OneHot", "m" + i, "c", "depth", "values"))
                                .ends("x"))
                .add(
                        "gathered by one large constant",
                        n -> new Model()
                                .with(initializer("c", UINT8, new byte[n / 2], n / 2))
                                .each(n / 2, i -> node("Gather", "m" + i, "x", "c"))
                                .ends("x"))
                .add(
                        "scattered into one large constant",
                        n -> new Model()
                                .with(initializer("c", UINT8, new byte[n / 2], n / 2))
                                .constant("zero", 0)
                                .with(initializer("one", UINT8, new byte[1], 1))
                                .each(
                                        n / 2,
                                        i -> node("ScatterElements", "m" + i, "c", "zero", "one")
                                                .attribute(text("reduction", "add")))
                                .ends("x"))
                .add(
                        "convolutions of constants",
                        n -> new Model()
                                .constant("size", 1, 1, 128, 128)
                                .constant("kernel", 1, 1, 64, 64)
                                .with(node("ConstantOfShape", "c", "size"))
                                .with(node("ConstantOfShape", "k", "kernel"))
                                .each(n, i -> node("Conv", "m" + i, "c", "k"))
                                .ends("x"));
    }

    private static void sizes(Hostile all) {
        all.add(
                        "an input of many axes",
                        n -> new Model()
                                .input("h", ones(n / 4))
                                .with(node("Relu", "y", "h"))
                                .ends("y"))
                .add(
                        "an input of many named axes",
                        n -> new Model()
                                .with(new Part(11, info("h", FLOAT, new Proto(), n)))
                                .ends("x"))
                .add(
                        "a parameter of many axes",
                        n -> new Model()
                                .with(initializer("p", FLOAT, new byte[4], ones(n / 2)))
                                .ends("x"))
                .add(
                        "a shape of many axes",
                        n -> new Model()
                                .constant("six", 6)
                                .with(node("Reshape", "flat", "x", "six"))
                                .constant("s", n / 2, i -> i == 0 ? 6 : 1)
                                .with(node("Reshape", "y", "flat", "s"))
                                .ends("y"))
                .add(
                        "axes that are put in",
                        n -> new Model()
                                .constant("s", n / 3, i -> i)
                                .with(node("Unsqueeze", "y", "x", "s"))
                                .ends("y"))
                .add(
                        "an axis more in each node",
                        n -> new Model()
                                .constant("s", 0)
                                .with(node("Relu", "r0", "x"))
                                .each(n, i -> node("Unsqueeze", "r" + (i + 1), "r" + i, "s"))
                                .ends("r0"))
                .add(
                        "an expansion to many axes",
                        n -> new Model()
                                .constant("s", n / 2, i -> 1)
                                .with(node("Expand", "y", "x", "s"))
                                .ends("y"))
                .add(
                        "slices of one axis",
                        n -> new Model()
                                .constant("zeros", n / 8, i -> 0)
                                .constant("twos", n / 8, i -> 2)
                                .with(node("Slice", "y", "x", "zeros", "twos", "zeros"))
                                .ends("y"))
                .add(
                        "a split into many sizes",
                        n -> new Model()
                                .constant("s", n / 10, i -> i == 0 ? 2 : 0)
                                .with(outputs(node("Split", "y", "x", "s"), n / 10))
                                .ends("y"))
                .add(
                        "an einsum of many letters",
                        n -> one(node("Einsum", "y", "x").attribute(text("equation", "a".repeat(n) + "->"))))
                .add(
                        "an einsum of many operands",
                        n -> one(node("Einsum", "y", repeated(n / 6, "x"))
                                .attribute(text("equation", "ab" + ",ab".repeat(n / 6 - 1) + "->ab"))))
                .add(
                        "an einsum of commas",
                        n -> one(node("Einsum", "y", "x").attribute(text("equation", ",".repeat(n)))))
                .add(
                        "a reduction over many axes",
                        n -> new Model()
                                .constant("s", n / 2, i -> 0)
                                .with(node("ReduceSum", "y", "x", "s"))
                                .ends("y"))
                .add(
                        "a permutation of many axes",
                        n -> one(node("Transpose", "y", "x").attribute(integers("perm", new byte[n]))))
                .add(
                        "gathered by many indices",
                        n -> new Model()
                                .constant("s", n, i -> 0)
                                .with(node("Gather", "y", "x", "s"))
                                .ends("y"));
    }

    private static void messages(Hostile all) {
        all.add("open groups", n -> new Proto().bytes(7, repeatedBytes(n, 0x0B)).toBytes())
                .add("graphs within each other", n -> nested(n))
                .add("tags alone", n -> repeatedBytes(n, 0x08))
                .add("operator sets", n -> {
                    Proto model = new Proto();
                    for (int i = 0; model.size() < n; i++) {
                        model.message(8, new Proto().text(1, "d" + i).integer(2, i));
                    }
                    return model.message(7, new Proto()).toBytes();
                })
                .add("many graphs", n -> {
                    Proto model = new Proto();
                    while (model.size() < n) {
                        model.message(7, new Proto().message(11, info("x", FLOAT, 2, 3)));
                    }
                    return model.toBytes();
                })
                .add("functions", n -> {
                    Proto model = new Proto();
                    while (model.size() < n) {
                        model.message(25, new Proto().text(1, "f"));
                    }
                    return model.message(7, new Proto()).toBytes();
                })
                .add("attributes", n -> {
                    Part node = node("Relu", "y", "x");
                    for (int i = 0; node.content.size() < n; i++) {
                        node.attribute(integer("a" + i, i));
                    }
                    return one(node);
                })
                .add("attributes of one hash code", n -> {
                    Part node = node("Relu", "y", "x");
                    for (int i = 0; node.content.size() < n; i++) {
                        node.attribute(integer(colliding(i, 14), i));
                    }
                    return one(node);
                })
                .add(
                        "attributes of many integers",
                        n -> one(node("Slice", "y", "x")
                                .attribute(integers("starts", new byte[n / 2]))
                                .attribute(integers("ends", repeatedBytes(n / 2, 1)))))
                .add(
                        "a text of half letters",
                        n -> one(new Part(1, new Proto().text(4, "Relu").bytes(3, repeatedBytes(n, 0xE2)))));
    }

    /** Operators with one number that is far too large, or negative. */
    private static void huge(Hostile all, long huge) {
        String of = " of " + huge;
        for (String operator : List.of(
                "Expand",
                "Reshape",
                "ConstantOfShape",
                "Tile",
                "Pad",
                "Gather",
                "Split",
                "Unsqueeze",
                "ReduceSum",
                "CumSum",
                "TopK",
                "Trilu",
                "Squeeze",
                "GatherElements",
                "ReduceMax",
                "ReduceLogSumExp")) {
            all.add(
                    operator + of,
                    n -> new Model()
                            .constant("size", huge, huge)
                            .with(
                                    operator.equals("ConstantOfShape")
                                            ? node(operator, "y", "size")
                                            : node(operator, "y", "x", "size"))
                            .ends("y"));
            all.add(
                    operator + " of one number" + of,
                    n -> new Model()
                            .scalar("size", huge)
                            .with(node(operator, "y", "x", "size"))
                            .ends("y"));
            all.add(
                    operator + " of four numbers" + of,
                    n -> new Model()
                            .constant("size", huge, 0, 0, huge)
                            .with(node(operator, "y", "x", "size").attribute(text("mode", "reflect")))
                            .ends("y"));
        }
        all.add(
                "OneHot" + of,
                n -> new Model()
                        .constant("depth", huge)
                        .constant("values", 0, 1)
                        .with(node("OneHot", "y", "x", "depth", "values"))
                        .ends("y"));
        all.add(
                "Range" + of,
                n -> new Model()
                        .scalar("zero", 0)
                        .scalar("most", huge)
                        .scalar("one", 1)
                        .with(node("Range", "y", "zero", "most", "one"))
                        .ends("y"));
        all.add(
                "Slice" + of,
                n -> new Model()
                        .constant("size", huge)
                        .constant("zero", 0)
                        .with(node("Slice", "y", "x", "zero", "size", "zero", "size"))
                        .ends("y"));
        for (String name : List.of(
                "kernel_shape",
                "pads",
                "strides",
                "dilations",
                "group",
                "size",
                "blocksize",
                "axis",
                "num_groups",
                "num_outputs",
                "output_padding",
                "ceil_mode",
                "storage_order",
                "k")) {
            for (String operator : List.of(
                    "Conv",
                    "ConvTranspose",
                    "MaxPool",
                    "AveragePool",
                    "LRN",
                    "DepthToSpace",
                    "SpaceToDepth",
                    "Softmax",
                    "GroupNormalization",
                    "LayerNormalization",
                    "Split",
                    "Flatten",
                    "TopK",
                    "Concat",
                    "Gather",
                    "GlobalMaxPool")) {
                all.add(
                        operator + " with " + name + of,
                        n -> new Model()
                                .input("image", 2, 4, 6, 6)
                                .constant("weights", 1)
                                .with(initializer("kernel", FLOAT, new byte[4 * 4 * 4 * 9], 4, 4, 3, 3))
                                .with(initializer("gain", FLOAT, new byte[4 * 4], 4))
                                .each(0, i -> {
                                    Part node = operator.startsWith("Conv")
                                            ? node(operator, "y", "image", "kernel")
                                            : operator.endsWith("Normalization")
                                                    ? node(operator, "y", "image", "gain", "gain")
                                                    : operator.equals("Gather")
                                                            ? node(operator, "y", "image", "weights")
                                                            : node(operator, "y", "image");
                                    if (operator.endsWith("Pool") && !name.equals("kernel_shape")) {
                                        node.attribute(integers("kernel_shape", new byte[] {2, 2}));
                                    }
                                    boolean isList =
                                            name.endsWith("s") && !name.endsWith("ups") && !name.endsWith("outputs")
                                                    || name.equals("kernel_shape")
                                                    || name.equals("output_padding");
                                    Proto list = new Proto().text(1, name).integer(20, isList ? 7 : 2);
                                    for (int axis = 0; axis < (isList ? name.equals("pads") ? 4 : 2 : 1); axis++) {
                                        list.integer(isList ? 8 : 3, huge);
                                    }
                                    return node.attribute(list);
                                })
                                .ends("y"));
            }
        }
    }

    // The parts of a model

    /**
     * A part of a graph.
     *
     * @param field 1 of a node, 5 of an initializer, 11 of an input
     */
    private record Part(int field, Proto content) {
        Part attribute(Proto attribute) {
            content.message(5, attribute);
            return this;
        }
    }

    private static final class Model {
        final Proto graph = new Proto();

        Model() {
            input("x", 2, 3);
        }

        Model input(String name, int... sizes) {
            return with(new Part(11, info(name, FLOAT, sizes)));
        }

        /** Parts until they take as many bytes, but one at least. */
        Model each(int bytes, IntFunction<Part> part) {
            int end = graph.size() + bytes;
            for (int i = 0; i == 0 || graph.size() < end; i++) {
                Part each = part.apply(i);
                graph.message(each.field, each.content);
            }
            return this;
        }

        Model with(Part part) {
            return each(0, i -> part);
        }

        Model constant(String name, long... numbers) {
            return constant(name, numbers.length, i -> numbers[i]);
        }

        Model constant(String name, int count, IntToLongFunction number) {
            Proto tensor = new Proto().integer(2, INT64).integer(1, count).text(8, name);
            Proto packed = new Proto();
            for (int i = 0; i < count; i++) {
                packed.varint(number.applyAsLong(i));
            }
            graph.message(5, tensor.bytes(7, packed.toBytes()));
            return this;
        }

        Model scalar(String name, long number) {
            graph.message(5, new Proto().integer(2, INT64).text(8, name).integer(7, number));
            return this;
        }

        byte[] ends(String output) {
            graph.message(12, info(output, FLOAT, 2, 3));
            return new Proto()
                    .integer(1, 8)
                    .message(7, graph)
                    .message(8, new Proto().text(1, "").integer(2, 18))
                    .toBytes();
        }
    }

    private static byte[] model(int bytes, IntFunction<Part> part, String output) {
        return new Model().each(bytes, part).ends(output);
    }

    /** Nodes; the last one is the output. */
    private static byte[] lasting(int bytes, IntFunction<Part> part) {
        Model model = new Model().with(node("Relu", blank(0), "x"));
        int last = 0;
        while (model.graph.size() < bytes) {
            model.with(part.apply(last++));
        }
        return model.ends(blank(last));
    }

    private static byte[] one(Part node) {
        return new Model().with(node).ends("y");
    }

    /** A name of spaces and tabulators, which print as nothing. */
    private static String blank(int i) {
        return Integer.toBinaryString(i + 1).replace('0', ' ').replace('1', '\t');
    }

    private static Part node(String operator, String output, String... inputs) {
        Proto node = new Proto().text(2, output);
        Arrays.stream(inputs).forEach(input -> node.text(1, input));
        return new Part(1, node.text(4, operator));
    }

    private static Part outputs(Part node, int count) {
        for (int i = 0; i < count; i++) {
            node.content.text(2, "o" + i);
        }
        return node;
    }

    private static Part parameter(String name) {
        return initializer(name, FLOAT, new byte[4]);
    }

    private static Part initializer(String name, int type, byte[] raw, int... sizes) {
        Proto tensor = new Proto().integer(2, type).text(8, name).bytes(9, raw);
        IntStream.of(sizes).forEach(size -> tensor.integer(1, size));
        return new Part(5, tensor);
    }

    private static Part input(String name) {
        return new Part(11, info(name, FLOAT, 2, 3));
    }

    private static Proto info(String name, int type, int... sizes) {
        Proto shape = new Proto();
        IntStream.of(sizes).forEach(size -> shape.message(1, new Proto().integer(1, size)));
        return info(name, type, shape, 0);
    }

    private static Proto info(String name, int type, Proto shape, int named) {
        for (int i = 0; shape.size() < named; i++) {
            shape.message(1, new Proto().integer(1, 1).text(3, "axis" + i));
        }
        return new Proto()
                .text(1, name)
                .message(2, new Proto().message(1, new Proto().integer(1, type).message(2, shape)));
    }

    private static Proto integer(String name, long value) {
        return new Proto().text(1, name).integer(3, value).integer(20, 2);
    }

    private static Proto integers(String name, byte[] each) {
        return new Proto().text(1, name).bytes(8, each).integer(20, 7);
    }

    private static Proto text(String name, String value) {
        return new Proto().text(1, name).text(4, value).integer(20, 3);
    }

    private static String[] repeated(int count, String text) {
        String[] all = new String[count];
        Arrays.fill(all, text);
        return all;
    }

    private static byte[] repeatedBytes(int count, int value) {
        byte[] all = new byte[count];
        Arrays.fill(all, (byte) value);
        return all;
    }

    private static int[] ones(int count) {
        return IntStream.generate(() -> 1).limit(count).toArray();
    }

    /** A node whose attribute is a graph with such a node, and so on. */
    private static byte[] nested(int bytes) {
        byte[] inner = new byte[0];
        // From the inside out, in pieces, as each layer copies what is in it.
        int layers = Math.min(2000, bytes / 30);
        for (int i = 0; i < layers; i++) {
            Proto node = new Proto()
                    .text(2, "y")
                    .text(4, "If")
                    .message(5, new Proto().text(1, "then").bytes(6, inner).integer(20, 5));
            inner = new Proto().message(1, node).toBytes();
        }
        return new Proto().bytes(7, inner).toBytes();
    }
}
