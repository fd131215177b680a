package dev.gradus.train.file;

import dev.gradus.tensor.Json;
import dev.gradus.tensor.JsonObject;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An array of a receipt.
 *
 * @param sizes its shape
 * @param digest the digest of its name, shape and numbers
 * @param values its numbers, if the receipt contains them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReceiptArray(int[] sizes, String digest, Optional<double[]> values) {
    /** An array of at most this number of elements is part of the receipt, a larger one only by its digest. */
    public static final int MOST_EMBEDDED = 4096;

    private static String digest(String name, Tensor tensor) {
        Sha256 digest = new Sha256();
        digest.add(name, tensor);
        return digest.hex();
    }

    /** Returns the members of an object for these arrays, the small ones with their numbers. */
    public static Map<String, Object> json(Map<String, Tensor> arrays) {
        Map<String, Object> all = new LinkedHashMap<>();
        arrays.forEach((name, tensor) -> all.put(
                name,
                Json.object(
                        "shape",
                        tensor.shape().sizes(),
                        "sha256",
                        digest(name, tensor),
                        "values",
                        tensor.shape().elements() <= MOST_EMBEDDED
                                ? Optional.of(tensor.toArray())
                                : Optional.empty())));
        return all;
    }

    /** Reads an object that {@link #json} wrote. */
    public static Map<String, ReceiptArray> all(JsonObject json) {
        Map<String, ReceiptArray> all = new LinkedHashMap<>();
        json.members().keySet().forEach(name -> all.put((String) name, read(json.object((String) name))));
        return all;
    }

    private static ReceiptArray read(JsonObject json) {
        return new ReceiptArray(
                json.wholes("shape"),
                json.text("sha256"),
                json.has("values") ? Optional.of(json.numbers("values")) : Optional.empty());
    }

    /**
     * Returns its numbers, or those that are given instead.
     *
     * @throws IllegalArgumentException if there are none, or if they are not those of the digest
     */
    public Tensor found(String name, Optional<Tensor> given) {
        Tensor tensor = given.or(() -> values.map(numbers -> Tensor.of(Shape.of(sizes), numbers)))
                .orElseThrow(() -> new IllegalArgumentException("Receipt: it contains only the digest of " + name
                        + ", which has the shape " + Shape.of(sizes) + "; pass " + name + " to verify"));
        if (!Arrays.equals(tensor.shape().sizes(), sizes)) {
            throw new IllegalArgumentException("Receipt: " + name + " has the shape " + tensor.shape()
                    + ", but in the training it had " + Shape.of(sizes));
        }
        if (!digest(name, tensor).equals(digest)) {
            throw new IllegalArgumentException(
                    "Receipt: " + name + " does not have the numbers of the training: its digest is another one");
        }
        return tensor;
    }
}
