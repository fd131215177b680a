package dev.gradus.run;

import dev.gradus.node.Parameter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Saves parameters as an {@code .npz} file: a zip file with one {@code .npy} array for each. */
final class NpzWriter {
    /**
     * Equal numbers make equal bytes. Not the first day that zip files know: Java writes that with a second time, in the
     * time zone of the JVM.
     */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 2, 0, 0);

    private static final int CHUNK = 1 << 13;

    private NpzWriter() {}

    static void save(Parameters parameters, Path file) throws IOException {
        Map<String, Parameter> byEntry = EntryNames.byEntry(parameters);
        AtomicFile.replace(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            for (Map.Entry<String, Parameter> each : byEntry.entrySet()) {
                Parameter parameter = each.getValue();
                zip.putNextEntry(entry(each.getKey(), parameter, parameters.live(parameter)));
                write(parameter, parameters.live(parameter), zip);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    /** Not compressed: what deflating makes depends on the zlib at hand. */
    private static ZipEntry entry(String name, Parameter parameter, double[] value) throws IOException {
        CRC32 checksum = new CRC32();
        write(parameter, value, new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(NpyHeader.of(parameter.shape()).toBytes().length + (long) Double.BYTES * value.length);
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(NO_TIME);
        return entry;
    }

    private static void write(Parameter parameter, double[] value, OutputStream out) throws IOException {
        out.write(NpyHeader.of(parameter.shape()).toBytes());
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < value.length; from += CHUNK) {
            int count = Math.min(CHUNK, value.length - from);
            buffer.clear();
            buffer.asDoubleBuffer().put(value, from, count);
            out.write(buffer.array(), 0, count * Double.BYTES);
        }
    }
}
