package dev.gradus.check;

/** A gradient check that did not pass; the message is the report's text. */
public final class GradientCheckException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient GradientReport report;

    GradientCheckException(GradientReport report) {
        super(report.toString());
        this.report = report;
    }

    /** The report. */
    public GradientReport report() {
        return report;
    }
}
