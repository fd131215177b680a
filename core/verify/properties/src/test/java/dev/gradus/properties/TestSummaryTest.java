package dev.gradus.properties;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each module with tests says how many of them ran, and the last such module how many ran in all. Modules without tests are not waited for;
 * earlier builds do not count.
 */
@Tag("long")
class TestSummaryTest {
    private static final long START = 1_700_000_000_000L;

    @TempDir
    private Path folder;

    @BeforeEach
    void twoModulesHaveTests() throws IOException {
        Files.createDirectories(folder.resolve("one/src/test"));
        Files.createDirectories(folder.resolve("two/src/test"));
    }

    @Test
    void lastModuleSaysWhatRanInAll() throws Exception {
        report("one", "A", START, test("") + test("<failure/>") + test("<error/>"));
        report("two", "B", START + 1, test("") + test(skipped("Assumption failed: No browser: none")));
        assertThat(end("two")).containsExactly("Tests of Module two: 1 ran, 0 failed, 1 skipped.");
        assertThat(end("one"))
                .containsExactly(
                        "Tests of Module one: 3 ran, 2 failed, 0 skipped.",
                        "Tests of all modules in …: 4 ran, 2 failed, 1 skipped.",
                        "Skipped for want of a browser: 1; pages were not tried. Install chromium, chromedriver and firefox-esr.");
        assertThat(end("one")).as("once").containsExactly("Tests of Module one: 3 ran, 2 failed, 0 skipped.");
    }

    @Test
    void reasonsAreCounted() throws Exception {
        String kinks = test(skipped("the spec declares no kinks"));
        report("one", "A", START, kinks + test(skipped("")) + kinks + test(""));
        assertThat(end("two")).as("a module whose tests did not run").isEmpty();
        assertThat(end("one"))
                .containsExactly(
                        "Tests of Module one: 1 ran, 0 failed, 3 skipped.",
                        "Tests of all modules in …: 1 ran, 0 failed, 3 skipped.",
                        "Skipped for want of a browser: none.",
                        "Skipped: 1, because of no reason given",
                        "Skipped: 2, because the spec declares no kinks");
    }

    @Test
    void whatIsLeftOfAnEarlierBuildDoesNotCount() throws Exception {
        report("one", "Old", START - 1, test("") + test(""));
        report("two", "New", START, test(""));
        Files.createDirectories(folder.resolve("one/target/tested"));
        Files.createFile(folder.resolve("one/target/tested/" + (START - 1)));
        assertThat(end("two")).hasSize(1);
        assertThat(end("one"))
                .containsExactly(
                        "Tests of all modules in …: 1 ran, 0 failed, 0 skipped.",
                        "Skipped for want of a browser: none.");
        assertThat(folder.resolve("one/target/tested/" + (START - 1))).doesNotExist();
    }

    private static String test(String outcome) {
        return "<testcase name='t' classname='C' time='1'>" + outcome + "</testcase>";
    }

    private static String skipped(String reason) {
        return "<skipped message='" + reason + "'/>";
    }

    private void report(String module, String name, long time, String tests) throws IOException {
        Path reports = Files.createDirectories(folder.resolve(module).resolve("target/surefire-reports"));
        Path report =
                Files.writeString(reports.resolve("TEST-" + name + ".xml"), "<testsuite>" + tests + "</testsuite>");
        Files.setLastModifiedTime(report, FileTime.fromMillis(time));
    }

    /** What is printed when this module ends, with the time of the build as …. */
    private List<String> end(String module) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add(SourceTree.ROOT.resolve(".mvn/TestSummary.java").toString());
        command.add(String.valueOf(START));
        command.add(folder.resolve(module).toString());
        command.add(Stream.of("one", "two", "untested")
                .map(name -> "MavenProject: g:" + name + ":1 @ "
                        + folder.resolve(name).resolve("pom.xml"))
                .collect(Collectors.joining(", ", "[", "]")));
        command.add("Module " + module);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> printed = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .map(line -> line.replaceFirst("modules in \\d+:\\d\\d:", "modules in …:"))
                .toList();
        assertThat(process.waitFor()).isZero();
        return printed;
    }
}
