package dev.gradus.testkit.report;

import dev.gradus.tensor.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of all broken laws, a JSON array with one object per line. {@code -Dgradus.report} names it.
 *
 * <p>The file is replaced by an atomic move each time a law has been checked, so it is valid at any time. Processes that
 * write the same file take turns: each locks a second file, whose name ends with {@code .lock}. What an earlier run wrote
 * of the same law of the same test is replaced, or removed if the law holds now.
 */
public final class ReportFile {
    private static final String PROPERTY = "gradus.report";

    private final Path file;

    private ReportFile(Path file) {
        this.file = file;
    }

    /** The file that the user asks for, if there is one. */
    public static Optional<ReportFile> asked() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(name -> !name.isBlank())
                .map(name -> new ReportFile(Path.of(name).toAbsolutePath()));
    }

    /**
     * Writes what came of a law.
     *
     * @param test the test that checked it
     * @param broken the JSON object of the broken law, beginning with the members of {@link #key}; empty if it holds
     * @throws UncheckedIOException if the file cannot be written
     * @throws IllegalStateException if the file exists and is no report
     */
    public void write(String test, String law, Optional<String> broken) {
        String key = Json.of(key(Optional.of(test), law));
        String beginning = key.substring(0, key.length() - 1) + ",";
        synchronized (ReportFile.class) { // a lock of a file holds for the whole JVM
            try {
                Files.createDirectories(file.resolveSibling(""));
                try (FileChannel channel =
                                FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock turn = channel.lock()) {
                    assert turn.isValid();
                    List<String> objects = objects();
                    objects.removeIf(object -> object.startsWith(beginning));
                    broken.ifPresent(objects::add);
                    Path whole = beside(".tmp");
                    Files.writeString(whole, "[\n" + String.join(",\n", objects) + "\n]\n");
                    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException cannot) {
                throw new UncheckedIOException("-D" + PROPERTY + "=" + file + " cannot be written", cannot);
            }
        }
    }

    /** The first members of an object, which no two objects of a file share. */
    static Map<String, Object> key(Optional<String> test, String law) {
        return Json.object("version", Report.VERSION, "test", test, "law", law);
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private List<String> objects() throws IOException {
        List<String> objects = new ArrayList<>();
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            if (!lines.isEmpty() && !lines.get(0).equals("[")) {
                throw new IllegalStateException("-D" + PROPERTY + "=" + file
                        + " is not a report of broken laws; name a file that does not exist");
            }
            lines.stream()
                    .filter(line -> line.startsWith("{"))
                    .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                    .forEach(objects::add);
        }
        return objects;
    }
}
