package dev.gradus.testkit;

import java.util.Optional;

/** An op broke a {@link Law}. The message is the whole report. */
public final class BrokenLawError extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** The law that was broken. */
    private final Law law;

    private final transient OpCase where;
    private final transient Finding finding;

    BrokenLawError(Law law, OpCase where, Finding finding) {
        super(Report.of(law, where, finding));
        this.law = law;
        this.where = where;
        this.finding = finding;
    }

    /** The law that was broken. */
    public Law law() {
        return law;
    }

    OpCase where() {
        return where;
    }

    Finding finding() {
        return finding;
    }

    /** The report of the smallest case, complete: with the likely cause, and how to see it again. */
    BrokenLawError complete(String replay) {
        Optional<String> cause = LikelyCause.of(law, where, finding);
        Finding explained =
                cause.map(text -> finding.with("likely cause", text)).orElse(finding);
        BrokenLawError changed = new BrokenLawError(law, where, explained.with(Report.REPLAY, replay));
        changed.setStackTrace(getStackTrace());
        return changed;
    }
}
