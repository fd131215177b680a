package dev.gradus.testkit;

import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Draw;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.Rule;
import dev.gradus.testkit.model.ModelCase;
import dev.gradus.testkit.model.ModelLaws;
import dev.gradus.testkit.model.ModelRuns;
import dev.gradus.testkit.model.ModelSecondOrder;
import java.util.Optional;
import java.util.function.Function;

/** The laws that every composed graph must obey. In {@link ModelContract} each law is a property of its own. */
public enum ModelLaw {
    /** The value equals the reference. */
    VALUE("the value equals the reference", Draw.ANYWHERE, ModelLaws::equalsReference),

    /** Each gradient, and each op's rule by itself, equals the numerical one. */
    GRADIENTS("the gradients equal the numerical ones", Draw.SMOOTH, ModelLaws::gradientsEqualNumerical),

    /** The derivative of the backward graph equals the numerical one. */
    SECOND_ORDER("the gradients can be differentiated again", Draw.SMOOTH, ModelSecondOrder::check),

    /** The plain evaluator and planned runs give the same bits with any kernels, threads and rewriting passes. */
    RUNS("plain evaluator and planned runs agree bit for bit", Draw.ANYWHERE, ModelRuns::check, new Share(1, 50));

    private final Rule<ModelCase> rule;
    private final Share share;

    ModelLaw(String sentence, Draw draw, Function<ModelCase, Optional<Finding>> finder) {
        this(sentence, draw, finder, Share.ALL);
    }

    ModelLaw(String sentence, Draw draw, Function<ModelCase, Optional<Finding>> finder, Share share) {
        this.rule = new Rule<>(sentence, draw, finder);
        this.share = share;
    }

    /** The law in words. */
    public String sentence() {
        return rule.sentence();
    }

    /** What to look at if the law is broken and no likely cause is known. */
    String lookAt() {
        return switch (this) {
            case VALUE -> "this case by hand, because the reference may be wrong as well as the model";
            case GRADIENTS -> "ops on the path that stop the gradient or say that there is none";
            case SECOND_ORDER ->
                "the ops of the graph one by one: the law SECOND_ORDER of a contract names the wrong rule";
            case RUNS -> "state that an op of the graph keeps between calls, and equals of its attributes()";
        };
    }

    Draw draw() {
        return rule.draw();
    }

    Share share() {
        return share;
    }

    /**
     * Checks a model against this law in one case.
     *
     * @throws BrokenModelError if the model breaks it
     */
    void check(ModelSpec spec, Case inputs) {
        if (spec.excuse(this).isEmpty()) {
            ModelCase where = new ModelCase(spec.model(), inputs);
            rule.find(where, where.refusal(), "it cannot be built from inputs that its spec allows")
                    .ifPresent(finding -> {
                        throw new BrokenModelError(this, where, finding);
                    });
        }
    }
}
