package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Op;
import dev.gradus.run.Verdict;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.domain.RoundingError;
import dev.gradus.testkit.domain.Text;
import java.util.Optional;

/** Checks that every element of every gradient equals the numerical derivative of ⟨upstream, value⟩. */
public final class GradientLaw {
    private static final double RTOL = 1e-8;

    /**
     * Elements below this fraction of the largest are compared relative to that fraction, because all are sums of
     * similar terms.
     */
    private static final double SMALL = 1e-4;

    private static final String LOOK_AT_VALUE = """
            :
            if it jumps or bends there, declare kinksAt(…); near a pole, narrow the domain or add except(…);
            if it should be smooth, forward may round: a cast, a table, a sum or iteration that ends early\
            """;

    private final Case where;
    private final Backward rule;
    private final boolean mustSettle;

    private GradientLaw(Case where, boolean mustSettle) {
        this.where = where;
        this.rule = Backward.of(where.op());
        this.mustSettle = mustSettle;
    }

    public static Optional<Finding> check(Case where) {
        return new GradientLaw(where, true).check();
    }

    /** Checks wherever the numerical derivative settles, which it may not for very large or small numbers. */
    static Optional<Finding> checkWhereSettled(Case where) {
        return new GradientLaw(where, false).check();
    }

    private Optional<Finding> check() {
        Op op = where.op();
        double[][] in = where.arrays();
        double[] upstream = where.upstream().toArray();
        double[][] byElements = rule.at(in, upstream);
        double[][] gradients = where.pulledBack(byElements);
        Slopes slopes = new Slopes(
                        moved -> Execution.forward(op, where.onto(moved)),
                        where.arrays(),
                        upstream,
                        where.magnitudeOfTerms(byElements))
                .of(where.spec());
        for (int input = 0; input < in.length; input++) {
            Optional<Finding> wrong = where.spec().inputs().get(input).hasDerivative()
                    ? firstWrong(slopes, input, gradients[input])
                    : promised(input);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> promised(int input) {
        return rule.none(input).isPresent()
                ? Optional.empty()
                : Optional.of(Finding.of("the spec says that there is no derivative by " + name(input)
                                + ", but the rule returns one; return zero() or undefined(why)")
                        .with("look at", "the spec: if there is a derivative, input(…) declares it"));
    }

    private Optional<Finding> firstWrong(Slopes slopes, int input, double[] gradient) {
        Optional<String> undefined = rule.none(input).flatMap(NoGradient::reason);
        if (undefined.isPresent()) {
            return Optional.of(Finding.of("the rule says that the gradient for " + name(input)
                            + " is undefined, but the spec declares a derivative")
                    .with("reason", undefined.get())
                    .with("look at", "the spec: if there is no derivative, inputWithoutDerivative(…) says so"));
        }
        Estimate[] numeric = new Estimate[gradient.length];
        double largest = 0;
        for (int i = 0; i < gradient.length; i++) {
            numeric[i] = slopes.by(input, i, where.smoothAround(input, i));
            largest = numeric[i].isSmooth() ? Math.max(largest, Math.abs(numeric[i].value())) : largest;
        }
        double scale = Math.max(SMALL * largest, RoundingError.OF_UNDERFLOW / RTOL);
        for (int i = 0; i < gradient.length; i++) {
            boolean says = mustSettle || numeric[i].isSmooth();
            if (says
                    && numeric[i].judge(gradient[i], RTOL, scale) != Verdict.PASS
                    && numeric[i].judge(gradient[i], RTOL, Math.max(scale, rounding(input, i))) != Verdict.PASS
                    && (mustSettle || slopes.confirms(numeric[i].value(), input, i, where.smoothAround(input, i)))) {
                return Optional.of(wrong(input, i, gradient[i], numeric[i]).about(input));
            }
        }
        return Optional.empty();
    }

    /** The scale at which the rounding of the terms of the rule is within the tolerance. */
    private double rounding(int input, int position) {
        return RoundingError.ofTerms(rule.terms(where.arrays(), where.upstream().toArray(), input)[position]) / RTOL;
    }

    private Finding wrong(int input, int position, double backward, Estimate numeric) {
        String element = where.element(input, position);
        String domain = where.domain(input).constraint().toString();
        Finding finding = kindOf(element, backward, numeric);
        return domain.isEmpty() ? finding : finding.with("while", "tensors " + name(input) + " " + domain);
    }

    private static Finding kindOf(String element, double backward, Estimate numeric) {
        return switch (numeric.kind()) {
            case SMOOTH ->
                Finding.of("the gradient ∂J/∂" + element + " is wrong")
                        .with("backward", Text.number(backward))
                        .with("numeric", Text.estimate(numeric))
                        .with("ratio", Text.ratio(backward, numeric.value()));
            case KINK, JUMP ->
                Finding.of("the value has a " + Text.estimate(numeric) + " at " + element
                                + ", which the spec's Values do not declare; add kinksAt(…)")
                        .with("look at", "forward on both sides of this " + element + ", if it should be smooth there");
            case INCONCLUSIVE ->
                Finding.of("the numerical derivative by " + element + " does not settle; is the op smooth there?")
                        .with("backward", Text.number(backward))
                        .with("look at", "the value just below and above this " + element + LOOK_AT_VALUE);
        };
    }

    private String name(int input) {
        return where.spec().inputs().get(input).name();
    }
}
