package dev.gradus.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page about checking any op: its program, its commands, its transcript and the schema of the messages. */
class PageTest {
    private static final Path DOCS = Path.of("../../../docs");
    private static final Path PAGE = DOCS.resolve("17-checking-any-op.md");
    private static final Pattern BLOCK = Pattern.compile("```\\w*\\n(.*?)```", Pattern.DOTALL);

    /** The blocks of the section "Any language": a program, a command, what it prints, a transcript. */
    private static List<String> blocks() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("## Any language"), page.indexOf("## Python"));
        List<String> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(section); block.find(); ) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    private static Schema schema() throws IOException {
        return new Schema(Program.JSON.readTree(Files.readString(DOCS.resolve("gradus-check.schema.json"))));
    }

    private static void needsPython() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "there is no /usr/bin/python3");
    }

    @Tag("long")
    @Test
    void commandPrintsWhatThePageShows(@TempDir Path scratch) throws IOException {
        needsPython();
        Path program = Files.writeString(scratch.resolve("cube.py"), blocks().get(0));
        String command = blocks().get(1).strip();
        assertThat(command).startsWith("java -jar core/connect/check/target/gradus-check.jar ");
        String[] arguments = command.replace("cube.py", program.toString()).split(" ");

        Run run = Run.of(List.of(arguments).subList(3, arguments.length).toArray(String[]::new));

        String printed = run.out().replace(program.toString(), "cube.py").strip() + "\n";
        if (Boolean.getBoolean("gradus.update")) {
            Files.writeString(PAGE, Files.readString(PAGE).replace(blocks().get(2), printed));
        }
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(printed)
                .as("the page is stale; run this test with -Dgradus.update=true")
                .isEqualTo(blocks().get(2));
    }

    @Test
    void transcriptIsWhatTheSchemaAllows() throws IOException {
        List<String> lines = blocks().get(3).lines().toList();

        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(schema().allows(Program.JSON.readTree(line))).isTrue());
    }

    @Tag("long")
    @Test
    void recordedMessagesAreWhatTheSchemaAllows(@TempDir Path scratch) throws IOException {
        needsPython();
        Path program = Files.writeString(scratch.resolve("cube.py"), blocks().get(0));
        Path requests = scratch.resolve("requests");
        Path answers = scratch.resolve("answers");
        Run.ofShell(
                "tee " + requests + " | python3 " + program + " | tee " + answers,
                "--readable",
                "--tries",
                "1",
                "--law",
                "GRADIENT");

        List<String> lines = new ArrayList<>(Files.readAllLines(requests));
        lines.addAll(Files.readAllLines(answers));
        Schema schema = schema();
        assertThat(lines).hasSizeGreaterThan(50).allMatch(line -> schema.allows(Program.JSON.readTree(line)));
    }

    @Test
    void schemaForbidsOtherFields() throws IOException {
        JsonNode wrong = Program.JSON.readTree("{\"id\": 1, \"color\": 2}");

        assertThat(schema().allows(wrong)).isFalse();
    }
}
