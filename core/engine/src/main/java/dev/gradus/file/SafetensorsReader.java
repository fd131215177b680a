package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a safetensors file and collects all differences from the wanted arrays. */
public final class SafetensorsReader {
    private final Path file;
    private final FileChannel channel;
    private final SafetensorsHeader header;

    private SafetensorsReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.header = SafetensorsHeader.read(channel);
    }

    private interface Reading<T> {
        T from(SafetensorsReader reader) throws IOException;
    }

    /** Works like {@link ArrayFile#read}. */
    static void read(Path file, String what, List<NamedArray> arrays) throws IOException {
        open(file, reader -> {
            reader.fill(what, arrays);
            return arrays;
        });
    }

    /**
     * Reads all arrays of a file, by name, in the header's order.
     *
     * @throws FileFormatException if it is missing or broken, or contains anything but arrays of real numbers
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        return open(file, SafetensorsReader::all);
    }

    /**
     * Reads one array of a file, whatever the types of the others.
     *
     * @throws FileFormatException if there is none of this name, it is not an array of real numbers, or the file is broken
     */
    public static Tensor read(Path file, String name) throws IOException {
        return open(file, reader -> reader.one(name));
    }

    /**
     * Reads the metadata in a file's header.
     *
     * @throws FileFormatException if the file is missing or broken
     */
    public static Map<String, String> metadata(Path file) throws IOException {
        return open(file, reader -> reader.header.metadata());
    }

    private static <T> T open(Path file, Reading<T> reading) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            SafetensorsReader reader;
            try {
                reader = new SafetensorsReader(file, channel);
            } catch (FileFormatException fault) {
                throw FileFormatException.in(file.toString(), fault);
            }
            return reading.from(reader);
        }
    }

    private Map<String, Tensor> all() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, SafetensorsArray> each : header.arrays().entrySet()) {
            tensors.put(each.getKey(), tensor(each.getKey(), each.getValue()));
        }
        return tensors;
    }

    private Tensor one(String name) throws IOException {
        SafetensorsArray array = header.arrays().get(name);
        if (array == null) {
            throw new FileFormatException(
                    file + EntryNames.notAmong(name, header.arrays().keySet()));
        }
        return tensor(name, array);
    }

    private Tensor tensor(String name, SafetensorsArray array) throws IOException {
        Tensor[] read = new Tensor[1];
        read(array, EntryNames.shown(name), type -> {
            Shape shape = array.shape();
            read[0] = Numbers.tensor(shape, values -> numbers(array, type, shape, values));
        });
        return read[0];
    }

    private void fill(String what, List<NamedArray> arrays) throws IOException {
        Set<String> unexpected = new LinkedHashSet<>(header.arrays().keySet());
        Differences differences = new Differences();
        for (NamedArray wanted : arrays) {
            SafetensorsArray array = header.arrays().get(wanted.name());
            if (array == null) {
                differences.missing(wanted);
            } else {
                unexpected.remove(wanted.name());
                read(array, wanted.description(), type -> {
                    if (array.isOf(wanted.shape())) {
                        numbers(array, type, wanted.shape(), wanted.values());
                    } else {
                        differences.ofShape(wanted, array.sizesText());
                    }
                });
            }
        }
        differences.requireNone(file, what, unexpected);
    }

    private interface Use {
        void of(NumberType type) throws IOException;
    }

    private void read(SafetensorsArray array, String description, Use use) throws IOException {
        try {
            use.of(array.type());
        } catch (FileFormatException | EOFException fault) {
            throw FileFormatException.in(file + ": the array of " + description, fault);
        }
    }

    private void numbers(SafetensorsArray array, NumberType type, Shape shape, double[] values) throws IOException {
        channel.position(header.start() + array.begin());
        type.read(Channels.newInputStream(channel), values, i -> Arrays.toString(shape.index(i)));
    }
}
