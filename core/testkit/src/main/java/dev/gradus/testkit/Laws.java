package dev.gradus.testkit;

import dev.gradus.testkit.Budget.Try;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.domain.Deadline;
import dev.gradus.testkit.law.Rule;
import dev.gradus.testkit.law.Share;
import dev.gradus.testkit.report.Origin;
import dev.gradus.testkit.report.ReportFile;
import dev.gradus.testkit.report.SourcePlace;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import net.jqwik.api.JqwikException;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Checks an op or a model against its laws without a test engine: in a plain JUnit test, in a {@code main} method, in a
 * notebook. Cases, laws, shrinking and reports are those of {@link OpContract} and {@link ModelContract}.
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
     * Checks an op against all laws that apply to it.
     *
     * @param seed the same cases are drawn for the same seed
     * @throws BrokenLawError if it breaks one
     * @throws BrokenLawsError with a report of each, if it breaks several
     */
    public static void check(OpSpec spec, long seed) {
        check(spec, seed, TRIES);
    }

    /**
     * Checks an op against all laws that apply to it, with a number of tries.
     *
     * @param tries the number of tries of each law; laws that examine many numbers at once have fewer
     * @throws IllegalArgumentException if {@code tries} is less than 1
     */
    public static void check(OpSpec spec, long seed, int tries) {
        Objects.requireNonNull(spec, "spec");
        SpecData data = spec.data();
        Findings findings = new Findings(caller(), seed, tries);
        inASession(() -> {
            for (Law law : Law.values()) {
                if (law.excuse(data).isEmpty()) {
                    Budget budget = findings.budget(law.rule(data).share());
                    findings.add(law, budget, smallest(spec, law, tries, seed, budget));
                    budget.report("Laws.check", law.rule(data).sentence());
                }
            }
        });
        findings.throwIfAny();
    }

    /**
     * The law's violation in the smallest case that is found, if there is one, or in the case as it was drawn. The report
     * neither says how to replay it nor why the op may be wrong: see {@link BrokenLawError#after}.
     *
     * <p>The law must apply to the spec: see {@link #excuse}.
     *
     * @param tries the number of tries; laws that examine many numbers at once have fewer
     * @param shrinks whether to make the case smaller
     * @param ends when it holds, no more cases are tried, nor made smaller
     */
    public static Optional<BrokenLawError> broken(
            OpSpec spec, Law law, long seed, int tries, boolean shrinks, BooleanSupplier ends) {
        return broken(spec, law, seed, tries, shrinks, ends, Together.ONE_BY_ONE, made -> {});
    }

    /**
     * The same, with the cases checked by {@code together} as they are drawn.
     *
     * @param cut receives the number of tries that were made, if the time was over before the others
     * @see #broken(OpSpec, Law, long, int, boolean, BooleanSupplier)
     */
    public static Optional<BrokenLawError> broken(
            OpSpec spec,
            Law law,
            long seed,
            int tries,
            boolean shrinks,
            BooleanSupplier ends,
            Together together,
            IntConsumer cut) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(law, "law");
        Objects.requireNonNull(ends, "ends");
        Objects.requireNonNull(together, "together");
        Objects.requireNonNull(cut, "cut");
        Rule rule = law.rule(spec.data());
        Budget budget = Budget.ofTries(rule.share()).orUntil(ends).shrinking(shrinks);
        List<BrokenLawError> found = new ArrayList<>();
        inASession(() -> smallest(spec, law, tries, seed, budget, together).ifPresent(found::add));
        String name = spec.data().name().orElse("Laws.broken");
        budget.report(name, rule.sentence());
        if (budget.isCut()) {
            cut.accept(budget.tries());
        }
        return found.stream()
                .findFirst()
                .map(error -> error.from(new Origin(name, Optional.empty(), String.valueOf(seed), budget.tries())));
    }

    /** Why a law does not apply to a spec, if it does not. */
    public static Optional<String> excuse(OpSpec spec, Law law) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(law, "law");
        return law.excuse(spec.data());
    }

    /**
     * Checks a model against all laws of composed graphs.
     *
     * @param seed the same cases are drawn for the same seed
     * @throws BrokenLawError if it breaks one
     * @throws BrokenLawsError with a report of each, if it breaks several
     */
    public static void check(ModelSpec spec, long seed) {
        check(spec, seed, TRIES);
    }

    /**
     * Checks a model against all laws of composed graphs, with a number of tries.
     *
     * @param tries the number of tries of each law; the law about runs has fewer
     * @throws IllegalArgumentException if {@code tries} is less than 1
     */
    public static void check(ModelSpec spec, long seed, int tries) {
        Objects.requireNonNull(spec, "spec");
        check(spec.asOp(), seed, tries);
    }

    /**
     * Runs in a jqwik session, in which the arbitraries of attributes store shared state. A running engine has one
     * already.
     */
    private static void inASession(Runnable check) {
        boolean own = false;
        try {
            JqwikSession.start();
            own = true;
        } catch (JqwikException inAnEngineOrASessionAlready) {
            // The running one serves.
        }
        try {
            check.run();
        } finally {
            if (own) {
                JqwikSession.finish();
            }
        }
    }

    /** The smallest case found that breaks the law, if any does. */
    static Optional<BrokenLawError> smallest(OpSpec spec, Law law, int tries, long seed, Budget budget) {
        return smallest(spec, law, tries, seed, budget, Together.ONE_BY_ONE);
    }

    private static Optional<BrokenLawError> smallest(
            OpSpec spec, Law law, int tries, long seed, Budget budget, Together together) {
        CaseGenerator generator =
                new CaseGenerator(spec.data(), law.rule(spec.data()).draw());
        budget.drawsFrom(generator);
        Random random = new Random(seed);
        List<Shrinkable<Case>> drawn = new ArrayList<>();
        int checked = 0;
        for (int i = 0; i <= tries; i++) {
            Try next = i < tries ? budget.next() : Try.NONE_LEFT;
            if (next == Try.MADE) {
                drawn.add(generator.next(random));
            }
            if (drawn.size() >= together.atOnce(checked) || next == Try.NONE_LEFT) {
                Optional<BrokenLawError> found = firstBroken(law, drawn, budget, together);
                if (found.isPresent() || next == Try.NONE_LEFT) {
                    return found;
                }
                checked += drawn.size();
                drawn.clear();
            }
        }
        return Optional.empty();
    }

    private static Optional<BrokenLawError> firstBroken(
            Law law, List<Shrinkable<Case>> drawn, Budget budget, Together together) {
        List<Supplier<Optional<BrokenLawError>>> checks = new ArrayList<>();
        drawn.forEach(shrinkable -> checks.add(() -> budget.found(() -> broken(law, shrinkable.value()))));
        List<Optional<BrokenLawError>> errors = together.all(checks);
        for (int i = 0; i < drawn.size(); i++) {
            if (errors.get(i).isPresent()) {
                return Optional.of(smallest(law, drawn.get(i), errors.get(i).get(), budget.thenForShrinking()));
            }
        }
        return Optional.empty();
    }

    /**
     * The error of the smallest case that is found within the budget.
     *
     * @param error that of the case as drawn
     */
    static BrokenLawError smallest(Law law, Shrinkable<Case> broken, BrokenLawError error, Budget budget) {
        List<BrokenLawError> smallest = new ArrayList<>(List.of(error));
        boolean isFinished = Deadline.within(budget.left(), () -> isShrunk(law, broken, smallest, budget))
                .orElse(false);
        return isFinished || !budget.hasTime()
                ? smallest.get(0)
                : smallest.get(0).unfinished();
    }

    /** Keeps the error of the smallest case yet that breaks the law. Returns whether there is time until none does. */
    private static boolean isShrunk(Law law, Shrinkable<Case> broken, List<BrokenLawError> smallest, Budget budget) {
        Shrinkable<Case> current = broken;
        boolean shrinks = true;
        while (shrinks) {
            shrinks = false;
            for (Shrinkable<Case> smaller : (Iterable<Shrinkable<Case>>) current.shrink()::iterator) {
                if (budget.isSpent()) {
                    return false;
                }
                Optional<BrokenLawError> smallerError = broken(law, smaller.value());
                if (smallerError.isPresent()) {
                    current = smaller;
                    smallest.set(0, smallerError.get());
                    shrinks = true;
                    break;
                }
            }
        }
        return true;
    }

    private static Optional<BrokenLawError> broken(Law law, Case where) {
        try {
            law.check(where);
            return Optional.empty();
        } catch (BrokenLawError error) {
            return Optional.of(error);
        }
    }

    /** The method that checks. */
    private static StackFrame caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(frame -> frame.getClassName().equals(Laws.class.getName()))
                        .findFirst())
                .orElseThrow();
    }

    /** The broken laws of one check. */
    private static final class Findings {
        private final List<BrokenLawError> broken = new ArrayList<>();
        private final StackFrame caller;
        private final long seed;
        private final String replay;

        private Findings(StackFrame caller, long seed, int tries) {
            if (tries < 1) {
                throw new IllegalArgumentException("tries must be at least 1, but is " + tries);
            }
            this.caller = caller;
            this.seed = seed;
            this.replay = "Laws.check(spec, " + seed + (tries == TRIES ? ")" : ", " + tries + ")");
        }

        /** Cases of laws that are only named are not made smaller, unless a file holds them. */
        private Budget budget(Share share) {
            boolean isReported = broken.size() < BrokenLawsError.REPORTED
                    || ReportFile.asked().isPresent();
            return Budget.ofTries(share).shrinking(isReported);
        }

        private void add(Law law, Budget budget, Optional<BrokenLawError> error) {
            Origin origin = new Origin(
                    caller.getClassName() + ":" + caller.getLineNumber(),
                    SourcePlace.of(caller.getClassName(), caller.getFileName(), caller.getLineNumber()),
                    String.valueOf(seed),
                    budget.tries());
            Optional<BrokenLawError> reported =
                    error.map(found -> found.from(origin).after(broken.size(), replay));
            reported.ifPresent(broken::add);
            ReportFile.asked()
                    .ifPresent(file -> file.write(origin.test(), law.name(), reported.map(BrokenLawError::toJson)));
        }

        private void throwIfAny() {
            if (broken.size() == 1) {
                throw broken.get(0);
            }
            if (!broken.isEmpty()) {
                throw new BrokenLawsError(broken);
            }
        }
    }
}
