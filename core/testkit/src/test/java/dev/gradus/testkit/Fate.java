package dev.gradus.testkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What became of a mutant.
 *
 * @param mutant the mutant
 * @param kills what its law reported, once for each seed with which it was tried; empty where it got away
 * @param survivedPlainCheck whether the check that everybody writes found nothing
 */
record Fate(Mutant mutant, List<Optional<BrokenLawError>> kills, boolean survivedPlainCheck) {
    private static final int SEEDS = Integer.getInteger("gradus.seeds", 3);
    private static final int TRIES = 1000;

    static Fate of(Mutant mutant) {
        List<Optional<BrokenLawError>> kills = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> Trial.of(mutant.spec(), mutant.killer(), TRIES, seed))
                .toList();
        return new Fate(mutant, kills, PlainGradientCheck.passes(mutant.spec()));
    }

    /** What its law reported first. */
    BrokenLawError kill() {
        return kills.get(0).orElseThrow(() -> new AssertionError(mutant + " got away"));
    }

    @Override
    public String toString() {
        return mutant.toString();
    }
}
