package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README's commands for the shell and for an example, in a fresh clone and on a machine whose Maven has downloaded nothing yet. */
@Tag("long")
class FirstCommandTest {
    private static final long MEGABYTE = 1_000_000;
    private static final int MOST_MEGABYTES = 30;

    @ParameterizedTest
    @CsvSource({"A minute with it, selenium", "Run it, selenium|junit-jupiter|jqwik"})
    void itDownloadsOnlyWhatItNeeds(String heading, String ofTests, @TempDir Path folder)
            throws IOException, InterruptedException {
        assumeFalse("is true".equals(System.getProperty("gradus.offline")), "Maven is offline (-o)");
        assumeTrue(isCentralReachable(), "Maven Central cannot be reached");
        Path repository = folder.resolve("repository");
        String command = command(heading);
        List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
        arguments.add("-Dmaven.repo.local=" + repository);
        arguments.add("-Dargs=--help");

        List<String> printed = Maven.run(
                SourceTree.copy(folder.resolve("clone")),
                Duration.ofMinutes(10),
                0,
                Map.of(),
                arguments.toArray(new String[0]));

        if (heading.equals("Run it")) {
            assertThat(printed).anyMatch(line -> line.startsWith("Usage: "));
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(repository)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        assertThat(bytes / MEGABYTE)
                .as("megabytes that %s downloads: it was 19 when this was written", command)
                .isBetween(5L, (long) MOST_MEGABYTES);
        assertThat(files)
                .as("libraries that only tests and checks need")
                .extracting(file -> file.getFileName().toString())
                .noneMatch(name -> name.matches("(" + ofTests + "|onnxruntime|error_prone_core|spark).*\\.jar"));
    }

    /** What the README says after a heading, without the name of Maven and the program that runs next. */
    private static String command(String heading) throws IOException {
        Matcher command = Pattern.compile("(?s)\\n## " + heading + "\\n.*?```\\nmvn (.*?)( && [^\\n]*)?\\n```")
                .matcher(Files.readString(SourceTree.ROOT.resolve("README.md")));
        assertThat(command.find()).isTrue();
        return command.group(1);
    }

    private static boolean isCentralReachable() {
        try {
            HttpURLConnection central = (HttpURLConnection)
                    URI.create("https://repo.maven.apache.org/maven2/junit/junit/maven-metadata.xml")
                            .toURL()
                            .openConnection();
            central.setConnectTimeout(10_000);
            central.setReadTimeout(10_000);
            central.setRequestMethod("HEAD");
            return central.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
