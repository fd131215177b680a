package dev.gradus.check;

/** Thrown if a gradient check failed. The message is the text of the report. */
public final class GradientCheckException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient GradientReport report;

    GradientCheckException(GradientReport report) {
        super(report.toString());
        this.report = report;
    }

    /** Returns the report. */
    public GradientReport report() {
        return report;
    }
}
