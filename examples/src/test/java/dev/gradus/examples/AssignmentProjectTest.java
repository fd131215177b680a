package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An assignment outside of this repository, with a Maven of its own, and a program that does not compile. */
@Tag("long")
class AssignmentProjectTest {
    private static final Path ASSIGNMENT = Path.of("assignments/1-gate");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String POINTS = "target/points.json";

    @TempDir
    private Path work;

    private Path project;
    private Path submission;
    private List<String> options;

    @BeforeEach
    void copiesTheAssignment() throws IOException {
        project = work.resolve("gate");
        copy(ASSIGNMENT.resolve("src/test"), project.resolve("src/test"));
        Files.copy(ASSIGNMENT.resolve("pom.xml"), project.resolve("pom.xml"));
        submission = Files.createDirectories(project.resolve("submissions/Ben O'Hara"));
        String program = Files.readString(ASSIGNMENT.resolve("solution/Gate.java"));
        Files.writeString(submission.resolve("Gate.java"), program.replace("double z = b;", "double z = b"));
        Files.createDirectories(project.resolve("target"));
        Files.writeString(project.resolve(POINTS), "earlier");
        Path repository = Installed.in(work.resolve("repository"));
        options = List.of("-o", "-Dmaven.repo.local=" + repository, "-Dmaven.repo.local.tail=" + Maven.repository());
    }

    @Test
    void aStudentSeesTheErrorAndNoPointsOfAnEarlierRun() throws IOException, InterruptedException {
        List<String> printed = Maven.run(
                project,
                LIMIT,
                1,
                Map.of(),
                Stream.concat(options.stream(), Stream.of("-q", "test", "-Dsubmission=" + submission))
                        .toArray(String[]::new));
        assertThat(printed).anyMatch(line -> line.matches(".*Gate.java:\\[8,21\\] ';' expected"));
        assertThat(project.resolve(POINTS)).doesNotExist();
    }

    /** The program rewrites the points when its JVM ends, and has a class that accepts every answer in place of the kit's. */
    @Test
    void aProgramThatRewritesItsPointsEarnsNone() throws IOException, InterruptedException {
        String skeleton = Files.readString(ASSIGNMENT.resolve("src/main/java/Gate.java"));
        int body = skeleton.indexOf('{', skeleton.indexOf("class Gate")) + 1;
        Files.writeString(
                submission.resolve("Gate.java"), skeleton.substring(0, body) + """

                            static {
                                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                                    try {
                                        java.nio.file.Path file = java.nio.file.Path.of("target/points.json");
                                        java.nio.file.Files.writeString(file, "{\\"points\\":10,\\"of\\":10}");
                                        java.nio.file.Files.writeString(file.resolveSibling("ended"), "");
                                    } catch (java.io.IOException cannot) {
                                        throw new java.io.UncheckedIOException(cannot);
                                    }
                                }));
                            }
                        """ + skeleton.substring(body));
        Files.writeString(
                Files.createDirectories(submission.resolve("dev/gradus/testkit/grade"))
                        .resolve("Answer.java"),
                """
                package dev.gradus.testkit.grade;

                public final class Answer {
                    public static Answer of(String name, Object value) { return new Answer(); }
                    public Answer mistake(String sentence, Object wrong) { return this; }
                    public Answer within(double relative) { return this; }
                    public void mustBe(Object right) {}
                }
                """);
        Maven.run(
                project,
                LIMIT,
                1,
                Map.of(),
                Stream.concat(options.stream(), Stream.of("-q", "test", "-Dgraded", "-Dsubmission=" + submission))
                        .toArray(String[]::new));
        assertThat(Files.readString(project.resolve(POINTS))).contains("\"points\":0,\"of\":10,");
        assertThat(project.resolve("target/ended")).exists();
    }

    @DisabledOnOs(OS.WINDOWS)
    @Test
    void theLoopOfTheCourseGivesZeroPoints() throws IOException, InterruptedException {
        String page = Files.readString(SourceTree.ROOT.resolve("docs/course/README.md"));
        Matcher loop =
                Pattern.compile("(?ms)^for student in .*?^done > points.csv$").matcher(page);
        assertThat(loop.find()).isTrue();
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", loop.group())
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log").toFile());
        Path maven = Path.of(System.getProperty("gradus.maven")).getParent();
        Map<String, String> environment = shell.environment();
        environment.put("PATH", maven + File.pathSeparator + environment.get("PATH"));
        environment.put("MAVEN_ARGS", String.join(" ", options));
        assertThat(shell.start().waitFor()).as(work.resolve("log").toString()).isZero();
        assertThat(project.resolve("points.csv")).hasContent("Ben O'Hara,0");
        assertThat(Files.readString(project.resolve(POINTS))).contains("There is no class Gate. Does it compile?");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
