package dev.gradus.testkit;

import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Draw;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.law.AdjointLaw;
import dev.gradus.testkit.law.DependenceLaw;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.GradientLaw;
import dev.gradus.testkit.law.GraphLaw;
import dev.gradus.testkit.law.HigherOrderLaw;
import dev.gradus.testkit.law.IdentityLaw;
import dev.gradus.testkit.law.KinkLaw;
import dev.gradus.testkit.law.LinearityLaws;
import dev.gradus.testkit.law.NotationLaw;
import dev.gradus.testkit.law.PurityLaws;
import dev.gradus.testkit.law.Rule;
import dev.gradus.testkit.law.RunLaw;
import dev.gradus.testkit.law.ShapeLaws;
import dev.gradus.testkit.law.SharedNodeLaw;
import dev.gradus.testkit.law.ValueLaws;
import java.util.Optional;
import java.util.function.Function;

/** The laws that every op must obey. In {@link OpContract} each law is a property of its own. */
public enum Law {
    /** The value equals the reference. */
    VALUE("the value equals the reference", Draw.ANYWHERE, ValueLaws::equalsReference),

    /** The backward rule's gradient equals the numerical one, element by element. */
    GRADIENT("the gradient equals the numerical one", Draw.SMOOTH, GradientLaw::check),

    /** The gradients are linear in the upstream gradient. */
    LINEAR("the backward rule is linear in upstream", Draw.ANYWHERE, LinearityLaws::isLinear),

    /** A zero upstream gradient gives zero gradients wherever the derivative is finite. */
    ZERO("zero upstream gives zero", Draw.ANYWHERE, LinearityLaws::zeroGivesZero),

    /** ⟨u, J v⟩ = ⟨Jᵀ u, v⟩, on larger tensors. */
    ADJOINT("⟨u, J v⟩ = ⟨Jᵀ u, v⟩", Draw.SMOOTH_LARGE, AdjointLaw::check),

    /** The derivative of the backward graph equals the numerical one. */
    SECOND_ORDER("the rule can be differentiated again", Draw.SMOOTH, HigherOrderLaw::secondOrder),

    /** The derivative of the backward graph's derivative equals the numerical one; for specs that ask for it. */
    THIRD_ORDER("the rule can be differentiated twice", Draw.SMOOTH, HigherOrderLaw::thirdOrder),

    /** Value and gradient are correct for tiny and for huge numbers. */
    MAGNITUDES("tiny and huge numbers are no exception", Draw.MAGNITUDES, ValueLaws::holdsWhereSettled),

    /** Value and gradient are correct in narrow regions too, such as next to a threshold in the op's code. */
    EVERYWHERE("no region is an exception, however narrow", Draw.SEARCHED, ValueLaws::holdsWhereSettled),

    /** A node that is used twice gets the gradients of both uses. */
    SHARED_NODE("a node used twice gets both gradients", Draw.ANYWHERE, SharedNodeLaw::check),

    /** At a kink the gradient lies between the slopes on both sides, and ties lose nothing. */
    KINKS("at a kink the gradient is a sub-gradient", Draw.AT_KINKS, KinkLaw::check),

    /** The gradient is correct inside a random larger graph. */
    IN_A_GRAPH("the gradient is right inside a random larger graph", Draw.IN_A_GRAPH, GraphLaw::check),

    /** The shape follows from the shapes of the inputs, also through withInputs. */
    SHAPES("shapes are inferred from the inputs", Draw.ANYWHERE, ShapeLaws::areInferred),

    /** Shapes that do not fit are refused, and the message names the two that clash. */
    REFUSALS("bad shapes are refused with both shapes in the message", Draw.ANYWHERE, ShapeLaws::areRefused),

    /** Forward writes all of its output and nothing else, and neither pass retains anything. */
    NO_TRACE("inputs and upstream stay untouched, nothing is kept", Draw.ANYWHERE, PurityLaws::leavesNoTrace),

    /** The same inputs give the same bits in every call and from every instance. */
    DETERMINISTIC("the same inputs give the same bits", Draw.ANYWHERE, PurityLaws::isDeterministic),

    /** The same inputs give the same bits when two threads call the op at once. */
    THREADS("two threads may call it at once", Draw.SMOOTH_LARGE, PurityLaws::standsTwoThreads),

    /** withInputs returns the same op, and class, attributes and inputs determine the value. */
    IDENTITY("withInputs(inputs()) is the same op", Draw.ANYWHERE, IdentityLaw::check),

    /** The value is never NaN on the documented domain, and infinite only where it overflows. */
    EXTREMES("extremes of the domain give no NaN and no needless ∞", Draw.EXTREMES, ValueLaws::survivesExtremes),

    /** The laws hold for empty tensors and single elements too. */
    SMALLEST_SIZES("sizes 0 and 1 are no exception", Draw.SMALLEST_SIZES, ValueLaws::holdsForSmallestSizes),

    /** The value depends on the elements of the operands as {@code dependence()} states. */
    DEPENDENCE("dependence() tells what depends on what", Draw.ANYWHERE, DependenceLaw::check),

    /** The printed formula and the definition have the value that the op computes. */
    NOTATION("what it prints as is what it computes", Draw.SMOOTH, NotationLaw::check),

    /** The plain evaluator and a planned run give the same bits. */
    RUN("plain evaluator and planned run agree bit for bit", Draw.ANYWHERE, RunLaw::check);

    private final Rule<Case> rule;

    Law(String sentence, Draw draw, Function<Case, Optional<Finding>> finder) {
        this.rule = new Rule<>(sentence, draw, finder);
    }

    /** The law in words. */
    public String sentence() {
        return rule.sentence();
    }

    /** Whether a broken law may have its cause in the backward rule's formula. */
    boolean isAboutGradients() {
        return this == GRADIENT || this == ADJOINT || this == IN_A_GRAPH || this == LINEAR || this == ZERO;
    }

    /** Whether a finding of this law is itself a cause, which may break other laws too. */
    boolean findsTheCauseItself() {
        return this == NO_TRACE || this == DETERMINISTIC;
    }

    Draw draw() {
        return rule.draw();
    }

    /** Why this law does not apply to a spec, if it does not. */
    Optional<String> excuse(SpecData spec) {
        if (this == KINKS && !spec.hasKinks()) {
            return Optional.of("the spec declares no kinks");
        }
        return this == THIRD_ORDER && !spec.asksFor(name())
                ? Optional.of("the spec does not ask for it")
                : spec.excuse(name());
    }

    /**
     * Checks an op against this law in one case.
     *
     * @throws BrokenLawError if the op breaks it
     */
    void check(Case where) {
        if (excuse(where.spec()).isEmpty()) {
            rule.find(where, where.refusal(), "it cannot be constructed from inputs that its spec allows")
                    .ifPresent(finding -> {
                        throw new BrokenLawError(this, where, finding);
                    });
        }
    }
}
