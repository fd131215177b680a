package dev.gradus.checker;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.FoundException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * What the program is asked to compute.
 *
 * @param attribute missing if the op has none
 * @param shapes those of the arrays
 * @param arrays the inputs, then the upstream gradient of a backward pass, then a direction or tangent for each input
 */
record Question(Kind kind, JsonNode attribute, List<Shape> shapes, double[][] arrays) {
    /** What is computed. */
    enum Kind {
        FORWARD,
        REFERENCE,
        BACKWARD,
        BACKWARD_AGAIN,
        JVP;

        /** The message of the protocol. */
        String message() {
            return this == JVP ? "jvp" : isBackward() ? "backward" : "forward";
        }

        /** The message in words. */
        String inWords() {
            return this == BACKWARD_AGAIN ? "backward of order 2" : message();
        }

        boolean isBackward() {
            return this == BACKWARD || this == BACKWARD_AGAIN;
        }
    }

    /** The arrays of an answer, or the exception that says why there are none. */
    record Answer(List<Tensor> arrays, Optional<RuntimeException> thrown) {
        /** The answer of a program that no longer answers. */
        static final Answer GONE = of(new FoundException(Finding.of("the program was gone before it was asked")));

        /** Whether this is a finding about the question. */
        boolean isFinding() {
            return this != GONE
                    && thrown.filter(FoundException.class::isInstance).isPresent();
        }

        static Answer of(List<Tensor> arrays) {
            return new Answer(arrays, Optional.empty());
        }

        static Answer of(RuntimeException thrown) {
            return new Answer(List.of(), Optional.of(thrown));
        }

        List<Tensor> orThrow() {
            thrown.ifPresent(why -> {
                throw why;
            });
            return arrays;
        }
    }

    /** Questions with equal keys can be asked together. */
    Object group(int inputs) {
        return List.of(kind, attribute, shapes, same(inputs));
    }

    /** For each input, the first input that is the same array. */
    List<Integer> same(int inputs) {
        return IntStream.range(0, inputs)
                .map(input -> IntStream.rangeClosed(0, input)
                        .filter(other -> arrays[other] == arrays[input])
                        .findFirst()
                        .orElse(input))
                .boxed()
                .toList();
    }

    /** Questions with equal keys have the same answer. */
    Object key() {
        ByteBuffer bits = ByteBuffer.allocate(Double.BYTES * elements());
        for (double[] array : arrays) {
            bits.asDoubleBuffer().put(array);
            bits.position(bits.position() + Double.BYTES * array.length);
        }
        return List.of(kind, attribute, shapes, bits.flip());
    }

    int elements() {
        return shapes.stream().mapToInt(Shape::elements).sum();
    }
}
