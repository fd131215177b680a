package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/api-stability.md promises of each package, and what is compared with the previous release. */
class ApiStabilityTest {
    private static final Path CORE = Path.of("..");

    @Test
    void everyExportedPackageIsStableOrExperimental() throws IOException {
        String page = page();
        String promised = page.substring(page.indexOf("## Stable"), page.indexOf("## Internal"));
        assertThat(found("`(dev\\.gradus\\.[a-z.]+)`", promised)).containsExactlyInAnyOrderElementsOf(exported());
    }

    @Test
    void theComparisonLeavesOutInternalPackagesOnly() throws IOException {
        String page = page();
        String internal = page.substring(page.indexOf("## Internal"), page.indexOf("## Bits"));
        List<String> leftOut =
                found("<exclude>(dev\\.gradus\\.[a-z.]+)</exclude>", read(CORE.resolve("published/pom.xml")));
        assertThat(leftOut.stream()
                        .map(name -> name.startsWith("dev.gradus.testkit.") ? "dev.gradus.testkit" : name)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(found("`(dev\\.gradus\\.[a-z.]+)`", internal));
        List<String> exported = exported();
        try (Stream<Path> below = Files.list(CORE.resolve("testkit/src/main/java/dev/gradus/testkit"))) {
            assertThat(leftOut.stream().filter(name -> name.startsWith("dev.gradus.testkit.")))
                    .containsExactlyInAnyOrderElementsOf(below.filter(Files::isDirectory)
                            .map(folder -> "dev.gradus.testkit." + folder.getFileName())
                            .filter(name -> !exported.contains(name))
                            .toList());
        }
    }

    /** The packages that modules export to everyone; Spark's module has no description and one package. */
    private static List<String> exported() throws IOException {
        try (Stream<Path> modules = Files.list(CORE)) {
            return Stream.concat(
                            modules.map(module -> module.resolve("src/main/java/module-info.java"))
                                    .filter(Files::exists)
                                    .flatMap(module -> found("exports ([\\w.]+);", read(module)).stream()),
                            Stream.of("dev.gradus.spark"))
                    .toList();
        }
    }

    private static String page() {
        return read(CORE.resolve("../docs/api-stability.md"));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
