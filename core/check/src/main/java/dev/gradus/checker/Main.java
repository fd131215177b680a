package dev.gradus.checker;

import dev.gradus.testkit.law.FoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;

/** Checks the ops of a program in any language: see {@code --help}. */
public final class Main {
    private static final int HOLDS = 0;
    private static final int BROKEN = 1;
    private static final int UNUSABLE = 2;

    private Main() {}

    /** Checks a program and exits. */
    public static void main(String[] arguments) {
        System.setProperty("dev.gradus.kernels", "scalar");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, errors, arguments));
    }

    /** The exit code. */
    static int run(PrintStream out, PrintStream errors, String... arguments) {
        try {
            Options options = Options.of(arguments);
            if (options.isHelp()) {
                out.print(Options.HELP);
                return HOLDS;
            }
            try (Program program = options.isPipe()
                    ? Program.onPipe(System.in, out, options.timeout())
                    : Program.start(options.program(), options.timeout())) {
                return check(program, options, options.isPipe() ? errors : out);
            }
        } catch (IllegalArgumentException | FoundException | IOException unusable) {
            errors.println("gradus-check: " + unusable.getMessage());
            return UNUSABLE;
        }
    }

    private static int check(Program program, Options options, PrintStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        Findings findings = new Checker(program, options).check(report -> {
            text.append(text.isEmpty() ? "" : "\n").append(report);
            if (!options.isPipe()) {
                out.println(report);
            }
        });
        JsonReport report = new JsonReport(findings, text.toString());
        if (options.json().isPresent()) {
            try (JsonGenerator json = Program.JSON.createGenerator(
                    Files.newOutputStream(Path.of(options.json().get())))) {
                json.writeStartObject();
                report.write(json);
                json.writeEndObject();
            }
        }
        program.quit(json -> {
            if (options.isPipe()) {
                json.writeName("report");
                json.writeStartObject();
                report.write(json);
                json.writeEndObject();
            }
        });
        return findings.areEmpty() ? HOLDS : BROKEN;
    }
}
