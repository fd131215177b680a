package dev.gradus.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.testkit.Law;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that break the protocol: each is a finding with its case, and none makes the checker wait for long. */
@Tag("long")
@Timeout(120)
class HostileProgramsTest {
    private static final String OP = "{\"name\":\"twice\",\"inputs\":[{\"name\":\"x\",\"dims\":[\"n\"]}]}";

    /** Answers the request to describe the op, and then defines {@code id} for each line that it reads. */
    private static String answering(String rest) {
        return describing(OP) + "while read -r line; do id=${line#*:}; id=${id%%,*}; " + rest + "; done";
    }

    private static String describing(String op) {
        return "read -r line; echo '{\"id\":1,\"version\":1,\"ops\":[" + op + "]}'; ";
    }

    @BeforeAll
    static void needsAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    }

    static Stream<Arguments> programs() {
        return Stream.of(
                arguments("sleep 1000", "The program did not answer \"forward\" within 2.0 s."),
                arguments("exec >&-; sleep 1000", "The program ended instead of answering \"forward\"."),
                arguments("exit 3", "The program ended with exit code 3 instead of answering \"forward\"."),
                arguments(
                        "echo 'Segmentation fault' >&2; exit 139",
                        "The program ended with exit code 139 instead of answering \"forward\"."
                                + " stderr Segmentation fault"),
                arguments(
                        "echo hello",
                        "The answer to \"forward\" is not a JSON object; does the program print to its standard"
                                + " output? answer hello"),
                arguments("echo '[1]'", "The answer to \"forward\" is not a JSON object"),
                arguments("yes", "The answer to \"forward\" is not a JSON object"),
                arguments(
                        "head -c 20000000 /dev/zero",
                        "The answer to \"forward\" is a line of more than 16777216 bytes."),
                arguments(
                        "echo \"{\\\"id\\\":$id,\\\"value\\\":$(head -c 10000 /dev/zero | tr '\\0' 9)}\"",
                        "The answer to \"forward\" is beyond a limit of the checker's JSON: Number value length (10000)"
                                + " exceeds the maximum allowed (1000"),
                arguments("echo '{\"id\":77}'", "The answer to \"forward\" has the id 77, but the request had "),
                arguments("echo \"{\\\"id\\\":$id}\"", "The answer to \"forward\" has no value."),
                arguments(
                        "echo \"{\\\"id\\\":$id,\\\"value\\\":[[1,2],[3]]}\"",
                        "The answer to \"forward\" is malformed: the lists of an array have different lengths"),
                arguments(
                        "echo \"{\\\"id\\\":$id,\\\"value\\\":[\\\"one\\\"]}\"",
                        "The answer to \"forward\" is malformed: \"one\" is not a number"),
                arguments(
                        "echo \"{\\\"id\\\":$id,\\\"value\\\":{\\\"shape\\\":[2],\\\"base64\\\":\\\"AAA=\\\"}}\"",
                        "The answer to \"forward\" is malformed: the base64 of an array has 2 bytes"),
                arguments(
                        "echo \"{\\\"id\\\":$id,\\\"value\\\":{\\\"shape\\\":[2],\\\"base64\\\":\\\"?\\\"}}\"",
                        "The answer to \"forward\" is malformed: the base64 of an array is malformed"),
                arguments(
                        "echo \"{\\\"id\\\":$id,\\\"value\\\":{\\\"shape\\\":[3],\\\"data\\\":[1]}}\"",
                        "The answer to \"forward\" is malformed: an array of shape (3) has 1 elements"),
                arguments(
                        "echo \"{\\\"id\\\":$id,\\\"value\\\":{\\\"shape\\\":[70000,70000],\\\"data\\\":[]}}\"",
                        "The answer to \"forward\" is malformed: the shape [70000,70000] has too many elements"),
                arguments(
                        "echo \"{\\\"id\\\":$id,\\\"error\\\":{\\\"type\\\":\\\"ValueError\\\",\\\"message\\\":\\\"no\\\"}}\"",
                        "forward: ValueError: no"),
                arguments(
                        "echo \"{\\\"id\\\":$id,\\\"value\\\":[1],\\\"gradients\\\":[[[1]]]}\"",
                        "The answer to \"backward\" has the wrong shape: the gradient for x is (1, 1) instead of ("),
                arguments(
                        "echo \"{\\\"id\\\":$id,\\\"value\\\":[1],\\\"gradients\\\":[null]}\"",
                        "The answer to \"backward\" has null in place of the gradient for x"),
                arguments(
                        "echo \"{\\\"id\\\":$id,\\\"value\\\":[1]}\"",
                        "The answer to \"backward\" needs \"gradients\", a list of 1 array."));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void areFindings(String program, String finding) {
        String timeout = program.startsWith("sleep") ? "2" : "100";
        Run run = Run.ofShell(
                answering(program), "--law", "DETERMINISTIC", "--timeout", timeout, "--tries", "3", "--as-drawn");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().replaceAll("\\s+", " "))
                .startsWith("twice: 0 laws hold, 1 is broken, 0 skipped twice breaks the law")
                .contains(finding)
                .contains("x (");
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void areNotAskedAgainIfTheyDoNotAnswer() {
        Run run = Run.ofShell(answering("sleep 1000"), "--timeout", "2");

        assertThat(run.out())
                .startsWith("twice: 0 laws hold, 1 is broken, " + (Law.values().length - 1) + " skipped\n")
                .contains("the program did not answer another law");
    }

    @Test
    void areToldHowManyTriesAreMadeInTime() {
        String one = "{\"name\":\"one\",\"inputs\":[{\"name\":\"x\",\"dims\":[]}]}";
        String answer = "sleep 0.1; echo \"{\\\"id\\\":$id,\\\"value\\\":{\\\"shape\\\":[],\\\"data\\\":[1]},"
                + "\\\"gradients\\\":[{\\\"shape\\\":[],\\\"data\\\":[0]}]}\"";
        String slow = describing(one) + "while read -r line; do id=${line#*:}; id=${id%%,*}; " + answer + "; done";
        System.setProperty("gradus.seconds", "1");
        try {
            assertThat(Run.ofShell(slow, "--law", "LINEAR").out())
                    .startsWith("one: 1 laws hold, 0 are broken, 0 skipped\n")
                    .containsPattern(
                            "cut short, with the tries made: LINEAR \\d+; -Dgradus.seconds=60 gives each law more time");
        } finally {
            System.clearProperty("gradus.seconds");
        }
    }

    @Test
    void areStartedAgainAfterACrash() {
        String crashesForLongInputs = answering("case $line in *'\"shape\":[0]'*) g='[]';; *'\"shape\":[1]'*) g='[1]';;"
                + " *) exit 4;; esac; echo \"{\\\"id\\\":$id,\\\"value\\\":[1],\\\"gradients\\\":[$g]}\"");
        Run run = Run.ofShell(crashesForLongInputs, "--law", "DETERMINISTIC");

        assertThat(run.out())
                .contains("The program ended with exit code 4")
                .as("the smallest input that crashes it")
                .contains("x (2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 1",
                "sleep 1000",
                "echo hello",
                "echo '{\"id\":1,\"version\":3,\"ops\":[]}'",
                "echo '{\"id\":1,\"version\":1}'",
                "echo '{\"id\":1,\"version\":1,\"ops\":{}}'",
                "echo '{\"id\":1,\"version\":1,\"seed\":2.5,\"ops\":[{\"name\":\"f\",\"inputs\":[{\"name\":\"x\"}]}]}'",
                "echo '{\"id\":1,\"version\":1,\"tries\":0,\"ops\":[{\"name\":\"f\",\"inputs\":[{\"name\":\"x\"}]}]}'",
                "head -c 300000000 /dev/zero",
                "head -c 300000000 /dev/zero >&2; exit 1",
                "echo '{\"id\":1,\"error\":{\"type\":\"KeyError\"}}'",
                "echo '{\"id\":1,\"version\":1,\"ops\":[{\"name\":\"f\",\"inputs\":[]}]}'"
            })
    void areUnusableIfTheyDoNotDescribeTheirOps(String program) {
        Run run = Run.ofShell("read -r line; " + program, "--timeout", "0.5");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errors()).startsWith("gradus-check: ").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"f\",\"color\":1,\"inputs\":[{\"name\":\"x\"}]}",
                "{\"name\":\"f\",\"inputs\":[{\"name\":\"x\",\"color\":1}]}",
                "{\"name\":\"f\",\"inputs\":[{\"name\":\"x\",\"values\":{\"color\":1}}]}"
            })
    void areToldWhichFieldIsUnknown(String op) {
        Run run = Run.ofShell(describing(op));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("has the unknown field \"color\"; known are ");
    }

    @Test
    void mayNotExist() {
        Run run = Run.of("--", "/no/such/program");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).startsWith("gradus-check: Cannot run program \"/no/such/program\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--color",
                "--seed",
                "--seed x -- true",
                "--tries 0 -- true",
                "--law VALEU -- true",
                "--timeout -1 -- true",
                "--timeout 1e300 -- true",
                "--timeout NaN -- true",
                "--pipe -- true"
            })
    void areNotStartedByAWrongCommandLine(String arguments) {
        Run run = Run.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).startsWith("gradus-check: ");
    }

    @Test
    void haveHelp() {
        assertThat(Run.of("--help").out()).isEqualTo(Options.HELP);
    }

    @Test
    void canAskForTheLaws() {
        assertThat(Run.of("--laws").out().lines())
                .contains("GRADIENT the gradient equals the numerical one")
                .hasSameSizeAs(OpDescription.laws());
    }
}
