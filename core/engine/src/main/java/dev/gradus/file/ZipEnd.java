package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Checks the record at the end of a zip file before {@link java.util.zip.ZipFile} trusts it. That class reads a whole
 * directory of any claimed size into memory, and searches for an end before trailing garbage.
 */
final class ZipEnd {
    private static final int LENGTH = 22;
    private static final int SIGNATURE = 0x06054b50;
    private static final long IN_ZIP64 = 0xffff_ffffL;

    /** Far more than the names of any model's parameters take. */
    private static final long LARGEST_DIRECTORY = 1 << 24;

    private ZipEnd() {}

    /**
     * Checks the end of a file.
     *
     * @throws FileFormatException if it is not the end of a zip file with a directory of reasonable size
     */
    static void check(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long start = channel.size() - LENGTH;
            ByteBuffer end = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
            while (start >= 0 && end.hasRemaining() && channel.read(end, start + end.position()) >= 0) {
                // a read may return fewer bytes than requested
            }
            if (end.hasRemaining() || end.getInt(0) != SIGNATURE || end.getShort(20) != 0) {
                throw new FileFormatException(
                        file + " does not end like an npz file; it is not one, or it is truncated");
            }
            long size = Integer.toUnsignedLong(end.getInt(12)), offset = Integer.toUnsignedLong(end.getInt(16));
            if (size > LARGEST_DIRECTORY) {
                throw new FileFormatException(file + " claims a directory of " + size + " bytes, more than the"
                        + " limit of " + LARGEST_DIRECTORY);
            }
            if (offset != IN_ZIP64 && offset + size != start) {
                throw new FileFormatException(file + " is damaged: its directory is not where its end says");
            }
        }
    }
}
