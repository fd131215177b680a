package dev.gradus.testkit.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

class GradingTest {
    @TempDir
    private Path folder;

    @Test
    void eachKindOfFailureCostsItsTaskOnly() throws IOException {
        assertThat(graded(Tasks.class, false)).isEqualTo("""

                  0 of 1  1 fails
                          wrong
                  2 of 2  2 is solved
                  0 of 3  3 throws
                          It threw java.lang.IllegalStateException: no
                  0 of 4  4 recurs
                          A method calls itself without end (StackOverflowError).
                  0 of 5  5 does not end
                          It did not end within 1 seconds. Is there a loop without end?
                points: 2 of 15
                """);
        assertThat(Files.readString(folder.resolve("points.json")))
                .startsWith(
                        "{\"version\":1,\"status\":\"fail\",\"graded\":false,\"points\":2,\"of\":15,\"max_score\":15,")
                .contains(
                        "{\"name\":\"1 fails\",\"status\":\"fail\",\"score\":0,\"max_score\":1,\"message\":\"wrong\",");
    }

    @Test
    void aGradedRunListsPointsOnly() throws IOException {
        assertThat(graded(Tasks.class, true)).isEqualTo("""

                  0 of 1  1 fails
                  2 of 2  2 is solved
                  0 of 3  3 throws
                  0 of 4  4 recurs
                  0 of 5  5 does not end
                          It did not end within 1 seconds. Is there a loop without end?
                points: 2 of 15
                """);
        assertThat(Files.readString(folder.resolve("points.json"))).doesNotContain("wrong");
    }

    @Test
    void tasksThatNeverStartAreListed() throws IOException {
        assertThat(graded(NoneStarts.class, false)).isEqualTo("""

                  0 of 1  1 first
                          It was not run.
                  0 of 1  2 second
                          It was not run.
                points: 0 of 2
                """);
    }

    @Test
    void aGradedRunSaysThatThereIsNoAnswer() throws IOException {
        assertThat(graded(NoAnswers.class, true, false)).isEqualTo("""

                  0 of 1  1 does not compile
                          There is no class Nowhere. Does it compile?
                  0 of 1  2 is missing
                          dev.gradus.testkit.grade.GradingTest$Students has no static method double[] missing(double[]). \
                Write it as the skeleton has it.
                  0 of 1  3 does not end
                          It did not end within 1 seconds. Is there a loop without end?
                points: 0 of 3
                """);
        assertThat(Files.readString(folder.resolve("points.json"))).contains("Does it compile?");
    }

    /** What is not graded runs in the JVM of the tests, which the program ends. */
    @Test
    void theFileOfAnEarlierRunIsReplacedIfTheProgramEndsTheJvm() throws IOException, InterruptedException {
        Path file = folder.resolve("points.json");
        Files.writeString(file, "earlier");
        assertThat(inAnotherJvm(Exits.class)).isEqualTo(3);
        assertThat(Files.readString(file))
                .contains("\"points\":1,\"of\":3,")
                .contains("The program ended here. Does it call System.exit?")
                .contains("It was not run.");
        assertThat(Files.readString(folder.resolve("log")))
                .contains(
                        "  0 of 1  2 exits\n          The program ended here. Does it call System.exit?\n",
                        "points: 1 of 3");
    }

    @Test
    void aGradedProgramThatEndsItsJvmKeepsThePointsBefore() throws IOException {
        assertThat(graded(Halts.class, true)).isEqualTo("""

                  1 of 1  1 solved
                  0 of 1  2 exits
                          The program ended here. Does it call System.exit?
                  0 of 1  3 after the exit
                          It was not run.
                points: 1 of 3
                """);
    }

    /** The program rewrites the file when its JVM ends, and prints reports without the secret. */
    @Test
    void aGradedProgramDoesNotWriteItsPoints() throws IOException {
        Path file = folder.resolve("points.json");
        System.setProperty(Forger.FILE, file.toString());
        try {
            assertThat(graded(Forged.class, true)).isEqualTo("""

                      0 of 9  1 forged
                      1 of 1  2 solved
                    points: 1 of 10
                    """);
        } finally {
            System.clearProperty(Forger.FILE);
        }
        assertThat(Files.readString(file))
                .contains("\"points\":1,\"of\":10,")
                .doesNotContain("forged\",\"status\":\"pass");
        assertThat(folder.resolve("ended")).exists();
    }

    private int inAnotherJvm(Class<?> tasks) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Graded.class.getName(),
                        tasks.getName(),
                        folder.resolve("points.json").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start()
                .waitFor();
    }

    /** Grades the test class that its first argument names, and writes the points into the file that the second names. */
    static final class Graded {
        private Graded() {}

        public static void main(String[] arguments) throws ClassNotFoundException {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(Class.forName(arguments[0])))
                    .configurationParameter("gradus.points", arguments[1])
                    .execute();
        }
    }

    private String graded(Class<?> tasks, boolean isGraded) throws IOException {
        return graded(tasks, isGraded, true);
    }

    private String graded(Class<?> tasks, boolean isGraded, boolean isIsolated) throws IOException {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(tasks))
                    .configurationParameter(
                            "gradus.points", folder.resolve("points.json").toString())
                    .configurationParameter("graded", String.valueOf(isGraded))
                    .configurationParameter("gradus.isolated", String.valueOf(isIsolated))
                    .configurationParameter("junit.jupiter.conditions.deactivate", "*")
                    .execute();
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @ExtendWith(Grading.class)
    static class Tasks {
        @Points(value = 1, task = "1 fails")
        void fails() {
            throw new AssertionError("wrong");
        }

        @Points(value = 2, task = "2 is solved")
        void passes() {}

        @Points(value = 3, task = "3 throws")
        void throwsSomething() {
            throw new IllegalStateException("no");
        }

        @Points(value = 4, task = "4 recurs")
        void recurs() {
            recurs(1);
        }

        private int recurs(int depth) {
            return depth < 0 ? depth : recurs(depth + 1) + 1;
        }

        @Points(value = 5, task = "5 does not end", seconds = 1)
        void doesNotEnd() throws InterruptedException {
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @ExtendWith(Grading.class)
    static class NoAnswers {
        @Points(value = 1, task = "1 does not compile")
        void noClass() {
            Submission.of("Nowhere", View.class).half(1);
        }

        @Points(value = 1, task = "2 is missing")
        void noMethod() {
            Submission.of(Students.class.getName(), View.class).missing(new double[0]);
        }

        @Points(value = 1, task = "3 does not end", seconds = 1)
        void doesNotEnd() throws InterruptedException {
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @ExtendWith(Grading.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class Exits {
        @Points(value = 1, task = "1 solved")
        void a() {}

        @Points(value = 1, task = "2 exits")
        void b() {
            end();
        }

        @Points(value = 1, task = "3 after the exit")
        void c() {}

        void end() {
            System.exit(3);
        }
    }

    static class Halts extends Exits {
        @Override
        void end() {
            Runtime.getRuntime().halt(4);
        }
    }

    /** A student's class. */
    static final class Forger {
        static final String FILE = "gradus.forged", ALL = "{\"points\":10,\"of\":10}";

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(Forger::write));
        }

        private Forger() {}

        static void write() {
            try {
                Path file = Path.of(System.getProperty(FILE));
                Files.writeString(file, ALL);
                Files.writeString(file.resolveSibling("ended"), "");
            } catch (IOException cannot) {
                throw new UncheckedIOException(cannot);
            }
        }

        static double half(double x) {
            PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
            out.println("[\"earn\",\"1 forged\"]\n" + "0".repeat(32) + "[\"earn\",\"1 forged\"]\npoints: 10 of 10");
            write();
            return 0;
        }
    }

    @ExtendWith(Grading.class)
    static class Forged {
        @Points(value = 9, task = "1 forged")
        void forged() {
            Answer.of(
                            "half(1)",
                            Submission.of(Forger.class.getName(), View.class).half(1))
                    .mustBe(0.5);
        }

        @Points(value = 1, task = "2 solved")
        void solved() {}
    }

    @ExtendWith(Grading.class)
    static class NoneStarts {
        @BeforeAll
        static void fails() {
            throw new IllegalStateException("nothing starts");
        }

        @BeforeEach
        void never() {}

        @Points(value = 1, task = "1 first")
        void first() {}

        @Points(value = 1, task = "2 second")
        void second() {}
    }

    interface View {
        double half(double x);

        double[] missing(double[] x);

        Box box(double content);

        Object nothing();
    }

    interface Box {
        double content();

        Box joined(Box other);
    }

    static final class Students {
        private Students() {}

        static double half(double x) {
            return x / 2;
        }

        static StudentsBox box(double content) {
            return new StudentsBox(content);
        }

        static Object nothing() {
            return null;
        }
    }

    record StudentsBox(double content) {
        StudentsBox joined(StudentsBox other) {
            return new StudentsBox(content + other.content);
        }
    }

    @Test
    void aSubmissionIsCalledByName() {
        View view = Submission.of(Students.class.getName(), View.class);
        assertThat(view.half(3)).isEqualTo(1.5);
        assertThat(view.box(2).joined(view.box(3)).content()).isEqualTo(5);
        assertThatThrownBy(() -> view.missing(new double[0]))
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith(
                        "Students has no static method double[] missing(double[]). Write it as the skeleton has it.");
        assertThatThrownBy(view::nothing)
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith(".nothing returned null.");
        assertThatThrownBy(() -> Submission.of("Nowhere", View.class).half(1))
                .isInstanceOf(AssertionError.class)
                .hasMessage("There is no class Nowhere. Does it compile?");
    }

    @Test
    void anAnswerNamesTheMistake() {
        Answer.of("half(3)", 1.5).mustBe(1.5 + 1e-12);
        assertThatThrownBy(() -> Answer.of("half(3)", 3.0)
                        .mistake("That is all of it.", 3)
                        .mustBe(1.5))
                .hasMessage("half(3) is 3.00000 instead of 1.50000. That is all of it.");
        assertThatThrownBy(() -> Answer.of("v", new double[] {1, Double.NaN}).mustBe(new double[] {1, 2}))
                .hasMessage("v is [1.00000, NaN] instead of [1.00000, 2.00000].");
        assertThatThrownBy(() -> Answer.of("m", new double[][] {{1}, {2}}).mustBe(new double[][] {{1, 2}}))
                .hasMessage("m is [1.00000; 2.00000] instead of [1.00000, 2.00000].");
    }
}
