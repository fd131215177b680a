package dev.gradus.testkit;

import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.law.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/** What becomes of a mutant. It is tried once, by the first test that asks, so that mutation testing sees who looks. */
final class Fate {
    private static final int SEEDS = Integer.getInteger("gradus.seeds", 5);
    private static final int TRIES = 200;

    private final Mutant mutant;
    private List<Optional<BrokenLawError>> kills = List.of();

    Fate(Mutant mutant) {
        this.mutant = mutant;
    }

    Mutant mutant() {
        return mutant;
    }

    /** What its law reports, once for each seed with which it is tried; empty where it gets away. */
    List<Optional<BrokenLawError>> kills() {
        if (kills.isEmpty()) {
            kills = LongStream.rangeClosed(1, SEEDS)
                    .mapToObj(seed -> Laws.smallest(
                            mutant.spec(),
                            mutant.killer(),
                            TRIES,
                            seed,
                            Budget.unlimited(rule().share()).shrinking(isShrunk())))
                    .toList();
        }
        return kills;
    }

    /** Whether its cases shrink. Where two threads must meet in each smaller one as well, that takes long. */
    boolean isShrunk() {
        return mutant.killer() != Law.THREADS;
    }

    private Rule rule() {
        return mutant.killer().rule(mutant.spec().data());
    }

    /** What its law reports first. */
    BrokenLawError kill() {
        return kills().get(0).orElseThrow(() -> new AssertionError(mutant + " got away"));
    }

    /** What its law reports of the first case that breaks it, as drawn. */
    BrokenLawError drawn() {
        CaseGenerator generator = new CaseGenerator(mutant.spec().data(), rule().draw());
        Random random = new Random(1);
        for (int i = 0; i < TRIES; i++) {
            try {
                mutant.killer().check(generator.next(random).value());
            } catch (BrokenLawError broken) {
                return broken;
            }
        }
        throw new AssertionError(mutant + " got away");
    }

    /** Whether the check that everybody writes finds nothing. */
    boolean survivesPlainCheck() {
        return PlainGradientCheck.passes(mutant.spec());
    }

    @Override
    public String toString() {
        return mutant.toString();
    }
}
