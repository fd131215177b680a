package dev.gradus.train.file;

import dev.gradus.file.AtomicFile;
import dev.gradus.tensor.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file of a receipt, apart from it because a browser has no files. */
public final class ReceiptFile {
    private static final long MOST_BYTES = 1L << 28;

    private ReceiptFile() {}

    /** Writes a receipt, in place of an existing file. */
    public static void write(Path file, String text) throws IOException {
        AtomicFile.replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a receipt.
     *
     * @throws FileFormatException if the file does not exist, is too large or is no text
     */
    public static String read(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new FileFormatException("Receipt: " + file + " is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException missing) {
            throw new FileFormatException("Receipt: " + file + " does not exist", missing);
        } catch (CharacterCodingException broken) {
            throw new FileFormatException("Receipt: " + file + " is damaged: it is not UTF-8", broken);
        }
    }
}
