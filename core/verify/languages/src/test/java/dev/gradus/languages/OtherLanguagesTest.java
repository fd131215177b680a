package dev.gradus.playground.languages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The blocks of docs/11-kotlin-scala-clojure.md. Those of one language are one file, which is compiled and run as a reader
 * would do it, and prints what the text block after them says.
 */
@Tag("long")
class OtherLanguagesTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\R(.*?)^```$");

    /** Without folders that are not there, of which compilers warn. */
    private static final String CLASS_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> Files.exists(Path.of(entry)))
            .collect(Collectors.joining(File.pathSeparator));

    @TempDir
    private Path folder;

    /** The page's file in a language, and what it prints. */
    private record Program(String source, String output) {
        static Program in(String language) throws IOException {
            StringBuilder source = new StringBuilder();
            String output = "", last = "";
            Matcher block = BLOCK.matcher(Files.readString(Path.of("../../../docs/11-kotlin-scala-clojure.md")));
            while (block.find()) {
                if (block.group(1).equals(language)) {
                    source.append(block.group(2)).append('\n');
                } else if (block.group(1).equals("text") && last.equals(language)) {
                    output = block.group(2);
                }
                last = block.group(1);
            }
            assertThat(source).as("blocks in %s", language).isNotEmpty();
            assertThat(output).as("what they print").isNotEmpty();
            return new Program(source.toString(), output);
        }

        Path writtenTo(Path file) throws IOException {
            return Files.writeString(file, source);
        }
    }

    /** Runs a class as a program of its own. */
    private void assertPrints(Program program, String... mainAndArguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Ddev.gradus.kernels=scalar",
                "-cp",
                folder + File.pathSeparator + CLASS_PATH));
        command.addAll(List.of(mainAndArguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed.replace("\r\n", "\n")).isEqualTo(program.output);
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void kotlin() throws Exception {
        Program program = Program.in("kotlin");
        Path file = program.writtenTo(folder.resolve("Model.kt"));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        ExitCode code = new K2JVMCompiler()
                .exec(
                        new PrintStream(messages, true, StandardCharsets.UTF_8),
                        "-no-stdlib",
                        "-no-reflect",
                        "-Werror",
                        "-jvm-target",
                        "17",
                        "-classpath",
                        CLASS_PATH,
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(code).as(messages.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.OK);
        assertPrints(program, "ModelKt");
    }

    @Test
    void scala() throws Exception {
        Program program = Program.in("scala");
        Path file = program.writtenTo(folder.resolve("Model.scala"));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream before = System.out;
        boolean failed;
        try {
            System.setOut(new PrintStream(messages, true, StandardCharsets.UTF_8));
            failed = Scala.failed(new String[] {
                "-Werror", "-color:never", "-classpath", CLASS_PATH, "-d", folder.toString(), file.toString()
            });
        } finally {
            System.setOut(before);
        }
        assertThat(failed).as(messages.toString(StandardCharsets.UTF_8)).isFalse();
        assertPrints(program, "model");
    }

    /** Warnings of reflection would be printed. */
    @Test
    void clojure() throws Exception {
        Program program = Program.in("clojure");
        Path file = program.writtenTo(folder.resolve("model.clj"));
        assertPrints(program, "clojure.main", file.toString());
    }
}
