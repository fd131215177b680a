package dev.gradus.testkit;

import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.report.LikelyCause;
import dev.gradus.testkit.report.Report;
import java.util.Objects;
import java.util.Optional;

/**
 * Thrown when an op breaks a {@link Law}. The message is one sentence. {@code toString()}, and so the stack trace, is
 * the whole report.
 */
public final class BrokenLawError extends ReportedError {
    private static final long serialVersionUID = 1L;

    /** The law that was broken. */
    private final Law law;

    private final transient Case where;
    private final transient Finding finding;

    BrokenLawError(Law law, Case where, Finding finding) {
        this(law, where, finding, Report.of(law.sentence(), where, finding));
    }

    private BrokenLawError(Law law, Case where, Finding finding, String report) {
        super(Report.headline(law.sentence(), where), report);
        this.law = law;
        this.where = where;
        this.finding = finding;
    }

    /** The law that was broken. */
    public Law law() {
        return law;
    }

    Case where() {
        return where;
    }

    Finding finding() {
        return finding;
    }

    /** The complete report of the smallest case, with the likely cause and how to replay it. */
    BrokenLawError complete(String replay) {
        Optional<String> cause =
                law.findsTheCauseItself() ? Optional.empty() : LikelyCause.of(law.isAboutGradients(), where, finding);
        Finding explained =
                cause.map(text -> finding.with("likely cause", text)).orElse(finding);
        return new BrokenLawError(law, where, explained.with(Report.REPLAY, replay)).withoutTrace();
    }

    @Override
    public BrokenLawError after(int others, String replay) {
        Objects.requireNonNull(replay, "replay");
        if (others == 0) {
            return complete(replay);
        }
        Finding shown = finding.with(Report.REPLAY, replay);
        String brief =
                Report.brief(Report.headline(law.sentence(), where), shown, law == Law.VALUE || law == Law.GRADIENT);
        return new BrokenLawError(law, where, shown, brief).withoutTrace();
    }

    /** Removes the stack trace, which would only show where the kit checked the law. */
    private BrokenLawError withoutTrace() {
        setStackTrace(new StackTraceElement[0]);
        return this;
    }
}
