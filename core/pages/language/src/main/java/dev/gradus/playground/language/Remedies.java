package dev.gradus.playground.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Chooses among the possible fixes of a problem by trying each: one is offered only if the program then has no problem, or has
 * its first one nearer to its end. Applying remedies one after the other therefore ends.
 */
public final class Remedies {
    /** The number of fixes that are offered. */
    static final int MOST_OFFERED = 3;

    /** The number of fixes that are tried, each of which reads the program again. */
    private static final int MOST_TRIED = 64;

    private Remedies() {}

    /**
     * The problem with those remedies that help; remedies that leave no problem come first.
     *
     * @param read returns the first problem of a program
     */
    public static Problem helping(Problem problem, String text, Function<String, Optional<Problem>> read) {
        List<Remedy> curing = new ArrayList<>();
        List<Remedy> helping = new ArrayList<>();
        Set<String> tried = new HashSet<>(Set.of(text));
        for (Remedy remedy : problem.remedies()) {
            String mended = remedy.mend(text);
            if (curing.size() == MOST_OFFERED || tried.size() > MOST_TRIED || !tried.add(mended)) {
                continue;
            }
            Optional<Problem> next = read.apply(mended);
            if (next.isEmpty()) {
                curing.add(remedy);
            } else if (left(next.get(), mended) < left(problem, text)) {
                helping.add(remedy);
            }
        }
        curing.addAll(helping);
        return problem.withRemedies(curing.subList(0, Math.min(MOST_OFFERED, curing.size())));
    }

    /** The number of letters from the beginning of a problem to the end of the program. */
    private static int left(Problem problem, String text) {
        return text.length() - problem.span().from();
    }
}
