package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.node.NoGradient;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Jitter;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.RoundingError;
import dev.gradus.testkit.domain.Text;
import dev.gradus.testkit.function.FunctionOp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Checks that every element of every gradient equals the numerical derivative of ⟨upstream, value⟩. */
public final class GradientLaw {
    /**
     * Elements below this fraction of the largest are compared relative to that fraction, because all are sums of
     * similar terms.
     */
    private static final double SMALL = 1e-4;

    private static final double HUGE = 1e9;

    private static final String EXACT = "exact";

    private static final String LOOK_AT_VALUE = """
            :
            if it jumps or bends there, declare kinksAt(…); near a pole, narrow the domain or add except(…);
            if it should be smooth, forward may round: a cast, a table, a sum or iteration that ends early\
            """;

    private final Case where;
    private final Backward rule;
    private final boolean mustSettle;

    /** For each input, the scale at which the rounding of the terms of the rule is within the tolerance. */
    private final List<Lazy<double[]>> rounding;

    private GradientLaw(Case where, boolean mustSettle) {
        this.where = where;
        this.rule = Backward.of(where.op());
        this.mustSettle = mustSettle;
        this.rounding = IntStream.range(0, where.values().size())
                .mapToObj(input -> new Lazy<>(() -> rounding(input)))
                .toList();
    }

    public static Optional<Finding> check(Case where) {
        return new GradientLaw(where, true).check();
    }

    /** Checks wherever the numerical derivative settles, which it may not for very large or small numbers. */
    static Optional<Finding> checkWhereSettled(Case where) {
        return new GradientLaw(where, false).check();
    }

    private Optional<Finding> check() {
        double[][] in = where.arrays();
        double[] upstream = where.upstream().toArray();
        double[][] byElements = rule.at(in, upstream);
        double[][] gradients = where.pulledBack(byElements);
        Slopes slopes = Slopes.of(where, upstream, where.magnitudeOfTerms(byElements));
        for (int input = 0; input < in.length; input++) {
            double[] gradient = gradients[input];
            int at = input;
            Optional<Finding> wrong = where.hasDerivative(input)
                    ? firstWrong(slopes, input, gradient).or(() -> firstInexact(at, gradient))
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
        int[] examined = mustSettle ? IntStream.range(0, gradient.length).toArray() : Slopes.examined(gradient.length);
        for (int i : examined) {
            numeric[i] = slopes.by(input, i, smoothAround(input, i));
            largest = numeric[i].isSmooth() ? Math.max(largest, Math.abs(numeric[i].value())) : largest;
        }
        Lazy<Slopes> conditioned = new Lazy<>(slopes::conditioned);
        double ofLargest = SMALL * largest;
        for (int i : examined) {
            double scale = Math.max(ofLargest, RoundingError.OF_UNDERFLOW / (Slopes.RTOL * room(input, i)));
            boolean says = mustSettle && !(where.spec().isCoarse() && numeric[i].kind() == Kind.INCONCLUSIVE)
                    || numeric[i].isSmooth()
                            && Math.abs(numeric[i].value()) < RoundingError.OF_OVERFLOW
                            && !mayHaveSteps(input, i);
            if (says
                    && !Slopes.agree(numeric[i], gradient[i], scale)
                    && !Slopes.agree(
                            numeric[i],
                            gradient[i],
                            Math.max(scale, rounding.get(input).get()[i]))
                    && (mustSettle
                            ? !isConstant(slopes, input, i, gradient[i], numeric[i])
                            : isSettled(slopes, conditioned.get(), input, i, gradient[i], numeric[i]))
                    && (!where.spec().isFunction()
                            || slopes.contradict(gradient[i], input, i, where.smoothAround(input, i)))) {
                return Optional.of(wrong(input, i, gradient[i], numeric[i]).about(input));
            }
        }
        return Optional.empty();
    }

    /** Compares with exact derivatives, which show the digits that numerical ones cannot confirm. */
    private Optional<Finding> firstInexact(int input, double[] gradient) {
        double[] exact = mustSettle ? exact(input, where.arrays()).orElse(new double[0]) : new double[0];
        double[] terms = Jitter.terms(
                exact,
                jitter -> exact(
                                input,
                                Arrays.stream(where.arrays()).map(jitter::moved).toArray(double[][]::new))
                        .orElse(exact));
        for (int i = 0; i < exact.length; i++) {
            if (Double.isFinite(exact[i] + terms[i])
                    && !RoundingError.explains(gradient[i], exact[i], Math.abs(exact[i]) + terms[i])) {
                return Optional.of(Finding.of("the gradient " + where.slope(input, i) + " is wrong")
                        .with("backward", Text.number(gradient[i]))
                        .with(EXACT, Text.number(exact[i]))
                        .with("ratio", Text.ratio(gradient[i], exact[i]))
                        .about(input));
            }
        }
        return Optional.empty();
    }

    /** The exact gradient, if the function has one besides that written by hand. */
    private Optional<double[]> exact(int input, double[][] in) {
        return where.op() instanceof FunctionOp function
                ? function.exact(in, where.upstream().toArray(), input)
                : Optional.empty();
    }

    /** The longest step that an element may take. Over a short one, a value that has lost digits to underflow seems steep. */
    private double room(int input, int position) {
        double x = where.values().get(input).toArray()[position];
        Interval smooth = smoothAround(input, position);
        return Math.min(1, Math.min(x - smooth.lower(), smooth.upper() - x));
    }

    /** Whether the gradient is 0 and the value changes by its rounding alone, so that no slope settles on 0. */
    private boolean isConstant(Slopes slopes, int input, int position, double gradient, Estimate numeric) {
        return gradient == 0
                && !numeric.isSmooth()
                && slopes.areRounding(input, position, smoothAround(input, position));
    }

    /** Whether neither the conditioning of the op nor a function of many pieces explains that the derivatives differ. */
    private boolean isSettled(
            Slopes slopes, Slopes careful, int input, int position, double gradient, Estimate numeric) {
        Interval smooth = smoothAround(input, position);
        Estimate conditioned = careful.by(input, position, smooth);
        return conditioned.isSmooth()
                && !Slopes.agree(conditioned, gradient, rounding.get(input).get()[position])
                && slopes.confirms(numeric.value(), input, position, smooth);
    }

    /**
     * Whether the op says that it is constant between jumps, which may be closer to each other than numerical steps: those
     * of floor are 1 apart, also at 10¹². A rule that returns {@code zero()} does so for all numbers, so one that should
     * not is found at smaller ones.
     */
    private boolean mayHaveSteps(int input, int position) {
        return rule.none(input).isPresent()
                && Math.abs(where.values().get(input).toArray()[position]) > HUGE;
    }

    private Interval smoothAround(int input, int position) {
        Interval smooth = where.smoothAround(input, position);
        return mustSettle ? smooth : smooth.around(where.values().get(input).toArray()[position]);
    }

    private double[] rounding(int input) {
        return Arrays.stream(terms(rule, where, where.upstream().toArray(), input))
                .map(terms -> Slopes.scaleOf(where.coarseness() * terms))
                .toArray();
    }

    /** The magnitude of the terms of a gradient. Those of an op with few digits do not show when numbers move a little. */
    static double[] terms(Backward rule, Case where, double[] upstream, int input) {
        if (!where.spec().isCoarse()) {
            return rule.terms(where.arrays(), upstream, input);
        }
        double[] terms = rule.usualTerms(where.arrays(), upstream, input);
        int inputs = where.values().size();
        double[] scatter = where.scatter(upstream, in -> rule.at(Arrays.copyOf(in, inputs), in[inputs])[input]);
        double ofTerms = RoundingError.ofTerms(where.coarseness());
        double digit = where.spec().precision().ulp()
                * Arrays.stream(upstream).map(Math::abs).max().orElse(0);
        Arrays.setAll(terms, i -> terms[i] + (scatter[i] + digit) / ofTerms);
        return terms;
    }

    private Finding wrong(int input, int position, double backward, Estimate numeric) {
        String element = where.element(input, position);
        String domain = where.domain(input).constraint().toString();
        Finding wrong = kindOf(element, where.slope(input, position), backward, numeric);
        Finding finding = exact(input, where.arrays())
                .map(exact -> wrong.with(EXACT, Text.number(exact[position])))
                .orElse(wrong);
        return domain.isEmpty() ? finding : finding.with("while", "tensors " + name(input) + " " + domain);
    }

    private static Finding kindOf(String element, String slope, double backward, Estimate numeric) {
        return switch (numeric.kind()) {
            case SMOOTH -> Finding.of("the gradient " + slope + " is wrong").comparing(backward, numeric);
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
        return where.name(input);
    }
}
