package dev.gradus.testkit;

import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.model.ModelCase;
import dev.gradus.testkit.report.Origin;
import dev.gradus.testkit.report.Report;
import java.util.Map;
import java.util.Optional;

/**
 * Thrown when a model breaks a {@link ModelLaw}. The message is one sentence. {@code toString()} is the whole report.
 */
public final class BrokenModelError extends ReportedError {
    private static final long serialVersionUID = 1L;

    /** The law that was broken. */
    private final ModelLaw law;

    private final transient ModelCase where;
    private final transient Finding finding;
    private final transient Optional<Origin> origin;

    BrokenModelError(ModelLaw law, ModelCase where, Finding finding) {
        this(law, where, finding, Optional.empty());
    }

    private BrokenModelError(ModelLaw law, ModelCase where, Finding finding, Optional<Origin> origin) {
        this(
                law,
                where,
                finding,
                origin,
                Report.of(law.sentence(), where, finding).text());
    }

    private BrokenModelError(ModelLaw law, ModelCase where, Finding finding, Optional<Origin> origin, String report) {
        super(Report.headline(law.sentence()), report);
        this.law = law;
        this.where = where;
        this.finding = finding;
        this.origin = origin;
        setStackTrace(new StackTraceElement[0]);
    }

    /** The law that was broken. */
    public ModelLaw law() {
        return law;
    }

    ModelCase where() {
        return where;
    }

    /** The finding with what to look at if no likely cause is known. */
    private Finding explained() {
        boolean isExplained = finding.fact(Report.CAUSE).isPresent()
                || finding.fact(Report.LOOK_AT).isPresent();
        return isExplained ? finding : finding.with(Report.LOOK_AT, law.lookAt());
    }

    @Override
    Map<String, Object> members() {
        return Report.of(law.sentence(), where, explained())
                .members(law.name(), law.sentence(), origin.flatMap(Origin::place), origin);
    }

    @Override
    BrokenModelError unfinished() {
        return new BrokenModelError(law, where, finding.with(Report.NOTE, Budget.UNFINISHED), origin);
    }

    @Override
    BrokenModelError from(Origin test) {
        return new BrokenModelError(law, where, finding, Optional.of(test), report());
    }

    @Override
    public BrokenModelError after(int others, String replay) {
        if (others == 0) {
            return new BrokenModelError(law, where, explained().with(Report.REPLAY, replay), origin);
        }
        Finding shown = finding.with(Report.REPLAY, replay);
        boolean withNumbers = law == ModelLaw.VALUE || law == ModelLaw.GRADIENTS;
        String brief = Report.brief(Report.headline(law.sentence()), shown, withNumbers);
        return new BrokenModelError(law, where, shown, origin, brief);
    }
}
