package dev.gradus.notebook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells Jupyter how to start {@link NotebookKernel}: with this JVM, with this class path, and with vectors. */
public final class InstallKernel {
    private InstallKernel() {}

    /** Writes {@code kernel.json} into the user's folder for Jupyter and prints where it is. */
    public static void main(String[] args) throws IOException {
        Path folder = dataFolder(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"))
                .resolve("kernels/gradus");
        Files.createDirectories(folder);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path file = Files.writeString(
                folder.resolve("kernel.json"), kernelJson(java, System.getProperty("java.class.path")));
        System.out.println("Jupyter has the kernel \"Java with Gradus\" now: " + file);
    }

    /** Where Jupyter looks for the kernels of a user. */
    static Path dataFolder(Map<String, String> environment, String system, String home) {
        String given = environment.getOrDefault("JUPYTER_DATA_DIR", "");
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return Path.of(home, "Library", "Jupyter");
        }
        if (name.startsWith("windows")) {
            return Path.of(environment.getOrDefault("APPDATA", home), "jupyter");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        return (data.isEmpty() ? Path.of(home, ".local", "share") : Path.of(data)).resolve("jupyter");
    }

    static String kernelJson(String java, String classPath) {
        String absolute = Stream.of(classPath.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = List.of(
                java,
                "--add-modules",
                "jdk.incubator.vector",
                "-classpath",
                absolute,
                NotebookKernel.class.getName(),
                "{connection_file}");
        return """
                {
                 "argv": [%s],
                 "display_name": "Java with Gradus",
                 "language": "java",
                 "interrupt_mode": "message"
                }
                """.formatted(command.stream().map(InstallKernel::quoted).collect(Collectors.joining(", ")));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
