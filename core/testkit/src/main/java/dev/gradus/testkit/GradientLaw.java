package dev.gradus.testkit;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Op;
import dev.gradus.run.Verdict;
import java.util.Optional;

/** Every element of every gradient equals the numerical derivative of ⟨upstream, value⟩. */
final class GradientLaw {
    private static final double RTOL = 1e-8;

    /** Elements below this part of the largest are compared with that part: all are sums of like terms. */
    private static final double SMALL = 1e-4;

    private GradientLaw() {}

    static Optional<Finding> check(OpCase where) {
        Op op = where.op();
        Backward rule = Backward.of(op);
        double[][] in = where.arrays();
        double[] upstream = where.upstream().toArray();
        double[][] byElements = rule.at(in, upstream);
        double[][] gradients = where.pulledBack(byElements);
        Slopes slopes = new Slopes(
                moved -> Execution.forward(op, where.onto(moved)),
                where.arrays(),
                upstream,
                where.magnitudeOfTerms(byElements));
        for (int input = 0; input < in.length; input++) {
            Optional<Finding> wrong = where.spec().inputs().get(input).hasDerivative()
                    ? firstWrong(where, rule, slopes, input, gradients[input])
                    : promised(where, rule, input);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> promised(OpCase where, Backward rule, int input) {
        return rule.none(input).isPresent()
                ? Optional.empty()
                : Optional.of(Finding.of("the spec says that there is no derivative by " + name(where, input)
                        + ", but the rule gives one; it should say zero() or undefined(why)"));
    }

    private static Optional<Finding> firstWrong(
            OpCase where, Backward rule, Slopes slopes, int input, double[] gradient) {
        Optional<String> undefined = rule.none(input).flatMap(NoGradient::reason);
        if (undefined.isPresent()) {
            return Optional.of(Finding.of("the rule says that the gradient for " + name(where, input)
                            + " is undefined, but the spec gives it a derivative")
                    .with("reason", undefined.get()));
        }
        Estimate[] numeric = new Estimate[gradient.length];
        double largest = 0;
        for (int i = 0; i < gradient.length; i++) {
            numeric[i] = slopes.by(input, i, where.smoothAround(input, i));
            largest = numeric[i].isSmooth() ? Math.max(largest, Math.abs(numeric[i].value())) : largest;
        }
        double scale = Math.max(SMALL * largest, RoundingError.OF_UNDERFLOW / RTOL);
        for (int i = 0; i < gradient.length; i++) {
            Verdict verdict = numeric[i].judge(gradient[i], RTOL, scale);
            if (verdict != Verdict.PASS) {
                return Optional.of(wrong(where, input, i, gradient[i], numeric[i]));
            }
        }
        return Optional.empty();
    }

    private static Finding wrong(OpCase where, int input, int position, double backward, Estimate numeric) {
        String element = Text.element(where, input, position);
        String domain = where.domain(input).constraint().toString();
        Finding finding = kindOf(element, backward, numeric);
        return domain.isEmpty() ? finding : finding.with("while", "tensors " + name(where, input) + " " + domain);
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
                        + ", which the spec's Values do not know of; say so with kinksAt(…)");
            case INCONCLUSIVE ->
                Finding.of("the numerical derivative by " + element + " does not settle; is the op smooth there?")
                        .with("backward", Text.number(backward));
        };
    }

    private static String name(OpCase where, int input) {
        return where.spec().inputs().get(input).name();
    }
}
