package dev.gradus.testkit;

import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Shrinkable;

/** A law tried and a failure shrunk as jqwik does it, without an engine around: fast, and repeatable by its seed. */
final class Trial {
    private Trial() {}

    /** The smallest case that is found to break the law, if any is. */
    static Optional<BrokenLawError> of(OpSpec spec, Law law, int tries, long seed) {
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
        for (Shrinkable<OpCase> smaller : (Iterable<Shrinkable<OpCase>>) broken.shrink()::iterator) {
            Optional<BrokenLawError> smallerError = broken(law, smaller.value());
            if (smallerError.isPresent()) {
                return smallest(law, smaller, smallerError.get());
            }
        }
        return error;
    }

    private static Optional<BrokenLawError> broken(Law law, OpCase where) {
        try {
            law.check(where);
            return Optional.empty();
        } catch (BrokenLawError error) {
            return Optional.of(error);
        }
    }
}
