package dev.gradus.checker;

import dev.gradus.testkit.law.FoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Checks the ops of a program in any language; {@code --help} lists the options. */
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
            Options options = new Options(arguments);
            if (options.has("--help")) {
                out.print(Options.HELP);
                return HOLDS;
            }
            if (options.has("--laws")) {
                OpDescription.laws().forEach(law -> out.println(law + " " + law.sentence()));
                return HOLDS;
            }
            try (Program program = options.isPipe()
                    ? Program.onPipe(System.in, out, options.timeout())
                    : Program.start(options.program(), options.timeout())) {
                Findings findings = new Checker(program, options).check(options.isPipe() ? text -> {} : out::println);
                program.quit(options.isPipe() ? findings::write : json -> {});
                return findings.areEmpty() ? HOLDS : BROKEN;
            }
        } catch (IllegalArgumentException | FoundException | IOException unusable) {
            errors.println("gradus-check: " + unusable.getMessage());
            return UNUSABLE;
        } catch (OutOfMemoryError tooLarge) {
            errors.println("gradus-check: there is not enough memory; allow more with java -Xmx4g -jar …, or make the"
                    + " \"sizes\" of the ops smaller");
            return UNUSABLE;
        }
    }
}
