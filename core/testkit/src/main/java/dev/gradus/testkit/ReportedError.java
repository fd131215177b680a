package dev.gradus.testkit;

import dev.gradus.tensor.Json;
import dev.gradus.testkit.report.Origin;
import java.util.Map;

/** An error whose message is one sentence and whose report, printed in place of a stack trace, fits on a screen. */
abstract class ReportedError extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** The complete or brief report. */
    private final String report;

    ReportedError(String headline, String report) {
        super(headline);
        this.report = report;
    }

    /**
     * The report: the law, the smallest case, the expected and the actual value, the likely cause, and how to replay
     * it.
     */
    public String report() {
        return report;
    }

    /**
     * The report as one JSON object in one line, for editors and for annotations of a pull request. It has the law, the
     * file and the line of the op, the smallest case with all its numbers, the likely cause and the complete text.
     */
    public final String toJson() {
        return Json.of(members());
    }

    /** The members of the JSON object. */
    abstract Map<String, Object> members();

    /** The same error, whose case could be smaller, for lack of time. */
    abstract ReportedError unfinished();

    /** The same error, found by this test. */
    abstract ReportedError from(Origin test);

    /**
     * The error as it is reported after others of the same contract: the first is complete and later ones are brief, so
     * that all of them fit on a screen.
     *
     * @param others the number of laws that are already reported
     * @param replay how to see the error again, for the end of the report
     */
    public abstract ReportedError after(int others, String replay);

    /** The report, so that test runners print it as the stack trace, and the message in their lists. */
    @Override
    public String toString() {
        return report;
    }
}
