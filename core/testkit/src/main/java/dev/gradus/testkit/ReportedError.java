package dev.gradus.testkit;

/** An error whose message is a sentence and whose report, which stands where a stack trace does, is a screen. */
abstract class ReportedError extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** The report, complete or in brief. */
    private final String report;

    ReportedError(String headline, String report) {
        super(headline);
        this.report = report;
    }

    /** The report: the law, the smallest case, what was expected and found, the likely cause, and how to replay it. */
    public String report() {
        return report;
    }

    /**
     * The report as it stands after others of the same contract: the first is complete, later ones are brief, so that all
     * of them fit on a screen.
     *
     * @param others how many laws are reported already
     */
    abstract ReportedError after(int others, String replay);

    /** The whole report, so that test runners print it where they print a stack trace, and the message in their lists. */
    @Override
    public String toString() {
        return report;
    }
}
