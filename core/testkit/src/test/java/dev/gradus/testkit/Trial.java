package dev.gradus.testkit;

import java.util.Optional;

/** A law tried and a failure shrunk without an engine around: fast, and repeatable by its seed. */
final class Trial {
    private Trial() {}

    /** The smallest case that is found to break the law, if any is. */
    static Optional<BrokenLawError> of(OpSpec spec, Law law, int tries, long seed) {
        return Laws.smallest(
                spec, law, tries, seed, Budget.unlimited(law.rule(spec.data()).share()));
    }
}
