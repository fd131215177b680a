package dev.gradus.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The header of a safetensors file: the arrays and the positions of their numbers.
 *
 * <p>The format: the header's length, a little-endian integer of eight bytes; the header, a JSON object that begins
 * immediately and is padded by spaces to a multiple of eight; the numbers of all arrays, one array after the other without
 * gaps. The header of one array with metadata:
 *
 * <pre>{@code {"__metadata__":{"format":"pt"},"W":{"dtype":"F64","shape":[2,3],"data_offsets":[0,48]}}}</pre>
 *
 * @param arrays by name, in the header's order
 * @param metadata text of the program that wrote the file
 * @param start the position in the file where the numbers begin and from which offsets count
 */
record SafetensorsHeader(Map<String, SafetensorsArray> arrays, Map<String, String> metadata, long start) {
    static final String METADATA = "__metadata__";

    private static final int ALIGNMENT = 8;

    /** A sixth of what the format allows, and far more than the names of any model need. */
    private static final int LONGEST = 1 << 24;

    private static final Set<String> MEMBERS = Set.of("dtype", "shape", "data_offsets");

    /**
     * Returns the bytes before the numbers.
     *
     * @throws IllegalArgumentException if the header would be longer than the limit for reading
     */
    byte[] toBytes() {
        StringJoiner members = new StringJoiner(",", "{", "}");
        if (!metadata.isEmpty()) {
            StringJoiner notes = new StringJoiner(",", "{", "}");
            metadata.forEach((key, note) -> notes.add(JsonText.quoted(key) + ":" + JsonText.quoted(note)));
            members.add(JsonText.quoted(METADATA) + ":" + notes);
        }
        arrays.forEach((name, array) -> members.add(JsonText.quoted(name) + ":" + array.toJson()));
        byte[] json = members.toString().getBytes(StandardCharsets.UTF_8);
        int padded = -Math.floorDiv(-json.length, ALIGNMENT) * ALIGNMENT;
        if (padded > LONGEST) {
            throw new IllegalArgumentException("Safetensors: the names and metadata take " + padded + " bytes, more"
                    + " than the limit of " + LONGEST);
        }
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(json);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.array();
    }

    /**
     * Reads the header of a file, and checks that its arrays fill the rest exactly.
     *
     * @throws FileFormatException if it is not such a file; the message continues the file's name
     */
    static SafetensorsHeader read(FileChannel channel) throws IOException {
        long after = channel.size() - Long.BYTES;
        if (after < 0) {
            throw new FileFormatException("it is not a safetensors file: it has " + channel.size()
                    + " bytes, fewer than the eight of its header's length");
        }
        long length = ByteBuffer.wrap(exactly(channel, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (Long.compareUnsigned(length, after) > 0) {
            throw new FileFormatException("it is not a safetensors file, or it is truncated: its header should have "
                    + Long.toUnsignedString(length) + " bytes, but " + after + " follow");
        }
        if (length > LONGEST) {
            throw new FileFormatException("the header has " + length + " bytes, more than the limit of " + LONGEST);
        }
        SafetensorsHeader header = parse(text(exactly(channel, (int) length)), Long.BYTES + length);
        header.requireFilled(after - length);
        return header;
    }

    private static byte[] exactly(FileChannel channel, int length) throws IOException {
        byte[] bytes = Channels.newInputStream(channel).readNBytes(length);
        if (bytes.length < length) {
            throw new FileFormatException("the file became shorter while it was read");
        }
        return bytes;
    }

    private static String text(byte[] utf8) throws FileFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new FileFormatException("the header is not UTF-8", malformed);
        }
    }

    private static SafetensorsHeader parse(String text, long start) throws FileFormatException {
        if (!text.startsWith("{")) {
            throw new FileFormatException("it is not a safetensors file: its header does not begin with {");
        }
        Map<String, SafetensorsArray> arrays = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        JsonText json = new JsonText(text);
        json.object("the header", name -> {
            if (name.equals(METADATA)) {
                json.object(METADATA, key -> metadata.put(key, json.string()));
            } else {
                arrays.put(name, array(json, "the array of " + EntryNames.shown(name)));
            }
        });
        json.end();
        return new SafetensorsHeader(arrays, metadata, start);
    }

    private static SafetensorsArray array(JsonText json, String what) throws FileFormatException {
        List<String> dtype = new ArrayList<>();
        List<Long> sizes = new ArrayList<>(), offsets = new ArrayList<>();
        Set<String> members = json.object(what, member -> {
            switch (member) {
                case "dtype" -> dtype.add(json.string());
                case "shape" -> json.array(() -> sizes.add(json.whole()));
                case "data_offsets" -> json.array(() -> offsets.add(json.whole()));
                default ->
                    throw new FileFormatException(what + " has the unknown member " + EntryNames.shown(member)
                            + "; known are dtype, shape and data_offsets");
            }
        });
        if (!members.equals(MEMBERS)) {
            throw new FileFormatException(
                    what + " is described by " + members + "; it must be by dtype, shape and data_offsets");
        }
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw new FileFormatException(what + " has the data_offsets " + EntryNames.shown(offsets.toString())
                    + "; they must be the positions of its beginning and its end");
        }
        long[] shape = sizes.stream().mapToLong(Long::longValue).toArray();
        return new SafetensorsArray(dtype.get(0), shape, offsets.get(0), offsets.get(1));
    }

    /** Overlapping arrays could let a small file take much memory, and bytes outside all arrays could hide something. */
    private void requireFilled(long length) throws FileFormatException {
        List<Map.Entry<String, SafetensorsArray>> inOrder = new ArrayList<>(arrays.entrySet());
        inOrder.sort(Map.Entry.comparingByValue(
                Comparator.comparingLong(SafetensorsArray::begin).thenComparingLong(SafetensorsArray::end)));
        long end = 0;
        String last = "the header";
        for (Map.Entry<String, SafetensorsArray> each : inOrder) {
            SafetensorsArray array = each.getValue();
            String name = EntryNames.shown(each.getKey());
            if (array.begin() < end) {
                throw new FileFormatException("the arrays of " + last + " and " + name + " overlap: one ends at byte "
                        + end + " of the numbers, the other begins at " + array.begin());
            }
            if (array.begin() > end) {
                throw new FileFormatException("the bytes from " + end + " to " + array.begin()
                        + " of the numbers, between " + last + " and " + name + ", belong to no array");
            }
            end = array.end();
            last = name;
        }
        if (end > length) {
            throw new FileFormatException("it is truncated: the array of " + last + " ends at byte " + end + " of"
                    + " the numbers, but there are only " + length + " bytes of numbers");
        }
        if (end < length) {
            throw new FileFormatException(
                    "it continues for " + (length - end) + " bytes after its last array, " + last);
        }
    }
}
