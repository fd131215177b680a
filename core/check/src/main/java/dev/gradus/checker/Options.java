package dev.gradus.checker;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The command line. */
record Options(
        boolean isHelp,
        boolean isPipe,
        boolean isReadable,
        Optional<Long> seed,
        Optional<Integer> tries,
        Optional<String> law,
        Duration timeout,
        Optional<String> json,
        List<String> program) {
    static final String HELP = """
            Checks the ops of a program against the laws of gradients.

            Usage: java -jar gradus-check.jar [options] -- PROGRAM [ARGUMENTS…]
                   java -jar gradus-check.jar [options] --pipe

              --seed N          draw the cases of this seed (default: the program's, or 1)
              --tries N         try each law with so many cases (default: the program's, or 200)
              --law LAW         check only this law, such as GRADIENT
              --timeout SECONDS wait for each answer for so long (default: 30)
              --readable        send arrays as lists rather than base64
              --json FILE       write the report as JSON as well
              --pipe            ask on the standard output and read answers from the standard input
              --help            print this text

            Exit codes: 0 all laws hold; 1 a law is broken; 2 the command line is wrong, or the program
            does not start or does not speak the protocol.
            """;

    private static final long SECONDS = 30;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if it is wrong, and says why
     */
    static Options of(String... arguments) {
        Options options = new Options(
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(SECONDS),
                Optional.empty(),
                List.of());
        for (int i = 0; i < arguments.length; i++) {
            String option = arguments[i];
            switch (option) {
                case "--" -> {
                    List<String> program = Arrays.asList(arguments).subList(i + 1, arguments.length);
                    return options.with(program).checked();
                }
                case "--help", "-h", "--pipe", "--readable" -> options = options.with(option, "");
                case "--seed", "--tries", "--law", "--timeout", "--json" -> {
                    i++;
                    if (i == arguments.length) {
                        throw new IllegalArgumentException(option + " needs a value");
                    }
                    options = options.with(option, arguments[i]);
                }
                default ->
                    throw new IllegalArgumentException(
                            "unknown option " + option + "; the program to check follows \"--\"");
            }
        }
        return options.checked();
    }

    private Options checked() {
        if (!isHelp && isPipe != program.isEmpty()) {
            throw new IllegalArgumentException(
                    isPipe ? "--pipe and a program exclude each other" : "the program to check is missing: -- PROGRAM");
        }
        return this;
    }

    private Options with(List<String> command) {
        return new Options(isHelp, isPipe, isReadable, seed, tries, law, timeout, json, command);
    }

    private Options with(String option, String value) {
        return new Options(
                isHelp || option.equals("-h") || option.equals("--help"),
                isPipe || option.equals("--pipe"),
                isReadable || option.equals("--readable"),
                option.equals("--seed") ? Optional.of(number(option, value, Long.MIN_VALUE)) : seed,
                option.equals("--tries") ? Optional.of((int) number(option, value, 1)) : tries,
                option.equals("--law") ? Optional.of(value) : law,
                option.equals("--timeout") ? Duration.ofMillis((long) (1000 * seconds(value))) : timeout,
                option.equals("--json") ? Optional.of(value) : json,
                program);
    }

    private static long number(String option, String value, long least) {
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException none) {
            // reported below
        }
        throw new IllegalArgumentException(
                option + " needs an integer" + (least == 1 ? " of at least 1" : "") + ", not " + value);
    }

    private static double seconds(String value) {
        try {
            double seconds = Double.parseDouble(value);
            if (seconds > 0) {
                return seconds;
            }
        } catch (NumberFormatException none) {
            // reported below
        }
        throw new IllegalArgumentException("--timeout needs a number of seconds, not " + value);
    }
}
