package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The start of docs/04 as a reader follows it: the archetype and the page's test in an empty folder, and a Maven of its own.
 * That Maven finds the artifacts of this build in a repository of its own, everything else where this build has it, and loads
 * nothing from the network but the archetype plugin, the first time.
 */
@Tag("long")
class NewUserTest {
    private static final Path ROOT = SourceTree.ROOT;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String RIGHT = "sigma.add(slope.multiply(beta).multiply(x))";
    private static final String WRONG = "sigma.add(slope.multiply(x))";

    /** A broken law, in a complete report or a brief one, and the command that replays it. */
    private static final Pattern BROKEN = Pattern.compile(
            "(?m)^Swish breaks the law: (.*?)\\.(?: |\\R(?s:.{1,2000}?)^  replay +)mvn test (-Dtest=.*)$");

    @Test
    void fromAnEmptyFolderToARedTestAndAGreenOneInLessThanTwoMinutesEach(@TempDir Path empty)
            throws IOException, InterruptedException {
        String page = Files.readString(ROOT.resolve("docs/04-testing-an-op.md"));
        Path repository = Installed.in(empty.resolve("repository"));
        Installed.archive(
                Installed.pom(repository, "gradus-archetype", ROOT.resolve("core/release/archetype/pom.xml")),
                ROOT.resolve("core/release/archetype/target/classes"));
        Path folder = generate(empty, repository, page);
        assertThat(folder.resolve(".github/workflows/laws.yml")).isNotEmptyFile();

        Path test = folder.resolve("src/test/java/SwishProperties.java");
        String source = firstBlock(page, "java");
        Files.writeString(test, source);
        List<String> red = mvnTest(folder, repository, 1, "-Dgradus.report=target/broken-laws.json");
        assertThat(red)
                .as("the archetype's own test")
                .anyMatch(line -> line.contains("Failures: 0") && line.endsWith("in org.example.MyOpProperties"));
        int first = indexOf(red, "SwishProperties.\\w+ .*<<< FAILURE!");
        int last = indexOf(red, "\\[ERROR\\] Tests run: \\d+, Failures: [1-9]\\d*, Errors: 0, Skipped: \\d+$");
        assertThat(red.subList(first, last).stream().filter(line -> !line.startsWith("[INFO]")))
                .as("what a failing contract prints")
                .hasSizeLessThan(40)
                .contains("Swish breaks the law: the gradient equals the numerical one.")
                .anyMatch(line -> line.startsWith("  likely cause  "))
                .noneMatch(line -> line.contains("jqwik"));
        assertThat(Files.readString(folder.resolve("target/broken-laws.json")))
                .startsWith("[\n{\"version\":1,\"test\":\"SwishProperties\",\"law\":\"GRADIENT\",")
                .contains("\"file\":\"src/test/java/SwishProperties.java\",\"line\":");
        replaysABrokenLaw(folder, repository, red);

        Files.writeString(test, source.replace(WRONG, RIGHT));
        List<String> green = mvnTest(folder, repository, 0, "-Dtest=SwishProperties");
        assertThat(green.stream().filter(line -> line.contains("SwishProperties")))
                .as("what a contract that holds prints")
                .hasSize(2)
                .last()
                .asString()
                .matches("\\[\\w+\\] Tests run: \\d+, Failures: 0, Errors: 0, Skipped: \\d+.* -- in SwishProperties");
        assertThat(green).noneMatch(line -> line.contains("tries ="));
    }

    /** Runs the last command; the others differ from it in law and seed only. */
    private static void replaysABrokenLaw(Path folder, Path repository, List<String> red)
            throws IOException, InterruptedException {
        Map<String, String> commands = new LinkedHashMap<>();
        BROKEN.matcher(String.join("\n", red))
                .results()
                .forEach(broken -> commands.put(broken.group(1), broken.group(2)));
        assertThat(commands).as("replays of\n%s", String.join("\n", red)).hasSize(3);
        assertThat(commands.values())
                .doesNotHaveDuplicates()
                .allMatch(
                        command -> command.matches("-Dtest=SwishProperties -Dgradus.law=[A-Z_]+ -Dgradus.seed=-?\\d+"));
        String law = List.copyOf(commands.keySet()).get(2);
        List<String> again = mvnTest(folder, repository, 1, commands.get(law).split(" "));
        assertThat(again).contains("Swish breaks the law: " + law + ".");
        assertThat(again)
                .as("only this law runs")
                .anyMatch(
                        line -> line.matches("\\[ERROR\\] Tests run: (\\d+), Failures: 1, Errors: 0, Skipped: \\d+$"));
    }

    /** Makes a project by the page's command. */
    private static Path generate(Path folder, Path repository, String page) throws IOException, InterruptedException {
        Matcher command = Pattern.compile("(?m)^mvn archetype:generate (.*)$").matcher(page);
        assertThat(command.find()).as("the command of the archetype").isTrue();
        String plugin =
                "org.apache.maven.plugins:maven-archetype-plugin:" + SourceTree.version("maven-archetype-plugin");
        boolean isOffline = "is true".equals(System.getProperty("gradus.offline"));
        assumeFalse(isOffline && !hasPlugin(), "Maven is offline (-o) and does not have the archetype plugin");
        if (!hasPlugin()) {
            Maven.run(folder, LIMIT, 0, Map.of(), "-Dmaven.repo.local=" + Maven.repository(), plugin + ":help");
        }
        List<String> arguments = new ArrayList<>(List.of(
                "-o",
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.repo.local.tail=" + Maven.repository(),
                plugin + ":generate"));
        arguments.addAll(List.of(command.group(1).split(" ")));
        Maven.run(folder, LIMIT, 0, Map.of(), arguments.toArray(String[]::new));
        return folder.resolve("my-ops");
    }

    private static boolean hasPlugin() throws IOException {
        String version = SourceTree.version("maven-archetype-plugin");
        return Files.exists(Path.of(
                Maven.repository(),
                "org/apache/maven/plugins/maven-archetype-plugin/" + version + "/maven-archetype-plugin-" + version
                        + ".jar"));
    }

    private static String firstBlock(String page, String language) {
        Matcher block =
                Pattern.compile("(?ms)^```" + language + "\\R(.*?)^```$").matcher(page);
        assertThat(block.find()).as("a block of " + language).isTrue();
        return block.group(1);
    }

    private static int indexOf(List<String> lines, String pattern) {
        Pattern sought = Pattern.compile(pattern);
        for (int i = 0; i < lines.size(); i++) {
            if (sought.matcher(lines.get(i)).find()) {
                return i;
            }
        }
        throw new AssertionError("no line has " + pattern + ":\n" + String.join("\n", lines));
    }

    private static List<String> mvnTest(Path folder, Path repository, int expectedExit, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-o",
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.repo.local.tail=" + Maven.repository(),
                "-Djqwik.tries.default=100",
                "test"));
        arguments.addAll(List.of(more));
        List<String> lines = Maven.run(folder, LIMIT, expectedExit, Map.of(), arguments.toArray(String[]::new));
        assertThat(lines).filteredOn(line -> line.contains("No SIMD kernels")).hasSizeLessThan(2);
        return lines;
    }
}
