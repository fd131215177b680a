package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gradus.tensor.Json;
import dev.gradus.testkit.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The file that -Dgradus.report names. */
class ReportFileTest {
    private static final String PROPERTY = "gradus.report";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void asksForAFile() {
        file = folder.resolve("deep/report.json");
        System.setProperty(PROPERTY, file.toString());
    }

    @AfterEach
    void asksForNone() {
        System.clearProperty(PROPERTY);
    }

    private static void write(String test, String law, String more) {
        ReportFile.asked()
                .orElseThrow()
                .write(
                        test,
                        law,
                        Optional.of(Json.of(Json.object("version", 1, "test", test, "law", law, "more", more))));
    }

    private static void holds(String test, String law) {
        ReportFile.asked().orElseThrow().write(test, law, Optional.empty());
    }

    @Test
    void isWrittenOnlyIfAskedFor() {
        System.clearProperty(PROPERTY);
        assertThat(ReportFile.asked()).isEmpty();
    }

    @Test
    void holdsOneLineForEachBrokenLaw() throws IOException {
        holds("A", "VALUE");
        assertThat(Files.readString(file)).isEqualTo("[\n\n]\n");
        write("A", "VALUE", "first");
        write("A", "GRADIENT", "second");
        write("B", "VALUE", "third\nline");
        write("A", "VALUE", "again");
        holds("A", "GRADIENT");
        assertThat(Files.readString(file)).isEqualTo("""
                [
                {"version":1,"test":"B","law":"VALUE","more":"third\\nline"},
                {"version":1,"test":"A","law":"VALUE","more":"again"}
                ]
                """);
    }

    @Test
    void replacesNoOtherFile() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<project/>");
        assertThatThrownBy(() -> write("A", "VALUE", ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "-Dgradus.report=" + file + " is not a report of broken laws; name a file that does not exist");
        assertThat(Files.readString(file)).isEqualTo("<project/>");
    }

    /** What {@link #processesTakeTurns} starts. */
    public static final class Main {
        private Main() {}

        public static void main(String[] test) {
            for (int law = 0; law < 20; law++) {
                write(test[0], "LAW" + law, "x".repeat(1000));
            }
        }
    }

    @Test
    void processesTakeTurns() throws IOException, InterruptedException {
        holds("", "");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-D" + PROPERTY + "=" + file,
                            Main.class.getName(),
                            "Test" + i)
                    .inheritIO()
                    .start());
        }
        while (processes.stream().anyMatch(Process::isAlive)) {
            assertThat(Files.readString(file)).startsWith("[\n").endsWith("\n]\n"); // valid at any time
            Thread.sleep(5);
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(Files.readAllLines(file)).hasSize(2 + 60).doesNotHaveDuplicates();
    }

    @Tag("long")
    @Test
    void contractsWriteAllTheirBrokenLaws() throws IOException {
        EngineTestKit.engine("jqwik")
                .selectors(selectClass(ContractTest.MaskedReluProperties.class))
                .configurationParameter("jqwik.tries.default", "20")
                .configurationParameter("jqwik.database", "")
                .execute();
        List<String> objects = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("{"))
                .toList();
        assertThat(objects)
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.startsWith("{\"version\":1,\"test\":"
                        + "\"dev.gradus.testkit.ContractTest$MaskedReluProperties\",\"law\":\""))
                .allMatch(line -> line.contains("ContractTest.java\",\"line\":"))
                .allMatch(line -> line.contains("\"data\":[-1]")
                        || line.contains("\"data\":[0]")
                        || line.contains("\"law\":\"LONG_TENSORS\""))
                .allMatch(line -> line.contains("\"replay\":\"mvn test -Dtest=MaskedReluProperties -Dgradus.law="))
                .allMatch(line -> line.matches(".*\"seed\":\"-?\\d+\",\"tries\":\\d+,.*"));
    }

    @Tag("long")
    @Test
    void programsWriteToo() throws IOException {
        assertThatThrownBy(() -> Laws.check(new ContractTest.MaskedReluProperties().spec(), 1, 10))
                .isInstanceOf(BrokenLawsError.class);
        assertThat(Files.readString(file))
                .contains("{\"version\":1,\"test\":\"dev.gradus.testkit.ReportFileTest:")
                .contains("\"law\":\"KINKS\"");
    }
}
