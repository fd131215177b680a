package dev.gradus.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Replaces files atomically: a reader sees either the old file or the new one. */
public final class AtomicFile {
    private static final int MOST_LINKS = 40;

    private AtomicFile() {}

    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a temporary file next to the target, forces it to the disk and moves it there. Links are followed. */
    public static void replace(Path file, Content content) throws IOException {
        Path target = followed(file.toAbsolutePath());
        FileAccess access = access(target);
        TemporaryFile.removeLeftovers(target);
        try (TemporaryFile temporary = TemporaryFile.create(target, access)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(temporary.channel()), 1 << 16);
            content.writeTo(out);
            out.flush();
            temporary.channel().force(true);
            temporary.moveTo(target);
        }
        forceFolder(target);
    }

    /** Returns the end of a chain of symbolic links, whether or not the file exists. */
    private static Path followed(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static FileAccess access(Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return FileAccess.ofNewFile();
        }
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(target.toString(), null, "it is not a regular file and is not replaced");
        }
        FileAccess access = FileAccess.of(target);
        // the superuser can write to any file, but a read-only file is protected in any case
        if (!Files.isWritable(target) || access.isReadOnly()) {
            throw new AccessDeniedException(
                    target.toString(), null, "it is read-only; make it writable or save to another file");
        }
        return access;
    }

    /** Forces the folder's new entry to the disk. Some operating systems do this themselves and reject the request. */
    private static void forceFolder(Path target) {
        try (FileChannel folder = FileChannel.open(target.resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException | UnsupportedOperationException notAllowed) {
            // the file is complete and in place, as promised
        }
    }
}
