package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The Maven that runs this build, once more in another folder. */
final class Maven {
    private Maven() {}

    /** The repository in which this build has its artifacts. */
    static String repository() {
        return System.getProperty("gradus.repository");
    }

    /** A command line that calls it by its name, with this build's repository. */
    static String withItsRepository(String command) {
        return command.replace(
                "mvn ", System.getProperty("gradus.maven") + " -Dmaven.repo.local=" + repository() + " ");
    }

    /** The lines that it prints; it must end with this status within this time. */
    static List<String> run(
            Path folder, Duration limit, int expectedExit, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("gradus.maven"), "-B", "-ntp"));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile("maven", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Outside of this build's folder Maven has no jvm.config, and would compile for longer than it works.
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        builder.environment().putAll(environment);
        Process maven = builder.start();
        boolean done = maven.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
        maven.destroyForcibly().waitFor();
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        Files.delete(log);
        assertThat(done).as("done in %s:%n%s", limit, String.join("\n", lines)).isTrue();
        assertThat(maven.exitValue()).as(String.join("\n", lines)).isEqualTo(expectedExit);
        return lines;
    }
}
