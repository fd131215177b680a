package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents name the version of this build. With {@code -Dgradus.update=true} the test writes it into them. */
class VersionsTest {
    private static final String VERSION = "(\\d+\\.\\d+\\.\\d+(?:-\\w+)*)";

    /** As in Maven, as in Gradle, JBang and notebooks, and as an archetype. */
    private static final Pattern NAMED = Pattern.compile(
            "(?:<artifactId>gradus(?:-\\w+)?</artifactId>\\s*<version>|dev\\.gradus:gradus(?:-\\w+)?:|-DarchetypeVersion=)"
                    + VERSION);

    private static final Pattern PLUGIN =
            Pattern.compile("<artifactId>maven-\\w+-plugin</artifactId>\\s*<version>[^<]+</version>");

    @Test
    void documentsNameTheVersionOfThisBuild() throws IOException {
        String version = SourceTree.version();
        int named = 0;
        for (Path document : documents()) {
            String text = Files.readString(document);
            if (Boolean.getBoolean("gradus.update")) {
                text = withVersion(text, version);
                Files.writeString(document, text);
            }
            for (Matcher artifact = NAMED.matcher(text); artifact.find(); named++) {
                assertThat(artifact.group(1))
                        .as(
                                "the version in %s: %s; run this test with -Dgradus.update=true",
                                document, artifact.group())
                        .isEqualTo(version);
            }
        }
        assertThat(named).as("artifacts that documents name").isGreaterThanOrEqualTo(7);
    }

    /** So that {@link NewUserTest} finds them where this build has them, on any machine. */
    @Test
    void theArchetypeNamesThePluginsOfThisBuild() throws IOException {
        String pom = Files.readString(SourceTree.ROOT.resolve("pom.xml")).replaceAll("\\s", "");
        String generated = Files.readString(
                SourceTree.ROOT.resolve("core/release/archetype/src/main/resources/archetype-resources/pom.xml"));
        assertThat(PLUGIN.matcher(generated).results())
                .hasSize(3)
                .allSatisfy(plugin -> assertThat(pom).contains(plugin.group().replaceAll("\\s", "")));
    }

    @Test
    void assignmentsNameTheJUnitOfThisBuild() throws IOException {
        String version = SourceTree.first("<junit.version>(.+?)</junit.version>");
        for (Path pom : assignments()) {
            assertThat(Files.readString(pom).replaceAll("\\s", ""))
                    .as(pom.toString())
                    .contains("<artifactId>junit-jupiter</artifactId><version>" + version + "</version>");
        }
    }

    /** The poms of the assignments, which students copy. */
    private static List<Path> assignments() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("assignments"))) {
            return folders.map(folder -> folder.resolve("pom.xml")).sorted().toList();
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(assignments());
        documents.add(SourceTree.ROOT.resolve("README.md"));
        try (Stream<Path> docs = Files.list(SourceTree.ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().matches(".*\\.(md|ipynb|jsh)"))
                    .sorted()
                    .forEach(documents::add);
        }
        return documents;
    }

    private static String withVersion(String text, String version) {
        return NAMED.matcher(text)
                .replaceAll(artifact -> Matcher.quoteReplacement(artifact.group()
                                .substring(
                                        0,
                                        artifact.group().length()
                                                - artifact.group(1).length())
                        + version));
    }
}
