package dev.gradus.checker;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Arrays as JSON: nested lists of numbers, or {@code {"shape": [2, 3], "base64": "…"}} with the little-endian bytes, or
 * {@code {"shape": [0, 3], "data": []}} with the elements in row-major order.
 *
 * @param isSingle whether numbers are float32
 * @param isReadable whether to write lists rather than base64
 */
record Wire(boolean isSingle, boolean isReadable) {
    /** The most characters of a text in a message. */
    static final int SHOWN = 200;

    void write(JsonGenerator json, Shape shape, double[] elements) {
        json.writeStartObject();
        json.writeName("shape");
        json.writeArray(shape.sizes(), 0, shape.rank());
        if (isReadable) {
            json.writeName("data");
            json.writeStartArray();
            for (double element : elements) {
                writeNumber(json, element);
            }
            json.writeEndArray();
        } else {
            if (isSingle) {
                json.writeStringProperty("dtype", "float32");
            }
            json.writeName("base64");
            json.writeBinary(bytes(elements));
        }
        json.writeEndObject();
    }

    private static void writeNumber(JsonGenerator json, double element) {
        if (Double.isFinite(element)) {
            json.writeNumber(element);
        } else {
            json.writeString(String.valueOf(element));
        }
    }

    private byte[] bytes(double[] elements) {
        ByteBuffer bytes = ByteBuffer.allocate(elements.length * (isSingle ? Float.BYTES : Double.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double element : elements) {
            if (isSingle) {
                bytes.putFloat((float) element);
            } else {
                bytes.putDouble(element);
            }
        }
        return bytes.array();
    }

    /**
     * Reads an array.
     *
     * @throws IllegalArgumentException if this is none, and says why
     */
    static Tensor read(JsonNode array) {
        if (!array.isObject()) {
            List<Integer> sizes = new ArrayList<>();
            for (JsonNode inner = array; inner.isArray(); inner = inner.path(0)) {
                sizes.add(inner.size());
            }
            List<JsonNode> elements = new ArrayList<>();
            flatten(array, sizes, elements);
            return tensor(sizes.stream().mapToInt(Integer::intValue).toArray(), numbers(elements));
        }
        int[] sizes = sizes(array.path("shape"));
        if (array.has("base64")) {
            return tensor(sizes, numbers(bytes(array.get("base64")), isSingle(array.path("dtype"))));
        }
        if (!array.path("data").isArray()) {
            throw new IllegalArgumentException("an array needs \"base64\" or \"data\", but is " + shortened(array));
        }
        return tensor(sizes, numbers(array.get("data")));
    }

    private static boolean isSingle(JsonNode dtype) {
        return switch (dtype.asString("float64")) {
            case "float64" -> false;
            case "float32" -> true;
            default -> throw new IllegalArgumentException("the dtype of an array is float64 or float32, not " + dtype);
        };
    }

    static int[] sizes(JsonNode shape) {
        if (!shape.isArray()) {
            throw new IllegalArgumentException("a shape is a list of sizes, not " + shortened(shape));
        }
        int[] sizes = new int[shape.size()];
        for (int axis = 0; axis < sizes.length; axis++) {
            if (!shape.get(axis).isInt() || shape.get(axis).intValue() < 0) {
                throw new IllegalArgumentException("a shape is a list of sizes, not " + shortened(shape));
            }
            sizes[axis] = shape.get(axis).intValue();
        }
        if (Shape.isTooLarge(sizes)) {
            throw new IllegalArgumentException("the shape " + shape + " has too many elements");
        }
        return sizes;
    }

    private static void flatten(JsonNode array, List<Integer> sizes, List<JsonNode> elements) {
        if (sizes.isEmpty()) {
            elements.add(array);
            return;
        }
        if (!array.isArray() || array.size() != sizes.get(0)) {
            throw new IllegalArgumentException("the lists of an array have different lengths: " + shortened(array));
        }
        array.forEach(inner -> flatten(inner, sizes.subList(1, sizes.size()), elements));
    }

    private static double[] numbers(Iterable<JsonNode> elements) {
        List<Double> numbers = new ArrayList<>();
        elements.forEach(element -> numbers.add(number(element)));
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static double number(JsonNode element) {
        return element.isNumber()
                ? element.numberValue().doubleValue() // doubleValue() of the node throws if it is beyond a float64
                : switch (element.asString("")) {
                    case "NaN" -> Double.NaN;
                    case "Infinity" -> Double.POSITIVE_INFINITY;
                    case "-Infinity" -> Double.NEGATIVE_INFINITY;
                    default ->
                        throw new IllegalArgumentException(
                                shortened(element) + " is not a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
                };
    }

    private static byte[] bytes(JsonNode base64) {
        try {
            return base64.binaryValue();
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("the base64 of an array is malformed: " + shortened(base64), malformed);
        }
    }

    private static double[] numbers(byte[] bytes, boolean single) {
        int size = single ? Float.BYTES : Double.BYTES;
        if (bytes.length % size != 0) {
            throw new IllegalArgumentException(
                    "the base64 of an array has " + bytes.length + " bytes, not a multiple of " + size);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[bytes.length / size];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = single ? buffer.getFloat() : buffer.getDouble();
        }
        return numbers;
    }

    private static Tensor tensor(int[] sizes, double[] elements) {
        Shape shape = Shape.of(sizes);
        if (shape.elements() != elements.length) {
            throw new IllegalArgumentException("an array of shape " + shape + " has " + elements.length
                    + " elements instead of " + shape.elements());
        }
        return Tensor.of(shape, elements);
    }

    /** The beginning of a JSON text, for messages. */
    static String shortened(Object json) {
        String text = String.valueOf(json);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
