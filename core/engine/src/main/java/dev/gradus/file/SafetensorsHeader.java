package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** A double distinguishes all whole numbers up to here; no file is as long. */
    private static final double MOST = 1L << 53;

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
            metadata.forEach(
                    (key, note) -> notes.add(SafetensorsArray.quoted(key) + ":" + SafetensorsArray.quoted(note)));
            members.add(SafetensorsArray.quoted(METADATA) + ":" + notes);
        }
        arrays.forEach((name, array) -> members.add(SafetensorsArray.quoted(name) + ":" + array.toJson()));
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
        for (Map.Entry<?, ?> member : object(json(text), "the header").entrySet()) {
            String name = (String) member.getKey();
            if (name.equals(METADATA)) {
                Map<?, ?> notes = object(member.getValue(), METADATA);
                for (Object key : notes.keySet()) {
                    metadata.put((String) key, string(notes, "the metadata", (String) key));
                }
            } else {
                arrays.put(name, array(member.getValue(), "the array of " + EntryNames.shown(name)));
            }
        }
        return new SafetensorsHeader(arrays, metadata, start);
    }

    private static Object json(String text) throws FileFormatException {
        try {
            return Json.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new FileFormatException(
                    "the header is not JSON: "
                            + String.valueOf(wrong.getMessage()).replaceFirst("^JSON: ", ""),
                    wrong);
        }
    }

    private static Map<?, ?> object(Object value, String what) throws FileFormatException {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new FileFormatException(what + " must be a JSON object");
    }

    private static String string(Map<?, ?> members, String what, String name) throws FileFormatException {
        if (members.get(name) instanceof String string) {
            return string;
        }
        throw new FileFormatException(what + " must have a string as its " + EntryNames.shown(name));
    }

    private static SafetensorsArray array(Object value, String what) throws FileFormatException {
        Map<?, ?> members = object(value, what);
        for (Object member : members.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new FileFormatException(what + " has the unknown member " + EntryNames.shown((String) member)
                        + "; known are dtype, shape and data_offsets");
            }
        }
        if (members.size() < MEMBERS.size()) {
            throw new FileFormatException(
                    what + " is described by " + members.keySet() + "; it must be by dtype, shape and data_offsets");
        }
        long[] offsets = wholes(members, what, "data_offsets");
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw new FileFormatException(what + " has the data_offsets " + EntryNames.shown(Arrays.toString(offsets))
                    + "; they must be the positions of its beginning and its end");
        }
        String dtype = string(members, what, "dtype");
        return new SafetensorsArray(dtype, wholes(members, what, "shape"), offsets[0], offsets[1]);
    }

    private static long[] wholes(Map<?, ?> members, String what, String name) throws FileFormatException {
        if (members.get(name) instanceof List<?> list
                && list.stream().allMatch(each -> each instanceof Double number && isWhole(number))) {
            return list.stream()
                    .mapToLong(number -> ((Double) number).longValue())
                    .toArray();
        }
        throw new FileFormatException(what + " must have an array of whole numbers from 0 to 2⁵³ as its " + name);
    }

    private static boolean isWhole(double number) {
        return number >= 0 && number <= MOST && number == Math.rint(number);
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
