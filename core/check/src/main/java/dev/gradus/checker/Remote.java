package dev.gradus.checker;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.FoundException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** One op of the program: asks for its values and gradients, and checks that the answers have the right form. */
final class Remote {
    /** The number of values that are remembered, and the number of elements up to which they are. */
    private static final int MOST_REMEMBERED = 1 << 12;

    private final Program program;
    private final OpDescription op;
    private final Wire wire;
    private final Meeting forwards;
    private final Meeting backwards;
    private final Map<Object, Shape> shapes = new ConcurrentHashMap<>();
    private final Map<Object, double[]> values = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, double[]> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private boolean remembers;
    private boolean reportsTraces;

    Remote(Program program, OpDescription op, boolean isReadable) {
        this.program = program;
        this.op = op;
        this.wire = new Wire(op.isSingle(), isReadable);
        this.forwards = new Meeting(requests -> program.ask("forward", requests));
        this.backwards = new Meeting(requests -> program.ask("backward", requests));
    }

    OpDescription op() {
        return op;
    }

    /** Whether requests of two threads are sent together. */
    void meet(boolean together) {
        forwards.open(together);
        backwards.open(together);
    }

    /**
     * Whether a value is asked for once, although laws compute it several times: when they make a case smaller, and when
     * the report looks for a cause.
     */
    void remember(boolean remembered) {
        values.clear();
        remembers = remembered;
    }

    /** Whether it is a finding if the program changes an input, or keeps an array that it returns. */
    void reportTraces(boolean reported) {
        reportsTraces = reported;
    }

    /**
     * The shape of the value for inputs of these shapes, which the program is asked for once.
     *
     * @throws ProgramThrew if the program refuses them
     */
    Shape shape(JsonNode attribute, List<Shape> inputs) {
        return shapes.computeIfAbsent(List.of(attribute, inputs), key -> {
            JsonNode answer = program.ask("forward", request(attribute, inputs, op.samples(inputs)));
            try {
                return read(answered("forward", answer).path("value"), "forward", "value")
                        .shape();
            } catch (ProgramThrew refusal) {
                String shapes = IntStream.range(0, inputs.size())
                        .mapToObj(input -> op.inputs().get(input).name() + " " + inputs.get(input))
                        .collect(Collectors.joining(", "));
                throw new ProgramThrew(shapes + ": " + refusal.getMessage());
            }
        });
    }

    double[] forward(JsonNode attribute, List<Shape> inputs, double[][] in, Shape shape) {
        int elements = inputs.stream().mapToInt(Shape::elements).sum();
        if (!remembers || elements > MOST_REMEMBERED) {
            return ask(attribute, inputs, in, shape);
        }
        ByteBuffer bits = ByteBuffer.allocate(Double.BYTES * elements);
        for (int input = 0; input < inputs.size(); input++) {
            bits.asDoubleBuffer().put(in[input]);
            bits.position(bits.position() + Double.BYTES * in[input].length);
        }
        return values.computeIfAbsent(
                List.of(attribute, inputs, bits.flip()), key -> ask(attribute, inputs, in, shape));
    }

    private double[] ask(JsonNode attribute, List<Shape> inputs, double[][] in, Shape shape) {
        JsonNode answer = answered("forward", forwards.ask(request(attribute, inputs, in)));
        return array(answer.path("value"), "forward", "value", shape);
    }

    Tensor reference(JsonNode attribute, List<Tensor> in) {
        JsonNode answer = answered(
                "forward",
                program.ask(
                        "forward",
                        request(attribute, shapes(in), arrays(in))
                                .andThen(json -> json.writeBooleanProperty("reference", true))));
        return read(answer.path("value"), "forward", "value");
    }

    private static List<Shape> shapes(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::shape).toList();
    }

    private static double[][] arrays(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::toArray).toArray(double[][]::new);
    }

    /** J·v for tangents of all inputs. */
    double[] jvp(JsonNode attribute, List<Shape> inputs, double[][] in, double[][] tangents, Shape shape) {
        JsonNode answer = answered(
                "jvp",
                program.ask(
                        "jvp",
                        request(attribute, inputs, in).andThen(json -> write(json, "tangents", inputs, tangents))));
        return array(answer.path("value"), "jvp", "value", shape);
    }

    /** The gradients for the inputs, given them and the upstream gradient as the last array. */
    double[][] backward(JsonNode attribute, List<Shape> inputs, double[][] in) {
        return gradients(
                answered("backward", backwards.ask(backwardRequest(attribute, inputs, in))), "backward", inputs);
    }

    /**
     * The gradients of ⟨directions, gradients⟩ for the inputs and, as the last array, for upstream.
     *
     * @param in the inputs and, as the last array, the upstream gradient
     * @param directions one for each input
     */
    double[][] backwardAgain(JsonNode attribute, List<Shape> inputs, double[][] in, double[][] directions) {
        List<Shape> ofInputs = inputs.subList(0, inputs.size() - 1);
        String message = "backward of order 2";
        JsonNode answer = answered(
                message,
                program.ask("backward", backwardRequest(attribute, inputs, in).andThen(json -> {
                    json.writeNumberProperty("order", 2);
                    json.writeName("directions");
                    json.writeStartArray();
                    for (int input = 0; input < directions.length; input++) {
                        if (op.inputs().get(input).hasDerivative()) {
                            wire.write(json, ofInputs.get(input), directions[input]);
                        } else {
                            json.writeNull();
                        }
                    }
                    json.writeEndArray();
                })));
        List<double[]> all = new ArrayList<>(List.of(gradients(answer, message, inputs)));
        all.add(array(answer.path("upstream"), message, "upstream", inputs.get(directions.length)));
        return all.toArray(double[][]::new);
    }

    private Consumer<JsonGenerator> backwardRequest(JsonNode attribute, List<Shape> inputs, double[][] in) {
        int count = inputs.size() - 1;
        return request(attribute, inputs.subList(0, count), in).andThen(json -> {
            json.writeName("upstream");
            wire.write(json, inputs.get(count), in[count]);
        });
    }

    private Consumer<JsonGenerator> request(JsonNode attribute, List<Shape> inputs, double[][] in) {
        return json -> {
            json.writeStringProperty("op", op.name());
            if (!attribute.isMissingNode()) {
                json.writePOJOProperty("attribute", attribute);
            }
            write(json, "inputs", inputs, in);
            writeSame(json, inputs.size(), in);
        };
    }

    /** Writes for each input the first input that is the same array, if any two are the same. */
    private static void writeSame(JsonGenerator json, int count, double[][] in) {
        int[] first = new int[count];
        boolean anySame = false;
        for (int input = 0; input < count; input++) {
            while (in[first[input]] != in[input]) {
                first[input]++;
            }
            anySame |= first[input] != input;
        }
        if (anySame) {
            json.writeName("same");
            json.writeArray(first, 0, count);
        }
    }

    private void write(JsonGenerator json, String name, List<Shape> shapes, double[][] arrays) {
        json.writeName(name);
        json.writeStartArray();
        for (int input = 0; input < shapes.size(); input++) {
            wire.write(json, shapes.get(input), arrays[input]);
        }
        json.writeEndArray();
    }

    private double[][] gradients(JsonNode answer, String message, List<Shape> shapes) {
        JsonNode gradients = answer.path("gradients");
        int count = op.inputs().size();
        if (!gradients.isArray() || gradients.size() != count) {
            throw Program.bad(
                    message, "needs \"gradients\", a list of " + count + (count == 1 ? " array" : " arrays"), answer);
        }
        double[][] arrays = new double[count][];
        for (int input = 0; input < count; input++) {
            JsonNode gradient = gradients.get(input);
            String name = "the gradient for " + op.inputs().get(input).name();
            boolean isNone = gradient.isNull();
            if (isNone && op.inputs().get(input).hasDerivative()) {
                throw Program.bad(message, "has null in place of " + name + ", which has \"derivative\": true", answer);
            }
            arrays[input] = isNone
                    ? new double[shapes.get(input).elements()]
                    : array(gradient, message, name, shapes.get(input));
        }
        return arrays;
    }

    private double[] array(JsonNode array, String message, String what, Shape shape) {
        Tensor read = read(array, message, what);
        if (!read.shape().equals(shape)) {
            throw Program.bad(
                    message, "has the wrong shape: " + what + " is " + read.shape() + " instead of " + shape, array);
        }
        return read.toArray();
    }

    private Tensor read(JsonNode array, String message, String what) {
        if (array.isMissingNode()) {
            throw new FoundException(Finding.of("the answer to \"" + message + "\" has no " + what));
        }
        try {
            return Wire.read(array);
        } catch (IllegalArgumentException malformed) {
            throw Program.bad(message, "is malformed: " + malformed.getMessage(), array);
        }
    }

    /** An answer that is not an error. */
    private JsonNode answered(String message, JsonNode answer) {
        JsonNode error = answer.path("error");
        if (!error.isMissingNode()) {
            throw new ProgramThrew(message + ": " + error.path("type").asString("error") + ": "
                    + error.path("message").asString(""));
        }
        if (reportsTraces && answer.path("changed").size() > 0) {
            String names = String.join(
                    ", ",
                    StreamSupport.stream(answer.path("changed").spliterator(), false)
                            .map(name -> name.asString(""))
                            .toList());
            throw new FoundException(Finding.of(message + " changes " + names + " in place"));
        }
        if (reportsTraces && answer.path("kept").asBoolean(false)) {
            throw new FoundException(Finding.of(
                    message + " returns an array that shares memory with an input or with an earlier result"));
        }
        return answer;
    }
}
