package dev.gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Python installation on this machine that has certain modules. */
public final class Python {
    private final List<String> command;

    private Python(String program) {
        this.command = List.of(program, "-c");
    }

    /** Returns the first installation with these modules, or skips the test if there is none. */
    public static Python with(String modules) throws InterruptedException {
        for (String program : List.of("python3", "/usr/bin/python3")) {
            Python python = new Python(program);
            if (python.has(modules)) {
                return python;
            }
        }
        assumeTrue(false, "there is no python3 with " + modules);
        throw new AssertionError("not skipped");
    }

    private boolean has(String modules) throws InterruptedException {
        try {
            run("import " + modules);
            return true;
        } catch (IOException | AssertionError without) {
            return false;
        }
    }

    /** Runs a script and returns its output. */
    public String run(String script, Path... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.add(script);
        for (Path argument : arguments) {
            all.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
