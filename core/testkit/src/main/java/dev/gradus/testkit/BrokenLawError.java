package dev.gradus.testkit;

/** An op broke a {@link Law}. The message is the whole report. */
public final class BrokenLawError extends AssertionError {
    private static final long serialVersionUID = 1L;

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

    /** The same report with how to see it again. */
    BrokenLawError withReplay(String replay) {
        BrokenLawError changed = new BrokenLawError(law, where, finding.with(Report.REPLAY, replay));
        changed.setStackTrace(getStackTrace());
        return changed;
    }
}
