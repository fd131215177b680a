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
import dev.gradus.testkit.law.LongTensorLaw;
import dev.gradus.testkit.law.ModelLaws;
import dev.gradus.testkit.law.NotationLaw;
import dev.gradus.testkit.law.PurityLaws;
import dev.gradus.testkit.law.Rule;
import dev.gradus.testkit.law.RunLaw;
import dev.gradus.testkit.law.ShapeLaws;
import dev.gradus.testkit.law.Share;
import dev.gradus.testkit.law.SharedNodeLaw;
import dev.gradus.testkit.law.TwoThreadsLaw;
import dev.gradus.testkit.law.ValueLaws;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The laws that every op must obey, and some of them every model. In {@link OpContract} and {@link ModelContract} each law
 * is a property of its own.
 */
public enum Law {
    /** The value equals the reference. */
    VALUE(
            "the value equals the reference",
            Draw.ANYWHERE,
            ValueLaws::equalsReference,
            "this case by hand, because the reference of the spec may be wrong as well as forward"),

    /** The backward rule's gradient equals the numerical one, element by element. */
    GRADIENT(
            "the gradient equals the numerical one",
            Draw.SMOOTH,
            GradientLaw::check,
            "the rule at this case by hand, one factor and one term at a time; no usual mistake explains it"),

    /** The gradients are linear in the upstream gradient. */
    LINEAR(
            "the backward rule is linear in upstream",
            Draw.ANYWHERE,
            LinearityLaws::isLinear,
            "terms of the rule that lack upstream, and powers, clamps and comparisons of upstream"),

    /** A zero upstream gradient gives zero gradients wherever the derivative is finite. */
    ZERO(
            "zero upstream gives zero",
            Draw.ANYWHERE,
            LinearityLaws::zeroGivesZero,
            "terms of the rule that are not multiplied by upstream"),

    /** ⟨u, J v⟩ = ⟨Jᵀ u, v⟩, on larger tensors. */
    ADJOINT(
            "⟨u, J v⟩ = ⟨Jᵀ u, v⟩",
            Draw.SMOOTH_LARGE,
            AdjointLaw::check,
            "sizes and elements that the smaller cases of the law GRADIENT do not have, such as the end of a block"),

    /** The derivative of the backward graph equals the numerical one. */
    SECOND_ORDER(
            "the rule can be differentiated again",
            Draw.SMOOTH_ALL_SIZES,
            HigherOrderLaw::secondOrder,
            "numbers in the rule that should be nodes, stopGradient, and the rules of your own ops that it uses"),

    /** The derivative of the backward graph's derivative equals the numerical one. */
    THIRD_ORDER(
            "the rule can be differentiated twice",
            Draw.SMOOTH_ALL_SIZES,
            HigherOrderLaw::thirdOrder,
            new Share(5, 40),
            SECOND_ORDER.rule.lookAt()),

    /** Value and gradient are correct for tiny and for huge numbers. */
    MAGNITUDES(
            "value and gradient are right for very small and very large numbers",
            Draw.MAGNITUDES,
            ValueLaws::holdsWhereSettled,
            "where forward or the rule overflows, underflows or cancels at this magnitude, or clamps a number"),

    /** Value and gradient are correct in narrow regions too, such as next to a threshold in the op's code. */
    EVERYWHERE(
            "value and gradient are right in narrow regions too",
            Draw.SEARCHED,
            ValueLaws::holdsWhereSettled,
            new Share(5, 10),
            "branches, thresholds and tables of forward and of the rule near these numbers"),

    /** Value, gradient and second derivative are correct next to kinks, ties, poles and edges of the domain. */
    NEAR_EDGES(
            "value and derivatives are right next to edges, kinks and ties",
            Draw.NEAR_EDGES,
            ValueLaws::holdsNearEdges,
            new Share(5, 50),
            "clamps, an ε and tolerances near 0, kinks, ties and poles; a mask must compare exactly"),

    /** Equal elements, zeros and tiny numbers give no NaN, and value and derivatives are correct there. */
    DEGENERATE(
            "value and derivatives are right for equal elements and zeros",
            Draw.DEGENERATE,
            ValueLaws::holdsForDegenerateData,
            new Share(5, 50),
            "0 / 0 and √0 in the rule, and products of all elements but one: mask with where before dividing"),

    /** A node that is used twice gets the gradients of both uses. */
    SHARED_NODE(
            "a node used twice gets both gradients",
            Draw.ANYWHERE,
            SharedNodeLaw::check,
            "comparisons of nodes or arrays by identity, and what op or rule keep from an earlier call"),

    /** At a kink the gradient lies between the slopes on both sides, and ties lose nothing. */
    KINKS(
            "at a kink the gradient is a sub-gradient",
            Draw.AT_KINKS,
            KinkLaw::check,
            "the mask of the rule at the kink, such as < in place of ≤, and how ties share the gradient"),

    /** The gradient is correct inside a random larger graph. */
    IN_A_GRAPH(
            "the gradient is right inside a random larger graph",
            Draw.IN_A_GRAPH,
            GraphLaw::check,
            "what the rule takes from its inputs that holds only for leaves, such as a label or a stored value"),

    /** The shape follows from the shapes of the inputs, also through withInputs. */
    SHAPES(
            "shapes are inferred from the inputs",
            Draw.ANYWHERE,
            ShapeLaws::areInferred,
            "what withInputs copies from this op although it depends on the shapes of the inputs"),

    /** Shapes that do not fit are refused, and the message names the two that clash. */
    REFUSALS(
            "bad shapes are refused with both shapes in the message",
            Draw.ANYWHERE,
            ShapeLaws::areRefused,
            "the constructor: let it compare the shapes and throw a ShapeException that names both"),

    /** Forward writes all of its output and nothing else, and neither pass retains anything. */
    NO_TRACE(
            "inputs and upstream stay unchanged, and nothing is kept",
            Draw.ANYTHING,
            PurityLaws::leavesNoTrace,
            "arrays that the op writes to or keeps: copy what it needs, and write only out"),

    /** The same inputs give the same bits in every call and from every instance. */
    DETERMINISTIC(
            "the same inputs give the same bits",
            Draw.ANYTHING,
            PurityLaws::isDeterministic,
            "random numbers, counters, static fields and caches of the op"),

    /** It makes no difference what was computed or asked before, or what the caller does with its arrays later. */
    NO_MEMORY(
            "it remembers nothing from one call to the next",
            Draw.ANYTHING,
            PurityLaws::remembersNothing,
            new Share(4, 30),
            "caches, their keys and what they keep, and arrays or lists of the caller that the op does not copy"),

    /** The same inputs give the same bits when two threads call the op at once. */
    THREADS(
            "two threads may call it at once",
            Draw.SMOOTH_LINE,
            TwoThreadsLaw::check,
            new Share(60, 3),
            "arrays and tables in fields of the op: let forward create its own"),

    /** withInputs returns the same op, and class, attributes and inputs determine the value. */
    IDENTITY(
            "withInputs(inputs()) is the same op",
            Draw.ANYTHING,
            IdentityLaw::check,
            "the constructor call in withInputs, and what attributes() leaves out or adds"),

    /** The value is never NaN on the documented domain, and infinite only where it overflows. */
    EXTREMES(
            "extremes of the domain give no NaN and no needless ∞",
            Draw.EXTREMES,
            ValueLaws::survivesExtremes,
            "0 · ∞, ∞ − ∞ and ∞ / ∞ in the formula; narrow the spec's Values if the op does not promise as much"),

    /** The laws hold for empty tensors and single elements too. */
    SMALLEST_SIZES(
            "value and gradient are right for sizes 0 and 1",
            Draw.SMALLEST_SIZES,
            ValueLaws::holdsForSmallestSizes,
            "divisions by a size and loops that need an element; if empty axes are refused, declare .size(…)"),

    /** The value depends on the elements of the operands as {@code dependence()} states. */
    DEPENDENCE(
            "the value depends on what dependence() states",
            Draw.ANYWHERE,
            DependenceLaw::check,
            new Share(1, 20),
            "dependence() and reducedAxes(): Dependence.ANY is right for every op"),

    /** Value, gradient and dependence are correct for long tensors too. */
    LONG_TENSORS(
            "value and gradient are right for long tensors",
            Draw.LONG,
            LongTensorLaw::check,
            new Share(60, 3),
            "what happens at 64, 1,024 or 32,768 elements: the end of a block, an index in a short, a second loop"),

    /** The printed formula and the definition have the value that the op computes. */
    NOTATION(
            "the printed formula computes the value",
            Draw.SMOOTH,
            NotationLaw::check,
            "notation() and definition(): the text says something else than forward computes"),

    /** The plain evaluator and a planned run give the same bits. */
    RUN(
            "plain evaluator and planned run agree bit for bit",
            Draw.ANYTHING,
            RunLaw::check,
            "state that the op keeps between calls, equals of its attributes(), and apply against forward"),

    /** The laws hold that the spec adds. */
    OWN("the spec's own laws hold", Draw.ANYWHERE, ValueLaws::holdOwnLaws, "what the message of the law says");

    private final Rule rule;

    Law(String sentence, Draw draw, Function<Case, Optional<Finding>> finder, String lookAt) {
        this(sentence, draw, finder, Share.ALL, lookAt);
    }

    Law(String sentence, Draw draw, Function<Case, Optional<Finding>> finder, Share share, String lookAt) {
        this.rule = new Rule(sentence, draw, finder, share, lookAt);
    }

    /** The law in words. */
    public String sentence() {
        return rule.sentence();
    }

    /** What the law says of what the spec stands for. */
    Rule rule(SpecData spec) {
        return spec.isModel()
                ? ofModels().orElse(rule)
                : spec.isFunction() && this == SECOND_ORDER ? ofSecondDerivatives() : rule;
    }

    private Rule ofSecondDerivatives() {
        return new Rule(
                "the second derivatives equal the numerical ones",
                rule.draw(),
                rule.finder(),
                rule.share(),
                "the second derivative as the derivative of the first one: a spec of these two names a likely cause");
    }

    /** What the law says of a model, if it is a law of models. */
    private Optional<Rule> ofModels() {
        return switch (this) {
            case VALUE ->
                Optional.of(new Rule(
                        sentence(),
                        Draw.ANYWHERE,
                        ValueLaws::equalsReference,
                        Share.ALL,
                        "this case by hand, because the reference may be wrong as well as the model"));
            case GRADIENT ->
                Optional.of(new Rule(
                        "the gradients equal the numerical ones",
                        Draw.SMOOTH,
                        ModelLaws::gradients,
                        Share.ALL,
                        "ops on the path that stop the gradient or say that there is none"));
            case SECOND_ORDER ->
                Optional.of(new Rule(
                        "the gradients can be differentiated again",
                        Draw.SMOOTH,
                        ModelLaws::secondOrder,
                        Share.ALL,
                        "the ops of the graph one by one: the law SECOND_ORDER of a contract names the wrong rule"));
            case RUN ->
                Optional.of(new Rule(
                        "plain evaluator and planned runs agree bit for bit",
                        Draw.ANYWHERE,
                        RunLaw::check,
                        new Share(1, 50),
                        "state that an op of the graph keeps between calls, and equals of its attributes()"));
            default -> Optional.empty();
        };
    }

    /** Whether a broken law may have its cause in the backward rule's formula. */
    boolean isAboutGradients() {
        return this == GRADIENT || this == ADJOINT || this == IN_A_GRAPH || this == LINEAR || this == ZERO;
    }

    /** Whether a finding of this law is itself a cause, which may break other laws too. */
    boolean findsTheCauseItself() {
        return this == NO_TRACE || this == DETERMINISTIC;
    }

    /** The methods of the op in which a broken law has its cause most often, the likeliest first. */
    List<String> methods() {
        return switch (this) {
            case GRADIENT, LINEAR, ZERO, ADJOINT, SECOND_ORDER, THIRD_ORDER, SHARED_NODE, KINKS, IN_A_GRAPH ->
                List.of("backward");
            case SHAPES, IDENTITY -> List.of("withInputs");
            case REFUSALS -> List.of("<init>");
            case DEPENDENCE -> List.of("dependence");
            case NOTATION -> List.of("notation", "definition");
            default -> List.of("forward", "apply");
        };
    }

    /** Why this law does not apply to a spec, if it does not. */
    Optional<String> excuse(SpecData spec) {
        Optional<String> excuse = spec.excuse(name());
        if (spec.isModel()) {
            return this == VALUE
                    ? excuse.or(() -> when(spec.reference().isEmpty(), "the spec has no reference"))
                    : excuse.or(() -> when(ofModels().isEmpty(), "it is a law of single ops"));
        }
        return switch (this) {
            case KINKS -> excuse.or(() -> when(!spec.hasKinks(), "the spec declares no kinks"));
            case THIRD_ORDER -> excuse.or(() -> spec.excuse(SECOND_ORDER.name()));
            case OWN -> excuse.or(() -> when(spec.own().isEmpty(), "the spec adds no law of its own"));
            default -> excuse;
        };
    }

    private static Optional<String> when(boolean holds, String reason) {
        return Optional.of(reason).filter(known -> holds);
    }

    /**
     * Checks an op or a model against this law in one case.
     *
     * @throws BrokenLawError if it breaks the law
     */
    void check(Case where) {
        if (excuse(where.spec()).isEmpty()) {
            rule(where.spec()).find(where).ifPresent(finding -> {
                throw new BrokenLawError(this, where, finding);
            });
        }
    }
}
