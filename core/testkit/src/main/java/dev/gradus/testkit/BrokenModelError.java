package dev.gradus.testkit;

import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.model.ModelCase;
import dev.gradus.testkit.report.Report;

/**
 * Thrown when a model breaks a {@link ModelLaw}. The message is one sentence. {@code toString()} is the whole report.
 */
public final class BrokenModelError extends ReportedError {
    private static final long serialVersionUID = 1L;

    /** The law that was broken. */
    private final ModelLaw law;

    private final transient ModelCase where;
    private final transient Finding finding;

    BrokenModelError(ModelLaw law, ModelCase where, Finding finding) {
        this(law, where, finding, Report.of(law.sentence(), where, finding));
    }

    private BrokenModelError(ModelLaw law, ModelCase where, Finding finding, String report) {
        super(Report.headline(law.sentence()), report);
        this.law = law;
        this.where = where;
        this.finding = finding;
        setStackTrace(new StackTraceElement[0]);
    }

    /** The law that was broken. */
    public ModelLaw law() {
        return law;
    }

    ModelCase where() {
        return where;
    }

    @Override
    public BrokenModelError after(int others, String replay) {
        Finding shown = finding.with(Report.REPLAY, replay);
        return others == 0
                ? new BrokenModelError(law, where, shown)
                : new BrokenModelError(
                        law,
                        where,
                        shown,
                        Report.brief(
                                Report.headline(law.sentence()),
                                shown,
                                law == ModelLaw.VALUE || law == ModelLaw.GRADIENTS));
    }
}
