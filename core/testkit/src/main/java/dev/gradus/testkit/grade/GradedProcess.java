package dev.gradus.testkit.grade;

import dev.gradus.tensor.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The JVM that runs the tests of a graded assignment together with the student's program. It reports each task through its
 * output, in lines that begin with a secret. The JVM that started it keeps the scores, so that nothing that the program writes,
 * and nothing that it does when it ends, changes them.
 */
final class GradedProcess {
    private static final int BYTES_OF_SECRET = 16;
    private static final long SECONDS_TO_START_AND_END = 60;

    /** Set in the process that is graded, before it loads any test. */
    private static Optional<Scores> reporter = Optional.empty();

    private GradedProcess() {}

    static Optional<Scores> reporter() {
        return reporter;
    }

    /** Runs the tests of a class in a JVM of its own, until it ends or the time of all tasks is over. */
    static void run(Class<?> tests, List<Points> tasks, Scores scores) {
        byte[] random = new byte[BYTES_OF_SECRET];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        long seconds = SECONDS_TO_START_AND_END
                + tasks.stream().mapToLong(Points::seconds).sum();
        try {
            Process process = new ProcessBuilder(command(tests))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Thread reader = new Thread(() -> read(process, secret, tasks, scores));
            reader.setDaemon(true);
            reader.start();
            try (Writer in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
                in.write(secret + "\n");
            }
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            reader.join(TimeUnit.SECONDS.toMillis(
                    SECONDS_TO_START_AND_END)); // what a program starts may keep the output open
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(Class<?> tests) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        System.getProperties().forEach((name, value) -> {
            if (name.toString().matches("(dev\\.)?gradus\\..*")) {
                command.add("-D" + name + "=" + value);
            }
        });
        command.addAll(List.of("-cp", classPath(), GradedProcess.class.getName(), tests.getName()));
        return command;
    }

    /** Surefire loads the launcher from elsewhere. The student's classes come last. */
    private static String classPath() {
        List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        try {
            path.add(Path.of(LauncherFactory.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        } catch (URISyntaxException notAFile) {
            throw new IllegalStateException(notAFile);
        }
        Optional.ofNullable(System.getProperty("gradus.submission")).ifPresent(path::add);
        return String.join(File.pathSeparator, path);
    }

    /** Reads reports. A task begins once and ends once; whatever else the program prints is ignored. */
    private static void read(Process process, String secret, List<Points> tasks, Scores scores) {
        Map<String, Points> waiting = new LinkedHashMap<>(), running = new LinkedHashMap<>();
        tasks.forEach(task -> waiting.put(task.task(), task));
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(secret) && Json.parse(line.substring(secret.length())) instanceof List<?> report) {
                    String kind = (String) report.get(0), name = (String) report.get(1);
                    Points begun = waiting.get(name), ended = running.get(name);
                    if (kind.equals("begin") && begun != null) {
                        running.put(name, begun);
                        waiting.remove(name);
                        scores.begin(begun);
                    } else if (!kind.equals("begin") && ended != null) {
                        running.remove(name);
                        if (kind.equals("earn")) {
                            scores.earn(ended);
                        } else {
                            scores.lose(ended, (String) report.get(2), (Boolean) report.get(3));
                        }
                    }
                }
            }
        } catch (IOException | RuntimeException broken) { // what was read before counts
            System.err.println("Grading: the reports ended with " + broken);
        }
    }

    /**
     * Runs the tests of a class and reports them.
     *
     * @param arguments the name of the class
     */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        String secret = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        reporter = Optional.of(new Reporter(out, secret));
        LauncherFactory.create()
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(Class.forName(arguments[0])))
                        .configurationParameter("graded", "true")
                        .build());
        System.exit(0); // threads of tasks that did not end may still run
    }

    /** Writes what becomes of each task. */
    private record Reporter(PrintStream out, String secret) implements Scores {
        private void report(Object... parts) {
            out.println(secret + Json.of(parts));
        }

        @Override
        public void add(Points points) {
            // The grading process knows the tasks.
        }

        @Override
        public void begin(Points points) {
            report("begin", points.task());
        }

        @Override
        public void earn(Points points) {
            report("earn", points.task());
        }

        @Override
        public void lose(Points points, String why, boolean isAnswer) {
            report("lose", points.task(), why, isAnswer);
        }
    }
}
