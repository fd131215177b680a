package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/api-stability.md promises of each package, and what is compared with the previous release. */
class ApiStabilityTest {
    private static final Path PARENT = SourceTree.ROOT.resolve("core/release/published/pom.xml");

    @Test
    void everyExportedPackageIsStableOrExperimental() throws IOException {
        assertThat(Stream.of("Stable", "Experimental").flatMap(promise -> packages(promise).stream()))
                .containsExactlyInAnyOrderElementsOf(exported());
    }

    @Test
    void theComparisonLeavesOutInternalPackagesOnly() throws IOException {
        List<String> leftOut = excluded("compare-api");
        assertThat(leftOut.stream()
                        .map(name -> name.startsWith("dev.gradus.testkit.") ? "dev.gradus.testkit" : name)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(packages("Internal"));
        List<String> exported = exported();
        try (Stream<Path> below =
                Files.list(SourceTree.ROOT.resolve("core/testkit/src/main/java/dev/gradus/testkit"))) {
            assertThat(leftOut.stream().filter(name -> name.startsWith("dev.gradus.testkit.")))
                    .containsExactlyInAnyOrderElementsOf(below.filter(Files::isDirectory)
                            .map(folder -> "dev.gradus.testkit." + folder.getFileName())
                            .filter(name -> !exported.contains(name))
                            .toList());
        }
    }

    @Test
    void aMinorVersionMayChangeExperimentalPackagesOnly() {
        assertThat(excluded("minor")).containsExactlyInAnyOrderElementsOf(packages("Experimental"));
    }

    @Test
    void everyPublishedModuleIsComparedAndNoOther() throws IOException {
        assertThat(read(PARENT)).contains("<japicmp.skip>${maven.deploy.skip}</japicmp.skip>");
        assertThat(modulesWithCode(pom -> pom.contains("published/pom.xml</relativePath>")
                        && !pom.contains("<japicmp.skip>true</japicmp.skip>")))
                .isEqualTo(modulesWithCode(pom -> pom.contains("<maven.deploy.skip>false</maven.deploy.skip>")))
                .contains("engine", "spark", "testkit");
    }

    private static List<String> modulesWithCode(Predicate<String> pom) throws IOException {
        return SourceTree.modules().stream()
                .filter(module -> Files.exists(module.resolve("src/main/java")))
                .filter(module -> pom.test(read(module.resolve("pom.xml"))))
                .map(module -> module.getFileName().toString())
                .sorted()
                .toList();
    }

    /** The packages that modules export to everyone; a module without a description has one, with its own name. */
    private static List<String> exported() throws IOException {
        return Stream.concat(
                        SourceTree.modules().stream()
                                .map(module -> module.resolve("src/main/java/module-info.java"))
                                .filter(Files::exists)
                                .flatMap(module -> found("exports ([\\w.]+);", read(module)).stream()),
                        SourceTree.modules().stream()
                                .flatMap(module ->
                                        found("<Automatic-Module-Name>([\\w.]+)<", read(module.resolve("pom.xml")))
                                                .stream()))
                .toList();
    }

    /** The packages in a section of the page. */
    private static List<String> packages(String section) {
        String page = read(SourceTree.ROOT.resolve("docs/api-stability.md"));
        String below = page.substring(page.indexOf("\n## " + section + "\n") + 1);
        return found("`(dev\\.gradus\\.[a-z.]+)`", below.substring(0, below.indexOf("\n## ")));
    }

    /** The packages that a profile of the published modules' parent leaves out of the comparison. */
    private static List<String> excluded(String profile) {
        String pom = read(PARENT);
        String from = pom.substring(pom.indexOf("<id>" + profile + "</id>"));
        return found("<exclude>(dev\\.gradus\\.[a-z.]+)</exclude>", from.substring(0, from.indexOf("</profile>")));
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
