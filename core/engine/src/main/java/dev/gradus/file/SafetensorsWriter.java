package dev.gradus.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a safetensors file with the same bytes as the safetensors library. */
public final class SafetensorsWriter {
    private static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private SafetensorsWriter() {}

    /**
     * Writes these arrays atomically as float64, sorted by the bytes of their names.
     *
     * @throws IllegalArgumentException if the format does not support a name
     */
    public static void write(Path file, List<NamedArray> arrays, Map<String, String> metadata) throws IOException {
        write(file, arrays, metadata, "F64", NumberType.FLOAT64);
    }

    /**
     * Writes these arrays rounded to float32.
     *
     * @throws IllegalArgumentException if the format does not support a name, or a finite number would become infinite
     */
    public static void writeFloat32(Path file, List<NamedArray> arrays, Map<String, String> metadata)
            throws IOException {
        for (NamedArray array : arrays) {
            double[] values = array.values();
            for (int i = 0; i < values.length; i++) {
                if (Double.isFinite(values[i]) && Float.isInfinite((float) values[i])) {
                    throw new IllegalArgumentException("Safetensors: the array of " + array.description() + " contains "
                            + values[i] + " at " + Arrays.toString(array.shape().index(i))
                            + ", which is infinite as a float32; write float64");
                }
            }
        }
        write(file, arrays, metadata, "F32", NumberType.FLOAT32);
    }

    private static void write(
            Path file, List<NamedArray> arrays, Map<String, String> metadata, String dtype, NumberType type)
            throws IOException {
        metadata.forEach((key, note) -> {
            requireUtf8(key);
            requireUtf8(note);
        });
        List<NamedArray> sorted = new ArrayList<>(arrays);
        sorted.sort(Comparator.comparing(NamedArray::name, BY_BYTES));
        Map<String, SafetensorsArray> described = new LinkedHashMap<>();
        long end = 0;
        for (NamedArray array : sorted) {
            requireName(array);
            long begin = end;
            end += (long) type.bytes() * array.values().length;
            described.put(array.name(), SafetensorsArray.of(array, dtype, begin, end));
        }
        byte[] header = new SafetensorsHeader(described, metadata, 0).toBytes();
        AtomicFile.replace(file, out -> {
            out.write(header);
            for (NamedArray array : sorted) {
                type.write(array.values(), out);
            }
        });
    }

    private static void requireName(NamedArray array) {
        if (array.name().equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("Safetensors: an array cannot be named " + SafetensorsHeader.METADATA
                    + " in a safetensors file, because this name is reserved for metadata");
        }
        requireUtf8(array.name());
    }

    private static void requireUtf8(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("Safetensors: the text " + EntryNames.shown(text)
                    + " cannot be in a safetensors file: it contains an unpaired surrogate");
        }
    }
}
