package dev.gradus.checker;

import dev.gradus.checker.Question.Kind;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;

/** Writes questions as requests. */
record Requests(OpDescription op, boolean isReadable) {

    /**
     * Writes what these questions, which are in one group, ask.
     *
     * @param mayVectorize whether the program may compute all of them by one call of the op, which may round otherwise
     */
    Consumer<JsonGenerator> of(List<Question> batch, boolean mayVectorize) {
        Question question = batch.get(0);
        int inputs = op.inputs().size();
        return json -> {
            json.writeStringProperty("op", op.name());
            if (!question.attribute().isMissingNode()) {
                json.writePOJOProperty("attribute", question.attribute());
            }
            if (batch.size() > 1) {
                json.writeNumberProperty("batch", batch.size());
                json.writeBooleanProperty("vectorize", mayVectorize);
            }
            writeArrays(json, "inputs", batch, 0);
            List<Integer> same = question.same(inputs);
            if (same.stream().distinct().count() < inputs) {
                json.writePOJOProperty("same", same);
            }
            switch (question.kind()) {
                case FORWARD -> {}
                case REFERENCE -> {
                    json.writeBooleanProperty("reference", true);
                    json.writeStringProperty("precision", "float64");
                }
                case COARSE_REFERENCE -> json.writeBooleanProperty("reference", true);
                case JVP -> writeArrays(json, "tangents", batch, inputs);
                case BACKWARD, BACKWARD_AGAIN -> {
                    json.writeName("upstream");
                    writeArray(json, batch, inputs);
                }
            }
            if (question.kind() == Kind.BACKWARD_AGAIN) {
                json.writeNumberProperty("order", 2);
                writeArrays(json, "directions", batch, inputs + 1);
            }
        };
    }

    /** Writes one array for each input, or null in place of a direction for an input without a derivative. */
    private void writeArrays(JsonGenerator json, String name, List<Question> batch, int start) {
        json.writeName(name);
        json.writeStartArray();
        for (int input = 0; input < op.inputs().size(); input++) {
            if (start > op.inputs().size() && !op.inputs().get(input).hasDerivative()) {
                json.writeNull();
            } else {
                writeArray(json, batch, start + input);
            }
        }
        json.writeEndArray();
    }

    private void writeArray(JsonGenerator json, List<Question> batch, int index) {
        Shape shape = batch.get(0).shapes().get(index);
        boolean isExact = batch.get(0).kind() == Kind.REFERENCE;
        Wire wire = new Wire(op.isCoarse() && !isExact, isReadable);
        if (batch.size() == 1) {
            wire.write(json, shape, batch.get(0).arrays()[index]);
            return;
        }
        int size = shape.elements();
        double[] stack = new double[batch.size() * size];
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(batch.get(i).arrays()[index], 0, stack, i * size, size);
        }
        int[] sizes = IntStream.concat(IntStream.of(batch.size()), Arrays.stream(shape.sizes()))
                .toArray();
        wire.write(json, Shape.of(sizes), stack);
    }
}
