package dev.gradus.checker;

import dev.gradus.testkit.Law;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The command line. */
final class Options {
    static final String HELP = """
            Checks the ops of a program against the laws of gradients.

            Usage: java [-Dgradus.report=FILE] -jar gradus-check.jar [options] -- PROGRAM [ARGUMENTS…]
                   java [-Dgradus.report=FILE] -jar gradus-check.jar [options] --pipe
                   java -jar gradus-check.jar --laws

              --seed N          draw the cases of this seed (default: the program's, or 1)
              --tries N         try each law with N cases (default: the program's, or 200)
              --law LAW         check only this law, such as GRADIENT; may be repeated
              --timeout SECONDS wait for each answer for so long (default: 30)
              --as-drawn        report a case as it was drawn, which is faster than making it small
              --readable        send arrays as lists rather than base64
              --pipe            ask on the standard output and read answers from the standard input
              --laws            print the names of the laws, each with its sentence
              --help            print this text

            With -Dgradus.report the broken laws are also written as JSON.

            Exit codes: 0 all laws hold; 1 a law is broken; 2 the command line is wrong, or the program
            does not start or does not speak the protocol.
            """;

    private static final Set<String> FLAGS = Set.of("--as-drawn", "--readable", "--pipe", "--laws", "--help");
    private static final Set<String> WITH_VALUE = Set.of("--seed", "--tries", "--law", "--timeout");
    private static final double SECONDS = 30;
    private static final int MILLIS = 1000, A_DAY = 86_400;

    private final Set<String> flags = new HashSet<>();
    private final Map<String, String> values = new HashMap<>();
    private final List<Law> laws = new ArrayList<>();
    private final List<String> program;
    private final Optional<Long> seed;
    private final Optional<Integer> tries;
    private final Duration timeout;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if it is wrong, and says why
     */
    Options(String... arguments) {
        int i = 0;
        for (; i < arguments.length && !arguments[i].equals("--"); i++) {
            String option = arguments[i];
            if (WITH_VALUE.contains(option) && i + 1 < arguments.length) {
                i++;
                values.put(option, arguments[i]);
                if (option.equals("--law")) {
                    laws.add(OpDescription.law(arguments[i]));
                }
            } else if (!flags.add(option) || !FLAGS.contains(option)) {
                throw new IllegalArgumentException(
                        WITH_VALUE.contains(option)
                                ? option + " needs a value"
                                : "unknown option " + option + "; the program to check follows \"--\"");
            }
        }
        program = Arrays.asList(arguments).subList(Math.min(i + 1, arguments.length), arguments.length);
        if (!has("--help") && !has("--laws") && isPipe() != program.isEmpty()) {
            throw new IllegalArgumentException(
                    isPipe()
                            ? "--pipe and a program exclude each other"
                            : "the program to check is missing: -- PROGRAM");
        }
        seed = number("--seed", Long::valueOf);
        tries = number("--tries", Integer::valueOf);
        double seconds = number("--timeout", Double::valueOf).orElse(SECONDS);
        timeout = Duration.ofMillis((long) (MILLIS * seconds));
        if (tries.orElse(1) < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("--tries and --timeout must be positive");
        }
        if (seconds > A_DAY) {
            throw new IllegalArgumentException("--timeout can be at most " + A_DAY + " seconds, a day");
        }
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    boolean isPipe() {
        return has("--pipe");
    }

    boolean isReadable() {
        return has("--readable");
    }

    /** The laws to check. */
    List<Law> laws() {
        return laws.isEmpty() ? List.of(Law.values()) : laws;
    }

    List<String> program() {
        return program;
    }

    Optional<Long> seed() {
        return seed;
    }

    Optional<Integer> tries() {
        return tries;
    }

    Duration timeout() {
        return timeout;
    }

    private <T> Optional<T> number(String option, Function<String, T> parse) {
        try {
            return Optional.ofNullable(values.get(option)).map(parse);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(option + " needs a number, not " + values.get(option), none);
        }
    }
}
