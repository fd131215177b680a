package dev.gradus.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Times {@link ColdStart} as a process of its own, in turns beside one that does nothing, from a jar and with an archive of
 * its classes, which is made first: a cache of JDK 25, which also has profiles, or an archive of older ones.
 */
final class ColdStarts {
    private static final int ROUNDS = 31;

    static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    private static final boolean HAS_CACHES = Runtime.version().feature() >= 25;
    private static final String WRITE = HAS_CACHES ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
    private static final String USE = HAS_CACHES ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";

    private ColdStarts() {}

    static final class Nothing {
        private Nothing() {}

        public static void main(String[] unused) {}
    }

    /** A way to start a process, and how long it took each time, in ms. */
    record Start(List<String> command, List<Double> times) {
        void time() throws IOException, InterruptedException {
            long begin = System.nanoTime();
            finish(command);
            times.add((System.nanoTime() - begin) / 1e6);
        }

        double fastest() {
            return Collections.min(times);
        }

        double median() {
            return times.stream().sorted().toList().get(times.size() / 2);
        }
    }

    public static void main(String[] unused) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("cold-start");
        try {
            Path jar = jar(folder.resolve("classes.jar"));
            List<Start> starts = new ArrayList<>();
            for (Class<?> program : List.of(Nothing.class, ColdStart.class)) {
                starts.add(start(jar, program, List.of()));
                starts.add(start(jar, program, VECTORS));
            }
            for (List<String> modules : List.of(List.<String>of(), VECTORS)) {
                Path archive = folder.resolve("classes-" + modules.size() + ".jsa");
                finish(command(jar, ColdStart.class, with(modules, WRITE + archive)));
                starts.add(start(jar, ColdStart.class, with(modules, USE + archive)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Start start : starts) {
                    start.time();
                }
            }
            System.out.println("| a process, ms | without vectors | with vectors |");
            System.out.println("|---|---|---|");
            List<String> names =
                    List.of("that does nothing", "ten steps of AND", "the same with an archive of its classes");
            for (int i = 0; i < names.size(); i++) {
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %.0f | %.0f |%n",
                        names.get(i),
                        starts.get(2 * i).median(),
                        starts.get(2 * i + 1).median());
            }
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static Start start(Path jar, Class<?> program, List<String> options) {
        return new Start(command(jar, program, options), new ArrayList<>());
    }

    private static List<String> with(List<String> options, String more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }

    static List<String> command(Path jar, Class<?> program, List<String> options) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Stream.of(List.of(java.toString()), options, List.of("-cp", jar.toString(), program.getName()))
                .flatMap(List::stream)
                .toList();
    }

    private static void finish(List<String> command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
    }

    /** All classes of the folders on the class path: of folders the JVM archives nothing. */
    static Path jar(Path file) throws IOException {
        List<Path> folders = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList();
        Set<String> names = new HashSet<>();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            for (Path folder : folders) {
                for (Path each : files(folder)) {
                    String name = folder.relativize(each).toString().replace(File.separatorChar, '/');
                    if (names.add(name)) {
                        out.putNextEntry(new ZipEntry(name));
                        Files.copy(each, out);
                        out.closeEntry();
                    }
                }
            }
        }
        return file;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
