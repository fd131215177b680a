package dev.gradus.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.JqwikException;
import net.jqwik.api.Property;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Holds an op to its laws without a test engine: in a plain JUnit test, in a {@code main}, in a notebook. The cases, the
 * laws, the smallest case and the report are those of {@link OpContract}.
 *
 * <pre>{@code
 * @Test
 * void swish() {
 *     Laws.check(spec(), 1);
 * }
 * }</pre>
 */
public final class Laws {
    private static final int TRIES = 200;

    private Laws() {}

    /**
     * Holds an op to all laws that apply to it.
     *
     * @param seed the same cases are drawn for the same seed
     * @throws BrokenLawError if it breaks one
     * @throws AssertionError with a report of each, if it breaks several
     */
    public static void check(OpSpec spec, long seed) {
        check(spec, seed, TRIES);
    }

    /**
     * The same.
     *
     * @param tries how often each law is tried; those that look at many numbers at once are tried less often
     * @throws IllegalArgumentException if there are no tries
     */
    public static void check(OpSpec spec, long seed, int tries) {
        Objects.requireNonNull(spec, "spec");
        if (tries < 1) {
            throw new IllegalArgumentException("Laws need at least 1 try, not " + tries);
        }
        String replay = "Laws.check(spec, " + seed + (tries == TRIES ? ")" : ", " + tries + ")");
        List<BrokenLawError> broken = new ArrayList<>();
        inASession(() -> {
            for (Law law : Law.values()) {
                if (spec.excuse(law).isEmpty()) {
                    smallest(spec, law, Math.min(tries, most(law)), seed)
                            .map(error -> error.after(broken.size(), replay))
                            .ifPresent(broken::add);
                }
            }
        });
        if (broken.size() == 1) {
            throw broken.get(0);
        }
        if (!broken.isEmpty()) {
            throw new BrokenLaws(broken);
        }
    }

    /** The tries that a contract gives to a law which looks at many numbers in each. */
    private static int most(Law law) {
        return Arrays.stream(OpContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Obeys.class)
                        && method.getAnnotation(Obeys.class).value() == law)
                .mapToInt(method -> method.getAnnotation(Property.class).tries())
                .filter(tries -> tries != Property.TRIES_NOT_SET)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    /** jqwik's arbitraries, which draw attributes, keep what they share in a session, or in the engine if one runs. */
    private static void inASession(Runnable check) {
        boolean own = false;
        try {
            JqwikSession.start();
            own = true;
        } catch (JqwikException inAnEngineOrASessionAlready) {
            // which then keeps it
        }
        try {
            check.run();
        } finally {
            if (own) {
                JqwikSession.finish();
            }
        }
    }

    /** The smallest case that is found to break the law, if any is. */
    static Optional<BrokenLawError> smallest(OpSpec spec, Law law, int tries, long seed) {
        CaseGenerator generator = new CaseGenerator(spec, law.draw());
        Random random = new Random(seed);
        for (int i = 0; i < tries; i++) {
            Shrinkable<OpCase> drawn = generator.next(random);
            Optional<BrokenLawError> error = broken(law, drawn.value());
            if (error.isPresent()) {
                return Optional.of(smallest(law, drawn, error.get()));
            }
        }
        return Optional.empty();
    }

    private static BrokenLawError smallest(Law law, Shrinkable<OpCase> broken, BrokenLawError error) {
        Shrinkable<OpCase> current = broken;
        BrokenLawError smallest = error;
        boolean shrinks = true;
        while (shrinks) {
            shrinks = false;
            for (Shrinkable<OpCase> smaller : (Iterable<Shrinkable<OpCase>>) current.shrink()::iterator) {
                Optional<BrokenLawError> smallerError = broken(law, smaller.value());
                if (smallerError.isPresent()) {
                    current = smaller;
                    smallest = smallerError.get();
                    shrinks = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static Optional<BrokenLawError> broken(Law law, OpCase where) {
        try {
            law.check(where);
            return Optional.empty();
        } catch (BrokenLawError error) {
            return Optional.of(error);
        }
    }

    /** Several broken laws: the message names them, the stack trace begins with their reports. */
    private static final class BrokenLaws extends AssertionError {
        private static final long serialVersionUID = 1L;

        private final String reports;

        private BrokenLaws(List<BrokenLawError> errors) {
            super(errors.stream().map(Throwable::getMessage).collect(Collectors.joining(" ")));
            this.reports = errors.stream().map(BrokenLawError::report).collect(Collectors.joining("\n"));
            setStackTrace(new StackTraceElement[0]);
        }

        @Override
        public String toString() {
            return reports;
        }
    }
}
