package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.node.Parameter;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a save does to the file that was there and to its surroundings. */
class ReplacedFileTest {
    private final Parameters parameters = Parameters.of(List.of(Parameter.of("W", Tensor.of(new double[] {3, 4}))));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----", "rw-rw-rw-", "rwxr-xr-x", "-w-------"})
    void permissionsStay(String permissions) throws IOException {
        assumePosix();
        Path file = Files.writeString(folder.resolve("model.npz"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        parameters.save(file);
        assertThat(Files.size(file)).isGreaterThan(3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(permissions);
    }

    @Test
    void ownerAndGroupStayWhereTheProcessMaySetThem() throws IOException {
        assumePosix();
        Path file = Files.writeString(folder.resolve("model.npz"), "old");
        try {
            Files.setAttribute(file, "unix:uid", 54321);
            Files.setAttribute(file, "unix:gid", 54322);
        } catch (FileSystemException notTheSuperuser) {
            assumeTrue(false, "only the superuser gives files away");
        }
        parameters.save(file);
        assertThat(Files.readAttributes(file, "unix:uid,gid"))
                .containsEntry("uid", 54321)
                .containsEntry("gid", 54322);
    }

    @Test
    void aNewFileHasThePermissionsOfAnyNewFile() throws IOException {
        assumePosix();
        Path file = folder.resolve("model.npz");
        parameters.save(file);
        Set<PosixFilePermission> usual = Files.getPosixFilePermissions(Files.createFile(folder.resolve("usual")));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(usual);
    }

    @Test
    void aReadOnlyFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("model.npz"), "old");
        assertThat(file.toFile().setReadOnly()).isTrue();
        assertThatThrownBy(() -> parameters.save(file))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage(file + ": it is read-only; make it writable or save to another file");
        assertThat(file).hasContent("old");
        assertOnly(file);
    }

    /** The superuser may write to any folder but one of the kernel's. */
    @Test
    void aReadOnlyFolderIsToldOfByTheFilesName() throws IOException {
        assertThat(folder.toFile().setWritable(false)).isTrue();
        try {
            Path readOnly = Files.isWritable(folder) ? Path.of("/sys") : folder;
            assumeTrue(Files.isDirectory(readOnly), "every folder can be written to");
            Path file = readOnly.resolve("model.npz");
            assertThatThrownBy(() -> parameters.save(file))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessage(file + ": its folder is read-only, but saving creates a new file there; make the"
                            + " folder writable or save to another one");
        } finally {
            assertThat(folder.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void aMissingFolderIsToldOfByTheFilesName() {
        Path file = folder.resolve("none").resolve("model.npz");
        assertThatThrownBy(() -> parameters.save(file))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(file + ": there is no such folder");
    }

    /** Moving a file over a device would replace it. */
    @Test
    void whatIsNoFileIsNotReplaced() throws IOException {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "there are no devices in the file system");
        Path link = link(folder.resolve("null.npz"), device);
        String message = ": it is not a regular file and is not replaced";
        assertThatThrownBy(() -> parameters.save(link)).hasMessage(device + message);
        assertThatThrownBy(() -> parameters.save(folder)).hasMessage(folder + message);
        assertThat(Files.isRegularFile(device)).isFalse();
        Files.delete(link);
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path file = Files.writeString(
                Files.createDirectory(folder.resolve("versions")).resolve("1.npz"), "old");
        Path latest = link(folder.resolve("latest.npz"), Path.of("versions", "1.npz"));
        Path alias = link(folder.resolve("alias.npz"), latest);
        parameters.save(alias);
        assertThat(alias).isSymbolicLink();
        assertThat(latest).isSymbolicLink();
        assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
        parameters.load(file);
    }

    @Test
    void aLinkToNoFileYetMakesTheFile() throws IOException {
        Path link = link(folder.resolve("latest.npz"), Path.of("new.npz"));
        parameters.save(link);
        assertThat(link).isSymbolicLink();
        parameters.load(folder.resolve("new.npz"));
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Path one = folder.resolve("one.npz"), other = folder.resolve("other.npz");
        link(one, other);
        link(other, one);
        assertThatThrownBy(() -> parameters.save(one))
                .isInstanceOf(FileSystemLoopException.class)
                .hasMessage(one.toString());
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        Path file = folder.resolve("model.npz");
        leftover("model.npz");
        parameters.save(file);
        assertOnly(file);
    }

    @Test
    void whatAnotherProcessIsWritingStays() throws IOException {
        Path file = folder.resolve("model.npz");
        Path written = leftover("model.npz");
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            parameters.save(file);
            assertOnly(file, written);
        }
        parameters.save(file);
        assertOnly(file);
    }

    @Test
    void filesThatAreNotOfThisFileStay() throws IOException {
        Path file = folder.resolve("model.npz");
        Path others = leftover("other.npz");
        Path users = Files.createFile(folder.resolve(".model.npz.tmp"));
        Path folderOfThatName = Files.createDirectory(
                folder.resolve(".model.npz." + UUID.randomUUID() + "." + UUID.randomUUID() + ".tmp"));
        parameters.save(file);
        assertOnly(file, others, users, folderOfThatName);
    }

    @Test
    void aFileMayHaveTheLongestName() throws IOException {
        Path file = folder.resolve("ŷ".repeat(120) + ".npz");
        parameters.save(file);
        parameters.load(file);
    }

    /** Without permissions, links, locks and folders to force. */
    @Test
    void aFileSystemOfAnotherKindWillDo() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("system.zip").toUri());
        try (FileSystem system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path file = system.getPath("model.npz");
            parameters.save(file);
            parameters.save(file);
            Path copy = Files.copy(file, folder.resolve("copy.npz"));
            parameters.load(copy);
            assertThatThrownBy(() -> parameters.load(file))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageEndingWith("from which alone zip files can be read; copy it there first");
            try (Stream<Path> all = Files.list(system.getPath("/"))) {
                assertThat(all).map(Path::toString).containsExactly("/model.npz");
            }
        }
    }

    private Path leftover(String name) throws IOException {
        return Files.writeString(
                folder.resolve("." + name + "." + UUID.randomUUID() + "." + UUID.randomUUID() + ".tmp"), "half of it");
    }

    private void assertOnly(Path... files) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactlyInAnyOrder(files);
        }
    }

    /** Creates a symbolic link, which Windows permits to administrators and developers only. */
    private static Path link(Path link, Path target) {
        try {
            return Files.createSymbolicLink(link, target);
        } catch (IOException | UnsupportedOperationException notPermitted) {
            return Assumptions.abort("symbolic links cannot be created here: " + notPermitted);
        }
    }

    private static void assumePosix() {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "the file system has no POSIX permissions");
    }
}
