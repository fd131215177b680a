package dev.gradus.checker;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.FoundException;
import java.util.Arrays;
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
        /** The reference in float64. */
        REFERENCE,
        /** The reference in the precision of the op. */
        COARSE_REFERENCE,
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

    /** Whether both can be asked in one request. */
    boolean fits(Question other, int inputs) {
        return kind == other.kind
                && (shapes == other.shapes || shapes.equals(other.shapes))
                && attribute.equals(other.attribute)
                && (inputs == 1 || same(inputs).equals(other.same(inputs)));
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

    /** Whether both have the same answer, because no bit of their arrays differs. */
    @Override
    public boolean equals(Object object) {
        return object instanceof Question other
                && kind == other.kind
                && Arrays.deepEquals(arrays, other.arrays)
                && shapes.equals(other.shapes)
                && attribute.equals(other.attribute);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.deepHashCode(arrays);
    }

    /** The same question about copies of the arrays, which nobody changes. */
    Question copy() {
        double[][] copies = arrays.clone();
        for (int i = 0; i < copies.length; i++) {
            copies[i] = arrays[i].clone();
        }
        return new Question(kind, attribute, shapes, copies);
    }

    int elements() {
        int elements = 0;
        for (double[] array : arrays) {
            elements += array.length;
        }
        return elements;
    }
}
