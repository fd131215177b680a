package dev.gradus.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A file that is written and then moved to its destination. Its name contains the destination's name, and a lock on it shows
 * that it is being written. The lock ends with its process, so a killed process leaves an unlocked file, which the next
 * process removes.
 */
final class TemporaryFile implements AutoCloseable {
    /**
     * Identifies files of this process. Where locks belong to the process, opening and closing such a file would release its
     * lock.
     */
    private static final String PROCESS = UUID.randomUUID().toString();

    /** Keeps a temporary file's name within the limits of all file systems. */
    private static final int LONGEST_NAME = 40;

    /** A byte beyond any file, so that the lock does not prevent reading on systems with mandatory locks. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private static final int MOST_TRIES = 100;

    private final Path path;
    private final FileChannel channel;

    private TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    FileChannel channel() {
        return channel;
    }

    /** Creates an empty file next to the target with these permissions, which nobody else removes. */
    static TemporaryFile create(Path target, FileAccess access) throws IOException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Path path = target.resolveSibling(prefix(target) + PROCESS + "." + UUID.randomUUID() + ".tmp");
            FileChannel channel = open(path, target, access);
            TemporaryFile file = new TemporaryFile(path, channel);
            boolean ready = false;
            try {
                // before it was locked, another process may have removed it as a leftover; then create another one
                if (!isShared(path) || lock(channel) != Locked.BY_ANOTHER && Files.exists(path)) {
                    access.applyTo(path);
                    ready = true;
                }
            } finally {
                if (!ready) {
                    file.close();
                }
            }
            if (ready) {
                return file;
            }
        }
        throw new FileSystemException(target.toString(), null, "temporary files next to it are removed immediately");
    }

    /** Makes exceptions name the file that the user knows. */
    private static FileChannel open(Path path, Path target, FileAccess access) throws IOException {
        try {
            return FileChannel.open(
                    path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), access.whenCreated());
        } catch (AccessDeniedException denied) {
            throw causedBy(
                    denied,
                    new AccessDeniedException(
                            target.toString(),
                            null,
                            "its folder is read-only, but saving creates a new file there; make the folder writable"
                                    + " or save to another one"));
        } catch (NoSuchFileException missing) {
            throw causedBy(missing, new NoSuchFileException(target.toString(), null, "there is no such folder"));
        } catch (FileSystemException other) {
            throw causedBy(other, new FileSystemException(target.toString(), null, other.getReason()));
        }
    }

    private static FileSystemException causedBy(FileSystemException cause, FileSystemException named) {
        named.initCause(cause);
        return named;
    }

    /** Returns whether other processes may write there, which excludes archives and memory. */
    private static boolean isShared(Path path) {
        return path.getFileSystem().equals(FileSystems.getDefault());
    }

    void moveTo(Path target) throws IOException {
        if (!isShared(path)) {
            channel.close(); // an archive contains the file only now; elsewhere this ends the lock
        }
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes files that terminated processes left behind for this target. */
    static void removeLeftovers(Path target) {
        Pattern ours = Pattern.compile(
                Pattern.quote(prefix(target)) + "(?!" + PROCESS + ")[0-9a-f-]{36}\\.[0-9a-f-]{36}\\.tmp");
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(
                target.resolveSibling(""),
                path -> ours.matcher(path.getFileName().toString()).matches()
                        && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))) {
            leftovers.forEach(TemporaryFile::removeUnlessLocked);
        } catch (IOException | DirectoryIteratorException notListed) {
            // saving needs no permission to list the folder
        }
    }

    private static void removeUnlessLocked(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            if (lock(channel) == Locked.BY_US) {
                Files.deleteIfExists(path);
            }
        } catch (IOException othersFile) {
            // another process has just moved it, or it belongs to another user
        }
    }

    private enum Locked {
        BY_US,
        BY_ANOTHER,
        /** Some file systems have no locks; nothing is removed there. */
        NOT_SUPPORTED
    }

    private static Locked lock(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock(LOCKED, 1, false);
            return lock == null ? Locked.BY_ANOTHER : Locked.BY_US;
        } catch (OverlappingFileLockException sameProcess) {
            return Locked.BY_ANOTHER;
        } catch (IOException | UnsupportedOperationException noLocks) {
            return Locked.NOT_SUPPORTED;
        }
    }

    private static String prefix(Path target) {
        String name = target.getFileName().toString();
        int end = name.offsetByCodePoints(0, Math.min(LONGEST_NAME, name.codePointCount(0, name.length())));
        return "." + name.substring(0, end) + ".";
    }

    /** Removes the file unless it was moved to its destination. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        }
    }
}
