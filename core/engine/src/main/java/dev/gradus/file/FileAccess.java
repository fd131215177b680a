package dev.gradus.file;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The permissions of a file, where the file system supports POSIX permissions.
 *
 * @param posix owner, group and permissions; empty for a new file, which gets the process's default
 */
record FileAccess(Optional<PosixFileAttributes> posix) {
    private static final FileAttribute<?>[] DEFAULT = {};

    static FileAccess ofNewFile() {
        return new FileAccess(Optional.empty());
    }

    static FileAccess of(Path file) throws IOException {
        return isPosix(file)
                ? new FileAccess(Optional.of(Files.readAttributes(file, PosixFileAttributes.class)))
                : ofNewFile();
    }

    private static boolean isPosix(Path file) {
        FileSystem system = file.getFileSystem();
        return system.supportedFileAttributeViews().contains("posix");
    }

    boolean isReadOnly() {
        return posix.isPresent()
                && posix.get().permissions().stream()
                        .noneMatch(permission -> permission == PosixFilePermission.OWNER_WRITE
                                || permission == PosixFilePermission.GROUP_WRITE
                                || permission == PosixFilePermission.OTHERS_WRITE);
    }

    /** Returns the attributes with which to create a file so that nobody else can open it before {@link #applyTo}. */
    FileAttribute<?>[] whenCreated() {
        return posix.isEmpty()
                ? DEFAULT
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(posix.get().permissions())
                };
    }

    /** Sets these permissions, and this owner and group if the process is allowed to. */
    void applyTo(Path file) throws IOException {
        if (posix.isPresent()) {
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
            permissions.addAll(posix.get().permissions());
            chown(view);
            PosixFileAttributes given = view.readAttributes();
            if (!given.group().equals(posix.get().group())) {
                likeOthers(permissions);
            }
            // where all files have the same permissions, setting them is an error
            if (!given.permissions().equals(permissions)) {
                view.setPermissions(permissions);
            }
        }
    }

    private void chown(PosixFileAttributeView view) {
        PosixFileAttributes wanted = posix.orElseThrow();
        try {
            view.setGroup(wanted.group());
            view.setOwner(wanted.owner());
        } catch (IOException notAllowed) {
            // only the superuser may change the owner; the file then belongs to whoever saves it
        }
    }

    /** A group other than the old file's gets the permissions of others. */
    private static void likeOthers(Set<PosixFilePermission> permissions) {
        keep(permissions, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        keep(permissions, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        keep(permissions, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
    }

    private static void keep(Set<PosixFilePermission> permissions, PosixFilePermission one, PosixFilePermission other) {
        if (!permissions.contains(other)) {
            permissions.remove(one);
        }
    }
}
