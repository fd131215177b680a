package dev.gradus.testkit;

import dev.gradus.node.Custom;
import dev.gradus.tensor.Json;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.ForeignOp;
import dev.gradus.testkit.cases.ModelOp;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.report.LikelyCause;
import dev.gradus.testkit.report.Origin;
import dev.gradus.testkit.report.Report;
import dev.gradus.testkit.report.SourcePlace;
import java.util.Objects;
import java.util.Optional;

/**
 * Thrown when an op or a model breaks a {@link Law}. The message is one sentence. {@code toString()}, and so the stack
 * trace, is the whole report, which fits on a screen.
 */
public final class BrokenLawError extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** The law that was broken. */
    private final Law law;

    /** The complete or brief report. */
    private final String report;

    private final transient Case where;
    private final transient Finding finding;
    private final transient Optional<Origin> origin;

    BrokenLawError(Law law, Case where, Finding finding) {
        this(law, where, finding, Optional.empty());
    }

    private BrokenLawError(Law law, Case where, Finding finding, Optional<Origin> origin) {
        this(
                law,
                where,
                finding,
                origin,
                Report.of(sentence(law, where), where, finding).text());
    }

    private BrokenLawError(Law law, Case where, Finding finding, Optional<Origin> origin, String report) {
        super(Report.headline(sentence(law, where), where));
        this.report = report;
        this.law = law;
        this.where = where;
        this.finding = finding;
        this.origin = origin;
    }

    private static String sentence(Law law, Case where) {
        return law.rule(where.spec()).sentence();
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
    public String toJson() {
        String sentence = sentence(law, where);
        return Json.of(Report.of(sentence, where, explained()).members(law.name(), sentence, place(), origin));
    }

    /** The complete report of the smallest case, with the likely cause and how to replay it. */
    BrokenLawError complete(String replay) {
        return new BrokenLawError(law, where, explained().with(Report.REPLAY, replay), origin).withoutTrace();
    }

    /** The finding with its likely cause, or with what to look at if none is known. */
    private Finding explained() {
        String lookAt = law.rule(where.spec()).lookAt();
        if (finding.fact(Report.CAUSE).isPresent()
                || finding.fact(Report.LOOK_AT).filter(lookAt::equals).isPresent()) {
            return finding;
        }
        boolean isAboutTheRule = law.isAboutGradients() && !where.spec().isModel();
        Optional<String> cause = law.findsTheCauseItself()
                ? Optional.empty()
                : Budget.explained(() -> LikelyCause.of(isAboutTheRule, where, finding));
        boolean isExplained = cause.isPresent() || finding.fact(Report.LOOK_AT).isPresent();
        Finding explained = cause.map(text -> finding.with(Report.CAUSE, text)).orElse(finding);
        return isExplained ? explained : explained.with(Report.LOOK_AT, lookAt);
    }

    /** The line of the op. An op that is not the user's, or that has no class of its own, is where its test is. */
    private Optional<SourcePlace> place() {
        Optional<Class<?>> type = Optional.of(where)
                .filter(Case::couldBeMade)
                .map(Case::op)
                .filter(op -> !op.isBuiltIn()
                        && op.getClass() != Custom.class
                        && !(op instanceof ForeignOp)
                        && !(op instanceof ModelOp))
                .map(Object::getClass);
        boolean isAboutTheRule = finding.fact("backward").isPresent();
        return type.flatMap(own -> SourcePlace.of(own, isAboutTheRule ? Law.GRADIENT.methods() : law.methods()))
                .or(() -> origin.flatMap(Origin::place));
    }

    /** The same error, whose case could be smaller, for lack of time. */
    BrokenLawError unfinished() {
        return new BrokenLawError(law, where, finding.with(Report.NOTE, Budget.UNFINISHED), origin);
    }

    /** The same error, found by this test. */
    BrokenLawError from(Origin test) {
        return new BrokenLawError(law, where, finding, Optional.of(test), report);
    }

    /**
     * The error as it is reported after others of the same contract: the first is complete and later ones are brief, so
     * that all of them fit on a screen.
     *
     * @param others the number of laws that are already reported
     * @param replay how to see the error again, for the end of the report
     */
    public BrokenLawError after(int others, String replay) {
        Objects.requireNonNull(replay, "replay");
        if (others == 0) {
            return complete(replay);
        }
        Finding shown = finding.with(Report.REPLAY, replay);
        String brief = Report.brief(
                Report.headline(sentence(law, where), where), shown, law == Law.VALUE || law == Law.GRADIENT);
        return new BrokenLawError(law, where, shown, origin, brief).withoutTrace();
    }

    /** Removes the stack trace, which would only show where the kit checked the law. */
    private BrokenLawError withoutTrace() {
        setStackTrace(new StackTraceElement[0]);
        return this;
    }

    /** The report, so that test runners print it as the stack trace, and the message in their lists. */
    @Override
    public String toString() {
        return report;
    }
}
