package dev.gradus.testkit;

import dev.gradus.node.Custom;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.ForeignOp;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.report.LikelyCause;
import dev.gradus.testkit.report.Origin;
import dev.gradus.testkit.report.Report;
import dev.gradus.testkit.report.SourcePlace;
import java.util.Map;
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
                Report.of(law.sentence(), where, finding).text());
    }

    private BrokenLawError(Law law, Case where, Finding finding, Optional<Origin> origin, String report) {
        super(Report.headline(law.sentence(), where), report);
        this.law = law;
        this.where = where;
        this.finding = finding;
        this.origin = origin;
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
        return new BrokenLawError(law, where, explained().with(Report.REPLAY, replay), origin).withoutTrace();
    }

    /** The finding with its likely cause, or with what to look at if none is known. */
    private Finding explained() {
        if (finding.fact(Report.CAUSE).isPresent()
                || finding.fact(Report.LOOK_AT).filter(law.lookAt()::equals).isPresent()) {
            return finding;
        }
        Optional<String> cause = law.findsTheCauseItself()
                ? Optional.empty()
                : Budget.explained(() -> LikelyCause.of(law.isAboutGradients(), where, finding));
        boolean isExplained = cause.isPresent() || finding.fact(Report.LOOK_AT).isPresent();
        Finding explained = cause.map(text -> finding.with(Report.CAUSE, text)).orElse(finding);
        return isExplained ? explained : explained.with(Report.LOOK_AT, law.lookAt());
    }

    @Override
    Map<String, Object> members() {
        return Report.of(law.sentence(), where, explained()).members(law.name(), law.sentence(), place(), origin);
    }

    /** The line of the op. An op that is not the user's, or that has no class of its own, is where its test is. */
    private Optional<SourcePlace> place() {
        Optional<Class<?>> type = Optional.of(where)
                .filter(Case::couldBeMade)
                .map(Case::op)
                .filter(op -> !op.isBuiltIn() && op.getClass() != Custom.class && !(op instanceof ForeignOp))
                .map(Object::getClass);
        boolean isAboutTheRule = finding.fact("backward").isPresent();
        return type.flatMap(own -> SourcePlace.of(own, isAboutTheRule ? Law.GRADIENT.methods() : law.methods()))
                .or(() -> origin.flatMap(Origin::place));
    }

    @Override
    BrokenLawError unfinished() {
        return new BrokenLawError(law, where, finding.with(Report.NOTE, Budget.UNFINISHED), origin);
    }

    @Override
    BrokenLawError from(Origin test) {
        return new BrokenLawError(law, where, finding, Optional.of(test), report());
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
        return new BrokenLawError(law, where, shown, origin, brief).withoutTrace();
    }

    /** Removes the stack trace, which would only show where the kit checked the law. */
    private BrokenLawError withoutTrace() {
        setStackTrace(new StackTraceElement[0]);
        return this;
    }
}
