package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Python of a document, one program of all its blocks, with what the document says that they print. */
final class PythonBlocks {
    private static final Optional<String> PYTHON = Stream.of("python3", "/usr/bin/python3")
            .filter(command -> run(command, "import numpy; print('here')").equals("here\n"))
            .findFirst();

    /** Between what two blocks print. */
    private static final String END = "\u001e";

    private final StringBuilder program = new StringBuilder();
    private final List<String> printed = new ArrayList<>();

    void add(String block) {
        program.append(block).append("print('").append(END).append("', end='')\n");
        printed.add("");
    }

    /** What the last block prints. */
    void prints(String text) {
        printed.set(printed.size() - 1, text);
    }

    /** Runs them; skipped where there is no Python with NumPy. */
    void check(Path document) {
        if (printed.isEmpty()) {
            return;
        }
        assumeTrue(PYTHON.isPresent(), "python3 with numpy is not installed, so the documents' NumPy code is not run");
        assertThat(run(PYTHON.orElseThrow(), program.toString()))
                .as("what the Python of %s prints", document)
                .isEqualTo(String.join(END, printed) + END);
    }

    static boolean isThere() {
        return PYTHON.isPresent();
    }

    /** What a program prints. */
    static String printed(String program) {
        return run(PYTHON.orElseThrow(), program);
    }

    /** What a program prints, and what Python says where it fails; nothing without such a command. */
    private static String run(String command, String program) {
        try {
            Process process =
                    new ProcessBuilder(command, "-").redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(program.getBytes(StandardCharsets.UTF_8));
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException absent) {
            return "";
        }
    }
}
