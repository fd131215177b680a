package dev.gradus.testkit;

import java.util.Optional;
import java.util.function.Function;

/** The laws that every composed graph must obey. {@link ModelContract} makes each a property of its own. */
public enum ModelLaw {
    /** The value equals the reference. */
    VALUE("the value equals the reference", Draw.ANYWHERE, ModelLaws::equalsReference),

    /** Each gradient, and each op's rule by itself, equals the numerical one. */
    GRADIENTS("the gradients equal the numerical ones", Draw.SMOOTH, ModelLaws::gradientsEqualNumerical),

    /** The derivative of the backward graph equals the numerical one. */
    SECOND_ORDER("the gradients can be differentiated again", Draw.SMOOTH, ModelSecondOrder::check),

    /** The plain evaluator and planned runs give the same bits: with any kernels, threads, and passes. */
    RUNS("plain evaluator and planned runs agree bit for bit", Draw.ANYWHERE, ModelRuns::check);

    private final String sentence;
    private final Draw draw;
    private final Function<ModelCase, Optional<Finding>> finder;

    ModelLaw(String sentence, Draw draw, Function<ModelCase, Optional<Finding>> finder) {
        this.sentence = sentence;
        this.draw = draw;
        this.finder = finder;
    }

    /** The law in words. */
    public String sentence() {
        return sentence;
    }

    Draw draw() {
        return draw;
    }

    /**
     * Holds a model to this law in one case.
     *
     * @throws BrokenModelError if it breaks it
     */
    void check(ModelSpec spec, OpCase inputs) {
        if (spec.excuse(this).isEmpty()) {
            ModelCase where = new ModelCase(spec, inputs);
            find(where).ifPresent(finding -> {
                throw new BrokenModelError(this, where, finding);
            });
        }
    }

    private Optional<Finding> find(ModelCase where) {
        try {
            where.build();
        } catch (RuntimeException thrown) {
            return Optional.of(thrown("it cannot be built of inputs that its spec allows", thrown));
        }
        try {
            return finder.apply(where);
        } catch (RuntimeException thrown) {
            return Optional.of(thrown("it throws where it should not", thrown));
        }
    }

    private static Finding thrown(String what, RuntimeException thrown) {
        return Finding.of(what).with(thrown.getClass().getSimpleName(), String.valueOf(thrown.getMessage()));
    }
}
