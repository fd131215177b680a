package dev.gradus.properties.reading;

import static dev.gradus.properties.reading.Hostile.colliding;
import static dev.gradus.properties.reading.Hostile.lines;

import dev.gradus.data.Npy;
import dev.gradus.data.Npz;
import dev.gradus.data.Safetensors;
import dev.gradus.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Files of arrays that are made to take long: {@code .npy}, {@code .npz} and {@code .safetensors}. */
final class HostileArrays {
    private static final int LOCAL_HEADER = 30, DIRECTORY_ENTRY = 46;

    private HostileArrays() {}

    /** Writes arrays to a file. */
    interface Writing {
        void to(Path file) throws IOException;
    }

    static byte[] written(String suffix, Writing writing) {
        try {
            Path file = Files.createTempFile("valid", suffix);
            try {
                writing.to(file);
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static Map<String, Tensor> arrays() {
        return Map.of("W", Tensor.of(new double[][] {{1, 2}, {3, 4}}), "b", Tensor.of(5, 6));
    }

    static Hostile npy() {
        return new Hostile()
                .add("as many bytes as it says", n -> npy("'|u1'", "(" + n + ",)", new byte[n]))
                .add("half-precision numbers in 64 axes, Fortran order", n -> fortran(n))
                .add("a size of many digits", n -> npy("'<f8'", "(" + "1".repeat(9000) + ",)", new byte[n]))
                .add("many sizes", n -> npy("'<f8'", "(" + "1,".repeat(4500) + ")", new byte[n]))
                .add("spaces in its header", n -> npy("'<f8'", "(" + " ".repeat(9000) + ")", new byte[n]))
                .add("commas and spaces in its header", n -> npy("'<f8'", "(" + " ,".repeat(4500) + "x", new byte[n]))
                .add("parentheses in its header", n -> npy("'<f8'", "(".repeat(9000), new byte[n]))
                .add("a type of many letters", n -> npy("'" + "<".repeat(9000) + "'", "()", new byte[n]))
                .add("a header of its whole length", n -> header(n))
                .mutations(written(".npy", file -> Npy.write(file, Tensor.of(1, 2, 3))));
    }

    private static byte[] fortran(int bytes) {
        int bits = 31 - Integer.numberOfLeadingZeros(bytes / 2);
        String literal = "{'descr': '<f2', 'fortran_order': True, 'shape': (" + "1,".repeat(64 - bits)
                + "2,".repeat(bits) + "), }";
        return npy(literal, new byte[2 << bits]);
    }

    private static byte[] header(int bytes) {
        byte[] file = npy("{" + " ".repeat(8000), new byte[bytes]);
        file[6] = 2;
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(8, bytes);
        return file;
    }

    static byte[] npy(String descr, String shape, byte[] numbers) {
        return npy("{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }", numbers);
    }

    private static byte[] npy(String literal, byte[] numbers) {
        byte[] text = literal.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + text.length + numbers.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) text.length)
                .put(text)
                .put(numbers)
                .array();
    }

    static Hostile npz() {
        byte[] zeros = npy("'<f8'", "(2,)", new byte[16]);
        return new Hostile()
                .add("many arrays", n -> zip(n, i -> "a" + i + ".npy", zeros, false))
                .add("many arrays of long names", n -> zip(n, i -> i + "x".repeat(30_000) + ".npy", zeros, false))
                .add("names of one hash code", n -> zip(n, i -> colliding(i, 13) + ".npy", npyOfNothing(), false))
                .add("entries that are no arrays", n -> zip(n, i -> "a" + i, new byte[0], false))
                .add("many arrays of one name", n -> zip(n, i -> "a.npy", zeros, false))
                .add("an array of zeros, deflated", HostileArrays::bomb)
                .add(
                        "many arrays of zeros, deflated",
                        n -> zip(
                                n,
                                i -> "a" + i + ".npy",
                                npy("'<f8'", "(" + (1 << 17) + ",)", new byte[1 << 20]),
                                true))
                .add(
                        "many zeros of one byte, deflated",
                        n -> zip(
                                n,
                                i -> "a" + i + ".npy",
                                npy("'|b1'", "(" + (1 << 20) + ",)", new byte[1 << 20]),
                                true))
                .add("one array under many names", HostileArrays::overlapping)
                .mutations(written(".npz", file -> Npz.write(file, arrays())));
    }

    private static byte[] npyOfNothing() {
        return npy("'<f8'", "(0,)", new byte[0]);
    }

    /** An array of zeros that is all of the file. */
    private static byte[] bomb(int bytes) {
        int numbers = bytes * 128;
        byte[] header = npy("'<f8'", "(" + numbers + ",)", new byte[0]);
        CRC32 crc = new CRC32();
        Deflater deflater = new Deflater(9, true);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16], zeros = new byte[1 << 20];
        deflater.setInput(header);
        crc.update(header);
        long left = 8L * numbers;
        while (!deflater.finished()) {
            if (deflater.needsInput() && left > 0) {
                int length = (int) Math.min(left, zeros.length);
                deflater.setInput(zeros, 0, length);
                crc.update(zeros, 0, length);
                left -= length;
            } else if (deflater.needsInput()) {
                deflater.finish();
            }
            deflated.write(piece, 0, deflater.deflate(piece));
        }
        Zip zip = new Zip();
        zip.add("a.npy", zip.put("a.npy", deflated.toByteArray(), (int) crc.getValue(), 8L * numbers, 8));
        return zip.bytes();
    }

    private static byte[] zip(int bytes, IntFunction<String> name, byte[] content, boolean isDeflated) {
        CRC32 crc = new CRC32();
        crc.update(content);
        byte[] stored = isDeflated ? deflated(content) : content;
        Zip zip = new Zip();
        for (int i = 0; zip.size() < bytes; i++) {
            zip.add(
                    name.apply(i),
                    zip.put(name.apply(i), stored, (int) crc.getValue(), content.length, isDeflated ? 8 : 0));
        }
        return zip.bytes();
    }

    /** Every entry of the directory is of the same bytes. */
    private static byte[] overlapping(int bytes) {
        int numbers = bytes * 64;
        byte[] content = npy("'|b1'", "(" + numbers + ",)", new byte[numbers]);
        CRC32 crc = new CRC32();
        crc.update(content);
        Zip zip = new Zip();
        Zip.Entry once = zip.put("a0.npy", deflated(content), (int) crc.getValue(), content.length, 8);
        for (int i = 0; zip.size() < bytes; i++) {
            zip.add("a" + i + ".npy", once);
        }
        return zip.bytes();
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        return out.toByteArray();
    }

    /** A zip file that is written without the checks of a library. */
    private static final class Zip {
        record Entry(int offset, int crc, int compressed, long size, int method) {}

        private final ByteArrayOutputStream file = new ByteArrayOutputStream();
        private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
        private int entries;

        int size() {
            return file.size() + directory.size();
        }

        Entry put(String name, byte[] data, int crc, long size, int method) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            Entry entry = new Entry(file.size(), crc, data.length, size, method);
            ByteBuffer header = little(LOCAL_HEADER)
                    .putInt(0x04034b50)
                    .putShort((short) 20)
                    .putShort((short) 0)
                    .putShort((short) method)
                    .putInt(0)
                    .putInt(crc)
                    .putInt(data.length)
                    .putInt((int) size)
                    .putShort((short) text.length);
            file.writeBytes(header.array());
            file.writeBytes(text);
            file.writeBytes(data);
            return entry;
        }

        void add(String name, Entry entry) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            ByteBuffer header = little(DIRECTORY_ENTRY)
                    .putInt(0x02014b50)
                    .putShort((short) 20)
                    .putShort((short) 20)
                    .putShort((short) 0)
                    .putShort((short) entry.method)
                    .putInt(0)
                    .putInt(entry.crc)
                    .putInt(entry.compressed)
                    .putInt((int) entry.size)
                    .putShort((short) text.length);
            header.position(42);
            directory.writeBytes(header.putInt(entry.offset).array());
            directory.writeBytes(text);
            entries++;
        }

        byte[] bytes() {
            int start = file.size();
            ByteBuffer end = little(22).putInt(0x06054b50).putInt(0);
            end.putShort((short) entries)
                    .putShort((short) entries)
                    .putInt(directory.size())
                    .putInt(start);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(file.toByteArray());
            all.writeBytes(directory.toByteArray());
            all.writeBytes(end.array());
            return all.toByteArray();
        }

        private static ByteBuffer little(int bytes) {
            return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    static Hostile safetensors() {
        return new Hostile()
                .add(
                        "many arrays of nothing",
                        n -> header(
                                n, i -> "\"a" + i + "\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[0,0]},", ""))
                .add(
                        "names of one hash code",
                        n -> header(
                                n,
                                i -> "\"" + colliding(i, 13)
                                        + "\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[0,0]},",
                                ""))
                .add(
                        "an array of many axes",
                        n -> header(n, i -> "0,", "\"a\":{\"dtype\":\"F64\",\"data_offsets\":[0,0],\"shape\":["))
                .add("many notes", n -> header(n, i -> "\"k" + i + "\":\"\",", "\"__metadata__\":{"))
                .add(
                        "notes of one hash code",
                        n -> header(n, i -> "\"" + colliding(i, 15) + "\":\"\",", "\"__metadata__\":{"))
                .add("a note of escapes", n -> header(n, i -> "\\u0041", "\"__metadata__\":{\"a\":\""))
                .add("a name of backslashes", n -> header(n, i -> "\\\\", "\""))
                .add("open brackets", n -> header(n, i -> "[", "\"a\":{\"shape\":"))
                .add("open braces", n -> header(n, i -> "{\"\":", "\"a\":"))
                .add("a size of many digits", n -> header(n, i -> "1", "\"a\":{\"shape\":["))
                .add("spaces", n -> header(n, i -> " ", ""))
                .add("members of one array", n -> header(n, i -> "\"m" + i + "\":[],", "\"a\":{"))
                .add(
                        "bytes as it says",
                        n -> safetensors(
                                "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + n + "],\"data_offsets\":[0," + n + "]}}",
                                new byte[n]))
                .mutations(written(".safetensors", file -> Safetensors.write(file, arrays())));
    }

    private static byte[] header(int bytes, IntFunction<String> part, String start) {
        String open = "{" + start + lines(bytes, part);
        String closed = open.endsWith(",") ? open.substring(0, open.length() - 1) : open;
        String ends = start.endsWith("[") ? "]}}" : start.endsWith("{") ? "}}" : start.endsWith("\"") ? "\":{}}" : "}";
        return safetensors(closed + ends, new byte[0]);
    }

    private static byte[] safetensors(String header, byte[] numbers) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + numbers.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(numbers)
                .array();
    }
}
